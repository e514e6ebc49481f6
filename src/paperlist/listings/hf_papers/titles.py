"""Where the title of a card ends and its text begins, which nothing but the lengths of lines tells."""

import re
from itertools import pairwise
from typing import Final

from paperlist.listings.layout import SENTENCE_END, WIDEST, is_wrapped

LONGEST_TITLE: Final = 300
SHORT: Final = 60
"""A text of fewer characters is a title even if it ends with a full stop."""
MOST_JOINED: Final = 3
"""So many lines go on with a sentence for one that was joined with the next."""
NO_TITLE = re.compile(r"(?:\d+|no) code implementations?\b|(?:Upvote|GitHub)\s*\d|arXiv Page\b", re.IGNORECASE)
"""How the line below the title of a card of Papers with Code begins, and the last line of a card."""


def wrap_width(text: str) -> int:
    """Return how wide a text was wrapped, 0 if it was not.

    A tool that takes hyphens from the ends of lines joins these with the next: few are longer then than others.
    """
    lines = text.split("\n")
    widths = sorted(map(len, lines), reverse=True)
    joined = sum(width > WIDEST for width in widths)
    if joined and sum(two[:1].islower() for one, two in pairwise(lines) if len(one) > SHORT) < MOST_JOINED * joined:
        return 0
    alike = (one for one, _, three in zip(widths, widths[1:], widths[2:], strict=False) if WIDEST >= one < three * 1.1)
    return next(alike, widths[joined])


def count_title_lines(lines: list[str], breaks: int, page: int) -> int | None:
    """Return how many lines of a paragraph are the title above its text, None if it cannot be told.

    Args:
        lines: of the paragraph, in a text whose lines are wrapped.
        breaks: line breaks below it, before what the card counts.
        page: how wide the lines of the page are.
    """
    if printed := count_printed(lines, page):
        return printed
    width = max(map(len, lines))
    full = width if len(lines) == 2 else width * 3 // 5
    for count, (line, following) in enumerate(pairwise(lines), 1):
        if not (is_wrapped(line, following, full) or following[0].islower()):
            return count
    # Two lines, and a sentence is the second: it was not wrapped, and the title is the longer.
    if len(lines) == 2 and is_title(lines[0]) and lines[1][0].isupper() and SENTENCE_END.search(lines[1]):
        return 1
    return 0 if breaks > 1 and all(is_wrapped(*pair, width) for pair in pairwise(lines)) else None


def count_printed(lines: list[str], page: int) -> int:
    """Return how many lines of a paragraph are a title in larger letters, 0 if it has none.

    Each of them is shorter than all lines of the text but its last.
    """
    short = [len(one) < page * 5 // 6 and not is_wrapped(one, two, page * 9 // 10) for one, two in pairwise(lines)]
    count = (*short, False).index(False)
    is_text = lines and (count + 1 < len(lines) or SENTENCE_END.search(lines[-1])) and not lines[count][0].islower()
    return count if is_text and not any(short[count:]) else 0


def is_title(text: str) -> bool:
    """Whether a text may be a title, and not what a card shows of an abstract."""
    text = text.strip()
    if len(text) >= LONGEST_TITLE or text.count("\n") >= 4 or NO_TITLE.match(text) or "://" in text:
        return False
    return not (len(text) > SHORT and text[-1] == ".")
