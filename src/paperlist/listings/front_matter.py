"""The YAML at the head of a note ("front matter"), in which programs say which paper the note is of.

---
title: 'How otters sleep:
a survey'
author: Ada Byron, Mary Shaw          or `authors`; one text or a list, a name or several in each
url: https://arxiv.org/abs/2401.00001
---
"""

import re
from typing import Any, Final

from paperlist.fields import squeeze
from paperlist.listings import Entry
from paperlist.listings.people import INITIALS, split_names, without_brackets
from paperlist.tex.accents import read_latex

OPEN: Final = r"^---[ ]*\n(?=[\w$])"
LINES: Final = r"(?:(?!---)[^\n]*\n)"
CLOSE: Final = r"---[ ]*(?:\n|\Z)"
FRONT = re.compile(rf"{OPEN}(?P<yaml>{LINES}{{1,80}}){CLOSE}", re.MULTILINE)
FRONT_START = re.compile(OPEN, re.MULTILINE)
LONGEST: Final = 1 << 14
"""Characters of a head."""
NAMES: Final = ("authors", "author")
CONTINUED = re.compile(r"^(?=[^\s#-])(?![\w$][\w $-]*:(?:\s|$))", re.MULTILINE)
"""Where a line begins that goes on with a value, its indentation lost."""
LINK = re.compile(r"[\[\]]")
"""Of a note's link to another note: `[[Ada Byron]]`."""


def front_with(pattern: str) -> str:
    """Return the pattern of a head in which another is found, such as that of an address."""
    return rf"{OPEN}(?={LINES}{{0,80}}?[^\n]*{pattern}){LINES}{{1,80}}{CLOSE}"


def load_front(found: re.Match[str]) -> dict[str, Any]:
    """Return what a head says, every scalar as text; nothing where it is no YAML."""
    import yaml

    try:
        values = yaml.load(CONTINUED.sub("  ", found["yaml"]), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def read_front(entry: Entry, found: re.Match[str], values: dict[str, Any]) -> None:
    """Read title and names out of a head, and claim their lines."""
    if isinstance(title := values.get("title"), str) and title.strip():
        entry.values["title"] = read_latex(squeeze(title))
        entry.spans.append(("title", *lines_of_key(found, "title")))
    read_names(entry, found, values)


def read_names(entry: Entry, found: re.Match[str], values: dict[str, Any]) -> None:
    """Read names out of a head, without affiliations, and claim their lines; a login or a role is no name."""
    for key in NAMES:
        names = values.get(key)
        texts = [LINK.sub("", without_brackets(str(name))) for name in (names if isinstance(names, list) else [names])]
        listed = [read_latex(name) for text in texts for name in split_inverted(text)] if names else []
        if any(" " in name or not name.isascii() for name in listed):
            entry.values["authors"] = listed
            entry.spans.append(("authors", *lines_of_key(found, key)))
            return


def split_inverted(text: str) -> list[str]:
    """Return the names of one text; "Ng, Yi K" is one. None where a program has parted each: "Ng; Yi; Roe; Jo"."""
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    if all(" " in part for part in parts) or (len(parts) > 2 and ";" not in text):
        return split_names(text)
    one = len(parts) == 2 and len([word for word in parts[1].split() if not INITIALS.fullmatch(word)]) < 2
    return [f"{parts[1]} {parts[0]}"] if one else []


def lines_of_key(found: re.Match[str], key: str) -> tuple[int, int]:
    """Return where the lines of a key begin and end in the text."""
    lines = re.compile(rf"^{key}[ ]*:[^\n]*(?:\n(?![\w$][\w $-]*:(?:\s|$)|---)[^\n]*)*", re.MULTILINE | re.IGNORECASE)
    at = lines.search(found.string, found.start("yaml"), found.end("yaml"))
    return at.span() if at else found.span("yaml")
