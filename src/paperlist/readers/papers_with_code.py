"""The data of Papers with Code, and what its successor's interface answers, as JSON.

archive  = row*                                `papers-with-abstracts.json`: one array, or an object a line
row      = {paper_url, title, [arxiv_id], [abstract], [url_abs], [proceeding], [authors], [tasks], [date], …}
links    = link*                               `links-between-papers-and-code.json`
link     = {paper_url, paper_title, [paper_arxiv_id], [paper_url_abs], repo_url, [is_official], …}
program  = {schema_version, data: answer}      `pwc … --json`
answer   = paper | [paper*] | {results or items: [paper*], …}
paper    = {title, [arxiv_id], [abstract], [published], [authors], [conference_name], [url_abs], [repositories], …}

Links of one paper that follow each other are one record, with its official repository or else the first. An object
without a title is no paper: a task, a method, the text of a paper. A day may be what pandas writes of it, milliseconds
since 1970. A short abstract, methods, organizations and counts of citations are no fields.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from paperlist.arxiv import is_withdrawn
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.listings import Entry, Fault
from paperlist.listings.papers_with_code.data_values import (
    read_conference,
    read_place,
    read_repository,
    read_when,
)
from paperlist.paper import Paper
from paperlist.readers.arxiv_api.values import paragraphs, squeezed
from paperlist.readers.json import DECODER, split_array
from paperlist.readers.records import explain
from paperlist.reading.events import EventMaker

FORMAT: Final = "papers-with-code"

GAP = re.compile(r"[\s,]*")
MEMBER = re.compile(r'\s*+,?\s*+("(?:[^"\\]|\\.)*")\s*:\s*')
DAY: Final = 86_400_000
"""Milliseconds of a day."""
FIRST, LAST = 1000 * DAY, 50_000 * DAY
"""The days that a number may be: from 1972 to 2106."""


class Part(BaseModel):
    """A part of an object, as far as it is read."""

    model_config = ConfigDict(strict=True)


class Named(Part):
    """An author or a task that is more than a name."""

    name: str


class Repository(Part):
    """A repository of a paper."""

    url: str
    is_official: bool | None = None


class Item(Part):
    """A row of the archive, or a paper of an answer."""

    title: str
    arxiv_id: str | None = None
    abstract: str | None = None
    authors: list[str | Named] | None = None
    tasks: list[str | Named] | None = None
    date: str | int | float | None = None
    published: str | None = None
    conference_name: str | None = None
    proceeding: str | None = None
    conference: str | None = None
    url_abs: str | None = None
    source_url: str | None = None
    repositories: list[Repository | str] | None = None

    def entry(self) -> Entry:
        """Return the entry of the paper, without its places."""
        abstract, place = paragraphs(self.abstract), read_place(self.arxiv_id, self.url_abs, self.source_url)
        said = [name for name in (self.conference_name, self.proceeding, self.conference) if name]
        venue = next(filter(None, map(read_conference, said)), None)
        date, when = self.published if self.date is None else self.date, None
        entry = Entry(0, 0, {})
        if date is not None and date != "" and not (when := read_date(date, place.get("arxiv_id"))):
            entry.faults.append(Fault(Code.BAD_FIELD, 0, 0, f"date: not a day: {date!r}"))
        if self.proceeding and not venue:
            message = f"venue: a part of an address and not a name: {self.proceeding!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, 0, 0, message))
        entry.values = {
            "title": squeezed(self.title),
            "authors": names_of(self.authors),
            "date": when,
            "abstract": abstract,
            "venue": venue,
            "tasks": list(dict.fromkeys(names_of(self.tasks))),
            "repository": chosen(self.repositories or ()),
            "withdrawn": is_withdrawn(None, abstract),
            **place,
        }
        return entry


class Link(Part):
    """A repository of a paper of the archive."""

    paper_url: str
    paper_title: str
    paper_arxiv_id: str | None = None
    paper_url_abs: str | None = None
    repo_url: str
    is_official: bool | None = None

    def item(self) -> Item:
        """Return the paper with this one repository."""
        repository = Repository(url=self.repo_url, is_official=self.is_official)
        return Item(
            title=self.paper_title,
            arxiv_id=self.paper_arxiv_id,
            url_abs=self.paper_url_abs,
            repositories=[repository],
        )


Found = tuple[int, int, Item, str]
"""The lines of an object, what it says, and the page of the paper if it is a link."""


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the text; little more than one object is held in memory."""
    events = EventMaker(file)
    for page, several in groupby(read_objects(chunks, file), key=page_of):
        for each in (united(several),) if page else several:
            if isinstance(each, Diagnostic):
                yield each
                continue
            entry = each[2].entry()
            entry.start, entry.end = each[:2]
            entry.faults = [fault._replace(start=entry.start, end=entry.end) for fault in entry.faults]
            yield from events.to_events(entry, FORMAT, lambda line: line)


def page_of(found: Found | Diagnostic) -> str:
    """Return the page of the paper that a link is of; "" of anything else."""
    return "" if isinstance(found, Diagnostic) else found[3]


def united(found: Iterable[Found | Diagnostic]) -> Found:
    """Return the links of one paper as one."""
    links = [each for each in found if not isinstance(each, Diagnostic)]
    repositories = [each for link in links for each in link[2].repositories or ()]
    return links[0][0], links[-1][1], links[0][2].model_copy(update={"repositories": repositories}), links[0][3]


def read_objects(chunks: Iterable[str], file: str) -> Iterator[Found | Diagnostic]:
    """Yield what each object of the text says, or what is wrong with it."""
    for each in split_array(chunks, file, FORMAT):
        if isinstance(each, Diagnostic):
            yield each
            continue
        text, source = each
        line, at = source.first_line, 0
        for start, end in papers_in(text, 0):
            line += text.count("\n", at, start)
            last, at = line + text.count("\n", start, end), start
            paper = text[start:end]
            try:
                if '"repo_url"' in paper and '"paper_title"' in paper:
                    link = Link.model_validate_json(paper)
                    yield line, last, link.item(), link.paper_url
                else:
                    yield line, last, Item.model_validate_json(paper), ""
            except ValidationError as error:
                yield Diagnostic(Code.BAD_ENTRY, Place(file, line, last), f"no paper: {explain(error)}")


def papers_in(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the papers are in the object that begins at an offset: itself, or those of its data."""
    members = dict(members_of(text, start))
    if "data" in members and "title" not in members:
        at = members["data"][0]
        yield from elements_of(text, at) if text[at] == "[" else papers_in(text, at) if text[at] == "{" else ()
    elif rows := members.get("results", members.get("items")):
        yield from elements_of(text, rows[0]) if text[rows[0]] == "[" else ()
    else:
        yield start, DECODER.raw_decode(text, start)[1]


def members_of(text: str, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of the members of the object that begins at an offset, and where their values are."""
    at = start + 1
    while member := MEMBER.match(text, at):
        at = DECODER.raw_decode(text, member.end())[1]
        yield member[1][1:-1], (member.end(), at)


def elements_of(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the elements are of the array that begins at an offset."""
    at = start + 1
    while (gap := GAP.match(text, at)) and text[gap.end()] != "]":
        at = DECODER.raw_decode(text, gap.end())[1]
        yield gap.end(), at


def names_of(named: list[str | Named] | None) -> list[str]:
    """Return the names of authors or tasks."""
    names = (squeezed(each.name if isinstance(each, Named) else each) for each in named or ())
    return [name for name in names if name]


def chosen(repositories: Iterable[Repository | str]) -> str | None:
    """Return `owner/name` of the official repository, or else of the first."""
    addresses = [
        (False, each) if isinstance(each, str) else (bool(each.is_official), each.url) for each in repositories
    ]
    names = [(official, name) for official, address in addresses if (name := read_repository(address))]
    return max(names, key=lambda one: one[0])[1] if names else None


def read_date(value: str | float, arxiv_id: str | None) -> str | None:
    """Return a day or a year; None if it is none."""
    if not isinstance(value, str):
        if value % DAY or not FIRST <= value <= LAST:
            return str(int(value)) if read_when(str(int(value))) else None
        value = datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    return read_when(value, arxiv_id)
