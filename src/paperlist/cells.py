r"""Rows of a table as text, for all tables that are written: CSV, TSV, reviews, merge maps.

    row   = cell *( separator cell ) line-end        quoted by RFC 4180
    cell  = "'" formula / text

A cell that a spreadsheet program would run as a formula gets an apostrophe before it: one that begins with `=`, `+`,
`-`, `@` (or their full-width forms), a tab or a line break, apostrophes before that not counted. To read the value
back, take one apostrophe off every cell that matches `^'+[=+\-@＝＋－＠\t\r\n]`. The place `-:3-9` of standard input is
no formula where places stand, in the last cell.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")  # "=1+1", "'@x"
STANDARD_INPUT = re.compile(r"-:\d+-\d+(?:;|\Z)")  # "-:3-9", a place
LINE_END = "\r\n"


def harmless(cell: str) -> str:
    """Return a cell with an apostrophe before what would run as a formula."""
    return "'" + cell if FORMULA.match(cell) else cell


def with_place(row: Sequence[str]) -> list[str]:
    """Return the cells of a row of which the last is a place, without formulas."""
    *cells, place = row
    return [*map(harmless, cells), place if STANDARD_INPUT.match(place) else harmless(place)]


def rows_as_text(
    rows: Iterable[Sequence[str]], *, delimiter: str = ",", line_end: str = LINE_END, raw: bool = False
) -> Iterator[str]:
    """Yield the text of each row as it comes; `raw` leaves cells that look like formulas."""
    buffer = StringIO(newline="")
    # The writer puts a cell in quotation marks if it has a character of the line end: so both kinds are safe.
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=LINE_END)
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row if raw else with_place(row))
        yield buffer.getvalue().removesuffix(LINE_END) + line_end
