"""Files to an index: each read as a stream, the index written beside its place and put there when it is whole."""

import errno
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import cast
from zipfile import BadZipFile, ZipFile, is_zipfile

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.files import replacing
from paperlist.index.postings import record_hashes
from paperlist.index.sources import Addition, Fault, Format, Record, load_formats, recognise
from paperlist.index.store import SourceInfo, Writer, encode
from paperlist.merging import without_garbage_collection
from paperlist.paper import Paper
from paperlist.source import decode, display_name, read_chunks
from paperlist.source.files import Readable

SAMPLES = 400
"""Records of each file that the dictionary is trained on."""
MAX_SIZE = 1 << 44
"""Bytes that may come out of a compressed file: dumps are larger than listings."""

Emit = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read."""

    path: str
    format: Format
    info: SourceInfo

    def events(self, emit: Emit) -> Iterator[Record | Addition | Fault]:
        """Yield what the file tells."""
        return self.format.read(chunks_of(self.path, emit))


def build(
    files: Sequence[str],
    output: Path,
    emit: Emit,
    between: Callable[[int], None] | None = None,
) -> list[SourceInfo]:
    """Build an index of the files, and return what it knows of them.

    Args:
        files: the sources, compressed or not; each shows what it is.
        output: where the index is put when it is whole; an index that is there is replaced.
        emit: called with each fault; what it is about is not in the index.
        between: called with the number of records so far, from time to time.

    Raises:
        OSError: a file is no source or cannot be opened, or the index cannot be written. Nothing is changed.
    """
    inputs = [open_input(file, output) for file in files]
    with replacing(output) as file:
        if not Path(str(file.name)).is_file() or Path(str(file.name)) == output:
            raise OSError(errno.EINVAL, "not a file that an index can be put in", str(output))
        samples = [sample for each in range(len(inputs)) for sample in sample_records(inputs[each], each)]
        try:
            writer = Writer(Path(str(file.name)), samples)
            with without_garbage_collection():
                fill(writer, inputs, emit, between)
            if not writer.count:
                raise OSError(errno.ENODATA, "no papers in the sources; nothing was written", str(output))
            writer.finish([each.info for each in inputs])
        except sqlite3.Error as error:
            raise OSError(errno.EIO, f"cannot be written: {error}", str(output)) from None
    return [each.info for each in inputs]


def open_input(file: str, output: Path) -> Input:
    """Return a source with its format.

    Raises:
        OSError: it cannot be read, is of no known format, or is the output.
    """
    path = Path(file)
    status = path.stat()
    if output.exists() and os.path.samestat(status, output.stat()):
        raise OSError(errno.EINVAL, "the output is a source too", file)
    faults: list[Diagnostic] = []
    head = next(chunks_of(file, faults.append), "")
    if not head.strip():
        raise OSError(errno.EINVAL, faults[0].message if faults else "the source is empty", file)
    found = recognise(head, path.name)
    if found is None:
        known = ", ".join(each.FORMAT for each in load_formats())
        raise OSError(errno.EINVAL, f"not a source that is known ({known})", file)
    day = datetime.fromtimestamp(status.st_mtime, UTC).date().isoformat()
    return Input(file, found, SourceInfo(display_name(path.name), found.FORMAT, found.LICENCE, status.st_size, day))


def chunks_of(file: str, emit: Emit) -> Iterator[str]:
    """Yield the text of a source; of a zip archive, that of its largest file."""
    if not is_zipfile(file):
        yield from read_chunks(file, emit=emit, max_size=MAX_SIZE)
        return
    try:
        with ZipFile(file) as archive:
            member = max(archive.infolist(), key=lambda each: each.file_size)
            with archive.open(member) as unpacked:
                yield from decode(cast(Readable, unpacked), file, None, emit, MAX_SIZE)
    except (BadZipFile, RuntimeError, ValueError, EOFError, zlib.error) as error:
        emit(Diagnostic(Code.UNREADABLE, Place(display_name(file)), f"the zip archive cannot be read further: {error}"))


def sample_records(source: Input, number: int) -> Iterator[bytes]:
    """Yield the first records of a source as they will be stored."""
    records = (event for event in source.events(lambda _: None) if isinstance(event, Record))
    for record in islice(records, SAMPLES):
        yield encode(record.paper, number, record.first_line, record.last_line)


def fill(writer: Writer, inputs: Sequence[Input], emit: Emit, between: Callable[[int], None] | None) -> None:
    """Write the records of all sources, and then what one source tells of the records of another."""
    pages: dict[str, list[Paper]] = {}
    additions: list[tuple[str, int, Addition]] = []
    for number, source in enumerate(inputs):
        before = writer.count + len(additions)
        for event in source.events(emit):
            if isinstance(event, Record):
                put(writer, source.info, event, number)
                if event.page:
                    pages.setdefault(event.page, []).append(bridge(event.paper))
            elif isinstance(event, Addition):
                additions.append((event.page, number, event))
            else:
                emit(fault_at(source.path, event))
            if between and writer.count % 256 == 0:
                between(writer.count)
        if before == writer.count + len(additions):
            emit(Diagnostic(Code.NOTHING_FOUND, Place(display_name(source.path)), "no papers in it"))
    additions.sort(key=lambda each: (each[0], each[1], each[2].first_line))
    for (page, number), told in groupby(additions, key=lambda each: each[:2]):
        rows = [row for _, _, row in told]
        for paper in pages.get(page, ()):
            put(writer, inputs[number].info, with_code(paper, rows), number)


def put(writer: Writer, info: SourceInfo, record: Record, number: int) -> None:
    """Write a record of the source of this number."""
    paper = record.paper
    writer.add(encode(paper, number, record.first_line, record.last_line), record_hashes(paper))
    info.records += 1
    day = paper.submitted or paper.date or ""
    if len(day) == len("2024-01-10") and day > info.newest:
        info.newest = day


def bridge(paper: Paper) -> Paper:
    """Return what is needed of a paper to know it again by title, authors, date and identifiers."""
    known = {
        name: getattr(paper, name) for name in ("title", "authors", "date", "arxiv_id", "doi") if getattr(paper, name)
    }
    return Paper(**known)


def with_code(paper: Paper, rows: Sequence[Addition]) -> Record:
    """Return what the rows tell of a paper's code, at the first of them, or at the one with the official repository."""
    official = next((row for row in rows if row.repository), None)
    place = official or rows[0]
    repository = {"repository": official.repository} if official else {}
    told = paper.replace(code_implementations=len(rows), **repository)
    return Record(told, place.first_line, place.last_line)


def fault_at(file: str, fault: Fault) -> Diagnostic:
    """Return the diagnostic of a fault."""
    code = Code.TRUNCATED if fault.truncated else Code.BAD_ENTRY
    return Diagnostic(code, Place(display_name(file), fault.first_line, fault.last_line), fault.message)
