"""In which order papers are written, and under which headings.

    sort      listed    as they were read
              date      newest first, then those without a date
              title author venue key    by the letters of any script; without one last
              stars     most first
    group_by  year      of the date that a reference bears, newest first, then years in words ("in press")
              venue     conference or journal without year and volume; arXiv
              category  the first, with its name: "Machine Learning (cs.LG)"
              task      the first
              none      one list without headings

Papers that are equal in this stay in the order in which they were read. A group that has no name comes last.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from paperlist import arxiv, names
from paperlist.exporters import _reference, _shown
from paperlist.tex.encode import clean

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

CLASS_NAMES: Final = {short: name for short, name, _ in arxiv.CLASSES}
NOT_LETTERS = re.compile(r"[^0-9a-z]+")
NUMBER = re.compile(r"\(?(?<!\w)\d++(?!\w)")  # "76" in "Phys. Rev. D 76, 2013 (2007)", not in "2D Materials"
YEAR = re.compile(r"\(?(?<!\w)(?:19|20)\d\d(?!\w)\)?")  # "2023" in "NeurIPS 2023", "(2007)"


def ordered(papers: "Iterable[Paper]", options: "Options") -> "Iterable[Paper]":
    """Return papers in the order that is asked for; as they come where none is."""
    if options.sort in ("auto", "listed"):
        return papers
    key, newest_first = SORTS[options.sort]
    return sorted(papers, key=lambda paper: key(paper, options), reverse=newest_first)


def grouped(papers: "Iterable[Paper]", options: "Options") -> "list[tuple[str, list[Paper]]]":
    """Return papers by headings, in order; what all stand under that are not grouped is an empty heading."""
    if options.group_by == "none":
        return [("", list(papers))]
    label_of = GROUPS[options.group_by]
    groups: dict[str, tuple[str, list[Paper]]] = {}
    for paper in papers:
        label = label_of(paper, options)
        groups.setdefault(letters(label) or label, (label, []))[1].append(paper)
    without = f"Without a {options.group_by}"
    in_order = sorted(groups.values(), key=lambda group: heading_order(group[0]))
    return [(label or without, members) for label, members in in_order]


def heading_order(label: str) -> tuple[Any, ...]:
    """Return what headings are sorted by: years, the newest first, then all others by their letters."""
    is_year = len(label) == 4 and label.isdecimal()
    return (not label, not is_year, -int(label) if is_year else 0, letters(label), label)


def letters(text: str) -> str:
    """Return a text as it is sorted: letters of the Latin alphabet and digits, in whatever script it is."""
    from anyascii import anyascii

    return NOT_LETTERS.sub(" ", anyascii(text).lower()).strip()


def first_author(paper: "Paper") -> str:
    """Return the first author's family name, or the name of a group ("")."""
    if not (first := clean(paper.authors[0]) if paper.authors else ""):
        return ""
    name = names.split(first, names.cut_by_entries(paper))
    return name.family or name.literal


def venue(paper: "Paper", options: "Options | None" = None) -> str:
    """Return the conference or journal in which a paper appeared, without year and volume; arXiv of a preprint ("")."""
    where = _shown.where(paper)
    if not paper.journal and (number := NUMBER.search(where)) and paper.type == "journal" and number.start():
        where = where[: number.start()]
    return " ".join(YEAR.sub(" ", where).split()).rstrip(" ,;:(") or where


def year(paper: "Paper", options: "Options") -> str:
    """Return the year of the date that a reference bears, or what an entry says in its place ("")."""
    date = _reference.published(paper, options)
    return date[:4] if date else _reference.stated_year(paper).capitalize()


def category(paper: "Paper", options: "Options") -> str:
    """Return the first subject class by its name and its sign ("")."""
    short = clean(paper.categories[0]) if paper.categories else ""
    return f"{CLASS_NAMES[short]} ({short})" if CLASS_NAMES.get(short) else short


def by_letters(text_of: "Callable[[Paper], str]") -> "Callable[[Paper, Options], Any]":
    """Return what papers are sorted by whose text this is: its letters, where there are any."""

    def key(paper: "Paper", options: "Options") -> tuple[bool, str]:
        text = text_of(paper)
        return (not text, letters(text))

    return key


GROUPS: "Final[dict[str, Callable[[Paper, Options], str]]]" = {
    "year": year,
    "venue": venue,
    "category": category,
    "task": lambda paper, options: clean(paper.tasks[0]) if paper.tasks else "",
}
SORTS: "Final[dict[str, tuple[Callable[[Paper, Options], Any], bool]]]" = {
    "date": (lambda paper, options: _reference.published(paper, options) or "", True),
    "stars": (lambda paper, options: -1 if paper.stars is None else paper.stars, True),
    "title": (by_letters(_reference.headline), False),
    "author": (by_letters(first_author), False),
    "venue": (by_letters(venue), False),
    "key": (by_letters(lambda paper: paper.key), False),
}
"""What papers are sorted by, and whether the largest comes first."""
