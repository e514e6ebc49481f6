"""Hard wraps undone: lines that a tool broke become the text again that they were."""

import re
import sys

from paperlist.fields import trim

WIDEST = 160
"""A text with a longer line was not wrapped: people and text browsers wrap at 60 to 130 columns."""

SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’»)\]$}*]*$")
"""How the last line of a paragraph ends: "…in 2024.", "…(see below)."."""

BEFORE_MARK = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+(?=[,.;:!?)\]}”’])")
"""A line break before what follows a word directly; a token of its own in some texts: "connectome⏎,"."""

MARK_FIRST = re.compile(r"\n[^\S\n]*+[,.;:!?)\]}”’]")
"""A line that begins with such a mark; quickly looked for, and hardly any text has one."""

HYPHEN = re.compile(r"\n(?<=\w-\n)\s*(?!(?:and|or|to|und|et)\b)(?=\w)|\n(?:(?<=\w---\n)|(?<=\w—\n))\s*(?=\w)")
"""A line break within a word with a hyphen: "cross-⏎section", but not "pre-⏎and"; after a dash: "otters---⏎which"."""


WHITE = re.compile(r"\s*")
LINE = re.compile(r"[^\s][^\n]*(?<=\S)")
PARAGRAPH = re.compile(r"(?:[ ]{0,99}[^\s][^\n]*+\n?)+")


def join(text: str) -> str:
    """Return the lines of one paragraph as one line."""
    if "\n" in text:
        text = HYPHEN.sub("", BEFORE_MARK.sub("", text) if MARK_FIRST.search(text) else text).replace("\n", " ")
    return trim(text)


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on with `line`: its first word would not have fitted into `width` columns."""
    return overflows(len(line), following, width)


def overflows(length: int, following: str, width: int) -> bool:
    """Whether the first word of a line would make the one before, of some length, wider than `width`."""
    word = following.split(None, 1)
    return width > 0 and bool(word) and length + 1 + len(word[0]) > width


def unwrap(text: str) -> str:
    """Return a text of several lines as paragraphs, one blank line between them.

    A line break was made by wrapping unless a sentence ends there and, where all lines are short, the next
    word would have fitted.
    """
    lines = [line.strip() for line in text.split("\n")]
    width = max(map(len, lines))
    paragraphs: list[list[str]] = [[]]
    last = ""
    for line in lines:
        if not line:
            last = ""
            continue
        before = paragraphs[-1]
        goes_on = last and (not SENTENCE_END.search(last) or (width <= WIDEST and is_wrapped(last, line, width)))
        if before and not goes_on:
            before = []
            paragraphs.append(before)
        before.append(line)
        last = line
    return "\n\n".join(join("\n".join(paragraph)) for paragraph in paragraphs if paragraph)


def skip_white(text: str, at: int, end: int = sys.maxsize) -> int:
    """Return the first offset from `at` on, before `end`, that has no white space."""
    white = WHITE.match(text, at, end)
    return white.end() if white else at


def strip(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return two offsets without the white space at the ends of the text between them."""
    piece = text[start:stop]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def find_paragraphs(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs between two offsets; a blank line parts them."""
    return [strip(text, *found.span()) for found in PARAGRAPH.finditer(text, start, stop)]


def join_nodes(text: str) -> list[str]:
    """Return the paragraphs of a text of which some tools give every link a paragraph of its own."""
    joined: list[str] = []
    for start, stop in find_paragraphs(text, 0, len(text)):
        paragraph = text[start:stop]
        if joined and not (SENTENCE_END.search(joined[-1]) and paragraph[0].isupper()):
            joined[-1] += f"\n{paragraph}"
        else:
            joined.append(paragraph)
    return joined
