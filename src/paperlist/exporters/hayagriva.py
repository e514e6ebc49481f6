r"""Hayagriva: typst's YAML, one entry a paper under its key, UTF-8.

record                     entry
type, entry_type           type, as `TYPES` says; without an entry in it `misc`
title                      title, verbatim: no style changes its letters; formulas in Unicode (`$\alpha^2$` is α²)
authors, editors           author, editor: name, given-name, prefix, suffix; a group is a name alone; `others` comes
last where some are left out
date                       date, in the precision known; see `_reference.published`
journal, journal_ref       parent, a periodical with title, volume and issue
venue                      parent, proceedings (of a chapter: an anthology) with a title
arXiv's preprint           parent, a repository with the title `arXiv`
pages                      page-range
arxiv_id, doi, isbn, issn  serial-number, each by its name; report_number of a report is serial
url                        url; without one arXiv's page
publisher, institution     publisher; organization
edition, language          the same
abstract, comments         abstract, note
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from paperlist import names
from paperlist.exporters import _reference
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from paperlist.tex.unicode import formula
from paperlist.works import printed_venue

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "Hayagriva, YAML for typst"
EXTENSIONS = ("yaml", "yml")
ALIASES = ("typst",)

TYPES: Final = {
    "article": "article",
    "inproceedings": "article",
    "conference": "article",
    "proceedings": "proceedings",
    "book": "book",
    "mvbook": "book",
    "collection": "anthology",
    "incollection": "chapter",
    "inbook": "chapter",
    "inreference": "entry",
    "reference": "reference",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "web",
    "electronic": "web",
    "unpublished": "manuscript",
    "patent": "patent",
    "dataset": "repository",
    "software": "repository",
    "video": "video",
    "audio": "audio",
    "artwork": "artwork",
    "preprint": "article",
    "journal": "article",
}
"""Types of entries by what a library or a listing calls the work."""
SPECIAL = re.compile(r"[\\{}$]")  # "{", "$"
CHAPTERS: Final = frozenset({"chapter", "entry"})


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one entry a paper."""
    import yaml

    nothing = True
    for paper in papers:
        nothing = False
        entry = {clean(paper.key): entry_of(paper, options)}
        yield yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=float("inf"))
    if nothing:
        yield "{}\n"


def entry_of(paper: "Paper", options: "Options") -> dict[str, Any]:
    """Return a paper as an entry, without what is not known."""
    shown, omitted = _reference.authors(paper, options)
    arxiv_id, doi, _ = _reference.identifiers(paper)
    kind = TYPES.get(paper.entry_type or paper.type, "misc")
    if paper.entry_type is None and paper.type == "conference":
        kind = "article"
    serial = {"doi": doi, "arxiv": arxiv_id, "isbn": clean(paper.isbn or ""), "issn": clean(paper.issn or "")}
    if paper.type == "report":
        serial["serial"] = clean(paper.report_number or "")
    entry = {
        "type": kind,
        "title": verbatim(_reference.headline(paper)),
        "author": [person(name) for name in shown] + ([{"name": "others"}] if omitted else []),
        "editor": [person(name) for name in _reference.people(paper, paper.editors)],
        "date": _reference.published(paper, options),
        "parent": parent(paper, kind),
        "page-range": clean((paper.pages or "").replace("–", "-")),
        "serial-number": {name: value for name, value in serial.items() if value},
        "url": _reference.address(paper, arxiv_id),
        "publisher": escape(paper.publisher or ""),
        "organization": escape(paper.institution or ""),
        "abstract": escape(plain(paper.abstract or "")) if options.abstract else "",
        "note": escape("; ".join(filter(None, [paper.comments, "Withdrawn" if paper.withdrawn else None]))),
    }
    return {name: value for name, value in entry.items() if value}


def parent(paper: "Paper", kind: str) -> dict[str, Any] | None:
    """Return what a paper appeared in."""
    journal = paper.journal or (paper.journal_ref or paper.venue if paper.type == "journal" else None)
    if journal:
        said = {"type": "periodical", "title": verbatim(journal), "volume": paper.volume, "issue": paper.number}
        return {name: clean(value) if isinstance(value, str) else value for name, value in said.items() if value}
    if paper.venue:
        title = verbatim(printed_venue(paper.venue))
        return {"type": "anthology" if kind in CHAPTERS else "proceedings", "title": title}
    if paper.type == "preprint":
        return {"type": "repository", "title": verbatim("arXiv")}
    return None


def verbatim(text: str) -> dict[str, Any]:
    """Return a title of which no style changes a letter."""
    return {"value": escape(plain(text)), "verbatim": True}


def escape(text: str) -> str:
    """Return a text in one line as typst prints it: braces would keep capitals there, dollars hold a formula."""
    return SPECIAL.sub(r"\\\g<0>", clean(text))


def person(name: names.Name) -> dict[str, str]:
    """Return one author's name by its parts."""
    parts = {
        "name": name.family or name.literal,
        "given-name": name.given,
        "prefix": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def plain(text: str) -> str:
    """Return a text in one line without TeX: formulas in Unicode, styles without their marks."""
    out = [formula(value) if kind is Kind.MATH else value for kind, value in pieces(clean(text)) if shows(kind)]
    return "".join(out)


def shows(kind: Kind) -> bool:
    """Whether a piece of text is printed."""
    return kind not in (Kind.OPEN, Kind.CLOSE)
