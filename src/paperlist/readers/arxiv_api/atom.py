"""arXiv's API and author pages, Atom feeds with an entry a paper; the feeds of what is new have an Atom form, too.

id                      address of the version, or `oai:arXiv.org:` and the version
published, updated      of the first version and of this one, in UTC; in a feed of what is new, of the announcement
author/name             a name; all of them on an author's page (`.atom2`)
summary                 the abstract; in a feed of what is new as in RSS
primary_category, category/@term, comment, journal_ref, doi
"""

from typing import TYPE_CHECKING

from paperlist.readers.arxiv_api.elements import attributes, text_of, texts
from paperlist.readers.arxiv_api.rss import read_announcement, read_names
from paperlist.readers.arxiv_api.values import (
    NoRecordError,
    Values,
    read_classes,
    read_dates,
    read_dois,
    read_id,
    read_remarks,
    squeezed,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_entry(xml: "_Element") -> Values:
    """Return what an entry says.

    Raises:
        NoRecordError: it is of no paper.
    """
    address = text_of(xml, "id")
    if "api/errors" in (address or ""):
        raise NoRecordError(f"arXiv answered with an error: {squeezed(text_of(xml, 'summary'))}")
    names = list(filter(None, map(squeezed, texts(xml, "name") or texts(xml, "creator"))))
    if len(names) == 1 and "," in names[0]:
        names = read_names(names[0])
    version, abstract = read_announcement(text_of(xml, "summary") or "")
    values = {
        "title": squeezed(text_of(xml, "title")),
        "authors": [name for name in names if name != ":"],
        "categories": read_classes(attributes(xml, "primary_category", "term") + attributes(xml, "category", "term")),
        "journal_ref": squeezed(text_of(xml, "journal_ref") or text_of(xml, "journal_reference")),
        **read_id(address),
        **read_dois(text_of(xml, "doi") or text_of(xml, "DOI")),
    }
    if version is None:
        times = [text_of(xml, "published"), text_of(xml, "updated")]
        values |= read_dates(times if times[0] != times[1] else times[:1])
    return read_remarks(values, text_of(xml, "comment"), abstract)
