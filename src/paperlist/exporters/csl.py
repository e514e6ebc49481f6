"""CSL-JSON: one array of items, valid against the schema of CSL 1.0.2.

    record                     item
    key                        id
    entry_type                 type, as `works` says
    type                       without it preprint `article`, conference `paper-conference`, journal `article-journal`,
                               report `report`, other `document`
    title                      title, TeX's styles as `<i>`, `<sup>`, …; without one the excerpt's first words
    authors                    author: family, given, non-dropping-particle, suffix; literal for what is no person
    date                       issued, as `date-parts`; see `_reference.published`
    submitted                  submitted
    abstract                   abstract, with its paragraphs
    arxiv_id                   number `arXiv:…`, and URL; `publisher` is arXiv for a preprint. So Zotero makes it a
                               preprint with its archive id
    categories, tasks          keyword
    doi                        DOI; what has not the form of an id or DOI goes into note
    venue, journal_ref         container-title; `journal` comes first
    editors                    editor
    volume, number, pages      volume, issue, page
    publisher, institution     publisher
    series, edition, chapter   collection-title, edition, chapter-number
    isbn, issn, url, language  ISBN, ISSN, URL, language
    extra                      what `EXTRA` has; all else is left out
    report_number              number of a report
    withdrawn                  status
    comments, and all else     note, a line each: `Label: value`; `Authors not listed: 36` stands for "and others"

Text is else as listed: CSL has no escapes. Control characters are left out.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from paperlist import names
from paperlist.exporters import _reference, json_array
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from paperlist.works import BY_NAME, SAID_ELSEWHERE

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "CSL-JSON, for pandoc, Zotero and citation styles"
EXTENSIONS = ("csl", "csljson")

TYPES: Final = {
    "preprint": "article",
    "conference": "paper-conference",
    "journal": "article-journal",
    "report": "report",
    "other": "document",
}

# The styles of a title, as CSL's rich text has them.
TAGS: Final = {
    "emph": ("<i>", "</i>"),
    "textit": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"),
    "textsc": ('<span style="font-variant:small-caps;">', "</span>"),
    "texttt": ("", ""),
    "textsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
}


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one item a paper, indented by two blanks."""
    return json_array(json.dumps(item(paper, options), ensure_ascii=False, indent=2) for paper in papers)


def item(paper: "Paper", options: "Options") -> dict[str, Any]:
    """Give the paper as a CSL item, without what is not known."""
    when = _reference.published(paper, options)
    shown, omitted = _reference.shown_authors(paper, options)
    arxiv_id, doi, placed = _reference.identifiers(paper)
    preprint = paper.type == "preprint"
    in_journal = paper.type == "journal" and paper.journal_ref
    container = paper.journal or (paper.journal_ref if in_journal else paper.venue)
    journal_ref = None if in_journal or paper.journal else paper.journal_ref
    notes = [
        paper.comments,
        journal_ref,
        paper.venue if in_journal else None,
        f"Authors not listed: {omitted}" if omitted else None,
        *_reference.remarks(paper, options, when, without=WITH_OWN_PLACE | placed),
    ]
    fields = {
        "id": clean(paper.key),
        "type": item_type(paper),
        "title": marked_up(_reference.headline(paper)),
        "author": [_name(name) for name in shown],
        "issued": _date(when),
        "submitted": _date(paper.submitted),
        "container-title": clean(container or ""),
        "publisher": clean(paper.publisher or paper.institution or ("arXiv" if preprint else "")),
        "number": clean(paper.report_number or "") if paper.type == "report" else arxiv_id and f"arXiv:{arxiv_id}",
        **_published(paper),
        "DOI": clean(doi),
        "URL": clean(paper.url or "") or (arxiv_id and _reference.abstract_page(arxiv_id)),
        "keyword": clean(", ".join(paper.categories + paper.tasks)),
        "status": "withdrawn" if paper.withdrawn else "",
        "abstract": _paragraphs(paper.abstract or "") if options.abstract else "",
        "note": "\n".join([clean(note) for note in notes if note]),
    }
    return {name: value for name, value in fields.items() if value or name == "id"}


WITH_OWN_PLACE: Final = frozenset({"Submitted", "Authors not listed"})


VARIABLES: Final = {
    "volume": "volume",
    "number": "issue",
    "series": "collection-title",
    "edition": "edition",
    "chapter": "chapter-number",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
}
EXTRA: Final = {
    "address": "publisher-place",
    "location": "publisher-place",
    "langid": "language",
    "type": "genre",
    "version": "version",
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "eventtitle": "event-title",
    "pmid": "PMID",
    "pmcid": "PMCID",
}
"""The variables for what a library's entry has in other fields."""


def left_out(paper: "Paper") -> Iterator[str]:
    """Yield the names of the paper's fields that an item has no place for."""
    yield from (name for name in paper.extra if name not in EXTRA and name not in SAID_ELSEWHERE)


def item_type(paper: "Paper") -> str:
    """Return the type of a paper's item."""
    known = BY_NAME.get(paper.entry_type or "")
    return known.csl if known and paper.type != "preprint" else TYPES[paper.type]


def _published(paper: "Paper") -> dict[str, Any]:
    """Return the variables of a published work."""
    said: dict[str, Any] = {EXTRA[name]: clean(text) for name, text in paper.extra.items() if name in EXTRA}
    said |= {variable: clean(text) for name, variable in VARIABLES.items() if (text := getattr(paper, name))}
    if paper.pages:
        said["page"] = clean(paper.pages.replace("–", "-"))
    if paper.editors:
        said["editor"] = [_name(name) for name in map(clean, paper.editors) if name]
    return said


def _name(display: str) -> dict[str, str]:
    """Give one author's name by its parts."""
    name = names.split(display)
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: text for part, text in parts.items() if text}


def _date(date: str | None) -> dict[str, list[list[int]]] | None:
    """Give `2024-01-10` as `{"date-parts": [[2024, 1, 10]]}`."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def _paragraphs(text: str) -> str:
    """Clean a text whose paragraphs a blank line separates."""
    return "\n\n".join([clean(paragraph) for paragraph in text.split("\n\n")])


def marked_up(text: str) -> str:
    r"""Return a text in one line with the styles that it has in TeX as tags: `{\it Fermi}` is `<i>Fermi</i>`."""
    ends: list[str] = []
    out: list[str] = []
    for kind, value in pieces(text):
        if kind is Kind.OPEN:
            begin, end = TAGS[value]
            out.append(begin)
            ends.append(end)
        else:
            out.append(ends.pop() if kind is Kind.CLOSE else value)
    return "".join(out)
