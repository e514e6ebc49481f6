"""The elements of an XML text that are records, cut out of it and parsed one by one.

A broken record costs itself only and the text is never held as a whole. Neither an external file nor an entity that the
text declares is ever read: an entity is a character of HTML, or its record is reported and skipped.
"""

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from typing import TYPE_CHECKING, NamedTuple

from paperlist.diagnostics import Code

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 1 << 22
"""Characters of a record; what goes on for longer has lost its end."""
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
PREFIX = re.compile(r"(?:</?|\s)(\w[\w.-]*):[A-Za-z_]")  # "<dc:title", " rdf:about="
PLACE = re.compile(r",? ?\(?(?:<string>, )?line \d+(?:, column \d+)?\)?")
"""Where the parser found a fault, counted from where the element begins."""
OWN_PREFIXES = frozenset({"xml", "xmlns"})
ROOT_BEGIN = re.compile(r"<(?:\w+:)?(?:feed|OAI-PMH|rss|RDF)(?=[\s>])")
ROOT_END = re.compile(r"</(?:\w+:)?(?:feed|OAI-PMH|rss|RDF)\s*>")
QUOTED = 60


class Outside(NamedTuple):
    """Text around the records."""

    code: Code
    message: str


class Broken(NamedTuple):
    """What is wrong with a record, or that the text breaks off."""

    code: Code
    message: str


Element = tuple[str, "_Element"]
"""A record and its name."""
Piece = tuple[int, int, Element | Outside | Broken]
"""The first and the last line, and what is there."""


def elements(chunks: Iterable[str], names: Iterable[str]) -> Iterator[Piece]:
    """Yield the elements of an XML text that have one of these names, and what is around them."""
    begin = re.compile(rf"<((?:\w+:)?(?:{'|'.join(names)}))(?=[\s>])")
    text, line, depth = "", 1, 0
    for chunk in chunks:
        text += chunk
        done = 0
        while found := begin.search(text, done):
            tag = f"</{found[1]}>"
            end = text.find(tag, found.end())
            if end < 0 and len(text) - found.start() <= LONGEST:
                break
            depth += balance(text[done : found.start()])
            yield from around(text[done : found.start()], line)
            line += text.count("\n", done, found.start())
            again = begin.search(text, found.end(), end if end >= 0 else len(text))
            stop = again.start() if again else end + len(tag) if end >= 0 else len(text)
            last = line + text.count("\n", found.start(), len(text[:stop].rstrip()))
            if again or end < 0:
                yield line, last, Broken(Code.BAD_ENTRY, f"a record without its {tag}")
            else:
                yield line, last, parse(text[found.start() : stop], found[1])
            line += text.count("\n", found.start(), stop)
            done = stop
        text = text[done:]
    depth += balance(text)
    if found := begin.search(text):
        yield from around(text[: found.start()], line)
        line += text.count("\n", 0, found.start())
        last = line + text.rstrip().count("\n", found.start())
        yield line, last, Broken(Code.TRUNCATED, "the file breaks off within a record")
        return
    yield from around(text, line)
    if depth > 0:
        last = line + text.rstrip().count("\n")
        yield last, last, Broken(Code.TRUNCATED, "the file breaks off: the element around its records has no end")


def balance(text: str) -> int:
    """Return how many more elements around records begin in a text than end."""
    return len(ROOT_BEGIN.findall(text)) - len(ROOT_END.findall(text))


def around(text: str, line: int) -> Iterator[Piece]:
    """Yield what is around records: markup, and what follows its end and is none."""
    ends = list(ROOT_END.finditer(text))
    border = ends[-1].end() if ends else len(text)
    for start, piece, is_markup in ((0, text[:border], True), (border, text[border:], False)):
        if not (said := piece.strip()):
            continue
        first = line + text.count("\n", 0, start + len(piece) - len(piece.lstrip()))
        last = first + said.count("\n")
        if "<" in said and (is_markup or said.startswith("<")):
            count = f"{last - first + 1} lines" if last > first else "a line"
            yield first, last, Outside(Code.PAGE_TEXT, f"page text, {count} of markup")
        else:
            quoted = said.split("\n")[0][:QUOTED]
            yield first, last, Outside(Code.UNCLAIMED, f"not understood, and no markup: {quoted!r}")


def parse(text: str, name: str) -> Element | Broken:
    """Return the element of a text, or what is wrong with it."""
    from lxml import etree

    text = ENTITY.sub(lambda found: found[0] if found[1] in OF_XML else character(found), text)
    declared = " ".join(f'xmlns:{prefix}="{prefix}"' for prefix in sorted({*PREFIX.findall(text)} - OWN_PREFIXES))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        element = etree.fromstring(f"<x {declared}>{text}</x>", parser)[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        return Broken(Code.BAD_ENTRY, f"no XML: {PLACE.sub('', str(error))}")
    return name.rpartition(":")[2], element


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


def attributes(element: "_Element", name: str, attribute: str) -> list[str]:
    """Return an attribute of each descendant of this name that has it."""
    return [value for each in element.iter() if name_of(each) == name and (value := each.get(attribute))]
