"""The first part of a card's head, and what it says of when or where the paper appeared.

when  = date | venue       one of them; both may be lost: `code • • authors`
date  = "9 May 2023"
venue = free text, mostly with a year at its end: "NeurIPS 2018", "Findings (ACL) 2021"
"""

import re
from typing import Any, NamedTuple

from paperlist.arxiv import MONTH_NAME
from paperlist.fields import read_day
from paperlist.listings import Fault, Span, no_such_date
from paperlist.listings.layout import skip_white
from paperlist.listings.papers_with_code.lines import find_line_end
from paperlist.listings.papers_with_code.prose import is_prose
from paperlist.listings.papers_with_code.values import YEAR, read_venue

ANCHOR = "implementation"
SEP = re.compile(r"\s*(?:•|(?<=\s)·(?=\s))\s*")  # " • ", "\n•\n", " · "
EMPTY = re.compile(r"(?:[\s\[\]]*+•)+\s*+")  # "• " after a bullet: what was between them is lost
WRITTEN = (
    rf"\d{{1,2}}\.?\s+{MONTH_NAME}\.?,?\s+\d{{4}}|{MONTH_NAME}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d"
)
DATE = re.compile(rf"({WRITTEN})(?![\d-])", re.IGNORECASE)  # "9 May 2023", "May 9, 2023", "2023-05-09"
DATE_LAST = re.compile(rf"(?<![\w-])({WRITTEN})\s*\Z", re.IGNORECASE)
YEAR_LAST = re.compile(rf".*(?<!\d){YEAR}(?:\s+(?:1[0-2]|[1-9]))?\.?\s*\Z", re.DOTALL)  # "NeurIPS 2018", "ICLR 2019 5"
VENUE_FIRST = re.compile(  # a venue with the next word right after it: "NeurIPS 2018Ye Jia", "CVPR 2016 Thus"
    rf"\s*([\w'][^•\n]{{0,90}}?(?<!\d){YEAR}(?:\.?\s+{YEAR})*)(?=[^\W\d_]|[^\S\n]+[\"“‘'(\[A-Z\d$\\]|\s*\n|\s*\Z)"
)
YEAR_LINE = re.compile(  # of a venue that was wrapped: "CVPR 2019⏎2019"
    rf"[^\S\n]*+\n\s*+({YEAR}(?: (?:1[0-2]|[1-9]))?)[^\S\n]*(?=\n|\Z)"
)
FOLDED_VENUE = re.compile(  # a venue without authors, wrapped: "Symposium in Geometry⏎Processing 2018⏎"
    rf"((?:[^•\n]{{0,200}}\S[^\S\n]?\n){{1,2}}[^•\n]{{0,200}}(?<!\d){YEAR}(?:\s(?:1[0-2]|[1-9]))?)[^\S\n]*(?=\n|\Z)"
)
LONGEST_VENUE = 200


class Head(NamedTuple):
    """What a card is found by: its code or its repository, its date or venue. The authors follow it."""

    start: int
    end: int
    """Where the authors begin, or the excerpt if there are none."""
    authors: bool | None
    """Whether authors follow; None if only their looks can tell."""
    values: dict[str, Any]
    spans: tuple[Span, ...]
    faults: tuple[Fault, ...]
    whole_line: bool
    """It begins a line."""


def parse_date_or_venue(text: str, head: Head) -> tuple[Head | None, bool]:
    """Read on after `code`: the date or venue, and whether authors follow.

    Returns:
        The head, or None if it was prose; and whether no more text could change that.
    """
    sep = SEP.match(text, head.end)
    if not sep:
        return parse_glued_date_or_venue(text, head), False
    at = sep.end()
    empty = EMPTY.match(text, at)
    if empty:
        at = empty.end()
    if date := DATE.match(text, at):
        return with_date(head, date, *after_separator(text, date.end(), False)), True
    bullet = text.find("•", at, at + 300)
    field = text[at:bullet].strip() if bullet >= 0 else ""
    if empty and not YEAR_LAST.match(field):
        return head._replace(end=at, authors=True), True
    if is_venue_field(text, field, at, bullet) and (head.whole_line or YEAR_LAST.match(field)):
        return with_venue(text, head, (at, at + len(field)), skip_white(text, bullet + 1), True), True
    return parse_venue_or_authors(text, head, at), False


def parse_venue_or_authors(text: str, head: Head, at: int) -> Head | None:
    """Read on after the one bullet of a head: a venue without authors, or authors without one; None if it was prose."""
    field = text[at : find_line_end(text, at)].rstrip()
    if head.whole_line and is_venue_line(field):
        end = find_venue_end(text, at + len(field))
        return with_venue(text, head, (at, end), end, False)
    if first := VENUE_FIRST.match(text, at):
        return with_venue(text, head, first.span(1), first.end(1), False)
    if not head.whole_line:
        return None
    if folded := FOLDED_VENUE.match(text, at):
        return with_venue(text, head, (at, folded.end(1)), folded.end(1), False)
    if is_prose(field):
        return None
    if field.isupper() and "," not in field and " " not in field:
        return with_venue(text, head, (at, at + len(field)), at + len(field), False)
    return head._replace(end=at, authors=True)


def parse_glued_date_or_venue(text: str, head: Head) -> Head | None:
    """Read on after `code` where no bullet follows: the tool lost them, or it was prose."""
    at = skip_white(text, head.end)
    if date := DATE.match(text, at):
        if not head.whole_line and at > head.end:
            return None
        return with_date(head, date, *after_separator(text, date.end(), None))
    ends_line = "\n" in text[head.end : at] or at == len(text)
    if ends_line and not head.whole_line:
        return None
    may_be_venue = ends_line or head.whole_line or text[head.end : head.end + 1].isupper()
    if may_be_venue and (venue := VENUE_FIRST.match(text, at)):
        return with_venue(text, head, venue.span(1), *after_separator(text, venue.end(1), None))
    return head if ends_line else None


def after_separator(text: str, end: int, otherwise: bool | None) -> tuple[int, bool | None]:
    """Return where the authors begin after a date or venue that ends at `end`, and whether they do.

    Without a separator, `otherwise` says whether they do.
    """
    sep = SEP.match(text, end)
    return (sep.end(), True) if sep else (end, otherwise)


def is_venue_field(text: str, field: str, start: int, bullet: int) -> bool:
    """Whether what precedes a bullet is a venue and not a card's rest and the next card."""
    if not field or ANCHOR in field:
        return False
    return bullet <= find_line_end(text, start) or (field.count("\n") < 3 and is_venue_line(field))


def is_venue_line(field: str) -> bool:
    """Whether a text is a venue by its last word, the year."""
    return len(field) < LONGEST_VENUE and bool(YEAR_LAST.fullmatch(field))


def find_venue_end(text: str, end: int) -> int:
    """Return where a venue ends that has a year at the end of its line: "CVPR 2019⏎2019" was wrapped."""
    year = YEAR_LINE.match(text, end)
    return year.end(1) if year else end


def with_date(head: Head, date: re.Match[str], end: int, authors: bool | None) -> Head:
    """Return a head with a date, and with what follows it."""
    start, stop = date.span(1)
    spans = (*head.spans, ("date", start, stop))
    if day := read_day(date[1]):
        return head._replace(end=end, authors=authors, values=head.values | {"date": day}, spans=spans)
    fault = no_such_date("date", date[1], start, stop)
    return head._replace(end=end, authors=authors, spans=spans, faults=(*head.faults, fault))


def with_venue(text: str, head: Head, span: tuple[int, int], end: int, authors: bool | None) -> Head:
    """Return a head with the venue that the text between two offsets is, and with what follows it."""
    venue = read_venue(text[span[0] : span[1]])
    if not venue:
        return head._replace(end=end, authors=authors)
    spans = (*head.spans, ("venue", *span))
    return head._replace(end=end, authors=authors, values=head.values | {"venue": venue}, spans=spans)
