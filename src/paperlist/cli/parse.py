"""`paperlist parse`: listings in, references out."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paperlist.cli import options as given
from paperlist.cli.inputs import ReadSettings, load_decisions, read_papers
from paperlist.cli.output import log, opened_output, watching, write_file
from paperlist.cli.summary import Tally, finish

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.merging import Review
    from paperlist.paper import Paper


class NothingToWriteError(Exception):
    """There is not one record for an output that exists: what it holds is worth more than nothing."""


def parse(
    files: given.Files = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="What to write (see 'paperlist formats').  [default: by -o's extension, else bib]",
            show_default=False,
            autocompletion=given.writable_formats,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.", show_default=False)
    ] = None,
    from_: given.From = None,
    merge: Annotated[
        given.MergeMode, typer.Option("--merge", help="Unite records of one work, or only report them.")
    ] = given.MergeMode.AUTO,
    no_merge: Annotated[
        bool, typer.Option("--no-merge", help="Short for --merge off: one record an entry, streamed.")
    ] = False,
    review: Annotated[
        Path | None,
        typer.Option("--review", help="Write unsure pairs to this file (.csv or .jsonl).", show_default=False),
    ] = None,
    decisions: given.DecisionsFile = None,
    merge_map: Annotated[
        Path | None, typer.Option("--merge-map", help="Write old key and new key of each entry.", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell what merging chose where sources differ.")] = False,
    key: given.KeyPattern = "{family}{year}{word}",
    date: Annotated[
        given.DateChoice, typer.Option("--date", help="Which version's date to write.")
    ] = given.DateChoice.FIRST,
    max_authors: Annotated[
        int | None, typer.Option("--max-authors", min=1, help="Write at most so many authors.", show_default=False)
    ] = None,
    abstract: Annotated[bool, typer.Option("--abstract/--no-abstract", help="Write abstracts.")] = True,
    protect: Annotated[
        given.Protect, typer.Option("--protect", help="Brace capitals of titles (bib, biblatex).")
    ] = given.Protect.AUTO,
    ascii_: Annotated[bool, typer.Option("--ascii", help="LaTeX accents in place of UTF-8 (bib, biblatex).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark (csv, tsv).")] = False,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Leave cells that look like formulas (csv, tsv).")
    ] = False,
    encoding: given.Encoding = None,
    max_size: given.MaxSize = "4G",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Read so many files at a time.")] = 1,
    strict: given.Strict = False,
    verbose: given.Verbose = False,
    quiet: given.Quiet = False,
) -> None:
    """Read listings, unite entries of one work, write references.

    \b
    paperlist parse search.txt > references.bib
    paperlist parse arxiv.txt author.txt -o papers.json
    pbpaste | paperlist parse --to csv
    paperlist parse list.jsonl new-dump.txt --to jsonl
    """  # noqa: D301 - click wants the character itself
    from paperlist.diagnostics import Report
    from paperlist.exporters import Options, load
    from paperlist.keys import Keys

    given.check_format(from_, given.readable_formats)
    to = choose_format(to, output, quiet=quiet)
    writing = Options(
        protect=protect.value,
        ascii=ascii_,
        max_authors=max_authors,
        date=date.value,
        abstract=abstract,
        bom=bom,
        raw_cells=raw_cells,
    )
    given.check_pattern(key)
    exporter = load(to)
    merging = Merging(merge, review, review_writer(review) if review else None, decisions, merge_map, key)
    check_merging(merging, output, no_merge=no_merge, explain=explain)
    is_report = merge is given.MergeMode.REPORT
    report = Report(log, quiet=quiet, verbose=verbose, explain=explain or is_report)
    settings = ReadSettings(from_, encoding, max_size, jobs)
    tally = Tally()
    try:
        with opened_output(output) as (write, flush), watching(files, output, quiet=quiet) as watch:

            def between(size: int) -> None:
                # What a pipe has given so far is on its way before more is waited for. A full disk is reported when
                # more is written, or at the end: here it would be taken for a fault of the file that is read.
                with suppress(OSError):
                    flush()
                if watch:
                    watch.step(size, tally.entries.total())

            entries = read_papers(files, settings, report, tally, between)
            if merge is given.MergeMode.OFF or no_merge:
                papers: Iterable[Paper] = map(Keys(key).give, entries)
            else:
                papers = merge_entries(entries, merging, report, tally)
            for piece in exporter.write(tally.counted(papers, report), writing):
                write(piece)
            if output and output.is_file() and not tally.written:
                raise NothingToWriteError
    except NothingToWriteError:
        log(f"paperlist: nothing to write; {output} is left as it was")
    finish(report, tally, strict=strict, quiet=quiet, wrote=True)


def choose_format(to: str | None, output: Path | None, *, quiet: bool) -> str:
    """Return the name of the format to write: what is asked for, or what the output's extension shows."""
    from paperlist.exporters import by_extension

    if to is None:
        known = by_extension(output.suffix) if output else None
        if output and output.suffix and not known and not quiet:
            log(f"paperlist: warning: {output}: no format has this extension, bib is written; --to chooses another")
        to = known or "bib"
    given.check_format(to, given.writable_formats)
    return to


# Merging


@dataclass(frozen=True, slots=True)
class Merging:
    """What is asked of merging."""

    mode: given.MergeMode
    review: Path | None
    write_review: "Callable[[Iterable[Review]], str] | None"
    decisions: Path | None
    merge_map: Path | None
    key: str
    """The pattern of citation keys."""


def check_merging(merging: Merging, output: Path | None, *, no_merge: bool, explain: bool) -> None:
    """Refuse options that contradict each other."""
    if no_merge and merging.mode is given.MergeMode.REPORT:
        raise typer.BadParameter("--no-merge and --merge report contradict each other")
    paths = (output, merging.review, merging.merge_map)
    written = [path.absolute() for path in paths if path and str(path) != "-"]
    if len(written) > len(set(written)):
        raise typer.BadParameter("--output, --review and --merge-map need a file each")
    is_off = merging.mode is given.MergeMode.OFF or no_merge
    if is_off and (merging.review or merging.decisions or merging.merge_map or explain):
        raise typer.BadParameter("--review, --decisions, --merge-map and --explain need merging")


def review_writer(path: Path) -> "Callable[[Iterable[Review]], str]":
    """Return what writes a review in the form that the file's name asks for."""
    from paperlist.merging.review import FORMATS

    form = FORMATS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise typer.BadParameter(f"--review {path}: its name must end in .{' or .'.join(FORMATS)}")
    return form


def merge_entries(entries: Iterable["Paper"], merging: Merging, report: "Report", tally: Tally) -> Iterator["Paper"]:
    """Return the papers of merged entries, each with its key; write the review and the merge map."""
    from paperlist.keys import choose, with_key
    from paperlist.merging import merge

    decided = load_decisions(merging.decisions, report) if merging.decisions else None
    with gc_frozen():
        merged = merge(entries, decided, unite=merging.mode is given.MergeMode.AUTO, explain=report.explains)
        for diagnostic in merged.diagnostics:
            report.add(diagnostic)
        keys = choose(merged.papers, merging.key)
    tally.merged = len(merged.entries) - len(keys)
    if merging.review and merging.write_review:
        write_file(merging.review, [merging.write_review(merged.reviews)])
    if merging.merge_map:
        old_keys = choose(merged.entries, merging.key)
        write_file(merging.merge_map, map_rows(merged.entries, old_keys, merged.groups, keys))
    # Each gets its key when it is written: a copy of all papers would take half as much memory again.
    return map(with_key, merged.papers, keys)


@contextmanager
def gc_frozen() -> Iterator[None]:
    """Keep what is made meanwhile to the end of the run, never searched by the garbage collector."""
    from paperlist.merging import without_garbage_collection

    with without_garbage_collection():
        try:
            yield
        finally:
            gc.freeze()


def map_rows(
    entries: list["Paper"], old_keys: list[str], groups: list[tuple[int, ...]], new_keys: list[str]
) -> Iterator[str]:
    """Yield the lines of a merge map: the key an entry would have alone, the key of its record, its place."""
    yield "old_key\tnew_key\tplace\n"
    for new_key, group in zip(new_keys, groups, strict=True):
        for i in group:
            place = entries[i].sources[0]
            yield f"{old_keys[i]}\t{new_key}\t{place.file}:{place.first_line}-{place.last_line}\n"
