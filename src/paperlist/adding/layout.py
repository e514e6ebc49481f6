"""Where new text goes in a library, and how it is laid out there: as its neighbours are."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperlist.adding.habits import Habits, learn_entry
from paperlist.readers.blocks import Kind

if TYPE_CHECKING:
    from paperlist.readers.blocks import Block

EDITORS = r"(?:Local\ Variables:|(?:vim?|ex):)"
CLOSING = re.compile(
    rf"""(?:^|(?<=\ufeff))[ \t]*(?:
        @[ \t]*comment[ \t]*[{{(](?!\s*@)    # @Comment{{jabref-meta: …}}, but no entry that somebody put aside
      | (?:@[ \t]*comment[ \t]|[%;\#]+)[ \t]*{EDITORS}    # % Local Variables:
      | {EDITORS}
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""What programs write for themselves at the end of a library, and what editors look for there."""
PAGE_BREAK = "\f"
"""Emacs looks for its variables after the last page break."""
BLANK = " \t\r\n\ufeff"

Edit = tuple[int, int, str]
"""Start, end, text: the text replaces what is between the two offsets."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one library."""

    text: str
    habits: Habits

    @property
    def line_end(self) -> str:
        """The line end of the library's first line."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def with_line_ends(self, written: str) -> str:
        """Return our text, which ends its lines with LF, with the line ends of the library."""
        return written.replace("\n", self.line_end)

    def edits(self, block: "Block", fields: Sequence[tuple[str, str]]) -> Iterator[Edit]:
        """Yield the edits after which an entry has these fields: values that are there are replaced, others inserted.

        `fields` are names with values in braces or bare.
        """
        habits = learn_entry(self.text, block, self.habits)
        present = {each.name: each for each in block.fields}
        for name, value in fields:
            if field := present.get(name.lower()):
                yield field.start, field.end, self.with_line_ends(habits.enclosed(name, value))
        new = [(name, value) for name, value in fields if name.lower() not in present]
        if new and block.fields:
            inserted = "".join(habits.field(habits.between, name, value) for name, value in new)
            yield block.fields[-1].end, block.fields[-1].end, self.with_line_ends(inserted)
        elif new:
            head = self.text[block.start : block.end - 1].rstrip()
            first = habits.first.replace(",", "", 1) if head.endswith(",") else habits.first
            leads = [first, *[habits.between] * (len(new) - 1)]
            inserted = "".join(habits.field(lead, *field) for lead, field in zip(leads, new, strict=True))
            end = block.start + len(head)
            yield end, end, self.with_line_ends(inserted + habits.closing[:-1])

    def edited(self, blocks: "Sequence[Block]", edits: Iterable[Edit], appended: Collection[str]) -> str:
        """Return the text with the edits made, and the entries put in after the last one."""
        if appended:
            place = self.place_of_new(blocks)
            gap = self.line_end * (self.habits.blank_lines + 1)
            # Each ends its line.
            written = (gap[len(self.line_end) :]).join(appended)
            edits = [*edits, (place, place, f"{self.gap_before(blocks, place)}{written}{self.gap_after(place)}")]
        pieces = []
        done = 0
        for start, end, inserted in sorted(edits):
            pieces += [self.text[done:start], inserted]
            done = end
        pieces.append(self.text[done:])
        return "".join(pieces)

    def place_of_new(self, blocks: "Sequence[Block]") -> int:
        """Return the offset at which new entries go in: the end, or before what programs keep there."""
        last = max((block.end for block in blocks if is_content(self.text, block)), default=0)
        closing = CLOSING.search(self.text, last)
        if not closing:
            return len(self.text)
        page_break = f"{PAGE_BREAK}{self.line_end}"
        before = self.text[last : closing.start()]
        return last + len(before.removesuffix(page_break))

    def gap_before(self, blocks: "Sequence[Block]", place: int) -> str:
        """Return the line ends that make as many blank lines before a new entry as are usual; none at the beginning."""
        before = self.text[:place]
        kept = before.rstrip(BLANK)
        if not kept:
            return ""
        entry_ends = {block.end for block in blocks if block.kind is Kind.ENTRY}
        # What is no entry may be about the one that follows it; a new one keeps away.
        wanted = self.habits.blank_lines if len(kept) in entry_ends else max(self.habits.blank_lines, 1)
        return self.line_end * max(wanted + 1 - before.count("\n", len(kept)), 0)

    def gap_after(self, place: int) -> str:
        """Return the line ends after new entries: as many blank lines as are before what follows them, if anything."""
        kept = self.text[:place].rstrip(BLANK)
        blank_lines = self.text.count("\n", len(kept), place) - 1 if kept else 1
        return self.line_end * max(blank_lines, 0) if place < len(self.text) else ""


def is_content(text: str, block: "Block") -> bool:
    """Whether a block is more than a remark."""
    if block.kind is Kind.BROKEN:
        raw = text[block.start : block.end]
        return not CLOSING.match(text, block.end - len(raw.lstrip()))
    return block.kind is not Kind.OTHER or block.type == "preamble"
