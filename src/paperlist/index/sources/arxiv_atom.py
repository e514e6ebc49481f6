"""arXiv's API: an Atom feed, an entry a paper.

id                     address of the version
published, updated     of the first version and of this one, in UTC
arxiv:doi, comment, journal_ref, primary_category
"""

from collections.abc import Iterable, Iterator

from paperlist.arxiv import is_withdrawn
from paperlist.index.sources import Event, Fault, arxiv_id_of, as_event, dois_of, paragraphs, squeezed
from paperlist.index.sources._elements import Element, elements, name_of, text_of, texts
from paperlist.paper import PaperType

FORMAT = "arxiv-atom"
DESCRIPTION = "arXiv's API, an Atom feed"
LICENCE = "CC0 1.0"


def recognise(head: str, file: str) -> bool:
    """Whether the text is a feed with papers of arXiv."""
    return "<feed" in head and "arxiv" in head.lower()


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the papers of the feed."""
    for element in elements(chunks, "entry", "feed"):
        yield element if isinstance(element, Fault) else read_entry(element)


def read_entry(element: Element) -> Event:
    """Return the paper of an entry."""
    xml = element.xml
    address = (text_of(xml, "id") or "").strip()
    named = arxiv_id_of(address)
    if not named:
        return Fault(element.first_line, element.last_line, f"not an arXiv id: {address[:60]}")
    submitted, updated = ((text_of(xml, name) or "").strip()[:10] for name in ("published", "updated"))
    comments, abstract = squeezed(text_of(xml, "comment")), paragraphs(text_of(xml, "summary"))
    categories = [each.get("term", "") for name in ("primary_category", "category") for each in xml.iter()
                  if name_of(each) == name]  # fmt: skip
    dois = dois_of(text_of(xml, "doi"))
    journal = squeezed(text_of(xml, "journal_ref"))
    values = {
        "title": squeezed(text_of(xml, "title")),
        "authors": tuple(filter(None, map(squeezed, texts(xml, "name")))),
        "submitted": submitted,
        "updated": updated if updated > submitted else None,
        "abstract": abstract,
        "arxiv_id": named,
        "categories": tuple(dict.fromkeys(each for each in categories if each and " " not in each)),
        "doi": dois[0] if dois else None,
        "other_dois": dois[1:],
        "comments": comments,
        "journal_ref": journal,
        "withdrawn": is_withdrawn(comments, abstract),
    }
    type_ = PaperType.JOURNAL if journal else PaperType.PREPRINT
    return as_event(values, element.first_line, element.last_line, type_)
