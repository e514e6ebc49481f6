"""Unsure pairs as a table that a person decides, and the table read back.

Rows go out as JSON Lines or CSV, with an empty `same` column; filled with `yes` or `no` they come back as `Decisions`.
Records are known again by `fingerprint`, which is free of places: the next dump may have them on other lines.
"""

import hashlib
from dataclasses import dataclass

from paperlist.merging.words import letters, name
from paperlist.paper import Paper


def fingerprint(paper: Paper) -> str:
    """A short mark of what a record says: title (or text), first author and date."""
    said = letters(paper.title) if paper.title else letters(paper.excerpt or paper.abstract or "")
    first = "".join(name(paper.authors[0])) if paper.authors else ""
    return hashlib.sha1(b"\\0".join((said, first.encode(), (paper.date or "").encode()))).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's answers: pairs of fingerprints, each pair sorted."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def are_different(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Whether a person said that records with these marks are different works."""
        return any((min(a, b), max(a, b)) in self.different for a in one for b in two)
