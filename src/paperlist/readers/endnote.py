r"""EndNote's import format, `.enw`: what Google Scholar, publishers and library catalogues call "EndNote".

reference  = "%0 " type *( line )               a blank line or the next %0 ends it
line       = "%" sign " " value
continuation = any other line

tag         record
%0          entry_type
%F          key
%T          title
%A %E       authors, editors, `Hale, Evan` or `Evan Hale`; a group's name ends in a comma
%D %8       date: a year; a day, `2019-01-05`, `January 5, 2019`; in words it is `year` of extra
%J %B       journal of an article, else venue
%I          publisher, or institution of a thesis or report
%V %N %P %7 %& %S %G        volume, number, pages, edition, chapter, series, language
%@          isbn or issn by its form, or report_number
%R %U %X %K                 doi, url, abstract, categories and tasks
%Z          remarks, comments: `references.py`
all others  extra: `EXTRA_NAMES`, else by the tag (`%1` is `endnote-1`)
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from paperlist.diagnostics import Diagnostic
from paperlist.fields import MONTHS
from paperlist.paper import Paper, Source
from paperlist.readers.bibtex_fields import DATE, exact
from paperlist.readers.references import Reference, page_range, split_keywords
from paperlist.readers.ris import read_name
from paperlist.readers.tagged import Grammar, Tagged, read_tagged
from paperlist.works import BY_RIS, ENDNOTE_TYPES

FORMAT = "endnote"

LINE = re.compile(r"%(?P<tag>[0-9A-Z@?!&$(+,:;<>)*\[\]~^#])(?: (?P<value>.*)|\s*\Z)")
MONTH_DAY = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? ?(?P<day>\d{1,2})?(?:,? ?(?P<year>\d{4}))?")  # January 5, 2019
YEAR = re.compile(r"\d{4}")

# Types beside those of `works`.
TYPES: Final = {
    **{name.lower(): BY_RIS[type_] for type_, name in ENDNOTE_TYPES.items()},
    **dict.fromkeys(("electronic article", "magazine article", "newspaper article"), "article"),
    "conference proceedings": "inproceedings",
    "electronic book": "book",
    "electronic book section": "incollection",
    "government document": "report",
    "manuscript": "unpublished",
    "blog": "online",
    "standard": "standard",
    "statute": "legislation",
    "case": "jurisdiction",
}
SUBTYPES: Final = {"magazine article": "article-magazine", "newspaper article": "article-newspaper"}
PLAIN: Final = {
    "V": "volume",
    "N": "number",
    "7": "edition",
    "&": "chapter",
    "S": "series",
    "G": "language",
    "R": "doi",
    "U": "url",
    "X": "abstract",
    "T": "title",
}
EXTRA_NAMES: Final = {
    "C": "address",
    "9": "type",
    "!": "shorttitle",
    "M": "pmid",
    "L": "call-number",
    "W": "library",
    "[": "urldate",
    "Q": "original-title",
    "Y": "translator",
    "6": "number-of-volumes",
    ">": "file",
    "+": "ad",
    "~": "db",
}
TAKEN: Final = frozenset([*"0FAED8JBIP@KZ", *PLAIN])


def split_line(line: str) -> tuple[str | None, str]:
    """Return the tag and value of a line."""
    found = LINE.match(line)
    return (found["tag"], found["value"] or "") if found else (None, line)


GRAMMAR: Final = Grammar(split_line, first="0", lists=frozenset("K"))


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the file; one reference is held in memory."""
    return read_tagged(chunks, file, GRAMMAR, read_reference)


def read_reference(tagged: Tagged) -> Reference:
    """Return what the tags of a reference say."""
    type_ = tagged.first("0").lower()
    reference = Reference(Source.at(tagged.place, FORMAT), key=tagged.first("F"), entry_type=TYPES.get(type_, "misc"))
    values = reference.values
    values |= {name: tagged.first(tag) for tag, name in PLAIN.items()}
    values["pages"] = page_range(tagged.first("P"))
    reference.authors = list(map(read_name, tagged.all("A")))
    reference.editors = list(map(read_name, tagged.all("E")))
    is_article = reference.entry_type == "article"
    reference.container = tagged.first("J", "B") if is_article else tagged.first("B", "J")
    reference.publisher = tagged.first("I")
    reference.keywords = [word for text in tagged.all("K") for word in split_keywords(text)]
    reference.notes = tagged.all("Z")
    for number in tagged.all("@"):
        reference.note_number(number)
    read_date(reference, tagged.first("D"), tagged.first("8"))
    for tag, value in tagged.values:
        if tag not in TAKEN and value:
            name = EXTRA_NAMES.get(tag, f"endnote-{tag}")
            reference.keep(name, read_name(value).listed if name == "translator" else value)
    if type_ in SUBTYPES:
        reference.extra["entrysubtype"] = SUBTYPES[type_]
    return reference


def read_date(reference: Reference, year: str, day: str) -> None:
    """Put the date into the reference: the day's, where it is one of the year."""
    found = YEAR.search(year) or YEAR.search(day)
    if not found:
        reference.extra["year"] = year
        return
    date = exact(int(found[0]), 0, 0)
    if iso := DATE.match(day.replace("/", "-")):
        date = exact(int(iso["year"]), int(iso["month"] or 0), int(iso["day"] or 0))
    elif words := MONTH_DAY.search(day):
        date = exact(int(found[0]), MONTHS.get(words["month"].lower(), 0), int(words["day"] or 0))
    reference.values["date"] = date or ""
