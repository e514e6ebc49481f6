r"""Texts in RTF, as word processors and note-taking programs save and copy them: `{\rtf1\ansi …}`."""

import re
from collections.abc import Iterable, Iterator

from paperlist.source.document import Complain, Piece, lines_of

BEGIN = "{\\rtf"
MARK = re.compile("\ue000(\\d+)\ue001")
"""Characters of no meaning, put before each line, so that the text tells the line of each of its lines."""


def begins(head: str, _: str) -> bool:
    """Whether a text begins as RTF does."""
    return head.lstrip().startswith(BEGIN)


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the text of an RTF document."""
    from striprtf.striprtf import rtf_to_text

    lines = lines_of("".join(chunks))
    marked = "".join(line if number == 1 else f"\ue000{number}\ue001{line}" for number, line in enumerate(lines, 1))
    try:
        text = str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:
        # The library has no exception of its own; what it stumbles over is damaged, or not known to it.
        complain(1, f"an RTF document that cannot be read ({type(error).__name__}: {error}); save it as text")
        return
    yield list(placed(text))


def placed(text: str) -> Iterator[Piece]:
    """Yield the lines of a text without the marks of the file's lines, and each with its place."""
    line = 1
    for each in lines_of(text if text.endswith("\n") else f"{text}\n"):
        marks = MARK.findall(each)
        start = int(marks[0]) if marks and each.startswith("\ue000") else line
        yield Piece(start, MARK.sub("", each))
        line = int(marks[-1]) if marks else line
