"""One result of a saved page: its elements are read by their classes."""

import re
from typing import TYPE_CHECKING

from paperlist.arxiv import is_withdrawn, remark_field
from paperlist.diagnostics import Code
from paperlist.fields import read_count, read_version, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.arxiv_search.anchors import DATES, ID_LINE
from paperlist.listings.arxiv_search.authors import OMITTED
from paperlist.listings.arxiv_search.entry import CUT, DOIS, LESS, LISTED, LISTED_TWICE, MORE, parse_dates
from paperlist.listings.arxiv_search.remarks import REMARK_LABEL
from paperlist.listings.html import claim, classes_of, last_line, text_of
from paperlist.listings.people import read_people
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

AUTHORS_LABEL = re.compile(r"Authors\s*+:")
A_DAY = r"(\d{1,2} [A-Za-z]+,? \d{4})\s*;"
DATES_BY_PLACE = re.compile(rf"\D{{2,40}}{A_DAY}(?:\s*v1\D{{2,40}}{A_DAY})?\D{{2,60}}\s([A-Za-z]+ \d{{4}})\s*\.")
"""The dates of an entry, whose order tells what each is, in other words than the site's: a browser translated them."""
ABSTRACT_LABEL = re.compile(r"\s*Abstract\s*:")


def parse_item(item: "HtmlElement") -> Entry:
    """Read one result of a saved page."""
    entry = Entry(item.sourceline or 1, last_line(item), {}, root=item)
    values = entry.values
    for element in item.iterdescendants("p", "div"):
        for name in classes_of(element):
            if name in READERS:
                before = dict(values)
                READERS[name](element, entry)
                claim(entry, element, *(field for field, value in values.items() if value != before.get(field)))
                break
    if is_withdrawn(values.get("comments"), values.get("abstract")):
        values["withdrawn"] = True
    if "announced" not in values:
        entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, CUT)
    return entry


def read_id_line(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="list-title"><a>arXiv:2509.26585</a> …`."""
    if found := ID_LINE.search(squeeze(text_of(element))):
        entry.values["arxiv_id"] = found["id"]
        if version := read_version(found["version"]):
            entry.values["arxiv_version"] = version


def read_tags(element: "HtmlElement", entry: Entry) -> None:
    """Read `<div class="tags"><span>cs.CV</span>…`, or the same with `doi` and a DOI."""
    texts = [squeeze(text_of(span)) for span in element.iterfind("span")]
    if texts[:1] == ["doi"]:
        dois = [doi for text in texts for doi in text.split() if DOIS.fullmatch(doi)]
        known = [entry.values["doi"], *entry.values["other_dois"]] if entry.values.get("doi") else []
        if known + dois:
            entry.values["doi"], *entry.values["other_dois"] = known + dois
    elif names := [text for text in texts if text]:
        entry.values["categories"] = names


def read_title(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="title is-5 mathjax">`."""
    entry.values["title"] = read_latex(squeeze(text_of(element))) or None


def read_authors(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="authors"><span>Authors:</span> <a>A. Boo</a>, …, et al. (3 additional authors not shown)`."""
    text = squeeze(text_of(element))
    if omitted := OMITTED.search(text):
        entry.values["authors_omitted"] = read_count(omitted[1])
    links = element.xpath(".//a")
    names = map(squeeze, map(text_of, links)) if links else read_people(AUTHORS_LABEL.sub("", text))[0]
    entry.values["authors"] = [read_latex(name) for name in names if name and not OMITTED.fullmatch(name)]


def read_abstract(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="abstract"><span>Abstract</span>: <span class="abstract-short">… <span class="abstract-full">`."""
    shown = {}
    for span in element.iterdescendants("span"):
        for name in classes_of(span):
            shown[name] = text_of(span)
    if whole := LESS.sub("", shown.get("abstract-full", "")).strip():
        lines = (squeeze(line) for line in whole.split("\n"))
        entry.values["abstract"] = read_latex("\n\n".join(line for line in lines if line)) or None
    elif preview := shown.get("abstract-short"):
        field = "excerpt" if MORE.search(preview) else "abstract"
        entry.values[field] = read_latex(squeeze(MORE.sub("", preview))) or None
    elif label := ABSTRACT_LABEL.match(text := text_of(element)):
        entry.values["abstract"] = read_latex(squeeze(text[label.end() :])) or None


def read_dates(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="is-size-7">Submitted …`, which the remarks' class names too."""
    text = text_of(element)
    if found := DATES.search(text) or DATES_BY_PLACE.fullmatch(text.strip()):
        line = element.sourceline or entry.start
        dates = Entry(line, line, entry.values)  # its places are offsets in `text`
        parse_dates(found, LISTED_TWICE if found[2] else LISTED, dates)
        entry.faults += [Fault(fault.code, line, line, fault.message) for fault in dates.faults]


def read_remarks(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="comments"><span>Comments:</span> <span>15 pages</span>`; one element may have several."""
    texts: dict[str, str] = {}
    field = None
    for part in element.iterfind("*"):  # translators put what is after a label into elements of their own
        text, after = text_of(part), part.tail or ""
        if label := REMARK_LABEL.fullmatch(text):
            field = remark_field(label[1])
            texts[field] = after
        elif field:
            texts[field] += text + after
    entry.values.update({field: read_latex(squeeze(text)) or None for field, text in texts.items()})


READERS = {
    "list-title": read_id_line,
    "tags": read_tags,
    "title": read_title,
    "authors": read_authors,
    "abstract": read_abstract,
    "comments": read_remarks,
    "is-size-7": read_dates,
}
"""What reads the elements of each class; the first class that is here decides."""
