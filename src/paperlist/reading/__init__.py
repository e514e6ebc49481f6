"""The road from text to papers, as a stream: pieces of text in, papers and diagnostics out.

    pieces ─ cleanup ─▶ window ─ listings/x.find ─▶ Entry ─▶ Paper
                          └─ what no entry claims ─▶ Diagnostic

`windows.py` reads text, `pages.py` saved pages, `events.py` makes papers and diagnostics of the entries of both.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from paperlist.cleanup import entities
from paperlist.cleanup.marks import unmark
from paperlist.cleanup.mojibake import Mended
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.listings import Listing
from paperlist.reading.events import Event, EventMaker, FieldLines, ShowSpan
from paperlist.reading.pages import is_page, read_page
from paperlist.reading.windows import read_text

MARKED = re.compile(r"(?=\s*[\dL>|#:%/*+-])[\s\dL>|#:%/*+-]{1,400}<")
"""How a page may begin whose lines have numbers or other marks."""

__all__ = ["Event", "FieldLines", "ShowSpan", "is_page", "read_listings"]


def read_listings(
    chunks: Iterable[str], file: str, listings: Sequence[Listing], show_span: ShowSpan | None = None
) -> Iterator[Event]:
    """Return the papers of one input in its order, without keys, and diagnostics as they come.

    Every line that is not blank lies in a paper's source or in a diagnostic.

    Args:
        chunks: the text, in pieces that end at line ends.
        file: the input's name, for places.
        listings: the formats to look for.
        show_span: called with every stretch of lines that went to a field.
    """
    mended = Mended()
    chunks = iter(chunks)
    head = next(chunks, "")
    chunks = chain((head,), chunks)
    events = EventMaker(file, show_span)
    if MARKED.match(head) and is_page("".join(unmark((head,)))):
        chunks, head = unmark(chunks), "<html>"
    if is_page(head):
        yield from read_page(mended.mend(chunks), listings, events)
    else:
        yield from read_text(events.addresses.noted(mended.mend(map(entities.decode, chunks))), listings, events)
    for code, lines, message in (
        (Code.MENDED, mended.mended, "UTF-8 that had been read as another encoding was mended"),
        (Code.BAD_BYTES, mended.lost, "letters look as if read in a wrong encoding, and cannot be mended surely"),
    ):
        if lines:
            first, last, count = lines
            where = f" in {count} lines" if count > 1 else ""
            yield Diagnostic(code, Place(file, first, last), message + where)
