"""Saved pages: read by their elements, held whole; what is around the entries is page text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.fields import squeeze
from paperlist.listings import Entry, Fault, Listing
from paperlist.reading.events import Event, EventMaker
from paperlist.reading.inserted import remove_inserted
from paperlist.reading.page_text import read_page_text, text_lines
from paperlist.reading.translated_pages import TranslatedPage
from paperlist.reading.windows import left_over, read_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|title|meta|script|style|main|header|nav|section|article"
    r"|ol|ul|li|dl|dt|div|p|table|!--)\b",
    re.IGNORECASE,
)
"""How a saved page begins, or a piece of one: "<!DOCTYPE html>", "<html lang=…", "<main>"."""

DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html\b[^>]*>\s*(?=<|\Z)|(?:html|head|body)\b)", re.IGNORECASE
)
"""How a whole page begins, not a piece of one, nor text that kept the line before the page."""

TABLE = re.compile(r"\s*<table\b.*</table>\s*\Z", re.IGNORECASE | re.DOTALL)
"""A piece of a page that is a table and nothing else: its cells are apart."""

END_TAG = re.compile(r"</(?:a|div|h[1-6]|li|main|p|section|span)>", re.IGNORECASE)
DENSE, FEWEST = 3, 20
"""So many end tags a line, and in all, show that the line breaks of a text are in its markup."""

MARKDOWN = re.compile(r"^(?:[-*#> ]{0,9})!?\[[^\[\]\n]{0,300}\]\((?:https?:|[/#])", re.MULTILINE)
"""A line that begins with a link of markdown, which no piece of a page has: "### [A Study](/papers/2401.05566)"."""

DIVISION = re.compile(r"<(/?)div\b", re.IGNORECASE)
PAGE_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)

PAGE_LIMIT = 64 << 20
"""Characters of a saved page that are read; a page of 200 entries has a million."""


def is_page(head: str) -> bool:
    """Whether what begins so is a saved page; markdown may begin with a division, too."""
    if DOCUMENT.match(head):
        return True
    return bool(HTML.match(head) or is_dense(head)) and not MARKDOWN.search(head)


def is_dense(text: str) -> bool:
    """Whether only markup parts the paragraphs of a text, so that it would be one paragraph without it."""
    ends = text.count("</")
    return ends >= FEWEST and len(END_TAG.findall(text)) > max(FEWEST, DENSE * (text.count("\n") + 1))


def read_page(chunks: Iterator[str], listings: Sequence[Listing], events: EventMaker) -> Iterator[Event]:
    """Read a saved page; of a huge one, what lies before the limit."""
    pieces, size = [], 0
    for chunk in chunks:
        pieces.append(chunk)
        size += len(chunk)
        if size > PAGE_LIMIT:
            break
    text = "".join(pieces)
    yield from read_markup(normalize(text), listings, events)
    if size > PAGE_LIMIT:
        line = text.count("\n") + 1
        last = line + sum(chunk.count("\n") for chunk in chunks)
        message = f"a page of more than {PAGE_LIMIT} characters; the rest of it is not read"
        yield Diagnostic(Code.TRUNCATED, Place(events.file, line, last), message)


def read_markup(text: str, listings: Sequence[Listing], events: EventMaker) -> Iterator[Event]:
    """Read the markup of a page or of a piece of one."""
    from lxml import html
    from lxml.etree import LxmlError

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except LxmlError as error:
        yield Diagnostic(Code.UNREADABLE, Place(events.file), f"not an HTML page: {error}")
        return
    translated = TranslatedPage(page)
    line, lines = 1, text.count("\n") + (not text.endswith("\n"))
    found, bugs = find_entries(page, lines, listings, events)
    if inserted := list(remove_inserted((entry for entry, _ in found), events.file)):
        found, bugs = find_entries(page, lines, listings, events)
    yield from bugs
    yield from inserted
    if not found and not DOCUMENT.match(text) and not TABLE.match(text) and not is_dense(text):
        # A piece of text that begins with a tag: markdown may hold tags.
        yield from read_text(events.addresses.noted((text,)), listings, events)
        return
    if not found:
        # Without the classes of its site, a page is what it says.
        yield from with_markup(read_page_text(page, listings, events), events.file, lines)
    found.sort(key=lambda one: one[0].start)
    broken = breaks_off(text)
    for entry, name in found:
        entry.values = {field: normal(value) for field, value in entry.values.items()}
        yield from report_markup(events.file, line, min(entry.start - 1, lines))
        if (cut := events.truncation_fault(entry, name)) and entry is found[-1][0] and not broken:
            entry.faults.append(cut)
        entry.faults += report_left_over(entry, listings)
        # The parser counts a line break twice where it has to look at broken markup again.
        yield from events.to_events(entry, name, lambda line: min(line, lines))
        line = max(line, entry.end + 1)
    if found:
        yield from report_markup(events.file, line, lines)
        if told := translated.message():
            yield Diagnostic(Code.TRANSLATED, Place(events.file, 1, lines), told)
    if broken:
        where = text.count("\n", 0, len(text.rstrip())) + 1
        message = "the page breaks off here; what was there of its last paper is kept"
        yield Diagnostic(Code.TRUNCATED, Place(events.file, where, where), message)


def find_entries(
    page: "HtmlElement", lines: int, listings: Sequence[Listing], events: EventMaker
) -> tuple[list[tuple[Entry, str]], list[Diagnostic]]:
    """Return the entries of a page of so many lines, each with its listing's name, and the bugs that cost others."""
    found: list[tuple[Entry, str]] = []
    bugs = []
    for listing in listings:
        try:
            found.extend((entry, listing.NAME) for entry in listing.find_html(page))
        except MemoryError:
            raise
        except Exception as error:
            after = max((entry.end for entry, name in found if name == listing.NAME), default=0)
            bugs.append(events.bug(min(after + 1, lines), lines, listing.NAME, error))
    return found, bugs


def report_left_over(entry: Entry, listings: Sequence[Listing]) -> Iterator[Fault]:
    """Yield a fault for each line of the text of an entry's element that went to no field and is no page text."""
    if entry.root is None:
        return
    used = {part for part in entry.shown if not isinstance(part, str)}
    for line, text in text_lines(entry.root, used):
        fault = left_over(text, line, line, listings)
        if fault.code is Code.UNCLAIMED:
            yield fault


def with_markup(events: Iterable[Event], file: str, lines: int) -> Iterator[Event]:
    """Yield events of a page of so many lines, then report the lines that none of them tells of."""
    reported: set[int] = set()
    for event in events:
        places = [event.place] if isinstance(event, Diagnostic) else [source.place for source in event.sources]
        for place in places:
            reported.update(range(place.first_line, place.last_line + 1))
        yield event
    first = 1
    for line in [*sorted(reported), lines + 1]:
        yield from report_markup(file, first, min(line - 1, lines))
        first = line + 1


def report_markup(file: str, first: int, last: int) -> Iterator[Diagnostic]:
    """Report the lines of markup around the entries of a saved page."""
    if first <= last:
        lines = f"{last - first + 1} lines" if last > first else "a line"
        yield Diagnostic(Code.PAGE_TEXT, Place(file, first, last), f"page text, {lines} of markup")


def normal(value: Any) -> Any:
    """Return a value of a saved page in NFC and without control characters, which references bring in: `&#27;`."""
    if isinstance(value, str):
        text = normalize(value)
        return value if text == value else "\n\n".join(filter(None, map(squeeze, text.split("\n\n")))) or None
    if isinstance(value, list | tuple):
        return [each for each in map(normal, value) if each]
    return value


def breaks_off(text: str) -> bool:
    """Whether a saved page is cut off: it begins as a whole page, and neither it nor a division of it ends.

    The end tag of a page may be left out, and some tools that save pages do; that of a division may not.
    """
    if not DOCUMENT.match(text) or PAGE_CLOSED.search(text):
        return False
    ends = [found[1] for found in DIVISION.finditer(text)]
    return ends.count("/") < ends.count("")
