"""JSON: one array of the records, as `docs/record.md` has them; see `jsonl` for what each holds.

Streamed: the array is opened at once, and closed after the last record. No papers are an empty array.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "JSON, one array of records"
EXTENSIONS = ("json",)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one object a paper, indented by two blanks."""
    from paperlist.exporters._record import record

    before = "[\n  "
    for paper in papers:
        # A line feed inside a string is written `\\n` in JSON, so these are all between values.
        yield before + record(paper, indent=2).decode().replace("\n", "\n  ")
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"
