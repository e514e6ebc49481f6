"""Texts in XML that is no page: what an element holds, its CDATA, or an attribute (`<outline text="arXiv:…"/>`).

An element of several lines is a text; those of one line each that follow each other are the lines of one. A paragraph
is a line, whatever is marked within it. What begins so and is not well-formed is read as it is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from paperlist.source.document import Complain, NoContainerError, Piece, whole
from paperlist.source.json_texts import Members, Text, texts_of

PAGES = (
    r"(?:html|head|body|div|p|pre|span|a|b|i|em|strong|ul|ol|li|dl|dt|dd|table|tr|td|th|tbody|article|section|main|h[1-6]|"
    r"font|img|br|hr|meta|link|style|script|form|input|button|label|header|footer|nav|details|textarea|code|svg|blockquote|"
    r"record|entry|item|center|u|s|small|sup|sub|q|cite|kbd|samp|var|time|mark|address|title)"
)
BEGIN = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<\?[^>]*>\s*|<!DOCTYPE (?!html)[^>\[]*>\s*)*"
    rf"<(?!{PAGES}[\s/>])[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
LINES = frozenset("p h div para line".split())
BREAKS = {"br": "\n", "tab": "\t", "s": " ", "line-break": "\n"}


def begins(head: str, _: str) -> bool:
    """Whether a text begins as XML does that is no page and no feed."""
    return bool(BEGIN.match(head))


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the texts of the elements and of their attributes, in their order."""
    text = whole(chunks, complain) or ""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, encoding="utf-8", remove_comments=True, recover=True
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoContainerError(text) from None
    if root is None or any(not fault.type_name.startswith("NS_") for fault in parser.error_log):
        raise NoContainerError(text)  # a prefix that is not declared is no fault: pieces of documents have them
    blank = text.count("\n", 0, len(text) - len(text.lstrip()))
    found = list(texts_of([to_value(root, blank)]))
    if not found:
        raise NoContainerError(text)
    yield from found


def to_value(element: Any, blank: int) -> Any:
    """Return an element as JSON has it; the file has so many lines before the first one."""
    children = list(element.iterchildren("*"))
    line = (element.sourceline or 1) + blank
    own = "".join([element.text or "", *(child.tail or "" for child in children)])
    attributes = [(name, Text(line, value)) for name, value in element.attrib.items()]
    if not children or own.strip() or local(element) in LINES:
        text = Text(line, flat(element), laid_out=True)
        said = [("", text)] if text.value.strip() else []
        return Members([*attributes, *said]) if attributes else text
    members = [(local(child), to_value(child, blank)) for child in children]
    names = {name for name, _ in members}
    if len(names) == 1 and (outline := outlined(children, blank)):
        return Members([*attributes, ("", outline)])
    values = [value for _, value in members]
    if len(names) == 1 and len(values) > 1:
        lines = [strip_attributes(value) for value in values]
        members = [("", lines if all(isinstance(each, Text) for each in lines) else values)]
    return Members([*attributes, *members])


def strip_attributes(value: Any) -> Any:
    """Return the text of an element that has but short attributes beside it."""
    return value[-1][1] if isinstance(value, Members) and value and value[-1][0] == "" else value


def outlined(elements: list[Any], blank: int) -> list[Text]:
    """Return the lines of an outline: an attribute of each element, and of the same elements within it."""
    named = [next((name for name in each.attrib if name.lower() == "text"), None) for each in elements]
    if not all(named):
        return []
    found = []
    for each, name in zip(elements, named, strict=True):
        found.append(Text((each.sourceline or 1) + blank, each.get(name)))
        found += [
            Text((each.sourceline or 1) + blank, value)
            for key, value in each.attrib.items()
            if key == "_note" and value
        ]
        found += outlined(list(each.iterchildren("*")), blank)
    return found


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def flat(element: Any) -> str:
    """Return the text of an element and of all in it; what breaks a line there does so here."""
    parts = [element.text or ""]
    for child in element.iterchildren("*"):
        inner = flat(child)
        parts += [BREAKS.get(local(child), ""), inner, "\n" if local(child) in LINES else "", child.tail or ""]
    return "".join(parts)
