"""References whose every line begins with a tag: `AU  - Hale, Evan`, `FAU - Hale, Evan`, `%A Evan Hale`.

    file       = *( text / reference )
    reference  = first *( tagged / continuation ) [ last ]      the tag of its first line begins a reference
    tagged     = tag value
    continuation = a line without a tag: it goes on with the value before it, in a list it is another value

Text before, between and after the references is reported; so is a reference that does not end where it must.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.paper import Paper
from paperlist.readers import BOM
from paperlist.readers.jsonl import lines
from paperlist.readers.references import Reference, one_line, to_events


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the lines of one format are told apart."""

    split_line: Callable[[str], tuple[str | None, str]]
    """Returns the tag and the value of a line; None and the text where there is no tag."""
    first: str
    """The tag that begins a reference."""
    last: str = ""
    """The tag that ends it; without one, a blank line or the next reference does."""
    lists: frozenset[str] = frozenset()
    """Tags after whose first value each line without a tag is another one."""


@dataclass(slots=True)
class Tagged:
    """A reference: its tags and values in order, each value in one line."""

    place: Place
    values: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True

    def all(self, *tags: str) -> list[str]:
        """Return the values of the tags, in the order of the tags; none is empty."""
        return [value for tag in tags for found, value in self.values if found == tag and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one."""
        return next(iter(self.all(*tags)), "")


def read_tagged(
    chunks: Iterable[str], file: str, grammar: Grammar, read_reference: Callable[[Tagged], Reference]
) -> Iterator[Paper | Diagnostic]:
    """Yield papers and diagnostics in the order of the file; one reference is held in memory.

    `read_reference` returns what the tags of one say.
    """
    seen: set[str] = set()
    for each in split_references(chunks, file, grammar):
        if isinstance(each, Diagnostic):
            yield each
            continue
        if not each.whole:
            message = f"the reference breaks off: there is no {grammar.last} at its end"
            yield Diagnostic(Code.TRUNCATED, each.place, message)
        yield from to_events(read_reference(each), seen)


def split_references(chunks: Iterable[str], file: str, grammar: Grammar) -> Iterator[Tagged | Diagnostic]:
    """Yield the references of a text, and diagnostics for its other lines; one reference is held in memory."""
    current: Tagged | None = None
    last = 0
    for number, line in enumerate(lines(chunks), start=1):
        text = line.lstrip(BOM) if number == 1 else line
        if not text.strip():
            if current and not grammar.last:
                yield placed(current, last)
                current = None
            continue
        tag, value = grammar.split_line(text)
        if tag == grammar.first:
            if current:
                yield placed(current, last, whole=not grammar.last)
            current = Tagged(Place(file, number, number))
        if not current:
            yield Diagnostic(Code.PAGE_TEXT, Place(file, number, number), "text between references")
            continue
        last = number
        if grammar.last and tag == grammar.last:
            yield placed(current, last)
            current = None
        elif tag:
            current.values.append((tag, one_line(value)))
        else:
            tag, before = current.values[-1]
            if tag in grammar.lists:
                current.values.append((tag, one_line(value)))
            else:
                current.values[-1] = tag, one_line(f"{before} {value}")
    if current:
        yield placed(current, last, whole=not grammar.last)


def placed(reference: Tagged, last: int, *, whole: bool = True) -> Tagged:
    """Return a reference with its last line."""
    return Tagged(reference.place._replace(last_line=last), reference.values, whole)
