"""Entries become papers and diagnostics: offsets become lines, values a record, faults what is reported."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from paperlist.diagnostics import Code, Diagnostic, Place, without_authors
from paperlist.fields import conclude_date, conclude_type, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.html import shown_text
from paperlist.listings.plausible import leave_out_implausible
from paperlist.paper import Paper, Source, validate
from paperlist.reading.addresses import Addresses
from paperlist.reading.doubts import Doubts

Event = Paper | Diagnostic


class FieldLines(NamedTuple):
    """Which stretch of lines went to which field of the record; for `check`."""

    format: str
    field: str
    place: Place
    text: str
    """The stretch, without the marks of extraction."""


ShowSpan = Callable[[FieldLines], None]


class EventMaker:
    """Makes papers and diagnostics of the entries of one input.

    Args:
        file: the input's name, for places.
        show_span: called with every stretch of lines that went to a field.
        addresses: those of the input, which may say what its text does not.
    """

    def __init__(self, file: str, show_span: ShowSpan | None = None, addresses: Addresses | None = None) -> None:
        self.file = file
        self.show_span = show_span
        self.addresses = addresses or Addresses()
        self.doubts = Doubts()
        self.no_entry_terminated: dict[str, bool] = {}
        """Whether all entries so far lack their end (`Entry.cut`), by listing: then someone took the ends out."""

    def to_events(
        self, entry: Entry, name: str, line_at: Callable[[int], int], text: str | None = None
    ) -> Iterator[Event]:
        """Return the faults of an entry of the listing `name`, and its paper.

        Args:
            entry: as it was found.
            name: the listing's.
            line_at: gives the line of an offset.
            text: what the offsets are of; None for a saved page.
        """

        def place_of(start: int, end: int) -> Place:
            return Place(self.file, line_at(start), line_at(end))

        leave_out_implausible(entry, name)
        place = place_of(entry.start, entry.end)
        title = next((place_of(start, end) for field, start, end in entry.spans if field == "title"), place)
        filled = self.addresses.complete(entry, title.lines, place.lines)
        if self.show_span:
            texts = (
                (text[start:end] for _, start, end in entry.spans) if text is not None else map(shown_text, entry.shown)
            )
            for (field, start, end), stretch in zip(entry.spans, texts, strict=True):
                self.show_span(FieldLines(name, field, place_of(start, end), squeeze(stretch)))
            for field, line, address in filled:
                self.show_span(FieldLines(name, field, Place(self.file, line, line), squeeze(address)))
        for fault in entry.faults:
            yield Diagnostic(fault.code, place_of(fault.start, fault.end), fault.message)
        if text is not None:
            yield from self.doubts.of_entry(entry, name, text, place_of)
        try:
            paper, unfit = make_paper(entry.values, Source.at(place, name))
        except MemoryError:
            raise
        except Exception as error:
            yield self.bug(place.first_line, place.last_line, name, error)
            return
        if unfit:
            what = ", ".join(f"{field} cannot be {value!r}" for field, value in unfit.items())
            yield self.bug(place.first_line, place.last_line, name, ValueError(what))
        elif (lost := without_authors(paper)) and not any(map(tells_of_authors, entry.faults)):
            yield lost
        yield paper

    def truncation_fault(self, entry: Entry, name: str) -> Fault | None:
        """Return what to report of an entry that lacks its end, unless all entries of its listing before it do."""
        none_before = self.no_entry_terminated.get(name)
        self.no_entry_terminated[name] = entry.cut is not None and none_before is not False
        return None if none_before else entry.cut

    def bug(self, first: int, last: int, name: str, error: Exception) -> Diagnostic:
        """Return the diagnostic of a fault of this program that cost an entry, or a field of it."""
        what = squeeze(f"{type(error).__name__}: {error}")
        message = f"a bug of paperlist's {name} reader, please report it: {what}"
        return Diagnostic(Code.BUG, Place(self.file, first, last), message)


def tells_of_authors(fault: Fault) -> bool:
    """Whether a fault says already why an entry has no authors: it breaks off, or they cannot be read."""
    cannot_be_read = fault.code is Code.BAD_FIELD and "authors" in fault.message.partition(":")[0]
    return fault.code is Code.TRUNCATED or cannot_be_read


def make_paper(values: dict[str, Any], source: Source) -> tuple[Paper, dict[str, Any]]:
    """Return the paper of an entry's values, and those that cannot be in their fields: a bad value costs its field."""
    paper, unfit = validate({**values, "sources": (source,)})
    # From a bad value nothing is concluded. What is concluded needs no validation.
    said = vars(paper)
    return paper.model_copy(update={"date": conclude_date(said), "type": conclude_type(said)}), unfit
