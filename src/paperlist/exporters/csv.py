r"""CSV by RFC 4180: a header, one row a record, the names and order of `docs/record.md`, CRLF, UTF-8.

    null       an empty cell
    true/false `true`, `false`
    list       its elements joined by `; `
    extra      `name: value`, joined by `; `
    sources    `file:first-last`, joined by `; `
    completed  `field file:line (rule)`, joined by `; `
    formula    a cell that a spreadsheet program would run gets an apostrophe before it

A cell is a formula's if it begins with `=`, `+`, `-`, `@` (or their full-width forms), a tab or a carriage return,
apostrophes before that not counted. To read the value back, take one apostrophe off every cell that matches
`^'+[=+\-@＝＋－＠\t\r]`. The place `-:3-9` of standard input is no formula. `raw_cells` leaves all cells as they are.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

from paperlist.exporters._record import with_address

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "comma-separated values, one row a record"
EXTENSIONS = ("csv",)

FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")  # "=1+1", "'@x"
STANDARD_INPUT = "-:"  # "-:3-9", a place
LINE_END = "\r\n"


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield the header, then one row a paper."""
    yield from write_rows(papers, options, delimiter=",", line_end=LINE_END)


def write_rows(papers: "Iterable[Paper]", options: "Options", delimiter: str, line_end: str) -> Iterator[str]:
    """Yield the rows of any delimiter-separated output."""
    from paperlist.paper import Paper

    buffer = StringIO(newline="")
    # The writer puts a cell in quotation marks if it has a character of the line end: so both kinds are safe.
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=LINE_END)
    writer.writerow(Paper.model_fields)
    yield ("\ufeff" if options.bom else "") + buffer.getvalue().removesuffix(LINE_END) + line_end
    for paper in papers:
        buffer.seek(0)
        buffer.truncate()
        cells = [_cell(value) for name, value in with_address(paper) if name != "sources"]
        places = _places(paper)
        if not options.raw_cells:
            cells = [_harmless(cell) for cell in cells]
            places = places if places.startswith(STANDARD_INPUT) else _harmless(places)
        writer.writerow([*cells, places])
        yield buffer.getvalue().removesuffix(LINE_END) + line_end


def _places(paper: "Paper") -> str:
    """Write where a paper was read."""
    return "; ".join([source.place.whole for source in paper.sources])


def _cell(value: Any) -> str:
    """Write one value of the record (`sources` aside) as a cell's text."""
    if isinstance(value, str):  # first, as most are; a PaperType is one too
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join([str(element) for element in value])
    if isinstance(value, dict):
        return "; ".join([_member(name, each) for name, each in value.items()])
    return str(value)


def _member(name: str, value: Any) -> str:
    """Write a member of an object."""
    return f"{name}: {value}" if isinstance(value, str) else f"{name} {value.file}:{value.line} ({value.rule})"


def _harmless(cell: str) -> str:
    """Put an apostrophe before what would run as a formula."""
    return "'" + cell if FORMULA.match(cell) else cell
