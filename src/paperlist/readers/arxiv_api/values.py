"""Values that several of arXiv's interfaces write in the same way."""

import re
from typing import Any

from paperlist.arxiv import ADDRESS, CATEGORY, OWN_DOI, WHOLE_DOI, is_withdrawn
from paperlist.diagnostics import Code
from paperlist.fields import read_day, squeeze
from paperlist.tex.accents import read_latex

Values = dict[str, Any]
"""Fields of a record by name."""

DOI = re.compile(WHOLE_DOI)
BETWEEN_DOIS = re.compile(r"\s+|[,;](?=10\.|http|doi:)")
PARAGRAPH = re.compile(r"\n(?:  |[^\S\n]*\n)\s*")  # a blank line, or two blanks before a line
CLASS = re.compile(CATEGORY)
TIME = re.compile(r"\w{3}, (\d{1,2} \w{3} \d{4})")  # "Mon, 2 Apr 2007 19:18:42 GMT"


class NoRecordError(Exception):
    """An element is of no paper; the message says why."""

    def __init__(self, message: str, code: Code = Code.BAD_ENTRY) -> None:
        super().__init__(message)
        self.code = code


def squeezed(text: str | None) -> str | None:
    """Return a text in one line, LaTeX's accents as letters; None where there is nothing."""
    return read_latex(squeeze(text)) or None if text else None


def paragraphs(text: str | None) -> str | None:
    """Return a wrapped text with one line a paragraph and blank lines between them; None where there is nothing."""
    parts = [squeezed(part) for part in PARAGRAPH.split(text.strip())] if text else []
    return "\n\n".join([part for part in parts if part]) or None


def read_id(address: str | None) -> Values:
    """Return the identifier and the version in an address, after `oai:arXiv.org:`, or alone.

    Raises:
        NoRecordError: there is none.
    """
    address = squeeze(address or "")
    if not (found := ADDRESS.search(address)):
        raise NoRecordError(f"not an arXiv id: {address[:60]!r}")
    return {"arxiv_id": found["id"], "arxiv_version": int(found["version"] or 0) or None}


def read_dois(*texts: str | None) -> Values:
    """Return the DOIs in texts that may each name several, without arXiv's own."""
    parts = (part for text in texts if text for part in BETWEEN_DOIS.split(text))
    found = [doi[0].rstrip(".,;") for part in parts if (doi := DOI.search(part))]
    dois = [doi for doi in dict.fromkeys(found) if not doi.lower().startswith(OWN_DOI)]
    return {"doi": dois[0] if dois else None, "other_dois": dois[1:]}


def read_classes(terms: list[str]) -> list[str]:
    """Return the subject classes among terms, each once: MSC and ACM classes are among them, too."""
    return list(dict.fromkeys(term for term in map(str.strip, terms) if CLASS.fullmatch(term)))


def read_remarks(values: Values, comments: str | None, abstract: str | None) -> Values:
    """Return the values with comments and abstract, and whether these say that the paper was withdrawn."""
    said = {"comments": squeezed(comments), "abstract": paragraphs(abstract)}
    return values | said | {"withdrawn": is_withdrawn(said["comments"], said["abstract"])}


def day_of(time: str | None) -> str | None:
    """Return the day of a time, `2007-04-02T13:27:02Z` or `Mon, 2 Apr 2007 19:18:42 GMT`."""
    time = (time or "").strip()
    if found := TIME.match(time):
        return read_day(found[1])
    return time[:10] or None


def read_dates(times: list[str | None]) -> Values:
    """Return the day of the first version and, if there are several, that of the last, from a time for each."""
    known = [time.strip() for time in times if time]
    return {
        "submitted": day_of(known[0]) if known else None,
        "updated": day_of(known[-1]) if len(known) > 1 else None,
    }


def display_name(given: str | None, family: str | None, suffix: str | None = None) -> str:
    """Return a name as it is displayed: `Yuan`, `C. -P.` as `C. -P. Yuan`."""
    return squeeze(" ".join(part or "" for part in (given, family, suffix)))
