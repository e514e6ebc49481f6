"""What several commands take from the command line, and how it is checked before anything is read."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
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


def readable_formats() -> list[str]:
    """Return the names of what can be read. Loads every listing format."""
    from paperlist.listings import descriptions
    from paperlist.readers import DESCRIPTIONS

    return [*descriptions(), *DESCRIPTIONS]


def writable_formats() -> list[str]:
    """Return the names of what can be written."""
    return list(exporters.names())


# Checks


def check_files(given: list[str] | None) -> list[str] | None:
    """Refuse a name without a character, which a variable that is not set leaves."""
    if given and "" in given:
        raise typer.BadParameter("a file name is empty; '-' is standard input")
    return given or None


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


def check_pattern(given: str) -> str:
    """Refuse a pattern that makes no keys."""
    from paperlist.keys import read_pattern

    try:
        read_pattern(given)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return given


def check_positive(given: int | None) -> int | None:
    """Refuse a number below 1."""
    if given is not None and given < 1:
        raise typer.BadParameter("must be 1 or more")
    return given


# Options, by the panel of the help in which they are shown

INPUT, OUTPUT, REFERENCES, TABLES = "Input", "Output", "References", "Tables"
DUPLICATES, INDEX, SPEED, MESSAGES = "Duplicates", "Index", "Speed", "Messages"
"""Panels of the help, in the order of the parameters of `parse`."""

input_option = partial(typer.Option, rich_help_panel=INPUT)
output_option = partial(typer.Option, rich_help_panel=OUTPUT)
reference_option = partial(typer.Option, rich_help_panel=REFERENCES)
table_option = partial(typer.Option, rich_help_panel=TABLES)
duplicates_option = partial(typer.Option, rich_help_panel=DUPLICATES)
index_option = partial(typer.Option, rich_help_panel=INDEX)
message_option = partial(typer.Option, rich_help_panel=MESSAGES)

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="Files or folders to read; '-' or none: standard input.",
        show_default=False,
        callback=check_files,
        rich_help_panel=INPUT,
    ),
]
FilesFrom = Annotated[
    str | None,
    input_option(
        "--files-from",
        help="Read the files that FILE names, one a line or each ended by NUL; '-': standard input.",
        metavar="FILE",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    input_option(
        "--from",
        "-f",
        help="Input format.",
        metavar="FORMAT",
        show_default="detected",
        autocompletion=readable_formats,
    ),
]
Encoding = Annotated[
    str | None,
    input_option(
        "--encoding",
        help="Input encoding, e.g. utf-8.",
        metavar="NAME",
        show_default="detected",
        callback=check_encoding,
    ),
]
MaxSize = Annotated[
    str,
    input_option(
        "--max-size",
        help="Stop after SIZE bytes of decompressed input per file.",
        metavar="SIZE",
        callback=check_size,
    ),
]
To = Annotated[
    str | None,
    output_option(
        "--to",
        "-t",
        help="Output format.",
        metavar="FORMAT",
        show_default="by the extension of -o, else bib",
        autocompletion=writable_formats,
    ),
]
Output = Annotated[
    Path | None,
    output_option("--output", "-o", help="Write to FILE, whole or not at all.", metavar="FILE", show_default=False),
]
Force = Annotated[
    bool,
    output_option("--force", help="Replace a .bib although references in it would be lost, or a .md without marks."),
]
KeyPattern = Annotated[
    str,
    reference_option(
        "--key",
        help="Citation key pattern; fields: {family} {year} {month} {word} {words} {id}.",
        metavar="PATTERN",
        callback=check_pattern,
    ),
]
MaxAuthors = Annotated[
    int | None,
    reference_option(
        "--max-authors",
        metavar="N",
        help='List the first N authors, then "and others".',
        show_default=False,
        callback=check_positive,
    ),
]
SortOption = Annotated[
    Sort,
    reference_option(
        "--sort",
        metavar="ORDER",
        help="Order of the papers: listed, date, title, author, venue, stars, key; auto: date (md), else listed.",
    ),
]
GroupByOption = Annotated[
    GroupBy | None,
    reference_option(
        "--group-by",
        metavar="FIELD",
        help="Headings of the list: year, venue, category, task, none (md).",
        show_default="year",
    ),
]
DecisionsFile = Annotated[
    Path | None,
    duplicates_option(
        "--decisions", help="Apply your answers from a --review file.", metavar="FILE", show_default=False
    ),
]
Explain = Annotated[bool, duplicates_option("--explain", help="Report which value was kept where sources disagree.")]
Indices = Annotated[
    list[Path] | None,
    index_option(
        "--index",
        help="Complete papers from this index; may be repeated.",
        metavar="INDEX",
        envvar="PAPERLIST_INDEX",
        show_default=False,
    ),
]
Complete = Annotated[CompleteFields, index_option("--complete", help="Fields that an index may fill.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        help="Worker processes, a file each.",
        callback=check_positive,
        rich_help_panel=SPEED,
    ),
]
Strict = Annotated[bool, message_option("--strict", help="Exit with 1 on warnings too.")]
Verbose = Annotated[
    bool, message_option("--verbose", "-v", help="Show notes as well, and what was read of each format.")
]
Quiet = Annotated[
    int,
    message_option("--quiet", "-q", help="No summary; -qq: errors only.", count=True, show_default=False),
]
