"""Text made safe to show on a terminal: what would move, colour or reorder it is shown, not done."""

import re

UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls: "\x1b[2J" clears a screen, "\x9b" begins such a sequence in one character
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # reorders the text beside it
    "\u2028\u2029"  # line ends
    "\ufeff\ufff9-\ufffb"  # nothing to see: a byte order mark, annotations
    "\ud800-\udfff"  # halves of characters, which cannot be written
    "\U000e0000-\U000e007f"  # hidden letters
    "]"
)


def escape_controls(text: str, keep: str = "") -> str:
    r"""Give `text` with every character that acts on a terminal written as Python would: `\x1b`, `\u202e`.

    Args:
        text: anything that came from outside: titles, file names, diagnostics.
        keep: characters that are meant, such as line breaks.
    """
    # Most text is plain, and Python knows that at once.
    return text if text.isprintable() else UNSAFE.sub(lambda found: escape_one(found[0], keep), text)


def escape_one(character: str, keep: str) -> str:
    """Give one character as an escape sequence, unless it is one to keep."""
    return character if character in keep else character.encode("unicode_escape").decode("ascii")
