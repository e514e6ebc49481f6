"""What all outputs have in common, and those that carry the whole record: JSON, JSON Lines, CSV, TSV."""

import csv
import io
import json
import re
import subprocess
import sys
from itertools import islice, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import exporters
from paperlist.errors import UnknownFormat
from paperlist.exporters import Options
from paperlist.paper import Paper
from tests.exporter_samples import NASTY, nasty_papers, papers, usual_papers, written

TEXTS = ("bib", "biblatex", "csl", "csv", "enw", "hayagriva", "json", "jsonl", "ris", "table", "tsv")
ALL_AT_ONCE = ("html", "md", "xlsx")
"""Outputs that begin when the last paper is known."""
NAMES = tuple(sorted((*TEXTS, *ALL_AT_ONCE)))
USUAL = usual_papers()


# ---- The registry ----------------------------------------------------------------------------------------------------


def test_the_folder_is_the_registry() -> None:
    assert exporters.names() == NAMES


@pytest.mark.parametrize("name", ["_bibtex", "docx", "", "__init__"])
def test_unknown_names(name: str) -> None:
    with pytest.raises(UnknownFormat, match="known are bib, "):
        exporters.load(name)


@pytest.mark.parametrize(
    ("extension", "name"),
    [
        (".bib", "bib"),
        ("JSON", "json"),
        (".tsv", "tsv"),
        ("ndjson", "jsonl"),
        ("bibtex", "bib"),
        ("BibLaTeX", "biblatex"),
        ("csl-json", "csl"),
        ("typst", "hayagriva"),
        (".yml", "hayagriva"),
        ("endnote", "enw"),
        ("Excel", "xlsx"),
        (".ris", "ris"),
        (".htm", "html"),
        (".markdown", "md"),
        (".txt", None),
        ("", None),
    ],
)
def test_extensions(extension: str, name: str | None) -> None:
    assert exporters.find(extension) == name


def test_no_extension_is_two_outputs() -> None:
    called = [set(exporters.other_names(name)) | {name} for name in NAMES]
    assert sum(map(len, called)) == len(set().union(*called))


def test_importing_outputs_loads_nothing_heavy() -> None:
    code = (
        "import sys; from paperlist import exporters as e; [e.load(name) for name in e.names()];"
        "heavy = {'pydantic', 'bibtexparser', 'pylatexenc', 'anyascii', 'rich', 'openpyxl', 'yaml', 'jinja2',"
        "'markdown_it'};"
        "print(heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("name", TEXTS)
def test_text_comes_while_papers_come(name: str) -> None:
    assert len(list(islice(exporters.load(name).write(repeat(USUAL[0]), Options()), 5))) == 5


# ---- JSON ------------------------------------------------------------------------------------------------------------


def test_every_key_is_there_in_order() -> None:
    (record,) = json.loads(written("json", Paper()))
    assert list(record) == list(Paper.model_fields)
    assert record["title"] is None
    assert record["authors"] == []


def test_no_papers_are_an_empty_array() -> None:
    assert json.loads(written("json")) == []
    assert written("jsonl") == ""


def test_json_is_utf8_and_indented() -> None:
    text = written("json", *USUAL)
    assert "Lukošiūtė" in text
    assert text.startswith('[\n  {\n    "key": "hubinger2024sleeper",\n')
    assert text.endswith("\n  }\n]\n")


@given(st.lists(papers, max_size=3))
def test_json_reads_back(listed: list[Paper]) -> None:
    assert [Paper.model_validate(record) for record in json.loads(written("json", *listed))] == listed
    lines = written("jsonl", *listed).splitlines() if listed else []
    assert [Paper.model_validate_json(line) for line in written("jsonl", *listed).split("\n")[:-1]] == listed
    assert len(lines) >= len(listed)


# ---- CSV and TSV -----------------------------------------------------------------------------------------------------


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_csv_flattens_the_record() -> None:
    row = rows(written("csv", USUAL[0]))[0]
    assert list(row) == list(Paper.model_fields)
    assert row["authors"] == "Evan Hubinger; Carson Denison; Samuel R. Bowman"
    assert row["authors_omitted"] == "36"
    assert row["withdrawn"] == "false"
    assert row["title"].startswith("Sleeper Agents: ")
    assert row["type"] == "preprint"
    assert row["doi"] == ""
    assert row["abstract"] == USUAL[0].abstract
    assert row["sources"] == "dump.txt:3-9"


def test_csv_lines_end_as_the_standard_says() -> None:
    text = written("csv", USUAL[1])
    assert text.count("\r\n") == 2
    assert text.endswith("\r\n")
    assert "\r" not in written("tsv", USUAL[1])


def test_bom() -> None:
    assert written("csv", bom=True).startswith("\ufeffkey,")
    assert written("tsv", bom=True).startswith("\ufeffkey\t")
    assert written("csv").startswith("key,")


HARMLESS = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")  # the rule that the exporter's docstring gives for reading back


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "''-1", "＝1", "=", "-:3-9"])
def test_formulas_are_made_harmless_and_can_be_read_back(value: str) -> None:
    paper = Paper(key="k", title=value)
    cell = rows(written("csv", paper))[0]["title"]
    assert cell == "'" + value
    assert HARMLESS.match(cell)
    assert rows(written("csv", paper, raw_cells=True))[0]["title"] == value


@pytest.mark.parametrize("value", ["a=1", "'a", "''", "1-2", "(=1)", "' =1"])
def test_other_cells_stay(value: str) -> None:
    assert rows(written("csv", Paper(key="k", title=value)))[0]["title"] == value


def test_the_place_in_standard_input_is_no_formula() -> None:
    place = USUAL[0].sources[0].replace(file="-")
    assert rows(written("csv", USUAL[0].replace(sources=(place,))))[0]["sources"] == "-:3-9"
    evil = place.replace(file="=cmd()")
    assert rows(written("csv", USUAL[0].replace(sources=(evil,))))[0]["sources"] == "'=cmd():3-9"


@given(st.lists(papers, max_size=3), st.sampled_from([("csv", ","), ("tsv", "\t")]))
def test_cells_read_back(listed: list[Paper], shape: tuple[str, str]) -> None:
    name, delimiter = shape
    read = rows(written(name, *listed), delimiter)
    assert len(read) == len(listed)
    for row, paper in zip(read, listed, strict=True):
        for field in ("title", "abstract", "venue", "comments"):
            cell = row[field]
            assert (cell[1:] if HARMLESS.match(cell) else cell) == (getattr(paper, field) or "")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_every_nasty_value_is_one_cell(name: str) -> None:
    listed = list(nasty_papers())
    assert len(rows(written(name, *listed), "," if name == "csv" else "\t")) == len(listed)
    assert len(listed) > len(NASTY) * 10
