"""The files that an index is built from, one format a file of this folder: the folder is the registry.

Each module has

    FORMAT, DESCRIPTION, LICENCE      its name, what it is, and the terms that its publisher states
    recognise(head, file)             whether a text that begins so, in a file of this name, is of this format
    read(chunks)                      text in pieces of any size -> records, additions and faults, in the file's order

What a fault is about is skipped, and the rest is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol, cast

from pydantic import ValidationError

from paperlist.diagnostics import Code, Diagnostic
from paperlist.fields import conclude_date, conclude_type
from paperlist.paper import Paper, PaperType
from paperlist.readers.records import explain


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


def as_fault(diagnostic: Diagnostic) -> Fault:
    """Return what a reader reports as the fault of a part of a file."""
    _, first, last = diagnostic.place
    return Fault(first, last, diagnostic.message, truncated=diagnostic.code is Code.TRUNCATED)


def as_event(values: Mapping[str, Any], first: int, last: int, type_: PaperType | None = None, page: str = "") -> Event:
    """Return the record of these values, or the fault that they have."""
    paper = make_paper(values, type_)
    return Fault(first, last, paper) if isinstance(paper, str) else Record(paper, first, last, page)
