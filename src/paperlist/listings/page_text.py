"""The lines of a page around its entries: what is known of a site's head, foot, menus and forms."""

import re
from importlib.resources import files

DECORATION = r"[-*•·#|()\[\]{}_+<>,/=\s]*+"


def page_text(*names: str, others: str = "(?!)") -> re.Pattern[str]:
    """Return the pattern of a line that has nothing but what these files list, and links in brackets.

    Args:
        names: text files of this folder, one pattern a line; case and decoration do not matter.
        others: a pattern of what is known besides.
    """
    folder = files(__package__)
    lines = [line for name in names for line in folder.joinpath(name).read_text("utf-8").splitlines()]
    patterns = [others, *(line for line in lines if line and not line.startswith("# "))]
    # The longest first: "About arXivLabs" begins with "About".
    known = "|".join(sorted(patterns, key=len, reverse=True))
    piece = rf"{DECORATION}(?:\[[^\[\]]*\](?=\s|\Z)|(?:{known})(?-i:(?![a-z]))){DECORATION}"
    # A piece that is looked at ahead is taken whole or not at all: a line of many is not tried in all other ways.
    return re.compile(rf"(?:(?=(?P<piece>{piece}))(?P=piece))+", re.IGNORECASE)
