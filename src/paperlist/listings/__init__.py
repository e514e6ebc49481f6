"""The listing formats that are read, one module each, and what they share; this folder is their registry.

A listing format is a module, or several that share a name and a description, with

    NAME          what `sources[].format` and `--from` call it, e.g. "arxiv-search"
    DESCRIPTION   one line for `paperlist formats`
    PAGE_TEXT     a pattern that full-matches a line of the page around the entries (menus, headings, footers)
    EXPLICIT      whether its entries have a start and an end of their own, and not labels alone
    LABELS        its labels that hardly any other text has at a line's start, with a pattern of what follows each
    find          the next entry of a window of text
    find_html     all entries of a saved page

Formats read words, not layouts: what an extractor does to text is undone in `cleanup` before they look.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from paperlist.diagnostics import Code
from paperlist.fields import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement


Span = tuple[str, int, int]
"""A field of the record and which stretch of a window (offsets, end excluded) went to it. An entry has a dozen."""


class Fault(NamedTuple):
    """Something to tell about a stretch of a window (offsets, end excluded); becomes a diagnostic."""

    code: Code
    start: int
    end: int
    message: str


def no_such_date(field: str, said: str, start: int, end: int) -> Fault:
    """Return what is wrong with a date that no calendar has, such as 31 February."""
    return Fault(Code.BAD_FIELD, start, end, f"{field}: there is no such date: {squeeze(said)!r}")


@dataclass(slots=True)
class Entry:
    """One listed paper as found: a stretch of the window and what it says.

    In an HTML page `start` and `end` are lines (from 1, both included) instead of offsets, and so
    are the places in `spans` and `faults`.
    """

    start: int
    end: int
    values: dict[str, Any]
    """Fields of the record by name; only those that the listing gives. Not yet validated."""
    spans: list[Span] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    shown: "list[HtmlElement | str]" = field(default_factory=list)
    """In a saved page: what each of `spans` is of, an element or its text."""
    root: "HtmlElement | None" = None
    """In a saved page: the element that holds all of the entry and nothing else, where there is one."""
    cut: Fault | None = None
    """What to tell if this is the input's last entry: it lacks the end that entries have where no one took it out."""


class Listing(Protocol):
    """What a module of this folder offers."""

    NAME: str
    DESCRIPTION: str
    PAGE_TEXT: re.Pattern[str]
    EXPLICIT: bool
    LABELS: Mapping[str, str]

    def find(self, text: str, floor: int, final: bool) -> Entry | int:
        """Find the first entry that starts at or after `floor`.

        Args:
            text: the window, cleaned by `surface`; it begins at a line's start.
            floor: text before this offset belongs to something else and is never part of an entry.
            final: whether nothing follows the window. If something may, an entry is given only when
                more text could not change it.

        Returns:
            The entry, or the offset from which text must be kept for the next, longer window
            (`len(text)` if nothing of it can be part of an entry).
        """

    def find_html(self, page: "HtmlElement") -> Iterator[Entry]:
        """Return all entries of a saved page, in page order, with lines for places."""


@cache
def load_listings() -> tuple[Listing, ...]:
    """Return all listing formats, by name: the modules of this folder that have one."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [cast(Listing, module) for module in modules if hasattr(module, "NAME")]
    return tuple(sorted(found, key=lambda listing: listing.NAME))


def descriptions() -> dict[str, str]:
    """Return the description of each listing format by its name, in the order of the names."""
    return {listing.NAME: listing.DESCRIPTION for listing in load_listings()}
