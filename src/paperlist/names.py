"""Display names cut into the parts that bibliographies sort and print by.

    name     = literal | given particle? family suffix?
    literal  = one word | a group's name ("ATLAS Collaboration", "Barnes and Noble, Inc.") | what is no person's name
    particle = words in small letters before the last word ("van", "de la", "'t"); all that follows is family name
    family   = capital-particle+ word | word
    capital-particle = one of `PARTICLES` ("El", "Van den", "De la"), after a first word
    suffix   = "Jr." | "Sr." | "II" | "III" | "IV"

The family name is the last word, with what particles join to it: a listing does not say where a double family name
begins. A particle with a capital is a part of the family name and sorts with it ("Van Gool" under V), one in small
letters is apart, as BibTeX has it.

Words such as "Van", "Le" or "Di" are given names elsewhere. They are no particles where the name begins or ends with a
usual family name of Vietnam, or ends with one of China or Korea ("Nguyen Van Minh", "Xin Di Wu"), nor where an initial
follows them ("James Van R. Smith"). "Bin", "Das" and "Abdul" are not in the list: more often they are no particles.

An entry of a library does say where a family name begins; where that differs, the record has its list of names in
`extra`, in BibTeX's form:

    list     = listed *( " and " listed )
    listed   = "{" literal "}" | particle? family ( "," suffix )? "," given
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from paperlist.paper import Paper

ORCID: Final = r"(?:\d{4}-){3}\d{3}[\dX]"
"""What identifies a person, as pages show it beside a name: "0000-0002-1825-0097"."""


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
        *("Workshop", "Collective", "Coalition", "Federation", "Union", "Taskforce", "Lab", "Labs", "Program"),
        *("Programme", "Academy", "Bureau", "Forum", "Partnership", "Experiment", "Telescope", "Mission", "Research"),
        *("Researchers", "Developers", "Investigators", "Participants", "Volunteers", "Technologies", "Corp", "Corp."),
        *(
            "Networks",
            "Teams",
            "Groups",
            "Projects",
            "Institut",
            "Instituto",
            "Universidad",
            "Universidade",
            "Universiteit",
        ),
        *("and", "for", "of", "on", "&"),
    ]
)
SUFFIXES: Final = ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV")

# Particles that are a part of the family name where they have a capital.
PARTICLES: Final = frozenset(
    [
        *("Van", "Von", "Vom", "Vander", "Vanden", "Der", "Den", "Ter", "Ten", "Zum", "Zur"),  # Dutch, German
        *("De", "Del", "La", "Las", "Los", "Da", "Do", "Dos", "Di", "Dal", "Dalla", "Dalle", "Dei", "Degli"),  # Romance
        *("Della", "Delle", "Dello", "Delli", "Lo", "Le", "Les", "Du", "Des", "St", "St.", "Ste."),
        *("El", "Al", "Ul", "Ur", "Abu", "Abou", "Bou", "Ben", "Ibn", "Bint", "Ould", "Ait", "Aït"),  # Arabic, Hebrew
        *("Mac", "Mc", "Ap", "Ó", "Ní"),  # Gaelic, Welsh
    ]
)
# The same, with an apostrophe: "D' Angelo", "'T Hooft".
ELIDED: Final = frozenset(["D", "L", "Dell", "Dall", "O", "T", "S"])
# Words that are particles only before another one: "Op de Beeck", "In 't Veld", "Abd El Aziz".
BEFORE_PARTICLES: Final = frozenset(["Op", "In", "Aan", "Uit", "Auf", "Zu", "Abd"])
# Usual family names of people among whose given names are "Van", "Le", "Di", …; the first also come first in a name.
VIETNAMESE: Final = frozenset(
    [
        *("Nguyen", "Nguyễn", "Tran", "Trần", "Pham", "Phạm", "Hoang", "Hoàng", "Huynh", "Huỳnh", "Phan", "Vu", "Vũ"),
        *("Vo", "Võ", "Dang", "Đặng", "Bui", "Bùi", "Do", "Đỗ", "Ho", "Hồ", "Ngo", "Ngô", "Duong", "Dương", "Ly", "Lý"),
        *("Le", "Lê", "Dinh", "Đinh", "Doan", "Đoàn", "Truong", "Trương", "Luong", "Lương", "Trinh", "Trịnh"),
    ]
)
CHINESE_AND_KOREAN: Final = frozenset(
    [
        *("Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu", "Hu"),
        *("Guo", "He", "Lin", "Gao", "Luo", "Zheng", "Liang", "Xie", "Song", "Tang", "Han", "Feng", "Deng", "Cao"),
        *("Peng", "Xiao", "Cheng", "Yuan", "Dong", "Pan", "Jiang", "Cai", "Yu", "Du", "Ye", "Wei", "Su", "Lu", "Ding"),
        *("Ren", "Yao", "Shen", "Jin", "Tan", "Zhong", "Fan", "Fang", "Shi", "Liao", "Xiong", "Qin", "Bai", "Meng"),
        *("Chan", "Wong", "Cheung", "Leung", "Lau", "Lam", "Ng", "Yip", "Tsang", "Kwok", "Chow", "Lim", "Lee", "Yeung"),
        *("Kim", "Park", "Choi", "Jung", "Kang", "Cho", "Yoon", "Jang", "Shin", "Seo", "Kwon", "Hwang", "Hong", "Oh"),
    ]
)
APOSTROPHES: Final = "'’‘ʼ"
INITIAL = re.compile(r"[^\W\d_]\.?")  # "R.", "R"
SUFFIX = re.compile(
    r"(?P<name>.*\S),?\s+(?P<suffix>" + "|".join(map(re.escape, SUFFIXES)) + ")"
)  # "Martin Luther King, Jr."
NO_PERSON = re.compile(r"[,:;&/\\{}()\[\]@#$%=<>|~^_\"\d]")  # "Doe, J.", "(for the group)"


def split(display: str, known: Mapping[str, Name] | None = None) -> Name:
    """Return the parts of a display name (one line, as listed); joined by blanks they are the name again.

    `known` has the names whose parts an entry says, see `cut_by_entries`.
    """
    return known[display] if known and display in known else cut(display)


@lru_cache(maxsize=1 << 12)
def cut(display: str) -> Name:
    """Return the parts of a display name by its words alone."""
    name, suffix = display, ""
    if (match := SUFFIX.fullmatch(display)) and " " in match["name"].strip():
        name, suffix = match["name"].rstrip(","), match["suffix"]
    words = name.split()
    if is_group(words) or len(words) < 2 or not are_a_person(words):
        return Name(literal=display)
    begin = family_begin(words)
    # As in BibTeX, a particle in small letters goes on to the last word in small letters.
    small = [at for at in range(begin, len(words) - 1) if is_small(words[at])]
    end = small[-1] + 1 if small and small[0] == begin else begin
    return Name(" ".join(words[end:]), " ".join(words[:begin]), " ".join(words[begin:end]), suffix)


def family_begin(words: list[str]) -> int:
    """Return which word of a person's name is the first of the family name, particles included."""
    last = len(words) - 1
    if is_small(words[0]):
        return last  # no particle that one could tell: "danah boyd"
    small = next((at for at in range(1, last) if is_small(words[at])), last)
    if words[0] in VIETNAMESE or words[-1] in VIETNAMESE | CHINESE_AND_KOREAN:
        return small
    initials = [at for at, word in enumerate(words) if INITIAL.fullmatch(word) and word not in PARTICLES]
    for at in range(max([1, *(each + 1 for each in initials)]), small):
        is_joined = words[at] in BEFORE_PARTICLES and at + 1 < last
        if is_particle(words[at]) or (is_joined and (is_small(words[at + 1]) or is_particle(words[at + 1]))):
            return at
    return small


def is_group(words: list[str]) -> bool:
    """Whether one of the words makes a name a group's: "ATLAS Collaboration", "the ATLAS collaboration"."""
    return any(
        word in GROUP_WORDS or ((word.islower() or word.isupper()) and word.capitalize() in GROUP_WORDS)
        for word in words
    )


def is_small(word: str) -> bool:
    """Whether a word begins with a small letter, apostrophes aside: "van", "d'Ile", "'t"."""
    return word.lstrip(APOSTROPHES)[:1].islower()


def is_particle(word: str) -> bool:
    """Whether a word with a capital is a particle: "El", "D'"."""
    bare = word.strip(APOSTROPHES)
    return word in PARTICLES or (bare in ELIDED and bare != word)


LIST_FIELDS: Final = ("author", "editor")
"""The fields of `extra` that say how names of the record are cut."""
LISTED = re.compile(r"(?:\A| and )(\{[^{}]*\}|(?:(?! and )[^{}])+)")  # {Hugging Face}   García Márquez, Gabriel


def with_particle(family: str, given: str = "", suffix: str = "") -> Name:
    """Return a name whose family name may begin with a particle, words in small letters: `van der Berg`."""
    words = family.split()
    count = next((at for at, word in enumerate(words) if not is_small(word)), 0)
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
