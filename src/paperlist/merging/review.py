"""Unsure pairs as a table that a person decides, and the table read back.

    row  = one two evidence same        a pair; `same` is empty until someone writes `yes` or `no`
    side = mark title authors date submitted place

As JSON Lines a side is an object; as CSV its columns are `one_mark`, `one_title`, …, `two_place`. The mark is the
record's fingerprint, made of what it says and not of its place: the next dump may have it on other lines.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from paperlist.cells import rows_as_text
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.merging import Review
from paperlist.merging.folding import comparison_key, name_key
from paperlist.paper import Paper

SIDE = ("mark", "title", "authors", "date", "submitted", "place")
COLUMNS = (*(f"one_{field}" for field in SIDE), *(f"two_{field}" for field in SIDE), "evidence", "same")
ANSWERS = {
    "yes": True,
    "y": True,
    "true": True,
    "same": True,
    "no": False,
    "n": False,
    "false": False,
    "different": False,
}
FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's answers: pairs of fingerprints, each pair sorted."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

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
    parts = (said, first.encode(), (paper.date or "").encode())
    import hashlib  # loads OpenSSL, which is needed for reviews alone

    return hashlib.sha1(b"\x1f".join(parts), usedforsecurity=False).hexdigest()[:16]


def side(paper: Paper) -> dict[str, str]:
    """Return what a person needs to know a record by: all of it text, empty where nothing is known."""
    excerpt = paper.excerpt or paper.abstract or ""
    return {
        "mark": fingerprint(paper),
        "title": paper.title or f"[{excerpt[:100]}]",
        "authors": "; ".join(paper.authors) + (f" (and {paper.authors_omitted} more)" if paper.authors_omitted else ""),
        "date": paper.date or "",
        "submitted": paper.submitted or "",
        "place": "; ".join(source.place.whole for source in paper.sources),
    }


def write_jsonl(reviews: Iterable[Review]) -> str:
    """Return the table as JSON Lines."""
    import json

    rows = (
        {"one": side(review.one), "two": side(review.two), "evidence": list(review.evidence), "same": None}
        for review in reviews
    )
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def write_csv(reviews: Iterable[Review]) -> str:
    """Return the table as CSV (RFC 4180), a header row first."""
    rows = (
        (*side(review.one).values(), *side(review.two).values(), "; ".join(review.evidence), "") for review in reviews
    )
    return "".join(rows_as_text([COLUMNS, *rows]))


def read_decisions(text: str, file: str) -> tuple[Decisions, list[Diagnostic]]:
    """Return the answers in a table of either form; rows without an answer say nothing.

    A row that cannot be read, and a pair that is answered both ways, is reported and skipped.
    """
    text = text.removeprefix("\ufeff")
    rows = _json_rows if text.lstrip().startswith("{") else _csv_rows
    answers: dict[tuple[str, str], bool] = {}
    faults: list[tuple[int, str]] = []
    both_ways: set[tuple[str, str]] = set()
    for line, row in rows(text):
        if isinstance(row, str):
            faults.append((line, row))
            continue
        one, two, same = row
        given = str(same if same is not None else "").strip().lower()
        if not given:
            continue
        if given not in ANSWERS:
            faults.append((line, f"not an answer, `yes` or `no` is: {same!r}"))
            continue
        pair = (min(one, two), max(one, two))
        if answers.setdefault(pair, ANSWERS[given]) != ANSWERS[given]:
            both_ways.add(pair)
            faults.append((line, "this pair is answered both `yes` and `no`"))
    sure = {pair: same for pair, same in answers.items() if pair not in both_ways}
    decisions = Decisions(
        same=frozenset(pair for pair, same in sure.items() if same),
        different=frozenset(pair for pair, same in sure.items() if not same),
    )
    return decisions, [Diagnostic(Code.BAD_FIELD, Place(file, line, line), message) for line, message in faults]


Row = tuple[str, str, Any] | str
"""Both fingerprints and the answer as given, or what is wrong with the row."""


def _row(marks: Sequence[object], same: object) -> Row:
    one, two = (str(each or "").strip() for each in marks)
    if not FINGERPRINT.fullmatch(one) or not FINGERPRINT.fullmatch(two):
        return "a row without the marks of both records"
    return one, two, same


def _json_rows(text: str) -> Iterator[tuple[int, Row]]:
    import json

    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield number, _row([row[each]["mark"] for each in ("one", "two")], row.get("same"))
        except (ValueError, KeyError, TypeError, AttributeError):
            yield number, "not a row of a review as JSON Lines"


def _csv_rows(text: str) -> Iterator[tuple[int, Row]]:
    import csv

    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=_delimiter(text))
    if not {"one_mark", "two_mark", "same"} <= set(reader.fieldnames or ()):
        yield 1, "not a review: the columns one_mark, two_mark and same are missing"
        return
    try:
        for row in reader:
            yield reader.line_num, _row([row["one_mark"], row["two_mark"]], row["same"])
    except csv.Error as error:
        yield reader.line_num, f"not CSV: {error}"


def _delimiter(text: str) -> str:
    """Return what separates the columns of the header: spreadsheets of some countries write `;`."""
    header = text[: text.find("\n")] if "\n" in text else text
    return max((",", ";", "\t"), key=header.count)


FORMATS: dict[str, Callable[[Iterable[Review]], str]] = {"jsonl": write_jsonl, "csv": write_csv}
"""How a review is written, by the ending of the file's name."""
