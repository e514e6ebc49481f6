"""Merging as the command line asks for it: what was decided, what is left to a person, which keys became which."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from paperlist.cli.inputs import Completing
from paperlist.cli.merge_map import map_rows, map_writer
from paperlist.cli.options import KEY, Duplicates
from paperlist.cli.output import is_one_file, write_file
from paperlist.cli.summary import Tally, count_of

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.merging import Review
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper

ReviewWriter = Callable[[Sequence["Review"]], Iterator[str]]


@dataclass
class Merging:
    """Merges the papers of a run, each of which gets its key, and writes a review and a merge map where asked for."""

    report: "Report"
    tally: Tally
    key: str = KEY
    """The pattern of citation keys."""
    asked: Duplicates = field(default_factory=Duplicates)
    write_review: ReviewWriter | None = None
    decided: "Decisions | None" = None

    def __call__(self, papers: Iterable["Paper"], completed: Completing) -> Iterator["Paper"]:
        """Complete papers and merge them."""
        entries = completed(papers)
        if self.asked.is_off:
            from paperlist.keys import Keys

            return map(Keys(self.key).give, entries)
        return self.merge(entries, completed)

    def merge(self, entries: Iterable["Paper"], completed: Completing) -> Iterator["Paper"]:
        """Return the papers of merged entries."""
        from paperlist.keys import choose, with_key
        from paperlist.merging import merge

        asked = self.asked
        with gc_frozen():
            merged = merge(
                entries,
                self.decided,
                unite=not asked.is_report,
                explain=self.report.explains,
                within=asked.within,
            )
            for diagnostic in merged.diagnostics:
                self.report.add(diagnostic)
            keys = choose(merged.papers, self.key)
        self.tally.merged = len(merged.entries) - len(keys)
        self.tally.unsure = len(merged.reviews)
        self.put_aside([*completed.reviews, *merged.reviews])
        if asked.merge_map:
            made = choose(merged.entries, self.key)
            old_keys = [entry.key or key for entry, key in zip(merged.entries, made, strict=True)]
            rows = map_rows(merged.entries, old_keys, merged.groups, keys)
            write_file(asked.merge_map, map_writer(asked.merge_map)(rows))
        # Each gets its key when it is written: a copy of all papers would take half as much memory again.
        return map(with_key, merged.papers, keys)

    def put_aside(self, reviews: "Sequence[Review]") -> None:
        """Write what is left to a person."""
        if self.asked.review and self.write_review:
            write_file(self.asked.review, self.write_review(reviews))

    def sums(self) -> Iterator[str]:
        """Yield how many pairs are left to a person, and for a systematic review what its diagram needs."""
        tally, review = self.tally, self.asked.review
        if tally.unsure:
            pairs = count_of(tally.unsure, "pair of papers", "pairs of papers")
            writes = "" if review else "--review FILE writes them, "
            yield f"{pairs} may be duplicates; {writes}`paperlist review {review or 'FILE'}` asks about each"
        merges = not self.asked.is_off and not self.asked.is_report
        if merges and (self.asked.merge_map or tally.flow.is_of_libraries):
            yield from tally.flow.lines(tally.merged, tally.unsure)


def check_duplicates(asked: Duplicates, output: Path | None, *, completes: bool) -> None:
    """Refuse options that contradict each other."""
    if asked.no_merge and asked.is_report:
        raise typer.BadParameter("--no-merge and --merge report contradict each other")
    written = [path for path in (output, asked.review, asked.merge_map) if path and str(path) != "-"]
    if any(is_one_file(one, two) for one, two in combinations(written, 2)):
        raise typer.BadParameter("--output, --review and --merge-map need a file each")
    if asked.merge_map:
        map_writer(asked.merge_map)
    asks = asked.review or asked.decisions or asked.explain
    if asked.is_off and (asked.merge_map or (asks and not completes)):
        raise typer.BadParameter("--review, --decisions, --merge-map and --explain need merging")


def review_writer(path: Path) -> ReviewWriter:
    """Return what writes a review in the form that the file's name asks for."""
    from paperlist.merging.review_rows import review_rows
    from paperlist.merging.review_table import FORMATS, Table, with_answers

    form = FORMATS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise typer.BadParameter(f"--review {path}: its name must end in .{' or .'.join(FORMATS)}")
    old = Table.of(path.read_text("utf-8", "replace") if path.is_file() else "")
    return lambda reviews: form(with_answers(review_rows(reviews), old))


@contextmanager
def gc_frozen() -> Iterator[None]:
    """Keep what is made meanwhile to the end of the run, never searched by the garbage collector."""
    from paperlist.merging import without_garbage_collection

    with without_garbage_collection():
        try:
            yield
        finally:
            gc.freeze()
