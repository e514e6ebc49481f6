"""Where works are printed speaks for and against one work, in two libraries and within one."""

import pytest

from paperlist.merging import Review, merge
from paperlist.merging.place_in_print import compare_places, printed
from paperlist.merging.review_rows import review_rows
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


LONG = "Sleep of hedgehogs in long and warm winters of the south"
NOWHERE = {"volume": "", "number": "", "pages": ""}


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


@pytest.mark.parametrize(
    "note",
    [
        " [Review] [45 refs]",
        " (Provisional abstract)",
        " [Chinese]",
        " (multiple letters) [1]",
        ".[Erratum appears in J Sleep. 2005;13(1):12]",
    ],
)
def test_a_note_of_a_database_is_not_in_the_title_that_is_kept(note: str) -> None:
    texts = [entry("a"), entry("b", title=BASE["title"] + note)]
    listed = [each for text, file in zip(texts, ["1.bib", "2.bib"], strict=True) for each in read([text], file)]
    [paper] = merge([each for each in listed if isinstance(each, Paper)]).papers
    assert paper.title == BASE["title"]


@pytest.mark.parametrize("within", [False, True], ids=["two files", "within one"])
@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({}, {}, "same"),
        ({}, {"title": "Sleep of hedgehogs in warm winter: a cohort study"}, "same"),
        ({}, {"title": "The sleep of Hedgehogs in warm winters. [Review] [45 refs]"}, "same"),
        ({"title": "Warm beds [1]"}, {"title": "Warm beds [2]", "pages": "430"}, "different"),
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
        ({}, {"pages": "c1804"}, "same"),
        ({"pages": "e0012725"}, {"pages": "e0012724"}, "unsure"),
        # Pages that overlap say nothing against one work, in whichever form they are.
        ({}, {"pages": "429"}, "same"),
        ({}, {"pages": "418--29"}, "same"),
        ({}, {"pages": "429--440"}, "same"),
        ({}, {"pages": "471--429"}, "same"),  # a digit is wrong
        ({}, {"pages": "501--505, 517--529"}, "same"),
        ({}, {"pages": "417--429; discussion 430"}, "same"),
        # First and last page together are of one work.
        ({}, {"title": "[The hedgehog's sleep in winter] Der Schlaf der Igel im Winter"}, "same"),
        ({}, {"title": "The hedgehog's sleep: a translation", "journal": "J. Sleep"}, "same"),
        ({"title": "Sleep of p16 mice in winter"}, {"title": "Sleep of p6 mice in winter"}, "same"),
        (
            {"title": "Sleep of p16 mice in winter"},
            {"title": "Sleep of p6 mice in winter", "pages": "417"},
            "different",
        ),
        ({"title": "Sleep in winter"}, {"title": "Sleep in winter 1"}, "same"),  # a footnote's
        ({}, {"title": "Sleep in summer", "number": "4"}, "different"),  # each issue begins with page 1
        ({}, {"title": "Sleep of hedgehogs: reply"}, "different"),
        ({"title": ""}, {}, "different"),
        ({}, {"number": "", "volume": "", "journal": "Journal of sleep"}, "same"),
        ({}, {"year": "2005"}, "same"),
        ({}, {"title": "Sleep of hedgehogs in warm winters: reply", "pages": "430"}, "different"),
        ({}, {"title": "Dreams of otters in cold rivers"}, "different"),
        ({}, {"volume": "13"}, "different"),
        ({}, {"number": "4", "pages": "501--502"}, "different"),
        ({}, {"pages": "501--502"}, "unsure"),
        ({"title": "Editorial"}, {"title": "Editorial", "number": "4", "pages": "501"}, "different"),
        # Where all but a number in print agrees, a long title by several authors is of no column.
        ({"title": LONG}, {"title": LONG, "number": "4", "pages": ""}, "same"),
        ({"title": LONG}, {"title": LONG, "pages": "501--502"}, "same"),
        ({"title": LONG}, {"title": LONG, "number": "", "pages": "501--502"}, "same"),
        ({"title": LONG}, {"title": LONG, "number": "", "pages": "501"}, "unsure"),  # an erratum is as short
        ({"title": LONG}, {"title": LONG, "number": "4", "pages": "501--502"}, "different"),
        ({"title": LONG}, {"title": LONG, "number": "4", "pages": "", "year": "2005"}, "different"),
        (
            {"title": LONG, "author": "Knox, J"},
            {"title": LONG, "author": "Knox, J", "number": "4", "pages": ""},
            "different",
        ),
        # One letter, one spelling; not one other word.
        ({"title": LONG}, {"title": LONG.replace("hedgehogs", "hedghogs"), **NOWHERE}, "same"),
        ({"title": LONG}, {"title": LONG.replace("hedgehogs", "hamsters"), **NOWHERE}, "different"),
        ({"title": "Tumour of oesophagi"}, {"title": "Tumor of esophagi", **NOWHERE}, "same"),
        ({"title": "Editorial"}, {"title": "Editorial", "number": "4"}, "different"),
        ({"title": "Sleep, part 1"}, {"title": "Sleep, part 2"}, "different"),
        ({"title": "Editorial"}, {"title": "Editorial", "author": "Mol, Ed"}, "different"),
    ],
)
def test_place_in_print(one: dict[str, str], two: dict[str, str], expected: str, within: bool) -> None:
    assert verdict(one, two, within) == expected


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        ({"volume": "3", "number": "12"}, ("12", "3", "417–429")),
        ({"volume": "3", "number": "12", "pages": "417"}, ("12", "3", "417–429")),
        ({"volume": "3", "number": "12 Suppl", "pages": ""}, ("12", "3", "417–429")),
        ({"volume": "12 Suppl", "number": ""}, ("12 Suppl", "3", "417–429")),
        ({"number": ""}, ("12", "3", "417–429")),
    ],
)
def test_volume_and_issue_are_of_one_record(two: dict[str, str], expected: tuple[str, ...]) -> None:
    for texts in ([entry("a"), entry("b", **two)], [entry("b", **two), entry("a")]):
        papers = [each for name, text in zip("ab", texts, strict=True) for each in read([text], f"{name}.bib")]
        [paper] = merge([each for each in papers if isinstance(each, Paper)]).papers
        assert (paper.volume, paper.number, paper.pages) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({}, {"pages": "418--29"}, {"volume": True, "issue": True, "first page": None}),
        ({}, {"pages": "Suppl-29"}, {"volume": True, "issue": True, "first page": None}),
        ({}, {"volume": "3", "number": "12"}, {"volume": True, "issue": True, "first page": True}),
        ({}, {"volume": "", "number": "4", "pages": "501"}, {"volume": None, "issue": False, "first page": False}),
    ],
)
def test_one_comparison_of_places_serves_all(
    one: dict[str, str], two: dict[str, str], expected: dict[str, bool | None]
) -> None:
    papers = [each for texts in (one, two) for each in read([entry("k", **texts)], "a.bib") if isinstance(each, Paper)]
    assert compare_places(*map(printed, papers)) == expected
    review = Review(papers[0], papers[1], ("why",))
    [row] = review_rows([review])
    assert ("first page" in row["places_in_print"]) == (expected["first page"] is not None)


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
