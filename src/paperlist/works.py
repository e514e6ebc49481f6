"""Kinds of published works and their fields, as the formats of libraries name them: one table for both directions.

The names of the record are BibTeX's and biblatex's; CSL has its types and variables, RIS its types.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple


class EntryType(NamedTuple):
    """A kind of work in each format."""

    name: str
    csl: str
    ris: str
    paper_type: str = "other"
    """The type of the record."""


# Of several rows with one name in CSL or RIS, the first is what is read back.
ENTRY_TYPES: Final = (
    EntryType("article", "article-journal", "JOUR", "journal"),
    EntryType("inproceedings", "paper-conference", "CPAPER", "conference"),
    EntryType("conference", "paper-conference", "CPAPER", "conference"),
    EntryType("proceedings", "book", "CONF", "conference"),
    EntryType("book", "book", "BOOK"),
    EntryType("mvbook", "book", "BOOK"),
    EntryType("collection", "book", "EDBOOK"),
    EntryType("incollection", "chapter", "CHAP"),
    EntryType("inbook", "chapter", "CHAP"),
    EntryType("bookinbook", "chapter", "CHAP"),
    EntryType("suppbook", "chapter", "CHAP"),
    EntryType("inreference", "entry-encyclopedia", "ENCYC"),
    EntryType("reference", "book", "DICT"),
    EntryType("thesis", "thesis", "THES"),
    EntryType("phdthesis", "thesis", "THES"),
    EntryType("mastersthesis", "thesis", "THES"),
    EntryType("report", "report", "RPRT", "report"),
    EntryType("techreport", "report", "RPRT", "report"),
    EntryType("manual", "book", "RPRT"),
    EntryType("misc", "document", "GEN"),
    EntryType("online", "webpage", "ELEC"),
    EntryType("electronic", "webpage", "ELEC"),
    EntryType("unpublished", "manuscript", "UNPB"),
    EntryType("booklet", "pamphlet", "PAMP"),
    EntryType("patent", "patent", "PAT"),
    EntryType("dataset", "dataset", "DATA"),
    EntryType("software", "software", "COMP"),
    EntryType("periodical", "periodical", "SER"),
    EntryType("video", "motion_picture", "VIDEO"),
    EntryType("audio", "song", "SOUND"),
    EntryType("artwork", "graphic", "ART"),
)
BY_NAME: Final[Mapping[str, EntryType]] = {each.name: each for each in ENTRY_TYPES}

# Formats of libraries, in which somebody keeps entries with keys of their own.
LIBRARY_FORMATS: Final = frozenset(["bibtex", "csl-json", "ris", "nbib", "endnote"])

# What the venue of a work is called in its entry; of any other kind it is part of the note.
WITH_BOOKTITLE: Final = frozenset(
    ["inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook", "inreference", "suppcollection"]
)
WITH_HOWPUBLISHED: Final = frozenset(["misc", "booklet", "online", "electronic", "manual", "unpublished", "www"])
WITH_JOURNAL: Final = frozenset(["article", "periodical", "suppperiodical"])
REPORTS: Final = frozenset(["techreport", "report"])
THESES: Final = frozenset(["phdthesis", "mastersthesis", "thesis"])

# Kinds that say nothing of where a work appeared: what a listing says of it is better.
VAGUE: Final = frozenset(["misc", "online", "unpublished", "electronic"])

# Field of an entry and of the record, where both have one name and the value is just text.
SAME_FIELDS: Final = ("volume", "number", "publisher", "series", "edition", "chapter", "isbn", "issn", "language")

# Fields that repeat what other fields of the record say, in the entry's own form.
SAID_ELSEWHERE: Final = frozenset(
    "title subtitle journal journaltitle booktitle year month day date doi keywords eprint archiveprefix eprinttype"
    " primaryclass eprintclass".split()
)

# Fields of an entry that TeX does not typeset as text: names of files, addresses, what a program keeps for itself.
VERBATIM_NAME = re.compile(r"(?:file|pdf|url|eprint|doi|local-?(?:url|path|file)|bdsk-.*|ee)\Z")
ADDRESS = re.compile(r"(?:https?|ftp)://\S+\Z")  # https://example.org/~doe


def is_verbatim(name: str, text: str) -> bool:
    """Whether a field's text is written without escaping anything in it."""
    return bool(VERBATIM_NAME.match(name) or ADDRESS.match(text))


def is_balanced(text: str) -> bool:
    r"""Whether braces can enclose a text as it is: its own have partners as BibTeX counts, which counts `\{` too."""
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0
