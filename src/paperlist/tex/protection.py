r"""The braces by which an entry keeps the case of its title: `{Arabidopsis} in the {{Alps}}`.

    value  = *( "{" value "}" / "\" any / macro "{" … "}" / "{\" … "}" / "$" … "$" / character )

Braces of a macro's argument and around a macro are TeX's, all others keep the case. A record's title has none of them;
`encode.title` puts such around words by itself, and what it would leave without is kept here.
"""

import re

from paperlist.tex.decode import one_line
from paperlist.tex.encode import with_protected_words, write

TOKEN = re.compile(r"(?P<macro>\\[A-Za-z]+\s?|\\.)(?P<argument>\{)?|\$[^$]*\$|(?P<around>\{(?=\\))|[{}]", re.DOTALL)
MORE_THAN_WORDS = re.compile(r"[\\$]")  # macros and formulas
OPEN, CLOSE = "\ue010", "\ue011"  # of private use: in the place of braces that keep the case
BRACES = {"{": OPEN, "}": CLOSE}


def case_braces(value: str) -> str:
    """Return a title's text with the braces that keep its case; empty where all they protect is protected anyway.

    Where the text itself has formulas or macros, only braces around the whole of it are kept.
    """
    text = one_line(value)
    if "{" not in value or len(text) < 2:
        return ""
    marked = one_line(with_marks(value))
    if MORE_THAN_WORDS.search(text):
        kept = f"{{{text}}}" if is_whole(marked) else ""
    else:
        kept = outermost(marked)
        kept = kept if capitals(kept) - capitals(with_protected_words(text, begins=True)) else ""
    return kept if kept and without_braces(kept) == text else ""


def is_whole(marked: str) -> bool:
    """Whether one pair of marks is around all of a text."""
    depth = 0
    for at, char in enumerate(marked):
        depth += {OPEN: 1, CLOSE: -1}.get(char, 0)
        if not depth:
            return at == len(marked) - 1 > 0
    return False


def with_marks(value: str) -> str:
    """Return a value with marks in the place of the braces that keep the case."""
    open_marks: list[bool] = []
    out: list[str] = []
    end = 0
    for token in TOKEN.finditer(value):
        text = token[0]
        is_mark = text == "{" and not token["around"]
        if is_mark or token["around"] or token["argument"]:
            open_marks.append(is_mark)
        elif text == "}" and open_marks:
            is_mark = open_marks.pop()
        out += [value[end : token.start()], BRACES[text] if is_mark else text]
        end = token.end()
    return "".join([*out, value[end:]])


def outermost(marked: str) -> str:
    """Return a text with braces for the marks that are in no others."""
    depth = 0
    out = []
    for char in marked:
        depth -= char == CLOSE
        if char not in (OPEN, CLOSE):
            out.append(char)
        elif depth == 0:
            out.append("{" if char == OPEN else "}")
        depth += char == OPEN
    return "".join(out).replace("{}", "")


def capitals(text: str) -> set[int]:
    """Return which of a text's letters are capitals in braces, braces not counted."""
    found = set()
    depth = at = 0
    for char in text:
        if char in "{}":
            depth += 1 if char == "{" else -1
            continue
        if depth and char.isupper():
            found.add(at)
        at += 1
    return found


def without_braces(kept: str) -> str:
    """Return the title for which `case_braces` gave this text."""
    return kept[1:-1] if MORE_THAN_WORDS.search(kept[1:-1]) else kept.replace("{", "").replace("}", "")


def write_kept(kept: str, *, ascii_only: bool = False) -> str:
    """Return LaTeX for a title with the braces that keep its case, and those that it needs elsewhere."""
    if MORE_THAN_WORDS.search(kept[1:-1]):
        return "{" + write(kept[1:-1], ascii_only) + "}"
    parts = re.split(r"[{}]", kept)
    return "".join(
        f"{{{write(part, ascii_only)}}}" if number % 2 else write(part, ascii_only, "auto", begins=number == 0)
        for number, part in enumerate(parts)
    )
