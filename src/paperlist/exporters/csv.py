r"""CSV by RFC 4180: a header, one row for each paper, the names and order of `docs/record.md`, CRLF, UTF-8.

    null       an empty cell
    true/false `true`, `false`
    list       its elements joined by `; `
    extra      `name: value`, joined by `; `
    sources    `file:first-last`, joined by `; `
    completed  `field file:line (rule)`, joined by `; `
    formula    a cell that a spreadsheet program would run gets an apostrophe before it, see `cells`; `raw_cells`
               leaves all cells as they are

A cell is in quotation marks where it has to.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from paperlist.cells import LINE_END, rows_as_text
from paperlist.exporters._record import with_address

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "comma-separated values, one row for each paper"
EXTENSIONS = ("csv",)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield the header, then one row a paper."""
    yield from write_rows(papers, options, delimiter=",", line_end=LINE_END)


def write_rows(papers: "Iterable[Paper]", options: "Options", delimiter: str, line_end: str) -> Iterator[str]:
    """Yield the rows of any delimiter-separated output."""
    if options.bom:
        yield "\ufeff"
    yield from rows_as_text(cells(papers), delimiter=delimiter, line_end=line_end, raw=options.raw_cells)


def cells(papers: "Iterable[Paper]") -> Iterator[list[str]]:
    """Yield the names of the columns, then the cells of each paper."""
    from paperlist.paper import Paper

    yield list(Paper.model_fields)
    for paper in papers:
        yield [*(_cell(value) for name, value in with_address(paper) if name != "sources"), _places(paper)]


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
