"""What a reference of another program says, made into a record: the same for all formats of references.

container    the journal of an article, the venue of all other works
publisher    the institution of a thesis or report
note         a remark as we write it, `Label: value`; `Withdrawn`; arXiv's id alone; all others are comments
mentions     texts that may have an arXiv id: DOI, address, number
title        one in brackets that repeats the first words of excerpt or abstract stands for none
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from paperlist import arxiv
from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code, Diagnostic
from paperlist.fields import read_version
from paperlist.keys import clean_key
from paperlist.names import Name, as_list
from paperlist.paper import Paper, PaperType, Source, validate
from paperlist.readers.bibtex_fields import (
    ARXIV_ALONE,
    ARXIV_MENTION,
    CATEGORY,
    DOI,
    REMARK_READERS,
    journal_reference,
    names_arxiv_only,
)
from paperlist.readers.bibtex_works import UNFIT_FOR_NAME
from paperlist.works import BY_NAME, REPORTS, THESES, WITH_JOURNAL, printed_venue

# [Experiments show the effectiveness of …]: what we write for a title that the listing lost.
STAND_IN = re.compile(r"\[(?P<words>.*?)(?:\s?…|\.\.\.)?\]")
UNTITLED = "Untitled"  # where there are not even words

OTHERS: Final = ("others", "et al.", "et al")
"""What comes last among the authors for those that are left out."""
LABELS: Final = {**arxiv.ANNOTATIONS, "Journal reference": "journal_ref", "Venue": "venue", "Journal": "journal"}
ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{7,13}[\dXx](?!\d)")  # 978-0-262-03384-8, 0 19 853453 1
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx](?!\d)")  # 0028-0836
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
KEYWORD_END = re.compile(r"(?<!\s)\s*+[,;]\s*+")
RANGE = re.compile(r"(?<=[\w.])\s?(?:--?|[–—−])\s?(?=\w)")


@dataclass
class Reference:
    """What one reference says, before it is a record. A text is of one line, save the abstract."""

    source: Source
    key: str = ""
    entry_type: str = "misc"
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    authors: list[Name] = field(default_factory=list)
    editors: list[Name] = field(default_factory=list)
    container: str = ""
    publisher: str = ""
    keywords: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a diagnostic calls it."""
        return self.key or self.values.get("title", "")[:40] or "a reference without a key"

    def note_number(self, text: str) -> None:
        """Take an ISBN, ISSN or number of a report, which some formats have in one field."""
        if text.lower().startswith("arxiv"):
            self.mentions.append(text)
        elif ISSN.match(text):
            self.values.setdefault("issn", text)
        elif ISBN.match(text) or self.entry_type not in REPORTS:
            self.values.setdefault("isbn", text)
        else:
            self.values.setdefault("report_number", text)

    def keep(self, name: str, value: str) -> None:
        """Keep a value that no field of the record is for, after those of its name."""
        known = self.extra.get(name)
        joint = " and " if name == "translator" else "; "
        self.extra[name] = f"{known}{joint}{value}" if known else value


def one_line(text: str) -> str:
    """Return a text in one line, in NFC, without what would steer a terminal."""
    return " ".join(normalize(text).split())


def split_keywords(text: str) -> list[str]:
    """Return the keywords of a text, which has a comma or semicolon after each."""
    return [word for word in KEYWORD_END.split(text) if word]


def page_range(text: str) -> str:
    """Return pages with an en dash for a range: `490–493`."""
    return RANGE.sub("–", text)


def stands_in(title: str, values: dict[str, Any]) -> bool:
    """Whether a title is what we write where there is none."""
    shown = (values.get("excerpt") or values.get("abstract") or UNTITLED).lstrip("… ")
    found = STAND_IN.fullmatch(title)
    words = found["words"] if found else ""
    # The first word has got a capital.
    return bool(found) and shown.startswith(words[1:], 1) and shown[:1].lower() == words[:1].lower()


def to_events(reference: Reference, seen: set[str]) -> Iterator[Paper | Diagnostic]:
    """Yield what is wrong with a reference, then its paper.

    `seen` has the keys of those before it, in small letters.
    """
    place = reference.source.place
    name = reference.name
    values = to_values(reference)
    key = clean_key(reference.key)
    if key != reference.key:
        message = f"no document can cite it by this key, which becomes {key or 'another'}"
        yield Diagnostic(Code.BAD_KEY, place, f"{name}: {message}")
    if key and key.lower() in seen:
        message = "another entry has this key, and only one of them can be cited by it"
        yield Diagnostic(Code.BAD_KEY, place, f"{name}: {message}")
    seen.add(key.lower())
    paper, unfit = validate({"key": key, "sources": (reference.source,)} | values)
    for fault in [*reference.faults, *(f"{each} cannot be read" for each in unfit)]:
        yield Diagnostic(Code.BAD_FIELD, place, f"{name}: {fault}")
    yield paper


def to_values(reference: Reference) -> dict[str, Any]:
    """Return the values of the record of a reference; what it does not say is left out."""
    if reference.authors and reference.authors[-1].display in OTHERS:
        reference.authors.pop()
        reference.values["authors_omitted"] = 1  # where a note does not say how many
    values = {name: value for name, value in (reference.values | read_notes(reference)).items() if is_said(name, value)}
    dois = DOI.findall(values.get("doi", ""))
    mentions = [*reference.mentions, values.get("doi", ""), values.get("url", "")]
    found = next(filter(None, map(ARXIV_MENTION.search, mentions)), None)
    if found:
        values["arxiv_id"], values["arxiv_version"] = (
            found["id"],
            values.get("arxiv_version", read_version(found["version"])),
        )
    place(reference, values)
    values["categories"] = tuple(each for each in reference.keywords if CATEGORY.fullmatch(each))
    values["tasks"] = tuple(each for each in reference.keywords if not CATEGORY.fullmatch(each))
    values["type"] = type_of(reference, values)
    values["doi"] = dois[0].rstrip(".,;") if dois else values.get("doi")
    if values["type"] is PaperType.PREPRINT and names_arxiv_only(reference.publisher):
        values["publisher"] = values["institution"] = None
        reference.entry_type = ""
    if "Dated" in {note.partition(": ")[0] for note in reference.notes}:
        reference.entry_type = ""  # written of a listing: the year that is shown is the venue's, not the paper's
    if stands_in(values.get("title", ""), values):
        del values["title"]
    values["entry_type"] = reference.entry_type
    values["authors"] = tuple(name.display for name in reference.authors)
    values["editors"] = tuple(name.display for name in reference.editors)
    extra = {UNFIT_FOR_NAME.sub("-", name.lower()): text for name, text in reference.extra.items() if text}
    extra |= {"author": as_list(reference.authors), "editor": as_list(reference.editors)}
    values["extra"] = {name: text for name, text in extra.items() if text}
    return {name: value for name, value in values.items() if is_said(name, value)}


def is_said(name: str, value: Any) -> bool:
    """Whether a value says anything: nought does where things are counted."""
    return bool(value) or (name in ("code_implementations", "stars") and value == 0)


def place(reference: Reference, values: dict[str, Any]) -> None:
    """Put journal or venue, and publisher or institution, among the values of a reference."""
    in_journal = reference.entry_type in WITH_JOURNAL or "journal" in values
    where = "journal" if reference.entry_type in WITH_JOURNAL or names_arxiv_only(reference.container) else "venue"
    if where == "venue" and reference.container != printed_venue(values.get("venue", "")):
        values["venue"] = reference.container
    values.setdefault(where, reference.container)
    if in_journal and values.get("journal"):
        parts = [values.get(part, "") for part in ("journal", "volume", "number", "pages")]
        values.setdefault("journal_ref", journal_reference(*parts))
    by_institution = reference.entry_type in REPORTS or reference.entry_type in THESES
    values.setdefault("institution" if by_institution else "publisher", reference.publisher)


def type_of(reference: Reference, values: dict[str, Any]) -> PaperType:
    """Return the type of the record: what arXiv publishes is a preprint, unless a journal or venue did too."""
    known = BY_NAME.get(reference.entry_type)
    type_ = PaperType(known.paper_type) if known else PaperType.OTHER
    if names_arxiv_only(reference.publisher) and type_ in (PaperType.OTHER, PaperType.REPORT):
        return PaperType.PREPRINT
    if type_ is PaperType.OTHER or (type_ is PaperType.JOURNAL and not values.get("journal_ref")):
        on_arxiv = values.get("arxiv_id") or values["categories"]
        return PaperType.PREPRINT if on_arxiv else PaperType.OTHER
    return type_


def read_notes(reference: Reference) -> dict[str, Any]:
    """Return the values that the notes of a reference have."""
    values: dict[str, Any] = {}
    comments = []
    for note in reference.notes:
        label, _, text = note.partition(": ")
        if note == "Withdrawn":
            values["withdrawn"] = True
        elif ARXIV_ALONE.fullmatch(note):
            reference.mentions.append(note.replace("arXiv: ", "arXiv:"))
        elif (name := LABELS.get(label)) and (value := REMARK_READERS.get(name, str)(text)) not in (None, ""):
            values[name] = value
        else:
            comments.append(note)
    return values | {"comments": "; ".join(comments)}
