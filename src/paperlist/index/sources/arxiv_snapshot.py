"""arXiv's metadata snapshot: `arxiv-metadata-oai-snapshot.json`, JSON Lines, a paper a line."""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event, Fault, Record
from paperlist.index.sources._saved import to_events
from paperlist.readers.arxiv_api.objects import read_lines

FORMAT = "arxiv-snapshot"
DESCRIPTION = "arXiv's metadata snapshot (Kaggle), JSON Lines"
LICENCE = "CC0 1.0"

FIRST_LINE = re.compile(r'\s*\{[^\n]*"(?:authors_parsed|journal-ref|update_date)"\s*:')


def recognise(head: str, file: str) -> bool:
    """Whether the first line has the names of the snapshot."""
    return bool(FIRST_LINE.match(head))


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the snapshot, which names the authors of each."""
    for event in to_events(read_lines(chunks)):
        if isinstance(event, Record) and not event.paper.authors:
            yield Fault(event.first_line, event.last_line, "a record without authors")
        else:
            yield event
