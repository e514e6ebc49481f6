"""`paperlist check --fields`: each value with the stretch it was read from, and what is amiss within a paper."""

import json
import os
from pathlib import Path

import pytest

from paperlist.checking import Checked, to_lines
from paperlist.checking.values import WIDEST, origins
from paperlist.fields import letters
from paperlist.pipeline import Watch, read_text
from tests.command import FIXTURES, invoke
from tests.test_cli_help import STYLE, on_terminal

INPUTS = sorted(
    path for path in FIXTURES.rglob("*") if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md"
)
VERBATIM = ("title", "authors", "excerpt", "abstract", "comments", "arxiv_id", "doi", "venue", "tasks", "repository")
"""Fields of which a listing prints the words themselves."""
RESULT = """arXiv:2401.05566 [pdf, other] cs.CR cs.AI
**How It Is Done**
Authors: Ada Byron, Alan Turing, https://a.org
Abstract: We do it, and say how it is done by everyone who wants to.
Submitted 17 January, 2024; v1 submitted 10 January, 2024; originally announced January 2024.
"""


def checked(text: str) -> Checked:
    found = Checked()
    for event in read_text([text], "a.txt", watch=Watch(span=lambda span: found.waiting.append(span))):
        found.add(event)
    return found


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_every_value_comes_from_a_stretch_that_says_it(path: Path) -> None:
    text = path.read_text("utf-8", errors="replace")
    for paper, spans in checked(text).papers:
        for origin in origins(paper, spans, text.split("\n")) if spans else ():
            stretch = letters(origin.text)
            assert stretch, origin
            if origin.field in VERBATIM and "\\" not in origin.text:
                said = " ".join(origin.value) if isinstance(origin.value, tuple) else origin.value
                words = (letters(word) for word in said.split())
                assert [word for word in words if word.isascii() and word not in stretch] == [], origin


def test_a_value_is_beside_its_stretch_and_what_is_amiss_below(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RESULT, "utf-8")
    assert invoke("check", "--fields", "a.txt", cwd=tmp_path).stdout.decode().splitlines() == [
        "paper 1, a.txt:1-5, arxiv-search",
        "  title       2  How It Is Done",
        "  authors     3  Ada Byron; Alan Turing",
        "               < Authors: Ada Byron, Alan Turing, https://a.org",
        "  submitted   5  2024-01-10",
        "               < v1 submitted 10 January, 2024",
        "  updated     5  2024-01-17",
        "               < Submitted 17 January, 2024",
        "  announced   5  2024-01",
        "               < originally announced January 2024.",
        "  abstract    4  We do it, and say how it is done by everyone who wants to.",
        "               < Abstract: We do it, and say how it is done by everyone who wants to.",
        "  arxiv_id    1  2401.05566",
        "               < arXiv:2401.05566",
        "  categories  1  cs.CR; cs.AI",
        "  bad-field   3  authors: not a name: 'https://a.org'",
        "",
    ]


def test_json_has_each_value_on_the_line_where_its_stretch_begins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RESULT, "utf-8")
    rows = [json.loads(line) for line in invoke("check", "--json", "a.txt", cwd=tmp_path).stdout.splitlines()]
    assert rows[1]["values"] == [
        {"field": "title", "value": "How It Is Done", "first_line": 2, "last_line": 2, "text": "**How It Is Done**"}
    ]
    assert [value["field"] for row in rows for value in row["values"]] == [
        *("arxiv_id", "categories", "title", "authors", "abstract", "submitted", "updated", "announced")
    ]


@pytest.mark.parametrize("width", [40, 80, None])
def test_a_row_has_one_line_of_the_width_that_there_is(width: int | None) -> None:
    rows = [row for row, _ in to_lines(checked(RESULT.replace("Done", "Done " * 99 + "\x1b[2J")), RESULT, width)]
    assert max(map(len, rows)) <= (width or WIDEST + 30)
    assert not [row for row in rows if "\n" in row or "\x1b" in row]


@pytest.mark.skipif(os.name != "posix", reason="a pseudoterminal is POSIX's")
def test_on_a_terminal_what_is_amiss_stands_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RESULT, "utf-8")
    rows = on_terminal("check", "--fields", "a.txt", cwd=tmp_path, columns=80).splitlines()
    assert [STYLE.sub("", row)[2:12].strip() for row in rows if row.startswith("\x1b[31m")] == ["bad-field"]
    assert max(len(STYLE.sub("", row)) for row in rows) <= 80
