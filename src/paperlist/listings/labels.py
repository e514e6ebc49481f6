"""Heads of labelled values, one below the other, each folded over lines: `Title: …`, `Authors: …`."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Labelled(NamedTuple):
    """A value with its label: offsets of the whole, the label, and the text after it, lines and all."""

    start: int
    end: int
    label: str
    value: str


def read_labels(text: str, start: int, stop: int, label: re.Pattern[str]) -> Iterator[Labelled]:
    """Yield the labelled values between two offsets; a line that begins with no label goes on with the one before.

    Args:
        text: the window.
        start: the first offset; it begins a line.
        stop: where to end.
        label: matches a label at a line's start, with the colon and the blanks after it; its first group is its name.
    """
    found = list(label.finditer(text, start, stop))
    for number, head in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else stop
        value = text[head.end() : end].rstrip()
        yield Labelled(head.start(), head.end() + len(value), head[1], value)
