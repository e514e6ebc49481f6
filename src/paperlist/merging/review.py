"""What a person decides of unsure pairs: the answers of a review, by the fingerprints of the records.

A fingerprint, the `mark` of the review's table, is made of what a record says and not of its place: the next dump may
have it on other lines. It begins with a letter, since a spreadsheet would take `1234e56789012345` for a number; in
tables of earlier versions it does not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.merging.choices import FIELDS
from paperlist.merging.folding import comparison_key, name_key
from paperlist.merging.review_table import ANSWERS, Row, Table
from paperlist.paper import Paper

FINGERPRINT = re.compile(r"p?([0-9a-f]{16}(?:-[0-9a-f]{8})?)")  # "p0f3c…", "p0f3c…-9a01b2c3", "0f3c…"
KEEP = re.compile(r"(?:([a-z_]+) *= *)?(left|right)")  # "left", "title=right"

Pair = tuple[str, str]
"""Two fingerprints, sorted."""


class Choice(NamedTuple):
    """Whose values a united record takes."""

    pair: Pair
    field: str
    """The field of the record; empty for all."""
    mark: str
    """The fingerprint of the record whose value wins."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's answers: pairs of fingerprints, each pair sorted."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    choices: tuple[Choice, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.same or self.different)

    def are_different(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Whether a person said that records with these fingerprints are different works."""
        return any((min(a, b), max(a, b)) in self.different for a in one for b in two)


def fingerprint(paper: Paper) -> str:
    """Return a short hash of what a record says: title (or text), first author and date."""
    said = comparison_key(paper.title) if paper.title else comparison_key(paper.excerpt or paper.abstract or "")
    first = "".join(name_key(paper.authors[0])) if paper.authors else ""
    return "p" + _hash(said, first.encode(), (paper.date or "").encode())[:16]


def full_fingerprint(paper: Paper) -> str:
    """Return the fingerprint and a hash of what else tells a record from another one of the same fingerprint."""
    ids = (paper.key, paper.arxiv_id, paper.doi, *paper.other_dois, *paper.authors)
    printed = (paper.journal, paper.journal_ref, paper.venue, paper.volume, paper.number, paper.pages, paper.edition)
    said = (paper.report_number, paper.abstract, paper.excerpt)
    rest = _hash(*((value or "").encode() for value in (*ids, *printed, *said)))[:8]
    return f"{fingerprint(paper)}-{rest}"


def fingerprints(papers: Iterable[Paper]) -> frozenset[str]:
    """Return all by which a table may know one of these records."""
    return frozenset(mark for paper in papers for mark in (fingerprint(paper), full_fingerprint(paper)))


def marks(one: Paper, two: Paper) -> Pair:
    """Return the fingerprints of the records of one pair, the full ones where the short ones are the same."""
    short = fingerprint(one), fingerprint(two)
    return short if short[0] != short[1] else (full_fingerprint(one), full_fingerprint(two))


def _hash(*parts: bytes) -> str:
    import hashlib  # loads OpenSSL, which is needed for reviews alone

    return hashlib.sha1(b"\x1f".join(parts), usedforsecurity=False).hexdigest()


# Answers read back


def read_decisions(text: str, file: str) -> tuple[Decisions, list[Diagnostic]]:
    """Return the answers in a table of either form; rows without an answer say nothing.

    A row that cannot be read, a pair that is answered both ways, and a group in which two rows are answered `yes` are
    reported and skipped.
    """
    table = Table.of(text)
    faults = [*table.faults]
    answered = [(row, answer) for row in table.rows if (answer := _read_answer(row, faults)) is not None]
    for row, answer in [*answered]:
        if answer and row.group:
            others = [each for each in table.rows if each.group == row.group and each is not row]
            answered += [(each, False) for each in others if not each.same]
    answers: dict[Pair, bool] = {}
    chosen: dict[str, Pair] = {}
    bad: set[Pair] = set()
    for row, answer in answered:
        pair = _sorted(row)
        if answers.setdefault(pair, answer) != answer:
            faults.append((row.line, "this pair is answered both `yes` and `no`"))
            bad.add(pair)
        elif answer and row.group and chosen.setdefault(row.group, pair) != pair:
            faults.append((row.line, f"two rows of group {row.group} are answered `yes`, and only one of them can be"))
            bad |= {pair, chosen[row.group]}
    decisions = Decisions(
        same=frozenset(pair for pair, same in answers.items() if same and pair not in bad),
        different=frozenset(pair for pair, same in answers.items() if not same and pair not in bad),
        choices=tuple(each for row, answer in answered if answer for each in _read_choices(row, faults)),
    )
    places = [(Place(file, line, line), message) for line, message in sorted(faults)]
    return decisions, [Diagnostic(Code.BAD_FIELD, place, message) for place, message in places]


def _read_answer(row: Row, faults: list[tuple[int, str]]) -> bool | None:
    if not all(map(FINGERPRINT.fullmatch, row.marks)):
        faults.append((row.line, "a row without the marks of both records"))
        return None
    if row.same and row.same.lower() not in ANSWERS:
        faults.append((row.line, f"not an answer, `yes` or `no` is: {row.same!r}"))
    return ANSWERS.get(row.same.lower())


def _read_choices(row: Row, faults: list[tuple[int, str]]) -> list[Choice]:
    """Return what the cell `keep` says: `left`, `right`, `title=left`, or several of these, the last one winning."""
    choices = []
    for said in filter(None, (part.strip() for part in re.split("[,;]", row.cells.get("keep", "")))):
        found = KEEP.fullmatch(said.lower())
        if not found or found[1] not in (None, *FIELDS):
            faults.append((row.line, f"not what to keep, `left`, `right` or `title=left` is: {said!r}"))
            continue
        choices.append(Choice(_sorted(row), found[1] or "", _marks(row)[found[2] == "right"]))
    return choices


def _marks(row: Row) -> Pair:
    one, two = row.marks
    return FINGERPRINT.sub(r"p\1", one), FINGERPRINT.sub(r"p\1", two)


def _sorted(row: Row) -> Pair:
    one, two = _marks(row)
    return (one, two) if one < two else (two, one)
