"""Adding papers to a `.bib` library that somebody has cared for, without touching what they wrote.

1. `blocks` cuts the library into blocks with their places; its entries become papers.
2. `matching` finds which papers are in it already: those that it says in the very words that would be written, and
   those that merging would unite with an entry.
3. Papers that are not in it are put in after the last entry (`writing`), in the form of those that are there
   (`habits`). With `update` those that are get the fields they lack (`missing_fields`), laid out as the entry is
   (`layout`). A paper that matches two entries is reported and left alone.

All other characters stay as they are: text is only inserted, and a placeholder for a lost title replaced. So adding
the same papers twice changes nothing the second time. Everything here is pure; `files` reads and replaces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from paperlist.adding.bibfile import encoding_message
from paperlist.adding.broken import Broken
from paperlist.adding.habits import learn_habits
from paperlist.adding.layout import Edit, Layout
from paperlist.adding.matching import Match, find_matches
from paperlist.adding.missing_fields import is_published, missing_fields
from paperlist.adding.writing import DialectName, EntryWriter, assign_keys, load_dialect, preprint_form, spoken_dialect
from paperlist.diagnostics import Code, Diagnostic, Severity, diagnostic_for
from paperlist.exporters import Options
from paperlist.keys import DEFAULT as DEFAULT_KEY

if TYPE_CHECKING:
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose about adding."""

    update: bool = False
    """Give entries that are there the fields they lack."""
    key: str = DEFAULT_KEY
    """Pattern of new entries' keys, see `keys`."""
    dialect: DialectName | None = None
    """Of what is written; by default the library's own."""
    output: Options = field(default_factory=Options)
    """How values are written; preprints as most of the library's are."""
    encoding: str = "utf-8"
    """Of the library, as `bibfile.decode` found it."""
    decisions: "Decisions | None" = None
    """A person's answers about unsure pairs, see `merging`."""


class Action(StrEnum):
    """What was done with a paper."""

    ADDED = "added"
    UPDATED = "updated"
    PRESENT = "present"
    UNSURE = "unsure"
    """It matches two entries. It was not added."""
    REFUSED = "refused"
    """It has characters that the library's encoding has not. It was not added."""


CHANGES = frozenset({Action.ADDED, Action.UPDATED})
UNREPORTED = frozenset({Code.PAGE_TEXT, Code.DEFINITION})
"""What need not be reported of a library of which nothing is lost."""
MAX_PASSES = 5
"""What was added may settle what was unsure, or unsettle it; then there is one more pass, and hardly ever another."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table that says what was done."""

    action: Action
    key: str
    """Of the entry that was added, or that the paper is; of the first one for `UNSURE`."""
    title: str
    place: str
    """`FILE:LINE` where the paper was read first."""
    fields: tuple[str, ...] = ()
    """`UPDATED`: the fields that were inserted. `PRESENT`: those that `update` would insert."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding gives."""

    text: str
    """The whole library as it is to be; equal to the old text when there is nothing to change."""
    rows: list[Row]
    """One for each paper, in order of first appearance."""
    diagnostics: list[Diagnostic]
    """What is wrong with the library, and which papers may be in it."""
    added: "list[Paper]"
    """The papers that are new in the library, with their keys."""


def add(text: str, name: str, papers: "Sequence[Paper]", settings: Settings | None = None) -> Addition:
    """Return the library that has this text and name with the papers added.

    Raises:
        ValueError: `settings.key` is no key pattern; the message says why.
    """
    settings = settings or Settings()
    untouched: frozenset[int] = frozenset()
    while True:
        addition, lost = add_in_passes(text, name, papers, settings, untouched)
        if not lost:
            return addition
        # With the new fields nobody would know the entry again, and the next time the paper would be there twice.
        untouched |= lost


def add_in_passes(
    text: str, name: str, papers: "Sequence[Paper]", settings: Settings, untouched: frozenset[int]
) -> tuple[Addition, frozenset[int]]:
    """Return the library with the papers added, and the updated entries that a paper of theirs would not find again.

    No entry of `untouched` is updated. When there are entries that would not be found again, the addition is not to be
    used.
    """
    rows: dict[int, Row] = {}
    added: dict[int, Paper] = {}
    last: Pass | None = None
    for _ in range(MAX_PASSES):
        before = last.text if last else text
        now = add_once(before, name, papers, settings, untouched)
        if last:
            entry_of = last.entry_of.items()
            if lost := {entry for paper, entry in entry_of if now.entry_of.get(paper) != entry} & last.updated:
                return Addition(text, [], [], []), frozenset(lost)
        # A paper's row says what was done with it, in whichever pass.
        rows |= {first: row for first, row in now.rows.items() if first not in rows or row.action in CHANGES}
        added |= now.added
        last = now
        if now.text == before or all(row.action in (Action.ADDED, Action.PRESENT) for row in now.rows.values()):
            break
    assert last
    new = [added[first] for first in sorted(added) if rows[first].action is Action.ADDED]
    return Addition(last.text, [rows[first] for first in sorted(rows)], last.diagnostics, new), frozenset()


def add_once(text: str, name: str, papers: "Sequence[Paper]", settings: Settings, untouched: frozenset[int]) -> "Pass":
    """Return the library with the papers added as far as its present text shows what they are."""
    from paperlist.exporters._bibtex import ORDER
    from paperlist.readers.bibtex import Entry, read_entries
    from paperlist.readers.blocks import split_blocks

    blocks = split_blocks(text)
    found = list(read_entries(blocks, name))
    entries = [each for each in found if isinstance(each, Entry)]
    faults = [as_old(each) for each in found if isinstance(each, Diagnostic) and each.code not in UNREPORTED]
    layout = Layout(text, learn_habits(text, blocks, ORDER))
    dialect = load_dialect(settings.dialect) if settings.dialect else spoken_dialect(blocks)
    output = replace(settings.output, preprints=preprint_form(entries))
    writer = EntryWriter(dialect, output, settings.encoding, layout.habits)
    matches, unsure = find_matches(entries, papers, writer, settings.decisions)
    broken = Broken(text, blocks)
    lost = {match.first: why for match in matches if not match.entries and (why := broken.reason_to_wait(match.paper))}
    fresh = [match.paper for match in matches if not match.entries and match.first not in lost]
    new = iter(assign_keys(fresh, text, entries, settings.key))
    now = Pass(layout, papers, entries, writer, [*faults, *unsure])
    for match in matches:
        if match.first in lost:
            now.set_row(match, Action.UNSURE)
            now.report(Code.UNREADABLE if broken.is_open else Code.UNSURE, match, lost[match.first])
        elif not match.entries:
            now.append(match, next(new))
        elif len(match.entries) > 1:
            now.leave_alone(match)
        else:
            may_update = settings.update and match.entries[0] not in untouched
            now.update(match, may_update=may_update)
    now.text = layout.edited(blocks, now.edits, now.appended)
    return now


def as_old(fault: Diagnostic) -> Diagnostic:
    """Return what is wrong with the library as a warning: this run can do nothing about it."""
    return replace(fault, code=Code.LIBRARY_FAULT) if fault.code.severity is Severity.ERROR else fault


@dataclass(slots=True)
class Pass:
    """One pass over the library: what is done with each paper.

    A paper is known by the position of its first record, an entry by its number; entries are only ever appended, so
    that their numbers stay.
    """

    layout: Layout
    """Of the library as it was."""
    papers: "Sequence[Paper]"
    """The incoming records."""
    entries: "Sequence[Entry]"
    writer: EntryWriter
    diagnostics: list[Diagnostic]
    rows: dict[int, Row] = field(default_factory=dict)
    entry_of: dict[int, int] = field(default_factory=dict)
    """The one entry that each paper is."""
    added: "dict[int, Paper]" = field(default_factory=dict)
    updated: set[int] = field(default_factory=set)
    """The entries that got fields."""
    edits: list[Edit] = field(default_factory=list)
    appended: list[str] = field(default_factory=list)
    text: str = ""
    """Of the library as it is to be after the pass."""

    def append(self, match: Match, paper: "Paper") -> None:
        """Append an entry for a paper that has none; `paper` has its key."""
        if written := self.writer.write(paper):
            self.entry_of |= dict.fromkeys(match.members, len(self.entries) + len(self.appended))
            self.appended.append(self.layout.with_line_ends(written))
            self.added[match.first] = paper
            self.set_row(match, Action.ADDED, paper.key)
        else:
            self.set_row(match, Action.REFUSED)
            self.report(Code.UNREADABLE, match, encoding_message(self.writer.encoding))

    def leave_alone(self, match: Match) -> None:
        """Report a paper that matches several entries."""
        keys = [self.entries[number].block.key for number in match.entries]
        self.set_row(match, Action.UNSURE, keys[0])
        self.report(Code.UNSURE, match, f"may be {' and '.join(keys)} in the library; nothing was added or updated")

    def update(self, match: Match, *, may_update: bool) -> None:
        """Insert the fields that a paper's entry lacks if it may; else only list them."""
        [number] = match.entries
        entry = self.entries[number]
        self.entry_of |= dict.fromkeys(match.members, number)
        missing: list[tuple[str, str]] = []
        if not match.same_words:
            says_published = any(is_published(self.papers[member]) for member in match.members)
            writer = self.writer.of_entry(entry.block)
            missing = missing_fields(entry, match.paper, writer, says_published=says_published)
        if missing and may_update:
            self.updated.add(number)
            self.edits += self.layout.edits(entry.block, missing)
        action = Action.UPDATED if missing and may_update else Action.PRESENT
        self.set_row(match, action, entry.block.key, tuple(name for name, _ in missing))

    def set_row(self, match: Match, action: Action, key: str = "", fields: tuple[str, ...] = ()) -> None:
        """Note what was done with a paper."""
        sources = self.papers[match.first].sources
        title = match.paper.title or f"[{(match.paper.excerpt or match.paper.abstract or '')[:60]}…]"
        place = str(sources[0].place) if sources else ""
        self.rows[match.first] = Row(action, key, title, place, fields)

    def report(self, code: Code, match: Match, message: str) -> None:
        """Report something at the place of a paper's first record."""
        self.diagnostics.append(diagnostic_for(code, self.papers[match.first], message))
