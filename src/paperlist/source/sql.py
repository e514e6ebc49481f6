r"""Texts in the string literals of SQL statements: dumps of databases.

    INSERT INTO papers (id, text) VALUES
    (0, 'arXiv:2405.02246 …
    It''s shown …'), (1, 'arXiv:2405.01483 …\nIt\'s shown …');

A quote within a literal is doubled; some databases escape it, and line breaks, with a backslash.
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.source.containers import whole
from paperlist.source.document import Complain, Piece, at_line, from_line, is_prose
from paperlist.source.unfolding import decode_escapes

BEGIN = re.compile(
    r"(?:\s|--[^\n]{0,400}\n|/\*[^\n]{0,400}\n|(?:SET|CREATE|DROP|USE|BEGIN|PRAGMA|LOCK)\b[^;]{0,2000};){0,80}"
    r"(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+\S",
    re.IGNORECASE,
)
LITERAL = re.compile(r"'((?:[^'\\]|''|\\.)*)'", re.DOTALL)
ESCAPED = re.compile(r"\\[n'\"]")


def begins(head: str, _: str) -> bool:
    """Whether a text begins as a dump of SQL does."""
    return bool(BEGIN.match(head))


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the literals that are texts, in their order."""
    text = whole(chunks, complain)
    line, position, is_empty = 1, 0, True
    for found in LITERAL.finditer(text or ""):
        line += found.string.count("\n", position, found.start())
        position = found.start()
        value = found[1].replace("''", "'")
        is_empty = is_empty and not is_prose(value)
        if ESCAPED.search(value):
            yield from [list(at_line(line, decoded))] if is_prose(decoded := decode_escapes(value)) else ()
        elif is_prose(value):
            yield from_line(line, f"{value}\n")
    if text and is_empty:
        complain(1, "begins as statements of SQL, and no string in them is a text; nothing of it is read")
