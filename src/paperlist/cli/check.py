"""`paperlist check`: each line of the input with what it was understood as."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import __version__
from paperlist.cli import options as given
from paperlist.cli.inputs import find_inputs, refuse_output, report_unreadable
from paperlist.cli.libraries import check_libraries
from paperlist.cli.output import log, print_table, show
from paperlist.cli.summary import Tally, finish

if TYPE_CHECKING:
    from paperlist.checking import Checked, Understood
    from paperlist.diagnostics import Diagnostic


def check(
    *,
    input_: given.Input,
    as_json: Annotated[
        bool, given.output_option("--json", help="Print one JSON object for each line of the input.")
    ] = False,
    as_fields: Annotated[
        bool,
        given.output_option("--fields", help="Show each value of each paper, with its lines and the text it is from."),
    ] = False,
    as_report: Annotated[
        bool,
        given.output_option(
            "--report", help="Print the input with its words replaced, to send when it is read wrongly."
        ),
    ] = False,
    as_libraries: Annotated[
        bool,
        given.output_option("--bib", help="Only report what is wrong in .bib files: syntax, keys, duplicates."),
    ] = False,
    messages: given.Messages,
) -> None:
    """Show each input line beside the field it was read as."""
    from paperlist.checking import understand
    from paperlist.diagnostics import Diagnostic
    from paperlist.pipeline import concluded
    from paperlist.source import display_name, read_chunks

    if as_json + as_fields + as_report + as_libraries > 1:
        raise typer.BadParameter("--json, --fields, --report and --bib are different outputs; ask for one")
    report = messages.report(explain=as_libraries)
    inputs = find_inputs(input_, report)
    if as_libraries:
        check_libraries(inputs, report)
    tally = Tally()
    for file in inputs:
        is_read = False
        diagnostics: list[Diagnostic] = []
        chunks: list[str] = []
        with report_unreadable(file, report):
            refuse_output(file)
            chunks = list(read_chunks(file, input_.encoding, diagnostics.append, input_.most))
            is_read = True
        # What cannot be written is no fault of the file, so the rest is not in that block.
        checked = read_checked(chunks, file, input_.from_, tally, diagnostics)
        text = "".join(chunks)
        if as_report:
            show_bundle(text, file, input_.from_, diagnostics)
        elif as_fields:
            show_values(checked, text)
        else:
            rows = understand(text, checked)
            show_json(rows, file) if as_json else show_lines(rows)
        papers = [paper for paper, _ in checked.papers]
        for event in concluded([*papers, *diagnostics], display_name(file)) if is_read else diagnostics:
            if isinstance(event, Diagnostic):
                report.add(event)
    if as_report and not messages.quiet:
        say_how_to_send()
    finish(report, tally, messages, wrote=False)


def say_how_to_send() -> None:
    """Say what a bundle is to be sent with."""
    import platform

    log("paperlist: words and numbers are replaced; look through the bundle, and send it with these two lines")
    log(f"paperlist: {__version__}, Python {platform.python_version()}, {platform.system()}")


def read_checked(
    chunks: list[str], file: str, only: str | None, tally: Tally, diagnostics: "list[Diagnostic]"
) -> "Checked":
    """Return what reading a text gives, value for value; diagnostics are appended to those given."""
    from paperlist.checking import Checked
    from paperlist.diagnostics import Diagnostic
    from paperlist.pipeline import Watch, read_text
    from paperlist.source import display_name

    checked = Checked([], diagnostics)
    tally.library = None
    watch = Watch(None, tally.read_library, lambda span: checked.waiting.append(span))
    for event in read_text(chunks, display_name(file), only=only, watch=watch):
        checked.add(event)
        if not isinstance(event, Diagnostic):
            tally.count(event)
    return checked


def show_bundle(text: str, file: str, only: str | None, diagnostics: "list[Diagnostic]") -> None:
    """Print the text with its words replaced; where it is not read as the text is, a diagnostic is appended."""
    from paperlist.checking.bundle import make_bundle
    from paperlist.diagnostics import Code, Diagnostic, Place
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


def show_values(checked: "Checked", text: str) -> None:
    """Print each paper's values with where they are from; on a terminal what was not understood stands out."""
    from shutil import get_terminal_size

    from paperlist.checking import to_lines

    if not sys.stdout.isatty():
        show(f"{row}\n" for row, _ in to_lines(checked, text))
        return
    for row, kind in to_lines(checked, text, get_terminal_size().columns):
        typer.secho(row, bold=kind != "value", fg="red" if kind == "amiss" else None)


def show_lines(rows: "Iterable[Understood]") -> None:
    """Print each line after what it was understood as: a table on a terminal, where what nobody claims stands out."""
    from paperlist.checking import UNCLAIMED, columns_of, to_text

    rows = list(rows)
    if rows and sys.stdout.isatty():
        styles = ("bold red" if UNCLAIMED in row.fields else "" for row in rows)
        print_table(("line", "paper", "field", "text"), map(columns_of, rows), styles)
    else:
        show(f"{shown}\n" for shown in to_text(rows))
