r"""A results page of arxiv.org/search, as any tool leaves its text.

    page     = page_text? (entry page_text?)*
    entry    = bullet? id_line? title authors? abstract? dates? latest? remark*
    bullet   = "-" | "*" | "•" | NUMBER "."
    id_line  = "arXiv:" ID ["v" VERSION] ["[" "pdf" "," "ps" "," "other" "]"] CATEGORY* ("doi" DOI)*
    authors  = "Authors:" NAME ("," NAME)* [", et al. (" COUNT " additional authors not shown)"]
    abstract = "Abstract:" [preview ["▽ More"]] [full "△ Less"]
    dates    = "Submitted" DAY ";" ["v1 submitted" DAY ";"] "originally announced" MONTH "."
    latest   = "Latest version:" ID "v" VERSION "."
    remark   = ("Comments" | "Report number" | "MSC Class" | "ACM Class" | "Journal ref") ":" TEXT

Any white space may stand between two words, and none between two parts; line breaks are hints, no more. Tools
lose the id line, the authors, or all of the abstract but its preview. What they leave keeps its order, so an
entry is read by its anchors in sequence: inside an abstract only the whole of `dates` ends it or, where
someone took the dates out, an entry's start at a line's start.

The grammar is that of the page template of arXiv (arxiv-search, `search/templates/search/base.html`).
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperlist.arxiv import CATEGORY, DOI, ID, REMARK, is_withdrawn, remark_field
from paperlist.diagnostics import Code
from paperlist.fields import read_count, read_day, read_month, read_version, squeeze, trim
from paperlist.listings import Entry, Fault
from paperlist.listings.html import classes_of, last_line, text_of
from paperlist.listings.layout import SENTENCE_END, WIDEST, is_wrapped, join, unwrap
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "arxiv-search"
DESCRIPTION = "arXiv search results (arxiv.org/search), as text or saved page"

REACH = 2000
"""So many characters before its first label an entry may begin, at most, if it has no id line."""

FAR, FARTHEST = 1 << 15, 1 << 18
"""An entry without dates whose successor is farther away is none: words that only look like a label. No abstract is so
long; a list of authors may be, but not longer than the second: ten thousand take 200,000 characters."""

TAIL = 4000
"""So many characters one remark (`Comments: …`) may have, at most."""

CATEGORIES = re.compile(CATEGORY)

ID_LINE = re.compile(
    rf"""
    arXiv: \s? (?P<id>{ID}) (?:v(?P<version>\d+))? (?![\w/])
    (?P<formats> \s*+ \[ (?:\s*+(?:,|\[\d+\]|pdf|ps|other|html|src|dvi))+ (?:\s*+\])? )?      # " [pdf, ps, other]"
    (?P<categories> (?:\s*+{CATEGORY})+ )?
    (?P<dois> (?: \s*+ doi \s*+ (?:\[\d+\]|\[)? {DOI} (?:[ ]++[_/*']{{2,4}}+)? )+ )?   # "__" was an icon
    (?P<alone> [ ]*+ (?:\n|\Z) )?
    """,
    re.VERBOSE,
)
DOIS = re.compile(DOI)  # "10.1103/PhysRevLett.106.030801"
BEFORE_ID = re.compile(r"(?:^|\n)((?:[-*•+◦]|\d{1,5}[.)]|\[\d+\]|\[|\s)*)$")  # "12. ", "-\n", "* "
BEFORE_LONE_ID = re.compile(r"(?:(?:^|\n)(?:[-*•+◦]|\d{1,5}[.)])\s*|^\s*|\n\s*\n)$")  # the same, or a blank line

LABEL = re.compile(r"A(?:uthors|bstract)\s*+:")  # "Authors:", "Abstract :"
NEXT_LABEL = re.compile(r"\n(?:Authors:|Abstract:|Submitted )")
LABEL_LENGTH = len("\nSubmitted ")
MORE = re.compile(r"▽\s*+More(?:\]|\s*+\(\)|)")
LESS = re.compile(r"△\s*+Less(?:\]|\s*+\(\)|)")

DATES = re.compile(
    r"Submitted\s*+([^;]{6,40}+);\s*+(?:v1\s*+submitted\s*+([^;]{6,40}+);\s*+|)"
    r"originally\s*+announced\s*+([A-Za-z]++\s++\d{4})(?:\s*+\.|)"
)  # "Submitted 17 January, 2024; v1 submitted 10 January, 2024;\noriginally announced January 2024."
LISTED = (("submitted", 0, 1, read_day), ("announced", 2, 0, read_month))
LISTED_TWICE = (("updated", 0, 1, read_day), ("submitted", 1, 2, read_day), ("announced", 2, 0, read_month))
"""The fields of the formula, each with its place among its groups, the group that it ends with (0: the formula itself),
and what reads it."""
DATES_LENGTH = 200
"""The formula above is not longer."""

DATES_BEGIN = re.compile(r"\s*Submitted\s[^;\n]{6,40};[^;]{0,60};?\s*\Z")  # "Submitted 8 March, 2021;", and no more
BOTH_DAYS = re.compile(
    r"\s*Submitted\s+([^;]{6,40});\s*v1\s+submitted\s+([^;]{6,40});"
)  # "Submitted 17 January, 2024; v1 submitted 10 January, 2024;": without "v1", which day it is depends on what follows

CUT = "the entry breaks off here"

LATEST = re.compile(r"\s*Latest\s+version\s*:\s*[\w./-]+?v\d+\.?(?!\w)")  # "Latest version: 2401.05566v3."

REMARKS = re.compile(rf"\s*+(?:[-*•]\s++)?({REMARK})\s*+:\s*+")  # "Comments: "
LATER = re.compile(rf"\s*+(?:[-*•]\s++)?(?:Latest|{REMARK})")
"""How what follows the dates begins; hardly ever there where the other two are not."""
NEXT_REMARK = re.compile(r"\s*(?:Report\s+number|MSC\s+Class|ACM\s+Class|Journal\s+ref)\s*:")
BLOCK_END = re.compile(r"\n\s*\n|\n[-*•◦](?=\s|$)|\n(?:\d{1,3}\.|\[\d+\]) *\n")  # a blank line, a bullet
PAGE_END = re.compile(
    r"\s*(?:Previous\s*Next\s*[\d…S]|Search\s+v\d+\.\d+\.\d+\s+released|About\s*Help\s*[Cc]ontact"
    r"|References\s+Visible links)"
)

OMITTED = re.compile(
    r"(?<!\s)\s*+,?\s*+et\s++al\.?\s*+\(\s*+(\d+)\s++additional\s++authors?\s++not\s++shown\s*+\)\s*+$"
)
OMITTED_HERE = re.compile(r"et\s+al\.?\s*\(\s*\d+\s+additional\s+authors?\s+not\s+shown\s*\)")
ANY_NAME = re.compile(r"[^\W\d][^\n,]{0,60}")
FULL_NAME = re.compile(r"[^\W\da-z][^\n,\s]*(?: [^\W\d][^\n,\s]*){1,3}")  # "Cullen O'Keefe", "Daniel M. Ziegler"
LOWER = re.compile(
    r"(?:\b[a-z]{2,}[ ]+){3}"
)  # "of strategically deceptive "; but "on behalf of the Belle Collaboration"
LOWER_WORD = re.compile(r"(?<!\S)[a-z]{2,}\b")
BULLET = re.compile(r"(?:[-*•◦]|\d{1,5}\.|\[\d+\](?= *\n))\s+(?=\S)")  # "- Sleeper Agents", "12. Sleeper Agents"
LED = re.compile(rf"\s*+({BULLET.pattern}|(?!{BULLET.pattern}))(?=\W*+\w)")
"""What stands before a title."""
LINK_REST = re.compile(r"\[\d+\]|[\[\]]")  # what is left of a link that was broken over two lines
NOT_BLANK = re.compile(r"\S")
WORD = re.compile(r"\S+")
NEW_ENTRY = re.compile(
    r"(?P<head>(?P<bullet>(?<=\n)(?:[-*•◦]|\[\d+\]|\d{1,5}[.)])[ ]*\n)|(?<=Less\n)|(?<=\n\n))"
    r"(?:(?!\n[-*•][ ]*\n|\n\n|△[ ]?Less\n)[\s\S])+\Z"
)
MAY_BEGIN = re.compile(r"\n(?:\n|[-*•◦] *\n|\[\d+\] *\n|\d{1,5}[.)] *\n)|Less\n")
"""Without one of these the pattern above need not be tried."""
PREVIEW = 800
"""A preview has fewer characters (the template stops at 400 but may not cut inside math)."""
SHORT = 20
"""So few characters may be the same in two texts by chance."""
RARE = "xkv(z,jqbw"
"""Signs of which a text that is there twice has an even number each; so rare that it is quickly cut at them."""
LONG = 50
"""Where a title is shorter, the line after it is none of it."""
RULE = re.compile(r"[-=*_~\s]*")  # "=====", below a heading; an empty line
RAGGED = 12
"""Of wrapped lines the second longest is less shorter than the longest."""
AGAIN = re.compile(r"\s*(?:-\s+)?")
HAS_WORD = re.compile(r"\w")
FIELDS = r"""
    All\ fields | Title | Author(?:\(s\))? | Abstract | Comments | Journal\ reference | ACM\ classification | DOI
  | MSC\ classification | Report\ number | arXiv\ identifier | Cross-list\ category | License\ \(URI\) | ORCID
  | arXiv\ author\ ID | Help\ pages | Full\ text
"""  # what the form's menu offers to search
FORM = r"""
    Showing\s+[\d,]+\s*[–-]\s*[\d,]+\s+of\s+[\d,]+\s+results
    (?: \s++for(?:\s++\w+)?: (?: \S++ | \s++(?!Search\sv\d) )* )?
  | Sorry,\ your\ query\ for\ .* | Only\ 200\ pages\ are\ available\..* | Your\ browser\ does\ not\ support.*
  | Search\ v[\d.]+\ released\ [\d-]+ | Search\ term(?:s|\(s\)|\ or\ terms)?(?:\.\.\.)? | Search(?:\.\.\.)? | Field
  | (?:Show|Hide)\ abstracts | Sort\ results\ by | (?:Announcement|Submission)\ date\ \((?:newest|oldest)\ first\)
  | Relevance | results\ per\ page\.? | Advanced\ Search | Simple\ Search | Refine\ query | New\ search
  | Feedback\?? | Go | Previous | Next | \d{1,4} | … | \.
"""  # above and below the results
FRAME = r"""
    Skip\ to\ main\ content | Cornell\ University(?:\ Library)? | We\ gratefully\ acknowledge\ support\ from
  | the\ Simons\ Foundation | (?:,|and|\ )*(?:member\ institutions|all\ contributors)[,.]? | Donate | arxiv\ logo
  | Help | Login | About | Contact | contact\ arXiv | Click\ here\ to\ contact\ arXiv | Subscribe
  | subscribe\ to\ arXiv\ mailings | Click\ here\ to\ subscribe | Copyright | Privacy\ Policy
  | Web\ Accessibility\ Assistance | arXiv\ Operational\ Status | Get\ status\ notifications\ via | email | or | slack
  | References | (?:Visible|Hidden)\ links:? | \d+\.\ (?:https?|file|mailto|ftp):\S*
"""  # the site's head and foot, the list of links of text browsers
AROUND = r"[-*•#|()\[\]_+<>,\s]*+"
PAGE_TEXT = re.compile(
    rf"(?:(?=(?P<piece>{AROUND}(?:\[[^\[\]]*\](?=\s|\Z)|(?:{FIELDS}|{FORM}|{FRAME})(?![a-z])){AROUND}))(?P=piece))+",
    re.VERBOSE | re.IGNORECASE,
)
"""Lines of the page around the entries: the head, the search form, the pages' numbers, the foot.

What is looked at ahead is taken whole or not at all, so that a line with much of it is not tried in all other ways.
"""


NOWHERE = sys.maxsize
"""Where an anchor stands that is not there: behind all text."""


class Anchors:
    """Where the anchors of one window stand, by kind and in its order; each kind is searched for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        """Where the window ends, blanks and empty lines left aside."""
        while self.end and text[self.end - 1].isspace():
            self.end -= 1
        self.dates = find_dates(text)
        self.id_lines = find_id_lines(text)
        self.label_ends = {found.start(): found.end() for found in LABEL.finditer(text)}
        authors = [at for at in self.label_ends if text[at + 1] == "u"]
        abstracts = [at for at in self.label_ends if text[at + 1] == "b"]
        # All places end with that of an anchor that is not there; those of both labels with two.
        self.date_places, self.id_places = [*self.dates, NOWHERE], [*self.id_lines, NOWHERE]
        self.authors, self.line_authors = [*authors, NOWHERE], [*begin_lines(text, authors), NOWHERE]
        self.abstracts, self.line_abstracts = [*abstracts, NOWHERE], [*begin_lines(text, abstracts), NOWHERE]
        self.line_labels = sorted(self.line_authors + self.line_abstracts)

    def after(self, start: int) -> tuple[int, int, int, int]:
        """Give the places of the next dates, and before them of the next id line, `Authors:` and `Abstract:`."""
        dates = self.date_places[bisect_left(self.date_places, start)]
        id_line = next_place(self.id_places, start, dates)
        return dates, id_line, self.next_authors(start, dates), self.next_abstract(start, dates)

    def next_authors(self, start: int, stop: int) -> int:
        """Give the place of the label `Authors:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_authors, start, stop)
        return at if at < NOWHERE else next_place(self.authors, start, stop)

    def next_abstract(self, start: int, stop: int) -> int:
        """Give the place of the label `Abstract:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_abstracts, start, stop)
        return at if at < NOWHERE else next_place(self.abstracts, start, stop)


def next_place(places: list[int], start: int, stop: int) -> int:
    """Give the first of places between two offsets; `NOWHERE` if there is none."""
    at = places[bisect_left(places, start)]
    return at if at < stop else NOWHERE


def begin_lines(text: str, starts: Iterable[int]) -> list[int]:
    """Give those that begin a line."""
    return [at for at in starts if not at or text[at - 1] == "\n"]


def find_dates(text: str) -> dict[int, re.Match[str]]:
    """Give the whole formulas of dates, by their places."""
    formulas = {}
    at = text.find("originally")
    while at >= 0:
        begin = text.rfind("Submitted", max(0, at - DATES_LENGTH), at)
        if begin >= 0 and (found := DATES.match(text, begin)):
            formulas[begin] = found
        at = text.find("originally", at + 1)
    return formulas


def find_id_lines(text: str) -> dict[int, re.Match[str]]:
    """Give the id lines, by their places; not ids that are only mentioned."""
    lines = {}
    at = text.find("arXiv:")
    while at >= 0:
        found = ID_LINE.match(text, at)
        if found and (
            found["formats"]
            or found["categories"]
            or (found["alone"] is not None and BEFORE_LONE_ID.search(text, max(0, at - 20), at))
        ):
            lines[at] = found
        at = text.find("arXiv:", at + 1)
    return lines


last = Anchors("")


def look(text: str) -> Anchors:
    """Give the anchors of a window. Those of the last one are kept: it is asked for entry after entry."""
    global last
    anchors = last
    if anchors.text is not text:
        last = anchors = Anchors(text)
    return anchors


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Find the first entry that starts at or after `floor`; see `Listing.find`."""
    anchors = look(text)
    size = len(text)
    at = floor
    while True:
        dates, id_line, authors, abstract = anchors.after(at)
        first = min(size, dates, id_line, authors, abstract)
        if first == size:
            return size if final else max(at, size - REACH)
        entry = EntryReader(anchors, at, final).read(first, id_line, authors, abstract, dates)
        if isinstance(entry, Entry):
            return entry
        if entry < 0:
            return max(at, ~entry)
        at = entry


class EntryReader(Entry):
    """An entry that is read by its anchors, in sequence."""

    __slots__ = ("anchors", "closed", "final", "first", "floor", "formula", "stop", "text")
    first: int
    """Where its first anchor stands."""
    stop: int
    """How far it may reach: to its dates or, without them, to the next entry."""
    formula: re.Match[str] | None
    """Its dates."""
    closed: bool
    """Whether the mark at the end of the abstract was seen."""

    def __init__(self, anchors: Anchors, floor: int, final: bool) -> None:
        self.anchors = anchors
        self.text = anchors.text
        self.floor = floor
        self.final = final
        self.values = {}
        self.parts = []
        self.faults = []
        self.cut = None

    def read(self, first: int, id_line: int, authors: int, abstract: int, dates: int) -> Entry | int:
        """Read the entry whose first anchor stands at `first`; the others are the places of the next of their kind.

        Returns:
            The entry; or where to look on if it is none; or, negative, `~start` if more text is needed.
        """
        text, anchors, labels = self.text, self.anchors, self.anchors.line_labels
        # 1. How far it may reach: to its dates or, without them, to the next entry.
        stop = dates if dates < NOWHERE else len(text)
        start = body = self.floor
        identified = anchors.id_lines[first] if id_line == first else None
        if identified:
            start, body = self.bullet(first), identified.end()
            id_line = next_place(anchors.id_places, body, stop)
        if id_line < NOWHERE:
            stop, dates = self.bullet(id_line), NOWHERE
        if not body <= authors < stop:
            authors = anchors.next_authors(body, stop)
        names = anchors.label_ends[authors] if authors < NOWHERE else body
        if not names <= abstract < stop:
            abstract = anchors.next_abstract(names, stop)
        prose = anchors.label_ends[abstract] if abstract < NOWHERE else stop
        i = bisect_left(labels, names)
        following = labels[i] if labels[i] != abstract else labels[i + 1]
        if following < stop and (other := self.next_start(names if authors < NOWHERE else prose, prose, stop)):
            stop, dates = other, NOWHERE
            if abstract >= stop:
                abstract = NOWHERE
        labelled, dated = authors < NOWHERE, dates < NOWHERE
        alone = abstract < NOWHERE and not (identified or labelled or dated) and text[abstract - 1 : abstract] != "\n"
        if alone and (self.final or stop - prose > FAR):
            return prose  # words of some text: "Comments: withdrawn Abstract: This paper has been withdrawn"
        if not dated:
            if stop - first > FAR:
                listed = authors == first and "Authors" not in text[names : first + FAR + 7]
                if not listed or stop - first > FARTHEST:
                    return max(first + 1, stop - FAR)  # no other entry begins before `stop` either
            if stop == len(text) and not self.final:
                return ~(start if identified else max(start, first - REACH))
            stop = self.before_text_of(first, stop)
        self.first, self.stop, self.formula = first, stop, anchors.dates.get(dates)
        # 2. The head.
        head_end = authors if labelled else min(abstract, stop)
        if identified:
            self.read_id_line(identified)
        title_end = head_end if labelled or abstract == NOWHERE else self.names_start(body, head_end)
        title = self.read_title(body, title_end, identified is not None, labelled)
        if title is None:
            if not identified:
                if labelled + (abstract < NOWHERE) + dated < 2:
                    return self.formula.end() if self.formula else first + 1
                # It is before `first` where another entry's label, at a line's start, was preferred.
                start = min(first, head_end)
                self.faults.append(Fault(Code.TRUNCATED, start, head_end, "the beginning of the entry is missing"))
        elif not identified:
            start = title
        # 3. Authors and abstract.
        end = head_end
        if labelled:
            names_end = abstract if abstract < NOWHERE else self.names_end(names, stop)
            if names_end < stop and abstract == NOWHERE:
                abstract = prose = self.unlabelled(names_end, stop)
            end = self.read_authors(authors, names, names_end)
        elif title is not None and title_end < head_end:
            end = self.read_authors(title_end, title_end, head_end)
            self.faults.append(
                Fault(Code.AMBIGUOUS, title_end, end, "the authors have no label; names follow the title")
            )
        if abstract < NOWHERE:
            end = self.read_abstract(abstract, prose, stop)
        # 4. Dates and remarks.
        if self.formula:
            between = text[end:dates]
            if between and not between.isspace():
                self.faults.append(self.intruder(end, dates))
            end = self.read_dates(self.formula)
        tail = self.read_remarks(end)
        if tail < 0:
            return ~start
        end = tail
        if dated and not labelled:
            end = self.skip_again(start, end)
            if end < 0:
                return ~start
        if not dated:
            end = self.check_end(end)
            if not any(fault.code is Code.TRUNCATED and fault.end == end for fault in self.faults):
                self.cut = Fault(Code.TRUNCATED, self.line_start(end), end, CUT)
        self.start, self.end = start, end
        return self

    def skip_again(self, start: int, end: int) -> int:
        """Give where an entry ends that some tools have twice in a row; -1 if that cannot be known yet."""
        whole = self.text[start:end].removeprefix("-").lstrip()
        again = AGAIN.match(self.text, end)
        begin = again.end() if again else end
        if self.text.startswith(whole, begin):
            return begin + len(whole)
        if not self.final and len(self.text) - begin < len(whole) and whole.startswith(self.text[begin:]):
            return -1
        return end

    def bullet(self, start: int) -> int:
        """Give where the bullet or number before `start` begins, or `start`."""
        before = BEFORE_ID.search(self.text, max(self.floor, start - 20), start)
        if not before or not before[1].strip():
            return start
        return before.start(1) + len(before[1]) - len(before[1].lstrip())

    def read_id_line(self, found: re.Match[str]) -> None:
        """Read identifier, version, categories and DOIs."""
        values = self.values
        values["arxiv_id"] = found["id"]
        self.parts.append(("arxiv_id", found.start(), found.end("id")))
        if version := read_version(found["version"]):
            values["arxiv_version"] = version
        if found["categories"]:
            values["categories"] = [name.replace("\n", "") for name in CATEGORIES.findall(found["categories"])]
            self.parts.append(("categories", found.start("categories"), found.end("categories")))
        if found["dois"]:
            values["doi"], *others = (doi.replace("\n", "") for doi in DOIS.findall(found["dois"]))
            values["other_dois"] = others
            self.parts.append(("doi", found.start("dois"), found.end("dois")))
            if not self.text[found.end("dois") : found.end("dois") + 1].isspace():
                message = f"nothing stands between DOI and title, the DOI was taken to be {values['doi']}"
                self.faults.append(Fault(Code.AMBIGUOUS, found.start("dois"), found.end("dois"), message))

    def read_title(self, begin: int, end: int, has_id: bool, labelled: bool) -> int | None:
        """Read the title between two offsets; give where it (or its bullet) begins, None if there is none.

        Args:
            begin: the first offset.
            end: where the next part begins.
            has_id: whether an id line stands before it.
            labelled: whether the next part is the authors with their label.
        """
        text = self.text
        if not has_id and end - begin > REACH:
            begin = max(begin, text.find("\n", end - REACH, end) + 1)
        led = LED.match(text, begin, end)
        if not led:
            return None  # no word, or text of the page begins within the id line
        start, at = led.span(1)
        title = text[at:end].rstrip()
        if "△" in title or "▽" in title:
            return None
        if lines := "\n" in title:
            offset, title = self.pick_title(title, has_id or at > start)
            if offset:
                at += offset
                start = at
                if bullet := BULLET.match(title):
                    title = title[bullet.end() :]
                    at += bullet.end()
            if not HAS_WORD.search(title):
                return None
        written = at + len(title)
        if not has_id and start and text[start - 1] != "\n" and text.rfind("\n", 0, start) + 1 < begin:
            message = "nothing stands before the title but the end of another entry on the same line"
            self.faults.append(Fault(Code.AMBIGUOUS, start, written, message))
        if not has_id and not labelled and self.follows_name(start):
            return None
        if lines and HAS_WORD.search(text, written, end):
            self.faults.append(self.intruder(written, end))
        self.parts.append(("title", at, written))
        self.values["title"] = read_latex(join(title))
        return start

    def before_text_of(self, start: int, end: int) -> int:
        """Give where the lines of the page begin that stand last between two offsets, or `end`."""
        while True:
            line = self.text.rfind("\n", start, len(self.text[start:end].rstrip()) + start)
            if line < 0 or not PAGE_TEXT.fullmatch(self.text[line:end].strip()):
                return end
            end = line

    def follows_name(self, start: int) -> bool:
        """Whether the line before that at `start` ends with a comma, so that both are names of cut authors."""
        return self.text[self.floor : start].rstrip(" \n").endswith(",") or self.text.startswith(", et al", start)

    def pick_title(self, text: str, led: bool) -> tuple[int, str]:
        """Pick the title out of the lines before the first label: where it begins, and it.

        Args:
            text: the lines.
            led: whether a bullet or an id line stands before them, so that the title comes first; else it comes last.
        """
        lines = [line.rstrip() for line in text.split("\n")]
        width = self.width(self.formula.end() if self.formula else self.stop)
        order = range(len(lines)) if led else range(len(lines) - 1, -1, -1)
        picked: list[int] = []
        for number in order:
            line = lines[number]
            if RULE.fullmatch(line) or (not led and PAGE_TEXT.fullmatch(line)):
                if picked:
                    break
                continue
            if picked:
                first, second = (lines[picked[-1]], line) if led else (line, lines[picked[-1]])
                wrapped = len(first) > LONG if led and width is None else is_wrapped(first, second, width or 0)
                if not self.values.get("arxiv_id") and not wrapped:
                    break
            picked.append(number)
        if not picked:
            return 0, ""
        low, high = min(picked), max(picked)
        offset = sum(len(line) + 1 for line in text.split("\n")[:low])
        return offset, "\n".join(lines[low : high + 1])

    def width(self, end: int) -> int | None:
        """Give how many columns the lines up to `end` have at most; 0 if they were not wrapped, None if unknown."""
        abstract = self.anchors.next_abstract(self.first, self.stop)
        lines = self.text[self.anchors.label_ends[abstract] : self.stop].split("\n") if abstract < NOWHERE else []
        widths = sorted(len(line) for line in lines if len(line) > SHORT)
        if len(widths) < 3:
            widths = sorted((0, 0, *map(len, self.text[max(self.floor, self.first - REACH) : end].split("\n"))))
            if widths[-2] <= widths[-1] - RAGGED:
                return None
        return widths[-1] if widths[-1] <= WIDEST else 0

    def names_start(self, begin: int, end: int) -> int:
        """Give where the names begin if a title and names, one in each line, stand before `end`; else `end`."""
        text = self.text
        stop = end
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        at = text.rfind("\n", begin, stop) + 1
        if text.startswith(", et al", at) and at:
            stop = at - 1
            at = text.rfind("\n", begin, stop) + 1
        names = [text[at:stop]]
        before = ""
        while at > begin:
            start = max(begin, text.rfind("\n", begin, at - 1) + 1)
            before = text[start : at - 1].rstrip()
            if not before.endswith(","):
                break
            names.append(before[:-1])
            at, before = start, ""
        pattern = FULL_NAME if len(names) == 2 else ANY_NAME  # a title may be wrapped after a comma
        found = len(names) > 1 and HAS_WORD.search(before) and all(map(pattern.fullmatch, names))
        return at if found else end

    def names_end(self, start: int, stop: int) -> int:
        """Give where the names end if prose follows them without a label between; `stop` if none does."""
        text = self.text
        if found := OMITTED_HERE.search(text, start, stop):
            return found.end() if NOT_BLANK.search(text, found.end(), stop) else stop
        at = start
        while found := LOWER.search(text, at, stop):
            begin = max(start, text.rfind("\n", start, found.start()) + 1)
            line_end = text.find("\n", found.end(), stop)
            line_end = line_end if line_end >= 0 else stop
            piece = begin if begin > start else max(start, text.rfind(",", start, found.start()) + 1)
            if is_prose(text[piece:line_end]):
                return piece
            at = line_end
        return stop

    def unlabelled(self, start: int, stop: int) -> int:
        """Give the place of an abstract that has lost its label, `NOWHERE` if it begins no line; tell of the loss."""
        text = self.text
        found = NOT_BLANK.search(text, start, stop)
        assert found
        at = found.start()
        if "\n" not in text[start - 1 : at]:
            self.faults.append(self.intruder(at, stop))  # a last name may stand before it
            return NOWHERE
        message = "the abstract has no label; it was taken to begin after the authors"
        self.faults.append(
            Fault(Code.AMBIGUOUS, at, text.find("\n", at, stop) if "\n" in text[at:stop] else stop, message)
        )
        return at

    def read_authors(self, label: int, start: int, end: int) -> int:
        """Read the names between `start` and `end`, whose label begins at `label`; give where they end."""
        block = self.text[start:end].rstrip()
        end = start + len(block)
        block = block.lstrip()
        start = end - len(block)
        self.parts.append(("authors", label, end))
        if ")" in block and (omitted := OMITTED.search(block, max(0, len(block) - 80))):
            self.values["authors_omitted"] = read_count(omitted[1])
            block = block[: omitted.start()]
        plain = block.replace(",\n", ",")
        if "\n" in plain:
            self.tell_joined(start, block)
            plain = join(plain) if "-\n" in plain else squeeze(plain)
        elif "  " in plain:
            plain = squeeze(plain)
        names = plain.split(",")
        if linked := "[" in plain or "]" in plain:
            names = [LINK_REST.sub("", name) for name in names]
        if "\\" in plain:
            names = list(map(read_latex, names))
        if linked or ", " in plain or " ," in plain or "" in names:
            names = list(filter(None, map(str.strip, names)))
        self.values["authors"] = names
        return end

    def tell_joined(self, start: int, block: str) -> None:
        """Tell of a line that joins the next to one name, where each other line is one name and ends in a comma."""
        lines = [line.strip() for line in block.split("\n")]
        if len(lines) < 4 or any("," in line[:-1] for line in lines):
            return
        joined = [i for i, line in enumerate(lines[:-1]) if line and line[-1] != "," and lines[i + 1][:1] not in ",["]
        if len(joined) != 1:
            return  # wrapped
        first = sum(len(line) + 1 for line in block.split("\n")[: joined[0]]) + start
        end = self.text.index("\n", first)
        name = squeeze(" ".join(lines[joined[0] : joined[0] + 2]).rstrip(","))
        self.faults.append(Fault(Code.AMBIGUOUS, first, end, f"two lines were taken for one author: {name!r}"))

    def read_abstract(self, label: int, start: int, stop: int) -> int:
        """Read what is between two offsets: a preview, the whole, or both; its label begins at `label`.

        Returns:
            Where it ends.
        """
        text = self.text
        # 1. The marks, and what stands between them.
        more = less = None
        if (at := text.find("▽", start, stop)) >= 0:
            more = MORE.match(text, at)
        begin = more.end() if more else start
        if (at := text.find("△", begin, stop)) >= 0:
            less = LESS.match(text, at)
        if less:
            value, end = text[begin : at - (text[at - 1] == "[")].strip(), less.end()
        else:
            value = text[begin:stop].rstrip()
            end = begin + len(value)
            value = value.lstrip()
        # 2. Which of them is the whole.
        field = "abstract"
        self.closed = less is not None
        if more:
            self.parts.append(("excerpt", label, begin))
            if not value:
                shown = more.start() - text.startswith("[▽", more.start() - 1)
                field, value = "excerpt", text[start:shown].strip()
                self.closed = True
                end = less.end() if less else begin
        else:
            value = once(value)
            if value.startswith("…") or value.endswith("…"):
                field = "excerpt"
        if not more or field == "abstract":
            self.parts.append((field, begin if more else label, end))
        value = value.removeprefix("[ ").lstrip()  # of pandoc's "[ …]{.abstract-full}"
        self.values[field] = read_latex(unwrap(value) if "\n" in value else trim(value)) or None
        return end

    def read_dates(self, found: re.Match[str]) -> int:
        """Read the dates; one that does not exist costs itself only."""
        values, parts = self.values, self.parts
        dates = found.groups()
        start = end = found.start()
        for field, number, last, read in LISTED_TWICE if dates[1] else LISTED:
            begin, end = end, found.end(last)
            parts.append((field, begin, end))
            values[field] = value = read(dates[number])
            if value is None:
                message = f"{field}: there is no such date: {squeeze(dates[number])!r}"
                self.faults.append(Fault(Code.BAD_FIELD, start, found.end(), message))
        return end

    def next_start(self, names: int, prose: int, stop: int) -> int:
        """Give where another entry begins before `stop`, though no dates stand between; 0 if none does.

        It has a label at a line's start, a title before that, and before the title a bullet, a blank line or
        the end of an abstract; labels that an abstract quotes have not.

        Args:
            names: where the first label ends.
            prose: where the label of the abstract ends.
            stop: where to look no further.
        """
        text, anchors = self.text, self.anchors
        for labels, floor in ((anchors.line_authors, names), (anchors.line_abstracts, prose)):
            at = floor
            while (at := next_place(labels, at + 1, stop + 1)) < NOWHERE:
                before = text[max(floor, at - 1 - REACH // 2) : at - 1]
                begin = NEW_ENTRY.search(before) if MAY_BEGIN.search(before) else None
                if begin and (begin["bullet"] or (labels is anchors.line_authors and self.is_head(at, stop))):
                    return at - 1 - len(before) + begin.start("head")
        return 0

    def is_head(self, authors: int, stop: int) -> bool:
        """Whether names follow the label `Authors:`, and then an abstract at a line's start."""
        abstract = self.anchors.next_abstract(self.anchors.label_ends[authors], stop)
        return abstract < NOWHERE and self.text[abstract - 1] == "\n"

    def intruder(self, start: int, end: int) -> Fault:
        """Tell of text between two parts of an entry that is none of it."""
        start = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        end = start + len(self.text[start:end].rstrip())
        quoted = squeeze(self.text[start : min(end, start + 60)])
        return Fault(Code.UNCLAIMED, start, end, f"not understood, within an entry: {quoted!r}")

    def read_remarks(self, end: int) -> int:
        """Read what follows the dates; give where the entry ends, -1 if that cannot be known yet."""
        text = self.text
        follows = LATER.match(text, end) is not None
        if follows and (latest := LATEST.match(text, end)):
            self.parts.append(("label", end, latest.end()))
            end = latest.end()
        while follows and (label := REMARKS.match(text, end)):
            start = label.end()
            stop = self.remark_end(start)
            if stop < 0:
                return -1
            value = text[start:stop].rstrip()
            field = remark_field(label[1])
            self.parts.append((field, label.start(1), start + len(value)))
            if value:
                self.values[field] = read_latex(join(value)) or None
                end = start + len(value)
            else:
                end = label.end(1) + 1
        if not self.final and end >= self.anchors.end:
            return -1
        if is_withdrawn(self.values.get("comments"), self.values.get("abstract")):
            self.values["withdrawn"] = True
        return end

    def remark_end(self, start: int) -> int:
        """Give where the remark that begins at `start` ends, -1 if that cannot be known yet."""
        text = self.text
        stop = bound = min(len(text), start + TAIL)
        # 1. What surely ends it.
        if (id_line := next_place(self.anchors.id_places, start, bound)) < NOWHERE:
            bound = self.bullet(id_line)
        for pattern in (BLOCK_END, NEXT_REMARK, PAGE_END):
            if found := pattern.search(text, start, bound):
                bound = found.start()
        # 2. Without that a title may stand between it and the next label: what was wrapped is the remark's.
        label = NEXT_LABEL.search(text, start, stop + LABEL_LENGTH)
        other = min(label.start(), stop) if label else stop
        if other >= bound and bound < stop:
            return bound
        if other >= stop == len(text) and not self.final:
            return -1
        width = self.width(min(bound, other)) or 0
        end = text.find("\n", start, min(bound, other))
        while end >= 0:
            following = text.find("\n", end + 1, bound)
            following = following if following >= 0 else bound
            line = text[text.rfind("\n", 0, end) + 1 : end]
            if not is_wrapped(line, text[end + 1 : following], width):
                return end
            end = following if following < bound else -1
        return bound

    def check_end(self, end: int) -> int:
        """Tell of an entry without dates if it breaks off; give where it ends."""
        values = self.values
        whole = values.get("abstract") or values.get("excerpt")
        broken = None if whole and (self.closed or SENTENCE_END.search(whole)) else end
        if self.final and (dates := DATES_BEGIN.match(self.text, end)):
            if days := BOTH_DAYS.match(self.text, end):
                self.read_days(days)
            broken = end = dates.end() - len(dates[0]) + len(dates[0].rstrip())
        elif broken and "abstract" in values:
            values["excerpt"] = values.pop("abstract")  # not the whole of it
        if broken:
            self.faults.append(Fault(Code.TRUNCATED, self.line_start(end), end, CUT))
        return end

    def line_start(self, end: int) -> int:
        """Give where the line that ends at `end` begins."""
        return max(self.floor, self.text.rfind("\n", 0, end) + 1)

    def read_days(self, found: re.Match[str]) -> None:
        """Read the days of a formula of dates that breaks off after both."""
        for field, group in (("updated", 1), ("submitted", 2)):
            if day := read_day(found[group]):
                self.values[field] = day
                self.parts.append((field, found.start(group), found.end(group)))
            else:
                message = f"{field}: there is no such date: {squeeze(found[group])!r}"
                self.faults.append(Fault(Code.BAD_FIELD, found.start(group), found.end(group), message))


def once(text: str) -> str:
    """Give an abstract that a page shows twice, short and whole, or whole and whole, once."""
    value = text.strip()
    half = len(value) // 2
    first = value[:half].rstrip()
    if first and first == value[half:].lstrip():
        return first
    if all(len(value.split(sign)) % 2 for sign in RARE):
        bare = "".join(value.split())
        half = len(bare) // 2
        if bare[:half] == bare[half:]:
            for word in WORD.finditer(value):
                half -= len(word[0])
                if half <= 0:
                    return value[: word.end() + half]
    at = value.find("…", 1)
    if 0 < at < PREVIEW:
        shown, rest = "".join(value[:at].split()).removeprefix("…"), value[at + 1 :].strip()
        if len(shown) > SHORT and shown in "".join(rest.split()):
            return rest
    return value


def is_prose(line: str) -> bool:
    """Whether a line is part of a sentence, not of names: most of its words, and many, begin with a small letter."""
    small = len(LOWER_WORD.findall(line))
    return small > 5 and 2 * small > len(line.split())


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Give all entries of a saved page; see `Listing.find_html`."""
    for item in page.iterfind(".//li"):
        if "arxiv-result" in classes_of(item):
            yield read_item(item)


def read_item(item: "HtmlElement") -> Entry:
    """Read one result of a saved page."""
    entry = Entry(item.sourceline or 1, last_line(item), {})
    values = entry.values
    for element in item.iterdescendants("p", "div"):
        for name in classes_of(element):
            if name in ITEM_READERS:
                before = set(values)
                ITEM_READERS[name](element, entry)
                first, last = element.sourceline or entry.start, last_line(element)
                entry.parts += [(field, first, last) for field in values if field not in before]
                break
    if is_withdrawn(values.get("comments"), values.get("abstract")):
        values["withdrawn"] = True
    if "announced" not in values:
        entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, CUT)
    return entry


def read_item_id(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="list-title"><a>arXiv:2509.26585</a> …`."""
    if found := ID_LINE.search(squeeze(text_of(element))):
        entry.values["arxiv_id"] = found["id"]
        if version := read_version(found["version"]):
            entry.values["arxiv_version"] = version


def read_item_tags(element: "HtmlElement", entry: Entry) -> None:
    """Read `<div class="tags"><span>cs.CV</span>…`, or the same with `doi` and a DOI."""
    texts = [squeeze(text_of(span)) for span in element.iterfind("span")]
    if texts[:1] == ["doi"]:
        dois = [doi for text in texts for doi in text.split() if DOIS.fullmatch(doi)]
        known = [entry.values["doi"], *entry.values["other_dois"]] if entry.values.get("doi") else []
        if known + dois:
            entry.values["doi"], *entry.values["other_dois"] = known + dois
    elif names := [text for text in texts if text]:
        entry.values["categories"] = names


def read_item_title(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="title is-5 mathjax">`."""
    entry.values["title"] = read_latex(squeeze(text_of(element))) or None


def read_item_authors(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="authors"><span>Authors:</span> <a>A. Boo</a>, …, et al. (3 additional authors not shown)`."""
    text = squeeze(text_of(element))
    if omitted := OMITTED.search(text):
        entry.values["authors_omitted"] = read_count(omitted[1])
    names = (squeeze(text_of(link)) for link in element.iterfind("a"))
    read = (read_latex(name) for name in names if not OMITTED.fullmatch(name))
    entry.values["authors"] = [name for name in read if name]


def read_item_abstract(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="abstract"><span>Abstract</span>: <span class="abstract-short">… <span class="abstract-full">`."""
    shown = {}
    for span in element.iterfind("span"):
        for name in classes_of(span):
            shown[name] = text_of(span)
    if whole := LESS.sub("", shown.get("abstract-full", "")).strip():
        lines = (squeeze(line) for line in whole.split("\n"))
        entry.values["abstract"] = read_latex("\n\n".join(line for line in lines if line)) or None
    elif preview := shown.get("abstract-short"):
        field = "excerpt" if MORE.search(preview) else "abstract"
        entry.values[field] = read_latex(squeeze(MORE.sub("", preview))) or None


def read_item_dates(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="is-size-7">Submitted …`, which the remarks' class names too."""
    text = text_of(element)
    if found := DATES.search(text):
        reader = EntryReader(Anchors(text), 0, final=True)
        reader.read_dates(found)
        entry.values.update(reader.values)
        line = element.sourceline or entry.start
        entry.faults += [Fault(fault.code, line, line, fault.message) for fault in reader.faults]


def read_item_remarks(element: "HtmlElement", entry: Entry) -> None:
    """Read `<p class="comments"><span>Comments:</span> <span>15 pages</span>`; one element may have several."""
    texts: dict[str, str] = {}
    field = None
    for span in element.iterfind("span"):
        text, after = text_of(span), span.tail or ""
        if label := REMARKS.fullmatch(text):
            field = remark_field(label[1])
            texts[field] = after
        elif field:
            texts[field] += text + after
    entry.values.update({field: read_latex(squeeze(text)) or None for field, text in texts.items()})


ITEM_READERS = {
    "list-title": read_item_id,
    "tags": read_item_tags,
    "title": read_item_title,
    "authors": read_item_authors,
    "abstract": read_item_abstract,
    "comments": read_item_remarks,
    "is-size-7": read_item_dates,
}
"""What reads the elements of each class; the first class that is here decides."""
