"""Readers of one field: a text in, a value or None out; and what is concluded from listed values."""

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import Any

from paperlist.paper import DIGITS, PaperType

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

MONTH = re.compile(r"([A-Za-z]++)\.?+\s*+(?:,\s*+)?(\d{4})")  # "January 2024", "January, 2024"
YEAR = re.compile(r"(?<!\d)(1[89]|20)[0-9]{2}(?!\d)")  # "NeurIPS 2021", "Findings (ACL) 2022"

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a",
}  # fmt: skip
"""LaTeX accents and the combining characters that they are."""

LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
}  # fmt: skip
"""LaTeX commands that are letters."""

LATEX = r"""
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
"""What LaTeX writes for letters that are not ASCII's, and math."""

ACCENTED = re.compile(r"\\(?:[`'^~=.\"]|(?:[uvHckdbroOlL]|ss|ae|AE|oe|OE|aa|AA)[ {}])")
"""What stands wherever `LATEX` finds a letter; to be looked for first, as most backslashes are math's."""


def squeeze(text: str) -> str:
    """Give `text` with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def trim(text: str) -> str:
    """Squeeze a text of a cleaned window, which has no white space but blanks and line ends; most need no squeezing."""
    return squeeze(text) if "\n" in text or "  " in text else text.strip()


@cache
def latex_letter() -> re.Pattern[str]:
    """Give `LATEX` compiled, which takes long; few listings have an accent in LaTeX."""
    return re.compile(LATEX, re.VERBOSE)


def read_latex(text: str) -> str:
    r"""Give `text` with LaTeX's accents as Unicode, `Poincar\'e` as `Poincaré`; math stays as it is."""
    if "\\" not in text or not ACCENTED.search(text):
        return text
    return latex_letter().sub(letter, text)


def letter(found: re.Match[str]) -> str:
    """Give the letter that `LATEX` found; what is no letter unchanged."""
    whole = found[0]
    if whole[0] == "$":
        return whole
    parts = [part for part in found.groups() if part]
    if parts[0] in LETTERS and not found["word"]:
        return LETTERS[parts[0]]
    accent, base = parts[0], parts[1].lstrip("\\")
    composed = unicodedata.normalize("NFC", base + ACCENTS[accent])
    if len(composed) > 1:
        return whole  # no such letter: \'t is no accent
    opened, closed = whole[0] == "{", bool(found["close"])
    if opened == closed:
        return composed
    return "{" + composed if opened else composed + "}"


DAYS = {str(day): f"-{day:02}" for day in range(1, 29)}
"""The days that every month has, as ISO 8601 writes them."""


def read_day(text: str) -> str | None:
    """Read a day, `17 January, 2024` or `10 Jan 2024`, as ISO 8601; None if there is no such day."""
    words = text.split(None, 1)
    month = read_month(words[1]) if len(words) == 2 else None  # many papers share a month, few a day
    if not month:
        return None
    number = words[0]
    if number in DAYS:
        return month + DAYS[number]
    if not number.isdecimal():
        return None
    try:
        day = f"{month}-{str(int(number)).zfill(2)}"  # of any script's digits
        date.fromisoformat(day)
    except ValueError:
        return None
    return day


@lru_cache(maxsize=1024)
def read_month(text: str) -> str | None:
    """Read a month, `January 2024`, as `2024-01`; None if there is no such month."""
    found = MONTH.fullmatch(text.strip())
    month = MONTHS.get(found[1].lower()) if found else None
    year = int(found[2]) if found else 0  # of any script's digits; there is no year 0
    return f"{year:04}-{month:02}" if year and month else None


def read_count(text: str) -> int | None:
    """Read a number of things, `4,205`; None if it is none, or has more digits than what is counted here can have.

    Python itself reads no number of more than 4,300 digits.
    """
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) <= DIGITS else None


def read_version(digits: str | None) -> int | None:
    """Read the version behind an arXiv id; arXiv counts from 1, and no paper has 10,000."""
    return int(digits) or None if digits and len(digits) < 5 else None


def read_year(venue: str) -> str | None:
    """Read the year out of a venue, `NeurIPS 2021`: the last one that stands there, or None."""
    years = [found[0] for found in YEAR.finditer(venue)]
    return years[-1] if years else None


def conclude_date(values: dict[str, Any]) -> str | None:
    """Conclude the date that identifies a paper from its listed `values`.

    First submission, else the listing's date, else the announcement, else the year in the venue.
    """
    found: str | None = values.get("submitted") or values.get("date") or values.get("announced")
    if found is None and (venue := values.get("venue")):
        found = read_year(venue)
    return found


def conclude_type(values: dict[str, Any]) -> PaperType:
    """Conclude the type of a paper from its listed `values`.

    A venue makes it `conference`, a journal reference `journal`, only arXiv `preprint`.
    """
    if values.get("venue"):
        return PaperType.CONFERENCE
    if values.get("journal_ref"):
        return PaperType.JOURNAL
    if values.get("arxiv_id") or values.get("announced") or values.get("categories"):
        return PaperType.PREPRINT
    return PaperType.OTHER
