"""Any `.bib` file, such as the ACL Anthology's, read as `paperlist parse` reads it."""

from collections.abc import Iterable, Iterator

from paperlist import readers
from paperlist.index.sources import Event
from paperlist.index.sources._saved import from_library
from paperlist.readers import bibtex

FORMAT = "bibtex"
DESCRIPTION = "a .bib file, such as the ACL Anthology's"
LICENCE = "as its owner says"


def recognise(head: str, file: str) -> bool:
    """Whether the text is a `.bib` file."""
    return readers.recognise(head, file) == FORMAT


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the entries of the file."""
    return from_library(bibtex.read(chunks, ""))
