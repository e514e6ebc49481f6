"""TSV: as `csv`, with tabs between cells and line feeds between rows.

A cell with a tab, a line feed or a quotation mark is in quotation marks, as spreadsheet programs read it.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.exporters.csv import write_rows

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "tab-separated values, one row for each paper"
EXTENSIONS = ("tsv", "tab")


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield the header, then one row a paper."""
    yield from write_rows(papers, options, delimiter="\t", line_end="\n")
