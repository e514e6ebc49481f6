"""What a run sums up to: counts, the closing line, the exit code."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import typer

from paperlist.cli.flow import Flow
from paperlist.cli.options import Messages
from paperlist.cli.output import log

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.paper import Paper

READ_ERROR, USAGE_ERROR = 1, 2


@dataclass(slots=True)
class Tally:
    """What the closing line sums up."""

    entries: Counter[str] = field(default_factory=Counter)
    """How many entries each format gave."""
    library: str | None = None
    """The format of the file that is being read, if it holds finished records, whose sources name other formats."""
    written: int = 0
    merged: int = 0
    """How many entries went into the record of another."""
    unsure: int = 0
    """How many pairs may be duplicates and stay apart."""
    flow: Flow = field(default_factory=Flow)
    untitled: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """How often each field was read that the output has no place for."""

    def read_library(self, name: str) -> None:
        """Remember that the file holds finished records in this format."""
        self.library = name
        self.flow.finished.add(self.flow.file)

    def count(self, paper: "Paper") -> None:
        """Count an entry that was read."""
        self.entries[self.library or paper.sources[-1].format] += 1
        self.flow.files[self.flow.file] += 1

    def counted(
        self, papers: Iterable["Paper"], report: "Report", left_out: Callable[["Paper"], Iterable[str]] | None = None
    ) -> Iterator["Paper"]:
        """Yield `papers` as they are, counted as written, with a warning for each that has no title.

        `left_out` returns the names of the fields for which the output has no place.
        """
        from paperlist.diagnostics import Code, diagnostic_for, untitled

        for paper in papers:
            self.written += 1
            if left_out and (names := sorted(left_out(paper))):
                self.left_out.update(names)
                report.add(diagnostic_for(Code.LEFT_OUT, paper, f"{paper.key}: no place for {', '.join(names)}"))
            if paper.title is None:
                self.untitled += 1
                report.add(untitled(paper))
            yield paper

    def left_out_line(self) -> str:
        """Return `left out: pages 12, isbn 3`; empty where nothing was."""
        counts = [f"{name} {count:,}" for name, count in self.left_out.most_common()]
        return f"left out: {', '.join(counts)}" if counts else ""

    def summary(self, unread_lines: int, *, wrote: bool) -> str:
        """Return the closing line: how many papers were written, or read where nothing was to be, and what is amiss."""
        read = self.entries.total()
        if not read:
            return "nothing read"
        line = count_of(self.written if wrote else read, "paper")
        if wrote and self.merged:
            line += f" ({read:,} read, {count_of(self.merged, 'duplicate')} merged)"
        amiss = [f"{self.untitled:,} without a title"] if self.untitled else []
        amiss += [f"{count_of(unread_lines, 'line')} not understood"] if unread_lines else []
        return "; ".join([line, *([", ".join(amiss)] if amiss else [])])

    def formats_line(self) -> str:
        """Return `read 7 arxiv-search, 6 papers-with-code`."""
        return "read " + ", ".join(f"{count:,} {name}" for name, count in sorted(self.entries.items()))


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Return "1 line", "2 lines"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def finish(report: "Report", tally: Tally, messages: Messages, *, wrote: bool, sums: str = "") -> NoReturn:
    """Print the closing line and exit with the code that the run deserves.

    In a pipe the line is left out where all is well. `sums` is in its place where a command sums up otherwise.
    """
    from paperlist.diagnostics import Code, Severity

    report.close()
    worst = report.worst()
    left_out = tally.left_out_line()
    is_well = worst in (None, Severity.NOTE) and not left_out
    if not messages.quiet and (sums or not is_well or report.verbose or sys.stderr.isatty()):
        lines = [tally.formats_line()] if report.verbose and tally.entries else []
        lines += [left_out] if left_out else []
        for line in [*lines, sums or tally.summary(report.lines[Code.UNCLAIMED], wrote=wrote)]:
            log(f"paperlist: {line}")
    if report.counts[Code.UNREADABLE]:
        raise typer.Exit(USAGE_ERROR)
    if worst is Severity.ERROR or (messages.strict and worst is Severity.WARNING):
        raise typer.Exit(READ_ERROR)
    raise typer.Exit
