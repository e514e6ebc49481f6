"""The table of papers on a terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

NARROW, WIDE = 60, 100
"""Columns of a terminal: below, it has no room for where a paper appeared; above, each title has one line."""
MARK_STYLES = {"withdrawn": "red", "untitled": "yellow", "merged": "green", "completed": "cyan"}


def print_rows(papers: "Iterable[Paper]", options: "Options") -> None:
    """Print papers as a table of the terminal's width, without columns that would be empty or have no room."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from paperlist.exporters.table import rows_of

    rows = list(rows_of(papers, options))
    console = Console()
    narrow, one_line = console.width < NARROW, console.width >= WIDE
    author_width = 12 if narrow else 20 if one_line else 14
    shows_where = not narrow and any(row.where for row in rows)
    shows_marks = not narrow and any(row.marks for row in rows)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1 if one_line else 0), expand=True)
    shown.add_column("", justify="right", style="dim", no_wrap=True)
    shown.add_column("year", no_wrap=True, max_width=8)
    shown.add_column("author", no_wrap=True)
    shown.add_column("title", no_wrap=one_line, overflow="ellipsis" if one_line else "fold", ratio=1)
    if shows_where:
        shown.add_column("where", no_wrap=True, overflow="ellipsis", max_width=console.width // 6)
    if shows_marks:
        shown.add_column("marks", no_wrap=one_line)
    for row in rows:
        marks = Text(" ").join([Text(mark, MARK_STYLES[mark]) for mark in row.marks.split()])
        cells = [
            row.number,
            row.year,
            fitting(row.author, author_width),
            row.title,
            *([row.where] if shows_where else []),
        ]
        shown.add_row(*[Text(cell) for cell in cells], *([marks] if shows_marks else []))
    console.print(shown)


def fitting(author: str, width: int) -> str:
    """Return a name and the number of others in so many columns: what is cut is the name."""
    from rich.cells import cell_len, set_cell_size

    name, plus, others = author.rpartition(" +")
    if cell_len(author) <= width:
        return author
    name, more = (name, plus + others) if others.replace(",", "").isdecimal() and plus else (author, "")
    return set_cell_size(name, max(width - len(more) - 1, 1)).rstrip() + "…" + more
