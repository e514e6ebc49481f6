"""The code of the papers of Papers with Code: `links-between-papers-and-code.json`, one JSON array.

paper_url                  the paper, as `papers-with-abstracts.json` names it
repo_url, is_official      several repositories a paper; only the official one is taken for the paper's
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Addition, Event, Fault
from paperlist.index.sources._objects import objects
from paperlist.listings.papers_with_code.data_values import read_repository
from paperlist.readers.papers_with_code import Part

FORMAT = "papers-with-code-links"
DESCRIPTION = "Papers with Code's links-between-papers-and-code.json"
LICENCE = "CC BY-SA 4.0"

FIRST_ROW = re.compile(r'\s*+(?:\[\s*+)?\{[^}]*"repo_url"\s*:')


class Row(Part):
    """A repository of a paper."""

    paper_url: str
    repo_url: str
    is_official: bool | None = None


def recognise(head: str, file: str) -> bool:
    """Whether the first object has a repository."""
    return bool(FIRST_ROW.match(head))


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return what the array tells of papers of another file."""
    for row, first, last in objects(chunks, Row):
        if isinstance(row, Fault):
            yield row
        else:
            yield Addition(row.paper_url, read_repository(row.repo_url) if row.is_official else None, first, last)
