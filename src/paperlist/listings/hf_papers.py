r"""Hugging Face's papers: a paper's page, and the daily, trending and search pages.

page    = ["arxiv:" ID] title ["Published on" DATE] … ["Authors:" names] "Abstract" [summary "AI-generated summary"]
          abstract ("View arXiv page" … | "Community" …) ["Cite arxiv.org/abs/" ID "in a"]
card    = title [text] counts
counts  = [COUNT "authors"] ["·" ["Published on"] DATE [VOTES]] ["Upvote" VOTES] ["GitHub" STARS] ["arXiv Page"]
daily   = "Submitted by" user VOTES title "·" COUNT "authors" [COMMENTS]
DATE    = MONTH DAY ["," YEAR]                      without its year it is of the current one, whichever that was

Two of the counts make a card; one alone does only right after another card. Two layouts of a page show each card once:
the same card twice in a row is one. What a card shows may be the abstract or a machine's summary: an excerpt.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from paperlist.arxiv import ID
from paperlist.diagnostics import Code
from paperlist.fields import read_count, read_day
from paperlist.listings import Entry, Fault, no_such_date
from paperlist.listings.engine import first_of, is_claimed
from paperlist.listings.html import render
from paperlist.listings.layout import LINE, find_paragraphs, join, join_nodes, strip
from paperlist.listings.people import read_people
from paperlist.tex.accents import read_latex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME: Final = "hf-papers"
DESCRIPTION: Final = "Hugging Face papers (a paper's page; daily, trending and search pages)"
EXPLICIT: Final = False
LABELS: Final[Mapping[str, str]] = {"AI-generated summary": r"(?:\n|\Z)", "View arXiv page": r"\b"}

MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
DATE: Final = rf"(?P<month>{MONTH})[ ](?P<day>\d{{1,2}})(?:,[ ](?P<year>\d{{4}}))?(?![\d/])"
NUMBER: Final = r"\d[\d.,]*(?:[a-z](?!rXiv))?"
SAYS_COUNT: Final = r"(?P<omitted>\d{1,5})[ ]authors?\b"

# A paper's page
ID_LINE = re.compile(rf"(?:^|(?<=Papers ))[ ]*arxiv:(?P<id>{ID})(?:\s+Copy markdown)?\s", re.MULTILINE)
PUBLISHED = re.compile(rf"Published on {DATE}")
AUTHORS = re.compile(r"(?:^|(?<=\s))Authors:\s")
ABSTRACT = re.compile(r"Abstract(?<!\SAbstract)(?:[ ]*\n(?P<line>)|\s)")
HEADING = re.compile(r"^[ ]*Abstract[ ]*$", re.MULTILINE)
SUMMARY_END = re.compile(r"\bAI-generated summary\b")
PAGE_END = re.compile(
    rf"\[?(?P<sure>View arXiv page)(?![a-z])"
    rf"(?:\s*\[?(?:View\s+PDF|Project page|GitHub(?:\s+{NUMBER})?|Add to collection))*"
    r"|^[ ]*Community(?=[ ]*$)",
    re.MULTILINE,
)
CITED = re.compile(rf"\bCite arxiv\.org/abs/(?P<id>{ID}) in a\b[^\n]*")
LONGEST_PAGE, LONGEST_SUMMARY = 40_000, 500
HEAD: Final = 4
"""So many paragraphs are at most between the page's menu and the abstract."""

# A card
COUNTS = re.compile(
    rf"""^(?:
      [ •*·-]*+{SAYS_COUNT}(?P<when>\s+·\s+(?:Published\s+on\s+)?{DATE}(?:\s+\d+\b(?![ ]authors))?)?
    | [ ]*·\s+(?:Published\s+on\s+)?{DATE.replace("?P<", "?P<only_")}(?P<votes>\s+\d+\b)?
    | (?=(?:LINK:[ ])?\[?GitHub\s{NUMBER})
    )
    (?P<links>(?:\s*(?:LINK:[ ])?\[?(?:Upvote\s*{NUMBER}|GitHub\s*(?P<stars>{NUMBER})|arXiv\s+Page))*)""",
    re.MULTILINE | re.VERBOSE,
)
CARD_END = re.compile(rf"(?:\d authors?|{MONTH} \d{{1,2}}(?:, \d{{4}})?(?: \d+)?|GitHub\s*{NUMBER}|Page)[ ]*\Z")
DAILY = re.compile(
    rf"""Submitted\ by\s++(?:(?!Submitted\ by)[^\n]){{1,80}}?(?:\s++{NUMBER}\s++|\n[ ]*\n\s*+)
    (?P<title>(?:(?!Submitted\ by)[^·]){{3,400}}?) \s++ (?:[•*-]\s*+)*·\s*+{SAYS_COUNT}(?:\s+\d+\b(?!\ authors))?""",
    re.VERBOSE,
)
LONGEST_CARD, LONGEST_TITLE = 4000, 300
SHORT = 60
"""A text of fewer characters is a title even if it ends with a full stop."""
OTHER_CARD = re.compile(r"(?:\d+|no) code implementations?\b", re.IGNORECASE)
"""How the line below the title of a card of Papers with Code begins."""
AROUND = re.compile(rf"new|AK|by|Subscribe|{NUMBER}|{MONTH} \d{{1,2}}")
"""Lines above a title that other pages have too."""

# Addresses of a saved page
PAPER_ADDRESS = re.compile(rf"(?:(?:^|huggingface\.co)/papers|arxiv\.org/abs)/(?P<id>{ID})")
REPOSITORY = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?$")

PAGE_TEXT = re.compile(
    r"(?:[•*-] *)?(?:Hugging Face|Models|Datasets|Spaces|Docs|Enterprise|Pricing|Log In|Sign Up|TOS|System theme"
    r"|Company|Privacy|About|Website|Community)"
    rf"|Copy markdown|Papers|Reply|\d+ (?:minutes?|hours?|days?|months?) ago|\[[a-z]\]|{MONTH} \d{{1,2}}"
    r"|(?:Daily|Trending) Papers(?: - Hugging Face)?|(?:#+ )?(?:byAK|by AK|by)?(?: ?and the research community)?"
    r"|and the research community|Get trending papers in your email inbox.*|\[?#\d+ Paper of the day.*|Paper submitter"
    rf"|Submitted by.*|Published on {MONTH} \d.*|Upvote *\d*|View arXiv page.*|arXiv Page|See translation"
    r"|Sign up +or +log in +to comment|Edit +Preview|No \w+ linking this paper|hf papers read .*"
    r"|Get this paper in your agent:"
    r"|(?:Models|Datasets|Spaces|Collections) (?:citing|including) this paper.*|Cite arxiv\.org/abs/.*"
)


def find(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first entry at or after `floor`; see `Listing.find`."""
    return first_of([kind(text, floor, final) for kind in (find_page, find_daily, find_card)], len(text), final)


# A paper's page


def find_page(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first paper's page, by the heading of its abstract."""
    at = floor
    while abstract := ABSTRACT.search(text, at):
        at = abstract.end()
        begin = max(floor, text.rfind("\n", 0, max(0, at - LONGEST_CARD)) + 1)
        known = ID_LINE.search(text, begin, at) or PUBLISHED.search(text, begin, at)
        before = text[text.rfind("\n", 0, abstract.start()) + 1 : abstract.start()]
        if not known and (abstract["line"] is None or before.strip(" ")):
            continue  # a word of prose
        end = PAGE_END.search(text, at, at + LONGEST_PAGE)
        if not final and not end and len(text) < at + LONGEST_PAGE:
            return begin
        if not end or HEADING.search(text, at, end.start()):
            continue  # of two headings the later one is the page's
        if entry := read_page(text, begin, abstract, end):
            return entry
    return len(text) if final else max(floor, len(text) - LONGEST_CARD)


def read_page(text: str, begin: int, abstract: re.Match[str], end: re.Match[str]) -> Entry | None:
    """Read the page around the heading of its abstract; its head begins after `begin`."""
    named = list(ID_LINE.finditer(text, begin, abstract.start()))[-1:]
    begin = named[0].end() if named else begin
    published = PUBLISHED.search(text, begin, abstract.start())
    authors = AUTHORS.search(text, begin, abstract.start())
    cited = CITED.search(text, end.end(), end.end() + LONGEST_PAGE)
    if cited and HEADING.search(text, end.end(), cited.start()):
        cited = None  # it is of the next page
    if not (named or cited or (published and end["sure"])):
        return None
    stop = next(found.start() for found in (published, authors, abstract) if found)
    title = strip(text, begin, stop) if named else find_title(text, begin, stop, shown=bool(published or authors))
    entry = Entry(title[0], end.end(), {"authors": [], "title": text_of(text, title)}, [("title", *title)])
    if named:
        entry.start = named[0].start()
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


def read_abstract(text: str, start: int, end: re.Match[str]) -> str:
    """Return the abstract, without the summary before it, whose label some tools lose with the links to the paper."""
    summary = SUMMARY_END.search(text, start, end.start())
    paragraphs = join_nodes(text[summary.end() if summary else start : end.start()])
    if not summary and not end["sure"]:
        paragraphs = paragraphs[0].split("\n") if len(paragraphs) == 1 else paragraphs
        # Whoever submitted the paper often begins the talk about it with its abstract.
        said = text[end.end() : end.end() + LONGEST_CARD]
        repeated = (number for number, paragraph in enumerate(paragraphs) if paragraph[:SHORT] in said)
        is_summary = len(paragraphs) > 1 and len(paragraphs[0]) < min(LONGEST_SUMMARY, len(paragraphs[1]))
        paragraphs = paragraphs[next(repeated, int(is_summary)) :]
    return read_latex("\n\n".join(map(join, paragraphs)))


# Cards


def find_daily(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card of a daily page."""
    found = DAILY.search(text, floor)
    if not found or (not final and found.end() == len(text)):
        return len(text) if final else max(floor, len(text) - LONGEST_CARD)
    title = found.span("title")
    values = {"title": text_of(text, title), "authors_omitted": read_count(found["omitted"])}
    spans = [("label", found.start(), title[0]), ("title", *title), ("authors_omitted", title[1], found.end())]
    return Entry(*found.span(), values, spans)


def find_card(text: str, floor: int, final: bool) -> Entry | int:
    """Return the first card of a trending or search page, both times that it is there."""
    at = floor
    while found := COUNTS.search(text, at):
        if not final and len(text) < found.end() + LONGEST_CARD:
            return max(floor, found.start() - LONGEST_CARD)
        if entry := read_card(text, floor, found):
            again = COUNTS.search(text, entry.end, entry.end + LONGEST_CARD)
            twin = read_card(text, entry.end, again) if again else read_cut_card(text, entry.end)
            if twin and is_same(entry.values, twin.values, cut=twin.cut is not None):
                entry.values = twin.values | entry.values
                entry.spans.append(("label", twin.start, twin.end))
                entry.end, entry.cut = twin.end, twin.cut
            return entry
        at = max(found.end(), found.start() + 1)
    if final:
        return read_cut_card(text, floor) or len(text)
    return max(floor, len(text) - LONGEST_CARD)


def read_card(text: str, floor: int, found: re.Match[str]) -> Entry | None:
    """Read the card before its counts; one of them alone is not enough, but right after another card."""
    said = (found["omitted"], found["when"] or found["only_month"], found["links"] or found["votes"])
    sure = follows_card(text, floor)
    shown = dict(card_texts(text, max(floor, found.start() - LONGEST_CARD), found.start(), sure=sure))
    if not shown or not (sure or is_claimed(*said)):
        return None
    entry = make_card(text, shown, found.end())
    if found["omitted"]:
        entry.values["authors_omitted"] = read_count(found["omitted"])
        entry.spans.append(("authors_omitted", *found.span("omitted")))
    read_date(entry, found, "" if found["month"] else "only_")
    if found["stars"]:
        entry.values["stars"] = read_count(found["stars"])
        entry.spans.append(("stars", *found.span("stars")))
    entry.spans.append(("label", *found.span()))
    return entry


def read_cut_card(text: str, floor: int) -> Entry | None:
    """Read a card right after another one that the end of the text cuts off."""
    if not follows_card(text, floor) or len(text) - floor > LONGEST_CARD:
        return None
    pieces = find_paragraphs(text, floor, len(text))
    shown = dict(card_texts(text, floor, len(text), sure=True))
    if len(pieces) > 2 or "title" not in shown or after_page_text(text, floor, len(text)) > floor:
        return None
    entry = make_card(text, shown, len(text.rstrip()))
    entry.cut = Fault(Code.TRUNCATED, entry.end, entry.end, "the paper breaks off here")
    return entry


def make_card(text: str, shown: dict[str, tuple[int, int]], end: int) -> Entry:
    """Return the entry of a card that shows these fields, each between two offsets."""
    values: dict[str, Any] = {"authors": [], **{field: text_of(text, span) for field, span in shown.items()}}
    return Entry(min(shown.values())[0], end, values, [(field, *span) for field, span in shown.items()])


def is_same(card: dict[str, Any], other: dict[str, Any], *, cut: bool) -> bool:
    """Whether two cards show the same; of a card that breaks off, as far as it goes."""
    shown, text = card.get("excerpt") or "", other.get("excerpt") or ""
    return card.get("title") == other.get("title") and (shown.startswith(text) if cut else shown == text)


def card_texts(text: str, start: int, stop: int, *, sure: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the title and the text between two offsets, by field; a tool may have lost one of them.

    Where it is not `sure` that a card begins after `start` its last two paragraphs or lines are taken.
    """
    begin = after_page_text(text, start, stop)
    pieces = find_paragraphs(text, begin, stop)
    if len(pieces) == 1 and not is_title(text[slice(*pieces[0])]):
        pieces = [found.span() for found in LINE.finditer(text, *pieces[0])]
    if not sure and begin == start:
        pieces = pieces[-2:]
    if pieces and is_title(text[slice(*pieces[0])]):
        yield "title", pieces.pop(0)
    if pieces:
        yield "excerpt", (pieces[0][0], pieces[-1][1])


def is_title(text: str) -> bool:
    """Whether a text may be a title, and not what a card shows of an abstract."""
    text = text.strip()
    if len(text) >= LONGEST_TITLE or text.count("\n") >= 4 or OTHER_CARD.match(text):
        return False
    return not (len(text) > SHORT and text[-1] == ".")


def follows_card(text: str, floor: int) -> bool:
    """Whether the text before `floor` ends with a card."""
    return bool(CARD_END.search(text, text.rfind("\n", 0, floor) + 1, floor))


# Texts


def after_page_text(text: str, start: int, stop: int) -> int:
    """Return where the last line of the page between two offsets ends; the first of them if there is none.

    A line right below one of another text goes on with it: "World⏎Models".
    """
    last = start
    for line in LINE.finditer(text, start, stop):
        if text.count("\n", last, line.start()) == 1 and last > start:
            last = line.end()
        elif PAGE_TEXT.fullmatch(line[0]) or AROUND.fullmatch(line[0]):
            start = last = line.end()
        else:
            last = line.end()
    return start


def text_of(text: str, span: tuple[int, int]) -> str | None:
    """Return the text between two offsets as one line."""
    return read_latex(join(text[slice(*span)])) or None


def read_date(entry: Entry, found: re.Match[str], prefix: str) -> None:
    """Read the date of the first version; a day without its year says nothing."""
    month, day, year = (found[prefix + name] for name in ("month", "day", "year"))
    if not year:
        return
    entry.values["date"] = read_day(f"{day} {month} {year}")
    if entry.values["date"] is None:
        entry.faults.append(no_such_date("date", f"{month} {day}, {year}", *found.span()))
    entry.spans.append(("date", found.start(prefix + "month"), found.end(prefix + "year")))


def find_html(page: "HtmlElement") -> Iterator[Entry]:
    """Return the entries of a saved page: those of its text, with what their links say."""
    rendered = render(page)
    at = 0
    while isinstance(entry := find(rendered.text, at, final=True), Entry):
        at = entry.end
        shown = {}
        for begin, address in rendered.addresses(entry.start, entry.end):
            found = PAPER_ADDRESS.search(address) or REPOSITORY.match(address)
            field = "arxiv_id" if found and found.re is PAPER_ADDRESS else "repository"
            if found and field not in entry.values:
                entry.values[field] = found[1]
                shown[len(entry.spans)] = address
                entry.spans.append((field, begin, begin + 1))
        rendered.place(entry)
        for number, address in shown.items():
            entry.shown[number] = address
        yield entry
