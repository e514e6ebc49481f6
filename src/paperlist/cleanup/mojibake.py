"""Text whose UTF-8 was read as Windows-1252 or Latin-1, once or more: `Ã§` for `ç`, `â€¦` for `…`.

ftfy undoes it where a line shows it surely. Each line is judged by itself: a text may be pasted from several places.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from paperlist.source.document import lines_of

LONGEST = 100_000
"""Characters of a line that ftfy looks at."""
FRAME = {
    sign.encode().decode(encoding): sign
    for sign in "▽△▼▲•…–—’“"
    for encoding in ("cp1252", "latin-1")
    if encoding == "latin-1" or not {0x81, 0x8D, 0x8F, 0x90, 0x9D}.intersection(sign.encode())
}
"""What the signs of a page's frame become: nothing else looks so, and one of them alone shows ftfy nothing."""
OTHERS = ("cp1250", "cp1251", "cp1253", "cp437", "cp850", "mac_roman", "iso8859_15")
"""What else it may have been read as, which the signs of a page's frame tell."""
ENCODING_OF = {
    sign.encode().decode(encoding): encoding
    for encoding in OTHERS
    for sign in "▽△▼▲•…–—’“"
    if (shown := sign.encode().decode(encoding, "ignore")) not in FRAME and len(shown) == 3
}
SIGN = re.compile("".join(f"[{re.escape(''.join({shown[at] for shown in ENCODING_OF}))}]" for at in range(3)))
LOOK = 1 << 14
"""So many characters are looked through for such a sign."""
LEAD = "â"
"""How each of them begins."""
ENCODINGS = ("latin-1", "cp1252", "cp1250", "cp1251", "mac_roman", "cp437")
"""What UTF-8 may have been read as, so that ftfy finds it."""


def class_of(encoding: str, low: int, high: int) -> str:
    """Return the characters that bytes are in an encoding, as a class of a pattern."""
    return f"[{re.escape(bytes(range(low, high)).decode(encoding, 'ignore'))}]"


FIRST, SECOND = [class_of(each, 0xC2, 0xF5) for each in ENCODINGS], [class_of(each, 0x80, 0xC0) for each in ENCODINGS]
MISREAD = re.compile("|".join(map("".join, zip(FIRST, SECOND, strict=True))))
"""How each character of several bytes begins that was misread: `Ã§`, `â€`."""
MISREAD_SOMEHOW = re.compile(
    "".join(
        f"[{''.join(class_of(each, *bounds)[1:-1] for each in (*ENCODINGS, *OTHERS))}]"
        for bounds in ((0xC2, 0xF5), (0x80, 0xC0))
    )
)
"""The same, whatever it was read as, which is found sooner."""
LOST = "\N{REPLACEMENT CHARACTER}"


class Mended:
    """The lines of a text that were mended, and those of which something is lost."""

    def __init__(self) -> None:
        self.mended: list[int] = []
        """The first and the last line, and how many there are; empty without any."""
        self.encoding = ""
        """What the text was read as, where it has a sign of a page's frame so."""
        self.lost: list[int] = []
        """The same, of lines that could be mended only in part."""

    def mend(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield the text of `chunks` with the letters that were meant, line by line."""
        number = 1
        chunks = iter(chunks)
        for chunk in chunks:
            text = chunk
            if not MISREAD_SOMEHOW.search(text):
                yield text
            else:
                while not self.encoding and len(text) < LOOK and (following := next(chunks, "")):
                    text += following
                signs = {ENCODING_OF[sign] for sign in SIGN.findall(text) if sign in ENCODING_OF}
                self.encoding = signs.pop() if len(signs) == 1 else self.encoding
                yield "".join(self.mend_line(line, number + i) for i, line in enumerate(lines_of(text)))
            number += text.count("\n")

    def mend_line(self, line: str, number: int) -> str:
        """Return a line with the letters that were meant."""
        if self.encoding and not line.isascii():
            with suppress(UnicodeError):
                fixed = line.encode(self.encoding).decode("utf-8")
                count_in(self.mended, number)
                return fixed
        if not MISREAD.search(line):
            return line
        from ftfy import TextFixerConfig, fix_encoding  # loaded for the few texts that need it
        from ftfy.badness import is_bad

        suspect = is_bad(line)
        fixed = fix_encoding(line, TextFixerConfig(explain=False, max_decode_length=LONGEST)) if suspect else line
        if LEAD in fixed:
            for written, meant in FRAME.items():
                fixed = fixed.replace(written, meant)
        if fixed.count("\n") != line.count("\n") or is_bad(fixed):
            fixed = line
        if fixed != line:
            count_in(self.mended, number)
        if suspect and (fixed == line or LOST in fixed):
            count_in(self.lost, number)
        return fixed


def count_in(lines: list[int], number: int) -> None:
    """Add a line to those that are counted: the first, the last, how many."""
    lines[:] = [lines[0], number, lines[2] + 1] if lines else [number, number, 1]
