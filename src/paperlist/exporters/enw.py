"""EndNote's tagged import (`.enw`, refer): one tag a line, `%0 Type` first, a blank line between references, UTF-8.

record                     tag
entry_type, type           %0, EndNote's name of what RIS calls it; a preprint is a Report, as in `ris`
key                        %F
title                      %T; without one the excerpt's first words in brackets
authors, editors           %A, %E, one a person: `Family, Given, Suffix`; a group's name, and `others` where some are
left out, with the comma by which EndNote knows that it is one name
date                       %D the year, %8 the date in the precision known; see `_reference.published`
journal, venue             %J of a journal article, else %B
volume, number, pages      %V, %N, %P
publisher, institution     %I; arXiv for a preprint
series, edition, isbn      %S, %7, %@ (issn too)
arxiv_id, report_number    %M of preprints and reports, as `_reference.number` has it; %U
doi, url                   %R, %U
categories, tasks          %K, one a line
abstract                   %X, in one line
language                   %G
comments, and all else     %Z, one a line
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from paperlist import names
from paperlist.exporters import _reference, join
from paperlist.exporters.ris import reference_type
from paperlist.tex.encode import clean
from paperlist.works import ENDNOTE_TYPES

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "EndNote's tagged format"
EXTENSIONS = ("enw",)
ALIASES = ("endnote", "refer")

FIELDS: Final = {
    "volume": "%V",
    "number": "%N",
    "pages": "%P",
    "series": "%S",
    "edition": "%7",
    "isbn": "%@",
    "issn": "%@",
    "language": "%G",
}


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one reference a paper, with a blank line between them."""
    return join((format_entry(paper, options) for paper in papers), "\n")


def format_entry(paper: "Paper", options: "Options") -> str:
    """Return the reference of one paper."""
    return "".join([f"{tag} {text}\n" for tag, value in _tags(paper, options) if value and (text := clean(value))])


def _tags(paper: "Paper", options: "Options") -> Iterator[tuple[str, str | None]]:
    """Yield the tags and values of one reference, in order."""
    when = _reference.published(paper, options)
    shown, omitted = _reference.authors(paper, options)
    arxiv_id, doi, _ = _reference.identifiers(paper)
    number = _reference.number(paper, arxiv_id)
    kind = ENDNOTE_TYPES.get(reference_type(paper), "Generic")
    where, _ = _reference.container(paper)
    yield "%0", kind
    for name in shown:
        yield "%A", _name(name)
    yield "%A", "others," if omitted else None
    for name in _reference.people(paper, paper.editors):
        yield "%E", _name(name)
    yield "%T", _reference.headline(paper)
    yield "%J" if kind == "Journal Article" else "%B", where
    for field, tag in FIELDS.items():
        yield tag, getattr(paper, field)
    yield "%D", when and when[:4]
    yield "%8", when if when and len(when) > len("2024") else None
    yield "%I", _reference.publisher(paper)
    yield "%M", number
    yield "%R", doi
    yield "%U", _reference.address(paper, arxiv_id)
    for keyword in paper.categories + paper.tasks:
        yield "%K", keyword
    yield "%X", paper.abstract if options.abstract else None
    yield "%F", paper.key
    for note in _reference.notes(paper, options, omitted):
        yield "%Z", note


def _name(name: names.Name) -> str:
    """Return one author's name as EndNote has it; a comma in a group's name is doubled."""
    if name.literal:
        return name.literal.replace(",", ",,") + ","
    return ", ".join(filter(None, (name.family_with_particle, name.given, name.suffix)))
