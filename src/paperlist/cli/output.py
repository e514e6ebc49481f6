"""Where output goes: standard streams, terminals, and files that appear whole or not at all."""

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path
from typing import BinaryIO

import typer

from paperlist import signals
from paperlist.escaping import visible, visible_lines


class Closed(io.RawIOBase):
    """Standard output where there is none: the first write fails, as it does on a full disk."""

    def writable(self) -> bool:
        """Always, so that the write is what fails."""
        return True

    def write(self, _: object) -> int:
        """Fail."""
        raise OSError(errno.EBADF, "standard output is closed")


def prepare_streams() -> None:
    """Make standard output and standard error UTF-8 streams, whatever the locale says and whether they are open."""
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(Closed(), "utf-8", write_through=True)
    elif isinstance(sys.stdout.buffer, io.RawIOBase):
        # `python -u`: without a buffer a record may be written in part only.
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer), line_buffering=sys.stdout.isatty())
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def log(text: str) -> None:
    """Print a line on standard error, control characters made visible. Where nobody reads it, the run goes on."""
    with suppress(OSError), signals.ignoring_sigpipe():
        typer.echo(visible(text), err=True)


# Data


@contextmanager
def opened_output(path: Path | None) -> Iterator[tuple[Callable[[str | bytes], None], Callable[[], None]]]:
    """Open standard output, or a file that appears whole or not at all; yield functions that write and flush."""
    if path is None or str(path) == "-":
        stream = sys.stdout.buffer
        on_screen = sys.stdout.isatty()
        yield (
            lambda piece: signals.uninterrupted(write_encoded, stream, shown(piece) if on_screen else piece),
            lambda: signals.uninterrupted(stream.flush),
        )
        signals.uninterrupted(stream.flush)
    else:
        from paperlist.files import replacing

        if hasattr(signal, "SIGPIPE"):
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # whoever stops reading messages must not stop the file
        with replacing(path) as file:
            yield lambda piece: write_encoded(file, piece), lambda: None


def is_one_file(one: Path, two: Path) -> bool:
    """Whether two paths lead to one file, however they are spelled: through links, or by another name of it."""
    if os.path.realpath(one) == os.path.realpath(two):
        return True
    with suppress(OSError):
        return one.samefile(two)
    return False


def show(pieces: Iterable[str]) -> None:
    """Write data to standard output, control characters made visible where that is a terminal."""
    with opened_output(None) as (write, _):
        for piece in pieces:
            write(piece)


def shown(piece: str | bytes) -> str:
    """Return a piece of an output as a terminal may show it.

    Raises:
        OSError: it is no text.
    """
    if isinstance(piece, bytes):
        raise OSError(errno.EINVAL, "this output is no text to show; name a file with -o", "standard output")
    return visible_lines(piece)


def write_encoded(stream: BinaryIO, piece: str | bytes) -> None:
    """Write a piece, a text as UTF-8, whatever the locale; what cannot be encoded becomes a question mark."""
    stream.write(piece.encode("utf-8", "replace") if isinstance(piece, str) else piece)


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write a file beside the output, whole or not at all."""
    with opened_output(path) as (write, _):
        for piece in pieces:
            write(piece)


# Terminals


@contextmanager
def watching(files: list[str] | None, output: Path | None, *, quiet: int) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that shows how far a long run is, if a person watches and no data goes to that screen.

    Its arguments are the number of bytes read since its last call, and that of the entries read in all.
    """
    data_on_screen = output is None and sys.stdout.isatty()
    if quiet or data_on_screen or not sys.stderr.isatty():
        yield lambda size, entries: None
        return
    from paperlist.cli.progress import Watch

    with Watch(files or ["-"]) as watch:
        yield watch.step


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    styles: Iterable[str] = repeat(""),
    *,
    cut: bool = True,
    stderr: bool = False,
) -> None:
    """Print a table on a terminal, control characters made visible; the last column is cut or wrapped to fit."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=heading != headings[-1])
    for row, style in zip(rows, styles, strict=False):
        cells = [Text(visible(cell), no_wrap=cut or None, overflow="ellipsis" if cut else None) for cell in row]
        table.add_row(*cells, style=style)
    Console(stderr=stderr).print(table)


DIFF_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def show_diff(diff: bytes) -> None:
    """Print a diff: coloured on a terminal, where it is UTF-8; in a pipe its bytes as they are."""
    if not sys.stdout.isatty():
        signals.uninterrupted(sys.stdout.buffer.write, diff)
        signals.uninterrupted(sys.stdout.buffer.flush)
        return
    for line in diff.decode("utf-8", "replace").split("\n"):
        typer.secho(visible(line), fg=DIFF_COLORS.get(line[:1]))
