r"""Texts in the cells of tables that are drawn with bars: by a database's shell, a terminal, in Markdown.

     id | text                                  | id | text |
    ----+-----------------------------          |----|------|
      0 | arXiv:2405.02246  [pdf]  cs.CV+       |  0 | arXiv:2405.02246 [pdf] cs.CV<br>What matters when … |
        | What matters when building …

The lines of a cell are below one another between bars that are, too; or its row goes on to a bar at a line's end. A
table without a text of several lines is none here: its rows are read as lines.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from paperlist.source.document import Complain, Piece, from_line, is_prose, laid, lines_of, whole

RULE = re.compile(
    r"^ ?(?:[|+├╞┡┝╠╟] ?:?[-─━═]{2,9999}:?(?: ?[|+┼╪╇┿╬╫] ?:?[-─━═]{2,9999}:?){0,40} ?[|+┤╡┩┥╣╢]"
    r"|[-─]{2,9999}(?:[+┼][-─]{2,9999}){1,40})[ ]*\n",
    re.MULTILINE,
)
"""The line below the names of the columns: `----+------`, `| --- | --- |`, `├────┼──────┤`."""
CROSSING = re.compile(r"[+┼╪╇┿╬╫]")
BARS = tuple("|│┃║")
EDGES = "".join(BARS) + " \n"
FRAME = re.compile(r"[-─-╿=:+| ]+\n?")
BAR = re.compile(r"(?<!\\) [|] ")
BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)

Row = tuple[int, list[str]]
"""Where the lines of a row begin, and they."""


def begins(head: str, _: str) -> bool:
    """Whether a text begins with a table that is drawn, perhaps after a few lines."""
    rule = RULE.search(head)
    if not rule or not any(bar in head for bar in BARS):
        return False
    cells = cells_of(lines_of(head), head.count("\n", 0, rule.start()))[1]
    return any("\n" in "".join(part for _, part in cell).strip() for cell in cells)


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the text before the table, the cells that are texts, and the text after it."""
    text = whole(chunks, complain) or ""
    lines = lines_of(text)
    rule = RULE.search(text)
    first = text.count("\n", 0, rule.start()) if rule else len(lines)
    end, cells = cells_of(lines, first)
    if before := "".join(lines[: max(first - 1, 0)]):
        yield from_line(1, before)
    yield from (laid(cell) for cell in cells if is_prose("".join(part for _, part in cell)))
    if after := "".join(lines[end:]):
        yield from_line(end + 1, after)


def cells_of(lines: Sequence[str], rule: int) -> tuple[int, list[list[tuple[int, str]]]]:
    """Return where a table ends, and its cells: the lines of each, with their numbers.

    Args:
        lines: the text's.
        rule: which is the line below the names of the columns, or the one above.
    """
    borders = [found.start() for found in CROSSING.finditer(lines[rule])] if rule < len(lines) else []
    if not borders or lines[rule].lstrip()[0] in "|+":
        end, rows = rows_of(lines, rule, lambda row, _: not row[-1].rstrip().endswith(BARS), starts_row)
        return end, [cell for row in rows for cell in cells_beside(row)]

    def is_barred(line: str) -> bool:
        return all(line[at : at + 1] in BARS for at in borders)

    end, rows = rows_of(lines, rule, lambda _, line: is_barred(line) and not line[: borders[0]].strip(EDGES), is_barred)
    bounds = list(pairwise((-1, *borders, sys.maxsize)))
    return end, [
        [(at, line.rstrip().removesuffix("+")[a + 1 : b].strip(EDGES) + "\n") for at, line in enumerate(row, number)]
        for number, row in rows
        for a, b in bounds
    ]


def starts_row(line: str) -> bool:
    """Whether a line begins with a bar."""
    return line.startswith(BARS)


def rows_of(
    lines: Sequence[str], rule: int, goes_on: Callable[[list[str], str], bool], starts: Callable[[str], bool]
) -> tuple[int, list[Row]]:
    """Return where a table ends, and its rows; a row goes on with a line, or a line starts one."""
    rows: list[Row] = []
    number = rule
    for number, line in enumerate(lines[rule:], rule):
        if rows and goes_on(rows[-1][1], line):
            rows[-1][1].append(line)
        elif starts(line) and not RULE.match(line):
            rows.append((number + 1, [line]))
        elif not FRAME.fullmatch(line):
            return number, rows
    return number + 1, rows


def cells_beside(row: Row) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of a row that reaches from bar to bar."""
    number, lines = row
    for cell in BAR.split("".join(lines).strip()[1:-1]):
        text = cell.strip(" ").replace("\\|", "|")
        parts = [part for line in lines_of(text) for part in BREAK.split(line)] if BREAK.search(text) else []
        if parts:
            yield [(number, f"{part}\n") for part in parts]
        else:
            yield [
                (number + at, line if line.endswith("\n") else f"{line}\n") for at, line in enumerate(lines_of(text))
            ]
        number += cell.count("\n")
