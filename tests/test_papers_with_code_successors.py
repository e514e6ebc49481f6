"""What became of Papers with Code: its data, its successor's program, and pages with glued dates, venues and tasks."""

import json
from typing import Any

import pytest

from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.listings.papers_with_code.data_values import read_conference, read_place, read_when, split_glued
from paperlist.listings.papers_with_code.glued import read_glued
from paperlist.paper import Paper
from paperlist.pipeline import read_text
from paperlist.reading import read_listings


def records(text: str, size: int = 1 << 20) -> tuple[list[Paper], list[str]]:
    """Return the papers of a text that comes in pieces of so many lines, and what is said of it but page text."""
    lines = text.splitlines(keepends=True)
    pieces = ["".join(lines[at : at + size]) for at in range(0, len(lines), size)]
    events = list(read_text(pieces, "a.txt"))
    told = [event.message for event in events if isinstance(event, Diagnostic) and event.code.id != "page-text"]
    return [event for event in events if isinstance(event, Paper)], told


# Values


@pytest.mark.parametrize(
    ("text", "arxiv_id", "when"),
    [
        ("2015-12-10", None, "2015-12-10"),
        ("2015-12-10T00:00:00.000Z", None, "2015-12-10"),
        ("2015-12-10 00:00:00", None, "2015-12-10"),
        ("2018", None, "2018"),
        ("2018-01-01", None, "2018"),
        ("2018-01-01", "1805.00123", "2018"),
        ("2018-01-01", "1801.00123", "2018-01-01"),
        ("2001-01-01", "hep-th/0101001", "2001-01-01"),
        ("2018-02-30", None, None),
        ("10 Dec 2015", None, None),
        ("2015-12-10T13:27:02Z", None, None),
        ("", None, None),
    ],
)
def test_a_day_of_the_data(text: str, arxiv_id: str | None, when: str | None) -> None:
    assert read_when(text, arxiv_id) == when


@pytest.mark.parametrize(
    ("addresses", "values"),
    [
        (["1805.10616", "http://arxiv.org/abs/1805.10616v4"], {"arxiv_id": "1805.10616", "arxiv_version": 4}),
        (["https://arxiv.org/pdf/hep-th/9901001v2.pdf"], {"arxiv_id": "hep-th/9901001", "arxiv_version": 2}),
        (["https://doi.org/10.1145/3773274"], {"doi": "10.1145/3773274"}),
        (["https://doi.org/10.48550/arXiv.2405.02246"], {"arxiv_id": "2405.02246"}),
        ([None, "https://paperswithcode.co/paper/98456"], {"url": "https://paperswithcode.co/paper/98456"}),
        ([None, ""], {"url": None}),
    ],
)
def test_an_address_of_a_paper(addresses: list[str | None], values: dict[str, Any]) -> None:
    assert read_place(*addresses) == values


def test_a_part_of_an_address_is_no_conference() -> None:
    assert read_conference("NeurIPS 2018 12") == "NeurIPS 2018"
    assert read_conference("neurips-2018-12") is None


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("Image ClassificationObject Detection", ("Image Classification", "Object Detection")),
        ("Denoising", ("Denoising",)),
        ("Theory of Simple Games", ("Theory of Simple Games",)),
        ("3D Human Pose EstimationPose Estimation", ("3D Human Pose Estimation", "Pose Estimation")),
        ("Image ClassificationStyle of Games", ()),
        ("StyleGAN Inversion", ()),
        ("GANImage Generation", ()),
    ],
)
def test_glued_tasks_are_split_where_that_is_sure(text: str, tasks: tuple[str, ...]) -> None:
    assert split_glued(text) == tasks


@pytest.mark.parametrize(
    ("text", "venue", "tasks"),
    [
        (
            "CVPR 2016 6Image ClassificationObject Detection",
            "CVPR 2016 6",
            ("Image Classification", "Object Detection"),
        ),
        ("CVPR 2016 63D Object Detection", "CVPR 2016 6", ("3D Object Detection",)),
        ("CVPR 2016Denoising", "CVPR 2016", ("Denoising",)),
        ("ICLR 2019 12D Pose", "ICLR 2019 12", ()),
        ("NeurIPS 2018 12", "NeurIPS 2018 12", ()),
        ("Interspeech 2018 2018 9Denoising", "Interspeech 2018 2018 9", ("Denoising",)),
        ("3DV 2018 - International Conference on 3D Vision 2018 9Denoising", None, ("Denoising",)),
        ("Image ClassificationObject Detection", "", ("Image Classification", "Object Detection")),
    ],
)
def test_a_glued_line(text: str, venue: str | None, tasks: tuple[str, ...]) -> None:
    glued = read_glued(text)
    assert glued
    assert glued.tasks == tasks
    assert glued.venue == (text.removesuffix("".join(tasks)) if venue is None else venue)


# Cards


@pytest.mark.parametrize(
    "line",
    [
        "2015-12-10T12:00:00 the run of CVPR 2016 6",
        "2015-12-10Report 2016",
        "2015-12-10 CVPR 2016 6Image Classification",
        "2015-12-10notes-2016.md",
        "2015-12-10Some words about nothing",
    ],
)
def test_a_line_that_only_begins_alike_is_none(line: str) -> None:
    papers, told = records(f"What was done that day\nIn the morning\n{line}\n")
    assert papers == []
    assert told


def test_a_card_whose_day_is_none_keeps_the_rest() -> None:
    [paper], told = records("How It Is Done\nAda Byron, Alan Turing\n2015-02-30CVPR 2016 6Denoising\n")
    assert (paper.title, paper.date, paper.venue, paper.tasks) == (
        "How It Is Done",
        "2016",
        "CVPR 2016",
        ("Denoising",),
    )
    assert told == ["date: there is no such date: '2015-02-30'"]


def test_names_that_are_not_sure_are_reported() -> None:
    [paper], told = records("and what else there was to say of it in 2014\n2015-12-10CVPR 2016 6Denoising\n")
    assert (paper.title, paper.authors) == (None, ())
    assert told == ["not understood, line: 'and what else there was to say of it in 2014'"]


def test_names_over_two_lines_are_one_list() -> None:
    [paper], _ = records("How It Is Done\nAda Byron, Alan Turing,\nGrace Hopper\n2015-12-10CVPR 2016 6Denoising\n")
    assert paper.authors == ("Ada Byron", "Alan Turing", "Grace Hopper")
    assert paper.title == "How It Is Done"


# The program


INFO = (
    "id: 2405.02246\ntitle: How It Is Done\npublished: 2024-05-03\nauthors: Ada Byron, Alan Turing\ncitations: 42\n"
    "url: https://paperswithcode.co/paper/2405.02246\n\n## Abstract\n\nWe do it.\n\n## Paper lineage\n\n"
    "### Predecessors\n\n- None\n\n### Successors\n\n- None\n"
)


@pytest.mark.parametrize("size", [1, 3, 100])
def test_what_the_program_prints_is_read_however_it_comes(size: int) -> None:
    papers, told = records(f"{INFO}\n{INFO.replace('02246', '02247')}", size)
    assert told == []
    assert [paper.arxiv_id for paper in papers] == ["2405.02246", "2405.02247"]
    assert {(paper.title, paper.date, paper.abstract) for paper in papers} == {
        ("How It Is Done", "2024-05-03", "We do it.")
    }


@pytest.mark.parametrize(
    "text",
    [
        "---\nid: 2405.02246\ntitle: How It Is Done\nauthors: Ada Byron\n---\nWhat I think of it.\n",
        "id: 2405.02246\ntitle: How It Is Done\n",
        "id: 2405.02246\ntitle: How It Is Done\ncitations: not yet counted\n\n## Abstract\n\nWe do it.\n",
        "id: 2405.02246\ntitle: How It Is Done\n\nOne thing.\n\nurl: https://paperswithcode.co/paper/2405.02246\n",
    ],
)
def test_labels_of_another_text_are_none_of_the_program(text: str) -> None:
    assert records(text)[0] == []


def test_a_row_is_one_only_below_the_head_of_its_table() -> None:
    head, row = "id\ttitle\tyear\tcitations\n", "2405.02246\tHow It Is Done\t2024\t9\n"
    assert records(row)[0] == []
    assert records(f"{head}\n{row}")[0] == []
    papers, _ = records(f"{head}{row}{row}")
    assert [(paper.title, paper.date) for paper in papers] == [("How It Is Done", "2024")] * 2


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("One line\\nand another", "One line and another"),
        ("One line\\nAnother\\nThe last", "One line Another The last"),
        ("On $\\\\nu$ and $\\\\tau$", "On $\\nu$ and $\\tau$"),
    ],
)
def test_escapes_of_a_cell(written: str, title: str) -> None:
    [paper], told = records(f"id\ttitle\tyear\tcitations\n2405.02246\t{written}\t2024\t9\n")
    assert (paper.title, told) == (title, [])


def test_a_row_whose_tabs_are_lost_is_read_if_it_lacks_nothing() -> None:
    text = "id title year citations\n2405.02246 How It Is Done 2024 9\n98456 What Comes in 2025\n"
    papers = [event for event in read_listings([text], "a.txt", load_listings()) if isinstance(event, Paper)]
    assert [(paper.title, paper.date) for paper in papers] == [("How It Is Done", "2024")]


# JSON


PAPER = {"arxiv_id": "2405.02246", "title": "How It Is Done", "published": "2024-05-03", "citation_count": 9}
ROW = {
    "paper_url": "https://paperswithcode.com/paper/how",
    "arxiv_id": "2405.02246",
    "title": "How It Is Done",
    "url_abs": "https://arxiv.org/abs/2405.02246v1",
    "date": "2024-05-03",
}


@pytest.mark.parametrize(
    "value",
    [
        {"schema_version": "v1", "data": PAPER},
        {"schema_version": "v1", "data": [PAPER]},
        {"schema_version": "v1", "data": {"count": 1, "results": [PAPER]}},
        {"schema_version": "v1", "data": {"items": [PAPER], "total": 1}},
        {"count": 1, "next": None, "results": [PAPER | {"url_abs": None, "proceeding": None, "nips_id": None}]},
        ROW,
        [ROW],
        [ROW | {"date": 1714694400000}],
        dict(sorted(ROW.items())),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_the_site(value: Any, indent: int | None) -> None:
    [paper], told = records(json.dumps(value, indent=indent))
    assert told == []
    assert (paper.arxiv_id, paper.title, paper.date) == ("2405.02246", "How It Is Done", "2024-05-03")
    assert paper.sources[0].format == "papers-with-code"


@pytest.mark.parametrize(
    "value",
    [
        {"schema_version": "v1", "data": {"name": "OCR", "slug": "ocr"}},
        {"schema_version": "v1", "data": {"title": "A report", "rows": 3}},
        {"results": [{"title": "How It Is Done", "url_abs": None}]},
        {"paper_url": "https://example.org/paper/how", "title": "How It Is Done"},
    ],
)
def test_json_of_others_is_not_taken_for_it(value: Any) -> None:
    assert records(json.dumps(value))[0] == []


def test_links_of_one_paper_give_its_official_repository() -> None:
    link = {"paper_url": ROW["paper_url"], "paper_title": "How It Is Done", "paper_arxiv_id": "2405.02246"}
    links = [
        link | {"repo_url": "https://github.com/a/first", "is_official": False},
        link | {"repo_url": "https://github.com/a/official.git", "is_official": True},
        link | {"repo_url": "https://gitlab.com/a/other", "is_official": True},
    ]
    papers, _ = records(json.dumps(links))
    assert [paper.repository for paper in papers] == ["a/official"]
    other = link | {"paper_url": "https://paperswithcode.com/paper/other"}
    papers, _ = records(json.dumps([links[0], other | links[1] | {"paper_url": other["paper_url"]}]))
    assert [paper.repository for paper in papers] == ["a/first", "a/official"]
