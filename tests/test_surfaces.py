"""All kinds of pages in one text: one after another they give the same records as one by one, in any order."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.listings import load_listings
from paperlist.merging import merge
from paperlist.paper import Paper
from paperlist.reading import read_listings

FIXTURES = Path(__file__).parents[1] / "fixtures"
SURFACES = (
    "arxiv-abs/browser-copy.txt",
    "arxiv-abs/markdown.md",
    "arxiv-abs/one-line.txt",
    "arxiv-abs/reader-service.md",
    "arxiv-abs/w3m.txt",
    "arxiv-api/lines.txt",
    "arxiv-list/new-browser.txt",
    "arxiv-list/new-w3m.txt",
    "arxiv-mail/digest.txt",
    "arxiv-search/tool-w3m.txt",
    "hf-papers/paper_copied.txt",
    "hf-papers/paper_markdown.md",
    "hf-papers/search_plain.txt",
    "hf-papers/trending_reader.md",
    "papers-with-code/author-trafilatura.txt",
    "papers-with-code/paper-w3m.txt",
    "papers-with-code/program-columns.txt",
    "papers-with-code/program-info.txt",
    "papers-with-code/successor-glued.txt",
)
"""Whole pages; of a text that breaks off nobody can say what belongs to the next."""
TEXTS = {name: (FIXTURES / name).read_text("utf-8").strip("\n") for name in SURFACES}


def records(text: str) -> list[dict[str, Any]]:
    """Return the records of a text without their places."""
    events = read_listings([text], "a.txt", load_listings())
    papers = [event.model_dump() for event in events if isinstance(event, Paper)]
    return [paper | {"sources": [source["format"] for source in paper["sources"]]} for paper in papers]


ALONE = {name: records(text) for name, text in TEXTS.items()}


def together(names: tuple[str, ...] | list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the records of the texts in one, and those of each."""
    return records("\n\n".join(map(TEXTS.__getitem__, names))), [one for name in names for one in ALONE[name]]


def test_every_surface_has_records() -> None:
    assert [name for name, papers in ALONE.items() if not papers] == []


@pytest.mark.parametrize("first", SURFACES)
def test_a_page_before_another_changes_nothing(first: str) -> None:
    for pair in permutations(SURFACES, 2):
        if pair[0] == first:
            got, wanted = together(pair)
            assert got == wanted, pair


@given(st.permutations(SURFACES))
@settings(max_examples=settings().max_examples // 10)
def test_all_pages_in_any_order_give_the_same(names: list[str]) -> None:
    got, wanted = together(names)
    assert got == wanted


# One paper on several pages

PROSE = "We do it in a way that nobody has seen before, and say how it is done by everyone who wants to."
ONE_PAPER = {
    "arxiv-abs": (
        "[Submitted on 18 Dec 2025 (v1), last revised 20 Jan 2026 (this version, v2)]\nTitle:How It Is Done\n"
        f"Authors:Ada Byron, Alan Turing\nView PDF\nAbstract:{PROSE}\nComments:\t9 pages\n"
        "Subjects:\tArtificial Intelligence (cs.AI)\nCite as:\tarXiv:2601.11559 [cs.AI]\n"
    ),
    "arxiv-search": (
        "arXiv:2601.11559 [pdf, other] cs.AI\nHow It Is Done\nAuthors: Ada Byron, Alan Turing\n"
        f"Abstract: {PROSE}\nSubmitted 20 January, 2026; v1 submitted 18 December, 2025; "
        "originally announced January 2026.\n"
    ),
    "arxiv-list": (
        "[1] arXiv:2601.11559 [pdf, html, other]\nTitle: How It Is Done\nAda Byron, Alan Turing\n"
        f"Subjects: Artificial Intelligence (cs.AI)\n{PROSE}\n"
    ),
    "arxiv-mail": (
        "\\\\\narXiv:2601.11559\nDate: Thu, 18 Dec 2025 05:03:49 GMT   (704kb,D)\n\nTitle: How It Is Done\n"
        f"Authors: Ada Byron and Alan Turing\nCategories: cs.AI\n\\\\\n  {PROSE}\n"
        "\\\\ ( https://arxiv.org/abs/2601.11559 ,  704kb)\n"
    ),
    "hf-papers": (
        "Papers\narxiv:2601.11559\n\nHow It Is Done\n\nPublished on Dec 18, 2025\n\n"
        "Authors:\nAda Byron,\nAlan Turing\n\n"
        f"Abstract\n\n{PROSE}\n\nView arXiv page\n"
    ),
}


@pytest.mark.parametrize("names", list(permutations(ONE_PAPER, 2)), ids="-".join)
def test_one_paper_on_two_pages_is_one_record(names: tuple[str, str]) -> None:
    papers = [
        event
        for name in names
        for event in read_listings([ONE_PAPER[name]], name, load_listings())
        if isinstance(event, Paper)
    ]
    assert tuple(paper.sources[0].format for paper in papers) == names
    [paper] = merge(papers).papers

    assert paper.arxiv_id == "2601.11559"
    assert paper.title == "How It Is Done"
    assert paper.authors == ("Ada Byron", "Alan Turing")
    assert paper.abstract == PROSE
    assert paper.date == "2025-12-18"
    assert paper.updated == ("2026-01-20" if {"arxiv-abs", "arxiv-search"} & set(names) else None)
    assert {source.format for source in paper.sources} == set(names)
