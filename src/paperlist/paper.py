"""The record: one paper as listings tell of it, and where they told it.

The names, their order and their meanings are the public contract of `--to json`, `jsonl` and `csv`
(`docs/record.md`). This module knows no listing format and no exporter.

What our own readers found is made a record by `fit`, which looks at every value once and is quick; records that others
may have written are read by pydantic (`libraries/records.py`), which is told here what a value must be. To import it
takes longer than to read a small paste, so that it is not imported here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, NamedTuple

ISO_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
ISO_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class Limit(NamedTuple):
    """What a value must be beyond its type: a constraint of pydantic's, and its bound."""

    name: str
    bound: str | int

    def __get_pydantic_core_schema__(self, kind: Any, schema_of: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Give pydantic's schema for the type with this limit."""
        return schema_of(kind) | {self.name: self.bound}


Date = Annotated[str, Limit("pattern", ISO_DATE)]
Month = Annotated[str, Limit("pattern", ISO_MONTH)]
DIGITS = 18
MOST = 10**DIGITS - 1
"""No number is larger: it has its place in 64 bits, whoever reads it."""
Count = Annotated[int, Limit("ge", 0), Limit("le", MOST)]
Ordinal = Annotated[int, Limit("ge", 1), Limit("le", MOST)]
Text = Annotated[str, Limit("min_length", 1)]


class PaperType(StrEnum):
    """What the listing lets one conclude about where a paper appeared."""

    PREPRINT = "preprint"
    CONFERENCE = "conference"
    JOURNAL = "journal"
    REPORT = "report"
    OTHER = "other"

    __hash__ = str.__hash__  # each is its text, also for a table; `Enum` would call a function for each look into one


@dataclass(frozen=True, init=False, slots=True)
class Source:
    """The place of one listed entry. Lines count from 1; both ends are included."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    file: str
    """The file's name as given; `-` for standard input."""
    format: str
    """The listing format that read the entry, e.g. `arxiv-search`."""
    first_line: Ordinal
    last_line: Ordinal

    def __init__(self, file: str, format: str, first_line: int, last_line: int) -> None:  # noqa: A002
        """Fill the slots; to do it as a class that cannot be changed does by itself takes three times as long."""
        _SET_FILE(self, file)
        _SET_FORMAT(self, format)
        _SET_FIRST_LINE(self, first_line)
        _SET_LAST_LINE(self, last_line)


_SET_FILE, _SET_FORMAT, _SET_FIRST_LINE, _SET_LAST_LINE = (
    getattr(Source, each.name).__set__ for each in fields(Source)
)


@dataclass(frozen=True, init=False)
class Paper:
    """One paper. `None` means that no listing said it, an empty tuple that a list is empty.

    A record holds what was said of it; for all else the class has the defaults.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    key: str = ""
    """Citation key; empty until `keys` has given one."""
    type: PaperType = PaperType.OTHER
    title: Text | None = None
    """One line, as listed; math stays as `$…$`. None where the listing lost it."""
    authors: tuple[Text, ...] = ()
    """Display names in listed order, without `et al.`."""
    authors_omitted: Count = 0
    """How many authors the listing says it leaves out and no merged listing supplies."""
    date: Date | None = None
    """First submission, else the listing's date, else the announcement, else the venue's year."""
    submitted: Date | None = None
    updated: Date | None = None
    announced: Month | None = None
    abstract: Text | None = None
    """The full abstract; paragraphs separated by one blank line."""
    excerpt: Text | None = None
    """What is shown of the abstract when it is not shown whole; None when `abstract` is there."""
    arxiv_id: Text | None = None
    """Without version: `2401.05566`, `hep-th/9901001`."""
    arxiv_version: Ordinal | None = None
    categories: tuple[Text, ...] = ()
    """arXiv subject classes, the primary first."""
    doi: Text | None = None
    """Bare, without a resolver's address."""
    other_dois: tuple[Text, ...] = ()
    comments: Text | None = None
    journal_ref: Text | None = None
    report_number: Text | None = None
    msc_class: Text | None = None
    acm_class: Text | None = None
    venue: Text | None = None
    """Conference or journal as Papers with Code names it: `NeurIPS 2021`."""
    code_implementations: Count | None = None
    """0 when the listing says "no code implementations"."""
    tasks: tuple[Text, ...] = ()
    repository: Text | None = None
    """`owner/name` of the code repository that the listing names."""
    stars: Count | None = None
    withdrawn: bool = False
    sources: tuple[Source, ...] = ()
    """One element a listing that told of the paper."""

    def __init__(self, **said: Any) -> None:
        """Take values that are known to fit their fields; see `fit`."""
        self.__dict__.update(known(said))

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Paper":
        """Give the record of values, by the names of the fields that they are known to fit."""
        paper = cls.__new__(cls)
        paper.__dict__.update(said)
        return paper

    def but(self, **changes: Any) -> "Paper":
        """Give the same paper with other values in the fields named."""
        return Paper.of(self.__dict__ | known(changes))

    def values(self) -> dict[str, Any]:
        """Give all fields by name, in their order."""
        return DEFAULTS | self.__dict__


# ---- Values that our own readers found -------------------------------------------------------------------------------


def are_texts(values: Any) -> bool:
    """Whether it is a tuple of texts, none of them empty. TypeError: it is a tuple of something else."""
    return type(values) is tuple and "" not in values and "".join(values) is not None


# One row a kind of field: whether a value can stand there; TypeError: no. `None`, which says nothing, is asked of none.
FITS: Final[Mapping[Any, Callable[[Any], object]]] = {
    str: lambda value: type(value) is str,
    PaperType: lambda value: type(value) is PaperType,
    Text | None: lambda value: type(value) is str and value != "",
    tuple[Text, ...]: are_texts,
    Count: lambda value: type(value) is int and 0 <= value <= MOST,
    Count | None: lambda value: type(value) is int and 0 <= value <= MOST,
    Ordinal | None: lambda value: type(value) is int and 1 <= value <= MOST,
    Date | None: re.compile(ISO_DATE).fullmatch,
    Month | None: re.compile(ISO_MONTH).fullmatch,
    bool: lambda value: type(value) is bool,
    tuple[Source, ...]: lambda value: type(value) is tuple and set(map(type, value)) <= {Source},
}

FIELDS: Final = {field.name: FITS[field.type] for field in fields(Paper)}
"""The names of the record's fields, in order, and what tells whether a value can stand there."""
TEXTS: Final = frozenset(name for name, fits in FIELDS.items() if fits is FITS[Text | None])
DATES: Final = frozenset(name for name, fits in FIELDS.items() if fits in (FITS[Date | None], FITS[Month | None]))
"""Whole dates, months and years."""
DEFAULTS: Final[dict[str, Any]] = {field.name: field.default for field in fields(Paper)}


def known(said: dict[str, Any]) -> dict[str, Any]:
    """Give what is said by the names of fields as it is. TypeError: one of the names is none."""
    if not FIELDS.keys() >= said.keys():
        raise TypeError(f"no record has {', '.join(sorted(said.keys() - FIELDS.keys()))}")
    return said


def fit(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what a record says of what was read, and what cannot stand in its field. Lists may be lists.

    `None` says nothing: the field keeps its default.
    """
    said: dict[str, Any] = {}
    unfit: dict[str, Any] = {}
    for name, value in values.items():
        if type(value) is str and value and name in TEXTS:
            said[name] = value  # half of all values
            continue
        if value is None:
            continue
        value = tuple(value) if type(value) is list else value
        try:
            fits = FIELDS[name](value)
        except (KeyError, TypeError):  # no such field; a date that is a list
            fits = False
        (said if fits else unfit)[name] = value
    return said, unfit
