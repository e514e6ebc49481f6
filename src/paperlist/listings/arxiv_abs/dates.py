"""The dates of an abstract page: the line that says when it was submitted and revised, and the submission history."""

import re
from typing import Final

from paperlist.fields import read_day, read_version, squeeze
from paperlist.listings import Entry, no_such_date

DAY: Final = r"\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}"
SUBMITTED: Final = (
    rf"\\?[\[(]\s*Submitted\s+on\s+{DAY}\s*(?:\(\s*(?:\[?v1\]?|this\s+version)\s*\)\s*)?"
    rf"(?:,\s*(?:last\s+)?revised\s+{DAY}\s*\(\s*this\s+version,\s*v\d+\s*\)\s*)?"
    rf"(?:,[\s*_]*latest\s+version\s+{DAY}[\s*_]*\(\s*\[?v\d+\]?\s*\)[\s*_]*)?\\?[\])]"
)
DATES = re.compile(SUBMITTED)
DATE = re.compile(rf"\b(on|revised)\s+({DAY})(?:\s*\(\s*this\s+version,\s*v(\d+)|\s*\(\s*this\s+version\s*(\)))?")
ANY_DATES: Final = (
    r"\\?[\[(]\s?Submitted\s+on\s[^()\[\]]{0,80}(?:\(\[?[^()\[\]]{0,30}\]?\)[^()\[\]\\]{0,80}){0,3}\\?[\])]"
)
"""The dates as far as an entry is recognised by them; `DATES` reads them."""
VERSION_LINE: Final = (
    r"\[v\d+\]\W{0,9}\w{3}, \d\d? \w{3} \d{4} [\d:]{8} (?:UTC|GMT)(?:[\s*_]{0,3}\([^()\n]{0,30}\)){0,2}"
)
END = re.compile(rf"{VERSION_LINE}(?:[\s*_]*+{VERSION_LINE})*")
"""The submission history: all its versions."""


def read_dates(entry: Entry, dates: str, start: int, end: int) -> None:
    """Read the line with the dates: the first version's, and this version's if it is another."""
    values = entry.values
    entry.spans.append(("submitted", start, end))
    for word, day, version, first in DATE.findall(dates):
        field = "submitted" if word == "on" else "updated"
        set_day(entry, field, day, start, end)
        values["arxiv_version"] = read_version("1" if first else version) or values.get("arxiv_version")


def set_day(entry: Entry, field: str, day: str, start: int, end: int) -> None:
    """Put a day into a field; one that does not exist is reported."""
    entry.values[field] = read_day(squeeze(day))
    if entry.values[field] is None:
        entry.faults.append(no_such_date(field, day, start, end))


def read_history(entry: Entry, history: re.Match[str]) -> None:
    """Read the dates of the first and of this version from the submission history, where nothing else shows them."""
    days = dict(re.findall(rf"\[v(\d+)\]\W{{0,9}}\w{{3}}, ({DAY})", history[0]))
    if "submitted" in entry.values or "1" not in days:
        return
    version = str(entry.values.get("arxiv_version") or 1)
    entry.spans.append(("submitted", *history.span()))
    for field, number in (("submitted", "1"), ("updated", version if version != "1" else "")):
        if number in days:
            set_day(entry, field, days[number], *history.span())
