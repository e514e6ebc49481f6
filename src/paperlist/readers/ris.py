r"""RIS, as reference managers and databases write it, and we ourselves. rispy knows the lines and types.

    reference  = "TY  - " type *( line ) "ER  - "
    line       = tag "  - " value

    tag                         record
    TY                          entry_type, as `works` says; CONF with a T2 is a paper; what arXiv publishes a preprint
    ID                          key
    TI T1 CT                    title
    AU A1                       authors, `Family, Given, Suffix`; a group's name as it is
    A2 ED                       editors
    PY Y1 DA                    date, `2024/01/10/`; what is said in words (`///in press`) is `year` of extra
    T2 JF JO BT JA              journal of an article, else venue; another name, J2, is `shortjournal`
    VL IS SP EP ET T3 SE LA UR  volume, number, pages, edition, series, chapter, language, url
    PB                          publisher, or institution of a thesis or report
    SN                          isbn or issn by its form, `arXiv:…`, or report_number
    DO AB N2 KW                 doi, abstract, categories and tasks
    N1                          remarks, comments: `references.py`
    all others                  extra: `RIS_EXTRA` of `works` read backwards, the others by their tags

A reference that does not end with ER is kept, and reported.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rispy import RisParser
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from paperlist.diagnostics import Diagnostic
from paperlist.names import Name, split, with_particle
from paperlist.paper import Paper, Source
from paperlist.readers.bibtex_fields import exact
from paperlist.readers.references import Reference, page_range
from paperlist.readers.tagged import Grammar, Tagged, read_tagged
from paperlist.works import BY_RIS, RIS_EXTRA, RIS_SUBTYPES, RIS_TAGS, WITH_JOURNAL

FORMAT = "ris"

# TY - JOUR   A tag with other blanks around it than the format has.
LOOSE_LINE = re.compile(r"[ \t]{0,9}(?P<tag>[A-Z][A-Z0-9])[ \t]{1,4}-(?:[ \t](?P<value>.*)|\s*\Z)")

# Types beside those of `works`.
TYPES: Final = {
    **BY_RIS,
    **dict.fromkeys(("EJOUR", "JFULL", "INPR", "ABST", "MGZN", "NEWS"), "article"),
    "EBOOK": "book",
    "ECHAP": "incollection",
    "WEB": "online",
    "BLOG": "online",
    "MANSCPT": "unpublished",
    "GOVDOC": "report",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "BILL": "legislation",
    "MULTI": "online",
}
SUBTYPES: Final = {type_: subtype for subtype, type_ in RIS_SUBTYPES.items()}

DATE = re.compile(r"(?P<year>\d{4})?(?:[/-](?P<month>\d{0,2})(?:[/-](?P<day>\d{0,2})(?:/(?P<words>.*))?)?)?")
PUBMED_ID = re.compile(r"\d{1,8}")  # what else an accession number is, only its database knows
CONTAINERS: Final = ("T2", "JF", "JO", "BT", "JA")
PLAIN: Final = {tag: name for name, tag in RIS_TAGS.items() if tag != "SN"}
TAKEN: Final = frozenset(
    [
        *"TY ID TI T1 CT AU A1 A2 ED PY Y1 DA J2 SP EP PB SN DO AB N2 KW N1 UR".split(),
        *CONTAINERS,
        *PLAIN,
    ]
)
EXTRA_NAMES: Final = {tag: name for name, tag in reversed(RIS_EXTRA.items()) if name not in ("langid", "shortjournal")}


class Parser(RisParser):  # type: ignore[misc]  # rispy has no types
    """rispy's parser of a line, which also takes other blanks around a tag."""

    PATTERN = ""

    def parse_line(self, line: str) -> tuple[str | None, str]:
        """Return the tag and the value of a line, None and the text where it has no tag."""
        tag, value = super().parse_line(line)
        loose = None if tag else LOOSE_LINE.match(line)
        return (loose["tag"], loose["value"] or "") if loose else (tag, value)


GRAMMAR: Final = Grammar(Parser().parse_line, first="TY", last="ER", lists=frozenset(["KW"]))


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the file; one reference is held in memory."""
    return read_tagged(chunks, file, GRAMMAR, read_reference)


def read_reference(tagged: Tagged) -> Reference:
    """Return what the tags of a reference say."""
    type_ = tagged.first("TY").upper()
    reference = Reference(Source.at(tagged.place, FORMAT), key=tagged.first("ID"), entry_type=TYPES.get(type_, "misc"))
    if type_ == "CONF" and tagged.first("T2", "BT"):
        reference.entry_type = "inproceedings"
    if type_ not in TYPE_OF_REFERENCE_MAPPING and type_ not in TYPES:
        reference.faults.append(f'no type of a reference is called "{type_}"')
    values = reference.values
    values |= {name: tagged.first(tag) for tag, name in PLAIN.items()}
    values["title"] = tagged.first("TI", "T1", "CT")
    values["abstract"] = tagged.first("AB", "N2")
    values["doi"] = tagged.first("DO")
    values["url"] = tagged.first("UR")
    values["pages"] = page_range("–".join(dict.fromkeys(tagged.all("SP", "EP"))))
    reference.authors = list(map(read_name, tagged.all("AU", "A1")))
    reference.editors = list(map(read_name, tagged.all("A2", "ED")))
    reference.publisher = tagged.first("PB")
    reference.keywords = tagged.all("KW")
    reference.notes = tagged.all("N1")
    for number in tagged.all("SN"):
        reference.note_number(number)
    read_dates(reference, tagged)
    read_containers(reference, tagged)
    for tag, value in tagged.values:
        if tag not in TAKEN:
            add_extra(reference, tag, value)
    if type_ in SUBTYPES:
        reference.extra["entrysubtype"] = SUBTYPES[type_]
    return reference


def read_name(text: str) -> Name:
    """Return a name as RIS has it, `van Beethoven, Ludwig`; a group's name may end in a comma: `Hugging Face,`."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and not parts[1]:
        return Name(literal=parts[0])
    whole = split(text)
    is_group = whole.literal and not split(" ".join(reversed(parts))).family
    if len(parts) == 1 or len(parts) > 3 or is_group or not (parts[0] and parts[1]):
        return split(text.strip(" ,"))
    return with_particle(parts[0], parts[1], " ".join(parts[2:]))


def read_dates(reference: Reference, tagged: Tagged) -> None:
    """Put the most precise date into the reference, else what is said in its place."""
    best = ""
    for text in tagged.all("DA", "PY", "Y1"):
        found = DATE.fullmatch(text.strip())
        if not found or not found["year"]:
            words = found["words"] if found else text
            reference.extra.setdefault("year", words or "")
            continue
        day = exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)) or ""
        best = max(best, day, key=len)
    if best:
        reference.values["date"] = best
        reference.extra.pop("year", None)


def read_containers(reference: Reference, tagged: Tagged) -> None:
    """Put the journal or venue into the reference, and its short name, which may be the only one."""
    names = list(dict.fromkeys(tagged.all(*CONTAINERS)))
    short = tagged.first("J2")
    if not names and short and reference.entry_type in WITH_JOURNAL:
        names, short = [short], ""
    reference.container = max(names[:2], key=len, default="")
    others = [name for name in names if name != reference.container]
    reference.extra["shortjournal"] = short or next(iter(others), "")


def add_extra(reference: Reference, tag: str, value: str) -> None:
    """Keep a value that no field of the record is for."""
    if tag == "AN" and value.lower().startswith("arxiv"):
        reference.mentions.append(value)
        return
    name = EXTRA_NAMES.get(tag, tag.lower())
    if name == "pmid" and not PUBMED_ID.fullmatch(value):
        name = "an"
    if name == "urldate":
        value = value.strip("/").replace("/", "-")
    if name == "translator":
        value = read_name(value).listed
    reference.keep(name, value)
