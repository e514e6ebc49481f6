"""The files that an index is built from, one format a file of this folder: the folder is the registry.

Each module has

    FORMAT, DESCRIPTION, LICENCE      its name, what it is, and the terms that its publisher states
    recognise(head, file)             whether a text that begins so, in a file of this name, is of this format
    read(chunks)                      text in pieces of any size -> records, additions and faults, in the file's order

What a fault is about is skipped, and the rest is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol, cast

from pydantic import ValidationError

from paperlist.arxiv import WHOLE_DOI
from paperlist.fields import conclude_date, conclude_type
from paperlist.paper import Paper, PaperType
from paperlist.tex.accents import read_latex

ARXIV_ID = re.compile(r"\d{4}\.\d{4,7}|[a-z][a-z-]*(?:\.[A-Za-z-]+)?/\d{7}")
"""A whole identifier without its version; re-exported files have numbers in its place, which lost their zeros."""
ARXIV_ADDRESS = re.compile(
    r"arxiv\.org/(?:abs|pdf)/(?P<id>[^?#\s]+?)(?:v\d+)?(?:\.pdf)?$|^arxiv:(?P<bare>\S+?)(?:v\d+)?$", re.I
)
DOI_ADDRESS = re.compile(rf"(?:doi\.org/|^doi:\s*|^)(?P<doi>{WHOLE_DOI})", re.I)
ARXIV_DOI = "10.48550/arxiv."
"""What begins the DOI that arXiv itself gives to a paper: it says no more than the identifier."""
NO_VENUE = frozenset({"corr", "arxiv", "arxiv preprint", "arxiv.org", "computing research repository"})
"""Names of arXiv where others have a journal."""


class Record(NamedTuple):
    """A work as a source has it."""

    paper: Paper
    first_line: int
    last_line: int
    page: str = ""
    """The page by which another file may tell more of it."""


class Addition(NamedTuple):
    """What a file tells of works that another file has."""

    page: str
    repository: str | None
    """The official one."""
    first_line: int
    last_line: int


class Fault(NamedTuple):
    """A part of a file that cannot be read."""

    first_line: int
    last_line: int
    message: str
    truncated: bool = False
    """Whether the file breaks off there."""


Event = Record | Addition | Fault


class Format(Protocol):
    """What a module of this folder offers."""

    FORMAT: str
    DESCRIPTION: str
    LICENCE: str

    def recognise(self, head: str, file: str) -> bool:
        """Whether a text that begins so is of this format."""

    def read(self, chunks: Iterable[str]) -> Iterator[Event]:
        """Return what a text tells, in its order."""


@cache
def load_formats() -> tuple[Format, ...]:
    """Return all formats, in the order of their modules' names."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(cast(Format, import_module(f"{__name__}.{name}")) for name in names)


def recognise(head: str, file: str) -> Format | None:
    """Return the format of a text that begins so; None where it is none of ours."""
    return next((each for each in load_formats() if each.recognise(head, file)), None)


# What several formats need


def squeezed(text: str | None) -> str | None:
    """Return a text in one line, LaTeX's accents as letters; None where there is nothing."""
    if not text:
        return None
    line = text.strip().replace("\n", " ")
    if "  " in line or not line.isprintable():  # white space but single blanks
        line = " ".join(line.split())
    return read_latex(line) or None


PARAGRAPH = re.compile(r"\n(?:  |\n)\s*")  # a blank line, or two blanks before a line


def paragraphs(text: str | None) -> str | None:
    """Return a wrapped text with one line a paragraph and blank lines between them; None where there is nothing."""
    if not text or ("\n  " not in text and "\n\n" not in text):
        return squeezed(text)
    parts = [squeezed(part) for part in PARAGRAPH.split(text.strip())]
    return "\n\n".join([part for part in parts if part]) or None


def arxiv_id_of(address: str | None) -> str | None:
    """Return the identifier in an address of arXiv, or after `arXiv:`, or in arXiv's own DOI; None where none is."""
    if not address:
        return None
    if (at := address.lower().find(ARXIV_DOI)) >= 0:
        found = address[at + len(ARXIV_DOI) :]
    elif match := ARXIV_ADDRESS.search(address.strip()):
        found = match["id"] or match["bare"]
    else:
        return None
    return found if ARXIV_ID.fullmatch(found) else None


def dois_of(*addresses: str | None) -> tuple[str, ...]:
    """Return the DOIs in addresses or fields that may name several, without arXiv's own."""
    parts = [part for address in addresses if address for part in re.split(r"[\s,;]+(?=10\.|http|doi:)", address)]
    found = [match["doi"].rstrip(".,;") for part in parts if (match := DOI_ADDRESS.search(part.strip()))]
    return tuple(dict.fromkeys(doi for doi in found if not doi.lower().startswith(ARXIV_DOI)))


def venue_of(text: str | None) -> str | None:
    """Return the name of a journal or conference; None for arXiv's names, which are none."""
    name = squeezed(text)
    return None if not name or name.lower() in NO_VENUE else name


def make_paper(values: Mapping[str, Any], type_: PaperType | None = None) -> Paper | str:
    """Return the paper of these values, None among them being left out; or what is wrong with them, as a sentence."""
    said = {name: value for name, value in values.items() if value}
    if not said.get("title"):
        return "a record without a title"
    said["date"] = conclude_date(said)
    said["type"] = type_ or conclude_type(said)
    if not said["date"]:
        del said["date"]
    try:
        return Paper.model_validate(said)
    except ValidationError as faults:
        return explain(faults)


def explain(faults: ValidationError) -> str:
    """Return the first thing that is wrong with a record."""
    fault = faults.errors(include_url=False, include_context=False)[0]
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])


def as_event(values: Mapping[str, Any], first: int, last: int, type_: PaperType | None = None, page: str = "") -> Event:
    """Return the record of these values, or the fault that they have."""
    paper = make_paper(values, type_)
    return Fault(first, last, paper) if isinstance(paper, str) else Record(paper, first, last, page)
