r"""Bytes to text: files and standard input, decoded once, as chunks of whole lines.

    file ─ decompress? ─ not text? ─ wide encoding to UTF-8? ─ whole lines ─ decode ─▶ str with \n line ends

UTF-8 is checked at the speed of C, and nothing else is done to text that is UTF-8. What fails is
judged once, by the block that failed: UTF-8 with faults, GB18030, Shift-JIS or Windows-1252.

A fault of the input is told, never raised: a bad byte costs the byte, a file that breaks off what
follows. Only opening a file raises. Memory is bounded by a chunk and the longest line.
"""

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from paperlist import cleanup
from paperlist.diagnostics import Code, Diagnostic

CHUNK = 3 << 14
"""Bytes asked for at once. A pipe gives what it has, so that records leave as soon as they are read."""

LINE_LIMIT = 16 << 20
"""Bytes of one line that are read; a page of 200 entries without a line break has half a million."""

MAX_SIZE = 4 << 30
"""Bytes that may come out of a compressed file; a listing of a million papers has a third of it."""

MAX_TOLD = 100
"""Places of lost characters that are told one by one; one more diagnostic tells of all the others."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

COMPRESSED = (
    (b"\x1f\x8b\x08", "gzip"),
    *((b"BZh%d1AY&SY" % level, "bz2") for level in range(1, 10)),
    *((b"BZh%d\x17rE8P\x90" % level, "bz2") for level in range(1, 10)),  # empty
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
LONGEST_MAGIC = 10  # of bz2
SKIPPED = {"zstd": tuple(bytes((0x50 + i, 0x2A, 0x4D, 0x18)) for i in range(16))}
"""What begins members that have nothing in them, which parallel programs write."""

NOT_TEXT = (
    # Where it stands, what stands there, what it is.
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"%PDF-", "a PDF document; take its text first, for instance with pdftotext"),
    (0, b"\xd0\xcf\x11\xe0", "an office document; save it as text first"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document; unpack it or save it as text first"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive; unpack it first"),
    (0, b"Rar!\x1a", "an archive; unpack it first"),
    (257, b"ustar", "a tar archive; unpack it first"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\0", "a database"),
    *((0, magic, f"compressed twice, with {kind} inside; decompress it first") for magic, kind in COMPRESSED),
)

CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\b\x1b"))
"""Bytes that no text has, white space and what terminals print left out."""

HEAD = 1 << 12
"""Bytes by which an input is judged to be text or a wide encoding."""

CJK = r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]"
EAST_ASIAN = (
    # Encoding, the character set whose first bytes tell what is common in it, those bytes.
    ("gb18030", "gb2312", frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))),
    ("cp932", "shift_jis", frozenset((*range(0x81, 0x84), *range(0x88, 0x99)))),
)
LIKELY = 0.8
"""The share of all characters beyond ASCII that must be common East Asian ones, in runs."""

HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # U+D800 as UTF-8 would write it

SIZE = re.compile(r"(\d+)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)  # "500M", "2 GiB", "1000"

Tell = Callable[[Diagnostic], None]


class Readable(Protocol):
    """An open binary file, as far as it is needed here."""

    def read1(self, size: int = -1, /) -> bytes:
        """Give what is there, `size` bytes at most; nothing at the end."""


def ignore(_: Diagnostic) -> None:
    """Tell nobody."""


def read_chunks(name: str, encoding: str | None = None, tell: Tell = ignore, max_size: int = MAX_SIZE) -> Iterator[str]:
    r"""Give the text of the file `name` (`-`: standard input) as chunks of whole lines.

    Args:
        name: the file, compressed with gzip, bz2, xz or zstd or not at all.
        encoding: what the text is encoded in; None finds out.
        tell: called with each fault of the input, before the chunk that has it is given.
        max_size: how many bytes may come out of a compressed file.

    Yields:
        Text with `\n` for every line end. All chunks but the last end with a line break, unless a
        line is longer than `LINE_LIMIT`: it is cut, and its end is in the next chunk.

    Raises:
        OSError: the file cannot be opened.
        LookupError: there is no such encoding.
    """
    codec = find_encoding(encoding) if encoding else None
    if name == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        # A pipe that does not block, as other programs leave it, would look as if it had ended.
        with suppress(OSError, ValueError):
            os.set_blocking(sys.stdin.fileno(), True)
        yield from decode(cast(io.BufferedReader, sys.stdin.buffer), name, codec, tell, max_size)
    else:
        with Path(name).open("rb") as file:
            yield from decode(file, name, codec, tell, max_size)


def find_encoding(name: str) -> str:
    """Give the codec for the encoding `name`.

    Raises:
        LookupError: there is no such encoding of text.
    """
    try:
        codec = codecs.lookup(name)
        # Python's list of codecs has some that are no encodings of text: "hex", "zlib", "undefined".
        b"  ".decode(name, "replace")
        if codec.incrementaldecoder is None:
            raise LookupError
    except (LookupError, UnicodeError, ValueError):
        raise LookupError(f"unknown encoding: {name}") from None
    return codec.name


def read_size(text: str) -> int:
    """Read a size, `500M`, `2 GiB` or `1000`, as bytes.

    Raises:
        ValueError: it is not a size.
    """
    found = SIZE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a size: {text} (500M, 2G, …)")
    return int(found[1]) << 10 * " kmgt".index(found[2].lower() or " ")


def display_name(name: str) -> str:
    """Give a file's name as text that can be written anywhere; a name may have bytes that are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class Told:
    """Tells of one input, and knows the line at which reading stands."""

    def __init__(self, file: str, tell: Tell) -> None:
        self.file = display_name(file)
        self.pass_on = tell
        self.line = 1
        self.places = 0
        self.others: tuple[int, int, int] | None = None  # characters, first line, last line

    def tell(self, code: Code, first: int, last: int, message: str) -> None:
        """Tell one thing about some lines (0: the input as a whole)."""
        self.pass_on(Diagnostic(code, self.file, first, last, message))

    def tell_lost(self, text: str, encoding: str) -> None:
        """Tell of the lost characters in `text`, which begins at the current line: one place for neighbouring lines."""
        line, position, at = self.line, 0, text.find("\ufffd")
        run: tuple[int, int, int] | None = None
        while at >= 0:
            line += text.count("\n", position, at)
            position = end = text.find("\n", at) + 1 or len(text)
            lost = text.count("\ufffd", at, end)
            if run and line <= run[2] + 1:
                run = (run[0] + lost, run[1], line)
            else:
                if run:
                    self.tell_place(run, encoding)
                run = (lost, line, line)
            line += 1
            at = text.find("\ufffd", end)
        if run:
            self.tell_place(run, encoding)

    def tell_place(self, run: tuple[int, int, int], encoding: str) -> None:
        """Tell of one run of lost characters, or keep it for the end where too many were told."""
        self.places += 1
        if self.places <= MAX_TOLD:
            lost, first, last = run
            self.tell(Code.BAD_BYTES, first, last, self.describe(lost, encoding))
        else:
            before = self.others or (0, run[1], 0)
            self.others = (before[0] + run[0], before[1], run[2])

    def tell_others(self, encoding: str) -> None:
        """Tell of the places that were not told one by one."""
        if self.others:
            lost, first, last = self.others
            places = self.places - MAX_TOLD
            self.tell(Code.BAD_BYTES, first, last, f"{self.describe(lost, encoding)}, in {places} more places")

    @staticmethod
    def describe(lost: int, encoding: str) -> str:
        """Say what lost characters are."""
        what = "1 lost character" if lost == 1 else f"{lost} lost characters"
        return f"{what} (U+FFFD): bytes that are not {encoding}, or lost before"


def decode(
    file: Readable, name: str, encoding: str | None = None, tell: Tell = ignore, max_size: int = MAX_SIZE
) -> Iterator[str]:
    """Give the text of an open binary `file` in chunks of whole lines; see `read_chunks`."""
    told = Told(name, tell)
    blocks = read_blocks(file, max_size, told)
    head = next(blocks, b"")
    what = find_not_text(head, judged=encoding is None)
    if what:
        told.tell(Code.UNREADABLE, 0, 0, f"not text but {what}")
        return
    if encoding is None and (wide := find_wide(head)):
        encoding = wide
    blocks = join(head, blocks)
    if encoding not in (None, "utf-8"):
        blocks = recode(blocks, encoding)
    yield from decode_lines(split_lines(blocks, told), told, encoding)


def join(head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Put the first block back."""
    yield head
    yield from blocks


# Files


def read_blocks(file: Readable, max_size: int, told: Told) -> Iterator[bytes]:
    """Give the bytes of a file, decompressed; tell where it cannot be read on. The first block has `HEAD` bytes."""
    try:
        head = read_head(file)
        kind = next((kind for magic, kind in COMPRESSED if head.startswith(magic)), None)
        if kind is None:
            yield head
            while block := file.read1(CHUNK):
                yield block
        else:
            yield from read_compressed(Rejoined(head, file), kind, max_size, told)
    except OSError as error:
        reason = error.strerror or str(error)
        told.tell(Code.UNREADABLE, told.line, told.line, f"cannot be read on: {reason}; what stands before it is read")


def read_head(file: Readable) -> bytes:
    """Give the first bytes of a file: what is there at once, but not so few that they cannot be judged."""
    head = b""
    while len(head) < LONGEST_MAGIC and (more := file.read1(CHUNK)):
        head += more
    return head


class Rejoined:
    """An open file with its first bytes, already read, put back."""

    def __init__(self, head: bytes, file: Readable) -> None:
        self.head = head
        self.file = file

    def read(self, size: int) -> bytes:
        """Give what is there, `size` bytes at most."""
        if self.head:
            block, self.head = self.head[:size], self.head[size:]
            return block
        return self.file.read1(size)


def read_compressed(file: Rejoined, kind: str, max_size: int, told: Told) -> Iterator[bytes]:
    """Give the bytes that come out of a compressed file, of all its members; tell of what else is behind them.

    Raises:
        OSError: it is damaged or breaks off, or more than `max_size` bytes come out of it.
    """
    size = 0
    try:
        for block in unpack(file, kind):
            size += len(block)
            if size > max_size:
                yield block[: max_size - size]
                raise OSError(f"more than {max_size} bytes come out of the {kind} data; --max-size allows more")
            yield block
    except TrailingError:
        message = f"what stands behind the {kind} data is none, and is not read"
        told.tell(Code.BAD_BYTES, told.line, told.line, message)
    except OSError:
        raise
    except EOFError:
        raise OSError(f"the {kind} data breaks off") from None
    except ImportError:
        raise OSError(f"{kind} data needs the package backports.zstd") from None
    except Exception as error:
        # Each library has an exception of its own for damaged data: zlib.error, LZMAError, ZstdError.
        raise OSError(f"the {kind} data is damaged ({error})") from error


class TrailingError(Exception):
    """Behind the last member of a compressed file stands something else than zeros."""


def unpack(file: Rejoined, kind: str) -> Iterator[bytes]:
    """Give what comes out of each member of a compressed file, in blocks.

    The files of the standard library take whatever cannot be decompressed behind the first member for its end.

    Raises:
        TrailingError: something is there that begins no member.
        EOFError: a member breaks off.
        Exception: a member is damaged; each library has an exception of its own.
    """
    make = load_decompressor(kind)
    magics = tuple(magic for magic, name in COMPRESSED if name == kind) + SKIPPED.get(kind, ())
    rest = file.read(CHUNK)
    while rest:
        if not rest.startswith(magics):
            raise TrailingError
        member = make()
        while not member.eof:
            if not rest and not (rest := file.read(CHUNK)):
                raise EOFError
            block = member.decompress(rest, CHUNK)
            rest = getattr(member, "unconsumed_tail", b"")  # zlib's gives back what it did not come to
            while block:
                yield block
                block = b"" if member.eof or rest else member.decompress(b"", CHUNK)
        rest = member.unused_data
        # Zeros fill up a block of a tape or of an xz file.
        while len(rest := rest.lstrip(b"\0")) < LONGEST_MAGIC and (more := file.read(CHUNK)):
            rest += more


def load_decompressor(kind: str) -> Callable[[], Any]:
    """Give what makes a decompressor of one member; the library for it is imported now."""
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
    make: Callable[[], Any] = zstd.ZstdDecompressor
    return make


# What the bytes are


def find_not_text(head: bytes, *, judged: bool) -> str | None:
    """Say what the input is if it is not text; None if it is.

    Args:
        head: how the input begins.
        judged: whether unknown bytes are judged; who names an encoding says that it is text.
    """
    for start, magic, what in NOT_TEXT:
        if head.startswith(magic, start):
            return what
    head = head[:HEAD]
    if not judged or find_wide(head):
        return None
    controls = len(head) - len(head.translate(None, CONTROLS))
    faults = head.decode("utf-8", "replace").count("\ufffd")
    if 2 * controls > len(head) > 8 or min(controls, faults) > max(4, len(head) // 50):
        return "other data; if it is text, name its --encoding"
    return None


def find_wide(head: bytes) -> str | None:
    """Find out whether text is in UTF-16 or UTF-32, by its mark or by its zeros; None if it is not."""
    for bom, name in BOMS:
        if head.startswith(bom):
            return None if name == "utf-8" else name
    head = head[: min(HEAD, len(head) & ~3)]
    if len(head) < 8 or 0 not in head:
        return None
    zeros = [head[i::4].count(0) / (len(head) // 4) for i in range(4)]
    # No character is above U+10FFFF; in text of any script at least blanks and line ends are ASCII.
    if zeros[3] == 1 and zeros[2] > 0.4 and max(head[2::4]) <= 0x10 and zeros[0] < 0.1:
        return "utf-32-le"
    if zeros[0] == 1 and zeros[1] > 0.4 and max(head[1::4]) <= 0x10 and zeros[3] < 0.1:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > 0.4 and max(zeros[0], zeros[2]) < 0.1:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > 0.4 and max(zeros[1], zeros[3]) < 0.1:
        return "utf-16-be"
    return None


def find_narrow(block: bytes) -> str:
    """Find out what text that is not valid UTF-8 is encoded in."""
    # 1. Only lines that have something to tell.
    sample = b"\n".join(line for line in block.splitlines() if not line.isascii())[: 1 << 16]
    # 2. Characters of other encodings are valid UTF-8 by chance only.
    text = sample.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if count_beyond_ascii(text) - faults >= faults:
        return "utf-8"
    # 3. East Asian text is common characters, side by side.
    shares = {encoding: share_common(sample, encoding, charset, common) for encoding, charset, common in EAST_ASIAN}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] >= LIKELY:
        return best
    # 4. Halves of surrogate pairs, each written as if it were a character, are three bytes that nothing else has.
    if HALF_PAIR.search(sample):
        return "utf-8"
    # 5. Windows-1252 has all of Latin-1 that is ever printed, and five bytes that mean nothing; ÿ is hardly ever meant.
    western = sample.decode("cp1252", "replace")
    return "utf-8" if "\ufffd" in western or "ÿ" in western else "cp1252"


@cache
def cjk_run() -> re.Pattern[str]:
    """Give the pattern of `机器学习`; `Müller` misread as GB18030 has such characters too, but alone.

    Its ranges take long to compile, and most inputs are UTF-8.
    """
    return re.compile(f"{CJK}{{2,}}")


def share_common(sample: bytes, encoding: str, charset: str, common: frozenset[int]) -> float:
    """Give the share of common East Asian characters in runs among all characters beyond ASCII."""
    text = sample.decode(encoding, "replace")
    runs = "".join(cjk_run().findall(text)).encode(charset, "ignore")
    return sum(first in common for first in runs[::2]) / max(1, count_beyond_ascii(text))


def count_beyond_ascii(text: str) -> int:
    """Count the characters that are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


# Text


def recode(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Give text in any encoding as UTF-8, so that lines can be told by their bytes."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def split_lines(blocks: Iterable[bytes], told: Told) -> Iterator[bytes]:
    """Give whole lines; a line longer than `LINE_LIMIT` is cut, and that is told."""
    rest: list[bytes] = []
    length = 0
    for block in blocks:
        # 1. Nothing more is taken of a line that is too long.
        if length > LINE_LIMIT:
            end = min((at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0), default=-1)
            if end < 0:
                continue
            block, length = block[end:], 0
        # 2. All lines that are whole. A return at the end may be half of a line end.
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
        if cut:
            yield b"".join((*rest, block[:cut]))
            rest, length, block = [], 0, block[cut:]
        rest.append(block)
        length += len(block)
        # 3. What is too long is cut between words.
        if length > LINE_LIMIT:
            line = b"".join(rest)[:LINE_LIMIT]
            yield line[: line.rfind(b" ") + 1 or None]
            message = f"a line of more than {LINE_LIMIT} bytes is cut; the rest of it is not read"
            told.tell(Code.TRUNCATED, told.line, told.line, message)
            rest = []
    if rest:
        yield b"".join(rest)


def decode_lines(lines: Iterable[bytes], told: Told, encoding: str | None) -> Iterator[str]:
    r"""Give the text of whole lines with `\n` for every line end; tell of lost characters.

    Args:
        lines: blocks of lines, in UTF-8 where `encoding` is given.
        told: where faults go.
        encoding: what it was encoded in before, for the messages; None if that is to be found out.
    """
    named = encoding or "utf-8"
    codec = "utf-8"
    unsure = encoding is None
    for block in lines:
        try:
            text = cleanup.decode(block, "strict") if codec == "utf-8" else block.decode(codec)
        except UnicodeDecodeError as error:
            if unsure:
                named = codec = find_narrow(block)
                if codec != "utf-8":
                    line = told.line + block.count(b"\n", 0, error.start)
                    message = f"not utf-8, read as {codec} from here on; --encoding overrules"
                    told.tell(Code.AMBIGUOUS, line, line, message)
            text = block.decode(codec, "replace")
        unsure = unsure and text.isascii()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\ufeff" in text:
            # The mark at the beginning; or in the midst, where marked files were put together.
            text = text.replace("\ufeff", "")
        if "\ufffd" in text:
            told.tell_lost(text, named)
        told.line += cleanup.count_lines(text)
        if text:
            yield text
    told.tell_others(named)
