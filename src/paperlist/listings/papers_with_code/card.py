"""A card from its title to its labels.

card = [title] head [authors] [excerpt] [sota] [tasks | categories] [stars] [rate] [labels]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.layout import skip_white
from paperlist.listings.papers_with_code.authors_end import BoundaryCertainty, find_authors_end
from paperlist.listings.papers_with_code.body import Body, parse_body
from paperlist.listings.papers_with_code.date_or_venue import Head
from paperlist.listings.papers_with_code.labels import LABELS_INSIDE, SOTA, is_extra_after, is_label
from paperlist.listings.papers_with_code.lines import (
    INDENT,
    LONGEST,
    WIDEST,
    Line,
    before_mark,
    is_wrapped,
    split_lines,
    width_of,
)
from paperlist.listings.papers_with_code.prose import SENTENCE_BREAK, ends_sentence, is_prose
from paperlist.listings.papers_with_code.values import read_heading, read_names

CUT = re.compile(r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|we|with)|-)\Z")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the text around a card."""

    limit: int
    """Where the text ends that may be the card's."""
    flat: bool
    """The tool left no line breaks between the parts."""
    followed: bool
    """Another card begins at `limit`."""
    final: bool
    """Nothing follows the window."""


def parse_card(text: str, head: Head, title: tuple[int, int] | None, around: Surroundings) -> Entry:
    """Return the card of a head and a title."""
    limit = around.limit
    entry = Entry(head.start, head.end, dict(head.values), list(head.spans), list(head.faults))
    if title:
        entry.start = title[0]
        entry.values["title"] = read_heading(text[title[0] : title[1]])
        entry.spans.append(("title", *title))
    elif head.whole_line and (mark := before_mark(text, head.start)) < head.start:
        entry.start = mark
        entry.spans.append(("mark", mark, head.start))
    width = width_of(text, split_lines(text, entry.start, limit))
    flat = parse_authors(text, head, entry, around, width)
    lines = split_lines(text, entry.end, limit)
    if flat:
        lines = list(split_flat(text, fill_lines(text, lines, width)))
        message = "without line breaks, where title, authors and sentence begin and end is a guess"
        entry.faults.append(Fault(Code.AMBIGUOUS, entry.start, entry.end, message))
    body = Body(text, lines, entry, width, titled=title is not None, followed=around.followed)
    end = max(parse_body(body) or entry.end, max(stop for _, _, stop in entry.spans))
    entry.spans.sort(key=itemgetter(1))
    last = around.final and not around.followed and not text[end:].strip(" \n\t•·,")
    if last and (not lines or CUT.search(text, max(end - 20, entry.start), end)):
        entry.faults.append(Fault(Code.TRUNCATED, entry.start, end, "the card breaks off"))
        end = max(end, len(text.rstrip()))
    entry.end = end
    return entry


def parse_authors(text: str, head: Head, entry: Entry, around: Surroundings, width: int) -> bool:
    """Read the authors after a head, if it has any, into its entry, which ends after them then.

    Args:
        text: the window.
        head: the head.
        entry: its entry.
        around: what is around the card.
        width: of the longest line of the card.

    Returns:
        Whether the tool left no line breaks where authors end.
    """
    if head.authors is False:
        return around.flat
    first = skip_white(text, head.end, around.limit)
    stop, certainty = find_authors_end(text, first, around.limit, width, flat=around.flat)
    within_line = certainty is BoundaryCertainty.WITHIN_LINE
    may_be_prose = is_prose(text[first:stop]) or (within_line and "\n" in text[head.end : first])
    if stop <= first or (may_be_prose and not head.authors):
        return around.flat
    entry.values["authors"] = read_names(text[first:stop])
    entry.spans.append(("authors", first, stop))
    entry.end = stop
    if certainty is BoundaryCertainty.WHICH_BREAK:
        message = "wrapped, and more than one line break may be the end of the authors"
        entry.faults.append(Fault(Code.AMBIGUOUS, entry.start, stop, message))
    return around.flat or within_line


def fill_lines(text: str, lines: list[Line], width: int) -> list[Line]:
    """Return the lines that were wrapped at about `width` columns as one line again."""
    filled: list[Line] = []
    last = None
    for line in lines:
        before = filled[-1] if filled else None
        if before and last and not line.gap and width <= WIDEST:
            here = Line(text.rfind("\n", max(last.end - LONGEST, 0), last.end) + 1, last.end, False)
            words = text[last.start : last.end], text[line.start : line.end]
            if is_wrapped(text, here, line, width - INDENT) and not is_label(words[0]) and not is_extra_after(*words):
                filled[-1] = before._replace(end=line.end)
                last = line
                continue
        filled.append(line)
        last = line
    return filled


def split_flat(text: str, lines: list[Line]) -> Iterator[Line]:
    """Split lines where the tool left no line breaks: after the sentence, and around the labels."""
    for line in lines:
        found = LABELS_INSIDE.search(text, line.start, line.end)
        stop = found.start() if found else line.end
        stop = line.start + len(text[line.start : stop].rstrip())
        sentence = find_sentence_end(text, line.start, stop)
        if sentence > line.start:
            yield Line(line.start, sentence, line.gap)
        rest = skip_white(text, sentence, stop)
        if rest < stop:
            yield Line(rest, stop, True)
        if not found:
            continue
        for group in ("stars", "rate", "label"):
            if found[group]:
                yield Line(*found.span(group), True)
        rest = skip_white(text, found.end(), line.end)
        if rest < line.end:
            yield Line(rest, line.end, True)


def find_sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence that begins at `start` ends, if what follows it is none."""
    if ends_sentence(text[max(start, end - 4) : end]):
        return end
    last = end
    for found in SENTENCE_BREAK.finditer(text, start, end):
        last = found.end()
    rest = text[last:end].lstrip()
    return last if SOTA.match(rest) or not is_prose(rest) else end
