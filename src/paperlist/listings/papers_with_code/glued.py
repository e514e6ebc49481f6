r"""Pages made of the data of Papers with Code after its end, such as paperswithcode2.com: date, venue and tasks glued.

card  = [title] [names] line ["Abstract" abstract]        one line each, blank lines may lie between them
line  = DATE [VENUE YEAR [" " MONTH]] task*               nothing between: "2015-12-10CVPR 2016 6Image Classification"
names = name ("," name)*

A line is one by its date and, right after it, a venue with its year or the name of a task that is known. Tasks are
split where known names make up all of the rest in one way, or where it is one name; otherwise they are reported. What
follows the line is none of the card, save the paragraph below a heading `Abstract`.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from paperlist.arxiv import is_withdrawn
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault, no_such_date
from paperlist.listings.engine import is_claimed
from paperlist.listings.layout import LINE, find_paragraphs, join
from paperlist.listings.papers_with_code.chrome import PAGE_TEXT
from paperlist.listings.papers_with_code.data_values import read_when, split_glued
from paperlist.listings.papers_with_code.values import TASKS, YEAR, read_heading, read_names, read_venue
from paperlist.listings.people import has_names
from paperlist.tex.accents import read_latex

GLUED = re.compile(r"^[ ]*(?P<date>\d{4}-\d\d-\d\d)(?!T\d\d:)(?P<rest>[^\W_][^\n]{2,600})$", re.MULTILINE)
GLUED_SIGN = re.compile(r"-\d\d-\d\d[^\W_]")
"""What every such line has; a line is looked for only where there is one."""
VENUE_END = re.compile(rf"(?<!\d){YEAR}(?:[ ](?:1[0-2]|[1-9]))?(?=[A-Z]|\dD\b|\Z)")
SHORT_MONTH = re.compile(rf"(?<!\d){YEAR}[ ]1(?=[0-2]D\b)")
"""January before a name, where it also looks like another month: "2019 12D Pose"."""
HEADING = re.compile(r"\s*\n(?:#+ )?Abstract[ ]*\n\s*")
MOST_LINES: Final = 12
"""So many lines above the glued one may be title and names."""
REACH: Final = 4000
"""Characters of title and names, and of an abstract's first paragraph."""


class Glued(NamedTuple):
    """What a line says after its date."""

    venue: str
    tasks: tuple[str, ...]
    """As far as they are sure."""
    rest: str
    """What is after the venue: the tasks."""

    @property
    def has_month(self) -> bool:
        """Whether the venue ends with the number of a month."""
        return read_venue(self.venue) != self.venue


def find_glued(text: str, floor: int, limit: int, final: bool) -> Entry | int:
    """Return the first card whose glued line begins between two offsets; see `Listing.find`."""
    for line in GLUED.finditer(text, floor, limit) if GLUED_SIGN.search(text, floor, limit) else ():
        if not final and len(text) < line.end() + REACH:
            return reach_back(text, floor, line.start())
        if entry := read_card(text, floor, line):
            return entry
    return len(text) if final else reach_back(text, floor, len(text))


def reach_back(text: str, floor: int, start: int) -> int:
    """Return where a card may begin whose glued line begins at `start`."""
    return max(floor, text.rfind("\n", 0, max(0, start - REACH)) + 1)


def read_card(text: str, floor: int, line: re.Match[str]) -> Entry | None:
    """Read the card around a glued line; None if that is no line of a card."""
    glued = read_glued(line["rest"])
    above = lines_above(text, reach_back(text, floor, line.start()), line.start())
    names = names_of(text, above)
    listed = bool(names) and "," in text[slice(*names[0])]
    known = glued is not None and set(glued.tasks) <= TASKS.keys() and bool(glued.tasks)
    if not glued or not is_claimed(glued.venue, glued.has_month, known, listed):
        return None
    entry = Entry(line.start("date"), line.end(), {"authors": [], "date": read_when(line["date"])})
    at = line.start("rest") + len(glued.venue)
    entry.spans.append(("date", *line.span("date")))
    if not entry.values["date"]:
        entry.faults.append(no_such_date("date", line["date"], *line.span("date")))
    if glued.venue:
        entry.values["venue"] = read_venue(glued.venue)
        entry.spans.append(("venue", line.start("rest"), at))
    entry.values["tasks"] = glued.tasks
    if glued.rest:
        entry.spans.append(("tasks", at, line.end()))
    if glued.rest and not glued.tasks:
        message = f"tasks: without anything between them they cannot be told apart: {glued.rest[:60]!r}"
        entry.faults.append(Fault(Code.BAD_FIELD, at, line.end(), message))
    read_above(entry, text, names, above[len(names) :])
    if heading := HEADING.match(text, line.end()):
        read_abstract(entry, text, heading)
    return entry


def read_glued(rest: str) -> Glued | None:
    """Return what is after a date: the shortest venue that has its year last, and tasks; None if there is neither."""
    ends = [found.end() for pattern in (VENUE_END, SHORT_MONTH) for found in pattern.finditer(rest)]
    if not ends:
        tasks = split_glued(rest)
        return Glued("", tasks, rest) if set(tasks) & TASKS.keys() else None
    venue = read_venue(rest[: min(ends)])
    same = [end for end in sorted(ends) if read_venue(rest[:end]) == venue]
    ways = [Glued(rest[:end], split_glued(rest[end:]) if rest[end:] else (), rest[end:]) for end in same]
    sure = [way for way in ways if not way.rest or way.tasks]
    return sure[0] if len(sure) == 1 else ways[-1]._replace(tasks=())


def lines_above(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the last lines between two offsets that are no page text, the nearest first."""
    lines: list[tuple[int, int]] = []
    for line in reversed(list(LINE.finditer(text, start, stop))[-MOST_LINES:]):
        if PAGE_TEXT.fullmatch(line[0]) or GLUED.fullmatch(line[0]):
            break
        lines.append(line.span())
    return lines


def names_of(text: str, above: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the lines that are the names, the nearest first; a line that ends with a comma goes on in the next."""
    count = next((at for at, line in enumerate(above[1:], 1) if not text[slice(*line)].endswith(",")), len(above))
    names = above[:count]
    listed = bool(names) and "," in text[slice(*names[0])]
    is_sure = all(has_names(text[slice(*line)].rstrip(",")) for line in names) and (listed or len(above) > count)
    return names if is_sure else ()


def read_above(entry: Entry, text: str, names: Sequence[tuple[int, int]], above: Sequence[tuple[int, int]]) -> None:
    """Read the names above a glued line and the title above these, all of its paragraph if names are none of it."""
    if not names:
        return
    entry.values["authors"] = read_names(text[names[-1][0] : names[0][1]])
    entry.spans.append(("authors", names[-1][0], names[0][1]))
    entry.start = names[-1][0]
    if above:
        start, stop = above[0]
        if text.count("\n", stop, entry.start) > 1:
            start = find_paragraphs(text, above[-1][0], stop)[-1][0]
        entry.values["title"] = read_heading(text[start:stop])
        entry.spans.append(("title", start, stop))
        entry.start = start


def read_abstract(entry: Entry, text: str, heading: re.Match[str]) -> None:
    """Read the paragraph below the heading of an abstract."""
    for start, stop in find_paragraphs(text, heading.end(), min(len(text), heading.end() + REACH))[:1]:
        abstract = read_latex(join(text[start:stop])) or None
        entry.values |= {"abstract": abstract, "withdrawn": is_withdrawn(None, abstract)}
        entry.spans += [("label", *heading.span()), ("abstract", start, stop)]
        entry.end = stop
