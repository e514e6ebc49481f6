r"""Values that stand in the text as they are read, and that the text itself gives reasons to doubt.

Abstract: We study otters and          a line that is within the texts of two entries, with others around it,
Papers of the group                    is of the page that was printed
what they eat.

1 code implementation  3 Jan 2024  …   a sign of the page is gone, and no letter beyond ASCII is there:
Abstract: We study otters...  More     letters may be gone, too
3 code implementations • CVPR 2016     a card's sentence has an end
We study otters and
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.listings import Entry
from paperlist.listings.engine import TEXTS
from paperlist.listings.layout import SENTENCE_END

DROPPED = re.compile(r"\S {2,3}(?:More|Less)\b|code implementations? {2,3}(?=\S)")
"""Where two blanks are that had a sign between them."""
CUT = re.compile(r"[\w%)\]]\s?(?:\.\.\.|…)\Z")
"""`What otters eat in win...`"""
ENDED = re.compile(rf"{SENTENCE_END.pattern}|://\S+\Z")
"""How a sentence ends, or with an address."""
TORN = re.compile(r"(?:[^\W_][^\s:;.!?]{0,3}|[-=*_]{2,8})\n\n[a-z]{2,}|\n\n.{0,12}[^\W_]\Z")
"""What a line of the page, or a mark of a tool, leaves of an abstract that it parts."""
CARDS = "papers-with-code"
"""The listing whose texts are single sentences of abstracts."""
DOUBTED = ("authors", "title", "abstract", "excerpt")
DIGITS = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]{3}.*\W.*[^\W\d_]{3}")
"""What recurs by more than chance: two words."""
LONGEST = 100
"""No heading of a page has more characters."""
REMEMBERED = 4096
"""So many lines are remembered."""
QUOTED = 60


class Seen(NamedTuple):
    """A line within a text: of which entry, by its number, what is around it, and where it is."""

    entry: int
    around: tuple[str, str]
    place: Place


class Doubts:
    """Looks at the entries of one input, in their order."""

    def __init__(self) -> None:
        self.entries = 0
        self.lines: dict[str, Seen] = {}
        """Lines within texts, the last ones, with any number for a number."""

    def of_entry(
        self, entry: Entry, name: str, text: str, place_of: Callable[[int, int], Place]
    ) -> Iterator[Diagnostic]:
        """Report what is doubtful in an entry of the listing `name`; the offsets are of `text`."""
        self.entries += 1
        stretch = text[entry.start : entry.end]
        if stretch.isascii() and (found := DROPPED.search(stretch)):
            at = entry.start + found.start()
            message = "a sign of the page is lost here, and letters that are not ASCII may be, too"
            yield Diagnostic(Code.DOUBTFUL, place_of(at, at + 1), message)
        for field, start, end in entry.spans:
            if field in TEXTS and "\n" in text[start:end]:
                yield from self.recurring(text[start:end].split("\n"), start, place_of)
        if any(fault.code is Code.TRUNCATED for fault in entry.faults):
            return
        places = {field: (start, end) for field, start, end in entry.spans}
        for field in DOUBTED:
            if reason := doubt(field, entry.values, name):
                place = place_of(*places.get(field, (entry.start, entry.end)))
                yield Diagnostic(Code.DOUBTFUL, place, f"{field}: {reason}")

    def recurring(
        self, lines: Sequence[str], start: int, place_of: Callable[[int, int], Place]
    ) -> Iterator[Diagnostic]:
        """Report the lines of a text that are within another one, too, with other lines around them."""
        starts = accumulate((len(line) + 1 for line in lines), initial=start)
        shown = [(line.strip(), at) for line, at in zip(lines, starts, strict=False) if line.strip()]
        edge = ("", 0)
        for (before, _), (line, at), (after, _) in zip([edge, *shown], shown, [*shown[1:], edge], strict=False):
            if len(line) > LONGEST or not LETTERS.search(line):
                continue
            kind, here = DIGITS.sub("0", line), Seen(self.entries, (before, after), place_of(at, at + len(line)))
            known = self.lines.pop(kind, None)
            if known and known.entry < here.entry and known.around[0] != before and known.around[1] != after:
                for place in (known.place, here.place):
                    message = f"within two texts, so it may be of the page: {line[:QUOTED]!r}"
                    yield Diagnostic(Code.DOUBTFUL, place, message)
            self.lines[kind] = here
            if len(self.lines) > REMEMBERED:
                del self.lines[next(iter(self.lines))]


def doubt(field: str, values: Mapping[str, Any], name: str) -> str:
    """Return why a value of an entry of the listing `name` is doubtful by itself; nothing if it is not."""
    value = values.get(field)
    if field == "authors" and value and len(value) > 1:
        words = "".join((*value, *(values.get(text) or "" for text in TEXTS)))
        return "nothing of the entry has capitals" if words.islower() else ""
    if field == "authors" or not value:
        return ""
    is_cut = value.endswith(("...", "…")) and bool(CUT.search(value))
    if field == "title" and is_cut:
        return f"ends as what was cut off does: {value[-QUOTED:]!r}"
    if field in ("abstract", "excerpt"):
        if "\n\n" in value and (found := TORN.search(value)):
            return f"a paragraph begins or ends within a sentence: {value[found.start() :][:QUOTED]!r}"
        if (at := value.find("]")) >= 0 and "[" not in value and name != CARDS:
            return f"a bracket closes that does not open: {value[max(0, at - QUOTED) : at + 1]!r}"
    is_sentence = field == "excerpt" and name == CARDS and "repository" not in values
    if is_sentence and (is_cut or not ENDED.search(value)):
        return f"ends within a sentence, as what was cut off does: {value[-QUOTED:]!r}"
    return ""
