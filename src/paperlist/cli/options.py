"""What the commands take from the command line: the options by groups, and how they are checked.

A group is a dataclass, and each of its fields an option, declared once with its help, its default and its check. A
command names the groups that it takes, beside options of its own; `with_options` makes of that what typer reads.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import partial
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from paperlist import exporters
from paperlist.cli.output import log
from paperlist.tex import Protect

if TYPE_CHECKING:
    from paperlist.diagnostics import Report


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameters are options: in the place of each group those of the group."""
    asked = signature(command).parameters.values()
    groups = {
        one.name: one.annotation for one in asked if isinstance(one.annotation, type) and is_dataclass(one.annotation)
    }
    options: list[Parameter] = []
    for parameter in asked:
        options += options_of(groups[parameter.name]) if parameter.name in groups else [parameter]

    def run(**values: Any) -> None:
        made = {
            name: group(**{field.name: values.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        command(**made, **values)

    run.__doc__ = command.__doc__
    run.__signature__ = Signature(options)  # type: ignore[attr-defined]  # a function may say what it takes
    run.__annotations__ = {option.name: option.annotation for option in options}
    return run


def options_of(group: type) -> list[Parameter]:
    """Return the parameters of a function that takes each field of a group by name."""
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]


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

KeyPattern = Annotated[
    str,
    reference_option(
        "--key",
        help="Citation key pattern; fields: {family} {year} {month} {word} {words} {id}.",
        metavar="PATTERN",
        callback=check_pattern,
    ),
]
KEY = "{family}{year}{word}"
Sort = Annotated[
    exporters.Sort,
    reference_option(
        "--sort",
        metavar="ORDER",
        help="Order of the papers: listed, date, title, author, venue, stars, key; auto: date (md), else listed.",
    ),
]
DecisionsFile = Annotated[
    Path | None,
    duplicates_option(
        "--decisions", help="Apply your answers from a --review file.", metavar="FILE", show_default=False
    ),
]
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
CompleteFields = Annotated[
    Literal["all", "ids", "none"], index_option("--complete", help="Fields that an index may fill.")
]
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
Verbose = Annotated[
    bool, message_option("--verbose", "-v", help="Show notes as well, and what was read of each format.")
]
Quiet = Annotated[
    int,
    message_option("--quiet", "-q", help="No summary; -qq: errors only.", count=True, show_default=False),
]


# Groups


@dataclass(frozen=True, slots=True)
class Input:
    """Which files are read, and as what."""

    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Files or folders to read; '-' or none: standard input.",
            show_default=False,
            callback=check_files,
            rich_help_panel=INPUT,
        ),
    ] = None
    from_: Annotated[
        str | None,
        input_option(
            "--from",
            "-f",
            help="Input format.",
            metavar="FORMAT",
            show_default="detected",
            autocompletion=readable_formats,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        input_option(
            "--encoding",
            help="Input encoding, e.g. utf-8.",
            metavar="NAME",
            show_default="detected",
            callback=check_encoding,
        ),
    ] = None
    max_size: Annotated[
        str,
        input_option(
            "--max-size",
            help="Stop after SIZE bytes of decompressed input per file.",
            metavar="SIZE",
            callback=check_size,
        ),
    ] = "4G"
    files_from: Annotated[
        str | None,
        input_option(
            "--files-from",
            help="Read the files that FILE names, one a line or each ended by NUL; '-': standard input.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None

    def __post_init__(self) -> None:
        check_format(self.from_, readable_formats)

    @property
    def most(self) -> int:
        """How many bytes may come out of a file."""
        from paperlist.source import read_size

        return read_size(self.max_size)


@dataclass(frozen=True, slots=True)
class Output:
    """What is written, and where to."""

    output: Annotated[
        Path | None,
        output_option("--output", "-o", help="Write to FILE, whole or not at all.", metavar="FILE", show_default=False),
    ] = None
    to: Annotated[
        str | None,
        output_option(
            "--to",
            "-t",
            help="Output format.",
            metavar="FORMAT",
            show_default="by the extension of -o, else bib",
            autocompletion=writable_formats,
        ),
    ] = None
    force: Annotated[
        bool,
        output_option(
            "--force", help="Replace a .bib although references in it would be lost, or a .md without marks."
        ),
    ] = False

    def choose_format(self) -> str:
        """Return the name of the format to write: what is asked for, or what the file's extension shows, else bib."""
        if self.to is not None:
            if found := exporters.find(self.to):
                return found
            check_format(self.to, writable_formats)
        if self.output is None or not self.output.suffix:
            return "bib"
        if found := exporters.find(self.output.suffix):
            return found
        known = ", ".join(writable_formats())
        raise typer.BadParameter(f"{self.output}: no format has this extension; --to chooses one: {known}")


@dataclass(frozen=True, slots=True)
class References:
    """What references look like."""

    key: KeyPattern = KEY
    date: Annotated[exporters.DateShown, reference_option("--date", help="Which version's date to write.")] = "first"
    max_authors: Annotated[
        int | None,
        reference_option(
            "--max-authors",
            metavar="N",
            help='List the first N authors, then "and others".',
            show_default=False,
            callback=check_positive,
        ),
    ] = None
    abstract: Annotated[bool, reference_option("--abstract/--no-abstract", help="Write abstracts.")] = True
    protect: Annotated[
        Protect,
        reference_option("--protect", help="Which capitals in titles to protect with braces (bib, biblatex)."),
    ] = "auto"
    preprints: Annotated[
        exporters.Preprints,
        reference_option("--preprints", help="Write preprints as @article, or as @misc with eprint (bib)."),
    ] = "article"
    ascii_: Annotated[bool, reference_option("--ascii", help="LaTeX accents in place of UTF-8 (bib, biblatex).")] = (
        False
    )
    sort: Sort = "auto"
    group_by: Annotated[
        exporters.GroupBy | None,
        reference_option(
            "--group-by",
            metavar="FIELD",
            help="Headings of the list: year, venue, category, task, none (md).",
            show_default="year",
        ),
    ] = None
    bom: Annotated[
        bool, table_option("--bom", help="Add a byte order mark, so that Excel shows accents correctly.")
    ] = False
    raw_cells: Annotated[
        bool,
        table_option("--raw-cells", help="Do not disarm cells that a spreadsheet would run as formulas (unsafe)."),
    ] = False

    def options(self) -> exporters.Options:
        """Return the choices of an output."""
        return exporters.Options(
            protect=self.protect,
            preprints=self.preprints,
            ascii=self.ascii_,
            max_authors=self.max_authors,
            date=self.date,
            abstract=self.abstract,
            bom=self.bom,
            raw_cells=self.raw_cells,
            sort=self.sort,
            group_by=self.group_by or "year",
        )


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What is done with papers that are read more than once."""

    merge: Annotated[
        Literal["auto", "report", "off"],
        duplicates_option(
            "--merge", help="Merge duplicates (auto), only list them (report), or keep every paper as read (off)."
        ),
    ] = "auto"
    no_merge: Annotated[
        bool,
        duplicates_option("--no-merge", help="Same as --merge off; each paper is written as soon as it is read."),
    ] = False
    within: Annotated[
        bool, duplicates_option("--within", help="Merge duplicates within one .bib file too, not only copies.")
    ] = False
    review: Annotated[
        Path | None,
        duplicates_option(
            "--review",
            help="Write possible duplicates to FILE (.csv or .jsonl), for you to decide.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None
    decisions: DecisionsFile = None
    merge_map: Annotated[
        Path | None,
        duplicates_option(
            "--merge-map",
            help="Write a table of old and new citation keys, to update \\cite commands.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None
    explain: Annotated[
        bool, duplicates_option("--explain", help="Report which value was kept where sources disagree.")
    ] = False

    @property
    def is_off(self) -> bool:
        """Whether nothing is merged."""
        return self.no_merge or self.merge == "off"

    @property
    def is_report(self) -> bool:
        """Whether what would be merged is only listed."""
        return self.merge == "report"


@dataclass(frozen=True, slots=True)
class Index:
    """What completes papers."""

    index: Indices = None
    complete: CompleteFields = "all"


@dataclass(frozen=True, slots=True)
class Messages:
    """What is said on standard error, and what ends a run with an error."""

    strict: Annotated[bool, message_option("--strict", help="Exit with 1 on warnings too.")] = False
    verbose: Verbose = False
    quiet: Quiet = 0

    def report(self, *, explain: bool = False) -> "Report":
        """Return what counts and shows the diagnostics of a run; `explain`: what merging chose too."""
        from paperlist.diagnostics import Report

        return Report(log, quiet=self.quiet, verbose=self.verbose, explain=explain)
