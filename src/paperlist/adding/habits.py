"""The form in which somebody keeps the entries of a library, learned from those that are there.

entry   = "@" type opening key first field *( between field ) closing
field   = name "=" value            `alignment.py` says where

What most entries do is the habit. A library without entries gets our own form.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from paperlist.adding.alignment import PLAIN, Alignment, Assignment, Kind, find_alignment
from paperlist.adding.order import Order, learn_order
from paperlist.readers.blocks import Kind as BlockKind

if TYPE_CHECKING:
    from paperlist.readers.blocks import Block

OPENING = re.compile(r"@\s*(?P<type>[\w-]+)(?P<opening>\s*[{(]\s*)")
ASSIGNMENT = re.compile(r"(?P<lead>[\s,]*)(?P<name>[^\s=,]+)(?P<before>[ \t]*)=(?P<after>\s*)")
"""`,\\n  title     = `, the text before a value."""
CLOSING = re.compile(r"\s{0,99}(?:,\s{0,99})?[})]")
NUMERIC = frozenset(["year", "volume", "number", "day", "chapter", "edition"])
"""Fields whose numbers some write without delimiters."""
WORDS = {
    word.lower(): word
    for word in ("InProceedings", "InCollection", "InBook", "TechReport", "PhdThesis", "MastersThesis")
}
"""Types as those spell them who begin types with a capital."""
FEW = 2
"""Entries in one line by which it is a habit; one may be just short."""

Value = TypeVar("Value")


def most_common(values: Iterable[Value], default: Value) -> Value:
    """Return the value that is there most often, of two the first; `default` where there is none."""
    return next((value for value, _ in Counter(values).most_common(1)), default)


class Form(NamedTuple):
    """One entry, taken apart."""

    opening: str
    first: str | None
    """Between the key and the first name; None where a remark is there too."""
    between: list[str]
    """Between a value and the next name."""
    assignments: list[Assignment]
    closing: str | None
    """From the last value to the end."""

    @property
    def is_one_line(self) -> bool:
        """Whether neither fields nor the end have lines of their own."""
        return "\n" not in "".join((self.first or "", *self.between, self.closing or ""))


def take_apart(text: str, block: "Block") -> Form | None:
    """Return the form of an entry of the library that has this text; None where it has no fields."""
    opening = OPENING.match(text, block.start)
    if not opening or not block.fields:
        return None
    starts = [text.index(block.key, opening.end()) + len(block.key), *(each.end for each in block.fields)]
    leads: list[str | None] = []
    assignments = []
    for start, each in zip(starts, block.fields, strict=False):
        match = ASSIGNMENT.fullmatch(unix(text[start : each.start]))
        leads.append(match["lead"] if match else None)
        if match:
            margin = last_line(match["lead"])
            is_bare = not each.value.startswith(("{", '"'))
            assignments.append(Assignment(margin, match["name"], match["before"], match["after"], is_bare))
    tail = unix(text[starts[-1] : block.end])
    closing = f"{tail[:-1]}}}" if CLOSING.fullmatch(tail) else None
    between = [lead for lead in leads[1:] if lead and lead.count(",") == 1]
    return Form(opening["opening"].replace("(", "{"), leads[0], between, assignments, closing)


def unix(text: str) -> str:
    """Return a text that ends its lines with LF."""
    return text.replace("\r\n", "\n")


def last_line(lead: str) -> str:
    """Return what is on the last line; nothing where there is only one."""
    return lead.rpartition("\n")[2] if "\n" in lead else ""


@dataclass(frozen=True, slots=True)
class Habits:
    """How entries and fields are written."""

    opening: str = "{"
    first: str = ",\n  "
    between: str = ",\n  "
    closing: str = ",\n}"
    blank_lines: int = 1
    """Between two entries."""
    alignment: Alignment = PLAIN
    after_sign: str = " "
    """Before a value without delimiters."""
    has_quotes: bool = False
    """Values are between quotation marks."""
    bare: frozenset[str] = frozenset()
    """Fields whose numbers have no delimiters."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Types and names of fields, by their small letters, as they are spelled there most often."""
    names: Mapping[str, str] = field(default_factory=dict)
    type_case: str = "mixed"
    """The letters of types and of names, see `case_of`."""
    name_case: str = "mixed"
    order: Order = field(default_factory=Order)

    def entry(self, kind: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
        """Return the text of an entry, with a line end after it; values are as BibTeX has them, in braces or bare."""
        values = dict(fields)
        names = self.order.sorted(list(values))
        longest = max(map(len, names), default=0)
        pieces = [
            self.field(self.between if number else self.first, name, values[name], longest)
            for number, name in enumerate(names)
        ]
        return f"@{self.spelled_type(kind)}{self.opening}{key}{''.join(pieces)}{self.closing}\n"

    def field(self, lead: str, name: str, value: str, longest: int = 0) -> str:
        """Return a field as it is written after `lead`, that included; `longest` is of the entry's names."""
        written = self.enclosed(name, value)
        after = self.alignment.after if written[:1] in ("{", '"') else self.after_sign
        margin = last_line(lead)
        assigned = self.alignment.write(margin, self.spelled_name(name), longest, after)
        return f"{lead.removesuffix(margin)}{assigned}{written}"

    def enclosed(self, name: str, value: str) -> str:
        """Return a value in the library's delimiters."""
        if not value.startswith("{"):
            return value
        inner = value[1:-1]
        if inner.isdecimal() and name.lower() in self.bare:
            return inner
        return f'"{inner}"' if self.has_quotes and fits_quotes(inner) else value

    def spelled_type(self, kind: str) -> str:
        """Return the type of an entry in the library's letters."""
        if kind in self.types:
            return self.types[kind]
        words = WORDS if not any(word == word.capitalize() for low, word in self.types.items() if low in WORDS) else {}
        return in_case(kind, self.type_case, words.get(kind, kind.capitalize()))

    def spelled_name(self, name: str) -> str:
        """Return the name of a field in the library's letters."""
        return self.names.get(name.lower()) or in_case(name, self.name_case, name.capitalize())


OURS = Habits()


def fits_quotes(inner: str) -> bool:
    """Whether quotation marks can enclose a text: its own are all between braces."""
    depth = 0
    for char in inner:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == '"' and not depth:
            return False
    return True


def in_case(word: str, case: str, capital: str) -> str:
    """Return a word in small or great letters; with a capital it is spelled `capital`."""
    return {"lower": word.lower(), "upper": word.upper(), "capital": capital}.get(case, word)


def case_of(words: Iterable[str]) -> str:
    """Return the letters in which most words are: `lower`, `upper`, `capital`; `mixed` where that says nothing.

    Where `archivePrefix` is among words in small letters, ours may be spelled so too.
    """
    cases = Counter(
        "lower" if word.islower() else "upper" if word.isupper() else "capital" if word[:1].isupper() else "mixed"
        for word in words
    )
    if not cases or (cases["mixed"] and cases["lower"] >= cases["upper"] + cases["capital"]):
        return "mixed"
    return cases.most_common(1)[0][0]


def learn_habits(text: str, blocks: Sequence["Block"], ours: Sequence[str]) -> Habits:
    """Return the habits of the library that has this text and these blocks; `ours` is the order that we write."""
    entries = [block for block in blocks if block.kind is BlockKind.ENTRY]
    forms = [form for form in (take_apart(text, block) for block in entries) if form]
    in_lines = [form for form in forms if not form.is_one_line]
    one_line = len(forms) - len(in_lines)
    shown = forms if one_line > len(in_lines) and one_line >= FEW else in_lines
    shown = [form for form in shown if form.between]  # of a single field nobody sees what comes between two
    types = [found["type"] for block in entries if (found := OPENING.match(text, block.start))]
    names = [each.name for form in forms for each in form.assignments]
    gaps = (text[one.end : two.start] for one, two in pairwise(blocks) if one.kind is two.kind is BlockKind.ENTRY)
    values = [(each.name, each.value) for block in entries for each in block.fields]
    habits = Habits(
        opening=most_common((form.opening for form in shown), OURS.opening),
        closing=most_common((form.closing for form in shown if form.closing), OURS.closing),
        blank_lines=most_common((gap.count("\n") - 1 for gap in gaps if "\n" in gap), OURS.blank_lines),
        bare=bare_fields(values),
        types=spellings(types),
        names=spellings(names),
        type_case=case_of(types),
        name_case=case_of(names),
        order=learn_order([[each.name for each in block.fields] for block in entries], ours),
    )
    habits = with_fields(habits, shown or forms, values, Kind)
    return with_leads(habits, shown)


def learn_entry(text: str, block: "Block", habits: Habits) -> Habits:
    """Return the habits of one entry; where it shows none, those of its library."""
    form = take_apart(text, block)
    if not form or not form.assignments:
        return habits
    # A field that is put in moves no other: the column is where it is.
    kinds = [kind for kind in Kind if kind is not Kind.ENTRY]
    values = [(each.name, each.value) for each in block.fields]
    habits = with_fields(habits, [form], values, kinds)
    if not form.between and form.first is not None:
        form = form._replace(between=["," + form.first.replace(",", "", 1)])
    return with_leads(habits, [form])


def with_fields(
    habits: Habits, forms: Sequence[Form], values: Sequence[tuple[str, str]], kinds: Iterable[Kind]
) -> Habits:
    """Return the habits with the form of single fields, as these have it."""
    alignment = find_alignment((form.assignments for form in forms), kinds)
    bare = (each.after for form in forms for each in form.assignments if each.is_bare)
    delimiters = (value[0] for _, value in values if value.startswith(("{", '"')))
    return replace(
        habits,
        alignment=alignment,
        after_sign=most_common(bare, " " if alignment.kind is Kind.VALUE else alignment.after),
        has_quotes=most_common(delimiters, '"' if habits.has_quotes else "{") == '"',
    )


def with_leads(habits: Habits, forms: Sequence[Form]) -> Habits:
    """Return the habits with what is before the names of fields, as these entries have it."""
    first = [form.first for form in forms if form.first]
    between = [lead for form in forms for lead in form.between]
    if habits.alignment.kind is Kind.RIGHT:
        first, between = ([lead.rstrip(" ") for lead in leads] for leads in (first, between))
    chosen = most_common(between, habits.between)
    return replace(habits, first=most_common(first, habits.first if first or not between else chosen), between=chosen)


def bare_fields(values: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the fields whose numbers are written without delimiters; what is never there is as most others are."""
    votes = [(name, value.isdecimal()) for name, value in values if name in NUMERIC and value.strip('{}"').isdecimal()]
    usual = most_common((is_bare for _, is_bare in votes), default=False)
    return frozenset(
        name for name in NUMERIC if most_common((is_bare for each, is_bare in votes if each == name), usual)
    )


def spellings(words: Iterable[str]) -> dict[str, str]:
    """Return how each word is spelled most often, by its small letters."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        counts[word.lower()][word] += 1
    return {word: found.most_common(1)[0][0] for word, found in counts.items()}
