"""Display names cut into the parts that bibliographies sort and print by.

    name     = literal | given particle? family suffix?
    literal  = one word | a group's name ("ATLAS Collaboration", "Barnes and Noble, Inc.") | what is no person's name
    particle = words in small letters before the family name ("van", "de la")
    suffix   = "Jr." | "Sr." | "II" | "III" | "IV"

The family name is the last word (with what particles join to it): a listing does not say where a double family name
begins. Names with particles are cut as BibTeX itself would cut them, by bibtexparser.
"""

import re
from typing import Final, NamedTuple


class Name(NamedTuple):
    """The parts of one author's name; a `literal` name has no parts."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def family_with_particle(self) -> str:
        """`van Beethoven`."""
        return f"{self.particle} {self.family}".strip()


# One of these words, written so, makes a name a group's.
GROUP_WORDS: Final = frozenset(
    [
        *("Collaboration", "Collaborations", "Consortium", "Team", "Group", "Project", "Initiative", "Network"),
        *("Institute", "University", "Universität", "Université", "Laboratory", "Laboratories", "Observatory"),
        *("Foundation", "Committee", "Organization", "Organisation", "Corporation", "Company", "Association"),
        *("Society", "Agency", "Department", "Council", "Center", "Centre", "Alliance", "Commission", "Ministry"),
        *("Inc", "Inc.", "Ltd", "Ltd.", "LLC", "GmbH", "AI", "Survey", "Working", "Community", "Contributors"),
        *("and", "for", "of", "on", "&"),
    ]
)
SUFFIXES: Final = ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV")
SUFFIX = re.compile(
    r"(?P<name>.*\S),?\s+(?P<suffix>" + "|".join(map(re.escape, SUFFIXES)) + ")"
)  # "Martin Luther King, Jr."
NO_PERSON = re.compile(r"[,:;&/\\{}()\[\]@#$%=<>|~^_\"\d]")  # "Doe, J.", "(for the group)"


def split(display: str) -> Name:
    """Return the parts of a display name (one line, as listed); joined by blanks they are the name again."""
    name, suffix = display, ""
    if (match := SUFFIX.fullmatch(display)) and " " in match["name"].strip():
        name, suffix = match["name"].rstrip(","), match["suffix"]
    words = name.split()
    if not GROUP_WORDS.isdisjoint(words) or len(words) < 2 or not are_a_person(words):
        return Name(literal=display)
    if not any(word[0].islower() for word in words[1:-1]) or words[0][0].islower():
        # No particle that one could tell: "Élie Cartan", "danah boyd", "Trần Thị Hà".
        return Name(words[-1], " ".join(words[:-1]), suffix=suffix)

    from bibtexparser.middlewares.names import parse_single_name_into_parts

    parts = parse_single_name_into_parts(name, strict=False)
    return Name(" ".join(parts.last), " ".join(parts.first), " ".join(parts.von), suffix)


def are_a_person(words: list[str]) -> bool:
    """Whether words can be a person's name: each has a letter, and none a sign that no name has."""
    return all(any(map(str.isalnum, word)) and not NO_PERSON.search(word) for word in words)
