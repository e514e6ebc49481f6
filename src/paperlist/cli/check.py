"""`paperlist check`: each line of the input with what it was understood as."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import __version__
from paperlist.cli import options as given
from paperlist.cli.inputs import refuse_output, report_if_empty, report_unreadable
from paperlist.cli.output import log, print_table, show
from paperlist.cli.summary import Tally, finish

if TYPE_CHECKING:
    from paperlist.checking import Understood
    from paperlist.diagnostics import Diagnostic
    from paperlist.paper import Paper
    from paperlist.reading import FieldLines


def check(
    files: given.Files = None,
    from_: given.From = None,
    encoding: given.Encoding = None,
    max_size: given.MaxSize = "4G",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line of the input.", rich_help_panel=given.OUTPUT)
    ] = False,
    as_report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="The input with its words replaced, to send when it is read wrongly.",
            rich_help_panel=given.OUTPUT,
        ),
    ] = False,
    strict: given.Strict = False,
    quiet: given.Quiet = False,
) -> None:
    """Show what each line was understood as: the text behind a margin that names the field it went to.

    \b
    paperlist check dump.txt | less -R
    paperlist check dump.txt --json
    paperlist check dump.txt --report > report.txt
    """  # noqa: D301 - click wants the character itself
    from paperlist.checking import understand
    from paperlist.diagnostics import Code, Report
    from paperlist.source import read_chunks, read_size

    given.check_format(from_, given.readable_formats)
    if as_json and as_report:
        raise typer.BadParameter("--json and --report are two outputs; ask for one")
    report = Report(log, quiet=quiet)
    tally = Tally()
    for file in files or ["-"]:
        unreadable = report.counts[Code.UNREADABLE]
        diagnostics: list[Diagnostic] = []
        chunks: list[str] = []
        with report_unreadable(file, report):
            refuse_output(file)
            chunks = list(read_chunks(file, encoding, diagnostics.append, read_size(max_size)))
        # What cannot be written is no fault of the file, so the rest is not in that block.
        papers, spans = read_with_spans(chunks, file, from_, tally, diagnostics)
        text = "".join(chunks)
        if as_report:
            show_bundle(text, file, from_, diagnostics)
        else:
            rows = understand(text, papers, spans, diagnostics)
            show_json(rows, file) if as_json else show_lines(rows)
        for diagnostic in diagnostics:
            report.add(diagnostic)
        is_unreadable = report.counts[Code.UNREADABLE] > unreadable
        is_named = any(diagnostic.code is Code.NOTHING_FOUND for diagnostic in diagnostics)
        report_if_empty(file, bool(papers) or is_unreadable or is_named, report)
    if as_report and not quiet:
        say_how_to_send()
    finish(report, tally, strict=strict, quiet=quiet, wrote=False)


def say_how_to_send() -> None:
    """Say what a bundle is to be sent with."""
    import platform

    log("paperlist: words and numbers are replaced; look through the bundle, and send it with these two lines")
    log(f"paperlist: {__version__}, Python {platform.python_version()}, {platform.system()}")


def read_with_spans(
    chunks: list[str], file: str, only: str | None, tally: Tally, diagnostics: "list[Diagnostic]"
) -> "tuple[list[Paper], list[FieldLines]]":
    """Return the papers of a text and which lines went to which field; diagnostics are appended to those given."""
    from paperlist.diagnostics import Diagnostic
    from paperlist.pipeline import Watch, read_text
    from paperlist.source import display_name

    papers: list[Paper] = []
    spans: list[FieldLines] = []
    tally.library = None
    events = read_text(chunks, display_name(file), only=only, watch=Watch(None, tally.read_library, spans.append))
    for event in events:
        if isinstance(event, Diagnostic):
            diagnostics.append(event)
        else:
            papers.append(event)
            tally.count(event)
    return papers, spans


def show_bundle(text: str, file: str, only: str | None, diagnostics: "list[Diagnostic]") -> None:
    """Print the text with its words replaced; where it is not read as the text is, a diagnostic is appended."""
    from paperlist.diagnostics import Code, Diagnostic, Place
    from paperlist.report_bundle import make_bundle
    from paperlist.source import display_name

    name = display_name(file)
    bundle, is_alike = make_bundle(text, name, only)
    show([bundle])
    if not is_alike:
        message = "the bundle is not read as the input is; say in the report what was read of the input"
        diagnostics.append(Diagnostic(Code.UNLIKE, Place(name), message))


def show_json(rows: "Iterable[Understood]", file: str) -> None:
    """Print one JSON object a line."""
    from paperlist.checking import to_json

    show(f"{to_json(row, file)}\n" for row in rows)


def show_lines(rows: "Iterable[Understood]") -> None:
    """Print each line after what it was understood as: a table on a terminal, where what nobody claims stands out."""
    from paperlist.checking import UNCLAIMED, columns_of, to_text

    rows = list(rows)
    if rows and sys.stdout.isatty():
        styles = ("bold red" if UNCLAIMED in row.fields else "" for row in rows)
        print_table(("line", "entry", "field", "text"), map(columns_of, rows), styles)
    else:
        show(f"{shown}\n" for shown in to_text(rows))
