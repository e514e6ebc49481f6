r"""What BibTeX and biblatex have in common: which entry a paper becomes, and its fields' text.

entry      when
@inproceedings  `type` is conference, and venue, authors and a year are known
@article        `type` is journal, and journal reference (or venue), authors and a year are known
PREPRINT        `type` is preprint and the arXiv id is known (@misc in BibTeX, @online in biblatex)
@misc           all else: an entry type that requires what no listing said would make clients complain

record                     field
title                      title; without one the excerpt's first words in brackets
authors, authors_omitted   author; `and others` if some are left out
date                       year and month, or date; see `published`
venue                      booktitle; howpublished in @misc, where `arXiv preprint` stands for a preprint without id
journal_ref                journal, or journaltitle, whole: where volume and pages begin is not guessed at;
                           in an entry that is not @article, note
arxiv_id                   eprint and url, in both dialects with their own two fields beside it
categories, tasks          keywords
doi                        doi
comments, withdrawn        note
abstract                   abstract, in one line: there is no mark for a paragraph that all clients read
all else but `sources`     annote, or annotation, as `Label: value; …`: kept, and printed by no common style
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from paperlist import latex, names

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?![\d.:/-])")  # "NeurIPS 2021"
YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:19|20)\d\d)\)")  # "Phys. Rev. D 76, 2013 (2007)"
UNSAFE_IN_KEY = re.compile(r"[^A-Za-z0-9\-_:.+/]+")
UNSAFE_IN_ADDRESS = re.compile(r"[^\x21-\x7e]|[{}\\\"^`]|%(?![0-9A-Fa-f]{2})")  # a blank, a brace; not "_", "#", "%2F"

STANDIN_WORDS: Final = 6
"""How many of the excerpt's words stand for a title that is lost."""
LATEST_PUBLICATION: Final = 10
"""How many years after a preprint its publication may come before a number is not taken for its year."""

ORDER: Final = (
    *("author", "key", "title", "booktitle", "journal", "journaltitle", "howpublished", "year", "month", "date"),
    *("eprint", "archivePrefix", "eprinttype", "primaryClass", "eprintclass", "doi", "url", "note", "keywords"),
    *("abstract", "annote", "annotation"),
)
PLACES: Final = {name: place for place, name in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where BibTeX and biblatex differ; they are never mixed in one file."""

    preprint: str
    """Entry type of a preprint with a known id."""
    journal: str
    annotation: str
    archive: str
    """Field that says `arXiv`, as this dialect spells it, for an eprint."""
    archive_name: str
    archive_class: str
    sort_by: str | None
    """Field that an entry without authors is sorted by, if the dialect needs one."""
    when: Callable[[str], dict[str, str]]
    """Fields for an ISO date, enclosed where they are no macros."""


EXCERPT: Final = "Excerpt"
# What has no field of its own. One line a value: the label and how the value reads.
REMARKS: Final[tuple[tuple[str, Callable[["Paper"], Any]], ...]] = (
    (EXCERPT, lambda paper: paper.excerpt),
    ("Submitted", lambda paper: paper.submitted),
    ("Updated", lambda paper: paper.updated),
    ("Announced", lambda paper: paper.announced),
    ("arXiv version", lambda paper: paper.arxiv_version),
    ("Report number", lambda paper: paper.report_number),
    ("MSC class", lambda paper: paper.msc_class),
    ("ACM class", lambda paper: paper.acm_class),
    ("Other DOIs", lambda paper: ", ".join(paper.other_dois) or None),
    ("Code", lambda paper: paper.repository),
    ("Stars", lambda paper: paper.stars),
    ("Authors not listed", lambda paper: paper.authors_omitted or None),
    ("Code implementations", lambda paper: paper.code_implementations),
)


def write(papers: "Iterable[Paper]", options: "Options", dialect: Dialect) -> Iterator[str]:
    """Yield one entry a paper, with a blank line between them."""
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat
    from bibtexparser.writer import write as write_library

    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.trailing_comma = True
    between = ""
    for paper in papers:
        kind, fields = entry(paper, options, dialect)
        # The library's own way to enclose values copies every entry first and takes eight times as long.
        block = Entry(kind, safe_key(paper.key), [Field(name, value) for name, value in fields])
        yield between + write_library(Library([block]), layout)
        between = "\n"


def entry(paper: "Paper", options: "Options", dialect: Dialect) -> tuple[str, list[tuple[str, str]]]:
    """Give the entry's type and its fields, escaped and enclosed."""
    to_ascii = options.ascii
    when = published(paper, options)
    kind = _kind(paper, when, dialect)
    arxiv_id = address(paper.arxiv_id or "")
    known_as = headline(paper)
    notes = [paper.comments]
    where = None
    if kind == "inproceedings":
        where = ("booktitle", paper.venue)
        notes += [paper.journal_ref]
    elif kind == "article":
        where = (dialect.journal, paper.journal_ref or paper.venue)
        notes += [paper.venue] if paper.journal_ref else []
    elif kind == "misc" and not arxiv_id:
        where = ("howpublished", paper.venue or ("arXiv preprint" if paper.type == "preprint" else None))
        notes += [paper.journal_ref]
    else:
        notes += [paper.venue, paper.journal_ref]
    notes += ["Withdrawn"] if paper.withdrawn else []
    texts = [
        where or ("", None),
        ("note", "; ".join([note for note in notes if note])),
        ("keywords", ", ".join(paper.categories + paper.tasks)),
        ("abstract", paper.abstract if options.abstract else None),
        (dialect.annotation, "; ".join(_remarks(paper, options, when))),
        (dialect.archive_class, paper.categories[0] if arxiv_id and paper.categories else None),
        (dialect.sort_by or "", None if paper.authors else known_as),
    ]
    written = {name: latex.escape(text, ascii_only=to_ascii) for name, text in texts if name and text}
    written["author"] = author_field(paper, options)
    written["title"] = latex.title(known_as, options.protect, ascii_only=to_ascii)
    written["doi"] = address(paper.doi or "")
    if arxiv_id:
        written |= {
            "eprint": arxiv_id,
            dialect.archive: dialect.archive_name,
            "url": f"https://arxiv.org/abs/{arxiv_id}",
        }
    fields = {name: f"{{{value}}}" for name, value in written.items() if value}
    if when:
        fields |= dialect.when(when)
    return kind, sorted(fields.items(), key=lambda field: PLACES[field[0]])


def _remarks(paper: "Paper", options: "Options", when: str | None) -> Iterator[str]:
    """Yield `Label: value` for what is said and has no field of its own."""
    for label, value_of in REMARKS:
        value = value_of(paper)
        if value not in (None, when) and (options.abstract or label != EXCERPT):
            yield f"{label}: {value}"
    if paper.date and paper.date not in (when, paper.submitted, paper.updated, paper.announced):
        yield f"Dated: {paper.date}"


def _kind(paper: "Paper", when: str | None, dialect: Dialect) -> str:
    """Choose the entry's type: the one that says most, of which no required field is missing."""
    if paper.authors and when:
        if paper.type == "conference" and paper.venue:
            return "inproceedings"
        if paper.type == "journal" and (paper.journal_ref or paper.venue):
            return "article"
    return dialect.preprint if paper.type == "preprint" and paper.arxiv_id else "misc"


# ---- The paper as a reference: shared with the outputs that are not BibTeX -------------------------------------------


def headline(paper: "Paper") -> str:
    """Give the title, else the first words of the excerpt or abstract in brackets: `[We show that large models …]`."""
    if title := latex.clean(paper.title or ""):
        return title
    text = latex.clean(paper.excerpt or paper.abstract or "").lstrip("… ")
    words = text.split(" ")
    shown = " ".join(words[:STANDIN_WORDS]).rstrip(" .,;:…")
    if not shown:
        return "[Untitled]"
    return f"[{shown} …]" if len(words) > STANDIN_WORDS or text.endswith("…") else f"[{shown}]"


def published(paper: "Paper", options: "Options") -> str | None:
    """Give the date the reference bears: the version's that was asked for, or the year that venue or journal state.

    A year is taken from there only if there is one alone, and one that can be: not long before or after the paper's.
    """
    date: str | None = paper.updated if options.date == "latest" and paper.updated else paper.date
    where = {"conference": paper.venue, "journal": paper.journal_ref or paper.venue}.get(paper.type) or ""
    years = set(YEAR_IN_BRACKETS.findall(where)) or set(YEAR.findall(where))
    if len(years) != 1:
        return date
    year: str = years.pop()
    if date is None:
        return year
    plausible = -1 <= int(year) - int(date[:4]) <= LATEST_PUBLICATION
    return year if plausible and year != date[:4] else date


def shown_authors(paper: "Paper", options: "Options") -> tuple[list[str], int]:
    """Give the authors to be written, and how many are left out, by the listing or by the option."""
    authors = [name for name in map(latex.clean, paper.authors) if name]
    shown = authors if options.max_authors is None else authors[: options.max_authors]
    return shown, len(authors) - len(shown) + paper.authors_omitted


def author_field(paper: "Paper", options: "Options") -> str:
    """Give the names as BibTeX wants them, `and others` last if some are left out."""
    shown, omitted = shown_authors(paper, options)
    people = [person(name, options.ascii) for name in shown]
    return " and ".join([*people, "others"] if people and omitted else people)


@lru_cache(maxsize=65536)
def person(display: str, ascii_only: bool = False) -> str:
    """Give one name as `particle Family, Suffix, Given`, or in braces what is no person's name."""
    name = names.split(display)
    if name.literal:
        return "{" + latex.escape(name.literal, ascii_only=ascii_only) + "}"
    family = f"{name.particle} {name.family}".strip()
    return latex.escape(", ".join([part for part in (family, name.suffix, name.given) if part]), ascii_only=ascii_only)


def safe_key(key: str) -> str:
    """Give the key without the characters that would end it."""
    return UNSAFE_IN_KEY.sub("", key) or "paper"


def address(text: str) -> str:
    """Give an identifier as it can stand unescaped: what would end the field is percent-encoded."""
    return UNSAFE_IN_ADDRESS.sub(lambda match: quote(match[0], safe=""), latex.clean(text))
