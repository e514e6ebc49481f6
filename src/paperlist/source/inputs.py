"""What a program may give to be read: the path of a file, an open file, bytes, or a text."""

import io
import os
from collections.abc import Iterator
from typing import IO, Any, cast

from paperlist.source.compression import MAX_SIZE
from paperlist.source.encoding import find_encoding
from paperlist.source.files import Readable, decode, read_chunks
from paperlist.source.report import Emit, ignore

Input = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]
"""A path (a string without a line break, or a `Path`), bytes, an open file, or a text of several lines."""


class Pieces:
    """An open file, of text or of bytes, as something that gives bytes piece by piece."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def read1(self, size: int = -1, /) -> bytes:
        """Return what the next piece of the file has, as UTF-8 where it is text; nothing at the end."""
        piece = self.file.read(size)
        return to_bytes(piece) if isinstance(piece, str) else piece or b""


def is_text(source: Input) -> bool:
    """Whether this is a text and not a name: it has a line break, which a file's name has not."""
    return isinstance(source, str) and ("\n" in source or "\r" in source)


def is_text_file(file: object) -> bool:
    """Whether an open file takes and gives text, not bytes."""
    return hasattr(file, "encoding")


def to_bytes(text: str) -> bytes:
    """Return a text as UTF-8; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def name_of(source: Input) -> str:
    """Return the name that places get: a file's own as far as it has one, else `-`."""
    if isinstance(source, bytes) or is_text(source):
        return "-"
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and name != "<stdin>" else "-"


def read_input(
    source: Input, encoding: str | None = None, emit: Emit = ignore, max_size: int = MAX_SIZE
) -> Iterator[str]:
    """Yield the text of an input in chunks of whole lines; the arguments are those of `read_chunks`.

    Raises:
        OSError: the file cannot be opened.
        UnknownEncoding: there is no such encoding.
    """
    if isinstance(source, str) and is_text(source):
        yield from decode(io.BytesIO(to_bytes(source)), "-", "utf-8", emit, max_size)
    elif isinstance(source, str | os.PathLike):
        yield from read_chunks(os.fspath(source), encoding, emit, max_size)
    else:
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        codec = "utf-8" if is_text_file(file) else encoding and find_encoding(encoding)
        readable = file if hasattr(file, "read1") and not is_text_file(file) else Pieces(file)
        yield from decode(cast(Readable, readable), name_of(source), codec, emit, max_size)
