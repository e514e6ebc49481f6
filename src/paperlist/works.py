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
    EntryType("book", "book", "BOOK"),
    EntryType("proceedings", "book", "CONF", "conference"),
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
    EntryType("image", "figure", "FIGURE"),
    EntryType("movie", "motion_picture", "MPCT"),
    EntryType("music", "song", "MUSIC"),
    EntryType("performance", "performance", "ADVS"),
    EntryType("standard", "standard", "STAND"),
    EntryType("jurisdiction", "legal_case", "CASE"),
    EntryType("legislation", "legislation", "STAT"),
    EntryType("letter", "personal_communication", "PCOMM"),
    EntryType("review", "review", "JOUR"),
)
BY_NAME: Final[Mapping[str, EntryType]] = {each.name: each for each in ENTRY_TYPES}
BY_CSL: Final[Mapping[str, str]] = {each.csl: each.name for each in reversed(ENTRY_TYPES)}
BY_RIS: Final[Mapping[str, str]] = {each.ris: each.name for each in reversed(ENTRY_TYPES)}
"""The kind of work that each type of CSL and RIS stands for."""

ENDNOTE_TYPES: Final[Mapping[str, str]] = {
    "JOUR": "Journal Article",
    "CPAPER": "Conference Paper",
    "CONF": "Conference Proceedings",
    "BOOK": "Book",
    "EDBOOK": "Edited Book",
    "CHAP": "Book Section",
    "ENCYC": "Encyclopedia",
    "DICT": "Dictionary",
    "THES": "Thesis",
    "RPRT": "Report",
    "ELEC": "Web Page",
    "UNPB": "Unpublished Work",
    "PAMP": "Pamphlet",
    "PAT": "Patent",
    "DATA": "Dataset",
    "COMP": "Computer Program",
    "VIDEO": "Film or Broadcast",
    "SOUND": "Audiovisual Material",
    "ART": "Artwork",
}
"""EndNote's names of the types of RIS; any other is `Generic`."""

# Kinds that neither BibTeX nor biblatex has: the next one, with the CSL type as its `entrysubtype`.
SUBTYPES: Final[Mapping[str, str]] = {
    "article-magazine": "article",
    "article-newspaper": "article",
    "post": "online",
    "post-weblog": "online",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "review-book": "review",
    "speech": "unpublished",
    "interview": "misc",
    "broadcast": "misc",
    "map": "misc",
    "bill": "legislation",
    "regulation": "legislation",
    "treaty": "legislation",
    "hearing": "jurisdiction",
    "musical_score": "misc",
    "classic": "book",
    "collection": "misc",
    "event": "misc",
}

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

PREPRINT_JOURNAL = re.compile(r"arXiv preprint(?: arXiv:\S+)?")

MONTH_BEHIND_YEAR = re.compile(r"(?<=\b\d{4}) (?:1[0-2]|[1-9])\Z")  # "ICLR 2020 5"


def preprint_journal(arxiv_id: str | None) -> str:
    """Return what a preprint has for a journal: `arXiv preprint arXiv:2401.05566`, without an id `arXiv preprint`."""
    return f"arXiv preprint arXiv:{arxiv_id}" if arxiv_id else "arXiv preprint"


def is_preprint_journal(text: str) -> bool:
    """Whether a text is what `preprint_journal` writes, for any id."""
    return bool(PREPRINT_JOURNAL.fullmatch(text))


ABOUT_ANOTHER: Final[Mapping[str, str]] = {
    word: words.split()[0]
    for words in (
        "comment comments",
        "reply replies response responses rejoinder rebuttal",
        "discussion",
        "erratum errata corrigendum corrigenda correction corrections addendum addenda",
        "retraction",
    )
    for word in words.split()
}
"""Words by which a title says that the work is about another one, and the kind that each names."""

# Kinds that say nothing of where a work appeared: what a listing says of it is better.
VAGUE: Final = frozenset(["misc", "online", "unpublished", "electronic"])

# Field of an entry and of the record, where both have one name and the value is just text.
SAME_FIELDS: Final = ("volume", "number", "publisher", "series", "edition", "chapter", "isbn", "issn", "language")

# Fields that repeat what other fields of the record say, in the entry's own form.
SAID_ELSEWHERE: Final = frozenset("title subtitle journal journaltitle booktitle doi keywords".split())
ARCHIVE_FIELDS: Final = frozenset("eprint archiveprefix eprinttype primaryclass eprintclass".split())
"""Of an archive, which the record names only where it is arXiv."""

# Fields of an entry that TeX does not typeset as text: names of files, addresses, what a program keeps for itself.
VERBATIM_NAME = re.compile(r"(?:file|pdf|url|eprint|doi|local-?(?:url|path|file)|bdsk-.*|ee)\Z")
ADDRESS = re.compile(r"(?:https?|ftp)://\S+\Z")  # https://example.org/~doe


# Fields of the record and variables of CSL, where the value is just text.
CSL_VARIABLES: Final = {
    "volume": "volume",
    "number": "issue",
    "series": "collection-title",
    "edition": "edition",
    "chapter": "chapter-number",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
}
CSL_EXTRA: Final = {
    "address": "publisher-place",
    "location": "publisher-place",
    "langid": "language",
    "type": "genre",
    "version": "version",
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "eventtitle": "event-title",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "venue": "event-place",
    "addendum": "annote",
    "library": "archive",
}
"""The variables of CSL for what a library's entry has in other fields."""
CSL_DATES: Final = {"urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
CSL_NAMES: Final = {
    "translator": "translator",
    "bookauthor": "container-author",
    **{
        role: role
        for role in (
            "collection-editor",
            "composer",
            "director",
            "illustrator",
            "interviewer",
            "recipient",
            "performer",
        )
    },
}
"""The variables for dates and for lists of names, which are in BibTeX's form."""
CSL_OWN: Final = frozenset(
    "archive archive-place archive_collection archive_location authority call-number citation-label collection-number"
    " dimensions division event jurisdiction medium number-of-pages number-of-volumes original-publisher"
    " original-publisher-place original-title part-number printing-number references reviewed-genre reviewed-title"
    " scale section source supplement volume-title year-suffix".split()
)
"""Variables that no entry of BibTeX has a field for: they have their names in `extra` too."""

# The same for the tags of RIS.
RIS_TAGS: Final = {
    "volume": "VL",
    "number": "IS",
    "series": "T3",
    "edition": "ET",
    "chapter": "SE",
    "isbn": "SN",
    "issn": "SN",
    "language": "LA",
}
RIS_EXTRA: Final = {
    "address": "CY",
    "location": "CY",
    "langid": "LA",
    "type": "M3",
    "shortjournal": "J2",
    "shorttitle": "ST",
    "pmid": "AN",
    "library": "DP",
    "urldate": "Y2",
    "translator": "A4",
    "titleaddon": "TT",
    "file": "L1",
}
"""The tags of RIS for what a library's entry has in other fields."""
RIS_OWN: Final = {
    tag.lower(): tag
    for tag in "AD AN AV C1 C2 C3 C4 C5 C6 C7 C8 CA CN DB LB L2 L3 L4 M1 NV OP RI RN RP TA U1 U2 U3 U4 U5 A3".split()
}
"""Tags that no entry of BibTeX has a field for: they have their names in `extra` too."""


RIS_SUBTYPES: Final[Mapping[str, str]] = {
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "post-weblog": "BLOG",
    "bill": "BILL",
}
"""The types of RIS that are an `entrysubtype` in BibTeX, by their names in CSL."""


def is_verbatim(name: str, text: str) -> bool:
    """Whether a field's text is written without escaping anything in it."""
    return bool(VERBATIM_NAME.match(name) or ADDRESS.match(text))


def is_balanced(text: str, brackets: str) -> bool:
    r"""Whether each of these brackets, `{}` or `()`, has its partner; `\{` counts, too, as it does for BibTeX."""
    opening, closing = brackets[0], brackets[1]
    depth = 0
    for char in text:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return False
    return depth == 0


def printed_venue(venue: str) -> str:
    """Return a venue as references print it: without the month that Papers with Code puts after the year, `2020 5`."""
    return MONTH_BEHIND_YEAR.sub("", venue)
