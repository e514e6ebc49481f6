"""Authors in one text: "A, B (Inst.) and C", with affiliations, footnotes, suffixes and how many are left out."""

import re

from paperlist.fields import read_count, squeeze
from paperlist.names import SUFFIXES
from paperlist.tex.accents import read_latex

OMITTED = re.compile(r",? ?(?:\bet al\.? ?)?\((\d{1,7}) additional authors? not shown\)\Z")
ET_AL = re.compile(r",? et al\.?\Z")
BETWEEN = re.compile(r"[,;] ?(?:and\b)?| and ")
"""What parts two names."""
NO_NAME = re.compile(r"et al\b|(?:for|on behalf of) the ")


def read_people(text: str) -> tuple[list[str], int]:
    """Return the names in a text, without affiliations, and how many more the text says there are."""
    text = squeeze(text)
    omitted = OMITTED.search(text)
    text = ET_AL.sub("", without_brackets(text[: omitted.start()] if omitted else text).strip(" ,"))
    names: list[str] = []
    for name in map(str.strip, BETWEEN.split(text)):
        if names and name in SUFFIXES:
            names[-1] += f" {name}"
        elif name and not NO_NAME.match(name):
            names.append(read_latex(name))
    return names, (read_count(omitted[1]) or 0) if omitted else 0


def without_brackets(text: str) -> str:
    """Return a text without what is in round brackets: affiliations and numbers of footnotes."""
    kept, depth = [], 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(piece)
    return "".join(kept)
