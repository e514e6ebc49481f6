r"""What `--to jsonl` writes: one record a line, read strictly line by line.

    file  = *( line "\n" ) [ line ]
    line  = blank / record          the record as in `records.py`

Only `\n` and `\r\n` end a line: U+2028 and its like are characters of a value, in which they become blanks.
"""

from collections.abc import Iterable, Iterator

from paperlist.diagnostics import Diagnostic
from paperlist.paper import Paper, Source
from paperlist.readers import BOM
from paperlist.readers.records import read_record

FORMAT = "paperlist-jsonl"


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics, line after line; one line is held in memory."""
    for each in split_lines(chunks, file, FORMAT):
        yield from read_record(*each)


def split_lines(chunks: Iterable[str], file: str, format_: str) -> Iterator[tuple[str, Source]]:
    """Yield the text and place of each line that is not blank."""
    for number, line in enumerate(lines(chunks), start=1):
        text = line.lstrip(BOM).strip(" \t\r") if number == 1 else line.strip(" \t\r")
        if text:
            yield text, Source(file=file, format=format_, first_line=number, last_line=number)


def lines(chunks: Iterable[str]) -> Iterator[str]:
    r"""Return the text's lines without their `\n`, however it was cut into chunks."""
    begun: list[str] = []
    for chunk in chunks:
        first, *others = chunk.split("\n")
        begun.append(first)
        for other in others:
            yield "".join(begun)
            begun = [other]
    yield "".join(begun)
