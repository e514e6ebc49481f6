r"""What `--to json` writes: one array of records. A record alone, or several one after the other, are read too.

    file    = [ "[" ] *( record [ "," ] ) [ "]" ]       the record as in `records.py`

The array is read as a stream. An object that is no JSON is reported and skipped: reading goes on where the next one
begins, at the `{` after the `}` and `,` that end a record. Anything else between two records is reported and skipped.
So is the end of a text in an array: what broke off may have had more records.
"""

import json
import re
from collections.abc import Iterable, Iterator

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.paper import Paper, Source
from paperlist.readers import BOM
from paperlist.readers.records import diagnostic_at, read_record, reason, shortened

FORMAT = "paperlist-json"

# So much text is looked at at once, and twice as much whenever an object does not end within it.
WINDOW = 1 << 16

# What may stand between two records.
BETWEEN = re.compile(rf"[\s,\[\]{BOM}]*")

# },\n  {"key"   Where one record ends and the next begins. Sources are in a record like records in the array, but
# begin with their file, and the names of a CSL item with one of their parts. No writer leaves more white space.
NEXT_RECORD = re.compile(
    r'\}\s{0,60},?\s{0,60}(?=\{\s{0,60}"(?!(?:file|family|given|literal|suffix|(?:non-)?dropping-particle)"))'
)
LONGEST_NEXT_RECORD = 200

# A decoder that stops so close to the end of the window may just not have seen the rest.
LONGEST_TOKEN = 16

DECODER = json.JSONDecoder(parse_int=str)  # only where an object ends is asked, and Python cannot read every number


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the array; little more than one record is held in memory."""
    for each in split_array(chunks, file, FORMAT):
        if isinstance(each, Diagnostic):
            yield each
        else:
            yield from read_record(*each)


def split_array(chunks: Iterable[str], file: str, format_: str) -> Iterator[tuple[str, Source] | Diagnostic]:
    """Yield the text and place of each object of an array, and diagnostics for what is none."""
    window = Window(chunks)
    last, problem = 1, ""
    while window.skip():
        if window.text[window.start] == "{":
            end, fault = object_end(window)
            problem = f"no JSON: {reason(fault)}" if fault else ""
        else:
            end, problem = junk_end(window), "no record"
        first, text, last = window.take(end)
        source = Source(file=file, format=format_, first_line=first, last_line=last)
        if problem:
            yield diagnostic_at(Code.BAD_ENTRY, source, f"{problem}: {shortened(text)}")
        else:
            yield text, source
    # What is broken at the end, and reported, may have the bracket in it.
    if window.depth > 0 and not problem:
        yield Diagnostic(Code.TRUNCATED, Place(file, last, last), "the array breaks off: there is no ] at its end")


class Window:
    """A part of the text: what lies before `start` is done with, what lies after its end is not yet read."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self.chunks = iter(chunks)
        self.text = ""
        self.start = 0
        self.line = 1
        """The number of the line that `start` is in."""
        self.depth = 0
        """How many arrays around the records are open."""

    def skip(self) -> bool:
        """Go to the next character that belongs to a record or to junk; whether there is one."""
        while True:
            gap = BETWEEN.match(self.text, self.start)
            if gap:
                self.depth += gap[0].count("[") - gap[0].count("]")
                self.take(gap.end())
            if self.start < len(self.text):
                return True
            if not self.grow():
                return False

    def grow(self) -> bool:
        """Read on, to twice what is left; whether there was more."""
        pieces = [self.text[self.start :]]
        missing = max(WINDOW, len(pieces[0]))
        for chunk in self.chunks:
            pieces.append(chunk)
            missing -= len(chunk)
            if missing <= 0:
                break
        grown = any(pieces[1:])
        self.text, self.start = "".join(pieces), 0
        return grown

    def take(self, end: int) -> tuple[int, str, int]:
        """Move `start` to `end`; return the first line, the text and the last line of what was passed."""
        text, first = self.text[self.start : end], self.line
        self.start, self.line = end, first + text.count("\n")
        text = text.rstrip(" \t\r\n,")
        return first, text, first + text.count("\n")


def object_end(window: Window) -> tuple[int, Exception | None]:
    """Return the end of the object at the window's start, or where the next one begins and what is wrong with this."""
    while True:
        try:
            _, end = DECODER.raw_decode(window.text, window.start)
            return end, None
        except json.JSONDecodeError as fault:
            cut = fault.msg.startswith("Unterminated string") or fault.pos >= len(window.text) - LONGEST_TOKEN
            if not (cut and window.grow()):
                fault.pos -= window.start
                return next_record(window, fault.pos), fault
        except RecursionError as fault:
            return next_record(window, 1), fault


def next_record(window: Window, searched: int) -> int:
    """Return where the next record begins, past the `searched` characters that the broken one surely has."""
    while not (found := NEXT_RECORD.search(window.text, window.start + searched)):
        searched = max(searched, len(window.text) - window.start - LONGEST_NEXT_RECORD)
        if not window.grow():
            return len(window.text)
    return found.end()


def junk_end(window: Window) -> int:
    """Return where the record after the junk at the window's start begins."""
    while (end := window.text.find("{", window.start)) < 0:
        if not window.grow():
            return len(window.text)
    return end
