"""How each line of an input was understood: the view of `paperlist check`.

Each line is shown after a margin that names what it went to:

    line │ entry │ field(s) │ text

`entry` counts the entries from 1. Lines around the entries are `page` where they are known text of a
listing's page, and `?` where nobody claims them: those are what to look at. `mark` is what belongs to an entry and to
no field of it: a bullet, a label. `values.py` beside it shows the same the other way round: each value and its lines.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperlist.checking.values import MARK, Checked, Origin, origins, to_lines
from paperlist.diagnostics import Code, Place
from paperlist.escaping import visible, visible_json

__all__ = ["UNCLAIMED", "Checked", "Understood", "columns_of", "to_json", "to_lines", "to_text", "understand"]

UNCLAIMED, PAGE = "?", "page"
AROUND = {Code.UNCLAIMED: UNCLAIMED, Code.PAGE_TEXT: PAGE}
FIELDS_WIDTH = 34
"""How wide the column of field names is at most; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One line of an input and what it went to."""

    line: int
    entry: int | None
    """The entry's number in the file, from 1; the last one where a line holds several."""
    format: str | None
    fields: tuple[str, ...]
    """Fields of the record, `page`, `?`, or nothing for a blank line."""
    text: str
    values: tuple[Origin, ...] = ()
    """The values whose stretch begins in the line."""


def understand(text: str, checked: Checked) -> Iterator[Understood]:
    """Report for each line of `text` what reading it gave."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()

    def lines_of(place: Place) -> range:
        return range(place.first_line, min(place.last_line, len(lines)) + 1)

    fields: list[list[str]] = [[] for _ in lines]
    entries: list[tuple[int, str] | None] = [None] * len(lines)
    values: dict[int, list[Origin]] = {}
    for number, (paper, spans) in enumerate(checked.papers, 1):
        source = paper.sources[-1]
        for line in lines_of(source.place):
            entries[line - 1] = number, source.format
        for span in spans:
            for line in lines_of(span.place):
                if span.field not in fields[line - 1]:
                    fields[line - 1].append(span.field)
        for origin in origins(paper, spans, lines):
            values.setdefault(origin.place.first_line, []).append(origin)
    for diagnostic in checked.diagnostics:
        name = AROUND.get(diagnostic.code)
        for line in lines_of(diagnostic.place) if name else ():
            if name and lines[line - 1].strip():
                fields[line - 1].append(name)
    for number, (line_text, names, entry) in enumerate(zip(lines, fields, entries, strict=True), 1):
        names = [name for name in names if name != MARK] or ([MARK] if entry and line_text.strip() else [])
        yield Understood(
            number, entry and entry[0], entry and entry[1], tuple(names), line_text, tuple(values.get(number, ()))
        )


def to_json(row: Understood, file: str) -> str:
    """Return one line as one JSON object."""
    return visible_json(
        json.dumps(
            {
                "file": file,
                "line": row.line,
                "entry": row.entry,
                "format": row.format,
                "fields": row.fields,
                "text": row.text,
                "values": [origin.to_json() for origin in row.values],
            },
            ensure_ascii=False,
        )
    )


def columns_of(row: Understood) -> tuple[str, str, str, str]:
    """Return the columns of one line: its number, its entry, the fields, the text."""
    fields = "+".join(row.fields)
    if len(fields) > FIELDS_WIDTH:
        fields = f"{fields[: FIELDS_WIDTH - 1]}…"
    return str(row.line), str(row.entry or ""), fields, visible(row.text)


def to_text(rows: Iterable[Understood]) -> Iterator[str]:
    """Yield each line after a margin that is as wide as it has to be."""
    table = list(map(columns_of, rows))
    number, entry, names, _ = (max(map(len, column)) for column in zip(*table, strict=True)) if table else (0, 0, 0, 0)
    for row in table:
        yield f"{row[0]:>{number}} │ {row[1]:>{entry}} │ {row[2]:{names}} │ {row[3]}".rstrip()
