"""The one road from text to papers: chunks of text in, papers and diagnostics out, as a stream.

    chunks ─ surface ─▶ window ─ listings/x.find ─▶ Entry ─▶ Row ─▶ Paper
                          └─ what no entry claims ─▶ Diagnostic

The window holds the text that is not yet read. At each turn every listing is asked for its next
entry; the one that starts first is taken, and what stands before it is page text or unclaimed.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from paperlist import cleanup
from paperlist.diagnostics import Code, Diagnostic
from paperlist.fields import conclude_date, conclude_type, squeeze
from paperlist.listings import Entry, Fault, Listing
from paperlist.paper import Paper, Source, fit

HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|ol|li|div|p|!--)\b", re.IGNORECASE)
"""How a saved page begins: "<!DOCTYPE html>", "<html lang=…"."""

DOCUMENT = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""How a whole page begins, not a piece of one."""

LARGE = 1 << 16
"""A window of so many characters in which no entry ends is doubled before it is searched again."""

ENTRY_LINES = 200
"""How many lines an entry hardly ever exceeds."""

PAGE_LIMIT = 64 << 20
"""Characters of a saved page that are read; a page of 200 entries has a million."""

PAGE_LINE = 4000
"""A longer line is no page text: the patterns that know page text may take long for what is no page."""

QUOTED = 60
"""How many characters of an unclaimed line a diagnostic quotes."""

TOGETHER = 128
"""So many entries are looked at together. With fewer the time grows, with more the memory that they take."""

SAYS_SOMETHING = re.compile(r"\w")
"""A line without a letter or digit is a bullet, a rule or a frame."""

NOT_BLANK = re.compile(r"\S")


DIVISION = re.compile(r"<(/?)div\b", re.IGNORECASE)
PAGE_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


class Trace(NamedTuple):
    """Which lines (from 1, both included) went to which field; for `check`."""

    format: str
    field: str
    first_line: int
    last_line: int


class Run(NamedTuple):
    """Lines of one kind that belong to no entry; blank ones may lie between them."""

    code: Code
    first_line: int
    last_line: int
    text: str
    """The first line's."""


Event = Paper | Diagnostic
KeyOf = Callable[[Mapping[str, Any]], str]
"""Gives a record its key, from its fields."""
Row = tuple[dict[str, Any], str, int, int]
"""What a record says; the listing format, the first and the last line of its entry."""
Found = tuple[dict[str, Any], str, int, int, Sequence[Diagnostic]]
"""The same of an entry whose values are not looked at yet, and what is told of it."""


def make_paper(row: Row, file: str) -> Paper:
    """Make a record of what was read in a file."""
    said, name, first_line, last_line = row
    said["sources"] = (Source(file, name, first_line, last_line),)
    return Paper.of(said)


def make_papers(events: "Iterable[Row | Diagnostic]", file: str) -> Iterator[Event]:
    """Make records of the rows among what a reader tells."""
    for event in events:
        yield event if isinstance(event, Diagnostic) else make_paper(event, file)


def read(
    chunks: Iterable[str],
    file: str,
    listings: Sequence[Listing],
    key_of: KeyOf | None = None,
    trace: Callable[[Trace], None] | None = None,
) -> Iterator[Event]:
    """Read the papers of one input.

    Args:
        chunks: the text, in pieces that end at line ends.
        file: the input's name, for places.
        listings: the formats to look for.
        key_of: gives each record its key; without it records have none yet.
        trace: called with every stretch of text that went to a field.

    Yields:
        Papers in input order, and diagnostics as they come. Every line that is not blank lies in a
        paper's source or in a diagnostic.
    """
    chunks = iter(chunks)
    head = next(chunks, "")
    reader = Reader(file, listings, key_of, trace)
    if is_page(head):
        return make_papers(reader.read_page(chain((head,), chunks)), file)
    return make_papers(reader.read_text(cleanup.clean(chain((head,), chunks))), file)


def is_page(head: str) -> bool:
    """Whether what begins so is a saved page."""
    return bool(HTML.match(head))


class Reader:
    """Reads one input; knows the number of the line at which its window stands."""

    def __init__(
        self,
        file: str,
        listings: Sequence[Listing],
        key_of: KeyOf | None = None,
        trace: Callable[[Trace], None] | None = None,
    ) -> None:
        self.file = file
        self.listings = listings
        self.key_of = key_of
        self.trace = trace
        self.together = TOGETHER
        """So many entries are looked at together."""
        self.offset = 0
        self.line = 1
        """The number of the line in which `offset` of the window lies."""
        self.bugs: dict[str, int] = {}
        """The last line that a bug has cost, by the listing that has it."""
        self.endless: dict[str, bool] = {}
        """Whether all entries so far lack their end (`Entry.cut`), by listing: then someone took the ends out."""
        self.run: Run | None = None
        """The last lines that belong to no entry, not told yet, because more of their kind may follow."""

    # Text

    def read_text(self, pieces: Iterable[str]) -> Iterator[Row | Diagnostic]:
        """Read clean text: widen the window, take the entries that are surely whole, go on."""
        window, floor, wait = "", 0, 0
        for piece in pieces:
            window += piece
            if len(window) < wait:
                continue
            rest = yield from self.take(window, floor, final=False)
            # What has been searched in vain must not be searched again for every chunk.
            left = len(window) - rest
            wait = 2 * left if left > LARGE else 0
            # A window begins at a line's start; what of that line is read already lies before the floor.
            start = window.rfind("\n", 0, rest) + 1
            self.line = self.line_at(window, start)
            self.offset = 0
            window, floor = window[start:], rest - start
        yield from self.take(window, floor, final=True)
        yield from self.tell_run()

    def take(self, window: str, floor: int, *, final: bool) -> Generator[Row | Diagnostic, None, int]:
        """Give the entries of the window from `floor` on and what lies between; return where the rest begins."""
        position = floor
        entries: list[Entry | None] = [None] * len(self.listings)
        # Where each of them begins or, if there is none, what may become one; -1 for who was not asked yet.
        starts = [-1] * len(self.listings)
        line_at = partial(self.line_at, window)
        found: list[Found] = []
        while True:
            entry, name, keep = None, "", len(window)
            for i, listing in enumerate(self.listings):
                # 1. Ask a listing whose last answer no longer holds for its next entry.
                start = starts[i]
                if start < position and (start < 0 or entries[i]):
                    try:
                        hit = listing.find(window, position, final)
                    except MemoryError:
                        raise
                    except Exception as error:
                        yield from self.give(found)
                        hit = yield from self.find_behind(error, listing, window, position, final)
                    entries[i], start = (None, hit) if isinstance(hit, int) else (hit, hit.start)
                    starts[i] = start
                # 2. Take the entry that starts first, unless an earlier one may still be incomplete.
                if entries[i]:
                    if start < keep:
                        entry, name, keep = entries[i], listing.NAME, start
                elif start <= keep and not final:
                    entry, keep = None, start
            if entry is None:
                break
            # 3. Tell what stands before it, then give it, with others if nothing stands between.
            between = window[position : entry.start]
            unclaimed = between and not between.isspace()
            if unclaimed or self.run or len(found) >= self.together:
                yield from self.give(found)
            if unclaimed:
                yield from self.tell_rest(window, position, entry.start)
            if self.run:
                yield from self.tell_run()
            if (cut := self.cut(entry, name)) and final and not NOT_BLANK.search(window, entry.end):
                entry.faults.append(cut)
            found.append(self.place(entry, name, line_at))
            position = entry.end
        yield from self.give(found)
        # 4. What no listing wants to keep is told now, line by line; the rest waits for more text. All of it waits
        # where an entry waits for an earlier one: it is to be read again with the same text before it.
        if final:
            keep = len(window)
        elif keep > position and not any(entries):
            keep = max(position, window.rfind("\n", position, keep) + 1)
        else:
            keep = position
        yield from self.tell_rest(window, position, keep)
        return keep

    def find_behind(
        self, fault: Exception, listing: Listing, window: str, start: int, final: bool
    ) -> Generator[Diagnostic, None, Entry | int]:
        """Ask a listing again that has stumbled over what begins at `start`; its bug costs the entry."""
        # Where the entry ends is not known: line after line is left out until the listing can go on.
        # Beyond the length of an entry the steps double, so that the time stays in bounds.
        floor, step, hit = start, 0, None
        while hit is None:
            step += max(1, step - ENTRY_LINES)
            for _ in range(max(1, step - ENTRY_LINES)):
                floor = window.find("\n", floor) + 1 or len(window)
            try:
                hit = listing.find(window, floor, final)
            except MemoryError:
                raise
            except Exception as error:
                fault = error
        first, last = self.line_at(window, start), self.line_at(window, max(start, floor - 1))
        # The same lines are searched again where another listing waits for more text.
        if first > self.bugs.get(listing.NAME, 0):
            self.bugs[listing.NAME] = last
            yield self.bug(first, last, listing.NAME, fault)
        return hit

    def cut(self, entry: Entry, name: str) -> Fault | None:
        """Give what to tell of an entry that lacks its end, unless all entries of its listing before it do."""
        endless = self.endless.get(name)
        self.endless[name] = entry.cut is not None and endless is not False
        return None if endless else entry.cut

    def line_at(self, window: str, offset: int) -> int:
        """Give the number of the line in which `offset` lies. Cheap for offsets near the last one."""
        if offset >= self.offset:
            self.line += window.count("\n", self.offset, offset)
        else:
            self.line -= window.count("\n", offset, self.offset)
        self.offset = offset
        return self.line

    def tell_rest(self, window: str, start: int, end: int) -> Iterator[Diagnostic]:
        """Tell of lines between two entries: one diagnostic for each run of one kind but the last, which may go on."""
        line = self.line_at(window, start)
        for number, raw in enumerate(window[start:end].split("\n"), line):
            text = raw.strip()
            if not text:
                continue
            code = Code.PAGE_TEXT if self.is_page_text(text) else Code.UNCLAIMED
            if self.run and self.run.code is code:
                self.run = self.run._replace(last_line=number)
            else:
                yield from self.tell_run()
                self.run = Run(code, number, number, text)

    def is_page_text(self, text: str) -> bool:
        """Whether a line is known to be part of the page around the entries."""
        if len(text) > PAGE_LINE:
            return False
        return not SAYS_SOMETHING.search(text) or any(listing.PAGE_TEXT.fullmatch(text) for listing in self.listings)

    def tell_run(self) -> Iterator[Diagnostic]:
        """Tell of the last lines that belong to no entry, if they have not been told."""
        if self.run:
            code, first, last, text = self.run
            quoted = text if len(text) <= QUOTED else text[:QUOTED] + "…"
            lines = f"{last - first + 1} lines" if last > first else "line"
            what = "page text" if code is Code.PAGE_TEXT else "not understood"
            self.run = None
            yield Diagnostic(code, self.file, first, last, f"{what}, {lines}: {quoted!r}")

    # Saved pages

    def read_page(self, chunks: Iterator[str]) -> Iterator[Row | Diagnostic]:
        """Read a saved page, which is held whole: of a huge one, what stands before the limit."""
        pieces, size = [], 0
        for chunk in chunks:
            pieces.append(chunk)
            size += len(chunk)
            if size > PAGE_LIMIT:
                break
        text = "".join(pieces)
        yield from self.read_html(text)
        if size > PAGE_LIMIT:
            line = text.count("\n") + 1
            last = line + sum(chunk.count("\n") for chunk in chunks)
            message = f"a page of more than {PAGE_LIMIT} characters; the rest of it is not read"
            yield Diagnostic(Code.TRUNCATED, self.file, line, last, message)

    def read_html(self, text: str) -> Iterator[Row | Diagnostic]:
        """Read a saved page by its elements; what is around the entries is page text."""
        from lxml import html
        from lxml.etree import LxmlError

        text = cleanup.normalize(text)
        try:
            page = html.document_fromstring(
                text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8", huge_tree=True)
            )
        except LxmlError as error:
            yield Diagnostic(Code.UNREADABLE, self.file, 0, 0, f"not an HTML page: {error}")
            return
        line = 1
        lines = text.count("\n") + 1
        found: list[tuple[Entry, str]] = []
        for listing in self.listings:
            try:
                found.extend((entry, listing.NAME) for entry in listing.find_html(page))
            except MemoryError:
                raise
            except Exception as error:
                after = max((entry.end for entry, name in found if name == listing.NAME), default=0)
                yield self.bug(min(after + 1, lines), lines, listing.NAME, error)
        if not found and not DOCUMENT.match(text):
            yield from self.read_text(
                cleanup.clean((text,))
            )  # a piece of text that begins with a tag: markdown may hold tags
            return
        found.sort(key=lambda one: one[0].start)
        broken = breaks_off(text)
        for entry, name in found:
            entry.values = {field: normal(value) for field, value in entry.values.items()}
            yield from self.tell_markup(text, line, min(entry.start - 1, lines))
            if (cut := self.cut(entry, name)) and entry is found[-1][0] and not broken:
                entry.faults.append(cut)
            # The parser counts a line break twice where it has to look at broken markup again.
            yield from self.give([self.place(entry, name, lambda line: min(line, lines))])
            line = max(line, entry.end + 1)
        yield from self.tell_markup(text, line, lines)
        if broken:
            last = len(text.rstrip())
            where = text.count("\n", 0, last) + 1
            message = "the page breaks off here; what was there of its last entry is kept"
            yield Diagnostic(Code.TRUNCATED, self.file, where, where, message)

    def tell_markup(self, text: str, first: int, last: int) -> Iterator[Diagnostic]:
        """Tell of the lines of markup around the entries of a saved page."""
        if first <= last:
            lines = f"{last - first + 1} lines" if last > first else "a line"
            yield Diagnostic(Code.PAGE_TEXT, self.file, first, last, f"page text, {lines} of markup")

    # Both

    def place(self, entry: Entry, name: str, line_at: Callable[[int], int]) -> Found:
        """Give an entry's values with its lines, and its faults with theirs."""
        first = line_at(entry.start)
        if self.trace:
            for field, start, end in entry.parts:
                self.trace(Trace(name, field, line_at(start), line_at(end)))
        told = [
            Diagnostic(fault.code, self.file, line_at(fault.start), line_at(fault.end), fault.message)
            for fault in entry.faults
        ]
        return entry.values, name, first, line_at(entry.end), told

    def give(self, found: list[Found]) -> list[Row | Diagnostic]:
        """Give what entries say, and tell what is wrong with them; none of them is left in the list.

        Each step is done for all of them before the next: what it needs is at hand then, in the processor's caches,
        which saves a tenth of the time that a large text takes.
        """
        fitted = [fit(values) for values, *_ in found]
        faults: dict[int, Exception] = {}
        for place, (said, _) in enumerate(fitted):
            try:
                # What does not fit its field is concluded from no more.
                if date := conclude_date(said):
                    said["date"] = date
                said["type"] = conclude_type(said)
                said["key"] = self.key_of(said) if self.key_of else ""
            except MemoryError:
                raise
            except Exception as error:
                faults[place] = error
        given: list[Row | Diagnostic] = []
        for place, ((_, name, first, last, told), (said, unfit)) in enumerate(zip(found, fitted, strict=True)):
            given += told
            if place in faults:
                given.append(self.bug(first, last, name, faults[place]))
                continue
            if unfit:
                # What is no value of its field costs the field.
                what = ", ".join(f"{field} cannot be {value!r}" for field, value in unfit.items())
                given.append(self.bug(first, last, name, ValueError(what)))
            given.append((said, name, first, last))
        found.clear()
        return given

    def bug(self, first: int, last: int, name: str, error: Exception) -> Diagnostic:
        """Tell of a fault of this program that cost an entry, or a field of it."""
        what = squeeze(f"{type(error).__name__}: {error}")
        return Diagnostic(
            Code.BUG, self.file, first, last, f"a bug of paperlist's {name} reader, please report it: {what}"
        )


def normal(value: Any) -> Any:
    """Give a value of a saved page in NFC and without control characters, which references bring in: `&#27;`."""
    if isinstance(value, str):
        text = cleanup.normalize(value)
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
