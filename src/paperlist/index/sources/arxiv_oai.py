"""arXiv's answers by OAI-PMH, for weekly updates; see `readers/arxiv_api/oai.py`."""

from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event
from paperlist.index.sources._saved import to_events
from paperlist.readers.arxiv_api import read_elements

FORMAT = "arxiv-oai"
DESCRIPTION = "arXiv's answers by OAI-PMH (arXiv, arXivRaw, oai_dc), XML"
LICENCE = "CC0 1.0"


def recognise(head: str, file: str) -> bool:
    """Whether the text is an answer by OAI-PMH, or a record of one."""
    return "<OAI-PMH" in head or "oai:arXiv.org:" in head


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of an answer."""
    return to_events(read_elements(chunks))
