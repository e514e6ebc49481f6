"""The table of what browsers make of the words of arXiv's pages, and what a word of it is.

The table is `data/translated-labels.tsv`. A form may be that of several languages, and of another kind in each.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from paperlist.data import read_lines
from paperlist.fields import squeeze

Kinds = Mapping[str, str]
"""What a label is in each language that has it."""

ENGLISH: Final[Mapping[str, Mapping[str, str]]] = {
    "search": {
        "authors": "Authors:", "abstract": "Abstract:", "comments": "Comments:", "report": "Report number:",
        "msc": "MSC Class:", "acm": "ACM Class:", "journal": "Journal ref:", "latest": "Latest version:",
    },
    "abs": {
        "title": "Title:", "authors": "Authors:", "abstract": "Abstract:", "comments": "Comments:",
        "subjects": "Subjects:", "msc": "MSC classes:", "acm": "ACM classes:", "report": "Report number:",
        "cite": "Cite as:", "journal": "Journal reference:", "doi": "Related DOI:", "history": "Submission history",
        "from": "From:",
    },
    "list": {
        "title": "Title:", "authors": "Authors:", "comments": "Comments:", "journal": "Journal-ref:",
        "subjects": "Subjects:",
    },
}  # fmt: skip
"""The labels of each page of arXiv, by their kinds."""
OURS: Final = frozenset(label.rstrip(":").casefold() for labels in ENGLISH.values() for label in labels.values())
SIGN = re.compile(r"\b(msc|acm|doi)\b")
"""What is the same in all languages in labels that have it."""
FEW: Final = 3
"""So many words has a label that is known by a sign, at most."""
WORDS: Final = ("submitted", "announced")


@cache
def load_table() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the forms of each kind, by language."""
    table: dict[str, dict[str, list[str]]] = {}
    for line in read_lines("translated-labels.tsv"):
        if not line.startswith("#"):
            language, kind, forms = line.split("\t")
            table.setdefault(language, {})[kind] = forms.split(" " if kind == "months" else "|")
    return table


@cache
def load_labels() -> Mapping[str, Kinds]:
    """Return the labels in small letters, and what each is in which language."""
    labels: dict[str, dict[str, str]] = {}
    for language, kinds in load_table().items():
        for kind, forms in kinds.items():
            if kind in ENGLISH["abs"] or kind == "latest":
                for form in forms:
                    labels.setdefault(form.casefold(), {})[language] = kind
    return {label: kinds for label, kinds in labels.items() if label not in OURS}


def kinds_of(label: str) -> Kinds:
    """Return what a label is in which language; nothing for one that is none, or is English."""
    label = squeeze(label).casefold().rstrip(" :：")
    found = load_labels().get(label)
    if found is None and label not in OURS and label.count(" ") < FEW:
        sign = SIGN.search(label)
        return dict.fromkeys(load_table(), sign[1]) if sign else {}
    return found or {}


@cache
def mark_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of `More` or `Less` behind its triangle: a word of the table, or what ends the line."""
    forms = {form for kinds in load_table().values() for form in kinds[kind]}
    words = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    sign = "▽" if kind == "more" else "△"
    return re.compile(rf"{sign}\s?(?!{kind}\b)(?:(?:{words})(?!\w)|[^\n▽△]{{1,24}}$)", re.IGNORECASE | re.MULTILINE)


def name_of(language: str) -> str:
    """Return what a language is called."""
    return load_table()[language]["name"][0]
