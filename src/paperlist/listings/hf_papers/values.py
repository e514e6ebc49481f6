"""What the pages of Hugging Face write alike: dates, counts, the lines around papers."""

import re
from typing import Final

from paperlist.fields import read_day
from paperlist.listings import Entry, no_such_date
from paperlist.listings.layout import LINE, join
from paperlist.listings.page_text import page_text
from paperlist.tex.accents import read_latex

MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
DATE: Final = rf"(?P<month>{MONTH})[ ](?P<day>\d{{1,2}})(?:,[ ](?P<year>\d{{4}})\d{{0,3}})?(?![\d/])"
"""A tool may glue the count of comments to the year."""
NUMBER: Final = r"\d[\d.,]*(?:[a-z](?!rXiv))?"

PAGE_TEXT = page_text("hf_papers/chrome.txt")
LINKED = re.compile(r"\A\[([^\[\]]*)\]\Z")
AROUND = re.compile(rf"new|AK|by|Subscribe|{NUMBER}|{MONTH}[ _]\d{{1,2}}")
"""Lines above a title that other pages have too."""


def after_page_text(text: str, start: int, stop: int) -> int:
    """Return where the last line of the page between two offsets ends; the first of them if there is none.

    A line right below one of another text goes on with it: "World⏎Models". A login is below "Submitted by".
    """
    last, follows_by = start, False
    for line in LINE.finditer(text, start, stop):
        is_user, follows_by = follows_by and " " not in line[0], line[0] == "Submitted by"
        if text.count("\n", last, line.start()) == 1 and last > start:
            last = line.end()
        elif is_user or PAGE_TEXT.fullmatch(line[0]) or AROUND.fullmatch(line[0]):
            start = last = line.end()
        else:
            last = line.end()
    return start


def text_of(text: str, span: tuple[int, int]) -> str | None:
    """Return the text between two offsets as one line; brackets around all of it are those of a link."""
    return read_latex(LINKED.sub(r"\1", join(text[slice(*span)]))) or None


def read_date(entry: Entry, found: re.Match[str], prefix: str) -> None:
    """Read the date of the first version; a day without its year says nothing."""
    month, day, year = (found[prefix + name] for name in ("month", "day", "year"))
    if not year:
        return
    entry.values["date"] = read_day(f"{day} {month} {year}")
    if entry.values["date"] is None:
        entry.faults.append(no_such_date("date", f"{month} {day}, {year}", *found.span()))
    entry.spans.append(("date", found.start(prefix + "month"), found.end(prefix + "year")))
