r"""LaTeX's accents in the plain text of a listing, `Poincar\'e`: only where nothing but a letter can be meant.

A listing's text is half TeX and has backslashes of its own (`\"quoted\"`, `http://a.b/\~eve`), so an accent is read
where its braces or the letters around it say that it is one. `decode` reads values that are TeX throughout.
"""

import re
import unicodedata
from functools import cache

from paperlist.tex.tables import ACCENTS, LETTERS

ACCENTED_LETTER = r"""
    [${\\] (?:                                                    # looked for first: a pattern that begins so is quick
    (?<=\$) (?<!\\\$) [^$]* \$                                                      # math stays: $\'e$
  | (?: (?<=\{) (?<![\\/]\{) \\ | (?<=\\) (?<![\\/]\\) ) (?:
        (?P<sign>[`'^~=.])  (?: \{ (\\[ij]|[A-Za-z]) \} | (\\[ij]\b|[A-Za-z]) )      # \'e  \'{e}  \'\i
      | (?P<dots>")         (?: \{ (\\[ij]|[A-Za-z]) \}
                              | (?: (?<=[A-Za-z{]\\") | (?=[A-Z]) ) ([A-Za-z]) )     # \"{o}  M\"uller
      | (?P<word>[uvHckdbr]) (?: \{ (\\[ij]|[A-Za-z]) \} | (?<=[uvHc])[ ] ([A-Za-z]) )  # \v{S}  \c c
    ) (?P<close>\}?)
  | (?: (?<=\{) \\ (ss|[oO]|[lL]|ae|AE|oe|OE|aa|AA) \}                               # {\o}
      | (?<=[A-Za-z]\\) (ss|[oO]|[lL]|ae|AE|oe|OE|aa|AA) (?: \{\} | [ ] ) (?=[A-Za-z])     # S\o{}ren, Stra\ss e
      | (?<=\\) (?<![A-Za-z\\]\\) ([OL]|AA|AE|OE) (?: \{\} | [ ] ) (?=[a-z]) )       # \L ukasz
    )
    """

# Wherever there is an accented letter there is one of these; most backslashes are math's.
ACCENT = re.compile(r"\\(?:[`'^~=.\"]|(?:[uvHckdbroOlL]|ss|ae|AE|oe|OE|aa|AA)[ {}])")


@cache
def accented_letter() -> re.Pattern[str]:
    """Return the pattern of an accented letter or of math, compiled when the first text has an accent."""
    return re.compile(ACCENTED_LETTER, re.VERBOSE)


def read_latex(text: str) -> str:
    r"""Return `text` with LaTeX's accents as Unicode, `Poincar\'e` as `Poincaré`; math stays as it is."""
    if "\\" not in text or not ACCENT.search(text):
        return text
    return accented_letter().sub(letter, text)


def letter(found: re.Match[str]) -> str:
    """Return the letter that the pattern found; math, and what is no letter, unchanged."""
    whole = found[0]
    if whole[0] == "$":
        return whole
    parts = [part for part in found.groups() if part]
    if parts[0] in LETTERS and not found["word"]:
        return LETTERS[parts[0]]
    accent, base = parts[0], parts[1].lstrip("\\")
    composed = unicodedata.normalize("NFC", base + ACCENTS[accent][0])
    if len(composed) > 1:
        return whole  # no such letter: \'t is no accent
    opened, closed = whole[0] == "{", bool(found["close"])
    if opened == closed:
        return composed
    return "{" + composed if opened else composed + "}"
