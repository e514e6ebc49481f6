"""Display names: which part is the family name, and what is no person's name at all."""

import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts
from hypothesis import given
from hypothesis import strategies as st

from paperlist.names import PARTICLES, Name, split


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Samuel R. Bowman", Name("Bowman", "Samuel R.")),
        ("Kamilė Lukošiūtė", Name("Lukošiūtė", "Kamilė")),
        ("Zoë O'Brien-Smith", Name("O'Brien-Smith", "Zoë")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Juan de la Cruz", Name("Cruz", "Juan", "de la")),
        ("Gerard 't Hooft", Name("Hooft", "Gerard", "'t")),
        ("Hanna in ’t Veld", Name("Veld", "Hanna", "in ’t")),
        ("Luc Van Gool", Name("Van Gool", "Luc")),
        ("Guy Van den Broeck", Name("Van den Broeck", "Guy")),
        ("Sheer El Showk", Name("El Showk", "Sheer")),
        ("Jorge De La Cruz", Name("De La Cruz", "Jorge")),
        ("J. R. De Mori Jr.", Name("De Mori", "J. R.", suffix="Jr.")),
        ("Pietro D' Angelo", Name("D' Angelo", "Pietro")),
        ("Seán Ó Briain", Name("Ó Briain", "Seán")),
        ("Marc Op de Beeck", Name("Op de Beeck", "Marc")),
        ("Sara In 't Veld", Name("In 't Veld", "Sara")),
        ("Ana Maria Op Heden", Name("Heden", "Ana Maria Op")),
        ("Ahmed Abd El Aziz", Name("Abd El Aziz", "Ahmed")),
        # Where the words are given names.
        ("Van Jacobson", Name("Jacobson", "Van")),
        ("Di Wu", Name("Wu", "Di")),
        ("Xin Di Wu", Name("Wu", "Xin Di")),
        ("Quoc V. Le", Name("Le", "Quoc V.")),
        ("Nguyen Van Minh", Name("Minh", "Nguyen Van")),
        ("Hong Van Pham", Name("Pham", "Hong Van")),
        ("James Van R. Smith", Name("Smith", "James Van R.")),
        ("Xue Bin Peng", Name("Peng", "Xue Bin")),
        ("Lee Van Cleef", Name("Van Cleef", "Lee")),
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
        "BigScience Workshop",
        "the ATLAS collaboration",
        "THE ALICE COLLABORATION",
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


@given(
    st.lists(
        st.sampled_from(["Jan", "Élie", "C.", "O'Neil", "van", "de", "d'Ile", "Łoś"]), min_size=2, max_size=6
    ).filter(
        # Of a name that ends in a small letter BibTeX itself and bibtexparser make different things.
        lambda words: not words[-1][0].islower()
    )
)
def test_a_particle_is_what_it_is_for_bibtex(words: list[str]) -> None:
    parts = parse_single_name_into_parts(" ".join(words))
    name = split(" ".join(words))
    if any(word[0].islower() for word in words[1:-1]) and not words[0][0].islower():
        cut = [name.given, name.particle, name.family]
        assert cut == [" ".join(part) for part in (parts.first, parts.von, parts.last)]
    else:
        assert name == Name(words[-1], " ".join(words[:-1]))


@given(st.sampled_from(sorted(PARTICLES)), st.sampled_from(["Ann", "B.", "Cem D."]), st.sampled_from(["Roe", "Łoś"]))
def test_a_particle_with_a_capital_is_part_of_the_family_name(particle: str, given_name: str, family: str) -> None:
    assert split(f"{given_name} {particle} {family}") == Name(f"{particle} {family}", given_name)
    assert split(f"{particle} {family}") == Name(family, particle)
    assert split(f"Nguyen {particle} {family}") == Name(family, f"Nguyen {particle}")


@given(st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_no_letter_of_a_name_is_lost(display: str) -> None:
    name = split(display)
    parts = [name.literal, name.given, name.particle, name.family, name.suffix]
    assert "".join(parts).replace(" ", "") in (display.replace(" ", ""), display.replace(" ", "").replace(",", ""))
