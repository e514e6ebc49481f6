r"""The page of one paper, whole or a part of it; a reader's text of it without its head; a clipping.

page     = title head abstract links [code] [tasks] [others]
head     = [when " · "] [names " · "] "Edit social preview"         when: a date or a venue, never both; names: all
links    = "PDF" "Abstract" [VENUE "PDF" VENUE "Abstract"]          a saved page's links have the identifier
code     = "Code" "Edit" … ("No code implementations yet." | (OWNER "/" NAME ["official"] STARS)*)
tasks    = "Tasks" "Edit" … TASK*                                   side by side, or a line each
others   = "Datasets" … "Results from the Paper" … "Methods" …      no fields
headless = (notice | summary) abstract links                        where a reader lost title and head
         | title abstract links ("Code" | "Tasks" | …) "Edit" …     or the head alone
clipping = ["author:" DATE] … title "| Papers With Code" … summary abstract links
notice   = "You can create a new account if you don't have one."
summary  = "Implemented in one code library." | "No code available yet."

A page is claimed by its head, which has marks of its own, or by a notice or summary with the links after the abstract.
A repository may be there twice; the official one, or else the first, is the paper's.
"""

import re
from typing import Final

from paperlist.diagnostics import Code
from paperlist.fields import read_day
from paperlist.listings import Entry, Fault, no_such_date
from paperlist.listings.layout import LINE, WIDEST, find_paragraphs, strip
from paperlist.listings.papers_with_code.chrome import PAGE_TEXT
from paperlist.listings.papers_with_code.date_or_venue import DATE_LAST, YEAR_LAST, Head, with_date, with_venue
from paperlist.listings.papers_with_code.lines import is_line_start
from paperlist.listings.papers_with_code.paper_parts import LINKS, LONGEST_ABSTRACT, read_body, read_links, set_abstract
from paperlist.listings.papers_with_code.prose import is_prose
from paperlist.listings.papers_with_code.title import find_pending_title, find_title
from paperlist.listings.papers_with_code.values import (
    read_heading,
    read_names,
)

PREVIEW = re.compile(r"Edit\s+social\s+preview")
HEAD = re.compile(  # "3 Jan 2024 · A, B · Edit social preview"; without a year it is one line
    r"(?P<when>^[^·\n]{0,200}\d{4}|(?<!\d)\d\d?[ ][A-Z][a-z]{2}[ ]\d{4})\s{1,99}·\s++"
    r"(?:(?P<names>[^·]{1,12000}?)(?<=\S)\s{1,99}·\s++)?Edit\s{1,9}social\s{1,9}preview"
    r"|^[ ]{0,99}(?!author:)(?P<first>(?:(?!have one\.)[^·\n]){1,4000})(?<=[ ])·[ ]{1,9}"
    r"(?:(?P<rest>[^·\n]{1,12000})(?<=[ ])·[ ]{1,9})?Edit[ ]social[ ]preview",
    re.MULTILINE,
)
GLUED_DATE = re.compile(r"(?<!\d)(\d\d?[ ][A-Z][a-z]{2}[ ]\d{4})\s*\Z")  # "How It Is Done3 Jan 2024"
HEAD_START = re.compile(r"\d{4}\s+·\s")
SUMMARY = re.compile(
    r"(?:You\s+can\s+)?create\s+a\s+new\s+account\s+if you don.{1,2}t have\s+one\."
    r"|(?:Excerpt\s+(?:>[ ]*)?)?(?:Implemented in (?:one|\d+) code librar(?:y|ies)|No code available yet)\."
)
SUMMARY_WORDS = ("create", " code librar", " available yet")  # one is in every summary
CLIPPED_DATE = re.compile(r"^author:[ ]+[\"']?(\d\d?[ ][A-Z][a-z]{2}[ ]\d{4})\b", re.MULTILINE)
CLIPPED_TITLE = re.compile(r"^(?:title:[ ]{0,9}[\"']?)?([^\n|]{1,400}?)[ ]{1,9}\| Papers [Ww]ith Code\b", re.MULTILINE)
NOTED_TITLE = re.compile(
    r"^title:[ ]{1,9}[\"']?([^\n]{1,400}?)[\"']?\n(?:(?!---)[^\n]{0,2000}\n){0,9}?description:[ ]*"
    r"(?=Implemented in |No code available)",
    re.MULTILINE,
)
"""The title in the head of a note whose description is the summary."""
PART = re.compile(r"\s*(?:Code|Tasks|Datasets|Results from the Paper)(?:\n-{3,}[ ]*)?\s*Edit\b")
"""What follows the links on a page of which a tool lost the line of names."""
FOOT = re.compile(
    r"No\s+methods\s+listed\s+for\s+this\s+paper\.(?:\s*Add\s+relevant\s+methods\s+here)?"
    r"|(?=Contact us on:|Browse State-of-the-Art)"
)
GLUED_MENU = re.compile(r"PwC Newsletter|Read previous issues")
LONGEST_TITLE = 300
LONGEST_HEAD, LONGEST_LINKS, LONGEST_PAGE, LONGEST_VENUE = 13_000, 1000, 64_000, 100
BEFORE_SUMMARY: Final = 2000
"""A clipping has fewer characters from its first line to the summary."""


def find_page(text: str, floor: int, limit: int, final: bool) -> Entry | int | None:
    """Return the first page whose beginning lies between two offsets, None if none does; see `Listing.find`."""
    head = HEAD.search(text, floor, limit) if PREVIEW.search(text, floor, limit) else None
    at = floor
    while links := LINKS.search(text, at, head.start() if head else limit):
        begin = max(at, links.start() - LONGEST_ABSTRACT)
        if summaries := list(SUMMARY.finditer(text, begin, links.start())):
            begin = max(at, text.rfind("\n", 0, max(0, summaries[0].start() - BEFORE_SUMMARY)) + 1)
            if not final and links.end() + LONGEST_LINKS > len(text):
                return begin
            return read_headless(text, begin, summaries[-1], links)
        if PART.match(text, links.end()) and (found := find_heading(text, begin, links.start())):
            title, abstract = found
            entry = Entry(*title, {"authors": [], "title": read_heading(text[slice(*title)])}, [("title", *title)])
            return read_rest(entry, text, abstract[0], final)
        at = links.end()
    return read_rest(read_head(text, floor, head), text, head.end(), final) if head else None


def find_heading(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return title and abstract, which ends at `stop`; none if they are not a paragraph each, or a line."""
    pieces = find_paragraphs(text, start, stop)
    lines = [line.span() for line in LINE.finditer(text, *pieces[-1])] if pieces else []
    if lines and lines[-1][1] - lines[-1][0] > WIDEST:
        pieces[-1:] = lines
    pieces = [piece for piece in pieces if not PAGE_TEXT.fullmatch(text, *piece)][-2:]
    title = text[slice(*pieces[0])] if len(pieces) == 2 else ""
    short = 0 < len(title) < LONGEST_TITLE and not title.endswith(".") and not PAGE_TEXT.fullmatch(title)
    return pieces if short and not GLUED_MENU.search(text, *pieces[1]) else []


def read_rest(entry: Entry, text: str, at: int, final: bool) -> Entry | int:
    """Read what follows the head of a page, which ends at `at`; see `Listing.find`."""
    reach = min(at + LONGEST_PAGE, len(text))
    following = HEAD.search(text, at, reach) if PREVIEW.search(text, at, reach) else None
    stop = read_head(text, at, following).start if following else reach
    foot = FOOT.search(text, at, stop)
    if not final and not following and not (foot and foot.end() < reach) and reach == len(text):
        return entry.start
    read_body(entry, text, at, foot.end() if foot else stop, whole=foot is not None)
    return entry


def first_pending(text: str, begin: int) -> int:
    """Return where what lies after `begin` may become a page with more text, at or after `begin`."""
    summary = SUMMARY.search(text, begin) if any(text.find(word, begin) >= 0 for word in SUMMARY_WORDS) else None
    head = HEAD_START.search(text, begin) if text.find("·", begin) >= 0 else None
    if summary:
        return max(begin, text.rfind("\n", 0, max(begin, summary.start() - BEFORE_SUMMARY)) + 1)
    if clipped := CLIPPED_DATE.search(text, max(begin, len(text) - BEFORE_SUMMARY)):
        return clipped.start()
    return find_pending_title(text, begin, text.rfind("\n", 0, head.start()) + 1 if head else len(text))


def read_head(text: str, floor: int, found: re.Match[str]) -> Entry:
    """Return the entry of what a page's head says, with the title before it."""
    field = "when" if found["when"] else "first"
    names, start, end = found["names"] or found["rest"], *strip(text, *found.span(field))
    head = Head(start, found.end(), True, {}, (), (), True)
    if date := GLUED_DATE.search(text, start, end) or DATE_LAST.search(text, start, end):
        head = with_date(head, date, found.end(), True)
        head = head._replace(start=date.start(), whole_line=is_line_start(text, date.start()))
    elif YEAR_LAST.match(text[start:end]) or (names and is_short_venue(text[start:end])):
        head = with_venue(text, head, (start, end), found.end(), True)
    elif names:
        head = head._replace(faults=(Fault(Code.UNCLAIMED, start, end, "not understood, before the names of a paper"),))
    else:
        names = found[field]
    at = found.start("names") if found["names"] else found.start("rest") if found["rest"] else start
    entry = Entry(head.start, head.end, {"authors": [], **head.values}, [*head.spans], [*head.faults])
    if names:
        entry.values["authors"] = read_names(names)
        entry.spans.append(("authors", at, at + len(names)))
    entry.spans.append(("label", at + len(names or ""), head.end))
    # Of a printed page the title is a paragraph: its letters are larger, so that its lines are no measure.
    below = text[found.end() : found.end() + LONGEST_LINKS].lstrip("\n").split("\n\n")[0].split("\n")
    printed = len(below) > 2 and max(map(len, below)) <= WIDEST
    if title := find_title(text, floor, head, parted=printed):
        entry.values["title"] = read_heading(text[slice(*title)])
        entry.spans += [("title", *title), ("mark", title[1], head.start)]
        entry.start = title[0]
    return entry


def is_short_venue(text: str) -> bool:
    """Whether a text without a year may be a venue: `ICLR`, and no sentence of the page."""
    return len(text) <= LONGEST_VENUE and not is_prose(text) and not PAGE_TEXT.fullmatch(text)


def read_headless(text: str, begin: int, summary: re.Match[str], links: re.Match[str]) -> Entry:
    """Return the page between a notice or summary and the links, with what a clipping says before them."""
    entry = Entry(summary.start(), links.end(), {"authors": []}, [("label", *summary.span())])
    for field, pattern in (("title", NOTED_TITLE), ("title", CLIPPED_TITLE), ("date", CLIPPED_DATE)):
        if found := pattern.search(text, begin, summary.start()):
            entry.values[field] = read_heading(found[1]) if field == "title" else read_day(found[1])
            if field == "date" and not entry.values[field]:
                entry.faults.append(no_such_date(field, found[1], *found.span(1)))
            entry.spans.append((field, *found.span()))
            entry.start = min(entry.start, found.start())
    begin = summary.end()
    if preview := PREVIEW.search(text, begin, links.start()):
        message = "not understood, within a paper: without line breaks title, venue and names cannot be told apart"
        entry.faults.append(Fault(Code.UNCLAIMED, begin, preview.end(), message))
        begin = preview.end()
    pieces = find_paragraphs(text, begin, links.start())
    lines = list(LINE.finditer(text, *(pieces[-1] if pieces else links.span())))
    chrome = [line.end() for line in lines if PAGE_TEXT.fullmatch(line[0]) or not any(map(str.isalnum, line[0]))]
    set_abstract(entry, text, chrome[-1] if chrome else pieces[-1][0] if pieces else links.start(), links.start())
    read_links(entry, links)
    return entry
