"""What an entry remembers of a paper and no reader of a bibliography wants to see, as one text and back.

remarks = remark *( "; " remark )
remark  = label ": " value          the labels of `LABELS`

In a value, what would be taken for the next label gets a colon more: the value `A; Stars: 3` is `A; Stars:: 3`.

The text has a field of its own, which biblatex has for its users: no common style prints it, no importer makes a note
of it, and biber's data model knows it. An entry may have one of that name already; then the next is taken.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from paperlist import arxiv

FIELDS: Final = ("usera", "userb", "userc", "userd", "usere")
"""Where the remarks are, the first that is free. (biblatex-chicago prints `userf`.)"""
FORMER_FIELDS: Final = ("annotation", "annote")
"""Where they were, and are still read: biblatex's styles for APA and for reading lists print them."""

LABELS: Final[Mapping[str, str]] = {**arxiv.ANNOTATIONS, "Venue": "venue", "Comments": "comments"}
"""The labels and the fields of the record."""
LABEL: Final = "|".join(LABELS)
BEGINNING = re.compile(rf"(?:{LABEL}):")  # "Updated:"
SEPARATOR = re.compile(rf"; (?P<label>{LABEL}): ")  # "; Stars: "
FIRST = re.compile(rf"(?P<label>{LABEL}): ")
LIKE_LABEL = re.compile(rf"(?<=; )(?P<label>{LABEL}):(?=:* )")  # "; Stars: ", "; Stars:: "
QUOTED = re.compile(rf"(?<=; )(?P<label>{LABEL}):(?=:+ )")  # "; Stars:: "


def is_remark(text: str) -> bool:
    """Whether a text begins as a remark of ours does."""
    return bool(BEGINNING.match(text))


def join(remarks: Iterable[str]) -> str:
    """Return the remarks, each `Label: value`, as one text."""
    return "; ".join(LIKE_LABEL.sub(r"\g<label>::", remark) for remark in remarks)


def split(text: str) -> dict[str, str]:
    """Return the values of a text that `join` made, by the fields of the record; somebody else's text has none."""
    first = FIRST.match(text)
    if not first:
        return {}
    labels = [first, *SEPARATOR.finditer(text, first.end() - 1)]
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return {
        LABELS[label["label"]]: QUOTED.sub(r"\g<label>", text[label.end() : end])
        for label, end in zip(labels, ends, strict=True)
    }
