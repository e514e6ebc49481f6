"""What every step of cleaning shares: its shape, and the ways to make one.

A step takes chunks of whole lines and yields chunks of whole lines, with as many line breaks in all as it took. It may
hold lines back until it has seen enough of what follows, so that its result does not depend on where chunks end.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator

Step = Callable[[Iterable[str]], Iterator[str]]

CODE = "code implementation"
CODE_COUNT = r"(?:no|\d[\d,]{0,8}) code implementations?"
"""How the head of a card of Papers with Code begins, and what every such head has in it."""
TASK = "task/"
TASK_ADDRESS = re.compile(r"(?<![\w-])(?<!thumbnails/)task/[\w-]")
"""An address of Papers with Code: the page of a task."""

OPEN_REACH = 16_000
"""Characters before the end of a chunk in which a mark that is still open may begin; a tag may hold a picture."""


def each(clean: Callable[[str], str]) -> Step:
    """Return the step that applies `clean` to each chunk: for what can be judged within one line."""

    def step(chunks: Iterable[str]) -> Iterator[str]:
        return map(clean, chunks)

    return step


def until_closed(chunks: Iterable[str], *open_marks: re.Pattern[str]) -> Iterator[str]:
    """Yield the text of `chunks` cut anew, so that no mark of several lines is cut in two.

    Args:
        chunks: the text, in chunks of whole lines.
        open_marks: each matches from a mark's beginning to the end of a text in which the mark has no end.
    """
    held = ""
    for chunk in chunks:
        text = held + chunk
        begin, end = max(0, len(text) - OPEN_REACH), len(text)
        while found := first_of(text, *open_marks, begin=begin, end=end):
            end = text.rfind("\n", 0, found.start()) + 1  # the line before may end within a mark, too
        yield text[:end]
        held = text[end:]
    yield held


def change_lines(text: str, signs: Iterable[str], change: Callable[[str], str]) -> str:
    """Return `text` with `change` applied to the lines that have one of the signs: for what lies within a line.

    A pattern that may begin anywhere takes long for all of a text; a sign without which it finds nothing is found soon.
    """
    parts: list[str] = []
    position = 0
    for start in sorted({start for sign in signs for start in lines_with(text, sign)}):
        end = text.find("\n", start) + 1 or len(text)
        parts += text[position:start], change(text[start:end])
        position = end
    return "".join((*parts, text[position:]))


def lines_with(text: str, sign: str) -> Iterator[int]:
    """Yield where the lines begin that have a sign in them."""
    at = text.find(sign)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(sign, end) if end >= 0 else -1


def first_of(text: str, *marks: re.Pattern[str], begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """Return the first of all matches of `marks` between two positions."""
    found = filter(None, (mark.search(text, begin, end) for mark in marks))
    return min(found, key=re.Match.start, default=None)


def split_before_line(text: str, position: int) -> tuple[str, str]:
    """Return `text` in two: before the line in which `position` lies, and from there on."""
    start = text.rfind("\n", 0, position) + 1
    return text[:start], text[start:]


def has_line_with(text: str, beginning: str) -> bool:
    """Whether a line of `text` begins so."""
    return text.startswith(beginning) or "\n" + beginning in text


def line_breaks(found: re.Match[str]) -> str:
    """Return the line breaks within a mark, which are all that stays of it."""
    return "\n" * found[0].count("\n")


def link_text(found: re.Match[str], kept: str = r"\1") -> str:
    """Return what stays of a link, by default the text that is its first group, and the line breaks in the rest of it.

    Where the name of a task begins or ends, which nothing but its link tells, a mark stays like that of its picture.
    """
    text = found.expand(kept)
    mark = "[]" if TASK in found[0] and text[:1] != "[" and TASK_ADDRESS.search(found[0]) else ""
    return mark + text + "\n" * (found[0].count("\n") - text.count("\n"))
