"""Lines of notes, chats and lists that recur before the cards of Papers with Code: no titles, nor counts of stars.

2. no code implementations • …      a number or letter before the head of a card: gone
Ann Bee                             the same line before two cards in a row: it ends in a colon then, as what leads
1 code implementation • …           to something does, and is reported
@ann 1 code implementation • …      the same words before two heads in a row, on their lines: gone
Paper 2: How otters sleep           a time, a number that goes up or a sign before two titles in a row: gone, and so
1 code implementation • …           is a number in the line before each title
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.cleanup.steps import CODE, CODE_COUNT
from paperlist.source.document import lines_of

POINT = " • "
HEAD = re.compile(
    rf"[ \t]{{0,20}}(?:{CODE_COUNT}\b"
    r"|[\w-][\w.-]{0,40}/[\w.-]{1,100}(?: • [^•\n]{1,60}){1,2}$)"
)
"""`no code implementations • …`, `ada/otters • 3 Jul 2019`"""
MARKS = (
    re.compile(
        r".{0,40}?(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?[^\w<]{1,4}"
        r"(?:[^\W\d_][\w .]{0,30}: |<[\w .-]{1,30}> )?(?<=\s)"
    ),
    re.compile(
        r"\W{0,4}(?:[^\W\d_]{1,12}(?:\W{1,3}|-))?(?P<number>\d{1,4})(?: ?(?:/|of) ?(?:\d{1,4}|[nN]\b))?"
        r"\W{0,4}(?<=[\s)\]）])"
    ),
    re.compile(
        r"(?P<sign>(?:[-*+#>=|~•.]{1,4}\s|\[[ xX*+]\]\s|[#@][\w.:-]{1,30}\s|\(\w{1,20}\)\s"
        r"|(?:Human|User|You|Me|Assistant):\s|\\item\s|<[\w .-]{1,30}>\s){1,3})"
    ),
    re.compile(
        r"(?:\\[a-z]{1,12}\{[^{}\s]{0,40}\}"
        r"|\W{0,3}(?:x )?(?:\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}Z?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\W{0,2})(?:\s{1,4})"
    ),
)
"""What may be before a title, and is a mark if the next title has it, too: a time and who said it, a number that goes
up, a sign, an item of a bibliography in LaTeX, a date."""
LEADS = re.compile(
    r"(?=[^•]{1,60}\Z)(?=\W*[^\W\d_]|.*[^\W_]{2}:|\W*\d+\W+[^\W\d_])(?!.{0,50}\+\d*\Z)"
    r"(?:.{0,40}?(?<![\w.,])\d{1,4}(?![\w,])|[@<=#\\{]|\([^()]*\)\Z|\S{1,40}\.[a-z]{2,4}\Z).*"
)
"""What a line right above a title may be, and leads to it if it is above the next title, too: `Slide 3`,
`[10:01 AM] Lee, Ann`, `@ann`, `list3.txt`; not a card's number of stars or tasks. It is quoted then, as no title is."""
LED = re.compile(
    r"^[ \t]{0,20}(?:\d{1,4}|\W{0,2}(?:[A-Za-z]|[ivx]{1,5})[.)])[ \t]{1,8}"
    rf"(?={CODE_COUNT}\b)",
    re.MULTILINE,
)
BESIDE = re.compile(rf"[ \t]{{0,20}}(\S[^\n•]{{0,40}}?)[ \t]{{1,8}}(?={CODE_COUNT}\b)")
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
        lines = lines_of(LED.sub("", chunk) if CODE in chunk else chunk)
        if CODE not in chunk and POINT not in chunk and not reader.leads:
            # Only the last line may be before a head, and what leads to it.
            last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), 0)
            if (first := last - (last > 0 and leads(lines[last - 1]))) > 0:
                yield "".join((*reader.give_up(), *lines[:first]))
                reader.pass_on(lines[:first])
                lines = lines[first:]
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
        self.lead_above = ""
        """The line right above that, if it may lead to it."""
        self.passed = ""
        """The last line that was given back before the first head."""
        self.due: tuple[int, ...] = ()
        """What may be the number in a line before the title of the next card; nothing once one does not count up."""

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines that are settled."""
        if len(line) > LONG:
            yield from self.give_up()
            yield line
            return
        if beside := CODE in line and BESIDE.match(line):
            yield from self.read_beside(line, beside)
            return
        if HEAD.match(line) and self.last >= 0:
            lead, above = self.held[self.last].strip(), self.above(self.last)
            self.drop_number()
            if self.leads and line != self.leads[1]:
                again, mark = recurs(self.leads[0], lead), mark_of(self.leads[0], lead)
                for at in {self.lead_at, self.last} - {-1}:
                    if again:
                        self.held[at] = marked(self.held[at])
                    elif mark and (found := mark.match(self.held[at])):
                        self.held[at] = self.held[at][found.end() :]
                if above and self.lead_above and same(above, self.lead_above):
                    for at in {self.lead_at, self.last} - {-1, 0}:
                        self.held[at - 1] = f"> {marked(self.held[at - 1])}"
            first = self.last - bool(above)
            yield from self.held[:first]
            self.held = self.held[first:]
            self.leads, self.lead_above, self.lead_at = (lead, line), above, self.last - first
            self.last -= first
        elif not self.leads and line.strip():
            first = self.last if self.above(len(self.held)) else len(self.held)
            yield from self.held[:first]
            self.pass_on(self.held[:first])
            self.held = self.held[first:]
        if line.strip():
            self.last = len(self.held)
        self.held.append(line)
        if len(self.held) > HELD:
            yield from self.give_up()

    def above(self, at: int) -> str:
        """Return the line right above one of the held lines, if it may lead to it; else nothing."""
        return self.held[at - 1].strip() if at > 0 and leads(self.held[at - 1]) else ""

    def drop_number(self) -> None:
        """Leave out a number alone in the line before the title of a card, if each card so far has one."""
        at = next((at for at in reversed(range(self.last)) if self.held[at].strip()), -1)
        found = COUNT.fullmatch(self.held[at] if self.leads and at >= 0 else self.passed)
        due = self.due if self.leads else self.due or (0, 1)
        self.due = (int(found[1]) + 1,) if found and int(found[1]) in due else ()
        if self.leads and self.due:
            self.held[at] = "\n"

    def pass_on(self, lines: list[str]) -> None:
        """Remember the last of these lines, which are given back, that is not blank."""
        self.passed = next((line for line in reversed(lines) if line.strip()), self.passed)

    def read_beside(self, line: str, beside: re.Match[str]) -> Iterator[str]:
        """Yield the lines that are settled now that a head is here with words before it."""
        recurs_here = self.leads is not None and line != self.leads[1] and same(self.leads[0], beside[1])
        if recurs_here and (found := BESIDE.match(self.held[self.lead_at])):
            self.held[self.lead_at] = self.held[self.lead_at][found.end() :]
        yield from self.held
        self.held, self.leads = [line[beside.end() :] if recurs_here else line], (beside[1], line)
        self.lead_at, self.lead_above, self.last = 0, "", 0

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are."""
        yield from self.held
        self.pass_on(self.held)
        self.held, self.last, self.leads, self.lead_at, self.lead_above = [], -1, None, -1, ""


def leads(line: str) -> bool:
    """Whether a line may lead to a title that is right below it."""
    return bool(LEADS.match(line.strip()))


def recurs(before: str, line: str) -> bool:
    """Whether a line is that before the last card again, but for its numbers; numbers alone count up."""
    if not SHORTEST <= len(line) <= LONGEST:
        return False
    if not LETTER.search(line):
        counts = COUNT.fullmatch(before), COUNT.fullmatch(line)
        return bool(counts[0] and counts[1] and int(counts[1][1]) == int(counts[0][1]) + 1)
    return not line.endswith(SENTENCE_ENDS) and same(before, line)


def mark_of(before: str, line: str) -> re.Pattern[str] | None:
    """Return what matches the marks that two titles in a row begin with; None if they have none."""
    return next((mark for mark in MARKS if follows(mark.match(before), mark.match(line))), None)


def follows(before: re.Match[str] | None, mark: re.Match[str] | None) -> bool:
    """Whether one mark is that of the title after the other's."""
    if not before or not mark:
        return False
    names = before.groupdict()
    if "number" in names:
        return same(before[0], mark[0]) and int(mark["number"]) == int(before["number"]) + 1
    return before[0] == mark[0] or "sign" not in names


def same(before: str, line: str) -> bool:
    """Whether two lines are one but for their numbers."""
    return NUMBER.sub("0", before) == NUMBER.sub("0", line)


def marked(line: str) -> str:
    """Return a line as one that leads to something: it ends in a colon; a number alone is left out."""
    text = line.strip()
    if not LETTER.search(text):
        return "\n"
    return line if text.endswith(":") else f"{text}:\n"
