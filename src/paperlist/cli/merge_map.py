"""The merge map: for each entry the citation key that it had or would have alone, the key of its paper, its place.

CSV, tab-separated or JSON Lines, by the file's name; a name without an ending, as standard output has it, is TSV.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from paperlist.cells import rows_as_text

if TYPE_CHECKING:
    from paperlist.paper import Paper

COLUMNS = ("old_key", "new_key", "place")
Row = tuple[str, str, str]


def map_rows(
    entries: list["Paper"], old_keys: list[str], groups: list[tuple[int, ...]], new_keys: list[str]
) -> Iterator[Row]:
    """Yield a row for each entry, those of one paper together."""
    for key, group in zip(new_keys, groups, strict=True):
        yield from ((old_keys[i], key, entries[i].sources[0].place.whole) for i in group)


def as_table(rows: Iterable[Row], **form: str) -> Iterator[str]:
    """Yield the lines of a table with a header."""
    return rows_as_text([COLUMNS, *rows], **form)  # type: ignore[arg-type]  # no `raw` is among them


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield an object a line."""
    return (json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


FORMATS: dict[str, Callable[[Iterable[Row]], Iterator[str]]] = {
    ".csv": as_table,
    ".tsv": partial(as_table, delimiter="\t", line_end="\n"),
    ".jsonl": as_json_lines,
}


def map_writer(path: Path) -> Callable[[Iterable[Row]], Iterator[str]]:
    """Return what writes a merge map in the form that the file's name asks for."""
    form = FORMATS.get(path.suffix.lower() or ".tsv")
    if form is None:
        raise typer.BadParameter(f"--merge-map {path}: its name must end in {', '.join(FORMATS)}")
    return form
