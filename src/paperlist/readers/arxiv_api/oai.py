"""arXiv's answers by OAI-PMH, in the forms `arXiv`, `arXivRaw` (and `arXivOld`) and `oai_dc`.

arXiv      author (keyname, forenames, suffix); created, updated: days in US Eastern time; no version
arXivRaw   authors in one line; version (@version, date): UTC
oai_dc     creator "Luger, Rodrigo"; date of the first and the last version; subject: names of classes, MSC classes;
           identifier: address, journal reference, "doi:…"; a second description that begins "Comment:"
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paperlist.arxiv import CLASSES
from paperlist.diagnostics import Code
from paperlist.listings.people import read_people
from paperlist.readers.arxiv_api.elements import attributes, name_of, text_of, texts
from paperlist.readers.arxiv_api.values import (
    NoRecordError,
    Values,
    display_name,
    read_classes,
    read_dates,
    read_dois,
    read_id,
    read_remarks,
    squeezed,
)
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENT = "Comment:"
MSC = re.compile(r"(?:Primary |Secondary )?\d\d(?:[A-Z]\d\d|-\d\d|[A-Z-]xx)\b.*")
NO_JOURNAL = re.compile(r"https?://|doi:", re.IGNORECASE)
ARCHIVES = {
    "Astrophysics": "astro-ph", "Computer Science": "cs", "Condensed Matter": "cond-mat", "Economics": "econ",
    "Electrical Engineering and Systems Science": "eess", "Mathematics": "math", "Nonlinear Sciences": "nlin",
    "Physics": "physics", "Quantitative Biology": "q-bio", "Quantitative Finance": "q-fin", "Statistics": "stat",
}  # fmt: skip


def read_record(xml: "_Element") -> Values:
    """Return what a record says.

    Raises:
        NoRecordError: it was deleted, or is of no paper.
    """
    if text_of(xml, "metadata") is None:
        raise NoRecordError("page text: a record that was deleted", Code.PAGE_TEXT)
    identifiers = texts(xml, "identifier")
    descriptions = texts(xml, "description")
    remarks = [text.removeprefix(COMMENT) for text in descriptions if text.startswith(COMMENT)]
    abstracts = [text for text in descriptions if not text.startswith(COMMENT)]
    subjects = texts(xml, "subject")
    journals = [text for text in identifiers[1:] if not NO_JOURNAL.match(text.strip())]
    values = {
        "title": squeezed(text_of(xml, "title")),
        "authors": list(filter(None, read_authors(xml))),
        **read_id(text_of(xml, "id") or next(iter(identifiers), None)),
        **read_versions(xml),
        "categories": read_classes((text_of(xml, "categories") or "").split() or list(map(class_named, subjects))),
        **read_dois(text_of(xml, "doi"), *(text for text in identifiers if "doi:" in text.lower())),
        "journal_ref": squeezed(text_of(xml, "journal-ref") or next(iter(journals), None)),
        "report_number": squeezed(text_of(xml, "report-no")),
        "msc_class": squeezed(text_of(xml, "msc-class") or next(filter(MSC.fullmatch, subjects), None)),
        "acm_class": squeezed(text_of(xml, "acm-class")),
    }
    comments = text_of(xml, "comments") or next(iter(remarks), None)
    return read_remarks(values, comments, text_of(xml, "abstract") or next(iter(abstracts), None))


def read_versions(xml: "_Element") -> Values:
    """Return the dates of the first and the last version, and the last version's number where it is given."""
    numbers = [int(name[1:]) for name in attributes(xml, "version", "version") if name[1:].isdecimal()]
    if created := texts(xml, "created"):
        return read_dates([*created[:1], *texts(xml, "updated")[:1]])
    if not numbers:
        return read_dates([*sorted({text.strip() for text in texts(xml, "date")})])  # days, in any order
    return read_dates([*texts(xml, "date")]) | {"arxiv_version": numbers[-1]}


def read_authors(xml: "_Element") -> Iterator[str]:
    """Yield the display names of the authors."""
    for author in xml.iter():
        kind = name_of(author)
        if kind == "author":
            parts = (text_of(author, part) for part in ("forenames", "keyname", "suffix"))
            yield read_latex(display_name(*parts))
        elif kind == "creator":
            family, _, given = (author.text or "").partition(",")
            yield read_latex(display_name(given, family))
        elif kind == "authors" and not len(author):
            yield from read_people(author.text or "")[0]


def class_named(subject: str) -> str:
    """Return the class of a subject, "Mathematics - Combinatorics"; empty where it is none."""
    archive, _, name = subject.strip().partition(" - ")
    for short, known, alias_of in CLASSES:
        inside = known == name and short.startswith(f"{ARCHIVES.get(archive, '-')}.")
        if not alias_of and (inside or known == subject.strip()):
            return short
    return ""
