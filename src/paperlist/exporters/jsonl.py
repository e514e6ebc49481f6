"""JSON Lines: one record a line, as `docs/record.md` has it: every key, in order, `null` and `[]` where nothing is.

UTF-8, not escaped; line feeds between records. Options change nothing: this is the data, not a reference.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "JSON Lines, one record a line"
EXTENSIONS = ("jsonl", "ndjson")


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one line a paper."""
    for paper in papers:
        yield record(paper) + "\n"


def record(paper: "Paper", indent: int | None = None) -> str:
    """Give the record as a JSON object. Half surrogates, which no UTF-8 can hold, become U+FFFD."""
    try:
        return paper.__pydantic_serializer__.to_json(paper, indent=indent).decode()
    except ValueError:
        text = json.dumps(paper.model_dump(mode="python"), indent=indent, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
