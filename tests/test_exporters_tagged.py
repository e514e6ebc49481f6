"""EndNote's tags, Hayagriva's entries, and formulas in Unicode."""

from typing import Any

import pytest
import yaml

from paperlist.paper import Paper, PaperType
from paperlist.tex.unicode import formula
from tests.exporter_samples import nasty_papers, usual_papers, written

PREPRINT = Paper(
    key="k",
    type=PaperType.PREPRINT,
    title=r"On $\alpha_1^2$ and \emph{GPT}",
    authors=("Ludwig van Beethoven", "ATLAS Collaboration"),
    authors_omitted=3,
    date="2024-01-10",
    arxiv_id="2401.05560",
    comments="9 pages",
)
ARTICLE = Paper(
    key="a",
    type=PaperType.JOURNAL,
    entry_type="article",
    title="A Title",
    authors=("Martin Luther King, Jr.",),
    date="2007",
    journal="Phys. Rev. D",
    volume="76",
    number="3",
    pages="490–493",
    arxiv_id="0704.0001",
    doi="10.1000/xyz",
)


def test_a_preprint_for_endnote() -> None:
    assert written("enw", PREPRINT).splitlines() == [
        "%0 Report",
        "%A van Beethoven, Ludwig",
        "%A ATLAS Collaboration,",
        "%A others,",
        r"%T On $\alpha_1^2$ and \emph{GPT}",
        "%D 2024",
        "%8 2024-01-10",
        "%I arXiv",
        "%M arXiv:2401.05560",
        "%U https://arxiv.org/abs/2401.05560",
        "%F k",
        "%Z 9 pages",
        "%Z Authors not listed: 3",
    ]


def test_an_article_for_endnote() -> None:
    assert written("enw", ARTICLE).splitlines() == [
        "%0 Journal Article",
        "%A King, Martin Luther, Jr.",
        "%T A Title",
        "%J Phys. Rev. D",
        "%V 76",
        "%N 3",
        "%P 490–493",
        "%D 2007",
        "%R 10.1000/xyz",
        "%U https://arxiv.org/abs/0704.0001",
        "%F a",
        "%Z arXiv:0704.0001",
    ]


def test_every_line_for_endnote_has_a_tag() -> None:
    papers = [*usual_papers(), *nasty_papers()]
    references = written("enw", *papers).split("\n\n")
    assert len(references) == len(papers)
    assert all(line[0] == "%" and line[2] == " " for text in references for line in text.splitlines())


def test_a_preprint_for_typst() -> None:
    entry: dict[str, Any] = yaml.safe_load(written("hayagriva", PREPRINT))
    assert entry == {
        "k": {
            "type": "article",
            "title": {"value": "On α₁² and GPT", "verbatim": True},
            "author": [
                {"name": "Beethoven", "given-name": "Ludwig", "prefix": "van"},
                {"name": "ATLAS Collaboration"},
                {"name": "others"},
            ],
            "date": "2024-01-10",
            "parent": {"type": "repository", "title": {"value": "arXiv", "verbatim": True}},
            "serial-number": {"arxiv": "2401.05560"},
            "url": "https://arxiv.org/abs/2401.05560",
            "note": "9 pages",
        }
    }


def test_an_article_for_typst() -> None:
    entry = yaml.safe_load(written("hayagriva", ARTICLE))["a"]
    journal = {"value": "Phys. Rev. D", "verbatim": True}
    assert entry["parent"] == {"type": "periodical", "title": journal, "volume": "76", "issue": "3"}
    assert entry["serial-number"] == {"doi": "10.1000/xyz", "arxiv": "0704.0001"}
    assert entry["page-range"] == "490-493"
    assert entry["author"] == [{"name": "King", "given-name": "Martin Luther", "suffix": "Jr."}]


def test_all_papers_are_entries_for_typst() -> None:
    papers = list({paper.key: paper for paper in (*usual_papers(), *nasty_papers()) if paper.key}.values())
    assert len(yaml.safe_load(written("hayagriva", *papers))) == len(papers)
    assert yaml.safe_load(written("hayagriva")) == {}


@pytest.mark.parametrize(
    ("math", "text"),
    [
        (r"$\alpha$", "α"),
        ("$x^2$", "x²"),
        ("$x^{10}$", "x¹⁰"),
        ("$H_2O$", "H₂O"),
        (r"$\ell_1$", "ℓ₁"),
        ("$x^{i,j}$", "x^(i,j)"),
        ("$x^y$", "x^y"),
        (r"$\mathbb{Z}_n$", "ℤₙ"),
        (r"$SU(2) \times U(1)$", "SU(2)×U(1)"),
        (r"$B^0_s\toμ^+$", "B⁰ₛ→μ⁺"),
        (r"$\alphaβ\inÅ$", "αβ∈Å"),
    ],
)
def test_formulas_in_unicode(math: str, text: str) -> None:
    assert formula(math).replace(" ", "") == text


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("490–493", ["SP  - 490", "EP  - 493"]),
        ("1-9", ["SP  - 1", "EP  - 9"]),
        ("S417-S429", ["SP  - S417", "EP  - S429"]),
        ("Suppl-29", ["SP  - Suppl-29"]),
        ("e12724", ["SP  - e12724"]),
    ],
)
def test_pages_for_ris(pages: str, expected: list[str]) -> None:
    lines = written("ris", ARTICLE.replace(pages=pages)).splitlines()
    assert [line for line in lines if line.startswith(("SP", "EP"))] == expected
