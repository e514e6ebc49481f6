"""Text made safe to show on a terminal: what would move, colour or reorder it is shown as an escape."""

import re

UNSAFE = re.compile(
    "["
    "\x00-\x08\x0a-\x1f\x7f-\x9f"  # controls: "\x1b[2J" clears a screen, "\x9b" begins such a sequence by itself
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # reorders the text around it
    "\u2028\u2029"  # line ends
    "\ufeff\ufff9-\ufffb"  # nothing to see: a byte order mark, annotations
    "\ud800-\udfff"  # halves of characters, which cannot be written
    "\U000e0000-\U000e007f"  # hidden letters
    "]"
)
"""All that acts on a terminal but the tab, which only moves on."""


def visible(text: str) -> str:
    r"""Return `text` with every character that acts on a terminal as an escape: ESC as `\x1b`, U+202E as `\u202e`.

    For everything that is shown and came from outside: titles, file names, diagnostics.
    """
    return UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def visible_lines(text: str) -> str:
    """Return `text` as `visible` does, its line breaks kept; a terminal needs no carriage return before them."""
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def visible_json(text: str) -> str:
    r"""Return JSON with every such character escaped as JSON does it, `\u001b`: the same value, safe to look at."""
    return UNSAFE.sub(escape_json, text)


def escape_json(found: re.Match[str]) -> str:
    """Return one character as JSON escapes it: as two surrogates where it is above U+FFFF."""
    halves = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{halves[i : i + 4]}" for i in range(0, len(halves), 4))
