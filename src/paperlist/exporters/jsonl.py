"""JSON Lines: one record a line, as `docs/record.md` has it: every key, in order, `null` and `[]` where nothing is.

UTF-8, not escaped; line feeds between records. Options change nothing: this is the data, not a reference.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from paperlist.paper import Written

if TYPE_CHECKING:
    from paperlist.exporters import Options, Place
    from paperlist.paper import Paper

DESCRIPTION = "JSON Lines, one record a line"
EXTENSIONS = ("jsonl", "ndjson")


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one line a paper."""
    return (bytes(line).decode() for line in lines(papers))


def lines(papers: "Iterable[Paper | Written]") -> Iterator[bytes | memoryview]:
    """Yield some lines at a time; see `LineExporter`."""
    write: Callable[[Mapping[str, Any], Iterable[Place]], bytes] | None = None
    for paper in papers:
        if isinstance(paper, Written):
            yield paper.lines
        else:
            write = write or line_writer()  # loaded only where a line is still to be written
            said = {name: value for name, value in paper.__dict__.items() if value is not None}
            places = [(place.file, place.format, place.first_line, place.last_line) for place in paper.sources]
            yield write(said, places)


def line_writer() -> "Callable[[Mapping[str, Any], Iterable[Place]], bytes]":
    """Load what is needed, and give what writes the line of what a record says; see `LineExporter`."""
    from paperlist.exporters._record import line

    return line


def rekeyed(line: bytes, key_of: "Callable[[Mapping[str, Any]], str]") -> tuple[str, bytes]:
    """Give another key to the paper of a line; see `LineExporter`."""
    import json

    fields = json.loads(line)
    old, fields["key"] = fields["key"], ""
    new = key_of(fields)
    return new, line.replace(f'"key":"{old}"'.encode(), f'"key":"{new}"'.encode(), 1)
