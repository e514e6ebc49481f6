"""A saved abstract page: its elements are read by their classes."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from paperlist.arxiv import is_withdrawn
from paperlist.fields import squeeze
from paperlist.listings import Entry
from paperlist.listings.arxiv_abs.beginnings import TITLE
from paperlist.listings.arxiv_abs.dates import read_dates
from paperlist.listings.arxiv_abs.rows import ROWS, read_row
from paperlist.listings.arxiv_abs.values import ABSTRACT, BUTTON, set_names, set_text
from paperlist.listings.html import claim, classes_of, has_class, last_line, text_of
from paperlist.listings.layout import join, unwrap
from paperlist.listings.tables import Row

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE: Final = ("label", "tablecell", "dateline", "title", "authors", "abstract", "error")
"""The classes of a saved page's elements."""

LONGEST_BUTTON: Final = 40
"""So many characters of "View a PDF of the paper titled …" show it."""


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Return the entry of a saved page; see `Listing.find_html`."""
    for title in page.xpath(f"//h1[{has_class('title')}]"):
        root = title.getparent()
        if root.xpath(f".//blockquote[{has_class('abstract')}]"):
            yield read_page(root)


def read_page(root: "HtmlElement") -> Entry:
    """Read the part of a saved page that has title, names, abstract and rows."""
    entry = Entry(root.sourceline or 1, last_line(root), {}, root=root)
    rows: list[Row] = []
    cells: list[list[HtmlElement]] = []
    label, before = "", root
    for element in root.iterdescendants("div", "span", "h1", "blockquote", "td"):
        text, start, end = text_of(element).strip(), element.sourceline or entry.start, last_line(element)
        name = next((name for name in PAGE if name in classes_of(element)), None)
        if name == "dateline":
            read_dates(entry, text, start, end)
        elif name == "title":
            set_text(entry, "title", join(re.sub(TITLE, "", text, count=1)), start, end)
        elif name == "authors":
            set_names(entry, text, start, end)
        elif name == "abstract":
            set_text(entry, "abstract", unwrap(ABSTRACT.sub("", text, count=1)), start, end)
        elif name == "error":
            entry.values["withdrawn"] = "withdrawn" in text
        elif name == "label":
            label, before = squeeze(text).strip(" :"), element
        elif name == "tablecell" and label:
            rows.append(Row(start, end, label, text))
            cells.append([before, element])
        elif name == "tablecell" and rows:
            rows[-1] = Row(rows[-1].start, end, rows[-1].label, f"{rows[-1].value}\n{text}")
            cells[-1].append(element)
        elif not name and BUTTON.match(text) and " titled " in text[:LONGEST_BUTTON]:
            claim(entry, element, "mark")
        entry.shown += [element] * (len(entry.spans) - len(entry.shown))
    for row, of_row in zip(rows, cells, strict=True):
        if row.label in ROWS:
            read_row(entry, row)
            field, _, _ = entry.spans.pop()
            for cell in of_row:
                claim(entry, cell, field)
    if is_withdrawn(entry.values.get("comments"), entry.values.get("abstract")):
        entry.values["withdrawn"] = True
    return entry
