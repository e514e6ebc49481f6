"""JSON Lines: one record a line, as `docs/record.md` has it: every key, in order, `null` and `[]` where nothing is.

UTF-8, not escaped; line feeds between records. Options change nothing: this is the data, not a reference.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.exporters._record import with_address

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "JSON Lines, one paper in each line"
EXTENSIONS = ("jsonl", "ndjson")
ALIASES = ("paperlist-jsonl",)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one line a paper."""
    return (with_address(paper).model_dump_json() + "\n" for paper in papers)
