"""Where a work is printed, as evidence: journal, volume, issue and first page, article or report number, edition.

    volume = {73}, number = {2}, pages = {024010}      73, 2, 24010
    journal_ref = "Phys. Rev. D 73, 024010 (2006)"     the same without the issue; read for comparison only
    pages = {S417--S429}, number = {Suppl 2}           page 417, issue 2

Numbers are compared alone: databases write what stands around them in many ways, and some swap volume and issue.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from paperlist.merging.folding import comparison_key, words
from paperlist.paper import Paper

YEAR = re.compile(r"\((?:19|20)[0-9]{2}\)|, ?(?:19|20)[0-9]{2}\.?$")
"""A year that is no volume: `(2006)`, `, 2006`."""
ISSUE = re.compile(r"\b(?:no|nr|issue|iss)\b\.? ?([0-9]{1,5})|(?<=[0-9])\(([0-9]{1,5})[^()]{0,12}\)", re.IGNORECASE)
"""`no. 2`; `12(3)`."""
NUMBER = re.compile(r"(?<![0-9a-zA-Z])[A-Za-z]?([0-9]{1,9})(?![0-9a-zA-Z])")
"""A number of volume or page: `73`, `S417`; not that of `35th`."""

RANGE = re.compile(r"[A-Za-z]{0,5}([0-9]{1,8}) ?[-–—]{1,3} ?[A-Za-z]{0,5}([0-9]{1,8})(?![0-9])")
"""First and last page: `417--429`, `S417-S29`."""
VAGUE = re.compile(r"[A-Za-z]{1,9}[-–/][0-9]|[0-9]{1,2}[-–][A-Z][a-z]{2}\b|1[-–]+[0-9]")
"""Pages that need not say where a work begins: `Suppl-29`, `t-8`, a spreadsheet's `01-Jun`, `1-6` counted by itself."""
ARTICLE = re.compile(r"(?:[a-rt-z]|CD|Article )[0-9]{3,}(?! ?[-–0-9])", re.IGNORECASE)
"""The number of an article: `e12724`, `c1804`, `CD008173`; not the page of a supplement, `S417`."""


class Printed(NamedTuple):
    """The place of a work in print; None where it is not known."""

    journal: bytes | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    last: str | None = None
    """The last page, where a later one than the first is stated."""
    vague: bool = False
    """The page may not be the first one."""
    article: bool = False
    """The page is the number of an article."""


def printed(paper: Paper) -> Printed:
    """Return the place in print that a record states, or that its `journal_ref` has."""
    journal = comparison_key(paper.journal) if paper.journal else None
    if paper.volume or paper.pages or not paper.journal_ref:
        return parse_pages(paper.pages or "", Printed(journal, first_number(paper.volume), first_number(paper.number)))
    text = YEAR.sub(" ", paper.journal_ref.strip())
    issue = ISSUE.search(text)
    numbers = list(NUMBER.finditer(ISSUE.sub(" ", text)))[:2]
    if len(numbers) < 2 or not numbers[0].start():
        return Printed(journal)
    volume, page = (found[1].lstrip("0") or "0" for found in numbers)
    return Printed(journal, volume, issue and (issue[1] or issue[2]).lstrip("0"), page)


def parse_pages(pages: str, place: Printed) -> Printed:
    """Return the place with first and last page; of several ranges, or one that runs backwards, no page is sure."""
    if not pages:
        return place
    ranges = RANGE.findall(pages)
    if len(ranges) != 1:
        found = re.search("[0-9]{1,18}", pages)
        page = first_number(found[0] if found else pages)
        vague = bool(ranges or VAGUE.match(pages))
        return place._replace(page=page, vague=vague, article=bool(ARTICLE.match(pages)))
    first, last = (number.lstrip("0") or "0" for number in ranges[0])
    last = first[: max(0, len(first) - len(last))] + last  # 1526-34
    forward = int(last) > int(first)
    vague = bool(VAGUE.match(pages)) or int(last) < int(first)
    return place._replace(page=first, last=last if forward and not vague else None, vague=vague)


@lru_cache(maxsize=1 << 12)
def first_number(text: str | None) -> str | None:
    """Return the first number of a field without leading zeros, None where there is none."""
    return next((word.lstrip("0") or "0" for word in (words(text) if text else ()) if word.isdigit()), None)


def compare_values(one: str | None, two: str | None) -> bool | None:
    """Return whether two values are the same; None where one is not known."""
    return None if one is None or two is None else one == two


def compare_pages(one: Printed, two: Printed) -> bool | None:
    """Return whether the first pages are the same; None where that cannot be told, as of pages that overlap."""
    same = compare_values(one.page, two.page)
    comparable = one.article == two.article and not (one.vague or two.vague) and not do_overlap(one, two)
    return same if same or comparable else None


def compare_places(one: Printed, two: Printed) -> dict[str, bool | None]:
    """Return for volume, issue and first page whether they are the same; None where that cannot be told."""
    swapped = is_swapped(one, two)
    return {
        "volume": swapped or compare_values(one.volume, two.volume),
        "issue": swapped or compare_values(one.issue, two.issue),
        "first page": compare_pages(one, two),
    }


def do_overlap(one: Printed, two: Printed) -> bool:
    """Whether the works have a page in common: `488` and `487-488`, where a database states the last page alone."""
    if one.page is None or two.page is None:
        return False
    return int(one.page) <= int(two.last or two.page) and int(two.page) <= int(one.last or one.page)


def is_same_place(one: Printed, two: Printed) -> bool:
    """Whether the first or the last page agrees, and the volume does; or no volume differs and issue or journal agrees.

    The last page of an article of several pages is no other one's.
    """
    ends_there = one.last is not None and one.last == two.last
    if not ends_there and (one.page is None or one.page != two.page):
        return False
    if one.volume and two.volume:
        return one.volume == two.volume or is_swapped(one, two)
    return (one.issue is not None and one.issue == two.issue) or (bool(one.journal) and one.journal == two.journal)


def is_same_extent(one: Printed, two: Printed) -> bool:
    """Whether first and last page of several agree."""
    return one.last is not None and (one.page, one.last) == (two.page, two.last)


def is_swapped(one: Printed, two: Printed) -> bool:
    """Whether one record states as its volume what the other has as its issue, and the other way round."""
    return None not in (one.volume, one.issue) and (one.volume, one.issue) == (two.issue, two.volume)


def place_keys(paper: Paper) -> list[tuple[str, ...]]:
    """Return the keys of records that are compared because page and year agree, and what makes the page one of few."""
    place, year = printed(paper), (paper.date or "")[:4]
    if not place.page or not year:
        return []
    beside = {"volume": place.volume, "last": place.last, "article": place.article and place.page}
    return [(name, value, place.page, year) for name, value in beside.items() if value]


def compare_numbers(one: Paper, two: Paper, fields: Sequence[str]) -> bool | None:
    """Return whether the first number in each of these fields is the same, of those that both state."""
    answer: bool | None = None
    for field in fields:
        ours, theirs = (first_number(getattr(paper, field)) for paper in (one, two))
        if ours is not None and theirs is not None:
            if ours != theirs:
                return False
            answer = True
    return answer
