"""Lines of notes, chats and lists that recur before the cards of Papers with Code: no titles, nor counts of stars.

2. no code implementations • …      a number or letter before the head of a card: gone
Ann Bee                             the same line before two cards in a row: it ends in a colon then, as what leads
1 code implementation • …           to something does, and is reported
@ann 1 code implementation • …      the same words before two heads in a row, on their lines: gone
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.source.document import lines_of

SIGN = "code implementation"
HEAD = re.compile(r"[ \t]{0,20}(?:no|\d[\d,]{0,8}) code implementations?\b")
LED = re.compile(
    r"^[ \t]{0,20}(?:\d{1,4}|\W{0,2}(?:[A-Za-z]|[ivx]{1,5})[.)])[ \t]{1,8}"
    r"(?=(?:no|\d[\d,]{0,8}) code implementations?\b)",
    re.MULTILINE,
)
BESIDE = re.compile(r"[ \t]{0,20}(\S[^\n•]{0,40}?)[ \t]{1,8}(?=(?:no|\d[\d,]{0,8}) code implementations?\b)")
"""What is before a head on its line; it is no title if the next head has it, too."""
NUMBER = re.compile(r"\d+")
LETTER = re.compile(r"[^\W\d_]")
COUNT = re.compile(r"\W{0,8}(\d{1,6})\W{0,8}")
SHORTEST, LONGEST = 1, 80
"""Characters of a line that may lead to cards."""
SENTENCE_ENDS = (".", "!", "?", "…")
"""How a line ends that is a card's sentence, which two cards may share."""
HELD = 80
"""Lines that are held at most: a card has fewer."""
LONG = 1 << 14
"""Characters of a line that is not held, as it leads to nothing."""


def remove_recurring(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` with what recurs before cards marked as no title."""
    reader = HeadingReader()
    for chunk in chunks:
        if not reader.held and chunk.isspace():
            yield chunk
            continue
        lines = lines_of(LED.sub("", chunk) if SIGN in chunk else chunk)
        if SIGN not in chunk and not reader.leads:
            # Only the last line may be before a head.
            last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), 0)
            yield "".join((*(reader.give_up() if lines[last:] and lines[last].strip() else ()), *lines[:last]))
            lines = lines[last:]
        yield "".join(out for line in lines for out in reader.read(line))
    yield "".join(reader.give_up())


class HeadingReader:
    """Takes a text line by line; holds what follows the line before a head until the next head tells if it recurs."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.last = -1
        """Which of the held lines is the last that is not blank."""
        self.leads: tuple[str, str] | None = None
        """The line before the last head, and that head."""
        self.lead_at = -1
        """Which of the held lines is the line before the last head, while it is not settled; else -1."""

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines that are settled."""
        if len(line) > LONG:
            yield from self.give_up()
            yield line
            return
        if beside := SIGN in line and BESIDE.match(line):
            yield from self.read_beside(line, beside)
            return
        if HEAD.match(line) and self.last >= 0:
            lead = self.held[self.last].strip()
            if self.leads and line != self.leads[1] and recurs(self.leads[0], lead):
                for at in {self.lead_at, self.last} - {-1}:
                    self.held[at] = marked(self.held[at])
            yield from self.held[: self.last]
            self.held = self.held[self.last :]
            self.leads, self.lead_at = (lead, line), 0
            self.last = 0
        elif not self.leads and line.strip():
            yield from self.give_up()
        if line.strip():
            self.last = len(self.held)
        self.held.append(line)
        if len(self.held) > HELD:
            yield from self.give_up()

    def read_beside(self, line: str, beside: re.Match[str]) -> Iterator[str]:
        """Yield the lines that are settled now that a head is here with words before it."""
        recurs_here = self.leads is not None and line != self.leads[1] and same(self.leads[0], beside[1])
        if recurs_here and (found := BESIDE.match(self.held[self.lead_at])):
            self.held[self.lead_at] = self.held[self.lead_at][found.end() :]
        yield from self.held
        self.held, self.leads = [line[beside.end() :] if recurs_here else line], (beside[1], line)
        self.lead_at = self.last = 0

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are."""
        yield from self.held
        self.held, self.last, self.leads, self.lead_at = [], -1, None, -1


def recurs(before: str, line: str) -> bool:
    """Whether a line is that before the last card again, but for its numbers; numbers alone count up."""
    if not SHORTEST <= len(line) <= LONGEST:
        return False
    if not LETTER.search(line):
        counts = COUNT.fullmatch(before), COUNT.fullmatch(line)
        return bool(counts[0] and counts[1] and int(counts[1][1]) == int(counts[0][1]) + 1)
    return not line.endswith(SENTENCE_ENDS) and same(before, line)


def same(before: str, line: str) -> bool:
    """Whether two lines are one but for their numbers."""
    return NUMBER.sub("0", before) == NUMBER.sub("0", line)


def marked(line: str) -> str:
    """Return a line as one that leads to something: it ends in a colon; a number alone is left out."""
    text = line.strip()
    if not LETTER.search(text):
        return "\n"
    return line if text.endswith(":") else f"{text}:\n"
