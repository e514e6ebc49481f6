"""The head of an abstract page: identifier, banner, dates, title, names and abstract, with labels or without."""

import re
from collections.abc import Sequence
from typing import Final

from paperlist.arxiv import CLASSES, ID, PAGE
from paperlist.diagnostics import Code
from paperlist.fields import read_count, read_day, read_version, squeeze
from paperlist.listings import Entry, Fault, no_such_date
from paperlist.listings.front_matter import front_with
from paperlist.listings.layout import SENTENCE_END, WIDEST, join, skip_blanks, unwrap
from paperlist.listings.people import OTHER_LABEL, has_names, read_people
from paperlist.listings.tables import Line, lines_of
from paperlist.tex.accents import read_latex

DAY: Final = r"\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}"
SUBMITTED: Final = (
    rf"\\?[\[(]\s*Submitted\s+on\s+{DAY}\s*(?:\(\s*(?:\[?v1\]?|this\s+version)\s*\)\s*)?"
    rf"(?:,\s*(?:last\s+)?revised\s+{DAY}\s*\(\s*this\s+version,\s*v\d+\s*\)\s*)?"
    rf"(?:,[\s*_]*latest\s+version\s+{DAY}[\s*_]*\(\s*\[?v\d+\]?\s*\)[\s*_]*)?\\?[\])]"
)
DATES = re.compile(SUBMITTED)
DATE = re.compile(rf"\b(on|revised)\s+({DAY})(?:\s*\(\s*this\s+version,\s*v(\d+)|\s*\(\s*this\s+version\s*(\)))?")
ID_LINE: Final = rf"arXiv:{ID}(?:v\d+)?[*\s]*\([a-z-]+\)\s*+"
BANNER: Final = (
    r"(?:A\s+newer\s+version\s+of\s+t|T)his\s+paper\s+has\s+been\s+withdrawn\b(?:(?!\\?\[\s*Submitted)[\s\S]){0,200}?"
)
TITLE: Final = r"Title\s*:"
LINK: Final = rf"https?://arxiv\.org/abs/{ID}(?:v\d++)?"
ADDRESS: Final = rf"{LINK}\s*+"
ARTICLE: Final = rf"{PAGE}({ID})"
READER: Final = (
    rf"^Title: (?P<named>[^\n]{{3,500}})\n+URL Source: [^\n]*{PAGE}\w[^\n]*\n+"
    r"(?:(?!Markdown)[A-Z][A-Za-z ]{2,30}: [^\n]*\n+){0,4}Markdown Content:\s+"
)
"""What services that read pages for programs put before a page."""
UNNAMED: Final = READER.replace("?P<named>", "?:")
YAML: Final = front_with(rf"{PAGE}\w")
"""The YAML at the head of a note that names an article."""
FRONT: Final = rf"(?:{YAML}|{UNNAMED})"
BUTTONS: Final = (
    r"(?:(?:This paper has been|A newer version of)[^\n]{0,300}\n\s*+)?(?:Authors?\s*:[^\n]{1,5000}\n\s*+)?"
    r"(?:(?:View|Download|No)\sPDF\b[^\n]{0,100}\n\s*+){1,3}(?:>\s?)?Abstract\s*:"
)
"""What is between the title and the abstract where a reader view dropped the rest."""
LINE: Final = r"(?!https?:|\s)[^\n]{3,5000}+"
"""A title or names without a label."""
ANY_DATES: Final = (
    r"\\?[\[(]\s?Submitted\s+on\s[^()\[\]]{0,80}(?:\(\[?[^()\[\]]{0,30}\]?\)[^()\[\]\\]{0,80}){0,3}\\?[\])]"
)
"""The dates as far as an entry is recognised by them; `DATES` reads them."""
ITEM: Final = r"(?:[-*•][ ]+)?"
NEXT_HEAD: Final = r"\b(?:Title|Abstract)\s*:|\n(?:Article title|Description)\s*:|\\?\([ ]*Submitted"
START = re.compile(
    rf"(?:{FRONT}(?:[^\n]*\n){{0,12}}?)?(?:{ID_LINE})?(?:{BANNER})?(?=\\?\[){ANY_DATES}"
    rf"(?:(?:\s*\[[^\[\]\n]{{1,80}}\])?[\s*#]*{TITLE}|[*_ ]*$)"
    rf"|(?!{UNNAMED})(?:{ID_LINE})?(?<!Page )\b{TITLE}(?=\s*\S)(?:(?!{NEXT_HEAD}|(?<!-)Authors?\s*:)[\s\S]){{1,1500}}?"
    rf"(?:(?<!-)Authors?\s*:(?:(?!{NEXT_HEAD})[\s\S]){{1,60000}}?)?"
    rf"{ANY_DATES}"
    rf"|(?P<above>^{ADDRESS})?^{LINE}(?:\n+[-=]{{3,}}[ ]*$)?(?:\s+(?:https?://\S+\s++)?{ADDRESS}|\n+){LINE}"
    rf"\n\s*+{ITEM}(?=\\?\(){ANY_DATES}[*_ ]*$(?(above)|(?:\n{ADDRESS}|\n[ ]*\n\s*{LINK}[ ]*(?=\n[ ]*\n|\s*\Z))?)"
    rf"|^(?!arXiv:|---|[^\n]* > ){LINE}\n\s*+{ITEM}{ADDRESS}{ITEM}(?=\\?\[){ANY_DATES}[*_ ]*$"
    rf"|(?:{FRONT}\n*)?^(?!arXiv:|---|[^\n]* > ){LINE}\n\s*+[*_]*(?=\\?\[){ANY_DATES}[*_ ]*$"
    r"(?=\n+(?:(?:[^\n]*arxiv\.org/abs/[^\n]*|-{3,}[ ]*)\n+){0,3}(?:>\s?)?(?:View\sPDF|Download\sPDF|Abstract\s*:))"
    rf"|{YAML}(?:[^\n]*\n){{0,12}}?{TITLE}(?!(?:[^\n]*\n){{0,60}}?[^\n]*Submitted\s+on)"
    rf"|(?!{UNNAMED})(?:{ID_LINE})?^{TITLE}",
    re.MULTILINE,
)
NO_TITLE: Final = r"arXiv:|---|This paper has|A newer version|(?:Authors?|Title)\s*:|\\?[\[(]|[^\n]* > "
VIEW = re.compile(
    rf"(?:{READER}|^(?!{NO_TITLE})(?P<title>{LINE})\n\s*+(?:[-=]{{3,}}\s*+)?)(?={BUTTONS})",
    re.MULTILINE,
)
"""How a page begins of which a reader view shows no dates, names and labels of the head."""
AUTHORS = re.compile(r"(?<!-)Authors?\s*:\s*")
ABSTRACT = re.compile(r"Abstract\s*:\s*|^Abstract\n\s*", re.MULTILINE)
BUTTON = re.compile(
    r"View\s+a\s+PDF\s+of\s+the\s+paper\s+titled\s|(?:View|Download|No)\s+PDF(?![a-z])|PDF\s+only"
    r"|Download:|HTML\s+\(experimental\)|TeX\s+Source|Other\s+[Ff]ormats"
)
"""A button, or the sentence that says of what it is."""
FEET: Final = (
    "Submission history|Full-text links|Access Paper|Download:|Current browse context|Change to browse by"
    "|References & Citations|Bookmark|Bibliographic (?:and Citation )?Tools|Which authors of this paper"
)
FOOT = re.compile(
    rf"^(?:{FEET}|SUBMISSION HISTORY|ACCESS PAPER|REFERENCES & CITATIONS)"
    r"|Submission history\s*From:|^From: [^\n]{1,200}\bview[ _]email\b",
    re.MULTILINE,
)
"""What follows the rows on a page."""
BLANK = re.compile(r"\n\s*\n")
VALUE_END = re.compile(
    rf"(?<=[^\s,])\n(?=[ ]*\n)(?!\s*(?:et al\.|,))|\n[=-]{{3,}}[ ]*$|{BUTTON.pattern}|{SUBMITTED}", re.MULTILINE
)
ADDED = re.compile(r"\n[^\w\n]{0,8}(?:(?:\w{1,20} )?[Dd]ate|Published|Year|Venue|URL|Links?|PDF|DOI|Tags|Keywords)\s?:")
"""A label that people put between title and names: `**Publish Date:** …`."""
AFTER_NAMES = re.compile(rf"{OTHER_LABEL.pattern}|\n(?=[^\n,]{{0,40}}(?<![A-Za-z])PDF(?![A-Za-z]))")
"""The same after the names, or a button in any language: `查看 PDF`, `Voir le PDF`."""
NAMED = re.compile(rf"\A\[{ID}(?:v\d+)?\]\s+")
BULLET = re.compile(r"^(?:(?:[-*•#>]+|\d{1,3}[.)])[ ]+|\W\d+\W\s*)+")
NO_PROSE = re.compile(r"^[ ]*[-*+•] |\b(?:I|my)\b", re.MULTILINE)
"""What a paragraph has that is no abstract: items of a list, who took the note."""
LETTER = re.compile(r"[^\W_]")
NUMBERED = re.compile(r"\W?\d")
NOT_SHOWN = re.compile(r"You must enable JavaScript to view entire author list\.?|\[(?:\^?\d+\])?|\]")
NAME = re.compile(r"[^\W\d_][^\d:;!?/]{1,60}")
OTHER_AUTHORS = re.compile(r" and (\d+) other authors?\Z")
BRACKETED = re.compile(r"\[.*\]")
"""The dates in other words: `[提交于 2026 年 7 月 12 日]`."""
NO_TITLES: Final = frozenset(name for _, name, _ in CLASSES)
NO_LINE = re.compile(r"https?://\S+\s*\Z|[^\n]{3,60} > [^\n]{3,60}\Z")
"""An address, and the page's place on the site: what is between title, names and dates beside them."""
BEFORE = re.compile(r"(?!\[|arXiv:|This paper has|A newer version)")
"""How a head begins in which title and names are before the dates."""
FEW: Final = 3
"""So many lines are at most between the dates and the label of the abstract, buttons aside."""
PROSE: Final = 40
"""So many words below names or dates are an abstract; a remark has fewer."""
CUT: Final = ("...", "…")
"""How a text ends that a program cut."""
SHOWN: Final = 100
"""How many names a page shows; a text that shows the hidden ones as well still counts them."""


def read_head(entry: Entry, text: str, head: re.Match[str]) -> None:
    """Read what an entry begins with: a note's YAML, the identifier, the banner of a withdrawn paper, the dates."""
    values, spans, start = entry.values, entry.spans, head.start()
    if front := re.match(FRONT, head[0]):
        spans.append(("arxiv_id", start, start + front.end()))
        if len(articles := set(re.findall(ARTICLE, front[0]))) == 1:
            values["arxiv_id"] = articles.pop()
    if found := re.compile(rf"(?:arXiv:|/abs/)({ID})(?:v(\d+))?").search(head[0], front.end() if front else 0):
        values["arxiv_id"], values["arxiv_version"] = found[1], read_version(found[2])
        spans.append(("arxiv_id", start + found.start(), start + found.end()))
    dates = DATES.search(text, start, head.end())
    if dates and (found := re.search(BANNER, head[0])):
        values["withdrawn"] = True
        spans.append(("withdrawn", start + found.start(), dates.start()))
    if dates:
        read_dates(entry, dates[0], *dates.span())


def read_dates(entry: Entry, dates: str, start: int, end: int) -> None:
    """Read the line with the dates: the first version's, and this version's if it is another."""
    values = entry.values
    entry.spans.append(("submitted", start, end))
    for word, day, version, first in DATE.findall(dates):
        field = "submitted" if word == "on" else "updated"
        set_day(entry, field, day, start, end)
        values["arxiv_version"] = read_version("1" if first else version) or values.get("arxiv_version")


def set_day(entry: Entry, field: str, day: str, start: int, end: int) -> None:
    """Put a day into a field; one that does not exist is reported."""
    entry.values[field] = read_day(squeeze(day))
    if entry.values[field] is None:
        entry.faults.append(no_such_date(field, day, start, end))


def read_labelled(entry: Entry, text: str, start: int, stop: int, ended: bool) -> None:
    """Read title, names and abstract, the labels of which are shown; the title's is at `start`."""
    at = skip_blanks(text, text.index(":", start) + 1)
    abstract = ABSTRACT.search(text, at, stop)
    border = abstract.start() if abstract else stop
    names = AUTHORS.search(text, at, border)
    title_end = value_end(text, at, names.start() if names else border, ADDED)
    buttons = BUTTON.search(text, title_end, border)
    said = text[buttons.end() : value_end(text, buttons.end(), border)] if buttons else ""
    title, named = join(text[at:title_end]), squeeze(said).rpartition(", by ")[0]
    set_text(entry, "title", named if named.upper() == title else title, start, title_end)
    if names:
        end = value_end(text, names.end(), border, AFTER_NAMES)
        set_names(entry, text[names.end() : end], names.start(), end)
    if buttons and not entry.values.get("authors"):
        set_names_by(entry, text, buttons.start(), value_end(text, buttons.end(), border))
    if buttons:
        entry.spans.append(("label", buttons.start(), border if abstract else buttons.end()))
    elif ended and not abstract and (dates := DATES.search(text, at, stop)):
        abstract = LETTER.search(text, dates.end(), stop)
        abstract = abstract if abstract and is_abstract(text[abstract.start() : stop]) else None
    if abstract:
        set_abstract(entry, text, abstract.start(), stop, ended)


def read_view(entry: Entry, text: str, head: re.Match[str], stop: int, ended: bool) -> None:
    """Read what a reader view shows: a title, sometimes the names, buttons and the abstract."""
    field = "named" if head["named"] else "title"
    if "," in head[field] and are_names(head[field]):
        return
    if address := re.search(ARTICLE, head[0]):
        entry.values["arxiv_id"] = address[1]
        entry.spans.append(("arxiv_id", head.start() + address.start(), head.start() + address.end()))
    entry.spans.append(("label", *head.span()))
    set_text(entry, "title", head[field], *head.span(field))
    if abstract := ABSTRACT.search(text, head.end(), stop):
        if AUTHORS.match(text, head.end()):
            end = text.index("\n", head.end())
            set_names(entry, text[head.end() : end], head.end(), end)
        entry.spans.append(("label", head.end(), abstract.start()))
        set_abstract(entry, text, abstract.start(), stop, ended)


def read_history(entry: Entry, history: re.Match[str]) -> None:
    """Read the dates of the first and of this version from the submission history, where nothing else shows them."""
    days = dict(re.findall(rf"\[v(\d+)\]\W{{0,9}}\w{{3}}, ({DAY})", history[0]))
    if "submitted" in entry.values or "1" not in days:
        return
    version = str(entry.values.get("arxiv_version") or 1)
    entry.spans.append(("submitted", *history.span()))
    for field, number in (("submitted", "1"), ("updated", version if version != "1" else "")):
        if number in days:
            set_day(entry, field, days[number], *history.span())


def read_bare(entry: Entry, text: str, head: re.Match[str], stop: int, ended: bool) -> None:
    """Read title and names, a line each, before or after the dates, and the abstract after both."""
    found = ABSTRACT.search(text, head.end(), stop)
    if found and not ended and len(lines_of(BUTTON.sub("", text[head.end() : found.start()]), 0, stop)) > FEW:
        found = None
    border = found.start() if found else stop
    dates = DATES.search(text, head.start(), head.end())
    front = re.match(FRONT, head[0])
    start = head.start() + (front.end() if front else 0)
    before = bool(dates) and BEFORE.match(text, start) is not None
    lines = lines_of(text, start, dates.start()) if dates and before else lines_of(text, head.end(), border)
    lines = [line for line in lines if not NO_LINE.match(BULLET.sub("", line.text))]
    if before and found and len(lines) == 1:
        lines += lines_of(text, head.end(), border)
    title, names = (*lines, None, None)[:2]
    if not title or BUTTON.match(title.text) or BRACKETED.fullmatch(title.text) or title.text in NO_TITLES:
        return
    if not before and not found and is_run_together(text, lines):
        message = "title, authors, abstract: the text does not show where each begins"
        entry.faults.append(Fault(Code.BAD_FIELD, title.start, stop, message))
        return
    named = AUTHORS.sub("", BULLET.sub("", names.text), count=1) if names else ""
    if names and not (NUMBERED.match(names.text) or BUTTON.match(names.text)) and are_names(named):
        set_names(entry, named, names.start, names.end)
    elif dates and before and "(" in dates[0][:2]:
        return
    set_text(entry, "title", BULLET.sub("", title.text).strip("*_ "), title.start, title.end)
    if buttons := BUTTON.search(text, head.end(), border):
        entry.spans.append(("label", buttons.start(), border if found else buttons.end()))
    if found:
        if "arxiv_id" not in entry.values and (article := re.search(ARTICLE, text[head.end() : border])):
            entry.values["arxiv_id"] = article[1]
            entry.spans.append(("arxiv_id", head.end() + article.start(), head.end() + article.end()))
        set_abstract(entry, text, border, stop, ended)
        return
    after = lines_of(text, head.end(), stop) if before else lines[2 if "authors" in entry.values else 1 :]
    while after and BUTTON.match(after[0].text):
        entry.spans.append(("label", after[0].start, after.pop(0).end))
    if not after:
        return
    start, end = after[0].start, stop
    if not ended:
        blank = BLANK.search(text, start, stop)
        end = blank.start() if blank else stop
        quoted = before and dates and "(" in dates[0][:2]
        directly = "\n\n" not in text[names.end if names and not before else head.end() : start]
        if not (directly or quoted) or not is_abstract(text[start:end]):
            return
    set_abstract(entry, text, start, end, ended)


def is_run_together(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines after the dates were wrapped, and do not show where title, names and abstract part."""
    if len(lines) <= FEW or max(len(line.text) for line in lines[2:]) > WIDEST:
        return False
    parted = text.count("\n", lines[0].end, lines[1].start) > 1
    return not parted and (not has_names(lines[1].text) or has_names(lines[2].text))


def is_abstract(text: str) -> bool:
    """Whether a paragraph without a label is long enough, and is one; of a note somebody ends the lines."""
    return len(text.split()) >= PROSE and not NO_PROSE.search(text) and "\n" not in unwrap(text.strip())


def are_names(text: str) -> bool:
    """Whether a line may be the names of authors."""
    names, _ = read_people(NOT_SHOWN.sub("", text))
    return all(map(NAME.fullmatch, names)) and any(" " in name or not name.isascii() for name in names)


def value_end(text: str, at: int, stop: int, other: re.Pattern[str] = VALUE_END) -> int:
    """Return where a value of the head ends, at the latest where `other` begins."""
    return min((found.start() for each in (VALUE_END, other) if (found := each.search(text, at, stop))), default=stop)


def set_text(entry: Entry, field: str, value: str, start: int, end: int) -> None:
    """Put a text into a field; the identifier that a page's name has before its title is no part of it."""
    value = NAMED.sub("", value) if field == "title" else value
    entry.values[field] = read_latex(value) or None
    entry.spans.append((field, start, end))


def set_names(entry: Entry, text: str, start: int, end: int) -> None:
    """Read the names in a text, without the label; a text that shows the hidden names leaves none out."""
    names, omitted = read_people(NOT_SHOWN.sub("", join(AUTHORS.sub("", text, count=1))).rstrip(". "))
    entry.values["authors"] = names
    entry.values["authors_omitted"] = omitted if len(names) <= SHOWN else 0
    entry.spans.append(("authors", start, end))


def set_names_by(entry: Entry, text: str, start: int, end: int) -> None:
    """Read whom a paper is by in the sentence of a button: the first name and how many more, or all names."""
    _, by, names = squeeze(text[start:end]).rpartition(", by ")
    if by:
        others = OTHER_AUTHORS.search(names)
        set_names(entry, OTHER_AUTHORS.sub("", names), start, end)
        entry.values["authors_omitted"] = read_count(others[1]) if others else 0


def set_abstract(entry: Entry, text: str, start: int, stop: int, ended: bool) -> None:
    """Read the abstract between two offsets, with or without its label; only its first paragraph if its end is not."""
    label = ABSTRACT.match(text, start, stop)
    at = label.end() if label else start
    found = None if ended else BLANK.search(text, at, stop)
    stop = found.start() if found else stop
    prose = unwrap(re.sub(r"^>[ ]?", "", text[at:stop], flags=re.MULTILINE).strip())
    whole = ended or (SENTENCE_END.search(prose) and not prose.endswith(CUT))
    field = "abstract" if whole else "excerpt"
    set_text(entry, field, prose, start, len(text[:stop].rstrip()))


def prose_start(text: str, start: int, stop: int) -> int:
    """Return where the abstract begins after its label between two offsets; the first of them if it has none."""
    found = ABSTRACT.search(text, start, stop)
    return found.end() if found else start
