"""Readers of one field: a text in, a value or None out; and what is concluded from listed values."""

import re
from datetime import date
from functools import lru_cache
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

MONTH = re.compile(r"(?<![A-Za-z])([A-Za-z]++)\.?+\s*+(?:,\s*+)?(\d{4})")  # "January 2024", "January, 2024"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ORDINAL = re.compile(r"(?<=\d)(?:\.|st|nd|rd|th)(?=\s|,)")  # "9. May 2023", "May 9th, 2023"
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:\s*,\s*|\s+)(\d{4})")  # "January 17, 2024"
YEAR = re.compile(r"(?<!\d)(1[89]|20)[0-9]{2}(?!\d)")  # "NeurIPS 2021", "Findings (ACL) 2022"


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def trim(text: str) -> str:
    """Squeeze a text of a cleaned window, which has no white space but blanks and line ends; most need no squeezing."""
    return squeeze(text) if "\n" in text or "  " in text else text.strip()


DAYS = {str(day): f"-{day:02}" for day in range(1, 29)}
"""The days that every month has, as ISO 8601 writes them."""


def read_day(text: str) -> str | None:
    """Read a day, `17 January, 2024` or `January 17, 2024`, as ISO 8601; None if there is no such day."""
    if ISO_DAY.fullmatch(text):
        return valid_day(text)
    text = ORDINAL.sub("", text)
    if american := MONTH_FIRST.fullmatch(text.strip()):
        text = "{1} {0} {2}".format(*american.groups())
    words = text.split(None, 1)
    month = read_month(words[1]) if len(words) == 2 else None  # many papers share a month, few a day
    if not month:
        return None
    number = words[0]
    if number in DAYS:
        return month + DAYS[number]
    if not number.isdecimal():
        return None
    return valid_day(f"{month}-{str(int(number)).zfill(2)}")  # of any script's digits


def valid_day(day: str) -> str | None:
    """Return a day as ISO 8601 writes it; None if there is no such day."""
    try:
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
    """Read the version after an arXiv id; arXiv counts from 1, and no paper has 10,000."""
    return int(digits) or None if digits and len(digits) < 5 else None


def read_year(venue: str) -> str | None:
    """Read the year out of a venue, `NeurIPS 2021`: the last one, or None."""
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
