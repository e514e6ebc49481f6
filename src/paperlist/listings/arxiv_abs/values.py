"""Title, names and abstract of an abstract page: where each ends, and what of its text goes to the field."""

import re
from typing import Final

from paperlist.arxiv import ID
from paperlist.fields import read_count, squeeze
from paperlist.listings import Entry
from paperlist.listings.arxiv_abs.dates import SUBMITTED
from paperlist.listings.layout import SENTENCE_END, join, unwrap
from paperlist.listings.people import read_people
from paperlist.tex.accents import read_latex

AUTHORS = re.compile(r"(?<!-)Authors?\s*:\s*")
ABSTRACT = re.compile(r"Abstract\s*:\s*|^Abstract\n\s*", re.MULTILINE)
BUTTON = re.compile(
    r"View\s+a\s+PDF\s+of\s+the\s+paper\s+titled\s|(?:View|Download|No)\s+PDF(?![a-z])|PDF\s+only"
    r"|Download:|HTML\s+\(experimental\)|TeX\s+Source|Other\s+[Ff]ormats"
)
"""A button, or the sentence that says of what it is."""
BLANK = re.compile(r"\n\s*\n")
VALUE_END = re.compile(
    rf"(?<=[^\s,])\n(?=[ ]*\n)(?!\s*(?:et al\.|,))|\n[=-]{{3,}}[ ]*$|{BUTTON.pattern}|{SUBMITTED}", re.MULTILINE
)
NAMED = re.compile(rf"\A\[{ID}(?:v\d+)?\]\s+")
NO_PROSE = re.compile(r"^[ ]*[-*+•] |\b(?:I|my)\b", re.MULTILINE)
"""What a paragraph has that is no abstract: items of a list, who took the note."""
NOT_SHOWN = re.compile(r"You must enable JavaScript to view entire author list\.?|\[(?:\^?\d+\])?|\]")
NAME = re.compile(r"[^\W\d_][^\d:;!?/]{1,60}")
OTHER_AUTHORS = re.compile(r" and (\d+) other authors?\Z")
PROSE: Final = 40
"""So many words below names or dates are an abstract; a remark has fewer."""
CUT: Final = ("...", "…")
"""How a text ends that a program cut."""
SHOWN: Final = 100
"""How many names a page shows; a text that shows the hidden ones as well still counts them."""


def is_abstract(text: str) -> bool:
    """Whether a paragraph without a label is long enough, and is one; of a note somebody ends the lines."""
    return len(text.split()) >= PROSE and not NO_PROSE.search(text) and "\n" not in unwrap(text.strip())


def are_names(text: str) -> bool:
    """Whether a line may be the names of authors."""
    names, _ = read_people(NOT_SHOWN.sub("", text))
    return all(map(NAME.fullmatch, names)) and any(" " in name or not name.isascii() for name in names)


def value_end(text: str, at: int, stop: int, other: re.Pattern[str] = VALUE_END) -> int:
    """Return where a value of the head ends, at the latest where `other` begins."""
    return min((found.start() for each in (VALUE_END, other) if (found := each.search(text, at, stop))), default=stop)


def set_text(entry: Entry, field: str, value: str, start: int, end: int) -> None:
    """Put a text into a field; the identifier that a page's name has before its title is no part of it."""
    value = NAMED.sub("", value) if field == "title" else value
    entry.values[field] = read_latex(value) or None
    entry.spans.append((field, start, end))


def set_names(entry: Entry, text: str, start: int, end: int) -> None:
    """Read the names in a text, without the label; a text that shows the hidden names leaves none out."""
    names, omitted = read_people(NOT_SHOWN.sub("", join(AUTHORS.sub("", text, count=1))).rstrip(". "))
    entry.values["authors"] = names
    entry.values["authors_omitted"] = omitted if len(names) <= SHOWN else 0
    entry.spans.append(("authors", start, end))


def set_names_by(entry: Entry, text: str, start: int, end: int) -> None:
    """Read whom a paper is by in the sentence of a button: the first name and how many more, or all names."""
    _, by, names = squeeze(text[start:end]).rpartition(", by ")
    if by:
        others = OTHER_AUTHORS.search(names)
        set_names(entry, OTHER_AUTHORS.sub("", names), start, end)
        entry.values["authors_omitted"] = read_count(others[1]) if others else 0


def set_abstract(entry: Entry, text: str, start: int, stop: int, ended: bool) -> None:
    """Read the abstract between two offsets, with or without its label; only its first paragraph if its end is not."""
    label = ABSTRACT.match(text, start, stop)
    at = label.end() if label else start
    found = None if ended else BLANK.search(text, at, stop)
    stop = found.start() if found else stop
    prose = unwrap(re.sub(r"^>[ ]?", "", text[at:stop], flags=re.MULTILINE).strip())
    whole = ended or (SENTENCE_END.search(prose) and not prose.endswith(CUT))
    field = "abstract" if whole else "excerpt"
    set_text(entry, field, prose, start, len(text[:stop].rstrip()))


def prose_start(text: str, start: int, stop: int) -> int:
    """Return where the abstract begins after its label between two offsets; the first of them if it has none."""
    found = ABSTRACT.search(text, start, stop)
    return found.end() if found else start
