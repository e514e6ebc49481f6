"""The order in which a library has the fields of its entries.

Of two fields, the one comes first that does so in most entries that have both. Where a library is sorted by the
alphabet, every field has its place; else a field that the library never has follows those that it follows in ours.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

SAME_PLACE = {
    "date": "year",
    "journaltitle": "journal",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "annotation": "annote",
    "school": "institution",
}
"""Names of biblatex, and those of BibTeX that mean the same."""
CLOSE = {
    "month": {"year"},
    "day": {"year", "month"},
    "archiveprefix": {"eprint"},
    "primaryclass": {"eprint", "archiveprefix"},
}
"""Fields that are next to these, whatever else follows those in the library."""
MOSTLY = 0.9
"""The share of neighbours that are in alphabetical order where a program sorts; remarks of other programs follow."""

ENOUGH = 5
"""Pairs of neighbours that are hardly ever in alphabetical order by chance."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of one library's fields."""

    before: Counter[tuple[str, str]] = field(default_factory=Counter)
    """In how many entries the first of two fields comes before the second."""
    known: frozenset[str] = frozenset()
    is_alphabetical: bool = False

    def sorted(self, names: Sequence[str]) -> list[str]:
        """Return names of fields, given in our order, in the library's."""
        if self.is_alphabetical:
            return sorted(names, key=str.lower)
        rest = [name for name in names if place(name) in self.known]
        ordered: list[str] = []
        while rest:
            first = min(rest, key=lambda name: sum(self.lead(other, name) for other in rest))
            rest.remove(first)
            ordered.append(first)
        for number, name in enumerate(names):
            if place(name) not in self.known:
                earlier = names[:number]
                position = ordered.index(earlier[-1]) + 1 if earlier else 0
                before = [each for each in earlier if place(each) in CLOSE.get(place(name), {place(each)})]
                while position < len(ordered) and ordered[position] in before:
                    position += 1
                ordered.insert(position, name)
        return ordered

    def lead(self, one: str, two: str) -> int:
        """Return in how many more entries the one is before the other than after it."""
        return self.before[place(one), place(two)] - self.before[place(two), place(one)]


def place(name: str) -> str:
    """Return the name under which a field's place is known."""
    return SAME_PLACE.get(name.lower(), name.lower())


def learn_order(entries: Iterable[Sequence[str]], ours: Sequence[str]) -> Order:
    """Return the order of entries, given by the names of their fields; `ours` is the order that we write."""
    before: Counter[tuple[str, str]] = Counter()
    known: set[str] = set()
    neighbours = ascending = 0
    differs = False
    ranks = {name.lower(): rank for rank, name in enumerate(ours)}
    for names in entries:
        places = list(dict.fromkeys(map(place, names)))
        known.update(places)
        before.update(combinations(places, 2))
        pairs = list(pairwise(name.lower() for name in names))
        neighbours += len(pairs)
        ascending += sum(one <= two for one, two in pairs)
        differs |= any(ranks[one] > ranks[two] for one, two in pairs if one in ranks and two in ranks)
    # `author, title, year` is the alphabet's order and everybody else's.
    is_alphabetical = differs and neighbours >= ENOUGH and ascending >= MOSTLY * neighbours
    return Order(before, frozenset(known), is_alphabetical)
