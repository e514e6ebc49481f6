"""Character references of HTML that a tool left in a text: `&amp;`, `&#9661;`, `&amp;amp;` of one that did it twice."""

import html
import re

REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""With its semicolon: `AT&T` is none."""
DEEPEST = 3
"""So many times a text may have been encoded."""


def decode(text: str) -> str:
    """Return `text` with the characters in the place of their references; the lines stay the same."""
    for _ in range(DEEPEST):
        if "&" not in text or not REFERENCE.search(text):
            break
        text = REFERENCE.sub(character, text)
    return text


def character(found: re.Match[str]) -> str:
    """Return the character of a reference; a line end is a blank, as in HTML."""
    decoded = html.unescape(found[0])
    return (
        " " if decoded in ("\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029") else decoded
    )
