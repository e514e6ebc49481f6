"""The head of an abstract page without labels: title and names, a line each, and the abstract after them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from paperlist.arxiv import CLASSES, ID
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.arxiv_abs.beginnings import ARTICLE, BANNER, FRONT, ID_LINE
from paperlist.listings.arxiv_abs.dates import DATES
from paperlist.listings.arxiv_abs.values import (
    ABSTRACT,
    AUTHORS,
    BLANK,
    BUTTON,
    are_names,
    is_abstract,
    set_abstract,
    set_names,
    set_text,
)
from paperlist.listings.layout import WIDEST, join
from paperlist.listings.people import WHOLE_NAME, has_names, lists_names
from paperlist.listings.tables import Line, lines_of

BULLET = re.compile(rf"^(?:(?:[-*•#>]+|\d{{1,3}}[.)])[ ]+|(?!\[{ID}[\]v])\W\d+\W\s*)+")
NUMBERED = re.compile(r"\W?\d")
BRACKETED = re.compile(r"\[.*\]")
"""The dates in other words: `[提交于 2026 年 7 月 12 日]`."""
NO_TITLES: Final = frozenset(name for _, name, _ in CLASSES)
NO_LINE = re.compile(rf"https?://\S+\s*\Z|{ID_LINE}\Z|COVID-19 e-print|{BANNER}|[^\n]{{3,60}} > [^\n]{{3,60}}\Z")
"""An address, an identifier, a message or the place of the page: what is between title, names and dates beside them."""
BEFORE = re.compile(rf"(?!\[(?!{ID}\])|arXiv:|This paper has|A newer version)")
"""How a head begins in which title and names are before the dates."""
BRACKETS = re.compile(r"\([^()]{0,400}\)")
"""Affiliations, and numbers of footnotes."""
FULL: Final = 0.8
"""A line that is shorter, by the width of the others, had room for the next word."""
FEW: Final = 3
"""So many lines are at most between the dates and the label of the abstract, buttons aside."""


def read_bare(entry: Entry, text: str, head: re.Match[str], stop: int, ended: bool) -> None:
    """Read title and names, a line each, before or after the dates, and the abstract after both."""
    found = ABSTRACT.search(text, head.end(), stop)
    if found and not ended and len(lines_of(BUTTON.sub("", text[head.end() : found.start()]), 0, stop)) > FEW:
        found = None
    border = found.start() if found else stop
    dates = DATES.search(text, head.start(), head.end())
    front = re.match(FRONT, head[0])
    start = head.start() + (front.end() if front else 0)
    before = bool(dates) and BEFORE.match(text, start) is not None
    lines = lines_of(text, start, dates.start()) if dates and before else lines_of(text, head.end(), border)
    lines = [line for line in lines if not NO_LINE.match(BULLET.sub("", line.text))]
    if before and found and len(lines) == 1:
        lines += lines_of(text, head.end(), border)
    title, names = (*lines, None, None)[:2]
    if not title or BUTTON.match(title.text) or BRACKETED.fullmatch(title.text) or title.text in NO_TITLES:
        return
    if not before and not found:
        if not (parted := part_lines(text, lines)):
            message = "title, authors, abstract: the text does not show where each begins"
            entry.faults.append(Fault(Code.BAD_FIELD, title.start, stop, message))
            return
        values = lines[: parted[0]], lines[parted[0] : parted[1]]
        lines[: parted[1]] = [joined(text, value) for value in values if value]
        title, names = lines[0], lines[1] if lines[1:] else None
    named = BUTTON.split(AUTHORS.sub("", BULLET.sub("", names.text), count=1))[0] if names else ""
    if names and not (NUMBERED.match(names.text) or BUTTON.match(names.text)) and are_names(named):
        set_names(entry, named, names.start, names.end)
    elif dates and before and "(" in dates[0][:2]:
        return
    set_text(entry, "title", BULLET.sub("", title.text).strip("*_ "), title.start, title.end)
    if buttons := BUTTON.search(text, head.end(), border):
        entry.spans.append(("label", buttons.start(), border if found else buttons.end()))
    if found:
        if "arxiv_id" not in entry.values and (article := re.search(ARTICLE, text[head.end() : border])):
            entry.values["arxiv_id"] = article[1]
            entry.spans.append(("arxiv_id", head.end() + article.start(), head.end() + article.end()))
        set_abstract(entry, text, border, stop, ended)
        return
    after = lines_of(text, head.end(), stop) if before else lines[2 if "authors" in entry.values else 1 :]
    while after and BUTTON.match(after[0].text):
        entry.spans.append(("label", after[0].start, after.pop(0).end))
    if not after:
        return
    start, end = after[0].start, stop
    if not ended:
        blank = BLANK.search(text, start, stop)
        end = blank.start() if blank else stop
        quoted = before and dates and "(" in dates[0][:2]
        directly = "\n\n" not in text[names.end if names and not before else head.end() : start]
        if not (directly or quoted) or not is_abstract(text[start:end]):
            return
    set_abstract(entry, text, start, end, ended)


def joined(text: str, lines: Sequence[Line]) -> Line:
    """Return lines of one value as one."""
    return Line(lines[0].start, lines[-1].end, join(text[lines[0].start : lines[-1].end]))


def part_lines(text: str, lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return how many lines are the title, and how many are it and the names; None where wrapped lines do not show it.

    Wrapped names are surely whole where a line of them ends early, and where what they follow is no list of names.
    """
    shown = [line.text for line in lines]
    long = sum(len(line) > WIDEST for line in shown[2:])
    if len(lines) <= FEW or 2 * long >= len(shown) - 2 or text.count("\n", lines[0].end, lines[1].start) > 1:
        return 1, 2
    full = FULL * sorted(map(len, shown[2:]))[-2]
    early = [
        (len(line.text) < full and line.text[-1] != ",") or text.count("\n", line.end, after.start) > 1
        for line, after in pairwise(lines)
    ]
    wide = [len(line) > full for line in shown]
    shown = BRACKETS.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(shown)).split("\n")
    named = [has_names(line) for line in shown]
    for at in range(1, len(shown) - 1):
        listed = lists_names(shown[at], shown[at + 1])
        alone = early[at] and not named[at + 1] and (wide[at + 1] or at == 1)
        if listed or (alone and WHOLE_NAME.fullmatch(shown[at].strip())):
            end = next((end for end in range(at, len(shown) - 1) if early[end] and not named[end + 1]), None)
            return (at, end + 1) if end is not None and all(named[at : end + 1]) else None
    return None
