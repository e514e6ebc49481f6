"""Papers with Code: what of a card's text goes where."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.cleanup import clean
from paperlist.diagnostics import Code
from paperlist.listings.papers_with_code.values import read_excerpt, read_names
from tests.card_samples import SENTENCE, TEXTS, find_all, find_cleaned, read_values


def test_card_without_title() -> None:
    [entry] = find_all(f"1 code implementation • 10 Jan 2024 • Evan Hubinger, Carson Denison\n{SENTENCE}\n")
    assert entry.values == {
        "code_implementations": 1,
        "date": "2024-01-10",
        "authors": ("Evan Hubinger", "Carson Denison"),
        "excerpt": SENTENCE,
    }
    assert [field for field, _, _ in entry.spans] == ["code_implementations", "date", "authors", "excerpt"]


@pytest.mark.parametrize(
    ("meta", "values"),
    [
        ("no code implementations • 9 May 2023 • Yu Zhang", {"code_implementations": 0, "date": "2023-05-09"}),
        ("1,234 code implementations • 9 May 2023 • Yu Zhang", {"code_implementations": 1234, "date": "2023-05-09"}),
        ("1 code implementation • NeurIPS 2018 12 • Yu Zhang", {"code_implementations": 1, "venue": "NeurIPS 2018"}),
        ("1 code implementation • • Yu Zhang", {"code_implementations": 1}),
        ("1 code implementation • Yu Zhang", {"code_implementations": 1}),
        ("1 code implementation9 May 2023Yu Zhang", {"code_implementations": 1, "date": "2023-05-09"}),
        ("1 code implementation\n•\nNeurIPS 2018\n•\nYu Zhang", {"code_implementations": 1, "venue": "NeurIPS 2018"}),
        ("1 code\nimplementation • 9 May\n2023 • Yu\nZhang", {"code_implementations": 1, "date": "2023-05-09"}),
        ("1 code implementation EMNLP 2017 Yu Zhang", {"code_implementations": 1, "venue": "EMNLP 2017"}),
        ("1 code implementation • arXiv 2019\n•\nYu Zhang", {"code_implementations": 1, "venue": "arXiv 2019"}),
    ],
)
def test_meta(meta: str, values: dict[str, object]) -> None:
    [entry] = find_all(f"{meta}\n\n{SENTENCE}\n")
    assert entry.values == values | {"authors": ("Yu Zhang",), "excerpt": SENTENCE}


@pytest.mark.parametrize(
    "meta",
    [
        "karpathy/llm.c • 9 May 2023",
        "karpathy/llm.c • [pytorch-2f] • 9 May 2023",
        "karpathy/llm.c •  • 9 May 2023",
        "9 May 2023 • karpathy/llm.c •",
        "karpathy/llm.c\n•\n9 May 2023",
        "karpathy/llm.c 9 May 2023",
    ],
)
def test_meta_of_home_pages(meta: str) -> None:
    [entry] = find_all(f"{meta}\n\n{SENTENCE}\n")
    assert entry.values == {"repository": "karpathy/llm.c", "date": "2023-05-09", "excerpt": SENTENCE}


@pytest.mark.parametrize(
    "text",
    [
        "3 code implementations are compared in this paper.\n",
        "We compare 3 code implementations • of the same algorithm.\n",
        "There are no code implementations of and/or • trees.\n",
        "749 papers with code • 0 benchmarks • 0 datasets\n",
        "implementation\n" * 3,
    ],
)
def test_prose_is_no_card(text: str) -> None:
    assert find_all(text) == []


def test_words_of_other_listings_stay_in_the_sentence() -> None:
    sentence = "Pages with Authors: and Submitted 3 March, 2021; or 2 code implementations • 1 Mar 2020 • are read."
    card = f"1 code implementation • 9 May 2023 • Yu Zhang\n{sentence}\n"
    assert [entry.values["excerpt"] for entry in find_all(card * 2)] == [sentence, sentence]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_word_of_a_card_goes_to_a_field_or_is_reported(path: Path) -> None:
    text = "".join(clean([path.read_text(encoding="utf-8")]))
    for entry in find_cleaned(text)[0]:
        reported = [
            (fault.start, fault.end) for fault in entry.faults if fault.code in (Code.UNCLAIMED, Code.PAGE_TEXT)
        ]
        seen = entry.start
        for start, end in sorted([(start, end) for _, start, end in entry.spans] + reported):
            assert not re.search(r"\w", text[seen:start])
            seen = max(seen, end)
        assert not re.search(r"\w", text[seen : entry.end])


def test_tasks_that_cannot_be_told_apart_are_reported() -> None:
    line = "Some Unknown Task Another One"
    text = f"Chasing Ghosts\n1 code implementation • 3 Jul 2019 • Yu Zhang\n\n{SENTENCE}\n\n{line}\n\nPaper\nCode\n"
    [entry] = find_all(text)
    assert "tasks" not in entry.values
    assert [(fault.code, text[fault.start : fault.end]) for fault in entry.faults] == [(Code.UNCLAIMED, line)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_tasks_a_line_each(gap: str) -> None:
    names = ("Click-Through Rate Prediction", "Teapot Making by Hand", "Math")
    ranked = gap.join(("Ranked #3 on", "Teapot Making on POTS"))
    lines = gap.join((SENTENCE, ranked, *names, "12", "Paper", "Code"))
    [entry] = find_all(f"Chasing Ghosts\n1 code implementation • 3 Jul 2019 • Yu Zhang\n{lines}\n")
    assert (entry.values["tasks"], entry.values["stars"], entry.faults) == (names, 12, [])


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_a_title_in_larger_letters_has_several_lines(lines: int) -> None:
    title = [
        "How the Ghosts of All Old Houses",
        "Were Chased by Nobody at All and",
        "Had Nothing Else to Be Afraid of",
        "Than Us",
    ]
    head = "1 code implementation • 3 Jul 2019 • Yu Zhang, Ada Byron, Karl Bunsen, Mary Shaw and\nJo Roe"
    text = "A sentence that a tool wrapped where the lines of the page end, which is at 80 columns,\nsays it."
    card = "\n".join((*title[:lines], head.replace(" and\n", ", "), text, "12", "Paper", "Code", ""))
    entries = find_all(card * 2)
    assert [entry.values["title"] for entry in entries] == [" ".join(title[:lines])] * 2
    noted = find_all(f"{card}Read it\n{card}")[1]
    assert "Read it" not in noted.values["title"]


def test_a_venue_above_the_repository() -> None:
    [entry] = find_all(f"Chasing Ghosts\nEMNLP 2010\n•\nada/otters\n•\n{SENTENCE}\nPaper\nCode\n")
    assert (entry.values["venue"], entry.values["repository"]) == ("EMNLP 2010", "ada/otters")


def test_what_follows_the_labels_is_the_next_title() -> None:
    card = f"1 code implementation • 3 Jul 2019 • Yu Zhang\n{SENTENCE}\nPaper\nCode\n\n"
    first, _ = find_all(f"Chasing Ghosts\n{card}Applications\nof ghosts in old houses\n{card}")
    assert "categories" not in first.values


def test_category_line_is_no_title() -> None:
    card = f"no code implementations • NeurIPS 2018 12 • Yu Zhang\n{SENTENCE}\n"
    first, second = find_all(f"{card}Information Theory Social and Information Networks\n{card}")
    assert first.values["categories"] == ("cs.IT", "cs.SI")
    assert "title" not in second.values


def test_title_is_no_excerpt_and_no_category() -> None:
    card = f"no code implementations • 3 Jul 2019\n{SENTENCE}\n"
    entries = find_all(f"Chasing Ghosts\n{card}Quantum Physics\n{card}Robotics\nVisual Dialog\n{card}")
    assert [entry.values["title"] for entry in entries] == ["Chasing Ghosts", "Quantum Physics", "Visual Dialog"]
    assert [entry.values.get("categories") for entry in entries] == [None, ("cs.RO",), None]
    assert {entry.values["excerpt"] for entry in entries} == {SENTENCE}


def test_what_precedes_cards_without_titles_is_no_title() -> None:
    card = f"no code implementations • 3 Jul 2019 • Yu Zhang\n{SENTENCE}\n"
    assert ["title" in entry.values for entry in find_all(f"What I want to read\n{card}{card}")] == [False, False]
    assert ["title" in entry.values for entry in find_all(f"Chasing Ghosts\n{card}Visual Dialog\n{card}")] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    "sentence", ["We study ergodic actions.", "Do actions end?", "Ergodic actions, at last!", "Acts …"]
)
def test_a_short_sentence_of_two_cards_is_no_heading(sentence: str) -> None:
    heads = [
        f"{count} code implementations • 9 May 2023 • {name}" for count, name in ((2, "Yu Zhang"), (3, "Ada Byron"))
    ]
    text = "\n\n".join((heads[0], sentence, heads[1], sentence, heads[0].replace("2023", "2022"), SENTENCE)) + "\n"
    assert [entry.values["excerpt"] for entry in find_all(text)] == [sentence, sentence, SENTENCE]


def test_a_day_that_is_none_costs_the_date() -> None:
    [entry] = find_all(f"1 code implementation • 31 Feb 2020 • Yu Zhang\n{SENTENCE}\n")
    assert "date" not in entry.values
    assert [fault.code for fault in entry.faults] == [Code.BAD_FIELD]


@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ("(i. e., its process)", "(i.e., its process)"),
        ("e. g. trees", "e.g. trees"),
        ("at https://chat. openai. com/ and", "at https://chat.openai.com/ and"),
        ("55. 1 and 13, 500 and tasks, 180", "55. 1 and 13, 500 and tasks, 180"),
        (r"Gr\"obner bases of $\'e$", r"Gröbner bases of $\'e$"),
    ],
)
def test_excerpt(listed: str, read: str) -> None:
    assert read_excerpt(listed) == read


@pytest.mark.parametrize("separator", [", ", ",\n", " ,\n\n"])
def test_ten_thousand_authors(separator: str) -> None:
    names = tuple(
        f"{a}. {b}{c}{d}" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST" for c in "aeiouyäöüß" for d in "bcdfghjklm"
    )
    card = f"no code implementations • 4 Jul 2012 • {separator.join(names)}\n\n{SENTENCE}\n"
    assert [entry.values["authors"] for entry in find_all(card * 2)] == [names, names]


def test_suffix_belongs_to_its_name() -> None:
    assert read_names("Fred Bloggs, Jr., Yu Zhang") == ("Fred Bloggs Jr.", "Yu Zhang")


SMALL = (
    "multiplicative random walks consist in a move from normal to other distributions.",
    "a system, by which the word problem of such groups is solved.",
    "kD-trees have proven useful for the search of neighbours.",
    "of all that is known of such walks, this is the most that can be shown.",
)


@pytest.mark.parametrize("title", ["", "Visual Dialog\n"])
@pytest.mark.parametrize(
    "names", ["Yu Zhang", "M. H. van der Veen", "danah boyd, Yu Zhang", "Yu Zhang, " * 9 + "Jo Li"]
)
def test_sentences_that_begin_with_small_letters(title: str, names: str) -> None:
    text = "".join(f"{title}1 code implementation • 3 Jul 2019 • {names}\n{sentence}\n" for sentence in SMALL)
    assert read_values(text) == [(tuple(names.split(", ")), sentence) for sentence in SMALL]


@pytest.mark.parametrize("title", ["", "Visual Dialog\n"])
def test_a_sentence_that_begins_with_a_comma_is_no_author(title: str) -> None:
    sentence = ", once the multiples of a prime are removed, we derive all the primes."
    text = f"{title}1 code implementation • 3 Jul 2019 • Yu Zhang, Jo Li\n{sentence}\n" * 2
    assert read_values(text) == [(("Yu Zhang", "Jo Li"), sentence)] * 2


@pytest.mark.parametrize("sentence", ["More generally, we show that this is so.", "60 % of all that is known is so."])
def test_sentences_that_begin_like_labels(sentence: str) -> None:
    text = f"1 code implementation • 3 Jul 2019 • Yu Zhang\n{sentence}\n" * 2
    assert read_values(text) == [(("Yu Zhang",), sentence)] * 2


PLAIN_CARD = "Visual Dialog\n1 code implementation • 3 Jul 2019 • Yu Zhang, Jo Li\nWe show that this is so.\n"
PLAIN_VALUES = {
    "title": "Visual Dialog",
    "code_implementations": 1,
    "date": "2019-07-03",
    "authors": ("Yu Zhang", "Jo Li"),
    "excerpt": "We show that this is so.",
}


@pytest.mark.parametrize(
    ("card", "values"),
    [
        ("1 code implementation • 12 January 2019 • Yu Zhang\n{}\n", {"date": "2019-01-12"}),
        ("1 code implementation • 31 Jun 2019 • Yu Zhang\n{}\n", {}),
        ("1 code implementation • NeurIPS 2018 12 • Yu Zhang\n{}\n", {"venue": "NeurIPS 2018"}),
        ("1 code implementation • 9 May 2023 •  Yu Zhang ,Jo Li, Jr.\n {}\n", {"authors": ("Yu Zhang", "Jo Li Jr.")}),
        ("1 code implementation • 9 May 2023 • Yu Zhang\n\n{}\n\n", {"date": "2023-05-09"}),
        ("A Title \n1 code implementation • 9 May 2023 • Yu Zhang\n{}\n", {"title": "A Title"}),
        (".\n1 code implementation • 9 May 2023 • Yu Zhang\n{}\n", {"date": "2023-05-09"}),
        ("A Title\n100 code implementations • 9 May 2023 • Yu Zhang\n{}\nRobotics\n", {"categories": ("cs.RO",)}),
    ],
)
def test_odd_cards_between_plain_ones(card: str, values: dict[str, object]) -> None:
    sentence = "Paper on what is shown."
    before, also_before, odd, behind = find_all(PLAIN_CARD * 2 + card.format(sentence) + PLAIN_CARD)
    assert before.values == also_before.values == behind.values == PLAIN_VALUES
    assert odd.values["excerpt"] == sentence
    assert odd.values.items() >= ({"authors": ("Yu Zhang",)} | values).items()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_card_that_is_given_early_stays_as_it_is(path: Path) -> None:
    text = "".join(clean([path.read_text(encoding="utf-8")]))
    whole, _ = find_cleaned(text)
    for cut in random.Random(1).sample(range(len(text)), 40):
        part = text[: text.rfind("\n", 0, cut) + 1]
        early, kept = find_cleaned(part, final=False)
        assert early == whole[: len(early)]
        assert kept <= len(part)
        if len(early) < len(whole):
            assert kept <= whole[len(early)].start or whole[len(early)].start >= len(part)


PIECES = st.sampled_from(
    [
        *(
            "no code implementations",
            "2 code implementations",
            "•",
            "·",
            "\n",
            "\n\n",
            " ",
            ",",
            "[",
            "]",
            "$x$",
            "\\",
            "é",
        ),
        *(
            "9 May 2023",
            "31 Feb 2020",
            "NeurIPS 2018",
            "Yu Zhang, Jo Li",
            "a/b",
            "We show that this is so.",
            "Robotics",
        ),
        *("Paper", "Code", "Add Code", "1,234", "0.5 stars / hour", "[default]", "Ranked #2 on", "+3"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
@settings(max_examples=3 * settings().max_examples)
def test_any_pieces_are_read(text: str, final: bool) -> None:
    find_all(text, final=final)


@pytest.mark.parametrize("label", ["1 code implementation", "no code implementations", "ada/code •"])
def test_a_label_alone_makes_no_card(label: str) -> None:
    before = "17 Jul 2023 • Ada Byron, Alan Turing\nWe do it.\n\n"
    assert find_all(f"{before}{label}\n") == []
    whole = f"On how it is done in two steps\n1 code implementation • 2 Jan 2020 • Ada Byron\n{SENTENCE}\n"
    [card] = find_all(f"{before}{label}\n\n{whole}")
    assert (card.values["date"], card.values["authors"]) == ("2020-01-02", ("Ada Byron",))
