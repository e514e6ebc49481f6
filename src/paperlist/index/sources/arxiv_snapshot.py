"""arXiv's metadata snapshot: `arxiv-metadata-oai-snapshot.json`, JSON Lines, a paper a line.

id               without version; a number (`704.0001`) lost its zeros, and the record is refused
submitter        a private name: not read
authors_parsed   [family, given, suffix, affiliation …]; a collaboration is a family name alone
title, abstract  wrapped, with LaTeX's accents
versions         `created` in UTC: the first is `submitted`, the last `updated`
doi              one or several
update_date      of the metadata: not read
"""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from paperlist.arxiv import is_withdrawn
from paperlist.fields import read_day
from paperlist.index.sources import ARXIV_ID, Event, Fault, as_event, dois_of, explain, paragraphs, squeezed
from paperlist.paper import PaperType
from paperlist.readers.jsonl import lines

FORMAT = "arxiv-snapshot"
DESCRIPTION = "arXiv's metadata snapshot (Kaggle), JSON Lines"
LICENCE = "CC0 1.0"

FIRST_LINE = re.compile(r'\s*\{[^\n]*"(?:authors_parsed|journal-ref|update_date)"\s*:')


class Row(BaseModel):
    """A line of the snapshot, as far as it is read."""

    model_config = ConfigDict(strict=True)
    id: str
    title: str
    abstract: str | None = None
    authors_parsed: list[list[str]]
    categories: str | None = None
    comments: str | None = None
    doi: str | None = None
    journal_ref: str | None = Field(None, alias="journal-ref")
    report_no: str | None = Field(None, alias="report-no")
    versions: list[dict[str, str]] = []


def recognise(head: str, file: str) -> bool:
    """Whether the first line has the names of the snapshot."""
    return bool(FIRST_LINE.match(head))


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the snapshot."""
    for number, line in enumerate(lines(chunks), start=1):
        if line and not line.isspace():
            yield read_line(line, number)


def read_line(line: str, number: int) -> Event:
    """Return the paper of a line, or what is wrong with it."""
    try:
        row = Row.model_validate_json(line)
    except ValidationError as faults:
        return Fault(number, number, explain(faults))
    if not ARXIV_ID.fullmatch(row.id):
        return Fault(number, number, f"not an arXiv id: {row.id[:40]}")
    days = [read_created(version.get("created", "")) for version in row.versions[:1] + row.versions[1:][-1:]]
    dois = dois_of(row.doi)
    comments, abstract = squeezed(row.comments), paragraphs(row.abstract)
    values = {
        "title": squeezed(row.title),
        "authors": tuple([display for name in row.authors_parsed if (display := display_name(name))]),
        "submitted": days[0] if days else None,
        "updated": days[1] if len(days) > 1 else None,
        "abstract": abstract,
        "arxiv_id": row.id,
        "categories": tuple(row.categories.split()) if row.categories else None,
        "doi": dois[0] if dois else None,
        "other_dois": dois[1:],
        "comments": comments,
        "journal_ref": squeezed(row.journal_ref),
        "report_number": squeezed(row.report_no),
        "withdrawn": is_withdrawn(comments, abstract),
    }
    return as_event(values, number, number, PaperType.JOURNAL if row.journal_ref else PaperType.PREPRINT)


def read_created(text: str) -> str | None:
    """Return the day of `Mon, 2 Apr 2007 19:18:42 GMT`."""
    return read_day(" ".join(text.split()[1:4]))


def display_name(name: list[str]) -> str:
    """Return `["Yuan", "C. -P.", "", "Michigan"]` as `C. -P. Yuan`."""
    family, given, suffix = (*name, "", "", "")[:3]
    return " ".join(f"{given} {family} {suffix}".split())
