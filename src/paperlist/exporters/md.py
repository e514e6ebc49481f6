r"""Markdown: a list as awesome lists have it, a line a paper, under headings.

    file    = "# Papers" mark list end-mark
    list    = *( heading *line )                    see `_order`
    line    = "- [Title](address) - Authors. *Where*. Links."
    Authors = "Ann Lee, Bo Chen, Cy Dee, et al. (39 authors)"      three, or as many as `max_authors` says
    Where   = "NeurIPS 2023" / "Nature 2015" / "arXiv 2023" / "2023" / "n.d."
    Links   = "[PDF](…), [DOI](…), [Code](…) (120 stars)"

record                     line
title                      the link's text; without one the excerpt's first words in brackets
url, arxiv_id, doi         the first of them is the link's address; without any the title is no link
arxiv_id, doi, repository  links, those that are not the title's
stars                      beside the code
authors, authors_omitted   as above
venue, journal, date       where; see `_reference.container` and `.published`
withdrawn                  a sentence: Withdrawn.
all else                   left to other outputs

Every sign that Markdown would act on has a backslash, so that a title reads as it is listed. A formula stays between
its dollars, which GitHub and others set; where Markdown would take signs of it for its own, it is a code span between
dollars, which they set too. Styles of TeX are left out.

In a file that exists only what lies between the lines `<!-- paperlist -->` and `<!-- /paperlist -->` is replaced.
Headings are one level below the one before the first mark, line ends are that mark's.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from paperlist.exporters import _order, _reference, _shown
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from paperlist.works import is_balanced

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "Markdown, a list to publish"
EXTENSIONS = ("md", "markdown")

SHOWN_AUTHORS: Final = 3
BEGIN, END = "<!-- paperlist -->", "<!-- /paperlist -->"
MARK = re.compile(rb"[ \t]{0,3}<!--[ \t]{0,9}(?P<end>/?)paperlist[ \t]{0,9}-->[ \t]{0,9}")
LINE = re.compile(rb"[^\r\n]*(?P<end>\r\n|\r|\n|\Z)")
LOWEST_HEADING: Final = 6

SPECIAL = re.compile(
    r"[\\`*\[\]<>|~$]"
    r"|_(?!(?<=[A-Za-z0-9]_)[A-Za-z0-9])"  # snake_case is no emphasis
    r"|&(?=#?\w{1,32};)"  # an entity
    r"|(?<!\S)#"  # a heading, and the end of one
    r"|\{(?=[{%:])"  # Jekyll's
    r"|:(?=//)|(?<=\bwww)\."  # links that GitHub makes by itself
)
LINE_START = re.compile(r"\A(?:[+-]|\d{1,9}(?=[.)]))")  # of a line, where a list would begin
PLAIN_MATH = re.compile(r"\$(?:[^\\`*\[\]<>|~&_{:]|\\(?=[A-Za-z])|(?<=[A-Za-z0-9])_|\{(?![{%:]))+\$")
ENTITY = re.compile(r"&(?=#?\w{1,32};)")
ENTITY_OR_BRACKET = re.compile(r"[()]|&(?=#?\w{1,32};)")
BACKSLASH: Final = r"\\\g<0>"
ENDED = re.compile(r"[.!?…]\Z")


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield a file of its own."""
    yield f"# Papers\n\n{BEGIN}\n"
    yield from write_list(papers, options, level=2)
    yield f"{END}\n"


def into(old: bytes) -> "Callable[[Iterable[Paper], Options], Iterator[str | bytes]]":
    """Return what writes a file again that has the two marks, with another list between them.

    Raises:
        ValueError: it has not; the text says what to do.
    """
    begin, end, level = find_marks(old)
    line_end = LINE.match(old, begin)["end"].decode()  # type: ignore[index]
    begin += len(LINE.match(old, begin)[0])  # type: ignore[index]

    def write_again(papers: "Iterable[Paper]", options: "Options") -> Iterator[str | bytes]:
        yield old[:begin]
        for piece in write_list(papers, options, level):
            yield piece.replace("\n", line_end)
        yield old[end:]

    return write_again


def find_marks(old: bytes) -> tuple[int, int, int]:
    """Return where the lines of the two marks begin, and the level of the headings between them."""
    from markdown_it import MarkdownIt

    text = old.removeprefix(b"\xef\xbb\xbf").decode("latin-1")  # a character a byte: only ASCII is looked at
    tokens = MarkdownIt().disable("inline").parse(text)
    code = {line for token in tokens if token.type in ("fence", "code_block") for line in range(*token.map or (0, 0))}
    found = []
    for number, line in enumerate(LINE.finditer(old)):
        mark = MARK.fullmatch(line[0].rstrip(b"\r\n"))
        if mark and number not in code:
            found.append((bool(mark["end"]), line.start(), number))
    if [is_end for is_end, _, _ in found] != [False, True]:
        what = "there is no line" if not found else "there must be one line"
        raise ValueError(f"{what} {BEGIN} and after it one line {END} in it; put them where the list belongs")
    (_, begin, first), (_, end, _) = found
    levels = [int(token.tag[1:]) for token in tokens if token.type == "heading_open" and (token.map or [0])[0] < first]
    return begin, end, min(levels[-1] + 1, LOWEST_HEADING) if levels else 2


def write_list(papers: "Iterable[Paper]", options: "Options", level: int) -> Iterator[str]:
    """Yield what lies between the marks: a blank line at both ends, and around each heading."""
    options = replace(options, sort="date") if options.sort == "auto" else options
    linked: set[str] = set()
    yield "\n"
    for heading, members in _order.grouped(_order.ordered(papers, options), options):
        if heading:
            yield f"{'#' * level} {text(heading.rstrip(' .,;:!?') or heading)}\n\n"
        for paper in members:
            yield line(paper, options, linked)
        if members:
            yield "\n"


def line(paper: "Paper", options: "Options", linked: set[str]) -> str:
    """Return the line of one paper; `linked` are the addresses to which the first link of a line leads."""
    address = _shown.main_page(paper)
    title = text(_reference.headline(paper))
    head = link(title, address) if address else LINE_START.sub(escape_start, title, count=1)
    sentences = [authors(paper, options), f"*{where(paper, options)}*", links(paper, address, linked)]
    if paper.withdrawn:
        sentences.append("Withdrawn")
    return f"- {head} - {' '.join(map(ended, filter(None, sentences)))}\n"


def authors(paper: "Paper", options: "Options") -> str:
    """Return the first authors, and how many there are if these are not all."""
    shown, omitted = _reference.shown_authors(paper, replace(options, max_authors=options.max_authors or SHOWN_AUTHORS))
    more = f", et al. ({len(shown) + omitted:,} authors)" if shown and omitted else ""
    return ", ".join(map(text, shown)) + more


def where(paper: "Paper", options: "Options") -> str:
    """Return where and in which year a paper appeared."""
    venue = _shown.where(paper)
    year = (_reference.published(paper, options) or "")[:4] or _reference.stated_year(paper)
    says_year = year in venue or f"'{year[2:]}" in venue  # "NeurIPS 2023", "SIGIR '18"
    return text(venue if says_year else f"{venue} {year}") or "n.d."


def links(paper: "Paper", main: str, linked: set[str]) -> str:
    """Return links to a paper's pages but the one that its title leads to.

    Several papers may have one repository. Where it would be the first link of more than one line it is named only: to
    awesome-lint these lines would be one.
    """
    arxiv_id, doi, _ = _reference.identifiers(paper)
    is_main = {"arXiv": arxiv_id and arxiv_id in main, "DOI": doi and doi in main}
    pages = _shown.links(paper).items()
    found = {label: link(label, page) for label, page in pages if page != main and not is_main.get(label)}
    if "Code" in found:
        code = _shown.links(paper)["Code"]
        if not main and code in linked:
            found["Code"] = f"Code: {text(paper.repository or '')}"
        linked.add(code)
        if paper.stars is not None:
            found["Code"] += f" ({paper.stars:,} {'star' if paper.stars == 1 else 'stars'})"
    return ", ".join(found.values())


def ended(sentence: str) -> str:
    """Return a sentence with a full stop at its end, unless it has one."""
    return sentence if ENDED.search(sentence.rstrip("*")) else sentence + "."


# ---- Markdown --------------------------------------------------------------------------------------------------------


def link(label: str, address: str) -> str:
    """Return a link; a round bracket of the address that has no partner would end it."""
    special = ENTITY if is_balanced(address, "()") else ENTITY_OR_BRACKET
    return f"[{label}]({special.sub(BACKSLASH, address)})"


def text(listed: str) -> str:
    """Return a listed text, which is half TeX, as Markdown that shows it, in one line."""
    shown = [piece for piece in pieces(clean(listed)) if piece.kind not in (Kind.OPEN, Kind.CLOSE)]
    return "".join(math(value) if kind is Kind.MATH else escape(value) for kind, value in shown)


def escape(plain: str) -> str:
    """Return plain text with a backslash before each sign that Markdown would act on."""
    return SPECIAL.sub(BACKSLASH, plain)


def escape_start(found: re.Match[str]) -> str:
    """Return the start of a line that is not to begin a list."""
    return found[0] + "\\" if found[0].isdecimal() else "\\" + found[0]


def math(formula: str) -> str:
    """Return a formula with its dollars; in a code span, where Markdown would act on its signs."""
    if PLAIN_MATH.fullmatch(formula):
        return formula
    inside = formula[1:-1]
    return escape(formula) if "`" in inside or inside != inside.strip() else f"$`{inside}`$"
