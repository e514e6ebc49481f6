"""No reader or writer is slower than linear: each is fed texts of one token, again and again."""

from collections.abc import Callable

import pytest

from benchmarks.linear.growth import is_steep
from paperlist import exporters
from paperlist.diagnostics import Code, Diagnostic
from paperlist.exporters.csl import marked_up
from paperlist.keys import Keys
from paperlist.listings import Entry, load_listings, papers_with_code
from paperlist.paper import Paper
from paperlist.readers import bibtex
from paperlist.reading import read_listings as read
from paperlist.source.files import CHUNK
from paperlist.tex import accents, decode, encode

READER_SIZES = (131072, 524288)
"""Characters, a factor of four apart: above the lengths at which what only looks like an entry is given up."""

ENTRY = (
    "Title of {0}\nAuthors: A. {0}, B. {0}\nAbstract: Text of {0}.\n"
    "Submitted 1 January, 2020; originally announced January 2020.\n"
)
HOSTILE = [
    "Authors:",
    "Authors:\n",
    "Authors: A,\n",
    "Abstract:\n",
    "Title\nAuthors:\nA\n",
    "•",
    "• ",
    "•\n",
    " • 1 Jan 2020 • ",
    "[",
    "[1]",
    "[[",
    "](",
    "[a](b",
    "](/search/?query=A",
    ">",
    "> ",
    "> >",
    "+",
    "Submitted 1 January, 2020;",
    "Submitted 1 January, 2020; originally announced January 2020.\n",
    "originally announced",
    "1 code implementation • 1 Jan 2020 • A, B\n",
    "no code implementations • ",
    "arXiv:2001.00001 ",
    "arXiv:2001.00001\n",
    "-\n",
    "- ",
    "1.\n",
    "**",
    "**a",
    "\\",
    "\\_",
    "#",
    "# A\n",
    "▽ More",
    "△ Less\n",
    "…",
    ", et al. (",
    "et al. ",
    "(",
    ")",
    "((",
    "$",
    "$$",
    "{",
    "}",
    "{a",
    "\t",
    " ",
    "\n",
    " \n",
    "\u00a0",
    "\u00ad",
    "\x1b[1m",
    "\x1b[",
    "\0",
    "é",
    "e\u0301",
    "a",
    "a ",
    "a\n",
    "A, ",
    "A,\n",
    "1 ",
    "1\n",
    "\ufffd",
    "http://a",
    "https://doi.org/10.1/a ",
    "<",
    "<a",
    "<div>",
    "&",
    "&amp;",
    "@article{",
    "TY  - ",
    '"',
    "'",
    ";",
    ":",
    ",",
    ",,",
    "|",
    "| a ",
    "=",
    "~~~\n",
    "```\n",
    "arXiv:2001.00001 and\n",
    "-\nTitle\nAuthors:\nA B\n",
    "[[[[(((***___\\\\> \n",
    "▽ More △ Less\n",
    "Comments: Journal ref: 1\n",
    "Journal ref: ",
    "Comments: ",
    "DOI: ",
]
PAGES = [
    "<div>",
    "<ol><li>",
    "<p class=a>",
    "<!--",
    "<a href='",
    "<b></i>",
    "&amp;",
    "<li class='arxiv-result'>",
    "<table><tr><td>",
    "<![CDATA[",
    "<script>",
    "\0",
    "<div class='row infinite-item'>",
    "\n",
]


def read_out(text: str, size: int = CHUNK) -> int:
    """Read a text as a file gives it, in whole lines of about `size` characters."""
    chunks, start = [], 0
    while start < len(text):
        end = text.find("\n", start + size) + 1 or len(text)
        chunks.append(text[start:end])
        start = end
    events = list(read(chunks, "a.txt", load_listings()))
    assert not [event for event in events if isinstance(event, Diagnostic) and event.code is Code.BUG]
    return len(events)


def around(body: str, size: int) -> str:
    """Return `size` characters of hostile text between two entries."""
    return ENTRY.format("one") + body * (size // len(body)) + "\n" + ENTRY.format("two")


@pytest.mark.parametrize("body", HOSTILE)
def test_reader_is_linear(body: str) -> None:
    assert not is_steep(lambda size: lambda: read_out(body * (size // len(body) + 1)), READER_SIZES)
    assert not is_steep(lambda size: lambda: read_out(around(body, size)), READER_SIZES)


@pytest.mark.parametrize("body", ["Authors:\n", "Abstract:\n", "• ", "a\n", "> a\n"])
def test_reader_of_a_pipe_is_linear(body: str) -> None:
    # What is searched in vain must not be searched again with each piece that a pipe gives.
    assert not is_steep(lambda size: lambda: read_out(around(body, size), 1 << 14), (65536, 262144))


@pytest.mark.parametrize("body", PAGES)
def test_page_reader_is_linear(body: str) -> None:
    assert not is_steep(
        lambda size: lambda: read_out("<!DOCTYPE html><html><body>" + body * (size // len(body))), (65536, 262144)
    )


# TeX

TEX_TOKENS = [
    *("{", "}", "$", "\\", "\\\\", "\\'", "\\'{", "\\{", "\\}", "\\$", "$$", "$\\$", "\\(", "$x$ ", "{\\it $", "{\\'"),
    *(
        "\\emph{",
        "{\\it ",
        "\\foo{",
        "\\foo{}",
        "\\href{",
        "\\ensuremath{",
        "\\frac{",
        "\\left(",
        "\\c ",
        "\\v{",
        "\\o{}",
    ),
    *("--", "`", "~", "^", "x_{", "a{", "A: ", ": (", "A.", "e\u0301", "\n\n", " "),
]
TEX_USES: dict[str, Callable[[str], object]] = {
    "decode": decode.decode,
    "paragraphs": decode.paragraphs,
    "bare": decode.bare,
    "read_latex": accents.read_latex,
    "escape": encode.escape,
    "ascii": lambda text: encode.escape(text, ascii_only=True),
    "title": encode.title,
    "name": encode.name,
    "marked_up": marked_up,
}


@pytest.mark.parametrize("token", TEX_TOKENS)
@pytest.mark.parametrize("use", TEX_USES)
def test_tex_is_linear(use: str, token: str) -> None:
    run = TEX_USES[use]
    assert not is_steep(lambda size: lambda: run(token * size), (1250, 5000, 20000))


# Writers

WRITTEN_TOKENS = [
    *TEX_TOKENS,
    *('"', "=", "'", ";", "[", "&", "&#", "<i>", "www.", "https://", "% ", "ABC ", "A-", "é", "\u201cA ", "? "),
]
NAME_TOKENS = ["A and ", "van ", "A. ", "A, ", "A-", "'t ", "{A} ", "e\u0301", "Jr. ", "\\'{"]
FIELDS = ("title", "abstract", "comments", "journal_ref")


def write_out(name: str, *papers: Paper) -> None:
    """Write papers, to nowhere."""
    for _ in exporters.load(name).write(papers, exporters.Options()):
        pass


@pytest.mark.parametrize("token", WRITTEN_TOKENS)
@pytest.mark.parametrize("name", exporters.names())
def test_writers_are_linear(name: str, token: str) -> None:
    def run(size: int) -> Callable[[], object]:
        value = token * max(1, size // len(token) // 4)
        paper = Paper.model_validate({"key": "k", "type": "journal"} | dict.fromkeys(FIELDS, value))
        return lambda: write_out(name, paper)

    assert not is_steep(run, (1250, 5000, 20000))


@pytest.mark.parametrize("token", NAME_TOKENS)
@pytest.mark.parametrize("name", exporters.names())
def test_writers_of_names_are_linear(name: str, token: str) -> None:
    def run(size: int) -> Callable[[], object]:
        long = f"Ann {token * max(1, size // len(token))} Lee"
        paper = Paper(key="k", title="T", authors=(long, *["Ann Lee"] * (size // 20)))
        return lambda: write_out(name, paper)

    assert not is_steep(run, (1250, 5000, 20000))


def test_keys_of_records_that_say_the_same_are_linear() -> None:
    def run(size: int) -> Callable[[], object]:
        papers = [Paper(key="müller", title="T", authors=("A B",))] * size
        return lambda: list(map(Keys().give, papers))

    assert not is_steep(run, (500, 2000, 8000))


# Formats


@pytest.mark.parametrize(
    "piece",
    [
        "•",
        " • ",
        "a/b • ",
        "no code implementations\n",
        "no code implementations ",
        "no code implementations • ",
        "no code implementations • A, B ",
        "3 code implementations • 2 Jan 2020 • ",
        "a/b 2 Jan 2020\n",
        "Paper Code ",
        "A,\n",
        "[",
        "A b\n",
        "A. ",
    ],
)
@pytest.mark.parametrize("head", ["", "no code implementations • 2 Jan 2020 • "])
def test_cards_are_linear(head: str, piece: str) -> None:
    def run(size: int) -> Callable[[], object]:
        text = head + piece * (size // len(piece))

        def find_all() -> None:
            floor = 0
            while isinstance(entry := papers_with_code.find(text, floor, True), Entry):
                floor = entry.end

        return find_all

    assert not is_steep(run, (4096, 16384, 65536, 262144))


@pytest.mark.parametrize(
    "unit", ["@misc{k,", "@misc{k, a = {b}}\n", "{", '"', "author = {A and", " ", "\n", "@a(", "a = b # "]
)
def test_libraries_are_linear(unit: str) -> None:
    def run(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        return lambda: [list(bibtex.read([head + text], "f")) for head in ("@misc{z, author = {", "")]

    assert not is_steep(run, (4096, 16384, 65536))
