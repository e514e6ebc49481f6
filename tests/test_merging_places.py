"""Where works are printed speaks for and against one work, in two libraries and within one."""

import pytest

from paperlist.merging import merge
from paperlist.merging.place_in_print import printed
from paperlist.paper import Paper
from paperlist.readers.bibtex import read

BASE = {
    "author": "Knox, Josephine A. and Peña, Luis",
    "title": "Sleep of hedgehogs in warm winters",
    "journal": "Journal of Sleep",
    "year": "2004",
    "volume": "12",
    "number": "3",
    "pages": "417--429",
}


def entry(key: str, **changes: str) -> str:
    fields = {name: text for name, text in (BASE | changes).items() if text}
    return f"@article{{{key}, " + ", ".join(f"{name} = {{{text}}}" for name, text in fields.items()) + "}\n"


def verdict(one: dict[str, str], two: dict[str, str], within: bool) -> str:
    answers = set()
    for texts in ([entry("a", **one), entry("b", **two)], [entry("b", **two), entry("a", **one)]):
        files = ["lib.bib", "lib.bib"] if within else ["one.bib", "two.bib"]
        listed = [each for text, file in zip(texts, files, strict=True) for each in read([text], file)]
        merged = merge([each for each in listed if isinstance(each, Paper)], within=within)
        answers.add("same" if len(merged.papers) == 1 else "unsure" if merged.reviews else "different")
    [answer] = answers
    return answer


@pytest.mark.parametrize("within", [False, True], ids=["two files", "within one"])
@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({}, {}, "same"),
        ({}, {"title": "Sleep of hedgehogs in warm winter: a cohort study"}, "same"),
        ({}, {"title": "The sleep of Hedgehogs in warm winters. [Review] [45 refs]"}, "same"),
        ({}, {"author": "JAK, Knox and LP, Pena"}, "same"),
        ({}, {"author": "Knox J A, and others", "pages": "417"}, "same"),
        ({}, {"author": "Anonymous"}, "same"),
        ({}, {"author": "Kn&#243;x, J and Pe&ntilde;a, L"}, "same"),
        ({}, {"volume": "3", "number": "12"}, "same"),  # swapped
        ({}, {"pages": "S417-S29", "number": "Suppl-3"}, "same"),
        ({}, {"pages": "Suppl-29"}, "same"),  # the first page is not said
        ({}, {"pages": "t-29"}, "same"),
        ({}, {"pages": "01-Dec"}, "same"),
        ({}, {"pages": "1--13"}, "same"),
        ({}, {"pages": "e0012724"}, "same"),
        ({"pages": "e0012725"}, {"pages": "e0012724"}, "unsure"),
        ({}, {"number": "", "volume": "", "journal": "Journal of sleep"}, "same"),
        ({}, {"year": "2005"}, "same"),
        ({}, {"title": "Sleep of hedgehogs in warm winters: reply", "pages": "430"}, "different"),
        ({}, {"title": "Dreams of otters in cold rivers"}, "different"),
        ({}, {"volume": "13"}, "different"),
        ({}, {"number": "4", "pages": "501--502"}, "different"),
        ({}, {"pages": "501--502"}, "unsure"),
        ({"title": "Editorial"}, {"title": "Editorial", "number": "4", "pages": "501"}, "different"),
        ({"title": "Sleep, part 1"}, {"title": "Sleep, part 2"}, "different"),
        ({"title": "Editorial"}, {"title": "Editorial", "author": "Mol, Ed"}, "different"),
    ],
)
def test_place_in_print(one: dict[str, str], two: dict[str, str], expected: str, within: bool) -> None:
    assert verdict(one, two, within) == expected


@pytest.mark.parametrize(
    "change", [{"title": "Sleep of hedgehogs in warm winter: a cohort study"}, {"year": "2005"}, {}]
)
def test_one_library_keeps_its_entries(change: dict[str, str]) -> None:
    papers = [each for each in read([entry("a") + entry("b", **change)], "lib.bib") if isinstance(each, Paper)]
    assert len(merge(papers).papers) == 2


@pytest.mark.parametrize(
    ("journal_ref", "expected"),
    [
        ("Phys. Rev. D 73, 024010 (2006)", ("73", None, "24010")),
        ("Phys.Rev. D73 (2006) 024010", ("73", None, "24010")),
        ("Journal of Sleep 12(3), 417-429", ("12", "3", "417")),
        ("Commun. Math. Phys. 215 (2000), no. 2, 245-268", ("215", "2", "245")),
        ("Proceedings of the 35th International Conference, PMLR 80:1-10, 2018", ("80", None, "1")),
        ("NeurIPS, 2019", (None, None, None)),
        ("In preparation", (None, None, None)),
    ],
)
def test_a_journal_reference_is_parted(journal_ref: str, expected: tuple[str | None, ...]) -> None:
    place = printed(Paper(journal_ref=journal_ref))
    assert (place.journal, place.volume, place.issue, place.page) == (None, *expected)
