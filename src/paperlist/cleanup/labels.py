"""Labels some of whose characters only look like the usual ones: `Authors：`, `Аbstract:` with a Cyrillic letter."""

import re

LABELS = frozenset(
    (
        *("authors", "author", "abstract", "title", "comments", "subjects", "categories", "submitted", "date", "doi"),
        *("report-no", "report number", "journal-ref", "journal ref", "journal reference", "cite as", "license"),
        *("msc-class", "msc class", "acm-class", "acm class"),
    )
)
"""The labels of listings, in small letters."""

ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХаеіјорсухѕΑΒΕΗΙΚΜΝΟΡΤΧονυ",
    "ABCEHIJKMOPSTXaeijopcyxsABEHIKMNOPTXovu",
)
"""Cyrillic and Greek letters, and the Latin ones that look like them."""
COLONS = ":：﹕∶꞉︓"
LABEL = re.compile(
    rf"^(?P<before>\W{{0,12}})(?P<label>[^\W\d_][\w -]{{1,24}}?)(?P<blanks>[ ]?)(?P<colon>[{COLONS}])(?P<after>[ ]?)",
    re.MULTILINE,
)

UPPER = re.compile(
    r"^(\W{0,12})(AUTHORS?|ABSTRACT|TITLE|COMMENTS|SUBJECTS|JOURNAL REF|REPORT NUMBER)(?= ?:)", re.MULTILINE
)


def mend(text: str) -> str:
    """Return `text` with labels at the beginnings of lines in plain letters, with a plain colon."""
    text = UPPER.sub(lambda found: found[1] + found[2].capitalize(), text)
    return text if text.isascii() else LABEL.sub(mended, text)


def mended(found: re.Match[str]) -> str:
    """Return a label in plain letters; what is none stays as it is."""
    label = found["label"].translate(ALIKE)
    if label.casefold() not in LABELS:
        return found[0]
    after = found["after"] or (" " if found["colon"] != ":" else "")
    return f"{found['before']}{label}{found['blanks']}:{after}"
