"""XLSX: a workbook of one sheet, a header and one row for each paper, the names and order of `docs/record.md`.

    text       a cell of text, with the format "text": `2401.05560` and `1e5` stay what they are, and so does `=1+1`,
               which is no formula in a cell of text
    count      a number
    true/false a truth value
    null       no cell
    lists, …   as text, as `csv` writes them

The header and the first column, the key, stay on the screen, and the header has filters. The format ends a cell after
32,767 characters and a sheet after 1,048,576 rows. The bytes are the same for the same papers: no time is in them.
"""

import re
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

from paperlist.cleanup.unicode import harmless
from paperlist.exporters.csv import cells

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "a workbook for Excel and LibreOffice, one row for each paper"
EXTENSIONS = ("xlsx",)
ALIASES = ("excel",)
BINARY = True

WIDTHS: Final = {"key": 24, "title": 60, "authors": 40, "abstract": 60, "excerpt": 40, "url": 34}
"""Of columns, in characters; all others are as wide as the program makes them."""
LONGEST_CELL: Final = 32_767
SPOOLED: Final = 8 << 20
"""Bytes that are held in memory; a larger workbook waits on the disk."""
PIECE: Final = 1 << 16
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # 2024-01-10T12:00:00Z


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[bytes]:
    """Yield the workbook in pieces, once the last paper is in it."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("papers")
    sheet.freeze_panes = "B2"
    count = 0
    header: list[str] = []
    for row in rows(papers):
        if not count:
            header = row
            for number, name in enumerate(row, start=1):
                if name in WIDTHS:
                    sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[name]
        sheet.append([cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"
    with SpooledTemporaryFile(SPOOLED) as made, SpooledTemporaryFile(SPOOLED) as timeless:
        book.save(made)
        without_times(made, timeless)
        timeless.seek(0)
        while piece := timeless.read(PIECE):
            yield piece


def rows(papers: "Iterable[Paper]") -> Iterator[list[Any]]:
    """Yield the names of the columns, then the values of each paper: numbers and truth values as such, else text."""
    held: list[Paper] = []

    def watched() -> "Iterator[Paper]":
        for paper in papers:
            held[:] = [paper]
            yield paper

    for texts in cells(watched()):
        values = [value for _, value in held[0]] if held else texts
        yield [value if isinstance(value, int) else text for value, text in zip(values, texts, strict=True)]


def cell(sheet: "WriteOnlyWorksheet", value: Any) -> Any:
    """Return a value as a cell; text is text whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    if not value:
        return None
    made = WriteOnlyCell(sheet, harmless(value)[:LONGEST_CELL])
    made.data_type = "s"
    made.number_format = "@"
    return made


def without_times(made: IO[bytes], timeless: IO[bytes]) -> None:
    """Copy a workbook without the times at which it was made."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with ZipFile(made) as source, ZipFile(timeless, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, NO_TIME)
            member.compress_type = ZIP_DEFLATED
            if name == "docProps/core.xml":
                target.writestr(member, TIME.sub(b"1980-01-01T00:00:00Z", source.read(name)))
                continue
            with source.open(name) as old, target.open(member, "w") as new:
                while piece := old.read(PIECE):
                    new.write(piece)
