"""Text: a window of what is not read yet moves over it.

At each turn every listing is asked for its next entry; the one that starts first is taken, and the lines before it are
page text or unclaimed. What may go on in the next piece of text stays in the window.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from paperlist.cleanup import clean
from paperlist.cleanup.translated import Translated, message
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.listings import Entry, Fault, Listing
from paperlist.listings.engine import reject_foreign_labels, report_joined_lines, unused_lines
from paperlist.listings.plausible import is_code
from paperlist.reading.events import Event, EventMaker

LARGE = 1 << 16
"""A window of so many characters in which no entry ends is doubled before it is searched again."""

ENTRY_LINES = 200
"""How many lines an entry hardly ever exceeds."""

PAGE_LINE = 4000
"""A longer line is no page text: the patterns that know page text may take long for what is no page."""

QUOTED = 60
"""How many characters of an unclaimed line a diagnostic quotes."""

SAYS_SOMETHING = re.compile(r"\w")
"""A line without a letter or digit is a bullet, a rule or a frame."""

NOT_BLANK = re.compile(r"\S")
NO_LETTER = re.compile(r"[\W_]+")


def read_text(chunks: Iterable[str], listings: Sequence[Listing], events: EventMaker) -> Iterator[Event]:
    """Read a text as tools leave it: clean it, put what a browser translated into English, look for entries."""
    translated = Translated()
    yield from WindowReader(listings, events).read(translated.to_english(clean(chunks)))
    if translated.languages:
        place = Place(events.file, translated.first, translated.last)
        yield Diagnostic(Code.TRANSLATED, place, message(translated.languages))


class Gap(NamedTuple):
    """Lines of one kind that belong to no entry; blank ones may lie between them."""

    code: Code
    first_line: int
    last_line: int
    text: str
    """The first line's."""


class WindowReader:
    """Reads the text of one input; knows the number of the line at which its window begins."""

    def __init__(self, listings: Sequence[Listing], events: EventMaker) -> None:
        self.listings = listings
        self.explicit = [listing.EXPLICIT for listing in listings]
        self.events = events
        self.offset = 0
        self.line = 1
        """The number of the line in which `offset` of the window lies."""
        self.bugs: dict[str, int] = {}
        """The last line that a bug has cost, by the listing that has it."""
        self.gap: Gap | None = None
        """The last lines that belong to no entry, not reported yet, because more of their kind may follow."""

    def read(self, pieces: Iterable[str]) -> Iterator[Event]:
        """Read clean text: widen the window, take the entries that are surely whole, go on."""
        window, floor, wait = "", 0, 0
        for piece in pieces:
            window += piece
            if len(window) < wait:
                continue
            rest = yield from self.scan_window(window, floor, final=False)
            # What has been searched in vain must not be searched again for every piece.
            left = len(window) - rest
            wait = 2 * left if left > LARGE else 0
            # A window begins at a line's start; what of that line is read already lies before the floor.
            start = window.rfind("\n", 0, rest) + 1
            self.line = self.line_at(window, start)
            self.offset = 0
            window, floor = window[start:], rest - start
        yield from self.scan_window(window, floor, final=True)
        yield from self.flush_gap()

    def scan_window(self, window: str, floor: int, *, final: bool) -> Generator[Event, None, int]:
        """Yield what the entries from `floor` on give, and what lies between them; return where the rest begins."""
        position = floor
        line_at = partial(self.line_at, window)
        # The answer of each listing: its next entry, or from where on text may become one; None before it is asked.
        answers: list[Entry | int | None] = [None] * len(self.listings)
        while True:
            for i, listing in enumerate(self.listings):
                answer = answers[i]
                if answer is None or (isinstance(answer, Entry) and answer.start < position):
                    answers[i] = yield from self.ask(listing, window, position, final)
            number, keep = first_entry(answers, self.explicit, len(window), final)
            if number is None:
                break
            entry, name = answers[number], self.listings[number].NAME
            assert isinstance(entry, Entry)
            if is_code(entry):
                yield from self.report_gap(window, position, entry.end)
                position = entry.end
                continue
            if not self.explicit[number]:
                self.drop_page_title(window, entry)
            yield from self.report_gap(window, position, entry.start)
            yield from self.flush_gap()
            cut = self.events.truncation_fault(entry, name)
            if cut and final and not NOT_BLANK.search(window, entry.end):
                entry.faults.append(cut)
            reject_foreign_labels(self.listings[number], window, entry)
            report_joined_lines(window, entry)
            self.report_unused(window, entry)
            yield from self.events.to_events(entry, name, line_at, window)
            position = entry.end
        # What no listing wants to keep is reported now, line by line; the rest waits for more text. All of it waits
        # where an entry waits for an earlier one: it is to be read again with the same text before it.
        if final:
            keep = len(window)
        elif keep > position and not any(isinstance(answer, Entry) for answer in answers):
            keep = max(position, window.rfind("\n", position, keep) + 1)
        else:
            keep = position
        yield from self.report_gap(window, position, keep)
        return keep

    def ask(
        self, listing: Listing, window: str, position: int, final: bool
    ) -> Generator[Diagnostic, None, Entry | int]:
        """Return a listing's answer to `find`; a bug of it costs the entry."""
        try:
            return listing.find(window, position, final)
        except MemoryError:
            raise
        except Exception as error:
            return (yield from self.recover_after_crash(error, listing, window, position, final))

    def recover_after_crash(
        self, fault: Exception, listing: Listing, window: str, start: int, final: bool
    ) -> Generator[Diagnostic, None, Entry | int]:
        """Ask a listing again that has crashed at what begins at `start`; its bug costs the entry."""
        # Where the entry ends is not known: line after line is left out until the listing can go on.
        # Beyond the length of an entry the steps double, so that the time stays in bounds.
        floor, step, answer = start, 0, None
        while answer is None:
            step += max(1, step - ENTRY_LINES)
            for _ in range(max(1, step - ENTRY_LINES)):
                floor = window.find("\n", floor) + 1 or len(window)
            try:
                answer = listing.find(window, floor, final)
            except MemoryError:
                raise
            except Exception as error:
                fault = error
                # A listing that crashes at the end of the text, too, has no answer.
                answer = floor if floor == len(window) else None
        first, last = self.line_at(window, start), self.line_at(window, max(start, floor - 1))
        # The same lines are searched again where another listing waits for more text.
        if first > self.bugs.get(listing.NAME, 0):
            self.bugs[listing.NAME] = last
            yield self.events.bug(first, last, listing.NAME, fault)
        return answer

    def line_at(self, window: str, offset: int) -> int:
        """Return the number of the line in which `offset` lies. Cheap for offsets near the last one."""
        if offset >= self.offset:
            self.line += window.count("\n", self.offset, offset)
        else:
            self.line -= window.count("\n", offset, self.offset)
        self.offset = offset
        return self.line

    def report_gap(self, window: str, start: int, end: int) -> Iterator[Diagnostic]:
        """Report lines between two entries: a diagnostic for each run of one kind but the last, which may go on."""
        between = window[start:end]
        if not between or between.isspace():
            return
        line = self.line_at(window, start)
        for number, raw in enumerate(between.split("\n"), line):
            text = raw.strip()
            if not text:
                continue
            code = Code.PAGE_TEXT if is_page_text(text, self.listings) else Code.UNCLAIMED
            if self.gap and self.gap.code is code:
                self.gap = self.gap._replace(last_line=number)
            else:
                yield from self.flush_gap()
                self.gap = Gap(code, number, number, text)

    def drop_page_title(self, window: str, entry: Entry) -> None:
        """Leave out a title that is but page text: the last lines of another listing before the entry."""
        title = next((span for span in entry.spans if span[0] == "title"), None)
        if not title or not entry.values["title"] or title[1] != entry.start or len(entry.spans) == 1:
            return
        lines = [line for line in map(str.strip, window[title[1] : title[2]].split("\n")) if line]
        # (Of a line of a page's head, `How | Papers With Code`, only a part is the title.)
        is_whole = NO_LETTER.sub("", "".join(lines)) == NO_LETTER.sub("", entry.values["title"])
        if is_whole and all(is_page_text(line, self.listings) for line in lines):
            entry.values["title"] = None
            entry.spans.remove(title)
            entry.start = min(start for _, start, _ in entry.spans)

    def report_unused(self, window: str, entry: Entry) -> None:
        """Make faults of the lines within an entry that went to no field, as lines between entries are reported."""
        for start, end in unused_lines(window, entry):
            text = window[start:end].strip()
            if SAYS_SOMETHING.search(text.replace("_", "")):
                entry.faults.append(left_over(text, start, end, self.listings))

    def flush_gap(self) -> Iterator[Diagnostic]:
        """Report the last lines that belong to no entry, if they have not been reported."""
        if self.gap:
            code, first, last, text = self.gap
            quoted = text if len(text) <= QUOTED else text[:QUOTED] + "…"
            lines = f"{last - first + 1} lines" if last > first else "line"
            what = "page text" if code is Code.PAGE_TEXT else "not understood"
            self.gap = None
            yield Diagnostic(code, Place(self.events.file, first, last), f"{what}, {lines}: {quoted!r}")


def is_page_text(text: str, listings: Sequence[Listing]) -> bool:
    """Whether a line is known to be part of the page around the entries of any of these formats."""
    if len(text) > PAGE_LINE:
        return False
    return not SAYS_SOMETHING.search(text) or any(listing.PAGE_TEXT.fullmatch(text) for listing in listings)


def left_over(text: str, start: int, end: int, listings: Sequence[Listing]) -> Fault:
    """Return the fault of a line within an entry that went to no field."""
    code = Code.PAGE_TEXT if is_page_text(text, listings) else Code.UNCLAIMED
    what = "page text" if code is Code.PAGE_TEXT else "not understood"
    return Fault(code, start, end, f"{what}, within a paper: {text[:QUOTED]!r}")


def first_entry(
    answers: Sequence[Entry | int | None], explicit: Sequence[bool], size: int, final: bool
) -> tuple[int | None, int]:
    """Return which of the listings' answers is the entry to take: the one that starts first.

    An entry with labels alone gives way to one with an explicit start that lies within it, and to one before that.

    Args:
        answers: what each listing answered.
        explicit: whether the entries of each have a start and an end of their own.
        size: the window's.
        final: whether nothing follows the window.

    Returns:
        The place of the answer, None if there is none or if text before it may become an earlier entry; and where
        what must be kept begins.
    """
    number, keep = None, size
    for i, answer in enumerate(answers):
        if isinstance(answer, Entry):
            if answer.start < keep:
                number, keep = i, answer.start
        elif answer is not None and answer <= keep and not final:
            number, keep = None, answer
    first = answers[number] if number is not None else None
    if not isinstance(first, Entry) or explicit[number or 0]:
        return number, keep
    entries = [(answer.start, i, answer) for i, answer in enumerate(answers) if isinstance(answer, Entry)]
    entries.sort(key=lambda each: each[:2])
    own = next((start for start, i, _ in entries if explicit[i] and start < first.end), first.end)
    if not final and any(explicit[i] and isinstance(answer, int) and answer < own for i, answer in enumerate(answers)):
        return None, keep
    if own < first.end:
        number, keep = next(
            (i, start) for start, i, answer in entries if answer.end <= own or (explicit[i] and start == own)
        )
    return number, keep
