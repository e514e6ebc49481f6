"""The papers of all files that a command was given, in their order.

A file that cannot be read is reported and skipped.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from paperlist.cli.options import Index, Input
from paperlist.cli.output import is_one_file, log

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


# https://arxiv.org/list/cs.CL/recent   arxiv.org/abs/2401.05566   www.example.org
ADDRESS = re.compile(
    r"(?:https?|ftp)://|(?:www\.|(?:export\.)?arxiv\.org/|paperswithcode\.com/|doi\.org/)", re.IGNORECASE
)
NO_ADDRESSES = "paperlist fetches nothing: save the page and give the file"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How files are read, as the command line says it."""

    given: Input
    jobs: int = 1
    """How many files are read at a time."""
    database: "Database | None" = None
    """The `.bib` files that are read as one."""


def read_papers(
    files: list[str],
    settings: ReadSettings,
    report: "Report",
    tally: "Tally",
    between: Callable[[int], None] | None = None,
) -> Iterator["Paper"]:
    """Yield the papers of all files (see `find_inputs`); diagnostics go to the report.

    `between` is called with the number of bytes read since its last call, each time before more is waited for.
    """
    from paperlist.diagnostics import Diagnostic
    from paperlist.pipeline import concluded, read_as_one
    from paperlist.source import display_name

    database = read_as_one(files, settings.given.encoding, settings.given.most)
    settings = replace(settings, database=database)
    for file, contents in zip(files, read_together(files, settings), strict=True):
        with report_unreadable(file, report):
            refuse_output(file)
            tally.library = None
            tally.flow.begin(display_name(file))
            if contents:
                events = contents.replay(tally.read_library)
            else:
                events = read_file(file, tally.read_library, settings, between)
            for event in concluded(events, display_name(file)):
                if isinstance(event, Diagnostic):
                    report.add(event)
                    continue
                tally.count(event)
                yield event
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

    piece = (lambda chunk: between(len(chunk.encode("utf-8", "replace")))) if between else None
    return read(
        file,
        only=settings.given.from_,
        encoding=settings.given.encoding,
        max_size=settings.given.most,
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
        reason = NO_ADDRESSES if is_address(file) else error.strerror or str(error)
        report.add(Diagnostic(Code.UNREADABLE, Place(file), reason))


def refuse_output(file: str) -> None:
    """Refuse to read a file that standard output goes to: it would grow for ever (`paperlist parse a >> a`).

    Raises:
        OSError: it is the same file.
    """
    if is_standard_output(file):
        raise OSError(errno.EINVAL, "the input is the output too")


def is_standard_output(file: str) -> bool:
    """Whether standard output goes to this file."""
    try:
        output = os.fstat(sys.stdout.fileno())
        there = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
    except (OSError, AttributeError, ValueError):
        return False  # what does not exist or is closed is not the same
    return stat.S_ISREG(output.st_mode) and os.path.samestat(output, there)


# Which files


def is_address(name: str) -> bool:
    """Whether a name is the address of a page, and not a file's."""
    return bool(ADDRESS.match(name))


def find_inputs(given: Input, report: "Report", output: Path | None = None) -> list[str]:
    """Return the files to read: those given, those that a file names, and for a folder the pages in it.

    Args:
        given: no files are standard input, if no file names others.
        report: where folders without pages are reported, and how many files of a folder are no pages.
        output: what is written, which is not read as one of a folder's pages.
    """
    files, files_from = given.files, given.files_from
    named = list(files or [])
    if files_from:
        with report_unreadable(files_from, report):
            named += read_names(files_from, report)
    elif not files and files is not None:
        return []
    found: list[str] = []
    for name in named if files or files_from else ["-"]:
        if name != "-" and Path(name).is_dir():
            found += pages_of(name, report, output)
        else:
            found.append(name)
    return found


def read_names(file: str, report: "Report") -> list[str]:
    """Return the names that a file has, one a line or each ended by NUL.

    Raises:
        OSError: the file cannot be read.
    """
    from paperlist.diagnostics import Code, Diagnostic, Place

    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    names = [os.fsdecode(name) for name in (data.split(b"\0") if b"\0" in data else data.splitlines()) if name.strip()]
    if not names:
        report.add(Diagnostic(Code.NOTHING_FOUND, Place(file), "names no file; write one name in each line"))
    return names


def pages_of(folder: str, report: "Report", output: Path | None) -> list[str]:
    """Return the pages in a folder; how many other files are in it is printed, since they are not read."""
    from paperlist.diagnostics import Code, Diagnostic, Place
    from paperlist.source.folders import find_files

    found: list[str] = []
    with report_unreadable(folder, report):
        pages, others = find_files(folder)
        found += [
            page for page in pages if not (is_standard_output(page) or (output and is_one_file(output, Path(page))))
        ]
        if not found:
            message = "no pages in this folder; a page is a file such as .html, .txt, .md, .json or .bib"
            report.add(Diagnostic(Code.NOTHING_FOUND, Place(folder), message))
        elif others and not report.quiet:
            files = "1 other file is" if others == 1 else f"{others:,} other files are"
            log(f"paperlist: {folder}: {files} skipped: the extension is not that of a page")
    return found


@contextmanager
def completing(given: Index, report: "Report", decisions: "Decisions | None" = None) -> Iterator["Completing"]:
    """Open the indices, and yield what completes papers from them.

    Raises:
        OSError: a file is no index that can be used.
    """
    if not given.index or given.complete == "none":
        yield Completing(None, report)
        return
    from paperlist.index.complete import Completer, Lookup
    from paperlist.index.store import Index

    with ExitStack() as stack:
        opened = [Lookup(stack.enter_context(Index(path))) for path in given.index]
        yield Completing(Completer(opened, given.complete, decisions), report)


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


def load_decisions(path: Path | None, report: "Report") -> "Decisions | None":
    """Return the pairs that a person has decided; a row that cannot be read is reported and skipped."""
    if path is None:
        return None
    from paperlist.merging.review import read_decisions

    decided, diagnostics = read_decisions(path.read_text(encoding="utf-8", errors="replace"), str(path))
    for diagnostic in diagnostics:
        report.add(diagnostic)
    return decided
