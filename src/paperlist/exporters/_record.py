"""What our two JSON outputs have in common: the record as a JSON object.

Its encoder comes with pydantic, whose import takes as long as a small paste: for those who write JSON only.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import to_json

from paperlist.paper import DATES, DEFAULTS, PaperType

if TYPE_CHECKING:
    from paperlist.paper import Paper


def record(paper: "Paper", indent: int | None = None) -> bytes:
    """Give a record as a JSON object, of several lines if these are to be indented."""
    values = paper.values()
    values["type"] = paper.type.value
    values["sources"] = list(map(asdict, paper.sources))
    return encoded(values, indent)


def line(said: Mapping[str, Any], places: Iterable[tuple[str, str, int, int]]) -> bytes:
    """Give what a record says, no None, and the places where it is said, as a JSON object in a line of its own.

    Most fields of a record are not said, and to have them encoded takes longer than to encode the others.
    """
    template, slots = form(tuple(said))
    try:
        values = [encode(said[name]) for name, encode in slots]
    except ValueError:  # a half surrogate
        values = [encoded(said[name]) if encode is to_json else encode(said[name]) for name, encode in slots]
    shown = [
        f'{place_of(file, name)}{first_line},"last_line":{last_line}}}' for file, name, first_line, last_line in places
    ]
    values.append(",".join(shown).encode())
    return template % tuple(values)


Encode = Callable[[Any], bytes]


@lru_cache(maxsize=256)
def form(names: tuple[str, ...]) -> tuple[bytes, list[tuple[str, Encode]]]:
    """Give the line of a record that says something in these fields, with a slot for each, and what is to fill them."""
    pieces: list[bytes] = []
    slots: list[tuple[str, Encode]] = []
    for name, default in DEFAULTS.items():
        if name == "sources":
            value = b"[%b]"
        elif name in names:
            value, encode = SLOTS.get(name, (b"%b", to_json))
            slots.append((name, encode))
        else:
            value = encoded(default)
        pieces.append(b'"%b":%b' % (name.encode(), value))
    return b"{%b}\n" % b",".join(pieces), slots


@lru_cache(maxsize=64)
def place_of(file: str, name: str) -> str:
    """Give the part of a source that all entries of a listing in one file share."""
    return encoded({"file": file, "format": name}).decode().removesuffix("}") + ',"first_line":'


def encoded(value: object, indent: int | None = None) -> bytes:
    """Give a value as JSON, in UTF-8. Half surrogates, which that cannot hold, become U+FFFD."""
    try:
        return to_json(value, indent=indent)
    except ValueError:
        text = json.dumps(value, indent=indent, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


# What needs no encoder: the field's slot, and what fills it.
SLOTS: Final[Mapping[str, tuple[bytes, Encode]]] = {
    "type": (b"%b", {kind: encoded(kind.value) for kind in PaperType}.__getitem__),
    **dict.fromkeys(DATES, (b'"%b"', str.encode)),
}
