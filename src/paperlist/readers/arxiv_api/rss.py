"""arXiv's feeds of what is new: RSS 2.0 since 2024, before that RDF and older forms of RSS.

now      description = "arXiv:" ID "v" N "Announce Type:" TYPE "Abstract:" TEXT; creator "A, B, C"; a category each
before   title = TITLE "." "(arXiv:" ID "v" N "[" CLASS "]" ["CROSS LISTED" | "UPDATED"] ")"; abstract and names in HTML

The only date is that of the announcement, which no record has a place for.
"""

import re
from html import unescape
from typing import TYPE_CHECKING

from paperlist.arxiv import ID
from paperlist.names import SUFFIXES
from paperlist.readers.arxiv_api.elements import text_of, texts
from paperlist.readers.arxiv_api.values import Values, read_classes, read_dois, read_id, read_remarks, squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element

ANNOUNCED = re.compile(rf"\s*arXiv:(?P<id>{ID})v(?P<version>\d{{1,4}})\s+Announce Type:\s+[a-z-]+\s+(?:Abstract:\s+)?")
TITLE_END = re.compile(
    rf"\.? ?\(arXiv:(?P<id>{ID})(?:v\d{{1,4}})? ?(?:\[(?P<class>[\w.-]{{2,20}})\])?[A-Z ]{{0,40}}\)$"
)
VERSION = re.compile(r"\(arXiv:(\S+)")
TAG = re.compile(r"</?(?:a|p|br|i|b|em|strong|span)\b[^<>]*>")


def read_item(xml: "_Element") -> Values:
    """Return what an item says.

    Raises:
        NoRecordError: it is of no paper.
    """
    title = squeezed(text_of(xml, "title")) or ""
    address, classes = text_of(xml, "guid") or text_of(xml, "link"), texts(xml, "category")
    if before := TITLE_END.search(title):
        address, classes = VERSION.search(before[0])[1].rstrip(")"), [before["class"] or ""]  # type: ignore[index]
        title = title[: before.start()]
    version, abstract = read_announcement(text_of(xml, "description") or text_of(xml, "encoded") or "")
    values = {
        "title": title or None,
        "authors": read_names(without_tags(", ".join(texts(xml, "creator") or texts(xml, "author")))),
        "categories": read_classes(classes),
        "journal_ref": squeezed(text_of(xml, "journal_reference")),
        **read_id(address),
        **read_dois(text_of(xml, "DOI")),
    }
    if version:
        values["arxiv_version"] = version
    return read_remarks(values, None, abstract)


def read_names(text: str) -> list[str]:
    """Return the names in a text that has a comma after each."""
    names: list[str] = []
    for name in filter(None, map(squeezed, text.split(","))):
        if names and name in SUFFIXES:
            names[-1] += f" {name}"
        else:
            names.append(name)
    return names


def read_announcement(text: str) -> tuple[int | None, str]:
    """Return the version that a description announces, None where it announces none, and the abstract in it."""
    if found := ANNOUNCED.match(text):
        return int(found["version"]), text[found.end() :]
    return None, without_tags(text)


def without_tags(text: str) -> str:
    """Return a text without the HTML in it."""
    return unescape(TAG.sub("", text)) if TAG.search(text) else text
