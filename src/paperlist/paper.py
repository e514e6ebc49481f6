"""The record: one paper as listings tell of it, and where they told it.

The names, their order and their meanings are the public contract of `--to json`, `jsonl` and `csv`
(`docs/record.md`). This module knows no listing format and no exporter.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ISO_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
ISO_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"

Date = Annotated[str, Field(pattern=ISO_DATE)]
Month = Annotated[str, Field(pattern=ISO_MONTH)]
Count = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(min_length=1)]


class PaperType(StrEnum):
    """What the listing lets one conclude about where a paper appeared."""

    PREPRINT = "preprint"
    CONFERENCE = "conference"
    JOURNAL = "journal"
    REPORT = "report"
    OTHER = "other"


class Source(BaseModel):
    """The place of one listed entry. Lines count from 1; both ends are included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    """The file's name as given; `-` for standard input."""
    format: str
    """The listing format that read the entry, e.g. `arxiv-search`."""
    first_line: Annotated[int, Field(ge=1)]
    last_line: Annotated[int, Field(ge=1)]


class Paper(BaseModel):
    """One paper. `None` means that no listing said it, an empty tuple that a list is empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    arxiv_version: Annotated[int, Field(ge=1)] | None = None
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
