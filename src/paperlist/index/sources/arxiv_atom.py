"""arXiv's API: an Atom feed, an entry a paper; see `readers/arxiv_api/atom.py`."""

from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event
from paperlist.index.sources._saved import to_events
from paperlist.readers.arxiv_api import read_elements

FORMAT = "arxiv-atom"
DESCRIPTION = "arXiv's API, an Atom feed"
LICENCE = "CC0 1.0"


def recognise(head: str, file: str) -> bool:
    """Whether the text is a feed with papers of arXiv."""
    return "<feed" in head and "arxiv" in head.lower()


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the feed."""
    return to_events(read_elements(chunks))
