r"""The daily e-mail announcements of an arXiv archive.

mail     = head entry* (rule_of_percents entry*)* tail
entry    = "\\" id_line ["Date:" DAY size] label* ["\\" abstract] end rule
| "\\" id_line "replaced with revised version" DAY size label* end rule
id_line  = "arXiv:" ID ["(*cross-listing*)"] | "Paper" ["(*cross-listing*)"] ":" ID
size     = ["(" COUNT "kb" ["," FLAG*] ")"]          the flag I: withdrawn
label    = NAME ":" TEXT                              folded over lines
end      = "\\" "(" ADDRESS "," COUNT "kb" ")"
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from paperlist.arxiv import CLASSES, ID, is_withdrawn
from paperlist.fields import read_day, read_version
from paperlist.listings import Entry, no_such_date
from paperlist.listings.engine import RecordListing, find_no_html
from paperlist.listings.labels import Labelled, read_labels
from paperlist.listings.layout import join, unwrap
from paperlist.listings.people import read_people
from paperlist.tex.accents import read_latex

NAME: Final = "arxiv-mail"
DESCRIPTION: Final = "arXiv e-mail announcements (daily lists of new papers)"
EXPLICIT: Final = True
LABELS: Final[Mapping[str, str]] = {
    "Title:": r" +[^\sa-z]", "Authors:": r" +[^\W\d_]", "Subj-class:": r" +[A-Z]",
    "Categories:": r" +[a-z]{2}[\w.-]*(?: [a-z]{2}[\w.-]*)*(?:\n|\Z)",
    "Report-no:": r" +\S", "Journal-ref:": r" +[^\sa-z]",
    "MSC-class:": r" +(?:Primary )?\d\d", "ACM-class:": r" +[A-K]\.",
}  # fmt: skip

NOTE: Final = r"(?:[ ]*\(\\?\*cross-listing\\?\*\))?"
BORDER: Final = r"\\\\(?<![^\n]\\\\)\\{0,4}"
r"""`\\` at a line's start; tools write a backslash or two more."""
BREAK: Final = r"(?:\\{1,2}|[ ]\+)?[ ]*"
"""What tools of wikis write where a line ends."""
START = re.compile(
    rf"(?:(?P<border>{BORDER})(?:[ ]\+)?[ ]*\n\s*|^(?=Paper:[ ]*{ID}\n(?:From|Date):[ ]))"
    rf"(?:arXiv:|Paper{NOTE}:[ ]*)(?P<id>{ID}){NOTE}(?P<hard>{BREAK})$",
    re.MULTILINE,
)
END = re.compile(
    rf"{BORDER} ?\((?=[^()]{{0,1000}}(?:https?:|\dkb))[^()]{{0,1000}}\)"
    rf"|{BORDER}[ ]*(?=\n\s{{0,99}}(?:-{{20}}|%[-%]{{20}}))|(?<=[.!?$)]\n){BORDER}[ ]*(?=\n[ ]*\n|\s{{0,99}}\Z)"
)
ABSTRACT = re.compile(rf"{BORDER}(?:[ ]\+)?[ ]*$(?!\s*(?:Title|Authors?):)", re.MULTILINE)
TORN = re.compile(BORDER)
r"""The border before an abstract with something else on its line: `\\|]`, where a program has the text in parts."""
ESCAPES: Final = {3: re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), 4: re.compile(r"\\([^\w\s]|_)")}
"""What a tool that writes a border with so many backslashes puts a backslash before."""
ANGLED = re.compile(rf"{BORDER} ?\( ?<http")
"""The address of an end as only tools write it; then others are in such brackets, too."""
AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
NOT_ABSTRACT = re.compile(r"\n\s*?\n(?!Title: )|^[-%]{20,}[ ]*$|^Date: .*\nSubject: ", re.MULTILINE)
WHEN = re.compile(
    r"(?P<later>Date \(revised(?: v(?P<version>\d+))?\):|replaced with revised version|Date:) "
    r"\w{3}, (?P<day>\d{1,2} \w{3} \d{4})\b[^(\n]*(?:\(\d+kb(?:,(?P<flags>[A-Z]*))?\))?"
)  # "Date (revised v2): Tue, 24 Jul 2007 20:10:27 GMT   (370kb,D)"
FIELDS: Final = {
    "Title": "title", "Authors": "authors", "Author": "authors", "Categories": "categories", "DOI": "doi",
    "Comments": "comments", "Report-no": "report_number", "Journal-ref": "journal_ref",
    "MSC-class": "msc_class", "ACM-class": "acm_class",
}  # fmt: skip
OTHERS: Final = "Proxy|Subj-class|License|From|Date|replaced(?= with revised)"
TYPE: Final = "[*_]{0,2}"
LABEL = re.compile(
    rf"^{TYPE}({'|'.join(FIELDS)}|{OTHERS})(?: \([^()\n]*\))?{TYPE}(?::| with revised version){TYPE}[ ]*",
    re.MULTILINE,
)
PAGE_TEXT = re.compile(
    r"Date: .* GMT|Subject: .* received|Send any comments regarding submissions.*|Archives at .*|To unsubscribe, .*"
    r"|Submissions to:|received from .* to .* GMT|For general information on .*|For subscribe options .*|e-mail To: .*"
    r"|/\* \w{3}, \d{1,2} \w{3} \d{4} \*/"
    rf"|{'|'.join(re.escape(name) for _, name, _ in CLASSES if name)}"
)


def read(text: str, start: int, stop: int, ended: bool) -> Entry | None:
    """Read the entry between two offsets; see `RecordListing`."""
    begin = START.match(text, start, stop)
    head = LABEL.search(text, begin.end(), stop) if begin else None
    if not begin or not head:
        return None
    border = ABSTRACT.search(text, head.end(), stop)
    if not border and (torn := TORN.search(text, head.end(), stop)):
        stop = torn.start()
    elif not ended and (lost := NOT_ABSTRACT.search(text, border.end() if border else head.end(), stop)):
        stop = lost.start()
    values: dict[str, Any] = {"arxiv_id": begin["id"]}
    entry = Entry(start, stop, values, [("arxiv_id", start, begin.end())])
    for labelled in read_labels(text, head.start(), border.start() if border else stop, LABEL):
        read_label(entry, text, labelled._replace(value=unescape(begin, labelled.value)))
    if border:
        prose, field = unescape(begin, text[border.end() : stop]).strip(), "abstract" if ended else "excerpt"
        values[field] = read_latex(unwrap(prose.replace("\n\n", "\n"))) or None
        entry.spans.append((field, border.start(), len(text[:stop].rstrip()) if prose else border.end()))
    if values.get("comments") and ANGLED.match(text, stop):
        values["comments"] = AUTOLINK.sub(r"\1", values["comments"])
    values["withdrawn"] = values.get("withdrawn") or is_withdrawn(values.get("comments"), values.get("abstract"))
    entry.end = entry.spans[-1][2]
    return entry


def unescape(begin: re.Match[str], text: str) -> str:
    """Return a text of an entry without what a tool put at the ends of lines and before signs, by the entry's start."""
    hard = begin["hard"].rstrip()
    text = "\n".join(line.rstrip().removesuffix(hard) for line in text.split("\n")) if hard else text
    escape = ESCAPES.get(len(begin["border"] or "") - hard.count("\\"))
    return escape.sub(r"\1", text) if escape else text


def read_label(entry: Entry, text: str, labelled: Labelled) -> None:
    """Read one labelled value, or a line with a date."""
    start, end, label, value = labelled
    values, field = entry.values, FIELDS.get(label, "label")
    if field == "categories":
        values[field] = value.split()
    elif field == "authors":
        values[field], values["authors_omitted"] = read_people(join(value))
    elif field == "doi":
        values[field], *values["other_dois"] = value.split() or [""]
    elif label in FIELDS:
        values[field] = read_latex(join(value)) or None
    elif when := WHEN.match(text, start, end):
        field = "submitted" if when["later"] == "Date:" else "updated"
        values[field] = read_day(when["day"])
        if values[field] is None:
            entry.faults.append(no_such_date(field, when["day"], start, end))
        values["arxiv_version"] = read_version(when["version"])
        values["withdrawn"] = "I" in (when["flags"] or "")
    entry.spans.append((field, start, end))


find = RecordListing(START, END, read).find
find_html = find_no_html
