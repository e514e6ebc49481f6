"""COinS: a reference inside a page, as an OpenURL (Z39.88-2004) that Zotero's button finds and saves.

    record                         key
    type                           rft_val_fmt and rft.genre, or the Zotero item's name as rft.type, as `FORMATS` says
    title                          rft.atitle in a journal or a book, rft.btitle of a book or report, else rft.title
    journal, venue                 rft.jtitle, rft.btitle
    authors                        rft.au: `Family, Given`; a group ends in a comma, so that it is not cut into parts
    date                           rft.date, in the precision known; see `_reference.published`
    volume, number, pages          rft.volume, rft.issue, rft.pages
    publisher, institution         rft.publisher; of a preprint arXiv
    series, edition                rft.series, rft.edition
    isbn, issn, language           rft.isbn, rft.issn, rft.language
    doi, address                   rft_id: `info:doi/…`, `https://…`
    categories, tasks              rft.subject

Abstracts are left out: thousands of them would make a page slow to open that has them once already. Zotero reads a `+`
as a blank even where it is encoded, and knows no place for an arXiv id but the address.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote_plus

from paperlist import names
from paperlist.exporters import _reference
from paperlist.exporters.csl import item_type
from paperlist.exporters.hayagriva import plain
from paperlist.tex.encode import clean

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper


class Format(NamedTuple):
    """How a kind of work is said."""

    metadata: str
    """The last part of `rft_val_fmt`."""
    genre: tuple[str, str]
    title: str
    """The key of the title."""
    container: str | None = None
    """The key of what it appeared in."""


FORMATS: Final = {
    "article-journal": Format("journal", ("genre", "article"), "atitle", "jtitle"),
    "paper-conference": Format("book", ("genre", "proceeding"), "atitle", "btitle"),
    "chapter": Format("book", ("genre", "bookitem"), "atitle", "btitle"),
    "entry-encyclopedia": Format("book", ("genre", "bookitem"), "atitle", "btitle"),
    "book": Format("book", ("genre", "book"), "btitle"),
    "report": Format("book", ("genre", "report"), "btitle"),
    "thesis": Format("dissertation", ("genre", "dissertation"), "title"),
    "article": Format("dc", ("type", "preprint"), "title"),
    "webpage": Format("dc", ("type", "webpage"), "title"),
    "manuscript": Format("dc", ("type", "manuscript"), "title"),
    "dataset": Format("dc", ("type", "dataset"), "title"),
    "software": Format("dc", ("type", "computerProgram"), "title"),
}
"""Kinds of works by their type in CSL."""
OTHERS: Final = Format("dc", ("type", "document"), "title")


def context_object(paper: "Paper", options: "Options", address: str) -> str:
    """Return the reference as the title of a COinS has it, before anything is escaped for HTML."""
    return "&".join(
        [f"{key}={quote_plus(value, safe=':/,')}" for key, value in pairs(paper, options, address) if value]
    )


def pairs(paper: "Paper", options: "Options", address: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values; what is not known is empty. `address` is the page of the paper, if it has one."""
    form = FORMATS.get(item_type(paper), OTHERS)
    where = _reference.container(paper)[0]
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form.metadata}"
    yield f"rft.{form.genre[0]}", form.genre[1]
    yield f"rft.{form.title}", plain(_reference.headline(paper))
    if form.container:
        yield f"rft.{form.container}", clean(where or "")
    for name in _reference.authors(paper, options)[0]:
        yield "rft.au", person(name)
    yield "rft.date", _reference.published(paper, options) or ""
    for key, field in FIELDS.items():
        yield f"rft.{key}", clean(getattr(paper, field) or "")
    yield "rft.inst" if form.metadata == "dissertation" else "rft.publisher", clean(_reference.publisher(paper))
    for subject in (*paper.categories, *paper.tasks):
        yield "rft.subject", clean(subject)
    doi = _reference.identifiers(paper)[1]
    yield "rft_id", f"info:doi/{doi}" if doi else ""
    yield "rft_id", address


FIELDS: Final = {
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "series": "series",
    "edition": "edition",
    "isbn": "isbn",
    "issn": "issn",
    "language": "language",
}


def person(name: names.Name) -> str:
    """Return a name whose family name Zotero finds."""
    if name.literal:
        return f"{name.literal},"
    given = " ".join(filter(None, [name.given, name.suffix]))
    return f"{name.family_with_particle}, {given}"
