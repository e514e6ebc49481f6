"""Papers with Code: the cards of author, search, task and home (trending, latest, greatest) pages; a paper's own page.

    page    = (chrome | card)* | paper              paper.py; a card of a successor: glued.py
    card    = [title] head [authors] body
    head    = code or repository, date or venue     head.py, date_or_venue.py
    authors = name ("," name)*                      all of them, never "et al."; authors_end.py
    body    = [excerpt] and what the site adds      body.py, labels.py

A card is found by its code or its repository with the bullet, and ends where its last known part
ends. What precedes the head directly is its title, unless the tool lost the titles: then the
sentence of the card before it is there, and is taken by that card.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from paperlist.listings import Entry
from paperlist.listings.engine import first_of, is_claimed
from paperlist.listings.layout import skip_white
from paperlist.listings.papers_with_code.card import Surroundings, parse_card
from paperlist.listings.papers_with_code.chrome import PAGE_TEXT
from paperlist.listings.papers_with_code.date_or_venue import Head
from paperlist.listings.papers_with_code.glued import find_glued
from paperlist.listings.papers_with_code.head import next_head
from paperlist.listings.papers_with_code.lines import (
    INDENT,
    WIDEST,
    before_mark,
    find_line_end,
    is_wrapped,
    split_lines,
    width_of,
)
from paperlist.listings.papers_with_code.page import find_html_cards, find_html_page
from paperlist.listings.papers_with_code.paper import LONGEST_HEAD, find_page, first_pending
from paperlist.listings.papers_with_code.paper_parts import LONGEST_ABSTRACT
from paperlist.listings.papers_with_code.prose import ends_sentence
from paperlist.listings.papers_with_code.title import drop_spurious_title, find_pending_title, find_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["DESCRIPTION", "EXPLICIT", "LABELS", "NAME", "PAGE_TEXT", "find", "find_html"]

NAME = "papers-with-code"
DESCRIPTION = "Papers with Code: author, search, task, home and paper pages; its data; its successors' texts and JSON"
EXPLICIT = False
LABELS: Mapping[str, str] = {}

AHEAD = 1 << 14
"""So much text after a card that nothing more of it can come."""


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card or paper's page that starts at or after `floor`; see `Listing.find`."""
    card = find_first_card(text, floor, final)
    reach = card.end + LONGEST_HEAD if isinstance(card, Entry) else len(text)
    page = find_page(text, floor, reach, final)
    if page is None:
        # What may become a page with more text matters to no card before it.
        begin = max(floor, len(text) - LONGEST_ABSTRACT)
        is_before = isinstance(card, Entry) and card.start <= begin
        page = len(text) if final or is_before else first_pending(text, begin)
    other = first_of((page, find_glued(text, floor, reach, final)), len(text), final)
    if isinstance(card, Entry) and isinstance(other, Entry) and card.start < other.start < card.end:
        card = find_first_card(text[: other.start], floor, final=True)
    return first_of((other, card), len(text), final)


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Yield the cards of a saved page, or its paper; see `Listing.find_html`."""
    yield from find_html_cards(page)
    yield from find_html_page(page)


def find_first_card(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card that starts at or after `floor`; see `Listing.find`."""
    while isinstance(head := next_head(text, floor, final), Head):
        if (answer := find_card(text, floor, head, final)) is not None:
            return answer
        floor = head.end
    return head if final else find_pending_title(text, floor, min(head, len(text)))


def find_card(text: str, floor: int, head: Head, final: bool) -> Entry | int | None:
    """Return the card of a head; from where text must be kept for it, or None if the head alone claims it."""
    title = find_title(text, floor, head)
    following = find_following(text, head, final)
    followed = isinstance(following, Head)
    if isinstance(following, Head):
        limit = before_mark(text, following.start) if following.whole_line else following.start
    elif final or (following == len(text) and head.end + AHEAD < len(text)):
        limit = len(text)
    else:
        return title[0] if title else head.start
    parted = head.whole_line and (following.whole_line if isinstance(following, Head) else True)
    entry = parse_card(text, head, title, Surroundings(limit, flat=not parted, followed=followed, final=final))
    if not is_claimed(head.values, *map(entry.values.get, ("date", "venue", "authors"))):
        return None
    if title and floor == 0 and isinstance(following, Head) and following.whole_line:
        drop_spurious_title(entry, head, text[entry.end : following.start])
    if not final and limit == len(text) and entry.end + AHEAD > len(text):
        return entry.start
    return entry


def find_following(text: str, head: Head, final: bool) -> Head | int:
    """Return the head of the card after that of `head`; see `next_head`.

    Where a card has lines, a head within the line after its own is quoted: "… says no code • 2 Jan 2020".
    """
    following = next_head(text, head.end, final)
    if not head.whole_line or not isinstance(following, Head) or following.whole_line:
        return following
    line_end = text.find("\n", head.end, following.start)
    if line_end < 0:
        return following
    sentence_end = find_line_end(text, skip_white(text, line_end))
    while isinstance(following, Head) and is_quoted(text, head, following, sentence_end):
        following = next_head(text, following.end, final)
    return following


def is_quoted(text: str, head: Head, following: Head, sentence_end: int) -> bool:
    """Whether what looks like a head is part of a sentence that ends at `sentence_end`."""
    within = not following.whole_line and following.start < sentence_end
    return within and not is_filled(text, head.start, following.start)


def is_filled(text: str, start: int, end: int) -> bool:
    """Whether a tool filled the lines from `start` on with all there is: a card may begin at `end`."""
    if not ends_sentence(text[max(start, end - 8) : end].rstrip()):
        return False
    lines = split_lines(text, start, find_line_end(text, end))
    width = width_of(text, lines)
    return width <= WIDEST and all(is_wrapped(text, a, b, width - INDENT) for a, b in pairwise(lines))
