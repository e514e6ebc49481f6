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
from typing import TYPE_CHECKING, NamedTuple

from paperlist.arxiv import ADDRESS, OWN_DOI
from paperlist.index.sources import Event, Fault, as_event
from paperlist.paper import PaperType
from paperlist.readers.arxiv_api.elements import LONGEST, Broken, name_of, parse, text_of, texts
from paperlist.readers.arxiv_api.values import read_dois, squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "dblp"
DESCRIPTION = "dblp's dump, dblp.xml"
LICENCE = "CC0 1.0 (ODC-BY 1.0 in old dumps)"

WORK = re.compile(r"<(article|inproceedings|incollection|book|phdthesis|mastersthesis|data)(?=[\s>])")
HOMONYM = re.compile(r"\s\d{4}$")
PREPRINT_KEY = re.compile(
    r"journals/corr/abs-(?:(?P<archive>[a-z-]+)-(?P<old>\d{7})|(?P<month>\d{4})-(?P<number>\d{4,5}))"
)

NO_VENUE = frozenset({"corr", "arxiv", "arxiv preprint", "arxiv.org", "computing research repository"})
"""Names of arXiv where others have a journal."""


class Element(NamedTuple):
    """A work in XML."""

    xml: "_Element"
    first_line: int
    last_line: int


def recognise(head: str, file: str) -> bool:
    """Whether the text is dblp's."""
    return "<dblp" in head or "<!DOCTYPE dblp" in head


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the works of the dump; those that were withdrawn are left out."""
    for element in works(chunks):
        if isinstance(element, Fault):
            yield element
        elif element.xml.get("publtype") != "withdrawn":
            yield read_work(element)


def works(chunks: Iterable[str]) -> Iterator[Element | Fault]:
    """Yield the elements that are works, and faults; millions of others between two of them are never held."""
    text, line = "", 1
    opened = closed = False
    for chunk in chunks:
        opened, closed = opened or "<dblp" in chunk, closed or "</dblp>" in chunk
        text += chunk
        done = 0
        while found := WORK.search(text, done):
            tag = f"</{found[1]}>"
            end = text.find(tag, found.end())
            stop = end + len(tag)
            if end < 0 and len(text) - found.start() <= LONGEST:
                break
            line += text.count("\n", done, found.start())
            again = WORK.search(text, found.end(), end) if end >= 0 else None
            if end < 0 or again:
                stop = again.start() if again else len(text)
                yield Fault(line, line, f"a record without its {tag}")
            else:
                last = line + text.count("\n", found.start(), stop)
                work = parse(text[found.start() : stop], found[1])
                yield Fault(line, last, work.message) if isinstance(work, Broken) else Element(work[1], line, last)
            line += text.count("\n", found.start(), stop)
            done = stop
        rest = found.start() if found else max(text.rfind("<"), done)  # perhaps a tag that is cut
        line += text.count("\n", done, rest)
        text = text[rest:]
    if WORK.search(text) or (opened and not closed):
        yield Fault(line, line, "the file breaks off: there is no </dblp> at its end", truncated=True)


def read_work(element: Element) -> Event:
    """Return the paper of a work."""
    xml = element.xml
    addresses = texts(xml, "ee")
    arxiv_ids = [named for address in addresses if (named := arxiv_id_of(address))]
    named = key_id(str(xml.get("key", ""))) or next(iter(arxiv_ids), None)
    venue = venue_of(text_of(xml, "journal") or text_of(xml, "booktitle"))
    year = (text_of(xml, "year") or "").strip()
    title = squeezed(text_of(xml, "title")) or ""
    kind = name_of(xml)
    values = {
        "title": title.removesuffix("."),
        "authors": tuple(filter(None, [squeezed(HOMONYM.sub("", name)) for name in texts(xml, "author")])),
        "date": year if year.isdecimal() and len(year) == 4 else None,
        "arxiv_id": named,
        **read_dois(*(address for address in addresses if "doi.org/" in address)),
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


def arxiv_id_of(address: str | None) -> str | None:
    """Return the identifier in an address of arXiv, or after `arXiv:`, or in arXiv's own DOI; None where none is."""
    if not address:
        return None
    if (at := address.lower().find(OWN_DOI)) >= 0:
        address = f"arXiv:{address[at + len(OWN_DOI) :]}"
    found = ADDRESS.search(address.strip())
    return found["id"] if found and found["prefix"] else None


def venue_of(text: str | None) -> str | None:
    """Return the name of a journal or conference; None for arXiv's names, which are none."""
    name = squeezed(text)
    return None if not name or name.lower() in NO_VENUE else name
