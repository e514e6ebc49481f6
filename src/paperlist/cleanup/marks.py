r"""Marks before each line: bullets, bars, comment signs, line numbers, names of files and programs.

    > - a     | a      // a      12  a      L12: a      notes.txt:12:a      AB> a      2024-06-03 10:00:01 a

What begins several lines in a row in the same form is no part of them. A number counts if it goes up from line to line;
any other mark is one only if it is alone on a line, too, or before a label: items of a list in an abstract look the
same.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paperlist.source.document import lines_of

BLANKS = "[ \t]{0,40}"
"""Before a mark: not more, as these patterns are tried at many places."""

NUMBER = re.compile(
    BLANKS + r"(?P<before>(?:[\w./\\-]{1,80}[:(-])?[Ll#\[(]{0,2})(?P<number>\d{1,7})"
    r"(?P<after>\t|\](?=\s)|[:.|)>│→-]{1,2}|(?=\n)|(?= ))[ \t]?"
)
"""`   12\t`, `L12: `, `notes.txt:12:`, `[12] `."""
TIME = re.compile(
    BLANKS + r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?[\d.,Z+:]{0,16}\]?"
    r"(?: (?:[A-Z]{3,8}|std(?:out|err)|F|-)(?!\w):?){0,4}[ \t]?"
)
"""`2024-06-03T10:00:01Z stdout F `."""
SIGN = re.compile(
    BLANKS + r"(?P<sign>[-*•·‣◦▪●○|│┃¦#%;/!~→»›]{1,3}(?=\s)|[-|│%;#](?=\S)|//|(?:[\w.-]{1,24} ?[>|│])(?=\s))[ \t]?"
)
"""`- `, `// `, `| `, `AB> `, `web-1 | `."""
TABLE_ROW = re.compile(r"[ \t]{0,40}\|.{0,10000}\S[ \t]{0,40}\|\n?\Z")  # "| Subjects: | cs.CV |"
LABEL = re.compile(
    r"\s{0,40}(?:[-*•>#]{1,3}\s{1,3}){0,3}"
    r"(?:(?:Authors?|Abstract|Title|Comments|Subjects|Journal[- ]ref)\s{0,3}[:：]|Submitted\s\d|arXiv:\d)"
    r"|[^\n•]{1,400}\s•\s[^\n]{0,80}\d{4}",
    re.IGNORECASE,
)
"""What shows that a line is one of a listing."""

OTHER = re.compile(r"\s{0,40}+(?![a-z]+:|\Z)")
"""What is after a mark where the lines are no list of addresses."""

COUNTED = 3
"""So many numbers in a row that go up show that lines are numbered."""
SEEN = 3
"""So many lines in a row begin with a mark that is alone on a line or before a label."""
HELD = 60
"""Lines that are held until it is known whether they have a mark."""
GOES_ON = "\\\n"
"""The end of a line of a string that goes on: "Authors: A, B\"."""


class Marked(NamedTuple):
    """A line that begins with what may be a mark."""

    key: str
    """The form that the marks of neighbouring lines share."""
    number: int | None
    end: int
    """Where the line's text begins."""


def marks_of(line: str) -> Iterator[Marked]:
    """Yield what a line may begin with as a mark."""
    if found := TIME.match(line):
        yield Marked("time", None, found.end())
        return
    if found := NUMBER.match(line):
        yield Marked(found["before"] + "0" + found["after"].strip(), int(found["number"]), found.end())
    if (found := SIGN.match(line)) and not TABLE_ROW.match(line):
        yield Marked(found["sign"].strip(), None, found.end())


class Run:
    """Lines in a row that begin with marks of one form."""

    def __init__(self, mark: Marked) -> None:
        self.key = mark.key
        self.number = mark.number
        self.marked = 0
        self.shown = False
        """Whether a line shows that the marks are marks."""
        self.says_something = False
        """Whether a line has more than its mark; numbers alone are a page's links to other pages."""

    def takes(self, mark: Marked) -> bool:
        """Whether a line goes on with the run; a program that searches leaves lines out."""
        if self.number is None or mark.number is None:
            return mark.key == self.key and mark.number is self.number
        step = mark.number - self.number
        same = mark.key == self.key or not mark.key.strip("0") or mark.key.startswith(self.key)
        return same and (step == 1 or (step > 1 and ":0" in self.key))

    def take(self, mark: Marked, line: str) -> None:
        """Go on with a line."""
        text = line[mark.end :]
        self.number = mark.number
        self.marked += 1
        self.says_something = self.says_something or bool(OTHER.match(text))
        self.shown = self.shown or not text.strip() or bool(LABEL.match(text))

    def sure(self) -> bool:
        """Whether what the lines begin with is a mark."""
        if self.number is not None:
            return self.marked >= COUNTED and self.says_something
        return self.marked >= SEEN and self.shown


CANDIDATE = re.compile(rf"^(?:{TIME.pattern}|{NUMBER.pattern}|{SIGN.pattern})", re.MULTILINE)


def unmark(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks before each line."""
    reader = MarkReader()
    for chunk in chunks:
        if reader.run is None and not CANDIDATE.search(chunk):
            yield chunk
        else:
            yield "".join(out for line in lines_of(chunk) for out in reader.read(line))
    yield "".join(reader.give_up())


def without_break(line: str) -> str:
    """Return `line` without the backslash at its end."""
    return line.removesuffix(GOES_ON).rstrip(" ") + "\n" if line.endswith(GOES_ON) else line


def remove_breaks(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without backslashes at the ends of lines, where `SEEN` lines in a row have one."""
    held: list[str] = []
    marked = 0
    for chunk in chunks:
        if not marked and GOES_ON not in chunk:
            yield chunk
            continue
        out: list[str] = []
        for line in lines_of(chunk):
            held.append(line)
            if line.endswith(GOES_ON):
                marked += 1
            elif line.strip():
                marked = 0
            if marked >= SEEN:
                out += map(without_break, held)
                held = []
            elif not marked:
                out += held
                held = []
        yield "".join(out)
    yield "".join(held)


class MarkReader:
    """Takes a text line by line, and gives it back without marks."""

    def __init__(self) -> None:
        self.run: Run | None = None
        self.held: list[tuple[str, int]] = []
        """Lines of the run that is not sure, with where the text of each begins."""

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines of which, now that `line` is here, it is known whether they have a mark."""
        if self.run and not line.strip():
            yield from self.keep(line, 0)
            return
        marks = list(marks_of(line))
        mark = next((each for each in marks if self.run and self.run.takes(each)), None)
        if self.run and mark:
            self.run.take(mark, line)
            yield from self.keep(line, mark.end)
            return
        yield from self.give_up()
        if not marks:
            yield line
            return
        # A number may be a mark, or what follows a sign; the sign is seen if the number does not count.
        self.run = Run(marks[0])
        self.run.take(marks[0], line)
        self.held = [(line, marks[0].end)]

    def keep(self, line: str, end: int) -> Iterator[str]:
        """Yield the line without its mark, and those before it, if the run is sure; hold it otherwise."""
        assert self.run
        self.held.append((line, end))
        if self.run.sure():
            yield from (text[start:] for text, start in self.held)
            self.held = []
        elif len(self.held) > HELD:
            yield from self.give_up()

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are: they had no mark."""
        yield from (text for text, _ in self.held)
        self.held, self.run = [], None
