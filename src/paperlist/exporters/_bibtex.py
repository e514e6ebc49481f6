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
doi                        doi; what has not the form of an id or DOI, or has blanks, braces, %, … is a remark
comments, withdrawn        note
abstract                   abstract, in one line: there is no mark for a paragraph that all clients read
all else but `sources`     annote, or annotation, as `Label: value; …`: kept, and printed by no common style
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from paperlist import names
from paperlist.exporters import _reference
from paperlist.tex import encode

if TYPE_CHECKING:
    from bibtexparser.model import Entry
    from bibtexparser.writer import BibtexFormat

    from paperlist.exporters import Options
    from paperlist.paper import Paper

UNSAFE_IN_KEY = re.compile(r"[^A-Za-z0-9\-_:.+/]+")
# What a DOI must be to have its own field: it stands there unescaped, and styles print it inside macros, where % would
# be a comment.
DOI = re.compile(
    r"10\.\d[\d.]{0,30}/[A-Za-z0-9\-._;()/:<>+,=@!*'\[\]&?#~|]+(?<![.,;])"
)  # "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2"


ORDER: Final = (
    *("author", "key", "title", "booktitle", "journal", "journaltitle", "howpublished", "year", "month", "date"),
    *("eprint", "archivePrefix", "eprinttype", "primaryClass", "eprintclass", "doi", "url", "note", "keywords"),
    *("abstract", "annote", "annotation"),
)


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


def format_entry(paper: "Paper", options: "Options", dialect: Dialect) -> str:
    """Return the text of one entry: a field a line, a comma after each.

    An entry is a library of its own to bibtexparser, which refuses to write one that has a key twice.
    """
    from bibtexparser.library import Library
    from bibtexparser.writer import write

    return write(Library([to_entry(paper, options, dialect)]), layout())


@cache
def layout() -> "BibtexFormat":
    """Return how bibtexparser is to lay out an entry."""
    from bibtexparser.writer import BibtexFormat

    chosen = BibtexFormat()  # type: ignore[no-untyped-call]
    chosen.indent = "  "
    chosen.trailing_comma = True
    return chosen


def to_entry(paper: "Paper", options: "Options", dialect: Dialect) -> "Entry":
    """Return the entry that a paper becomes, its values escaped and enclosed."""
    from bibtexparser.model import Entry, Field

    to_ascii = options.ascii
    when = _reference.published(paper, options)
    arxiv_id, doi, placed = _reference.identifiers(paper, DOI)
    kind = _kind(paper, when, dialect, arxiv_id)
    known_as = _reference.headline(paper)
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
        (dialect.annotation, "; ".join(_reference.remarks(paper, options, when, without=placed))),
        (dialect.archive_class, paper.categories[0] if arxiv_id and paper.categories else None),
        (dialect.sort_by or "", None if paper.authors else known_as),
    ]
    written = {name: encode.escape(text, ascii_only=to_ascii) for name, text in texts if name and text}
    written["author"] = author_field(paper, options)
    written["title"] = encode.title(known_as, options.protect, ascii_only=to_ascii)
    written["doi"] = doi
    if arxiv_id:
        written |= {
            "eprint": arxiv_id,
            dialect.archive: dialect.archive_name,
            "url": _reference.abstract_page(arxiv_id),
        }
    fields = {name: f"{{{value}}}" for name, value in written.items() if value}
    if when:
        fields |= dialect.when(when)
    return Entry(kind, safe_key(paper.key), [Field(name, fields[name]) for name in ORDER if name in fields])


def _kind(paper: "Paper", when: str | None, dialect: Dialect, arxiv_id: str) -> str:
    """Choose the entry's type: the one that says most, of which no required field is missing."""
    if paper.authors and when:
        if paper.type == "conference" and paper.venue:
            return "inproceedings"
        if paper.type == "journal" and (paper.journal_ref or paper.venue):
            return "article"
    return dialect.preprint if paper.type == "preprint" and arxiv_id else "misc"


# ---- Fields ----------------------------------------------------------------------------------------------------------


def author_field(paper: "Paper", options: "Options") -> str:
    """Return the names as BibTeX wants them, `and others` last if some are left out."""
    shown, omitted = _reference.shown_authors(paper, options)
    people = [person(name, options.ascii) for name in shown]
    return " and ".join([*people, "others"] if people and omitted else people)


def person(display: str, ascii_only: bool = False) -> str:
    """Return one name as `particle Family, Suffix, Given`, or in braces what is no person's name."""
    name = names.split(display)
    if name.literal:
        return "{" + encode.name(name.literal, ascii_only=ascii_only) + "}"
    parts = (name.family_with_particle, name.suffix, name.given)
    return encode.name(", ".join(filter(None, parts)), ascii_only=ascii_only)


def safe_key(key: str) -> str:
    """Return the key without the characters that would end it."""
    return (key if key.isalnum() and key.isascii() else UNSAFE_IN_KEY.sub("", key)) or "paper"
