"""Where a work is printed, as evidence: journal, volume, issue and first page, article or report number, edition.

    volume = {73}, number = {2}, pages = {024010}      73, 2, 24010
    journal_ref = "Phys. Rev. D 73, 024010 (2006)"     the same without the issue; read for comparison only
    pages = {S417--S429}, number = {Suppl 2}           page 417, issue 2

Numbers are compared alone: databases write what stands around them in many ways, and some swap volume and issue.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from paperlist.merging.folding import comparison_key, words
from paperlist.paper import Paper

YEAR = re.compile(r"\((?:19|20)[0-9]{2}\)|, ?(?:19|20)[0-9]{2}\.?$")
"""A year that is no volume: `(2006)`, `, 2006`."""
ISSUE = re.compile(r"\b(?:no|nr|issue|iss)\b\.? ?([0-9]{1,5})|(?<=[0-9])\(([0-9]{1,5})[^()]{0,12}\)", re.IGNORECASE)
"""`no. 2`; `12(3)`."""
NUMBER = re.compile(r"(?<![0-9a-zA-Z])[A-Za-z]?([0-9]{1,9})(?![0-9a-zA-Z])")
"""A number of volume or page: `73`, `S417`; not that of `35th`."""

VAGUE = re.compile(r"[A-Za-z]{1,9}[-–][0-9]|[0-9]{1,2}[-–][A-Z][a-z]{2}\b|1[-–]+[0-9]")
"""Pages that need not say where a work begins: `Suppl-29`, `t-8`, a spreadsheet's `01-Jun`, `1-6` counted by itself."""
ARTICLE = re.compile(r"(?:[ae]|CD|Article )[0-9]{3}", re.IGNORECASE)
"""The number of an article: `e12724`, `CD008173`."""


class Printed(NamedTuple):
    """The place of a work in print; None where it is not known."""

    journal: bytes | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    vague: bool = False
    """The page may not be the first one."""
    article: bool = False
    """The page is the number of an article."""


def printed(paper: Paper) -> Printed:
    """Return the place in print that a record states, or that its `journal_ref` has."""
    journal = comparison_key(paper.journal) if paper.journal else None
    if paper.volume or paper.pages or not paper.journal_ref:
        pages = paper.pages or ""
        return Printed(
            journal,
            first_number(paper.volume),
            first_number(paper.number),
            first_number(pages),
            vague=bool(VAGUE.match(pages)),
            article=bool(ARTICLE.match(pages)),
        )
    text = YEAR.sub(" ", paper.journal_ref.strip())
    issue = ISSUE.search(text)
    numbers = list(NUMBER.finditer(ISSUE.sub(" ", text)))[:2]
    if len(numbers) < 2 or not numbers[0].start():
        return Printed(journal)
    volume, page = (found[1].lstrip("0") or "0" for found in numbers)
    return Printed(journal, volume, issue and (issue[1] or issue[2]).lstrip("0"), page)


def first_number(text: str | None) -> str | None:
    """Return the first number of a field without leading zeros, None where there is none."""
    return next((word.lstrip("0") or "0" for word in words(text or "") if word.isdigit()), None)


def compare_values(one: str | None, two: str | None) -> bool | None:
    """Return whether two values are the same; None where one is not known."""
    return None if one is None or two is None else one == two


def compare_pages(one: Printed, two: Printed) -> bool | None:
    """Return whether the first pages are the same; None where that cannot be told."""
    same = compare_values(one.page, two.page)
    comparable = one.article == two.article and not (one.vague or two.vague)
    return same if same or comparable else None


def is_same_place(one: Printed, two: Printed) -> bool:
    """Whether the first page agrees, and the volume does; or no volume differs and issue or journal agrees."""
    if one.page is None or one.page != two.page:
        return False
    if one.volume and two.volume:
        return one.volume == two.volume or is_swapped(one, two)
    return (one.issue is not None and one.issue == two.issue) or (bool(one.journal) and one.journal == two.journal)


def is_swapped(one: Printed, two: Printed) -> bool:
    """Whether one record states as its volume what the other has as its issue, and the other way round."""
    return None not in (one.volume, one.issue) and (one.volume, one.issue) == (two.issue, two.volume)


def place_keys(paper: Paper) -> list[tuple[str, str, str, str]]:
    """Return the key of records that are compared because volume, first page and year agree."""
    place, year = printed(paper), (paper.date or "")[:4]
    return [("printed", place.volume, place.page, year)] if place.volume and place.page and year else []


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
