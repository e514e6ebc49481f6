"""Readers of one field: a text in, a value or None out; and what is concluded from listed values."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

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

DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?,?\s+(\d{4})")  # "17 January, 2024", "10 Jan 2024"
MONTH = re.compile(r"([A-Za-z]+)\.?,?\s+(\d{4})")  # "January 2024"
YEAR = re.compile(r"(?<!\d)(1[89]|20)\d\d(?!\d)")  # "NeurIPS 2021", "Findings (ACL) 2022"


def squeeze(text: str) -> str:
    """Give `text` with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=16384)
def read_day(text: str) -> str | None:
    """Read a day, `17 January, 2024` or `10 Jan 2024`, as ISO 8601; None if there is no such day."""
    found = DAY.fullmatch(text.strip())
    month = MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    try:
        return date(int(found[3]), month, int(found[1])).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def read_month(text: str) -> str | None:
    """Read a month, `January 2024`, as `2024-01`; None if there is no such month."""
    found = MONTH.fullmatch(text.strip())
    month = MONTHS.get(found[1].lower()) if found else None
    return f"{found[2]}-{month:02}" if found and month else None


def read_year(venue: str) -> str | None:
    """Read the year out of a venue, `NeurIPS 2021`: the last one that stands there, or None."""
    found = None
    for found in YEAR.finditer(venue):
        pass
    return found[0] if found else None


def conclude_date(values: dict[str, Any]) -> str | None:
    """Conclude the date that identifies a paper from its listed `values`.

    First submission, else the listing's date, else the announcement, else the year in the venue.
    """
    found: str | None = values.get("submitted") or values.get("date") or values.get("announced")
    if found is None and (venue := values.get("venue")):
        found = read_year(venue)
    return found


def conclude_type(values: dict[str, Any]) -> str:
    """Conclude the type of a paper from its listed `values`.

    A venue makes it `conference`, a journal reference `journal`, only arXiv `preprint`.
    """
    if values.get("venue"):
        return "conference"
    if values.get("journal_ref"):
        return "journal"
    if values.get("arxiv_id") or values.get("announced") or values.get("categories"):
        return "preprint"
    return "other"
