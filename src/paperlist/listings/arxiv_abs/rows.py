"""The rows of an abstract page: comments, subjects, classes, numbers, identifier, journal reference, DOIs."""

import re
from typing import Final

from paperlist.arxiv import CLASSES, ID, OWN_DOI, PAGE
from paperlist.diagnostics import Code
from paperlist.fields import read_version, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.layout import join
from paperlist.listings.tables import Label, Row
from paperlist.tex.accents import read_latex

ROWS: Final = {
    "Comments": "comments", "Subjects": "categories", "MSC classes": "msc_class", "ACM classes": "acm_class",
    "Report number": "report_number", "Cite as": "arxiv_id", "Journal reference": "journal_ref", "Related DOI": "doi",
    "DOI": "doi",
}  # fmt: skip
NAMES: Final = {name.replace(" ", ""): name for name in ROWS}
EARLY: Final = ("Comments", "Subjects")
FIRST: Final = ("Subjects", "Cite as")
BROKEN: Final = "|".join(
    rf"{one}(?=[ |]{{2}}[^\n]*\n[ |]*{two}:)" for one, two in map(str.split, [*ROWS][2:5] + [*ROWS][6:8])
)
"""A label that is broken after its first word, its value beside both words."""
SPELT_OUT: Final = r"(?:[ ]\([A-Z][A-Za-z ]{8,60}\))?"
"""What some tools write after an abbreviation: `DOI (Digital Object Identifier):`."""
LABEL = re.compile(
    r"(?:^\|[ ]*)?(?:({})\s*:[ |]*|^(?:\|[ ]*)?({})[ |]*)".format(
        re.sub("MSC|ACM|DOI", lambda short: short[0] + SPELT_OUT, "|".join(ROWS).replace(" ", r"\s*")), BROKEN
    ),
    re.MULTILINE,
)
CLASS: Final = r"[a-z-]+(?:\.[A-Za-z-]+)?"
BROKEN_REST = re.compile(r"^(?:classes|number|reference|DOI):[ |]*", re.MULTILINE)
INLINE = re.compile(
    rf"Subjects\s*:\s*[A-Z][^:;()]*\({CLASS}\)|(?:MSC|ACM)\s*classes\s*:|Report\s*number\s*:|Cite\s*as\s*:\s*arXiv:"
    r"|Journal\s*reference\s*:|(?:Related\s*)?DOI\s*:\s*(?:https?:|10\.)"
)
"""The labels that are one also within a line."""
SUBJECT = re.compile(rf"([^;()]+) \(({CLASS})\)")
SUBJECTS: Final = {short: name for short, name, _ in CLASSES}
LINKED: Final = rf"https?://{PAGE}"
CITE = re.compile(
    rf"\s*+(?:arXiv:\s*+|{LINKED})(?P<id>{ID})(?:v\d++)?[\s|]*+(?:\[(?P<class>{CLASS})\][\s|]*+)?"
    rf"(?:\(or\s*+(?:arXiv:\s*+|{LINKED}){ID}v(?P<version>\d++)\s*+(?:\[{CLASS}\]\s*+)?for\s+this\s+version\)\s*+)?"
    r"(?:<?https:\s*+/\s*+/doi\.org/\s*+10\.48550/\s*+arXiv\.\s*+(?:[\w.-]++/\s*+)?\S++\s*+)?"
    r"(?:(?:\[[^\[\]\n]{0,20}\]\s*+|\(BUTTON\)\s*+)?Focus\s+to\s+learn\s+more\s*+)?"
    r"(?:arXiv-issued\s+DOI\s+via\s+DataCite(?:\s+\(pending\s+registration\))?\s*+)?"
)
CELLS = re.compile(
    rf"(?P<subjects>(?:(?:{'|'.join(re.escape(name) for _, name, _ in CLASSES if name)}) \({CLASS}\)(?:\s?;\s)?)+)\s*"
    rf"arXiv:(?P<id>{ID})\s\[{CLASS}\]\s(?:\(or\s)?arXiv:{ID}v(?P<version>\d{{1,4}})\s\[{CLASS}\]\sfor\sthis\sversion\)"
)
"""The rows of a page where a tool dropped the labels: subjects and identifier."""
NOTES: Final = r"Focus\s+to\s+learn\s+more|DOI\(s\)\s+linking|arXiv-issued|\(BUTTON\)|\[\]|:::|!\["
AFTER_DOI: Final = rf"{NOTES}|\.\.\s\w|<[<c]|\{{|image:|\[IMAGE"
"""What follows a DOI in its row, or is left of a picture there."""
FRAMED = re.compile(r"[^\n]*(?:\n[|+][^\n]*)*")
RESOLVER = re.compile(r"<?https?://(?:dx\.)?doi\.org/")
NOT_BLANK = re.compile(r"\S")
BLANK = re.compile(r"\n\s*\n")
ITALIC = re.compile(r"\A([_*])(.*)\1\Z")


def labels_of(text: str, start: int, stop: int) -> list[Label]:
    """Return the labels of the rows: what repeats one, or is before the subjects and not theirs, is in a value."""
    candidates: list[tuple[Label, bool]] = []
    for at in LABEL.finditer(text, start, stop):
        name = (
            NAMES[re.sub(r"\s|\(.*\)", "", at[1])] if at[1] else next(name for name in ROWS if name.startswith(at[2]))
        )
        sure = starts_line(text, at.start()) or INLINE.match(text, at.start(), stop) is not None
        lines = 0 if text.startswith("\n", at.end()) else 1 if at[1] else 2
        candidates.append((Label(*at.span(), name, lines), sure))
    first = next((one for one, sure in candidates if sure and one.name in FIRST), None)
    found: list[Label] = []
    seen: set[str] = set()
    for one, sure in candidates:
        if found and one.name == found[-1].name and text.startswith("|", one.start):
            found.append(one)  # the head of a table, which some tools have again as its first row
        elif sure and ROWS[one.name] not in seen and (one.name in EARLY or not first or one.start >= first.start):
            found.append(one)
            seen |= {ROWS[one.name]} if one.name in EARLY else {ROWS[one.name], *map(ROWS.__getitem__, EARLY)}
    if first and found[0] is first and not starts_line(text, first.start):
        # All in one line: the last label of comments before the subjects.
        found[:0] = [one for one, _ in candidates if one.name == "Comments" and one.start < first.start][-1:]
    return found


def starts_line(text: str, at: int) -> bool:
    """Whether a line begins at an offset."""
    return at == 0 or text[at - 1] == "\n"


def row_end(text: str, label: Label, stop: int) -> int:
    """Return where the value of the last label ends, if nothing that follows shows it."""
    if text.startswith("|", label.start):
        return FRAMED.match(text, label.end, stop).end()  # type: ignore[union-attr]
    if label.name == "Cite as" and (found := CITE.match(text, label.end, stop)):
        return found.end()
    value = NOT_BLANK.search(text, label.end, stop)
    found = BLANK.search(text, value.start(), stop) if value else None
    return found.start() if found else stop


def is_whole(label: str, value: str) -> bool:
    """Whether a text can be all of the value of a label."""
    if label == "Subjects":
        found = [SUBJECT.fullmatch(one) for one in squeeze(join(value)).split("; ")]
        return all(one and SUBJECTS.get(one[2], one[1]) in (one[1], "") for one in found)
    if label == "Cite as":
        return bool(CITE.fullmatch(value))
    return value.startswith(("http", "10.")) if label.endswith("DOI") else not re.search(rf"{NOTES}|://doi\.org", value)


def read_row(entry: Entry, row: Row) -> None:
    """Read a row of the table."""
    values, field, value = entry.values, ROWS[row.label], BROKEN_REST.sub("", row.value)
    if field == "categories":
        values[field] = list(dict.fromkeys(re.findall(rf"\(({CLASS})\)", re.sub(r"\s", "", value)))) or None
    elif field == "doi":
        if dois := dois_of(value):
            values[field], *values["other_dois"] = dois
        else:
            message = f"{row.label}: there is no DOI in it: {squeeze(value)[:40]!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, row.start, row.end, message))
    elif field == "arxiv_id":
        if found := CITE.match(value):
            values[field] = found["id"]
            values["arxiv_version"] = read_version(found["version"]) or values.get("arxiv_version")
            if found["class"] and not values.get("categories"):
                values["categories"] = [found["class"]]
    else:
        values[field] = read_latex(ITALIC.sub(r"\2", join(value))) or None
    entry.spans.append((field, row.start, row.end))


def read_cells(entry: Entry, cells: re.Match[str]) -> None:
    """Read rows without labels; what is before them ends the abstract if it is a sentence, else it is reported."""
    values = entry.values
    values["categories"] = re.findall(rf"\(({CLASS})\)", cells["subjects"])
    values["arxiv_id"], values["arxiv_version"] = cells["id"], read_version(cells["version"])
    entry.spans.append(("categories", *cells.span()))
    text = values.get("abstract") or ""
    end = max(map(text.rfind, (". ", "? ", "! "))) + 1
    if end and not text.endswith((".", "?", "!")):
        values["abstract"], rest = text[:end], text[end + 1 :]
        message = f"comments: the text does not show whether they are {rest[:60]!r}"
        entry.faults.append(Fault(Code.BAD_FIELD, cells.start(), cells.end(), message))


def dois_of(value: str) -> list[str]:
    """Return the DOIs in the value of a row, which tools break at any slash."""
    value = re.split(AFTER_DOI, value)[0]
    words = RESOLVER.split(re.sub(r"\s|>(?=\s|$)", "", value)) if "://" in value else value.split()
    return [word for word in words if word.startswith("10.") and not word.lower().startswith(OWN_DOI)]
