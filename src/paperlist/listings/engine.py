"""What every listing format needs and none should write again.

claim    several of its format's own anchors claim an entry, never one: a start and an end, or two labels
end      where an entry's end is not recognised only its sure lines are its own; the rest is unclaimed
labels   a value with a label of any known format at a line's start is a fault of the entry, not a value
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault, Listing

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LABELS = re.compile(
    r"^(?:(?:Title|Authors|Categories|Subjects|Cite as|Report-no|Journal-ref|MSC-class|ACM-class|Subj-class"
    r"|Abstract)\s?:|View PDF$)",
    re.MULTILINE,
)
"""The labels of all listings that hardly any text has at a line's start."""

START_LENGTH = 400
"""The start of an entry has fewer characters."""


@dataclass(frozen=True)
class RecordListing:
    """Finds the entries of a format that has an explicit start and an explicit end.

    Args:
        start: what an entry begins with.
        end: what an entry ends with.
        read: reads the entry between two offsets, its end left aside; the last argument is whether an end follows. It
            returns an entry that ends at its last sure line, or None if there is none.
    """

    start: re.Pattern[str]
    end: re.Pattern[str]
    read: Callable[[str, int, int, bool], Entry | None]

    def find(self, text: str, floor: int, final: bool) -> Entry | int:
        """Return the first entry at or after `floor`; see `Listing.find`."""
        at = floor
        while begin := self.start.search(text, at):
            following = self.start.search(text, begin.end())
            stop = following.start() if following else len(text)
            end = self.end.search(text, begin.end(), stop)
            if not final and not following and (not end or end.end() == len(text)):
                return begin.start()
            if entry := self.read(text, begin.start(), end.start() if end else stop, end is not None):
                if end:
                    entry.end = end.end()
                    entry.parts.append(("label", *end.span()))
                else:
                    entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, "the entry breaks off here")
                return entry
            at = begin.end()
        return len(text) if final else max(at, len(text) - START_LENGTH)


def find_no_html(page: "HtmlElement") -> Iterable[Entry]:
    """Return the entries of a saved page, for a format that has no pages."""
    return ()


def is_explicit(listing: Listing) -> bool:
    """Whether the entries of a format have a start and an end of their own, and not labels alone."""
    return bool(getattr(listing, "EXPLICIT", False))


def reject_foreign_labels(listing: Listing, text: str, entry: Entry) -> None:
    """Make faults of the values with another format's label at a line's start: what follows it is another field.

    The label that a part of the entry begins with is its own, and so are those that its format declares
    (`OWN_LABELS`). Between an explicit start and an explicit end there is nothing foreign.
    """
    if is_explicit(listing):
        return
    own = getattr(listing, "OWN_LABELS", frozenset[str]())
    for field, start, end in entry.parts:
        value = entry.values.get(field)
        if not isinstance(value, str):
            continue
        following = LABELS.finditer(text, text.find("\n", start, end) + 1 or end, end)
        foreign = (one for one in following if one[0].strip(" :") not in own)
        if found := LABELS.match(value) or next(foreign, None):
            del entry.values[field]
            message = f"{field}: a label of a listing is in it: {found[0]!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, start, end, message))


def unused_lines(text: str, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield the lines within an entry, by their offsets, of which nothing went to a field or is a fault."""
    spans = sorted(
        [(start, end) for _, start, end in entry.parts] + [(fault.start, fault.end) for fault in entry.faults]
    )
    number, reach, at = 0, entry.start, entry.start
    while at < entry.end:
        stop = text.find("\n", at, entry.end)
        stop = entry.end if stop < 0 else stop
        while number < len(spans) and spans[number][0] < stop:
            reach = max(reach, spans[number][1])
            number += 1
        if reach <= at:
            yield at, stop
        at = stop + 1
