"""RIS: one tag a line, `TY  - RPRT` first and `ER  - ` last, CRLF as the format's description wants it, UTF-8.

    record                     tag
    entry_type                 TY, as `works` says
    type                       without it preprint and report RPRT, conference CPAPER, journal JOUR, other GEN
    key                        ID
    title                      TI; without one the excerpt's first words in brackets
    authors                    AU, one a person: `Family, Given, Suffix`; a group's name as it is; `others` where some
                               are left out
    date                       PY the year, DA `2024/01/10/` in the precision known; see `_reference.published`
    venue, journal_ref         T2; `journal` comes first, the other one is a remark
    editors                    A2, one a person
    volume, number, pages      VL, IS, SP and EP
    publisher, institution     PB
    series, edition, chapter   T3, ET, SE
    isbn, issn, language       SN, LA
    extra                      what `works` has tags for, and RIS's tags (`c1`, `u1`) by their names; a year in words
                               (`in press`) is in DA; all else is left out
    keys                       left out
    arxiv_id                   UR; SN `arXiv:…` of a preprint, else N1, as SN of other works is an ISBN or ISSN; PB is
                               arXiv for a preprint
    report_number              SN of a report
    doi                        DO; what has not the form of an id or DOI is a remark, N1
    categories, tasks          KW, one a line
    abstract                   AB, in one line
    comments, and all else     N1, one a line: `Label: value`

There is no type for a preprint: a report keeps number and publisher in the clients that were run, and says nothing
untrue; `UNPB` becomes a journal article in Zotero.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from paperlist import names
from paperlist.exporters import _reference, join
from paperlist.tex.encode import clean
from paperlist.works import BY_NAME, RIS_EXTRA, RIS_OWN, RIS_SUBTYPES, RIS_TAGS

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "RIS, for EndNote, Zotero and other reference managers"
EXTENSIONS = ("ris",)

TYPES: Final = {"preprint": "RPRT", "conference": "CPAPER", "journal": "JOUR", "report": "RPRT", "other": "GEN"}
RANGE: Final = re.compile(r"\A([A-Za-z]?[0-9]+)-(?=[A-Za-z]?[0-9]+\Z)")  # "1-9", as many libraries have it
LINE_END: Final = "\r\n"
SEPARATOR: Final = LINE_END


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one reference a paper, with a blank line between them."""
    return join((format_entry(paper, options) for paper in papers), SEPARATOR)


def format_entry(paper: "Paper", options: "Options") -> str:
    """Return the reference of one paper."""
    lines = [f"{tag}  - {clean(value)}".rstrip() for tag, value in _tags(paper, options) if value and clean(value)]
    return LINE_END.join([*lines, "ER  - ", ""])


def _tags(paper: "Paper", options: "Options") -> Iterator[tuple[str, str | None]]:
    """Yield the tags and values of one reference, in order."""
    when = _reference.published(paper, options)
    shown, omitted = _reference.authors(paper, options)
    arxiv_id, doi, _ = _reference.identifiers(paper)
    where, _ = _reference.container(paper)
    number = _reference.number(paper, arxiv_id)
    yield "TY", reference_type(paper)
    yield "ID", paper.key
    yield "TI", _reference.headline(paper)
    for name in shown:
        yield "AU", listed(name)
    yield "AU", "others" if omitted else None
    if when:
        yield "PY", when[:4]
        yield "DA", "/".join([*when.split("-"), "", ""][:3]) + "/"
    elif words := _reference.stated_year(paper):
        yield "DA", f"///{words}"
    yield "T2", where
    for name in _reference.people(paper, paper.editors):
        yield "A2", listed(name)
    yield from _published(paper)
    yield "SN", number
    yield "PB", _reference.publisher(paper)
    yield "DO", doi
    yield "UR", _reference.address(paper, arxiv_id)
    for keyword in paper.categories + paper.tasks:
        yield "KW", keyword
    yield "AB", paper.abstract if options.abstract else None
    for note in _reference.notes(paper, options, omitted):
        yield "N1", note


def left_out(paper: "Paper") -> Iterator[str]:
    """Yield the names of the paper's fields that a reference has no place for."""
    placed = ["entrysubtype"] if paper.extra.get("entrysubtype") in RIS_SUBTYPES else []
    return _reference.left_out(paper, {*RIS_EXTRA, *RIS_OWN, *placed})


def reference_type(paper: "Paper") -> str:
    """Return the type of a paper's reference."""
    if subtype := RIS_SUBTYPES.get(paper.extra.get("entrysubtype", "")):
        return subtype
    known = BY_NAME.get(paper.entry_type or "")
    return known.ris if known and paper.type != "preprint" else TYPES[paper.type]


def _published(paper: "Paper") -> Iterator[tuple[str, str]]:
    """Yield the tags of a published work."""
    for name, tag in RIS_TAGS.items():
        if text := getattr(paper, name):
            yield tag, text
    if paper.pages:
        first, _, last = RANGE.sub(r"\1–", paper.pages).partition("–")
        yield "SP", first
        yield "EP", last
    for name, tag in (RIS_EXTRA | RIS_OWN).items():
        said = paper.extra.get(name, "")
        if name == "translator":
            yield from ((tag, listed(person)) for person in names.read_list(said))
        else:
            yield tag, said.replace("-", "/") if name == "urldate" else said


def listed(name: names.Name) -> str:
    """Return a name as RIS has it: `van Beethoven, Ludwig`. A comma ends a group's name that could be a person's."""
    if name.literal and names.split(name.literal) != name:
        return f"{name.literal},"
    return name.literal or ", ".join(filter(None, (name.family_with_particle, name.given, name.suffix)))
