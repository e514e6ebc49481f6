"""Identifiers and letters are known in each form that people and tools write them in."""

import re

import pytest

from tests.test_texts import LISTING, TRUE, records


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
