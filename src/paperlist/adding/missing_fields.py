"""Which fields of a paper the entry that it is in the library lacks.

A field that is there and empty is there: its owner may have meant that. What would contradict the entry, or has no
place in its type, is not missing.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperlist.adding.writing import EntryWriter
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry

SAME_FIELD = (
    frozenset({"journal", "journaltitle"}),
    frozenset({"date", "year"}),
    frozenset({"month", "date"}),
    frozenset({"keywords", "keyword"}),
)
"""Fields that say the same: an entry that has one lacks none of them."""
CONTAINER_FIELDS = frozenset({"booktitle", "journal", "journaltitle", "howpublished"})
"""Where a paper appeared: it has a place in an entry of the same type only."""
EPRINT_FIELDS = ({"archiveprefix", "eprinttype"}, {"primaryclass", "eprintclass"})
"""What is said of an eprint, in both dialects: the archive and the class. It is wrong beside another eprint."""
NEVER_ADDED = frozenset({"annote", "annotation", "key"})
"""The owner's own remarks, and a field for sorting."""


def missing_fields(entry: "Entry", paper: "Paper", writer: "EntryWriter") -> list[tuple[str, str]]:
    """Return the fields, with their values as written, that `paper` has and `entry` lacks.

    A title that is only in the place of one that the listing lost counts as missing.
    """
    paper = paper.replace(entry_type=None, keys=())  # what it would be if the entry did not say what it is
    present = set(entry.fields)
    if has_placeholder_title(entry):
        present.remove("title")
    kind, fields = writer.entry(paper)
    if kind != entry.block.type or present & CONTAINER_FIELDS:
        # Where it appeared has no place here, or is said; it is no note either.
        paper = paper.replace(venue=None, journal_ref=None)
        _, fields = writer.entry(paper)
    ours = {name.lower(): value for name, value in fields}
    other_year = "year" in present and entry.fields["year"].strip() != ours.get("year", "").strip("{}")
    unwanted = set(NEVER_ADDED)
    unwanted |= {"month"} if other_year else set()
    unwanted |= CONTAINER_FIELDS if kind != entry.block.type else set()
    unwanted |= set() if paper.title else {"title"}
    unwanted |= contradicting_eprint_fields(entry, ours.get("eprint", ""))
    for name in present:
        unwanted |= {name}.union(*(names for names in SAME_FIELD if name in names))
    return [(name, value) for name, value in fields if name.lower() not in unwanted]


def has_placeholder_title(entry: "Entry") -> bool:
    """Whether an entry's title is one that we wrote for a title that the listing lost, and nothing else is in it."""
    from paperlist.readers.bibtex_values import evaluate

    titles = [each.value for each in entry.block.fields if each.name == "title"]
    if entry.paper.title or len(titles) != 1:
        return False
    value, rest, unknown = evaluate(titles[0], lambda name: None)
    return bool(value.strip()) and not rest.strip() and not unknown


def contradicting_eprint_fields(entry: "Entry", eprint: str) -> set[str]:
    """Return what is said of our `eprint` that is untrue of the entry's, or said there in the other dialect's words."""
    theirs = re.sub(r"v\d+\Z", "", entry.fields.get("eprint", "").strip().lower().removeprefix("arxiv:"))
    archive = (entry.fields.get("archiveprefix") or entry.fields.get("eprinttype") or "arxiv").strip().lower()
    if archive != "arxiv" or (theirs and theirs != eprint.strip("{}").lower()):
        return set[str]().union(*EPRINT_FIELDS)
    return set[str]().union(*(names for names in EPRINT_FIELDS if names & set(entry.fields)))
