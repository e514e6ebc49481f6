r"""What BibTeX and biblatex have in common: which entry a paper becomes, and its fields' text.

entry      when
@inproceedings  `type` is conference, and venue, authors and a year are known
@article        `type` is journal, and journal reference (or venue), authors and a year are known
PREPRINT        `type` is preprint: @article in BibTeX if authors and a year are known, else, with an arXiv id, @misc;
                @online in biblatex, with an arXiv id
@misc           all else: an entry type that requires what no listing said would make clients complain

entry_type                 the entry's type, whatever else is known

record                     field
title                      title; without one the excerpt's first words in brackets
authors, authors_omitted   author; `and others` if some are left out
date                       year, month and day, or date; see `published`
venue                      booktitle; howpublished in @misc
journal_ref                journal, or journaltitle, whole: where volume and pages begin is not guessed at;
                           in an entry that is not @article, note
arxiv_id                   journal of an @article, howpublished of a @misc, `arXiv preprint arXiv:…`; elsewhere eprint
                           and two fields beside it that each dialect has of its own; url
categories, tasks          keywords, in braces what has a comma or semicolon
doi                        doi; what has not the form of an id or DOI, or has blanks, braces, %, … is a remark
comments, withdrawn        note; comments that look like a remark are one
abstract                   abstract, in one line: there is no mark for a paragraph that all clients read
editors, pages, publisher, … by their names; institution is the school of a thesis
journal                    journal, or journaltitle, with volume, number and pages beside it
keys                       ids
extra                      the fields of its names, each in the place of one of that name
all else but `sources`     usera, as `remarks` says: kept, and printed by no common style
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from paperlist import arxiv, names, remarks
from paperlist.exporters import _reference
from paperlist.keys import clean_key
from paperlist.tex import encode, protection
from paperlist.works import (
    REPORTS,
    SAME_FIELDS,
    THESES,
    WITH_BOOKTITLE,
    WITH_HOWPUBLISHED,
    WITH_JOURNAL,
    is_balanced,
    is_verbatim,
    preprint_journal,
    printed_venue,
)

if TYPE_CHECKING:
    from bibtexparser.model import Entry
    from bibtexparser.writer import BibtexFormat

    from paperlist.exporters import Options
    from paperlist.paper import Paper

# What a DOI must be to have its own field: it is there unescaped, and styles print it inside macros, where % would
# be a comment.
DOI = re.compile(
    r"10\.\d[\d.]{0,30}/[A-Za-z0-9\-._;()/:<>+,=@!*'\[\]&?#~|]+(?<![.,;])"
)  # "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2"


ORDER: Final = (
    *("author", "key", "editor", "title", "subtitle", "booktitle", "journal", "journaltitle", "howpublished"),
    *("school", "institution", "series", "volume", "number", "edition", "chapter", "pages", "publisher"),
    *("year", "month", "day", "date", "eprint", "archivePrefix", "eprinttype", "primaryClass", "eprintclass"),
    *("doi", "isbn", "issn", "url", "language", "note", "keywords", "abstract", "annote", "annotation", "ids"),
    *remarks.FIELDS,
)


# Fields of `extra` that say how fields of the record are written.
WRITTEN_BY: Final = frozenset([*names.LIST_FIELDS, "title"])
# A word that parts one name from the next, in any case of its letters, unless it is in braces.
AND = re.compile(r"(?<!\S)and(?![^\s,])", re.IGNORECASE)


# Fields in which an address is typeset like any other text.
TYPESET: Final = frozenset(["howpublished", "note", "addendum", "annote", "annotation"])


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where BibTeX and biblatex differ; they are never mixed in one file."""

    preprint: str
    """Entry type of a preprint with an eprint."""
    names_preprints: bool
    """Whether a preprint says its id in words where an article has its journal, unless `preprints` is eprint."""
    journal: str
    school: str
    """Field for the school of a thesis."""
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

    when = _reference.published(paper, options)
    arxiv_id, doi, placed = _reference.identifiers(paper, DOI)
    placed |= {label for name, label in (("eprint", "arXiv version"), ("doi", "Other DOIs")) if name in paper.extra}
    in_words = dialect.names_preprints and options.preprints == "article"
    kind = paper.entry_type or _kind(paper, when, dialect, arxiv_id, in_words=in_words)
    texts = _placed_texts(paper, kind, dialect, arxiv_id, in_words=in_words)
    shows_id = arxiv_id and any(arxiv_id in text for text in _where_texts(paper, texts))
    placed |= set() if texts.get("booktitle") else {"Venue"}
    texts |= _published_texts(paper, kind, dialect)
    known_as = _reference.headline(paper)
    texts |= {
        "abstract": paper.abstract if options.abstract else None,
        dialect.archive_class: paper.categories[0] if arxiv_id and paper.categories else None,
        _free_field(paper): remarks.join(_remarks(paper, options, when, placed)),
    }
    if dialect.sort_by and not (paper.authors or paper.entry_type):
        texts[dialect.sort_by] = known_as
    escaped = {name: encode.escape(text, ascii_only=options.ascii) for name, text in texts.items() if text}
    escaped["author"] = author_field(paper, options)
    escaped["editor"] = name_list(_reference.people(paper, paper.editors), options)
    escaped["title"] = title_field(_main_title(known_as, paper), paper, options)
    escaped["keywords"] = ", ".join(keyword(text, options.ascii) for text in paper.categories + paper.tasks)
    escaped["doi"] = doi
    escaped["url"] = address(paper.url or "")
    if arxiv_id and not shows_id:
        escaped |= {"eprint": arxiv_id, dialect.archive: dialect.archive_name}
    if arxiv_id and not (paper.url or paper.entry_type):
        escaped["url"] = _reference.abstract_page(arxiv_id)
    fields = {name: f"{{{value}}}" for name, value in escaped.items() if value}
    if when:
        fields |= dialect.when(when)
    ordered = _with_extra(fields, paper, options)
    return Entry(kind, safe_key(paper.key), [Field(name, fields[name]) for name in ordered])


def _free_field(paper: "Paper") -> str:
    """Return the field for remarks: the first that the paper's entry has no other use for."""
    return next((name for name in remarks.FIELDS if name not in paper.extra), remarks.FIELDS[0])


def _remarks(paper: "Paper", options: "Options", when: str | None, placed: Container[str]) -> Iterator[str]:
    """Yield `Label: value` for what has no field of its own, and for every date of the record that is not its `date`.

    These are not concluded from the entry's date when they are read back, which may be another's.
    """
    known = [label for label in ("Dated", "Venue", *arxiv.ANNOTATIONS) if label == "Dated" or label in placed]
    yield from _reference.remarks(paper, options, None, without=known)
    if paper.date and paper.date != when:
        yield f"Dated: {paper.date}"
    if paper.comments and remarks.is_remark(paper.comments):
        yield f"Comments: {paper.comments}"


def _placed_texts(
    paper: "Paper", kind: str, dialect: Dialect, arxiv_id: str, *, in_words: bool
) -> dict[str, str | None]:
    """Return the field that says where a work appeared, and the note, which has what is not said there."""
    notes = [None if remarks.is_remark(paper.comments or "") else paper.comments]
    where: dict[str, str | None] = {}
    is_listed = paper.type == "preprint" and not paper.entry_type
    booktitle = printed_venue(paper.venue or "")
    journal = paper.journal or (preprint_journal(arxiv_id) if is_listed else paper.journal_ref)
    if kind in WITH_JOURNAL:
        where = {dialect.journal: journal or paper.venue}
        notes += [paper.venue] if journal and not _is_extra(paper, "booktitle", "howpublished") else []
    elif paper.journal:
        where = {dialect.journal: paper.journal}
    if kind in WITH_BOOKTITLE:
        where["booktitle"] = booktitle
    elif kind in WITH_HOWPUBLISHED and not (arxiv_id and not paper.entry_type and not in_words):
        where["howpublished"] = paper.venue or (preprint_journal(arxiv_id) if is_listed else None)
    elif kind not in WITH_JOURNAL and not _is_extra(paper, "booktitle", "howpublished"):
        notes += [paper.venue]
    if _is_extra(paper, "booktitle", "howpublished"):
        where = {name: text for name, text in where.items() if text not in (paper.venue, booktitle)}
    notes += [paper.journal_ref] if (kind not in WITH_JOURNAL or is_listed) and not paper.journal else []
    notes += ["Withdrawn"] if paper.withdrawn and not arxiv.is_withdrawn(paper.comments, None) else []
    return {**where, "note": "; ".join([note for note in notes if note])}


def _where_texts(paper: "Paper", texts: Mapping[str, str | None]) -> list[str]:
    """Return what is printed as the place where a paper appeared, by the record's own fields or by the entry's."""
    names = ("journal", "journaltitle", "howpublished")
    return [text for name in names if (text := paper.extra.get(name) or texts.get(name))]


def _is_extra(paper: "Paper", *names: str) -> bool:
    """Whether a library's entry has a field of one of these names that no other field of the record stands for."""
    return any(name in paper.extra for name in names)


def _published_texts(paper: "Paper", kind: str, dialect: Dialect) -> dict[str, str | None]:
    """Return the fields of published works whose values are just text."""
    texts: dict[str, str | None] = {name: getattr(paper, name) for name in SAME_FIELDS}
    texts["pages"] = paper.pages.replace("–", "--") if paper.pages else None
    texts[dialect.school if kind in THESES else "institution"] = paper.institution
    texts["ids"] = ", ".join(key for key in paper.keys if key == safe_key(key))
    if kind in REPORTS:
        texts["number"] = paper.report_number or paper.number
    return texts


def keyword(text: str, ascii_only: bool) -> str:
    """Return one of the keywords, which commas and semicolons part, in braces if it has one itself."""
    tex = encode.escape(text, ascii_only=ascii_only)
    return f"{{{tex}}}" if "," in text or ";" in text else tex


def _main_title(title: str, paper: "Paper") -> str:
    """Return a title without the subtitle that has a field of its own."""
    subtitle = paper.extra.get("subtitle")
    return title.removesuffix(f": {encode.clean(subtitle)}") if subtitle else title


def title_field(title: str, paper: "Paper", options: "Options") -> str:
    """Return a title with the braces by which its entry keeps the case, else with those that it needs.

    What stands for a lost one is in braces as a whole, being in a sentence's case already.
    """
    kept = paper.extra.get("title", "")
    if options.protect == "auto" and kept and protection.without_braces(kept) == title:
        return protection.write_kept(kept, ascii_only=options.ascii)
    is_lost = not encode.clean(paper.title or "")
    return encode.title(
        title, "all" if is_lost and options.protect == "auto" else options.protect, ascii_only=options.ascii
    )


def _with_extra(fields: dict[str, str], paper: "Paper", options: "Options") -> list[str]:
    """Put the fields of `extra` among the others, in the place of one of that name; return all names in order."""
    named = {name.lower(): name for name in ORDER}
    for name, text in paper.extra.items():
        if name in WRITTEN_BY:
            continue
        if is_verbatim(name, text) and is_balanced(text, "{}"):
            value = f"\\url{{{encode.clean(text)}}}" if name in TYPESET else encode.clean(text)
        else:
            shown = text.replace("–", "--") if name == "pages" else text
            value = encode.escape(shown, ascii_only=options.ascii)
        fields[named.get(name, name)] = f"{{{value}}}"
    return [name for name in ORDER if name in fields] + [name for name in fields if name not in ORDER]


def address(url: str) -> str:
    """Return an address as it is put into its field, where nothing is escaped: what would end the field is encoded."""
    return quote(encode.clean(url), safe=" !#$%&'*(),+/:;=?@[]~^_|-.") if url and not url.isalnum() else url


def _kind(paper: "Paper", when: str | None, dialect: Dialect, arxiv_id: str, *, in_words: bool) -> str:
    """Choose the entry's type: the one that says most, of which no required field is missing."""
    if paper.authors and when:
        if paper.type == "conference" and paper.venue:
            return "inproceedings"
        if paper.type == "journal" and (paper.journal_ref or paper.venue):
            return "article"
        if paper.type == "preprint" and in_words:
            return "article"
    return dialect.preprint if paper.type == "preprint" and arxiv_id else "misc"


# ---- Fields ----------------------------------------------------------------------------------------------------------


def author_field(paper: "Paper", options: "Options") -> str:
    """Return the names as BibTeX wants them, `and others` last if some are left out."""
    shown, omitted = _reference.authors(paper, options)
    return name_list(shown, options) + (" and others" if shown and omitted else "")


def name_list(people: Iterable[names.Name], options: "Options") -> str:
    """Return names as a list of BibTeX's."""
    return " and ".join(person(name, options.ascii) for name in people)


def person(name: names.Name, ascii_only: bool = False) -> str:
    """Return one name as `particle Family, Suffix, Given`, or in braces what is no person's name."""
    if name.literal:
        return "{" + encode.name(name.literal, ascii_only=ascii_only) + "}"
    parts = (name.family_with_particle, name.suffix, name.given)
    tex = encode.name(", ".join(filter(None, parts)), ascii_only=ascii_only)
    return AND.sub("{\\g<0>}", tex)


def safe_key(key: str) -> str:
    """Return the key without the characters that would end it."""
    return clean_key(key) or "paper"
