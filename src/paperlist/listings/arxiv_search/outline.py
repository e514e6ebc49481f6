"""The outline of an entry: where its parts are, found by the anchors before any part is read."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from paperlist.diagnostics import Code
from paperlist.fields import squeeze
from paperlist.listings import Fault
from paperlist.listings.arxiv_search.anchors import NOT_FOUND, Anchors, next_place
from paperlist.listings.arxiv_search.chrome import PAGE_TEXT
from paperlist.listings.engine import is_claimed
from paperlist.listings.layout import WIDEST

REACH = 2000
"""So many characters before its first label an entry may begin, at most, if it has no id line."""

FAR, FARTHEST = 1 << 15, 1 << 18
"""An entry without dates whose successor is farther away is none: words that only look like a label. No abstract is so
long; a list of authors may be, but not longer than the second: ten thousand take 200,000 characters."""

NEW_ENTRY = re.compile(
    r"(?P<head>(?P<bullet>(?<=\n)(?:(?:[-*•◦]|\[\d+\]|\d{1,5}[.)]|[-=*_~]{3,80})[ ]*\n|(?=Title\s?:)))"
    r"|(?<=Less\n)|(?<=\n\n))"
    r"(?:(?!\n[-*•][ ]*\n|\n[-=*_~]{3,80}[ ]*\n|\n\n|△[ ]?Less\n|\nTitle\s?:)[\s\S])+\Z"
)  # the last of "-\nA Title\n" or, after a blank line or "△ Less", "A Title\n"
MAY_BEGIN = re.compile(r"\n(?:\n|[-*•◦] *\n|\[\d+\] *\n|\d{1,5}[.)] *\n|[-=*_~]{3,80} *\n|Title\s?:)|Less\n")
"""Without one of these the pattern above need not be tried."""

RULE = re.compile(r"[-=*_~]{3,}")

TITLE_LINES = 3
"""A title between an abstract and the label of the authors has so many lines, at most."""
SENTENCE_STOP = re.compile(r"[.!…。][\"'”’)\]$]*\Z")

SHORT_LINE = 20
"""A line of so few characters says nothing about the width of a text."""
RAGGED = 12
"""Of wrapped lines the second longest is less shorter than the longest."""


OTHER_PAGE = re.compile(r"[\[(]\s*+Submitted\s++on\s|^(?:View|Download) PDF$", re.MULTILINE)
"""What an abstract page has before names or abstract, and results never have."""

TITLE_LENGTH = 600
"""Characters of a title between such dates and the names, at most."""


class Skip(NamedTuple):
    """No entry begins before this offset."""

    at: int


class Wait(NamedTuple):
    """Whether an entry begins can only be told with more text, and with all of it from this offset on."""

    at: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the parts of an entry are; `NOT_FOUND` or None for those that are not there."""

    anchors: Anchors
    floor: int
    """Text before it belongs to something else."""
    first: int
    """The first anchor."""
    start: int
    """Where the id line or its bullet begins; the floor if there is none."""
    id_line: re.Match[str] | None
    body: int
    """Where the title may begin: after the id line or, without one, at the floor."""
    authors: int
    """The label `Authors:`."""
    names: int
    """The end of that label; `body` if there is none."""
    abstract: int
    """The label `Abstract:`."""
    prose: int
    """The end of that label; `stop` if there is none."""
    dates: re.Match[str] | None
    stop: int
    """How far the parts before the dates may reach: to the dates or, without them, to the next entry."""

    @property
    def text(self) -> str:
        """The window."""
        return self.anchors.text

    @property
    def labelled(self) -> bool:
        """Whether the authors have their label."""
        return self.authors < NOT_FOUND

    @property
    def is_claimed(self) -> bool:
        """Whether two of id line with formats, labels and dates are there; one alone is a word of some other text.

        But the dates need only a title before them, and the last entry of a text may break off after `Authors:` if it
        begins with a bullet on a line of its own.
        """
        return is_claimed(
            self.id_line and self.id_line["formats"], self.labelled, self.abstract < NOT_FOUND, self.dates
        )

    def width(self, end: int) -> int | None:
        """Return how many columns the lines up to `end` have at most; 0 if they were not wrapped, None if unknown."""
        lines = self.text[self.prose : self.stop].split("\n") if self.abstract < NOT_FOUND else []
        widths = sorted(len(line) for line in lines if len(line) > SHORT_LINE)
        if len(widths) < 3:
            begin = max(self.floor, self.first - REACH)
            widths = sorted((0, 0, *map(len, self.text[begin:end].split("\n"))))
            if widths[-2] <= widths[-1] - RAGGED:
                return None
        return widths[-1] if widths[-1] <= WIDEST else 0


def find_outline(anchors: Anchors, floor: int, first: int, final: bool) -> Outline | Skip | Wait:
    """Return the outline of the entry whose first anchor is at `first`, and which begins at or after `floor`."""
    # 1. The id line, and how far the entry may reach.
    text = anchors.text
    dates = next_place(anchors.dates_places, floor)
    stop = min(dates, len(text))
    id_line = anchors.id_lines.get(first)
    start = anchors.bullet(first, floor) if id_line else floor
    body = id_line.end() if id_line else floor
    if (other := next_place(anchors.id_places, body, stop)) < NOT_FOUND:
        stop, dates = anchors.bullet(other, floor), NOT_FOUND
    # 2. The labels.
    authors = anchors.next_authors(body, stop)
    names = anchors.label_ends.get(authors, body)
    abstract = anchors.next_abstract(names, stop)
    prose = anchors.label_ends.get(abstract, stop)
    if other := find_next_entry(anchors, names if authors < NOT_FOUND else prose, prose, stop):
        stop, dates = other, NOT_FOUND
        if abstract >= stop:
            abstract, prose = NOT_FOUND, stop
    # 3. What only looks like an entry, and what may go on in the text that follows.
    open_ended = stop == len(text)
    if dates == NOT_FOUND:
        if stop - first > FAR:
            listed = authors == first and "Authors" not in text[names : first + FAR + len("uthors:")]
            if not listed or stop - first > FARTHEST:
                return Skip(max(first + 1, stop - FAR))  # no other entry begins before `stop` either
        if open_ended and not final:
            return Wait(start if id_line else max(start, first - REACH))
        stop = before_page_text(text, first, stop)
        prose = min(prose, stop)
    outline = Outline(
        anchors,
        floor=floor,
        first=first,
        start=start,
        id_line=id_line,
        body=body,
        authors=authors,
        names=names,
        abstract=abstract,
        prose=prose,
        dates=anchors.dates.get(dates),
        stop=stop,
    )
    if dates == NOT_FOUND and not id_line and OTHER_PAGE.search(text, max(floor, first - TITLE_LENGTH), prose):
        return Skip(max(first + 1, stop))
    breaks_off = open_ended and follows_bullet(outline) and "\n\n" not in text[names:stop].strip()
    is_entry = outline.is_claimed or dates < NOT_FOUND or breaks_off
    return outline if is_entry else Skip(max(first + 1, stop))  # no anchor of another kind is before `stop`


def follows_bullet(outline: Outline) -> bool:
    """Whether the lines before the label `Authors:` begin with a bullet or number on a line of its own."""
    head = outline.text[max(outline.floor, outline.authors - REACH // 2) : outline.authors - 1]
    begin = NEW_ENTRY.search(head) if outline.labelled else None
    return begin is not None and bool(begin["bullet"])


def find_next_entry(anchors: Anchors, names: int, prose: int, stop: int) -> int:
    """Return where another entry begins before `stop`, though no dates are between; 0 if none does.

    It has a label at a line's start, a title before that, and before the title a bullet, a blank line or
    the end of an abstract; labels that an abstract quotes have not.

    Args:
        anchors: those of the window.
        names: where the first label ends.
        prose: where the label of the abstract ends.
        stop: where to look no further.
    """
    text = anchors.text
    for labels, floor in ((anchors.line_authors, names), (anchors.line_abstracts, prose)):
        at = floor
        while (at := next_place(labels, at + 1, stop)) < NOT_FOUND:
            before = text[max(floor, at - 1 - REACH // 2) : at - 1]
            begin = NEW_ENTRY.search(before) if MAY_BEGIN.search(before) else None
            head = at - 1 - len(before) + begin.start("head") if begin else at
            if next_place(anchors.line_abstracts, head, at) < NOT_FOUND:
                begin = None  # the abstract of the entry before, after a blank line
            if begin and (begin["bullet"] or (labels is anchors.line_authors and is_head(anchors, at, stop))):
                return head
            parted = labels is anchors.line_authors and is_head(anchors, at, stop)
            if parted and (begins := title_after_sentence(text, floor, at)):
                return begins
    return 0


def title_after_sentence(text: str, floor: int, authors: int) -> int:
    """Return where the lines between the label of the authors and the end of a sentence begin; 0 if they are many."""
    end = authors - 1
    for _ in range(TITLE_LINES):
        begin = text.rfind("\n", floor, end) + 1
        if not begin:
            return 0
        if SENTENCE_STOP.search(text, max(floor, begin - SHORT_LINE), begin - 1):
            return begin
        end = begin - 1
    return 0


def is_head(anchors: Anchors, authors: int, stop: int) -> bool:
    """Whether names follow the label `Authors:`, and then an abstract at a line's start."""
    abstract = anchors.next_abstract(anchors.label_ends[authors], stop)
    return abstract < NOT_FOUND and anchors.text[abstract - 1] == "\n"


def before_page_text(text: str, start: int, end: int) -> int:
    """Return where the lines of the page begin that are last between two offsets, or `end`."""
    while True:
        line = text.rfind("\n", start, start + len(text[start:end].rstrip()))
        last = text[line:end].strip()
        if line < 0 or not (RULE.fullmatch(last) or PAGE_TEXT.fullmatch(last)):
            return end
        end = line


def unexpected_text(text: str, start: int, end: int) -> Fault:
    """Return the fault for text between two parts of an entry that is none of it."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    quoted = squeeze(text[start : min(end, start + 60)])
    return Fault(Code.UNCLAIMED, start, end, f"not understood, within a paper: {quoted!r}")
