"""The papers of the archive of Papers with Code: `papers-with-abstracts.json`, one JSON array.

A paper's `paper_url` is the name by which `links-between-papers-and-code.json` tells of it.
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event, Fault, as_event
from paperlist.index.sources._objects import objects
from paperlist.readers.papers_with_code import Item

FORMAT = "papers-with-code-archive"
DESCRIPTION = "Papers with Code's papers-with-abstracts.json"
LICENCE = "CC BY-SA 4.0"

FIRST_ROW = re.compile(r'\s*+(?:\[\s*+)?\{[^}]*"paper_url"\s*:')
LINK = re.compile(r'"(?:repo_url|paper_arxiv_id)"\s*:')


class Row(Item):
    """A paper and its page."""

    paper_url: str


def recognise(head: str, file: str) -> bool:
    """Whether the first object has a page of the site and no repository."""
    return bool(FIRST_ROW.match(head)) and not LINK.search(head)


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the array; a value that cannot be read is left out."""
    for row, first, last in objects(chunks, Row):
        yield row if isinstance(row, Fault) else as_event(row.entry().values, first, last, page=row.paper_url)
