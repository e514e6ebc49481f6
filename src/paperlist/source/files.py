"""An open file, or standard input, as decoded chunks."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Protocol, cast

from paperlist.diagnostics import Code
from paperlist.escaping import visible
from paperlist.source.compression import LONGEST_MAGIC, MAX_SIZE, decompress
from paperlist.source.encoding import find_encoding, find_not_text, find_wide, has_no_mark, is_encoding
from paperlist.source.lines import decode_lines, recode, split_lines
from paperlist.source.report import DecodingReport, Emit, ignore
from paperlist.source.webarchive import is_property_list, main_page

CHUNK = 3 << 14
"""Bytes asked for at once. A pipe gives what it has, so that records leave as soon as they are read."""


class Readable(Protocol):
    """An open binary file, as far as it is needed here."""

    def read1(self, size: int = -1, /) -> bytes:
        """Return what there is, at most `size` bytes; nothing at the end."""


def read_chunks(name: str, encoding: str | None = None, emit: Emit = ignore, max_size: int = MAX_SIZE) -> Iterator[str]:
    r"""Yield the text of the file `name` (`-`: standard input) as chunks of whole lines.

    Args:
        name: the file, plain or compressed with gzip, bz2, xz or zstd.
        encoding: the text's encoding; by default found out.
        emit: called with each fault of the input, before the chunk that has it is yielded.
        max_size: how many bytes may come out of a compressed file.

    Yields:
        Text with `\n` for every line end. All chunks but the last end with a line break, unless a line is longer than
        `LINE_LIMIT`: it is cut, and its end is in the next chunk.

    Raises:
        OSError: the file cannot be opened.
        UnknownEncoding: there is no such encoding.
    """
    codec = find_encoding(encoding) if encoding else None
    if name == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        # A pipe that does not block, as other programs leave it, would look as if it had ended.
        with suppress(OSError, ValueError):
            os.set_blocking(sys.stdin.fileno(), True)
        yield from decode(cast(io.BufferedReader, sys.stdin.buffer), name, codec, emit, max_size)
    else:
        with Path(name).open("rb") as file:
            yield from decode(file, name, codec, emit, max_size)


def decode(
    file: Readable, name: str, encoding: str | None = None, emit: Emit = ignore, max_size: int = MAX_SIZE
) -> Iterator[str]:
    """Yield the text of an open binary `file` in chunks of whole lines, as `read_chunks` does."""
    diagnostics = DecodingReport(display_name(name), emit)
    blocks = read_on(decompress(read_blocks(file), max_size, diagnostics), diagnostics)
    head = next(blocks, b"")
    if is_property_list(head):
        try:
            head, named = main_page(head + b"".join(blocks))
        except ValueError as error:
            diagnostics.report(Code.UNREADABLE, f"not text but {error}", line=0)
            return
        encoding, blocks = encoding or (find_encoding(named) if named and is_encoding(named) else None), iter(())
    if fault := find_not_text(head, judged=encoding is None):
        diagnostics.report(Code.UNREADABLE, fault, line=0)
        return
    if has_no_mark(head, encoding):
        what = f"no {encoding}: there is no byte order mark; name {encoding}-le or {encoding}-be"
        diagnostics.report(Code.UNREADABLE, what, line=0)
        return
    encoding = encoding or find_wide(head)
    blocks = chain((head,), blocks)
    if encoding not in (None, "utf-8"):
        blocks = recode(blocks, encoding)
    yield from decode_lines(split_lines(blocks, diagnostics), diagnostics, encoding)


def read_blocks(file: Readable) -> Iterator[bytes]:
    """Yield a file's bytes as they come; the first block has enough of them to show what is compressed."""
    head = b""
    while len(head) < LONGEST_MAGIC and (more := file.read1(CHUNK)):
        head += more
    yield head
    while block := file.read1(CHUNK):
        yield block


def read_on(blocks: Iterator[bytes], diagnostics: DecodingReport) -> Iterator[bytes]:
    """Yield `blocks` as long as they can be read; report why there are no more."""
    try:
        yield from blocks
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.report(Code.UNREADABLE, f"cannot be read further: {reason}; what comes before is read")


def display_name(name: str) -> str:
    """Return a file's name as text that can be written anywhere.

    A name may have bytes that are not UTF-8, and characters that act on a terminal, which become escapes.
    """
    return visible(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
