r"""Texts in JSON, JSON Lines and notebooks.

    {"role": "user", "content": "arXiv:2405.02246 …\nWhat matters …\n"}      a value of several lines, or a long one
    "source": ["arXiv:2405.02246 …\n", "What matters …\n"]                   a list of strings: its lines
    [{"type": "link", "text": "arXiv:2405.02246"}, " …\nWhat matters …"]       a text in parts
    {"log": "arXiv:2405.02246 …\n"}      {"log": "What matters …\n"}             lines of a log

Other values are names and numbers, and keys are no text. Lines between the values of JSON Lines are a text, too.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from paperlist.source import literals
from paperlist.source.document import Complain, Piece, at_line, from_line, is_prose, lines_of

BEGIN = re.compile(
    r"""\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|'(?:[^'\\\n]|\\.)*'\s*:|\})|\[\s*(?:["'{(]|\[\s*["'{\[]))"""
)
OPENING = ("{", "[")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
MOST = 3
"""A part of a text has no more members: its type, its text, an address; a message has."""


class Text(NamedTuple):
    """A string of the container."""

    line: int
    value: str
    laid_out: bool = False
    """Whether each of its lines is a line of the file; else all are in one."""

    def pieces(self) -> list[Piece]:
        """Return its lines."""
        return list((from_line if self.laid_out else at_line)(self.line, self.value))


class Members(list[tuple[str, Any]]):
    """The members of an object in their order."""


def begins(head: str, _: str) -> bool:
    """Whether a text begins as JSON does."""
    return bool(BEGIN.match(head))


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the texts of one value, or of the values of JSON Lines as they come."""
    lines = numbered_lines(chunks)
    blank: list[str] = []
    line, text = next(lines)
    while not text.strip():
        blank.append(text)
        line, text = next(lines)
    lines = chain([(line, text)], lines)
    between: list[Piece] = []
    damaged = False  # what follows a damaged line without beginning as JSON is the rest of it
    for number, (line, text) in enumerate(lines):
        if not text.lstrip().startswith(OPENING):
            if not damaged:
                between.append(Piece(line, text))
            continue
        try:
            value = parse(text, line)
        except ValueError as error:
            if not number:
                yield from unpack_whole("".join(blank) + text + "".join(each for _, each in lines), complain)
                return
            damaged = not literals.is_whole(text)
            if damaged:
                complain(line, f"a line that begins as JSON and is damaged ({reason(error)}); it is not read")
            else:
                yield from literals.texts_of(text, line)
            continue
        damaged = False
        if logged := line_in(value):
            between.append(Piece(line, logged))
            continue
        if between:
            yield between
            between = []
        yield from texts_of(value)
    if between:
        yield between


def line_in(value: Any) -> str | None:
    """Return the line of a log that an object holds: its one string, or the one with a line break, which is its end."""
    members = [each for _, each in value] if isinstance(value, Members) else []
    found = [each.value for each in members if isinstance(each, Text)]
    ends = [each for each in found if "\n" in each] or (found if not any(isinstance(m, list) for m in members) else [])
    return f"{ends[0].rstrip()}\n" if len(ends) == 1 and "\n" not in ends[0][:-1] else None


def unpack_whole(text: str, complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the texts of a value of several lines."""
    try:
        value = parse(text, 1)
    except ValueError as error:
        if literals.is_whole(text):
            yield from literals.texts_of(text, 1)
            return
        line = text.count("\n", 0, error.pos) + 1 if isinstance(error, json.JSONDecodeError) else 1
        complain(line, f"begins as JSON and is damaged here ({reason(error)}); nothing of it is read")
        return
    yield from texts_of(value)


def reason(error: ValueError) -> str:
    """Return what is wrong, without a place."""
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def numbered_lines(chunks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its number."""
    number = 1
    for chunk in chunks:
        for text in lines_of(chunk):
            yield number, text
            number += 1


def parse(text: str, line: int) -> Any:
    """Return a value with the line of each of its strings.

    Args:
        text: the value.
        line: the line at which `text` begins.

    Raises:
        ValueError: it is no value.
    """
    try:
        value = json.loads(text, object_pairs_hook=Members)
    except RecursionError:
        raise ValueError("values too deep within one another") from None
    return with_lines(value, string_lines(text, line))


def string_lines(text: str, line: int) -> Iterator[int]:
    """Yield the line of each string of a value, keys too."""
    position = 0
    for found in STRING.finditer(text):
        line += text.count("\n", position, found.start())
        position = found.start()
        yield line


def with_lines(value: Any, lines: Iterator[int]) -> Any:
    """Return a value with its strings as `Text`; `lines` has the line of each, in their order."""
    if isinstance(value, str):
        return Text(next(lines), value)
    if isinstance(value, Members):
        return Members((key, with_lines(member, lines)) for key, member in value if next(lines))
    return [with_lines(item, lines) for item in value] if isinstance(value, list) else value


def texts_of(value: Any, told: frozenset[str] = frozenset()) -> Iterator[list[Piece]]:
    """Yield the texts in a value: a long string, or a list of strings, which are its lines.

    Args:
        value: what is looked through.
        told: texts of the objects that it lies in, without blanks; an object that says its text twice is read once.
    """
    if isinstance(value, Text):
        if is_prose(value.value) and bare(value.value) not in told:
            yield value.pieces()
    elif isinstance(value, Members):
        for _, member in value:
            yield from texts_of(member, told)
            told |= {bare(text) for text in strings_of(member)}
    elif isinstance(value, list):
        if parts := parts_of(value):
            text = Text(parts[0].line, "".join(part.value for part in parts))
            yield from texts_of(text, told)
            return
        if len(value) > 1 and all(isinstance(item, Text) for item in value) and not any(map(has_lines, value)):
            yield [piece for item in value for piece in item.pieces()]
            return
        for item in value:
            yield from texts_of(item, told)


def strings_of(value: Any) -> Iterator[str]:
    """Yield the text that a member is, or that its parts are together."""
    if isinstance(value, Text):
        yield value.value
    elif isinstance(value, list) and (parts := parts_of(value)):
        yield "".join(part.value for part in parts)


def bare(text: str) -> str:
    """Return a text without blanks and references of HTML, to compare."""
    return "".join(html.unescape(text).split())


def parts_of(value: list[Any]) -> list[Text]:
    """Return the parts of a text that is a list of strings and of objects with a `text`: links in it; [] of others."""
    objects = [dict(item) for item in value if isinstance(item, Members)]
    strings = [item for item in value if isinstance(item, Text)]
    sure = bool(strings) or all("type" in item and len(item) <= MOST for item in objects)
    parts = [dict(item).get("text") if isinstance(item, Members) else item for item in value]
    return [part for part in parts if isinstance(part, Text)] if objects and sure else []


def has_lines(item: Text) -> bool:
    """Whether a string in a list is a text by itself: it has line breaks within it, not only at its end."""
    return "\n" in item.value.strip()
