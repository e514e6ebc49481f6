r"""arXiv's feeds of what is new, flattened to text by a reader of feeds; the feeds themselves are read by `readers`.

entry = [head] "arXiv:" ID "v" N "Announce Type:" TYPE "Abstract:" abstract
head  = "---" … "title:" title …           of a note in which a program put one entry
TYPE  = "new" | "cross" | "replace" | "replace-cross"

The abstract is one paragraph. The day of a note is that of the announcement.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from paperlist.arxiv import ID, is_withdrawn
from paperlist.fields import read_version
from paperlist.listings import Entry
from paperlist.listings.engine import find_no_html
from paperlist.listings.layout import join
from paperlist.tex.accents import read_latex

NAME: Final = "arxiv-api"
DESCRIPTION: Final = "arXiv's Atom, OAI-PMH and RSS, XML or JSON; lines of its feeds as text"
EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {}

START = re.compile(
    rf"arXiv:(?P<id>{ID})v(?P<version>\d{{1,4}})\s+Announce Type:\s+(?:new|(?:replace-)?cross|replace)\b\s*Abstract:\s+"
)
NOTE_HEAD = re.compile(
    r"^---[ ]*\n(?:\w+: [^\n]*\n)*?title: (?P<quote>[\"']?)(?P<title>[^\n]+)(?P=quote)[ ]*$", re.MULTILINE
)
LONGEST_START = 200
"""Characters of a start, the blanks of wrapped lines with it."""
LONGEST_HEAD = 8000
"""Characters from a note's head to the start of its entry."""
END = re.compile(r"\n\s*\n|\n(?=[ ]*(?:#|[-*] ))|\Z")
PAGE_TEXT = re.compile(r"\w[\w.-]* updates on (?:the )?arXiv\.org(?: e-print archive\.?)?")


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry at or after `floor`; see `Listing.find`."""
    if not (start := START.search(text, floor)):
        return len(text) if final else open_start(text, floor)
    following = START.search(text, start.end())
    end = END.search(text, start.end(), following.start() if following else len(text))
    assert end
    if not final and not following and end.end() == len(text):
        return start.start()
    abstract = read_latex(join(text[start.end() : end.start()])) or None
    values: dict[str, Any] = {
        "arxiv_id": start["id"],
        "arxiv_version": read_version(start["version"]),
        "abstract": abstract,
        "withdrawn": is_withdrawn(None, abstract),
    }
    spans = [("arxiv_id", *start.span("id")), ("label", *start.span()), ("abstract", start.end(), end.start())]
    entry = Entry(start.start(), end.start(), values, spans)
    if head := NOTE_HEAD.search(text, floor, start.start()):
        entry.start, values["title"] = head.start(), read_latex(join(head["title"]))
        spans.append(("title", *head.span("title")))
    return entry


def open_start(text: str, floor: int) -> int:
    """Return where an entry may begin whose start the text does not have whole; its end where none does."""
    if head := NOTE_HEAD.search(text, max(floor, len(text) - LONGEST_HEAD)):
        return head.start()
    at = text.rfind("arXiv:", max(floor, len(text) - LONGEST_START))
    return at if at >= 0 else len(text)


find_html = find_no_html
