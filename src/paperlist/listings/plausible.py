"""Values that no listing prints: what is not plausible is reported, and cut off or left out, never passed on.

authors   a name ends where an address, a label or a page's link begins; it has eight words and no number, or it
          is a group's
title     400 characters
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.people import GROUP

FOREIGN = re.compile(
    r"\W{0,16}\b(?:View (?:a )?PDF\b|https?://|www\."
    r"|(?:Title|Abstract|Comments|Subjects|Categories|Journal ref|Cite as)\s?:)"
)
"""What begins another part of a page."""
NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")
ET_AL = re.compile(r"\bet al\b\.?")
MOST_WORDS = 8
LONGEST_TITLE = 400
QUOTED = 60

Checked = tuple[Any, list[str]]
"""The value that is left, None if none is, and what is reported."""


def check_authors(names: list[str]) -> Checked:
    """Return the names without what is none."""
    kept, reports = [], []
    for written in names:
        name = written
        if foreign := FOREIGN.search(name):
            name = name[: foreign.start()]
        elif ET_AL.search(name):
            name = ET_AL.sub("", name).strip(" ,")
        if not GROUP.search(name) and (len(name.split()) > MOST_WORDS or NUMBER.search(name)):
            name = ""
        if name != written:
            reports.append(f"not a name: {written[:QUOTED]!r}")
        if name:
            kept.append(name)
    return kept, reports


def check_title(title: str) -> Checked:
    """Return a title if it is not too long to be one."""
    if len(title) <= LONGEST_TITLE:
        return title, []
    return None, [f"{len(title)} characters are more than a title has: {title[:QUOTED]!r}"]


CHECKS: Final[Mapping[str, Callable[[Any], Checked]]] = {"authors": check_authors, "title": check_title}


def leave_out_implausible(entry: Entry) -> None:
    """Report the values of an entry that are not plausible, and leave out what is foreign in them."""
    for field, check in CHECKS.items():
        if not (value := entry.values.get(field)):
            continue
        left, reports = check(value)
        if reports:
            entry.values[field] = left
            start, end = next(((a, b) for name, a, b in entry.spans if name == field), (entry.start, entry.end))
            entry.faults += [Fault(Code.BAD_FIELD, start, end, f"{field}: {report}") for report in reports]
