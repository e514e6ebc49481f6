"""What several commands take from the command line, and how it is checked before anything is read."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from paperlist import exporters


class MergeMode(StrEnum):
    """What is done with records of one work."""

    AUTO = "auto"
    REPORT = "report"
    OFF = "off"


class Protect(StrEnum):
    """Which capitals of titles are braced in BibTeX."""

    AUTO = "auto"
    ALL = "all"
    NONE = "none"


class Preprints(StrEnum):
    """How preprints say their arXiv ids in BibTeX."""

    ARTICLE = "article"
    EPRINT = "eprint"


class Dialect(StrEnum):
    """The dialects of a `.bib` file."""

    BIB = "bib"
    BIBLATEX = "biblatex"


class DateChoice(StrEnum):
    """Which version's date is written."""

    FIRST = "first"
    LATEST = "latest"


class Sort(StrEnum):
    """In which order papers are written."""

    AUTO = "auto"
    LISTED = "listed"
    DATE = "date"
    TITLE = "title"
    AUTHOR = "author"
    VENUE = "venue"
    STARS = "stars"
    KEY = "key"


class GroupBy(StrEnum):
    """What the headings of a list are."""

    YEAR = "year"
    VENUE = "venue"
    CATEGORY = "category"
    TASK = "task"
    NONE = "none"


class CompleteFields(StrEnum):
    """Which fields an index fills."""

    ALL = "all"
    IDS = "ids"
    NONE = "none"


# Names of formats

READ = (
    "\b\nFormats that are read: arxiv-abs arxiv-api arxiv-list arxiv-mail arxiv-search hf-papers papers-with-code "
    "bibtex csl-json ris nbib endnote paperlist-json paperlist-jsonl"
)
"""The end of the help. Named here, since the listing formats are loaded to ask them, which no help should wait for."""

WRITTEN = f"Formats that are written: {' '.join(exporters.names())}"


def readable_formats() -> list[str]:
    """Return the names of what can be read. Loads every listing format."""
    from paperlist.listings import load_listings
    from paperlist.readers import DESCRIPTIONS

    return [*(listing.NAME for listing in load_listings()), *DESCRIPTIONS]


def writable_formats() -> list[str]:
    """Return the names of what can be written."""
    return list(exporters.names())


# Checks


def check_files(given: list[str] | None) -> list[str] | None:
    """Refuse a name without a character, which a variable that is not set leaves."""
    if given and "" in given:
        raise typer.BadParameter("a file name is empty; '-' is standard input")
    return given


def check_encoding(given: str | None) -> str | None:
    """Refuse an encoding that does not exist."""
    from paperlist.source import find_encoding

    try:
        return given and find_encoding(given)
    except LookupError as error:
        raise typer.BadParameter(error.args[0]) from None


def check_size(given: str) -> str:
    """Refuse a size that is none."""
    from paperlist.source import read_size

    try:
        read_size(given)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return given


def check_format(given: str | None, known: Callable[[], list[str]]) -> None:
    """Refuse a format that does not exist, naming those that do."""
    if given is not None and given not in (names := known()):
        raise typer.BadParameter(f"no format {given!r}; known are {', '.join(names)}")


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that makes no keys."""
    from paperlist.keys import read_pattern

    try:
        read_pattern(pattern)
    except ValueError as error:
        raise typer.BadParameter(f"--key: {error}") from None


# Options, by the panel of the help in which they are shown

INPUT, MERGING, OUTPUT, MESSAGES = "Input", "Merging", "Output", "Messages"
"""Panels of the help."""

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="Files to read; '-' or none: standard input.",
        show_default=False,
        callback=check_files,
        rich_help_panel=INPUT,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Read this format only; by default each file shows what it is.",
        metavar="FORMAT",
        show_default=False,
        autocompletion=readable_formats,
        rich_help_panel=INPUT,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        help="The files' encoding; by default found out.",
        metavar="NAME",
        show_default=False,
        callback=check_encoding,
        rich_help_panel=INPUT,
    ),
]
MaxSize = Annotated[
    str,
    typer.Option(
        "--max-size",
        help="Read at most so much out of a compressed file.",
        metavar="SIZE",
        callback=check_size,
        rich_help_panel=INPUT,
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Read so many files at a time.", rich_help_panel=INPUT)
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions", help="Take decided pairs from a review file.", show_default=False, rich_help_panel=MERGING
    ),
]
Indices = Annotated[
    list[Path] | None,
    typer.Option(
        "--index",
        help="Complete papers from this index; may be repeated.",
        metavar="INDEX",
        envvar="PAPERLIST_INDEX",
        show_default=False,
        rich_help_panel=MERGING,
    ),
]
Complete = Annotated[
    CompleteFields, typer.Option("--complete", help="Fields that an index may fill.", rich_help_panel=MERGING)
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Replace a .bib although entries of it would be lost, or a .md without marks.",
        rich_help_panel=OUTPUT,
    ),
]
SortOption = Annotated[
    Sort,
    typer.Option(
        "--sort",
        metavar="ORDER",
        help="Order of the papers: listed, date, title, author, venue, stars, key; auto: date (md), else listed.",
        rich_help_panel=OUTPUT,
    ),
]
KeyPattern = Annotated[
    str,
    typer.Option(
        "--key",
        help="Make citation keys of {family} {year} {month} {word} {words} {id}; by default {family}{year}{word}.",
        metavar="PATTERN",
        show_default=False,
        rich_help_panel=OUTPUT,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.", rich_help_panel=MESSAGES)]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Print every diagnostic, notes too.", rich_help_panel=MESSAGES)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.", rich_help_panel=MESSAGES)]
