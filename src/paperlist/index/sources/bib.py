"""Any `.bib` file, such as the ACL Anthology's, read as `paperlist parse` reads it. Proceedings are no papers.

The month of a conference is not that of a paper's first version: only its year is taken.
"""

from collections.abc import Iterable, Iterator

from paperlist import readers
from paperlist.diagnostics import Code
from paperlist.index.sources import Event, Record, as_fault
from paperlist.paper import Paper, PaperType
from paperlist.readers import bibtex

FORMAT = "bibtex"
DESCRIPTION = "a .bib file, such as the ACL Anthology's"
LICENCE = "as its owner says"

LOST = frozenset({Code.BAD_ENTRY, Code.BAD_FIELD, Code.TRUNCATED})


def recognise(head: str, file: str) -> bool:
    """Whether the text is a `.bib` file."""
    return readers.recognise(head, file) == FORMAT


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the entries of the file."""
    for event in bibtex.read(chunks, ""):
        if not isinstance(event, Paper):
            if event.code in LOST:
                yield as_fault(event)
        elif event.title and (event.authors or event.doi or event.arxiv_id):
            date = event.date and event.date[:4] if event.type is PaperType.CONFERENCE else event.date
            paper = event.replace(date=date, key="", sources=())
            yield Record(paper, event.sources[0].first_line, event.sources[0].last_line)
