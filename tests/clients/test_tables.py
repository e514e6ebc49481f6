"""Programs that compute with tables: what they show of a CSV or a workbook is what the record says."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from paperlist import exporters
from paperlist.cleanup.unicode import harmless
from paperlist.cli.formats import schema_text, table_text
from paperlist.exporters import Options
from paperlist.paper import Paper
from tests.clients.clients import need, need_module, run, samples, write

IDS = [
    Paper(key="k1", title="1e5", arxiv_id="2401.05560", authors=("A B",), date="2021", stars=12, withdrawn=True),
    Paper(key="k2", title="007", arxiv_id="2103.00020", authors=("C D", "E F"), date="2021-03"),
]
"""Papers of which every text looks like a number."""
TEXTS = ("key", "title", "arxiv_id", "date")
PAPERS = [*IDS, *samples()[:300]]


def said(paper: Paper) -> list[str]:
    """What a paper says in the fields that are compared, as a cell can have it."""
    return [" ".join(harmless(getattr(paper, name) or "").split()) for name in TEXTS]


def shown(row: dict[str, Any]) -> list[str]:
    return [" ".join(str(row[name] or "").split()) for name in TEXTS]


def test_pandas_by_the_recipe(tmp_path: Path) -> None:
    need_module("pandas")
    import pandas

    path = write(tmp_path / "papers.csv", "csv", PAPERS, raw_cells=True)
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert [shown(row) for row in frame.to_dict("records")] == [said(paper) for paper in PAPERS]
    lines = pandas.read_json(write(tmp_path / "papers.jsonl", "jsonl", PAPERS), lines=True, dtype=False)
    assert list(lines["arxiv_id"][:2]) == ["2401.05560", "2103.00020"]


def test_duckdb_by_the_table(tmp_path: Path) -> None:
    need_module("duckdb")
    import duckdb

    path = write(tmp_path / "papers.csv", "csv", IDS, raw_cells=True)
    with duckdb.connect() as base:
        base.execute(table_text())
        base.execute(f"COPY papers FROM '{path}' (HEADER, QUOTE '\"', ESCAPE '\"')")
        found = base.execute("SELECT key, title, arxiv_id, date, stars, withdrawn FROM papers ORDER BY key").fetchall()
    assert found == [
        ("k1", "1e5", "2401.05560", "2021", 12, True),
        ("k2", "007", "2103.00020", "2021-03", None, False),
    ]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_libreoffice(tmp_path: Path, name: str) -> None:
    need("soffice")
    if name == "xlsx":
        path = tmp_path / "papers.xlsx"
        path.write_bytes(b"".join(exporters.load("xlsx").write(PAPERS, Options())))
    else:
        path = write(tmp_path / "papers.csv", "csv", IDS)
    # 44,34,76: comma, quotation mark, UTF-8; a column that is not named is read as Calc likes it.
    options = ["--infilter=CSV:44,34,76"] if name == "csv" else []
    target = "csv:Text - txt - csv (StarCalc):44,34,76"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = tmp_path / "made"
    run("soffice", profile, "--headless", *options, "--convert-to", target, "--outdir", made, path, cwd=tmp_path)
    with (made / "papers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if name == "xlsx":
        assert [shown(row) for row in rows] == [said(paper) for paper in PAPERS]
    else:
        # Calc makes numbers of what looks like one: the address still has the whole id.
        assert [(row["key"], row["url"], row["authors"]) for row in rows] == [
            ("k1", "https://arxiv.org/abs/2401.05560", "A B"),
            ("k2", "https://arxiv.org/abs/2103.00020", "C D; E F"),
        ]


def test_a_schema_holds_for_every_record() -> None:
    need_module("jsonschema")
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(schema_text()))
    for paper in PAPERS:
        assert validator.is_valid(json.loads(paper.model_dump_json())), paper.key
