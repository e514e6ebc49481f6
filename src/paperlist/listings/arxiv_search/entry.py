"""One search result: its parts are read in their order, each by the function of its rule of the grammar."""

import re
from collections.abc import Callable

from paperlist.arxiv import CATEGORY, DOI, ID, PAGE, REMARK
from paperlist.diagnostics import Code
from paperlist.fields import letters, read_day, read_month, read_version
from paperlist.listings import Entry, Fault, no_such_date
from paperlist.listings.arxiv_search.anchors import NOT_FOUND
from paperlist.listings.arxiv_search.authors import names_end, names_start, parse_authors
from paperlist.listings.arxiv_search.outline import Outline, Skip, Wait, unexpected_text
from paperlist.listings.arxiv_search.remarks import parse_remarks
from paperlist.listings.arxiv_search.title import parse_title
from paperlist.listings.layout import SENTENCE_END, WIDEST, unwrap
from paperlist.listings.people import OTHER_LABEL
from paperlist.tex.accents import read_latex

CATEGORIES = re.compile(CATEGORY)
DOIS = re.compile(DOI)  # "10.1103/PhysRevLett.106.030801"

MORE = re.compile(r"▽\s*+(?:(?:[Ss]ee|[Ss]how|[Rr]ead) more|[Mm]ore)(?:[\])]|\s*+\(\)|)")
LESS = re.compile(r"△\s*+(?:(?:[Ss]ee|[Ss]how|[Rr]ead) less|[Ll]ess)(?:[\])]|\s*+\(\)|)")
MORE_BY_PLACE = re.compile(
    r"(?:(?<=[…⋯])|(?<=\.\.)|(?<=[….][\])]))[^\w\n]{0,8}\n?[^\w\n]{0,8}"
    r"(?:(?:[Ss]ee|[Ss]how|[Rr]ead) more|More|(?<=[\[(])more(?=[\])]))(?!\w)[^\w\n]{0,4}|\n\S{1,12} More *(?=\n)|"
    r"(?<=[….])[ ]?\[(?:…|\.\.\.)\](?=[\s\]*_]*\Z)"
)
LESS_BY_PLACE = re.compile(
    r"(?<=[.!?…)\]$\"'”’\s])(?:[^\w\s.!?…)$\"'”’]{0,3}|(?<=\n)\S{1,12})\s?"
    r"(?:(?:[Ss]ee|[Ss]how|[Rr]ead) less|Less|(?<=[\[(])less(?=[\])]))[^\w\n]{0,4}\Z"
)
MORE_LAST = re.compile(
    r"\s(?:(?:[^\w\s]{1,3}|[vV])\s?More\W{0,4}|▽|\([Mm]ore\)|\[[Mm]ore\])\Z"
    r"|(?<=[.!?…])\s{1,3}(?:More|(?:[Ss]ee|[Ss]how|[Rr]ead) more)\Z"
)
"""`v More`, `? More`, `(more)` at an abstract's end: the triangle was lost, and nothing follows it."""
MARK_LINES = re.compile(r"(?:\n[^\w\n$.!?…]{0,8})+\Z")
"""Lines with nothing but marks, at the end of a text."""
MARKS = 40
"""So many characters of marks are looked for."""
SAME_WORDS = 0.8
"""What shows so great a part of its words in another text is part of it."""
PREVIEW = 800
"""A preview has fewer characters (the template stops at 400 but may not cut inside math)."""
CUT_LENGTH = (200, 500)
"""What lost its mark and its ellipsis has so many characters."""
SHORT = 20
"""So few characters may be the same in two texts by chance."""
ELLIPSIS = r"(?:\.{2,6}|\. \. \.|[…⋯]|\[(?:\.\.\.|…)\]|\((?:\.\.\.|…)\))"
DOTS = re.compile(rf"\A{ELLIPSIS}\s*|\s*{ELLIPSIS}(?:\s?\[(?:…|\.\.\.)\])?\Z")
"""How a tool may write the ellipsis at the ends of a preview."""
LOST_SIGN = "?"
LOST_DOTS = re.compile(r"\A\?\s*(?=\w)|(?<=[\w\s])\?\s*\Z")
"""`? More` shows that what is not ASCII became a question mark, so that the ellipsis did."""
NAMED_ID = re.compile(rf"(?:{PAGE}|(?i:arxiv(?: id)?)\s?:\s?)({ID})(?!\d)")
"""`- Link: https://arxiv.org/abs/2401.00001`, `arXiv ID: 2401.00001` among other labels."""
LINK = r"(?:URL|Link) ?: <?https?://"
LINK_BELOW = re.compile(rf"\s*\n(?:[-*•+◦] )?{LINK}{PAGE}({ID})(?:v\d+)?\S*")
"""The same right below an abstract."""
HEADING = 60
"""A heading between entries has fewer characters."""
END_OF_ABSTRACT = re.compile(
    rf"\n[-=*_~]{{3,80}}[ ]*(?=\n|\Z)|\n{LINK}"
    rf"|\n[^\w\n]{{0,4}}(?:{REMARK})\s*:|\n[-*•+◦][ ][A-Z][\w /]{{1,30}}:\s"
    rf"|(?<=[^\n]{{{WIDEST}}}[.!?])\n\s*\n(?=[^\n]{{1,{HEADING - 1}}}(?<![.,;:])\n)"
)
"""What ends an abstract that no dates follow: a rule, the label of a remark, `- URL: …`, or
a heading if the abstract is a long line."""
WORD = re.compile(r"\S+")

LISTED = (("submitted", 1, 1, read_day), ("announced", 3, 0, read_month))
LISTED_TWICE = (("updated", 1, 1, read_day), ("submitted", 2, 2, read_day), ("announced", 3, 0, read_month))
LISTED_DAYS = (("updated", 1, 1, read_day), ("submitted", 2, 0, read_day))
"""The fields of a formula of dates: the group of each, the group that its text ends with (0: all), what reads it."""
DATES_BEGIN = re.compile(r"\s*(Submitted\s[^;\n]{6,40};[^;]{0,60};?)\s*\Z")  # "Submitted 8 March, 2021;", and no more
BOTH_DAYS = re.compile(
    r"Submitted\s+([^;]{6,40});\s*v1\s+submitted\s+([^;]{6,40});"
)  # "Submitted 17 January, 2024; v1 submitted 10 January, 2024;": without "v1", which day it is depends on what follows
CUT = "the paper breaks off here"

AGAIN = re.compile(r"\s*(?:-\s+)?")
HAS_WORD = re.compile(r"\w")

Dates = tuple[tuple[str, int, int, Callable[[str], str | None]], ...]


def parse_entry(outline: Outline, final: bool) -> Entry | Skip | Wait:
    """Read the entry of an outline; `final` says that nothing follows the window."""
    text, dates, entry = outline.text, outline.dates, Entry(outline.start, outline.first, {})
    # 1. The head.
    end = parse_head(outline, entry)
    if not outline.is_claimed and not has_own_title(outline, entry):
        return Skip(dates.end() if dates else outline.stop)
    # 2. Authors and abstract.
    end, closed = parse_body(outline, end, entry)
    # 3. Dates and remarks.
    if dates:
        if HAS_WORD.search(text, end, dates.start()):
            entry.faults.append(unexpected_text(text, end, dates.start()))
        end = parse_dates(dates, LISTED_TWICE if dates[2] else LISTED, entry)
    tail = parse_remarks(outline, end, final, entry)
    if tail is not None and dates and not outline.labelled:
        end, tail = tail, skip_repetition(text, entry.start, tail, final)
        entry.spans.append(("mark", end, tail or end))
    if tail is None:
        return Wait(entry.start)
    entry.end = tail if dates else check_end(outline, tail, closed, final, entry)
    return entry


def has_own_title(outline: Outline, entry: Entry) -> bool:
    """Whether an entry has a title that is not on the line of its dates: "My note: Submitted …" is none."""
    ends = [end for field, _, end in entry.spans if field == "title"]
    return bool(ends and (not outline.dates or "\n" in outline.text[ends[0] : outline.dates.start()]))


def parse_head(outline: Outline, entry: Entry) -> int:
    """Read id line, title and names without a label; return where they end."""
    text = outline.text
    end = min(outline.authors, outline.abstract, outline.stop)
    stop = names = before_mark(text, outline.body, end)
    if outline.id_line:
        parse_id_line(text, outline.id_line, entry)
    if not outline.labelled and outline.abstract < NOT_FOUND:
        names = names_start(text, outline.body, stop)
    title = parse_title(outline, names, entry)
    if title is None and not outline.id_line:
        # The label is before `first` where another entry's label, at a line's start, was preferred.
        entry.start = min(outline.first, end)
        entry.faults.append(Fault(Code.TRUNCATED, entry.start, end, "the beginning of the paper is missing"))
    elif title is not None and not outline.id_line:
        entry.start = title
    if entry.spans and entry.spans[0][1] > entry.start:
        entry.spans.append(("mark", entry.start, entry.spans[0][1]))
    if title is not None and names < stop:
        end = parse_authors(text, names, names, stop, entry)
        entry.faults.append(Fault(Code.AMBIGUOUS, names, end, "the authors have no label; names follow the title"))
    return end


def parse_body(outline: Outline, end: int, entry: Entry) -> tuple[int, bool]:
    """Read authors and abstract after a head that ends at `end`.

    Returns:
        Where they end, and whether a mark of the page ends them.
    """
    text, abstract, prose, stop = outline.text, outline.abstract, outline.prose, outline.stop
    if outline.labelled:
        names_stop = before_mark(text, outline.names, min(abstract, stop))
        if other := OTHER_LABEL.search(text, outline.names, names_stop):
            entry.faults.append(unexpected_text(text, other.start(), names_stop))
            ids = {found[1] for found in NAMED_ID.finditer(text, other.start(), names_stop)}
            if len(ids) == 1:
                entry.values.setdefault("arxiv_id", ids.pop())
            names_stop = other.start()
        elif abstract == NOT_FOUND and (names_stop := names_end(text, outline.names, stop)) < stop:
            abstract = prose = find_unlabelled_abstract(text, names_stop, stop, entry)
        end = parse_authors(text, outline.authors, outline.names, names_stop, entry)
    if abstract < NOT_FOUND:
        stop = stop if outline.dates else before_heading(text, prose, before_others(text, abstract, prose, stop))
        end, closed = parse_abstract(text, abstract, (prose, stop), entry)
        if below := LINK_BELOW.match(text, end):
            entry.values.setdefault("arxiv_id", below[1])
            entry.spans.append(("arxiv_id", end, below.end()))
            return below.end(), closed
        return end, closed
    return end, False


def parse_id_line(text: str, found: re.Match[str], entry: Entry) -> None:
    """Read identifier, version, categories and DOIs."""
    values, spans = entry.values, entry.spans
    values["arxiv_id"] = found["id"]
    spans.append(("arxiv_id", found.start(), found.end("id")))
    if found["formats"]:
        spans.append(("mark", *found.span("formats")))
    if version := read_version(found["version"]):
        values["arxiv_version"] = version
    if found["categories"]:
        values["categories"] = [name.replace("\n", "") for name in CATEGORIES.findall(found["categories"])]
        spans.append(("categories", found.start("categories"), found.end("categories")))
    if found["bracketed"]:
        spans.append(("categories", *found.span("bracketed")))
        values.setdefault("categories", CATEGORIES.findall(found["bracketed"]))
    if found["dois"]:
        values["doi"], *values["other_dois"] = (doi.replace("\n", "") for doi in DOIS.findall(found["dois"]))
        start, end = found.span("dois")
        spans.append(("doi", start, end))
        if not text[end : end + 1].isspace():
            message = f"nothing separates DOI and title; the DOI was taken to be {values['doi']}"
            entry.faults.append(Fault(Code.AMBIGUOUS, start, end, message))


def find_unlabelled_abstract(text: str, start: int, stop: int, entry: Entry) -> int:
    """Return the place of an abstract without its label, `NOT_FOUND` if it begins no line; report the loss."""
    at = start + len(text[start:stop]) - len(text[start:stop].lstrip())
    if "\n" not in text[start - 1 : at]:
        entry.faults.append(unexpected_text(text, at, stop))  # a last name may be before it
        return NOT_FOUND
    line_end = text.find("\n", at, stop)
    message = "the abstract has no label; it was taken to begin after the authors"
    entry.faults.append(Fault(Code.AMBIGUOUS, at, line_end if line_end >= 0 else stop, message))
    return at


def parse_abstract(text: str, label: int, prose: tuple[int, int], entry: Entry) -> tuple[int, bool]:
    """Read a preview, the whole, or both, between the two offsets `prose`; their label is at `label`.

    Returns:
        Where they end, and whether a mark of the page ends them.
    """
    start, stop = prose[0], before_mark(text, prose[0], prose[1])
    # 1. The marks, and what is between them.
    more = find_more(text, start, stop)
    begin = more.end() if more else start
    less = find_less(text, begin, stop)
    if less:
        value, end = text[begin : less.start() - (text[less.start() - 1] in "[(")].strip(), less.end()
    else:
        value = text[begin:stop].rstrip()
        end = begin + len(value)
        value = value.lstrip()
    # 2. Which of them is the whole.
    field, closed = "abstract", less is not None
    if more:
        entry.spans.append(("excerpt", label, begin))
        shown = text[start : more.start()].strip().rstrip("[(").rstrip()
        if not is_whole(shown, value):
            field, closed = "excerpt", closed or not HAS_WORD.search(value)
            if not value:
                end = less.end() if less else begin
            elif letters(shown).startswith(letters(value)):
                entry.spans.append(("excerpt", begin, end))
            else:
                entry.faults.append(unexpected_text(text, begin, end))
            if LOST_SIGN in more[0]:
                shown = LOST_DOTS.sub("…", shown)
            value = DOTS.sub("…", shown)
            value += "" if SENTENCE_END.search(value) else "…"  # the page ends each preview so
    else:
        value = undouble(value)
        if DOTS.search(value):
            field, value = "excerpt", DOTS.sub("…", value)
        if not less and CUT_LENGTH[0] < len(value) < CUT_LENGTH[1] and value[-1].isalpha():
            message = f"the abstract ends within a sentence, as a preview does: {value[-MARKS:]!r}"
            code = Code.TRUNCATED if field == "excerpt" else Code.DOUBTFUL
            entry.faults.append(Fault(code, start, end, message))
    if not more or field == "abstract":
        entry.spans.append((field, begin if more else label, end))
    value = value.removeprefix("[ ").lstrip()  # of pandoc's "[ …]{.abstract-full}"
    entry.values[field] = read_latex(unwrap(value)) or None
    return end, closed


def before_others(text: str, label: int, start: int, stop: int) -> int:
    """Return where an abstract that no dates follow ends: before a rule, a remark, or the next item of its list."""
    item = text[text.rfind("\n", 0, label) + 1 : label]
    ends = [END_OF_ABSTRACT.search(text, start, stop)]
    if item.strip() and not HAS_WORD.search(item):
        ends.append(re.compile(rf"\n{re.escape(item)}(?=[^\W\d_])").search(text, start, stop))
    return min((found.start() for found in ends if found), default=stop)


def before_heading(text: str, start: int, stop: int) -> int:
    """Return where a short line without a stop begins that is a paragraph after a sentence, or `stop`: a heading."""
    end = start + len(text[start:stop].rstrip())
    at = text.rfind("\n\n", max(start, end - HEADING), end)
    if at < 0 or "\n" in text[at + 2 : end] or SENTENCE_END.search(text[at:end]):
        return stop
    return at if SENTENCE_END.search(text[start:at].rstrip()) else stop


def before_mark(text: str, start: int, end: int) -> int:
    """Return where the lines of marks begin that are last between two offsets, or `end`: the bullet of what follows."""
    found = MARK_LINES.search(text, max(start, end - MARKS), end)
    return found.start() if found else end


def find_more(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the mark between the preview and the whole of an abstract, by its triangle or its place."""
    if (at := text.find("▽", start, stop)) >= 0 and (more := MORE.match(text, at)):
        return more
    for more in MORE_BY_PLACE.finditer(text, start, min(stop, start + 2 * PREVIEW)):
        rest = text[more.end() : stop]
        if not rest.strip() or is_whole(text[start : more.start()], rest, least=SHORT):
            return more
    return MORE_LAST.search(text, max(start, stop - MARKS), stop)


def find_less(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the mark after the whole of an abstract, by its triangle or its place: it comes last."""
    if (at := text.find("△", start, stop)) >= 0 and (less := LESS.match(text, at)):
        return less
    stop = start + len(text[start:stop].rstrip())
    return LESS_BY_PLACE.search(text, max(start, stop - len("see less") - MARKS), stop)


def is_whole(shown: str, text: str, least: int = 0) -> bool:
    """Whether a text is the whole of which another shows a part: it holds that, or nearly all words of it.

    A part of fewer letters than `least` says nothing.
    """
    part, whole = letters(shown), letters(text)
    if len(part) < least or not whole:
        return False
    if part in whole:
        return True
    words = [letters(word) for word in shown.split()]
    known = {letters(word) for word in text.split()}
    return len(whole) > len(part) and sum(word in known for word in words) > SAME_WORDS * len(words)


def undouble(text: str) -> str:
    """Return an abstract once that a page shows twice: short and whole, or whole and whole."""
    value = text.strip()
    bare = "".join(value.split())
    half = len(bare) // 2
    if half and bare[:half] == bare[half:]:
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


def parse_dates(found: re.Match[str], fields: Dates, entry: Entry) -> int:
    """Read the dates of a formula, and return where it ends; a date that does not exist costs itself only."""
    end = found.start()
    for field, group, last, read in fields:
        begin, end = end, found.end(last)
        entry.spans.append((field, begin, end))
        entry.values[field] = value = read(found[group])
        if value is None:
            entry.faults.append(no_such_date(field, found[group], *found.span()))
    return end


def skip_repetition(text: str, start: int, end: int, final: bool) -> int | None:
    """Return where an entry ends that some tools have twice in a row; None if that cannot be known yet."""
    whole = text[start:end].removeprefix("-").lstrip()
    again = AGAIN.match(text, end)
    begin = again.end() if again else end
    if text.startswith(whole, begin):
        return begin + len(whole)
    if not final and len(text) - begin < len(whole) and whole.startswith(text[begin:]):
        return None
    return end


def check_end(outline: Outline, end: int, closed: bool, final: bool, entry: Entry) -> int:
    """Report an entry without dates if it breaks off; return where it ends.

    Args:
        outline: that of the entry.
        end: where its last part ends.
        closed: whether a mark of the page ends its abstract.
        final: whether nothing follows the window.
        entry: what was read of it.
    """
    text, values = outline.text, entry.values
    whole = values.get("abstract") or values.get("excerpt")
    broken = not (whole and (closed or SENTENCE_END.search(whole)))
    if final and (dates := DATES_BEGIN.match(text, end)):
        if days := BOTH_DAYS.match(text, dates.start(1)):
            parse_dates(days, LISTED_DAYS, entry)
        broken, end = True, dates.start(1) + len(dates[1].rstrip())
    elif broken and "abstract" in values:
        values["excerpt"] = values.pop("abstract")  # not the whole of it
    cut = Fault(Code.TRUNCATED, max(outline.floor, text.rfind("\n", 0, end) + 1), end, CUT)
    if broken:
        entry.faults.append(cut)
    elif not any(fault.code is Code.TRUNCATED and fault.end == end for fault in entry.faults):
        entry.cut = cut
    return end
