"""What arXiv's interfaces answer, saved to a file by a script: Atom, OAI-PMH, RSS, and the same as JSON.

    <feed>      the API, an author's page, the Atom form of the RSS feeds           `atom.py`
    <OAI-PMH>   answers by OAI-PMH, whole or as bare records                        `oai.py`
    <rss>       the feeds of what is new, those of today and, <rdf:RDF>, of old     `rss.py`
    {…}         arXiv's snapshot (Kaggle), the daily papers of Hugging Face         `objects.py`

A record that cannot be read is reported and skipped. What is around the records is page text where it is markup.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from paperlist.diagnostics import Code, Diagnostic, Place, without_authors
from paperlist.paper import Paper, Source
from paperlist.readers.arxiv_api import atom, oai, rss
from paperlist.readers.arxiv_api.elements import Broken, Outside, elements
from paperlist.readers.arxiv_api.objects import read_objects
from paperlist.readers.arxiv_api.values import NoRecordError, Values
from paperlist.reading.events import make_paper
from paperlist.reading.pages import normal

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "arxiv-api"

READERS: Mapping[str, Callable[["_Element"], Values]] = {
    "entry": atom.read_entry,
    "record": oai.read_record,
    "item": rss.read_item,
}
"""What reads the elements of each name."""


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the text; little more than one record is held in memory."""
    chunks = iter(chunks)
    head = next(chunks, "")
    read_records = read_objects if head.lstrip()[:1] in ("{", "[") else read_elements
    for first, last, values in read_records(chain((head,), chunks)):
        if isinstance(values, Outside | Broken):
            yield Diagnostic(values.code, Place(file, first, last), values.message)
        else:
            yield from to_events(values, Source(file=file, format=FORMAT, first_line=first, last_line=last))


Found = tuple[int, int, Values | Outside | Broken]


def read_elements(chunks: Iterable[str]) -> Iterator[Found]:
    """Yield the lines of each element that is a record and what it says, and what is around them."""
    for first, last, element in elements(chunks, READERS):
        if isinstance(element, Outside | Broken):
            yield first, last, element
            continue
        name, xml = element
        try:
            yield first, last, READERS[name](xml)
        except NoRecordError as reason:
            yield first, last, Broken(reason.code, str(reason))


def to_events(values: dict[str, Any], source: Source) -> Iterator[Paper | Diagnostic]:
    """Yield the paper of a record, after a diagnostic for each value that cannot be in its field."""
    paper, unfit = make_paper({name: normal(value) for name, value in values.items()}, source)
    for name, value in unfit.items():
        message = f"{name} cannot be read: {value!r}"
        yield Diagnostic(Code.BAD_FIELD, source.place, message)
    if (lost := without_authors(paper)) and not unfit:
        yield lost
    yield paper
