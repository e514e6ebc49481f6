"""`paperlist parse`: listings in, references out."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import exporters
from paperlist.cli import options as given
from paperlist.cli.inputs import Completing, ReadSettings, completing, find_inputs, load_decisions, read_papers
from paperlist.cli.merge_map import map_rows, map_writer
from paperlist.cli.output import is_one_file, log, opened_output, watching, write_file
from paperlist.cli.summary import Tally, finish
from paperlist.cli.table import print_rows
from paperlist.keeping import Kept, writer

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.merging import Review
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper


class NothingToWriteError(Exception):
    """There is not one paper for an output that exists: what it holds is worth more than nothing."""


def parse(
    files: given.Files = None,
    from_: given.From = None,
    encoding: given.Encoding = None,
    max_size: given.MaxSize = "4G",
    files_from: given.FilesFrom = None,
    output: given.Output = None,
    to: given.To = None,
    force: given.Force = False,
    key: given.KeyPattern = "{family}{year}{word}",
    date: Annotated[
        given.DateChoice, given.reference_option("--date", help="Which version's date to write.")
    ] = given.DateChoice.FIRST,
    max_authors: given.MaxAuthors = None,
    abstract: Annotated[bool, given.reference_option("--abstract/--no-abstract", help="Write abstracts.")] = True,
    protect: Annotated[
        given.Protect,
        given.reference_option("--protect", help="Which capitals in titles to protect with braces (bib, biblatex)."),
    ] = given.Protect.AUTO,
    preprints: Annotated[
        given.Preprints,
        given.reference_option("--preprints", help="Write preprints as @article, or as @misc with eprint (bib)."),
    ] = given.Preprints.ARTICLE,
    ascii_: Annotated[
        bool, given.reference_option("--ascii", help="LaTeX accents in place of UTF-8 (bib, biblatex).")
    ] = False,
    sort: given.SortOption = given.Sort.AUTO,
    group_by: given.GroupByOption = None,
    bom: Annotated[
        bool, given.table_option("--bom", help="Add a byte order mark, so that Excel shows accents correctly.")
    ] = False,
    raw_cells: Annotated[
        bool,
        given.table_option(
            "--raw-cells", help="Do not disarm cells that a spreadsheet would run as formulas (unsafe)."
        ),
    ] = False,
    merge: Annotated[
        given.MergeMode,
        given.duplicates_option(
            "--merge", help="Merge duplicates (auto), only list them (report), or keep every paper as read (off)."
        ),
    ] = given.MergeMode.AUTO,
    no_merge: Annotated[
        bool,
        given.duplicates_option("--no-merge", help="Same as --merge off; each paper is written as soon as it is read."),
    ] = False,
    within: Annotated[
        bool, given.duplicates_option("--within", help="Merge duplicates within one .bib file too, not only copies.")
    ] = False,
    review: Annotated[
        Path | None,
        given.duplicates_option(
            "--review",
            help="Write possible duplicates to FILE (.csv or .jsonl), for you to decide.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    decisions: given.DecisionsFile = None,
    merge_map: Annotated[
        Path | None,
        given.duplicates_option(
            "--merge-map",
            help="Write a table of old and new citation keys, to update \\cite commands.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    explain: given.Explain = False,
    index: given.Indices = None,
    complete: given.Complete = given.CompleteFields.ALL,
    jobs: given.Jobs = 1,
    strict: given.Strict = False,
    verbose: given.Verbose = False,
    quiet: given.Quiet = 0,
) -> None:
    """Read pages, merge duplicates and write references."""
    from paperlist.diagnostics import Report
    from paperlist.exporters._order import ordered
    from paperlist.keys import Keys

    given.check_format(from_, given.readable_formats)
    to = choose_format(to, output)
    writing = exporters.Options(
        protect=protect.value,
        preprints=preprints.value,
        ascii=ascii_,
        max_authors=max_authors,
        date=date.value,
        abstract=abstract,
        bom=bom,
        raw_cells=raw_cells,
        sort=sort.value,
        group_by=(group_by or given.GroupBy.YEAR).value,
    )
    if group_by and to != "md":
        raise typer.BadParameter("--group-by makes the headings of a Markdown list; it works with --to md")
    exporter = exporters.load(to)
    merge = given.MergeMode.OFF if no_merge and merge is given.MergeMode.AUTO else merge
    write_review = review_writer(review) if review else None
    merging = Merging(key, merge, review, write_review, decisions, merge_map, within)
    check_merging(merging, output, no_merge=no_merge, explain=explain, completes=bool(index))
    is_report = merge is given.MergeMode.REPORT
    report = Report(log, quiet=quiet, verbose=verbose, explain=explain or is_report)
    settings = ReadSettings(from_, encoding, max_size, jobs)
    tally = Tally()
    kept = Kept(output, force=force)
    write_papers = writer(exporter, output, force=force)
    inputs = find_inputs(files, files_from, report, output)
    try:
        decided = load_decisions(decisions, report) if decisions else None
        with (
            completing(index, complete.value, report, decided) as completed,
            opened_output(output) as (write, flush),
            watching(inputs, output, quiet=quiet) as step,
        ):

            def between(size: int) -> None:
                # What a pipe has given so far is on its way before more is waited for. A full disk is reported when
                # more is written, or at the end: here it would be taken for a fault of the file that is read.
                with suppress(OSError):
                    flush()
                step(size, tally.entries.total())

            entries = completed(read_papers(inputs, settings, report, tally, between))
            if merging.is_off:
                papers: Iterable[Paper] = map(Keys(key).give, entries)
            else:
                papers = merge_entries(entries, merging, decided, completed, report, tally)
            counted = tally.counted(papers, report, getattr(exporter, "left_out", None))
            listed = kept.written(ordered(counted, writing))
            if to == "table" and output is None and sys.stdout.isatty():
                print_rows(listed, writing)
            else:
                for piece in write_papers(listed, writing):
                    write(piece)
            if output and output.is_file() and not tally.written:
                raise NothingToWriteError
            kept.check()
            tally.unsure += len(completed.reviews)
            if merging.is_off and merging.review and merging.write_review:
                write_file(merging.review, merging.write_review(completed.reviews))
    except NothingToWriteError:
        log(f"paperlist: nothing to write; {output} is left as it was")
    if not quiet:
        for line in sums_of_merging(merging, tally):
            log(f"paperlist: {line}")
    finish(report, tally, strict=strict, quiet=quiet, wrote=True)


def choose_format(to: str | None, output: Path | None) -> str:
    """Return the name of the format to write: what is asked for, or what the output's extension shows, else bib."""
    if to is not None:
        if found := exporters.find(to):
            return found
        given.check_format(to, given.writable_formats)
    if output is None or not output.suffix:
        return "bib"
    if found := exporters.find(output.suffix):
        return found
    known = ", ".join(given.writable_formats())
    raise typer.BadParameter(f"{output}: no format has this extension; --to chooses one: {known}")


# Merging


@dataclass(frozen=True, slots=True)
class Merging:
    """What is asked of merging."""

    key: str
    """The pattern of citation keys."""
    mode: given.MergeMode = given.MergeMode.AUTO
    review: Path | None = None
    write_review: "Callable[[Sequence[Review]], Iterator[str]] | None" = None
    decisions: Path | None = None
    merge_map: Path | None = None
    within: bool = False
    """Whether entries of one library may unite."""

    @property
    def is_off(self) -> bool:
        """Whether nothing is merged."""
        return self.mode is given.MergeMode.OFF


def check_merging(merging: Merging, output: Path | None, *, no_merge: bool, explain: bool, completes: bool) -> None:
    """Refuse options that contradict each other."""
    if no_merge and merging.mode is given.MergeMode.REPORT:
        raise typer.BadParameter("--no-merge and --merge report contradict each other")
    paths = (output, merging.review, merging.merge_map)
    written = [path for path in paths if path and str(path) != "-"]
    if any(is_one_file(one, two) for one, two in combinations(written, 2)):
        raise typer.BadParameter("--output, --review and --merge-map need a file each")
    if merging.merge_map:
        map_writer(merging.merge_map)
    asks = merging.review or merging.decisions or explain
    if merging.is_off and (merging.merge_map or (asks and not completes)):
        raise typer.BadParameter("--review, --decisions, --merge-map and --explain need merging")


def sums_of_merging(merging: Merging, tally: Tally) -> Iterator[str]:
    """Yield how many pairs are left to a person, and for a systematic review what its diagram needs."""
    if tally.unsure and not merging.review:
        pairs = "1 pair of papers" if tally.unsure == 1 else f"{tally.unsure:,} pairs of papers"
        yield f"{pairs} may be duplicates; --review FILE writes them, `paperlist review FILE` asks about each"
    if merging.mode is given.MergeMode.AUTO and (merging.merge_map or tally.flow.is_of_libraries):
        yield from tally.flow.lines(tally.merged, tally.unsure)


def review_writer(path: Path) -> "Callable[[Sequence[Review]], Iterator[str]]":
    """Return what writes a review in the form that the file's name asks for."""
    from paperlist.merging.review_rows import review_rows
    from paperlist.merging.review_table import FORMATS, Table, with_answers

    form = FORMATS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise typer.BadParameter(f"--review {path}: its name must end in .{' or .'.join(FORMATS)}")
    old = Table.of(path.read_text("utf-8", "replace") if path.is_file() else "")
    return lambda reviews: form(with_answers(review_rows(reviews), old))


def merge_entries(
    entries: Iterable["Paper"],
    merging: Merging,
    decided: "Decisions | None",
    completed: Completing,
    report: "Report",
    tally: Tally,
) -> Iterator["Paper"]:
    """Return the papers of merged entries, each with its key; write the review and the merge map."""
    from paperlist.keys import choose, with_key
    from paperlist.merging import merge

    with gc_frozen():
        unite = merging.mode is given.MergeMode.AUTO
        merged = merge(entries, decided, unite=unite, explain=report.explains, within=merging.within)
        for diagnostic in merged.diagnostics:
            report.add(diagnostic)
        keys = choose(merged.papers, merging.key)
    tally.merged = len(merged.entries) - len(keys)
    tally.unsure = len(merged.reviews)
    if merging.review and merging.write_review:
        write_file(merging.review, merging.write_review([*completed.reviews, *merged.reviews]))
    if merging.merge_map:
        made = choose(merged.entries, merging.key)
        old_keys = [entry.key or key for entry, key in zip(merged.entries, made, strict=True)]
        rows = map_rows(merged.entries, old_keys, merged.groups, keys)
        write_file(merging.merge_map, map_writer(merging.merge_map)(rows))
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
