"""What the address of a link says of a paper when its text does not, in texts and in saved pages without classes."""

import pytest
from lxml import html

from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.pipeline import Watch, read_text
from paperlist.reading import FieldLines, read_listings
from tests.command import FIXTURES

TITLE, ADDRESS, DOI = "Graphs that grow", "https://arxiv.org/abs/2301.00001", "https://doi.org/10.1016/S0370(98)12"
OTHER = "[others](https://arxiv.org/abs/1901.00009)"
CARD = f"{{}}\n1 code implementation • 3 May 2021 • Ada Byron\nWe study graphs, as {OTHER} do.\n\n"
RESULT = (
    f"{{}}\nAuthors: Ada Byron, Alan Turing\nAbstract: We do it as {OTHER} do.\n"
    "Submitted 3 May, 2024; originally announced May 2024.\n"
)
LINKS = (
    (f"[{TITLE}]({ADDRESS})", "2301.00001", None, None),
    (f"## [{TITLE}]({ADDRESS}v2)", "2301.00001", 2, None),
    (f'<a href="{ADDRESS}">{TITLE}</a>', "2301.00001", None, None),
    (f"{TITLE} <https://arxiv.org/pdf/2301.00001v3.pdf>", "2301.00001", 3, None),
    (f"[{TITLE}|{ADDRESS}]", "2301.00001", None, None),
    (f'"{TITLE}":{ADDRESS}', "2301.00001", None, None),
    (f"`{TITLE} <{ADDRESS}>`_", "2301.00001", None, None),
    (f"[[{ADDRESS}][{TITLE}]]", "2301.00001", None, None),
    (f"<{ADDRESS}|{TITLE}>", "2301.00001", None, None),
    (f"[{TITLE}](https://web.archive.org/web/2024/{ADDRESS})", "2301.00001", None, None),
    (f"[{TITLE}](https://huggingface.co/papers/2301.00001)", "2301.00001", None, None),
    (f"[{TITLE}](https://doi.org/10.48550/arXiv.2301.00001)", "2301.00001", None, None),
    (f"[{TITLE}]({DOI})", None, None, "10.1016/S0370(98)12"),
    (TITLE, None, None, None),
    (f"[{TITLE}](https://arxiv.org/search/?query=2301.00001)", None, None, None),
    (f"[{TITLE}](https://arxiv.org/a/2301.00001)", None, None, None),
    (f"[{TITLE}]({ADDRESS}) [pdf](https://arxiv.org/pdf/2301.00002)", None, None, None),
)


@pytest.mark.parametrize("entry", [CARD, RESULT], ids=["card", "result"])
@pytest.mark.parametrize(("title", "arxiv_id", "version", "doi"), LINKS)
def test_a_link_around_a_title_names_the_paper(
    entry: str, title: str, arxiv_id: str | None, version: int | None, doi: str | None
) -> None:
    events = list(read_text([entry.format(title)], "a"))
    [paper] = [event for event in events if isinstance(event, Paper)]
    assert (paper.arxiv_id, paper.arxiv_version, paper.doi) == (arxiv_id, version, doi)
    assert [event for event in events if isinstance(event, Diagnostic)] == []


def test_the_address_is_what_the_value_comes_from() -> None:
    spans: list[FieldLines] = []
    list(read_text([CARD.format(f"[{TITLE}]({ADDRESS})")], "a", watch=Watch(span=spans.append)))
    assert [(span.place.lines, span.text) for span in spans if span.field == "arxiv_id"] == [(range(1, 2), ADDRESS)]


def test_each_paper_of_many_has_its_own() -> None:
    cards = [CARD.format(f"[{TITLE} {'more ' * n}]({ADDRESS[:-4]}{n:04})") for n in range(1, 60)]
    papers = [event for event in read_text(cards, "a") if isinstance(event, Paper)]
    assert [paper.arxiv_id for paper in papers] == [f"2301.0{n:04}" for n in range(1, 60)]


@pytest.mark.parametrize("name", ["author-saved", "home-saved", "paper-saved", "search-saved"])
def test_a_page_without_its_classes_keeps_the_ids(name: str) -> None:
    text = (FIXTURES / "papers-with-code" / f"{name}.html").read_text("utf-8")
    page = html.document_fromstring(text)
    for element in page.iter("*"):
        element.attrib.pop("class", "")
    bare = html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    known, found = (
        [event.arxiv_id for event in read_listings([one], "a", load_listings()) if isinstance(event, Paper)]
        for one in (text, bare)
    )
    assert found == known
    assert any(known)
