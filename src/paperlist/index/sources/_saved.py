"""What the readers of saved answers and of libraries give, as records of an index."""

from collections.abc import Iterable, Iterator

from paperlist.diagnostics import Code, Diagnostic
from paperlist.index.sources import Event, Fault, Record, as_event, as_fault
from paperlist.paper import Paper, PaperType
from paperlist.readers.arxiv_api import Found
from paperlist.readers.arxiv_api.elements import Broken, Outside

LOST = frozenset({Code.BAD_ENTRY, Code.BAD_FIELD, Code.TRUNCATED})


def to_events(answer: Iterable[Found]) -> Iterator[Event]:
    """Yield the papers of an answer; what is around the records, and what was deleted, is none."""
    for first, last, found in answer:
        if isinstance(found, Broken):
            if found.code is not Code.PAGE_TEXT:
                yield Fault(first, last, found.message, truncated=found.code is Code.TRUNCATED)
        elif not isinstance(found, Outside):
            yield as_event(found, first, last)


def from_library(read: Iterable[Paper | Diagnostic]) -> Iterator[Event]:
    """Yield the entries of a library. Proceedings are no papers.

    The month of a conference is not that of a paper's first version: only its year is taken.
    """
    for event in read:
        if not isinstance(event, Paper):
            if event.code in LOST:
                yield as_fault(event)
        elif event.title and (event.authors or event.doi or event.arxiv_id):
            date = event.date and event.date[:4] if event.type is PaperType.CONFERENCE else event.date
            yield Record(event.replace(date=date, key="", sources=()), *event.sources[0].place[1:])
