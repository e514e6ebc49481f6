"""Display names cut into the parts that bibliographies sort and print by.

    name     = literal | given particle? family suffix?
    literal  = one word | a group's name ("ATLAS Collaboration", "Barnes and Noble, Inc.") | what is no person's name
    particle = words in small letters before the family name ("van", "de la")
    suffix   = "Jr." | "Sr." | "II" | "III" | "IV"

The family name is the last word (with what particles join to it): a listing does not say where a double family name
begins. Names with particles are cut as BibTeX itself would cut them, by bibtexparser. An entry of a library does say
it; where that differs, the record has its list of names in `extra`, in BibTeX's form:

    list     = listed *( " and " listed )
    listed   = "{" literal "}" | particle? family ( "," suffix )? "," given
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from paperlist.paper import Paper


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

    @property
    def display(self) -> str:
        """The name as it is read: `Ludwig van Beethoven`."""
        return self.literal or " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))

    @property
    def listed(self) -> str:
        """The name as a list in BibTeX's form has it: `van Beethoven, Ludwig`."""
        return (
            f"{{{self.literal}}}"
            if self.literal
            else ", ".join(filter(None, (self.family_with_particle, self.suffix, self.given)))
        )


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


def split(display: str, known: Mapping[str, Name] | None = None) -> Name:
    """Return the parts of a display name (one line, as listed); joined by blanks they are the name again.

    `known` has the names whose parts an entry says, see `cut_by_entries`.
    """
    if known and display in known:
        return known[display]
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


LIST_FIELDS: Final = ("author", "editor")
"""The fields of `extra` that say how names of the record are cut."""
LISTED = re.compile(r"(?:\A| and )(\{[^{}]*\}|(?:(?! and )[^{}])+)")  # {Hugging Face}   García Márquez, Gabriel


def with_particle(family: str, given: str = "", suffix: str = "") -> Name:
    """Return a name whose family name may begin with a particle, words in small letters: `van der Berg`."""
    words = family.split()
    count = next((at for at, word in enumerate(words) if not word[0].islower()), 0)
    return Name(" ".join(words[count:]), given, " ".join(words[:count]), suffix)


def as_list(people: Iterable[Name]) -> str:
    """Return the list of names that are cut otherwise than their display names are; empty where there are none."""
    differing = [name for name in people if cut_otherwise(name)]
    return " and ".join(dict.fromkeys(name.listed for name in differing))


def cut_otherwise(name: Name) -> bool:
    """Whether a name has other parts than its display name shows. No list can have one with signs of the list in it."""
    parts = [part for part in name if part]
    if len(parts) < 2 and not (" " in name.literal or " " in name.family):
        return False
    if any(sign in part for part in parts for sign in "{}") or any(
        "," in part for part in parts if part != name.literal
    ):
        return False
    return split(name.display) != name


def cut_by_entries(paper: "Paper") -> dict[str, Name]:
    """Return the names of a record, by their display names, that the entry of a library cuts otherwise."""
    lists = [paper.extra[field] for field in LIST_FIELDS if field in paper.extra]
    return {name.display: name for text in lists for name in read_list(text)}


def read_list(text: str) -> list[Name]:
    """Return the names of a list in BibTeX's form."""
    return [read_listed(each) for each in LISTED.findall(text)]


def read_listed(text: str) -> Name:
    """Return the name of one element of a list in BibTeX's form."""
    if text.startswith("{"):
        return Name(literal=text[1:-1])
    if "," not in text:
        return split(text.strip())
    family, *suffix, given = [part.strip() for part in text.split(",")]
    return with_particle(family, given, " ".join(suffix))


def are_a_person(words: list[str]) -> bool:
    """Whether words can be a person's name: each has a letter, and none a sign that no name has."""
    return all(any(map(str.isalnum, word)) and not NO_PERSON.search(word) for word in words)
