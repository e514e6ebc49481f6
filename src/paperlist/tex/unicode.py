r"""Formulas as Unicode text, for what sets no TeX: `$\alpha_1^2$` is `α₁²`.

Signs are what pylatexenc says they are. Scripts whose every sign has a raised or lowered form in Unicode get it; others
keep `^` and `_`, in brackets where they are several signs: `x^(i,j)`.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

RAISED: Final = str.maketrans("0123456789+-=()ni*'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ*′")
LOWERED: Final = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
MACRO_AT_LETTER = re.compile(r"\\[A-Za-z]+(?=[^\W\d_])(?![A-Za-z])")  # "\toμ": to TeX a macro's name is ASCII alone
SCRIPT = re.compile(r"(?P<sign>[\^_])(?:\{(?P<group>[^{}\\$^_]{1,40})\}|(?P<one>[^{}\\\s$^_]))")  # "^{10}", "_i"


def formula(math: str) -> str:
    """Return a formula, with or without its dollars, as text in one line."""
    text: str = converter().latex_to_text(SCRIPT.sub(script, MACRO_AT_LETTER.sub(r"\g<0> ", math.strip("$"))))
    return " ".join(text.split())


def script(found: re.Match[str]) -> str:
    """Return what is raised or lowered, in Unicode where it can be."""
    text = (found["group"] or found["one"]).strip()
    table = RAISED if found["sign"] == "^" else LOWERED
    if text and all(ord(char) in table for char in text):
        return text.translate(table)
    return found["sign"] + (text if len(text) == 1 else f"({text})")


@cache
def converter() -> "LatexNodes2Text":
    """Return what knows the signs; most papers do not need it."""
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=True)
