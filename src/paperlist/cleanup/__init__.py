"""What extraction did to a text is undone here, before any listing format reads it.

The words of a page stay, the marks that a tool left go: blanks that are no plain blanks, characters without width,
terminal colours, the quoting of mails and diffs, indents, links, markdown's escapes and type, the link numbers of text
browsers. A mark goes only where it is surely one. What can only be judged by the words around it (bullets, numbers,
hard wraps) is left to the formats.

Cleaning is a row of steps (`STEPS`). Each takes chunks of whole lines and yields as many lines, so that a place in the
cleaned text is the place in the input; no result depends on where chunks end. A new step is a function of that shape
in one of the modules here, or one from text to text for what lies within a line (`each`), and its row in the table.
"""

from collections.abc import Iterable, Iterator

from paperlist.cleanup import (
    addresses,
    entities,
    headings,
    labels,
    links,
    markdown,
    marks,
    markup,
    quoting,
    tables,
    unicode,
)
from paperlist.cleanup.steps import Step, each

LARGE = 1 << 20
"""Chunks of more characters are cut, at line ends, so that what reads them holds little at a time."""


def cut_large(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks`, those of more than `LARGE` characters in several pieces."""
    for chunk in chunks:
        start = 0
        while len(chunk) - start > LARGE and (end := chunk.find("\n", start + LARGE) + 1):
            yield chunk[start:end]
            start = end
        yield chunk[start:]


STEPS: tuple[Step, ...] = (
    cut_large,
    # Characters
    each(entities.decode),
    each(unicode.normalize),
    each(unicode.plain_blanks),
    each(unicode.remove_returns),
    each(labels.part_heads),
    # Wikis and documents
    tables.join_cells,
    each(links.mark_pictures),
    each(links.remove_definitions),
    markup.unmark,
    # Beginnings of lines
    marks.remove_breaks,
    quoting.unquote_entries,
    quoting.unletter,
    marks.unmark,
    quoting.unquote_mail,
    quoting.unquote_diff,
    each(quoting.unindent),
    each(labels.mend),
    # Markup
    each(markdown.remove_forum_tags),
    each(addresses.unlink),
    markdown.remove_tags,
    marks.remove_ends,
    each(markdown.unescape_bullets),
    markdown.unlink,
    links.remove_targets,
    links.remove_numbers,
    each(links.remove_citations),
    each(links.remove_addresses),
    each(markdown.remove_code_fences),
    each(markdown.remove_headings),
    each(markdown.remove_bold),
    headings.remove_recurring,
)
"""All steps in their order: each may rely on what those before it removed."""


def clean(chunks: Iterable[str]) -> Iterator[str]:
    """Yield the text of `chunks`, whole lines each, without the marks of extraction: the same lines, line by line."""
    for step in STEPS:
        chunks = step(chunks)
    return filter(None, chunks)
