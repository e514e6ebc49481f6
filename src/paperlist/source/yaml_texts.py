r"""Texts in YAML: blocks, folded ones, and strings in quotes that go on over lines.

    text: |                      - 'arXiv:2405.02246 …
      arXiv:2405.02246 …
      What matters …               What matters …'

A text that begins so and is no YAML as a whole is read as it is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from paperlist.source.document import Complain, NoContainerError, Piece, whole
from paperlist.source.json_texts import Members, Text, texts_of

NAME = re.compile(r"\.ya?ml\Z", re.IGNORECASE)
FIELD = (
    r"(?:[ \t]{0,20}(?:- ){0,3}(?:[\w\"'-][\w .\"'-]{0,40}:(?![\w:/])|-(?= ))[^\n]{0,80}\n"
    r"|---\n|[ \t]*#[^\n]{0,200}\n|\n)"
)
BEGIN = re.compile(
    rf"(?:%YAML[^\n]{{0,20}}\n)?{FIELD}{{0,60}}?[ \t]{{0,20}}(?:- ){{0,3}}"
    r"(?:(?:[\w\"'-][\w .\"'-]{0,40}:|-)[ ]"
    r"(?:[|>][+-]?\d?[+-]?[ ]*\n|'[^'\n]{1,2000}\n|\"(?:[^\"\\\n]|\\[^\n]){1,2000}\\\n))"
)


def begins(head: str, file: str) -> bool:
    """Whether a text begins as YAML does that has a text in it."""
    return bool(BEGIN.match(head)) or bool(NAME.search(file))


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the strings that are texts, in their order."""
    import yaml

    text = whole(chunks, complain) or ""
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        nodes = list(yaml.compose_all(text, loader))
    except (yaml.YAMLError, ValueError, RecursionError):
        raise NoContainerError(text) from None
    if any(node is not None and node.id == "scalar" and node.style not in ("|", ">") for node in nodes):
        raise NoContainerError(text)  # prose after the head of a note, whose line breaks YAML would take for blanks
    found = list(texts_of([to_value(node, set()) for node in nodes]))
    if not found:
        raise NoContainerError(text)
    yield from found


def to_value(node: Any, seen: set[int]) -> Any:
    """Return a node as JSON has it, with its places; one that is referred to again is there once."""
    if node is None or id(node) in seen:
        return None
    seen.add(id(node))
    if node.id == "mapping":
        return Members((key.value if key.id == "scalar" else "", to_value(value, seen)) for key, value in node.value)
    if node.id == "sequence":
        return [to_value(each, seen) for each in node.value]
    first = node.start_mark.line + (2 if node.style in ("|", ">") else 1)
    return Text(first, node.value, laid_out=node.style == "|" or "\n" not in node.value)
