"""The record: one paper as listings tell of it, and where they told it.

The names, their order and their meanings are the public contract of `--to json`, `jsonl` and `csv`
(`docs/record.md`, `docs/record.schema.json`). This module knows no listing format and no exporter.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from paperlist.diagnostics import Place

DIGITS: Final = 18
MOST: Final = 10**DIGITS - 1
"""The largest number that a record holds: it fits into 64 bits, whoever reads it."""

# A string with a constraint, if only an empty one, cannot hold half a surrogate pair, which no encoding can write.
Name = Annotated[str, Field(min_length=0)]
Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Count = Annotated[int, Field(ge=0, le=MOST)]
Ordinal = Annotated[int, Field(ge=1, le=MOST)]
FieldName = Annotated[str, Field(pattern=r"^[^\s={}(),\"#%\\\\]+$")]


class PaperType(StrEnum):
    """What the listing lets one conclude about where a paper appeared."""

    PREPRINT = "preprint"
    CONFERENCE = "conference"
    JOURNAL = "journal"
    REPORT = "report"
    OTHER = "other"


class Record(BaseModel):
    """A value of this module: it has its fields and no others, of the very types, and does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def replace(self, **changes: Any) -> Self:
        """Return the same record with other values in the fields named; what was not said stays unsaid.

        Raises:
            pydantic.ValidationError: a value cannot be in its field.
        """
        said = {name: getattr(self, name) for name in self.model_fields_set}
        return self.model_validate(said | changes)


class Source(Record):
    """The place of one listed entry. Lines count from 1; both ends are included."""

    file: Name = Field(description="The file's name as given; `-` for standard input.")
    format: Name = Field(description="The listing format that read the entry, e.g. `arxiv-search`.")
    first_line: Ordinal
    last_line: Ordinal

    @classmethod
    def at(cls, place: Place, listing: str) -> Self:
        """Return the source at a place of what the format called `listing` read."""
        return cls(file=place.file, format=listing, first_line=place.first_line, last_line=place.last_line)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.file, self.first_line, self.last_line)


Sources = Annotated[tuple[Source, ...], Field(strict=False)]


class Completion(Record):
    """Where a value comes from that no listing gave: a record of an index, known by a rule to be of this paper."""

    file: Name = Field(description="The file that the index was built from.")
    line: Ordinal = Field(description="The record's first line in it, unpacked.")
    rule: Name = Field(description="What agrees, e.g. `title, authors and date agree`.")


class Paper(Record):
    """One paper. Null (None) means that no listing said it, an empty list (tuple) that there is nothing to list."""

    key: Name = Field("", description="Citation key; empty until one is given.")
    type: PaperType = Field(PaperType.OTHER, strict=False, description=PaperType.__doc__)
    title: Text | None = Field(
        None, description="One line, as listed; math stays as `$…$`. Null where the listing lost it."
    )
    authors: Texts = Field((), description="Display names in listed order, without `et al.`.")
    authors_omitted: Count = Field(
        0, description="How many authors the listing says it leaves out and no merged listing supplies."
    )
    date: Date | None = Field(
        None, description="First submission, else the listing's date, else the announcement, else the venue's year."
    )
    submitted: Date | None = Field(None, description="The date of the first version.")
    updated: Date | None = Field(None, description="The date of the listed version; null when that is the first.")
    announced: Month | None = Field(None, description="The month in which the paper was first announced.")
    abstract: Text | None = Field(None, description="The full abstract; paragraphs separated by one blank line.")
    excerpt: Text | None = Field(
        None, description="What is shown of the abstract when it is not shown whole; null when `abstract` is there."
    )
    arxiv_id: Text | None = Field(None, description="Without version: `2401.05566`, `hep-th/9901001`.")
    arxiv_version: Ordinal | None = Field(None, description="The version that the listing names.")
    categories: Texts = Field((), description="arXiv subject classes, the primary first.")
    doi: Text | None = Field(None, description="Bare, without a resolver's address; the first listed.")
    other_dois: Texts = Field((), description="The other DOIs that are listed.")
    comments: Text | None = Field(None, description="arXiv's comments.")
    journal_ref: Text | None = Field(None, description="arXiv's journal reference, whole.")
    report_number: Text | None = Field(None, description="As listed.")
    msc_class: Text | None = Field(None, description="As listed.")
    acm_class: Text | None = Field(None, description="As listed.")
    venue: Text | None = Field(None, description="Conference or journal as Papers with Code names it: `NeurIPS 2021`.")
    code_implementations: Count | None = Field(
        None, description='How many there are; 0 when the listing says "no code implementations".'
    )
    tasks: Texts = Field((), description="Papers with Code tasks.")
    repository: Text | None = Field(None, description="`owner/name` of the code repository that the listing names.")
    stars: Count | None = Field(None, description="Of the code repository, as listed.")
    withdrawn: bool = Field(False, description="Whether the listing says that the paper has been withdrawn.")
    entry_type: Text | None = Field(
        None, description="What kind of work a library says it is, by BibTeX's and biblatex's names: `incollection`."
    )
    editors: Texts = Field((), description="Display names in listed order.")
    journal: Text | None = Field(None, description="Name of the journal; `journal_ref` has it with volume and pages.")
    volume: Text | None = Field(None, description="Of the journal, the book or the series.")
    number: Text | None = Field(None, description="Issue of the journal, or number in the series.")
    pages: Text | None = Field(None, description="As listed; a range has an en dash: `490–493`.")
    publisher: Text | None = Field(None, description="As listed.")
    institution: Text | None = Field(None, description="Institution of a report, or school of a thesis.")
    series: Text | None = Field(None, description="As listed.")
    edition: Text | None = Field(None, description="As listed: `2`, `second`.")
    chapter: Text | None = Field(None, description="As listed.")
    isbn: Text | None = Field(None, description="As listed.")
    issn: Text | None = Field(None, description="As listed.")
    url: Text | None = Field(
        None, description="The address that the entry gives, else, where it is written, that of its page on arXiv."
    )
    language: Text | None = Field(None, description="As listed.")
    keys: Texts = Field((), description="Other citation keys by which the paper is known.")
    extra: dict[FieldName, Text] = Field(
        {}, description="Every other field of a library's entry by its name in small letters, as text."
    )
    completed: dict[Name, Completion] | None = Field(
        None, description="The fields that an index filled, by name, and where from; null when there are none."
    )
    sources: Sources = Field((), description="Where it was read: one element for each entry that told of the paper.")

    @property
    def content(self) -> tuple[object, ...]:
        """All that the record says of its paper, key and places aside; it can be hashed."""
        said = vars(self)
        return (*[said[name] for name in CONTENT], *sorted(self.extra.items()))

    def __hash__(self) -> int:
        """Return the same for equal papers."""
        return hash((self.key, self.title, self.authors, self.date, self.sources))


CONTENT: Final = tuple(name for name in Paper.model_fields if name not in ("key", "extra", "completed", "sources"))


def validate(values: Mapping[str, Any]) -> tuple[Paper, dict[str, Any]]:
    """Return the paper of `values`, and those of them that cannot be in their fields: a bad value costs its field.

    None says nothing: the field keeps its default. A name that no field has is a bad value too.
    """
    said = {name: value for name, value in values.items() if value is not None}
    try:
        return Paper.model_validate(said), {}
    except ValidationError as faults:
        names = {str(fault["loc"][0]) for fault in faults.errors(include_url=False, include_context=False)}
    unfit = {name: said.pop(name) for name in values if name in names}
    return Paper.model_validate(said), unfit
