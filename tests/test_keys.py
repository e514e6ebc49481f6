"""Citation keys: what they are made of, and that a clash is settled from the papers' own data."""

import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.keys import DEFAULT, Keys, assign, read_pattern
from paperlist.paper import Paper

SLEEPER = Paper(title="Sleeper Agents: Training Deceptive LLMs", authors=("Evan Hubinger",), date="2024-01-10")
CELLS = Paper(title="Sleeper Cells of Mice", authors=("E. Hubinger",), date="2024")
SHORT = Paper(title="The Sleeper", authors=("E. Hubinger",), date="2024-05")


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (
            {"title": "The Capacity for Self-Correction", "authors": ["D. Ganguli"], "date": "2023"},
            "ganguli2023capacity",
        ),
        ({"title": "$\\ell_1$ norms", "authors": ["Kamilė Lukošiūtė"], "date": "2022-12"}, "lukosiute2022norms"),
        ({"title": "GPT-4 in {\\it C}", "authors": ["ATLAS Collaboration"], "date": "2022"}, "atlas2022gpt"),
        ({"title": "Don't Panic", "authors": ["Ludwig van Beethoven"], "date": "2022"}, "beethoven2022dont"),
        ({"title": "Straßen", "authors": ["Kurt Müller"], "date": "1999"}, "muller1999strassen"),
        ({"title": "深度学习", "authors": ["李 明"], "date": "2020"}, "ming2020shenduxuexi"),
        ({"title": "2001: A Space Odyssey", "authors": [":"], "date": "1968"}, "anon1968space"),
        ({"title": "On the Is", "authors": ["Plato"]}, "platondon"),
        ({"excerpt": "Large language models perform", "authors": ["A Bc"], "date": "2023"}, "bc2023large"),
        ({"abstract": "We show that models lie.", "authors": ["A Bc"], "date": "2023"}, "bc2023show"),
        ({}, "anonnduntitled"),
    ],
)
def test_default_pattern(fields: dict[str, Any], key: str) -> None:
    assert Keys().give(Paper(**fields)).key == key


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{family}{year}{words}", "hubinger2024sleeperagentstraining"),
        ("{family}:{year}-{month}", "hubinger:2024-01"),
        ("arxiv.{id}", "arxiv.hep-th-9901001"),
    ],
)
def test_patterns(pattern: str, key: str) -> None:
    assert Keys(pattern).give(SLEEPER.replace(arxiv_id="hep-th/9901001")).key == key


LOVELACE = Paper(
    title="On the Sketch of the Analytical Engine", authors=("Ada van Lovelace", "L. Müller", "B Ng"), date="1843-09"
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("[auth][year]", "Lovelace1843"),
        ("[auth:lower]_[year]", "lovelace_1843"),
        ("[auth:upper][shortyear]", "LOVELACE43"),
        ("[auth3][year][month]", "Lov184309"),
        ("[authors]", "LovelaceMullerNg"),
        ("[authEtAl]:[year]", "LovelaceEtAl:1843"),
        ("[auth][year][veryshorttitle]", "Lovelace1843Sketch"),
        ("[auth:lower][shorttitle3_3][year]", "lovelaceSketchAnalyticalEngine1843"),
        ("[auth:lower][year][title:skipwords:select,1,1:lower]", "lovelace1843sketch"),
        ("[auth][title:abbr]", "LovelaceSAE"),
        ("auth.lower + shorttitle(3,3) + year", "lovelaceSketchAnalyticalEngine1843"),
        ("auth.lower + year", "lovelace1843"),
        ("auth.lower + year + title.skipwords.select(1,1)", "lovelace1843Sketch"),
        ("auth.lower+'_'+year+\":\"+Title.lower.substring(1, 9)", "lovelace_1843:onthesket"),
        ("authors(2).lower + shortyear", "lovelacemuller43"),
    ],
)
def test_patterns_of_other_programs(pattern: str, key: str) -> None:
    assert Keys(pattern).give(LOVELACE).key == key


def test_a_clash_under_a_pattern_of_another_program_takes_the_words_that_are_not_in_it() -> None:
    keys = [paper.key for paper in assign([SLEEPER, CELLS], "[auth][year][veryshorttitle]")]
    assert keys == ["Hubinger2024Sleeperagents", "Hubinger2024Sleepercells"]


def test_a_paper_that_has_nothing_of_the_pattern_has_a_key() -> None:
    assert [Keys(pattern).give(Paper()).key for pattern in ("{month}", "[auth0]")] == ["paper", "paper"]


@pytest.mark.parametrize(
    ("pattern", "unknown"),
    [
        ("[auth][doi]", "'doi'"),
        ("[auth:lower:regex(a)]", "'regex(a)'"),
        ("auth + type", "'type'"),
        ("auth.lower | year", "'lower | year'"),
        ("year(3)", "'year(3)'"),
        ("[auth", "'['"),
        ("[auth] [year]", "' '"),
    ],
)
def test_what_is_not_understood_of_another_program_is_named_with_our_pattern(pattern: str, unknown: str) -> None:
    with pytest.raises(ValueError, match=re.escape("write {family}{year}")) as raised:
        read_pattern(pattern)
    assert str(raised.value).startswith(unknown)


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("{name}", "unknown part {name}"),
        ("{}", "unknown part {}"),
        ("{family} {year}", "' ' is not allowed"),
        ("{family", "'{' is not allowed"),
        ("{family}é", "'é' is not allowed"),
        ("abc", "has no part"),
        ("", "has no part"),
    ],
)
def test_bad_patterns(pattern: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        read_pattern(pattern)


def test_a_clash_gives_all_of_its_papers_longer_keys() -> None:
    keys = [paper.key for paper in assign([SLEEPER, CELLS, SHORT])]
    assert keys[:2] == ["hubinger2024sleeperagents", "hubinger2024sleepercells"]
    assert re.fullmatch(r"hubinger2024sleeper-[0-9a-f]{6}", keys[2])


def test_papers_that_say_the_same_are_numbered() -> None:
    first, second, third = (paper.key for paper in assign([SLEEPER, SLEEPER, SLEEPER]))
    assert re.fullmatch(r"hubinger2024sleeper-[0-9a-f]{6}", first)
    assert [second, third] == [first + "-2", first + "-3"]


def test_a_key_that_a_paper_came_with_stays() -> None:
    own = CELLS.replace(key="Hubinger2024Sleeper")
    keys = [paper.key for paper in assign([SLEEPER, own])]
    assert keys == ["hubinger2024sleeperagents", "Hubinger2024Sleeper"]


def test_streaming_gives_the_first_the_plain_key() -> None:
    keys = Keys()
    assert [keys.give(paper).key for paper in (SLEEPER, CELLS, SLEEPER)] == [
        "hubinger2024sleeper",
        "hubinger2024sleepercells",
        "hubinger2024sleeperagents",
    ]


def test_a_key_is_unique_in_any_case_of_its_letters() -> None:
    keys = Keys()
    own = SLEEPER.replace(key="HUBINGER2024sleeper")
    assert [keys.give(paper).key for paper in (own, SLEEPER)] == ["HUBINGER2024sleeper", "hubinger2024sleeperagents"]


def test_nothing_else_of_a_paper_changes() -> None:
    assert assign([SLEEPER])[0].replace(key="") == SLEEPER


papers = st.builds(
    Paper,
    title=st.none() | st.sampled_from(["Deep Learning", "Deep Nets", "The deep", "Deep Learning Again", "Ünder"]),
    authors=st.lists(st.sampled_from(["A Li", "B Li", "李 明", ":"]), max_size=2).map(tuple),
    date=st.none() | st.sampled_from(["2020", "2021-05"]),
    doi=st.none() | st.sampled_from(["10.1/a", "10.1/b"]),
)


@given(st.lists(papers, max_size=12))
def test_keys_are_unique_and_ascii(listed: list[Paper]) -> None:
    together = [paper.key for paper in assign(listed)]
    keys = Keys()
    streamed = [keys.give(paper).key for paper in listed]
    for given_keys in (together, streamed):
        assert len({key.lower() for key in given_keys}) == len(listed)
        assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in given_keys)


@given(st.lists(papers, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_order_changes_no_key(listed: list[Paper], chance: random.Random) -> None:
    shuffled = chance.sample(listed, len(listed))
    by_paper = dict(zip(listed, [paper.key for paper in assign(listed)], strict=True))
    assert [by_paper[paper] for paper in shuffled] == [paper.key for paper in assign(shuffled)]


@given(st.lists(papers, min_size=1, max_size=8, unique=True))
def test_other_papers_change_no_key_that_they_do_not_share(listed: list[Paper]) -> None:
    other = Paper(title="Something else", authors=("Noah Body",), date="1900")
    assert [paper.key for paper in assign([*listed, other])][:-1] == [paper.key for paper in assign(listed)]


@given(st.text(), st.text(), st.sampled_from([DEFAULT, "{words}", "{id}x", "{month}", "[auth][title]", "Title.abbr"]))
def test_any_text_makes_a_key(title: str, author: str, pattern: str) -> None:
    paper = Paper(title=title or None, authors=(author,) if author else (), arxiv_id=title or None)
    assert re.fullmatch(r"[A-Za-z0-9.-]+", Keys(pattern).give(paper).key)
