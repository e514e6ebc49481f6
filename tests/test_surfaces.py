"""All kinds of pages in one text: one after another they give the same records as one by one, in any order."""

import random
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings

FIXTURES = Path(__file__).parents[1] / "fixtures"
SURFACES = (
    "arxiv-abs/browser-copy.txt",
    "arxiv-abs/w3m.txt",
    "arxiv-api/lines.txt",
    "arxiv-list/new-browser.txt",
    "arxiv-list/new-w3m.txt",
    "arxiv-mail/digest.txt",
    "arxiv-search/tool-w3m.txt",
    "hf-papers/paper_copied.txt",
    "hf-papers/search_plain.txt",
    "hf-papers/trending_reader.md",
    "papers-with-code/author-trafilatura.txt",
    "papers-with-code/paper-w3m.txt",
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


@pytest.mark.parametrize("seed", range(4))
def test_all_pages_in_any_order_give_the_same(seed: int) -> None:
    names = random.Random(seed).sample(SURFACES, len(SURFACES))
    got, wanted = together(names)
    assert got == wanted
