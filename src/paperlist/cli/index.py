"""`paperlist index`: build a local index of published metadata, and say what is in one."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from paperlist.cells import rows_as_text
from paperlist.cli import options as given
from paperlist.cli.command import Command, Group
from paperlist.cli.examples import BUILD, EXIT_CODES, INFO, end_of_help
from paperlist.cli.output import log, print_table, show, watching
from paperlist.cli.summary import READ_ERROR, count_of

app = typer.Typer(name="index", no_args_is_help=True, help="Build and describe local indices.", cls=Group)


@app.command(cls=Command, short_help="Build an index.", epilog=end_of_help(BUILD, EXIT_CODES))
def build(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Sources, compressed or not.")],
    output: Annotated[Path, given.output_option("--output", "-o", metavar="FILE", help="Write the index to FILE.")],
    verbose: given.Verbose = False,
    quiet: given.Quiet = 0,
) -> None:
    """Build an index of the metadata that arXiv, dblp and others publish."""
    from paperlist.diagnostics import Code, Report, Severity
    from paperlist.index.build import build as build_index

    report = Report(log, quiet=quiet, verbose=verbose)
    with watching(None, output, quiet=quiet) as step:
        sources = build_index(files, output, report.add, partial(step, 0))
    report.close()
    if not quiet:
        total = sum(source.records for source in sources)
        log(f"paperlist: {count_of(total, 'paper')} from {count_of(len(sources), 'source')} in {output}")
    if report.counts[Code.UNREADABLE] or report.worst() is Severity.ERROR:
        raise typer.Exit(READ_ERROR)


@app.command(cls=Command, short_help="Show what is in an index.", epilog=end_of_help(INFO, EXIT_CODES))
def info(
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The index.")],
    check: Annotated[bool, typer.Option("--check", help="Read the whole index, and say whether it is whole.")] = False,
) -> None:
    """Show what an index was built from."""
    from paperlist.index.store import Index

    headings = ("records", "newest", "changed", "bytes", "format", "licence", "source")
    with Index(index) as opened:
        rows = [
            (f"{each.records:,}", each.newest or "-", each.day, f"{each.size:,}", each.format, each.licence, each.file)
            for each in opened.sources
        ]
        if sys.stdout.isatty():
            print_table(headings, rows)
        else:
            show(rows_as_text([headings, *rows], delimiter="\t", line_end="\n", raw=True))
        faults = opened.check() if check else []
    for fault in faults:
        log(f"{index}: error: {fault}")
    if faults:
        raise typer.Exit(READ_ERROR)
    if check:
        log(f"paperlist: {index} is whole")
