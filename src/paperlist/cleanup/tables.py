"""Tables in frames of plus signs, as pandoc, reStructuredText and Emacs write them: each cell in one line.

    +-------------+---------+
    | [MSC]{.abbr | 44A12;  |       | [MSC]{.abbr title="M"} classes: | 44A12; 52A38 |
    | title="M"}  | 52A38   |
    | classes:    |         |
    +-------------+---------+

A cell's lines are joined before anything else reads them, as a mark may go on in the next line of its cell. A word that
fills a line was broken there. As many lines stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from paperlist.source.document import lines_of

SIGNS = ("+-", "+=", "+:")
RULE = re.compile(r"[ ]*+\+(?:[-=:]{2,}\+){2,}\s*")
HELD = 2000
"""Lines of one row that are held at most."""


def join_cells(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` with the lines of each cell as one line."""
    borders: list[int] = []
    held: list[str] = []
    for chunk in chunks:
        if not borders and not any(sign in chunk for sign in SIGNS):
            yield chunk
            continue
        out: list[str] = []
        for line in lines_of(chunk):
            if borders and line.lstrip(" ").startswith("|") and len(held) < HELD:
                held.append(line)
                continue
            out += joined(held, borders)
            held = []
            borders = [at for at, sign in enumerate(line.rstrip()) if sign == "+"] if RULE.fullmatch(line) else []
            out.append(line)
        yield "".join(out)
    yield "".join(joined(held, borders))


def joined(lines: Sequence[str], borders: Sequence[int]) -> list[str]:
    """Return the lines of a row with all of each cell in the first; as they are if the row is not framed so."""
    if len(lines) < 2 or any(line[at : at + 1] != "|" for line in lines for at in borders):
        return list(lines)
    cells = [[line[start + 1 : end] for line in lines] for start, end in pairwise(borders)]
    row = " | ".join(map(joined_cell, cells))
    return [f"| {row} |\n", *("\n" * (len(lines) - 1))]


def joined_cell(lines: Sequence[str]) -> str:
    """Return the lines of a cell as one."""
    text, broken = "", False
    for line in filter(str.strip, lines):
        full = " " not in line.removeprefix(" ").removesuffix(" ") and len(line.strip()) >= len(line) - 2
        text += ("" if broken or full or not text else " ") + line.strip()
        broken = full
    return text
