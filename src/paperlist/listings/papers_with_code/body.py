"""What follows the authors of a card.

    body       = [excerpt] [sota] [tasks | categories] [stars] [rate] [labels]
    excerpt    = one sentence of the abstract; the site puts a blank after each "." and "," inside words
    tasks      = (mark name)* ["+3"]            names of tasks; what "+3" stands for is not shown
    categories = (full name of an arXiv subject)*   where a paper has no tasks

Of the blanks the site puts into the excerpt only those are taken out that no prose has: in `i. e.`,
`e. g.` and in the host of a web address. `55. 1`, `13, 500` and `tasks, 180` stay as listed: prose
has them too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from paperlist.diagnostics import Code
from paperlist.fields import read_count
from paperlist.listings import Entry, Fault
from paperlist.listings.papers_with_code.chrome import PAGE_TEXT
from paperlist.listings.papers_with_code.labels import (
    LABEL,
    SOTA,
    STARS,
    TASK_LINE,
    UNFINISHED,
    is_extra,
    is_extra_after,
    is_label,
)
from paperlist.listings.papers_with_code.lines import INDENT, WIDEST, Line, is_wrapped, wrapping_width
from paperlist.listings.papers_with_code.prose import ends_sentence, is_prose
from paperlist.listings.papers_with_code.values import (
    MORE_LAST,
    read_categories,
    read_excerpt,
    read_known_tasks,
    read_marked_tasks,
    read_tasks,
)

ITEM_MARK = re.compile(r"(?<=[.!?…])-\Z")  # "preferences.-": the mark of an item glued to the sentence before it
ABBREVIATION = re.compile(r"\b(?:vs|resp|e\. ?g|i\. ?e|cf|al|etc|approx|incl|esp|Figs?|Eqs?|No|St|Dr|Prof|[A-Z])\.\Z")
"""How a line may end that goes on: "vs."."""
SAYS_SOMETHING = re.compile(r"[^\W_]")
QUOTED = 60
"""How many characters of a line a message quotes."""

HEADED = re.compile(r"\W{0,4}(?:Submitted on \d|arXiv:[\da-z])|[=-]{5,}$")
"""How the line below the heading of an abstract page begins, or the line that underlines it."""


@dataclass(slots=True)
class Body:
    """The lines after the authors of a card."""

    text: str
    lines: list[Line]
    entry: Entry
    """The card; it gets what is read."""
    width: int
    """Of the longest line of the card."""
    titled: bool
    """The card has a title."""
    followed: bool
    """Another card follows the last line."""
    words: list[str] = field(init=False)
    """The text of each line."""
    labels: int = field(init=False)
    """Which line is the first label; 0 if none is."""

    def __post_init__(self) -> None:
        self.words = [self.text[line.start : line.end] for line in self.lines]
        self.labels = next((i for i, line in enumerate(self.words) if LABEL.fullmatch(line)), 0)

    def span(self, i: int, stop: int) -> tuple[int, int]:
        """Return where the lines from number `i` up to `stop` begin and end."""
        return self.lines[i].start, self.lines[stop - 1].end

    def paragraph(self, i: int, stop: int) -> str:
        """Return the text of the lines from number `i` up to `stop`."""
        start, end = self.span(i, stop)
        return self.text[start:end]

    def report(self, code: Code, i: int, stop: int, message: str) -> None:
        """Report the lines from number `i` up to `stop`, with the beginning of their text."""
        self.entry.faults.append(Fault(code, *self.span(i, stop), f"{message}: {self.words[i][:QUOTED]!r}"))


def parse_body(body: Body) -> int:
    """Read what follows the authors of a card; return where it ends, 0 if there is nothing."""
    first = 0
    while first < body.labels - 1 and PAGE_TEXT.fullmatch(body.words[first]):
        body.report(Code.PAGE_TEXT, first, first + 1, "page text within a card")
        first += 1
    i = parse_excerpt(body, first)
    while i < len(body.lines):
        stop = find_paragraph_end(body, i)
        if is_next_title(body, i, stop):
            break
        found = next((found for rule in RULES if (found := rule(body, i, stop))), None)
        if not found:
            break
        name, stop = found
        body.entry.spans.append((name, *body.span(i, stop)))
        i = stop
    return body.lines[i - 1].end if i > first else 0


# 1. The excerpt: its paragraph, or its line and what is wrapped of it.


def parse_excerpt(body: Body, first: int) -> int:
    """Read the excerpt, if line number `first` begins one; return the number of the line after it."""
    words, count = body.words[first:], len(body.words) - first
    # A single line that is no sentence, between a card with a title and the next, is the next one's title.
    alone = body.followed and count == 1 and body.titled and not ends_sentence(words[0])
    if not words or alone or is_extra(words[0]) or PAGE_TEXT.fullmatch(words[0]):
        return first
    # After a card with a title, the last line is that of the next one, where nothing else parts them.
    next_title = body.titled and body.followed and not body.labels and not is_sentence_rest(words)
    most = count - 1 if next_title else count
    stop = first + count_excerpt(body, first, max(most, 1))
    start, end = body.span(first, stop)
    end -= bool(ITEM_MARK.search(body.words[stop - 1]))
    body.lines[stop - 1] = body.lines[stop - 1]._replace(end=end)
    body.entry.values["excerpt"] = read_excerpt(body.text[start:end])
    body.entry.spans.append(("excerpt", start, end))
    return stop


def is_sentence_rest(words: list[str]) -> bool:
    """Whether the last of the lines after the authors is the end of the sentence before it, and no title.

    Nothing before it ends a sentence, and it begins small or ends with a full stop.
    """
    if len(words) < 2 or any(map(ends_sentence, words[:-1])):
        return False
    return words[-1][0].islower() or words[-1].rstrip("\"'”’)]}»").endswith(".")


def count_excerpt(body: Body, first: int, most: int) -> int:
    """Count the lines of the excerpt that begins with line number `first` and has `most` lines at most."""
    lines, words = body.lines[first:], body.words[first:]
    stop = 1
    while stop < most and not lines[stop].gap and not is_extra_after(words[stop - 1], words[stop]):
        stop += 1
    last = max((i for i in range(stop) if ends_sentence(words[i])), default=0)
    count = 1
    while count < stop:
        line, following = words[count - 1], words[count]
        wrapped = len(line) <= WIDEST and is_wrapped(body.text, lines[count - 1], lines[count], body.width - INDENT)
        if ITEM_MARK.search(line):
            break
        if ends_sentence(line):
            # A stop within the sentence, if a tool broke the line there: "vs."
            within = following[0].islower() and (body.width <= WIDEST or ABBREVIATION.search(line))
            goes_on = count <= last and (wrapped or within)
        else:
            goes_on = count <= last or following[0].islower() or (wrapped and not read_categories(following))
        if not goes_on:
            break
        count += 1
    return count


# 2. What is known by its looks, or by its place before the labels.


def find_paragraph_end(body: Body, i: int) -> int:
    """Return the number of the line after the paragraph of line number `i`; a label is a paragraph of its own."""
    stop = i + 1
    if not is_label(body.words[i]):
        while stop < len(body.lines) and not body.lines[stop].gap and not is_label(body.words[stop]):
            stop += 1
    return stop


def is_next_title(body: Body, i: int, stop: int) -> bool:
    """Whether the last lines are the next card's title, which may be the name of a subject."""
    only = body.followed and body.titled and not body.labels and stop == len(body.lines)
    return only and bool(read_categories(body.paragraph(i, stop)))


def parse_label(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read the number of stars, or any other label."""
    if not is_label(body.words[i]):
        return None
    if not STARS.fullmatch(body.words[i]):
        return "label", stop
    body.entry.values["stars"] = read_count(body.words[i])
    return "stars", stop


def parse_categories(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read a paragraph, or else a line, of subjects' names; below the labels they are the next title, or a heading."""
    if 0 < body.labels < i or (stop < len(body.words) and HEADED.match(body.words[stop])):
        return None
    categories = read_categories(body.paragraph(i, stop))
    if categories:
        body.entry.values["categories"] = categories
    return ("categories", stop) if categories else None


def parse_sota(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read a rank, which may be wrapped; some tools part it from the name of what is ranked."""
    if not SOTA.fullmatch(body.words[i]):
        return None
    end = i + 1
    while end < len(body.lines) and UNFINISHED.search(body.words[end - 1]):
        end += 1
    return "label", end


def parse_unknown_prose(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Report a sentence before the labels that is not the excerpt."""
    paragraph = body.paragraph(i, stop)
    if i >= body.labels or not ends_sentence(paragraph) or not is_prose(paragraph):
        return None
    body.report(Code.UNCLAIMED, i, stop, "not understood, within a card")
    return "label", stop


def parse_tasks(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read tasks that their marks tell, or their place before the labels."""
    if i >= body.labels and not TASK_LINE.match(body.words[i]):
        return None
    paragraph = body.paragraph(i, stop)
    one_each = "tasks" in body.entry.values or (stop < len(body.words) and not is_extra(body.words[stop]))
    width = wrapping_width(body.width)
    lines = body.words[i:stop]
    tasks = read_marked_tasks(paragraph) if "[" in paragraph else read_tasks(lines, width, one_each=one_each)
    if not tasks and SAYS_SOMETHING.search(MORE_LAST.sub("", paragraph)):
        body.report(Code.UNCLAIMED, i, stop, "not understood, within a card")
        return "label", stop
    add_tasks(body, tasks)
    return "tasks", stop


def parse_category_line(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read a line of subjects' names that others follow."""
    return parse_categories(body, i, i + 1)


def parse_known_tasks(body: Body, i: int, stop: int) -> tuple[str, int] | None:
    """Read names of frequent tasks that nothing else marks."""
    if stop == len(body.lines) and body.followed:
        return None
    known = read_known_tasks(body.paragraph(i, stop))
    add_tasks(body, known)
    return ("tasks", stop) if known else None


def add_tasks(body: Body, tasks: tuple[str, ...] | list[str]) -> None:
    """Add tasks to those of the card."""
    if tasks:
        body.entry.values["tasks"] = (*body.entry.values.get("tasks", ()), *tasks)


RULES: tuple[Callable[[Body, int, int], tuple[str, int] | None], ...] = (
    parse_label,
    parse_categories,
    parse_sota,
    parse_unknown_prose,
    parse_tasks,
    parse_category_line,
    parse_known_tasks,
)
"""What the lines from one number up to another may be, tried in this order. Each rule returns the field and the number
of the line after it."""
