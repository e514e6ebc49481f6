"""The command line: arguments in, exit code out. The only file that prints or exits.

Data goes to standard output (or `--output`), everything else to standard error. Exit codes: 0 all was
read, 1 something could not be read, 2 a usage error or a file that cannot be read or written.
"""

import errno
import gc
import io
import os
import shutil
import signal
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NoReturn

import typer

from paperlist import __version__, signals
from paperlist.escaping import visible, visible_lines
from paperlist.parameters import Command, Group

if TYPE_CHECKING:
    from paperlist.adding import Row
    from paperlist.diagnostics import Report
    from paperlist.keys import Keys
    from paperlist.merging import Merged, Review
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper
    from paperlist.progress import Watch

READ_ERROR, USAGE_ERROR = 1, 2


app = typer.Typer(
    name="paperlist",
    cls=Group,
    help="Turns the text of paper listings into a bibliography that people trust.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class NothingToWriteError(Exception):
    """There is not one record for an output that exists: what it holds is worth more than nothing."""


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


class Dialect(StrEnum):
    """The dialects of a `.bib` file."""

    BIB = "bib"
    BIBLATEX = "biblatex"


class DateChoice(StrEnum):
    """Which version's date is written."""

    FIRST = "first"
    LATEST = "latest"


# Options that several commands have, each said once.
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="Files to read; '-' or none: standard input.",
        show_default=False,
        callback=lambda given: check_files(given),
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every diagnostic, notes too.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        help="The files' encoding; by default found out.",
        show_default=False,
        callback=lambda given: check_encoding(given),
    ),
]
MaxSize = Annotated[
    str,
    typer.Option(
        "--max-size",
        help="Read at most so much out of a compressed file.",
        metavar="SIZE",
        callback=lambda given: check_size(given),
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Read this format only (see 'paperlist formats'); by default found out.",
        show_default=False,
        autocompletion=lambda: readable_formats(),
    ),
]
KeyPattern = Annotated[
    str,
    typer.Option(
        "--key", help="How citation keys are made, of {family} {year} {month} {word} {words} {id}.", metavar="PATTERN"
    ),
]


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=lambda given: show_version(given), is_eager=True
        ),
    ] = False,
) -> None:
    """Turns the text of paper listings into a bibliography that people trust."""


@app.command(cls=Command)
def parse(
    files: Files = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="What to write (see 'paperlist formats').  [default: by -o's extension, else bib]",
            show_default=False,
            autocompletion=lambda: writable_formats(),
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.", show_default=False)
    ] = None,
    from_: From = None,
    merge: Annotated[
        MergeMode, typer.Option("--merge", help="Unite records of one work, or only report them.")
    ] = MergeMode.AUTO,
    no_merge: Annotated[
        bool, typer.Option("--no-merge", help="Short for --merge off: one record an entry, streamed.")
    ] = False,
    review: Annotated[
        Path | None,
        typer.Option("--review", help="Write unsure pairs to this file (.csv or .jsonl).", show_default=False),
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Take decided pairs from a review file.", show_default=False)
    ] = None,
    merge_map: Annotated[
        Path | None, typer.Option("--merge-map", help="Write old key and new key of each entry.", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell what merging chose where sources differ.")] = False,
    key: KeyPattern = "{family}{year}{word}",
    date: Annotated[DateChoice, typer.Option("--date", help="Which version's date to write.")] = DateChoice.FIRST,
    max_authors: Annotated[
        int | None, typer.Option("--max-authors", min=1, help="Write at most so many authors.", show_default=False)
    ] = None,
    abstract: Annotated[bool, typer.Option("--abstract/--no-abstract", help="Write abstracts.")] = True,
    protect: Annotated[
        Protect, typer.Option("--protect", help="Brace capitals of titles (bib, biblatex).")
    ] = Protect.AUTO,
    ascii_: Annotated[bool, typer.Option("--ascii", help="LaTeX accents in place of UTF-8 (bib, biblatex).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark (csv, tsv).")] = False,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Leave cells that look like formulas (csv, tsv).")
    ] = False,
    encoding: Encoding = None,
    max_size: MaxSize = "4G",
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Processes for a large file and for many records.  [default: one a processor, four at most]",
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Read listings, unite entries of one work, write references.

    \b
    paperlist parse search.txt > references.bib
    paperlist parse arxiv.txt author.txt -o papers.json
    pbpaste | paperlist parse --to csv
    paperlist parse list.jsonl new-dump.txt --to jsonl
    """  # noqa: D301 - click wants the character itself
    from paperlist.diagnostics import Report
    from paperlist.exporters import Options, by_extension, load
    from paperlist.keys import Keys, choose, with_key

    check_format(from_, readable_formats)
    if to is None:
        known = by_extension(output.suffix) if output else None
        if output and output.suffix and not known and not quiet:
            say(f"paperlist: warning: {output}: no format has this extension, bib is written; --to chooses another")
        to = known or "bib"
    check_format(to, writable_formats)
    options = Options(
        protect=protect.value,
        ascii=ascii_,
        max_authors=max_authors,
        date=date.value,
        abstract=abstract,
        bom=bom,
        raw_cells=raw_cells,
    )
    check_pattern(key)
    exporter = load(to)
    write_review = review_writer(review) if review else None
    if no_merge and merge is MergeMode.REPORT:
        raise typer.BadParameter("--no-merge and --merge report contradict each other")
    written = [path.absolute() for path in (output, review, merge_map) if path and str(path) != "-"]
    if len(written) > len(set(written)):
        raise typer.BadParameter("--output, --review and --merge-map need a file each")
    merging = merge is not MergeMode.OFF and not no_merge
    if not merging and (review or decisions or merge_map or explain):
        raise typer.BadParameter("--review, --decisions, --merge-map and --explain need merging")
    report = Report(say, quiet=quiet, verbose=verbose, explain=explain or merge is MergeMode.REPORT)
    tally = Tally()
    pieces: Iterable[str]
    try:
        with opened_output(output) as (write, flush), watching(files, output, quiet=quiet) as watch:

            def between(chunk: str) -> None:
                # What a pipe has given so far is on its way before more is waited for. A full disk is told when more is
                # written, or at the end: here it would be taken for a fault of the file that is read.
                with suppress(OSError):
                    flush()
                if watch:
                    watch.step(chunk, tally.entries.total())

            if merging:
                decided = read_decisions(decisions, report) if decisions else None
                with keeping():
                    entries = read_papers(files, from_, encoding, max_size, report, tally, between)
                    merged = merge_entries(entries, decided, unite=merge is MergeMode.AUTO, report=report)
                    keys = choose(merged.papers, key)
                tally.merged = len(merged.entries) - len(keys)
                if review and write_review:
                    write_file(review, [write_review(merged.reviews)])
                if merge_map:
                    write_file(merge_map, map_rows(merged.entries, choose(merged.entries, key), merged.groups, keys))
                # Each gets its key when it is written: a copy of all papers would take half as much again.
                papers: Iterable[Paper] = map(with_key, merged.papers, keys)
                told = tally.told(papers, report)
                pieces = exporter.write(told, options)
            else:
                papers = read_papers(files, from_, encoding, max_size, report, tally, between, Keys(key))
                pieces = exporter.write(tally.told(papers, report), options)
            for piece in pieces:
                write(piece)
            if output and output.is_file() and not tally.written:
                raise NothingToWriteError
    except NothingToWriteError:
        say(f"paperlist: nothing to write; {output} is left as it was")
    finish(report, tally, strict=strict, quiet=quiet, wrote=True)


@app.command(cls=Command)
def check(
    files: Files = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line of the input.")] = False,
    as_report: Annotated[
        bool, typer.Option("--report", help="The input with its words replaced, to send when it is read wrongly.")
    ] = False,
    from_: From = None,
    encoding: Encoding = None,
    max_size: MaxSize = "4G",
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Show what each line was understood as: the text behind a margin that names the field it went to.

    \b
    paperlist check dump.txt | less -R
    paperlist check dump.txt --json
    paperlist check dump.txt --report > report.txt
    """  # noqa: D301 - click wants the character itself
    import platform

    from paperlist.checking import UNCLAIMED, to_json, to_text, understand
    from paperlist.diagnostics import Code, Diagnostic, Report
    from paperlist.paper import Paper
    from paperlist.pipeline import read_text
    from paperlist.reading import Span
    from paperlist.report_bundle import make_bundle
    from paperlist.source import display_name, read_chunks, read_size

    check_format(from_, readable_formats)
    if as_json and as_report:
        raise typer.BadParameter("--json and --report are two outputs; ask for one")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    report = Report(say, quiet=quiet)
    tally = Tally()
    for file in files or ["-"]:
        unreadable = report.counts[Code.UNREADABLE]
        spans: list[Span] = []
        papers: list[Paper] = []
        diagnostics: list[Diagnostic] = []
        chunks: list[str] | None = None
        with costs_the_file(file, report):
            refuse_output(file)
            chunks = list(read_chunks(file, encoding, diagnostics.append, read_size(max_size)))
        # What cannot be written is no fault of the file, so the rest stands outside.
        if chunks is not None:
            tally.library = None
            for event in read_text(
                chunks, display_name(file), only=from_, show_span=spans.append, recognised=tally.read_library
            ):
                if isinstance(event, Diagnostic):
                    diagnostics.append(event)
                elif isinstance(event, Paper):
                    papers.append(event)
                    tally.count(event)
            text = "".join(chunks)
            if as_report:
                bundle, alike = make_bundle(text, display_name(file), from_)
                typer.echo(bundle, nl=False)
                if not alike:
                    message = "the bundle is not read as the input is; say in the report what was read of the input"
                    diagnostics.append(Diagnostic(Code.UNLIKE, display_name(file), 0, 0, message))
            rows = [] if as_report else list(understand(text, papers, spans, diagnostics))
            lines = map(to_json, rows, repeat(file)) if as_json else to_text(rows, width)
            for row, shown in zip(rows, lines, strict=True):
                stands_out = UNCLAIMED in row.fields and not as_json
                typer.secho(shown, fg="red" if stands_out else None, bold=stands_out or None)
        for diagnostic in diagnostics:
            report.add(diagnostic)
        unread = report.counts[Code.UNREADABLE] > unreadable
        tell_if_nothing(file, bool(papers) or unread, report)
    if as_report and not quiet:
        say("paperlist: words and numbers are replaced; look through the bundle, and send it with these two lines")
        say(f"paperlist: {__version__}, Python {platform.python_version()}, {platform.system()}")
    finish(report, tally, strict=strict, quiet=quiet, wrote=False)


@app.command()
def formats() -> None:
    """List the formats that are read and written."""
    from paperlist import exporters
    from paperlist.listings import load_listings
    from paperlist.readers import DESCRIPTIONS

    rows = [("read", listing.NAME, listing.DESCRIPTION) for listing in load_listings()]
    rows += [("read", name, description) for name, description in DESCRIPTIONS.items()]
    for name in exporters.names():
        exporter = exporters.load(name)
        rows.append(("write", name, f"{exporter.DESCRIPTION} ({', '.join(exporter.EXTENSIONS)})"))
    width = max(len(name) for _, name, _ in rows)
    for verb, name, description in rows:
        typer.echo(f"{verb:5}  {name:{width}}  {description}")


@app.command(cls=Command)
def add(
    library: Annotated[
        Path, typer.Argument(metavar="LIBRARY", help="The .bib file that gets the papers.", show_default=False)
    ],
    files: Files = None,
    update: Annotated[bool, typer.Option("--update", help="Give entries that are there the fields they lack.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change as a diff; write nothing.")
    ] = False,
    backup: Annotated[bool, typer.Option("--backup", help="Keep the old library beside the new one.")] = False,
    to: Annotated[
        Dialect | None,
        typer.Option("--to", help="Dialect of new entries; by default the library's own.", show_default=False),
    ] = None,
    key: KeyPattern = "{family}{year}{word}",
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Take decided pairs from a review file.", show_default=False)
    ] = None,
    from_: From = None,
    encoding: Encoding = None,
    max_size: MaxSize = "4G",
    strict: Strict = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Add papers to a .bib that exists; the rest of it stays byte for byte.

    \b
    paperlist add library.bib search.txt --dry-run
    pbpaste | paperlist add library.bib --update --backup
    """  # noqa: D301 - click wants the character itself
    from paperlist import files as whole_files
    from paperlist.adding import Settings
    from paperlist.adding import add as add_papers
    from paperlist.adding.bibfile import decode, encode, reject_reason
    from paperlist.adding.diff import diff
    from paperlist.diagnostics import Report

    check_format(from_, readable_formats)
    check_pattern(key)
    report = Report(say, quiet=quiet, verbose=verbose)
    tally = Tally()
    data, fingerprint = whole_files.read(library)
    text, library_encoding = decode(data)
    if fault := reject_reason(text, library_encoding):
        raise OSError(errno.EINVAL, fault, str(library))
    papers = list(read_papers(files, from_, encoding, max_size, report, tally, between=lambda _: None))
    settings = Settings(
        update=update,
        key=key,
        dialect=to.value if to else None,
        encoding=library_encoding,
        decisions=read_decisions(decisions, report) if decisions else None,
    )
    addition = add_papers(text, str(library), papers, settings)
    for diagnostic in addition.diagnostics:
        report.add(diagnostic)
    for _ in tally.told(addition.added, report):
        pass  # what is told is all that is wanted
    if dry_run:
        show_diff(diff(text, addition.text, library.name))
    elif addition.text != text:
        kept = whole_files.replace(
            library, encode(addition.text, library_encoding), expected=fingerprint, backup=backup
        )
        if kept and not quiet:
            say(f"paperlist: the old library is {kept}")
    if not quiet:
        for line in addition_table(addition.rows):
            say(line)
    finish(report, tally, strict=strict, quiet=quiet, wrote=False)


# Reading


def read_papers(
    files: list[str] | None,
    only: str | None,
    encoding: str | None,
    max_size: str,
    report: "Report",
    tally: "Tally",
    between: Callable[[str], None],
    keys: "Keys | None" = None,
) -> Iterator["Paper"]:
    """Give the papers of all files; what else is said goes into the report. A bad file costs only itself."""
    from paperlist.diagnostics import Code, Diagnostic
    from paperlist.paper import Paper
    from paperlist.pipeline import read
    from paperlist.source import read_size

    files = files or ["-"]
    for file in files:
        found = False
        with costs_the_file(file, report):
            refuse_output(file)
            tally.library = None
            events: Iterator[Paper | Diagnostic] = read(
                file,
                only=only,
                encoding=encoding,
                max_size=read_size(max_size),
                keys=keys,
                between=between,
                recognised=tally.read_library,
            )
            for event in events:
                if isinstance(event, Diagnostic):
                    report.add(event)
                    # Who could not read a file need not be told that nothing was in it.
                    found = found or event.code is Code.UNREADABLE
                    continue
                found = True
                tally.count(event)
                yield event
            tell_if_nothing(file, found, report)


@contextmanager
def costs_the_file(file: str, report: "Report") -> Iterator[None]:
    """Let a file that cannot be opened or read cost only itself: it is told, and the next one is read."""
    from paperlist.diagnostics import Code, Diagnostic

    if file == "-" and sys.stdin is not None and sys.stdin.isatty():
        say("paperlist: reading standard input; end it with Ctrl-D")
    try:
        yield
    except OSError as error:
        report.add(Diagnostic(Code.UNREADABLE, file, 0, 0, error.strerror or str(error)))


def refuse_output(file: str) -> None:
    """Refuse to read a file that standard output goes to: it would grow for ever (`paperlist parse a >> a`).

    Raises:
        OSError: it is the same file.
    """
    try:
        output = os.fstat(sys.stdout.fileno())
        there = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
    except (OSError, AttributeError):
        return  # what does not exist or is closed is not the same
    if stat.S_ISREG(output.st_mode) and os.path.samestat(output, there):
        raise OSError(errno.EINVAL, "the input is the output too")


def tell_if_nothing(file: str, found: bool, report: "Report") -> None:
    """Tell of a file in which there was no entry."""
    from paperlist.diagnostics import Code, Diagnostic

    if not found:
        report.add(Diagnostic(Code.NOTHING_FOUND, file, 0, 0, "no entry of any listing in it"))


def readable_formats() -> list[str]:
    """Give the names of what can be read."""
    from paperlist.listings import load_listings
    from paperlist.readers import DESCRIPTIONS

    return [*(listing.NAME for listing in load_listings()), *DESCRIPTIONS]


def writable_formats() -> list[str]:
    """Give the names of what can be written."""
    from paperlist.exporters import names

    return list(names())


def check_files(given: list[str] | None) -> list[str] | None:
    """Refuse a name without a letter, which a variable that is not set leaves."""
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
    """Refuse a format that does not exist, naming those that do; to know them loads all that can be read."""
    if given is not None and given not in (names := known()):
        raise typer.BadParameter(f"no format {given!r}; known are {', '.join(names)}")


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that makes no keys."""
    from paperlist.keys import read_pattern

    try:
        read_pattern(pattern)
    except ValueError as error:
        raise typer.BadParameter(f"--key: {error}") from None


def show_version(given: bool) -> None:
    """Print the version and leave, if that is asked for."""
    if given:
        typer.echo(f"paperlist {__version__}")
        raise typer.Exit


@dataclass(slots=True)
class Tally:
    """What the closing line sums up."""

    entries: Counter[str] = field(default_factory=Counter)
    """How many entries each format gave."""
    library: str | None = None
    """The format of the file that is being read, if it holds finished records, which name the listings of old."""
    written: int = 0
    merged: int = 0
    """How many entries went into the record of another."""
    untitled: int = 0

    def read_library(self, name: str) -> None:
        """Take note that the file holds finished records in this format."""
        self.library = name

    def count(self, paper: "Paper") -> None:
        """Count an entry that was read."""
        self.entries[self.library or paper.sources[-1].format] += 1

    def told(self, papers: Iterable["Paper"], report: "Report") -> Iterator["Paper"]:
        """Give `papers` as they are, counted, with a warning for each that has no title."""
        for paper in papers:
            self.written += 1
            if paper.title is None:
                place = paper.sources[0]
                self.tell_untitled(place.file, [(paper.key, place.first_line, place.last_line)], report)
            yield paper

    def tell_untitled(self, file: str, places: list[tuple[str, int, int]], report: "Report") -> None:
        """Warn that records have no title, by key and lines."""
        from paperlist.diagnostics import Code, Diagnostic

        self.untitled += len(places)
        shown = report.count(Code.UNTITLED, *[last_line - first_line + 1 for _, first_line, last_line in places])
        for key, first_line, last_line in places[:shown]:
            message = f"the listing lost the title of {key}"
            report.show(str(Diagnostic(Code.UNTITLED, file, first_line, last_line, message)))

    def summary(self, unread_lines: int, *, wrote: bool) -> str:
        """Give the closing line; what was written is left out of it where nothing was to be."""
        read = ", ".join(f"{count} {name}" for name, count in sorted(self.entries.items())) or "none"
        parts = [f"{count_of(self.entries.total(), 'entry', 'entries')} read ({read})"]
        if wrote:
            parts += [
                f"{count_of(self.written, 'record')} written",
                f"{self.merged} merged",
                f"{self.untitled} untitled",
            ]
        return ", ".join([*parts, f"{count_of(unread_lines, 'line')} not understood"])


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Give "1 line", "2 lines"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# Merging


def review_writer(path: Path) -> "Callable[[Iterable[Review]], str]":
    """Give what writes a review in the form that the file's name asks for."""
    from paperlist.merging.review import FORMATS

    form = FORMATS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise typer.BadParameter(f"--review {path}: its name must end in .{' or .'.join(FORMATS)}")
    return form


def read_decisions(path: Path, report: "Report") -> "Decisions":
    """Read the pairs that a person has decided; a row that cannot be read is told and left out."""
    from paperlist.merging.review import read_decisions

    decided, told = read_decisions(path.read_text(encoding="utf-8", errors="replace"), str(path))
    for diagnostic in told:
        report.add(diagnostic)
    return decided


@contextmanager
def keeping() -> Iterator[None]:
    """Let what is made meanwhile stay to the end of the run: it is never looked through for what nobody needs."""
    from paperlist.merging import without_garbage_collection

    with without_garbage_collection():
        try:
            yield
        finally:
            gc.freeze()


def merge_entries(
    entries: Iterable["Paper"], decided: "Decisions | None", *, unite: bool, report: "Report"
) -> "Merged":
    """Merge; what there is to tell goes into the report."""
    from paperlist.diagnostics import Code
    from paperlist.merging import merge

    merged = merge(entries, decided, unite=unite, explain=report.most[Code.CONTRADICTION] > 0)
    for diagnostic in merged.diagnostics:
        report.add(diagnostic)
    return merged


def map_rows(
    entries: list["Paper"], old_keys: list[str], groups: list[tuple[int, ...]], new_keys: list[str]
) -> Iterator[str]:
    """Give the lines of a merge map: the key an entry would have alone, the key of its record, its place."""
    yield "old_key\tnew_key\tplace\n"
    for new_key, group in zip(new_keys, groups, strict=True):
        for i in group:
            place = entries[i].sources[0]
            yield f"{old_keys[i]}\t{new_key}\t{place.file}:{place.first_line}-{place.last_line}\n"


# Writing


@contextmanager
def watching(files: list[str] | None, output: Path | None, *, quiet: bool) -> Iterator["Watch | None"]:
    """Give what shows a long run's progress, if a person watches and no data goes to that screen."""
    data_on_screen = output is None and sys.stdout.isatty()
    if quiet or data_on_screen or not sys.stderr.isatty():
        yield None
        return
    from paperlist.progress import Watch

    with Watch(files or ["-"]) as watch:
        yield watch


@contextmanager
def opened_output(path: Path | None) -> Iterator[tuple[Callable[[str], None], Callable[[], None]]]:
    """Open standard output, or a file that appears whole or not at all; give functions that write and flush."""
    if path is None or str(path) == "-":
        stream = sys.stdout.buffer
        on_screen = sys.stdout.isatty()
        yield (
            lambda piece: signals.uninterrupted(put, stream, visible_lines(piece) if on_screen else piece),
            lambda: signals.uninterrupted(stream.flush),
        )
        signals.uninterrupted(stream.flush)
    else:
        from paperlist.files import replacing

        if hasattr(signal, "SIGPIPE"):
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # whoever stops listening must not stop the file
        with replacing(path) as file:
            yield lambda piece: put(file, piece), lambda: None


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write a file beside the output, whole or not at all."""
    with opened_output(path) as (write, _):
        for piece in pieces:
            write(piece)


def put(stream: BinaryIO, piece: str) -> None:
    """Write a piece as UTF-8, whatever the locale; what cannot be encoded becomes a question mark."""
    stream.write(piece.encode("utf-8", "replace"))


DIFF_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def show_diff(text: str) -> None:
    """Print a diff: coloured on a terminal, plain in a pipe."""
    if not sys.stdout.isatty():
        with opened_output(None) as (write, _):
            write(text)
        return
    for line in text.split("\n"):
        typer.secho(visible(line), fg=DIFF_COLORS.get(line[:1]))


def addition_table(rows: "Iterable[Row]") -> Iterator[str]:
    """Give the table that says what became of each paper, cut to the terminal's width, and its sums."""
    from paperlist.adding import Action

    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else None
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.action.value] += 1
        lacks = "lacks " if row.action is Action.PRESENT else ""
        fields = f" ({lacks}{', '.join(row.fields)})" if row.fields else ""
        line = f"{row.action.value:8} {row.key:24} {row.title}{fields}"
        yield line if width is None or len(line) <= width else line[: width - 1] + "…"
    yield "paperlist: " + (", ".join(f"{count} {action}" for action, count in sums.items()) or "nothing to add")


def say(text: str) -> None:
    """Print a line on standard error, with control characters made visible; that nobody takes it stops nothing."""
    with suppress(OSError), signals.ignoring_sigpipe():
        typer.echo(visible(text), err=True)


# Exits


def finish(report: "Report", tally: Tally, *, strict: bool, quiet: bool, wrote: bool) -> NoReturn:
    """Print the closing line and leave with the exit code that the run deserves.

    The exception keeps what the command held, so that it is not taken apart.
    """
    from paperlist.diagnostics import Code, Severity

    report.close()
    if not quiet:
        say(f"paperlist: {tally.summary(report.lines[Code.UNCLAIMED], wrote=wrote)}")
    worst = report.worst()
    if report.counts[Code.UNREADABLE]:
        raise typer.Exit(USAGE_ERROR)
    if worst is Severity.ERROR or (strict and worst is Severity.WARNING):
        raise typer.Exit(READ_ERROR)
    raise typer.Exit


class Closed(io.RawIOBase):
    """Standard output where there is none: the first write fails, as it does on a full disk."""

    def writable(self) -> bool:
        """Always, so that the write is what fails."""
        return True

    def write(self, _: object) -> int:
        """Fail."""
        raise OSError(errno.EBADF, "standard output is closed")


def main() -> NoReturn:
    """Run the command and exit: never with a traceback of what a user could mend."""
    # 1. What ends a run leaves no half-written file.
    signals.obey_signals()
    # 2. Output is UTF-8 whatever the locale says.
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(Closed(), "utf-8", write_through=True)
    elif isinstance(sys.stdout.buffer, io.RawIOBase):
        # `python -u`: without a buffer each record is a call of the system, and may be written in part only.
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer), line_buffering=sys.stdout.isatty())
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # 3. Papers do not refer to each other, so what is dropped goes at once: to look through a hundred thousand of them
    # for circles again and again took a third of the time and found none.
    gc.set_threshold(100_000, 50, 100)
    # 4. Run. What the run held is not taken apart paper by paper, which would take a second after Ctrl-C.
    try:
        try:
            app()
        except SystemExit as exit_:
            signals.uninterrupted(sys.stdout.flush)
            with suppress(OSError), signals.ignoring_sigpipe():
                sys.stderr.flush()
            os._exit(exit_.code if isinstance(exit_.code, int) else USAGE_ERROR)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say(f"paperlist: error: {name}{error.strerror or error}")
    except MemoryError:
        say("paperlist: error: out of memory")
    except (ImportError, SyntaxError) as error:  # so it may look, too, when there is no memory left to load a library
        say(f"paperlist: error: a library cannot be loaded: {error}")
    os._exit(USAGE_ERROR)  # what could not be written is not tried again
