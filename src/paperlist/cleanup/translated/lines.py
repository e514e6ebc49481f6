"""Pieces of translated text in English: names, formats, subjects, buttons, each by its place and its signs."""

import re
from typing import Final

from paperlist.arxiv import CATEGORY, CLASSES, ID
from paperlist.cleanup.translated.dates import VERSION_LINE, read_version_line
from paperlist.cleanup.translated.words import mark_pattern

CLASS: Final = r"[a-z-]+(?:\.[A-Za-z-]+)?"
SUBJECT = re.compile(rf"[^;；()（）\n]{{1,80}}[(（](?P<short>{CLASS})[)）](?:\s?(?P<more>[;；]))?")
SUBJECT_LIST = re.compile(rf"(?:\s*+{SUBJECT.pattern.replace('?P<short>', '').replace('?P<more>', '')})+")
CLASSES_IN = re.compile(rf"[(（]({CLASS})[)）]")
SUBJECTS: Final = {short: name for short, name, _ in CLASSES if name}
ID_LINE = re.compile(
    rf"^(?P<lead>[^\w\n]{{0,12}}(?:\d{{1,5}}[.)\]]\s?)?)arXiv[ ]?[:：][ ]?(?P<id>{ID}(?:v\d+)?)(?P<blanks>[ ]*)"
    r"(?:[(（](?P<note>[^\n()（）]{1,40})[)）][ ]*)?[\[［【](?P<formats>[^\n\[\]［］【】]{2,60})[\]］】]",
    re.MULTILINE | re.IGNORECASE,
)
LISTED_IN = re.compile(CATEGORY)
FORMATS: Final = frozenset(("pdf", "ps", "html", "src", "tex", "dvi"))
COMMAS = re.compile(r"[ ]?[，、][ ]?")
ET_AL: Final = (
    r"et\s+al\.?|и\s+др\.?|та\s+ін\.?|i\s+in\.|und\s+andere|u\.\s?a\.|et\s+autres|y\s+otros|e\s+outros|e\s+altri"
    r"|en\s+anderen|ve\s+diğerleri|dkk\.?|và\s+cộng\s+sự|等人?|ほか|他|외"
)
OMITTED = re.compile(
    rf"(?:[,，、]?\s?(?:{ET_AL})\s?|[,，、]\s?)[(（][^\d()（）]{{0,40}}(?P<count>\d[\d.,]{{0,5}})[^\d()（）]{{1,60}}[)）](?=\s*\Z)",
    re.IGNORECASE,
)
"""How a list of names ends that leaves some out: ", et al. (14 weitere Autoren nicht angezeigt)"."""
CITE_VERSION = re.compile(
    rf"[(（][^()（）\d\n]{{0,20}}?arXiv[ ]?[:：][ ]?(?P<id>{ID}v\d+)(?P<class>[ ]?\[{CLASS}\])?"
    r"[^()（）\d\n]{0,40}[)）]"
)
NOTE = re.compile(
    r"(?<![\w./])(?P<doi>\S{0,60}\b10\.\d{4,9}/\S{1,200})(?P<blank>[ ]*\n?[ ]*)[^\n\d/:]{4,80}$", re.MULTILINE
)
"""A DOI, and the words of its button behind or below it: "Fokussieren Sie, um mehr zu erfahren"."""
ISSUED = re.compile(r"^[^\n]{0,60}\bDataCite\b[^\n]{0,60}$", re.MULTILINE)
BUTTON = re.compile(r"^(?=[^\n]{0,29}\b(?P<sign>PDF|HTML|TeX)\b)[^\n]{3,30}$", re.MULTILINE)
BUTTONS: Final = {"PDF": "View PDF", "HTML": "HTML (experimental)", "TeX": "TeX Source"}
LAST_BRACKET = re.compile(r"[ ]?[\[［【(（][^\[\]［］【】()（）\n]{1,40}[\]］】)）][ ]*$")


def names_in_english(text: str) -> str:
    """Return a list of names with plain commas, and with the words of arXiv for those that are left out."""
    text, blank, rest = text.partition("\n\n")
    if omitted := OMITTED.search(text):
        count = re.sub(r"\D", "", omitted["count"])
        text = f"{text[: omitted.start()]}, et al. ({count} additional authors not shown){text[omitted.end() :]}"
    return COMMAS.sub(", ", text) + blank + rest


def formats_in_english(text: str) -> str:
    """Return a text in which the formats of identifiers' lines are in English: `[pdf, ps, other]`."""
    return ID_LINE.sub(id_line_in_english, text)


def id_line_in_english(found: re.Match[str]) -> str:
    """Return an identifier with its formats in English; as it is if the first of these is none."""
    formats = [word.strip().lower() for word in re.split("[,，、]", found["formats"])]
    if formats[0] not in FORMATS:
        return found[0]
    shown = ", ".join(word if word in FORMATS else "other" for word in formats)
    note = ""
    if found["note"]:
        other = LISTED_IN.search(found["note"])
        note = f"(cross-list from {other[0]}) " if other else "(replaced) "
    return f"{found['lead']}arXiv:{found['id']}{found['blanks'] or ' '}{note}[{shown}]"


def marks_in_english(text: str) -> str:
    """Return an abstract with the marks around its whole text in English: `▽ More`, `△ Less`."""
    if "▽" in text or "△" in text:
        text = mark_pattern("less").sub("△ Less", mark_pattern("more").sub("▽ More", text))
    return text


def subjects_in_english(text: str) -> str:
    """Return a text with the subjects that it begins with by arXiv's own names, for each tells its class."""
    found = SUBJECT_LIST.match(text)
    return SUBJECT.sub(subject_in_english, found[0]) + text[found.end() :] if found else text


def subject_in_english(found: re.Match[str]) -> str:
    """Return a subject by its own name; as it is if there is no such class."""
    name = SUBJECTS.get(found["short"])
    lead = found[0][: len(found[0]) - len(found[0].lstrip())]
    return f"{lead}{name} ({found['short']}){';' if found['more'] else ''}" if name else found[0]


def row_in_english(text: str, language: str) -> str:
    """Return what is between two labels of an abstract page with its fixed words in English."""
    text = CITE_VERSION.sub(lambda found: f"(or arXiv:{found['id']}{found['class'] or ''} for this version)", text)
    text = NOTE.sub(r"\g<doi>\g<blank>Focus to learn more", ISSUED.sub("arXiv-issued DOI via DataCite", text))
    return VERSION_LINE.sub(lambda found: read_version_line(found, language), text)


def head_in_english(text: str) -> str:
    """Return what is between the dates and the first label of an abstract page: title, names, buttons, abstract."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if len(filled) > 1:
        lines[filled[1]] = names_in_english(lines[filled[1]])
    for number in filled[2:]:
        if not (button := BUTTON.fullmatch(lines[number].strip())):
            break
        lines[number] = BUTTONS[button["sign"]]
    return "\n".join(lines)


def sender_in_english(text: str) -> str:
    """Return the value of the label `From:` with its link in English."""
    first, *rest = text.split("\n")
    return "\n".join((LAST_BRACKET.sub(" [view email]", first), *rest))


def with_line_breaks(english: str, text: str) -> str:
    """Return dates in English with as many line breaks as the text that they replace."""
    breaks = "\n" * text.count("\n")
    head, _, last = english.rpartition(" ")
    return f"{head}{breaks or ' '}{last}"
