"""Identifiers and letters are known in each form that people and tools write them in."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.diagnostics import Severity
from tests.test_containers import CONTAINERS
from tests.test_texts import TRUE, records
from tests.text_samples import LISTING, VARIATIONS


@pytest.mark.parametrize(
    "written",
    [
        "(arXiv:{})",
        "arXiv ID: {}",
        "arXiv-{}",
        "Preprint arXiv:{}",
        "arXiv：{}",
        "[PDF](https://arxiv.org/pdf/{})",
        "[PDF](arxiv.org/pdf/{})",
        "https://huggingface.co/papers/{}",
    ],
)
@pytest.mark.parametrize("after", ["\n", " "])
def test_an_identifier_is_known_in_each_form_before_a_title(written: str, after: str) -> None:
    text = re.sub(r"^arXiv:(\S+).*\n\n", lambda found: written.format(found[1]) + after, LISTING, flags=re.M)
    papers = records(text)[0]
    assert [(paper["arxiv_id"], paper["title"]) for paper in papers] == [
        (paper["arxiv_id"], paper["title"]) for paper in TRUE
    ]


@pytest.mark.parametrize("written", ["(arXiv:{})", "https://arxiv.org/abs/{}", "[{}]"])
def test_a_doi_in_lines_after_an_identifier_is_no_title(written: str) -> None:
    text = re.sub(
        r"^arXiv:(\S+).*\n\n",
        lambda found: written.format(found[1]) + "\ndoi\n10.1000/1\n",
        LISTING,
        count=1,
        flags=re.M,
    )
    paper = records(text)[0][0]
    assert (paper["arxiv_id"], paper["doi"], paper["title"]) == ("2405.02246", "10.1000/1", TRUE[0]["title"])


CARDS = (
    """Chasing Ghosts

1 code implementation • NeurIPS 2019 • Peter Anderson, Stefan Lee

We chase what moves in houses.

12

Paper
Code
""",
    """Learning to Sleep

ada/otters • 3 Jul 2019

Otters sleep on their backs.

7
Paper
Code
""",
    """Learning to Wake

no code implementations • 5 Oct 2020 • Ada Byron

Otters wake late.
""",
)
CARDS_TRUE = records("\n".join(CARDS))[0]


def each_card(mark: str) -> Callable[[str], str]:
    """Return what puts a mark with its number before each card."""

    def write(text: str) -> str:
        for number, card in enumerate(CARDS, 1):
            text = text.replace(card, mark.format(number, "abc"[number - 1], "①②③"[number - 1], number - 1) + card)
        return text

    return write


MARKS = {
    mark: each_card(mark)
    for mark in (
        *("- ", "#. ", "- [x] ", "TODO ", "{}. ", "({}) ", "{} - ", "{}\t", "No. {}: ", "Paper {}: ", "{1}) ", "{2} "),
        *("{}\n", "{3}\n", "# {}\n", "{}\ufe0f\u20e3 ", "03/06/2024, 10:0{} - Ann: ", "> [!NOTE]\n", "[ref {}] "),
        *("#todo ", "{}/3 ", "\\bibitem{{x{}}} ", "- [ ] ", "2026-11-0{} ", "[10:0{}] <ann> ", "Slide {}\n"),
        *(
            "[10:0{} AM] Lee, Ann\n",
            "@ann:example.org\n",
            "===== list{}.txt =====\n",
            "[*] ",
            "(A) ",
            "(Ann)\n",
            "{}/n ",
            "2026-11-0{}T10:00:00Z ",
            "Human: ",
        ),
    )
}


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_before_each_card_is_no_part_of_its_title(mark: str) -> None:
    papers = records(MARKS[mark]("\n".join(CARDS)))[0]
    assert papers == CARDS_TRUE


@pytest.mark.parametrize("sign", ["|", "-", "–", "∙", "?", "・", "\ufffd", "/"])
def test_the_parts_of_a_head_have_one_sign_between_them(sign: str) -> None:
    text = re.sub(r"(?m)^(?=.*code impl).*", lambda head: head[0].replace("•", sign), "\n".join(CARDS))
    assert records(text)[0] == CARDS_TRUE


def test_a_line_above_the_title_of_a_text_without_wraps_is_none_of_it() -> None:
    long = "We chase what moves in houses, and " + "we say how we chased it, " * 8 + "as you see."
    text = "\n".join(("$ cat papers.txt", *CARDS)).replace("We chase what moves in houses.", long)
    assert [paper["title"] for paper in records(text)[0]] == [paper["title"] for paper in CARDS_TRUE]


def test_a_number_before_one_page_of_several_is_none_of_pages() -> None:
    head = "\fMy list of papers\n\n"
    text = "".join((head, CARDS[0].replace("12\n", f"12\n\n{head}"), "\n", CARDS[1], "\n", head, CARDS[2]))
    assert records(text)[0] == CARDS_TRUE


def test_words_that_titles_share_are_theirs() -> None:
    text = "\n".join(card.replace("Chasing", "Learning: 3D").replace("to ", ": 3D ") for card in CARDS)
    assert [paper["title"] for paper in records(text)[0]] == [
        "Learning: 3D Ghosts",
        "Learning : 3D Sleep",
        "Learning : 3D Wake",
    ]


LINES = {
    name: VARIATIONS[name]
    for name in ("none", "quoted", "bars", "comments", "logged", "numbered", "ends shown", "fenced", "escaped twice")
}


@given(st.sampled_from(sorted(MARKS)), st.sampled_from(sorted({**LINES, **CONTAINERS})))
def test_cards_in_two_variations_give_the_records_or_it_is_said(inner: str, outer: str) -> None:
    papers, said = records({**LINES, **CONTAINERS}[outer](MARKS[inner]("\n".join(CARDS))))
    assert papers == CARDS_TRUE or any(one.code.severity is not Severity.NOTE for one in said)


@given(st.sampled_from(sorted(VARIATIONS)), st.sampled_from(sorted(CONTAINERS)))
def test_a_variation_in_a_container_gives_the_records_or_it_is_said(inner: str, outer: str) -> None:
    papers, said = records(CONTAINERS[outer](VARIATIONS[inner](LISTING)))
    assert papers == TRUE or any(one.code.severity is not Severity.NOTE for one in said)
