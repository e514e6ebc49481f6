"""The rules that hold for all listings: quorum, end, labels of other formats; and authors in one text."""

import pytest

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.listings.people import read_people
from paperlist.paper import Paper
from paperlist.reading import read_listings

MAIL = (
    "\\\\\narXiv:2601.11559\nDate: Thu, 18 Dec 2025 05:03:49 GMT   (704kb,D)\n\nTitle: How it is done\n"
    "Authors: Ada Byron\nCategories: cs.AI\n\\\\\n  We do it.\n\\\\ ( https://arxiv.org/abs/2601.11559 ,  704kb)\n"
)
DATES = "Submitted 1 January, 2020; originally announced January 2020.\n"


def read(text: str) -> tuple[list[Paper], list[Diagnostic]]:
    events = list(read_listings([text], "a.txt", load_listings()))
    papers = [event for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("How it is done\nAuthors: Ada Byron, Alan Turing\n", 0),
        ("How it is done\nAbstract: We do it.\n", 0),
        ("How it is done\nAuthors: Ada Byron\nAbstract: We do it.\n", 1),
        ("arXiv:2601.11559 [pdf, other] cs.AI\nHow it is done\nAuthors: Ada Byron\n", 1),
        (f"How it is done\n{DATES}", 1),
    ],
)
def test_two_anchors_claim_an_entry(text: str, count: int) -> None:
    papers, diagnostics = read(text)
    assert len(papers) == count
    assert [one.code for one in diagnostics].count(Code.UNCLAIMED) == (count == 0)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (f"How it is done\nAuthors: Ada Byron\nAbstract: We do it.\nSubjects: Logic (math.LO)\n{DATES}", "abstract"),
        (f"How it is done\nAuthors: Ada Byron\nAbstract: We do it.\nView PDF\n{DATES}", "abstract"),
    ],
)
def test_a_value_with_a_label_of_another_format_is_a_fault(text: str, field: str) -> None:
    [paper], [fault] = read(text)
    assert getattr(paper, field) == "We do it."
    assert paper.authors == ("Ada Byron",)
    assert fault.code is Code.BAD_FIELD
    assert fault.message.startswith(f"{field}: ")


@pytest.mark.parametrize(
    "quoted",
    [
        "Authors: none.",
        "Subjects: of war.",
        "Title: pages of books.",
        "Cite as: one likes.",
        "View PDF files.",
        "Subjects.",
    ],
)
def test_an_abstract_may_quote_labels(quoted: str) -> None:
    [paper], diagnostics = read(f"How it is done\nAuthors: Ada Byron\nAbstract: We print\n{quoted}\n{DATES}")
    assert paper.abstract == f"We print {quoted}"
    assert diagnostics == []


def test_an_explicit_start_and_end_beat_labels_alone() -> None:
    text = f"How it was done\nAuthors: Alan Turing\nAbstract: We did it.\n{MAIL}"
    papers, _ = read(text)
    assert [(paper.title, paper.abstract, paper.sources[0].format) for paper in papers] == [
        ("How it was done", "We did it.", "arxiv-search"),
        ("How it is done", "We do it.", "arxiv-mail"),
    ]


def test_of_an_entry_without_its_end_only_the_sure_lines_are_its() -> None:
    text = MAIL.rpartition("\\\\ (")[0] + "\nMore of this tomorrow\n\n" + MAIL
    papers, diagnostics = read(text)
    assert [paper.sources[0].first_line for paper in papers] == [1, 13]
    assert papers[0].excerpt == papers[1].abstract == "We do it."
    assert [(one.code, *one.place[1:]) for one in diagnostics] == [(Code.UNCLAIMED, 11, 11)]


@pytest.mark.parametrize(
    ("text", "names", "omitted"),
    [
        ("Ada Byron", ["Ada Byron"], 0),
        ("A. Borstnik Bracic, E. Govekar and I. Grabec", ["A. Borstnik Bracic", "E. Govekar", "I. Grabec"], 0),
        ("A. Writer (1), B. Reader, and C. Editor ((1) Univ. X, (2) Y)", ["A. Writer", "B. Reader", "C. Editor"], 0),
        ("Mart\\'i Jord\\`a, Fred Bloggs, Jr.", ["Martí Jordà", "Fred Bloggs Jr."], 0),
        ("Ada Byron, Alan Turing, et al. (97 additional authors not shown)", ["Ada Byron", "Alan Turing"], 97),
        ("Jan Jansen and van der Berg and W. de Haas", ["Jan Jansen", "van der Berg", "W. de Haas"], 0),
        ("L.M. Zhang, et al, for the Belle Collaboration", ["L.M. Zhang"], 0),
    ],
)
def test_people(text: str, names: list[str], omitted: int) -> None:
    assert read_people(text) == (names, omitted)
