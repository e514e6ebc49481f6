"""The title of a search result: the lines between its bullet or id line and its first label."""

import re

from paperlist.arxiv import DOI, ID, PAGE
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.arxiv_search.anchors import ADDRESS_LINE
from paperlist.listings.arxiv_search.chrome import PAGE_TEXT
from paperlist.listings.arxiv_search.outline import REACH, Outline, unexpected_text
from paperlist.listings.layout import is_wrapped, join
from paperlist.tex.accents import read_latex
from paperlist.works import ABOUT_ANOTHER

BULLET = re.compile(r"(?:[-*•◦]|\d{1,5}\.|\[\d+\](?= *\n))\s+(?=\S)")  # "- Sleeper Agents", "12. Sleeper Agents"
BULLET_OR_START = re.compile(rf"\s*+({BULLET.pattern}|(?!{BULLET.pattern}))(?=\W*+\w)")
"""What is before a title."""
BULLET_LINE = re.compile(r"^(?:[-*•◦]|\d{1,5}\.|\[\d+\])[ ]*\n(?=[ ]*\S)", re.MULTILINE)
"""A bullet on a line of its own, above a title."""
DOI_ONLY = re.compile(DOI)
RULE = re.compile(r"[-=*_~\s]*")  # "=====", below a heading; an empty line
TITLE_LABEL = re.compile(r"^(?:[-*•+◦] |[ ])*(?:Title|Paper)\s?:\s*", re.MULTILINE)
NO_TITLE = re.compile(rf"{ADDRESS_LINE.pattern}|\W*(?i:doi)\W*|(?i:doi)?[:\s]*{DOI}|(?i:arXiv:) ?{ID}(?:v\d+)?")
"""A line that is an address, a DOI or an identifier."""
ADDRESS_OF_ID = re.compile(rf"(?:{PAGE}|\A(?i:arXiv:) ?)({ID})(?!\d)")
ID_AFTER = re.compile(rf"[ ]{{1,3}}[(\[|,–—-]{{0,2}}[ ]{{0,2}}(?i:arXiv:) ?({ID})(?:v\d+)?[)\]]?\Z")
"""`Idefics2 (arXiv:2405.02246)`: an identifier that people put after a title."""
ON_ANOTHER = re.compile(
    rf"\b(?:{'|'.join(ABOUT_ANOTHER)}|(?:report|note|remark|review)\w*)\b"
    r"[^\n]{0,200}\b(?:on|to|of)\b|\b(?:on|to|of|in|from|see)\W{0,3}\Z",
    re.IGNORECASE,
)
"""`Reply to "Sleep of otters" [arXiv:1009.0832]`: the identifier is another paper's."""
TYPED = re.compile(r"([*_]|'')(?=[^\s*_'])([^*_]+)(?<=[^\s*_'])\1")
"""`*Idefics2*`, `''Idefics2''`: a title in italics."""
FORMATS_AFTER = re.compile(
    r"(?:\s?(?:\[{1,2}|\|)\s?(?i:pdf|html|code|abs|abstract|arxiv|link)\b[\s\]]{0,3}){1,5}\Z|\s[·–—-]\s?PDF\Z"
)
"""`What matters [PDF] [Code]`, `What matters | PDF`: links that people put after a title."""
HAS_WORD = re.compile(r"\w")
LONG = 50
"""Where a title is shorter, the line after it is none of it."""


def parse_title(outline: Outline, end: int, entry: Entry) -> int | None:
    """Read the title before `end`, where the next part begins.

    Returns:
        Where the title, or the bullet before it, begins; None if there is no title.
    """
    text, begin, has_id = outline.text, outline.body, outline.id_line is not None
    if not has_id:
        begin = nearest_start(text, begin, end)
    label = None
    for label in TITLE_LABEL.finditer(text, begin, end):
        begin = label.end()
    led = BULLET_OR_START.match(text, begin, end)
    if not led:
        return None  # no word, or text of the page begins within the id line
    start, at = led.span(1)
    title = text[at:end].rstrip()
    if "△" in title or "▽" in title:
        return None
    if several := "\n" in title:
        offset, title = choose_title(outline, title, has_id or label is not None, at > start)
        if offset:
            start = at = at + offset
            if bullet := BULLET.match(title):
                title = title[bullet.end() :]
                at += bullet.end()
        if not HAS_WORD.search(title):
            return None
    written = at + len(title)
    after = ID_AFTER.search(title)
    if after and entry.values.get("arxiv_id") in (None, after[1]) and not ON_ANOTHER.search(title, 0, after.start()):
        entry.values["arxiv_id"] = after[1]
        entry.spans.append(("arxiv_id", at + after.start(), written))
        title = title[: after.start()]
    title = FORMATS_AFTER.sub("", title)
    if typed := TYPED.fullmatch(title):
        title = typed[2]
    if not has_id and not outline.labelled and follows_name(text, outline.floor, start):
        return None
    if not has_id and not label and start and text[start - 1] != "\n" and text.rfind("\n", 0, start) + 1 < begin:
        message = "only the end of another paper is before the title on its line"
        entry.faults.append(Fault(Code.AMBIGUOUS, start, written, message))
    rest = parse_addresses(text, written, end, entry)
    if several and HAS_WORD.search(text, rest, end):
        entry.faults.append(unexpected_text(text, rest, end))
    start = label.start() if label else start
    entry.spans.append(("title", start if label else at, written))
    entry.values["title"] = read_latex(join(title))
    return start


def nearest_start(text: str, begin: int, end: int) -> int:
    """Return where the lines before `end` begin that may have a title, where no id line is: below the last bullet."""
    if end - begin > REACH:
        begin = max(begin, text.find("\n", end - REACH, end) + 1)
    return max((bullet.start() for bullet in BULLET_LINE.finditer(text, begin, end)), default=begin)


def parse_addresses(text: str, start: int, end: int, entry: Entry) -> int:
    """Read what the lines after a title say that are addresses or DOIs, as people add them; return where they end."""
    at = start
    while at < end:
        begin = at + len(text[at:end]) - len(text[at:end].lstrip())
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop
        if not (line := NO_TITLE.fullmatch(text[begin:stop].strip())):
            return at
        if address := ADDRESS_OF_ID.search(line[0]):
            entry.values.setdefault("arxiv_id", address[1])
            entry.spans.append(("arxiv_id", begin, stop))
        elif doi := DOI_ONLY.search(line[0]):
            entry.values.setdefault("doi", doi[0])
            entry.spans.append(("doi", begin, stop))
        at = stop
    return at


def follows_name(text: str, floor: int, start: int) -> bool:
    """Whether the line before that at `start` ends with a comma, so that both are names of cut authors."""
    return text[floor:start].rstrip(" \n").endswith(",") or text.startswith(", et al", start)


def choose_title(outline: Outline, text: str, led: bool, has_bullet: bool) -> tuple[int, str]:
    """Return what `pick_title` does; a bullet may be that of a list above the paper, which blank lines part from it."""
    offset, title = pick_title(outline, text, led or has_bullet)
    if has_bullet and not led:
        last, nearest = pick_title(outline, text, led=False)
        if "\n\n" in text[offset + len(title) : last]:
            return last, nearest
    return offset, title


def pick_title(outline: Outline, text: str, led: bool) -> tuple[int, str]:
    """Return the title out of the lines before the first label, and after its offset in them.

    Args:
        outline: that of the entry.
        text: the lines.
        led: whether a bullet, a label or an id line is before them, so that the title comes first; else it comes last.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = outline.width(outline.dates.end() if outline.dates else outline.stop)
    picked: list[int] = []
    for number in range(len(lines)) if led else reversed(range(len(lines))):
        line = lines[number]
        if RULE.fullmatch(line) or NO_TITLE.fullmatch(line) or (not led and PAGE_TEXT.fullmatch(line)):
            if picked:
                break
            continue
        if picked and not outline.id_line:
            above, below = (lines[picked[-1]], line) if led else (line, lines[picked[-1]])
            wrapped = len(above) > LONG if led and width is None else is_wrapped(above, below, width or 0)
            if not wrapped:
                break
        picked.append(number)
    if not picked:
        return 0, ""
    low, high = min(picked), max(picked)
    offset = sum(len(line) + 1 for line in text.split("\n")[:low])
    return offset, "\n".join(lines[low : high + 1])
