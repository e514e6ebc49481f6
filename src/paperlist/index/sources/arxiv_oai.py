"""arXiv's answers by OAI-PMH, for weekly updates: the formats `arXiv`, `arXivRaw` and `oai_dc`.

arXiv      author (keyname, forenames, suffix), created, updated: days
arXivRaw   authors in one line, version (date)
oai_dc     creator "Luger, Rodrigo", date of each version, a second description that begins "Comment:"
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.arxiv import is_withdrawn
from paperlist.fields import read_day
from paperlist.index.sources import ARXIV_ID, Event, Fault, as_event, dois_of, paragraphs, squeezed
from paperlist.index.sources._elements import Element, elements, name_of, text_of, texts
from paperlist.paper import PaperType

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "arxiv-oai"
DESCRIPTION = "arXiv's answers by OAI-PMH (arXiv, arXivRaw, oai_dc), XML"
LICENCE = "CC0 1.0"

AND = re.compile(r",? and |, ")
AFFILIATION = re.compile(r"\s*\([^()]*\)")


def recognise(head: str, file: str) -> bool:
    """Whether the text is an answer by OAI-PMH, or a record of one."""
    return "<OAI-PMH" in head or "oai:arXiv.org:" in head


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the answers; what is deleted is none."""
    for element in elements(chunks, "record", "OAI-PMH"):
        if isinstance(element, Fault):
            yield element
        elif text_of(element.xml, "metadata") is not None:
            yield read_record(element)


def read_record(element: Element) -> Event:
    """Return the paper of a record."""
    xml = element.xml
    named = text_of(xml, "id") or (text_of(xml, "identifier") or "").removeprefix("oai:arXiv.org:")
    if not ARXIV_ID.fullmatch(named.strip()):
        return Fault(element.first_line, element.last_line, f"not an arXiv id: {named[:40]}")
    descriptions = texts(xml, "description")
    remark = next((text for text in descriptions if text.startswith("Comment:")), "").removeprefix("Comment:")
    comments = squeezed(text_of(xml, "comments") or remark)
    abstract = paragraphs(text_of(xml, "abstract") or next(iter(descriptions), None))
    days = read_days(xml)
    dois = dois_of(text_of(xml, "doi"), *(text for text in texts(xml, "identifier") if "doi:" in text))
    journal = squeezed(text_of(xml, "journal-ref"))
    values = {
        "title": squeezed(text_of(xml, "title")),
        "authors": tuple(read_authors(xml)),
        "submitted": days[0] if days else None,
        "updated": days[-1] if len(days) > 1 else None,
        "abstract": abstract,
        "arxiv_id": named.strip(),
        "categories": tuple((text_of(xml, "categories") or "").split()),
        "doi": dois[0] if dois else None,
        "other_dois": dois[1:],
        "comments": comments,
        "journal_ref": journal,
        "report_number": squeezed(text_of(xml, "report-no")),
        "msc_class": squeezed(text_of(xml, "msc-class")),
        "acm_class": squeezed(text_of(xml, "acm-class")),
        "withdrawn": is_withdrawn(comments, abstract),
    }
    type_ = PaperType.JOURNAL if journal else PaperType.PREPRINT
    return as_event(values, element.first_line, element.last_line, type_)


def read_days(xml: "_Element") -> list[str]:
    """Return the days of the first and the last version."""
    created, updated = texts(xml, "created"), texts(xml, "updated")
    if created or updated:
        return [text.strip()[:10] for text in created[:1] + updated[:1]]
    raw = [read_day(" ".join(text.split()[1:4])) for text in texts(xml, "version")]
    return [day for day in raw if day] or sorted({text.strip()[:10] for text in texts(xml, "date")})


def read_authors(xml: "_Element") -> Iterator[str]:
    """Yield the display names of the authors."""
    for author in xml.iter():
        kind = name_of(author)
        if kind == "author":
            parts = (text_of(author, part) or "" for part in ("forenames", "keyname", "suffix"))
            yield " ".join(" ".join(parts).split())
        elif kind == "creator":
            family, _, given = (author.text or "").partition(",")
            yield " ".join(f"{given} {family}".split())
        elif kind == "authors" and not len(author):
            yield from filter(None, map(squeezed, AND.split(AFFILIATION.sub("", author.text or ""))))
