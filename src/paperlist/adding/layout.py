"""Where new text goes in a library, and how it is laid out there: as its neighbours are."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperlist.readers.blocks import Block

SEPARATOR = re.compile(r"\s*,\s*")
"""`,\\n  ` or, with commas in front, `\\n  , `."""
ASSIGNMENT = re.compile(r"(?<![^\s=,])(?P<name>[^\s=,]++)(?P<before>[ \t]*)=(?P<after>\s*)\Z")
"""`title     = `, the text before a value."""

Edit = tuple[int, int, str]
"""Start, end, text: the text replaces what is between the two offsets."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one library."""

    text: str

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

        `fields` are names with values as written, delimiters included.
        """
        present = {each.name: each for each in block.fields}
        for name, value in fields:
            if field := present.get(name.lower()):
                yield field.start, field.end, self.with_line_ends(value)
        if new := [(name, value) for name, value in fields if name.lower() not in present]:
            position, inserted = self.insertion(block, new)
            yield position, position, inserted

    def insertion(self, block: "Block", fields: Sequence[tuple[str, str]]) -> tuple[int, str]:
        """Return the offset at which new fields go into an entry, and their text, laid out as the fields it has."""
        if not block.fields:
            end = block.end - 1
            head = self.text[block.start : end].rstrip()
            comma = "" if head.endswith(",") else ","
            lines = "".join(f"\n  {name} = {value}," for name, value in fields)
            return block.start + len(head), self.with_line_ends(f"{comma}{lines}\n")
        separator, assignments = self.habits(block)
        column = aligned_column(assignments)
        before, after = assignments[-1]["before"], assignments[-1]["after"]
        pieces = []
        for name, value in fields:
            gap = " " * max(column - len(name), 1) if column else before
            pieces.append(f"{separator}{name}{gap}={after}{value}")
        return block.fields[-1].end, "".join(pieces)

    def habits(self, block: "Block") -> tuple[str, list[re.Match[str]]]:
        """Return what is between the fields of an entry, and how each field's name and equals sign are written."""
        starts = [block.start + self.text[block.start : block.end].find(",") + 1]
        starts += [each.end for each in block.fields[:-1]]
        heads = [self.text[start : each.start] for start, each in zip(starts, block.fields, strict=True)]
        assignments = [found for head in heads if (found := ASSIGNMENT.search(head))]
        # The comma after the key belongs to no field; of a field alone only what follows that comma can be seen.
        gap = heads[-1][: assignments[-1].start()] if assignments else ""
        separator = gap if len(heads) > 1 else f",{gap}"
        return separator if SEPARATOR.fullmatch(separator) else self.with_line_ends(",\n  "), assignments

    def edited(self, edits: Iterable[Edit], appended: Collection[str]) -> str:
        """Return the text with the edits made and the entries appended, a blank line before each."""
        pieces = []
        done = 0
        for start, end, inserted in sorted(edits):
            pieces += [self.text[done:start], inserted]
            done = end
        pieces.append(self.text[done:])
        if appended:
            pieces += [self.gap_at_end(), self.line_end.join(appended)]
        return "".join(pieces)

    def gap_at_end(self) -> str:
        """Return the line ends that make a blank line after the library's last entry; none when it is empty."""
        if not self.text.strip("\ufeff \t\r\n"):
            return ""
        breaks = self.text.count("\n", len(self.text.rstrip(" \t\r\n")))
        return self.line_end * max(2 - breaks, 0)


def aligned_column(assignments: Sequence[re.Match[str]]) -> int:
    """Return how many characters after the beginning of the names all `=` are; 0 when they are not in one column."""
    columns = {len(each["name"]) + len(each["before"]) for each in assignments}
    lengths = {len(each["name"]) for each in assignments}
    return columns.pop() if len(columns) == 1 and len(lengths) > 1 else 0
