"""The head of a card, by which it is found.

head = code [sep when] [sep authors]        author and search pages
     | repo sep [icon sep] when             home pages since 2021
     | when sep repo [sep icon]             home pages of 2019
code = "no code implementations" | "1 code implementation" | INT " code implementations"
repo = owner "/" name
sep  = "•" | "·"                            also alone on a line; lost by tools that glue
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from paperlist.listings.layout import skip_white, strip
from paperlist.listings.papers_with_code.date_or_venue import (
    ANCHOR,
    DATE,
    DATE_LAST,
    FOLDED_VENUE,
    VENUE_FIRST,
    YEAR_LAST,
    Head,
    find_venue_end,
    is_venue_line,
    parse_date_or_venue,
    with_date,
    with_venue,
)
from paperlist.listings.papers_with_code.lines import GAP, find_line_end, is_line_start
from paperlist.listings.papers_with_code.prose import is_prose

COUNT = re.compile(r"(?:no|\d[\d,]{0,8})\s+code\s+\Z")  # what precedes ANCHOR: "no code ", "31 code "
REPO = r"[A-Za-z\d](?:[A-Za-z\d-]{0,38})/\n?[\w.-]{1,100}(?:(?:(?<=-)|(?<=[\w./-]{60}))\n[\w.-]{1,80})*"  # wrapped
REPO_LINE = re.compile(  # "karpathy/llm.c 18 Oct 2005"
    r"[^\S\n]*([A-Za-z\d][A-Za-z\d-]{0,38}/[\w.-]{1,100})[^\S\n]+([^\s•][^•\n]{1,120}(?<=\d))[^\S\n]*(?=\n|\Z)"
)
REST_OF_GLUED = re.compile(r"\(|(?:[A-Z][a-z]{2} )?\d{4}\Z")
"""What is no date or venue: the beginning is glued to the repository, "owner/nameNature 2021"."""
REPO_BEFORE = re.compile(rf"({REPO})(?:\s*\(https?://[^()\s]*\))?\s*\Z")
REPO_AFTER = re.compile(rf"\s*({REPO})(?=\s*(?:[•\n\[!]|\Z))")
PICTURE = r"!?\[[^\]\n]{0,99}\]{1,2}(?:\([^)\s]*\))?"
ICON = re.compile(rf"\s*(?:{PICTURE}\s*)?•\s*|\s*{PICTURE}(?=\s)")  # "• [pytorch-2f] •"
BLOCK = 4096
"""So many characters are searched for one sign of a head before they are searched for the others."""
DOUBT = 400
"""A head so near the end of an unfinished window is judged when more of it is there."""

HeadParser = Callable[[str, int, int, bool], Head | int | None]
"""Reads the head around a sign of one: the window, the offset before which nothing is part of it, the sign's offset,
whether nothing follows the window. Returns the head, None if there is none, or from where on more text is needed."""


def next_head(text: str, floor: int, final: bool) -> Head | int:
    """Return the first head at or after `floor`.

    Instead of a head, the offset of something that may become one with more text, or the text's length.
    """
    for parse, sign in find_signs(text, floor):
        found = parse(text, floor, sign, final)
        if found is not None:
            return found
    return len(text)


def find_signs(text: str, at: int) -> Iterator[tuple[HeadParser, int]]:
    """Yield the offsets from `at` on where a head may be found, with what reads it there."""
    while at < len(text):
        stop = min(at + BLOCK, len(text))
        word = text.find(ANCHOR, at, stop + len(ANCHOR))
        until = stop if word < 0 else word
        while at < until:
            # A bullet may be that of a repository; so may a slash without one.
            bullet = text.find("•", at, until)
            end = until if bullet < 0 else bullet
            while (slash := text.find("/", at, end)) >= 0:
                yield parse_repository_line, slash
                at = slash + 1
            at = end
            if bullet >= 0:
                yield parse_repository_head, bullet
                at += 1
        if word >= 0:
            yield parse_code_head, word
            at = word + len(ANCHOR)


def parse_code_head(text: str, floor: int, word: int, final: bool) -> Head | int | None:
    """Read the head around the word "implementation"; see `HeadParser`."""
    start, head, sure = parse_code(text, word)
    if start < floor:
        return None
    return start if not sure and not final and word + len(ANCHOR) + DOUBT > len(text) else head


@lru_cache(maxsize=2)  # a head is asked for as the end of one card and as the start of the next
def parse_code(text: str, word: int) -> tuple[int, Head | None, bool]:
    """Return where the head around the word "implementation" begins, or -1, and what `parse_date_or_venue` does."""
    count = COUNT.search(text, max(0, word - 24), word)
    end = word + len(ANCHOR)
    end += text.startswith("s", end)
    if not count or text[end : end + 1].islower():
        return -1, None, True
    start = count.start()
    number = count[0].split()[0].replace(",", "")
    values = {"code_implementations": 0 if number == "no" else int(number)}
    head = Head(start, end, None, values, (("code_implementations", start, end),), (), is_line_start(text, start))
    return start, *parse_date_or_venue(text, head)


def parse_repository_head(text: str, floor: int, bullet: int, final: bool) -> Head | int | None:
    """Read the head around a bullet after or before a repository; see `HeadParser`."""
    low = max(floor, bullet - 320)
    if "/" in text[low:bullet] and (repository := REPO_BEFORE.search(text, low, bullet)):
        return parse_repository_first(text, repository, bullet, final)
    if repository := REPO_AFTER.match(text, bullet + 1):
        return parse_repository_last(text, floor, bullet, repository)
    return None


def parse_repository_first(text: str, repository: re.Match[str], bullet: int, final: bool) -> Head | int | None:
    """Read the date or venue that follows a repository and the bullet."""
    start = repository.start()
    head = repository_head(repository, start, bullet, is_line_start(text, start))
    icons_end = skip_icons(text, bullet)
    if text[bullet:icons_end].strip(" \n•"):
        head = head._replace(spans=(*head.spans, ("label", bullet, icons_end)))
    at = skip_white(text, icons_end)
    if date := DATE.match(text, at):
        return with_date(head, date, date.end(), False)
    if not final and bullet + DOUBT > len(text):
        return start
    field = text[at : find_line_end(text, at)].rstrip()
    if head.whole_line and is_venue_line(field):
        end = find_venue_end(text, at + len(field))
        return with_venue(text, head, (at, end), end, False)
    if venue := VENUE_FIRST.match(text, at):
        return with_venue(text, head, venue.span(1), venue.end(1), False)
    if head.whole_line and (folded := FOLDED_VENUE.match(text, at)):
        return with_venue(text, head, (at, folded.end(1)), folded.end(1), False)
    return None


def parse_repository_last(text: str, floor: int, bullet: int, repository: re.Match[str]) -> Head | None:
    """Read the date or venue that precedes the bullet and a repository."""
    end = skip_icons(text, repository.end())
    if date := DATE_LAST.search(text, max(floor, bullet - 30), bullet):
        start = date.start(1)
        return with_date(repository_head(repository, start, end, is_line_start(text, start)), date, end, False)
    low, stop = strip(text, max(floor, bullet - 200), bullet)
    start = skip_white(text, text.rfind("\n", low, stop) + 1 or floor)
    if not is_line_start(text, start) or not YEAR_LAST.match(text, start, stop):
        return None
    return with_venue(text, repository_head(repository, start, end, True), (start, stop), end, False)


def parse_repository_line(text: str, floor: int, slash: int, final: bool) -> Head | int | None:
    """Read the head around the slash of a repository whose line lost its bullets; see `HeadParser`."""
    low = max(floor, slash - 40)
    start = max(text.rfind("\n", low, slash) + 1, low)
    if not is_line_start(text, start):
        return None
    line = REPO_LINE.match(text, start)
    if not line:
        return None
    if not final and line.end() == len(text):
        return start
    head = repository_head(line, start, line.end(), True)
    if date := DATE.match(text, line.start(2)):
        return with_date(head, date, date.end(), False)
    if (
        not YEAR_LAST.fullmatch(line[2])
        or REST_OF_GLUED.match(line[2])
        or (is_prose(line[2]) and not GAP.match(text, line.end()))
    ):
        return None
    return with_venue(text, head, line.span(2), line.end(2), False)


def repository_head(repository: re.Match[str], start: int, end: int, whole_line: bool) -> Head:
    """Return the head of a card that tells its repository, without date or venue yet."""
    values = {"repository": repository[1].replace("\n", "")}
    return Head(start, end, False, values, (("repository", *repository.span(1)),), (), whole_line)


def skip_icons(text: str, at: int) -> int:
    """Return the first offset from `at` on that is not within a framework's icon, or a bullet beside one."""
    while icon := ICON.match(text, at):
        at = icon.end()
    return at
