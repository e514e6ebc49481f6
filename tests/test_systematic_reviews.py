"""Exports of several databases merged: the sums of a PRISMA diagram, the merge map, places in print that differ."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from paperlist.cli.flow import Flow
from paperlist.diagnostics import Code
from paperlist.merging import merge
from paperlist.paper import Paper, Source
from tests.command import ARXIV, PWC, invoke

SCOPUS = """@article{ada, title = {Growth of citation graphs in open archives}, author = {Byron, Ada}, year = 2020,
  journal = {Journal of Graphs}, volume = 12, number = 3, pages = {100--120}, doi = {10.5555/abc}}
@article{cy, title = {Trees and their roots in old forests}, author = {Lee, Cy}, year = 2019, doi = {10.5555/def}}
@article{old, title = {Robust statistics and its applications}, author = {Huber, Peter}, year = 1981}
"""
RIS = """TY  - JOUR
TI  - Growth of citation graphs in open archives
AU  - Byron, A.
PY  - 2020
VL  - 13
SP  - 100
DO  - 10.5555/ABC
ER  -

TY  - JOUR
TI  - Robust statistics and its applications
AU  - Huber, Peter
PY  - 2009
ER  -
"""
NBIB = """PMID- 123
TI  - Trees and their roots in old forests
FAU - Lee, Cy
DP  - 2019
LID - 10.5555/def [doi]
"""


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    for name, text in {"scopus.bib": SCOPUS, "wos.ris": RIS, "pubmed.nbib": NBIB}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def sums(stderr: bytes) -> list[int]:
    said = re.findall(r"paperlist: (?:records|duplicates) \w+: ([\d,]+)", stderr.decode())
    return [int(number.replace(",", "")) for number in said]


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(text.splitlines(), delimiter="," if path.suffix == ".csv" else "\t"))


@pytest.mark.parametrize("name", ["map.csv", "map.tsv", "map.jsonl", "map"])
def test_the_sums_and_the_map_agree(exports: Path, name: str) -> None:
    files = ("scopus.bib", "wos.ris", "pubmed.nbib")
    done = invoke("parse", *files, "-o", "all.ris", "--merge-map", name, cwd=exports)
    assert sums(done.stderr) == [6, 2, 4]
    assert b"(scopus.bib 3, wos.ris 2, pubmed.nbib 1)" in done.stderr
    assert b"1 pair of them may be duplicates" in done.stderr
    assert b"--review FILE" in done.stderr
    assert b"volume 12 was kept, not 13 (wos.ris:1) [print-differs]" in done.stderr
    rows = rows_of(exports / name)
    assert [len(rows), len({row["new_key"] for row in rows})] == [6, 4]
    assert [row["old_key"] for row in rows if row["place"].startswith("scopus")] == ["ada", "cy", "old"]
    assert (exports / "all.ris").read_text("utf-8").count("TY  - ") == 4


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["scopus.bib", "wos.ris"], True),
        (["scopus.bib"], False),
        (["scopus.bib", "wos.ris", "-q"], False),
        (["scopus.bib", "wos.ris", "--merge", "report"], False),
        (["scopus.bib", "wos.ris", "--no-merge"], False),
        ([str(ARXIV), str(PWC)], False),
        ([str(ARXIV), "scopus.bib"], False),
        ([str(ARXIV), "--merge-map", "map.tsv"], True),
    ],
)
def test_when_the_sums_are_shown(exports: Path, arguments: list[str], shown: bool) -> None:
    done = invoke("parse", *arguments, "--to", "jsonl", cwd=exports)
    assert bool(sums(done.stderr)) is shown


def test_a_merge_map_has_a_name_that_says_its_form(exports: Path) -> None:
    done = invoke("parse", "scopus.bib", "--merge-map", "map.xlsx", cwd=exports)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"its name must end in .csv, .tsv, .jsonl" in done.stderr


def test_files_without_records_are_named() -> None:
    flow = Flow()
    for file in ("a.bib", "b.ris"):
        flow.begin(file)
    assert next(flow.lines(0, 0)) == "records identified: 0 (a.bib 0, b.ris 0)"


def printed(file: str, **fields: Any) -> Paper:
    source = Source(file=file, format="bibtex", first_line=1, last_line=4)
    return Paper(
        title="Growth of citation graphs", authors=("Ada Byron",), doi="10.5555/abc", sources=(source,), **fields
    )


@pytest.mark.parametrize(
    ("one", "two", "warned"),
    [
        ({"volume": "12"}, {"volume": "13"}, ["volume 12 was kept, not 13 (b.bib:1)"]),
        (
            {"number": "1", "pages": "5"},
            {"number": "2", "pages": "55–60"},
            ["issue 2 was kept, not 1 (a.bib:1)", "pages 55–60 was kept, not 5 "],
        ),
        ({"volume": "12", "pages": "100–120"}, {"volume": "012", "pages": "100-20"}, []),
        ({"volume": "12"}, {"pages": "1–9"}, []),
        ({"pages": "e17"}, {"pages": "1–9"}, []),
        ({"volume": "12"}, {}, []),
    ],
)
def test_a_place_in_print_that_differs_is_a_warning(
    one: dict[str, str], two: dict[str, str], warned: list[str]
) -> None:
    for explain in (False, True):
        merged = merge([printed("a.bib", **one), printed("b.bib", **two)], explain=explain)
        assert len(merged.papers) == 1
        said = [each.message for each in merged.diagnostics if each.code is Code.PRINT_DIFFERS]
        assert len(said) == bool(warned)
        assert all(part in said[0] for part in warned)
        notes = [each.message for each in merged.diagnostics if each.code is Code.CONTRADICTION]
        assert not [note for note in notes if warned and note.startswith(("volume", "number", "pages"))]
