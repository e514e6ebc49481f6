"""What follows the dates of a search result: latest version, comments, report number, classes, journal reference."""

import re

from paperlist.arxiv import REMARK, is_withdrawn, remark_field
from paperlist.listings import Entry
from paperlist.listings.arxiv_search.anchors import NOT_FOUND, next_place
from paperlist.listings.arxiv_search.outline import Outline
from paperlist.listings.layout import WIDEST, is_wrapped, join
from paperlist.tex.accents import read_latex

TAIL = 4000
"""So many characters one remark (`Comments: …`) may have, at most."""

LATEST = re.compile(r"\s*Latest\s+version\s*:\s*[\w./-]+?v\d+\.?(?!\w)")  # "Latest version: 2401.05566v3."
REMARK_LABEL = re.compile(rf"\s*+(?:[-*•]\s++)?({REMARK})\s*+:\s*+")  # "Comments: "
NEXT_REMARK = re.compile(r"\s*(?:Report\s+number|MSC\s+Class|ACM\s+Class|Journal\s+ref)\s*:")
NEXT_LABEL = re.compile(r"\n(?:Authors:|Abstract:|Submitted )")
BLOCK_END = re.compile(
    r"\n\s*\n|\n[-*•◦](?=\s|$)|\n(?:\d{1,3}\.|\[\d+\]) *\n|\n-----[A-Z]|\n[^\w\n]{3,200}(?=\n|\Z)"
)  # a blank line, a bullet, a line of marks
PAGE_END = re.compile(
    r"\s*(?:Previous\s*Next\s*[\d…S]|Search\s+v\d+\.\d+\.\d+\b|About\s*Help\s*[Cc]ontact"
    r"|References\s+Visible links)"
)
NOT_BLANK = re.compile(r"\S")


def parse_remarks(outline: Outline, end: int, final: bool, entry: Entry) -> int | None:
    """Read what follows the dates, which end at `end`; return where the entry ends, None if more text may change it."""
    text = outline.text
    if latest := LATEST.match(text, end):
        entry.spans.append(("label", end, latest.end()))
        end = latest.end()
    while label := REMARK_LABEL.match(text, end):
        start = label.end()
        stop = remark_end(outline, start, final)
        if stop is None:
            return None
        value = text[start:stop].rstrip()
        field = remark_field(label[1])
        entry.spans.append((field, label.start(1), start + len(value)))
        if value:
            entry.values[field] = read_latex(join(value)) or None
        end = start + len(value) if value else label.end(1) + 1
    if not final and not NOT_BLANK.search(text, end):
        return None
    if is_withdrawn(entry.values.get("comments"), entry.values.get("abstract")):
        entry.values["withdrawn"] = True
    return end


def is_unwrapped(outline: Outline) -> bool:
    """Whether the abstract has a line that is longer than any that a tool wraps."""
    return any(len(line) > WIDEST for line in outline.text[outline.prose : outline.stop].split("\n"))


def remark_end(outline: Outline, start: int, final: bool) -> int | None:
    """Return where the remark that begins at `start` ends, None if that cannot be known yet."""
    text, anchors = outline.text, outline.anchors
    stop = bound = min(len(text), start + TAIL)
    # 1. What surely ends it.
    if (id_line := next_place(anchors.id_places, start, bound)) < NOT_FOUND:
        bound = anchors.bullet(id_line, outline.floor)
    for pattern in (BLOCK_END, NEXT_REMARK, PAGE_END):
        if found := pattern.search(text, start, bound):
            bound = found.start()
    label = REMARK_LABEL.match(text, text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", start, bound)
    if label and label.end() == start and (is_unwrapped(outline) or line_end - start > WIDEST):
        # The label and its value are a line of their own: there is nothing more of it.
        return line_end if line_end >= 0 else bound
    # 2. Without that a title may be between it and the next label: what was wrapped is the remark's.
    label = NEXT_LABEL.search(text, start, stop + len("\nSubmitted "))
    other = min(label.start(), stop) if label else stop
    if other >= bound and bound < stop:
        return bound
    if other >= stop == len(text) and not final:
        return None
    width = outline.width(min(bound, other)) or 0
    end = text.find("\n", start, min(bound, other))
    while end >= 0:
        following = text.find("\n", end + 1, bound)
        following = following if following >= 0 else bound
        line = text[text.rfind("\n", 0, end) + 1 : end]
        if not is_wrapped(line, text[end + 1 : following], width):
            return end
        end = following if following < bound else -1
    return bound
