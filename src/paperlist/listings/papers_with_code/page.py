"""Saved pages: cards, and a paper's own page, by the classes of the site's elements."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paperlist.arxiv import CLASS_OF, ID, NUMBER
from paperlist.fields import read_count, read_version, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.html import claim, claim_parts, classes_of, has_class, last_line, paragraphs_of, text_of
from paperlist.listings.papers_with_code.date_or_venue import Head
from paperlist.listings.papers_with_code.head import next_head
from paperlist.listings.papers_with_code.labels import LABEL, RATE, SOTA, STARS
from paperlist.listings.papers_with_code.paper import HEAD, read_head
from paperlist.listings.papers_with_code.paper_parts import LINKS, NO_CODE, SECTION, read_code, read_links
from paperlist.listings.papers_with_code.values import MORE, read_excerpt, read_names, read_venue
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CARDS = {"infinite-item", "paper-card"}
THUMBNAIL = re.compile(  # "…/thumbnails/paper/1909.11211.jpg"
    rf"(?:/thumbnails/paper|_files)/({NUMBER})(?:v\d+)?\.\w+"
)
IMAGES = f".//*[{has_class('item-image')}]/@style | .//*[{has_class('item-image')}]//img/@src"
META = f".//p[{has_class('author-section')}] | (.//h1)[1]/following::p[1]"
VENUE = f".//*[{has_class('item-conference-link')}]//text()"
REPOSITORY = f"(.//*[{has_class('item-github-link')}]//a)[1]//text()"
EXCERPT = f".//p[{has_class('item-strip-abstract')}]"
BADGES = f".//*[{has_class('badge-primary')}]"
STAR_BADGE = f".//*[{has_class('entity-stars')}]//*[{has_class('badge-secondary')}]"

CHROME = re.compile(rf"{LABEL.pattern}|{RATE.pattern}|{MORE.pattern}|{SOTA.pattern}", re.DOTALL)
"""What a card shows that is no field."""

PAPER_ABSTRACT = f".//*[{has_class('paper-abstract')}]//p"
PAPER_LINK = f".//*[{has_class('paper-abstract')}]//a"
PAPER_CODE = f".//*[{has_class('paper-impl-cell')}]"
PAPER_TASKS = f".//*[{has_class('paper-tasks')}]//a[contains(@href, '/task/')]"
ADDRESS = re.compile(rf"arxiv\.org/(?:abs|pdf)/(?P<id>{ID})(?:v(?P<version>\d{{1,4}}))?")


def find_html_cards(page: "HtmlElement") -> Iterator[Entry]:
    """Yield the cards of a saved page; see `Listing.find_html`."""
    cards = page.xpath(f"//div[{' or '.join(map(has_class, sorted(CARDS)))}][.//h1]")
    outer = [
        card
        for card in cards
        if CARDS.isdisjoint(name for above in card.iterancestors("div") for name in classes_of(above))
    ]
    # Where divisions are not closed one card holds the others: such a page is what its text says.
    if len(outer) == len({card.find(".//h1") for card in cards}):
        yield from map(parse_html_card, outer)


def parse_html_card(card: "HtmlElement") -> Entry:
    """Return one card of a saved page."""
    entry = Entry(card.sourceline or 1, last_line(card), {}, root=card)
    # The picture's address tells the paper's arXiv identifier.
    for image in card.xpath(IMAGES):
        if found := THUMBNAIL.search(image):
            entry.values["arxiv_id"] = found[1]
            claim(entry, image.getparent(), "arxiv_id")
            entry.shown[-1] = found[0]
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
    for element in card.iterdescendants("a", "div", "span"):
        if CHROME.fullmatch(squeeze(text_of(element))):
            claim(entry, element, "mark")
    return entry


def take(entry: Entry, field: str, elements: list["HtmlElement"]) -> str:
    """Return the text of the elements of a field, and note their place."""
    for element in elements:
        claim(entry, element, field)
    return squeeze(" ".join(element.text_content() for element in elements))


def parse_meta(entry: Entry, meta: "HtmlElement") -> None:
    """Read the paragraph after the title, which reads like the line it makes in a text."""
    values = entry.values
    line = squeeze(meta.text_content())
    head = next_head(line, 0, True)
    if isinstance(head, Head):
        values |= head.values
        if head.authors:
            values["authors"] = read_names(line[head.end :])
        claim_parts(entry, meta, [*head.spans, ("authors" if head.authors else "mark", head.end, len(line))], line)
        if head.authors or not line[head.end :].strip():
            claim(entry, meta, "mark")
        lines = meta.sourceline or 1, last_line(meta)
        entry.faults += [Fault(fault.code, *lines, fault.message) for fault in head.faults]
    links = [read_names(link.text_content()) for link in meta.xpath(".//a[contains(@href, '/author/')]")]
    if any(links):
        # A comma within a link is part of the name.
        values["authors"] = tuple(", ".join(names) for names in links if names)
    if venue := squeeze("".join(meta.xpath(VENUE))):
        values["venue"] = read_venue(venue)
    if repository := squeeze("".join(meta.xpath(REPOSITORY))):
        values["repository"] = repository.replace(" ", "")


def parse_badges(entry: Entry, badges: list["HtmlElement"]) -> None:
    """Read tasks, which lead to their pages, and categories, which lead nowhere."""
    tasks, categories = [], []
    for badge in badges:
        name = squeeze(badge.text_content())
        if "badge-primary-nohover" in classes_of(badge) and name in CLASS_OF:
            categories.append(CLASS_OF[name])
            claim(entry, badge, "categories")
        else:
            tasks += [name] if name and not MORE.fullmatch(name) else []
            claim(entry, badge, "tasks")
    entry.values |= {"tasks": tuple(tasks), "categories": tuple(categories)}


def find_html_page(page: "HtmlElement") -> Iterator[Entry]:
    """Yield the paper of a saved page, by the classes of the site's elements."""
    for head in page.xpath(f"//*[{has_class('paper-title')}][.//h1]"):
        root = next(head.iterancestors(), head)
        entry = parse_page_head(head)
        entry.end, entry.root = last_line(root), root
        parse_page_body(entry, root)
        for section in root:
            if isinstance(section.tag, str) and SECTION.match(squeeze(text_of(section))):
                claim(entry, section, "mark")
        yield entry


def parse_page_head(head: "HtmlElement") -> Entry:
    """Return the entry of what the head of a paper's page says."""
    title, byline = head.find(".//h1"), head.xpath(f".//*[{has_class('authors')}]")
    line = squeeze("".join(map(text_of, byline)))
    found = HEAD.match(line)
    said = read_head(line, 0, found) if found else Entry(0, 0, {})
    entry = Entry(head.sourceline or 1, 0, said.values)
    entry.faults = [fault._replace(start=entry.start, end=last_line(head)) for fault in said.faults]
    entry.values["title"] = read_latex(squeeze(text_of(title)))
    claim(entry, title, "title")
    for element in byline if found else ():
        claim_parts(entry, element, said.spans, line)
        claim(entry, element, "mark")
    names = [read_names(text_of(link)) for link in head.xpath(".//a[contains(@href, '/author/')]")]
    if names:
        entry.values["authors"] = tuple(map(", ".join, names))  # a comma within a link is part of the name
    return entry


def parse_page_body(entry: Entry, root: "HtmlElement") -> None:
    """Read what follows the head of a paper's page: abstract, links, code, tasks."""
    values = entry.values
    paragraphs, links = root.xpath(PAPER_ABSTRACT), root.xpath(PAPER_LINK)
    values["abstract"] = read_latex("\n\n".join(filter(None, map(paragraphs_of, paragraphs)))) or None
    for paragraph in paragraphs:
        claim(entry, paragraph, "abstract")
    for link in links:
        address = ADDRESS.search(link.get("href", ""))
        claim_parts(entry, link, [("arxiv_id", *address.span())] if address else [], link.get("href", ""))
        claim(entry, link, "mark")
        if address and "arxiv_id" not in values:
            values |= {"arxiv_id": address["id"], "arxiv_version": read_version(address["version"])}
    shown = " ".join(squeeze(text_of(link)) for link in links)
    if found := LINKS.match(shown):
        said = Entry(0, 0, values)
        read_links(said, found)
        claim_parts(entry, links[0], said.spans, shown)
    cells = root.xpath(PAPER_CODE)
    code = " ".join(squeeze(text_of(cell)) for cell in cells)
    nothing = NO_CODE.search(text_of(root))
    code = code or (nothing[0] if nothing else "")
    said = Entry(0, 0, values)
    read_code(said, code, 0, len(code))
    claim_parts(entry, cells[0] if cells else root, said.spans, code)
    tasks = root.xpath(PAPER_TASKS)
    values["tasks"] = tuple(squeeze(text_of(task)) for task in tasks)
    for task in tasks:
        claim(entry, task, "tasks")
