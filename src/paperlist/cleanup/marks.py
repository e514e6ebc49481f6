r"""What a tool put before each line, or after: bullets, bars, comment signs, line numbers, times, names of files.

    > - a     | a |     // a      12  a      L12: a      notes.txt:12:a      AB> a      2024-06-03 10:00:01 INFO a

What begins several lines in a row in the same form is no part of them. The form is what the lines share, with any
number for a number. It is a mark if one of its numbers goes up from line to line, or if it is alone on a line, too, or
before a label: items of a list in an abstract look the same. What ends several lines in a row is a mark if lines of a
listing are among them that never end alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Protocol

from paperlist.source.document import lines_of

LONGEST = 120
"""A mark has fewer characters."""
NUMBER = re.compile(r"\d+")
BLANKS = re.compile(r"[ \t]+")
DASH = re.compile(r"(?<=\d)-|(?<=\w)-(?=\d)")
"""What `grep` writes around the number of a line near a found one, in the place of a colon."""
NESTED = re.compile(r"\A\*{2,6}(?= )")
"""The bullet of an item within another one: `** Ada Byron`."""
PARTS = {"0": r"\d+", " ": r"(?:[ \t]+|(?=\n|\Z))", ":": "[:-]"}
"""What the characters of a form stand for."""
LETTER = re.compile(r"[^\W\d_]")
LABEL = re.compile(
    r"\s{0,40}(?:[-*•>#]{1,3}\s{1,3}){0,3}"
    r"(?:(?:Authors?|Abstract|Title|Comments|Subjects|Journal[- ]ref)\s{0,3}[:：]|Submitted\s\d|arXiv:\d)"
    r"|[^\n•]{1,400}\s•\s[^\n]{0,80}\d{4}",
    re.IGNORECASE,
)
"""What shows that a line is one of a listing."""
TABLE_ROW = re.compile(r"[ \t]{0,40}\|[^|\n]{0,10000}\S[ \t]{0,40}\|[^|\n]{0,10000}\|")
"""`| Subjects: | cs.CV |`"""
ADDRESS = re.compile(r"\s{0,40}(?:[a-z]{2,12}:/|/|mailto:|javascript:)")
"""What is after a number where the lines are a list of addresses."""
NO_MARK = re.compile(
    r"0 ?|[A-Z]\. ?|.*\]|[> ]+|[+ ]+|:::.*|\[ ?\].*"
    r"|\( ?\).*|.*(?:://|\]\(|\]\[|arXiv:).*|<(?![\w@ .#-]{0,30}> ?\Z|!--|[ ]?\Z).*"
)
"""What is no mark though lines share it: a number alone, which may be a word of the text; an initial; the marks
of quoted mails and of diffs, which have their own step, and of pandoc; boxes to tick, links, tags, the word before
identifiers."""
TYPE = re.compile(r"[*_`']{1,3}")
"""What is before labels in bold type: `**Authors:** A`."""
HEAD = 40
"""A label has fewer characters."""
NO_COUNT = re.compile(r"\[v0\] ")
"""The versions of a paper."""

END_LENGTH = 24
"""A mark after a line has fewer characters."""
END_MARK = re.compile(r"(?:\\[nr]|\^M|[^\w\s.]|_)(?:\\[nr]|\^M|[^\w]|_)*\Z")
"""`|`, `*/`, `\\n" +`, `^M`."""
LINE_ENDS = ("\\n", "\\r", "^M")
"""Marks that end in a letter."""
QUOTE = re.compile(r"[\"']")
OPENING = {")": "(", "]": "[", "}": "{"}
"""What has the last sign of a line for its partner, which is then the text's own."""
MARK_ENDS = frozenset("|¶$↵⏎;,+\\/*>}])`'\"_»”nrM:#=-~─│^&║┃▌▐␤␍␊¬→•▪◦⏹%")
"""The last signs of marks; the stop of a sentence is none."""

COUNTED = 3
"""So many numbers in a row that go up show that lines are numbered."""
SEEN = 3
"""So many lines in a row begin with a mark that is alone on a line or before a label."""
HELD = 60
"""Lines that are held until it is known whether they have a mark."""
LONG = 1 << 14
"""Characters of a line that begins no run of marks, as it would be held."""
JUDGED = frozenset((3, 4, 5, 6, 8, 12, 20, 40))
"""After so many lines it is asked whether a run has marks, and at its end."""
GOES_ON = "\\\n"
"""The end of a line of a string that goes on: "Authors: A, B\"."""
WRAPPED = re.compile(r"(?<=[^\s\\]) \\$", re.MULTILINE)
"""The end of a line that is wrapped as those of a shell."""


def form_of(line: str) -> str:
    """Return the beginning of a line with `0` for each number and one blank for several, its end too."""
    start = NESTED.sub("*", line[:LONGEST].strip(" \t\n"))
    return DASH.sub(":", BLANKS.sub(" ", NUMBER.sub("0", start))) + (" " if len(line) < LONGEST else "")


def shared(form: str, other: str) -> str:
    """Return what two forms share, up to a sign or a blank; nothing where that is no mark."""
    common = "".join(mine for mine, _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, other, strict=False)))
    while common and (common[-1].isalnum() or common[-1] == "<"):
        common = common[:-1]
    return common if common.strip() else ""


@lru_cache(maxsize=16)
def pattern_of(form: str) -> re.Pattern[str]:
    """Return what matches the marks of a form at the beginning of a line."""
    parts = [PARTS.get(character) or re.escape(character) for character in form]
    if form.startswith("* "):
        parts[0] = r"\*{1,6}"
    if form.endswith(" "):
        parts[-1] = r"(?:[ \t]|(?=\n|\Z))"
    return re.compile(r"[ \t]{0,40}" + "".join(parts))


def numbers_of(mark: str) -> list[int]:
    """Return the numbers in a mark."""
    return [int(number) for number in NUMBER.findall(mark) if number.isdigit()]


def counts_at(rows: Sequence[list[int]], form: str) -> int | None:
    """Return which number goes up by one from row to row, or, where lines may be left out, by more; None if none."""
    gaps = ":0" in form
    for at in range(min(map(len, rows), default=0)):
        steps = [after[at] - before[at] for before, after in pairwise(rows)]
        if all(step == 1 or (gaps and step > 1) for step in steps):
            return at
    return None


class Run:
    """Lines in a row that begin in one form."""

    def __init__(self, line: str) -> None:
        self.start = start_of(line)
        self.form = ""
        """What they share, once there are two."""
        self.lines = [line]
        """Those that are held, until the run is sure."""
        self.marked = 1
        self.sure = False
        self.counting: int | None = None
        self.last: list[int] = []
        """The numbers of the last line, once the run is sure."""

    def take(self, line: str) -> bool:
        """Go on with a line, if it begins like those before."""
        if self.sure:
            return bool(self.text_of(line) is not None)
        if start_of(line) != self.start or TABLE_ROW.match(line):
            return False
        form = shared(self.form or form_of(self.lines[0]), form_of(line))
        if not form:
            return False
        self.form = form
        self.lines.append(line)
        self.marked += 1
        if self.marked in JUDGED:
            self.judge()
        return True

    def text_of(self, line: str) -> str | None:
        """Return a line without its mark; None if it has none that goes on with the run."""
        found = pattern_of(self.form).match(line)
        if not found:
            return None
        if self.counting is not None:
            numbers = numbers_of(found[0])
            step = numbers[self.counting] - self.last[self.counting]
            if step != 1 and (step < 1 or (":0" not in self.form and not (LETTER.search(self.form) and step <= SEEN))):
                return None
            self.last = numbers
        return line[found.end() :]

    def judge(self) -> None:
        """See whether the lines show that what they begin with is a mark."""
        if self.marked < SEEN:
            return
        pattern = pattern_of(self.form)
        found = [pattern.match(line) for line in self.lines if line.strip()]
        marks = [each for each in found if each]
        texts = [each.string[each.end() :] for each in marks]
        rows = [numbers_of(each[0]) for each in marks]
        counting = counts_at(rows, self.form)
        if NO_MARK.fullmatch(self.form) and not (self.form in ("0", "0 ") and counting is not None):
            return
        if counting is not None and NO_COUNT.fullmatch(self.form):
            return
        if counting is not None and self.marked > COUNTED - (not LETTER.search(self.form)):
            self.sure = any(text.strip() for text in texts) and not any(map(ADDRESS.match, texts))
        else:
            counting = None
            labelled = [bool(LABEL.match(text)) for text in texts]
            alone = not all(map(str.strip, texts))
            self.sure = any(map(str.strip, texts)) and (alone or any(labelled))
            if TYPE.fullmatch(self.form) and all(self.form in text[:HEAD] for text in texts):
                self.sure = False
        if self.sure:
            self.counting = counting
            self.last = rows[0][:]
            if counting is not None:
                self.last[counting] -= 1


class MarkReader:
    """Takes a text line by line, and gives it back without the marks before its lines; see `Reader`."""

    def __init__(self) -> None:
        self.run: Run | None = None

    def held(self) -> Sequence[str] | None:
        """Return the lines that are not given back yet; None where each that follows may have a mark."""
        if not self.run:
            return ()
        return None if self.run.sure else self.run.lines

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines of which, now that `line` is here, it is known whether they have a mark."""
        run = self.run
        if run and not line.strip():
            run.lines.append(line)
            yield from self.release(run)
            return
        if run and run.sure and (text := run.text_of(line)) is not None:
            yield text
            return
        if run and not run.sure and len(line) <= LONG and run.take(line):
            yield from self.release(run)
            return
        yield from self.give_up()
        if line.strip() and len(line) <= LONG and not TABLE_ROW.match(line):
            self.run = Run(line)
        else:
            yield line

    def release(self, run: Run) -> Iterator[str]:
        """Yield the lines that are held without their marks, if the run is sure; as they are if there are too many."""
        if run.sure:
            for line in run.lines:
                text = run.text_of(line) if line.strip() else line
                yield line if text is None else text
            run.lines = []
        elif len(run.lines) > HELD:
            yield from run.lines
            self.run = None

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are: they had no mark."""
        run = self.run
        if run and not run.sure:
            run.judge()
        if run and run.sure:
            yield from self.release(run)
        elif run:
            yield from run.lines
        self.run = None


class EndReader:
    """Takes a text line by line, and gives it back without the marks after its lines; see `Reader`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.end = ""
        """What the lines share."""
        self.labels: set[str] = set()
        self.sure = False

    def held(self) -> Sequence[str] | None:
        """Return the lines that are not given back yet; None where each that follows may have a mark."""
        return None if self.sure else self.lines

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines of which, now that `line` is here, it is known whether they have a mark."""
        text = line.rstrip() if self.sure or len(line) <= LONG else ""
        if not text and self.end and len(line) <= LONG:
            self.lines.append(line)
        elif text and (end := shared_end(self.end or text, text)) and (end == self.end or not self.sure):
            self.end = end
            self.lines.append(line)
            if label := LABEL.match(line):
                self.labels.add(label[0][:8] if label[0][:1].isalpha() else line)
        elif self.sure and (last := last_literal(text, self.end)) is not None:
            self.give_up_all()
            yield last + line_break(line)
            return
        else:
            yield from self.give_up()
            self.end = shared_end(text, text)
            if self.end and text:
                yield from self.read(line)
            else:
                yield line
            return
        if not self.sure and len(self.labels) > 1:
            self.sure = sum(map(bool, map(str.strip, self.lines))) > SEEN
        if self.sure:
            yield from (without_end(line, self.end) for line in self.lines)
            self.lines = []
        elif len(self.lines) > HELD:
            yield from self.give_up()

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are: they had no mark."""
        yield from self.lines
        self.give_up_all()

    def give_up_all(self) -> None:
        """Begin anew."""
        self.lines, self.end, self.labels, self.sure = [], "", set(), False


def closes(line: str) -> bool:
    """Whether the quote or bracket at a line's end has its partner in the line: `"How it is done"`, `(cs.DB)`."""
    sign = line[-1:]
    if opening := OPENING.get(sign):
        return line.count(opening) == line.count(sign)
    return sign in ("'", '"') and (line.count(sign) - line.count(f"\\{sign}")) % 2 == 0


def shared_end(end: str, other: str) -> str:
    """Return the signs that two texts end with; letters are none but those of line ends: `^M`."""
    if end[-1:] != other[-1:] or (end[-1:].isalnum() and end[-2:] not in LINE_ENDS) or closes(other):
        return ""
    size, longest = 1, min(len(end), len(other), END_LENGTH)
    while size < longest and end[-size - 1] == other[-size - 1]:
        size += 1
    found = END_MARK.search(end, max(0, len(end) - size))
    return found[0] if found else ""


def last_literal(text: str, end: str) -> str | None:
    """Return the last line of string literals, which ends otherwise than those before: `b";` after `a" +`."""
    quote = QUOTE.search(end)
    found = re.search(re.escape(end[: quote.end()]) + r"[^\w\s]{0,4}\Z", text[-END_LENGTH:]) if quote else None
    return without_end(text[: len(text) - len(found[0])] + end, end).rstrip("\n") if found else None


def without_end(line: str, end: str) -> str:
    """Return a line without its mark."""
    text = line.rstrip()
    if not text:
        return line
    text = text.removesuffix(end).rstrip()
    if (quote := QUOTE.search(end)) and f"\\{quote[0]}" in text:
        text = text.replace(f"\\{quote[0]}", quote[0]).replace("\\\\", "\\")
    return text + line_break(line)


def line_break(line: str) -> str:
    """Return what breaks a line: nothing after the last one of a text, perhaps."""
    return "\n" if line.endswith("\n") else ""


def start_of(line: str) -> str:
    """Return what two lines with the same mark both begin with: a sign, two letters or a number."""
    start = line[:LONGEST].strip()[:2]
    if not start or start[0].isdigit():
        return start and "0"
    return start if start[0].isalpha() and not start[1:].isdigit() else start[0]


def begins_alike(lines: Sequence[str]) -> bool:
    """Whether two lines with at most blank ones between begin alike."""
    starts = [start for line in lines if (start := start_of(line))]
    return any(before == after for before, after in pairwise(starts))


class Reader(Protocol):
    """Takes a text line by line, and gives it back without its marks."""

    def held(self) -> Sequence[str] | None:
        """Return the lines that are not given back yet; None where each that follows may have a mark."""

    def read(self, line: str) -> Iterator[str]:
        """Yield the lines of which, now that `line` is here, it is known whether they have a mark."""

    def give_up(self) -> Iterator[str]:
        """Yield the lines that are held as they are: they had no mark."""


def strip_marks(chunks: Iterable[str], reader: Reader, is_alike: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """Yield `chunks` as the reader gives them back; it is asked where `is_alike` finds two lines in a row that are."""
    for chunk in chunks:
        held = reader.held()
        if held is not None and not held and chunk.isspace():
            yield chunk
            continue
        lines = lines_of(chunk)
        if held is not None and not is_alike([*held, *lines]):
            # Nothing here is a mark but, perhaps, what the last line has.
            last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), 0)
            yield "".join((*(reader.give_up() if lines[last:] and lines[last].strip() else ()), *lines[:last]))
            lines = lines[last:]
        yield "".join(out for line in lines for out in reader.read(line))
    yield "".join(reader.give_up())


def unmark(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks before each line."""
    return strip_marks(chunks, MarkReader(), begins_alike)


def remove_ends(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks after each line."""
    return strip_marks(chunks, EndReader(), ends_alike)


def ends_alike(lines: Sequence[str]) -> bool:
    """Whether two lines with at most blank ones between end with the same sign."""
    last = ""
    for line in lines:
        end = line[-LONGEST:].rstrip()[-1:]
        if end:
            if end == last and end in MARK_ENDS:
                return True
            last = end
    return False


def without_break(line: str) -> str:
    """Return `line` without the backslash at its end."""
    return line.removesuffix(GOES_ON).rstrip(" ") + "\n" if line.endswith(GOES_ON) else line


def remove_breaks(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without backslashes at the ends of lines, where `SEEN` lines in a row have one, and after them."""
    held: list[str] = []
    marked, known = 0, False
    for chunk in chunks:
        if not marked and GOES_ON not in chunk:
            yield chunk
            continue
        out: list[str] = []
        for line in lines_of(chunk):
            held.append(WRAPPED.sub("", line) if known else line)
            if line.endswith(GOES_ON):
                marked += 1
            elif line.strip():
                marked = 0
            if marked >= SEEN:
                known = True
                out += map(without_break, held)
                held = []
            elif not marked:
                out += held
                held = []
        yield "".join(out)
    yield "".join(held)
