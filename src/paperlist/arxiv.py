"""What is written the same everywhere: identifiers, subject classes, DOIs, months, labels of remarks, "withdrawn"."""

import re
from collections.abc import Mapping
from typing import Final

from paperlist.data import read_lines

NUMBER: Final = r"\d{4}\.\d{4,5}"
"""An identifier since 2007: "2401.05566"."""

ID: Final = rf"(?:{NUMBER}|[a-z][a-z-]{{1,9}}(?:\.[A-Za-z-]{{2,12}})?/\d{{7}})"
"""An identifier without its version: "2401.05566", "hep-th/9901001", "math.AG/0001001"."""

MONTH_NAME: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
"""The name of a month, whole or abbreviated."""

PAGE: Final = r"arxiv\.org/(?:abs|pdf|html)/"
"""What the address of a paper has before its identifier."""

ADDRESS: Final = re.compile(
    rf"(?P<prefix>{PAGE}|arxiv:|arxiv\.org:|^)(?P<id>{ID})(?:v(?P<version>\d{{1,4}}))?(?:\.pdf)?$",
    re.IGNORECASE,
)
"""An identifier alone (then `prefix` is empty), at the end of an address, or after `arXiv:` or `oai:arXiv.org:`."""

OWN_DOI: Final = "10.48550/arxiv."
"""What begins the DOI that arXiv itself gives to a paper: it says no more than the identifier."""

DOI: Final = r"10\.\d{2,9}/(?:(?!(?<=\d)[A-Z][a-z])[^\s$])+(?:(?<=-)\n\S+)*"
"""A DOI, which some tools break after a hyphen and others glue to the title: "10.1145/3773274.3774931HybridVFL"."""

WHOLE_DOI: Final = r"10\.\d[\d.]{0,30}/\S+"
"""A DOI that has a field for itself, of which nothing is cut off; a registrant may have divisions: "10.1000.10/123"."""

REMARKS: Final[Mapping[str, str]] = {
    "Comments": "comments",
    "Report number": "report_number",
    "MSC class": "msc_class",
    "ACM class": "acm_class",
    "Journal ref": "journal_ref",
}
"""The labels of what authors remark on a paper, as we write them, and the fields of the record."""
REMARK: Final = "|".join(REMARKS).replace(" class", " [Cc]lass").replace(" ", r"\s++")
"""Any of them, as arXiv or we write them: "MSC Class"."""

ANNOTATIONS: Final[Mapping[str, str]] = {
    "Excerpt": "excerpt",
    "arXiv id": "arxiv_id",
    "DOI": "doi",
    "Submitted": "submitted",
    "Updated": "updated",
    "Announced": "announced",
    "arXiv version": "arxiv_version",
    **{label: REMARKS[label] for label in ("Report number", "MSC class", "ACM class")},
    "Other DOIs": "other_dois",
    "Code": "repository",
    "Stars": "stars",
    "Authors not listed": "authors_omitted",
    "Code implementations": "code_implementations",
    "Dated": "date",
}
"""The labels of what references have no field of their own for, as we write it, `Label: value; …`, and read it back."""

PAGE_LABELS: Final[Mapping[str, str]] = {
    "Subjects:": r"[^\n()]{3,80}(?:\n[^\n()]{0,80})?\([a-z]",
    "Cite as:": r"\s*arXiv:",
    "View PDF": r"(?=\n|\Z)",
}
"""Labels of arXiv's lists and abstract pages, and what follows each: "Subjects: Logic (math.LO)"."""

WITHDRAWN: Final = re.compile(
    r"(?:^|[.;]\s+|\b(?:this|the)\s+(?:\w++\s++)?(?:paper|article|manuscript|submission|preprint|work|note|version|letter|thesis)"
    r"\s+(?:has\s+been|have\s+been|was|is(?:\s+being)?)\s+(?:\w+ly\s+)?)withdrawn\b",
    re.IGNORECASE,
)  # "This paper has been withdrawn by the author", "Withdrawn due to an error"

TWO_LETTERS = re.compile(r"(.+)\.[A-Z]{2}")  # "cs.CL"


def load_classes() -> list[tuple[str, str, str]]:
    """Return the subject classes: class, full name (empty for classes no longer used), the class it is an alias of."""
    rows = (line.split("\t") for line in read_lines("arxiv-categories.tsv")[1:])
    return [(row[0], row[1], row[2]) for row in rows]


def classes_by_name(classes: list[tuple[str, str, str]]) -> dict[str, str]:
    """Return the class that each full name stands for; a name of two classes ("Machine Learning") stands for none."""
    found: dict[str, set[str]] = {}
    for short, name, alias_of in classes:
        if name:
            found.setdefault(name, set()).add(alias_of or short)
    return {name: next(iter(shorts)) for name, shorts in found.items() if len(shorts) == 1}


def category_pattern(classes: list[tuple[str, str, str]]) -> str:
    """Return a pattern of one subject class; some tools break lines after a hyphen."""
    archives = {found[1] for short, _, _ in classes if (found := TWO_LETTERS.fullmatch(short))}
    others = sorted((short for short, _, _ in classes if not TWO_LETTERS.fullmatch(short)), key=len, reverse=True)
    either = [f"(?:{'|'.join(sorted(archives))})\\.[A-Z]{{2}}", *(short.replace(".", r"\.") for short in others)]
    return f"(?:{'|'.join(either)})".replace("[A-Z]", "[A_Z]").replace("-", r"-\n?").replace("[A_Z]", "[A-Z]")


CLASSES: Final = load_classes()
CLASS_OF: Final[Mapping[str, str]] = classes_by_name(CLASSES)
"""The subject classes by their full names."""
CATEGORY: Final = category_pattern(CLASSES)
"""A subject class, also one of two letters that the table does not have: "cs.CL", "hep-th", "cond-mat.dis-nn"."""


def is_withdrawn(comments: str | None, abstract: str | None) -> bool:
    """Whether the comments, or the first words of the abstract, say that the paper has been withdrawn."""
    if comments and "ithdraw" in comments and WITHDRAWN.search(comments):
        return True
    return bool(abstract and abstract.startswith(("This ", "The ", "Withdrawn")) and WITHDRAWN.match(abstract))


def remark_field(label: str) -> str:
    """Return the field of the record for a text that `REMARK` matches."""
    words = " ".join(label.split())
    return REMARKS[words[0] + words[1:].replace("Class", "class")]
