"""Bytes to text: files and standard input, decoded once, as chunks of whole lines."""

import codecs
import io
import sys
from collections.abc import Iterator
from pathlib import Path

CHUNK = 1 << 20
"""Bytes asked for at once. A pipe gives what it has, so that records leave as soon as they are read."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_chunks(name: str) -> Iterator[str]:
    r"""Give the text of the file `name` (`-`: standard input) as chunks with `\n` for every line end.

    All chunks but the last end with a line break, unless one line is longer than a chunk.

    Raises:
        OSError: the file cannot be opened or read.
    """
    if name == "-":
        yield from decode(sys.stdin.buffer)
    else:
        with Path(name).open("rb") as file:
            yield from decode(file)


def decode(file: io.BufferedIOBase | io.BufferedReader) -> Iterator[str]:
    """Give the text of an open binary `file` in chunks of whole lines."""
    head = file.read1(CHUNK)
    encoding = "utf-8"
    for bom, name in BOMS:
        if head.startswith(bom):
            encoding, head = name, head[len(bom) :]
            break
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors="replace"), translate=True)
    rest = ""
    while head:
        text = rest + decoder.decode(head)
        cut = text.rfind("\n") + 1
        if cut:
            yield text[:cut]
        rest = text[cut:]
        head = file.read1(CHUNK)
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest
