"""The workbook, as openpyxl reads it back."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from paperlist import exporters
from paperlist.exporters import Options
from paperlist.paper import Paper
from tests.exporter_samples import nasty_papers, usual_papers


def written(*papers: Paper) -> bytes:
    return b"".join(exporters.load("xlsx").write(papers, Options()))


def sheet_of(*papers: Paper) -> Any:
    return load_workbook(BytesIO(written(*papers)))["papers"]


def cells_of(paper: Paper) -> dict[str, Any]:
    header, row = sheet_of(paper).iter_rows()
    return {name.value: cell for name, cell in zip(header, row, strict=True)}


@pytest.mark.parametrize("text", ["2401.05560", "1e5", "007", "=1+1", "+1", "@x", "2021-03", "TRUE"])
def test_text_stays_text(text: str) -> None:
    cell = cells_of(Paper(key="k", title=text))["title"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_a_record_is_a_row() -> None:
    paper = Paper(key="k", title="T", authors=("A B", "C D"), arxiv_id="2401.05560", stars=12, withdrawn=True)
    values = {name: cell.value for name, cell in cells_of(paper).items()}
    assert list(values) == list(Paper.model_fields)
    said = {name: value for name, value in values.items() if value is not None}
    assert said == {
        "key": "k",
        "type": "other",
        "title": "T",
        "authors": "A B; C D",
        "authors_omitted": 0,
        "arxiv_id": "2401.05560",
        "stars": 12,
        "withdrawn": True,
        "url": "https://arxiv.org/abs/2401.05560",
    }


def test_the_header_stays_and_filters() -> None:
    papers = usual_papers()
    sheet = sheet_of(*papers)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.max_row == len(papers) + 1


def test_a_long_abstract_ends_where_the_format_ends_cells() -> None:
    assert len(cells_of(Paper(key="k", abstract="x" * 40_000))["abstract"].value) == 32_767


def test_the_same_papers_are_the_same_bytes() -> None:
    papers = list(nasty_papers())
    assert written(*papers) == written(*papers)
    assert sheet_of().max_row == 1
