"""What papers can be written as: one output a file; the folder is the registry.

Each module has a docstring that maps the record to the output, `DESCRIPTION`, `EXTENSIONS`, and
`write(papers, options)`, which yields the output's text in pieces and does nothing else. Line ends are the output's
own, so whoever writes the text must not translate them. Modules whose name begins with `_` are shared by others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import chain, islice
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from paperlist.paper import Paper, Written


MOST_SHARED = 1 << 14
"""More papers are written by one process: to fork one that holds so many takes longer than it saves."""
SLICE = 1024
"""So many papers are worth a process."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose about the output. An output that knows nothing of an option ignores it."""

    protect: Literal["auto", "all", "none"] = "auto"
    """Which capitals of a title stand in braces (BibTeX)."""
    ascii: bool = False
    """LaTeX's notation for accents and signs instead of UTF-8 (BibTeX)."""
    max_authors: int | None = None
    """How many authors are written at most (references, not data)."""
    date: Literal["first", "latest"] = "first"
    """Which version's date a reference bears."""
    abstract: bool = True
    """Whether abstracts and excerpts are written (references, not data)."""
    bom: bool = False
    """A byte order mark for spreadsheet programs (CSV, TSV)."""
    raw_cells: bool = False
    """Cells as they are, even those that a spreadsheet program would run as a formula (CSV, TSV)."""


class Exporter(Protocol):
    """What a module of this folder offers."""

    DESCRIPTION: str
    EXTENSIONS: tuple[str, ...]

    def write(self, papers: "Iterable[Paper]", options: Options) -> Iterator[str]:
        """Yield the output's text in pieces, while the papers come."""


class PartedExporter(Exporter, Protocol):
    """What a module offers besides of whose output several processes may write a slice each.

    A record is written the same wherever it stands.
    """

    BETWEEN: str
    """What stands between two records."""

    def writer(self, options: Options) -> "Callable[[Paper], str]":
        """Load what is needed, and give what writes one record."""


Place = tuple[str, str, int, int]
"""File, format, first and last line of a source."""


class LineExporter(Exporter, Protocol):
    """What a module offers besides whose output has one line for each record, whatever the options.

    Lines are in UTF-8: who has them from another process need not decode them.
    """

    def lines(self, papers: "Iterable[Paper | Written]") -> Iterator[bytes | memoryview]:
        """Yield the output, some lines at a time, while the papers come; some may be written already."""

    def line_writer(self) -> "Callable[[Mapping[str, Any], Iterable[Place]], bytes]":
        """Load what is needed, and give what writes the line of what a record says, and where."""

    def rekeyed(self, line: bytes, key_of: "Callable[[Mapping[str, Any]], str]") -> tuple[str, bytes]:
        """Ask for another key for the record of a line; give the key and the line with it."""


def line_exporter(exporter: Exporter) -> LineExporter | None:
    """Give the exporter if its output has one line for each record."""
    return cast(LineExporter, exporter) if hasattr(exporter, "rekeyed") else None


def parted(pieces: Iterable[str], between: str) -> Iterator[str]:
    """Yield the pieces, all but the first behind what stands between two."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = between


def write_together(exporter: Exporter, papers: "Iterable[Paper]", options: Options, jobs: int | None) -> Iterator[str]:
    """Yield what `write` of the exporter yields; where it pays, several processes write a slice of the papers each.

    Args:
        exporter: the output.
        papers: what is to be written; thousands are taken before the first of them is.
        options: how.
        jobs: how many processes there may be; None for one a processor.
    """
    if jobs == 1 or not hasattr(exporter, "BETWEEN"):
        return exporter.write(papers, options)
    exporter = cast(PartedExporter, exporter)
    write = exporter.writer(options)

    def pieces() -> Iterator[str]:
        rest = iter(papers)
        first = list(islice(rest, MOST_SHARED + 1))
        if 2 * SLICE <= len(first) <= MOST_SHARED:
            from paperlist.processes import spread, usual

            yield from spread(lambda slice_: list(map(write, slice_)), first, jobs or usual(), SLICE)
        else:
            yield from map(write, chain(first, rest))

    return parted(pieces(), exporter.BETWEEN)


@cache
def names() -> tuple[str, ...]:
    """List the outputs' names, in alphabetical order. Nothing is imported."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Exporter:
    """Import one output's module. KeyError for a name that is not in `names()`."""
    if name not in names():
        raise KeyError(name)
    return cast(Exporter, import_module(f"{__name__}.{name}"))


def by_extension(extension: str) -> str | None:
    """Name the output that a file's extension (`.bib` or `bib`, in any case) asks for; None if there is none.

    The modules are cheap to import: they load what is heavy when they write.
    """
    wanted = extension.lower().removeprefix(".")
    return next((name for name in names() if wanted in load(name).EXTENSIONS), None)
