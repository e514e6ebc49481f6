"""Which fields of a paper the entry that it is in the library lacks.

A field that is there and empty is there, and so is one that its owner switched off (`OPTurl`): that may be meant. What
would contradict the entry, has no place in its type, or is said in another field is not missing. A published work
gets nothing that is true of its preprint only.
"""

import re
from typing import TYPE_CHECKING

from paperlist import remarks
from paperlist.arxiv import PAGE
from paperlist.works import VAGUE

if TYPE_CHECKING:
    from paperlist.adding.writing import EntryWriter
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry

SAME_FIELD = (
    frozenset({"journal", "journaltitle"}),
    frozenset({"date", "year"}),
    frozenset({"month", "date"}),
    frozenset({"day", "date"}),
    frozenset({"day", "month"}),
    frozenset({"keywords", "keyword"}),
    frozenset({"archiveprefix", "eprinttype"}),
    frozenset({"primaryclass", "eprintclass"}),
)
"""Fields that say the same: an entry that has one lacks none of them."""
CONTAINER_FIELDS = frozenset({"booktitle", "journal", "journaltitle", "howpublished"})
"""Where a paper appeared: it has a place in an entry of the same type only."""
EPRINT_FIELDS = frozenset({"archiveprefix", "eprinttype", "primaryclass", "eprintclass"})
"""What is said of an eprint, in both dialects. It is wrong beside another eprint."""
OF_PREPRINT = frozenset({"month", "day", "note", "url", "howpublished"})
"""What a listing says of a preprint, and what would be wrong, or worth nothing, in the entry of the published work."""
NEVER_ADDED = frozenset({*remarks.FIELDS, *remarks.FORMER_FIELDS, "key"})
"""Remarks, the owner's and ours, and a field for sorting."""
SWITCHED_OFF = re.compile(r"(?:opt|alt|off|old|no|x)[\W_]*|[\W_]+")
"""`OPTurl` and `ALTeditor` (Emacs), `_url`, `x-url`: what is before the name of a field that was switched off."""
ARXIV_DOI = re.compile(r"\{?10\.48550/", re.IGNORECASE)


def missing_fields(
    entry: "Entry", paper: "Paper", writer: "EntryWriter", *, says_published: bool = False
) -> list[tuple[str, str]]:
    """Return the fields, with their values as written, that `paper` has and `entry` lacks.

    A title that is only in the place of one that the listing lost counts as missing. `says_published`: what comes in
    is the record of a published work, not a listing's of a preprint.
    """
    extra = {name: text for name, text in paper.extra.items() if name not in entry.fields}
    paper = paper.replace(entry_type=None, keys=(), extra=extra)  # what it would be without what the entry says
    present = present_fields(entry)
    if shows_id(entry):
        present |= {"eprint", "archiveprefix"}
    else:
        writer = writer.in_form("eprint")
    if has_placeholder_title(entry):
        present.remove("title")
    kind, fields = writer.entry(paper)
    if kind != entry.block.type or present & CONTAINER_FIELDS:
        # Where it appeared has no place here, or is said; it is no note either.
        paper = paper.replace(venue=None, journal_ref=None)
        _, fields = writer.entry(paper)
    ours = {name.lower(): value for name, value in fields}
    unwanted = set(NEVER_ADDED)
    unwanted |= CONTAINER_FIELDS if kind != entry.block.type else set()
    unwanted |= set() if paper.title else {"title"}
    unwanted |= set() if says_published else untrue_of_published(entry, paper, ours)
    unwanted |= contradicting_fields(entry, paper, ours)
    for name in present:
        unwanted |= {name}.union(*(names for names in SAME_FIELD if name in names))
    unwanted |= said_elsewhere(entry, paper, {*present, *(ours.keys() - unwanted)}, ours)
    return [(name, value) for name, value in fields if name.lower() not in unwanted]


def is_published(paper: "Paper") -> bool:
    """Whether a record comes from a library and says that it is of a published work."""
    return bool(paper.entry_type) and paper.entry_type not in VAGUE


def present_fields(entry: "Entry") -> set[str]:
    """Return the names of fields that an entry has, inherits, or had before its owner switched them off."""
    names = {*entry.fields, *(each.name for each in entry.block.fields)}
    return names | {name[off.end() :] for name in names if (off := SWITCHED_OFF.match(name))}


def has_placeholder_title(entry: "Entry") -> bool:
    """Whether an entry's title is one that we wrote for a title that the listing lost, and nothing else is in it."""
    from paperlist.readers.bibtex_values import evaluate

    titles = [each.value for each in entry.block.fields if each.name == "title"]
    if entry.paper.title or len(titles) != 1:
        return False
    value, rest, unknown = evaluate(titles[0], lambda name: None)
    return bool(value.strip()) and not rest.strip() and not unknown


def shows_id(entry: "Entry") -> bool:
    """Whether an entry without eprint says its arXiv id in the place of a journal: an eprint would print it twice."""
    places = [entry.fields.get(name, "") for name in CONTAINER_FIELDS]
    arxiv_id = str(entry.paper.arxiv_id or "")
    return bool(arxiv_id) and "eprint" not in entry.fields and any(arxiv_id in place for place in places)


def untrue_of_published(entry: "Entry", paper: "Paper", ours: dict[str, str]) -> set[str]:
    """Return the fields that are true of a preprint only, if the entry is of a published work."""
    from paperlist.readers.bibtex_fields import names_arxiv_only, read_venue

    texts = {name: entry.fields.get(name, "").strip() for name in CONTAINER_FIELDS}
    texts["howpublished"] = read_venue(texts["howpublished"])
    where = [text for text in texts.values() if text]
    elsewhere = [text for text in where if not names_arxiv_only(text)]
    is_vague = entry.block.type in VAGUE
    if elsewhere or not (is_vague or entry.block.type == "article"):
        untrue = {*OF_PREPRINT, "date", "year"}
        untrue |= {"doi"} if ARXIV_DOI.match(ours.get("doi", "")) else set()
        return untrue if paper.tasks else untrue | {"keywords"}
    # "CoRR" or "arXiv preprint …", as a journal: the year is all that people write there.
    return set() if is_vague and not where else {"month", "day"}


def contradicting_fields(entry: "Entry", paper: "Paper", ours: dict[str, str]) -> set[str]:
    """Return the fields of ours that belong to another eprint or another year than the entry's."""
    archive = (entry.fields.get("archiveprefix") or entry.fields.get("eprinttype") or "arxiv").strip().lower()
    other_year = "year" in entry.fields and entry.fields["year"].strip() != ours.get("year", "").strip("{}")
    unwanted = {"month", "day"} if other_year else set()
    if archive != "arxiv" or (entry.fields.get("eprint") and entry.paper.arxiv_id != paper.arxiv_id):
        unwanted |= EPRINT_FIELDS
    return unwanted


def said_elsewhere(entry: "Entry", paper: "Paper", present: set[str], ours: dict[str, str]) -> set[str]:
    """Return the fields of ours that say what another does; `present` are those that are there or will be."""
    texts = [text.lower() for text in entry.fields.values()]
    unwanted = set()
    if present & {"primaryclass", "eprintclass"} and len(paper.categories) == 1 and not paper.tasks:
        unwanted.add("keywords")
    note = ours.get("note", "{}")[1:-1].lower()
    if note and any(note in text for text in texts):
        unwanted.add("note")
    page = re.compile(rf"{PAGE}{re.escape(paper.arxiv_id or '-').lower()}")
    if any(page.search(text) for text in texts):
        unwanted.add("url")
    return unwanted
