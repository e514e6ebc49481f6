"""The anchors of a window: id lines, labels and formulas of dates, which the other parts of entries lie between."""

import re
import sys
from bisect import bisect_left
from functools import lru_cache

from paperlist.arxiv import CATEGORY, DOI, ID
from paperlist.listings.layout import SENTENCE_END

NOT_FOUND = sys.maxsize
"""The place of an anchor that is not there: after all text."""

ID_LINE = re.compile(
    rf"""
    (?: \(? (?i:(?:(?:pre|e-)print[ :]{{1,2}})? arXiv (?:(?:[ ]ID)?[ ]?[:：]\s? | (?:[ ]ID)?[ -](?=\d{{4}}\.\d)))
        | \[ (?:(?i:arXiv:)[ ]?)?
        | (?:(?:URL|Link)[ ]?:[ ])? <? (?:https?://)?
          (?: (?:www\.|export\.)?(?:alpha|ar)xiv\.org/(?:abs|pdf|html) | huggingface\.co/papers )/
        | ID[ ]?:[ ] | (?:doi:[ ]?|https?://(?:dx\.)?doi\.org/)?10\.48550/arXiv\. | (?<![^\s]) )
    (?P<id>{ID}) (?:v(?P<version>\d+))? (?![\w/]) (?:\.pdf\b)? (?:[\])]:?|:|>)?
    (?P<formats> \s*+ [\[(] (?:\s*+(?:,|\[\d+\]|pdf|ps|other|html|src|dvi))+ (?:\s*+[\])])? )?  # " [pdf, ps, other]"
    (?P<categories> (?:\s*+{CATEGORY}(?:,(?=\s*+{CATEGORY}))?)+ )?
    (?P<bracketed> \s*+(?:\[|Subjects:\s?){CATEGORY}(?:[,;\s\]\[]{{1,3}}{CATEGORY}){{0,12}}\]? | [ ]\((?:19|20)\d\d\))?
    (?P<dois> (?: (?:\s++[|/*·•])? \s*+ doi \s*+ (?:[|/*·•:]\s++|\[\d+\]|\[)? {DOI}
        (?:[ ]++[_/*']{{2,4}}+)? )+ )?   # "__" was an icon; "| doi | 10.1000/1": of the parts of one line
    (?P<alone> [ ]*+ (?:\n|\Z) )?
    """,
    re.VERBOSE,
)
TITLED_LINES = 5
"""An identifier with a title after it ("arXiv:ID Title", "[ID] Title") is so many lines above the authors, at most."""
TITLED_LENGTH = 800
"""So many characters, at most."""
ITEM = re.compile(r"\n(?:[-=*_~]{3,}[ ]*)?\n\s*(?:[-*•+◦] )?Title\s?:")
"""What, after a blank line or a rule, parts the last address of an entry from the next entry: all has labels."""
ADDRESS_LINE = re.compile(r"\W*(?:https?://\S+|(?:www\.)?arxiv\.org/\S+)\W*")
"""A line that is an address."""
UNFINISHED = 40
"""A line of more characters that ends no sentence goes on in the next."""
ARXIV = re.compile("arxiv:", re.IGNORECASE)
HAS_WORD = re.compile(r"\w")
BULLET = re.compile(r"(?:[-*•+◦]|\d{1,5}[.)])[ ]+")
BEFORE_ID = re.compile(r"(?:^|\n)((?:[-*•+◦]|\d{1,5}[.)]|\[\d+\]|\[|\s)*)$")  # "12. ", "-\n", "* "
BEFORE_LONE_ID = re.compile(r"(?:(?:^|\n)(?:[-*•+◦]|\d{1,5}[.)])\s*|^\s*|\n\s*\n)$")  # the same, or a blank line
LISTED_NUMBER = re.compile(r"\[\d+\]\s*$")  # "[12]", of an entry of a list of new papers
LISTED_TITLE = re.compile(r"\s*(?:[:*-]\s*)?Title:")
BULLET_LENGTH = 20
"""Characters that a bullet or number before an identifier has at most, with the blanks around it."""

LABEL = re.compile(
    r"A(?:uthors|bstract)\s*+:|^(?i:authors?|abstract)\s*+:(?![^\S\n]*+\n\s*+- |\s*+[|>]-?[ ]*\n)", re.MULTILINE
)  # "Authors:", "ABSTRACT :"

DATES = re.compile(
    r"Submitted\s*+(?:on\s++)?([^;]{6,40}+);\s*+(?:v1\s*+submitted\s*+([^;]{6,40}+);\s*+|)"
    r"originally\s*+announced\s*+([A-Za-z]++\s++\d{4})(?:\s*+\.|)",
    re.IGNORECASE,
)  # "Submitted 17 January, 2024; v1 submitted 10 January, 2024;\noriginally announced January 2024."
SUBMITTED = re.compile(r"(v1\s*)?submitted", re.IGNORECASE)
ORIGINALLY = re.compile("originally", re.IGNORECASE)
IN_SENTENCE = re.compile(r"(?:[\w,;)] |,\n)\Z")
"""What is before dates that somebody quotes: `doi:10.1000/1, submitted 17 January, 2024; originally announced …`."""
DATES_LENGTH = 200
"""Characters from the formula's first word to its "originally", at most."""


class Anchors:
    """The places of the anchors of one window, by kind and in its order; each kind is searched for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.dates = find_dates(text)
        self.label_ends = {found.start(): found.end() for found in LABEL.finditer(text)}
        self.dates_places = [*self.dates]
        self.authors = [at for at in self.label_ends if text[at + 1] in "uU"]
        self.abstracts = [at for at in self.label_ends if text[at + 1] in "bB"]
        self.line_authors = begin_lines(text, self.authors)
        self.id_lines = find_id_lines(text, self.line_authors)
        self.id_places = [*self.id_lines]
        self.line_abstracts = begin_lines(text, self.abstracts)

    def first_after(self, start: int) -> int:
        """Return the place of the next anchor, where labels at a line's start are preferred."""
        dates = next_place(self.dates_places, start)
        id_line = next_place(self.id_places, start, dates)
        return min(dates, id_line, self.next_authors(start, dates), self.next_abstract(start, dates))

    def next_authors(self, start: int, stop: int) -> int:
        """Return the place of the label `Authors:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_authors, start, stop)
        return at if at < NOT_FOUND else next_place(self.authors, start, stop)

    def next_abstract(self, start: int, stop: int) -> int:
        """Return the place of the label `Abstract:` between two offsets; of one at a line's start, if there is."""
        at = next_place(self.line_abstracts, start, stop)
        return at if at < NOT_FOUND else next_place(self.abstracts, start, stop)

    def bullet(self, start: int, floor: int) -> int:
        """Return where the bullet or number before the id line at `start` begins, or `start`."""
        before = BEFORE_ID.search(self.text, max(floor, start - BULLET_LENGTH), start)
        if not before or not before[1].strip():
            return start
        return before.start(1) + len(before[1]) - len(before[1].lstrip())


@lru_cache(maxsize=1)
def anchors_of(text: str) -> Anchors:
    """Return the anchors of a window, which is searched for entry after entry."""
    return Anchors(text)


def next_place(places: list[int], start: int, stop: int = NOT_FOUND) -> int:
    """Return the first of places between two offsets; `NOT_FOUND` if there is none."""
    number = bisect_left(places, start)
    return places[number] if number < len(places) and places[number] < stop else NOT_FOUND


def begin_lines(text: str, places: list[int]) -> list[int]:
    """Return the places that begin a line."""
    return [at for at in places if not at or text[at - 1] == "\n"]


def find_dates(text: str) -> dict[int, re.Match[str]]:
    """Return the whole formulas of dates, by their places."""
    formulas = {}
    for announced in ORIGINALLY.finditer(text):
        for begin in reversed([*SUBMITTED.finditer(text, max(0, announced.start() - DATES_LENGTH), announced.start())]):
            if not begin[1] and (found := DATES.match(text, begin.start())):
                if found[0][0] == "S" or not IN_SENTENCE.search(text, max(0, begin.start() - 2), begin.start()):
                    formulas[begin.start()] = found
                break
    return formulas


def find_id_lines(text: str, authors: list[int]) -> dict[int, re.Match[str]]:
    """Return the id lines, by their places; not ids that are only mentioned.

    Args:
        text: the window.
        authors: the places of the labels of authors that begin a line.
    """
    lines = {}
    for found in ARXIV.finditer(text):
        at = found.start()
        line = ID_LINE.match(text, at)
        if line and LISTED_TITLE.match(text, line.end()) and LISTED_NUMBER.search(text, max(0, at - BULLET_LENGTH), at):
            continue
        if line and (
            line["formats"]
            or line["categories"]
            or (line["alone"] is not None and BEFORE_LONE_ID.search(text, max(0, at - BULLET_LENGTH), at))
        ):
            lines[at] = line
    for at in authors:
        if (titled := find_titled_id(text, at)) and titled.start() not in lines:
            lines[titled.start()] = titled
    return dict(sorted(lines.items()))


def find_titled_id(text: str, authors: int) -> re.Match[str] | None:
    """Return the identifier that begins a line above the label of the authors, with a title after it; None without.

    A labelled address before a blank line and a labelled title (`- URL: https://…`) is that of the entry above.
    """
    end, titled = authors - 1, False
    for _ in range(TITLED_LINES):
        if end < 0:
            return None
        start = text.rfind("\n", max(0, authors - TITLED_LENGTH), end) + 1
        bullet = BULLET.match(text, start, end)
        begin = bullet.end() if bullet else start
        found = ID_LINE.match(text, begin, end)
        if found and found.end() == end:
            found = ID_LINE.match(text, begin, authors)  # what follows on lines of its own: "doi", a DOI
        if found and (titled or HAS_WORD.search(text, found.end(), end)) and not goes_on(text, start):
            labelled = found[0].startswith(("URL", "Link"))
            return None if labelled and ITEM.search(text, end, authors) else found
        line = text[start:end].strip()
        titled = titled or bool(line and not ADDRESS_LINE.fullmatch(line))
        end = start - 1
    return None


def goes_on(text: str, start: int) -> bool:
    """Whether the line before that at `start` is a sentence's that goes on in it."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].rstrip()
    return len(before) > UNFINISHED and not SENTENCE_END.search(before)
