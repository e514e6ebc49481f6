r"""The fields of an entry, read as the values of a record.

    author  = person *( " and " person ) [ " and others" ]
    person  = "{" corporate name "}" / [given] [von] family / [von] family "," [suffix ","] given
            / "family=…, given=…, prefix=…, suffix=…"
    date    = "2024-01-10" / "2024-01" / "2024" / "2024-01/2024-03"     or  year, month, day
    usera   = what `remarks` describes          as we write what has no field of its own

What is wrong with a field is added to `faults`, as a sentence.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from paperlist import arxiv, remarks
from paperlist.fields import MONTHS, read_count, read_version
from paperlist.names import Name, split, with_particle
from paperlist.readers.bibtex_values import Fields
from paperlist.tex.decode import bare, one_line

AND = re.compile(r"(?:(?<=\s)|\A)and(?=\s|\Z)", re.IGNORECASE)
EXTENDED_NAME = re.compile(r"\s*(?P<part>[a-z]+(?:-i)?)\s*=\s*(?P<value>.*)", re.DOTALL)  # family=Fontaine


def outside_braces(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Return the parts of `text` between the matches of `pattern` that are in no braces."""
    parts, start, depth, position = [], 0, 0, 0
    while (found := pattern.search(text, position)) is not None:
        depth += text.count("{", position, found.start()) - text.count("}", position, found.start())
        if depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
        position = max(found.end(), position + 1)
    return [*parts, text[start:]]


COMMA = re.compile(",")


WORD_END = re.compile(r"\s+")


class People(NamedTuple):
    """What a list of names says."""

    names: tuple[Name, ...]
    others: bool
    faults: tuple[str, ...]


def read_names(value: str, faults: list[str]) -> tuple[tuple[str, ...], bool]:
    """Return the display names of an author field, and whether there are `others`."""
    people = read_people(value)
    faults += people.faults
    return tuple(name.display for name in people.names), people.others


@lru_cache(maxsize=16)  # the fields of an entry are asked for by several readers
def read_people(value: str) -> People:
    """Return the names of an author field by their parts."""
    names: list[Name] = []
    faults: list[str] = []
    others = False
    for person in outside_braces(value, AND):
        if person.strip().lower() == "others":
            others = True
        else:
            names += read_name(person, faults)
    return People(tuple(names), others, tuple(faults))


def read_name(person: str, faults: list[str]) -> list[Name]:
    """Return a person's name; none from nothing, several from a list that has only commas."""
    written = outside_braces(person, COMMA)
    parts = [one_line(part) for part in written]
    named = [EXTENDED_NAME.fullmatch(part) for part in written]  # not "{a=b}", which is a name as it stands
    if all(named):
        values = {part["part"]: one_line(part["value"]).strip('"') for part in named if part}
        family, given, prefix, suffix = (values.get(part, "") for part in ("family", "given", "prefix", "suffix"))
        return [Name(family, given, prefix, suffix)] if family and given else [split(family or given)]
    if len(parts) > 3:
        faults.append(f"more commas than a name has: {one_line(person)[:60]}; taken for a list of names")
        return [split(part) for part in parts if part]
    if len(parts) > 1:
        family, *suffixes, given = parts
        name = with_particle(family, given, " ".join(suffixes))
        return [name if family and given else split(name.display)] if name.display else []
    return read_undivided_name(person)


def read_undivided_name(person: str) -> list[Name]:
    """Return a name without commas: braces hold together what is one word, or no person's name."""
    *words, last = outside_braces(person.strip(), WORD_END)
    display = one_line(person)
    if not display:
        return []
    if not last.startswith("{") or " " not in (family := one_line(last)):
        return [split(display)]
    if not words:
        return [Name(literal=display)]
    at = len(words)
    while at > 1 and words[at - 1][0].islower():
        at -= 1
    return [with_particle(" ".join([*words[at:], family]), one_line(" ".join(words[:at])))]


DATE = re.compile(r"\s{0,9}(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?=$|[T/~?%\s])")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
MONTH_WORD = re.compile(r"[A-Za-z]{3,}")
NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def read_date(fields: Fields, faults: list[str]) -> str | None:
    """Return the date of `date`, or of `year`, `month` and `day`, in ISO 8601 in the precision that is good."""
    if value := one_line(fields.get("date", "")):
        if not (found := DATE.match(value)):
            faults.append(f'"date" cannot be read: {value[:40]}')
        else:
            good = exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
            if good != (whole := found[0].strip()):
                faults.append(f'"date" names no day: {whole}')
            return good
    value = one_line(fields.get("year", ""))
    if not value:
        return None
    if not (year := YEAR.search(value)) or not int(year[0]):
        if value.lower().strip("()") not in ("in press", "to appear", "forthcoming", "submitted", "n.d."):
            faults.append(f'"year" cannot be read: {value[:40]}')
        return None
    month, day = read_month(one_line(fields.get("month", "")), faults)
    if given := NUMBER.fullmatch(one_line(fields.get("day", ""))):
        day = int(given[0])
    return exact(int(year[0]), month, day)


def read_month(value: str, faults: list[str]) -> tuple[int, int]:
    """Return the month and the day of `January`, `jan`, `1`, `01`, `10 Jan`; 0 for what is not there."""
    if not value:
        return 0, 0
    number = NUMBER.search(value)
    for word in MONTH_WORD.findall(value):
        if month := MONTHS.get(word.lower()):
            return month, int(number[0]) if number else 0
    if number and number[0] == value and 1 <= int(value) <= 12:
        return int(value), 0
    faults.append(f'"month" cannot be read: {value[:40]}')
    return 0, 0


def exact(year: int, month: int, day: int) -> str | None:
    """Return a date in ISO 8601 in the precision in which it exists: 30 February is February; there is no year 0."""
    if not year:
        return None
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


ARXIV = rf"(?P<id>{arxiv.ID})(?:v(?P<version>\d+))?"
ARXIV_ID = re.compile(
    rf"(?:arxiv:|(?:https?://)?(?:www\.|export\.)?{arxiv.PAGE})?\s*{ARXIV}(?:\.pdf)?", re.IGNORECASE
)  # 2401.05566v3, arXiv:hep-th/9901001
# https://arxiv.org/abs/2401.05566, arXiv preprint arXiv:2401.05566, 10.48550/arXiv.2401.05566, abs/2401.05566 (DBLP)
ARXIV_MENTION = re.compile(rf"(?:{arxiv.PAGE}|\barxiv[:.]\s?|\A(?:corr )?abs/){ARXIV}(?!\d)", re.IGNORECASE)
# arXiv:2401.05566v2 [cs.CL], Preprint at https://arxiv.org/abs/2401.05566, arXiv preprint arXiv:2401.05566, 2024
ARXIV_ALONE = re.compile(
    r"(?:(?:also )?available (?:at|as|from):? )?(?:(?:arxiv )?(?:preprints?|e-?prints?)(?: at)?[:,]? )?"
    rf"(?:(?:https?://)?(?:www\.|export\.)?{arxiv.PAGE}"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:? ?)?10\.48550/arxiv\.|(?:arxiv[:.]? ?)+)"
    rf"{ARXIV}(?:\.pdf)?(?: ?\[[\w., -]+\])?(?:,? \(?\d{{4}}\)?)?\.?",
    re.IGNORECASE,
)
# arXiv, arXiv.org, arXiv preprint, arXiv e-prints [cs.CL], arXiv (Cornell University), CoRR
ARXIV_NAME = re.compile(
    r"(?:arxiv(?:\.org)?|corr|computing research repository)"
    r"(?:[ :,]+(?:e-?prints?|preprints?|server|archive|repository|\(cornell university\)|\[[\w., -]+\]))*\.?",
    re.IGNORECASE,
)
ARXIV_JOURNAL = re.compile(r"arxiv|corr\b|computing research repository", re.IGNORECASE)
DOI = re.compile(arxiv.WHOLE_DOI)

# Where other people write an arXiv id, the surest first. What may speak of another paper ("extended version of
# arXiv:2001.00001") gives an id only where it is nothing else.
ARXIV_FIELDS = {
    **dict.fromkeys(("doi", "url", "journal", "journaltitle", "volume"), ARXIV_MENTION.search),
    **dict.fromkeys(("note", "howpublished"), ARXIV_ALONE.fullmatch),
    **dict.fromkeys(("number", "pages"), ARXIV_MENTION.search),
}


def read_arxiv(fields: Fields) -> tuple[str | None, int | None]:
    """Return the arXiv id and version, from the eprint fields, else from wherever else people write them."""
    scheme = bare(fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").lower()
    found = ARXIV_ID.fullmatch(bare(fields.get("eprint", ""))) if scheme == "arxiv" else None
    for name, find in () if found else ARXIV_FIELDS.items():
        if found := find(bare(fields.get(name, ""))):
            break
    if not found:
        return None, None
    return found["id"], read_version(found["version"])


def names_arxiv_only(text: str) -> bool:
    """Whether a text is arXiv's name, with an id or without, and nothing else."""
    return bool(ARXIV_NAME.fullmatch(text) or ARXIV_ALONE.fullmatch(text))


def read_dois(fields: Fields) -> tuple[str, ...]:
    """Return the DOIs, bare, from the field of that name, else from an address at a resolver."""
    address = bare(fields.get("url", ""))
    found = DOI.findall(bare(fields.get("doi", ""))) or (DOI.findall(address) if "doi.org/" in address else [])
    return tuple(dict.fromkeys(doi.rstrip(".,;") for doi in found))


CATEGORY = re.compile(arxiv.CATEGORY)
KEYWORD_END = re.compile(r"[,;]")


def read_keywords(fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the categories, the primary one first, and the other keywords."""
    primary = bare(fields.get("eprintclass") or fields.get("primaryclass") or "")
    parts = outside_braces(fields.get("keywords", ""), KEYWORD_END)
    words = [word for part in parts if (word := one_line(part))]
    categories = [primary] if primary and read_arxiv(fields)[0] else []
    categories += [word for word in words if CATEGORY.fullmatch(word)]
    return tuple(dict.fromkeys(categories)), tuple(word for word in words if not CATEGORY.fullmatch(word))


def read_journal(fields: Fields) -> str:
    """Return the journal reference, whole as we write it or put together from its parts; empty when it is arXiv."""
    journal = one_line(fields.get("journaltitle") or fields.get("journal") or "")
    if not journal:
        return ""
    return journal_reference(journal, *(one_line(fields.get(part, "")) for part in ("volume", "number", "pages")))


def journal_reference(journal: str, volume: str, number: str, pages: str) -> str:
    """Return a journal with its volume, issue and pages, `Nature 1(2), 3-4`; empty when it is arXiv."""
    if ARXIV_JOURNAL.match(journal):
        return ""
    issue = f"{volume}({number})" if volume and number else volume or (f"({number})" if number else "")
    return ", ".join(part for part in (f"{journal} {issue}".strip(), re.sub("--+|–", "-", pages)) if part)


WITHDRAWN = re.compile(r"(?:\A|[.;] )Withdrawn\.?\Z")
ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)  # what else `howpublished` is used for


def read_note(fields: Fields) -> tuple[str, bool]:
    """Return the comments, and whether the paper was withdrawn. A note that is but the arXiv id is no comment."""
    note = one_line(fields.get("note", ""))
    if withdrawn := WITHDRAWN.search(note):
        note = note[: withdrawn.start()]
    if ARXIV_ALONE.fullmatch(note):
        note = ""
    return note, bool(withdrawn) or arxiv.is_withdrawn(note, None)


def read_venue(published: str) -> str:
    """Return `howpublished` as a venue; empty when it is an address or arXiv."""
    return "" if ADDRESS.search(published) or names_arxiv_only(published) else published


def as_date(value: str) -> str | None:
    """Return an ISO date if it is one, else None."""
    found = DATE.fullmatch(value)
    return (
        value
        if found and exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)) == value
        else None
    )


def as_month(value: str) -> str | None:
    """Return a month, `2024-01`, if it is one, else None."""
    return as_date(value) if len(value) == 7 else None


# How the values of remarks are read, where they are not just text.
REMARK_READERS: dict[str, Callable[[str], Any]] = {
    "submitted": as_date,
    "updated": as_date,
    "date": as_date,
    "announced": as_month,
    "arxiv_version": lambda value: read_count(value) or None,
    "stars": read_count,
    "authors_omitted": read_count,
    "code_implementations": read_count,
    "other_dois": lambda value: tuple(filter(None, value.split(", "))),
}


def read_remarks(fields: Fields) -> dict[str, Any]:
    """Return the values of our remarks, from the first field that has any; somebody else's text has none."""
    for name in (*remarks.FIELDS, *remarks.FORMER_FIELDS):
        if said := remarks.split(one_line(fields.get(name, ""))):
            values = {field: REMARK_READERS.get(field, str)(text) for field, text in said.items()}
            return {field: value for field, value in values.items() if value not in (None, "")}
    return {}
