"""What every listing format needs and none should write again.

claim    several of its format's own anchors claim an entry, never one: a start and an end, or two labels
end      where an entry's end is not recognised only its sure lines are its own; the rest is unclaimed
labels   a value with a label of any known format at a line's start is a fault of the entry, not a value
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from paperlist.arxiv import PAGE_LABELS
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault, Listing, load_listings
from paperlist.listings.layout import WIDEST

if TYPE_CHECKING:
    from lxml.html import HtmlElement

QUORUM = 2
"""So many anchors claim an entry: one alone is a word of some other text."""

NOT_BLANK = re.compile(r"\S")

START_LENGTH = 400
"""The start of an entry has fewer characters."""

LONGEST = 1 << 16
"""An entry has fewer characters; of what is longer only the beginning is searched for its end."""


@dataclass(frozen=True)
class RecordListing:
    """Finds the entries of a format that has an explicit start and mostly an explicit end.

    Args:
        start: what an entry begins with.
        end: what an entry ends with; None if only the next one's start ends it.
        read: reads the entry between two offsets, its end left aside; the last argument is whether an end follows. It
            returns an entry that ends at its last sure line, or None if there is none.
        sign: what every start has in it; a text without it has no entry.
    """

    start: re.Pattern[str]
    end: re.Pattern[str] | None
    read: Callable[[str, int, int, bool], Entry | None]
    sign: str = ""

    def find(self, text: str, floor: int, final: bool) -> Entry | int:
        """Return the first entry at or after `floor`; see `Listing.find`."""
        at = floor
        if self.sign and text.find(self.sign, floor) < 0:
            return len(text) if final else max(at, len(text) - START_LENGTH)
        while begin := self.start.search(text, at):
            following = self.start.search(text, begin.end(), begin.end() + LONGEST)
            stop = following.start() if following else min(begin.end() + LONGEST, len(text))
            end = self.end.search(text, begin.end(), stop) if self.end else None
            if not final and not following and stop == len(text) and (not end or end.end() == stop):
                return begin.start()
            ended = end is not None if self.end else following is not None
            if entry := self.read(text, begin.start(), end.start() if end else stop, ended):
                if end:
                    entry.end = end.end()
                    entry.spans.append(("label", *end.span()))
                elif self.end:
                    entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, "the paper breaks off here")
                return entry
            at = begin.end()
        return len(text) if final else max(at, len(text) - START_LENGTH)


def find_no_html(page: "HtmlElement") -> Iterable[Entry]:
    """Return the entries of a saved page, for a format that has no pages."""
    return ()


def is_claimed(*anchors: object) -> bool:
    """Whether so many of a format's own anchors are there (true) that they claim an entry."""
    return sum(map(bool, anchors)) >= QUORUM


PROSE = frozenset(("abstract", "excerpt", "comments"))
"""Fields of which the part before another label is kept: a title would be another."""
TEXTS = frozenset(("title", "abstract", "excerpt"))
"""Fields that a tool wraps like any text."""
NARROWEST = 50
"""No text is wrapped to fewer columns."""
QUOTED = 60


@cache
def foreign_labels(own: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the labels of all formats that are not among `own`, each with the beginning of its value.

    The first is for the beginning of a value, the second for the lines after its first.
    """
    known = dict(PAGE_LABELS)
    for listing in load_listings():
        known |= listing.LABELS
    labels = "|".join(rf"{label}(?={value})" for label, value in known.items() if label not in own)
    return re.compile(labels), re.compile(rf"\n(?:{labels})")


def reject_foreign_labels(listing: Listing, text: str, entry: Entry) -> None:
    """Cut values at another format's label at a line's start, or leave them out: what follows it is another field.

    A label that something else follows than its value is a word of prose. Between an explicit start and an explicit
    end there is nothing foreign.
    """
    if listing.EXPLICIT:
        return
    first, later = foreign_labels(frozenset(listing.LABELS))
    for field, start, end in entry.spans:
        value = entry.values.get(field)
        if isinstance(value, str) and (found := first.match(value) or later.search(text, start, end)):
            at = value.find(found[0].strip()) if field in PROSE else -1
            entry.values[field] = value[:at].rstrip() if at > 0 else None
            message = f"{field}: a label of the page is in it: {found[0].strip()!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, start, end, message))


def report_joined_lines(text: str, entry: Entry) -> None:
    """Report a title or text that was wrapped and has a line which a tool made of two.

    Such a tool takes the hyphens at the ends of lines away, those of the words as well: "standardsbased".
    """
    for field, start, end in entry.spans:
        lines = text[start:end].split("\n") if field in TEXTS else []
        width = sorted(map(len, lines))[len(lines) // 2] if len(lines) > 2 else WIDEST
        joined = [line for line in lines if " " in line[width * 7 // 5 :].strip()]
        if NARROWEST < width < WIDEST and joined and sum(len(line) < width * 4 // 5 for line in lines) < 2:
            message = f"{field}: a hyphen may be lost where lines were joined: {joined[0][:QUOTED]!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, start, end, message))


def unused_lines(text: str, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield the lines within an entry, by their offsets, of which nothing went to a field or is a fault."""
    spans = [(start, end) for _, start, end in entry.spans] + [(fault.start, fault.end) for fault in entry.faults]
    reach = entry.start
    for start, end in (*sorted(spans), (entry.end, entry.end)):
        if start - reach > 1 and NOT_BLANK.search(text, reach, start):
            yield from whole_lines(text, reach, start, entry)
        reach = max(reach, end)


def whole_lines(text: str, start: int, end: int, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield the lines of an entry that are whole between two offsets."""
    at = start if start == entry.start or text[start - 1] == "\n" else text.find("\n", start, end) + 1
    while 0 < at < end or at == start < end:
        stop = text.find("\n", at, end)
        if stop < 0 and (end == entry.end or text.startswith("\n", end)):
            stop = end
        if stop < 0:
            return
        yield at, stop
        at = stop + 1


def first_of(answers: Sequence[Entry | int], size: int, final: bool) -> Entry | int:
    """Return the answer of a format with several kinds of entries, from that of each kind; see `Listing.find`.

    Args:
        answers: what was found of each kind.
        size: the window's.
        final: whether nothing follows the window.
    """
    keep = min((answer for answer in answers if isinstance(answer, int)), default=size)
    entries = [answer for answer in answers if isinstance(answer, Entry)]
    first = min(entries, key=lambda entry: entry.start, default=None)
    return first if first and (final or first.start <= keep) else keep
