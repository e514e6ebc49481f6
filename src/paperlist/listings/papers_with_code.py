"""Papers with Code: the cards of author, search and home (trending, latest, greatest) pages.

    page     := (chrome | card)*
    card     := [title] meta [excerpt] [sota] [tasks | categories] [stars] [rate] [labels]
    meta     := code [sep when] [sep authors]        author and search pages
              | repo sep [icon sep] when             home pages since 2021
              | when sep repo [sep icon]             home pages of 2019
    code     := "no code implementations" | "1 code implementation" | INT " code implementations"
    when     := date | venue                         one of them; both may be lost: `code • • authors`
    date     := "9 May 2023"
    venue    := free text, mostly with a year at its end: "NeurIPS 2018", "Findings (ACL) 2021"
    authors  := name ("," name)*                     all of them, never "et al."
    repo     := owner "/" name
    excerpt  := one sentence of the abstract; the site puts a blank after each "." and "," inside words
    sota     := "Ranked #2 on …" | "#3 best model for …" | "SOTA for …"
    tasks    := (mark name)* ["+3"]                  names of tasks; what is behind "+3" is not shown
    categories := (full name of an arXiv subject)*   stands where a paper has no tasks
    stars    := "4,205"
    rate     := "12.55 stars / hour"
    labels   := "Paper" ["Code" | "Add Code"]
    sep      := "•" | "·"                            also alone on a line; lost by tools that glue

A card is found by its `code` or its `repo` with the bullet, and ends where its last known part
ends. What precedes `meta` directly is its title, unless the tool lost the titles: then the sentence
of the card before it stands there, and is taken by that card.

Where a tool wrapped the lines, the authors end at the line break that the next word would not have
made, or that a sentence follows; if several may be it, the card says so. Where a tool filled the
lines, the sentence begins behind the last name on its line.

Of the blanks the site puts into the excerpt only those are taken out that no prose has: in `i. e.`,
`e. g.` and in the host of a web address. `55. 1`, `13, 500` and `tasks, 180` stay as listed: prose
has them too.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from paperlist.arxiv import CLASS_OF
from paperlist.data import read_lines
from paperlist.diagnostics import Code
from paperlist.fields import read_count, read_day, squeeze
from paperlist.listings import Entry, Fault, Part
from paperlist.listings.html import classes_of, has_class
from paperlist.listings.layout import join
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "papers-with-code"
DESCRIPTION = "Papers with Code: author, search and home pages"

# 1. The words of a card.

ANCHOR = "implementation"
COUNT = re.compile(r"(?:no|\d[\d,]{0,8})\s+code\s+\Z")  # what stands before ANCHOR: "no code ", "31 code "
SEP = re.compile(r"\s*(?:•|(?<=\s)·(?=\s))\s*")  # " • ", "\n•\n", " · "
EMPTY = re.compile(r"(?:[\s\[\]]*+•)+\s*+")  # "• " behind a bullet: what stood between them is lost
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(rf"(\d{{1,2}}\s+{MONTH}\.?,?\s+\d{{4}})(?!\d)")  # "9 May 2023"
YEAR = r"(?:18|19|20)\d\d"
YEAR_LAST = re.compile(rf".*(?<!\d){YEAR}(?:\s+(?:1[0-2]|[1-9]))?\.?\s*\Z", re.DOTALL)  # "NeurIPS 2018", "ICLR 2019 5"
VENUE_FIRST = re.compile(  # a venue with the next word right behind it: "NeurIPS 2018Ye Jia", "CVPR 2016 Thus"
    rf"\s*([\w'][^•\n]{{0,90}}?(?<!\d){YEAR}(?:\.?\s+{YEAR})*)(?=[^\W\d_]|[^\S\n]+[\"“‘'(\[A-Z\d$\\]|\s*\n|\s*\Z)"
)
YEAR_LINE = re.compile(
    rf"[^\S\n]*+\n\s*+({YEAR}(?: (?:1[0-2]|[1-9]))?)[^\S\n]*(?=\n|\Z)"
)  # of a venue that was wrapped
MONTH_NUMBER = re.compile(rf"(?<!\d)({YEAR})\s+(?:1[0-2]|[1-9])\Z")  # the dump's "NeurIPS 2018 12"
REPO = r"[A-Za-z\d](?:[A-Za-z\d-]{0,38})/\n?[\w.-]{1,100}(?:(?:(?<=-)|(?<=[\w./-]{60}))\n[\w.-]{1,80})*"  # wrapped
REPO_LINE = re.compile(  # "karpathy/llm.c 18 Oct 2005"
    r"[^\S\n]*([A-Za-z\d][A-Za-z\d-]{0,38}/[\w.-]{1,100})[^\S\n]+([^\s•][^•\n]{1,120}(?<=\d))[^\S\n]*(?=\n|\Z)"
)
REPO_BEFORE = re.compile(rf"({REPO})(?:\s*\(https?://[^()\s]*\))?\s*\Z")
REPO_AFTER = re.compile(rf"\s*({REPO})(?=\s*(?:[•\n\[!]|\Z))")
PICTURE = r"!?\[[^\]\n]{0,99}\]{1,2}(?:\([^)\s]*\))?"
ICON = re.compile(rf"\s*(?:{PICTURE}\s*)?•\s*|\s*{PICTURE}(?=\s)")  # "• [pytorch-2f] •"

PARTICLES = (
    "the|for|on|behalf|collaboration|consortium|"
    "a|af|al|am|an|ap|at|av|bin|bint|d|da|dal|das|de|degli|dei|del|della|der|des|di|do|dos|du|e|el|en|i|ibn|"
    "la|las|le|les|lo|los|of|op|dem|ten|ter|'t|te|und|and|van|vande|vanden|vander|vom|von|y|zu|zum|zur|za"
)
PLAIN_WORD = rf"(?<![\w.'’`-])(?=[a-z])(?!(?:{PARTICLES})(?!\w))[a-z][a-z'’-]*[a-z](?![\w.])"
PROSE = re.compile(rf"{PLAIN_WORD}(?=.*?{PLAIN_WORD})", re.DOTALL)  # "of the *current* seizure detection"
STARTERS = frozenset(
    """
    The This These That Those We Our In On For To It Its As From With While When Here However Moreover Furthermore
    Recent Recently Many Most Although Despite Since Such Using Based Given Unlike Specifically Finally First Second
    Because Are What Why Both Each Existing Current Previous Then Thus Therefore There They Their Through Under
    Additionally Also After Among Experiments Experimental Extensive Results Instead Inspired Motivated Compared
    Different Several Some One Two Not Of And But Towards Via Let
    """.split()
)
STARTER = re.compile(  # words with which sentences begin and few names have
    rf"(?<!\w)(?:(?:A|An|Do|Can|No|Is|At|By|If|To|On|Or|In|So|How)(?=\s[a-z(\d$])|{'|'.join(sorted(STARTERS))})(?!\w)"
)
SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD", "Ph.D.", "Ph. D."))  # "Fred Bloggs, Jr."

SOTA = re.compile(r"(?:Ranked\s+)?#\d+\s+(?:best\s+model\s+for|on)\s.+|SOTA\s+for\s.+", re.DOTALL)
RATE = re.compile(r"\d[\d.,]*\s+stars\s*/\s*hour")
STARS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
MORE = re.compile(r"\+\d+")  # "+3": so many tasks more
LABEL = re.compile(r"Paper(?:\s*(?:Add\s*)?Code)?|(?:Add\s+)?Code")
LABEL_LINE = re.compile(rf"(?:{LABEL.pattern}|{STARS.pattern}|{RATE.pattern}|{MORE.pattern})\Z")

WHITE = re.compile(r"\s*")
FOLDED_VENUE = re.compile(  # a venue without authors, wrapped: "Symposium in Geometry\nProcessing 2018\n"
    rf"((?:[^•\n]{{0,200}}\S[^\S\n]?\n){{1,2}}[^•\n]{{0,200}}(?<!\d){YEAR}(?:\s(?:1[0-2]|[1-9]))?)[^\S\n]*(?=\n|\Z)"
)
DATE_LAST = re.compile(rf"(?<!\d)(\d{{1,2}}\s+{MONTH}\.?,?\s+\d{{4}})\s*\Z")
TASK_MARK = re.compile(r"!?\[[\w.-]{0,40}\](?:\([^)\s]{0,500}\))?")  # "[default]", "[]": the picture of a task
TASK_BREAK = re.compile(rf"{TASK_MARK.pattern}|[\[\]]")
TASK_LINE = re.compile(rf"(?:{TASK_MARK.pattern})\s*[A-Z\d(]")
EXTRA_LINE = re.compile(rf"{LABEL_LINE.pattern}|(?:{SOTA.pattern})\Z|{TASK_LINE.pattern}", re.DOTALL)
MORE_LAST = re.compile(r"(?<!\s)\s*+\+\d*+\s*+\Z")
LABELS_INSIDE = re.compile(  # " 1,234 0.35 stars / hour Paper Code"
    rf"(?:(?<![\d,+])(?<!\d\.)(?P<stars>{STARS.pattern})\s*)?(?:(?<![\d,.])(?P<rate>{RATE.pattern})\s*)?"
    r"(?P<label>Paper\s*(?:Add\s*)?Code)(?![a-z])"
)
SENTENCE_BREAK = re.compile(
    r"[.!?…][\"'”’)\]}»]*(?=\s+[^\sa-z]|[A-Z])"
)  # behind a sentence that something else follows
MARK_BEHIND = re.compile(r"(?<=[.!?…])-\Z")  # "preferences.-": the mark of an item glued to the sentence before it
NAMES = re.compile(r"[^\d:;()\]{}\"“”!?/\\$=<>]+")  # a line of names has none of these
WORD = re.compile(r"\S+")
GLUED = re.compile(r"(?<=\w)[^\W\d_A-Z](?=[A-Z])")  # "LiMost": a name and a sentence
GAP = re.compile(r"\n[^\S\n]*\n")
PLAIN_START = re.compile(rf"\s*(?!(?:{PARTICLES})\s)[a-z]")  # ", discovered by"
INITIALS = re.compile(r"(?:\w\.?-?)+\.")  # "M.", "C.-P."
SHORT = frozenset((*PARTICLES.split("|"), *ascii_uppercase, ","))  # what else of a name is no whole one: "van"
UNFINISHED = re.compile(r"\b(?:on|for|best|model|using|extra|training|set)\Z")  # a line of sota that was wrapped
CUT = re.compile(r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|we|with)|-)\Z")
HEADING = re.compile(r"^(?:#+|\*+) +|(?<!\s)\s++={3,}+\s*$")
RULE = re.compile(r"[\W_]*\Z|:[A-Z_]+:")  # "======", ":END:"
LATIN = re.compile(r"\b([IiEe])\. ([eg])\.")  # "i. e."
HOST = re.compile(r"https?://(?:[\w-]+\. )+(?:com|org|net|io|edu|ai)\b")  # "https://github. com"
THUMBNAIL = re.compile(
    r"(?:/thumbnails/paper|_files)/(\d{4}\.\d{4,5})(?:v\d+)?\.\w+"
)  # "…/thumbnails/paper/1909.11211.jpg"
TITLE = 1500
"""No title is longer."""
TITLE_LINES = 4
LONG_NAME = 45
"""A last name longer than this may have a sentence behind it."""
INDENT = 8
"""So much narrower some paragraphs of a page may be wrapped than others."""
LONG_LIST = 20000
"""A paragraph of so many characters is not looked at as a whole."""
LOOK_AHEAD = 400
"""So much of the text behind a name is looked at to tell whether the name goes on."""
NARROWER = 1
"""A tool that keeps the blank at the end of a line makes lines narrower by it, all but the last."""
WIDEST = 250
"""No tool wraps lines that are longer."""

# 2. The full names of arXiv's subjects, and the names of tasks.

MOST_WORDS = 5
"""No name of a subject has more words."""
FIRST_WORDS = frozenset(name.partition(" ")[0] for name in CLASS_OF)
"""What the names begin with."""


def read_categories(text: str) -> tuple[str, ...]:
    """Read a line of full names of arXiv's subjects, and nothing else, as classes; () if it is none."""
    words = text.split()
    if words and words[0] not in FIRST_WORDS:
        return ()
    classes: list[str] = []
    start = 0
    while start < len(words):
        for stop in range(min(start + MOST_WORDS, len(words)), start, -1):
            if name := CLASS_OF.get(" ".join(words[start:stop])):
                classes.append(name)
                start = stop
                break
        else:
            return ()
    return tuple(classes)


TASKS = frozenset(read_lines("tasks.txt"))
"""Names of the site's most frequent tasks: they tell a line of several tasks apart where the tool left no marks."""


def read_tasks(lines: list[str]) -> tuple[str, ...]:
    """Read lines of task names that have no marks; () if it cannot be told where one ends and the next begins."""
    tasks: list[str] = []
    for line in lines:
        words = MORE_LAST.sub("", line).split()
        known = read_known_tasks(words)
        # An unknown name is one name if it is short, or if the tool gave every task its line.
        if words and not known and len(words) > 2 and len(lines) == 1:
            return ()
        tasks += known or ([" ".join(words)] if words else [])
    return tuple(tasks)


def read_known_tasks(words: list[str]) -> list[str]:
    """Read words that are names of frequent tasks, and nothing else; [] if they are not."""
    known: list[str] = []
    start = 0
    stop = len(words)
    while stop and MORE.fullmatch(words[stop - 1]):
        stop -= 1
    while start < stop:
        for end in range(min(start + MOST_WORDS, stop), start, -1):
            if (name := " ".join(words[start:end])) in TASKS:
                known.append(name)
                start = end
                break
        else:
            return []
    return known


# 3. Chrome: the page around the cards.

PAGE_TEXT = re.compile(
    r"""
    (?:[-*+•]\s*)?(?:
    (?:Browse\ State-of-the-Art|Datasets|Methods|More|Newsletter|RC20\d\d|About|Trends|Portals|Libraries|Sign\ In|\s)+
    | Search\ Results\ for\b.* | Found(?:\ [\d,]+\ papers?\b.*)? | [\d,]+\ papers?(?:\ with\ code)?
    | Trending\ Research | Latest\ Research | Greatest\ Research
    | (?:Trending|Latest|Greatest|Top|New|Social|Subscribe|\s)+
    | Date\ Published | Github\ Stars | Most\ implemented\ papers
    | .*[ ]\|\ Papers\ With\ Code | Papers\ With\ Code | The\ latest\ in\ Machine\ Learning
    | Subscribe\ to\ the\ PwC\ Newsletter | × | Stay\ informed\ on\ the\ latest\ trending\ ML\ papers\b.*
    | (?:papers\ with\ code,\ )?research\ developments,\ libraries,\ methods,\ and\ datasets\.
    | (?:Sponsored|Advertisements?)\b.*
    | Read\ previous\ issues | Join\ the\ community | You\ need\ to\ log\ in\ to\ edit\..*
    | Contact\ us\ on:?.* | Papers\ With\ Code\ is\ a\ free\ resource\b.*
    | (?=.*-BY-SA).*licensed\ under\ CC-BY-SA\.?.*      # a hyphen is quicker to find than a word in any case
    | (?-i:Terms(?:\s*Data\ policy.*)?|Data\ policy|(?:Cookies\ )?policy(?:\ from)?)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

CHROME_END = re.compile(  # what of the page may stand before the first title of a page without line breaks
    r"(?:papers? with code|(?:Trending|Latest|Greatest) Research|Sign In|Date Published|Github Stars)(?![a-z])"
)

# 4. Heads: where a card is found.

BLOCK = 4096
"""So many characters are searched for one word before they are searched for the other. (From 2,500 on, Python has a
quicker way to look for a word.)"""

DOUBT = 400
"""A head so near the end of an unfinished window is judged when more of it is there."""

BODY = 48
"""A card has no more lines than these behind its authors."""

AHEAD = 1 << 14
"""So much text behind a card that nothing more of it can come."""


@dataclass(slots=True)
class Head:
    """The line of a card that tells of its code, its date or venue; the authors stand behind it."""

    start: int
    end: int
    """Where the authors begin, or the excerpt if there are none."""
    authors: bool | None
    """Whether authors follow; None if only their looks can tell."""
    values: dict[str, Any]
    parts: list[Part]
    faults: list[Fault]
    whole_line: bool
    """It begins a line."""


def next_head(text: str, position: int, final: bool) -> Head | int:
    """Find the first head at or after `position`.

    Returns:
        The head; or the offset of something that may become one with more text; or the text's length.
    """
    for read, sign in find_signs(text, position):
        found = read(text, position, sign, final)
        if found is not None:
            return found
    return len(text)


def find_signs(text: str, position: int) -> Iterator[tuple[Callable[[str, int, int, bool], Head | int | None], int]]:
    """Give the places at and after `position` where a head may be found, with what reads it there."""
    size = len(text)
    while position < size:
        stop = min(position + BLOCK, size)
        word = text.find(ANCHOR, position, stop + len(ANCHOR))
        until = stop if word < 0 else word
        while position < until:
            # A bullet may be that of a repository; so may a slash without one.
            bullet = text.find("•", position, until)
            end = until if bullet < 0 else bullet
            while (slash := text.find("/", position, end)) >= 0:
                yield read_repository_line, slash
                position = slash + 1
            position = end
            if bullet >= 0:
                yield read_repository_head, bullet
                position += 1
        if word >= 0:
            yield read_code_head, word
            position = word + len(ANCHOR)


def find_line_end(text: str, position: int) -> int:
    """Find where the line ends in which `position` lies; a long one is cut, as nothing that is looked for is long."""
    end = text.find("\n", position, position + TITLE)
    return min(position + TITLE, len(text)) if end < 0 else end


def skip_white(text: str, position: int, end: int = sys.maxsize) -> int:
    """Give the first offset at or after `position`, before `end`, where no white space stands."""
    white = WHITE.match(text, position, end)
    return white.end() if white else position


def is_line_start(text: str, position: int) -> bool:
    """Whether nothing but blanks and the mark of a list or a link stands before `position` on its line."""
    while position and text[position - 1] in " \t[*-":
        position -= 1
    return not position or text[position - 1] == "\n"


def read_code_head(text: str, floor: int, word: int, final: bool) -> Head | int | None:
    """Read the head around the word "implementation" at `word`; None if it is prose."""
    count = COUNT.search(text, max(floor, word - 24), word)
    if not count:
        return None
    start = count.start()
    end = word + len(ANCHOR)
    end += text.startswith("s", end)
    if text[end : end + 1].islower():
        return None
    line_start = is_line_start(text, start)
    number = count[0].split()[0].replace(",", "")
    values: dict[str, Any] = {"code_implementations": 0 if number == "no" else int(number)}
    parts = [("code_implementations", start, end)]
    head = Head(start, end, None, values, parts, [], line_start)
    found, sure = read_when(text, head)
    if not sure and not final and end + DOUBT > len(text):
        return start
    return found


def read_when(text: str, head: Head) -> tuple[Head | None, bool]:
    """Read on behind `code`: the date or venue, and whether authors follow.

    Returns:
        The head, or None if it was prose; and whether no more text could change that.
    """
    sep = SEP.match(text, head.end)
    if not sep:
        return read_glued_when(text, head), False
    at = sep.end()
    if empty := EMPTY.match(text, at):
        at = empty.end()
    if date := DATE.match(text, at):
        then = SEP.match(text, date.end())
        return take_date(head, date, then.end() if then else date.end(), bool(then)), True
    line_end = find_line_end(text, at)
    bullet = text.find("•", at, at + 300)
    if empty and (bullet < 0 or not YEAR_LAST.match(text[at:bullet].rstrip())):
        return go_on(head, at, True), True
    if bullet >= 0:
        field = text[at:bullet].strip()
        if is_venue_field(field, text, at, bullet, line_end) and (head.whole_line or YEAR_LAST.match(field)):
            return take_venue(text, head, at, at + len(field), skip_white(text, bullet + 1), True), True
    # No authors, or no date and no venue.
    field = text[at:line_end].rstrip()
    if head.whole_line and YEAR_LAST.fullmatch(field) and len(field) < 200:
        end = find_venue_end(text, at + len(field))
        return take_venue(text, head, at, end, end, False), False
    if first := VENUE_FIRST.match(text, at):
        return take_venue(text, head, first.start(1), first.end(1), first.end(1), False), False
    if not head.whole_line:
        return None, False
    if folded := FOLDED_VENUE.match(text, at):
        return take_venue(text, head, at, folded.end(1), folded.end(1), False), False
    if is_prose(field):
        return None, False
    if "," not in field and " " not in field:
        if not field.isupper():
            return go_on(head, at, True), False
        return take_venue(text, head, at, at + len(field), at + len(field), False), False
    return go_on(head, at, True), False


def go_on(head: Head, end: int, authors: bool | None) -> Head:
    """Give the head with what was read on of it."""
    head.end, head.authors = end, authors
    return head


def find_venue_end(text: str, end: int) -> int:
    """Find where a venue ends that has a year at the end of its line: "CVPR 2019⏎2019" was wrapped."""
    year = YEAR_LINE.match(text, end)
    return year.end(1) if year else end


def is_venue_field(field: str, text: str, start: int, end: int, line_end: int) -> bool:
    """Whether what stands before a bullet is a venue and not a card's rest and the next card."""
    if ANCHOR in field or not field:
        return False
    return end <= line_end or bool(YEAR_LAST.match(field) and field.count("\n") < 3 and len(field) < 200)


def read_glued_when(text: str, head: Head) -> Head | None:
    """Read on behind `code` where no bullet follows: the tool lost them, or it was prose."""
    at = skip_white(text, head.end)
    if date := DATE.match(text, at):
        if not head.whole_line and at > head.end:
            return None
        then = SEP.match(text, date.end())
        return take_date(head, date, then.end() if then else date.end(), bool(then) or None)
    ends_line = "\n" in text[head.end : at] or at == len(text)
    if ends_line and not head.whole_line:
        return None
    if (ends_line or head.whole_line or text[head.end : head.end + 1].isupper()) and (
        venue := VENUE_FIRST.match(text, at)
    ):
        then = SEP.match(text, venue.end(1))
        return take_venue(
            text, head, venue.start(1), venue.end(1), then.end() if then else venue.end(1), bool(then) or None
        )
    return head if ends_line else None


def take_date(head: Head, date: re.Match[str], end: int, authors: bool | None) -> Head:
    """Add the date to a head."""
    day = read_day(date[1])
    head.parts.append(("date", date.start(1), date.end(1)))
    if day:
        head.values["date"] = day
    else:
        head.faults.append(Fault(Code.BAD_FIELD, date.start(1), date.end(1), f"no such date: {squeeze(date[1])!r}"))
    return go_on(head, end, authors)


def take_venue(text: str, head: Head, start: int, stop: int, end: int, authors: bool | None) -> Head:
    """Add the venue to a head."""
    if venue := read_venue(text[start:stop]):
        head.parts.append(("venue", start, stop))
        head.values["venue"] = venue
    return go_on(head, end, authors)


def read_repository_head(text: str, floor: int, bullet: int, final: bool) -> Head | int | None:
    """Read the head around a `bullet` behind or before a repository; None if it is none."""
    low = max(floor, bullet - 320)
    if "/" in text[low:bullet] and (before := REPO_BEFORE.search(text, low, bullet)):
        start = before.start()
        line_start = is_line_start(text, start)
        head = Head(
            start,
            bullet,
            False,
            {"repository": before[1].replace("\n", "")},
            [("repository", *before.span(1))],
            [],
            line_start,
        )
        at = bullet
        while icon := ICON.match(text, at):
            at = icon.end()
        at = skip_white(text, at)
        if date := DATE.match(text, at):
            return take_date(head, date, date.end(), False)
        if not final and bullet + DOUBT > len(text):
            return start
        field = text[at : find_line_end(text, at)].rstrip()
        if line_start and YEAR_LAST.fullmatch(field) and len(field) < 200:
            end = find_venue_end(text, at + len(field))
            return take_venue(text, head, at, end, end, False)
        if venue := VENUE_FIRST.match(text, at):
            return take_venue(text, head, venue.start(1), venue.end(1), venue.end(1), False)
        if line_start and (folded := FOLDED_VENUE.match(text, at)):
            return take_venue(text, head, at, folded.end(1), folded.end(1), False)
        return None
    after = REPO_AFTER.match(text, bullet + 1)
    if not after:
        return None
    end = after.end()
    while icon := ICON.match(text, end):
        end = icon.end()
    values = {"repository": after[1].replace("\n", "")}
    part = ("repository", *after.span(1))
    if date := DATE_LAST.search(text, max(floor, bullet - 30), bullet):
        head = Head(date.start(1), end, False, values, [], [], is_line_start(text, date.start(1)))
        head = take_date(head, date, end, False)
    else:
        start = text.rfind("\n", max(floor, bullet - 200), bullet) + 1
        start = skip_white(text, start or floor)
        if not is_line_start(text, start) or not YEAR_LAST.match(text, start, bullet):
            return None
        head = Head(start, end, False, values, [], [], True)
        head = take_venue(text, head, start, start + len(text[start:bullet].rstrip()), end, False)
    head.parts.append(part)
    return head


def read_repository_line(text: str, floor: int, slash: int, final: bool) -> Head | int | None:
    """Read the head around the `slash` of a repository whose line lost its bullets; None if it is none."""
    low = max(floor, slash - 40)
    start = max(text.rfind("\n", low, slash) + 1, low)
    if not is_line_start(text, start):
        return None
    line = REPO_LINE.match(text, start)
    if not line:
        return None
    if not final and line.end() == len(text):
        return start
    head = Head(start, line.end(), False, {"repository": line[1]}, [("repository", *line.span(1))], [], True)
    if date := DATE.match(text, line.start(2)):
        return take_date(head, date, date.end(), False)
    if not YEAR_LAST.fullmatch(line[2]) or (is_prose(line[2]) and not GAP.match(text, line.end())):
        return None
    return take_venue(text, head, *line.span(2), line.end(2), False)


# 5. Titles, names and sentences.


class Line(NamedTuple):
    """A line that is not blank, without the blanks around it."""

    start: int
    end: int
    gap: bool
    """A blank line stands before it."""


def split_lines(text: str, start: int, end: int, most: int = BODY) -> list[Line]:
    """Give the first lines between two offsets that are not blank, at most so many."""
    lines: list[Line] = []
    gap = False
    for raw in text[start:end].split("\n"):
        start += len(raw) + 1
        line = raw.lstrip()
        if line:
            first = start - 1 - len(line)
            lines.append(Line(first, first + len(line.rstrip()), gap))
            if len(lines) == most:
                break
            gap = False
        else:
            gap = bool(lines)
    return lines


def is_prose(text: str) -> bool:
    """Whether a text has words that neither names nor venues have."""
    return bool(PROSE.search(text))


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends where a text does: "…in 2024.", "…(see below)."."""
    return text.rstrip("\"'”’)]}»").endswith((".", "!", "?", "…"))


def is_wrapped(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether a tool that wraps at `width` would have broken between two lines."""
    return overflows(text, line.end - line.start, following.start, following.end, width)


def overflows(text: str, length: int, start: int, end: int, width: int) -> bool:
    """Whether the first word of a line from `start` to `end` would make one of `length` wider than `width`."""
    blank = text.find(" ", start, end)
    return length + 1 + (end if blank < 0 else blank) - start > width


def measure(text: str, lines: list[Line]) -> int:
    """Give the length of the longest line that could have been wrapped."""
    width = 0
    for start, end, _ in lines:
        if end - start > width and text.find(" ", start, end) >= 0:
            width = end - start
    return width


def is_label(line: str) -> bool:
    """Whether a line is a label, a number of stars, or how fast they come."""
    return bool(LABEL_LINE.fullmatch(line))


def is_extra(line: str) -> bool:
    """Whether a line of a card is one of those behind the excerpt, by its own looks."""
    return bool(EXTRA_LINE.match(line))


def read_title(text: str, floor: int, head: Head) -> tuple[int, int] | None:
    """Find the title directly before a head, not before `floor`."""
    low = max(floor, head.start - TITLE)
    if low > floor:
        low = text.find("\n", low, head.start) + 1 or low
    lines = [line for line in split_lines(text, low, head.start, TITLE) if not RULE.match(text, *line[:2])]
    if not lines:
        return None
    # 1. On the last line, the title begins behind what is known to be chrome.
    last = lines.pop()
    if not head.whole_line:
        for chrome in CHROME_END.finditer(text, last.start, last.end):
            last = Line(min(skip_white(text, chrome.end()), last.end), last.end, True)
    line = text[last.start : last.end]
    # (A wrapped title may end in the line "Code".)
    wrapped = bool(lines) and not last.gap and not is_label(text[lines[-1].start : lines[-1].end])
    if RULE.match(line) or (is_extra(line) and not wrapped) or PAGE_TEXT.fullmatch(line):
        return None
    # 2. A title may be wrapped. Where blank lines part paragraphs, it is a paragraph.
    end = last.end
    parted = text.count("\n", end, head.start) > 1
    width = measure(text, [*lines, last, Line(head.start, find_line_end(text, head.start), False)])
    while lines and not last.gap:
        before = lines.pop()
        line = text[before.start : before.end]
        if is_extra(line) or PAGE_TEXT.fullmatch(line):
            break
        if not parted and (not is_wrapped(text, before, last, width) or len(line) < 20 or line.endswith(".")):
            break
        last = before
    return last.start, end


class Guess(Enum):
    """What of the end of a card's authors is a guess."""

    NONE = 0
    LINE = 1
    """Where it lies within its line."""
    BREAK = 2
    """Which of several line breaks it is."""


def find_authors_end(text: str, start: int, limit: int, width: int, *, flat: bool) -> tuple[int, Guess]:
    """Find where the authors that begin at `start` end.

    Args:
        text: the window.
        start: where the first author begins.
        limit: where the card ends at the latest.
        width: of the longest line of the card.
        flat: the tool left no line breaks where authors end, so that they may end anywhere.

    Returns:
        The end, and what of it is a guess.
    """
    if flat:
        # The lines of a paragraph are one line to a tool that fills paragraphs: offsets stay as they are.
        gap = GAP.search(text, start, min(limit, start + LONG_LIST))
        paragraph = text[start : gap.start() if gap else min(limit, start + LONG_LIST)].replace("\n", " ").rstrip()
        inside = find_sentence(paragraph)
        if inside is not None:
            return start + len(paragraph[:inside].rstrip()), Guess.LINE
    name = start  # Where the name begins that a line break may split.
    while True:
        stop = text.find("\n", start, limit)
        if stop < 0:
            stop = limit
        line = text[start:stop].rstrip()
        end = start + len(line)
        following = skip_white(text, stop, limit)
        # 1. A sentence that goes on behind the last name on its line.
        comma = line.rfind(",")
        tail = line[comma + 1 :]
        name = start + comma + 1 if comma >= 0 else name
        if flat or following >= limit or len(tail) > LONG_NAME or tail.endswith("."):
            inside = find_sentence(line)
            if inside is not None:
                return start + inside, Guess.LINE
        if following >= limit:
            return end, Guess.NONE
        breaks = text.count("\n", stop, following)
        # (A line that has no word in small letters is known quicker than by a search for one.)
        prose = None if line.istitle() else PROSE.search(text, start, min(limit, end + LOOK_AHEAD))
        if prose and prose.start() < end and breaks == 1:
            inside = find_sentence(text[start : min(limit, end + LOOK_AHEAD)].replace("\n", " "))
            if inside is not None and start + inside < end and STARTER.match(text, start + inside):
                return start + len(line[:inside].rstrip()), Guess.LINE
        # 2. Commas join names over line breaks of any kind.
        if line.endswith(",") or goes_on_with_names(text, following, limit):
            start = following
            continue
        if breaks > 1:
            return end, Guess.NONE
        # 3. Between two words of a name, only a wrap does. A paragraph that is all names is one list.
        last = text.find("\n", following, limit)
        words = text[following : limit if last < 0 else last].strip()
        if is_extra(words):
            return end, Guess.NONE
        only = not words[0].islower() and (last < 0 or skip_white(text, last, limit) >= limit)
        if only and ends_sentence(words):
            return end, Guess.NONE  # A card without any prose, but it has a sentence.
        gap = GAP.search(text, following, limit)
        if gap and gap.start() - following < LONG_LIST:
            paragraph = text[following : gap.start()]
            if NAMES.fullmatch(paragraph) and not is_prose(paragraph):
                return gap.start(), Guess.NONE
        found, guess = find_name_end(text, name, end, gap.start() if gap else limit, width)
        if found is not None:
            return found, guess
        start = following


def goes_on_with_names(text: str, start: int, limit: int) -> bool:
    """Whether the line at `start` begins with a comma between names, not with one of a sentence: ", which we show."."""
    if text[start] != ",":
        return False
    if not PLAIN_START.match(text, start + 1, limit):
        return True
    end = text.find("\n", start, limit)
    return not ends_sentence(text[start : limit if end < 0 else end])


def find_name_end(text: str, name: int, end: int, limit: int, width: int) -> tuple[int | None, Guess]:
    """Decide whether the authors end at one of the line breaks behind the last name of a line.

    Every line break before the next comma or before the prose may be the end; so may none before the comma.
    What each has for it is weighed: the next word would have fitted into the line, a sentence begins, the
    name is one.

    Args:
        text: the window.
        name: where the name begins.
        end: where its line ends.
        limit: where the paragraph ends.
        width: of the longest line of the card.

    Returns:
        Where the authors end, None if they go on behind the next comma; and what of it is a guess.
    """
    following = skip_white(text, end, limit)
    limit = min(limit, following + LOOK_AHEAD)
    prose = PROSE.search(text, following, limit)
    until = prose.start() if prose else limit
    comma = text.find(",", following, until)
    until = comma if comma >= 0 else until
    choices: list[tuple[int, int | None]] = []
    # 1. The name goes on, and another follows.
    if comma >= 0 or not prose:
        whole = text[name:until]
        goes_on = 2 + rate_name(whole)
        goes_on -= 6 * (not NAMES.fullmatch(whole) or STARTER.match(text, following, limit) is not None)
        if comma >= 0:
            goes_on -= 4 * bool(PLAIN_START.match(text, comma + 1, limit))
        elif ends_sentence(text[following:until].rstrip()):
            goes_on -= 6
        choices.append((goes_on, None if comma >= 0 else name + len(whole.rstrip())))
    # 2. They end at a line break.
    while end < until and following <= until and following < limit:
        here = text[text.rfind("\n", 0, end) + 1 : end]
        wide = len(here.encode("utf-8", "surrogatepass"))  # As some tools measure it.
        last = text.find("\n", following, limit)
        wrapped = overflows(text, wide, following, limit if last < 0 else last, width - NARROWER)
        # A sentence of which only a part is shown may begin with a small letter: "kD-trees have proven …".
        small = text[following].islower()
        points = rate_name(text[name:end]) + (-6 * small if wrapped else 4 - 2 * small)
        points += 3 * (not small and STARTER.match(text, following, limit) is not None)
        choices.append((points, end))
        if last < 0:
            break
        end = following + len(text[following:last].rstrip())
        following = skip_white(text, end, limit)
    points, best = max(choices, key=itemgetter(0))
    # 3. Or within a line, if the tool filled it up with the sentence.
    if points < 0 and prose:
        paragraph = text[name:limit].replace("\n", " ")
        inside = find_sentence(paragraph)
        # A whole name at a line's end is not split for a sentence that begins with a small letter.
        if inside is not None and (not best or rate_name(paragraph[:inside]) >= 0 or rate_name(text[name:best]) <= 0):
            return name + len(paragraph[:inside].rstrip()), Guess.LINE
    return best, Guess.BREAK if [choice[0] for choice in choices].count(points) > 1 else Guess.NONE


def rate_name(text: str) -> int:
    """Rate how much a text looks like one whole name: "Jesse Mu" does, "Jesse" and "Samuel R." do less."""
    words = text.split()
    long = [word for word in words if not is_short(word)]
    if not long or long[-1] != words[-1]:
        return -4
    if len(long) > 3 or not STARTERS.isdisjoint(words[1:]):
        return -2 * max(len(long) - 2, 2)
    return 1 if len(words) > 1 else -2


def is_short(word: str) -> bool:
    """Whether a word of a name is no whole name: "M.", "C.-P.", "van"."""
    return word in SHORT or (word.endswith(".") and bool(INITIALS.fullmatch(word)))


def find_sentence(line: str) -> int | None:
    """Find where a sentence begins that follows names on their line without a mark; None if none does."""
    prose = PROSE.search(line)
    if not prose:
        return None
    # It begins in the last name that words stand behind, which may be the one before a comma: "Batra Thus, we show".
    stop = prose.start()
    low = line.rfind(",", 0, stop) + 1
    while low and len(list(WORD.finditer(line, low, stop))) < 2:
        before = line.rfind(",", 0, low - 1) + 1
        words = list(WORD.finditer(line, before, low - 1))
        if len(words) < 3 and not any(hint.search(line, before, low - 1) for hint in (STARTER, GLUED)):
            break
        stop, low = low - 1, before
    for starter in STARTER.finditer(line, low, stop + 1):
        if WORD.search(line, low, starter.start()):
            return starter.start()
    words = [word for word in WORD.finditer(line, low, stop) if not is_short(word[0])]
    if not words:
        return None
    glued = [found.start() + 1 for word in words[1:] for found in GLUED.finditer(line, word.start(), word.end())]
    if glued:
        return glued[-1]
    # Most names have two words, some three; most sentences begin with one capital, some with several.
    if len(words) < 3:
        return words[-1].start() if len(words) == 2 else None
    return words[3 if len(words) == 4 else 2].start()


def read_words(text: str) -> str:
    """Read a title, a venue or a name: the lines as one, accents as Unicode, without half a link's brackets."""
    text = join(text)
    if "[" in text and (half := text.count("[") - text.count("]")) > 0:
        text = squeeze(text.replace("[", "", half))
    return read_latex(text)


def read_heading(text: str) -> str:
    """Read a title, without the marks of a heading; few have any."""
    return read_words(HEADING.sub("", text) if text[:1] in "#*" or "===" in text else text)


@lru_cache(maxsize=1024)
def read_venue(text: str) -> str:
    """Read a venue; the month that a dump has behind the year is none of it."""
    return MONTH_NUMBER.sub(r"\1", read_words(text))


def read_names(text: str) -> tuple[str, ...]:
    """Read a list of names; a suffix behind a comma belongs to the name before it."""
    names: list[str] = []
    # What has no bracket and no accent is joined at once, not name by name.
    simple = "[" not in text and "\\" not in text
    for part in join(text).split(",") if simple else text.split(","):
        name = part.strip() if simple else read_words(part)
        if not name:
            continue
        if names and name in SUFFIXES:
            names[-1] += " " + name
        else:
            names.append(name)
    return tuple(names)


def read_excerpt(text: str) -> str:
    """Read an excerpt; the blanks that the site put into words go where no prose has them."""
    text = read_latex(join(text))
    if ". e." in text or ". g." in text:
        text = LATIN.sub(r"\1.\2.", text)
    return HOST.sub(lambda host: host[0].replace(". ", "."), text) if ":" in text else text


# 6. Cards.


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Find the first card that starts at or after `floor`; see `paperlist.listings.Listing`."""
    head = next_head(text, floor, final)
    if isinstance(head, int):
        return head if final else keep_title(text, floor, min(head, len(text)))
    title = read_title(text, floor, head)
    following = next_head(text, head.end, final)
    if isinstance(following, Head) and not following.whole_line:
        # Where a card has lines, what stands within the line behind its head is quoted: "… says no code • 2 Jan 2020".
        line_end = text.find("\n", head.end, following.start) if head.whole_line else -1
        sentence_end = find_line_end(text, skip_white(text, line_end)) if line_end >= 0 else -1
        while (
            isinstance(following, Head)
            and not following.whole_line
            and line_end < following.start < sentence_end
            and not is_filled(text, head.start, following.start)
        ):
            following = next_head(text, following.end, final)
    if isinstance(following, Head):
        limit = following.start
    elif final or (following == len(text) and head.end + AHEAD < len(text)):
        limit = len(text)
    else:
        return title[0] if title else head.start
    followed = isinstance(following, Head)
    flat = not head.whole_line or (isinstance(following, Head) and not following.whole_line)
    entry = read_card(text, head, title, limit, flat=flat, followed=followed, final=final)
    if title and floor == 0 and isinstance(following, Head) and following.whole_line:
        untitle(entry, head, text[entry.end : following.start])
    if not final and limit == len(text) and entry.end + AHEAD > len(text):
        return entry.start
    return entry


def is_filled(text: str, start: int, end: int) -> bool:
    """Whether a tool filled the lines from `start` on with all there is: a card may begin at `end`."""
    if not ends_sentence(text[max(start, end - 8) : end].rstrip()):
        return False
    lines = split_lines(text, start, find_line_end(text, end))
    width = measure(text, lines)
    return width <= WIDEST and all(is_wrapped(text, a, b, width - INDENT) for a, b in pairwise(lines))


def untitle(entry: Entry, head: Head, behind: str) -> None:
    """Take the title away from the first card if the second has none: a page has titles or has none."""
    if not behind.strip() and "excerpt" in entry.values:
        del entry.values["title"], entry.parts[0]
        entry.start = head.start


def keep_title(text: str, floor: int, end: int) -> int:
    """Give where the last lines begin that may be the title of a card still to come."""
    start = end
    for _ in range(TITLE_LINES):
        before = text[floor:start].rstrip() if start - floor < TITLE else text[start - TITLE : start].rstrip()
        if not before:
            break
        stop = start - (start - floor if start - floor < TITLE else TITLE) + len(before)
        start = max(text.rfind("\n", floor, stop) + 1, floor)
    # Where blank lines part paragraphs, a title is a paragraph, of any number of lines; what stands before a sentence's
    # end is none of it, so that a record which is whole need not wait for more text.
    low = max(floor, end - TITLE)
    gap = text.rfind("\n\n", low, start)
    if gap < 0 and low == floor:
        start, gap = floor, text.rfind(".\n", low, start)
    return gap + 2 if gap >= 0 else start


def read_card(
    text: str,
    head: Head,
    title: tuple[int, int] | None,
    limit: int,
    *,
    flat: bool,
    followed: bool,
    final: bool,
) -> Entry:
    """Read the card of a head whose text ends before `limit`.

    Args:
        text: the window.
        head: the head; what it holds becomes the entry's.
        title: where the title stands, if there is one.
        limit: where the text ends that may be the card's.
        flat: the tool left no line breaks between the parts.
        followed: another card begins at `limit`.
        final: nothing follows the window.
    """
    values, parts, faults = head.values, head.parts, head.faults
    start = head.start
    if title:
        start = title[0]
        values["title"] = read_heading(text[start : title[1]])
        parts.insert(0, ("title", *title))
    end = head.end
    width = measure(text, split_lines(text, start, limit))
    # 1. The authors.
    if head.authors is not False:
        first = skip_white(text, end, limit)
        stop, guess = find_authors_end(text, first, limit, width, flat=flat)
        sure = head.authors or not (is_prose(text[first:stop]) or (guess is Guess.LINE and "\n" in text[end:first]))
        if stop > first and sure:
            values["authors"] = read_names(text[first:stop])
            parts.append(("authors", first, stop))
            end = stop
            flat = flat or guess is Guess.LINE
            if guess is Guess.BREAK:
                message = "wrapped, and more than one line break may be the end of the authors"
                faults.append(Fault(Code.AMBIGUOUS, start, end, message))
    # 2. What is behind them.
    lines = split_lines(text, end, limit)
    if flat:
        lines = list(split_flat(text, fill_lines(text, lines, width)))
        message = "without line breaks, where title, authors and sentence begin and end is a guess"
        faults.append(Fault(Code.AMBIGUOUS, start, end, message))
    entry = Entry(start, end, values, parts, faults)
    end = read_body(text, lines, entry, width, titled=title is not None, followed=followed) or end
    _, _, last_end = parts[-1]
    end = max(end, last_end)
    last = final and not followed and not text[end:].strip(" \n\t•·,")
    if last and (not lines or CUT.search(text, max(end - 20, start), end)):
        faults.append(Fault(Code.TRUNCATED, start, end, "the card breaks off"))
        end = max(end, len(text.rstrip()))
    entry.end = end
    return entry


def fill_lines(text: str, lines: list[Line], width: int) -> list[Line]:
    """Make the lines that were wrapped at about `width` columns one line again."""
    filled: list[Line] = []
    last = None
    for line in lines:
        before = filled[-1] if filled else None
        if before and last and not line.gap and width <= WIDEST:
            here = Line(text.rfind("\n", max(last.end - TITLE, 0), last.end) + 1, last.end, False)
            words = text[last.start : last.end], text[line.start : line.end]
            if is_wrapped(text, here, line, width - INDENT) and not is_label(words[0]) and not is_extra_behind(*words):
                filled[-1] = before._replace(end=line.end)
                last = line
                continue
        filled.append(line)
        last = line
    return filled


def split_flat(text: str, lines: list[Line]) -> Iterator[Line]:
    """Split lines where the tool left no line breaks: behind the sentence, and around the labels."""
    for line in lines:
        labelled = text.find("Paper", line.start, line.end) >= 0  # what is quicker to find than all of the labels
        found = LABELS_INSIDE.search(text, line.start, line.end) if labelled else None
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
    """Find where the sentence that begins at `start` ends, if what follows it is none."""
    if ends_sentence(text[max(start, end - 4) : end]):
        return end
    last = end
    for found in SENTENCE_BREAK.finditer(text, start, end):
        last = found.end()
    rest = text[last:end].lstrip()
    return last if SOTA.match(rest) or not is_prose(rest) else end


def read_body(text: str, lines: list[Line], entry: Entry, width: int, *, titled: bool, followed: bool) -> int:
    """Read what stands behind the authors of a card; give where it ends, 0 if there is nothing."""
    values, parts = entry.values, entry.parts
    words = [text[line.start : line.end] for line in lines]
    labels = next((i for i, line in enumerate(words) if LABEL.fullmatch(line)), 0)
    i = first = 0
    while labels and first < labels - 1 and PAGE_TEXT.fullmatch(words[first]):
        entry.faults.append(Fault(Code.PAGE_TEXT, *lines[first][:2], f"page text within a card: {words[first][:60]!r}"))
        first += 1
    lines, words, labels = lines[first:], words[first:], max(labels - first, 0)
    # 1. The excerpt: its paragraph, or its line and what is wrapped of it. A single line that is no
    #    sentence, between a card with a title and the next, is the next one's title.
    alone = followed and len(lines) == 1 and titled and not ends_sentence(words[0])
    if lines and not alone and not is_extra(words[0]) and not PAGE_TEXT.fullmatch(words[0]):
        # Behind a card with a title, the last line is that of the next one, where nothing else parts them.
        most = len(lines) - 1 if titled and followed and not labels else len(lines)
        i = count_excerpt(text, lines, words, max(most, 1), width)
        if MARK_BEHIND.search(words[i - 1]):
            lines[i - 1] = lines[i - 1]._replace(end=lines[i - 1].end - 1)
        start, end = lines[0].start, lines[i - 1].end
        values["excerpt"] = read_excerpt(text[start:end])
        parts.append(("excerpt", start, end))
    # 2. What is known by its looks, or by its place before the labels.
    tasks: list[str] = []
    while i < len(lines):
        word, stop, field = words[i], i + 1, "label"
        if STARS.fullmatch(word):
            field = "stars"
            values["stars"] = read_count(word)
        elif not is_label(word):
            # A line may be wrapped: of the lines of its paragraph, as many as make sense together.
            while stop < len(lines) and not lines[stop].gap and not is_label(words[stop]):
                stop += 1
            paragraph = text[lines[i].start : lines[stop - 1].end]
            if categories := read_categories(paragraph):
                # The only line between a card with a title and the next is that one's title.
                if followed and titled and not labels and stop == len(lines):
                    break
                field = "categories"
            elif SOTA.fullmatch(word):
                whole, stop = stop, i + 1
                while stop < whole and UNFINISHED.search(words[stop - 1]):
                    stop += 1
            elif i < labels and ends_sentence(paragraph) and is_prose(paragraph):
                field = "label"
                place = (lines[i].start, lines[stop - 1].end)
                entry.faults.append(Fault(Code.UNCLAIMED, *place, f"not understood, within a card: {word[:60]!r}"))
            elif TASK_LINE.match(word) or i < labels:
                field = "tasks"
                if "[" in paragraph:
                    pieces = TASK_BREAK.split(paragraph)
                    tasks += [name for piece in pieces if (name := squeeze(MORE_LAST.sub("", piece)))]
                else:
                    tasks += read_tasks(words[i:stop])
            elif categories := read_categories(word):
                field, stop = "categories", i + 1
            elif (stop < len(lines) or not followed) and (known := read_known_tasks(paragraph.split())):
                field = "tasks"
                tasks += known
            else:
                break
            if categories:
                values["categories"] = categories
        parts.append((field, lines[i].start, lines[stop - 1].end))
        i = stop
    if tasks:
        values["tasks"] = tuple(tasks)
    return lines[i - 1].end if i else 0


def count_excerpt(text: str, lines: list[Line], words: list[str], most: int, width: int) -> int:
    """Count the lines of the excerpt that begins with the first of `lines` and has `most` lines at most."""
    stop = 1
    while stop < most and not lines[stop].gap and not is_extra_behind(words[stop - 1], words[stop]):
        stop += 1
    last = max((i for i in range(stop) if ends_sentence(words[i])), default=0)
    count = 1
    while count < stop:
        line, following = words[count - 1], words[count]
        wrapped = len(line) <= WIDEST and is_wrapped(text, lines[count - 1], lines[count], width - INDENT)
        if MARK_BEHIND.search(line):
            break
        if ends_sentence(line):
            # A stop within the sentence, if a tool broke the line there: "vs."
            goes_on = count <= last and (wrapped or following[0].islower())
        else:
            goes_on = count <= last or following[0].islower() or (wrapped and not read_categories(following))
        if not goes_on:
            break
        count += 1
    return count


def is_extra_behind(line: str, following: str) -> bool:
    """Whether `following` cannot go on with the sentence that `line` belongs to."""
    if TASK_LINE.match(following):
        return ends_sentence(line)
    return is_extra(following) or bool(PAGE_TEXT.fullmatch(following))


# 7. Saved pages.


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Give the cards of a saved page, by the classes of the site; see `paperlist.listings.Listing`."""
    for card in page.xpath(f"//div[{has_class('infinite-item')} or {has_class('paper-card')}][.//h1]"):
        if not any(has_card_class(above) for above in card.iterancestors("div")):
            yield read_html_card(card)


def has_card_class(element: "HtmlElement") -> bool:
    """Whether an element is a card."""
    return bool({"infinite-item", "paper-card"} & set(classes_of(element)))


def read_html_card(card: "HtmlElement") -> Entry:
    """Read one card of a saved page."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    parts: list[Part] = []

    def take(field: str, elements: list["HtmlElement"]) -> str:
        """Give the text of the elements of a field, and note their place."""
        if elements:
            parts.append((field, elements[0].sourceline or 1, last_line(elements[-1])))
        return squeeze(" ".join(element.text_content() for element in elements))

    # 1. The picture's address tells the paper's arXiv identifier.
    for image in card.xpath(f".//*[{has_class('item-image')}]/@style | .//*[{has_class('item-image')}]//img/@src"):
        if found := THUMBNAIL.search(image):
            values["arxiv_id"] = found[1]
    if title := take("title", card.xpath("(.//h1)[1]")):
        values["title"] = read_latex(title)
    # 2. The paragraph behind the title reads like the line it makes in a text.
    meta = card.xpath(f".//p[{has_class('author-section')}] | (.//h1)[1]/following::p[1]")[:1]
    if meta and meta[0] in card.iterdescendants("p"):
        lines = (meta[0].sourceline or 1, last_line(meta[0]))
        line = squeeze(meta[0].text_content())
        head = next_head(line, 0, True)
        if isinstance(head, Head):
            values |= head.values
            if head.authors:
                values["authors"] = read_names(line[head.end :])
            parts += [(field, *lines) for field, _, _ in head.parts]
            faults += [Fault(fault.code, *lines, fault.message) for fault in head.faults]
        links = [read_names(link.text_content()) for link in meta[0].xpath(".//a[contains(@href, '/author/')]")]
        if any(links):
            # A comma within a link is part of the name.
            values["authors"] = tuple(", ".join(names) for names in links if names)
        if values.get("authors"):
            parts.append(("authors", *lines))
        if venue := squeeze("".join(meta[0].xpath(f".//*[{has_class('item-conference-link')}]//text()"))):
            values["venue"] = MONTH_NUMBER.sub(r"\1", venue)
        if repository := squeeze("".join(meta[0].xpath(f"(.//*[{has_class('item-github-link')}]//a)[1]//text()"))):
            values["repository"] = repository.replace(" ", "")
    if excerpt := take("excerpt", card.xpath(f".//p[{has_class('item-strip-abstract')}]")):
        values["excerpt"] = read_excerpt(excerpt)
    # 3. Badges: tasks lead to their pages, categories lead nowhere.
    tasks, categories = [], []
    for badge in card.xpath(f".//*[{has_class('badge-primary')}]"):
        name = squeeze(badge.text_content())
        if not name or MORE.fullmatch(name):
            continue
        if "badge-primary-nohover" in (badge.get("class") or "") and name in CLASS_OF:
            categories.append(CLASS_OF[name])
        else:
            tasks.append(name)
    take("tasks", card.xpath(f".//*[{has_class('badge-primary')}]"))
    values |= {"tasks": tuple(tasks), "categories": tuple(categories)}
    stars = take("stars", card.xpath(f".//*[{has_class('entity-stars')}]//*[{has_class('badge-secondary')}]"))
    if STARS.fullmatch(stars):
        values["stars"] = read_count(stars)
    return Entry(card.sourceline or 1, last_line(card), values, parts, faults)


def last_line(element: "HtmlElement") -> int:
    """Give the line on which an element of a page ends."""
    last = element
    text = element.text or ""
    for last in element.iterdescendants():
        text = (last.text or "") + (last.tail or "")
    return int(last.sourceline or 1) + text.count("\n")
