"""The anchors of a window: id lines, labels and formulas of dates, which the other parts of entries lie between."""

import re
import sys
from bisect import bisect_left
from functools import lru_cache

from paperlist.arxiv import CATEGORY, DOI, ID

NOT_FOUND = sys.maxsize
"""The place of an anchor that is not there: after all text."""

ID_LINE = re.compile(
    rf"""
    arXiv: \s? (?P<id>{ID}) (?:v(?P<version>\d+))? (?![\w/])
    (?P<formats> \s*+ \[ (?:\s*+(?:,|\[\d+\]|pdf|ps|other|html|src|dvi))+ (?:\s*+\])? )?      # " [pdf, ps, other]"
    (?P<categories> (?:\s*+{CATEGORY})+ )?
    (?P<dois> (?: \s*+ doi \s*+ (?:\[\d+\]|\[)? {DOI} (?:[ ]++[_/*']{{2,4}}+)? )+ )?   # "__" was an icon
    (?P<alone> [ ]*+ (?:\n|\Z) )?
    """,
    re.VERBOSE,
)
BEFORE_ID = re.compile(r"(?:^|\n)((?:[-*•+◦]|\d{1,5}[.)]|\[\d+\]|\[|\s)*)$")  # "12. ", "-\n", "* "
BEFORE_LONE_ID = re.compile(r"(?:(?:^|\n)(?:[-*•+◦]|\d{1,5}[.)])\s*|^\s*|\n\s*\n)$")  # the same, or a blank line
BULLET_LENGTH = 20
"""Characters that a bullet or number before an identifier has at most, with the blanks around it."""

LABEL = re.compile(r"A(?:uthors|bstract)\s*+:")  # "Authors:", "Abstract :"

DATES = re.compile(
    r"Submitted\s*+([^;]{6,40}+);\s*+(?:v1\s*+submitted\s*+([^;]{6,40}+);\s*+|)"
    r"originally\s*+announced\s*+([A-Za-z]++\s++\d{4})(?:\s*+\.|)"
)  # "Submitted 17 January, 2024; v1 submitted 10 January, 2024;\noriginally announced January 2024."
DATES_LENGTH = 200
"""Characters from the formula's first word to its "originally", at most."""


class Anchors:
    """The places of the anchors of one window, by kind and in its order; each kind is searched for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.dates = find_dates(text)
        self.id_lines = find_id_lines(text)
        self.label_ends = {found.start(): found.end() for found in LABEL.finditer(text)}
        self.dates_places = [*self.dates]
        self.id_places = [*self.id_lines]
        self.authors = [at for at in self.label_ends if text[at + 1] == "u"]
        self.abstracts = [at for at in self.label_ends if text[at + 1] == "b"]
        self.line_authors = begin_lines(text, self.authors)
        self.line_abstracts = begin_lines(text, self.abstracts)

    def first_after(self, start: int) -> int:
        """Return the place of the next anchor, where labels at a line's start are preferred."""
        dates = next_place(self.dates_places, start)
        id_line = next_place(self.id_places, start, dates)
        return min(dates, id_line, self.next_authors(start, dates), self.next_abstract(start, dates))

    def next_authors(self, start: int, stop: int) -> int:
        """Return the place of the label `Authors:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_authors, start, stop)
        return at if at < NOT_FOUND else next_place(self.authors, start, stop)

    def next_abstract(self, start: int, stop: int) -> int:
        """Return the place of the label `Abstract:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_abstracts, start, stop)
        return at if at < NOT_FOUND else next_place(self.abstracts, start, stop)

    def bullet(self, start: int, floor: int) -> int:
        """Return where the bullet or number before the id line at `start` begins, or `start`."""
        before = BEFORE_ID.search(self.text, max(floor, start - BULLET_LENGTH), start)
        if not before or not before[1].strip():
            return start
        return before.start(1) + len(before[1]) - len(before[1].lstrip())


@lru_cache(maxsize=1)
def anchors_of(text: str) -> Anchors:
    """Return the anchors of a window, which is searched for entry after entry."""
    return Anchors(text)


def next_place(places: list[int], start: int, stop: int = NOT_FOUND) -> int:
    """Return the first of places between two offsets; `NOT_FOUND` if there is none."""
    number = bisect_left(places, start)
    return places[number] if number < len(places) and places[number] < stop else NOT_FOUND


def begin_lines(text: str, places: list[int]) -> list[int]:
    """Return the places that begin a line."""
    return [at for at in places if not at or text[at - 1] == "\n"]


def find_dates(text: str) -> dict[int, re.Match[str]]:
    """Return the whole formulas of dates, by their places."""
    formulas = {}
    at = text.find("originally")
    while at >= 0:
        begin = text.rfind("Submitted", max(0, at - DATES_LENGTH), at)
        if begin >= 0 and (found := DATES.match(text, begin)):
            formulas[begin] = found
        at = text.find("originally", at + 1)
    return formulas


def find_id_lines(text: str) -> dict[int, re.Match[str]]:
    """Return the id lines, by their places; not ids that are only mentioned."""
    lines = {}
    at = text.find("arXiv:")
    while at >= 0:
        found = ID_LINE.match(text, at)
        if found and (
            found["formats"]
            or found["categories"]
            or (found["alone"] is not None and BEFORE_LONE_ID.search(text, max(0, at - BULLET_LENGTH), at))
        ):
            lines[at] = found
        at = text.find("arXiv:", at + 1)
    return lines
