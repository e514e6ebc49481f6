"""Display names cut into the parts that bibliographies sort and print by.

    name     = literal | given particle? family suffix?
    literal  = one word | a group's name ("ATLAS Collaboration", "Barnes and Noble, Inc.") | what is no person's name
    particle = words in small letters before the family name ("van", "de la")
    suffix   = "Jr." | "Sr." | "II" | "III" | "IV"

The family name is the last word (with what particles join to it): a listing does not say where a double family name
begins. Names with particles are cut as BibTeX itself would cut them; all but the plainest by bibtexparser.
"""

import re
from functools import cache
from typing import Final, NamedTuple


class Name(NamedTuple):
    """The parts of one author's name; a `literal` name has no parts."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


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
PLAIN = re.compile(r"(?:[A-Z][A-Za-z.'-]*+ )+[A-Z][A-Za-z'-]*+")  # "Samuel R. Bowman"
CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
LETTERS = r"A-Za-z.'\-À-ÖØ-öø-\u024f"
GREAT = rf"[{CAPITALS}][{LETTERS}]*+"  # "Bowman", "R."
SMALL = rf"[a-z][{LETTERS}]*+"  # "van", "d'Ile"
NO_PERSON = re.compile(r"[,:;&/\\{}()\[\]@#$%=<>|~^_\"\d]")  # "Doe, J.", "(for the group)"


def split(display: str) -> Name:
    """Cut a display name (one line, as listed) into its parts; joined by blanks they are the name again."""
    return Name(*cut(display))


def cut(display: str) -> tuple[str, str, str, str, str]:
    """Give the parts of a display name in the order of `Name`; to give them names takes a third of the time."""
    name, suffix = display, ""
    if display.endswith(SUFFIXES) and (match := SUFFIX.fullmatch(display)) and " " in match["name"].strip():
        name, suffix = match["name"].rstrip(","), match["suffix"]
    words = name.split()
    if not GROUP_WORDS.isdisjoint(words):
        return "", "", "", "", display
    if PLAIN.fullmatch(name):  # most names; what is asked below would be answered in the same way
        given, _, family = name.rpartition(" ")
        return family, given, "", suffix, ""
    if len(words) < 2 or not all(any(map(str.isalnum, word)) for word in words) or NO_PERSON.search(name):
        return "", "", "", "", display
    if not any(word[0].islower() for word in words[1:-1]) or words[0][0].islower():
        # No particle that one could tell: "Élie Cartan", "danah boyd", "Trần Thị Hà".
        return words[-1], " ".join(words[:-1]), "", suffix, ""
    if found := with_particle().fullmatch(name):  # nearly all others; it would be cut in the same way below
        return found["family"], found["given"], found["particle"], suffix, ""

    from bibtexparser.middlewares.names import parse_single_name_into_parts

    parts = parse_single_name_into_parts(name, strict=False)
    return " ".join(parts.last), " ".join(parts.first), " ".join(parts.von), suffix, ""


@cache
def with_particle() -> re.Pattern[str]:
    """Compile what a plain name with a particle looks like, which takes long: "Ludwig van Beethoven"."""
    return re.compile(
        rf"(?P<given>{GREAT}(?: {GREAT})*) (?P<particle>{SMALL}(?: {SMALL})*) (?P<family>{GREAT}(?: {GREAT})*|{SMALL})"
    )


def is_group(display: str) -> bool:
    """Whether a display name is a group's: more than one word, and no person's name."""
    return bool(cut(display)[-1]) and " " in display
