"""The cards of daily, trending and search pages, found by what they count."""

import re
from collections.abc import Iterator
from typing import Any

from paperlist.diagnostics import Code
from paperlist.fields import read_count
from paperlist.listings import Entry, Fault
from paperlist.listings.engine import is_claimed
from paperlist.listings.front_matter import FRONT
from paperlist.listings.hf_papers.titles import NO_TITLE, SHORT, count_printed, count_title_lines, is_title, wrap_width
from paperlist.listings.hf_papers.values import DATE, MONTH, NUMBER, after_page_text, read_date, text_of
from paperlist.listings.layout import LINE, SENTENCE_END, WIDEST, find_paragraphs

SAYS_COUNT = r"(?P<omitted>\d{1,5})[ ]authors?\b"
COUNTS = re.compile(
    rf"""^(?:
      [ •*·-]*+{SAYS_COUNT}(?P<when>\s+·\s*(?:Published\s+on\s+)?{DATE}(?:\s+\d+\b(?![ ]authors))?)?
    | [ ]*·\s*(?:Published\s+on\s+)?{DATE.replace("?P<", "?P<only_")}(?P<votes>\s+\d+\b)?
    | (?=(?:LINK:[ ])?\[?(?:Upvote\s\d+\]\[)?GitHub\s{NUMBER})
    )
    (?P<links>(?:\s*(?:LINK:[ ])?(?:[\[\]]*|\[https?://[^\s\[\]]{{1,300}}\])
      (?:Upvote\s*{NUMBER}|GitHub\s*(?P<stars>{NUMBER})|arXiv\s+Page)\]?)*)""",
    re.MULTILINE | re.VERBOSE,
)
CARD_END = re.compile(rf"(?:\d authors?|{MONTH} \d{{1,2}}(?:, \d{{4}})?(?: \d+)?|GitHub\s*{NUMBER}|Page)\]?[ ]*\Z")
DAILY = re.compile(
    rf"""Submitted\ by\s++(?:(?!Submitted\ by)[^\n]){{1,80}}?(?:\s++{NUMBER}\s++|\n\s*+(?!\d+\s))
    (?P<title>(?:(?!Submitted\ by|\n[ ]*\n)[^·]){{3,400}}?)
    \s++ (?:[•*-]\s*+)*·\s*+{SAYS_COUNT}(?:\s+\d+\b(?!\ authors))?""",
    re.VERBOSE,
)
LONGEST_CARD = 4000
MARKED = re.compile(
    r"\{#\w|papers/\d{4}\.|\]\(|^@(?:node|end|item)|^:[A-Z_]+:|(?:^|• )\.(?:[A-Z]{2}|pdfhref)\b|Submitted by\b",
    re.MULTILINE,
)
OPENED = re.compile(r"^(?:[@\\=:|<{}\]]|\[(?:\*|https?:))", re.MULTILINE)
"""What is left of marks that a tool made, in a text and where a title begins: nobody can say what is the paper's. What
begins a daily card is in no other."""
BARS = re.compile(r"[^$\n|]{0,80}\w \| [^|\n]{1,200} \| ")
"""How a text begins that has bars between all that the page shows."""
NUMBER_BELOW = re.compile(r"\n\s*\d+\Z")
LONGEST_END = 400
HAS_WORD = re.compile(r"[^\W\d_]{2}|[^\W\da-zA-Z_]")


def find_daily(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card of a daily page."""
    at = floor
    while (found := DAILY.search(text, at)) and is_marked(text, {"title": found.span("title")}):
        at = found.end()
    if not found or (not final and found.end() == len(text)):
        return len(text) if final else max(floor, len(text) - LONGEST_CARD)
    title = found.span("title")
    values = {"title": text_of(text, title), "authors_omitted": read_count(found["omitted"])}
    spans = [("label", found.start(), title[0]), ("title", *title), ("authors_omitted", title[1], found.end())]
    return Entry(*found.span(), values, spans)


def find_card(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card of a trending or search page, both times that it is there."""
    at = begin = floor
    while found := COUNTS.search(text, at):
        if not final and len(text) < found.end() + LONGEST_CARD:
            return max(floor, found.start() - LONGEST_CARD)
        if entry := read_card(text, begin, found, sure=follows_card(text, begin)):
            again = COUNTS.search(text, entry.end, entry.end + LONGEST_CARD)
            is_sure = follows_card(text, entry.end)
            twin = read_card(text, entry.end, again, sure=is_sure) if again else read_cut_card(text, entry.end)
            if twin and is_same(entry.values, twin.values, cut=twin.cut is not None):
                entry.values = twin.values | entry.values
                entry.spans.append(("label", twin.start, twin.end))
                entry.end, entry.cut = twin.end, twin.cut
            return entry
        at = max(found.end(), found.start() + 1)
        if is_claimed(*counts_of(found)):
            begin = found.end()  # of a card that cannot be read: what is before it is no other's
    if final:
        return (read_cut_card(text, floor) if begin == floor else None) or len(text)
    return max(floor, len(text) - LONGEST_CARD)


def read_card(text: str, floor: int, found: re.Match[str], *, sure: bool) -> Entry | None:
    """Read the card before its counts; one of them is enough where it is `sure` that the card begins at `floor`."""
    far = found.start() - LONGEST_CARD
    begin = floor if far <= floor else text.find("\n", far, found.start()) + 1 or found.start()
    shown = dict(card_texts(text, begin, found.start(), sure=sure))
    if not shown or not (sure or is_claimed(*counts_of(found))) or is_marked(text, shown):
        return None
    if "excerpt" in shown:
        shown["excerpt"] = before_group(text, *shown["excerpt"], is_counted=bool(found["omitted"]))
    entry = make_card(text, shown, found.end())
    if found["omitted"]:
        entry.values["authors_omitted"] = read_count(found["omitted"])
        entry.spans.append(("authors_omitted", *found.span("omitted")))
    read_date(entry, found, "" if found["month"] else "only_")
    if found["stars"]:
        entry.values["stars"] = read_count(found["stars"])
        entry.spans.append(("stars", *found.span("stars")))
    entry.spans.append(("label", *found.span()))
    return entry


def before_group(text: str, start: int, stop: int, *, is_counted: bool) -> tuple[int, int]:
    """Return what a card shows of an abstract, without the group that is below it where authors are not counted."""
    pieces = find_paragraphs(text, start, stop)
    below = text[slice(*pieces[-1])]
    is_group = not is_counted and len(pieces) > 1 and len(below) < SHORT and not SENTENCE_END.search(below)
    return start, pieces[-2 if is_group and SENTENCE_END.search(text[slice(*pieces[-2])]) else -1][1]


def counts_of(found: re.Match[str]) -> tuple[str, str, str]:
    """Return the three kinds of counts that a card has, those that are there."""
    return found["omitted"], found["when"] or found["only_month"], found["links"] or found["votes"]


def read_cut_card(text: str, floor: int) -> Entry | None:
    """Read a card right after another one that the end of the text cuts off."""
    if not follows_card(text, floor) or len(text) - floor > LONGEST_CARD:
        return None
    pieces = find_paragraphs(text, floor, len(text))
    shown = dict(card_texts(text, floor, len(text), sure=True))
    if (
        len(pieces) > 2
        or "title" not in shown
        or is_marked(text, shown)
        or after_page_text(text, floor, len(text)) > floor
    ):
        return None
    entry = make_card(text, shown, len(text.rstrip()))
    entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, "the paper breaks off here")
    return entry


def make_card(text: str, shown: dict[str, tuple[int, int]], end: int) -> Entry:
    """Return the entry of a card that shows these fields, each between two offsets."""
    values: dict[str, Any] = {"authors": [], **{field: text_of(text, span) for field, span in shown.items()}}
    return Entry(min(shown.values())[0], end, values, [(field, *span) for field, span in shown.items()])


def is_same(card: dict[str, Any], other: dict[str, Any], *, cut: bool) -> bool:
    """Whether two cards are of one paper: by the title, or else by the text; a cut card shows only its beginning."""
    shown, text = card.get("excerpt") or "", other.get("excerpt") or ""
    same = card.get("title") == other.get("title")
    return same and (shown.startswith(text) if cut else bool(card.get("title")) or shown == text)


def is_marked(text: str, shown: dict[str, tuple[int, int]]) -> bool:
    """Whether a tool's marks are left in what a card shows."""
    if any(BARS.match(text, *span) or NO_TITLE.match(text, *span) for span in shown.values()):
        return True
    opened = any((OPENED.search if name == "title" else OPENED.match)(text, *span) for name, span in shown.items())
    return opened or any(MARKED.search(text, *span) for span in shown.values())


def card_texts(text: str, start: int, stop: int, *, sure: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the title and the text between two offsets, by field; a tool may have lost one of them.

    Where it is not `sure` that a card begins after `start` its last two paragraphs are taken; its last two lines only
    where the last is longer than lines that were wrapped: they would be of a sentence.
    """
    noted = FRONT.match(text, start)
    begin = after_page_text(text, noted.end() if noted else start, stop)
    pieces = [piece for piece in find_paragraphs(text, begin, stop) if HAS_WORD.search(text, *piece)]
    sure = sure or begin > start
    pieces = pieces if sure else pieces[-2:]
    shown = text[slice(*pieces[0])] if pieces else ""
    lines = [found.span() for found in LINE.finditer(text, *pieces[0])] if "\n" in shown else []
    words = [text[slice(*line)] for line in lines]
    width = wrap_width(text[pieces[0][0] : stop + LONGEST_CARD]) if lines else 0
    if len(pieces) == 1:
        has_text = shown[-1:] == "."
    else:  # of a page that ends within the text
        has_text = bool(lines) and text[pieces[1][0]].islower() and count_printed(words, width) > 0
    if lines and (has_text or not is_title(shown)):
        parts = None if words[-1][0].islower() else 1
        count = count_title_lines(words, text.count("\n", pieces[-1][1], stop), width) if width else parts
        if count is None or not (sure or len(words[-1]) > WIDEST or not count):
            return
        if not (sure or width):
            lines = lines[-2:]
        title, rest = (lines[0][0], lines[max(count, 1) - 1][1]), (lines[count][0], lines[-1][1])
        pieces[:1] = [title, rest] if count else [rest]
    if pieces and is_title(text[slice(*pieces[0])]):
        yield "title", pieces.pop(0)
        yield from [("excerpt", (pieces[0][0], pieces[-1][1]))] if pieces else ()
    elif pieces and pieces[-1][1] - pieces[-1][0] > SHORT:
        yield "excerpt", (pieces[0 if sure else -1][0], pieces[-1][1])


def follows_card(text: str, floor: int) -> bool:
    """Whether the text before `floor` ends with a card."""
    before = text[max(0, floor - LONGEST_END) : floor]
    return any(CARD_END.search(end, end.rfind("\n") + 1) for end in (before, NUMBER_BELOW.sub("", before)))
