"""What merging promises for any input, and what becomes of the fields."""

import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.diagnostics import Code, Severity
from paperlist.merging import merge
from paperlist.merging.clusters import Merger
from paperlist.merging.fields import contradictions, unite
from paperlist.paper import Paper, PaperType, Source

# Few values, so that records meet: near titles, shared authors, neighbouring days, sentences of the abstracts.
SENTENCES = (
    "We study the long-term behaviour of small polytopes in the presence of large and unexpected holes.",
    "Our main result is that the number of holes is bounded by the number of edges of the dual polytope.",
    "This paper has been withdrawn by the author.",
    "Experiments show the effectiveness of our method.",
)
TITLES = (
    None,
    "Small Polytopes and Their Holes",
    "Small polytopes and their holes",
    "Small Polytopes and Their Holes, Part II",
    "Holes of Small Polytopes and Their Duals",
    "Preface",
    "Holes of Small Polytopes and the Colour of Their Duals",
    "Holes of Small Polytapes and the Color of Their Duals",
)
PEOPLE = ("Ada Long", "A. Long", "Sören Berg", "Soren Berg", "Wei Zhang")
DATES = (None, "2020", "2020-05", "2020-05-03", "2020-05-04", "2020-05-06", "2021-11-30", "0000-05")
PLACES: tuple[dict[str, Any], ...] = (
    *({}, {}, {}, {}),
    {"volume": "3", "number": "2", "pages": "17–29"},
    {"volume": "2", "number": "3", "pages": "17"},
    {"volume": "3", "number": "4", "pages": "20-29"},
    {"volume": "4", "pages": "S17"},
    {"pages": "17–29"},
    {"number": "5"},
    {"journal_ref": "Holes 3, 17 (2020)", "type": PaperType.JOURNAL},
)
PAGES = (("a.txt", "arxiv-search"), ("b.txt", "arxiv-search"), ("c.txt", "papers-with-code"))


@st.composite
def listed_papers(draw: st.DrawFn) -> list[Paper]:
    papers = []
    for place in range(draw(st.integers(0, 7))):
        file, form = draw(st.sampled_from(PAGES))
        whole = draw(st.booleans())
        text = draw(st.lists(st.sampled_from(SENTENCES), max_size=3, unique=True))
        submitted = draw(st.sampled_from(DATES)) if whole else None
        papers.append(
            Paper(
                title=draw(st.sampled_from(TITLES)),
                authors=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))),
                authors_omitted=draw(st.sampled_from((0, 0, 1))),
                submitted=submitted,
                date=submitted or draw(st.sampled_from(DATES)),
                abstract=" ".join(text) or None if whole else None,
                excerpt=None if whole or not text else text[0],
                arxiv_id=draw(st.sampled_from((None, None, None, "2005.00001", "2005.00002"))),
                sources=(Source(file=file, format=form, first_line=10 * place + 1, last_line=10 * place + 5),),
                **draw(st.sampled_from(PLACES)),
            )
        )
    return papers


def works(papers: Sequence[Paper], groups: Sequence[tuple[int, ...]]) -> set[frozenset[tuple[str, int]]]:
    """Each work as the places of its entries."""
    return {frozenset((papers[i].sources[0].file, papers[i].sources[0].first_line) for i in group) for group in groups}


@settings(max_examples=4 * settings().max_examples)
@given(listed_papers())
def test_merging_twice_is_merging_once(papers: list[Paper]) -> None:
    once = merge(papers)
    assert merge(once.papers).papers == once.papers


TITLE = TITLES[4]
DAY, MONTH = "2020-05-03", "2020-05"
FOUND: dict[str, tuple[int, list[tuple[str, dict[str, Any]]]]] = {
    "the third has the author and the day of the fourth once it has united with the second": (
        2,
        [
            ("a", {"title": TITLE, "authors": ("Wei Zhang", "A. Long"), "date": DAY, "excerpt": SENTENCES[0]}),
            ("c", {"authors": ("Wei Zhang",), "arxiv_id": "2005.00001"}),
            ("a", {"title": TITLE, "date": DAY, "abstract": SENTENCES[1], "arxiv_id": "2005.00001"}),
            ("b", {"title": TITLE, "authors": ("Wei Zhang",), "date": DAY}),
        ],
    ),
    "the sentence has the day of the abstract once it has united with the third": (
        1,
        [
            ("c", {"title": TITLE, "date": DAY, "abstract": " ".join(SENTENCES[:2])}),
            ("a", {"excerpt": SENTENCES[0], "arxiv_id": "2005.00002"}),
            ("b", {"title": TITLES[3], "date": DAY, "arxiv_id": "2005.00002"}),
        ],
    ),
    "the first and the fourth say the very same as the second once they have united": (
        2,
        [
            ("b", {"title": TITLE, "authors": ("Wei Zhang",), "date": MONTH, "abstract": SENTENCES[2]}),
            ("c", {"title": TITLE, "authors": ("Ada Long", "Wei Zhang"), "date": MONTH, "abstract": SENTENCES[2]}),
            ("c", {"title": TITLE, "authors": ("Wei Zhang",), "date": MONTH, "abstract": SENTENCES[1]}),
            ("a", {"title": TITLE, "authors": ("Ada Long", "Wei Zhang"), "date": MONTH}),
        ],
    ),
}
"""What made merging twice another thing than merging once: the number of works, and the entries with their pages."""


@pytest.mark.parametrize(("expected", "entries"), FOUND.values(), ids=FOUND)
def test_what_united_is_judged_again(expected: int, entries: list[tuple[str, dict[str, Any]]]) -> None:
    for order in permutations(range(len(entries))):
        papers = [entry(10 * place + 1, f"{entries[place][0]}.txt", **entries[place][1]) for place in order]
        once = merge(papers)
        assert len(once.papers) == expected
        assert merge(once.papers).papers == once.papers


@settings(max_examples=3 * settings().max_examples)
@given(listed_papers(), st.randoms(use_true_random=False))
def test_order_does_not_matter(papers: list[Paper], chance: random.Random) -> None:
    shuffled = chance.sample(papers, len(papers))
    one, two = merge(papers), merge(shuffled)
    assert works(papers, one.groups) == works(shuffled, two.groups)
    assert sorted(map(repr, one.papers)) == sorted(map(repr, two.papers))
    assert len(one.reviews) == len(two.reviews)


@settings(max_examples=2 * settings().max_examples)
@given(listed_papers())
def test_merging_with_itself_gives_itself(papers: list[Paper]) -> None:
    assert merge([*papers, *papers]).papers == merge(papers).papers


@settings(max_examples=2 * settings().max_examples)
@given(listed_papers(), st.integers(0, 7))
def test_what_is_no_rival_changes_nothing(papers: list[Paper], at: int) -> None:
    stranger = Paper(
        title="On the Melting of Glaciers in the Southern Andes",
        authors=("Inés Rojas", "Pedro Tapia"),
        date="2020-05-03",
        abstract="Glaciers of the southern Andes melt faster than models foresee; we measure by how much.",
        sources=(Source(file="d.txt", format="arxiv-search", first_line=1, last_line=9),),
    )
    with_stranger = [*papers[:at], stranger, *papers[at:]]
    alone = merge(papers)
    assert works(with_stranger, merge(with_stranger).groups) == works(papers, alone.groups) | {
        frozenset({("d.txt", 1)})
    }


def test_entries_are_taken_as_they_come() -> None:
    """One is filed before the next is asked for; a copy goes to the first that says the same, wherever it stands."""
    papers = [entry(10 * place + 1, title=f"On the Number of Holes, Part {place % 3 + 1}") for place in range(9)]
    merger = Merger()
    filed = []
    for paper in papers:
        merger.add(paper)
        filed.append(len(merger.nodes.papers))
    assert filed == [1, 2, 3, 3, 3, 3, 3, 3, 3]
    merged = merge(iter(papers))
    assert merged.entries == papers
    assert merged.groups == [(0, 3, 6), (1, 4, 7), (2, 5, 8)]
    assert [[place.first_line for place in paper.sources] for paper in merged.papers] == [
        [1, 31, 61],
        [11, 41, 71],
        [21, 51, 81],
    ]


@settings(max_examples=2 * settings().max_examples)
@given(listed_papers())
def test_every_entry_is_in_one_work_and_no_value_is_lost(papers: list[Paper]) -> None:
    merged = merge(papers)
    assert sorted(i for group in merged.groups for i in group) == list(range(len(papers)))
    assert [group[0] for group in merged.groups] == sorted(group[0] for group in merged.groups)
    for paper, group in zip(merged.papers, merged.groups, strict=True):
        parts = [papers[i] for i in group]
        assert {source for part in parts for source in part.sources} == set(paper.sources)
        assert paper.authors in {part.authors for part in parts}
        assert len(paper.authors) == max(len(part.authors) for part in parts)
        for field in ("title", "date", "arxiv_id"):
            assert (getattr(paper, field) is None) == all(getattr(part, field) is None for part in parts)
        told = any(part.abstract or part.excerpt for part in parts)
        assert bool(paper.abstract or paper.excerpt) == told
        assert len({part.arxiv_id for part in parts} - {None}) <= 1


@given(listed_papers())
def test_report_unites_nothing_and_tells_what_would_be(papers: list[Paper]) -> None:
    merged, report = merge(papers), merge(papers, unite=False)
    assert report.papers == papers
    assert report.groups == [(i,) for i in range(len(papers))]
    would = [told for told in report.diagnostics if told.code is Code.WOULD_UNITE]
    assert len(would) == sum(len(group) > 1 for group in merged.groups)


def entry(place: int = 1, file: str = "a.txt", form: str = "arxiv-search", **fields: Any) -> Paper:
    return Paper(**fields, sources=(Source(file=file, format=form, first_line=place, last_line=place + 3),))


def card(place: int = 1, **fields: Any) -> Paper:
    return entry(place, "p.txt", "papers-with-code", **fields)


LONG = SENTENCES[0]
LISTED: dict[str, Any] = {
    "title": "Small Polytopes and Their Holes",
    "authors": ("Ada Long", "Sören Berg"),
    "authors_omitted": 1,
    "submitted": "2020-05-03",
    "updated": "2020-06-01",
    "date": "2020-05-03",
    "abstract": " ".join(SENTENCES[:2]),
    "type": PaperType.PREPRINT,
    "categories": ("math.CO",),
}
CARD: dict[str, Any] = {
    "authors": ("Ada Long", "Soren Berg", "Wei Zhang"),
    "date": "2020-05-04",
    "excerpt": LONG,
    "code_implementations": 2,
    "tasks": ("Counting",),
}


def test_united_records_take_the_best_of_each_field() -> None:
    (paper,) = merge([entry(**LISTED), card(**CARD)]).papers
    assert paper.authors == CARD["authors"]
    assert paper.authors_omitted == 0
    assert (paper.date, paper.submitted, paper.updated) == ("2020-05-03", "2020-05-03", "2020-06-01")
    assert paper.abstract == LISTED["abstract"]
    assert paper.excerpt is None
    assert paper.code_implementations == 2
    assert paper.tasks == ("Counting",)
    assert paper.categories == ("math.CO",)
    assert paper.type is PaperType.PREPRINT
    assert [source.format for source in paper.sources] == ["arxiv-search", "papers-with-code"]


def test_a_venue_makes_it_a_conference_paper() -> None:
    (paper,) = merge([entry(**LISTED), card(**CARD | {"date": "2020", "venue": "ICML 2020"})]).papers
    assert paper.type is PaperType.CONFERENCE
    assert paper.date == "2020-05-03"


def test_what_was_chosen_is_told() -> None:
    title = "Holes of Small Polytopes and Their Duals"
    one, two = (
        entry(arxiv_id="2005.00001", **LISTED),
        entry(file="b.txt", arxiv_id="2005.00001", **LISTED | {"title": title}),
    )
    merged = merge([one, two])
    assert len(merged.papers) == 1
    (told,) = merged.diagnostics
    assert (told.code, told.code.severity) == (Code.CONTRADICTION, Severity.NOTE)
    assert LISTED["title"] in told.message
    assert title in told.message
    unexplained = merge([one, two], explain=False)
    assert (unexplained.papers, unexplained.diagnostics) == (merged.papers, [])


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        # Papers with Code's day is UTC's, arXiv's that of New York: both are one day.
        ({"submitted": "2020-05-03"}, {"date": "2020-05-04"}, ["date: '2020-05-03' was chosen, not '2020-05-04'"]),
        ({"submitted": "2020-05-03"}, {"date": "2020-05-03"}, []),
        ({"submitted": "2020-05-03"}, {"date": "2020-05"}, []),
        ({"submitted": "2020-05-03", "updated": "2020-05-04"}, {"date": "2020-05-04"}, []),
        ({"submitted": "2020-05-03"}, {"date": "2021", "venue": "ICML 2021"}, []),
        (
            {"submitted": "2020-05-03"},
            {"submitted": "2020-05-04"},
            ["submitted: '2020-05-03' was chosen, not '2020-05-04'"],
        ),
    ],
)
def test_which_date_was_chosen_is_told(one: dict[str, str], two: dict[str, str], told: list[str]) -> None:
    fields: list[dict[str, Any]] = [{"title": "T", "date": values.get("submitted"), **values} for values in (one, two)]
    papers = [entry(**each) for each in fields]
    assert contradictions(papers, unite(papers)) == told


def test_a_report_names_both_entries() -> None:
    lost = {"title": None, "excerpt": LONG}
    papers = [
        entry(arxiv_id="2005.00001", **LISTED),
        entry(file="b.txt", arxiv_id="2005.00001", **LISTED | {"title": "Holes"}),
        entry(file="c.txt", arxiv_id="2005.00001", **LISTED | lost),
    ]
    (told,) = merge(papers, unite=False).diagnostics
    assert told.message == (
        f'"{LISTED["title"]}" would be merged with "Holes" (b.txt:1), "[{LONG[:49].rstrip()}…" (c.txt:1)'
    )


@pytest.mark.parametrize(
    ("field", "one", "two", "chosen"),
    [
        ("title", "A Survey of Deep Learning", "A SURVEY OF DEEP LEARNING", "A Survey of Deep Learning"),
        ("title", "A survey of deep learning", "A Survey of Deep Learning", "A Survey of Deep Learning"),
        ("title", "On β-Decay of Things", "On $β$-decay of things", "On $β$-decay of things"),
        ("submitted", "2020-05-03", "2020-05-04", "2020-05-03"),
        ("comments", "12 pages", "12 pages, 3 figures", "12 pages, 3 figures"),
        ("stars", 3, 12, 12),
        ("code_implementations", 0, 2, 2),
        ("withdrawn", False, True, True),
        ("venue", "ICML", "ICML 2020", "ICML 2020"),
    ],
)
def test_choosers(field: str, one: Any, two: Any, chosen: Any) -> None:
    for values in ((one, two), (two, one)):
        assert getattr(unite([entry(**{field: value}) for value in values]), field) == chosen


def test_a_sentence_that_no_kept_abstract_has_is_told() -> None:
    other = "This is a sentence of another version of the abstract."
    one, two = entry(arxiv_id="2005.00001", **LISTED), card(arxiv_id="2005.00001", **CARD | {"excerpt": other})
    told = merge([one, two]).diagnostics
    assert any(other in each.message for each in told)
    assert not any(LONG in each.message for each in merge([entry(**LISTED), card(**CARD)]).diagnostics)


def test_categories_and_dois_are_joined() -> None:
    one = entry(categories=("math.CO", "cs.DM"), doi="10.1/A", title="T")
    two = entry(categories=("math.CO", "math.MG"), doi="10.1/a", other_dois=("10.1/b",), title="T")
    for papers in ([one, two], [two, one]):
        paper = unite(papers)
        assert paper.categories == ("math.CO", "cs.DM", "math.MG")
        assert paper.doi is not None
        assert paper.doi.lower() == "10.1/a"
        assert paper.other_dois == ("10.1/b",)


def test_an_entry_that_matches_two_works_is_unsure() -> None:
    works = [
        entry(place, **LISTED | {"title": title, "authors": CARD["authors"], "authors_omitted": 0})
        for place, title in ((1, "On Holes of Polytopes"), (11, "On Polytopes of Holes in Space"))
    ]
    merged = merge([*works, card(**CARD)])
    assert len(merged.papers) == 3
    assert {(review.one.title, review.two.title) for review in merged.reviews} == {(work.title, None) for work in works}
    assert [told.code for told in merged.diagnostics] == [Code.UNSURE, Code.UNSURE]
    assert all("p.txt:1" in str(told) and "a.txt:" in str(told) for told in merged.diagnostics)


@pytest.mark.parametrize(
    ("second", "works"),
    [
        (SENTENCES[1], 2),  # which the second paper has alone
        (SENTENCES[3], 4),  # which neither has
    ],
)
def test_a_card_that_matches_two_works_is_of_the_one_that_no_other_card_is_of(second: str, works: int) -> None:
    papers = [
        entry(
            place, **LISTED | {"title": title, "authors": CARD["authors"], "authors_omitted": 0, "abstract": abstract}
        )
        for place, title, abstract in (
            (1, "On Holes of Polytopes", f"{LONG} It is short."),
            (11, "On Polytopes of Holes in Space", " ".join(SENTENCES[:2])),
        )
    ]
    cards = [card(1, **CARD), card(11, **CARD | {"excerpt": second, "tasks": ()})]
    for entries in ([*papers, *cards], [*reversed(cards), *papers]):
        merged = merge(entries)
        assert len(merged.papers) == works
        for paper in merged.papers:
            assert paper.title != "On Polytopes of Holes in Space" or not paper.tasks


def test_what_only_unites_after_others_have() -> None:
    """The card finds the second entry by what the first gave it: the whole list of authors."""
    people = ("Ada Long", "Sören Berg", "Wei Zhang", "Inés Rojas")
    cut = entry(1, "a.txt", **LISTED | {"authors": people[:1], "authors_omitted": 3})
    whole = card(1, **CARD | {"authors": people})
    merged = merge(
        [cut, whole, entry(1, "b.txt", **LISTED | {"authors": people, "authors_omitted": 0, "updated": None})]
    )
    assert len(merged.papers) == 1


@pytest.mark.parametrize("gone", ["title", "excerpt", "authors", "date"])
def test_two_entries_that_miss_the_same_are_not_the_same(gone: str) -> None:
    fields: dict[str, Any] = {"title": "Preface", "authors": ("Ada Long",), "date": "2020-05-03", "excerpt": LONG}
    one, two = dict(fields), dict(fields)
    del one[gone], two[gone]
    for field, other in (
        ("title", "Notes"),
        ("authors", ("Wei Zhang",)),
        ("date", "2003-01-01"),
        ("excerpt", SENTENCES[1]),
    ):
        if field != gone:
            two[field] = other
    assert len(merge([entry(**one), card(**two)]).papers) == 2


def test_the_seeds_in_any_order() -> None:
    """13 entries of two real pages, 9 works: the two of 17 July 2023 share most of their authors and stay apart."""
    from paperlist.pipeline import read

    pages = Path(__file__).parent.parent / "fixtures" / "mixed" / "seeds"
    entries = [each for page in sorted(pages.glob("*.txt")) for each in read(str(page)) if isinstance(each, Paper)]
    assert len(entries) == 13
    for seed in range(10):
        merged = merge(random.Random(seed).sample(entries, len(entries)))
        assert not merged.reviews
        assert sorted((paper.date, len(paper.authors), len(paper.sources)) for paper in merged.papers) == [
            ("2021-03-08", 13, 1),
            ("2022-05-02", 13, 1),
            ("2022-12-15", 51, 2),
            ("2022-12-19", 63, 2),
            ("2023-02-14", 49, 2),
            ("2023-07-17", 24, 1),
            ("2023-07-17", 30, 1),
            ("2023-08-01", 23, 1),
            ("2024-01-10", 39, 2),
        ]
        assert not any(paper.authors_omitted for paper in merged.papers)
