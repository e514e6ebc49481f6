r"""An abstract page of arxiv.org, whole or a part of it, as any tool leaves its text.

    page     = [id_line] [banner] dates head [history]                  since 2019
    page     = title names dates "(" … ")" … [history]                  until then, and so people quote it
    id_line  = "arXiv:" ID ["v" VERSION] "(" ARCHIVE ")"
    banner   = ["A newer version of"] "this paper has been withdrawn" ["by" NAME]
    dates    = "[Submitted on" DAY ["(v1)"] [", last revised" DAY "(this version, v" VERSION ")"] [latest] "]"
    latest   = ", latest version" DAY "(v" VERSION ")"
    head     = title names ["View a PDF of the paper titled …"] button* abstract row*
    title    = ["Title:"] TEXT           names = ["Authors:"] NAME ("," NAME)*           abstract = ["Abstract:"] TEXT
    row      = label ":" TEXT            comments and subjects first; the value of "Cite as" holds the identifier
    history  = "Submission history" "From:" NAME ("[v" VERSION "]" DAY TIME ["(" SIZE ")"])+

A browser does not show the labels of title, names and abstract: then the first two are a line each. Other tools break
lines between any two words, or nowhere, glue a label to the value before it, or frame the rows as a table; text
browsers put a label beside the middle line of its value.

It is longer than other formats because people paste it in more ways: with labels and without, in two orders of head and
dates, as citations in notes, and as services make of it.

    beginnings        all ways in which it begins
    dates             the line with the dates, and the history
    head bare         the head with labels, or as a reader view shows it; the head without
    values            where title, names and abstract end, and what goes to the field
    rows page         the rows below the abstract; the page's markup
"""

import re
from collections.abc import Mapping
from typing import Final

from paperlist.arxiv import CLASSES, ID, is_withdrawn
from paperlist.diagnostics import Code
from paperlist.fields import squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.arxiv_abs.bare import read_bare
from paperlist.listings.arxiv_abs.beginnings import FRONT, START, TITLE, VIEW
from paperlist.listings.arxiv_abs.dates import END, read_history
from paperlist.listings.arxiv_abs.head import FOOT, read_head, read_labelled, read_view
from paperlist.listings.arxiv_abs.page import find_html
from paperlist.listings.arxiv_abs.rows import CELLS, is_whole, labels_of, read_cells, read_row, row_end, starts_line
from paperlist.listings.arxiv_abs.values import AUTHORS, prose_start
from paperlist.listings.engine import RecordListing, first_of
from paperlist.listings.front_matter import FRONT as NOTE
from paperlist.listings.front_matter import load_front, read_names
from paperlist.listings.page_text import page_text
from paperlist.listings.tables import before_frame, read_rows

__all__ = ["DESCRIPTION", "EXPLICIT", "LABELS", "NAME", "PAGE_TEXT", "find", "find_html"]

NAME: Final = "arxiv-abs"
DESCRIPTION: Final = "arXiv abstract pages (arxiv.org/abs), whole or in part, as text or saved page"
EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {}
"""Those of the rows and of the head are `PAGE_LABELS`, which pages of arXiv share."""
HEADING: Final = "|".join(re.escape(name) for _, name, _ in CLASSES if name)
PAGE_TEXT: Final = page_text(
    "arxiv_abs/page.txt", "arxiv_search/chrome.txt", others=rf"(?:[A-Z][\w ]{{2,40}} > )?(?:{HEADING})"
)

OTHERS = re.compile(
    rf"^.{{0,20}}arXiv:{ID}(?:v\d+)?\s*\[(?:pdf|ps|other|html|abs)|^\\\\[ ]*$|originally announced|Announce Type: ",
    re.MULTILINE,
)
"""What an abstract page never has, and entries of results, lists, mails and feeds have."""
TITLES, FRONTS = re.compile(TITLE), re.compile(FRONT, re.MULTILINE)
SIGN = re.compile(r"Submitted\s+on|Title(?<![^\n]Title)\s*:|View\sPDF|Download\sPDF|No\sPDF")
"""What a text without an abstract page hardly ever has."""
CAPITALS: Final = "SUBMISSION HISTORY"
"""A heading as a tool writes it that puts all headings into capitals, the title as well."""
SIDE = re.compile(
    r"\s*+(?:Full-text\s+links:|Access\s+Paper:|Download:)(?:(?!Submitted\s+on|Title\s*:)[\s\S]){0,4000}?"
    r"(?:Export\s+BibTeX\s+Citation|export\s+(?:BibTeX|bibtex)\s+citation)"
)
TIP = re.compile(r"^(?:Focus to learn more|arXiv-issued DOI)", re.MULTILINE)
"""What is left of the rows where a tool dropped them."""
AHEAD: Final = 6000
"""So many characters after an entry show whether the side column of the page follows."""
BEFORE_DATES: Final = 100
"""An entry has fewer lines before its dates, but for names; blank ones count."""
REACH: Final = 1 << 18
"""An entry has fewer characters."""


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry that starts at or after `floor`; see `Listing.find`."""
    if not SIGN.search(text, floor):
        return len(text) if final else lines_before(text, floor)
    late = final or len(text) - floor > REACH
    found = first_of((RECORDS.find(text, floor, late), VIEWS.find(text, floor, late)), len(text), final)
    if not isinstance(found, Entry):
        return found if final else min(found, lines_before(text, floor))
    if not final and len(text) - found.end < AHEAD:
        return found.start
    if side := SIDE.match(text, found.end):
        found.spans.append(("label", found.end, side.end()))
        found.end = side.end()
    if found.cut and "excerpt" not in found.values:
        found.cut = None
    return found


def lines_before(text: str, floor: int) -> int:
    """Return where the last lines begin in which an entry may: title and names, or a note's YAML, before the dates."""
    at = len(text)
    for _ in range(BEFORE_DATES):
        at = text.rfind("\n", floor, at)
        if at < 0:
            return max(floor, len(text) - REACH)
    return max(at + 1, len(text) - REACH)


def read(text: str, start: int, stop: int, ended: bool) -> Entry | None:
    """Read the entry between two offsets; see `RecordListing`."""
    head = VIEW.match(text, start) or START.match(text, start, stop)
    if not head:
        return None
    entry = Entry(start, stop, {})
    values = entry.values
    history = END.match(text, stop)
    if foot := FOOT.search(text, head.end(), stop):
        stop, ended = foot.start(), True
    if not ended:
        stop = before_others(text, head, stop)
    labels = labels_of(text, head.end(), stop)
    if not labels and (tip := TIP.search(text, head.end(), stop)):
        stop, ended = tip.start(), True
    if labels and not ended:
        stop = row_end(text, labels[-1], stop)
    rows = read_rows(text, labels, prose_start(text, head.end(), labels[0].start), stop, is_whole) if labels else []
    cells = None if rows else CELLS.search(text, head.end(), stop)
    border = before_frame(text, head.end(), rows[0].start if rows else cells.start() if cells else stop)
    whole = bool(rows or cells) or ended
    if head.re is VIEW:
        read_view(entry, text, head, border, whole)
    else:
        read_head(entry, text, head)
        front = FRONTS.match(head[0])
        if title := TITLES.search(head[0], front.end() if front else 0):
            read_labelled(entry, text, start + title.start(), border, whole)
        else:
            read_bare(entry, text, head, border, whole)
    if not entry.values.get("authors") and (note := NOTE.match(text, start)):
        read_names(entry, note, load_front(note))
    for row in rows:
        read_row(entry, row)
    if cells:
        read_cells(entry, cells)
    if history:
        read_history(entry, history)
        entry.spans.append(("label", stop, history.start()))
        if text.startswith(CAPITALS, stop) and (values.get("title") or "").isupper():
            message = "title: a tool put it into capitals"
            entry.faults.append(Fault(Code.BAD_FIELD, start, head.end(), message))
    if not is_claimed(entry, head[0], text[head.end() : border], ended):
        return None
    if is_withdrawn(values.get("comments"), values.get("abstract")):
        values["withdrawn"] = True
    entry.spans.sort(key=lambda part: part[1])
    entry.end = max(end for _, _, end in entry.spans)
    return entry


def before_others(text: str, head: re.Match[str], stop: int) -> int:
    """Return where the text ends that may be an entry's of which no end is known: before another listing's words."""
    names = AUTHORS.search(head[0]) or not re.search(TITLE, head[0])
    labels = [found.start() for found in AUTHORS.finditer(text, head.end(), stop) if starts_line(text, found.start())]
    others = [found.start()] if (found := OTHERS.search(text, head.end(), stop)) else []
    return min([stop, *labels[0 if names else 1 :], *others])


def is_claimed(entry: Entry, head: str, body: str, ended: bool) -> bool:
    """Whether an entry has two of the page's own anchors: the dates with a title, or other labels with a title."""
    values = entry.values
    if "submitted" in values:
        return "title" in values or bool(entry.faults and values.get("categories"))
    own = ended or "arxiv_id" in values or "View a PDF of the paper titled" in squeeze(body)
    return own and "title" in values and bool(values.get("authors") or values.get("abstract"))


RECORDS: Final = RecordListing(START, END, read)
VIEWS: Final = RecordListing(VIEW, END, read)
