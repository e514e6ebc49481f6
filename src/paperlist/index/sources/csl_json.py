"""CSL-JSON: an array of items, as Zotero, pandoc and Crossref's converters write it, read as `paperlist parse` does."""

import re
from collections.abc import Iterable, Iterator

from paperlist.index.sources import Event
from paperlist.index.sources._saved import from_library
from paperlist.readers import csl_json

FORMAT = "csl-json"
DESCRIPTION = "CSL-JSON, an array of items"
LICENCE = "as its owner says"

FIRST_ITEM = re.compile(
    r'\s*\[\s*\{[^{]*"(?:type|id)"\s*:\s*"(?:[\w./:-]*"[^{]*"type"\s*:\s*")?'
    r"(?:article|paper-conference|report|book|chapter|thesis|document|manuscript|webpage|dataset)"
)


def recognise(head: str, file: str) -> bool:
    """Whether the first item has a type of CSL."""
    return bool(FIRST_ITEM.match(head))


def read(chunks: Iterable[str]) -> Iterator[Event]:
    """Return the items of the array."""
    return from_library(csl_json.read(chunks, ""))
