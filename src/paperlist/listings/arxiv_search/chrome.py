"""The page around the entries: the site's head, the search form, the pages' numbers, the foot."""

import re
from importlib.resources import files

DECORATION = r"[-*•#|()\[\]_+<>,\s]*+"


def load_page_text() -> re.Pattern[str]:
    """Return the pattern of a line that has nothing but what `chrome.txt` lists, and links in brackets."""
    lines = files(__package__).joinpath("chrome.txt").read_text("utf-8").splitlines()
    known = "|".join(line for line in lines if line and not line.startswith("# "))
    piece = rf"{DECORATION}(?:\[[^\[\]]*\](?=\s|\Z)|(?:{known})(?![a-z])){DECORATION}"
    # A piece that is looked at ahead is taken whole or not at all: a line of many is not tried in all other ways.
    return re.compile(rf"(?:(?=(?P<piece>{piece}))(?P=piece))+", re.IGNORECASE)


PAGE_TEXT = load_page_text()
