"""Values that no listing prints: what is not plausible is reported, and cut off or left out, never passed on.

authors   a name ends where an address, a label or a page's link begins; it has eight words and no number, or it
          is a group's
title     400 characters, and it does not begin with the formats of a paper: "[PDF, OTHER]"; blanks between its words,
          and on the sites of today small letters
venue     ends where an address begins
abstract  ends where a mark of the page begins ("▽ MORE"), a label at the start of a paragraph, or the dates
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.edges import SURE, TRIMS
from paperlist.listings.people import GROUP, INITIALS
from paperlist.names import ORCID

FOREIGN = re.compile(
    r"\W{0,16}(?:https?://|\bView (?:a )?PDF\b|\bwww\."
    r"|\b(?:Title|Abstract|Comments|Subjects|Categories|Journal ref|Cite as)\s?:)"
)
"""What begins another part of a page."""
ADDRESS = re.compile(r"https?://")
SIGNS = re.compile(
    r"[^\w\s.,'’‘ʼʻ`´\"“”„‐‑–—()&/{}~^$?!*+:\u200c-\u200f\u202a-\u202e\u2066-\u2069-]|\w\s?:|:\s?\w|\s[*_/+&]|[?%+]\w|(?<!\w)`|`(?!\w)|_(?!\{)|[\u2460-\u24ff\u2776-\u2793]"
    r"|\A[\"“”„(?!+~-]|[\"“”„–—)-]\Z|\([^)]*\Z|\A[^(]*\)|(?<!\S)(?=[a-f]*\d[a-f]*\d)[0-9a-fx]{7,40}(?!\S)"
    r"|\.{3}|'{2}|\d{4}-\d{4}|[⁰¹²³⁴-⁹]|\^\d|\(\d+\)|\b(?:link|ORCID|iD)\Z|\w\.[a-z]{2,6}/"
)
"""What no name has: marks of a tool, or what is left of a letter that was lost."""
BEGINS_STRAY = re.compile(rf"[{SURE}]|\. \.")
BEGINS_STRAY_TITLE = re.compile(rf"{BEGINS_STRAY.pattern}|\(?\d{{1,3}}[.)]\s|[+*>|=/]")
"""The same, the number of an item, and signs that touch its first word."""
STRAY = re.compile(
    r"\\U0000|[\ufffc\u2400-\u243f\u2500-\u259f]|%[C-F][0-9A-F]%[89AB][0-9A-F]"
    r"|[^\W\d_]\?[a-z]+(?![=\w])|[_^]\?|[^\W\d_]{2} \\ [^\W\d_]{2}"
)
ENDS_STRAY = re.compile(rf"(?:[{SURE}|&_~^<(\[{{]|\s\\)\s?\Z|[.!?…]\s\.\Z|:\Z|\*/\Z")
"""What no title or text begins with, has or ends with: frames, signs of line ends, escapes, `?` for a letter."""
LONGEST_MARK = 3
"""So many characters a mark at the end has."""
QUOTED_TITLE = re.compile(r"\"([^\"]+)\"|“([^“”]+)”|«([^«»]+)»|„([^„“]+)“|「([^「」]+)」")
MARKED_NAME = re.compile(
    r"(?:【\d{1,3}†|'{2,3}|[\"“@#*†‡§|>~]|\(?\d{1,3}[.)] )?(?P<name>[^\W\d_].*?[^\W\d_][.)]?)"
    r"(?:'{2,3}|[\"”】~*†‡§|✉📧\ufe0f]|\^\d{1,3}\^?|[ ](?:ORCID|iD)|[ ]\(?" + ORCID + r"\)?"
    r"|[ ]\([^()]{1,60}\)|[ ])*"
)
"""`"Gary B Huang"`, `1. Gary B Huang`, `Gary B Huang^2 ✉`: a name and the marks around it."""
FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d{1,2}\Z")
"""`Gary B Huang1`: where the first name has the first, all may have them."""
NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")
PROSE = re.compile(r"(?:(?<!\S)[a-z’'-]+ ){4}[a-z’'-]+(?!\S)")
"""Five small words after each other: the part of a sentence between commas."""
ET_AL = re.compile(r"\bet al\b\.?")
FORMATS = re.compile(
    r"(?:\W{0,8}(?=[\w, ]{2,48}\])|.{0,12}?\[)(?:pdf|ps|other|html|src)\b|(?-i:\(?[a-z-]{2,8}\.[A-Z]{2}\b)",
    re.IGNORECASE,
)
"""`[PDF, PS, OTHER] CS.CV …`, a line that lost its identifier or was changed."""
LABEL = re.compile(
    r"(?:Subjects|Categories|Comments|Summary|Abstract|Authors?|Keywords|Tags|URL|PDF)\s?:\s*"
    r"|\w{2,20}\s?:\s?(?:19|20)\d\d-\d\d\b|arXiv admin note\b"
)
"""What is before another value than a title or an abstract: `Tags: …`, `SubmitDate: 2024-05-01`, arXiv's remark."""
MEMBER = r"[\"']?[a-z][\w-]{0,30}[\"']?\s?[:=]\s"
CODE = re.compile(rf"[*_-]*{MEMBER}(?:[\"'“]|.*?\s{MEMBER})|[\"'], |.*\w\([\"'“]")
"""A title in a program or its data: `title: "How otters sleep" authors: …`, `print("Title: ", …`."""
LABEL_OF_TEXT = re.compile(r"(?:Subjects|Categories|Comments|Authors?|Tags|URL|PDF)\s?:\s*")
"""The same before a text: authors begin one with `Summary:` or `Abstract:` themselves."""
LABEL_OF_NAMES = re.compile(r"(?<=\w) Authors?: ")
"""What begins the next field in a title, where a line break was lost."""
NO_TEXT = re.compile(
    r"[▽△▼▲▾▴]\s?(?i:more|less)\b"
    r"|[ ][^\w\s]\S{0,3} (?:More|Less)\Z"
    r"|\n[-+*|\s]{0,8}(?:Authors?|Title|Comments|Subjects|Categories|Journal ref|Cite as)\s?:"
    r"|(?<!\w)\w{6,12}\s\d{1,2}\s\w{3,9},?\s\d{4}\s?[;—–](?:\Z|\s(?:v1 |originally announced))"
)
"""What is no part of an abstract: a mark, a label, "Subrnitted 3 May, 2024; originally announced"."""
NO_TEXT_SIGNS = (*"▽△▼▲▾▴\n;—–", " More", " Less")
"""One of them is in all that is none."""
OTHER_SCRIPT = re.compile(r"(?<=[A-Za-z.!?)] )(?:[\u3040-\u30ff\u4e00-\u9fff]{2,8}|[\uac00-\ud7af]{1,8})\s?[:：]")
"""The label of a line below, which has the same in another language: "How otters sleep 标题：水獭如何睡眠"."""
MOST_WORDS = 8
LONGEST_TITLE = 400
MOST_ADDRESSES = 3
"""An abstract that has more is a list of links."""
HAS_WORD = re.compile(r"\w")
JOINED = re.compile(r"[^$_]*_[^\s$_]{1,40}_[^\s$_]{1,40}_|[^\s$_]+_[^\s$]*\Z")
"""`How_otters_sleep`, of a tool that underlines links."""
SMALL, CAPITALS, MOST_CAPITALS = re.compile("[a-z]"), re.compile(r"[A-Z]{2,}"), 2
"""A name has so many words in capitals."""
IN_SMALL_LETTERS: Final = frozenset(("hf-papers", "papers-with-code"))
"""The listings no title of which is in capitals but by a tool; of arXiv old ones are."""
QUOTED = 60

Checked = tuple[Any, list[str]]
"""The value that is left, None if none is, and what is reported."""


def check_authors(names: list[str]) -> Checked:
    """Return the names without what is none."""
    kept: list[str] = []
    reports: list[str] = []
    footnoted = bool(names) and names[0].endswith("1") and FOOTNOTE.search(names[0])
    for number, written in enumerate(names):
        name = FOOTNOTE.sub("", written) if footnoted else written
        if other := OTHER_SCRIPT.search(name):
            kept.append(name[: other.start()].rstrip())
            return kept, [*reports, f"not names: {', '.join(names[number:])[:QUOTED]!r}"]
        if (signs := name[:1].isdigit() or SIGNS.search(name)) and (marked := MARKED_NAME.fullmatch(name)):
            name = marked["name"]
        if foreign := FOREIGN.search(name):
            name = name[: foreign.start()]
        elif ET_AL.search(name):
            name = ET_AL.sub("", name).strip(" ,")
        if not GROUP.search(name) and (len(name.split()) > MOST_WORDS or NUMBER.search(name) or PROSE.search(name)):
            name = ""
        if name != written or signs or (len(names) > 1 and INITIALS.fullmatch(name)):
            reports.append(f"not a name: {written[:QUOTED]!r}")
        if name:
            kept.append(name)
    return kept, reports


def check_title(title: str) -> Checked:
    """Return a title if it is not too long to be one, and does not begin with the marks of another line."""
    if FORMATS.match(title) or LABEL.match(title) or not HAS_WORD.search(title):
        return None, [f"begins with marks of the page: {title[:QUOTED]!r}"]
    if address := ADDRESS.search(title):
        return None, [f"has an address in it: {title[max(0, address.end() - QUOTED) : address.end()]!r}"]
    if other := LABEL_OF_NAMES.search(title) or OTHER_SCRIPT.search(title):
        return title[: other.start()].rstrip(), [f"ends before {title[other.start() :][:QUOTED]!r}"]
    if quoted := QUOTED_TITLE.fullmatch(title):
        return quoted[quoted.lastindex or 0], [f"the quotes around it may be a list's: {title[:QUOTED]!r}"]
    if JOINED.match(title):
        return title, [f"its blanks may be a tool's lines: {title[:QUOTED]!r}"]
    if len(title) <= LONGEST_TITLE:
        return title, stray_marks(title, BEGINS_STRAY_TITLE)
    return None, [f"{len(title)} characters are more than a title has: {title[:QUOTED]!r}"]


def check_venue(venue: str) -> Checked:
    """Return a venue up to an address."""
    if not (foreign := FOREIGN.search(venue)):
        return venue, []
    return venue[: foreign.start()] or None, [f"ends before {venue[foreign.start() :][:QUOTED]!r}"]


def check_text(text: str) -> Checked:
    """Return an abstract, or the part of one, after a label and up to what is no part of it."""
    if text.count("://") > MOST_ADDRESSES or (ADDRESS.match(text) and " " not in text):
        return None, [f"addresses are no text: {text[:QUOTED]!r}"]
    if label := LABEL_OF_TEXT.match(text):
        rest, reports = check_text(text[label.end() :])
        return rest, [f"begins with a label: {text[:QUOTED]!r}", *reports]
    foreign = NO_TEXT.search(text) if any(sign in text for sign in NO_TEXT_SIGNS) else None
    if not (foreign := foreign or OTHER_SCRIPT.search(text)):
        return text or None, stray_marks(text, BEGINS_STRAY)
    return text[: foreign.start()].rstrip() or None, [f"ends before {text[foreign.start() :][:QUOTED]!r}"]


def stray_marks(text: str, begins: re.Pattern[str]) -> list[str]:
    """Report a mark of a tool that a title or a text has."""
    found = begins.match(text) or STRAY.search(text) or ENDS_STRAY.search(text, max(0, len(text) - LONGEST_MARK))
    return [f"a mark of a tool is in it: {text[max(0, found.start() - QUOTED // 2) :][:QUOTED]!r}"] if found else []


def is_in_capitals(title: str) -> bool:
    """Whether a title has more words in capitals than a name has, and no others."""
    return not SMALL.search(title) and len(CAPITALS.findall(title)) > MOST_CAPITALS


def is_code(entry: Entry) -> bool:
    """Whether an entry is lines of a program, or of its data, that have the labels of a page in them."""
    return CODE.match(entry.values.get("title") or "") is not None


CHECKS: Final[Mapping[str, Callable[[Any], Checked]]] = {
    "authors": check_authors,
    "title": check_title,
    "abstract": check_text,
    "excerpt": check_text,
    "venue": check_venue,
}


def leave_out_implausible(entry: Entry, listing: str) -> None:
    """Report the values of an entry of a listing that are not plausible, and leave out what is foreign in them."""
    for field, trim in TRIMS.items():
        if not (value := entry.values.get(field)):
            continue
        left, reports = CHECKS[field](trim(value)) if field in CHECKS else (trim(value), [])
        entry.values[field] = left
        if field == "title" and left and listing in IN_SMALL_LETTERS and is_in_capitals(left):
            reports = [*reports, "a tool put it into capitals"]
        if reports:
            start, end = next(((a, b) for name, a, b in entry.spans if name == field), (entry.start, entry.end))
            entry.faults += [Fault(Code.BAD_FIELD, start, end, f"{field}: {report}") for report in reports]
