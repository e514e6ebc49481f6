"""Dates of arXiv's pages in other languages: their order tells what each is, their words the language.

Eingereicht am 17. Januar 2024; v1 eingereicht am 10. Januar 2024; ursprünglich angekündigt im Januar 2024.
提交于2024年1月17日；v1提交于2024年1月10日；最初宣布于2024年1月。
[Soumis le 12 juin 2017 (v1), dernière révision le 2 août 2023 (cette version, v7)]
"""

import re
from datetime import date
from typing import Final, NamedTuple

from paperlist.cleanup.translated.words import WORDS, load_table

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)[ ]?[年년][ ]?(?P<month>\d{1,2})[ ]?[月월](?:[ ]?(?P<day>\d{1,2})[ ]?[日일号號])?"
    r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?(?!\d)"
    r"|(?<!\d)(?P<dot_day>\d{1,2})\.[ ]?(?P<dot_month>\d{1,2})\.[ ]?(?P<dot_year>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?:(?P<word_day>\d{1,2})(?:\.|º|°|er|-го)?[ ](?:de[ ])?)?"
    r"(?P<word>(?:tháng[ ]\d{1,2}|(?-i:[^\W\d_\u3040-\u9fff\uac00-\ud7af]){3,12}))"
    r"[.,]?[ ](?:del?[ ]|năm[ ])?(?P<word_year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
FORMS: Final = (
    ("year", "month", "day"),
    ("iso_year", "iso_month", "iso_day"),
    ("dot_year", "dot_month", "dot_day"),
    ("word_year", "word", "word_day"),
)
"""The groups of the ways to write a date."""
VERSION = re.compile(r"(?<!\w)v(\d{1,3})(?!\d)", re.IGNORECASE)
BRACKETS = re.compile(r"[(（]([^()（）]{1,40})[)）]")
DIGIT = re.compile(r"\d")
COMMA = re.compile("[,，、]")
BETWEEN: Final = 60
"""So many characters are at most before, between and after the dates of a search result."""
VERSION_LINE = re.compile(
    r"^(?P<lead>[^\w\n]{0,6}\[v(?P<version>\d{1,3})\])(?P<when>[^\n()（）]{8,70}?)"
    r"(?P<time>\d\d?:\d\d:\d\d)(?P<zone>[ ](?:UTC|GMT))?(?P<after>[^\n()（）\d]{0,20})"
    r"(?:[(（](?P<size>[^\n()（）]{1,30})[)）])?[ ]*$",
    re.MULTILINE,
)
"""A line of the submission history: "[v1] Mo, 12. Juni 2017 17:57:34 UTC (1.102 KB)"."""


class Day(NamedTuple):
    """A day, or a month where the day is 0; they may not exist."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """`17 January, 2024`, or `January 2024`, as arXiv's search results say it."""
        month = MONTHS[self.month - 1]
        return f"{self.day} {month}, {self.year}" if self.day else f"{month} {self.year}"

    @property
    def short(self) -> str:
        """`17 Jan 2024`, as abstract pages say it."""
        return f"{self.day} {MONTHS[self.month - 1][:3]} {self.year}"


def month_of(word: str, language: str) -> int:
    """Return the number of a month by its name in a language, or by its English one; 0 if it is none."""
    if number := DIGIT.search(word):
        return int(word[number.start() :])
    word = word.casefold()
    own = [set(begins.split("|")) for begins in load_table()[language].get("months", ())]
    for names in (own, [{month[:3].lower()} for month in MONTHS]):
        found = [number for number, begins in enumerate(names, 1) if word.startswith(tuple(begins))]
        if len(found) == 1:
            return found[0]
    return 0


def read_date(found: re.Match[str], language: str) -> Day | None:
    """Return the date of a match; None if the language has no such month."""
    year, month, day = next(names for names in FORMS if found[names[0]])
    number = month_of(found[month], language)
    return Day(int(found[year]), number, int(found[day] or 0)) if 0 < number < 13 else None


def read_dates(text: str, language: str) -> list[Day]:
    """Return the dates in a text, in their order; none if one of them cannot be read."""
    days = [read_date(found, language) for found in DATE.finditer(text)]
    return [day for day in days if day] if all(days) else []


def says(text: str, language: str, kind: str) -> bool:
    """Whether a text has a form of a word in a language, or in English."""
    return kind in text or any(form in text for form in load_table()[language][kind])


def read_formula(text: str, language: str, *, by_place: bool = False) -> str | None:
    """Return the dates of a search result in English, if a text in this language is that and no more.

    Args:
        text: of one line.
        language: the language.
        by_place: whether the place of the text tells that these are the dates, whatever their words.
    """
    days = read_dates(text, language)
    parts = DATE.sub("\0", text).split("\0")
    rest = " ".join(parts).casefold()
    if (
        max(map(len, parts)) > BETWEEN
        or COMMA.search(parts[0])
        or [bool(day.day) for day in days] not in ([True, False], [True, True, False])
    ):
        return None
    *listed, month = days
    several = len(listed) > 1
    if several != ("v1" in rest) or DIGIT.search(rest.replace("v1", "", 1)) or listed != sorted(listed, reverse=True):
        return None
    if not by_place and not all(says(rest, language, word) for word in WORDS):
        return None
    first = f" v1 submitted {listed[1]};" if several else ""
    return f"Submitted {listed[0]};{first} originally announced {month}."


def read_dateline(text: str, language: str, *, by_place: bool = False) -> str | None:
    """Return the dates of an abstract page in English, if a text in this language is that: `[Submitted on …]`."""
    found = list(DATE.finditer(text))
    days = read_dates(text, language)
    rest = DATE.sub(" ", text).casefold()
    if not days or not all(day.day for day in days) or days != sorted(days):
        return None
    if not by_place and not says(rest, language, "submitted"):
        return None
    ends = [match.start() for match in found[1:]] + [len(text)]
    # What is in brackets after each date: its version, or that it is this one.
    noted = [BRACKETS.search(text, match.end(), end) for match, end in zip(found, ends, strict=True)]
    versions = [VERSION.search(note[1]) if note else None for note in noted]
    numbers = [int(version[1]) if version else 0 for version in versions]
    if DIGIT.search(VERSION.sub("", rest)):
        return None
    said = f"[Submitted on {days[0].short}"
    if len(days) == 1:
        return f"{said} (v1)]" if numbers == [1] else f"{said}]" if not noted[0] else None
    if numbers[0] == 1 and numbers[1] > 1 and len(days) < 4:
        said += f" (v1), last revised {days[1].short} (this version, v{numbers[1]})"
    elif numbers[0] == 0 and noted[0] and len(days) == 2:
        said += " (this version)"
    else:
        return None
    latest = f", latest version {days[-1].short} (v{numbers[-1]})" if (len(days) == 3 or not numbers[0]) else ""
    return f"{said}{latest}]" if numbers[-1] > 1 else None


def read_version_line(found: re.Match[str], language: str) -> str:
    """Return a line of the submission history in English; as it is if its date cannot be read."""
    days = read_dates(found["when"], language)
    try:
        weekday = WEEKDAYS[date(*days[0]).weekday()] if len(days) == 1 else ""
    except ValueError:
        weekday = ""
    if not weekday:
        return found[0]
    size = f" ({found['size']})" if found["size"] else ""
    return f"{found['lead']} {weekday}, {days[0].short} {found['time'].zfill(8)}{found['zone'] or ' UTC'}{size}"
