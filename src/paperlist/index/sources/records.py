"""Our own records, as `--to jsonl` and `--to json` write them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from paperlist import readers
from paperlist.diagnostics import Diagnostic
from paperlist.index.sources import Event, Record, as_fault
from paperlist.readers.json import split_array
from paperlist.readers.jsonl import split_lines
from paperlist.readers.records import read_record

FORMAT = "paperlist"
DESCRIPTION = "what --to json or jsonl wrote"
LICENCE = "as its owner says"
FORMATS = frozenset({"paperlist-json", "paperlist-jsonl"})


def recognise(head: str, file: str) -> bool:
    """Whether the text is what we write."""
    return readers.recognise(head, "") in FORMATS


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the records, each with its place in this file and not with the one that it was first read at."""
    chunks = iter(chunks)
    head = next(chunks, "")
    split = split_array if head.lstrip().startswith("[") else split_lines
    for each in split(chain((head,), chunks), "", FORMAT):
        if isinstance(each, Diagnostic):
            yield as_fault(each)
            continue
        for event in read_record(*each):
            if isinstance(event, Diagnostic):
                yield as_fault(event)
            else:
                yield Record(event.replace(key="", sources=()), *each[1].place[1:])
