"""Where the equals signs and the values of fields are, as the owner of a library or a program puts them.

    plain     title = {…           one gap before each sign, one after it
    entry     author    = {…       in the column that the longest name of the entry leaves free
    column    title        = {…    in one column of the whole library; filled with blanks or tabs
    right        title = {…        names end in one column
    value     title =       {…     values begin in one column

Each field votes for all forms that it fits; what most fields fit is the habit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, auto
from typing import NamedTuple

TAB_WIDTHS = (8, 4)


class Kind(IntEnum):
    """The forms; of two with as many votes the first is meant."""

    PLAIN = auto()
    ENTRY = auto()
    COLUMN = auto()
    RIGHT = auto()
    VALUE = auto()


class Assignment(NamedTuple):
    """What is around the name of a field: `  title   = `."""

    margin: str
    """What is on the line before the name; empty when an entry is all in one line."""
    name: str
    before: str
    """Between the name and the sign."""
    after: str
    """Between the sign and the value."""
    is_bare: bool
    """The value is a number or an abbreviation, without delimiters."""


class Alignment(NamedTuple):
    """One form, with what it leaves open."""

    kind: Kind = Kind.PLAIN
    before: str = " "
    after: str = " "
    column: int = 0
    """Characters before the sign (`COLUMN`), the end of the name (`RIGHT`) or the value (`VALUE`)."""
    tab: int = 0
    """The width of a tab where the column is reached by tabs."""

    def write(self, margin: str, name: str, longest: int, after: str) -> str:
        """Return the beginning of a field's line up to its value.

        Args:
            margin: what is on the line before the name.
            name: as it is to be spelled.
            longest: length of the longest name in the entry.
            after: what is between the sign and this value.
        """
        before = self.before
        if self.kind is Kind.ENTRY:
            before = " " * (longest + 1 - len(name))
        elif self.kind is Kind.COLUMN:
            before = fill(margin + name, self.column, self.tab)
        elif self.kind is Kind.RIGHT:
            margin = " " * (self.column - len(name))
        head = f"{margin}{name}{before}="
        return head + (fill(head, self.column, self.tab) if self.kind is Kind.VALUE else after)


PLAIN = Alignment()


def fill(text: str, column: int, tab: int) -> str:
    """Return the blanks, or tabs of this width, that lead from the end of `text` to a column; one at least."""
    if not tab:
        return " " * max(column - len(text), 1)
    return "\t" * max(-((width(text, tab) - column) // tab), 1)


def width(text: str, tab: int) -> int:
    """Return the column in which a line that begins with `text` goes on."""
    return len(text.expandtabs(tab)) if tab else len(text)


def find_alignment(entries: Iterable[Sequence[Assignment]], kinds: Iterable[Kind] = Kind) -> Alignment:
    """Return the form that most fields of these entries fit, of the kinds given."""
    votes = Counter(form for entry in entries for form in forms_of(entry) if form.kind in kinds)
    return max(votes, key=lambda form: (votes[form], -form.kind), default=PLAIN)


def forms_of(entry: Sequence[Assignment]) -> Iterator[Alignment]:
    """Yield the forms that the fields of an entry fit; those of bare values only where there are no others."""
    fields = [each for each in entry if not each.is_bare] or entry
    lengths = {len(each.name) for each in entry}
    ends = {len(each.name) + len(each.before) for each in entry}
    is_entry = len(lengths) > 1 and ends == {max(lengths) + 1}
    is_right = len(lengths) > 1 and len({len(each.margin + each.name) for each in entry}) == 1
    for each in fields:
        if is_right:
            yield Alignment(Kind.RIGHT, each.before, each.after, len(each.margin + each.name))
            continue
        yield Alignment(Kind.PLAIN, each.before, each.after)
        if is_entry:
            yield Alignment(Kind.ENTRY, " ", each.after)
        name_end = each.margin + each.name + each.before
        for tab in TAB_WIDTHS if "\t" in each.before else (0,):
            yield Alignment(Kind.COLUMN, "", each.after, width(name_end, tab), tab)
        if "\n" not in each.after:
            for tab in TAB_WIDTHS if "\t" in each.after else (0,):
                yield Alignment(Kind.VALUE, each.before, "", width(f"{name_end}={each.after}", tab), tab)
