"""The head of an abstract page with labels, and as reader views show it: identifier, dates, title, names, abstract."""

import re
from typing import Final

from paperlist.arxiv import ID
from paperlist.fields import read_version, squeeze
from paperlist.listings import Entry
from paperlist.listings.arxiv_abs.beginnings import ARTICLE, BANNER, FRONT
from paperlist.listings.arxiv_abs.dates import DATES, read_dates
from paperlist.listings.arxiv_abs.values import (
    ABSTRACT,
    AUTHORS,
    BUTTON,
    are_names,
    is_abstract,
    set_abstract,
    set_names,
    set_names_by,
    set_text,
    value_end,
)
from paperlist.listings.front_matter import FRONT as NOTE
from paperlist.listings.front_matter import lines_of_key, load_front
from paperlist.listings.layout import join, skip_white
from paperlist.listings.people import OTHER_LABEL

FEET: Final = (
    "Submission history|Full-text links|Access Paper|Download:|Current browse context|Change to browse by"
    "|References & Citations|Bookmark|Bibliographic (?:and Citation )?Tools|Which authors of this paper"
)
FOOT = re.compile(
    rf"^(?:{FEET}|SUBMISSION HISTORY|ACCESS PAPER|REFERENCES & CITATIONS)"
    r"|Submission history\s*From:|^From: [^\n]{1,200}\bview[ _]email\b",
    re.MULTILINE,
)
"""What follows the rows on a page."""
ADDED = re.compile(r"\n[^\w\n]{0,8}(?:(?:\w{1,20} )?[Dd]ate|Published|Year|Venue|URL|Links?|PDF|DOI|Tags|Keywords)\s?:")
"""A label that people put between title and names: `**Publish Date:** …`."""
AFTER_NAMES = re.compile(rf"{OTHER_LABEL.pattern}|\n(?=[^\n,]{{0,40}}(?<![A-Za-z])PDF(?![A-Za-z]))")
"""The same after the names, or a button in any language: `查看 PDF`, `Voir le PDF`."""
LETTER = re.compile(r"[^\W_]")


def read_head(entry: Entry, text: str, head: re.Match[str]) -> None:
    """Read what an entry begins with: a note's YAML, the identifier, the banner of a withdrawn paper, the dates."""
    values, spans, start = entry.values, entry.spans, head.start()
    if front := re.match(FRONT, head[0]):
        spans.append(("arxiv_id", start, start + front.end()))
        if len(articles := set(re.findall(ARTICLE, front[0]))) == 1:
            values["arxiv_id"] = articles.pop()
    if found := re.compile(rf"(?:arXiv:|/abs/)({ID})(?:v(\d+))?").search(head[0], front.end() if front else 0):
        values["arxiv_id"], values["arxiv_version"] = found[1], read_version(found[2])
        spans.append(("arxiv_id", start + found.start(), start + found.end()))
    dates = DATES.search(text, start, head.end())
    if dates and (found := re.search(BANNER, head[0])):
        values["withdrawn"] = True
        spans.append(("withdrawn", start + found.start(), dates.start()))
    if dates:
        read_dates(entry, dates[0], *dates.span())


def read_labelled(entry: Entry, text: str, start: int, stop: int, ended: bool) -> None:
    """Read title, names and abstract, the labels of which are shown; the title's is at `start`."""
    at = skip_white(text, text.index(":", start) + 1)
    abstract = ABSTRACT.search(text, at, stop)
    border = abstract.start() if abstract else stop
    names = AUTHORS.search(text, at, border)
    title_end = value_end(text, at, names.start() if names else border, ADDED)
    buttons = BUTTON.search(text, title_end, border)
    said = text[buttons.end() : value_end(text, buttons.end(), border)] if buttons else ""
    title, named = join(text[at:title_end]), squeeze(said).rpartition(", by ")[0]
    set_text(entry, "title", named if named.upper() == title else title, start, title_end)
    if names:
        end = value_end(text, names.end(), border, AFTER_NAMES)
        set_names(entry, text[names.end() : end], names.start(), end)
    if buttons and not entry.values.get("authors"):
        set_names_by(entry, text, buttons.start(), value_end(text, buttons.end(), border))
    if buttons:
        entry.spans.append(("label", buttons.start(), border if abstract else buttons.end()))
    elif ended and not abstract and (dates := DATES.search(text, at, stop)):
        abstract = LETTER.search(text, dates.end(), stop)
        abstract = abstract if abstract and is_abstract(text[abstract.start() : stop]) else None
    if abstract:
        set_abstract(entry, text, abstract.start(), stop, ended)


def read_view(entry: Entry, text: str, head: re.Match[str], stop: int, ended: bool) -> None:
    """Read what a reader view shows: a title, sometimes the names, buttons and the abstract."""
    field = "named" if head["named"] else "title"
    note = None if head[field] else NOTE.match(text, head.start())
    if not note and "," in head[field] and are_names(head[field]):
        return
    if address := re.search(ARTICLE, head[0]):
        entry.values["arxiv_id"] = address[1]
        entry.spans.append(("arxiv_id", head.start() + address.start(), head.start() + address.end()))
    entry.spans.append(("label", *head.span()))
    title, span = head[field], head.span(field)
    if note:
        title, span = str(load_front(note).get("title") or ""), lines_of_key(note, "title")
    set_text(entry, "title", squeeze(title), *span)
    if abstract := ABSTRACT.search(text, head.end(), stop):
        if AUTHORS.match(text, head.end()):
            end = text.index("\n", head.end())
            set_names(entry, text[head.end() : end], head.end(), end)
        entry.spans.append(("label", head.end(), abstract.start()))
        set_abstract(entry, text, abstract.start(), stop, ended)
