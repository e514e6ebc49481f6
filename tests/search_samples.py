"""Entries of an arXiv search page, and what is read of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import arxiv_search
from paperlist.paper import Paper
from paperlist.reading import read_listings as read

FIXTURES = Path(__file__).parents[1] / "fixtures" / "arxiv-search"
ENTRY = """-
A Title
Authors:
Ada Example,
Bob Example
Abstract:
It is shown that a preview…
▽ More
It is shown that a preview is short.
△ Less
Submitted 17 January, 2024; v1 submitted 10 January, 2024;
originally announced January 2024.
"""


def events(*chunks: str, **more: Any) -> Iterator[Paper | Diagnostic]:
    return read(chunks, "-", (arxiv_search,), **more)


def papers(*chunks: str) -> list[Paper]:
    return [event for event in events(*chunks) if isinstance(event, Paper)]


def one(text: str) -> Paper:
    (paper,) = papers(text)
    return paper


def codes(text: str) -> list[Code]:
    return [event.code for event in events(text) if isinstance(event, Diagnostic)]
