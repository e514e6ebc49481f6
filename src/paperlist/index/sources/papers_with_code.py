"""The papers of the archive of Papers with Code: `papers-with-abstracts.json`, one JSON array.

paper_url        by which `links-between-papers-and-code.json` names the paper
url_abs          arXiv, or a DOI, where `arxiv_id` is not given
proceeding       "NeurIPS 2018 12": the last number is a month
date             of the first version, or of the conference
short_abstract   not read, nor are `methods` and the conference's own pages
"""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from paperlist.arxiv import is_withdrawn
from paperlist.index.sources import ARXIV_ID, Event, Fault, arxiv_id_of, as_event, dois_of, paragraphs, squeezed
from paperlist.index.sources._objects import objects

FORMAT = "papers-with-code-archive"
DESCRIPTION = "Papers with Code's papers-with-abstracts.json"
LICENCE = "CC BY-SA 4.0"

FIRST_ROW = re.compile(r'\s*+(?:\[\s*+)?\{[^}]*"paper_url"\s*:')
LINK = re.compile(r'"(?:repo_url|paper_arxiv_id)"\s*:')
MONTH = re.compile(r"(?<=\d{4}) (?:1[0-2]|[1-9])$")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Row(BaseModel):
    """An object of the array, as far as it is read."""

    model_config = ConfigDict(strict=True)
    paper_url: str
    title: str
    arxiv_id: str | None = None
    abstract: str | None = None
    url_abs: str | None = None
    proceeding: str | None = None
    authors: list[str] | None = None
    tasks: list[str] | None = None
    date: str | int | float | None = None


def recognise(head: str, file: str) -> bool:
    """Whether the first object has a page of the site and no repository."""
    return bool(FIRST_ROW.match(head)) and not LINK.search(head)


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the array."""
    for row, first, last in objects(chunks, Row):
        yield row if isinstance(row, Fault) else read_row(row, first, last)


def read_row(row: Row, first: int, last: int) -> Event:
    """Return the paper of an object."""
    named = row.arxiv_id if row.arxiv_id and ARXIV_ID.fullmatch(row.arxiv_id) else arxiv_id_of(row.url_abs)
    abstract = paragraphs(row.abstract)
    dois = dois_of(row.url_abs) if row.url_abs and "doi.org/" in row.url_abs else ()
    venue = squeezed(row.proceeding)
    values = {
        "title": squeezed(row.title),
        "authors": tuple(filter(None, map(squeezed, row.authors or ()))),
        "date": row.date if isinstance(row.date, str) and DAY.fullmatch(row.date) else None,
        "abstract": abstract,
        "arxiv_id": named,
        "doi": dois[0] if dois else None,
        "venue": MONTH.sub("", venue) if venue else None,
        "tasks": tuple(dict.fromkeys(filter(None, map(squeezed, row.tasks or ())))),
        "withdrawn": is_withdrawn(None, abstract),
    }
    return as_event(values, first, last, page=row.paper_url)
