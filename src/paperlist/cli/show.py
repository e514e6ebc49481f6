"""`paperlist show` and `paperlist stats`: papers to look at, as a table and as counts."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from paperlist import exporters
from paperlist.cli import options as given
from paperlist.cli.inputs import Completing, ReadSettings, find_inputs, read_papers
from paperlist.cli.merging import Merging
from paperlist.cli.output import show, watching
from paperlist.cli.summary import Tally, finish
from paperlist.cli.table import print_rows
from paperlist.escaping import visible

if TYPE_CHECKING:
    from rich.table import Table

    from paperlist.paper import Paper

NoMerge = Annotated[bool, given.duplicates_option("--no-merge", help="Keep every paper as read, duplicates too.")]
BARS = 15
"""So many bars there are of venues and categories on a terminal."""


def show_papers(
    *,
    input_: given.Input,
    sort: given.Sort = "auto",
    no_merge: NoMerge = False,
    jobs: given.Jobs = 1,
    messages: given.Messages,
) -> None:
    """Show papers as a table, one line for each paper."""
    from paperlist.exporters._order import ordered

    options = exporters.Options(sort=sort)
    with read_and_finish(ReadSettings(input_, jobs), messages, no_merge=no_merge) as papers:
        if sys.stdout.isatty():
            print_rows(ordered(papers, options), options)
        else:
            show(exporters.load("table").write(ordered(papers, options), options))


def stats(*, input_: given.Input, no_merge: NoMerge = False, jobs: given.Jobs = 1, messages: given.Messages) -> None:
    """Count papers by year, venue and category."""
    with read_and_finish(ReadSettings(input_, jobs), messages, no_merge=no_merge) as papers:
        counts = count(papers)
        if sys.stdout.isatty():
            print_bars(counts)
        else:
            show(f"{kind}\t{label}\t{number}\n" for kind, each in counts.items() for label, number in each)


@contextmanager
def read_and_finish(settings: ReadSettings, messages: given.Messages, *, no_merge: bool) -> Iterator[Iterable["Paper"]]:
    """Yield the papers of all files with their keys; afterwards print the closing line and exit."""
    report = messages.report()
    tally = Tally()
    inputs = find_inputs(settings.given, report)
    merging = Merging(report, tally, asked=given.Duplicates(no_merge=no_merge))
    with watching(inputs, None, quiet=messages.quiet) as step:
        entries = read_papers(inputs, settings, report, tally, lambda size: step(size, tally.entries.total()))
        listed = list(tally.counted(merging(entries, Completing(None, report)), report))
    yield listed
    finish(report, tally, messages, wrote=True)


# ---- Counts ----------------------------------------------------------------------------------------------------------


def count(papers: Iterable["Paper"]) -> dict[str, list[tuple[str, int]]]:
    """Return how many papers are of each year, the newest first, and of each venue and category, most first."""
    from paperlist.exporters import _order
    from paperlist.tex.encode import clean

    options = exporters.Options()
    years: Counter[str] = Counter()
    venues: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for paper in papers:
        years[_order.year(paper, options)] += 1
        venues[_order.venue(paper)] += 1
        categories.update(list(dict.fromkeys(map(clean, paper.categories))) or [""])
    found = {"year": sorted(years.items(), key=lambda item: _order.heading_order(item[0]))}
    for kind, counts in (("venue", venues), ("category", categories)):
        found[kind] = sorted(counts.items(), key=lambda item: (not item[0], -item[1], _order.heading_order(item[0])))
    return {kind: [(visible(label) or "none", number) for label, number in each] for kind, each in found.items()}


def print_bars(counts: dict[str, list[tuple[str, int]]]) -> None:
    """Print the counts of each kind as bars."""
    from rich.console import Console

    console = Console()
    for kind, each in counts.items():
        shown = each if kind == "year" else each[:BARS]
        console.print(bars(kind, shown, label_width=console.width // 3))
        if more := len(each) - len(shown):
            console.print(f"… and {more:,} more\n", style="dim")


def bars(kind: str, counts: list[tuple[str, int]], label_width: int) -> "Table":
    """Return a table of labels, numbers and bars."""
    from rich.bar import Bar
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column(kind, no_wrap=True, overflow="ellipsis", max_width=label_width)
    table.add_column("papers", justify="right", no_wrap=True)
    table.add_column("", ratio=1)
    most = max((number for _, number in counts), default=0)
    for label, number in counts:
        table.add_row(Text(label), f"{number:,}", Bar(most, 0, number, color="blue"))
    return table
