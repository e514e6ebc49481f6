"""Display names: which part is the family name, and what is no person's name at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.names import Name, is_group, split


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Samuel R. Bowman", Name("Bowman", "Samuel R.")),
        ("Kamilė Lukošiūtė", Name("Lukošiūtė", "Kamilė")),
        ("Zoë O'Brien-Smith", Name("O'Brien-Smith", "Zoë")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Juan de la Cruz", Name("Cruz", "Juan", "de la")),
        ("Gerard 't Hooft", Name("Hooft", "Gerard 't")),
        ("danah boyd", Name("boyd", "danah")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("John Smith III", Name("Smith", "John", suffix="III")),
        ("Ludwig van Beethoven Sr.", Name("Beethoven", "Ludwig", "van", "Sr.")),
        ("李 明", Name("明", "李")),
        ("John Jr.", Name("Jr.", "John")),
    ],
)
def test_parts(display: str, name: Name) -> None:
    assert split(display) == name


@pytest.mark.parametrize(
    "display",
    [
        "ATLAS Collaboration",
        "Gemini Team",
        "Barnes and Noble, Inc.",
        "DeepSeek-AI",
        "Meta AI",
        "Plato",
        ":",
        "others",
        "X",
        "Doe, Jane",
        "(for the group)",
        "R2 D2",
        "Xin {Li}",
        "- the end",
    ],
)
def test_literal(display: str) -> None:
    assert split(display) == Name(literal=display)


def test_a_group_has_more_than_one_word() -> None:
    assert is_group("ATLAS Collaboration")
    assert not is_group("Plato")
    assert not is_group("Samuel R. Bowman")


@given(st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_no_letter_of_a_name_is_lost(display: str) -> None:
    name = split(display)
    parts = [name.literal, name.given, name.particle, name.family, name.suffix]
    assert "".join(parts).replace(" ", "") in (display.replace(" ", ""), display.replace(" ", "").replace(",", ""))
