"""Saved pages: what lies within a paper's element and is not the page's is reported, and changes no record."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from lxml.html import builder

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import Entry, load_listings
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


INSERTED = (
    ("title", '<span class="x-badge">Code</span>'),
    ("title", '<a href="https://www.semanticscholar.org/paper/1">35 citations</a>'),
    ("title", "<x-note>Seen</x-note>"),
    ("authors", '<span class="z-button">Save to Zotero</span>'),
    ("authors", '<a href="https://scholar.google.com/x">Scholar</a>'),
    ("abstract", '<div class="x-count">Semantic Scholar: 35 citations</div>'),
    ("excerpt", '<a class="x-link" href="https://www.catalyzex.com/x">Code</a>'),
    ("comments", '<span class="x-note">Note: read this</span>'),
)


@pytest.mark.parametrize(("field", "inserted"), INSERTED)
@pytest.mark.parametrize("name", PAGES)
def test_what_a_program_put_into_a_value_is_no_part_of_it(name: str, field: str, inserted: str) -> None:
    text = (FIXTURES / Path(name)).read_text("utf-8")
    page = html.document_fromstring(text)
    known, _ = read(text)
    entries = [entry for listing in load_listings() for entry in listing.find_html(page)]
    values = [list(elements_of(entry, field))[-1:] for entry in entries]
    for [value] in filter(None, values):
        value.append(html.fragment_fromstring(inserted))
    papers, diagnostics = read(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))

    assert papers == known
    said = html.fragment_fromstring(inserted).text_content()
    assert [one.message for one in diagnostics if one.code is Code.UNCLAIMED] == [
        f"not understood, within a paper: {said!r}"
    ] * len(list(filter(None, values)))


def elements_of(entry: Entry, field: str) -> Iterator[html.HtmlElement]:
    """Yield the elements that went to a field."""
    for (name, _, _), part in zip(entry.spans, entry.shown, strict=True):
        if name == field and not isinstance(part, str):
            yield part


def test_words_that_a_reader_marked_stay() -> None:
    text = (FIXTURES / "arxiv-search" / "saved-page.html").read_text("utf-8")
    known, _ = read(text)
    word = str(known[0]["title"]).split()[1]
    marked = text.replace(f" {word} ", f' <em class="x-marked">{word}</em> ', 1)
    assert marked != text
    assert read(marked)[0] == known


@pytest.mark.parametrize("name", ["author-saved", "home-saved", "search-saved"])
def test_cards_whose_divisions_are_not_closed_are_read_by_their_text(name: str) -> None:
    text = (FIXTURES / "papers-with-code" / f"{name}.html").read_text("utf-8")
    papers, _ = read(re.sub(r"</div>", "", text))
    assert [paper["title"] for paper in papers] == [paper["title"] for paper in read(text)[0]]


def squeezed(page: html.HtmlElement) -> str:
    """Return what the body of a page holds without the classes of its elements and without a line break."""
    body = page.find("body")
    for element in body.iter(etree.Element):
        element.attrib.pop("class", None)
        element.attrib.pop("id", None)
    return " ".join("".join(html.tostring(child, encoding="unicode") for child in body).split())


def translated(page: html.HtmlElement) -> str:
    """Return a page with each text in elements of its own, as translators of browsers leave it."""
    for element in list(page.find("body").iter(etree.Element)):
        if element.tag in ("script", "style", "math"):
            continue
        for child in list(element):
            if (child.tail or "").strip():
                font, child.tail = builder.FONT(builder.FONT(child.tail)), None
                child.addnext(font)
        if (element.text or "").strip():
            font, element.text = builder.FONT(builder.FONT(element.text)), None
            element.insert(0, font)
    return str(html.tostring(page, encoding="unicode"))


WAYS: dict[str, Callable[[html.HtmlElement], str]] = {
    "a piece without line breaks": lambda page: f"<main>{squeezed(page)}</main>",
    "a sanitised page, its title before it": lambda page: f"Search | arXiv e-print repository{squeezed(page)}",
    "texts in elements of their own": translated,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [*PAGES, "hf-papers/daily_saved.html", "hf-papers/paper_saved.html"])
def test_a_page_is_known_by_what_it_says(name: str, way: str) -> None:
    text = (FIXTURES / Path(name)).read_text("utf-8")
    known, found = (
        [
            {field: re.sub(r"\s+", "", str(paper[field])) for field in ("title", "authors", "abstract", "journal_ref")}
            for paper in read(page)[0]
        ]
        for page in (text, WAYS[way](html.document_fromstring(text)))
    )
    assert found == known
