"""Marks at the beginnings of lines: indents, letters of items, quoting of mails and diffs; quotes around entries."""

import re
from collections.abc import Iterable, Iterator

from paperlist.cleanup.marks import LABEL
from paperlist.cleanup.steps import has_line_with
from paperlist.source.document import lines_of

INDENT = re.compile(r"\n +")  # "\n    cs.CV"

ITEM = re.compile(r"^(?:[ \t]{0,8}(?:\d{1,4}[.)]|[•·])[ \t]|([ \t]{1,12})([a-z][.)]|o)[ \t]{1,4}(?=\S))", re.MULTILINE)
"""`1. arXiv:…`, and below it `   a. What matters …`; `• arXiv:…`, and below it `   o What matters …`."""

MAIL_QUOTED = re.compile(r"^(?:>.*\n?)+", re.MULTILINE)  # lines of "> Authors:"
MAIL_MARK = re.compile(r"^(?:> ?)+", re.MULTILINE)  # "> ", "> > ", ">>"
DIFF_QUOTED = re.compile(r"^(?:\+.*\n?)+", re.MULTILINE)  # lines of "+Authors:"
DIFF_MARK = re.compile(r"^\+{1,2} ?", re.MULTILINE)

QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“"}
OPENING = re.compile(r"^[ \t]{0,20}([\"“«„])(?=\S)", re.MULTILINE)
CLOSING = re.compile(r"([\"”»“])(?=[,;]?\s*\Z)")
"""The quote that an entry, or all of a text, begins and ends with."""
HELD = 60
"""Lines that are held after an opening quote."""

SURE = 3
"""So many lines in a row that begin with a mark are quoted; prose that was wrapped before "> 5 GeV" has one."""


def unletter(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the letters of items that are within numbered ones."""
    due = ""

    def unmark(found: re.Match[str]) -> str:
        nonlocal due
        indent, letter = found.groups()
        if letter and (letter[0] != due if letter != "o" else not due):
            return found[0]
        if letter != "o":
            due = chr(ord(letter[0]) + 1) if letter else "a"
        return indent if letter else found[0]

    for chunk in chunks:
        yield ITEM.sub(unmark, chunk)


def unquote_entries(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the quotes around whole entries, or all of the text, which go over several lines."""
    reader = QuoteReader()
    for chunk in chunks:
        if not reader.quote and not OPENING.search(chunk):
            reader.is_first = reader.is_first and chunk.isspace()
            yield chunk
        else:
            yield "".join(out for line in lines_of(chunk) for out in reader.read(line))
    yield "".join(reader.held)


class QuoteReader:
    """Takes a text line by line; holds lines after an opening quote until it closes, and one of a listing was among."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.quote = ""
        """The quote that is open."""
        self.depth = 0
        """How many of its kind are open."""
        self.listed = False
        self.is_first = True
        """Whether nothing precedes it: it is that of all of the text, and its end need not be awaited."""

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines that are settled."""
        if not self.quote and (found := OPENING.match(line)):
            self.quote, self.depth, self.listed = found[1], 0, False
            self.held = []
        if not self.quote:
            self.is_first = self.is_first and not line.strip()
            yield line
            return
        self.held.append(line)
        self.listed = self.listed or bool(LABEL.match(line.lstrip(" \t" + self.quote)))
        self.depth = depth_after(self.depth, line, self.quote)
        is_whole = self.listed and self.is_first
        if self.depth <= 0:
            if self.listed and (closing := CLOSING.search(line)) and closing[1] == QUOTES[self.quote]:
                self.held[-1] = line[: closing.start()] + line[closing.end() :].lstrip(",;")
                self.open_first()
            yield from self.give_up()
        elif is_whole and len(self.held) > 1:
            self.open_first()
            yield from self.held
            self.held = [""]
        elif not is_whole and len(self.held) > HELD:
            yield from self.give_up()

    def open_first(self) -> None:
        """Take the opening quote away."""
        self.held[0] = self.held[0].replace(self.quote, "", 1)

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are now."""
        yield from self.held
        self.held, self.quote, self.is_first = [], "", False


def depth_after(depth: int, line: str, quote: str) -> int:
    """Return how many quotes of a kind are open after a line."""
    if QUOTES[quote] == quote:
        return (depth + line.count(quote)) % 2
    return depth + line.count(quote) - line.count(QUOTES[quote])


def unquote_mail(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks of quoted mails."""
    return unquote(chunks, ">", MAIL_QUOTED, MAIL_MARK)


def unquote_diff(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks of added lines."""
    return unquote(chunks, "+", DIFF_QUOTED, DIFF_MARK)


def unquote(chunks: Iterable[str], sign: str, quoted: re.Pattern[str], mark: re.Pattern[str]) -> Iterator[str]:
    """Yield `chunks` without a quoting mark, where `SURE` lines in a row have it.

    Args:
        chunks: the text, in chunks of whole lines.
        sign: how each quoted line begins.
        quoted: matches lines in a row that begin so.
        mark: matches what is removed of each.
    """
    held = ""  # lines at the end of a chunk that are quoted if enough follow
    surely_quoted = False  # whether the last line of the last chunk is
    for chunk in chunks:
        text, continued = held + chunk, surely_quoted
        held, surely_quoted = "", False
        if not has_line_with(text, sign):
            yield text
            continue
        position = 0
        for found in quoted.finditer(text):
            sure = (
                found[0].count("\n") >= SURE
                or (continued and found.start() == 0)
                or (found.end() < len(text) and is_listing(found[0]))
            )
            yield text[position : found.start()]
            position = found.end()
            if position == len(text) and not sure:
                held = found[0]
            else:
                yield mark.sub("", found[0]) if sure else found[0]
            surely_quoted = sure and position == len(text)
        yield text[position:]
    yield mark.sub("", held) if is_listing(held) else held


def is_listing(text: str) -> bool:
    """Whether a line of a text that may be quoted is one of a listing."""
    return any(map(LABEL.match, text.splitlines()))


def unindent(text: str) -> str:
    """Return `text` without the blanks at the beginnings of lines."""
    return INDENT.sub("\n", text).lstrip(" ")
