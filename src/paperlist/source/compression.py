"""Compressed files: gzip, bz2, xz and zstd, by their first bytes, in constant memory and up to a limit."""

import re
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from paperlist.diagnostics import Code
from paperlist.source.report import DecodingReport

MAX_SIZE = 4 << 30
"""Bytes that may come out of a compressed file; a listing of a million papers has a third of it."""

BLOCK = 1 << 16
"""Bytes that come out of a decompressor at once, at most."""

COMPRESSED = (
    (b"\x1f\x8b\x08", "gzip"),
    *((b"BZh%d1AY&SY" % level, "bz2") for level in range(1, 10)),
    *((b"BZh%d\x17rE8P\x90" % level, "bz2") for level in range(1, 10)),  # empty
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
LONGEST_MAGIC = 10  # of bz2
SKIPPED = {"zstd": tuple(bytes((0x50 + i, 0x2A, 0x4D, 0x18)) for i in range(16))}
"""How members begin that hold nothing; programs that compress in parallel write them."""

SIZE = re.compile(r"(\d+)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)  # "500M", "2 GiB", "1000"


class TrailingError(Exception):
    """The last member of a compressed file is followed by something else than zeros."""


def read_size(text: str) -> int:
    """Return a size, `500M`, `2 GiB` or `1000`, in bytes.

    Raises:
        ValueError: it is not a size.
    """
    found = SIZE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a size: {text} (500M, 2G, …)")
    return int(found[1]) << 10 * " kmgt".index(found[2].lower() or " ")


def decompress(blocks: Iterator[bytes], max_size: int, diagnostics: DecodingReport) -> Iterator[bytes]:
    """Yield the bytes of a file, decompressed if they are compressed; report what follows compressed data.

    Args:
        blocks: the file's bytes, at least `LONGEST_MAGIC` in the first block unless the file has fewer.
        max_size: how many bytes may come out.
        diagnostics: where faults are reported.

    Raises:
        OSError: the data is damaged or breaks off, or more than `max_size` bytes come out of it.
    """
    head = next(blocks, b"")
    blocks = chain((head,), blocks)
    kind = next((kind for magic, kind in COMPRESSED if head.startswith(magic)), None)
    if kind is None:
        yield from blocks
        return
    size = 0
    try:
        for block in unpack(blocks, kind):
            size += len(block)
            if size > max_size:
                yield block[: max_size - size]
                raise OSError(f"more than {max_size} bytes come out of the {kind} data; --max-size allows more")
            yield block
    except TrailingError:
        diagnostics.report(Code.BAD_BYTES, f"what follows the {kind} data is something else, and is not read")
    except OSError:
        raise
    except EOFError:
        raise OSError(f"the {kind} data breaks off") from None
    except ImportError:
        raise OSError(f"{kind} data needs the package backports.zstd") from None
    except Exception as error:
        # Each library has an exception of its own for damaged data: zlib.error, LZMAError, ZstdError.
        raise OSError(f"the {kind} data is damaged ({error})") from error


def unpack(blocks: Iterator[bytes], kind: str) -> Iterator[bytes]:
    """Yield what comes out of each member of a compressed file.

    The file classes of the standard library take anything after the first member that is none for the end of the file.

    Raises:
        TrailingError: a member is followed by something that is none.
        EOFError: a member breaks off.
        Exception: a member is damaged; each library has an exception of its own.
    """
    new_decompressor = load_decompressor(kind)
    magics = tuple(magic for magic, name in COMPRESSED if name == kind) + SKIPPED.get(kind, ())
    rest = next(blocks)
    while rest:
        if not rest.startswith(magics):
            raise TrailingError
        member = new_decompressor()
        while not member.eof:
            if not rest and not (rest := next(blocks, b"")):
                raise EOFError
            block = member.decompress(rest, BLOCK)
            rest = getattr(member, "unconsumed_tail", b"")  # zlib's returns what it has not read yet
            while block:
                yield block
                block = b"" if member.eof or rest else member.decompress(b"", BLOCK)
        rest = member.unused_data
        # Zeros fill up a block of a tape or of an xz file.
        while len(rest := rest.lstrip(b"\0")) < LONGEST_MAGIC and (more := next(blocks, b"")):
            rest += more


def load_decompressor(kind: str) -> Callable[[], Any]:
    """Return what makes a decompressor of one member; only now its library is imported, which may be missing."""
    if kind == "gzip":
        import zlib

        return lambda: zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    if kind == "bz2":
        import bz2

        return bz2.BZ2Decompressor
    if kind == "xz":
        import lzma

        return lzma.LZMADecompressor
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    new_decompressor: Callable[[], Any] = zstd.ZstdDecompressor
    return new_decompressor
