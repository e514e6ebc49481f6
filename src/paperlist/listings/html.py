"""Elements of saved pages: their text as a reader sees it, their classes, their last lines."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paperlist.fields import squeeze
from paperlist.listings import Entry, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHOWN_AGAIN = {
    *("MathJax", "MathJax_Preview", "MathJax_Display", "MathJax_CHTML", "MathJax_SVG", "MJX_Assistive_MathML"),
    "katex-html",
}
"""Classes of what MathJax and KaTeX put beside the math that they show."""
PARAGRAPH = "\u2029"
UNSEEN = {"script", "style", "svg", "button", "template"}


def text_of(element: "HtmlElement") -> str:
    r"""Return the text of an element; math that a browser had rendered is `$…$` again."""
    pieces: list[str] = []
    # Still to be visited, the next last: elements may lie deeper within one another than calls can.
    waiting: list[HtmlElement | str] = [element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            pieces.append(part)
        else:
            pieces.append(part.text or "")
            for child in reversed(part):
                waiting += (child.tail or "", shown(child))
    return "".join(pieces)


def shown_text(part: "HtmlElement | str") -> str:
    """Return the text of what a span of a saved page is of."""
    return part if isinstance(part, str) else text_of(part)


def claim(entry: Entry, element: "HtmlElement", *fields: str) -> None:
    """Note that an element went to these fields of an entry, or as a `label` to none: nothing in it is left over."""
    lines = element.sourceline or entry.start, last_line(element)
    entry.spans += [(field, *lines) for field in fields]
    entry.shown += [element] * len(fields)


def claim_parts(entry: Entry, element: "HtmlElement", spans: Iterable[Span], text: str) -> None:
    """Note that parts of the text of an element went to fields of an entry; what else it says may be left over."""
    for name, start, end in spans:
        claim(entry, element, name)
        entry.shown[-1] = text[start:end]


def paragraphs_of(element: "HtmlElement") -> str:
    """Return the text of an element whose paragraphs `<br>` parts, with a blank line between them."""
    parted = deepcopy(element)
    for end in parted.iter("br"):
        end.tail = f"{PARAGRAPH}{end.tail or ''}"
    return "\n\n".join(filter(None, map(squeeze, text_of(parted).split(PARAGRAPH))))


def shown(element: "HtmlElement") -> "HtmlElement | str":
    """Return what a page shows of an element: itself, the math that it stands for, or nothing."""
    if not isinstance(element.tag, str):
        return ""  # a comment
    kind = element.get("type", "")
    if element.tag == "script" and kind.startswith("math/tex"):
        sign = "$$" if "display" in kind else "$"
        return f"{sign}{element.text or ''}{sign}"
    if element.tag in ("mjx-container", "math") and (source := element.find(".//annotation")) is not None:
        return f"${source.text or ''}$"
    seen = element.tag not in UNSEEN and SHOWN_AGAIN.isdisjoint(classes_of(element))
    return element if seen else ""


def last_line(element: "HtmlElement") -> int:
    """Return the line on which an element ends."""
    last = deque((element, *element.iterdescendants()), maxlen=1)[0]
    line = (last.sourceline or 1) + (last.text or "").count("\n")
    while last is not element:
        line += (last.tail or "").count("\n")
        last = last.getparent()
    return line


def classes_of(element: "HtmlElement") -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def has_class(name: str) -> str:
    """Return the XPath condition for an element of the class `name`."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


BREAK = "\n\n"
INLINE = {
    *("a", "abbr", "b", "button", "code", "em", "font", "i", "label", "math", "small", "span", "strong", "sub", "sup")
}
"""Elements within a line."""


@dataclass
class Rendered:
    """The text of a page: a line for each of its blocks, blank lines between them."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line of the page on which each piece of the text begins, and where that is in the text."""
    links: list[tuple[int, str]] = field(default_factory=list)
    """Where a link begins in the text, and its address."""

    def line_at(self, offset: int) -> int:
        """Return the line of the page from which the text at an offset is."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)] if self.lines else 1

    def addresses(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the links that begin between two offsets: where, and their addresses."""
        yield from (link for link in self.links if start <= link[0] < end)

    def place(self, entry: Entry) -> None:
        """Give an entry of the text lines of the page for its places."""
        at = self.line_at
        entry.shown = [self.text[start:end] for _, start, end in entry.spans]
        entry.spans = [(name, at(start), at(end - 1)) for name, start, end in entry.spans]
        entry.faults = [fault._replace(start=at(fault.start), end=at(fault.end)) for fault in entry.faults]
        entry.start, entry.end = at(entry.start), at(entry.end - 1)
        if entry.cut:
            entry.cut = entry.cut._replace(start=entry.end, end=entry.end)


def render(page: "HtmlElement") -> Rendered:
    """Return the text of a page as a reader sees it, block by block."""
    rendered, pieces, size = Rendered(), [], 0
    waiting: list[tuple[HtmlElement | str, int]] = [(page, 1)]
    while waiting:
        part, line = waiting.pop()
        if isinstance(part, str):
            # Line breaks of the markup are blanks to a reader; those between blocks are ours.
            text = part if part == BREAK else re.sub(r"\s+", " ", part)
            rendered.starts.append(size)
            rendered.lines.append(line)
            pieces.append(text)
            size += len(text)
            continue
        line = part.sourceline or line
        if part.get("href"):
            rendered.links.append((size, part.get("href", "")))
        after: list[tuple[HtmlElement | str, int]] = []
        for child in part:
            seen = child if child.tag == "button" else shown(child)
            edge = "" if child.tag in INLINE else BREAK
            at = child.sourceline or line if isinstance(child.tag, str) else line
            after += [(edge, at), (seen, at), (edge, at), (child.tail or "", at)]
        waiting += [*reversed(after), (part.text or "", line)]
    rendered.text = "".join(pieces)
    return rendered
