"""Lines of a window by their offsets, and whether a tool wrapped them."""

import re
from typing import NamedTuple

from paperlist.listings.layout import overflows

NUMBER_MARK = re.compile(r"(?:(?<=\n)|\A)[^\S\n]*(?:\d{1,4}[.)]|\[\d{1,4}\])\Z")
LONGEST_MARK = 20
GAP = re.compile(r"\n[^\S\n]*\n")
MOST_LINES = 48
"""A card has no more lines than these after its authors."""
LONGEST = 1500
"""Nothing that is looked for is longer than so many characters: no title is."""
WIDEST = 250
"""No tool wraps lines that are longer."""
INDENT = 8
"""So much narrower some paragraphs of a page may be wrapped than others."""


class Line(NamedTuple):
    """A line that is not blank, without the blanks around it."""

    start: int
    end: int
    gap: bool
    """A blank line precedes it."""


def split_lines(text: str, start: int, end: int, most: int = MOST_LINES) -> list[Line]:
    """Return the first lines between two offsets that are not blank, at most so many."""
    lines: list[Line] = []
    gap = False
    for raw in text[start:end].split("\n"):
        start += len(raw) + 1
        line = raw.lstrip()
        if line:
            first = start - 1 - len(line)
            lines.append(Line(first, first + len(line.rstrip()), gap))
            if len(lines) == most:
                break
            gap = False
        else:
            gap = bool(lines)
    return lines


def find_line_end(text: str, at: int) -> int:
    """Return where the line of `at` ends; a long one is cut."""
    end = text.find("\n", at, at + LONGEST)
    return min(at + LONGEST, len(text)) if end < 0 else end


def is_line_start(text: str, at: int) -> bool:
    """Whether nothing but blanks and the mark of a list or a link precedes `at` on its line."""
    at = before_mark(text, at)
    return not at or text[at - 1] == "\n"


def before_mark(text: str, at: int) -> int:
    """Return where the blanks and marks of a list or a link begin that precede `at`: "1. ", "- [", "[3] "."""
    low = at
    while low and text[low - 1] in " \t[*-":
        low -= 1
    number = NUMBER_MARK.search(text, max(0, low - LONGEST_MARK), low) if low < at else None
    return number.start() if number else low


def is_wrapped(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether a tool that wraps at `width` would have broken between two lines."""
    return overflows(line.end - line.start, text[following.start : following.end], width)


def width_of(text: str, lines: list[Line]) -> int:
    """Return the length of the longest line that could have been wrapped."""
    return max((end - start for start, end, _ in lines if text.find(" ", start, end) >= 0), default=0)


def wrapping_width(width: int) -> int:
    """Return what surely was wrapped lies above of lines of this width; 0 where none were wrapped."""
    return width - INDENT if width <= WIDEST else 0
