r"""The lists of an arXiv archive: new, recent, a month, a year, days caught up with, the articles of an author.

page     = page_text? (entry page_text?)*
entry    = id_line title? authors? comments? journal? ["Subjects:" subject (";" subject)*] abstract?
id_line  = ["[" NUMBER "]"] "arXiv:" ID ["(" note ")"] ["[" FORMAT ("," FORMAT)* "]"]
note     = "cross-list from" CLASS | "replaced"
title    = ["Title:"] TEXT                           a browser hides the label
authors  = ["Authors:"] NAME ("," NAME)*             only the pages up to 2023 have the label
comments = "Comments:" TEXT
journal  = "Journal-ref:" TEXT
subject  = TEXT "(" CLASS ")"
abstract = TEXT                                      on the pages of new papers only

Two of number, note and formats claim an entry, or one of them with a title's label or the subjects. The form of the
subjects tells where they end. What follows is an abstract if the list goes on right after it or if it reads as prose.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from paperlist.arxiv import CATEGORY, CLASSES, ID, PAGE_LABELS, is_withdrawn
from paperlist.diagnostics import Code
from paperlist.fields import squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.engine import RecordListing, foreign_labels, is_claimed
from paperlist.listings.html import claim, last_line, paragraphs_of, text_of
from paperlist.listings.layout import join, unwrap
from paperlist.listings.people import OTHER_LABEL, find_glued_names, find_names, read_people
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME: Final = "arxiv-list"
DESCRIPTION: Final = "arXiv lists of new and recent papers, of a month or year, of an author, as text or saved page"
EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {"Subjects:": PAGE_LABELS["Subjects:"], "Journal-ref:": r" +[^\sa-z]"}

FORMATS: Final = r"\[(?:\s*(?:,|pdf|ps|other|html|src|tex|dvi))+\s*\]"
START = re.compile(
    rf"(?:^(?:[-*•+][ ]+)?|(?<=[ ])(?:-[ ])?(?=\[\d+\][ ]arXiv:[^\n\[]{{9,60}}\[[ ]?(?:pdf|ps|html|src|other)\b))"
    rf"(?:\[{{1,2}}(?P<number>\d+)\]{{1,2}}\s*)?arXiv:\s?(?P<id>{ID})(?:v\d+)?(?![\w/])"
    rf"(?P<note>\s*\((?:cross-list\s+from\s+[\w.-]+(?:\n[\w.]+)?|replaced)\))?(?P<formats>\s*{FORMATS})?"
    rf"(?(number)|(?(note)|(?(formats)|(?!))))(?!\s*{CATEGORY}(?:\s|\Z))",
    re.MULTILINE,
)  # "[5] arXiv:1506.02354 (replaced) [pdf, ps, other]"; also in a line, where a tool glued the entries
FIELDS: Final = {
    "Title": "title", "Authors": "authors", "Comments": "comments", "Journal-ref": "journal_ref",
    "Subjects": "categories",
}  # fmt: skip
ORDER: Final = tuple(FIELDS)
LABEL = re.compile(rf"^(?:[:*-][ ]*)?({'|'.join(ORDER)})\s?:", re.MULTILINE)
LABEL_IN_LINE = re.compile(rf"(?:^[ :*-]*|(?<=[\S ])(?=[\w-]{{5,11}}\s?:\s))({'|'.join(ORDER)})\s?:", re.MULTILINE)
"""The same within a line, where a tool glued the values: "NetworksAuthors: …"."""
PRINTED: Final = {short.replace("-", ""): short for short, _, _ in CLASSES if "-" in short}
"""Subject classes that lost a hyphen with a line break of a printed page: `quantph`."""
CLASS = re.compile(rf"\(\s?({CATEGORY}|{'|'.join(map(re.escape, PRINTED))})\s?\)")
SUBJECT: Final = rf"[^();:]{{3,80}}?{CLASS.pattern}"
SUBJECTS = re.compile(rf"\s*{SUBJECT}(?:\s*;{SUBJECT})*")
BULLETS = re.compile(r"[\s:*•+-]*")
OTHER_ENTRY = re.compile(
    rf"^(?:\\\\|Title\s?:|Abstract\s?:|Categories:|(?:[-*•] |\d+\. |\[\d+\] )?arXiv:{ID}\S* \[)", re.MULTILINE
)
MOST_LINES: Final = 40
"""A title and its authors have fewer lines."""
BLOCK = re.compile(r"\S[^\n]*+(?:\n[ ]*+\S[^\n]*+)*")
PROSE_END = re.compile(r"[.!?…。][\"'”’»)\]$}*]*$")
SHORTEST: Final = 40
"""Prose has so many characters."""
NO_PROSE = re.compile(r"^(?:[\\<{@>|•*▽-]|arXiv:|Submitted |Showing )|•", re.MULTILINE)

DAY: Final = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} (?:\d{4}|\d\d)"
HEADING: Final = (
    r"Total of \d+ entries.*|Showing up to \d+ entries per page:.*"
    r"|(?:New|Cross|Replacement) submissions \((?:showing|continued).*"
    rf"|(?:New submissions|Cross-lists|Replacements) for {DAY}|{DAY}(?: \((?:showing|continued).*)?"
    r"|\[ ?(?:total of \d+ entries|showing up to).*|No updates (?:today|for this time period)\."
    r"|New submissions|Cross-lists|Replacements|The web address for this page and\b.*"
    r"|We gratefully acknowledge support from.*"
    r"|Disable MathJax.*|Links to: arXiv.*"
)
HEADINGS = re.compile(rf"(?im)^(?:[•*-] +)?(?:{HEADING}|Skip to main content|\\?\[Submitted on .*)[ ]*$")
PAGE_TEXT = re.compile(
    rf"(?:[•*-] +)?(?:{HEADING}|See (?:recent articles|today's new changes)"
    r"|(?:Showing new listings|Catchup results|Authors and titles) (?:for|on) .*|Submissions received from .*"
    r"|.*'s articles on arXiv|See also ORCID .*|See author identifier help .*|(?:fewer|more|all)(?: \| \w+)*|\|)",
    re.IGNORECASE,
)


def read(text: str, start: int, stop: int, followed: bool) -> Entry | None:
    """Read the entry between two offsets; `followed`: whether the next one begins there. See `RecordListing`."""
    begin = START.match(text, start)
    if not begin:
        return None
    if heading := HEADINGS.search(text, begin.end(), stop):
        stop, followed = heading.start(), True
    heads = find_labels(text, begin.end(), stop)
    labelled = {head[1] for head in heads} & {"Title", "Subjects"}
    if not is_claimed(begin["number"], begin["note"], begin["formats"], labelled):
        return None
    entry = Entry(start, stop, {"arxiv_id": begin["id"]}, [("arxiv_id", start, begin.end())])
    if labelled:
        end = read_fields(entry, text, begin.end(), stop, heads)
        if "Subjects" in labelled:
            read_abstract(entry, text, end, stop, followed)
    entry.end = max(span[2] for span in entry.spans)
    if not followed and not labelled & {"Subjects"}:
        entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, "the paper breaks off here")
    entry.values["withdrawn"] = is_withdrawn(entry.values.get("comments"), entry.values.get("abstract"))
    return entry


def find_labels(text: str, start: int, stop: int) -> list[re.Match[str]]:
    """Return the labels of an entry in their order, the last `Subjects:` if it has subjects.

    A title's label comes right after the id line; a title without one needs the subjects, and few lines with it. Labels
    within lines count where none begins a line. A label out of order is a word of the value before it.
    """
    lead = BULLETS.match(text, start, stop)
    first = lead.end() if lead else start
    titled = text.startswith("Title", first)
    if other := OTHER_ENTRY.search(text, first + titled, stop):
        stop = other.start()
    anywhere = [
        head for head in LABEL_IN_LINE.finditer(text, start, stop) if head[1] != "Title" or head.end(1) == first + 5
    ]
    lists = [n for n, head in enumerate(anywhere) if head[1] == "Subjects" and SUBJECTS.match(text, head.end(), stop)]
    if not titled and (not lists or text[first : anywhere[0].start()].strip().count("\n") >= MOST_LINES):
        return []
    anywhere = anywhere[: lists[0] + 1] if lists else [head for head in anywhere if head[1] != "Subjects"]
    begin_lines = [head for head in anywhere if head[1] == "Title" or LABEL.match(text, head.start())]
    heads: list[re.Match[str]] = []
    for head in begin_lines if len(begin_lines) > titled else anywhere:
        if not heads or ORDER.index(heads[-1][1]) < ORDER.index(head[1]):
            heads.append(head)
    return heads


def read_fields(entry: Entry, text: str, start: int, stop: int, heads: list[re.Match[str]]) -> int:
    """Read the title, the authors and what has a label; return where the last of them ends."""
    labels = [head[1] for head in heads]
    last = BLOCK.search(text, heads[-1].end(), stop)
    ends = [*(head.start() for head in heads[1:]), last.end() if last else heads[-1].end()]
    titled = labels[0] == "Title"
    label, end = (heads[0].span(), ends[0]) if titled else ((start, start), heads[0].start())
    border = end if "Authors" in labels else find_border(entry, text, label, end)
    if border < 0:
        entry.faults.append(Fault(Code.BAD_FIELD, label[0], end, "title, authors: there is no border between them"))
    elif title := text[label[1] : border].rstrip():
        entry.values["title"] = read_latex(join(title)) or None
        entry.spans.append(("title", label[0], label[1] + len(title)))
    if border >= 0 and (names := text[border:end].rstrip()):
        entry.values["authors"], entry.values["authors_omitted"] = read_people(join(names))
        entry.spans.append(("authors", border, border + len(names)))
    for head, end in zip(heads[titled:], ends[titled:], strict=True):
        field, value = FIELDS[head[1]], text[head.end() : end].rstrip()
        if field == "categories":
            subjects = SUBJECTS.match(text, head.end(), stop)
            value = subjects[0] if subjects else value
            entry.values[field] = [PRINTED.get(name, name) for name in CLASS.findall(value.replace("\n", ""))]
        elif field == "authors":
            value = value[: other.start()] if (other := OTHER_LABEL.search(value)) else value
            entry.values[field], entry.values["authors_omitted"] = read_people(join(value))
        else:
            entry.values[field] = read_latex(join(value)) or None
        entry.spans.append((field, head.start(), head.end() + len(value)))
    return entry.spans[-1][2]


def find_border(entry: Entry, text: str, label: tuple[int, int], stop: int) -> int:
    """Return where the names begin after a title, whose label lies between two offsets; less than 0 if none shows."""
    if stop < entry.end and text[stop - 1] != "\n":
        return -1 if text[stop - 1] == " " else find_glued_names(text, label[1], stop)
    width = max(len(line.rstrip()) for line in text[entry.start : entry.end].split("\n"))
    return find_names(text, label, stop, width)


def read_abstract(entry: Entry, text: str, start: int, stop: int, followed: bool) -> None:
    """Read the abstract between two offsets, if there is one: its paragraphs, as far as they are surely its."""
    blocks = list(BLOCK.finditer(text, start, stop))
    while blocks and len(blocks[-1][0].split()) < 2:
        blocks.pop()  # a bullet or a mark of the next entry
    end, whole = start, True
    for block in blocks:
        last = block is blocks[-1]
        foreign = has_label(block[0]) and (end > start or "arXiv:" in block[0])
        if not is_prose(block[0]) and not (last and followed and not foreign):
            whole = not (last and end == start and stop == len(text) and is_prose(block[0] + "."))
            end = end if whole else block.end()
            break
        end = block.end()
    if end > start:
        field = "abstract" if whole else "excerpt"
        entry.values[field] = read_latex(unwrap(text[start:end].strip())) or None
        entry.spans.append((field, blocks[0].start(), end))
        if not whole:
            entry.cut = Fault(Code.TRUNCATED, end, end, "the paper breaks off here")


def is_prose(text: str) -> bool:
    """Whether lines read as a paragraph, to its end, and not as another entry or page text."""
    return (
        len(text) >= SHORTEST
        and bool(PROSE_END.search(text.rstrip()))
        and not has_label(text)
        and not NO_PROSE.search(text)
    )


def has_label(text: str) -> bool:
    """Whether a line begins with a label of any listing."""
    return bool(foreign_labels(frozenset())[1].search("\n" + text))


find = RecordListing(START, None, read, sign="arXiv:").find


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Return all entries of a saved page; see `Listing.find_html`."""
    for term in page.iter("dt"):
        begin, item = START.search(squeeze(text_of(term))), term.getnext()
        if begin and item is not None and item.find_class("list-title"):
            yield read_item(begin["id"], term, item)


def read_item(name: str, term: "HtmlElement", item: "HtmlElement") -> Entry:
    """Read the entry with an identifier: an item of a definition list, `<dt>` and `<dd>`."""
    entry = Entry(term.sourceline or 1, last_line(item), {"arxiv_id": name}, root=item)
    claim(entry, term, "arxiv_id")
    values = entry.values
    for label, field in FIELDS.items():
        for element in item.find_class(f"list-{label.lower()}")[:1]:
            value = re.sub(rf"^{label}\s?:\s*", "", squeeze(text_of(element)))
            if field == "categories":
                values[field] = CLASS.findall(value)
            elif field == "authors":
                names, values["authors_omitted"] = read_people(value)
                linked = [read_latex(squeeze(text_of(link))) for link in element.iter("a")]
                values[field] = [one for one in linked if "not shown" not in one] or names
            else:
                values[field] = read_latex(value) or None
            claim(entry, element, field)
    for element in item.xpath(".//p[not(@class) or contains(@class, 'mathjax')]")[:1]:
        values["abstract"] = read_latex(paragraphs_of(element)) or None
        claim(entry, element, "abstract")
    values["withdrawn"] = is_withdrawn(values.get("comments"), values.get("abstract"))
    return entry
