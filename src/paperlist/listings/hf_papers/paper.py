"""The page of one paper, around the heading of its abstract."""

import re
from typing import Final

from paperlist.arxiv import ID
from paperlist.diagnostics import Code
from paperlist.listings import Entry, Fault
from paperlist.listings.hf_papers.titles import is_title
from paperlist.listings.hf_papers.values import DATE, NUMBER, PAGE_TEXT, after_page_text, read_date, text_of
from paperlist.listings.layout import find_paragraphs, join, join_nodes, strip
from paperlist.listings.people import read_people
from paperlist.tex.accents import read_latex

ID_LINE = re.compile(rf"(?:^|(?<=Papers ))[ ]*arxiv:(?P<id>{ID})(?:\s+Copy markdown)?\s", re.MULTILINE)
PUBLISHED = re.compile(rf"Published on {DATE}")
BELOW_TITLE = re.compile(r"^(?:#\d+ Paper of the day|Upvote\s*\d*|[·\[])[ ]*$", re.MULTILINE)
PAGE_TITLE = re.compile(r"\bPaper page - ([^\n]{1,400}?)[\"']?[ ]*$", re.MULTILINE)
"""How the page names itself, in the head of a note."""
AUTHORS = re.compile(r"(?:^|(?<=\s))Authors:\s")
MISSING = re.compile(r"(?:\A|,)\s*,")
"""A comma without a name before it: tools drop buttons, which the names of members are on."""
ABSTRACT = re.compile(r"Abstract(?<!\SAbstract)(?:[ ]*\n(?:-{3,}[ ]*\n)?(?P<line>)|\s)")
SEPARATED = re.compile(r"([^\w\s])[ ]?Abstract[ ]?\1")
"""A heading between two marks, of a text in which a mark is between all that the page shows."""
HEADING = re.compile(r"^[ ]*Abstract[ ]*$", re.MULTILINE)
SUMMARY_END = re.compile(r"\bAI-generated summary\b")
PAGE_END = re.compile(
    rf"\[?(?P<sure>View arXiv page)(?![a-z])"
    rf"(?:\s*\[?(?:View\s+PDF|Project page|GitHub(?:\s+{NUMBER})?|Add to collection))*"
    r"|^[ ]*Community(?=[ ]*$)",
    re.MULTILINE,
)
CITED = re.compile(rf"\bCite arxiv\.org/abs/(?P<id>{ID}) in a\b[^\n]*")
LONGEST_PAGE, LONGEST_HEAD, LONGEST_SUMMARY = 40_000, 4000, 500
MENU: Final = "Papers"
"""The line above the identifier."""
SHORT = 60
"""So many characters of a paragraph tell whether it is said again."""
HEAD: Final = 4
"""So many paragraphs are at most between the page's menu and the abstract."""


def find_page(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first paper's page, by the heading of its abstract."""
    at = floor
    while abstract := ABSTRACT.search(text, at):
        at = abstract.end()
        begin = max(floor, text.rfind("\n", 0, max(0, at - LONGEST_HEAD)) + 1)
        known = ID_LINE.search(text, begin, at) or PUBLISHED.search(text, begin, at)
        before = text[text.rfind("\n", 0, abstract.start()) + 1 : abstract.start()]
        if not known and (abstract["line"] is None or before.strip(" ")):
            continue  # a word of prose
        if SEPARATED.match(text, abstract.start() - 1) or SEPARATED.match(text, abstract.start() - 2):
            continue
        end = PAGE_END.search(text, at, at + LONGEST_PAGE)
        if not final and not end and len(text) < at + LONGEST_PAGE:
            return begin
        if not end or HEADING.search(text, at, end.start()):
            continue  # of two headings the later one is the page's
        if entry := read_page(text, begin, abstract, end):
            return entry
    return len(text) if final else max(floor, len(text) - LONGEST_HEAD)


def read_page(text: str, floor: int, abstract: re.Match[str], end: re.Match[str]) -> Entry | None:
    """Read the page around the heading of its abstract; its head begins after `floor`."""
    named = list(ID_LINE.finditer(text, floor, abstract.start()))[-1:]
    begin = named[0].end() if named else floor
    published = PUBLISHED.search(text, begin, abstract.start())
    authors = AUTHORS.search(text, begin, abstract.start())
    cited = CITED.search(text, end.end(), end.end() + LONGEST_PAGE)
    if cited and HEADING.search(text, end.end(), cited.start()):
        cited = None  # it is of the next page
    if not (named or cited or (published and end["sure"])):
        return None
    below = BELOW_TITLE.search(text, begin, abstract.start())
    stop = min(found.start() for found in (published, authors, below, abstract) if found)
    title = strip(text, begin, stop) if named else find_title(text, begin, stop, shown=bool(published or authors))
    if named and not text_of(text, title):
        title = find_title_above(text, floor, named[0].start()) or title
    entry = Entry(title[0], end.end(), {"authors": [], "title": text_of(text, title)}, [("title", *title)])
    if named:
        entry.start = min(title[0], named[0].start())
    elif cited:
        entry.end = cited.end()
    for found in [*named, cited][:1]:
        if found:
            entry.values["arxiv_id"] = found["id"]
            entry.spans.append(("arxiv_id", *found.span()))
    if published:
        read_date(entry, published, "")
    if authors:
        names = text[authors.end() : abstract.start()].strip()
        entry.values["authors"], _ = read_people(names if "," in names else names.replace("\n", ","))
        entry.spans.append(("authors", authors.start(), abstract.start()))
        if MISSING.search(names):
            entry.faults.append(
                Fault(Code.BAD_FIELD, *entry.spans[-1][1:], "authors: a name is missing before a comma")
            )
    entry.values["abstract"] = read_abstract(text, abstract.end(), end) or None
    entry.spans += [("abstract", abstract.start(), end.start()), ("label", *end.span())]
    return entry


def find_title(text: str, begin: int, stop: int, *, shown: bool) -> tuple[int, int]:
    """Return where the title is between two offsets: below the page's menu, or else the last paragraph.

    Where date and authors are not `shown` after it, there may be names in the paragraphs below it.
    """
    pieces = find_paragraphs(text, begin, stop)[-HEAD:] or [(begin, stop)]
    above = after_page_text(text, pieces[0][0], stop)
    below = find_paragraphs(text, above, stop) if above > pieces[0][0] else []
    if not below:
        return strip(text, after_page_text(text, pieces[-1][0], stop), stop)
    return strip(text, below[0][0], stop) if shown else below[0]


def find_title_above(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """Return where the title is above the identifier if it is not below: in the page's name, or a heading."""
    if noted := PAGE_TITLE.search(text, begin, stop):
        return noted.span(1)
    pieces = find_paragraphs(text, begin, stop)
    while pieces and text[slice(*pieces[-1])] == MENU:
        pieces.pop()
    title = text[slice(*pieces[-1])] if pieces else ""
    return pieces[-1] if is_title(title) and "\n" not in title and not PAGE_TEXT.fullmatch(title) else None


def read_abstract(text: str, start: int, end: re.Match[str]) -> str:
    """Return the abstract, without the summary before it, whose label some tools lose with the links to the paper."""
    summary = SUMMARY_END.search(text, start, end.start())
    paragraphs = join_nodes(text[summary.end() if summary else start : end.start()])
    if not summary and not end["sure"]:
        paragraphs = paragraphs[0].split("\n") if len(paragraphs) == 1 else paragraphs
        # Whoever submitted the paper often begins the talk about it with its abstract.
        said = HEADING.split(text[end.end() : end.end() + LONGEST_HEAD], maxsplit=1)[0]
        repeated = (number for number, paragraph in enumerate(paragraphs) if paragraph[:SHORT] in said)
        is_summary = len(paragraphs) > 1 and len(paragraphs[0]) < min(LONGEST_SUMMARY, len(paragraphs[1]))
        paragraphs = paragraphs[next(repeated, int(is_summary)) :]
    return read_latex("\n\n".join(map(join, paragraphs)))
