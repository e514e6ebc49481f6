"""One record of ours, given as JSON text, read back into a paper.

    record  = "{" [ member *( "," member ) ] "}"
    member  = name ":" value        names and values as the table of `docs/record.md` has them

A member that is missing takes its default. A member that cannot be read is reported and left out, so is an element of a
list, and a name that no record has; only what is no record at all is lost.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from paperlist.cleanup.unicode import harmless
from paperlist.diagnostics import Code, Diagnostic
from paperlist.paper import Paper, Source

EMPTY = Paper()

LONGEST_INTEGER = 20

# A control character, or an escape that may stand for one: "\u001b", "\f".
UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|\\(?:u00|u202|[bf])")

# "\ud83d" on its own: JSON can say it, no encoding can write it.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_record(text: str, source: Source) -> Iterator[Paper | Diagnostic]:
    """Return the paper that one JSON text is about, after a diagnostic for each of its faults.

    `source` is the place of the text. It becomes the paper's source only when the record names none: a record that was
    read back still says which listing it is from (`docs/decisions/reading-back.md`).
    """
    # 1. Nearly every record is whole, and then pydantic alone reads it.
    try:
        paper = Paper.model_validate_json(text)
    except ValidationError:
        pass
    else:
        # What would steer a terminal is no part of a value; JSON can hide it in an escape.
        if paper != EMPTY and not UNSAFE.search(text):
            yield with_source(paper, source)
            return

    # 2. Is it a record at all?
    try:
        members, replaced = without_surrogates(json.loads(text, parse_int=read_integer))
    except (ValueError, RecursionError) as fault:
        yield diagnostic_at(Code.BAD_ENTRY, source, f"no JSON: {reason(fault)}")
        return
    if not isinstance(members, dict) or Paper.model_fields.keys().isdisjoint(members):
        yield diagnostic_at(Code.BAD_ENTRY, source, f"no record: {shortened(text)}")
        return

    # 3. Take away what is wrong with it until nothing is.
    if replaced:
        yield diagnostic_at(
            Code.BAD_BYTES, source, "half of a surrogate pair stands for no character; it became U+FFFD"
        )
    while True:
        try:
            yield with_source(Paper.model_validate_json(json.dumps(members)), source)
            return
        except ValidationError as faults:
            if not all(fault["loc"] for fault in faults.errors(include_url=False)):
                yield diagnostic_at(Code.BAD_ENTRY, source, f"nested too deeply for a record: {shortened(text)}")
                return
            yield from (diagnostic_at(Code.BAD_FIELD, source, message) for message in remove_faults(members, faults))


def with_source(paper: Paper, source: Source) -> Paper:
    """Return the paper, with `source` when it has none."""
    return paper if paper.sources else paper.replace(sources=(source,))


def diagnostic_at(code: Code, source: Source, message: str) -> Diagnostic:
    """Return a diagnostic about the lines of a record."""
    return Diagnostic(code, source.place, message)


def reason(fault: Exception) -> str:
    """Return what Python finds wrong with a JSON text, in the words of a sentence."""
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg} (character {fault.pos + 1})"
    return "nested too deeply"


def explain(faults: ValidationError) -> str:
    """Return the first thing that is wrong with an object."""
    fault = faults.errors(include_url=False, include_context=False)[0]
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])


def read_integer(digits: str) -> float:
    """Return an integer. One that is too long for any field is none to us; Python reads none beyond 4,300 digits."""
    return int(digits) if len(digits) < LONGEST_INTEGER else float(digits)


def shortened(text: str, limit: int = 60) -> str:
    """Return a text for a message, a long one as its beginning and `…`."""
    text = " ".join(text[: 4 * limit].split())
    return text if len(text) <= limit else f"{text[:limit]}…"


def without_surrogates(value: Any) -> tuple[Any, bool]:
    """Return a JSON value with U+FFFD for each half of a surrogate pair, and whether there was one.

    Control characters go, as they do in listings, and those that are white space become blanks.
    """
    if isinstance(value, str):
        clean = LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
        return harmless(clean), clean != value
    if isinstance(value, list):
        elements = [without_surrogates(element) for element in value]
        return [element for element, _ in elements], any(replaced for _, replaced in elements)
    if isinstance(value, dict):
        pairs = [(without_surrogates(name), without_surrogates(inner)) for name, inner in value.items()]
        return {name: inner for (name, _), (inner, _) in pairs}, any(a or b for (_, a), (_, b) in pairs)
    return value, False


def remove_faults(members: dict[str, Any], faults: ValidationError) -> list[str]:
    """Take out of `members` what pydantic finds wrong; return one message a member or element."""
    messages = {}
    for fault in faults.errors(include_url=False, include_context=False):
        name, *inner = fault["loc"]
        assert isinstance(name, str)
        if fault["type"] == "extra_forbidden" and not inner:
            messages[name, -1] = f'no record has "{shortened(name)}"; it is left out'
        elif inner and isinstance(inner[0], int) and isinstance(members[name], list):
            value = shortened(json.dumps(members[name][inner[0]], ensure_ascii=False))
            messages[name, inner[0]] = f'"{name}" has an element that cannot be read: {value}'
        else:
            value = shortened(json.dumps(members[name], ensure_ascii=False))
            messages[name, -1] = f'"{name}" cannot be read: {value}'
    # From the back, so that the places of the elements before stay true.
    for name, index in sorted(messages, reverse=True):
        if index >= 0:
            del members[name][index]
        else:
            del members[name]
    return list(messages.values())
