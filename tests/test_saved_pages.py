"""Saved pages: what lies within a paper's element and went to no field is reported, and changes no record."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings
from tests.command import FIXTURES

PAGES = (
    "arxiv-abs/page.html",
    "arxiv-list/new-saved.html",
    "arxiv-search/saved-page.html",
    "papers-with-code/author-saved.html",
    "papers-with-code/home-saved.html",
    "papers-with-code/paper-saved.html",
    "papers-with-code/search-saved.html",
)
FOREIGN = (
    "<div>Citations: 12</div>",
    '<p class="x">Reviewer note: weak.</p>',
    "<span>Semantic Scholar: 35 citations</span>",
    "<ul><li>Influential: 3</li></ul>",
    "read it again",
)
"""What programs and people put into pages, as its last part."""


def read(page: str) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """Return the records of a page without their places, and what is reported."""
    events = list(read_listings([page], "a.html", load_listings()))
    papers = [event.model_dump(exclude={"sources"}) for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


def roots(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the elements that each hold one paper."""
    found = (entry.root for listing in load_listings() for entry in listing.find_html(page))
    return [root for root in found if root is not None]


@pytest.mark.parametrize("foreign", FOREIGN)
@pytest.mark.parametrize("name", PAGES)
def test_what_a_program_put_into_a_paper_is_reported(name: str, foreign: str) -> None:
    text = (FIXTURES / Path(name)).read_text("utf-8")
    page = html.document_fromstring(text)
    known, diagnostics = read(text)
    assert known
    assert [one for one in diagnostics if one.code is Code.UNCLAIMED] == []

    places = roots(page)
    assert len(places) == len(known)
    for root in places:
        piece = html.fragment_fromstring(foreign, create_parent="div")
        last = root[-1]
        last.tail = f"{last.tail or ''} {piece.text or ''}"
        root.extend(piece)
    papers, diagnostics = read(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))

    assert papers == known
    said = html.fragment_fromstring(foreign, create_parent="div").text_content()
    assert [one.message for one in diagnostics if one.code is Code.UNCLAIMED] == [
        f"not understood, within a paper: {said!r}"
    ] * len(places)
