"""Our own records, as `--to jsonl` and `--to json` write them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from paperlist import readers
from paperlist.diagnostics import Diagnostic
from paperlist.index.sources import Event, Fault, Record
from paperlist.paper import Source
from paperlist.readers import json as array
from paperlist.readers.jsonl import lines
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
    chunks = chain((head,), chunks)
    texts = array_texts(chunks) if head.lstrip().startswith("[") else enumerate_lines(chunks)
    for first, last, text in texts:
        source = Source(file="", format=FORMAT, first_line=first, last_line=last)
        for event in read_record(text, source):
            if isinstance(event, Diagnostic):
                yield Fault(first, last, event.message)
            else:
                yield Record(event.replace(key="", sources=()), first, last)


def enumerate_lines(chunks: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that are not blank, with their numbers."""
    for number, line in enumerate(lines(chunks), start=1):
        if line.strip():
            yield number, number, line.strip()


def array_texts(chunks: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the text of each element of an array, with its first and last line."""
    window = array.Window(chunks)
    while window.skip():
        end = array.object_end(window)[0] if window.text[window.start] == "{" else array.junk_end(window)
        first, text, last = window.take(end)
        yield first, last, text
