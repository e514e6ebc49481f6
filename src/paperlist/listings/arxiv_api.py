r"""arXiv's feeds of what is new, flattened to text by a reader of feeds; the feeds themselves are read by `readers`.

entry = [head | title address | title names | label*] "arXiv:" ID "v" N "Announce Type:" TYPE "Abstract:" abstract
head  = YAML                              of a note in which a program put one entry; see `front_matter`
title, address = of the same paper, a line each, right below each other, above the line of the feed
names = of several people, which shows that they are some
label = ("Title:" | "Subject:") title | ("Authors:" | "Author:" | "From:") names | NAME ":" TEXT     a line each
TYPE  = "new" | "cross" | "replace" | "replace-cross"

The abstract is one paragraph. The day of a note is that of the announcement.

Before 2024 the title had the identifier:

entry = ["Title:"] TITLE "." "(arXiv:" ID "v" N "[" CLASS "]" [note] ")" address? names? abstract?
note  = "CROSS LISTED" | "UPDATED"
names, abstract = each with a label, or a line of names and the paragraph after it

The line and a label, a note, an address, names, a paragraph or another such line right below claim an entry.
"""

import re
from collections.abc import Mapping
from typing import Final

from paperlist.arxiv import CATEGORY, ID, is_withdrawn
from paperlist.diagnostics import Code
from paperlist.fields import read_version
from paperlist.listings import Entry, Fault
from paperlist.listings.engine import RecordListing, find_no_html, first_of, is_claimed
from paperlist.listings.front_matter import FRONT, FRONT_START, LONGEST, load_front, read_front
from paperlist.listings.layout import SENTENCE_END, WIDEST, join, skip_white
from paperlist.listings.people import WHOLE_NAME, lists_names, read_people, split_names
from paperlist.listings.tables import lines_of
from paperlist.tex.accents import read_latex

NAME: Final = "arxiv-api"
DESCRIPTION: Final = "arXiv's Atom, OAI-PMH and RSS, XML or JSON; lines of its feeds as text"
EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {}

START = re.compile(
    rf"arXiv:(?P<id>{ID})v(?P<version>\d{{1,4}})\s+Announce Type:\s+(?:new|(?:replace-)?cross|replace)\b\s*Abstract:\s+"
)
LONGEST_START = 4000
"""Characters of a start, the title above it and the remarks between them."""
TITLE = re.compile(
    rf"^(?:[-*+#>]{{1,6}}[ ]+)?(?:\[?\d{{1,3}}[.)\]:]+[ ]+)?(?:Title:[ ]*)?(?P<title>[^\n]{{8,400}})\n\s*"
    rf"[^\n]{{0,30}}https?://arxiv\.org/(?:abs|pdf)/(?P<id>{ID})(?:v\d+)?(?:\.pdf)?[ ]*$",
    re.MULTILINE,
)
LABELLED = re.compile(
    r"^[^\w\n]{0,6}(?:(?P<title>Title|Subject)|Authors?|From)\W{0,3}:\W{0,4}[ ](?P<value>\S[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
"""What scripts, mails and readers of feeds put above an entry: `Title: …`, `Subject: …`, `From: Ada Byron`."""
PLAIN_TITLE = re.compile(r".{8,400}(?<![.,:;])")
MOST_LINES: Final = 6
"""Names without a label take fewer lines."""
FEWEST: Final = 400
"""So many characters before an entry its labels are, at least."""
NO_TITLE = re.compile(
    r"https?:|arXiv:|(?:Authors?|Published|Date|Categor(?:y|ies)|Subjects|Link|URL)\s?:", re.IGNORECASE
)
END = re.compile(
    r"\n\s*\n|\s(?=oai:arXiv\.org:\S)|\Z"
    r"|\n(?=[ ]*(?:#|[-*] |[-=*_]{3}|(?:Title|Subject|Authors?|From|Link|URL|Published|Date)\s?:))"
)
NAME_OF_ONE = re.compile(r"[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*){1,2}")
"""What names have in common with few titles."""
BEFORE = re.compile(
    r"^(?:[-*+#>]{1,6}[ ]+)?(?:\[?\d{1,3}[.)\]:]+[ ]+)?"
    r"(?P<label>(?:Title|Subject):[ ]*)?(?P<title>[^\s\W][^\n]{7,400}?)"
    rf"\.[ ]?\(arXiv:(?P<id>{ID})v(?P<version>\d{{1,4}})[ ]\[(?P<class>{CATEGORY})\]"
    r"(?P<note>[ ](?:UPDATED|CROSS LISTED))?\)[ ]*$",
    re.MULTILINE,
)  # "Are there strings?. (arXiv:hep-th/9901001v2 [hep-th] UPDATED)"
ADDRESS = re.compile(
    rf"\s*(?:(?:Link|URL):[ ]*)?https?://arxiv\.org/(?:abs|pdf)/(?P<id>{ID})(?:v\d+)?[ ]*$", re.MULTILINE
)
NAMES = re.compile(r"\s*(?:[-*+][ ]+)?(?P<label>(?:Authors?|From):[ ]*)?(?P<value>\S[^\n]*)")
ABSTRACT = re.compile(r"\s*(?:[-*+][ ]+)?(?P<label>(?:Abstract|Summary):\s*)?(?=\S)")
CITED = re.compile(r"(?:[^\W\d_]\.[ -]?)+ ?[^\W\d_]{2,}(?:,| and )")
"""Names before the title of a reference: "J. Doe, A. Roe. Are there strings"."""
ENDS_LINE: Final = ".:;!?)]-=_*…"
"""What a line ends with that a title does not go on from."""
SHORTEST: Final = 100
"""An abstract has so many characters, where no label says that it is one."""
PAGE_TEXT = re.compile(r"\w[\w.-]* updates on (?:the )?arXiv\.org(?: e-print archive\.?)?")


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry at or after `floor`; see `Listing.find`."""
    return first_of((find_announced(text, floor, final), find_before(text, floor, final)), len(text), final)


def find_announced(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry of today's form."""
    if not (start := START.search(text, floor)):
        return len(text) if final else open_start(text, floor)
    front = front_of(text, floor, start)
    if front and start.start() < front.end():
        # What a head quotes of the feed is below it again; without that it is no head.
        again = START.search(text, front.end())
        if not again and not final:
            return front.start()
        start, front = (again, front) if again and again["id"] == start["id"] else (start, None)
    following = START.search(text, start.end())
    end = END.search(text, start.end(), following.start() if following else len(text))
    assert end
    if not final and not following and end.end() == len(text):
        return front.start() if front else max(floor, start.start() - LONGEST_START)
    line_end = text.find("\n", start.end(), end.start())
    stop = line_end if line_end - start.end() > WIDEST else end.start()
    abstract = read_latex(join(text[start.end() : stop])) or None
    entry = Entry(start.start(), stop, {"arxiv_id": start["id"], "arxiv_version": read_version(start["version"])})
    entry.values |= {"abstract": abstract, "withdrawn": is_withdrawn(None, abstract)}
    entry.spans += [("arxiv_id", *start.span("id")), ("label", *start.span()), ("abstract", start.end(), stop)]
    if front:
        entry.start = front.start()
        read_front(entry, front, load_front(front))
    elif above := title_above(text, max(floor, start.start() - LONGEST_START), start):
        entry.start = above.start()
        entry.values["title"] = read_latex(above["title"].strip())
        entry.spans[:0] = [("title", above.start(), above.end("title")), ("label", above.end("title"), above.end())]
    elif not read_labels_above(entry, text, floor):
        read_lines_above(entry, text, floor)
    return entry


def read_before(text: str, start: int, stop: int, followed: bool) -> Entry | None:
    """Read an entry of the form before 2024; see `RecordListing`."""
    begin = BEFORE.match(text, start)
    if not begin or CITED.match(begin["title"]):
        return None
    entry = Entry(start, begin.end(), {"arxiv_id": begin["id"], "categories": [begin["class"]]})
    entry.values["arxiv_version"] = read_version(begin["version"])
    entry.spans += [("title", start, begin.end("title")), ("arxiv_id", begin.end("title"), begin.end())]
    below = after_address(entry, text, begin.end(), stop)
    names = NAMES.match(text, below, stop)
    at = after_address(entry, text, names.end(), stop) if names else below
    if names and (
        names["label"] or (lists_names(names["value"], ",") and ("," in names["value"] or has_prose(text, at, stop)))
    ):
        entry.values["authors"], entry.values["authors_omitted"] = read_people(names["value"])
        entry.spans.append(("authors", *names.span()))
    else:
        at = below
    alone = followed and not text[at:stop].strip()
    if not is_claimed(True, begin["label"], begin["note"], at > begin.end(), alone, has_prose(text, at, stop)):
        return None
    abstract = ABSTRACT.match(text, at, stop)
    if abstract and (abstract["label"] or ("authors" in entry.values and has_prose(text, at, stop))):
        end = end_of(text, abstract.end(), stop)
        entry.values["abstract"] = read_latex(join(text[abstract.end() : end])) or None
        entry.spans.append(("abstract", abstract.start(), end))
    entry.values["withdrawn"] = is_withdrawn(None, entry.values.get("abstract"))
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip()
    if begin.start("title") == start and above and above[-1] not in ENDS_LINE:
        entry.faults.append(Fault(Code.BAD_FIELD, *begin.span("title"), "title: the line above may be a part of it"))
    else:
        entry.values["title"] = read_latex(begin["title"])
    entry.end = max(end for _, _, end in entry.spans)
    return entry


def after_address(entry: Entry, text: str, at: int, stop: int) -> int:
    """Return where an entry goes on after its address, if that is at an offset."""
    address = ADDRESS.match(text, at, stop)
    if not address or address["id"] != entry.values["arxiv_id"]:
        return at
    entry.spans.append(("label", *address.span()))
    return address.end()


def end_of(text: str, start: int, stop: int) -> int:
    """Return where an abstract ends."""
    end = END.search(text, start, stop)
    return end.start() if end else stop


def has_prose(text: str, at: int, stop: int) -> bool:
    """Whether a paragraph at an offset is that of an abstract, though no label says so."""
    start = skip_white(text, at)
    value = text[start : end_of(text, start, stop)].rstrip()
    return len(value) >= SHORTEST and bool(SENTENCE_END.search(value)) and not NO_TITLE.match(value)


find_before = RecordListing(BEFORE, None, read_before, sign="(arXiv:").find


def read_labels_above(entry: Entry, text: str, floor: int) -> bool:
    """Read a title and names with labels right above an entry; return whether there is a title."""
    begin = max(floor, text.rfind("\n\n", floor, max(floor, entry.start - FEWEST)), entry.start - LONGEST_START)
    found = {"title" if one["title"] else "authors": one for one in LABELLED.finditer(text, begin, entry.start)}
    if "title" not in found:
        return False
    for field, one in found.items():
        entry.values[field] = read_latex(one["value"]) if field == "title" else read_people(one["value"])[0]
        entry.spans.append((field, *one.span()))
    entry.start = min(one.start() for one in found.values())
    return True


def read_lines_above(entry: Entry, text: str, floor: int) -> None:
    """Read a title and names without labels right above an entry, where the names are several, and so surely some."""
    lines = lines_of(text, max(floor, entry.start - LONGEST_START), entry.start)
    for at in range(len(lines) - 1, max(len(lines) - MOST_LINES, 0), -1):
        names, first = split_names(join("\n".join(line.text for line in lines[at:]))), at - 1
        if len(names) < 2 or not all(map(WHOLE_NAME.fullmatch, names)):
            continue
        parted = text.count("\n", lines[first].end, lines[at].start) > 1
        while parted and first and text.count("\n", lines[first - 1].end, lines[first].start) < 2:
            first -= 1
        title = join(text[lines[first].start : lines[at - 1].end])
        if PLAIN_TITLE.fullmatch(title) and not NO_TITLE.match(title):
            entry.values |= {"title": read_latex(title), "authors": [read_latex(name) for name in names]}
            entry.spans[:0] = [
                ("title", lines[first].start, lines[at - 1].end), ("authors", lines[at].start, lines[-1].end)
            ]  # fmt: skip
            entry.start = lines[first].start
        return


def title_above(text: str, floor: int, start: re.Match[str]) -> re.Match[str] | None:
    """Return the title above an entry, where the address below it is the entry's; names are none."""
    found = [one for one in TITLE.finditer(text, floor, start.start()) if one["id"] == start["id"]]
    if not found or NO_TITLE.match(found[-1]["title"]):
        return None
    return None if all(map(NAME_OF_ONE.fullmatch, split_names(found[-1]["title"]))) else found[-1]


def front_of(text: str, floor: int, start: re.Match[str]) -> re.Match[str] | None:
    """Return the head of the note that an entry is in: the last that begins before it, with its identifier."""
    last = None
    for front in FRONT.finditer(text, floor, start.end() + LONGEST):
        if front.start() > start.start():
            break
        last = front
    return last if last and start["id"] in last["yaml"] else None


def open_start(text: str, floor: int) -> int:
    """Return where an entry may begin whose start the text does not have whole; its end where none does."""
    if head := FRONT_START.search(text, max(floor, len(text) - LONGEST)):
        return head.start()
    return max(floor, len(text) - LONGEST_START)


find_html = find_no_html
