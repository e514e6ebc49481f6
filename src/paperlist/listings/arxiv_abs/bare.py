"""The head of an abstract page without labels: title and names, a line each, and the abstract after them."""

import re
from collections.abc import Sequence
from typing import Final

from paperlist.arxiv import CLASSES
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.arxiv_abs.beginnings import ARTICLE, FRONT
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
from paperlist.listings.layout import WIDEST
from paperlist.listings.people import has_names
from paperlist.listings.tables import Line, lines_of

BULLET = re.compile(r"^(?:(?:[-*•#>]+|\d{1,3}[.)])[ ]+|\W\d+\W\s*)+")
NUMBERED = re.compile(r"\W?\d")
BRACKETED = re.compile(r"\[.*\]")
"""The dates in other words: `[提交于 2026 年 7 月 12 日]`."""
NO_TITLES: Final = frozenset(name for _, name, _ in CLASSES)
NO_LINE = re.compile(r"https?://\S+\s*\Z|[^\n]{3,60} > [^\n]{3,60}\Z")
"""An address, and the page's place on the site: what is between title, names and dates beside them."""
BEFORE = re.compile(r"(?!\[|arXiv:|This paper has|A newer version)")
"""How a head begins in which title and names are before the dates."""
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
    if not before and not found and is_run_together(text, lines):
        message = "title, authors, abstract: the text does not show where each begins"
        entry.faults.append(Fault(Code.BAD_FIELD, title.start, stop, message))
        return
    named = AUTHORS.sub("", BULLET.sub("", names.text), count=1) if names else ""
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


def is_run_together(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines after the dates were wrapped, and do not show where title, names and abstract part."""
    if len(lines) <= FEW or max(len(line.text) for line in lines[2:]) > WIDEST:
        return False
    parted = text.count("\n", lines[0].end, lines[1].start) > 1
    return not parted and (not has_names(lines[1].text) or has_names(lines[2].text))
