"""The text of a saved page as a reader sees it, a line for each block; for pages without the classes of their site."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Diagnostic, Place
from paperlist.fields import squeeze
from paperlist.listings import Listing
from paperlist.listings.html import shown
from paperlist.paper import Source
from paperlist.reading.addresses import PICTURE, Addresses, Line
from paperlist.reading.events import Event, EventMaker, FieldLines
from paperlist.reading.windows import read_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

INLINE = frozenset("a abbr b bdi bdo cite code em font i kbd label mark q s small span strong sub sup tt u var".split())
"""Elements that begin no line of their own."""
WRITTEN_OUT = frozenset(("pre", "textarea"))
"""Elements whose line breaks are those of the text."""
ADDRESSES = ("href", "src", "style")
"""Attributes that may hold an address."""
UNSEEN = frozenset(("head", "noscript"))


def read_page_text(page: "HtmlElement", listings: Sequence[Listing], events: EventMaker) -> Iterator[Event]:
    """Read a saved page by its text; places are lines of the page."""
    lines, addresses = list[tuple[int, str]](), Addresses()
    found: list[str] = []
    for line, text in text_lines(page, addresses=found):
        lines.append((line, text))
        if found:
            addresses.lines[len(lines)] = Line(text, tuple(found))
            found.clear()
    numbers = [number for number, _ in lines] or [1]

    def in_page(place: Place) -> Place:
        first, last = (numbers[min(line, len(numbers)) - 1] for line in (place.first_line, place.last_line))
        return Place(place.file, first, max(first, last))

    def show(span: FieldLines) -> None:
        if events.show_span:
            events.show_span(span._replace(place=in_page(span.place)))

    text = normalize("\n".join(text for _, text in lines))
    for event in read_text((text,), listings, EventMaker(events.file, show, addresses)):
        yield placed(event, in_page)


def placed(event: Event, in_page: Callable[[Place], Place]) -> Event:
    """Return what was read of the text of a page with its places in the page."""
    if isinstance(event, Diagnostic):
        return replace(event, place=in_page(event.place))
    return event.replace(sources=tuple(Source.at(in_page(one.place), one.format) for one in event.sources))


def text_lines(
    page: "HtmlElement", without: Collection["HtmlElement"] = (), addresses: list[str] | None = None
) -> Iterator[tuple[int, str]]:
    """Yield the lines of the text of a page, each with the number of the line in which it begins in the page.

    Args:
        page: an element.
        without: elements in it that are left out.
        addresses: is given those of the links in a line, and of pictures in it or before it.
    """
    line, begin, pieces, blank = 1, 1, list[str](), True
    # Still to be visited, the next last: an element, or what follows one. None ends a line, or a row of texts.
    waiting: list[tuple[HtmlElement | str | None, bool]] = [(page, False)]
    while waiting:
        part, written_out = waiting.pop()
        if part is None:
            if text := squeeze("".join(pieces)):
                yield begin, text
            elif addresses:
                addresses[:] = filter(PICTURE.search, addresses)
            if written_out:
                yield begin, ""
            pieces, blank = [], True
        elif isinstance(part, str):
            for number, text in enumerate(part.split("\n")):
                if number and written_out:
                    yield begin, "".join(pieces).rstrip()
                    pieces, blank = [], True
                line += number > 0
                begin = line if blank else begin
                blank = blank and not text.strip()
                pieces.append(text if written_out or not number else f" {text}")
        else:
            line = max(line, part.sourceline or 1)
            if addresses is not None:
                addresses += filter(None, map(part.get, ADDRESSES))
            written_out = written_out or part.tag in WRITTEN_OUT
            inline = part.tag in INLINE
            if not inline:
                waiting.append((None, part.tag == "tr" and part.find(".//br") is not None))
            for child in reversed(part):
                seen = "" if child.tag in UNSEEN or child in without else shown(child)
                waiting += ((child.tail or "", written_out), (seen, written_out))
            waiting.append((part.text or "", written_out))
            if not inline:
                waiting.append((None, False))
