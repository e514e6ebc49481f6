"""The table of a review as text: read, answered, and written again with all else in it as it was.

    table  = JSON Lines, or CSV with a header row
    row    = group score same keep why evidence… sentence counterpart one two      a pair of records
    same   = "" / "yes" / "no"
    keep   = "" / choice *( "," choice )        choice = [ field "=" ] ( "left" / "right" )
    side   = title authors date submitted print code abstract place mark

As JSON Lines a side and the evidence are objects; as CSV their members are columns: `one_title`, …, `two_mark`. Rows of
one group are alternatives: at most one of them can be `yes`, and the others are then `no`. A table needs the marks and
`same` alone, which those of earlier versions have.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import product
from typing import Any, Self

from paperlist.cells import FORMULA, rows_as_text

SIDE = ("title", "authors", "date", "submitted", "print", "code", "abstract", "place", "mark")
EVIDENCE = ("identifiers", "titles", "names", "dates", "texts", "places_in_print", "listings")
"""The kinds of evidence, a column each."""
ANSWER = ("group", "score", "same", "keep", "why")
COLUMNS = (
    *ANSWER,
    *EVIDENCE,
    "sentence",
    "counterpart",
    *(f"{side}_{name}" for name, side in product(SIDE, ("one", "two"))),
)
ANSWERS = dict.fromkeys(("yes", "y", "true", "same"), True) | dict.fromkeys(("no", "n", "false", "different"), False)
NUMBERS = {"group": int, "score": float}
"""Cells that are numbers in JSON."""


@dataclass(slots=True)
class Row:
    """One pair."""

    line: int
    """Its first line in the file."""
    cells: dict[str, str]
    """Its cells by column."""
    piece: int = 0
    """Where its text is among the pieces of the table."""

    @property
    def marks(self) -> tuple[str, str]:
        """The fingerprints of both records."""
        return self.cells.get("one_mark", ""), self.cells.get("two_mark", "")

    @property
    def same(self) -> str:
        """The answer as given; empty where there is none."""
        return self.cells.get("same", "")

    def keep_for(self, mark: str) -> str:
        """Return the cell `keep` of a row that has the record with this fingerprint on the left."""
        keep = self.cells.get("keep", "")
        other = {"left": "right", "right": "left"}
        return keep if mark == self.marks[0] else re.sub("left|right", lambda side: other[side[0]], keep)

    @property
    def group(self) -> str:
        """What rows share that are alternatives of each other; empty in tables without groups."""
        return self.cells.get("group", "")


@dataclass(slots=True)
class Table:
    """The rows of a table, and its whole text in pieces."""

    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """What cannot be read, with its line."""
    pieces: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """Of CSV, in the file's order; none of JSON Lines."""
    delimiter: str = ","

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the table that a text is."""
        table = cls()
        start = text.removeprefix("\ufeff")
        if start != text:
            table.pieces.append("\ufeff")
        lines = list(StringIO(start, newline=""))
        if start.lstrip().startswith("{") or not start.strip():
            table._read_json(lines)
        else:
            table._read_csv(lines)
        return table

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    def can(self, column: str) -> bool:
        """Whether the table has this column; JSON can get it."""
        return not self.columns or column in self.columns

    def answer(self, row: Row, same: str, keep: str = "") -> None:
        """Write an answer into a row; `keep` where the table has that column."""
        row.cells |= {"same": same} | ({"keep": keep} if self.can("keep") else {})
        old = self.pieces[row.piece]
        end = old[len(old.rstrip("\r\n")) :]
        if self.columns:
            cells = next(csv.reader(StringIO(old, newline=""), delimiter=self.delimiter))
            cells += [""] * (len(self.columns) - len(cells))
            for name in {"same", "keep"}.intersection(self.columns):
                cells[self.columns.index(name)] = row.cells[name]
            self.pieces[row.piece] = "".join(rows_as_text([cells], delimiter=self.delimiter, line_end=end, raw=True))
        else:
            said = json.loads(old)
            said |= {"same": same or None} | ({"keep": keep or None} if keep or "keep" in said else {})
            self.pieces[row.piece] = json.dumps(said, ensure_ascii=False) + end

    def _read_json(self, lines: Iterable[str]) -> None:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    self.rows.append(Row(number, flat(json.loads(line)), len(self.pieces)))
                except (ValueError, AttributeError, RecursionError):
                    self.faults.append((number, "not a row of a review"))
            self.pieces.append(line)

    def _read_csv(self, lines: list[str]) -> None:
        self.delimiter = max((",", ";", "\t"), key=lines[0].count)  # spreadsheets of some countries write `;`
        reader = csv.reader(lines, delimiter=self.delimiter)
        first = 0
        try:
            for cells in reader:
                if not first:
                    self.columns = cells
                    if not {"one_mark", "two_mark", "same"} <= set(cells):
                        self.faults.append((1, "not a review: the columns one_mark, two_mark and same are missing"))
                        break
                elif cells:
                    said = dict(zip(self.columns, map(unguarded, cells), strict=False))
                    self.rows.append(Row(first + 1, said, len(self.pieces)))
                self.pieces.append("".join(lines[first : reader.line_num]))
                first = reader.line_num
        except csv.Error as error:
            self.faults.append((reader.line_num, f"not CSV: {error}"))
        self.pieces += lines[first:]


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being run as a formula, and without blanks around it."""
    return (cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell).strip()


def flat(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the members of a JSON object as cells.

    Raises:
        AttributeError: it is no object.
    """
    cells: dict[str, str] = {}
    for name, value in said.items():
        members = value.items() if isinstance(value, dict) else [("", value)]
        before = f"{name}_" if name in ("one", "two") else "" if isinstance(value, dict) else name
        for member, text in members:
            cells[f"{before}{member}"] = "" if text is None else text if isinstance(text, str) else json.dumps(text)
    return cells


# Written


def with_answers(rows: Iterable[dict[str, str]], old: Table) -> Iterator[dict[str, str]]:
    """Yield the rows with the answers that an older table has, and after them all other rows that are answered there.

    Writing a review anew loses no answer. Alternatives of what is answered `yes` are answered `no`.
    """
    chosen = {row.group for row in old.rows if row.group and ANSWERS.get(row.same.lower())}
    for row in old.rows:
        if not row.same and row.group in chosen:
            row.cells["same"] = "no"
    answered = {frozenset(row.marks): row for row in old.rows if row.same}
    for new in rows:
        known = answered.pop(frozenset((new["one_mark"], new["two_mark"])), None)
        yield new | {"same": known.same, "keep": known.keep_for(new["one_mark"])} if known else new
    for left in answered.values():
        yield dict.fromkeys(COLUMNS, "") | left.cells | {"group": ""}


def write_jsonl(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the table as JSON Lines."""
    for row in rows:
        said: dict[str, Any] = {name: row[name] or None for name in ANSWER}
        said |= {name: read(row[name]) for name, read in NUMBERS.items() if row[name]}
        said["evidence"] = {name: row[name] or None for name in EVIDENCE}
        said |= {name: row[name] or None for name in ("sentence", "counterpart")}
        said |= {side: {name: row[f"{side}_{name}"] for name in SIDE} for side in ("one", "two")}
        yield json.dumps(said, ensure_ascii=False) + "\n"


def write_csv(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the table as CSV (RFC 4180), a header row first."""
    yield from rows_as_text([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])


FORMATS = {"jsonl": write_jsonl, "csv": write_csv}
"""How a review is written, by the ending of the file's name."""
