r"""CSL-JSON and RIS: types, names, dates, and that no value can begin a field of its own."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import exporters
from paperlist.exporters.csl import marked_up
from paperlist.paper import Paper
from tests.exporter_samples import nasty_papers, papers, usual_papers, written

USUAL = {paper.key: paper for paper in usual_papers()}


# ---- CSL-JSON --------------------------------------------------------------------------------------------------------


def test_a_conference_paper_in_csl() -> None:
    assert json.loads(written("csl", USUAL["beethoven2022question"])) == [
        {
            "id": "beethoven2022question",
            "type": "paper-conference",
            "title": "Question Answering with GPT-4 on X-ray Images",
            "author": [
                {"family": "van Beethoven", "given": "Ludwig"},
                {"family": "de la Cruz", "given": "Juan"},
                {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
                {"literal": "ATLAS Collaboration"},
                {"literal": ":"},
            ],
            "issued": {"date-parts": [[2022]]},
            "container-title": "NeurIPS 2022",
            "keyword": "Question Answering, Language Modelling",
            "custom": {"Dated": "2021-12-01"},
        }
    ]


def test_a_journal_article_in_csl() -> None:
    (item,) = json.loads(written("csl", USUAL["noether1998invariant"]))
    assert item["type"] == "article-journal"
    assert item["title"] == "Invariant $SU(2)$ Problems in <i>Galaxies</i>"
    assert item["container-title"] == "Adv. Theor. Math. Phys. 2, 2050 (1998)"
    assert "number" not in item
    assert item["URL"] == "https://arxiv.org/abs/hep-th/9711200"
    assert "arXiv: hep-th/9711200" in item["note"].split("\n")
    assert item["status"] == "withdrawn"
    assert item["submitted"] == {"date-parts": [[1997, 11]]}
    assert "publisher" not in item


def test_no_papers_are_no_items() -> None:
    assert json.loads(written("csl")) == []
    assert written("ris") == ""


def test_abstracts_keep_their_paragraphs_in_csl() -> None:
    (item,) = json.loads(written("csl", USUAL["hubinger2024sleeper"]))
    assert item["abstract"] == USUAL["hubinger2024sleeper"].abstract
    assert "abstract" not in json.loads(written("csl", USUAL["hubinger2024sleeper"], abstract=False))[0]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{\\it a} \\textbf{b} x\\textsuperscript{2}", "<i>a</i> <b>b</b> x<sup>2</sup>"),
        ("\\emph{a {\\sc b}}", '<i>a <span style="font-variant:small-caps;">b</span></i>'),
        ("50\\% \\{x\\} $\\ell$ \\foo", "50% {x} $\\ell$ \\foo"),
        ("{\\it never", "{\\it never"),
    ],
)
def test_styles_become_tags(text: str, marked: str) -> None:
    assert marked_up(text) == marked


@pytest.mark.parametrize(
    "doi", ["javascript:alert(1)", "file:///etc/passwd", "https://doi.org/10.1/x", "10.1/a b", "x"]
)
@pytest.mark.parametrize("arxiv_id", ["javascript:alert(1)", "../../evil", "2401.05566?x", "//evil.org/2401.05566"])
def test_only_what_has_the_form_of_an_identifier_becomes_a_link(doi: str, arxiv_id: str) -> None:
    paper = Paper(key="k", title="T", doi=doi, arxiv_id=arxiv_id)
    assert json.loads(written("csl", paper)) == [
        {"id": "k", "type": "document", "title": "T", "note": f"arXiv id: {arxiv_id}\nDOI: {doi}"}
    ]
    remarks = f"N1  - arXiv id: {arxiv_id}\r\nN1  - DOI: {doi}\r\n"
    assert written("ris", paper) == f"TY  - GEN\r\nID  - k\r\nTI  - T\r\n{remarks}ER  - \r\n"


# ---- RIS -------------------------------------------------------------------------------------------------------------

PREPRINT = """\
TY  - RPRT
ID  - hubinger2024sleeper
TI  - Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training
AU  - Hubinger, Evan
AU  - Denison, Carson
AU  - others
PY  - 2024
DA  - 2024/01/10/
SN  - arXiv:2401.05566
PB  - arXiv
UR  - https://arxiv.org/abs/2401.05566
KW  - cs.CR
KW  - cs.AI
AB  - Humans are capable of 100% deception. We find that backdoors persist.
N1  - updated to add missing acknowledgements
N1  - Authors not listed: 37
N1  - Updated: 2024-01-17
N1  - Announced: 2024-01
N1  - arXiv version: 3
N1  - Code implementations: 1
"""


def test_a_preprint_in_ris() -> None:
    assert written("ris", USUAL["hubinger2024sleeper"], max_authors=2) == (PREPRINT + "ER  - \n").replace("\n", "\r\n")


def test_names_in_ris() -> None:
    names = re.findall(r"AU  - (.*)\r\n", written("ris", USUAL["beethoven2022question"]))
    assert names == [
        "van Beethoven, Ludwig",
        "de la Cruz, Juan",
        "King, Martin Luther, Jr.",
        "ATLAS Collaboration",
        ":",
    ]


@pytest.mark.parametrize(
    ("date", "day"), [("2024", "2024///"), ("2024-05", "2024/05//"), ("2024-05-06", "2024/05/06/")]
)
def test_dates_in_ris(date: str, day: str) -> None:
    assert f"DA  - {day}\r\n" in written("ris", Paper(key="k", title="T", date=date))


LINE = re.compile(r"(?:[A-Z][A-Z0-9]  - .*\S|ER  - |)")


@given(st.lists(papers, max_size=3))
def test_every_line_of_ris_is_a_tag(listed: list[Paper]) -> None:
    lines = written("ris", *listed).split("\r\n")
    assert all(LINE.fullmatch(line) for line in lines)
    assert sum(line.startswith("TY  - ") for line in lines) == lines.count("ER  - ") == len(listed)


def test_nasty_values_in_ris() -> None:
    listed = list(nasty_papers())
    lines = written("ris", *listed).split("\r\n")
    assert lines.count("ER  - ") == len(listed)
    assert sum(line.startswith("TY  - ") for line in lines) == len(listed)


@pytest.mark.parametrize("output", ["csl", "ris"])
@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (
            {"extra": {"groups": "bogs", "file": "a.pdf", "author": "{Bog Study}"}},
            {"csl": ["groups", "file"], "ris": ["groups"]},
        ),
        ({"extra": {"address": "Oslo", "shorttitle": "Bogs", "title": "{Bogs}", "keywords": "a; b"}}, {}),
        ({"extra": {"eprint": "hal-1", "archiveprefix": "hal"}}, ["eprint", "archiveprefix"]),
        ({"arxiv_id": "2401.05566", "extra": {"eprint": "arXiv:2401.05566"}}, {}),
        ({"extra": {"year": "in press"}}, {}),
        ({"date": "1998", "extra": {"year": "1998/99", "month": "Jan-Feb"}}, ["year", "month"]),
        ({"keys": ("b",), "publisher": "Elsevier", "institution": "NASA"}, ["keys", "institution"]),
    ],
)
def test_what_a_reference_leaves_out_is_named(fields: dict[str, Any], left: Any, output: str) -> None:
    expected = left.get(output, []) if isinstance(left, dict) else left
    assert list(exporters.load(output).left_out(Paper(key="k", **fields))) == expected  # type: ignore[attr-defined]
