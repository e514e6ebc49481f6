r"""Bytes to text: files and standard input as chunks of whole lines, decoded once.

    file ─ decompress ─ refuse what is not text ─ split into lines ─ decode ─▶ str with \n for every line end

A fault of the input is reported, never raised: a bad byte loses the byte, a file that breaks off what would follow.
Only opening a file raises. Memory is bounded by a chunk and the longest line.
"""

from paperlist.source.compression import MAX_SIZE, read_size
from paperlist.source.encoding import find_encoding
from paperlist.source.files import decode, display_name, read_chunks
from paperlist.source.inputs import Input, name_of, read_input

__all__ = [
    "MAX_SIZE",
    "Input",
    "decode",
    "display_name",
    "find_encoding",
    "name_of",
    "read_chunks",
    "read_input",
    "read_size",
]
