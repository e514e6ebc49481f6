r"""PubMed's own format, `.nbib` (MEDLINE): what *Send to: Citation manager* and *Save: PubMed* give.

    reference  = "PMID- " number *( line )          a blank line ends it
    line       = tag, filled up with blanks to four signs, "- " value
    continuation = six blanks, text

    tag                         record
    PMID PMC                    pmid, pmcid of extra
    PT                          entry_type: article, or book, incollection; "Preprint" is a preprint
    TI BTI TT                   title; of a chapter BTI is the venue; TT is `origtitle` of extra
    FAU AU CN                   authors, `Hale, Evan J`; AU only where there is no FAU; a group
    FED ED                      editors
    DP DEP                      date, `2019 Jan 5`, `2019 Jan-Feb`, `2019 Winter`; words are `year` or `month` of extra
    JT TA                       journal; shortjournal of extra
    VI IP PG EN IS ISBN PB      volume, number, pages, edition, issn, isbn, publisher
    LID AID                     doi, where `[doi]` follows; arXiv's id is looked for there too
    AB LA OT                    abstract, language, tasks
    all others                  extra, by their tags: MeSH headings are `mh`

The full stop that ends each title is PubMed's.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from paperlist.diagnostics import Diagnostic
from paperlist.fields import MONTHS
from paperlist.names import Name, split, with_particle
from paperlist.paper import Paper, Source
from paperlist.readers.bibtex_fields import exact
from paperlist.readers.references import Reference, page_range
from paperlist.readers.tagged import Grammar, Tagged, read_tagged

FORMAT = "nbib"

LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}- ?(?P<value>.*)")
DATE = re.compile(r"(?P<year>\d{4})(?:[ -](?P<month>[A-Za-z]{3})[a-z]*)?(?: (?P<day>\d{1,2}))?")
DAY = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")  # 20190105
DOI = re.compile(r"(?P<doi>10\.\S{1,400}) \[doi\]")
ISSN = re.compile(r"(?P<issn>[\d-]{8}[\dXx])")
TITLE_END = re.compile(r"(?<!\.)\.\Z")
TRANSLATED = re.compile(r"\[(?P<title>.*)\]\.?")  # [Mapping moors].

PLAIN: Final = {"VI": "volume", "IP": "number", "EN": "edition", "PB": "publisher", "LA": "language", "AB": "abstract"}
EXTRA_NAMES: Final = {"PMC": "pmcid", "TA": "shortjournal", "PL": "address", "CTI": "series"}
TAKEN: Final = frozenset(
    ["TI", "BTI", "FAU", "AU", "CN", "FED", "ED", "TT", "DP", "JT", "PG", "IS", "ISBN", "LID", "AID", "OT", *PLAIN]
)
KINDS: Final = {"Book": "book", "Book Chapter": "incollection", "Dataset": "dataset", "Technical Report": "report"}


def split_line(line: str) -> tuple[str | None, str]:
    """Return the tag and value of a line."""
    found = LINE.match(line)
    return (found["tag"], found["value"]) if found else (None, line)


GRAMMAR: Final = Grammar(split_line, first="PMID")


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the file; one reference is held in memory."""
    return read_tagged(chunks, file, GRAMMAR, read_reference)


def read_reference(tagged: Tagged) -> Reference:
    """Return what the tags of a reference say."""
    reference = Reference(Source.at(tagged.place, FORMAT), entry_type=kind_of(tagged))
    values = reference.values
    values |= {name: "; ".join(tagged.all(tag)) for tag, name in PLAIN.items()}
    values["title"] = title_of(tagged, reference.entry_type)
    values["pages"] = page_range(whole_pages(tagged.first("PG")))
    values["isbn"] = tagged.first("ISBN")
    values["issn"] = next((found["issn"] for found in map(ISSN.match, tagged.all("IS")) if found), "")
    values["doi"] = next((found["doi"] for found in map(DOI.match, tagged.all("LID", "AID")) if found), "")
    reference.authors = read_people(tagged)
    reference.editors = [read_name(name) for name in tagged.all("FED") or tagged.all("ED")]
    reference.container = tagged.first("BTI") if reference.entry_type == "incollection" else tagged.first("JT", "TA")
    reference.keywords = tagged.all("OT")
    reference.extra["origtitle"] = TITLE_END.sub("", tagged.first("TT")) if tagged.first("TI") else ""
    reference.mentions = tagged.all("LID", "AID")
    read_date(reference, tagged.first("DP"))
    for tag, value in tagged.values:
        if tag not in TAKEN and value:
            reference.keep(EXTRA_NAMES.get(tag, tag.lower()), value)
    if reference.extra.get("shortjournal") == reference.container:
        del reference.extra["shortjournal"]
    return reference


def kind_of(tagged: Tagged) -> str:
    """Return the kind of work: what is in a journal is an article."""
    kinds = [KINDS[kind] for kind in tagged.all("PT") if kind in KINDS]
    if kinds:
        return kinds[0]
    if tagged.first("BTI"):
        return "incollection" if tagged.first("TI") else "book"
    return "article"


def title_of(tagged: Tagged, kind: str) -> str:
    """Return the title without PubMed's full stop and the brackets of a translated one."""
    title = tagged.first("BTI") if kind == "book" else ""
    title = title or tagged.first("TI", "BTI", "TT")
    found = TRANSLATED.fullmatch(title)
    return TITLE_END.sub("", found["title"] if found else title)


def read_people(tagged: Tagged) -> list[Name]:
    """Return the authors in their order, groups among them."""
    wanted = "FAU" if tagged.first("FAU") else "AU"
    return [
        Name(literal=value) if tag == "CN" else read_name(value)
        for tag, value in tagged.values
        if tag in (wanted, "CN") and value
    ]


def read_name(text: str) -> Name:
    """Return a name, `van Beethoven, Ludwig Jr`, or as AU has it `Beethoven L`."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return with_particle(family, given)
    *names, initials = text.split() or [""]
    is_short = names and len(initials) <= 3 and initials.isupper()
    return with_particle(" ".join(names), initials) if is_short else split(text.strip(" ,"))


def whole_pages(text: str) -> str:
    """Return pages with the digits of the last one that PubMed leaves out: `490-493` for `490-3`."""
    first, _, last = text.partition("-")
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        return f"{first}-{first[: -len(last)]}{last}"
    return text


def read_date(reference: Reference, text: str) -> None:
    """Put a date into the reference. Of several months the first counts; they, and a season, are `month` of extra."""
    found = DAY.match(text) or DATE.match(text)
    if not found:
        reference.extra["year"] = text
        return
    month = found["month"] or ""
    number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
    reference.values["date"] = exact(int(found["year"]), number, int(found["day"] or 0)) or ""
    rest = text[4:].strip()
    if rest and (not number or "-" in rest) and not text.isdecimal():
        reference.extra["month"] = rest
