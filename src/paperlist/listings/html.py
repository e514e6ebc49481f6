"""Elements of saved pages: their text as a reader sees it, their classes, their last lines."""

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHOWN_AGAIN = {"MathJax", "MathJax_Preview", "MathJax_Display", "MathJax_CHTML", "MathJax_SVG", "MJX_Assistive_MathML"}
"""Classes of what MathJax puts beside the math that it shows."""
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
