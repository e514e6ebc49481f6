"""The same as JSON: arXiv's snapshot, as Kaggle has it, and the daily papers of Hugging Face's API.

snapshot   an object a line (or of an array): id; title and abstract, wrapped, with LaTeX's accents; authors_parsed
           [family, given, suffix, affiliation …]; versions, `created` in UTC; categories; the submitter is not read
daily      {"paper": {id, title, summary, authors: [{name}], publishedAt, githubRepo}, …} or the paper alone;
           a machine's summary (`ai_summary`) is not read

JSON of other tools with a title and an abstract is none of these.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from paperlist.diagnostics import Code, Diagnostic
from paperlist.readers.arxiv_api.elements import Broken, Outside
from paperlist.readers.arxiv_api.values import (
    NoRecordError,
    Values,
    day_of,
    display_name,
    read_classes,
    read_dates,
    read_dois,
    read_id,
    read_remarks,
    squeezed,
)
from paperlist.readers.json import split_array
from paperlist.readers.jsonl import lines
from paperlist.readers.records import explain
from paperlist.tex.accents import read_latex

WHOLE_LINE = re.compile(r"\s*\{[^\n]*\}[ \t]*(?:\n|\Z)")
REPOSITORY = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+?)/?$")


class Part(BaseModel):
    """A part of an object, as far as it is read."""

    model_config = ConfigDict(strict=True)


class Version(Part):
    """A version of a paper."""

    created: str


class Snapshot(Part):
    """A line of the snapshot."""

    id: str
    title: str
    abstract: str | None = None
    authors_parsed: list[list[str]] = []
    categories: str | None = None
    comments: str | None = None
    doi: str | None = None
    journal_ref: str | None = Field(None, alias="journal-ref")
    report_no: str | None = Field(None, alias="report-no")
    versions: list[Version] = []

    def values(self) -> Values:
        """Return the fields of the record."""
        names = [display_name(*as_displayed(name)) for name in self.authors_parsed]
        values = {
            "title": squeezed(self.title),
            "authors": [read_latex(name) for name in names if name],
            "categories": read_classes((self.categories or "").split()),
            "journal_ref": squeezed(self.journal_ref),
            "report_number": squeezed(self.report_no),
            **read_id(self.id),
            **read_dois(self.doi),
            **read_dates([version.created for version in self.versions]),
            "arxiv_version": len(self.versions) or None,
        }
        return read_remarks(values, self.comments, self.abstract)


class Author(Part):
    """An author as Hugging Face has them."""

    name: str


class Daily(Part):
    """A paper of Hugging Face's API."""

    id: str
    title: str
    summary: str | None = None
    authors: list[Author] = []
    published: str | None = Field(None, alias="publishedAt")
    repository: str | None = Field(None, alias="githubRepo")

    def values(self) -> Values:
        """Return the fields of the record."""
        repository = REPOSITORY.match(self.repository or "")
        values = {
            "title": squeezed(self.title),
            "authors": [name for author in self.authors if (name := squeezed(author.name))],
            "date": day_of(self.published),
            "repository": repository[1] if repository else None,
            **read_id(self.id),
        }
        return read_remarks(values, None, self.summary)


class Listed(Part):
    """A row of the daily papers."""

    paper: Daily

    def values(self) -> Values:
        """Return the fields of the record."""
        return self.paper.values()


def as_displayed(name: list[str]) -> tuple[str, str, str]:
    """Return given name, family name and suffix of a list that begins with the family name."""
    family, given, suffix = (*name, "", "", "")[:3]
    return given, family, suffix


Found = tuple[int, int, Values | Outside | Broken]


def read_objects(chunks: Iterable[str]) -> Iterator[Found]:
    """Yield the lines of each object and what it says, or what is wrong with it."""
    chunks = iter(chunks)
    head = next(chunks, "")
    chunks = chain((head,), chunks)
    yield from (read_lines if WHOLE_LINE.match(head) else read_array)(chunks)


def read_lines(chunks: Iterable[str]) -> Iterator[Found]:
    """Yield what each line says."""
    for number, line in enumerate(lines(chunks), start=1):
        if line.strip():
            yield number, number, read_object(line)


def read_array(chunks: Iterable[str]) -> Iterator[Found]:
    """Yield what each object of an array says; after one that is no JSON reading goes on where the next one begins."""
    for each in split_array(chunks, "", ""):
        if isinstance(each, Diagnostic):
            yield each.place.first_line, each.place.last_line, Broken(each.code, each.message)
        else:
            text, source = each
            yield source.first_line, source.last_line, read_object(text)


def read_object(text: str) -> Values | Broken:
    """Return what an object says, or what is wrong with it."""
    model = Listed if '"paper"' in text else Daily if '"summary"' in text else Snapshot
    try:
        return model.model_validate_json(text).values()
    except ValidationError as error:
        return Broken(Code.BAD_ENTRY, explain(error))
    except NoRecordError as error:
        return Broken(Code.BAD_ENTRY, str(error))
