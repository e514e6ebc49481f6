"""The title of a card: it precedes the head directly, unless the tool lost the titles."""

import re
from collections.abc import Iterator
from itertools import pairwise

from paperlist.listings import Entry
from paperlist.listings.layout import WIDEST, skip_white
from paperlist.listings.papers_with_code.chrome import BEFORE_TITLE, PAGE_TEXT
from paperlist.listings.papers_with_code.date_or_venue import Head
from paperlist.listings.papers_with_code.labels import LABEL, is_extra, is_label
from paperlist.listings.papers_with_code.lines import (
    LONGEST,
    Line,
    is_wrapped,
    split_lines,
    width_of,
)

RULE = re.compile(r"[\W_]*\Z|:[A-Z_]+:|:{3,} ")  # "======", ":END:", "::: authors"
NO_TITLE = re.compile(
    r"[\W\d_]*|\W*(?:https?://|www\.)\S*|.*:|(?:hi|hello|dear|hey|please|thanks|thank you)\b.*[.!,]"
    r"|\W*(?:source|paper|item|entry|result|reference|ref|n[oº°]|article|number|q|document|page|line|第)\W{0,3}\d{1,5}(?:\W.{0,12})?"
    r"|\\[a-z]{1,20}\*?(?:\{[^{}]{0,40}\})?|\W*(?:[a-z]|[ivx]{1,5}|[¹²³⁰-⁹①-⓿❶-➓]|todo|fixme|done|edited)\W*|.*[=(\[{]"
    r"|\W*(?-i:[\u3000-\uffff]?)\d{1,4}(?-i:[\u3000-\uffff]?)\W*|@\w{1,30}|[-=*]{2,}.{0,20}[-=*]{2,}.{0,8}"
    r"|(?:[\w' ]{1,20} )?(?:note|remark|comment|todo|tag|status|summary|rating|relevance|keyword|score)s?:.*"
    r"|(?:url|pdf|code|link|doi|published|venue|year|date|nb)[:!] .*"
    r"|(?:user|human|assistant|system)(?:\W{1,4}|:\s.{1,60})"
    r"|(?:cited by|added on|sent from my) .{0,30}|\W?\[[ x]\] ?\w{0,12}|(?:#[\w-]{1,30} ?){1,12}"
    r"|<[^<>]{0,200}>|\{.{0,200}\}|>.*|(?:figure|fig\.|table|algorithm) \d{1,3}[:.] .*"
    r"|.{0,40}\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?\b\W{0,3}(?:[\w#]{1,20}(?: \w{1,20})?)?",
    re.IGNORECASE | re.DOTALL,
)
"""No title: a line without letters or of one letter, an address, a heading or a prompt that ends in a colon, a
greeting; `Source 3`, a command of LaTeX, `My note: …`, `Cited by 12`, `Code: https://…`, `Ann [10:01 AM]`."""
MOST_TITLE_LINES = 4
"""A title has no more lines, unless it is a paragraph."""
QUOTED = "> "
"""How a line begins that is known to lead to a title."""
LINES_BELOW = 3
"""So many lines from the head on tell how wide a text is."""
SHORTEST_WRAPPED = 20
"""No shorter line of a title is wrapped."""


def find_title(text: str, floor: int, head: Head, *, parted: bool = False) -> tuple[int, int] | None:
    """Return the offsets of the title directly before a head, not before `floor`; None if there is none.

    It is a paragraph where blank lines part it from the head, or something else does.
    """
    low = max(floor, head.start - LONGEST)
    if low > floor:
        low = text.find("\n", low, head.start) + 1 or low
    lines = list(without_rules(text, split_lines(text, low, head.start, LONGEST)))
    if not lines:
        return None
    # 1. On the last line, the title follows what is known to be of the page.
    last = lines.pop()
    if not head.whole_line:
        for chrome in BEFORE_TITLE.finditer(text, last.start, last.end):
            last = Line(min(skip_white(text, chrome.end()), last.end), last.end, True)
    line = text[last.start : last.end]
    # (A wrapped title may end in the line "Code".)
    wrapped = bool(lines) and not last.gap and not is_label(text[lines[-1].start : lines[-1].end])
    if RULE.match(line) or (is_extra(line) and not wrapped) or PAGE_TEXT.fullmatch(line) or NO_TITLE.fullmatch(line):
        return None
    # 2. A title may be wrapped.
    parted = parted or text.count("\n", last.end, head.start) > 1
    return find_first_line(text, lines, last, head, parted=parted).start, last.end


def without_rules(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the lines that are no rules; a rule parts those around it."""
    gap = False
    for line in lines:
        if RULE.match(text, line.start, line.end):
            gap = True
        else:
            yield line._replace(gap=line.gap or gap)
            gap = False


def find_first_line(text: str, lines: list[Line], last: Line, head: Head, *, parted: bool) -> Line:
    """Return the first line of a title that has `last` as its last line and may have some of `lines` before it."""
    if printed := find_printed(text, lines, last, head):
        return printed
    first = last
    below = split_lines(text, head.start, min(head.end + LONGEST, len(text)), LINES_BELOW)
    width = width_of(text, [*lines, last, *below])
    is_unwrapped = width_of(text, below) > WIDEST
    for before in reversed(lines):
        line = text[before.start : before.end]
        if first.gap or is_extra(line) or PAGE_TEXT.fullmatch(line) or line.startswith(QUOTED):
            break
        whole = len(line) < SHORTEST_WRAPPED or line.endswith(".") or not is_wrapped(text, before, first, width)
        if whole and (not parted or is_unwrapped or NO_TITLE.fullmatch(line)):
            break
        first = before
    return first


def find_printed(text: str, lines: list[Line], last: Line, head: Head) -> Line | None:
    """Return the first line of a title in larger letters, which was wrapped where no text is; None if it is none.

    Above it are the labels of the card before it, or nothing.
    """
    title = [last]
    for before in reversed(lines):
        line = text[before.start : before.end]
        if title[0].gap or LABEL.fullmatch(line) or line.startswith(QUOTED):
            break
        if is_extra(line) or PAGE_TEXT.fullmatch(line) or NO_TITLE.fullmatch(line):
            return None
        title.insert(0, before)
    width = width_of(text, title)
    page = width_of(text, split_lines(text, head.start, head.end + LONGEST, MOST_TITLE_LINES))
    larger = 1 < len(title) <= MOST_TITLE_LINES and width * 3 < page * 2 and page <= WIDEST
    return title[0] if larger and all(is_wrapped(text, *two, width) for two in pairwise(title)) else None


def drop_spurious_title(entry: Entry, head: Head, after: str) -> None:
    """Take the title away from the first card if the second has none: a page has titles or has none.

    Args:
        entry: the first card.
        head: its head.
        after: the text between it and the head of the second.
    """
    if not after.strip() and "excerpt" in entry.values:
        del entry.values["title"], entry.spans[0]
        entry.start = head.start


def find_pending_title(text: str, floor: int, end: int) -> int:
    """Return where the last lines before `end` begin that may be the title of a card still to come."""
    low = max(floor, end - LONGEST)
    start = end
    for _ in range(MOST_TITLE_LINES):
        low_here = max(floor, start - LONGEST)
        before = text[low_here:start].rstrip()
        if not before:
            break
        start = max(text.rfind("\n", floor, low_here + len(before)) + 1, floor)
    # Where blank lines part paragraphs, a title is a paragraph, of any number of lines; what precedes a sentence's
    # end is none of it, so that a record which is whole need not wait for more text.
    gap = text.rfind("\n\n", low, start)
    if gap < 0 and low == floor:
        start, gap = floor, text.rfind(".\n", low, start)
    return gap + 2 if gap >= 0 else start
