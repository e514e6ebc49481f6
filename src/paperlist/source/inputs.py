"""What may be read: the path of a file, an open file, or bytes."""

import io
import os
from collections.abc import Iterator
from typing import IO, Any, cast

from paperlist.source.compression import MAX_SIZE
from paperlist.source.encoding import find_encoding
from paperlist.source.files import Readable, decode, read_chunks
from paperlist.source.report import Emit, ignore

Input = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]
"""The path of a file (a string or a `Path`), bytes, or an open file."""


class Pieces:
    """An open file, of text or of bytes, as something that gives bytes piece by piece."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def read1(self, size: int = -1, /) -> bytes:
        """Return what the next piece of the file has, as UTF-8 where it is text; nothing at the end."""
        piece = self.file.read(size)
        return to_bytes(piece) if isinstance(piece, str) else piece or b""


def is_text_file(file: object) -> bool:
    """Whether an open file takes and gives text, not bytes."""
    return hasattr(file, "encoding")


def to_bytes(text: str) -> bytes:
    """Return a text as UTF-8; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def name_of(source: Input) -> str:
    """Return the name that places get: a file's own as far as it has one, else `-`."""
    if isinstance(source, bytes):
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
    if isinstance(source, str | os.PathLike):
        yield from read_chunks(os.fspath(source), encoding, emit, max_size)
    else:
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        codec = "utf-8" if is_text_file(file) else encoding and find_encoding(encoding)
        readable = file if hasattr(file, "read1") and not is_text_file(file) else Pieces(file)
        yield from decode(cast(Readable, readable), name_of(source), codec, emit, max_size)
