r"""A piece of a saved page within another text: a program's test, a note.

    html = '''
    <li class="arxiv-result">
      <p class="title is-5 mathjax">How otters sleep</p> …
    </li>'''

It is known by the classes of arXiv's pages, and reaches from the first element of a block to the last end tag. What is
before and after it is a text by itself.
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.source.document import Complain, Piece, from_line, whole

CLASS = re.compile(r"<[a-z]\w*\sclass=[\"'](?:arxiv-result|list-title|title mathjax|abstract mathjax)\b")
FIRST = re.compile(r"<(?:!doctype\s+html|html|body|ol|ul|dl|li|dt|div)\b[^<>]*>", re.IGNORECASE)
LAST = re.compile(r"</[a-z]\w*>")


def begins(head: str, _: str) -> bool:
    """Whether a text that is no page itself has a piece of one in it."""
    sign = CLASS.search(head)
    first = FIRST.search(head, 0, sign.end() + 200) if sign else None
    return bool(first and head[: first.start()].strip())


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the text before the piece of a page, the piece, and the text after it."""
    text = whole(chunks, complain) or ""
    ends = [found.end() for found in LAST.finditer(text)]
    if not ends or not (first := FIRST.search(text)) or ends[-1] < first.start():
        yield from_line(1, text)
        return
    line = 1
    for part in (text[: first.start()], text[first.start() : ends[-1]], text[ends[-1] :]):
        if part.strip():
            yield from_line(line, part)
        line += part.count("\n")
