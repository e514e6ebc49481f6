"""What cannot be read in a library, and which papers are not to be added because of it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperlist.readers.bibtex_braces import CLOSING, HEAD, KEY, NAME, Unreadable, after_gap, value_end

if TYPE_CHECKING:
    from paperlist.paper import Paper
    from paperlist.readers.blocks import Block

TELLING = 20
"""Letters of a title by which a work is known; shorter ones are words of other titles."""


class Broken:
    """The blocks of one library that cannot be read."""

    def __init__(self, text: str, blocks: "Sequence[Block]") -> None:
        """Take the blocks of the library that has this text."""
        from paperlist.readers.blocks import Kind

        broken = [block for block in blocks if block.kind is Kind.BROKEN]
        self.texts = [text[block.start : block.end].lower() for block in broken]
        self.letters = [letters(each) for each in self.texts]
        self.is_open = any(does_not_end(text, block.start) for block in broken)

    def reason_to_wait(self, paper: "Paper") -> str:
        """Return why a paper that is in no entry is not to be added; empty if it is."""
        if self.is_open:
            return "was not added: an entry of the library does not end, and would swallow what is put after it"
        for identifier, end in ((paper.arxiv_id, r"\d"), (paper.doi, r"\w")):
            if identifier:
                whole = re.compile(rf"(?<![\w.]){re.escape(identifier.lower())}(?!{end})")
                if any(whole.search(text) for text in self.texts):
                    return f"was not added: {identifier} is in an entry of the library that cannot be read"
        title = letters(paper.title or "")
        if len(title) >= TELLING and any(title in text for text in self.letters):
            return "was not added: its title is in an entry of the library that cannot be read"
        return ""


def letters(text: str) -> str:
    """Return the letters and digits of a text, all small."""
    return "".join(filter(str.isalnum, text.casefold()))


def does_not_end(text: str, start: int) -> bool:
    """Whether BibTeX, which reads the entry that begins at `start`, comes to the end of the library within it.

    Where it finds something else than it expects, it goes on with the next entry.
    """
    head = HEAD.match(text, start)
    if not head:
        return False
    length = len(text)
    if head["type"].lower() in ("string", "preamble"):
        return definition_does_not_end(text, head)
    key = KEY.match(text, after_gap(text, head.end(), length))
    position = after_gap(text, key.end() if key else head.end(), length)
    while text.startswith(",", position):
        position = after_gap(text, position + 1, length)
        name = NAME.match(text, position)
        if not name:
            break
        position = after_gap(text, name.end(), length)
        if not text.startswith("=", position):
            break
        position = after_gap(text, position + 1, length)
        try:
            position = after_gap(text, value_end(text, position, length), length)
        except Unreadable:
            return begins_unclosed(text, position)
    return position == length and not text.endswith(CLOSING[head["opening"]])


def definition_does_not_end(text: str, head: "re.Match[str]") -> bool:
    """Whether BibTeX comes to the end of the library within an `@string` or `@preamble` that begins with `head`."""
    length = len(text)
    position = after_gap(text, head.end(), length)
    if head["type"].lower() == "string" and (name := NAME.match(text, position)):
        position = after_gap(text, name.end(), length)
        position = after_gap(text, position + text.startswith("=", position), length)
    try:
        position = after_gap(text, value_end(text, position, length), length)
    except Unreadable:
        return begins_unclosed(text, position)
    return position == length


def begins_unclosed(text: str, position: int) -> bool:
    """Whether a value that cannot be read goes on to the library's end: a delimiter is open, or nothing follows."""
    return text.startswith(("{", '"'), position) or position == len(text)
