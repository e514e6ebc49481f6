r"""Labels that are written otherwise than a page prints them: to be at a line's start, in plain letters, with a colon.

Authors：        Аbstract:         signs and letters that only look like the usual ones
_Authors:_       [b]Authors:[/b]   \textbf{Authors:}   "Authors":      in type
Authors =        Authors —         Author(s):           Authors (4):    with another sign, a number

So is what parts the head of a card: `3 code implementations | 24 Dec 2014 | Ada Byron`.
"""

import re
import unicodedata
from functools import partial

from paperlist.arxiv import MONTH_NAME
from paperlist.cleanup.steps import CODE, CODE_COUNT, change_lines

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

WORDS = ("Author", "Abstract", "Comments", "Title", "Journal ref", "Submitted")
DECORATED = re.compile(
    r"^(?P<before>(?:[^\w\s|]|_|\d{1,2}[.)]|\\textbf\{|\[b\]|[ ]){0,8})"
    r"(?P<label>Author(?:s|\(s\))|Abstract|Comments|Title|Journal ref|Submitted)(?P<count>[ ]?\(\d{1,4}\))?"
    r"(?P<after>[ ]?(?:\[/b\]|[^\w\s…\"“‘(\[{<|$\\.,]|_|[\"'](?=:)){1,5}(?:\[/b\])?|\](?=[ ])|\)(?=[ ]))(?=[ \n])",
    re.MULTILINE,
)
"""A label, one of the words, with other signs around it than a bullet before and a colon after it."""
SEPARATOR = re.compile("[:=→—–]|^ -$")
PAIRS = {"*": "*", "_": "_", "`": "`", "'": "'", '"': '"', "[": "]", "(": ")", "{": "}", ":": ":"}
BULLET = re.compile(r"(?:[-*•+#>◦‣][ ]|[ ]){0,8}")

CAPITALS = ("AUTHOR", "ABSTRACT", "TITLE", "COMMENTS", "SUBJECTS", "JOURNAL REF", "REPORT NUMBER")
UPPER = re.compile(
    r"^(\W{0,12})(AUTHORS?|ABSTRACT|TITLE|COMMENTS|SUBJECTS|JOURNAL REF|REPORT NUMBER)(?= ?:)", re.MULTILINE
)

PARTED = re.compile(
    rf"(?P<before>(?:[^\n]{{0,60}}[^\w\n])?)(?P<code>{CODE_COUNT})"
    r"(?P<sign>[ ]{1,3}[^\w\s•][ ]{1,3}|[;,][ ]|[ ]?\ufffd[ ]?)"
    rf"(?P<when>\d{{1,2}} {MONTH_NAME} \d{{4}}|(?<![;,][ ])[^\n•]{{2,90}}?(?<!\d)(?:19|20)\d\d)"
    r"(?:(?P=sign)(?P<names>[^\n]*[^\W\d_]\.?)|)[ ]{0,4}\n?"
)
"""A head that has one and the same sign where a page has a bullet."""


def part_heads(text: str) -> str:
    """Return `text` with bullets between the parts of cards' heads."""
    return change_lines(text, (CODE,), lambda line: line if "•" in line else PARTED.sub(with_bullets, line))


def with_bullets(found: re.Match[str]) -> str:
    """Return a head with bullets; as it is if its line is the row of a table."""
    parts = [part for part in (found["code"], found["when"], found["names"]) if part]
    is_row = found["sign"].strip() in found["before"]
    return found[0] if is_row else found["before"] + " • ".join(parts) + found[0][len(found[0].rstrip()) :]


def mend(text: str) -> str:
    """Return `text` with labels at the beginnings of lines in plain letters, with a plain colon."""
    text = change_lines(text, CAPITALS, partial(UPPER.sub, capitalized))
    text = change_lines(text, WORDS, partial(DECORATED.sub, plain))
    if text.isascii():
        return text
    return "\n".join(line if line.isascii() else LABEL.sub(mended, line) for line in text.split("\n"))


def capitalized(found: re.Match[str]) -> str:
    """Return a label in capitals as a page prints it."""
    return found[1] + found[2].capitalize()


def mended(found: re.Match[str]) -> str:
    """Return a label in plain letters; what is none stays as it is."""
    label = unicodedata.normalize("NFKC", found["label"]).translate(ALIKE)
    if label.casefold() not in LABELS:
        return found[0]
    after = found["after"] or (" " if found["colon"] != ":" else "")
    return f"{found['before']}{label}{found['blanks']}:{after}"


def plain(found: re.Match[str]) -> str:
    """Return a label that has other signs around it with a colon alone; what is none stays as it is."""
    before, after = found["before"], found["after"]
    if after == ":" and BULLET.fullmatch(before) and not found["count"] and found["label"] != "Author(s)":
        return found[0]
    if "=" in before and before.strip() == after.strip():
        return found[0]  # the heading of a wiki: "== Abstract =="
    closed = PAIRS.get(before[-1:])
    is_separate = bool(SEPARATOR.search(after))
    is_closed = closed in after if closed else not before
    if found["label"] == "Submitted":
        return "Submitted" if is_closed and not is_separate else found[0]
    if not is_separate and not (closed and is_closed):
        return found[0]
    return f"{found['label'].replace('(s)', 's')}:"
