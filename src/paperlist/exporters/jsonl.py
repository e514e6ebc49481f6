"""JSON Lines: one record a line, as `docs/record.md` has it: every key, in order, `null` and `[]` where nothing is.

UTF-8, not escaped; line feeds between records. Options change nothing: this is the data, not a reference.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from paperlist.paper import Written

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "JSON Lines, one record a line"
EXTENSIONS = ("jsonl", "ndjson")


def write(papers: "Iterable[Paper | Written]", options: "Options") -> Iterator[str]:
    """Yield one line a paper."""
    line: Callable[[Paper], str] | None = None
    for paper in papers:
        if isinstance(paper, Written):
            yield from paper.texts  # a piece each, so that a signal between two of them leaves whole lines
        else:
            line = line or writer(options)  # loaded only where a line is still to be written
            yield line(paper)


def writer(options: "Options") -> "Callable[[Paper], str]":
    """Give what writes the line of one paper; see `PieceExporter`."""
    from paperlist.exporters._record import record

    return lambda paper: record(paper) + "\n"


def rekeyed(line: str, key_of: "Callable[[dict[str, Any]], str]") -> tuple[str, str]:
    """Give another key to the paper of a line; see `LineExporter`."""
    import json

    fields = json.loads(line)
    old, fields["key"] = fields["key"], ""
    new = key_of(fields)
    return new, line.replace(f'"key":"{old}"', f'"key":"{new}"', 1)
