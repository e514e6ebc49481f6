"""Drop-in cases: `fixtures/<listing>/<case>.txt|md|html|xml` and what must come of it.

Beside an input stands `<case>.json` = {"papers": […], "diagnostics": […]}: the records that reading gives
without merging, default values left out. `fixtures/mixed/` holds inputs of several listings; a folder
`fixtures/mixed/<case>/` holds the files of one run, and its records are the merged ones. A `<case>.bib`,
`<case>.csv` … beside the expectation makes it a test of that output too.

To add a case: drop the text, `pytest --accept tests/test_cases.py`, read the diff, commit.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from paperlist.diagnostics import Diagnostic
from paperlist.exporters import Options, load, names
from paperlist.keys import assign
from paperlist.listings import load_listings
from paperlist.merging import merge
from paperlist.paper import Paper
from paperlist.pipeline import read
from paperlist.reading import read_listings
from paperlist.source import read_chunks

FIXTURES = Path(__file__).parents[1] / "fixtures"
INPUTS = {".txt", ".md", ".html", ".xml"}
LISTINGS = {listing.NAME for listing in load_listings()}
FOLDERS = LISTINGS | {"mixed"}  # drop-in cases; fixtures/pages is measured by exactness.py
OUTPUTS = {f".{name}" for name in names()} - {".json"}


def find_cases() -> list[Path]:
    files = [path for folder in sorted(FOLDERS) for path in sorted((FIXTURES / folder).glob("*"))]
    return [path for path in files if path.suffix in INPUTS or path.is_dir()]


CASES = find_cases()
assert CASES, "no case in fixtures/"


def case_id(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def inputs_of(case: Path) -> list[Path]:
    return sorted(case.iterdir()) if case.is_dir() else [case]


def read_case(case: Path) -> tuple[list[Paper], list[Diagnostic]]:
    """Everything that a run over the case's inputs gives, places by the files' bare names."""
    papers, diagnostics = [], []
    for path in inputs_of(case):
        for event in read(str(path)):
            if isinstance(event, Diagnostic):
                diagnostics.append(event)
            else:
                source = event.sources[-1].replace(file=path.name)
                papers.append(event.replace(sources=(source,)))
    if case.is_dir():
        merged = merge(papers)
        papers = merged.papers
        diagnostics += merged.diagnostics
    return assign(papers), diagnostics


def without_defaults(paper: Paper) -> dict[str, Any]:
    return paper.model_dump(mode="json", exclude_defaults=True)


def as_expectation(papers: Iterable[Paper], diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    return {
        "papers": [without_defaults(paper) for paper in papers],
        "diagnostics": [
            f"{d.place.first_line}-{d.place.last_line}: {d.code.severity}: {d.message} [{d.code.id}]"
            for d in diagnostics
        ],
    }


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    expectation = case.with_suffix(".json")
    papers, diagnostics = read_case(case)
    got = as_expectation(papers, diagnostics)
    outputs = [path for path in case.parent.glob(f"{case.stem}.*") if path.suffix in OUTPUTS and path not in CASES]
    if request.config.getoption("--accept"):
        expectation.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for path in outputs:
            path.write_text(export(papers, path.suffix[1:]), encoding="utf-8", newline="")
    assert expectation.exists(), f"{case_id(case)} has no expectation: run pytest --accept and read the diff"
    assert got == json.loads(expectation.read_text(encoding="utf-8"))
    for path in outputs:
        assert export(papers, path.suffix[1:]) == path.read_bytes().decode("utf-8"), path.name


def export(papers: list[Paper], name: str) -> str:
    return "".join(load(name).write(papers, Options()))


@pytest.mark.parametrize("case", [case for case in CASES if case.parent.name in LISTINGS], ids=case_id)
def test_other_listings_find_nothing_in_it(case: Path) -> None:
    others = [listing for listing in load_listings() if case.parent.name != listing.NAME]
    events = read_listings(read_chunks(str(case)), case.name, others)
    assert [event.title for event in events if isinstance(event, Paper)] == []


def test_every_file_belongs_to_a_case() -> None:
    stems = {case.parent / case.stem for case in CASES}
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
    assert folders == FOLDERS | {"pages"}, "an unknown or a missing folder"
    files = [path for folder in FOLDERS for path in (FIXTURES / folder).glob("*") if path.name != "README.md"]
    orphans = [case_id(path) for path in files if path not in CASES and path.parent / path.stem not in stems]
    assert orphans == []
