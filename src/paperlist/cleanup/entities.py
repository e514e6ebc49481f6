r"""Characters that a tool wrote as references of HTML or escapes of a program: `&amp;`, `&#9661;`, `\u00e9`, `\xe9`.

Text of HTML may have been encoded twice: `&amp;amp;`.
"""

import html
import re

REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""With its semicolon: `AT&T` is none."""
ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,64}(?![0-9a-fA-F])|(?:\\x[89a-f][0-9a-f]){1,64}(?![0-9a-fA-F])")
"""Escapes of characters that are not ASCII: UTF-16 units, or bytes of UTF-8 or Latin-1."""
DEEPEST = 3
"""So many times a text may have been encoded."""


def decode(text: str) -> str:
    """Return `text` with the characters in the place of their references; the lines stay the same."""
    if "\\u" in text or "\\x" in text:
        text = ESCAPE.sub(unescaped, text)
    for _ in range(DEEPEST):
        if "&" not in text or not REFERENCE.search(text):
            break
        text = REFERENCE.sub(character, text)
    return text


def unescaped(found: re.Match[str]) -> str:
    """Return the characters of escapes; those of plain letters and of white space that ends lines stay."""
    digits = found[0].replace("\\u", "").replace("\\x", "")
    data = bytes.fromhex(digits)
    if found[0].startswith("\\u"):
        text = data.decode("utf-16-be", "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    return found[0] if text.isascii() or any(sign in "\x85\u2028\u2029\ufffd" for sign in text) else text


def character(found: re.Match[str]) -> str:
    """Return the character of a reference; a line end is a blank, as in HTML."""
    decoded = html.unescape(found[0])
    return (
        " " if decoded in ("\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029") else decoded
    )
