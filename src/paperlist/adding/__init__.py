"""Adding papers to a `.bib` library that somebody has cared for, without touching what they wrote.

1. The library is cut into blocks with their places; its entries become papers.
2. Which papers are in it already? Those that it says in the very words that would be written; those with an identifier
   of an entry; those of which the merger says that they are the same work.
3. Papers that are not in it are appended, in its dialect, with keys that no block has. With `update` those that are get
   the fields they lack, in the entry's own layout. A title that only stands in for one that the listing lost gives way
   to the true one. A paper that matches two entries is told and left alone.

Every other character stays as it is: pieces of text are put in between, nothing else is written anew. So whoever adds
the same papers twice changes nothing the second time. Everything here is pure; `files.py` reads and replaces.
"""

import difflib
import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from paperlist.diagnostics import Code, Diagnostic
from paperlist.exporters import Options
from paperlist.keys import DEFAULT as DEFAULT_KEY

if TYPE_CHECKING:
    from paperlist.exporters._bibtex import Dialect
    from paperlist.merging import Merged
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry
    from paperlist.readers.blocks import Block

DialectName = Literal["bib", "biblatex"]


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
    """How values are written."""
    encoding: str = "utf-8"
    """Of the library, as `decode` found it."""
    decisions: "Decisions | None" = None
    """A person's answers about unsure pairs, see `merging`."""


class Action(StrEnum):
    """What became of a paper."""

    ADDED = "added"
    UPDATED = "updated"
    PRESENT = "present"
    UNSURE = "unsure"
    """It matches two entries. It was not added."""
    REFUSED = "refused"
    """It has characters that the library's encoding has not. It was not added."""


CHANGES = frozenset({Action.ADDED, Action.UPDATED})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that tells what was done."""

    action: Action
    key: str
    """Of the entry that was added, or that the paper is; of the first one for `UNSURE`."""
    title: str
    place: str
    """`FILE:LINE` where the paper was read first."""
    fields: tuple[str, ...] = ()
    """`UPDATED`: the fields that were put in. `PRESENT`: those that `update` would put in."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding gives."""

    text: str
    """The whole library as it is to be; equal to the old text when there is nothing to change."""
    rows: list[Row]
    """One a paper, in order of first appearance."""
    diagnostics: list[Diagnostic]
    """What is wrong with the library, and which papers may be in it."""
    added: "list[Paper]"
    """The papers that are new in the library, with their keys."""


# ---- The file: bytes to text and back --------------------------------------------------------------------------------

# % Encoding: Cp1252, as JabRef writes it above the first entry; at first it wrote two lines without the sign
ENCODING_LINE = re.compile(rb"\A\s*+(?:This file was created with JabRef[^\n]*+\s*+)?%?\s*+Encoding:\s*+([\w.-]+)")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> tuple[str, str]:
    """Decode a library without loss: its text, byte order mark and line ends as they are, and its encoding.

    UTF-16 with its mark, UTF-8, what the first line names, Windows-1252, and at last Latin-1, which has every byte.
    """
    named = ENCODING_LINE.match(data)
    names = ["utf-16-le", "utf-16-be"] if data.startswith(UTF_16_MARKS) else []
    names += ["utf-8", *([named[1].decode("ascii")] if named else []), "cp1252", "latin-1"]
    for name in names:
        try:
            text = data.decode(name)
            # U+FEFF at the beginning tells the two byte orders apart.
            if encode(text, name) == data and (not name.startswith("utf-16") or text.startswith("\ufeff")):
                return text, name
        except (UnicodeError, LookupError):
            continue
    raise AssertionError("Latin-1 has every byte")


def encode(text: str, encoding: str) -> bytes:
    """Give a library's bytes, the counterpart of `decode`."""
    return text.encode(encoding)


# What no text has. Latin letters say nothing: every byte is one.
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
BYTEWISE = frozenset({"cp1252", "latin-1"})


def why_no_library(text: str, encoding: str) -> str:
    """Say why a file, as `decode` gave it, is nothing to add papers to; empty when it is a library or may become one.

    A file without any block may be an empty library with remarks in it. One that lists papers is a listing.
    """
    from paperlist.paper import Paper
    from paperlist.pipeline import read_text
    from paperlist.readers import recognise
    from paperlist.readers.blocks import Kind, split_blocks

    if "\0" in text or (encoding in BYTEWISE and NO_TEXT.search(text)):
        return "is no text; nothing was added"
    # To cut a big library into blocks takes its time; nearly always its first block is seen without.
    if recognise(text) == "bibtex":
        return ""
    if any(block.kind is not Kind.BROKEN and block.type != "text" for block in split_blocks(text)):
        return ""
    if any(isinstance(event, Paper) for event in read_text([text])):
        return "is a listing, no .bib; nothing was added (the library comes first: paperlist add LIBRARY LISTING)"
    return ""


def diff(old: str, new: str, name: str) -> str:
    """Give what adding would change as a unified diff, empty when that is nothing."""
    # Most of a library stays, and difflib is slow with what is equal: it sees what lies between, and three lines more.
    before, after = LINE.findall(old), LINE.findall(new)
    same_head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = zip(reversed(before[same_head:]), reversed(after[same_head:]), strict=False)
    same_tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    skipped = max(same_head - CONTEXT, 0)
    kept = max(same_tail - CONTEXT, 0)
    lines = difflib.unified_diff(
        before[skipped : len(before) - kept], after[skipped : len(after) - kept], f"a/{name}", f"b/{name}", n=CONTEXT
    )
    return "".join(
        HUNK.sub(lambda numbers: shifted(numbers, skipped), line) if line.startswith("@@") else whole_line(line)
        for line in lines
    )


# Only \n ends a line here: to `patch`, U+2028 and a lone carriage return are characters like others.
LINE = re.compile(r"[^\n]*\n|[^\n]+")
CONTEXT = 3
HUNK = re.compile(r"(?<=[-+])(?P<line>\d+)(?P<count>,\d+)?(?= )")  # @@ -1,4 +1,8 @@


def shifted(numbers: re.Match[str], lines: int) -> str:
    """Move the numbers of a hunk by the lines that difflib did not see."""
    return f"{int(numbers['line']) + lines}{numbers['count'] or ''}"


def whole_line(line: str) -> str:
    """End a line of a diff; `patch` wants to be told when the file's last line has no end."""
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


# ---- Adding ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """An incoming paper and the entries that it is or may be."""

    paper: "Paper"
    """What all incoming papers that tell of it say together, and the entry with them."""
    members: tuple[int, ...]
    """Their places among the incoming papers, of each that the merger united by itself the first."""
    entries: tuple["Entry", ...] = ()
    same_words: bool = False
    """The entry says what would be written: it lacks nothing."""

    @property
    def first(self) -> int:
        """The place of the first of them, by which the work is told."""
        return min(self.members)


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the library gave."""

    text: str
    rows: dict[int, Row]
    """By the place of the first paper."""
    diagnostics: list[Diagnostic]
    homes: dict[int, int]
    """The one entry that a paper is: the number of the entry by the place of the paper."""
    added: "dict[int, Paper]"
    """What was appended, by the place of the first paper."""
    updated: frozenset[int]
    """The numbers of the entries that got fields. Entries are appended only, so a number is for ever."""


ROUNDS = 5
"""What was put in may settle what was unsure, or unsettle it; then there is one more round, and hardly ever another."""


def add(text: str, name: str, papers: "Sequence[Paper]", settings: Settings | None = None) -> Addition:
    """Add papers to the library that has this text and name.

    Raises:
        ValueError: `settings.key` is no key pattern; the message says why.
    """
    settings = settings or Settings()
    untouched: frozenset[int] = frozenset()
    while True:
        addition, lost = add_in_rounds(text, name, papers, settings, untouched)
        if not lost:
            return addition
        # With what was put in, nobody would know the entry again, and the next time the paper would be there twice.
        untouched |= lost


def add_in_rounds(
    text: str, name: str, papers: "Sequence[Paper]", settings: Settings, untouched: frozenset[int]
) -> tuple[Addition, frozenset[int]]:
    """Add papers, updating no entry of `untouched`; tell which updated entries a paper of theirs would not find again.

    When there are such entries the addition is not to be used.
    """
    rows: dict[int, Row] = {}
    added: dict[int, Paper] = {}
    last: Round | None = None
    for _ in range(ROUNDS):
        now = add_once(last.text if last else text, name, papers, settings, untouched)
        if last:
            homes = last.homes.items()
            if lost := {home for paper, home in homes if now.homes.get(paper) != home} & last.updated:
                return Addition(text, [], [], []), frozenset(lost)
        # A paper's row tells what was done to it, in whichever round.
        rows |= {first: row for first, row in now.rows.items() if first not in rows or row.action in CHANGES}
        added |= now.added
        unchanged = now.text == (last.text if last else text)
        last = now
        if unchanged or all(row.action in (Action.ADDED, Action.PRESENT) for row in now.rows.values()):
            break
    assert last
    new = [added[first] for first in sorted(added) if rows[first].action is Action.ADDED]
    return Addition(last.text, [rows[first] for first in sorted(rows)], last.diagnostics, new), frozenset()


STAYS = frozenset({Code.PAGE_TEXT, Code.LEFT_OUT})
"""What need not be told of a library of which nothing goes away."""


def add_once(text: str, name: str, papers: "Sequence[Paper]", settings: Settings, untouched: frozenset[int]) -> Round:
    """Add papers as far as the library as it stands shows what they are."""
    from paperlist.readers.bibtex import Entry, read_entries
    from paperlist.readers.blocks import split_blocks

    blocks = split_blocks(text)
    found = list(read_entries(blocks, name))
    entries = [each for each in found if isinstance(each, Entry)]
    told = [each for each in found if isinstance(each, Diagnostic) and each.code not in STAYS]
    dialect = dialect_of(settings.dialect or dialect_name(blocks))
    layout = Layout(text)
    works, doubts = match(entries, papers, dialect, settings)
    new = iter(with_keys([work.paper for work in works if not work.entries], text, entries, settings.key))
    rows: dict[int, Row] = {}
    edits: list[Edit] = []
    appended: list[str] = []
    added: dict[int, Paper] = {}
    numbers = {id(entry): number for number, entry in enumerate(entries)}
    homes: dict[int, int] = {}
    updated: set[int] = set()
    for work in works:
        first = papers[work.first]
        row = Row(
            Action.PRESENT,
            "",
            work.paper.title or f"[{(work.paper.excerpt or work.paper.abstract or '')[:60]}…]",
            place_of(first),
        )
        if not work.entries:
            paper = next(new)
            if written := fitting_entry(paper, dialect, settings):
                homes |= dict.fromkeys(work.members, len(entries) + len(appended))
                appended.append(layout.with_line_ends(written))
                added[work.first] = paper
                row = replace(row, action=Action.ADDED, key=paper.key)
            else:
                row = replace(row, action=Action.REFUSED)
                doubts.append(doubt(Code.UNREADABLE, first, no_room(settings.encoding)))
        elif len(work.entries) > 1:
            keys = " and ".join(entry.block.key for entry in work.entries)
            row = replace(row, action=Action.UNSURE, key=work.entries[0].block.key)
            doubts.append(doubt(Code.UNSURE, first, f"may be {keys} in the library; nothing was added or updated"))
        else:
            [entry] = work.entries
            number = numbers[id(entry)]
            homes |= dict.fromkeys(work.members, number)
            lacking = [] if work.same_words else lacking_fields(entry, work.paper, dialect, settings)
            row = replace(row, key=entry.block.key, fields=tuple(field_name for field_name, _ in lacking))
            if lacking and settings.update and number not in untouched:
                row = replace(row, action=Action.UPDATED)
                updated.add(number)
                edits += layout.edits(entry.block, lacking)
        rows[work.first] = row
    return Round(layout.edited(edits, appended), rows, [*told, *doubts], homes, added, frozenset(updated))


def dialect_of(name: DialectName) -> "Dialect":
    """Load what differs between BibTeX and biblatex."""
    if name == "biblatex":
        from paperlist.exporters import biblatex

        return biblatex.DIALECT
    from paperlist.exporters import bib

    return bib.DIALECT


# What only one of the two has. `year` and `journal` are BibTeX's, but biblatex reads them too.
BIBLATEX_FIELDS = frozenset({"date", "journaltitle", "eprinttype", "eprintclass", "location", "urldate", "subtitle"})
BIBTEX_FIELDS = frozenset({"year", "month", "journal", "archiveprefix", "primaryclass", "address", "school"})
BIBLATEX_TYPES = frozenset({"online", "report", "thesis", "collection", "mvbook", "xdata", "software", "dataset"})


def dialect_name(blocks: "Iterable[Block]") -> DialectName:
    """Tell which dialect a library is written in; BibTeX when nothing shows it."""
    score = 0
    for block in blocks:
        names = {each.name for each in block.fields}
        score += len(names & BIBLATEX_FIELDS) + 2 * (block.type in BIBLATEX_TYPES) - len(names & BIBTEX_FIELDS)
    return "biblatex" if score > 0 else "bib"


# ---- Which papers are there already? ---------------------------------------------------------------------------------


def match(
    entries: "Sequence[Entry]", papers: "Sequence[Paper]", dialect: "Dialect", settings: Settings
) -> tuple[list[Work], list[Diagnostic]]:
    """Find for each incoming paper the entries that it is; papers that tell of one work are one.

    An entry that says the very words that would be written was written from that paper, whatever the merger would
    conclude from so little (a record without title, a title that many have): so adding twice is adding once.
    """
    from paperlist.merging import merge

    incoming = merge(papers, settings.decisions)
    doubts = incoming.diagnostics
    by_words: defaultdict[tuple[object, ...], deque[Entry]] = defaultdict(deque)
    for entry in entries:
        by_words[content(entry.paper)].append(entry)
    works: list[Work] = []
    others: list[int] = []
    for number, paper in enumerate(incoming.papers):
        alike = by_words[as_read_back(paper, dialect, settings)] if entries else None
        if alike:
            works.append(Work(paper, (incoming.groups[number][0],), (alike.popleft(),), same_words=True))
        else:
            others.append(number)

    found = [*(entry.paper for entry in entries), *(incoming.papers[number] for number in others)]
    merged = merge(found, settings.decisions)
    suspects = suspected(merged, entries)
    for number, (paper, members) in enumerate(zip(merged.papers, merged.groups, strict=True)):
        same = tuple(entries[member] for member in members if member < len(entries))
        new = [others[member - len(entries)] for member in members if member >= len(entries)]
        firsts = tuple(incoming.groups[each][0] for each in new)
        if not new:
            continue
        maybe = suspects.get(number, ())
        if same:
            works.append(Work(paper, firsts, same))
        elif len(maybe) > 1:
            works.append(Work(paper, firsts, maybe))
        else:
            # What is unsure with one entry stays apart, as everywhere. And what was two papers before the library
            # came into it is still two: so the next time each finds its words there.
            works += [Work(incoming.papers[each], (first,)) for each, first in zip(new, firsts, strict=True)]
            for each in maybe:
                message = f"may be {each.block.key}, which is in the library; added as another work"
                doubts.append(doubt(Code.UNSURE, paper, message))
    return sorted(works, key=lambda work: work.first), doubts


def suspected(merged: "Merged", entries: "Sequence[Entry]") -> dict[int, tuple["Entry", ...]]:
    """Tell which entries each merged paper may be, as far as the merger is unsure."""
    numbers = {id(paper): number for number, paper in enumerate(merged.papers)}
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for review in merged.reviews:
        one, two = numbers[id(review.one)], numbers[id(review.two)]
        for number, other in ((one, two), (two, one)):
            found[number] += [entries[member] for member in merged.groups[other] if member < len(entries)]
    return {number: tuple(suspects) for number, suspects in found.items()}


def content(paper: "Paper") -> tuple[object, ...]:
    """Give what a paper says, without its key and where it was read."""
    return tuple(value for name, value in paper.values().items() if name not in ("key", "sources"))


def as_read_back(paper: "Paper", dialect: "Dialect", settings: Settings) -> tuple[object, ...]:
    """Give what a paper would say after it was written into the library and read again."""
    from paperlist.readers.bibtex import Entry, read_entries
    from paperlist.readers.blocks import split_blocks

    written = fitting_entry(paper.but(key="k"), dialect, settings)
    read = [each for each in read_entries(split_blocks(written), "-") if isinstance(each, Entry)]
    return content(read[0].paper) if read else ()


def place_of(paper: "Paper") -> str:
    """Give `FILE:LINE` of a paper's first source."""
    return f"{paper.sources[0].file}:{paper.sources[0].first_line}" if paper.sources else ""


def doubt(code: Code, paper: "Paper", message: str) -> Diagnostic:
    """Make a diagnostic at the place of a paper."""
    if not paper.sources:
        return Diagnostic(code, "-", 0, 0, message)
    source = paper.sources[0]
    return Diagnostic(code, source.file, source.first_line, source.last_line, message)


# ---- What is written -------------------------------------------------------------------------------------------------

SAFE_KEY = re.compile(r"[A-Za-z0-9\-_:.+/]+")


def with_keys(papers: "Sequence[Paper]", text: str, entries: "Sequence[Entry]", pattern: str) -> "list[Paper]":
    """Give new papers keys that nothing in the library has, whatever the case of its letters.

    A key that a paper came with stays if it can. Keys of broken blocks and former keys (`ids`) count as taken.
    """
    from paperlist.keys import assign
    from paperlist.paper import Paper
    from paperlist.readers.blocks import keys_of

    taken = keys_of(text)
    for entry in entries:
        taken |= {entry.block.key.lower(), *(key.strip().lower() for key in entry.fields.get("ids", "").split(","))}
    own: set[str] = set()
    fresh = []
    for paper in papers:
        keep = SAFE_KEY.fullmatch(paper.key) and paper.key.lower() not in taken | own
        own.add(paper.key.lower())
        fresh.append(paper if keep else paper.but(key=""))
    # Papers with a key make those without one give way.
    holders = [Paper(key=key) for key in sorted(taken - {""})]
    return assign([*holders, *fresh], pattern)[len(holders) :]


def fitting_entry(paper: "Paper", dialect: "Dialect", settings: Settings) -> str:
    """Write an entry so that the library's encoding has all its characters; empty when it cannot be."""
    from paperlist.exporters import _bibtex

    for options in (settings.output, replace(settings.output, ascii=True)):
        written = _bibtex.write(paper, options, dialect)
        if fits(written, settings.encoding):
            return written
    return ""


def fits(text: str, encoding: str) -> bool:
    """Whether an encoding has all characters of a text."""
    try:
        encode(text, encoding)
    except UnicodeError:
        return False
    return True


def no_room(encoding: str) -> str:
    """Say why a paper was not added."""
    return f"has characters that the library's encoding, {encoding}, has not; convert the library to UTF-8 first"


# Fields that say the same: whoever has one lacks none of them.
SAME_FIELD = (
    frozenset({"journal", "journaltitle"}),
    frozenset({"date", "year"}),
    frozenset({"month", "date"}),
    frozenset({"keywords", "keyword"}),
)
# Where a paper appeared: it has a place in an entry of the same type only.
WHERE = frozenset({"booktitle", "journal", "journaltitle", "howpublished"})
# What belongs to an eprint and is wrong beside another one.
OF_EPRINT = frozenset({"archiveprefix", "eprinttype", "primaryclass", "eprintclass"})
# The owner's own remarks, and a field for sorting: they are put into no entry that somebody else wrote.
NEVER_PUT_IN = frozenset({"annote", "annotation", "key"})


def lacking_fields(entry: "Entry", paper: "Paper", dialect: "Dialect", settings: Settings) -> list[tuple[str, str]]:
    """List the fields, with their values as written, that a paper has and its entry lacks. An empty field is there.

    A title that stands in for a lost one is none.
    """
    from paperlist.exporters import _bibtex

    present = set(entry.fields)
    if has_stand_in(entry):
        present.remove("title")
    kind, fields = _bibtex.entry(paper, settings.output, dialect)
    if kind != entry.block.type or present & WHERE:
        # Where it appeared has no place here, or is said; it is no note either.
        paper = paper.but(venue=None, journal_ref=None)
        _, fields = _bibtex.entry(paper, settings.output, dialect)
    _, plain = _bibtex.entry(paper, replace(settings.output, ascii=True), dialect)
    own = {name.lower(): value for name, value in fields}
    lacking = []
    for (name, value), (_, in_ascii) in zip(fields, plain, strict=True):
        lower = name.lower()
        alike = {lower}.union(*(names for names in SAME_FIELD if lower in names))
        other_year = "year" in present and entry.fields["year"].strip() != own.get("year", "").strip("{}")
        if (
            present & alike
            or lower in NEVER_PUT_IN
            or (lower == "month" and other_year)
            or (lower in WHERE and kind != entry.block.type)
            or (lower in OF_EPRINT and not fits_eprint(entry, own, lower))
            or (lower == "title" and not paper.title)
        ):
            continue
        value = value if fits(value, settings.encoding) else in_ascii
        if fits(value, settings.encoding):
            lacking.append((name, value))
    return lacking


def has_stand_in(entry: "Entry") -> bool:
    """Whether an entry's title is one of ours for a title that the listing lost, and nothing else is in its value."""
    from paperlist.readers.bibtex import evaluate

    own = [each.value for each in entry.block.fields if each.name == "title"]
    if entry.paper.title or len(own) != 1:
        return False
    value, rest, unknown = evaluate(own[0], {})
    return bool(value.strip()) and not rest.strip() and not unknown


def fits_eprint(entry: "Entry", own: dict[str, str], name: str) -> bool:
    """Whether what is said of our eprint is true of the entry's, and not said there in the other dialect's words."""
    eprint = entry.fields.get("eprint", "").strip().lower().removeprefix("arxiv:")
    same = not eprint or re.sub(r"v\d+\Z", "", eprint) == own.get("eprint", "").strip("{}").lower()
    pairs = ({"archiveprefix", "eprinttype"}, {"primaryclass", "eprintclass"})
    scheme = (entry.fields.get("archiveprefix") or entry.fields.get("eprinttype") or "arxiv").strip().lower()
    return same and scheme == "arxiv" and not any(name in pair and pair & set(entry.fields) for pair in pairs)


# ---- Where it is written ---------------------------------------------------------------------------------------------

SEPARATOR = re.compile(r"\s*,\s*")  # ",\n  " or, with commas in front, "\n  , "
Edit = tuple[int, int, str]
"""What lies between two places of a text gives way to something else."""
ASSIGNMENT = re.compile(r"(?<![^\s=,])(?P<name>[^\s=,]++)(?P<before>[ \t]*)=(?P<after>\s*)\Z")  # "title     = "


@dataclass(frozen=True, slots=True)
class Layout:
    """How a library is laid out, and the way to put something into it."""

    text: str

    @property
    def line_end(self) -> str:
        """The library's line end: that of its first line."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def with_line_ends(self, written: str) -> str:
        """Give a text of ours the library's line ends."""
        return written.replace("\n", self.line_end)

    def edits(self, block: "Block", fields: Sequence[tuple[str, str]]) -> Iterator[Edit]:
        """Say what to change so that an entry has these fields: a value that is there gives way, the others are new."""
        places = {each.name: each for each in block.fields}
        for name, value in fields:
            if there := places.get(name.lower()):
                yield there.start, there.end, self.with_line_ends(value)
        if new := [(name, value) for name, value in fields if name.lower() not in places]:
            position, inserted = self.insertion(block, new)
            yield position, position, inserted

    def insertion(self, block: "Block", fields: Sequence[tuple[str, str]]) -> tuple[int, str]:
        """Say what to put in, and where, so that an entry has more fields, laid out as those it has."""
        if not block.fields:
            end = block.end - 1
            head = self.text[block.start : end].rstrip()
            comma = "" if head.endswith(",") else ","
            lines = "".join(f"\n  {name} = {value}," for name, value in fields)
            return block.start + len(head), self.with_line_ends(f"{comma}{lines}\n")
        separator, assignments = self.habits(block)
        column = aligned_column(assignments)
        before, after = assignments[-1]["before"], assignments[-1]["after"]
        pieces = []
        for name, value in fields:
            gap = " " * max(column - len(name), 1) if column else before
            pieces.append(f"{separator}{name}{gap}={after}{value}")
        return block.fields[-1].end, "".join(pieces)

    def habits(self, block: "Block") -> tuple[str, list[re.Match[str]]]:
        """Tell how an entry parts its fields, and how it writes their names and signs."""
        starts = [block.start + self.text[block.start : block.end].find(",") + 1]
        starts += [each.end for each in block.fields[:-1]]
        heads = [self.text[start : each.start] for start, each in zip(starts, block.fields, strict=True)]
        assignments = [found for head in heads if (found := ASSIGNMENT.search(head))]
        # The comma after the key is no field's; for a field alone what follows it is all there is to see.
        gap = heads[-1][: assignments[-1].start()] if assignments else ""
        separator = gap if len(heads) > 1 else f",{gap}"
        return separator if SEPARATOR.fullmatch(separator) else self.with_line_ends(",\n  "), assignments

    def edited(self, edits: Iterable[Edit], appended: Collection[str]) -> str:
        """Give the text with the edits at their places and the entries at its end, a blank line before each."""
        pieces = []
        done = 0
        for start, end, inserted in sorted(edits):
            pieces += [self.text[done:start], inserted]
            done = end
        pieces.append(self.text[done:])
        if appended:
            pieces += [self.gap_at_end(), self.line_end.join(appended)]
        return "".join(pieces)

    def gap_at_end(self) -> str:
        """Give what is needed at the library's end for a blank line before a new entry; nothing when it is empty."""
        if not self.text.strip("\ufeff \t\r\n"):
            return ""
        breaks = self.text.count("\n", len(self.text.rstrip(" \t\r\n")))
        return self.line_end * max(2 - breaks, 0)


def aligned_column(assignments: Sequence[re.Match[str]]) -> int:
    """Tell at which distance from the names' beginning all `=` stand; 0 when they do not stand in one column."""
    columns = {len(each["name"]) + len(each["before"]) for each in assignments}
    lengths = {len(each["name"]) for each in assignments}
    return columns.pop() if len(columns) == 1 and len(lengths) > 1 else 0
