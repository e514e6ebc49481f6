"""Blocks of bytes to whole lines, and these to text."""

import codecs
from collections.abc import Iterable, Iterator

from paperlist.diagnostics import Code
from paperlist.source.encoding import find_narrow
from paperlist.source.report import REPLACEMENT, DecodingReport

LINE_LIMIT = 16 << 20
"""Bytes of one line that are read; a page of 200 entries without a line break has half a million."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def recode(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield text in any encoding as UTF-8, in which a byte shows where a line ends."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def split_lines(blocks: Iterable[bytes], diagnostics: DecodingReport) -> Iterator[bytes]:
    """Yield whole lines, several at once; a line longer than `LINE_LIMIT` is cut, and that is reported."""
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
            diagnostics.report(Code.TRUNCATED, message)
            rest = []
    if rest:
        yield b"".join(rest)


def decode_lines(lines: Iterable[bytes], diagnostics: DecodingReport, encoding: str | None) -> Iterator[str]:
    r"""Yield the text of whole lines with `\n` for every line end; report lost characters.

    Args:
        lines: blocks of lines, in UTF-8 where `encoding` is given.
        diagnostics: where faults are reported.
        encoding: what the text was encoded in, for the messages; None if that is to be found out.
    """
    named = encoding or "utf-8"
    codec = "utf-8"
    unsure = encoding is None
    for block in lines:
        try:
            text = block.decode(codec)
        except UnicodeDecodeError as error:
            if unsure:
                named = codec = find_narrow(block)
                if codec != "utf-8":
                    line = diagnostics.line + block.count(b"\n", 0, error.start)
                    message = f"not utf-8, read as {codec} from here on; --encoding overrules"
                    diagnostics.report(Code.AMBIGUOUS, message, line)
            text = block.decode(codec, "replace")
        unsure = unsure and text.isascii()
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        # The mark may be in the midst, too, where marked files were put together.
        text = text.replace(BYTE_ORDER_MARK, "")
        if REPLACEMENT in text:
            diagnostics.report_lost(text, named)
        diagnostics.line += text.count("\n")
        if text:
            yield text
    diagnostics.report_rest(named)
