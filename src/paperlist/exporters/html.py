"""HTML: one page that makes no request, to look at, to search, to print; as `data/page.html.jinja` lays it out.

    record                         page
    all                            how many there are, and a chart of their years
    title                          a heading, linked to the paper's address; formulas in Unicode, TeX's styles as such
    authors                        ten of them, the rest unfolds; how many no listing names
    venue, journal, date, updated  a line beneath
    categories, tasks              chips, and filters with year and venue
    arxiv_id, doi, repository      links: arXiv, PDF, DOI, Code with its stars
    abstract, excerpt              unfolds
    key                            unfolds with the BibTeX, which is `bib`'s without the abstract; `#paper-KEY` is the
                                   place of the paper in the page
    withdrawn, a lost title        marks
    sources, completed             marks where there are several, or any; each line that was read, in "Details"
    all else                       "Details"
    for reference managers         COinS, as `_coins` says

Nothing but `http:` and `https:` becomes a link. The page's own style and script are allowed by their hashes, and no
others: whatever got in from a listing would not run.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from paperlist.cleanup.unicode import harmless
from paperlist.data import read_text
from paperlist.exporters import _bibtex, _coins, _order, _reference, _shown
from paperlist.exporters._order import CLASS_NAMES
from paperlist.exporters.bib import DIALECT
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from paperlist.tex.unicode import formula
from paperlist.works import printed_venue

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "a page to look at, search and print, for a browser"
EXTENSIONS = ("html", "htm")
ALIASES = ("page",)

SHOWN_AUTHORS: Final = 10
WIDEST_CHART: Final = 60
"""So many bars a chart has at most; of a longer time each is of several years."""
LOWEST_BAR: Final = 1.5
"""Of a hundred: one paper among thousands can still be seen."""
STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MONTHS: Final = (
    "January February March April May June July August September October November December"  # of the page's language
).split()
TAGS: Final = {
    "emph": "em",
    "textit": "i",
    "textbf": "b",
    "textsc": "small",
    "texttt": "code",
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
ROWS: Final = {
    "Comments": "comments",
    "Editors": "editors",
    "Volume": "volume",
    "Number": "number",
    "Pages": "pages",
    "Publisher": "publisher",
    "Institution": "institution",
    "Series": "series",
    "Edition": "edition",
    "Chapter": "chapter",
    "ISBN": "isbn",
    "ISSN": "issn",
    "Language": "language",
    "Other keys": "keys",
}
"""What "Details" says under which label, beside the remarks that all references have."""
SHOWN_ELSEWHERE: Final = frozenset({"Excerpt", "Code", "Stars", "Authors not listed", "Updated", "Dated"})


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield the page in pieces, once all papers are known: it begins with their number."""
    listed = list(papers)
    style, script = read_text("page.css"), read_text("page.js")
    dates = [_reference.published(paper, options) for paper in listed]
    page = template().stream(
        style=style,
        script=script,
        style_hash=digest(style),
        script_hash=digest(script),
        count=len(listed),
        chart=chart([date[:4] for date in dates if date]),
        facets=facets(listed, dates),
        has_stars=any(paper.stars is not None for paper in listed),
        has_abstracts=options.abstract and any(paper.abstract or paper.excerpt for paper in listed),
        papers=(view(paper, date, options) for paper, date in zip(listed, dates, strict=True)),
    )
    page.enable_buffering(PIECE)
    return page


PIECE: Final = 500
"""So many parts of the page are written at once."""


@cache
def template() -> "Template":
    """Return the page's template, in which whatever is filled in is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(read_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"rich": rich, "day": day, "lines": "\n".join}
    return environment.get_template("page.html.jinja")


def digest(text: str) -> str:
    """Return what a content security policy calls a style or script by."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


# ---- What is above the papers ---------------------------------------------------------------------------------------


def chart(years: list[str]) -> list[dict[str, Any]]:
    """Return a bar for each year from the first to the last, or for several years where they are too many."""
    if not years:
        return []
    counts = Counter(map(int, years))
    first, last = min(counts), max(counts)
    step = next((step for step in STEPS if (last - first) // step < WIDEST_CHART), 1000)
    starts = range(first - first % step, last + 1, step)
    heights = [sum(counts[year] for year in range(start, start + step)) for start in starts]
    return [
        {
            "year": f"{start:04}" if step == 1 else "",
            "label": f"{start:04}" if step == 1 else f"{start:04}–{start + step - 1:04}",
            "place": place,
            "count": height,
            "height": max(LOWEST_BAR, round(100 * height / max(heights), 2)) if height else 0,
        }
        for place, (start, height) in enumerate(zip(starts, heights, strict=True))
    ]


def facets(papers: "list[Paper]", dates: list[str | None]) -> list[dict[str, Any]]:
    """Return what papers can be filtered by: each with its values, how they are shown, and of how many papers."""
    found = {
        "year": Counter(date[:4] for date in dates if date),
        "venue": Counter(filter(None, map(venue, papers))),
        "category": Counter(clean(each) for paper in papers for each in dict.fromkeys(paper.categories)),
        "task": Counter(clean(each) for paper in papers for each in dict.fromkeys(paper.tasks)),
    }
    return [
        {
            "name": name,
            "options": [
                {
                    "value": value,
                    "label": f"{value} {CLASS_NAMES.get(value, '')}".rstrip(),
                    "count": counts[value],
                }
                for value in sorted(counts, key=lambda value: (value.casefold(), value), reverse=name == "year")
                if value
            ],
        }
        for name, counts in found.items()
        if any(counts)
    ]


def venue(paper: "Paper") -> str:
    """Return where a paper appeared, as it is filtered by; empty if nobody says so."""
    return clean(printed_venue(paper.venue or "") or paper.journal or "")


# ---- A paper ---------------------------------------------------------------------------------------------------------


def view(paper: "Paper", date: str | None, options: "Options") -> dict[str, Any]:
    """Return what the template shows of a paper."""
    shown, omitted = _reference.shown_authors(paper, options)
    links = _shown.links(paper)
    placed = _reference.identifiers(paper)[2]
    title_page = _shown.main_page(paper)
    key = clean(paper.key)
    abstract = paper.abstract or paper.excerpt or ""
    where = _reference.container(paper)[0]
    return {
        "key": key,
        "anchor": "paper-" + "-".join(key.split()),
        "title": _reference.headline(paper),
        "address": title_page,
        "authors": shown[:SHOWN_AUTHORS],
        "more_authors": shown[SHOWN_AUTHORS:],
        "omitted": omitted,
        "first_author": _order.first_author(paper),
        "where": clean(where or ""),
        "venue": venue(paper),
        "date": date or "",
        "year_in_words": _reference.stated_year(paper),
        "updated": paper.updated if paper.updated != date else None,
        "categories": [clean(each) for each in paper.categories],
        "tasks": [clean(each) for each in paper.tasks],
        "stars": paper.stars,
        "links": list(links.items()),
        "marks": list(marks(paper).items()),
        "abstract_label": "Abstract" if paper.abstract else "Excerpt",
        "abstract": [text for text in map(clean, abstract.split("\n\n")) if text] if options.abstract else [],
        "bibtex": harmless(_bibtex.format_entry(paper, replace(options, abstract=False), DIALECT)),
        "details": [(label, text) for label, text in details(paper, date, options, placed, links) if text],
        "sources": [f"{clean(source.place.whole)} ({clean(source.format)})" for source in paper.sources],
        "coins": _coins.context_object(paper, options, title_page),
    }


def marks(paper: "Paper") -> dict[str, str]:
    """Return what a reader should know of a record, and what the page says of it."""
    texts = {
        "withdrawn": "withdrawn",
        "untitled": "title not listed",
        "merged": f"merged from {len(paper.sources)} entries",
        "completed": "completed from an index",
    }
    return {mark: texts[mark] for mark in _shown.marks(paper)}


def details(
    paper: "Paper", date: str | None, options: "Options", placed: set[str], links: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield a label and a text for all that has no place of its own in the page; the text may be empty."""
    for label, field in ROWS.items():
        value = getattr(paper, field)
        yield label, clean("; ".join(value) if isinstance(value, tuple) else value or "")
    for remark in chain(
        _reference.container(paper)[1], _reference.remarks(paper, options, date, without=placed | SHOWN_ELSEWHERE)
    ):
        label, _, text = remark.partition(": ")
        yield label, clean(text)
    if paper.repository and "Code" not in links:
        yield "Code", clean(paper.repository)
    if paper.url and not _shown.link(paper.url):
        yield "Address", clean(paper.url)
    for field, filled in (paper.completed or {}).items():
        yield "Completed", clean(f"{field.replace('_', ' ')}, from {filled.file}:{filled.line} ({filled.rule})")


# ---- Text ------------------------------------------------------------------------------------------------------------


def rich(text: str) -> "Markup":
    """Return a text in one line as HTML: formulas in Unicode, styles as elements, everything else escaped."""
    from markupsafe import Markup, escape

    out: list[str] = []
    ends: list[str] = []
    for kind, value in pieces(text):
        if kind is Kind.OPEN:
            out.append(f"<{TAGS[value]}>")
            ends.append(f"</{TAGS[value]}>")
        elif kind is Kind.CLOSE:
            out.append(ends.pop())
        else:
            out.append(escape(clean(formula(value)) if kind is Kind.MATH else value))
    return Markup("".join(out))


def day(date: str) -> str:
    """Return `2024-01-10` as `10 January 2024`, in the precision known."""
    year, *rest = date.split("-")
    return " ".join([*(str(int(part)) for part in rest[1:]), *(MONTHS[int(part) - 1] for part in rest[:1]), year])
