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
from itertools import chain
from typing import Any, NamedTuple

from paperlist.source.document import LONG, Complain, Piece, is_prose, lines_of

NAME = re.compile(r"\.(?:csv|tsv|tab)(?:\.(?:gz|xz|bz2|zst))?\Z", re.IGNORECASE)
DELIMITERS = ("\t", ",", ";", "|")
QUOTING: dict[str, dict[str, Any]] = {
    '"': {"doublequote": True},
    "'": {"quotechar": "'"},
    '\\"': {"doublequote": False, "escapechar": "\\"},
}
"""How cells are quoted, each by what is in a table that is quoted so."""
SEPARATOR = re.compile(r"sep=[^\n]\n", re.IGNORECASE)
"""What a spreadsheet writes before a table: `sep=;`."""
SHORT = 40
"""A heading of a column has no more characters."""
LARGEST_CELL = 64 << 20
PAPERS = re.compile(r"id\ttitle\tyear\tcitations\n")
"""How a table of papers begins that is itself a listing."""


class Form(NamedTuple):
    """How a table is written."""

    delimiter: str
    quoting: dict[str, Any]


def begins(head: str, file: str) -> bool:
    """Whether a text begins as a table with texts does."""
    return not PAPERS.match(head) and find_form(head, named=bool(NAME.search(file))) is not None


def find_form(head: str, *, named: bool) -> Form | None:
    """Return how a table is written; None if the text is none.

    Args:
        head: how the text begins.
        named: whether the file's name says that it is a table.
    """
    head = SEPARATOR.sub("", head, count=1) if SEPARATOR.match(head) else head
    if not named and not any(delimiter in head[:LONG] for delimiter in DELIMITERS) and '\n"' not in head:
        return None
    forms = [Form(delimiter, QUOTING[quote]) for delimiter in DELIMITERS for quote in QUOTING if quote in head]
    for form in forms or [Form(delimiter, {}) for delimiter in DELIMITERS]:
        rows = read_rows(head, form)
        width = len(rows[0]) if rows else 0
        if len(rows) < 2 or any(len(row) != width for row in rows):
            continue
        headed = all(len(cell) <= SHORT and not cell.endswith(":") for cell in rows[0])
        texts = [cell for row in rows[1:] for cell in row if is_prose(cell)]
        if texts and headed and is_sure(head, form, rows, texts, named=named):
            return form
    return None


def is_sure(head: str, form: Form, rows: list[list[str]], texts: list[str], *, named: bool) -> bool:
    """Whether what may be read as a table is one: its cells are quoted, or have lines."""
    quote = form.quoting.get("quotechar", '"')
    many = any("\n" in text for text in texts)
    if len(rows[0]) > 1:
        return many or (quote == '"' and (form.delimiter == "\t" or f'{form.delimiter}"' in head))
    is_whole = all("\n" in text for text in texts) or (named and not many)
    return is_whole and head.count('\n"') >= len(rows) - 1


def read_rows(head: str, form: Form) -> list[list[str]]:
    """Return the rows of a table's beginning, without the last, which may be cut off."""
    rows = []
    try:
        rows = [row for row in csv.reader(lines_of(head), delimiter=form.delimiter, **form.quoting) if row]
    except csv.Error:
        return []
    cut = len(rows) > 2 and not head.endswith("\n")
    return rows[:-1] if cut or (form.quoting.get("doublequote") and head.count('"') % 2) else rows


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the cells that are texts, row by row."""
    head = next(chunks)
    form = find_form(head, named=True) or Form(",", {})
    limit = csv.field_size_limit(LARGEST_CELL)
    lines = (line for chunk in chain((head,), chunks) for line in lines_of(chunk))
    rows = csv.reader(lines, delimiter=form.delimiter, **form.quoting)
    line, column = 1, list[Piece]()  # the cells of a table of one column, each of one line, are a text
    is_headed = not head.startswith('"')
    try:
        for row in rows:
            if len(row) == 1 and "\n" not in row[0]:
                column += [Piece(line, f"{row[0]}\n")] if line > 1 or not is_headed else []
                line = rows.line_num + 1
                continue
            for cell in row:
                if is_prose(cell):
                    yield [Piece(line, cell if cell.endswith("\n") else f"{cell}\n")]
                line += cell.count("\n")
            line = rows.line_num + 1
        if any(map(is_prose, (piece.text for piece in column))):
            yield column
    except csv.Error as error:
        complain(rows.line_num, f"a table that is damaged here ({error}); what follows is not read")
    finally:
        csv.field_size_limit(limit)
