r"""A results page of arxiv.org/search, as any tool leaves its text.

    page     = page_text? (entry page_text?)*
    entry    = bullet? id_line? title authors? abstract? dates? latest? remark*
    bullet   = "-" | "*" | "•" | NUMBER "."
    id_line  = "arXiv:" ID ["v" VERSION] ["[" "pdf" "," "ps" "," "other" "]"] CATEGORY* ("doi" DOI)*
    authors  = "Authors:" NAME ("," NAME)* [", et al. (" COUNT " additional authors not shown)"]
    abstract = "Abstract:" [preview ["▽ More"]] [full "△ Less"]
    dates    = "Submitted" DAY ";" ["v1 submitted" DAY ";"] "originally announced" MONTH "."
    latest   = "Latest version:" ID "v" VERSION "."
    remark   = ("Comments" | "Report number" | "MSC Class" | "ACM Class" | "Journal ref") ":" TEXT

Any white space may be between two words, and none between two parts; line breaks are hints, no more. Tools
lose the id line, the authors, or all of the abstract but its preview. What they leave keeps its order, so an
entry is read by its anchors in sequence: inside an abstract only the whole of `dates` ends it or, where
someone took the dates out, an entry's start at a line's start.

The grammar is that of the page template of arXiv (arxiv-search, `search/templates/search/base.html`).
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from paperlist.listings import Entry
from paperlist.listings.arxiv_search.anchors import NOT_FOUND, anchors_of
from paperlist.listings.arxiv_search.chrome import PAGE_TEXT
from paperlist.listings.arxiv_search.entry import parse_entry
from paperlist.listings.arxiv_search.outline import REACH, Outline, Skip, Wait, find_outline
from paperlist.listings.arxiv_search.page import parse_item
from paperlist.listings.html import has_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["DESCRIPTION", "EXPLICIT", "LABELS", "NAME", "PAGE_TEXT", "find", "find_html"]

NAME = "arxiv-search"
DESCRIPTION = "arXiv search results (arxiv.org/search), as text or saved page"
EXPLICIT = False
LABELS: Mapping[str, str] = {"Authors:": r"\s*[^\W\d_]", "Abstract:": r"\s*\S"}


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry that starts at or after `floor`; see `Listing.find`."""
    anchors = anchors_of(text)
    at = floor
    while (first := anchors.first_after(at)) < NOT_FOUND:
        found: Outline | Entry | Skip | Wait = find_outline(anchors, at, first, final)
        if isinstance(found, Outline):
            found = parse_entry(found, final)
        if isinstance(found, Entry):
            return found
        if isinstance(found, Wait):
            return max(at, found.at)
        at = found.at
    return len(text) if final else max(at, len(text) - REACH)


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Return all entries of a saved page; see `Listing.find_html`."""
    return map(parse_item, page.xpath(f"//li[{has_class('arxiv-result')}]"))
