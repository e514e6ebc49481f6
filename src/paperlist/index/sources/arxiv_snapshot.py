"""arXiv's metadata snapshot: `arxiv-metadata-oai-snapshot.json`, JSON Lines, a paper a line."""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event
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
    """Return the papers of the snapshot."""
    return to_events(read_lines(chunks))
