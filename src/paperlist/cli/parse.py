"""`paperlist parse`: listings in, references out."""

import sys
from contextlib import suppress

import typer

from paperlist import exporters
from paperlist.cli import options as given
from paperlist.cli.inputs import ReadSettings, completing, find_inputs, load_decisions, read_papers
from paperlist.cli.merging import Merging, check_duplicates, review_writer
from paperlist.cli.output import log, opened_output, watching
from paperlist.cli.summary import Tally, finish
from paperlist.cli.table import print_rows
from paperlist.keeping import Kept, writer


class NothingToWriteError(Exception):
    """There is not one paper for an output that exists: what it holds is worth more than nothing."""


def parse(
    *,
    input_: given.Input,
    output: given.Output,
    references: given.References,
    duplicates: given.Duplicates,
    index: given.Index,
    jobs: given.Jobs = 1,
    messages: given.Messages,
) -> None:
    """Read pages, merge duplicates and write references."""
    from paperlist.exporters._order import ordered

    to, path, options = output.choose_format(), output.output, references.options()
    if references.group_by and to != "md":
        raise typer.BadParameter("--group-by makes the headings of a Markdown list; it works with --to md")
    exporter = exporters.load(to)
    write_review = review_writer(duplicates.review) if duplicates.review else None
    check_duplicates(duplicates, path, completes=bool(index.index))
    report = messages.report(explain=duplicates.explain or duplicates.is_report)
    tally = Tally()
    merging = Merging(report, tally, references.key, duplicates, write_review)
    kept = Kept(path, force=output.force)
    write_papers = writer(exporter, path, force=output.force)
    inputs = find_inputs(input_, report, path)
    try:
        merging.decided = load_decisions(duplicates.decisions, report)
        with (
            completing(index, report, merging.decided) as completed,
            opened_output(path) as (write, flush),
            watching(inputs, path, quiet=messages.quiet) as step,
        ):

            def between(size: int) -> None:
                # What a pipe has given so far is on its way before more is waited for. A full disk is reported when
                # more is written, or at the end: here it would be taken for a fault of the file that is read.
                with suppress(OSError):
                    flush()
                step(size, tally.entries.total())

            papers = merging(read_papers(inputs, ReadSettings(input_, jobs), report, tally, between), completed)
            counted = tally.counted(papers, report, getattr(exporter, "left_out", None))
            listed = kept.written(ordered(counted, options))
            if to == "table" and path is None and sys.stdout.isatty():
                print_rows(listed, options)
            else:
                for piece in write_papers(listed, options):
                    write(piece)
            if path and path.is_file() and not tally.written:
                raise NothingToWriteError
            kept.check()
            tally.unsure += len(completed.reviews)
            if duplicates.is_off:
                merging.put_aside(completed.reviews)
    except NothingToWriteError:
        log(f"paperlist: nothing to write; {path} is left as it was")
    if not messages.quiet:
        for line in merging.sums():
            log(f"paperlist: {line}")
    finish(report, tally, messages, wrote=True)
