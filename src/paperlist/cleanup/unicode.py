"""Characters: composed ones in the place of combining ones, plain blanks, nothing that steers a terminal."""

import re
import unicodedata

BLANKS = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Blanks that are no plain blank: no-break, tabs, thin and wide ones; all that `str.isspace` but " " and line ends."""
WIDTHLESS = (
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{COMBINING GRAPHEME JOINER}\N{MONGOLIAN VOWEL SEPARATOR}\N{INVISIBLE SEPARATOR}\N{OBJECT REPLACEMENT CHARACTER}"
)
"""Characters that only say where a line may break. (Joiners change letters, and stay.)"""
COLOUR = re.compile(
    r"\x1b\[[\d;]*[A-Za-z]|\x1b\]8;[^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)"
)  # a terminal's "\x1b[1m", and its links
STRUCK = re.compile("[^\n]\b")  # a letter that the next is struck over: "A\bA" is bold
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # controls that are no white space: "\x07", "\x9b"


DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks of the direction in which text runs."""
DIRECTION = re.compile(
    f"(?:^|(?<![\u0590-\u08ff]))[{DIRECTIONS}]{{1,9}}(?![\u0590-\u08ff{DIRECTIONS}])|^[\u200e\u202a\u202d\u2066]+",
    re.MULTILINE,
)
"""Where no letters are beside them that run to the left."""
JOINER = re.compile("[\u200c\u200d](?:(?=[\\s -~]|\\Z)|(?<=^.)|(?<=[\\s -~].))", re.MULTILINE)
"""A joiner that joins nothing: one of its neighbours is a blank or a plain letter."""
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""How fonts draw two letters, which text of a PDF file has."""
SELECTOR = re.compile(
    "[\ufe0e\ufe0f](?<=[ -~\u2000-\u206f\u2190-\u21ff\u2500-\u25ff].)"
)  # "▽\ufe0e": how a sign is drawn
UNUSUAL = re.compile(f"[{BLANKS}{WIDTHLESS}{DIRECTIONS}{''.join(LIGATURES)}\u200c\u200d\ufe0e\ufe0f]")
"""What is no plain blank, has no width or is drawn in a way of its own."""
RETURN = re.compile(r"_x000D_(?=\n|\Z)")  # the half of a line end that a spreadsheet writes so


def remove_returns(text: str) -> str:
    """Return `text` without what is left of line ends of two characters."""
    return RETURN.sub("", text)


BREAK = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # white space that ends lines or pages: "\x0b"


def harmless(text: str) -> str:
    """Return `text` without control characters but tabs and line ends; those that are white space become blanks."""
    return BREAK.sub(" ", CONTROL.sub("", text))


def normalize(text: str) -> str:
    """Return `text` in NFC, as all values are, without what would steer a terminal."""
    if "\x1b" in text:
        text = COLOUR.sub("", text)
    if "\b" in text:
        text = STRUCK.sub("", text)
    return unicodedata.normalize("NFC", CONTROL.sub("", text))


def plain_blanks(text: str) -> str:
    """Return `text` with plain blanks in the place of all others, and without characters that have no width."""
    if not UNUSUAL.search(text):
        return text
    for blank in BLANKS:
        text = text.replace(blank, " ")
    for character in WIDTHLESS:
        text = text.replace(character, "")
    if any(mark in text for mark in DIRECTIONS):
        text = DIRECTION.sub("", text)
    for drawn, letters in LIGATURES.items():
        text = text.replace(drawn, letters)
    if "\u200c" in text or "\u200d" in text:
        text = JOINER.sub("", text)
    return SELECTOR.sub("", text)
