"""What adding would change, as a unified diff that `patch` applies.

The two texts have the same entries in the same order, but for new ones. So each entry is compared with itself only, and
the time grows with the library, not with its square.
"""

import difflib
import os
import re
from collections.abc import Iterator, Sequence

LINE = re.compile(rb"[^\n]*\n|[^\n]+")
"""Only \\n ends a line here: to `patch`, U+2028 and a lone carriage return are characters like others."""
BEGINNING = re.compile(rb"[\xff\xfe\xef\xbb\xbf\0 \t]*(?:[@%#;]|L\0?o\0?c\0?a\0?l\0?)(?P<name>[^,}\r\n]*)")
"""The first line of an entry or a remark, in any encoding: `@article{key`. By it an entry is known again."""
CONTEXT = 3
"""Lines that are shown before and after a change."""

Opcode = tuple[str, int, int, int, int]
"""`replace`, `delete`, `insert` or `equal`, and the lines in the old and in the new text, as `difflib` gives them."""


def diff(old: bytes, new: bytes, name: str) -> bytes:
    """Return the unified diff from `old` to `new` for the file called `name`; empty when they are equal.

    It has the bytes of the two, whatever their encoding is: what is a line in UTF-16 is one for `patch`, too.
    """
    if old == new:
        return b""
    before, after = LINE.findall(old), LINE.findall(new)
    pieces = [b"--- a/%s\n+++ b/%s\n" % ((os.fsencode(name),) * 2)]
    for group in ByEntries(before, after).get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        pieces.append(b"@@ -%s +%s @@\n" % (span(first[1], last[2]), span(first[3], last[4])))
        for tag, start, end, new_start, new_end in group:
            if tag != "insert":
                sign = b" " if tag == "equal" else b"-"
                pieces += [end_line(sign + line) for line in before[start:end]]
            if tag in ("insert", "replace"):
                pieces += [end_line(b"+" + line) for line in after[new_start:new_end]]
    return b"".join(pieces)


class ByEntries(difflib.SequenceMatcher[bytes]):
    """`difflib`'s comparison, each entry with itself."""

    def __init__(self, before: Sequence[bytes], after: Sequence[bytes]) -> None:
        """Compare these lines."""
        super().__init__(None, (), ())
        self.before, self.after = before, after

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]
        """Return how the old lines become the new ones; of two neighbours one at most is `equal`."""
        found: list[Opcode] = []
        for tag, start, end, new_start, new_end in compare(self.before, self.after):
            if found and found[-1][0] == tag == "equal":
                found[-1] = (tag, found[-1][1], end, found[-1][3], new_end)
            else:
                found.append((tag, start, end, new_start, new_end))
        return found


def compare(before: Sequence[bytes], after: Sequence[bytes]) -> Iterator[Opcode]:
    """Yield how the lines of the one text become those of the other, entry by entry."""
    old, new = cut(before), cut(after)
    added = len(new) - len(old)
    number = 0
    for name, start, end in old:
        while added > 0 and new[number][0] != name:
            yield "insert", start, start, *new[number][1:]
            number += 1
            added -= 1
        _, new_start, new_end = new[number]
        number += 1
        one, two = before[start:end], after[new_start:new_end]
        matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
        changes = [("equal", 0, len(one), 0, len(two))] if one == two else matcher.get_opcodes()
        for tag, one_start, one_end, two_start, two_end in changes:
            yield tag, start + one_start, start + one_end, new_start + two_start, new_start + two_end
    for _, new_start, new_end in new[number:]:
        yield "insert", len(before), len(before), new_start, new_end


def cut(lines: Sequence[bytes]) -> list[tuple[bytes, int, int]]:
    """Return the entries and remarks of a text, with their first words and lines; what is before the first is one."""
    found = [(number, name["name"]) for number, line in enumerate(lines) if (name := BEGINNING.match(line))]
    if not found or found[0][0]:
        found.insert(0, (0, b""))
    ends = [*(number for number, _ in found[1:]), len(lines)]
    return [(name, number, end) for (number, name), end in zip(found, ends, strict=True)]


def span(start: int, end: int) -> bytes:
    """Return lines as a hunk's head names them: the first, counted from 1, and how many."""
    count = end - start
    first = start + 1 if count else start
    return b"%d" % first if count == 1 else b"%d,%d" % (first, count)


def end_line(line: bytes) -> bytes:
    """Return a line of a diff with its end, or with the remark by which `patch` knows that the file's has none."""
    return line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
