r"""The blocks of a `.bib` file, each with its place in the text: to be read, or edited without touching another.

    file    = *( block / text )             text between the blocks is comment
    block   = "@" type ( "{" … "}" / "(" … ")" )
    entry   = "@" type "{" key *( "," name "=" value ) [ "," ] "}"

`bibtexparser` finds the blocks and fields; here they get their offsets. What it cannot read is a block too.
"""

import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain
from typing import TYPE_CHECKING

from paperlist.readers import BOM
from paperlist.readers.bibtex_braces import cut_entry

if TYPE_CHECKING:
    from bibtexparser.model import Block as Found
    from bibtexparser.model import Entry


class Kind(Enum):
    """What a block is."""

    ENTRY = auto()
    STRING = auto()
    OTHER = auto()
    """`@preamble`, `@comment` and text between blocks."""
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry: its name in lower case, its value as written, and the value's place in the file."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `text[start:end]`, on lines `first_line` to `last_line`."""

    kind: Kind
    start: int
    end: int
    first_line: int
    last_line: int
    type: str = ""
    """In lower case: `article`, `string`, …"""
    key: str = ""
    fields: tuple[Field, ...] = ()
    problem: str = ""
    """Why it cannot be read, or what is doubtful about it."""


# An entry that bibtexparser takes for text, for a blank after the @ or a missing brace: "@ article{", "@article key,"
LOOKS_LIKE_ENTRY = re.compile(r"^[ \t]*@[ \t]*\w+", re.MULTILINE)


# % to read\n  year   A remark before a field's name.
UNFIT_IN_NAME = re.compile(r"[\s%,]")

# @article{bowman2022,   The key of a block of any kind, read or broken.
HEAD = re.compile(r"@\s*+(?P<type>\w*+)\s*+[{(]\s*+(?P<key>[^\s,{}()=\"#%@]*)")


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of a library in the order of the file. White space between them belongs to none."""
    from bibtexparser.entrypoint import parse_string

    # It stores what it finds wrong and logs it as well; what is stored is reported as diagnostics.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    # It takes the mark for a comment; a blank in its place keeps every offset.
    text = " " + text[1:] if text.startswith(BOM) else text
    lines = [0, *(end.end() for end in re.finditer("\n", text))]
    blocks: list[Block] = []
    cursor = 0
    for found in parse_string(text, parse_stack=[]).blocks:
        raw = (found.raw or "").rstrip()
        start = text.find(raw, max(cursor, lines[max(found.start_line or 0, 0)]))
        if start < 0:  # text on the lines of a broken block is said to be a line further down than it is
            start = text.find(raw, cursor)
        assert start >= 0, "a block is a piece of the text"
        end = start + len(raw)
        first, last = bisect_right(lines, start), bisect_right(lines, max(end - 1, start))
        blocks.append(placed(found, Block(Kind.OTHER, start, end, first, last), raw))
        # A broken block ends where the next thing that can be read begins, and that may be inside it.
        cursor = start + 1 if blocks[-1].kind is Kind.BROKEN else end
    whole = list(with_gaps(list(with_remains(blocks)), text, lines))
    return [each for block in whole for each in read_again(block, text, lines)]


def placed(found: "Found", place: Block, raw: str) -> Block:
    """Return what bibtexparser found at a place as a block of ours."""
    from bibtexparser import model

    if isinstance(found, model.ImplicitComment):
        problem = "an entry that cannot be read" if LOOKS_LIKE_ENTRY.search(raw) else ""
        return replace(place, kind=Kind.BROKEN if problem else Kind.OTHER, type="text", problem=problem)
    head = HEAD.match(raw)
    type_ = head["type"].lower() if head else ""
    if isinstance(found, model.String):
        field = Field(found.key.lower(), found.value, place.start, place.end)
        return replace(place, kind=Kind.STRING, type=type_, key=found.key, fields=(field,))
    if isinstance(found, model.Entry):
        fields = tuple(fields_of(found, raw, place.start))
        return replace(place, kind=Kind.ENTRY, type=found.entry_type, key=found.key, fields=fields)
    if isinstance(found, model.ParsingFailedBlock):
        # A key or a field that is there twice does not keep one from reading the entry.
        if whole := found.ignore_error_block:
            return placed(whole, place, raw)
        reason = getattr(found.error, "abort_reason", str(found.error))
        return replace(place, kind=Kind.BROKEN, type=type_, key=head["key"] if head else "", problem=reason.strip())
    return replace(place, type=type_)


def fields_of(entry: "Entry", raw: str, offset: int) -> Iterator[Field]:
    """Return each field with the place of its value: they are in the entry in order, with nothing but signs between."""
    cursor = raw.find(",") + 1
    for field in entry.fields:
        equals = raw.index("=", raw.index(field.key, cursor) + len(field.key))
        start = raw.index(field.value, equals + 1)
        cursor = start + len(field.value)
        yield Field(field.key.lower(), field.value, offset + start, offset + cursor)


def with_remains(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return the blocks, each broken one with the text after it, which is the rest of it."""
    broken: Block | None = None
    for block in blocks:
        if broken and block.type == "text":
            end, last = max(broken.end, block.end), max(broken.last_line, block.last_line)
            broken = replace(broken, end=end, last_line=last)
            continue
        if broken:
            yield broken
        broken = block if block.kind is Kind.BROKEN else None
        if not broken:
            yield block
    if broken:
        yield broken


def with_gaps(blocks: list[Block], text: str, lines: list[int]) -> Iterator[Block]:
    r"""Return the blocks, broken ones with what is in no block: the last brace of `@misc{k,\n{`."""
    starts = chain((block.start for block in blocks[1:]), (len(text),))
    for block, following in zip(blocks, starts, strict=False):
        lost = text[block.end : following].rstrip() if block.kind is Kind.BROKEN else ""
        end = block.end + len(lost)
        yield replace(block, end=end, last_line=bisect_right(lines, end - 1)) if lost else block


def read_again(block: Block, text: str, lines: list[int]) -> Iterator[Block]:
    """Yield the entries of a block that cannot be read, as BibTeX counts braces, and what is left of it.

    So is an entry read again in which a remark between two fields went into a field's name.
    """
    if block.kind is not Kind.BROKEN and not any(UNFIT_IN_NAME.search(field.name) for field in block.fields):
        yield block
        return
    position = block.start
    while position < block.end and (cut := cut_entry(text, position, block.end)):
        fields = tuple(Field(name, text[start:end], start, end) for name, start, end in cut.fields)
        first, last = bisect_right(lines, position), bisect_right(lines, cut.end - 1)
        yield Block(Kind.ENTRY, position, cut.end, first, last, cut.type, cut.key, fields)
        position = cut.end + len(text[cut.end : block.end]) - len(text[cut.end : block.end].lstrip())
    if position < block.end:
        rest = text[position : block.end]
        head = HEAD.match(rest)
        is_broken = position == block.start or LOOKS_LIKE_ENTRY.search(rest)
        yield replace(
            block,
            kind=Kind.BROKEN if is_broken else Kind.OTHER,
            start=position,
            first_line=bisect_right(lines, position),
            type=block.type if position == block.start else head["type"].lower() if head else "text",
            key=block.key if position == block.start else head["key"] if head else "",
        )


def keys_of(text: str) -> set[str]:
    """Return, in lower case, whatever any client might take for the key of an entry in this library."""
    return {head["key"].lower() for head in HEAD.finditer(text)}
