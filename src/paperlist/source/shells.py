r"""Texts in rows that a database's shell shows one below the other: `psql` (`\x`), MySQL (`\G`), SQLite (`.mode line`).

    -[ RECORD 1 ]--------------     ******** 1. row ********        id = 0
    id   | 0                          id: 0                       body = arXiv:2405.02246  [pdf]
    body | arXiv:2405.02246  +      body: arXiv:2405.02246        What matters when building …
         | What matters when …      What matters when …

All names of columns end at one place. A value reaches to the next name, or to the next row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from paperlist.source.document import Complain, Piece, is_prose, laid, lines_of, whole

ROW = re.compile(r"-\[ RECORD \d+ \]-[-+]*\n|\*{9,99} \d+\. row \*{9,99}\n|\(\d+ rows?\)\n|\d+ rows? in set\b.*\n")
"""What is above a row, or below all."""
FIELD = re.compile(r"( {0,40}\w{1,40} {0,40})( \||:| =) ")


def begins(head: str, _: str) -> bool:
    """Whether a text begins as such rows do."""
    return form_of(lines_of(head)) is not None


def form_of(lines: Sequence[str]) -> tuple[int, str] | None:
    """Return where the names of columns end, and with what; None if the text has none."""
    is_headed = bool(lines and ROW.match(lines[0]))
    first, second = [*map(FIELD.match, lines[is_headed:][:2]), None, None][:2]
    recurs = (
        first and second and first.span(2) == second.span(2) and any(each.startswith(first[0]) for each in lines[2:])
    )
    return (first.end(1), first[2]) if first and (is_headed or recurs) else None


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the values that are texts."""
    lines = lines_of(whole(chunks, complain) or "")
    at, sign = form_of(lines) or (0, "")
    end = at + len(sign) + 1
    held: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        is_field = line.startswith(sign, at) and bool(FIELD.match(line))
        is_row = not line or bool(ROW.match(line))
        if is_field or is_row:
            if is_prose("".join(text for _, text in held)):
                yield laid(held)
            held = []
        if sign == " |":
            line = line[end:].rstrip().removesuffix("+") + "\n"
        elif is_field:
            line = line[end:]
        held += [] if is_row else [(number, line)]
