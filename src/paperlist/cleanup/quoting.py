"""Marks at the beginnings of lines: indents, letters of items, and the quoting of mails and diffs."""

import re
from collections.abc import Iterable, Iterator

from paperlist.cleanup.marks import LABEL
from paperlist.cleanup.steps import has_line_with

INDENT = re.compile(r"\n +")  # "\n    cs.CV"

ITEM = re.compile(r"^(?:[ \t]{0,8}\d{1,4}[.)][ ]|([ \t]{1,12})([a-z])[.)][ \t]{1,4}(?=\S))", re.MULTILINE)
"""`1. arXiv:…`, and below it `   a. What matters …`."""

MAIL_QUOTED = re.compile(r"^(?:>.*\n?)+", re.MULTILINE)  # lines of "> Authors:"
MAIL_MARK = re.compile(r"^(?:> ?)+", re.MULTILINE)  # "> ", "> > ", ">>"
DIFF_QUOTED = re.compile(r"^(?:\+.*\n?)+", re.MULTILINE)  # lines of "+Authors:"
DIFF_MARK = re.compile(r"^\+{1,2} ?", re.MULTILINE)

SURE = 3
"""So many lines in a row that begin with a mark are quoted; prose that was wrapped before "> 5 GeV" has one."""


def unletter(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the letters of items that are within numbered ones."""
    due = ""

    def unmark(found: re.Match[str]) -> str:
        nonlocal due
        indent, letter = found.groups()
        if letter and letter != due:
            return found[0]
        due = chr(ord(letter) + 1) if letter else "a"
        return indent if letter else found[0]

    for chunk in chunks:
        yield ITEM.sub(unmark, chunk)


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
