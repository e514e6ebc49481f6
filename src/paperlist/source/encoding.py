"""What the bytes of an input are: not text, UTF-16 or UTF-32, UTF-8 or one of a few older encodings.

The reasons for this choice, and for not leaving it to a library, are in docs/decisions/encodings.md.
"""

import codecs
import re
from collections.abc import Callable

from paperlist.errors import UnknownEncoding
from paperlist.source.compression import COMPRESSED

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

NOT_TEXT = (
    # Offset, the bytes there, what the input is.
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
    (0, b"PAR1", "a Parquet file; write its rows as JSON first, for instance with duckdb or pandas"),
    (0, b"SQLite format 3\0", "a database"),
    *((0, magic, f"compressed twice, with {kind} inside; decompress it first") for magic, kind in COMPRESSED),
)

CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\b\x1b"))
"""Bytes that no text has, white space and what terminals print left out."""

HEAD = 1 << 12
"""Bytes by which an input is judged to be text or a wide encoding."""

SAMPLE = 1 << 16
"""Bytes of lines beyond ASCII by which an encoding is chosen."""

EAST_ASIAN = (
    # Encoding, the character set whose first bytes tell what is common in it, those bytes.
    ("gb18030", "gb2312", frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))),
    ("cp932", "shift_jis", frozenset((*range(0x81, 0x84), *range(0x88, 0x99)))),
)
CJK_RUN = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]{2,}")
"""`机器学习`; `Müller` misread as GB18030 has such characters too, but alone."""
LIKELY = 0.8
"""The share of all characters beyond ASCII that must be common East Asian ones, in runs."""

HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # U+D800 as UTF-8 would write it


MARKED = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
"""Encodings of which the text's mark says which of two they are."""


def find_encoding(name: str) -> str:
    """Return the codec for the encoding `name`.

    Raises:
        UnknownEncoding: there is no such encoding of text.
    """
    try:
        codec = codecs.lookup(name)
        # Python's list of codecs has some that are no encodings of text: "hex", "zlib", "undefined".
        b"  ".decode(name, "replace")
        if codec.incrementaldecoder is None:
            raise LookupError
        # Some cannot read every file, whatever stands in the place of faults: "punycode".
        if codec.name not in MARKED and not reads_all(codec.incrementaldecoder):
            raise LookupError
    except (LookupError, UnicodeError, ValueError):
        raise UnknownEncoding(f"unknown encoding: {name}") from None
    return codec.name


def reads_all(decoder: Callable[[str], codecs.IncrementalDecoder]) -> bool:
    """Whether a decoder reads any byte after any text; UnicodeError is no answer where faults are to be replaced."""
    try:
        for byte in range(256):
            reading = decoder("replace")
            reading.decode(b"a-\xe9" + bytes([byte]))
            reading.decode(b"", final=True)
    except (UnicodeError, AssertionError):
        return False
    return True


def has_no_mark(head: bytes, encoding: str | None) -> bool:
    """Whether an encoding that needs a byte order mark is read from a text without one."""
    return encoding in MARKED and bool(head) and not head.startswith(MARKED[encoding])


def is_encoding(name: str) -> bool:
    """Whether there is an encoding of text of that name."""
    try:
        find_encoding(name)
    except LookupError:
        return False
    return True


def find_not_text(head: bytes, *, judged: bool) -> str | None:
    """Return what to say of the input if it is not text; None if it is.

    Args:
        head: how the input begins.
        judged: whether unknown bytes are judged; who names an encoding says that it is text.
    """
    for offset, magic, what in NOT_TEXT:
        if head.startswith(magic, offset):
            return f"not text but {what}"
    head = head[:HEAD]
    if not judged or find_wide(head):
        return None
    controls = len(head) - len(head.translate(None, CONTROLS))
    faults = head.decode("utf-8", "replace").count("\ufffd")
    if 2 * controls > len(head) > 8 or min(controls, faults) > max(4, len(head) // 50):
        return "not a text file; if it is one, give its encoding with --encoding"
    return None


def find_wide(head: bytes) -> str | None:
    """Return which of UTF-16 and UTF-32 a text is in, by its mark or by its zeros; None if in neither."""
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
    """Return the encoding of text that is not valid UTF-8: one of a few, or UTF-8 with faults."""
    # 1. Only lines beyond ASCII are evidence.
    sample = b"\n".join(line for line in block.splitlines() if not line.isascii())[:SAMPLE]
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


def share_common(sample: bytes, encoding: str, charset: str, common: frozenset[int]) -> float:
    """Return the share of common East Asian characters in runs among all characters beyond ASCII."""
    text = sample.decode(encoding, "replace")
    runs = "".join(CJK_RUN.findall(text)).encode(charset, "ignore")
    return sum(first in common for first in runs[::2]) / max(1, count_beyond_ascii(text))


def count_beyond_ascii(text: str) -> int:
    """Return how many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
