r"""An entry read as BibTeX itself reads it, where bibtexparser, which takes `\{` and `\}` for text, cannot.

entry   = "@" type ( "{" / "(" ) key *( 1*"," name "=" value ) *"," ( "}" / ")" )
value   = piece *( "#" piece )
piece   = "{" … "}" / '"' … '"' / word          every brace counts, whatever is before it
gap     = white space / "%" … end of line       between any two of these; biber leaves such lines out too

@article{k, title = {Files under C:\\}, file = {D:\papers\}, % to read
  year = 2024,, }
"""

import re
from typing import NamedTuple

GAP = re.compile(r"(?:\s++|%[^\n]*+)*")
HEAD = re.compile(r"@\s*+(?P<type>[A-Za-z][\w-]*+)\s*+(?P<opening>[{(])")
KEY = re.compile(r"[^\s,{}]*+")
NAME = re.compile(r"[^\s={},\"#%()]++")
WORD = re.compile(r"[^\s,{}()\"#%=]++")
BRACE = re.compile(r"[{}]")
QUOTE_OR_BRACE = re.compile(r'[{}"]')
CLOSING = {"{": "}", "(": ")"}


class Cut(NamedTuple):
    """An entry of a text: its type and key, its fields as (name, start and end of the value), and its end."""

    type: str
    key: str
    fields: list[tuple[str, int, int]]
    end: int


class Unreadable(Exception):  # noqa: N818 - it says what the text is
    """There is no entry here."""


def cut_entry(text: str, start: int, end: int) -> Cut | None:
    """Return the entry that begins at `start` and ends before `end`; None where there is none."""
    head = HEAD.match(text, start, end)
    if not head:
        return None
    closing = CLOSING[head["opening"]]
    position = after_gap(text, head.end(), end)
    key = KEY.match(text, position, end)
    assert key
    position = after_gap(text, key.end(), end)
    fields: list[tuple[str, int, int]] = []
    try:
        while True:
            commas = position
            while text.startswith(",", position, end):
                position = after_gap(text, position + 1, end)
            if text.startswith(closing, position, end):
                return Cut(head["type"].lower(), key[0], fields, position + 1)
            name = NAME.match(text, position, end)
            if not name or position == commas:
                return None
            equals = after_gap(text, name.end(), end)
            if not text.startswith("=", equals, end):
                return None
            value = after_gap(text, equals + 1, end)
            stop = value_end(text, value, end)
            fields.append((name[0].lower(), value, stop))
            position = after_gap(text, stop, end)
    except Unreadable:
        return None


def after_gap(text: str, position: int, end: int) -> int:
    """Return where the next sign is that is neither white space nor a remark."""
    gap = GAP.match(text, position, end)
    return gap.end() if gap else position


def value_end(text: str, position: int, end: int) -> int:
    """Return where the value ends that begins here."""
    while True:
        if text.startswith("{", position, end):
            position = braces_end(text, position, end)
        elif text.startswith('"', position, end):
            position = quotes_end(text, position, end)
        elif word := WORD.match(text, position, end):
            position = word.end()
        else:
            raise Unreadable
        following = after_gap(text, position, end)
        if not text.startswith("#", following, end):
            return position
        position = after_gap(text, following + 1, end)


def braces_end(text: str, start: int, end: int) -> int:
    """Return where the group ends that begins with the brace at `start`."""
    depth = 0
    for brace in BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    raise Unreadable


def quotes_end(text: str, start: int, end: int) -> int:
    """Return where the string ends that begins with the quotation mark at `start`."""
    depth = 0
    for sign in QUOTE_OR_BRACE.finditer(text, start + 1, end):
        if sign[0] == '"' and not depth:
            return sign.end()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    raise Unreadable
