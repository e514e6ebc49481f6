r"""Hugging Face's papers: a paper's page, and the daily, trending and search pages.

page    = ["arxiv:" ID] title ["Published on" DATE] … ["Authors:" names] "Abstract" [summary "AI-generated summary"]
          abstract ("View arXiv page" … | "Community" …) ["Cite arxiv.org/abs/" ID "in a"]
card    = title [text] counts
counts  = [COUNT "authors"] ["·" ["Published on"] DATE [VOTES]] ["Upvote" VOTES] ["GitHub" STARS] ["arXiv Page"]
daily   = "Submitted by" user VOTES title "·" COUNT "authors" [COMMENTS]
DATE    = MONTH DAY ["," YEAR]                      without its year it is of the current one, whichever that was

Two of the counts make a card; one alone does only right after another card. Two layouts of a page show each card once:
the same card twice in a row is one. What a card shows may be the abstract or a machine's summary: an excerpt.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from paperlist.arxiv import ID
from paperlist.listings import Entry
from paperlist.listings.engine import first_of
from paperlist.listings.hf_papers.cards import find_card, find_daily
from paperlist.listings.hf_papers.paper import find_page
from paperlist.listings.hf_papers.values import PAGE_TEXT
from paperlist.listings.html import render

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["DESCRIPTION", "EXPLICIT", "LABELS", "NAME", "PAGE_TEXT", "find", "find_html"]

NAME: Final = "hf-papers"
DESCRIPTION: Final = "Hugging Face papers (a paper's page; daily, trending and search pages)"
EXPLICIT: Final = False
LABELS: Final[Mapping[str, str]] = {"AI-generated summary": r"(?:\n|\Z)", "View arXiv page": r"\b"}

# Addresses of a saved page
PAPER_ADDRESS = re.compile(rf"(?:(?:^|huggingface\.co)/papers|arxiv\.org/abs)/(?P<id>{ID})")
REPOSITORY = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry at or after `floor`; see `Listing.find`."""
    return first_of([kind(text, floor, final) for kind in (find_page, find_daily, find_card)], len(text), final)


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Return the entries of a saved page: those of its text, with what their links say."""
    rendered = render(page)
    at = 0
    while isinstance(entry := find(rendered.text, at, final=True), Entry):
        at = entry.end
        shown = {}
        for begin, address in rendered.addresses(entry.start, entry.end):
            found = PAPER_ADDRESS.search(address) or REPOSITORY.match(address)
            field = "arxiv_id" if found and found.re is PAPER_ADDRESS else "repository"
            if found and field not in entry.values:
                entry.values[field] = found[1]
                shown[len(entry.spans)] = address
                entry.spans.append((field, begin, begin + 1))
        rendered.place(entry)
        for number, address in shown.items():
            entry.shown[number] = address
        yield entry
