"""Every table that is written stands behind one guard: its rows are rows, and its cells are text."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.cells import FORMULA, rows_as_text
from paperlist.cli.merge_map import FORMATS, map_rows
from paperlist.merging import Review
from paperlist.merging.review_rows import review_rows
from paperlist.merging.review_table import write_csv
from paperlist.paper import Paper, Source

HOSTILE = [
    "=1+1",
    "+1",
    "-2",
    "@x",
    "＝cmd",
    "＋1",
    "－1",
    "＠a",
    "\t=1",
    "\n=1",
    "'=1",
    "a\tb",
    "a\nb",
    'say "x"',
    "a,b",
]


def paper(text: str) -> Paper:
    source = Source(file=text, format="arxiv-search", first_line=1, last_line=2)
    return Paper(key=text, title=text, authors=(text,), sources=(source,))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_merge_map_has_three_harmless_cells_a_row(text: str) -> None:
    one = paper(text)
    lines = "".join(FORMATS[".tsv"](map_rows([one, one], [text, text], [(0, 1)], [text])))
    rows = list(csv.reader(StringIO(lines, newline=""), delimiter="\t"))
    assert [len(row) for row in rows] == [3, 3, 3]
    assert not any(FORMULA.fullmatch(cell[:1]) for row in rows for cell in row)
    assert rows[1][0] == ("'" if FORMULA.match(text) else "") + text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_review_has_harmless_cells(text: str) -> None:
    one = paper(text)
    rows = list(
        csv.reader(StringIO("".join(write_csv(review_rows([Review(one, one, ("titles agree",))]))), newline=""))
    )
    assert len({len(row) for row in rows}) == 1
    assert not any(FORMULA.fullmatch(cell[:1]) for row in rows for cell in row)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_rows_come_back(rows: list[list[str]]) -> None:
    text = "".join(rows_as_text(rows, delimiter="\t", line_end="\n"))
    back = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    assert [[cell[1:] if FORMULA.match(cell) and cell[0] == "'" else cell for cell in row] for row in back] == rows


@pytest.mark.parametrize(
    ("one", "two"), [("a.bib", "./a.bib"), ("a.bib", "sub/../a.bib"), ("a.bib", "link.bib"), ("a.bib", "hard.bib")]
)
def test_spellings_of_one_path_are_one_file(tmp_path: Path, one: str, two: str) -> None:
    from paperlist.cli.output import is_one_file

    (tmp_path / "a.bib").touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.bib").symlink_to("a.bib")
    (tmp_path / "hard.bib").hardlink_to(tmp_path / "a.bib")
    assert is_one_file(tmp_path / one, tmp_path / two)
    assert not is_one_file(tmp_path / one, tmp_path / "b.bib")
