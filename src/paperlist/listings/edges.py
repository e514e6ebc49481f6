r"""Marks at the edges of values: what a tool or a person put before or after a title, a name or a text.

    ◦ We find that …      | What matters …      Victor Sanh ↵      *We find that …*      > Producing …

What is there without a letter and apart from the words is a mark, and goes. Signs that words may touch (quotes,
brackets, dollars, an ellipsis) are the value's own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

SURE: Final = "•‣⁃∙⦁¶\u2190-\u21ff\u2300-\u23ff\u2400-\u243f\u2460-\u25ff\u2776-\u27bf\u2900-\u297f\u2b00-\u2bff"
"""Bullets, arrows, frames, signs of line ends: what no value begins or ends with."""
OWN: Final = "$\"'“‘«(\\[{<¿¡…\\\\.@"
"""What a value may begin with, even apart from its words."""
BEFORE = re.compile(rf"\A(?:(?:[^\w\s{OWN}]{{1,3}}(?=\s)|[{SURE}]{{1,3}}\ufe0f?)\s*)+(?=\S)")
"""`- `, `◦ `, `│ ├─ ` before a value."""
AFTER = re.compile(rf"(?<=\S)(?:\s*[{SURE}]|\s+[|/·;~#=&\\_>]{{1,3}}|\s*\||\s+\+?[-=~*_─]{{5,}}\+?)+\s*\Z")
"""` |`, `↵`, `-----` after a value."""
TYPED = re.compile(
    r"([*_])(?=[^\s*_])([^*_]+)(?<=[^\s*_])\1|\[()((?:[^\[\]]|\[[^\[\]]*\])+)\]|\"()([^\"]+)\"|“()([^“”]+)”"
)
"""A text all of which is in type, in brackets or in quotes."""
QUOTED = re.compile(r"(['\"‘’“”«»])(?=\S)([^'\"‘’“”«»]+)['\"‘’“”«»]")
"""A name in quotes: `'Victor Sanh'`."""
ITEM = re.compile(
    r"\(?(?:(?:[a-z]|i{1,3}|iv|vi{0,3}|ix)[.)]|TODO|\d\ufe0f?\u20e3|[\u2460-\u24ff\u2776-\u2793])\s+(?=[^\W\d_a-z])"
)
"""`a. `, `(ii) `, `1⃣ ` before a text."""
OPENED = re.compile(r"(?:\[{1,4}(?=[^\[\]]*\Z)|\*(?=[^\s*][^*]*\Z)|_(?=[^\s_][^_]*\Z))")
"""The first of two signs around a text, of which the second went with a mark of the page: `[We find … ▽ More]`."""
STOP = re.compile(r"(?<=[^\W\d_A-Z]{3})(?: ?\.){1,3}(?=['\"]?\Z)|(?<=[^\W\d_A-Z]{3}['\"])(?: ?\.){1,3}\Z")
"""The full stop after a list of names: `Victor Sanh.`"""
SUFFIX = re.compile(r"\b(?:Prof|Inst|Univ|Coll|Dept)\.\Z")
DEEPEST = 4
"""So many marks around one another are looked for."""
LONGEST_END = 160
"""Marks after a value have fewer characters."""
LETTER = re.compile(r"[^\W\d_]")


def trim(value: str) -> str:
    """Return a value without the marks before and after it; as it is if nothing else is there."""
    if value[:1].isalnum() and value[-1:].isalnum():
        return value
    before = BEFORE.match(value)
    text = trim_end(value[before.end() :] if before else value)
    return text if LETTER.search(text) else value


def trim_item(value: str) -> str:
    """Return a value without the marks before and after it, and without the letter of an item."""
    return ITEM.sub("", trim(value), count=1) if ITEM.match(value) else trim(value)


def trim_text(value: str) -> str:
    """Return an abstract without the marks around it."""
    for _ in range(DEEPEST):
        text = trim_item(value)
        if typed := TYPED.fullmatch(text):
            text = typed[typed.lastindex or 0]
        elif opened := OPENED.match(text):
            text = text[opened.end() :]
        if text == value:
            break
        value = text
    return value


def trim_names(names: Sequence[str]) -> list[str]:
    """Return names without the marks around them, and the last without the full stop of the list."""
    trimmed = list(map(trim, names))
    if trimmed and len(trimmed[-1].split()) > 1 and not SUFFIX.search(trimmed[-1]):
        trimmed[-1] = STOP.sub("", trimmed[-1])
    return [QUOTED.sub(r"\2", name) if QUOTED.fullmatch(name) else name for name in trimmed]


def trim_end(value: str) -> str:
    """Return a remark without the marks after it."""
    after = AFTER.search(value, max(0, len(value) - LONGEST_END))
    return value[: after.start()] if after else value


TRIMS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "title": trim_item,
    "authors": trim_names,
    "abstract": trim_text,
    "excerpt": trim_text,
    "comments": trim_end,
    "venue": trim_end,
    "journal_ref": trim_end,
}
"""How each field is trimmed."""
