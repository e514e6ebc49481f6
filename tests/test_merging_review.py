"""Unsure pairs go out as a table, and come back as decisions."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.diagnostics import Code
from paperlist.merging import Review, merge
from paperlist.merging.review import Decisions, fingerprint, marks, read_decisions
from paperlist.merging.review_rows import review_rows
from paperlist.merging.review_table import COLUMNS, FORMATS, Table, with_answers
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


def written(form: str, found: list[Review]) -> str:
    return "".join(FORMATS[form](review_rows(found)))


def answered(form: str, answer: str) -> str:
    """The table with the one row answered as a person would."""
    table = written(form, reviews())
    if form == "csv":
        rows = list(csv.reader(io.StringIO(table)))
        rows[1][COLUMNS.index("same")] = answer
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(rows)  # as a spreadsheet of some countries saves it
        return "\ufeff" + out.getvalue()
    row = json.loads(table)
    return json.dumps(row | {"same": answer})


def test_the_table_shows_both_records_and_the_evidence() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", reviews()))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["one_title"] == rows[0]["two_title"] == TITLE
    assert rows[0]["one_place"] == "a.txt:3-9"
    assert rows[0]["dates"] == "the dates are far apart"
    assert (rows[0]["group"], rows[0]["same"], rows[0]["keep"]) == ("1", "", "")
    assert 0 < float(rows[0]["score"]) < 1
    row = json.loads(written("jsonl", reviews()))
    assert row["same"] is None
    assert row["two"]["date"] == "2009"
    assert (row["group"], row["evidence"]["dates"]) == (1, "the dates are far apart")


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


OLD_CSV = (
    "one_mark,one_title,one_authors,one_date,one_submitted,one_place,two_mark,two_title,two_authors,two_date,"
    "two_submitted,two_place,evidence,same\n{},T,A,1981,,a:1-2,{},T,A,2009,,b:1-2,the titles are the same,yes\n"
)
OLD_JSON = (
    '{{"one": {{"mark": "{}"}}, "two": {{"mark": "{}"}}, "evidence": ["the titles are the same"], "same": true}}\n'
)


@pytest.mark.parametrize("text", [OLD_CSV, OLD_JSON])
def test_tables_of_earlier_versions_are_read(text: str) -> None:
    decisions, told = read_decisions(text.format(fingerprint(OLD)[1:], fingerprint(NEW)[1:]), "review")
    assert not told
    assert len(merge([NEW, OLD], decisions).papers) == 1


# Groups

SENTENCE = "We study the growth of citation graphs in a setting where every paper names all of its forerunners."


def work(title: str, text: str = "") -> Paper:
    source = Source(file="page.txt", format="arxiv-search", first_line=len(title), last_line=len(title))
    authors = ("Ada Byron", "Grace Murray")
    abstract = f"{title} is our matter. {SENTENCE} {text}"
    return Paper(title=title, authors=authors, date="2021-05-03", abstract=abstract, sources=(source,))


def untitled(line: int = 1) -> Paper:
    source = Source(file="cards.txt", format="papers-with-code", first_line=line, last_line=line)
    return Paper(authors=("Ada Byron", "Grace Murray"), date="2021-05-03", excerpt=SENTENCE, sources=(source,))


WORKS = [work("Citation graphs that grow"), work("A theory of forerunners"), work("Names and how papers give them")]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("count", [2, 3])
def test_alternatives_are_one_group_with_one_answer(form: str, count: int) -> None:
    papers = [*WORKS[:count], untitled()]
    table = Table.of(written(form, merge(papers).reviews))
    assert [row.group for row in table.rows] == ["1"] * count
    assert (
        {row.cells["sentence"] for row in table.rows} == {row.cells["counterpart"] for row in table.rows} == {SENTENCE}
    )
    for row in table.rows:
        title = row.cells["one_title"]
        again = Table.of(table.text)
        again.answer(next(each for each in again.rows if each.marks == row.marks), "yes")
        decisions, told = read_decisions(again.text, "review")
        assert (told, len(decisions.same), len(decisions.different)) == ([], 1, count - 1)
        merged = merge(papers, decisions)
        assert not merged.reviews
        assert [paper.title for paper in merged.papers if len(paper.sources) == 2] == [title]


@pytest.mark.parametrize("form", FORMATS)
def test_two_answers_of_a_group_are_reported_and_neither_holds(form: str) -> None:
    table = Table.of(written(form, merge([*WORKS, untitled()]).reviews))
    for row in table.rows[:2]:
        table.answer(row, "yes")
    decisions, told = read_decisions(table.text, "review")
    assert ["group 1" in each.message for each in told] == [True]
    assert not decisions.same


@pytest.mark.parametrize("library", [False, True])
def test_one_record_that_is_answered_with_two_works_of_a_page_joins_neither(library: bool) -> None:
    form = "bibtex" if library else "arxiv-search"  # a library may name one work twice
    two = [
        OLD.replace(title=title, sources=(Source(file="a.txt", format=form, first_line=line, last_line=line),))
        for line, title in ((1, TITLE), (9, "Statistics that are robust"))
    ]
    decisions = Decisions(same=frozenset(marks(NEW, each) for each in two) | {marks(each, NEW) for each in two})
    for papers in ([NEW, *two], [*two, NEW]):
        merged = merge(papers, decisions, within=library)
        assert len(merged.papers) == (1 if library else 3)
        told = [each.message for each in merged.diagnostics if each.code is Code.UNSURE]
        assert all("answered `yes` with two works" in each for each in told)
        assert len(told) == (0 if library else 2)


def test_the_surest_stand_first_and_no_group_is_split() -> None:
    rows = review_rows(merge([*WORKS, untitled(), OLD, NEW]).reviews)
    numbers = [int(row["group"]) for row in rows]
    assert numbers == sorted(numbers) == [1, 2, 2, 2]
    firsts = {row["group"]: float(row["score"]) for row in reversed(rows)}
    assert [*reversed(firsts.values())] == sorted(firsts.values(), reverse=True)


def test_records_with_one_fingerprint_are_told_apart() -> None:
    issues = edition("1981", "a.bib", volume="1", number="1"), edition("1981", "b.bib", volume="1", number="2")
    [row] = review_rows([Review(*issues, ("the titles are the same, issue or pages differ",))])
    assert row["one_mark"] != row["two_mark"]
    assert row["one_mark"][:17] == row["two_mark"][:17] == fingerprint(issues[0])
    table = Table.of("".join(FORMATS["csv"]([row])))
    table.answer(table.rows[0], "no")
    decisions, _ = read_decisions(table.text, "review.csv")
    third = edition("1981", "c.bib", volume="1", number="1", comments="third")
    assert sorted(len(paper.sources) for paper in merge([*issues, third], decisions).papers) == [1, 2]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (
            {"volume": "7", "number": "2"},
            {"volume": "07", "number": "3", "pages": "5"},
            "volume: the same; issue: other",
        ),
        ({"volume": "7", "pages": "S5–9"}, {"journal_ref": "J. Graphs 7, 5 (1981)"}, "volume and first page: the same"),
        ({"volume": "7", "number": "2"}, {"volume": "2", "number": "7"}, "volume and issue: the same"),
        ({"volume": "7"}, {"pages": "2"}, ""),
    ],
)
def test_the_place_in_print_is_evidence_in_a_column(one: dict[str, str], two: dict[str, str], said: str) -> None:
    [row] = review_rows([Review(edition("1981", "a.bib", **one), edition("1981", "b.bib", **two), ("why",))])
    assert row["places_in_print"] == said


# Writing


@pytest.mark.parametrize("form", FORMATS)
def test_an_answer_changes_its_own_row_alone(form: str) -> None:
    text = written(form, merge([*WORKS, untitled(), OLD, NEW]).reviews)
    if form == "csv":
        text = "\ufeff" + text.replace("\r\n", "\n").replace("same,", "same,note,", 1).replace(",,,", ",,,,")
    table = Table.of(text)
    assert (table.text, table.faults) == (text, [])
    pieces = [*table.pieces]
    for row in table.rows:
        table.answer(row, "no", "left")
        assert [new == old for new, old in zip(table.pieces, pieces, strict=True)].count(False) == 1
        table.answer(row, "", "")
        assert Table.of(table.text).rows[0].cells == Table.of(text).rows[0].cells
        assert table.pieces == pieces


@pytest.mark.parametrize("form", FORMATS)
def test_a_review_that_is_written_again_keeps_all_answers(form: str) -> None:
    papers = [*WORKS, untitled(), OLD, NEW]
    table = Table.of(written(form, merge(papers).reviews))
    table.answer(table.rows[0], "yes", "left")
    table.answer(table.rows[2], "yes")
    before, _ = read_decisions(table.text, "review")
    assert (len(before.same), len(before.different), len(before.choices)) == (2, 2, 1)
    for again in (papers, papers[::-1], papers[:2]):
        for decisions in (None, before):
            rows = with_answers(review_rows(merge(again, decisions).reviews), Table.of(table.text))
            assert read_decisions("".join(FORMATS[form](rows)), "review") == (before, [])


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4), st.sampled_from([*FORMATS]))
def test_whatever_records_say_answers_come_back(said: list[tuple[str, str, str]], form: str) -> None:
    papers = [
        paper.replace(title=title or None, excerpt=text or None, comments=comments or None)
        for title, text, comments in said
        for paper in (OLD, NEW)
    ]
    found = [Review(one, two, ("the titles are the same",)) for one, two in zip(papers[::2], papers[1::2], strict=True)]
    text = written(form, found)
    table = Table.of(text)
    assert (table.text, table.faults, len(table.rows)) == (text, [], len(found))
    for row in table.rows:
        table.answer(row, "no")
    decisions, told = read_decisions(table.text, "review")
    assert not told
    assert decisions.different == {tuple(sorted(marks(review.one, review.two))) for review in found}
    assert Table.of(table.text).text == table.text


# Whose value wins


@pytest.mark.parametrize(
    ("keep", "comments", "date"),
    [
        ("", "=1+1 and so on", "1981"),
        ("left", "short", "1981"),
        ("right", "=1+1 and so on", "2009"),
        ("comments=left", "short", "1981"),
        ("right, comments = left", "short", "2009"),
        ("Comments=Left; date=right", "short", "2009"),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_the_record_whose_value_wins_is_chosen(form: str, keep: str, comments: str, date: str) -> None:
    papers = edition("1981", "a.txt", comments="short"), edition("2009", "b.txt", comments="=1+1 and so on")
    table = Table.of(written(form, merge(papers).reviews))
    table.answer(table.rows[0], "yes", keep)
    decisions, told = read_decisions(table.text, "review")
    assert not told
    for order in (papers, papers[::-1]):
        [one] = merge(order, decisions).papers
        assert (one.comments, one.date, len(one.sources)) == (comments, date, 2)
        assert merge([one], decisions).papers == [one]


def test_what_cannot_be_kept_is_reported_and_the_answer_holds() -> None:
    table = Table.of(written("csv", reviews()))
    table.answer(table.rows[0], "yes", "middle, sources=left")
    decisions, told = read_decisions(table.text, "review.csv")
    assert [each.place.first_line for each in told] == [2, 2]
    assert (len(decisions.same), decisions.choices) == (1, ())
