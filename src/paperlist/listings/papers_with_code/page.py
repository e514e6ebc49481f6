"""Saved pages: cards by the classes of the site's elements."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paperlist.arxiv import CLASS_OF
from paperlist.fields import read_count, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.html import classes_of, has_class, last_line
from paperlist.listings.papers_with_code.date_or_venue import Head
from paperlist.listings.papers_with_code.head import next_head
from paperlist.listings.papers_with_code.labels import STARS
from paperlist.listings.papers_with_code.values import MORE, read_excerpt, read_names, read_venue
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CARDS = {"infinite-item", "paper-card"}
THUMBNAIL = re.compile(  # "…/thumbnails/paper/1909.11211.jpg"
    r"(?:/thumbnails/paper|_files)/(\d{4}\.\d{4,5})(?:v\d+)?\.\w+"
)
IMAGES = f".//*[{has_class('item-image')}]/@style | .//*[{has_class('item-image')}]//img/@src"
META = f".//p[{has_class('author-section')}] | (.//h1)[1]/following::p[1]"
VENUE = f".//*[{has_class('item-conference-link')}]//text()"
REPOSITORY = f"(.//*[{has_class('item-github-link')}]//a)[1]//text()"
EXCERPT = f".//p[{has_class('item-strip-abstract')}]"
BADGES = f".//*[{has_class('badge-primary')}]"
STAR_BADGE = f".//*[{has_class('entity-stars')}]//*[{has_class('badge-secondary')}]"


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Yield the cards of a saved page; see `Listing.find_html`."""
    for card in page.xpath(f"//div[{' or '.join(map(has_class, sorted(CARDS)))}][.//h1]"):
        if CARDS.isdisjoint(name for above in card.iterancestors("div") for name in classes_of(above)):
            yield parse_html_card(card)


def parse_html_card(card: "HtmlElement") -> Entry:
    """Return one card of a saved page."""
    entry = Entry(card.sourceline or 1, last_line(card), {})
    # The picture's address tells the paper's arXiv identifier.
    for image in card.xpath(IMAGES):
        if found := THUMBNAIL.search(image):
            entry.values["arxiv_id"] = found[1]
    if title := take(entry, "title", card.xpath("(.//h1)[1]")):
        entry.values["title"] = read_latex(title)
    meta = card.xpath(META)[:1]
    if meta and meta[0] in card.iterdescendants("p"):
        parse_meta(entry, meta[0])
    if excerpt := take(entry, "excerpt", card.xpath(EXCERPT)):
        entry.values["excerpt"] = read_excerpt(excerpt)
    parse_badges(entry, card.xpath(BADGES))
    stars = take(entry, "stars", card.xpath(STAR_BADGE))
    if STARS.fullmatch(stars):
        entry.values["stars"] = read_count(stars)
    return entry


def take(entry: Entry, field: str, elements: list["HtmlElement"]) -> str:
    """Return the text of the elements of a field, and note their place."""
    if elements:
        entry.spans.append((field, elements[0].sourceline or 1, last_line(elements[-1])))
    return squeeze(" ".join(element.text_content() for element in elements))


def parse_meta(entry: Entry, meta: "HtmlElement") -> None:
    """Read the paragraph after the title, which reads like the line it makes in a text."""
    values = entry.values
    lines = (meta.sourceline or 1, last_line(meta))
    line = squeeze(meta.text_content())
    head = next_head(line, 0, True)
    if isinstance(head, Head):
        values |= head.values
        if head.authors:
            values["authors"] = read_names(line[head.end :])
        entry.spans += [(field, *lines) for field, _, _ in head.spans]
        entry.faults += [Fault(fault.code, *lines, fault.message) for fault in head.faults]
    links = [read_names(link.text_content()) for link in meta.xpath(".//a[contains(@href, '/author/')]")]
    if any(links):
        # A comma within a link is part of the name.
        values["authors"] = tuple(", ".join(names) for names in links if names)
    if values.get("authors"):
        entry.spans.append(("authors", *lines))
    if venue := squeeze("".join(meta.xpath(VENUE))):
        values["venue"] = read_venue(venue)
    if repository := squeeze("".join(meta.xpath(REPOSITORY))):
        values["repository"] = repository.replace(" ", "")


def parse_badges(entry: Entry, badges: list["HtmlElement"]) -> None:
    """Read tasks, which lead to their pages, and categories, which lead nowhere."""
    take(entry, "tasks", badges)
    tasks, categories = [], []
    for badge in badges:
        name = squeeze(badge.text_content())
        if "badge-primary-nohover" in classes_of(badge) and name in CLASS_OF:
            categories.append(CLASS_OF[name])
        elif name and not MORE.fullmatch(name):
            tasks.append(name)
    entry.values |= {"tasks": tuple(tasks), "categories": tuple(categories)}
