"""JSON: one array of the records, as `docs/record.md` has them; see `jsonl` for what each holds.

Streamed: the array is opened at once, and closed after the last record. No papers are an empty array.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.exporters import json_array
from paperlist.exporters._record import with_address

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "JSON, one array of papers"
EXTENSIONS = ("json",)
ALIASES = ("paperlist-json",)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one object a paper, indented by two blanks."""
    return json_array(with_address(paper).model_dump_json(indent=2) for paper in papers)
