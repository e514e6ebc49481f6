"""What is reported about an input: a fault or a remark is a value with a place, never an exception.

A diagnostic is rendered `FILE:LINE: severity: message [code]`. The severity follows from the code,
so that one kind of fault cannot be a warning here and an error there.
"""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paperlist.paper import Paper


class Severity(StrEnum):
    """How much a diagnostic matters: only errors mean that something could not be read."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Code(Enum):
    """The closed set of things that can be said: (identifier, severity)."""

    PAGE_TEXT = ("page-text", Severity.NOTE)
    """Text of the page around the entries: headings, menus, footers."""
    DEFINITION = ("definition", Severity.NOTE)
    """What is no entry itself, and entries refer to: an abbreviation, data of several entries."""
    AMBIGUOUS = ("ambiguous", Severity.NOTE)
    """The text can be read in more than one way; the likeliest was taken."""
    CONTRADICTION = ("contradiction", Severity.NOTE)
    """United entries say different things; the message says what was chosen."""
    MENDED = ("mended", Severity.NOTE)
    """Letters that had been read in a wrong encoding; what was meant is sure."""
    LEFT_OUT = ("left-out", Severity.NOTE)
    """A part of a record for which the output has no place."""
    WOULD_UNITE = ("would-unite", Severity.NOTE)
    """Entries that merging would unite, where it is asked only to report."""
    COMPLETED = ("completed", Severity.NOTE)
    """An index filled a field; the message says which, and where from."""
    LIBRARY_FAULT = ("library-fault", Severity.WARNING)
    """Something in a library that papers are added to cannot be read; it was so before, and stays."""
    ALIKE = ("alike", Severity.NOTE)
    """Two entries of one library that look like one work; both stay."""
    UNTITLED = ("untitled", Severity.WARNING)
    """The listing lost the title."""
    NO_AUTHORS = ("no-authors", Severity.WARNING)
    """An entry without authors of a listing all of whose entries have some."""
    UNCLAIMED = ("unclaimed", Severity.WARNING)
    """Lines that belong to no entry and are no known page text."""
    DOUBTFUL = ("doubtful", Severity.WARNING)
    """A value is as the text has it, which shows signs that something in it is lost or is not of the page."""
    TRANSLATED = ("translated", Severity.WARNING)
    """A page that a browser translated, so that its titles and abstracts are not the authors' own."""
    UNSURE = ("unsure", Severity.WARNING)
    """Two entries may tell of one work; they stay apart."""
    PRINT_DIFFERS = ("print-differs", Severity.WARNING)
    """Entries that were united state different volumes, issues or pages."""
    BAD_KEY = ("bad-key", Severity.WARNING)
    """A citation key that two entries have, that nothing has, or that no document can cite."""
    BAD_BYTES = ("bad-bytes", Severity.WARNING)
    """Bytes that are not text in the input's encoding."""
    UNLIKE = ("unlike", Severity.WARNING)
    """A bundle for a report is not read as its input was."""
    BAD_FIELD = ("bad-field", Severity.ERROR)
    """A field is there but cannot be read; the rest of its entry was."""
    BAD_ENTRY = ("bad-entry", Severity.ERROR)
    """An entry is there but cannot be read."""
    TRUNCATED = ("truncated", Severity.ERROR)
    """An entry breaks off; what was there of it is kept."""
    NOTHING_FOUND = ("nothing-found", Severity.ERROR)
    """No entry of any listing in the whole input."""
    UNREADABLE = ("unreadable", Severity.ERROR)
    """A file cannot be opened, decoded or read on."""
    BUG = ("bug", Severity.ERROR)
    """A fault of this program; the entry is lost, the rest is read."""

    @property
    def id(self) -> str:
        """The identifier in brackets at the end of a rendered diagnostic."""
        return self.value[0]

    @property
    def severity(self) -> Severity:
        """The severity that goes with the code, always."""
        return self.value[1]


class Place(NamedTuple):
    """Lines of a file, counted from 1, both ends included; without lines, the file as a whole."""

    file: str
    """As given; `-` for standard input."""
    first_line: int = 0
    last_line: int = 0

    def __str__(self) -> str:
        """`FILE:FIRST`, the line left out where there is none."""
        return f"{self.file}:{self.first_line}" if self.first_line else self.file

    @property
    def whole(self) -> str:
        """`FILE:FIRST-LAST`."""
        return f"{self.file}:{self.first_line}-{self.last_line}"

    @property
    def lines(self) -> range:
        """The numbers of the lines."""
        return range(self.first_line, self.last_line + 1)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to say about a place."""

    code: Code
    place: Place
    message: str
    """One sentence; may quote the input, so whoever prints it must escape control characters."""

    def __str__(self) -> str:
        """`FILE:LINE: severity: message [code]`, the line left out where there is none."""
        return f"{self.place}: {self.code.severity}: {self.message} [{self.code.id}]"


def diagnostic_for(code: Code, paper: "Paper", message: str) -> Diagnostic:
    """Return a diagnostic at the place where a paper was first read."""
    return Diagnostic(code, paper.sources[0].place if paper.sources else Place("-"), message)


def untitled(paper: "Paper") -> Diagnostic:
    """Return what is said of a paper without a title: what it is cited as, by which its reader may find it again."""
    message = f"no title for this paper in the input; it is cited as {paper.key}"
    return diagnostic_for(Code.UNTITLED, paper, message)


NAMING = frozenset(("arxiv-abs", "arxiv-api", "arxiv-list", "arxiv-mail", "arxiv-search"))
"""The listings whose every entry has authors."""
NAMING_IN_FULL = frozenset(("hf-papers", "papers-with-code"))
"""The listings of which a paper's own page has authors, with the abstract, while a card may have none."""


def without_authors(paper: "Paper") -> Diagnostic | None:
    """Return what is said of an entry whose text has lost the authors; None of one that has some or need not have."""
    if paper.authors or paper.authors_omitted:
        return None
    listing = paper.sources[-1].format
    if listing not in NAMING and not (listing in NAMING_IN_FULL and paper.abstract):
        return None
    message = "no authors for this paper here, although such a page always names them"
    return Diagnostic(Code.NO_AUTHORS, paper.sources[-1].place, message)


SHOWN = 20
"""How many diagnostics of one code are shown one by one, unless all are asked for."""


EXPLANATIONS = {Code.CONTRADICTION, Code.WOULD_UNITE, Code.ALIKE, Code.COMPLETED}
"""What merging has to say of its choices."""

SUMMED_UP = {
    Code.ALIKE: "of papers in one library look alike and stay separate"
    " (--merge report lists them, --within merges them)",
}
"""What is said in one line of notes that are not shown one by one."""


class Report:
    """Counts all diagnostics of a run and shows those that are asked for.

    Args:
        show: is given each rendered diagnostic.
        quiet: 1: nothing is summed up; 2: only errors are shown.
        verbose: everything is shown, notes too, however many.
        explain: notes about what merging chose are shown.
    """

    def __init__(
        self, show: Callable[[str], None], *, quiet: int = 0, verbose: bool = False, explain: bool = False
    ) -> None:
        self.show = show
        self.quiet = quiet
        self.verbose = verbose
        self.counts: Counter[Code] = Counter()
        self.lines: Counter[Code] = Counter()
        self.most = {
            code: most_shown(code, quiet=quiet > 1, every=verbose or (explain and code in EXPLANATIONS))
            for code in Code
        }
        """How many of each code are shown one by one."""

    @property
    def explains(self) -> bool:
        """Whether notes about what merging chose are shown."""
        return self.most[Code.CONTRADICTION] > 0

    def add(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic and show it if it is wanted."""
        code = diagnostic.code
        self.counts[code] += 1
        self.lines[code] += len(diagnostic.place.lines)
        if self.counts[code] <= self.most[code]:
            self.show(str(diagnostic))

    def close(self) -> None:
        """Show how many were not shown one by one."""
        for code, said in SUMMED_UP.items():
            if self.counts[code] and not self.most[code] and not self.quiet:
                pairs = "pair" if self.counts[code] == 1 else "pairs"
                self.show(f"paperlist: {code.severity}: {self.counts[code]} {pairs} {said} [{code.id}]")
        for code, count in self.counts.items():
            if 0 < self.most[code] < count:
                self.show(f"paperlist: {code.severity}: {count - SHOWN} more like this (-v shows all) [{code.id}]")

    def worst(self) -> Severity | None:
        """Return the gravest severity so far; None where nothing was reported."""
        severities = {code.severity for code in self.counts}
        return next((s for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE) if s in severities), None)


def most_shown(code: Code, *, quiet: bool, every: bool) -> float:
    """Return how many diagnostics of a code are shown one by one: of notes those that were asked for."""
    if quiet and code.severity is not Severity.ERROR:
        return 0
    if every:
        return math.inf
    return 0 if code.severity is Severity.NOTE else SHOWN
