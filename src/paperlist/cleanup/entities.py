r"""Characters that a tool wrote as references of HTML or escapes of a program: `&amp;`, `&#9661;`, `\u00e9`, `\xe9`.

Text of HTML may have been encoded twice: `&amp;amp;`.
"""

import html
import re
import unicodedata
from functools import partial

from paperlist.cleanup.steps import change_lines

REFERENCE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp|&(?:amp|lt|gt|quot)(?![\w;=])"
)
"""With its semicolon, but for the commonest: `AT&T` is none."""
NAMED = re.compile(r"\\N\{([A-Z][A-Z0-9 -]{2,80})\}")
"""`\\N{WHITE DOWN-POINTING TRIANGLE}`"""
POINT = re.compile(r"<U\+([0-9A-F]{4,6})>")
"""`<U+25BD>`, as R shows it."""
BYTES = re.compile(r"(?:<[89A-Fa-f][0-9A-Fa-f]>){2,300}|(?:\\[23][0-7]{2}){2,300}|(?:%[89A-F][0-9A-F]){2,300}")
"""`<e2><96><bd>`, `\\342\\226\\275`, `%E2%96%BD`: bytes of UTF-8, as `less`, git and addresses show them."""
BYTE_SIGNS = ("><", "\\2", "\\3", "%C", "%D", "%E", "%F")
"""One of them is where bytes are."""
REACH = 200
"""So many characters before an escape may be of the address that it is in."""
HEX = re.compile(r"[0-9A-Fa-f]{2}")
ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,64}|(?:\\x[89a-f][0-9a-f]){1,64}")
"""Escapes of characters that are not ASCII: UTF-16 units, or bytes of UTF-8 or Latin-1."""
LONG_ESCAPE = re.compile(r"\\U000([0-9a-fA-F]{5})|\\U\{([0-9a-fA-F]{2,5})\}|\\u\{([0-9a-fA-F]{2,5})\}")
DEEPEST = 3
"""So many times a text may have been encoded."""


def decode(text: str) -> str:
    """Return `text` with the characters in the place of their references; the lines stay the same."""
    if "\\u" in text or "\\x" in text:
        text = ESCAPE.sub(unescaped, text)
    if "\\U" in text or "\\u{" in text:
        text = LONG_ESCAPE.sub(lambda found: point(found[0], int(found[1] or found[2] or found[3], 16)), text)
    if "\\N{" in text:
        text = NAMED.sub(named, text)
    if "<U+" in text:
        text = POINT.sub(lambda found: point(found[0], int(found[1], 16)), text)
    text = change_lines(text, BYTE_SIGNS, partial(BYTES.sub, of_bytes))
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


def named(found: re.Match[str]) -> str:
    """Return the character of a name; what is no name stays."""
    try:
        return point(found[0], ord(unicodedata.lookup(found[1])))
    except KeyError:
        return found[0]


def point(written: str, number: int) -> str:
    """Return the character of a number, if it is one that no line ends with; else what was written."""
    if not 0xA0 <= number <= 0x10FFFF or 0xD800 <= number < 0xE000 or number in (0x2028, 0x2029):
        return written
    return chr(number)


def of_bytes(found: re.Match[str]) -> str:
    """Return the character that bytes are in UTF-8; what is none stays."""
    written = found[0]
    if (
        written.startswith("%")
        and "/" in found.string[max(0, found.start() - REACH) : found.start()].rpartition(" ")[2]
    ):
        return written
    octal = written.startswith("\\")
    numbers = (
        [int(each, 8) for each in written[1:].split("\\")] if octal else [int(x, 16) for x in HEX.findall(written)]
    )
    try:
        meant = bytes(numbers).decode("utf-8")
    except UnicodeDecodeError:
        return written
    return "".join(point(written, ord(each)) for each in meant)


def character(found: re.Match[str]) -> str:
    """Return the character of a reference; a line end is a blank, as in HTML."""
    decoded = html.unescape(found[0])
    return (
        " " if decoded in ("\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029") else decoded
    )
