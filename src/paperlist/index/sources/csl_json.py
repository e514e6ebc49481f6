"""CSL-JSON: an array of items, as Zotero, pandoc and Crossref's converters write it.

author            family, given, particles, suffix; or literal
issued            date-parts
container-title   the journal of an article, else the venue
number, URL       `arXiv:…` and addresses of arXiv are its id
"""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field

from paperlist.index.sources import Event, Fault, arxiv_id_of, as_event, venue_of
from paperlist.index.sources._objects import objects
from paperlist.paper import PaperType
from paperlist.readers.arxiv_api.values import paragraphs, read_dois, squeezed

FORMAT = "csl-json"
DESCRIPTION = "CSL-JSON, an array of items"
LICENCE = "as its owner says"

FIRST_ITEM = re.compile(
    r'\s*\[\s*\{[^{]*"(?:type|id)"\s*:\s*"(?:[\w./:-]*"[^{]*"type"\s*:\s*")?'
    r"(?:article|paper-conference|report|book|chapter|thesis|document|manuscript|webpage|dataset)"
)
TAGS = re.compile(r"</?(?:i|b|sub|sup|span)\b[^<>]*>")

TYPES = {
    "article-journal": PaperType.JOURNAL,
    "paper-conference": PaperType.CONFERENCE,
    "report": PaperType.REPORT,
}


class Name(BaseModel):
    """A name by its parts."""

    given: str = ""
    dropping: str = Field("", alias="dropping-particle")
    particle: str = Field("", alias="non-dropping-particle")
    family: str = ""
    suffix: str = ""
    literal: str = ""

    def display(self) -> str:
        """Return the name as it is read."""
        parts = (self.given, self.dropping, self.particle, self.family, self.suffix)
        return " ".join((self.literal or " ".join(parts)).split())


class Issued(BaseModel):
    """A date by its parts."""

    parts: list[list[int | str | None]] = Field([], alias="date-parts")

    def iso(self) -> str | None:
        """Return the date in ISO 8601, in the precision that it has."""
        numbers = [int(part) for part in (self.parts[0] if self.parts else []) if part]
        return "-".join(f"{number:0{2 if at else 4}}" for at, number in enumerate(numbers[:3])) or None


class Item(BaseModel):
    """An item, as far as it is read."""

    model_config = ConfigDict(coerce_numbers_to_str=True)
    type: str = ""
    title: str
    author: list[Name] = []
    issued: Issued | None = None
    abstract: str | None = None
    doi: str | None = Field(None, alias="DOI")
    url: str | None = Field(None, alias="URL")
    number: str | None = None
    container: str | None = Field(None, alias="container-title")


def recognise(head: str, file: str) -> bool:
    """Whether the first item has a type of CSL."""
    return bool(FIRST_ITEM.match(head))


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the items of the array."""
    for item, first, last in objects(chunks, Item):
        yield item if isinstance(item, Fault) else read_item(item, first, last)


def read_item(item: Item, first: int, last: int) -> Event:
    """Return the paper of an item."""
    values = {
        "title": squeezed(TAGS.sub("", item.title)),
        "authors": tuple(filter(None, [name.display() for name in item.author])),
        "date": item.issued.iso() if item.issued else None,
        "abstract": paragraphs(item.abstract),
        "arxiv_id": arxiv_id_of(item.number) or arxiv_id_of(item.url) or arxiv_id_of(item.doi),
        **read_dois(item.doi),
        "venue": venue_of(item.container),
    }
    return as_event(values, first, last, TYPES.get(item.type) if values["venue"] else None)
