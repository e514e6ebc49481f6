"""Texts in the cells of tables: CSV and TSV, and what a spreadsheet copies.

    id,text
    0,"arXiv:2405.02246  [pdf, other]  cs.CV
    What matters when building vision-language models?
    …"

A table has as many cells in each row, and among them texts of several lines, or of one long one. What is shorter is a
number, a name, a heading.
"""

import csv
import re
from collections.abc import Iterable, Iterator

from paperlist.source.document import LONG, Complain, Piece, is_prose, lines_of

NAME = re.compile(r"\.(?:csv|tsv|tab)(?:\.(?:gz|xz|bz2|zst))?\Z", re.IGNORECASE)
DELIMITERS = ("\t", ",", ";", "|")
SHORT = 40
"""A heading of a column has no more characters."""
LARGEST_CELL = 64 << 20
PAPERS = re.compile(r"id\ttitle\tyear\tcitations\n")
"""How a table of papers begins that is itself a listing."""


def begins(head: str, file: str) -> bool:
    """Whether a text begins as a table with texts does."""
    return not PAPERS.match(head) and find_delimiter(head, named=bool(NAME.search(file))) is not None


def find_delimiter(head: str, *, named: bool) -> str | None:
    """Return what is between the cells of a table; None if the text is none.

    Args:
        head: how the text begins.
        named: whether the file's name says that it is a table.
    """
    if not named and not any(delimiter in head[:LONG] for delimiter in DELIMITERS) and '\n"' not in head:
        return None
    for delimiter in DELIMITERS:
        rows = read_rows(head, delimiter)
        width = len(rows[0]) if rows else 0
        if len(rows) < 2 or any(len(row) != width for row in rows):
            continue
        headed = all(len(cell) <= SHORT and not cell.endswith(":") for cell in rows[0])
        texts = [cell for row in rows[1:] for cell in row if is_prose(cell)]
        if not texts or not headed:
            continue
        if width > 1 and (delimiter == "\t" or f'{delimiter}"' in head or any("\n" in text for text in texts)):
            return delimiter
        if width == 1 and all("\n" in text for text in texts) and head.count('\n"') >= len(rows) - 1:
            return delimiter
    return None


def read_rows(head: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a table's beginning, without the last, which may be cut off."""
    lines = lines_of(head)
    rows = []
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return []
    cut = len(rows) > 2 and not head.endswith("\n")
    return rows[:-1] if cut or head.count('"') % 2 else rows


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the cells that are texts, row by row."""
    head = next(chunks)
    delimiter = find_delimiter(head, named=True) or ","
    limit = csv.field_size_limit(LARGEST_CELL)
    rows = csv.reader((line for chunk in (head, *chunks) for line in lines_of(chunk)), delimiter=delimiter)
    line = 1
    try:
        for row in rows:
            for cell in row:
                if is_prose(cell):
                    yield [Piece(line, cell if cell.endswith("\n") else f"{cell}\n")]
                line += cell.count("\n")
            line = rows.line_num + 1
    except csv.Error as error:
        complain(rows.line_num, f"a table that is damaged here ({error}); what follows is not read")
    finally:
        csv.field_size_limit(limit)
