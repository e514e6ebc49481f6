"""What a text went through changes no record of it in silence: links, entities, letters, names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import cleanup
from paperlist.cleanup import addresses, entities, labels
from paperlist.cleanup.mojibake import Mended
from paperlist.diagnostics import Code, Diagnostic, Severity
from paperlist.listings.people import split_names
from paperlist.paper import Paper
from paperlist.pipeline import concluded, read_text
from tests.text_samples import LISTING, VARIATIONS


def records(text: str) -> tuple[list[dict[str, object]], list[Diagnostic]]:
    """Return what a text gives: the values of its papers, and what is said."""
    papers, said = [], []
    for event in concluded(read_text(text.splitlines(keepends=True)), "-"):
        if isinstance(event, Paper):
            papers.append(event.model_dump(exclude={"sources", "key"}))
        else:
            said.append(event)
    return papers, said


TRUE = records(LISTING)[0]


def test_the_listing_itself() -> None:
    assert [paper["arxiv_id"] for paper in TRUE] == ["2405.02246", "2405.01483"]
    assert TRUE[0]["authors"] == ("Hugo Laurençon", "Léo Tronchon", "Matthieu Cord")
    assert TRUE[0]["excerpt"] == "The growing interest in “VLMs’ is driven by R&D – and more…"


@pytest.mark.parametrize("name", sorted(VARIATIONS))
def test_a_variation_gives_the_records(name: str) -> None:
    assert records(VARIATIONS[name](LISTING))[0] == TRUE


@given(st.sampled_from(sorted(VARIATIONS)), st.sampled_from(sorted(VARIATIONS)))
def test_two_variations_give_the_records_or_it_is_said(inner: str, outer: str) -> None:
    papers, said = records(VARIATIONS[outer](VARIATIONS[inner](LISTING)))
    assert papers == TRUE or any(one.code.severity is not Severity.NOTE for one in said)


@pytest.mark.parametrize(
    "text",
    [
        "Code is available at <https://github.com/a/b>.\n",
        "Comments: 9 pages, Project (https://example.org), Code (https://github.com/a/b)\n",
        "by the Institute of Mathematical Statistics (http://www.imstat.org)\n",
        "We compare with earlier work, see <https://arxiv.org/abs/2405.02246>\n",
        "https://arxiv.org/abs/2405.02246\n",
        "https://example.org/list[12]\n",
    ],
)
def test_addresses_in_sentences_stay(text: str) -> None:
    assert addresses.unlink(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20240101000000/https://arxiv.org/abs/2405.02246",
        "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2405.02246&sa=D",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fpdf%2F2405.02246&data=05",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2405.02246&d=DwMFaQ",
        "https://ar5iv.labs.arxiv.org/html/2405.02246",
        "https://arxiv.org/abs/2405.02246?context=cs.CV#abstract",
        "https://doi.org/10.48550/arXiv.2405.02246",
    ],
)
def test_an_address_on_a_detour_is_that_of_the_page(address: str) -> None:
    text = re.sub("^arXiv:2405.02246.*$", lambda _: address, LISTING, flags=re.M)
    assert records(text)[0] == [{**TRUE[0], "categories": ()}, TRUE[1]]


def test_a_title_in_a_line_of_its_own_loses_its_address() -> None:
    assert addresses.unlink("Language Models <https://arxiv.org/abs/2212.09251>\n") == "Language Models\n"
    assert addresses.unlink("Language Models (https://example.org/)\n") == "Language Models (https://example.org/)\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AT&T &lt; R&amp;amp;D&nbsp;&#9661;", "AT&T < R&D\xa0▽"),
        ("&nbsp[pdf]&nbsp R&ampD a&lt=b", "\xa0[pdf]\xa0 R&ampD a&lt=b"),
        (r"Tja\u0161a Ar\u010don, \xc5\xa1a", "Tjaša Arčon, ša"),
        ("a&#10;b&NewLine;c", "a b c"),
        ("&nosuch; &#x25BD; &amp", "&nosuch; ▽ &"),
        ("TDOA+AOA-based positioning, LoRA+AMA", "TDOA+AOA-based positioning, LoRA+AMA"),
    ],
)
def test_entities(written: str, meant: str) -> None:
    assert entities.decode(written) == meant


def test_labels_that_only_look_like_labels() -> None:
    assert labels.mend("Аuthors： A\n• Abstract： B\nTitlе: C\nRésumé： D\n") == (
        "Authors: A\n• Abstract: B\nTitle: C\nRésumé： D\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "ID: 2405.02246",
        "URL: https://arxiv.org/abs/2405.02246",
        "<https://arxiv.org/pdf/2405.02246.pdf>",
        "https://www.alphaxiv.org/abs/2405.02246",
        "doi:10.48550/arXiv.2405.02246",
        "arXiv:2405.02246 [cs.CV, cs.AI]",
    ],
)
def test_lines_with_an_identifier(line: str) -> None:
    papers = records(re.sub(r"^arXiv:2405.02246.*$", line, LISTING, flags=re.M))[0]
    assert [(paper["arxiv_id"], paper["title"]) for paper in papers] == [
        (paper["arxiv_id"], paper["title"]) for paper in TRUE
    ]


@pytest.mark.parametrize("after", [" (arXiv:2405.02246)", " - arXiv:2405.02246", "\narXiv:2405.02246"])
def test_an_identifier_after_the_title(after: str) -> None:
    text = re.sub(r"^arXiv:2405.02246.*\n\n(.*)$", rf"\1{after}", LISTING, flags=re.M)
    assert records(text)[0][0]["arxiv_id"] == "2405.02246"
    assert records(text)[0][0]["title"] == TRUE[0]["title"]


@pytest.mark.parametrize(
    "title", ["Comment on Sleep", "Reply to the paper Sleep of otters", "A remark to", "Sleep, see"]
)
def test_an_identifier_in_a_title_about_another_paper(title: str) -> None:
    text = re.sub(r"^arXiv:2405.02246.*\n\n(.*)$", f"{title} [arXiv:1009.0832]", LISTING, flags=re.M)
    [first, *_] = records(text)[0]
    assert (first["arxiv_id"], first["title"]) == (None, f"{title} [arXiv:1009.0832]")


@given(st.lists(st.sampled_from(["Ã§a va\n", "ça va\n", "plain\n", "â€¦\n", "IRMÃ E MÃE\n"])))
def test_letters_are_mended_line_by_line(lines: list[str]) -> None:
    meant = {"Ã§a va\n": "ça va\n", "â€¦\n": "…\n"}
    mended = Mended()
    assert "".join(mended.mend(lines)) == "".join(Mended().mend(["".join(lines)]))
    assert "".join(mended.mend(lines)) == "".join(meant.get(line, line) for line in lines)


def test_what_was_mended_is_noted_and_what_was_lost_is_reported() -> None:
    papers, said = records(VARIATIONS["Windows-1252"](LISTING))
    assert papers == TRUE
    assert [(one.code, one.place.first_line, one.place.last_line) for one in said if one.code is Code.MENDED] == [
        (Code.MENDED, 5, 7)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A Boo, B Coo and C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("A Boo, B Coo, and C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("A Boo & B Coo", ["A Boo", "B Coo"]),
        ("A Boo; B Coo；C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("Boo, A.; Coo, B.", ["A. Boo", "B. Coo"]),
        ("王小明、李四，张三", ["王小明", "李四", "张三"]),
        ("G. David Forney, Jr., A Boo", ["G. David Forney Jr.", "A Boo"]),
        ("A Boo[1], B Coo*†, C Doo²", ["A Boo", "B Coo", "C Doo"]),
        ("the Fermi and LIGO Collaborations, A Boo", ["the Fermi and LIGO Collaborations", "A Boo"]),
    ],
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@given(st.text('<>()[]|":` ,;\nhtps/.aA&#1•', max_size=60))
def test_no_step_changes_how_many_lines_there_are(text: str) -> None:
    assert "".join(cleanup.clean([addresses.unlink(entities.decode(text))])).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Related   https://doi.org/10.1051/0004-6361%3A20066045\n",
        "https://doi.org/10.1016/j.cpc.2015.06.001%3B https://doi.org/10.1016/j.cpc.2019.05.014\n",
        "Authors: https://example.org\n",
    ],
)
def test_an_address_that_is_a_value_stays(line: str) -> None:
    assert addresses.unlink(line) == line


@pytest.mark.parametrize("name", ["Íñigo Goiri", "Łukasz Ôé", "Ñañez Íñiguez"])
def test_letters_that_are_bytes_of_others_elsewhere_stay(name: str) -> None:
    assert "".join(Mended().mend([f"Authors: Ada Byron, {name}\n"])) == f"Authors: Ada Byron, {name}\n"
