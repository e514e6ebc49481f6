r"""Text as listings give it, half text and half TeX: `50% of AT&T`, `the $\ell_1$ norm`, `{\it Fermi}`, `\citep{x}`.

    text    = *( math / styled / escaped / brace / character )
    math    = "$" formula "$"                       where `is_formula` accepts it
    styled  = "\" STYLE "{" text "}"                \emph{x}
            / "{\" OLD_STYLE " " text "}"           {\it x}
    escaped = "\%" / "\&" / "\#" / "\_" / "\$"
    brace   = "{" / "}" / "\{" / "\}"

What does not fit is characters, whose every one is printed: a dollar alone, a macro that nobody knows.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from paperlist.tex.formula import is_formula
from paperlist.tex.tables import OLD_STYLES, STYLES

# \emph, \%, {: it begins with one set of characters, so that a search is quick.
TOKEN = re.compile(r"[\\{}$](?:(?<=\\)(?:[A-Za-z]++|.)?)?", re.DOTALL)
FORMULA = re.compile(r"\$(?P<math>(?:[^\\$]++|\\.)*)\$", re.DOTALL)  # whatever is between two dollars
OLD_STYLE = re.compile(r"\{\s*\\(?P<name>em|it|sl|bf|sc|tt)(?![A-Za-z])\s*")
BRACES = frozenset({"{", "}", r"\{", r"\}"})
ESCAPES = frozenset({r"\%", r"\&", r"\#", r"\_", r"\$"})  # TeX for a sign, which authors write in titles too


class Kind(Enum):
    """What a piece of text is."""

    CHARACTERS = auto()
    MATH = auto()
    """A formula with its dollars."""
    BRACE = auto()
    """A brace that is printed, without its backslash."""
    OPEN = auto()
    """The beginning of a style; the value is its name."""
    CLOSE = auto()
    ESCAPED = auto()
    """A sign, without its backslash."""


class Piece(NamedTuple):
    """A piece of text."""

    kind: Kind
    value: str


def pieces(text: str) -> Iterator[Piece]:
    """Return the pieces of `text`, in order; every `CLOSE` has its `OPEN`, and the other way round."""
    partners = partners_of_braces(text) if "{" in text else {}
    done = position = 0
    ends: list[int] = []  # where the styles that are open end
    while token := TOKEN.search(text, position):
        start, position = token.span()
        sign = token[0]
        if ends and start == ends[-1]:
            ends.pop()
            piece = Piece(Kind.CLOSE, "}")
        elif sign == "$":
            end = formula_end(text, start, ends[-1] if ends else len(text))
            if not end:
                continue
            piece, position = Piece(Kind.MATH, text[start:end]), end
        elif (style := style_at(text, token)) and (end := partners.get(style.brace)):
            ends.append(end)
            piece, position = Piece(Kind.OPEN, style.name), style.end
        elif sign in BRACES:
            piece = Piece(Kind.BRACE, sign[-1])
        elif sign in ESCAPES:
            piece = Piece(Kind.ESCAPED, sign[-1])
        else:
            continue
        if done < start:
            yield Piece(Kind.CHARACTERS, text[done:start])
        yield piece
        done = position
    if done < len(text):
        yield Piece(Kind.CHARACTERS, text[done:])


def partners_of_braces(text: str) -> dict[int, int]:
    r"""Return where the group that each brace opens is closed, for all that are; `\{` opens none."""
    partners: dict[int, int] = {}
    unclosed: list[int] = []
    for token in TOKEN.finditer(text):
        if token[0] == "{":
            unclosed.append(token.start())
        elif token[0] == "}" and unclosed:
            partners[unclosed.pop()] = token.start()
    return partners


class Style(NamedTuple):
    """The beginning of a style: the name of its macro, the place of its brace, and where its text begins."""

    name: str
    brace: int
    end: int


def style_at(text: str, token: re.Match[str]) -> Style | None:
    r"""Return the style that begins at `token` (`\emph{`, `{\it `), if one does."""
    start, end = token.span()
    if token[0] == "{":
        old = OLD_STYLE.match(text, start)
        return Style(OLD_STYLES[old["name"]], start, old.end()) if old else None
    return Style(token[0][1:], end, end + 1) if token[0][1:] in STYLES and text.startswith("{", end) else None


def formula_end(text: str, start: int, limit: int) -> int | None:
    """Return where the formula ends whose `$` is at `start`; None if there is no good formula before `limit`."""
    formula = FORMULA.match(text, start, limit)
    return formula.end() if formula and is_formula(formula["math"]) else None
