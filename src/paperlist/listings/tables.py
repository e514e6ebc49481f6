"""Tables of two columns, a label and its value, as tools leave their text: one line or several, framed or not.

Label: value                         a line, or several of which the first begins with the label
| Label: | value |                   a frame of markdown, of org mode or of pandoc (`+---+---+`)
       the first line of a value     in columns: text browsers put a label beside the middle line of its value
Label: the second
       and the third
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from paperlist.listings.layout import is_wrapped

FRAME = re.compile(r"^[ ]*+(?:\+[-=+: ]+\+|(?=[-|: ]*?-{3})[-|: ]++|(?:\|[ ]++)+|\|$)[ ]*+|\|[ ]*$", re.MULTILINE)
"""What a line of a frame has beside its text: "| ", " |", "+---+---+", "---|---"."""
LINE = re.compile(r"[^\n]+")
RULE = re.compile(r"[-+|=: ]*")
"""A line that has nothing but a frame, or nothing."""
MOST = 40
"""So many lines of a value are laid out; more are left where they are."""
SLACK = 2
"""So many blanks a printed column is off, whose letters are not all of one width."""
ASTRAY = 5
"""What it costs, in lines that seem not to go on, to think that a row is not centred or a value not whole."""


LOOSE = frozenset(("Cite as",))
"""The labels after whose values rows without a label follow."""


class Label(NamedTuple):
    """A label: its offsets, with the colon and the blanks after it, its name, and how many lines it takes."""

    start: int
    end: int
    name: str
    lines: int = 1


class Row(NamedTuple):
    """A label and its value: offsets of the whole, the label, and the text of the value, lines and all."""

    start: int
    end: int
    label: str
    value: str


class Line(NamedTuple):
    """A line of a value: its offsets, and its text."""

    start: int
    end: int
    text: str


Whole = Callable[[str, str], bool]
"""Whether the text of a value is all of it, by its label."""


def read_rows(text: str, labels: Sequence[Label], floor: int, stop: int, whole: Whole) -> list[Row]:
    """Return the rows of a table.

    Args:
        text: the window.
        labels: the labels in their order.
        floor: where the lines above the first label begin that may be in the table, after a blank one.
        stop: where the last row ends.
        whole: whether a text can be all of the value of a label.
    """
    ends = [label.start for label in labels[1:]] + [stop]
    rows = []
    for label, end in zip(labels, ends, strict=True):
        value = FRAME.sub("", text[label.end : end]).rstrip()
        rows.append(Row(label.start, len(text[:end].rstrip()), label.name, value.strip()))
    # A label beside the middle of its value may be alone on its line, but not every label is, and none has no value.
    mixed = len({text.startswith("\n", label.end) for label in labels}) > 1 and all(row.value for row in rows)
    if in_columns(text, labels) or (mixed and not all(whole(row.label, row.value) for row in rows)):
        return read_columns(text, labels, floor, stop, whole)
    return rows


def in_columns(text: str, labels: Sequence[Label]) -> bool:
    """Whether the values are in a column of their own: none begins before the end of the longest label.

    A label that is alone on its line is between two lines of its value, or has none.
    """
    widths = [len(text[label.start : label.end].rstrip()) for label in labels]
    room = [label.end - label.start - max(widths) for label in labels if not text.startswith("\n", label.end)]
    begun = all(text[label.start - 1 : label.start] in ("", "\n") for label in labels)
    framed = any("|" in text[label.start : label.end] for label in labels)
    least = (min(widths) == max(widths)) - (SLACK if max(widths) > min(widths) + 2 * SLACK else 0)
    return begun and not framed and len(room) > len(labels) // 2 and min(room) >= least


def read_columns(text: str, labels: Sequence[Label], floor: int, stop: int, whole: Whole) -> list[Row]:
    """Return the rows of a table in columns; a line beside no label belongs to the row above or below it."""
    first, ends = labels[0].start, [label.start for label in labels[1:]] + [stop]
    blank = text.rfind("\n\n", floor, first)
    above = lines_of(text, blank, first) if blank >= 0 else []
    beside = [lines_of(text, label.end, end) for label, end in zip(labels, ends, strict=True)]
    width = max((len(line.text) for lines in (above, *beside) for line in lines), default=0)

    def cost(number: int, before: Sequence[Line], lines: Sequence[Line], *, centred: bool) -> int:
        label, texts = labels[number], [line.text for line in (*before, *lines)]
        more = len(lines) - label.lines - len(before)
        likely = whole(label.name, "\n".join(texts)) and (not centred or label.name in LOOSE or more in (0, 1))
        return sum(not is_wrapped(*two, width) for two in pairwise(texts)) + (0 if likely else ASTRAY)

    # What the rows so far cost at least, and how many lines each has from its label on, by the count of those left.
    ways: dict[int, tuple[int, list[int]]] = {len(above): (0, [])}
    for number, lines in enumerate(beside):
        following: dict[int, tuple[int, list[int]]] = {}
        fewest = 1 if number < len(beside) - 1 and len(lines) <= MOST else len(lines)
        for count, (price, taken) in ways.items():
            before = (beside[number - 1] if number else above)[-count:] if count else []
            for own in range(min(fewest, len(lines)), len(lines) + 1):
                total = price + cost(number, before, lines[:own], centred=True)
                if total < following.get(len(lines) - own, (total + 1, []))[0]:
                    following[len(lines) - own] = total, [*taken, own]
        ways = following
    price, taken = min(ways.values())
    if not above and price >= sum(cost(number, [], lines, centred=False) for number, lines in enumerate(beside)):
        taken = [len(lines) for lines in beside]
    rows, before = [], above
    for label, lines, own in zip(labels, beside, taken, strict=True):
        row = [*before, *lines[:own]]
        value = "\n".join(line.text for line in row)
        rows.append(
            Row(
                min([label.start, *(line.start for line in row)]),
                max([label.end, *(line.end for line in row)]),
                label.name,
                value,
            )
        )
        before = lines[own:]
    return rows


def lines_of(text: str, start: int, stop: int) -> list[Line]:
    """Return the lines between two offsets that are neither blank nor part of a frame."""
    found = LINE.finditer(text, start, stop)
    return [Line(*one.span(), one[0].strip()) for one in found if not RULE.fullmatch(one[0])]


def before_frame(text: str, start: int, stop: int) -> int:
    """Return where a text between two offsets ends, without the lines of a frame at its end."""
    end = text.find("\n", start + len(text[start:stop].rstrip("-+|=: \n")), stop)
    return stop if end < 0 else end
