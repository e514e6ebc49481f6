"""How far a long run is, for a person who watches: bytes read, entries found, time left.

Nothing is shown, and rich is not even imported, before a run has taken a second.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from paperlist import signals

if TYPE_CHECKING:
    from rich.progress import Progress

RESTORE = b"\r\x1b[K\x1b[?25h"
"""Makes a terminal wipe the line and show the cursor."""

DELAY = 1.0
"""Seconds after which a person wants to know."""


class Watch:
    """Follows a run and shows a bar on standard error once it takes long; the end of the block wipes the bar."""

    def __init__(self, files: list[str]) -> None:
        self.began = time.monotonic()
        self.total: int | None = total_size(files)
        self.done = 0
        self.bar: Progress | None = None

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.stop()
            signals.screen = b""

    def step(self, size: int, entries: int) -> None:
        """Show that `size` more bytes were read, and how many entries were found in the whole run so far."""
        self.done += size
        if self.bar is None and time.monotonic() - self.began > DELAY:
            self.bar = start_bar(self.total)
        if self.bar:
            self.bar.update(self.bar.task_ids[0], completed=self.done, entries=f"{entries:,} papers")


def total_size(files: list[str]) -> int | None:
    """Return the bytes of all files together; None where one of them has no size, as a pipe has none."""
    try:
        paths = [Path(file) for file in files]
        return sum(path.stat().st_size for path in paths) if all(path.is_file() for path in paths) else None
    except OSError:
        return None


def start_bar(total: int | None) -> "Progress":
    """Return a bar that is shown from now on; without a total it moves but shows no time left."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    def unwrapped() -> Column:
        return Column(no_wrap=True)

    columns = (
        BarColumn(bar_width=None, table_column=Column(ratio=1)),  # on a narrow terminal the bar shrinks, not the text
        DownloadColumn(table_column=unwrapped()),
        TextColumn("{task.fields[entries]}", table_column=unwrapped()),
        TimeRemainingColumn(table_column=unwrapped()),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True, expand=True)
    bar.add_task("reading", total=total, entries="")
    bar.start()
    signals.screen = RESTORE
    return bar
