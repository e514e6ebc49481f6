"""What arXiv's interfaces answer, by the grammar with which saved answers are read, as records of an index."""

from collections.abc import Iterable, Iterator

from paperlist.diagnostics import Code
from paperlist.index.sources import Event, Fault, as_event
from paperlist.readers.arxiv_api import Found
from paperlist.readers.arxiv_api.elements import Broken, Outside


def to_events(answer: Iterable[Found]) -> Iterator[Event]:
    """Yield the papers of an answer; what is around the records, and what was deleted, is none."""
    for first, last, found in answer:
        if isinstance(found, Broken):
            if found.code is not Code.PAGE_TEXT:
                yield Fault(first, last, found.message, truncated=found.code is Code.TRUNCATED)
        elif not isinstance(found, Outside):
            yield as_event(found, first, last)
