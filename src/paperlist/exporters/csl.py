"""CSL-JSON: one array of items, valid against the schema of CSL 1.0.2.

    record                     item
    key                        id
    entry_type                 type, as `works` says
    type                       without it preprint `article`, conference `paper-conference`, journal `article-journal`,
                               report `report`, other `document`
    title                      title, TeX's styles as `<i>`, `<sup>`, …; without one the excerpt's first words
    authors                    author: family, given, suffix; literal for what is no person. Particles in small letters
                               begin the family name, where all that read CSL find them: citation processors take
                               them apart again, and Zotero knows no others. `others` comes last where some are left
                               out, which pandoc prints as "et al."
    date                       issued, as `date-parts`; see `_reference.published`
    submitted                  submitted
    abstract                   abstract, with its paragraphs
    arxiv_id                   number `arXiv:…` of a preprint or report, and URL; `publisher` is arXiv for a preprint.
                               So Zotero makes it a preprint with its archive id. In other items, of which number
                               says something else, it is a line `arXiv: …` of note
    categories, tasks          keyword
    doi                        DOI; what has not the form of an id or DOI goes into note
    venue, journal_ref         container-title; `journal` comes first, the other one is a line of the note
    editors                    editor
    volume, number, pages      volume, issue, page
    publisher, institution     publisher
    series, edition, chapter   collection-title, edition, chapter-number
    isbn, issn, url, language  ISBN, ISSN, URL, language
    extra                      what `works` has variables for, and CSL's variables by their names; `entrysubtype` is the
                               type where it is one; a year in words (`in press`) is `issued`; all else is left out
    keys                       left out
    report_number              number of a report
    withdrawn                  status
    comments, numbers          note, a line each: a report number, what has not the form of an id or DOI, `Label: value`
    all else                   custom, which no style prints and no importer makes a note of: `"Updated": "2024-01-17"`

Text is else as listed: CSL has no escapes. Control characters are left out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from paperlist import names
from paperlist.exporters import _reference, json_array
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from paperlist.works import (
    BY_NAME,
    CSL_DATES,
    CSL_EXTRA,
    CSL_NAMES,
    CSL_OWN,
    CSL_VARIABLES,
    SUBTYPES,
)

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "CSL-JSON, for pandoc, Zotero and citation styles"
EXTENSIONS = ("csl", "csljson")
ALIASES = ("csl-json",)

ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

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
    """Return the paper as a CSL item, without what is not known."""
    when = _reference.published(paper, options)
    shown, omitted = _reference.authors(paper, options)
    arxiv_id, doi, placed = _reference.identifiers(paper)
    where, elsewhere = _reference.container(paper)
    number = _reference.number(paper, arxiv_id)
    remarks = _reference.remarks(paper, options, when, without=WITH_OWN_PLACE | placed)
    said = dict(remark.split(": ", 1) for remark in remarks)
    if paper.type == "report":
        said.pop("Report number", None)
    if omitted:
        said["Authors not listed"] = str(omitted)
    notes = [
        f"arXiv: {arxiv_id}" if arxiv_id and arxiv_id not in number else None,
        paper.comments,
        *elsewhere,
        *(f"{label}: {said.pop(label)}" for label in IN_NOTE if label in said),
    ]
    fields = {
        "id": clean(paper.key),
        "type": item_type(paper),
        "title": marked_up(_reference.headline(paper)),
        "author": [_name(name) for name in shown] + ([OTHERS] if omitted else []),
        "issued": _date(when) or _in_words(_reference.stated_year(paper)),
        "submitted": _date(paper.submitted),
        "container-title": clean(where or ""),
        "publisher": clean(_reference.publisher(paper)),
        "number": number,
        **_published(paper),
        "DOI": clean(doi),
        "URL": _reference.address(paper, arxiv_id),
        "keyword": clean(", ".join(paper.categories + paper.tasks)),
        "status": "withdrawn" if paper.withdrawn else "",
        "abstract": _paragraphs(paper.abstract or "") if options.abstract else "",
        "note": "\n".join([clean(note) for note in notes if note]),
        "custom": {label: clean(text) for label, text in said.items()},
    }
    return {name: value for name, value in fields.items() if value or name == "id"}


OTHERS: Final = {"literal": "others"}
WITH_OWN_PLACE: Final = frozenset({"Submitted", "Authors not listed"})
IN_NOTE: Final = ("Report number", "arXiv id", "DOI")
"""What a reader of the item may look for; all else that has no variable is our bookkeeping."""


PLACED: Final = frozenset([*CSL_EXTRA, *CSL_DATES, *CSL_NAMES, *CSL_OWN, "entrysubtype"])


def left_out(paper: "Paper") -> Iterator[str]:
    """Yield the names of the paper's fields that an item has no place for."""
    return _reference.left_out(paper, PLACED)


def item_type(paper: "Paper") -> str:
    """Return the type of a paper's item."""
    if (subtype := paper.extra.get("entrysubtype", "")) in SUBTYPES:
        return subtype
    known = BY_NAME.get(paper.entry_type or "")
    return known.csl if known and paper.type != "preprint" else TYPES[paper.type]


def _published(paper: "Paper") -> dict[str, Any]:
    """Return the variables of a published work."""
    said: dict[str, Any] = {CSL_EXTRA[name]: clean(text) for name, text in paper.extra.items() if name in CSL_EXTRA}
    said |= {variable: clean(text) for name, variable in CSL_VARIABLES.items() if (text := getattr(paper, name))}
    said |= {name: clean(text) for name, text in paper.extra.items() if name in CSL_OWN}
    for name, variable in CSL_DATES.items():
        if text := clean(paper.extra.get(name, "")):
            said[variable] = _date(text) if ISO_DATE.fullmatch(text) else {"literal": text}
    for name, variable in CSL_NAMES.items():
        if text := clean(paper.extra.get(name, "")):
            said[variable] = [_name(person) for person in names.read_list(text)]
    if paper.pages:
        said["page"] = clean(paper.pages.replace("–", "-"))
    if paper.editors:
        said["editor"] = [_name(name) for name in _reference.people(paper, paper.editors)]
    return said


def _name(name: names.Name) -> dict[str, str]:
    """Return a name by its parts."""
    parts = {
        "family": name.family_with_particle,
        "given": name.given,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: text for part, text in parts.items() if text}


def _date(date: str | None) -> dict[str, list[list[int]]] | None:
    """Return `2024-01-10` as `{"date-parts": [[2024, 1, 10]]}`."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def _in_words(text: str) -> dict[str, str] | None:
    """Return `in press` as a date."""
    return {"literal": text} if text else None


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
