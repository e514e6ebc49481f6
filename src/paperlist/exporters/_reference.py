"""A paper as a reference names it: headline, date, authors, remarks. For outputs that are references and not data."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from paperlist import arxiv, names
from paperlist.tex.encode import clean
from paperlist.works import ARCHIVE_FIELDS, SAID_ELSEWHERE, WITH_BOOKTITLE, printed_venue

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?![\d.:/-])")  # "NeurIPS 2021"
YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:19|20)\d\d)\)")  # "Phys. Rev. D 76, 2013 (2007)"

# What an identifier must be to stand in its own field, where clients make a link of it: no `javascript:…`, no `../…`.
ARXIV_ID = re.compile(arxiv.ID)
DOI = re.compile(arxiv.WHOLE_DOI)

STANDIN_WORDS: Final = 6
"""How many of the excerpt's words stand for a title that is lost."""
LATEST_PUBLICATION: Final = 10
"""How many years after a preprint its publication may come before a number is not taken for its year."""

NOT_SAID: Final = {"other_dois": (), "authors_omitted": 0}
"""What says nothing in a field where it is not None."""


def headline(paper: "Paper") -> str:
    """Return the title, else the first words of the excerpt or abstract in brackets: `[We show that large models …]`.

    They begin with a capital, as a title does.
    """
    if title := clean(paper.title or ""):
        return title
    text = clean(paper.excerpt or paper.abstract or "").lstrip("… ")
    words = text.split(" ")
    shown = " ".join(words[:STANDIN_WORDS]).rstrip(" .,;:…")
    shown = shown[:1].upper() + shown[1:] if len(shown[:1].upper()) == 1 else shown
    if not shown:
        return "[Untitled]"
    return f"[{shown} …]" if len(words) > STANDIN_WORDS or text.endswith("…") else f"[{shown}]"


def published(paper: "Paper", options: "Options") -> str | None:
    """Return the date the reference bears: the version's that was asked for, or the year that venue or journal state.

    A year is taken from there only if there is one alone, and one that can be: not long before or after the paper's.
    """
    date: str | None = paper.updated if options.date == "latest" and paper.updated else paper.date
    where = {"conference": paper.venue, "journal": paper.journal_ref or paper.venue}.get(paper.type)
    if not where or paper.entry_type:  # a library's entry says itself when it appeared
        return date
    years = set(YEAR_IN_BRACKETS.findall(where)) or set(YEAR.findall(where))
    if len(years) != 1:
        return date
    year: str = years.pop()
    if date is None:
        return year
    plausible = -1 <= int(year) - int(date[:4]) <= LATEST_PUBLICATION
    return year if plausible and year != date[:4] else date


def container(paper: "Paper") -> tuple[str | None, list[str]]:
    """Return the journal or venue in which a work appeared, and remarks for what else says where."""
    in_journal = paper.journal or (paper.type == "journal" and paper.journal_ref)
    if in_journal and not (paper.venue and paper.entry_type in WITH_BOOKTITLE):
        return paper.journal or paper.journal_ref, [f"Venue: {paper.venue}"] if paper.venue else []
    label, said = ("Journal", paper.journal) if paper.journal else ("Journal reference", paper.journal_ref)
    return printed_venue(paper.venue or ""), [f"{label}: {said}"] if said else []


def stated_year(paper: "Paper") -> str:
    """Return what a library's entry says in the place of a year: `in press`."""
    return clean(paper.extra.get("year", "")) if paper.date is None else ""


def left_out(paper: "Paper", placed: Container[str]) -> Iterator[str]:
    """Yield the names of the paper's fields that a reference has no place for.

    Those of `extra` that it has one for are `placed`. Other keys are left out, and an institution beside a publisher.
    """
    for name in paper.extra:
        if name in ARCHIVE_FIELDS:
            is_said = bool(paper.arxiv_id)
        elif name == "year":
            is_said = bool(stated_year(paper))
        else:
            is_said = name in placed or name in SAID_ELSEWHERE or name in names.LIST_FIELDS
        if not is_said:
            yield name
    if paper.keys:
        yield "keys"
    if paper.publisher and paper.institution:
        yield "institution"


def shown_authors(paper: "Paper", options: "Options") -> tuple[list[str], int]:
    """Return the authors to be written, and how many are left out, by the listing or by the option."""
    authors = [name for name in map(clean, paper.authors) if name]
    shown = authors if options.max_authors is None else authors[: options.max_authors]
    return shown, len(authors) - len(shown) + paper.authors_omitted


def authors(paper: "Paper", options: "Options") -> tuple[list[names.Name], int]:
    """Return the names of the authors to be written by their parts, and how many are left out."""
    shown, omitted = shown_authors(paper, options)
    return people(paper, shown), omitted


def people(paper: "Paper", displays: Iterable[str]) -> list[names.Name]:
    """Return the names of authors or editors by their parts, as the paper's own entries cut them."""
    known = names.cut_by_entries(paper)
    return [names.split(name, known) for name in map(clean, displays) if name]


def remarks(paper: "Paper", options: "Options", when: str | None, *, without: Container[str] = ()) -> Iterator[str]:
    """Yield `Label: value` for what is said and has no field of its own, but for the labels in `without`."""
    said = vars(paper)
    for label, field in arxiv.ANNOTATIONS.items():
        value = said.get(field)
        if value is None or value == when or value == NOT_SAID.get(field) or label in without:
            continue
        if field == "excerpt" and not options.abstract:
            continue
        if field == "date" and value in (paper.submitted, paper.updated, paper.announced):
            continue
        yield f"{label}: {', '.join(value) if isinstance(value, tuple) else value}"
    if paper.venue and paper.venue != printed_venue(paper.venue) and "Venue" not in without:
        yield f"Venue: {paper.venue}"


def identifiers(paper: "Paper", doi_form: re.Pattern[str] = DOI) -> tuple[str, str, set[str]]:
    """Return arXiv id and DOI that have the form of one, and their labels; what has not ("") is one of the remarks."""
    arxiv_id = paper.arxiv_id if paper.arxiv_id and ARXIV_ID.fullmatch(paper.arxiv_id) else ""
    doi = paper.doi if paper.doi and doi_form.fullmatch(paper.doi) else ""
    return arxiv_id, doi, {label for label, value in (("arXiv id", arxiv_id), ("DOI", doi)) if value}


def number(paper: "Paper", arxiv_id: str) -> str:
    """Return the number by which a report or preprint is known (""): of other works the field says something else."""
    if paper.type == "report" and paper.report_number:
        return clean(paper.report_number)
    return f"arXiv:{arxiv_id}" if arxiv_id and paper.type in ("preprint", "report") else ""


def publisher(paper: "Paper") -> str:
    """Return who published a work (""): of a preprint arXiv."""
    return paper.publisher or paper.institution or ("arXiv" if paper.type == "preprint" else "")


def notes(paper: "Paper", options: "Options", omitted: int) -> Iterator[str | None]:
    """Yield what a tagged reference says in notes: one remark each, `omitted` authors with them."""
    arxiv_id, _, placed = identifiers(paper)
    if arxiv_id and arxiv_id not in number(paper, arxiv_id):
        yield f"arXiv:{arxiv_id}"
    yield paper.comments
    yield from container(paper)[1]
    if paper.withdrawn:
        yield "Withdrawn"
    if omitted:
        yield f"Authors not listed: {omitted}"
    own = {"Authors not listed", *placed, *(["Report number"] if paper.type == "report" else [])}
    yield from remarks(paper, options, published(paper, options), without=own)


def address(paper: "Paper", arxiv_id: str) -> str:
    """Return the address that an entry gave, else that of the paper's page on arXiv, if its id is known ("")."""
    return clean(paper.url or "") or (arxiv_id and abstract_page(arxiv_id))


def abstract_page(arxiv_id: str) -> str:
    """Return the address of a paper's page on arXiv."""
    return "https://arxiv.org/abs/" + quote(arxiv_id, safe="/.-")
