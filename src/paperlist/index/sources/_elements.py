"""The elements of an XML dump that are records, cut out of its text and read one by one.

A broken record costs itself only, the dump is never held as a whole, and neither an external file nor an entity that
the dump declares is ever read: an entity is a character of HTML or the record is reported and skipped.
"""

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from typing import TYPE_CHECKING, NamedTuple

from paperlist.index.sources import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 1 << 22
"""Characters of a record; what goes on for longer has lost its end."""
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
PREFIXES = ("xsi", "arxiv", "oai_dc", "dc", "opensearch")
"""Prefixes that the dump declares outside its records."""
WRAPPER = "<x " + " ".join(f'xmlns:{prefix}="{prefix}"' for prefix in PREFIXES) + ">"


class Element(NamedTuple):
    """A record of the dump."""

    xml: "_Element"
    first_line: int
    last_line: int


def elements(chunks: Iterable[str], names: str, root: str) -> Iterator[Element | Fault]:
    """Yield the elements of an XML text that have one of these `names` (`a|b`), and faults.

    A text that opens the element `root` and does not close it breaks off.
    """
    begin = re.compile(rf"<({names})(?=[\s>])")
    text, line = "", 1
    opened = closed = False
    for chunk in chunks:
        opened, closed = opened or f"<{root}" in chunk, closed or f"</{root}>" in chunk
        text += chunk
        done = 0
        while found := begin.search(text, done):
            tag = f"</{found[1]}>"
            end = text.find(tag, found.end())
            stop = end + len(tag)
            if end < 0 and len(text) - found.start() <= LONGEST:
                break
            line += text.count("\n", done, found.start())
            again = begin.search(text, found.end(), end) if end >= 0 else None
            if end < 0 or again:
                stop = again.start() if again else len(text)
                yield Fault(line, line, f"a record without its {tag}")
            else:
                yield parse(text[found.start() : stop], line, line + text.count("\n", found.start(), stop))
            line += text.count("\n", found.start(), stop)
            done = stop
        rest = found.start() if found else max(text.rfind("<"), done)  # perhaps a tag that is cut
        line += text.count("\n", done, rest)
        text = text[rest:]
    if begin.search(text) or (opened and not closed):
        yield Fault(line, line, f"the file breaks off: there is no </{root}> at its end", truncated=True)


def parse(text: str, first: int, last: int) -> Element | Fault:
    """Return the element of a text, or what is wrong with it."""
    from lxml import etree

    text = ENTITY.sub(lambda found: found[0] if found[1] in OF_XML else character(found), text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return Element(etree.fromstring(f"{WRAPPER}{text}</x>", parser)[0], first, last)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Fault(first, last, f"no XML: {' '.join(str(error).split())}")


def character(found: re.Match[str]) -> str:
    """Return the character of an entity; the entity where HTML has none of this name."""
    return chr(name2codepoint[found[1]]) if found[1] in name2codepoint else found[0]


def name_of(element: "_Element") -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def texts(element: "_Element", name: str) -> list[str]:
    """Return the text of each descendant of this name, markup inside it gone."""
    return ["".join(map(str, each.itertext())) for each in element.iter() if name_of(each) == name]


def text_of(element: "_Element", name: str) -> str | None:
    """Return the text of the first descendant of this name; None where there is none."""
    return next(iter(texts(element, name)), None)
