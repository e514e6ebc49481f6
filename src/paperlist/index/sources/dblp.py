"""dblp's dump: `dblp.xml`, an element a work; two may meet on one line.

    author      repeated; "Wei Li 0001" is one of several people of this name
    title       ends in a dot; has <i>, <sub>, <sup>
    year        no day is known
    journal     `CoRR` is arXiv; booktitle is a conference's short name
    ee          repeated: addresses, among them DOIs and arXiv's
    key         "journals/corr/abs-2206-08966" is arXiv's 2206.08966

There are no abstracts. `www`, `person` and `proceedings` are no papers.
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event, Fault, arxiv_id_of, as_event, dois_of, squeezed, venue_of
from paperlist.index.sources._elements import Element, elements, name_of, text_of, texts
from paperlist.paper import PaperType

FORMAT = "dblp"
DESCRIPTION = "dblp's dump, dblp.xml"
LICENCE = "CC0 1.0 (ODC-BY 1.0 in old dumps)"

WORKS = "article|inproceedings|incollection|book|phdthesis|mastersthesis|data"
HOMONYM = re.compile(r"\s\d{4}$")
PREPRINT_KEY = re.compile(
    r"journals/corr/abs-(?:(?P<archive>[a-z-]+)-(?P<old>\d{7})|(?P<month>\d{4})-(?P<number>\d{4,5}))"
)


def recognise(head: str, file: str) -> bool:
    """Whether the text is dblp's."""
    return "<dblp" in head or "<!DOCTYPE dblp" in head


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the works of the dump; those that were withdrawn are left out."""
    for element in elements(chunks, WORKS, "dblp"):
        if isinstance(element, Fault):
            yield element
        elif element.xml.get("publtype") != "withdrawn":
            yield read_work(element)


def read_work(element: Element) -> Event:
    """Return the paper of a work."""
    xml = element.xml
    addresses = texts(xml, "ee")
    arxiv_ids = [named for address in addresses if (named := arxiv_id_of(address))]
    named = key_id(str(xml.get("key", ""))) or next(iter(arxiv_ids), None)
    dois = dois_of(*(address for address in addresses if "doi.org/" in address))
    venue = venue_of(text_of(xml, "journal") or text_of(xml, "booktitle"))
    year = (text_of(xml, "year") or "").strip()
    title = squeezed(text_of(xml, "title")) or ""
    kind = name_of(xml)
    values = {
        "title": title.removesuffix("."),
        "authors": tuple(filter(None, [squeezed(HOMONYM.sub("", name)) for name in texts(xml, "author")])),
        "date": year if year.isdecimal() and len(year) == 4 else None,
        "arxiv_id": named,
        "doi": dois[0] if dois else None,
        "other_dois": dois[1:],
        "venue": venue,
    }
    type_ = None if not venue else PaperType.JOURNAL if kind == "article" else PaperType.CONFERENCE
    return as_event(values, element.first_line, element.last_line, type_)


def key_id(key: str) -> str | None:
    """Return the arXiv id in the key of a preprint; None where it has none."""
    found = PREPRINT_KEY.fullmatch(key)
    if not found:
        return None
    return f"{found['archive']}/{found['old']}" if found["old"] else f"{found['month']}.{found['number']}"
