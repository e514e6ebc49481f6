"""The entries of a window of text that a browser translated: the labels that claim each, and what they are in English.

search results   the label of the authors, then the dates; or an identifier with its formats, and the labels of the
                 authors and the abstract
abstract page    the dates in brackets, then a label
list             an identifier with its formats, then the label of subjects with their classes
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from paperlist.cleanup.translated.dates import read_dateline, read_formula
from paperlist.cleanup.translated.lines import (
    CLASSES_IN,
    ID_LINE,
    SUBJECT_LIST,
    SUBJECTS,
    formats_in_english,
    head_in_english,
    marks_in_english,
    names_in_english,
    row_in_english,
    sender_in_english,
    subjects_in_english,
    with_line_breaks,
)
from paperlist.cleanup.translated.words import ENGLISH, Kinds, kinds_of, load_table
from paperlist.fields import squeeze

LABEL = re.compile(
    r"^[^\w\n]{0,12}(?P<label>[^\W\d_][^\n\t:：﹕]{0,30}+)(?:[:：﹕][ \t]?|\t|(?=\n|\Z))", re.MULTILINE
)  # "Autoren: ", "作者：", "Kommentare\t", "Zusammenfassung"
HISTORY = re.compile(
    r"^[^\w\n\[]{0,12}(?P<history>[^\W\d][^\n:：]{1,60})\n\s{0,4}(?P<from>[^\W\d][^\n\d:：]{0,30}[:：][ ]?)"
    r"[^\n]{2,200}\n"
    r"(?=\s{0,4}[^\w\n]{0,6}\[v\d{1,3}\])",
    re.MULTILINE,
)
"""The heading of the submission history, and the label of who submitted, above the first version."""
DATELINE = re.compile(
    r"^[^\w\n\[［【]{0,6}(?P<dates>\\?[\[［【](?!\s*Submitted)[^\[\]［］【】]{8,300}[\]］】])[*_ ]*$", re.MULTILINE
)
OWN_LABEL = re.compile(r"^[^\w\n]{0,12}(?:Authors|(?P<abstract>Abstract))\s?:", re.MULTILINE)
YEAR = re.compile(r"(?:19|20)\d\d")
LEAD = re.compile(r"[^\w\n]{0,12}")
PARAGRAPH = re.compile(r"\n\s*\n\s*\S")
FAR: Final = 1 << 15
"""So many characters are at most between the parts of a quorum."""
NEAR: Final = 2000
"""So many are at most between an identifier and the first label of its entry."""
FORMULA: Final = 300
"""The dates have fewer characters."""
LINES: Final = 3
"""They take so many lines, at most; so does a value that is looked at as a whole."""
HELD: Final = 2 * LINES
"""So many lines after the heading of the submission history are held with it, as it is known by them."""
REMARKS: Final = frozenset(("comments", "report", "msc", "acm", "journal", "latest"))
HEAD: Final = frozenset(("title", "authors", "abstract"))
EVIDENCE: Final = frozenset((*HEAD, "comments", "subjects", "cite"))
"""The labels that, with the dates, show an abstract page."""


class Label(NamedTuple):
    """A label at a line's start: its offsets, with the colon and the blank after it, and what it is."""

    start: int
    end: int
    kinds: Kinds

    def languages(self, *kinds: str) -> set[str]:
        """Return the languages in which the label is of one of these kinds."""
        return {language for language, own in self.kinds.items() if own in kinds}


class Dates(NamedTuple):
    """The dates of an entry: their offsets, the languages in which they can be read, and what they are in English."""

    start: int
    end: int
    languages: set[str]
    english: str


@dataclass
class Open:
    """An entry that was claimed and of which more labels may follow."""

    languages: set[str]
    page: str
    since: str = ""
    """The text after the last label, or after the dates."""
    last: str = ""
    """The kind of the last label; none before the first."""
    kinds: frozenset[str] = frozenset()
    """The kinds of all its labels so far."""

    def is_closed(self) -> bool:
        """Whether what follows is no more of the entry."""
        if self.page == "abs":
            return len(self.since) > (NEAR if self.kinds - HEAD else FAR)
        return bool(PARAGRAPH.search(self.since) if self.last else self.since.strip())

    def kind_of(self, label: Label) -> str | None:
        """Return what a label is to the entry; None if it is none of it."""
        kinds = {label.kinds[language] for language in self.languages & label.kinds.keys()}
        kind = next((kind for kind in sorted(kinds) if kind in ENGLISH[self.page]), None)
        if kind in self.kinds or "from" in self.kinds or (kind in HEAD and self.kinds - HEAD):
            return None  # of another page
        return kind if self.page != "search" or kind in REMARKS else None

    def went_on(self, text: str) -> "Open":
        """Return the entry with more text after its last label."""
        return replace(self, since=self.since + text)


class Window:
    """Reads one window of text; what is settled goes to `pieces`."""

    def __init__(self, text: str, entry: Open | None, final: bool) -> None:
        self.text = text
        self.entry = entry
        self.final = final
        self.pieces: list[str] = []
        self.at = 0
        """How far the text is settled."""
        self.languages: Counter[str] = Counter()
        self.changed: tuple[int, int] | None = None
        """Where the first and the last word was that is English now."""
        self.labels = find_labels(text)
        self.starts = [label.start for label in self.labels]
        self.datelines = list(find_datelines(text))
        self.authors = [label.start for label in self.labels if label.languages("authors")]

    def read(self) -> int:
        """Read the window and return how far it is settled."""
        items: list[Label | Dates] = sorted((*self.labels, *self.datelines), key=lambda item: item.start)
        for item in items:
            if item.start < self.at:
                continue
            settled = self.read_dateline(item) if isinstance(item, Dates) else self.read_label(item)
            if not settled:
                return self.settle(self.before_id(item.start))
        if self.final:
            return self.settle(len(self.text))
        return self.settle(self.before_id(len(self.text)))

    def before_id(self, at: int) -> int:
        """Return where the last identifier before an offset is that is not settled; the offset if there is none."""
        found = [line.start() for line in ID_LINE.finditer(self.text, max(self.at, at - NEAR), at)]
        return found[-1] if found else at

    def settle(self, end: int) -> int:
        """Settle the text up to an offset, and return that."""
        piece = self.text[self.at : end]
        if self.entry:
            self.entry.since += piece
            if self.entry.page == "abs" and not self.entry.is_closed():
                piece = value_in_english(piece, self.entry)
            if self.entry.is_closed():
                self.entry = None
        self.pieces.append(piece)
        self.at = max(self.at, end)
        return self.at

    def replace(self, end: int, english: str) -> None:
        """Settle the text up to an offset as other words."""
        self.changed = (self.changed or (self.at, 0))[0], max(self.at, end - 1)
        self.pieces.append(english)
        self.at = end

    def read_label(self, label: Label) -> bool:
        """Read a label: one of the entry at hand, or the first of another; whether that is settled."""
        entry = self.entry
        if entry:
            closed = entry.went_on(self.text[self.at : label.start]).is_closed()
            kind = None if closed else entry.kind_of(label)
            if kind and not self.final and self.text.count("\n", label.end) <= (HELD if kind == "history" else LINES):
                return False
            if kind:
                self.settle(label.start)
                self.replace_label(label, entry.page, kind)
                entry.since, entry.last, entry.kinds = "", kind, entry.kinds | {kind}
                return True
        if languages := label.languages("authors"):
            return self.read_result(label, languages)
        if languages := label.languages("subjects"):
            return self.read_listed(label, languages)
        return True

    def replace_label(self, label: Label, page: str, kind: str) -> None:
        """Put a label into English."""
        after = self.text[label.end - 1 : label.end]
        blank = after if after in " \t" else "" if self.text[label.end : label.end + 1] in ("\n", "") else " "
        self.replace(label.end, f"{ENGLISH[page][kind]}{blank}")

    def read_dateline(self, dates: Dates) -> bool:
        """Read the dates of an abstract page, which a label claims that follows; whether that is settled."""
        far = min(len(self.text), dates.end + FAR)
        for label in self.labels[bisect_left(self.starts, dates.end) :]:
            if label.start > far:
                break
            if languages := label.languages(*EVIDENCE) & dates.languages:
                if not self.final and self.text.count("\n", label.end) <= LINES:
                    return False
                self.settle(dates.start)
                self.replace(dates.end, dates.english)
                self.claim(Open(languages, "abs"))
                return True
        return self.final or far < len(self.text)

    def claim(self, entry: Open) -> None:
        """Take an entry as claimed."""
        self.entry = entry
        self.languages.update(sorted(entry.languages))

    def read_result(self, label: Label, languages: set[str]) -> bool:
        """Read a search result from the label of its authors to its dates; whether that is settled."""
        text, stop, own = self.text, self.stop_after(label), None
        found = OWN_LABEL.search(text, label.end, stop)
        if found and found["abstract"]:
            own, found = found.start(), OWN_LABEL.search(text, found.end(), stop)
        stop = found.start() if found else stop
        dates = find_formula(text, label.end, stop, languages)
        if not dates and stop == len(text) and not self.final and stop - label.start < FAR:
            return False
        end = dates.start if dates else stop
        languages = dates.languages if dates else languages
        abstract = self.find_label("abstract", languages, label.end, end)
        id_at = self.before_id(label.start)
        if (not dates or "ubmitted" in text[dates.start : dates.end]) and not abstract:
            return True
        if not dates and id_at == label.start:
            return True
        languages = languages & abstract.languages("abstract") if abstract else languages
        self.settle(id_at)
        self.replace(label.start, formats_in_english(text[id_at : label.start]))
        self.replace_label(label, "search", "authors")
        names_end = abstract.start if abstract else own if own is not None else end
        self.replace(names_end, names_in_english(text[self.at : names_end]))
        if abstract:
            self.replace_label(abstract, "search", "abstract")
        self.replace(end, marks_in_english(text[self.at : end]))
        if dates:
            self.replace(dates.end, dates.english)
        self.claim(Open(languages, "search"))
        return True

    def stop_after(self, label: Label) -> int:
        """Return how far the entry may reach that the label of the authors begins."""
        number = bisect_left(self.authors, label.end)
        following = self.authors[number] if number < len(self.authors) else len(self.text)
        return min(following, label.start + FAR)

    def find_label(self, kind: str, languages: set[str], start: int, stop: int) -> Label | None:
        """Return the first label of a kind between two offsets in any of some languages."""
        for label in self.labels[bisect_left(self.starts, start) : bisect_left(self.starts, stop)]:
            if label.languages(kind) & languages:
                return label
        return None

    def read_listed(self, subjects: Label, languages: set[str]) -> bool:
        """Read an entry of a list from its identifier to its subjects; whether that is settled."""
        id_at = self.before_id(subjects.start)
        if id_at == subjects.start:
            return True
        if not self.final and self.text.count("\n", subjects.end) <= LINES:
            return False
        listed = SUBJECT_LIST.match(self.text, subjects.end)
        if not listed or not SUBJECTS.keys() & CLASSES_IN.findall(listed[0]):
            return True
        entry = Open(languages, "list")
        self.settle(id_at)
        for label in self.labels[bisect_left(self.starts, id_at) : bisect_left(self.starts, subjects.end)]:
            if kind := entry.kind_of(label):
                first, blank, rest = self.text[self.at : label.start].partition("\n")
                rest = head_in_english(rest) if self.at == id_at else rest
                self.replace(label.start, formats_in_english(first) + blank + rest)
                self.replace_label(label, "list", kind)
                entry.languages &= label.languages(kind)
        self.replace(listed.end(), subjects_in_english(self.text[self.at : listed.end()]))
        self.claim(entry)
        self.entry = None
        return True


def value_in_english(text: str, entry: Open) -> str:
    """Return what follows a label of an abstract page, or its dates, with its fixed words in English."""
    if not entry.last and len(entry.since) == len(text):
        text = head_in_english(text)
    elif entry.last == "subjects":
        text = subjects_in_english(text)
    elif entry.last == "from":
        text = sender_in_english(text)
    elif entry.last == "authors":
        text = names_in_english(text)
    return row_in_english(text, min(entry.languages))


def find_labels(text: str) -> list[Label]:
    """Return the labels at the beginnings of lines that are in the table, or known by what follows them."""
    labels = {}
    for found in LABEL.finditer(text):
        if kinds := kinds_of(found["label"]):
            labels[found.start("label")] = Label(found.start("label"), found.end(), kinds)
    for found in HISTORY.finditer(text):
        for kind in ("history", "from"):
            labels[found.start(kind)] = Label(*found.span(kind), dict.fromkeys(load_table(), kind))
    return [labels[start] for start in sorted(labels)]


def find_datelines(text: str) -> Iterable[Dates]:
    """Yield the dates of abstract pages that are in another language."""
    for found in DATELINE.finditer(text):
        if dates := read_dates_in(load_table(), text, found.span("dates"), read_dateline):
            yield dates


def find_formula(text: str, start: int, stop: int, languages: set[str]) -> Dates | None:
    """Return the first lines between two offsets that are the dates of a search result in one of some languages."""
    at = start
    for year in YEAR.finditer(text, start, stop):
        begin = text.rfind("\n", at, year.start()) + 1
        if begin <= at:
            continue
        at = end = begin
        begin = LEAD.match(text, begin).end()  # type: ignore[union-attr]
        if (label := LABEL.match(text, at)) and kinds_of(label["label"]):
            continue
        for _ in range(LINES):
            end = text.find("\n", end + 1, stop)
            end = stop if end < 0 else end
            if end - begin > FORMULA:
                break
            if dates := read_dates_in(languages, text, (begin, end), read_formula):
                return dates
    return None


def read_dates_in(
    languages: Iterable[str], text: str, place: tuple[int, int], read: Callable[[str, str], str | None]
) -> Dates | None:
    """Return the dates at a place in a text, in which the languages that can read them must agree."""
    found: dict[str, set[str]] = {}
    written = text[place[0] : place[1]].rstrip()
    for language in languages:
        if english := read(squeeze(written), language):
            found.setdefault(english, set()).add(language)
    if len(found) != 1:
        return None
    english, own = found.popitem()
    return Dates(place[0], place[0] + len(written), own, with_line_breaks(english, written))
