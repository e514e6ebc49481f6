r"""What `pwc` prints, the program of Papers with Code's successor paperswithcode.co: a paper, or a table of papers.

paper    = "id:" ID "title:" TITLE label* [abstract] part*
label    = ("published" | "authors" | "organizations" | "conference" | "citations" | "url") ":" value
abstract = "Abstract" text                                  whole where a part follows it
part     = "Paper lineage" | "Predecessors" papers | "Successors" papers | "Repositories" addresses | …
table    = "id" "title" "year" "citations" row*
row      = ID TITLE [YEAR] [COUNT]                          in columns, two blanks apart; one blank, if nothing lacks

An ID is arXiv's or a number of the site, which says nothing elsewhere. A value has `\n` for a line break and `\\` for
a backslash. Organizations and counts of citations are no fields, and who preceded a paper is no entry. A row is one
where the head of the table or another row is right above it. Of several repositories the official one is the first.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from paperlist.arxiv import ID, is_withdrawn
from paperlist.diagnostics import Code
from paperlist.fields import read_version
from paperlist.listings import Entry, Fault
from paperlist.listings.engine import RecordListing, find_no_html, first_of
from paperlist.listings.labels import Labelled, read_labels
from paperlist.listings.layout import LINE, find_paragraphs, join
from paperlist.listings.papers_with_code import DESCRIPTION, NAME
from paperlist.listings.papers_with_code.data_values import read_conference, read_place, read_repository, read_when
from paperlist.listings.papers_with_code.values import YEAR, read_names
from paperlist.tex.accents import read_latex

__all__ = ["DESCRIPTION", "EXPLICIT", "LABELS", "NAME", "PAGE_TEXT", "find", "find_html"]

EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {}

NUMBERED: Final = rf"(?:(?P<id>{ID})(?:v(?P<version>\d{{1,4}}))?|\d{{1,12}})"
"""An identifier of arXiv, or the site's own number."""

# A paper
START = re.compile(rf"^id:[ ]+{NUMBERED}[ ]*\n\s*(?=title:[ ])", re.MULTILINE)
LABEL = re.compile(r"^(id|title|published|authors|organizations|conference|citations|url):(?=[ ]|$)[ ]*", re.MULTILINE)
PARTS: Final = (
    "Abstract", "Evaluations", "Paper lineage", "Predecessors", "Successors",
    "Repositories", "Project pages", "Hugging Face artifacts",
)  # fmt: skip
PART = re.compile(rf"^(?:[#]{{2,3}} )?({'|'.join(PARTS)})[ ]*$", re.MULTILINE)
LONGEST_HEAD: Final = 16_000
"""Characters of the labels; hundreds of authors are one line."""
SITE: Final = "paperswithcode.co/"
WEB = re.compile(r"https?://[^\s<>()]+")
ONE_WORD: Final = ("id", "published", "citations", "url")
"""Labels whose values have no blanks."""

# A table
TABLE_HEAD = re.compile(r"^id[ ]+title[ ]+year[ ]+citations[ ]*$", re.MULTILINE)
ROW = re.compile(
    rf"{NUMBERED}(?:[ ]{{2,}}(?P<title>\S[^\n]*?\S)(?:[ ]{{2,}}(?P<year>{YEAR}))?(?:[ ]{{2,}}\d{{1,9}})?"
    rf"|[ ](?P<squeezed>\S[^\n]*\S)[ ](?P<when>{YEAR})[ ]\d{{1,9}})[ ]*$",
    re.MULTILINE,
)
BREAK = re.compile(r"\\n(?!(?:u|eq?|abla|ot|i|mid|leq|geq)(?![a-z]))")
"""An escaped line break, and no command of LaTeX that lost the second of its backslashes."""

PAGE_TEXT = re.compile(rf"{TABLE_HEAD.pattern}|# more: rerun with --page \d+|\$? ?pwc (?:search|paper) .*")


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first paper or row at or after `floor`; see `Listing.find`."""
    return first_of((PAPERS.find(text, floor, final), find_row(text, floor, final)), len(text), final)


def read_paper(text: str, start: int, stop: int, _ended: bool) -> Entry | None:
    """Read the paper between two offsets; see `RecordListing`."""
    parts = list(find_parts(text, start, stop))
    head_end = parts[0].start() if parts else find_paragraphs(text, start, stop)[0][1]
    labels = list(read_labels(text, start, min(head_end, start + LONGEST_HEAD), LABEL))
    named = [label.label for label in labels]
    last = labels[-1]
    # What is between the labels and the first part would be in a value.
    if head_end - start > LONGEST_HEAD or len(set(named)) < len(named) or not all(map(is_whole, labels)):
        return None
    if not parts and (last.label != "url" or SITE not in last.value):
        return None
    entry = Entry(start, last.end, {"authors": []})
    for label in labels:
        read_label(entry, label)
    for number, part in enumerate(parts):
        following = parts[number + 1].start() if number + 1 < len(parts) else None
        read_part(entry, text, part, following, stop)
    return entry


def is_whole(labelled: Labelled) -> bool:
    """Whether a value may be all that is after its label, and nothing else."""
    words = labelled.value.split()
    return len(words) < 2 if labelled.label in ONE_WORD else "\n\n" not in labelled.value


def find_parts(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the headings of a paper's parts, in their order; what is out of order is of another text."""
    last = -1
    for part in PART.finditer(text, start, stop):
        if PARTS.index(part[1]) > last and text[: part.start()].endswith("\n\n"):
            last = PARTS.index(part[1])
            yield part


def read_label(entry: Entry, labelled: Labelled) -> None:
    """Read one labelled value."""
    start, end, label, value = labelled
    field, found = "label", dict[str, Any]()
    if label == "id" and (named := re.fullmatch(NUMBERED, value)) and named["id"]:
        field, found = "arxiv_id", {"arxiv_id": named["id"], "arxiv_version": read_version(named["version"])}
    elif label == "title":
        field, found = "title", {"title": read_value(value)}
    elif label == "published":
        field, found = "date", {"date": read_when(value, entry.values.get("arxiv_id"))}
        if value and not found["date"]:
            entry.faults.append(Fault(Code.BAD_FIELD, start, end, f"date: not a day: {value[:40]!r}"))
    elif label == "authors":
        field, found = "authors", {"authors": read_names(read_value(value) or "")}
    elif label == "conference":
        field, found = "venue", {"venue": read_conference(read_value(value) or "")}
        if value and not found["venue"]:
            message = f"venue: a part of an address and not a name: {value[:40]!r}"
            entry.faults.append(Fault(Code.BAD_FIELD, start, end, message))
    elif label == "url":
        place = read_place(value)
        field, found = "url", {name: said for name, said in place.items() if not entry.values.get("arxiv_id")}
    entry.values |= found
    entry.spans.append((field, start, end))


def read_part(entry: Entry, text: str, part: re.Match[str], following: int | None, stop: int) -> None:
    """Read a part of a paper; only its first paragraph, if none follows that shows where it ends."""
    paragraphs = find_paragraphs(text, part.end(), stop if following is None else following)
    paragraphs = paragraphs[:1] if following is None else paragraphs
    entry.spans.append(("label", *part.span()))
    entry.end = part.end()
    if not paragraphs:
        return
    begin, entry.end = paragraphs[0][0], paragraphs[-1][1]
    field = {"Abstract": "abstract", "Repositories": "repository"}.get(part[1], "label")
    if field == "abstract":
        abstract = read_latex("\n\n".join(join(text[slice(*span)]) for span in paragraphs)) or None
        entry.values |= {"abstract": abstract, "withdrawn": is_withdrawn(None, abstract)}
    elif field == "repository":
        addresses = WEB.findall(text, begin, entry.end)
        entry.values["repository"] = next(filter(None, map(read_repository, addresses)), None)
    entry.spans.append((field, begin, entry.end))


PAPERS: Final = RecordListing(START, None, read_paper, "id:")


def find_row(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first row of a table at or after `floor`; see `Listing.find`."""
    at = text.rfind("\n", 0, floor) + 1
    above = (at < floor and (TABLE_HEAD.match(text, at) or ROW.match(text, at))) or TABLE_HEAD.search(text, floor)
    while above:
        line = LINE.search(text, above.end())
        if not final and (not line or line.end() == len(text)):
            return max(floor, above.start())
        if line and text.count("\n", above.end(), line.start()) == 1 and (row := ROW.match(text, line.start())):
            return read_row(row)
        above = TABLE_HEAD.search(text, above.end())
    return len(text) if final else text.rfind("\n", floor) + 1 or floor


def read_row(row: re.Match[str]) -> Entry:
    """Return the paper of a row."""
    field, year = ("title", "year") if row["title"] else ("squeezed", "when")
    values: dict[str, Any] = {
        "title": read_value(row[field]),
        "authors": [],
        "date": row[year],
        "arxiv_id": row["id"],
        "arxiv_version": read_version(row["version"]),
    }
    spans = [("arxiv_id", row.start(), row.start(field)), ("title", *row.span(field))]
    spans += [("date", *row.span(year))] if row[year] else []
    return Entry(*row.span(), values, spans)


def read_value(text: str) -> str | None:
    """Return a value in one line, without escapes."""
    return read_latex(join(BREAK.sub(" ", text).replace("\\\\", "\\"))) or None


find_html = find_no_html
