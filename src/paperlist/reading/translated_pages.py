"""Saved pages of arXiv that a browser translated: the elements that say what they are get arXiv's own words back.

The classes of the site tell what each element is; two labels of one language in an entry, or one beside its dates,
show that it was translated. Pages without the classes are read as text, where `cleanup.translated` does the same. The
metadata of an abstract page is not translated: title, names and abstract are those that it has.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from paperlist.arxiv import DOI
from paperlist.cleanup.translated import message
from paperlist.cleanup.translated.dates import read_dateline, read_formula
from paperlist.cleanup.translated.lines import marks_in_english, names_in_english, row_in_english, subjects_in_english
from paperlist.cleanup.translated.words import ENGLISH, Kinds, kinds_of, load_table
from paperlist.fields import squeeze
from paperlist.listings.html import classes_of, has_class, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Labels = list[tuple["HtmlElement", Kinds]]
LONGEST: Final = 60
"""A label has fewer characters, with the white space around it."""
MARKED: Final = "boolean(/html[contains(@class, 'translated-')] | //*[@_msttexthash])"
"""How browsers mark a page that they translated."""
DATELINE: Final = f"div[{has_class('dateline')}]"
LISTED: Final = f".//p[{has_class('is-size-7')}][not({has_class('comments')})]"
"""The elements with the dates."""
WHOLE_DOI = re.compile(DOI)
UNTOLD: Final = frozenset(("msc", "acm", "doi"))
"""Labels that tell no language."""


class TranslatedPage:
    """A saved page, and what of it is in English again.

    Args:
        page: the page; its elements are changed.
    """

    def __init__(self, page: "HtmlElement") -> None:
        self.page = page
        self.languages: Counter[str] = Counter()
        """How many entries were in each language."""
        self.restored: set[str] = set()
        """The fields that the metadata of the page has as they were."""
        self.is_marked = bool(page.xpath(MARKED))
        for item in page.xpath(f"//li[{has_class('arxiv-result')}]"):
            self.read_entry(item, "search", LISTED, read_formula)
        for line in page.xpath(f"//{DATELINE}"):
            if self.read_entry(line.getparent(), "abs", f".//{DATELINE}", read_dateline):
                self.restore(line.getparent())
        for item in page.xpath(f"//dl//div[{has_class('meta')}]"):
            self.read_entry(item, "list", "self::none", read_formula)

    def message(self) -> str | None:
        """Return what to say of the page; None if it is not known to be translated."""
        return message(self.languages, self.restored) if self.languages or self.is_marked else None

    def read_entry(self, root: "HtmlElement", page: str, dates: str, read: Callable[..., str | None]) -> bool:
        """Put the words of an entry into English that its kind of page has; whether it was translated.

        Args:
            root: the element of the entry.
            page: its kind of page.
            dates: the XPath of the element with its dates.
            read: reads them.
        """
        labels = labels_of(root)
        languages = claimed(labels, root.xpath(dates), read) if labels else set()
        if not languages:
            return False
        language = min(languages)
        for element, kinds in labels:
            kind = next((kinds[one] for one in languages if kinds.get(one) in ENGLISH[page]), None)
            if kind:
                put_label(element, ENGLISH[page][kind])
        for element in root.xpath(dates):
            text = squeeze(text_of(element))
            if english := next(filter(None, (read(text, one, by_place=True) for one in languages)), None):
                put_text(element, english)
        for element in list(root.iter()):
            put_values(element, language)
        self.languages.update(languages)
        return True

    def restore(self, root: "HtmlElement") -> None:
        """Put title, names and abstract of an abstract page as its metadata have them."""
        said = {name: self.page.xpath(f"//meta[@name='citation_{name}']/@content") for name in ("title", "abstract")}
        for name, tag, label in (("title", "h1", "Title:"), ("abstract", "blockquote", "Abstract:")):
            for element in root.xpath(f".//{tag}[{has_class(name)}]"):
                if said[name] and said[name][0].strip():
                    put_text(element, f"{label}{said[name][0].strip()}")
                    self.restored.add(name)
        authors = [unfolded(name) for name in self.page.xpath("//meta[@name='citation_author']/@content")]
        for element in root.xpath(f".//div[{has_class('authors')}]"):
            links = element.xpath(".//a")
            if authors and len(links) == len(authors):
                self.restored.add("names")
                for link, name in zip(links, authors, strict=True):
                    if sorted(words(text_of(link))) != sorted(words(name)):
                        put_text(link, name)


def labels_of(root: "HtmlElement") -> Labels:
    """Return the elements of an entry that are labels in another language."""
    found: Labels = []
    for element in root.iter("span", "td", "h2"):
        text = text_of(element)
        if 0 < len(text.strip()) < LONGEST and (kinds := kinds_of(text)):
            found.append((element, kinds))
    return found


def claimed(labels: Labels, dates: Iterable["HtmlElement"], read: Callable[..., str | None]) -> set[str]:
    """Return the languages of which an entry has the dates with a label, or two labels."""
    found = {one: {kinds[one] for _, kinds in labels if one in kinds} - UNTOLD for one in load_table()}
    texts = [squeeze(text_of(element)) for element in dates]
    dated = {one for one in found if any(text and read(text, one) for text in texts)}
    most = max(map(len, found.values()), default=0)
    return {one for one, kinds in found.items() if kinds and len(kinds) == most and len(kinds) + (one in dated) > 1}


def put_label(element: "HtmlElement", label: str) -> None:
    """Put a label in the place of an element, whose colon may be after it."""
    tail = (element.tail or "").lstrip()
    if tail.startswith((":", "：")):
        label, element.tail = label.rstrip(":"), f":{tail[1:]}"
    put_text(element, label)


def put_values(element: "HtmlElement", language: str) -> None:
    """Put into English what an element of an entry says beside its labels and dates."""
    if element.text and isinstance(element.tag, str):
        element.text = marks_in_english(element.text)
    kinds = classes_of(element)
    if element.tag == "p" and "authors" in kinds:
        put_names(element)
    elif element.tag == "td" and "subjects" in kinds:
        put_text(element, subjects_in_english(squeeze(text_of(element))))
    elif "list-subjects" in kinds:
        _, _, subjects = squeeze(text_of(element)).partition(":")
        put_text(element, f"Subjects: {subjects_in_english(subjects)}")
    elif "arxividv" in kinds:
        put_text(element, row_in_english(squeeze(text_of(element)), language))
    elif "button-and-tooltip" in kinds:
        put_text(element, "")
    elif "error" in kinds and squeeze(text_of(element)):
        put_text(element, "This paper has been withdrawn")
    elif "tags" in kinds and len(element) > 1 and WHOLE_DOI.fullmatch(squeeze(text_of(element[1]))):
        put_text(element[0], "doi")


def put_names(element: "HtmlElement") -> None:
    """Put what follows the last linked name of a search result into English: how many names are not shown."""
    links = element.xpath(".//a")
    if not links:
        put_text(element, names_in_english(squeeze(text_of(element))))
        return
    _, _, rest = text_of(element).rpartition(text_of(links[-1]))
    node = links[-1]
    while node is not element and node is not None:
        for sibling in list(node.itersiblings()):
            sibling.getparent().remove(sibling)
        node.tail = None
        node = node.getparent()
    links[-1].tail = names_in_english(rest)


def put_text(element: "HtmlElement", text: str) -> None:
    """Put a text in the place of what is in an element, with as many line breaks, by which places are known."""
    breaks = text_of(element).count("\n") - text.count("\n")
    for child in list(element):
        element.remove(child)
    element.text = text + "\n" * breaks


def unfolded(name: str) -> str:
    """Return a name of the metadata, `Byron, Ada`, as pages show it."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def words(text: str) -> list[str]:
    """Return the words of a name in small letters."""
    return re.findall(r"\w+", text.casefold())
