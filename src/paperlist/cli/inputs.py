"""The papers of all files that a command was given, in their order.

A file that cannot be read is reported and skipped.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from paperlist.cli.output import log

if TYPE_CHECKING:
    from paperlist.cli.pool import FileContents
    from paperlist.cli.summary import Tally
    from paperlist.diagnostics import Report
    from paperlist.index.complete import Completer
    from paperlist.merging import Review
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper
    from paperlist.readers.bibtex_database import Database
    from paperlist.reading import Event


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How files are read, as the command line says it."""

    only: str | None = None
    """The one format to look for; by default each file shows what it is."""
    encoding: str | None = None
    """By default each file shows it."""
    max_size: str = "4G"
    """How much may come out of a compressed file."""
    jobs: int = 1
    """How many files are read at a time."""
    database: "Database | None" = None
    """The `.bib` files that are read as one."""


def read_papers(
    files: list[str] | None,
    settings: ReadSettings,
    report: "Report",
    tally: "Tally",
    between: Callable[[int], None] | None = None,
) -> Iterator["Paper"]:
    """Yield the papers of all files; diagnostics go to the report.

    `between` is called with the number of bytes read since its last call, each time before more is waited for.
    """
    from paperlist.diagnostics import Code, Diagnostic
    from paperlist.pipeline import read_as_one
    from paperlist.source import display_name, read_size

    files = files or ["-"]
    database = read_as_one(files, settings.encoding, read_size(settings.max_size))
    settings = replace(settings, database=database)
    for file, contents in zip(files, read_together(files, settings), strict=True):
        found = False
        with report_unreadable(file, report):
            refuse_output(file)
            tally.library = None
            tally.flow.begin(display_name(file))
            if contents:
                events = contents.replay(tally.read_library)
            else:
                events = read_file(file, tally.read_library, settings, between)
            for event in events:
                if isinstance(event, Diagnostic):
                    report.add(event)
                    # Who could not read a file need not be told that nothing was in it; abbreviations are something.
                    found = found or event.code in (Code.UNREADABLE, Code.DEFINITION, Code.NOTHING_FOUND)
                    continue
                found = True
                tally.count(event)
                yield event
            report_if_empty(file, found, report)
        if contents and between:
            between(contents.size)


def read_together(files: list[str], settings: ReadSettings) -> "Iterator[FileContents | None]":
    """Yield for each file what a worker read in it; None where it is to be read by this process."""
    if settings.jobs < 2 or len(files) < 2:
        return repeat(None, len(files))
    from paperlist.cli.pool import read_ahead

    return read_ahead(files, settings.jobs, partial(read_file, settings=settings))


def read_file(
    file: str,
    recognised: Callable[[str], None],
    settings: ReadSettings,
    between: Callable[[int], None] | None = None,
) -> "Iterator[Event]":
    """Yield the papers and diagnostics of a file, see `pipeline.read`."""
    from paperlist.pipeline import Watch, read
    from paperlist.source import read_size

    piece = (lambda chunk: between(len(chunk.encode("utf-8", "replace")))) if between else None
    return read(
        file,
        only=settings.only,
        encoding=settings.encoding,
        max_size=read_size(settings.max_size),
        watch=Watch(piece, recognised),
        database=settings.database,
    )


@contextmanager
def report_unreadable(file: str, report: "Report") -> Iterator[None]:
    """Report a file that cannot be opened or read on, so that the next one is read."""
    from paperlist.diagnostics import Code, Diagnostic, Place

    if file == "-" and sys.stdin is not None and sys.stdin.isatty():
        log("paperlist: reading standard input; end it with Ctrl-D")
    try:
        yield
    except OSError as error:
        report.add(Diagnostic(Code.UNREADABLE, Place(file), error.strerror or str(error)))


def refuse_output(file: str) -> None:
    """Refuse to read a file that standard output goes to: it would grow for ever (`paperlist parse a >> a`).

    Raises:
        OSError: it is the same file.
    """
    try:
        output = os.fstat(sys.stdout.fileno())
        there = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
    except (OSError, AttributeError):
        return  # what does not exist or is closed is not the same
    if stat.S_ISREG(output.st_mode) and os.path.samestat(output, there):
        raise OSError(errno.EINVAL, "the input is the output too")


def report_if_empty(file: str, found: bool, report: "Report") -> None:
    """Report a file in which there was no entry."""
    from paperlist.diagnostics import Code, Diagnostic, Place

    if not found:
        report.add(Diagnostic(Code.NOTHING_FOUND, Place(file), "no entry of any listing in it"))


@contextmanager
def completing(
    indices: list[Path] | None, fields: str, report: "Report", decisions: "Decisions | None" = None
) -> Iterator["Completing"]:
    """Open the indices, and yield what completes papers from them.

    Raises:
        OSError: a file is no index that can be used.
    """
    if not indices or fields == "none":
        yield Completing(None, report)
        return
    from paperlist.index.complete import Completer, Lookup
    from paperlist.index.store import Index

    with ExitStack() as stack:
        opened = [Lookup(stack.enter_context(Index(path))) for path in indices]
        yield Completing(Completer(opened, fields, decisions), report)


class Completing:
    """Completes papers, or gives them as they are where there is nothing to complete them from."""

    def __init__(self, completer: "Completer | None", report: "Report") -> None:
        self.completer = completer
        self.report = report

    def __call__(self, papers: Iterable["Paper"]) -> Iterator["Paper"]:
        """Yield the papers, and report what came of each."""
        for paper in papers:
            yield self.complete(paper) if self.completer else paper

    def complete(self, paper: "Paper") -> "Paper":
        """Return a paper with what it lacked, and report it."""
        assert self.completer
        completed = self.completer.complete(paper)
        for diagnostic in self.completer.diagnostics():
            self.report.add(diagnostic)
        return completed

    @property
    def reviews(self) -> list["Review"]:
        """The pairs of papers and records of an index that a person may decide."""
        return self.completer.reviews if self.completer else []


def load_decisions(path: Path, report: "Report") -> "Decisions":
    """Return the pairs that a person has decided; a row that cannot be read is reported and skipped."""
    from paperlist.merging.review import read_decisions

    decided, diagnostics = read_decisions(path.read_text(encoding="utf-8", errors="replace"), str(path))
    for diagnostic in diagnostics:
        report.add(diagnostic)
    return decided
