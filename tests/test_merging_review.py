"""Unsure pairs go out as a table, and come back as decisions."""

import csv
import io
import json
from typing import Any

import pytest

from paperlist.diagnostics import Code
from paperlist.merging import Review, merge
from paperlist.merging.review import COLUMNS, FORMATS, Decisions, fingerprint, read_decisions
from paperlist.paper import Paper, Source

TITLE = "Robust statistics and its applications"


def edition(year: str, file: str, **fields: Any) -> Paper:
    source = Source(file=file, format="arxiv-search", first_line=3, last_line=9)
    return Paper(title=TITLE, authors=("Peter Huber",), date=year, sources=(source,), **fields)


OLD, NEW = edition("1981", "a.txt"), edition("2009", "b.txt", comments="=1+1")


def reviews() -> list[Review]:
    found = merge([OLD, NEW]).reviews
    assert len(found) == 1
    return found


def answered(form: str, answer: str) -> str:
    """The table with the one row answered as a person would."""
    table = FORMATS[form](reviews())
    if form == "csv":
        rows = list(csv.reader(io.StringIO(table)))
        rows[1][-1] = answer
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(rows)  # as a spreadsheet of some countries saves it
        return "\ufeff" + out.getvalue()
    row = json.loads(table)
    return json.dumps(row | {"same": answer})


def test_the_table_shows_both_records_and_the_evidence() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](reviews()))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["one_title"] == rows[0]["two_title"] == TITLE
    assert rows[0]["one_place"] == "a.txt:3-9"
    assert "the dates are far apart" in rows[0]["evidence"]
    assert rows[0]["same"] == ""
    row = json.loads(FORMATS["jsonl"](reviews()))
    assert row["same"] is None
    assert row["two"]["date"] == "2009"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("answer", "left"), [("yes", 1), ("No", 2), ("", 2)])
def test_an_answer_decides(form: str, answer: str, left: int) -> None:
    decisions, told = read_decisions(answered(form, answer), "review")
    assert not told
    merged = merge([NEW, OLD], decisions)
    assert len(merged.papers) == left
    assert len(merged.reviews) == (0 if answer else 1)


def test_no_keeps_apart_what_would_unite() -> None:
    same = edition("1981-05-03", "a.txt"), edition("1981-05-04", "b.txt")
    assert len(merge(same).papers) == 1
    one, two = sorted(map(fingerprint, same))
    merged = merge(same, Decisions(different=frozenset({(one, two)})))
    assert len(merged.papers) == 2
    assert not merged.reviews


def test_decided_merging_twice_is_merging_once() -> None:
    one, two = sorted(map(fingerprint, (OLD, NEW)))
    decisions = Decisions(same=frozenset({(one, two)}))
    once = merge([OLD, NEW], decisions)
    assert merge(once.papers, decisions).papers == once.papers


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"one": {"mark": "0123456789abcdef"}, "same": "yes"}', 1),
        ("\n{nonsense", 2),
        ("a,b\n1,2\n", 1),
        ("one_mark,two_mark,same\nx,y,yes\n", 2),
        ("one_mark,two_mark,same\n0123456789abcdef,0123456789abcdee,perhaps\n", 2),
        ("one_mark,two_mark,same\n0123456789abcdef,0123456789abcdee,yes\n0123456789abcdee,0123456789abcdef,no\n", 3),
    ],
)
def test_what_cannot_be_read_is_told(text: str, line: int) -> None:
    decisions, told = read_decisions(text, "review.csv")
    assert [(one.code, *one.place[:2]) for one in told] == [(Code.BAD_FIELD, "review.csv", line)]
    assert not decisions
