r"""What an entry takes from others: `crossref = {proceedings2020}`, `xdata = {publisher1, series2}`.

An empty name refers to nothing, and an entry without a key is nobody's parent. A field that is there is never replaced.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from paperlist.readers.bibtex_values import Fields

COMMA = re.compile(r"\s{0,99},\s{0,99}")

# What no entry takes from another: what is the other's alone, and what only arranges it.
NOT_INHERITED = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring"
    " relatedtype shorthand shorthandintro sortkey key author doi eprint archiveprefix eprinttype eprintclass"
    " primaryclass url urldate abstract note keywords annote annotation file".split()
)
PARTS = ("title", "subtitle", "titleaddon")
# biblatex's table: what a parent's title is called in its child, by the parent's type.
BOOKS = {part: f"book{part}" for part in PARTS}
VOLUMES = {part: f"main{part}" for part in PARTS}
JOURNALS = {"title": "journaltitle", "subtitle": "journalsubtitle"}
INHERITED_AS = {
    **dict.fromkeys(("book", "collection", "reference", "proceedings"), BOOKS),
    **dict.fromkeys(("mvbook", "mvcollection", "mvreference", "mvproceedings"), VOLUMES),
    "periodical": JOURNALS,
}
WITH_AUTHORS = frozenset(["book", "mvbook"])
"""Parents whose authors are those of their parts."""
LONGEST_DESCENT = 20
"""Generations; no library has so many."""


class Own(NamedTuple):
    """What an entry says itself."""

    type: str
    key: str
    fields: Fields


Find = Callable[[str], Own | None]
"""Returns the entry that has a key."""


def inherit(own: Own, find: Find, faults: list[str]) -> Fields:
    """Return the fields of an entry with those that it lacks from its `xdata` and `crossref`, and from theirs.

    A name that no entry has, and one that leads back, is added to `faults`.
    """
    return _full(own, (own.key.lower(),), find, faults)


def _full(own: Own, seen: tuple[str, ...], find: Find, faults: list[str]) -> Fields:
    full = dict(own.fields)
    for key in COMMA.split(full.get("xdata", "").strip()):
        if data := _referred("xdata", key, seen, find, faults):
            full = {**_full(data, (*seen, data.key.lower()), find, faults), **full}
    if parent := _referred("crossref", full.get("crossref", "").strip(), seen, find, faults):
        fields = _full(parent, (*seen, parent.key.lower()), find, faults)
        names = INHERITED_AS.get(parent.type, {}) if own.type != parent.type else {}
        for name, value in fields.items():
            new = names.get(name, name)
            is_own = name in NOT_INHERITED and not (name == "author" and parent.type in WITH_AUTHORS)
            if not is_own and (new == name or new not in fields):  # a parent may say itself what its parts call it
                full.setdefault(new, value)
    return full


def _referred(field: str, key: str, seen: tuple[str, ...], find: Find, faults: list[str]) -> Own | None:
    """Return the entry that a field refers to."""
    if not key:
        return None
    parent = find(key)
    if parent is None:
        faults.append(f'"{field}" refers to {key[:60]}, and no entry has that key')
    elif parent.key.lower() in seen or len(seen) > LONGEST_DESCENT:
        faults.append(f'"{field}" leads back to {key[:60]}')
        return None
    return parent
