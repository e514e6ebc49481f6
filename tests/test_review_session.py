"""Going through a review: what keys do to the table, and that no answer is ever lost."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from paperlist.cli.review import press
from paperlist.cli.review_screen import aligned, screen, shortened, sides_of
from paperlist.merging.review import read_decisions
from paperlist.merging.review_session import Session, is_open, score
from paperlist.merging.review_table import COLUMNS, FORMATS, Row, Table

SENTENCE = "Every paper names all of its forerunners."


def row(number: int, group: int, score: float, **cells: str) -> dict[str, str]:
    said = {
        "group": str(group),
        "score": f"{score:.2f}",
        "why": "the titles are the same",
        "one_title": f"Citation graphs {number}",
        "two_title": f"Citation graphs {number}, a survey",
        "one_mark": f"{group:016x}",
        "two_mark": f"{number + 1000:016x}",
        "one_abstract": f"It is shown first. {SENTENCE} " + "And so on with much more to say. " * 20,
        "sentence": SENTENCE,
        "counterpart": SENTENCE,
    }
    return dict.fromkeys(COLUMNS, "") | said | cells


ROWS = [row(1, 1, 0.9), row(2, 2, 0.8), row(3, 3, 0.4), row(4, 3, 0.4), row(5, 4, 0.3), row(6, 5, 0.3)]
KEYS = "sdlr 12abuykn?v"


def table(form: str = "csv", rows: list[dict[str, str]] = ROWS) -> Table:
    return Table.of("".join(FORMATS[form](rows)))


def answers(text: str) -> dict[str, str]:
    return {each.marks[1][-2:]: each.same + each.cells["keep"] for each in Table.of(text).rows if each.same}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", {}),
        ("s", {"e9": "yes"}),
        ("dy", {"e9": "no", "ea": "yes"}),
        ("lr", {"e9": "yesleft", "ea": "yesright"}),
        (" n", {"ea": "no"}),
        ("  1", {"eb": "yes", "ec": "no"}),
        ("  2", {"eb": "no", "ec": "yes"}),
        ("  d", {"eb": "no", "ec": "no"}),
        ("  s3", {}),  # which one, and there are two
        ("   a", {"e9": "yes", "ea": "yes"}),  # a group is never answered at once, nor is an equal score
        ("    a", {"e9": "yes", "ea": "yes"}),
        ("d  a", {"e9": "no", "ea": "yes"}),
        (" a", {"e9": "yes"}),
        ("su", {}),
        ("   au", {}),
        ("  1u2u1", {"eb": "yes", "ec": "no"}),
        ("sbd", {"e9": "no"}),
        ("sbdu", {"e9": "yes"}),
        ("sbduu", {}),
        ("u9xq?v1", {}),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_what_a_key_does(form: str, keys: str, expected: dict[str, str]) -> None:
    session = Session(table(form))
    for key in keys:
        press(session, key)
    assert answers(session.table.text) == expected


@given(st.text(KEYS, max_size=30), st.text(KEYS, max_size=30), st.sampled_from([*FORMATS]))
def test_who_is_interrupted_at_any_key_loses_nothing(before: str, after: str, form: str) -> None:
    session = Session(table(form))
    for key in before:
        if session.question:
            press(session, key)
    saved = session.table.text
    again = Session(Table.of(saved))
    assert answers(again.table.text) == answers(saved)
    assert [each for each in again.questions if is_open(each)] == [again.questions[at] for at in again.asked]
    assert len(again.asked) == sum(map(is_open, session.questions))
    for key in after:
        if again.question:
            press(again, key)
    while again.undo():
        pass
    assert again.table.text == saved
    decisions, told = read_decisions(saved, "review")
    assert not told
    given = answers(saved)
    assert len(decisions.same) == sum(each.startswith("yes") for each in given.values())
    assert len(decisions.different) == sum(each == "no" for each in given.values())
    assert "yes" not in given.get("eb", "") or "yes" not in given.get("ec", "")


@given(st.text(KEYS, max_size=30))
def test_undoing_all_gives_the_table_back(keys: str) -> None:
    session = Session(table())
    for key in keys:
        if session.question:
            press(session, key)
    while session.undo():
        pass
    assert session.table.text == table().text


def test_answered_questions_are_asked_when_all_are() -> None:
    text = table("jsonl", [ROWS[0] | {"same": "yes"}, *ROWS[1:]]).text
    assert (len(Session(Table.of(text)).asked), len(Session(Table.of(text), every=True).asked)) == (4, 5)


def test_a_table_without_groups_and_scores_is_gone_through() -> None:
    marks = [{"one": {"mark": f"{n:016x}"}, "two": {"mark": f"{n + 9:016x}"}, "same": None} for n in range(3)]
    session = Session(Table.of("".join(json.dumps(each) + "\n" for each in marks)))
    for key in "sd s":
        if session.question:
            press(session, key)
    assert [each.same for each in session.table.rows] == ["yes", "no", ""]
    assert score(session.questions[0]) == 0


# The screen


def shown(width: int, height: int, session: Session | None = None, **options: Any) -> list[str]:
    console = Console(width=width, height=height, force_terminal=True, no_color=True, color_system=None, record=True)
    with console.capture() as captured:
        console.print(screen(session or Session(table()), console, **options))
    return captured.get().splitlines()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 15), (60, 24), (59, 30), (40, 30), (30, 40), (200, 50)])
@pytest.mark.parametrize("at", [0, 2])
def test_a_question_fits_on_the_screen(width: int, height: int, at: int) -> None:
    session = Session(table())
    session.at = at
    lines = shown(width, height, session)
    assert len(lines) < height
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "Citation" in text
    assert "{+a" in text or at
    assert "quit" in text


def test_differences_are_marked_without_colour() -> None:
    lines = shown(120, 40)
    assert any("Citation graphs 1 " in line and "Citation graphs 1, {+a survey+}" in line for line in lines)
    assert any(f"{SENTENCE} " in line and line.count(SENTENCE) == 2 and " = " in line for line in lines)


@pytest.mark.parametrize(("one", "two", "said"), [("0", "1", ["[-0-]", "≠", "{+1+}"]), ("3", "3", ["3", "=", "3"])])
def test_counts_of_code_are_compared(one: str, two: str, said: list[str]) -> None:
    lines = shown(80, 24, Session(table(rows=[row(1, 1, 0.5, one_code=one, two_code=two)])))
    assert ["code", *said] in [line.split() for line in lines]


def test_a_count_of_code_alone_takes_no_line() -> None:
    assert not any(
        line.startswith("code") for line in shown(80, 24, Session(table(rows=[row(1, 1, 0.5, one_code="3")])))
    )


def test_whole_texts_are_shown_on_demand() -> None:
    assert not any("It is shown first." in line for line in shown(120, 40))
    assert any("It is shown first." in line for line in shown(120, 10, whole=True))


@pytest.mark.parametrize(
    ("cells", "left", "right"),
    [
        (
            {"one_abstract": "A B\n\nc.", "two_abstract": "A\tB d.", "sentence": "", "counterpart": ""},
            "A B c.",
            "A B d.",
        ),
        ({"one_abstract": "A. B c.", "sentence": "B d.", "counterpart": "B c."}, "B c.", "B d."),
        ({"one_abstract": "", "two_abstract": "A. B c.", "sentence": "B d.", "counterpart": "B c."}, "B d.", "B c."),
        ({"one_abstract": "", "sentence": "B d.", "counterpart": "B c."}, "B d.", "B c."),
        ({"one_abstract": "", "sentence": "", "counterpart": "B c."}, "", "B c."),
        ({"one_abstract": "", "sentence": "B d.", "counterpart": ""}, "B d.", ""),
    ],
)
def test_each_record_has_its_own_text(cells: dict[str, str], left: str, right: str) -> None:
    (_, ours), (_, theirs) = sides_of([Row(2, row(1, 1, 0.5, **cells))], whole=False)
    assert (ours["text"], theirs["text"]) == (left, right)


def test_nothing_shown_acts_on_the_terminal() -> None:
    session = Session(table(rows=[row(1, 1, 0.5, one_title="a\x1b[2J\u202eb", two_title="a\x9bb")]))
    text = "\n".join(shown(80, 24, session))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[2J" in text


@given(st.text("ab .", max_size=60), st.text("ab .", max_size=60), st.integers(1, 12))
def test_no_word_is_lost_or_moved(one: str, two: str, budget: int) -> None:
    runs = aligned("title", one, two)
    assert [word for run in runs for word in run.ours] == one.split()
    assert [word for run in runs for word in run.theirs] == two.split()
    cut = list(shortened(runs, budget))
    for side, whole in ((0, one.split()), (1, two.split())):
        words = [word for run in cut for word in run[side]]
        assert len(words) <= budget + 2
        left = iter(whole)
        assert all(word in left for word in words if word != "…")
    if max(len(one.split()), len(two.split())) <= budget:
        assert cut == runs
