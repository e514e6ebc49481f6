"""What programs put into the values of a saved page: a badge, a button, a count of citations.

A site's elements have no class or one of a few; an element of another class, of an extension's own tag, or a block or a
link to another site within a title or a list of names was put there. At an end of the value it is surely no part of it
and goes; within the text a reader may have marked words, which stay. Both are reported.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.fields import squeeze
from paperlist.listings import Entry
from paperlist.listings.html import classes_of, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NATIVE = re.compile(
    r"descriptor|primary-subject|search-hit|mathjax|abstract|has-text-|is-|link-|tags?\b|tooltip|fa\b|fa-|arxivid"
    r"|author|item-|badge|icon|list-|title|comments|button|more-info|left-corner|visually-hidden|conference|github|notranslate"
)
"""Classes of the sites' own elements within values."""
MATH = re.compile(r"MathJax|MJX|mjx|katex|math\b|MathML|ltx_")
MATH_TAGS = frozenset(("math", "svg"))
STYLES = frozenset("b br em font i mark s small strong sub sup u wbr".split())
"""Elements that give words a look; a reader who marks words makes them, too."""
BLOCKS = frozenset("article aside div footer form h1 h2 h3 h4 h5 h6 header li ol p section table ul".split())
SITE = re.compile(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:arxiv\.org|paperswithcode\.com|huggingface\.co|doi\.org|archive\.org|orcid\.org)\b"
    r"|(?!\w+:|//)|(?:javascript|file):"
)
"""How an address begins that leads to the site itself."""
SHORT = frozenset(("title", "authors"))
"""Fields within which a site has no blocks and no links to others."""
HAS_WORD = re.compile(r"\w")
QUOTED = 60


def remove_inserted(entries: Iterable[Entry], file: str) -> Iterator[Diagnostic]:
    """Take out of the elements of entries what a program put at an end of them, and report all that one put there."""
    seen: set[HtmlElement] = set()
    for entry in entries:
        for (field, _, _), part in zip(entry.spans, entry.shown, strict=True):
            if isinstance(part, str) or part in seen or field == "mark":
                continue
            seen.add(part)
            for element in list(inserted_in(part, field)):
                text = squeeze(text_of(element))[:QUOTED]
                line = element.sourceline or entry.start
                if is_at_end(element, part):
                    element.drop_tree()
                    message = f"not understood, within a paper: {text!r}"
                else:
                    message = f"{field}: may not be of the page: {text!r}"
                yield Diagnostic(Code.UNCLAIMED, Place(file, line, line), message)


def inserted_in(value: "HtmlElement", field: str) -> "Iterator[HtmlElement]":
    """Yield the elements with words within that of a value which are not the site's."""
    waiting = [*value]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or is_math(element):
            continue
        if not is_native(element, field):
            if HAS_WORD.search(text_of(element)):
                yield element
        else:
            waiting += element


def is_math(element: "HtmlElement") -> bool:
    """Whether a formula is in an element, as a program set it."""
    return element.tag in MATH_TAGS or element.tag.startswith("mjx-") or any(map(MATH.match, classes_of(element)))


def is_native(element: "HtmlElement", field: str) -> bool:
    """Whether an element may be the site's own."""
    names = classes_of(element)
    if element.tag in STYLES or any(map(NATIVE.match, names)):
        return True
    if names or "-" in element.tag:
        return False
    return field not in SHORT or (element.tag not in BLOCKS and bool(SITE.match(element.get("href", ""))))


def is_at_end(element: "HtmlElement", value: "HtmlElement") -> bool:
    """Whether an element is the first or the last thing with words within that of a value."""
    first = last = True
    while element is not value:
        parent = element.getparent()
        after = [element.tail or "", *(f"{text_of(other)}{other.tail or ''}" for other in element.itersiblings())]
        before = [
            parent.text or "",
            *(f"{text_of(one)}{one.tail or ''}" for one in element.itersiblings(preceding=True)),
        ]
        last, first = last and not any(map(HAS_WORD.search, after)), first and not any(map(HAS_WORD.search, before))
        element = parent
    return first or last
