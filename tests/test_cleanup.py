"""Marks of extraction go, words and line breaks stay, wherever the text is cut."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist import cleanup
from paperlist.cleanup import addresses, labels, links, markdown, mojibake, unicode
from paperlist.cleanup.steps import Step
from paperlist.listings import plausible

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEXTS = sorted(path for path in (FIXTURES / "arxiv-search").glob("*") if path.suffix in {".txt", ".md"})


def clean(text: str) -> str:
    return "".join(cleanup.clean([text]))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Zofie\u0301", "Zofié"),
        ("arXiv:2512.03003\u00a0 [pdf]", "arXiv:2512.03003  [pdf]"),
        ("no\u00adwhere\u200b", "nowhere"),
        ("\x1b[1mAuthors:\x1b[0m", "Authors:"),
        ("    cs.CV\n\tmath.CO", "cs.CV\nmath.CO"),
        ("[arXiv:1](https://arxiv.org/abs/1) [[pdf](https://arxiv.org/pdf/1)]", "arXiv:1 [pdf]"),
        ("[Jing\nXu](/search/?query=Xu), [De\nWit](/search/?query=De-\nWit)", "Jing\nXu, De\nWit\n"),
        ("[x](http://a/b)\nf\\_D \\[GeV\\] \\'e \\%", "x\nf_D [GeV] \\'e \\%"),
        ("f\\_D without a link stays", "f\\_D without a link stays"),
        ("radii ($1' \\- 2'$)\n\\- 5 K, a \\# and \\-x", "radii ($1' - 2'$)\n- 5 K, a \\# and \\-x"),
        ("[Teapot\nMaking](/task/teapot) [Math](/task/m)", "[]Teapot\nMaking []Math"),
        ("[![](/t.gif)\nTeapot](https://a.org/task/teapot) [Ada](/author/a)", "[\nTeapot[] Ada"),
        ("[t](https://a.org/thumbnails/task/task-1.jpg) [x](/multitask/1)", "t x"),
        ("[pdf](about:/pdf/1)", "pdf"),
        ("[Gary B Huang][12]", "Gary B Huang"),
        ("[[https://arxiv.org/pdf/1][pdf]]", "pdf"),
        ('[cs.CR]{.tag .is-small\ntooltip="Security"}', "cs.CR\n"),
        ("\\sqrt[3]{x}", "\\sqrt[3]{x}"),
        ('<span class="tag"\ntooltip="x">cs.CR</span> <b>', "\ncs.CR "),
        ("if a < b and c > d", "if a < b and c > d"),
        ("**Authors:** A", "Authors: A"),
        ("$A^{**}$ and x**2", "$A^{**}$ and x**2"),
        ("## Results", "Results"),
        ("A Byron [view email][v1] Sat", "A Byron [view email][v1] Sat"),
        ("".join(f"- [{n}] arXiv:0801.10{n}1 [pdf]\n" for n in range(9)),) * 2,
        ("Results\n=======\nf\\_D", "Results\n=======\nf_D"),
        ("\\[Submitted on 2 Apr 2007\\]\nf\\_D", "[Submitted on 2 Apr 2007]\nf_D"),
        ("- [\\[12\\]] [arXiv:1](/abs/1)", "- [[12]] arXiv:1"),
        ("[a](/x) possible.\\\nFrom", "a possible.\nFrom"),
        ("[a](/x)\n::: section\nit\\'s\n:::", "a\n\nit's\n"),
        ("[Gary B\nHuang][12] [Jing Xu][13]", "Gary B\nHuang Jing Xu"),
        ('<colgroup>\n<col style="width: 50%" />\n</colgroup>\n<!-- -->', "\n\n\n"),
        ("v1 (https://arxiv.org/abs/1v1), this http URL (http://a.org/b)", "v1, this http URL"),
        ("[1] () Ada Byron [/search/cs?query=Byron], f()", "[1] Ada Byron, f()"),
        ("# of nodes", "# of nodes"),
        ("W[1]-hard [a](/x), <https://arxiv.org>", "W[1]-hard a, https://arxiv.org"),
        ("[1]Skip\n[2]arXiv:1 [[3]pdf]", "Skip\narXiv:1 [pdf]"),
        (
            "[1]Skip\n[9] [2] arXiv:1 [[3]pdf]\n[4]Ada, [5]\nJo\nas in [2], [3]\n",
            "Skip\n[9] arXiv:1 [pdf]\nAda, \nJo\nas in [2], [3]\n",
        ),
        ("[18]F-labelled tracers [3, 4]", "[18]F-labelled tracers [3, 4]"),
        (
            "[x](/y) \n\nComments: Talk (2005)\n\nSubjects: Databases (cs.DB)\n\nTitle: A (long) one\n"
            "\nAuthors: A (B)\n",
            "x \n\nComments: Talk (2005)\n\nSubjects: Databases (cs.DB)\n\nTitle: A (long) one\n\nAuthors: A (B)\n",
        ),
        ('[arXiv:1]( "Abstract") [pdf](/pdf/1 "Download PDF")', "arXiv:1 pdf"),
        ("DOI:  | <https://doi.org/10.1000/1>  ", "DOI:  | <https://doi.org/10.1000/1>  "),
        (
            "this https URL\n[https://a.org/b]).\nAda_B._-C. (this_https\nURL)",
            "this https URL\n).\nAda_B._-C. (this https\nURL)",
        ),
        ("> a\n> > b\n>\n> c\n", "a\nb\n\nc\n"),
        ("energies\n> 5 GeV are\n", "energies\n> 5 GeV are\n"),
        ("+-\n+Title\n+Authors:\n", "-\nTitle\nAuthors:\n"),
        ("# Sleep, Otters [sleep-otters]\n# Sleep [extended]\n[TABLE]", "Sleep, Otters\nSleep [extended]\n"),
        ("***** Sleep *****\n== On Otters ==\na == b\n", "Sleep\nOn Otters\na == b\n"),
        ("::: dateline\nsleep\n:::\nit\\'s {#a .b}\n", "\nsleep\n\nit's\n"),
        ("[[arXiv:1](https://arxiv.org/abs/1) \\[cs.CL\\]]{.id} on", "arXiv:1 [cs.CL] on"),
        ("\\[Submitted on 2 Apr 2007 \\(v1\\)\\]\nA\\&A \\- x\n", "[Submitted on 2 Apr 2007 (v1)]\nA&A - x\n"),
        ("[a](/x) A\\&A 1\\) it \\-- so \\\nno\n", "a A&A 1) it -- so\nno\n"),
        ("v1 [https://arxiv.org/abs/1v1]\n[https://doi.org/10.1/x]\n[https://a.org/x] b", "v1\n\n[https://a.org/x] b"),
        ("[IMG] Math ![][16] Art [[/t.jpg]]\n[3][t.jpg] Sea", "[] Math [] Art []\n[3][] Sea"),
        ("   [12]: /pdf/1 (Download PDF)\n", "\n"),
        ('[12]: /pdf/1\n  [Ada Byron]: https://a.org "Ada"\n[3]: see', "\n\n[3]: see"),
        ("[https://a.org/x]Ada Byron, [file://localhost/u][IMG] x\n[https://a.org/x]", "Ada Byron, [] x\n"),
        ("over $\\[0,t\\]$ with $\\ell\\_0$ and $\\phi\\\\{x$", "over $[0,t]$ with $\\ell_0$ and $\\phi\\{x$"),
        ("$\\text{a\\_b}$ of Bie\\'s, $a_0$", "$\\text{a\\_b}$ of Bie\\'s, $a_0$"),
        ("the insurer\\'s A\\&A", "the insurer's A&A"),
        ("== Abstract ==\nx", "Abstract\nx"),
        ("• Ada\n   o Byron\n\n o clock", "• Ada\nByron\n\nclock"),
        ("a\n   o Byron\n", "a\no Byron\n"),
        ('"Otters" sleep\nas "we" say "so', '"Otters" sleep\nas "we" say "so'),
        ("“We say\nthat otters”\nsleep", "“We say\nthat otters”\nsleep"),
        ("“We say\nAuthors: A, “B”\nsleep”,\nx”", "We say\nAuthors: A, “B”\nsleep\nx”"),
        ("at this_https_URL View_PDF x_URL_y", "at this https URL View PDF x_URL_y"),
    ],
)
def test_marks(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_where_a_text_is_cut_makes_no_difference(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "".join(cleanup.clean(text.splitlines(keepends=True))) == clean(text)
    assert clean(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        # A link whose address goes over lines makes the text markdown's, which doubles backslashes.
        ("{\\\\o}\n{\\\\o} [A](/search/?a\nb\nc) {\\\\o}\n", "{\\\\o}\n{\\o} A\n\n {\\o}\n"),
        ("{\\\\o}\n[A\nB](#x\n(c)\n  d) {\\\\o}\n", "{\\\\o}\nA\nB\n\n {\\o}\n"),
        ("] (a\n](?a\n\nb) {\\\\o}\n", "] (a\n](?a\n\nb) {\\\\o}\n"),
        ('[A]<b class="(">(/paper/x\n</b>y) {\\\\o}\n', "A\n {\\o}\n"),
        # What is quoted may have links that go over lines.
        ("> a\n> b\n> c\n> [A](/x\n> y) B\n", "a\nb\nc\nA\n B\n"),
        # What a link's number refers to is a line of the tool's.
        ("[A][1] b\n\n   [1]: /x\n   [2]: /y\n[c][3]\n[3]:\n", "A b\n\n\n\nc\n\n"),
        # Pandoc's escapes and divisions begin with its first mark.
        ("\\[[pdf](/x)\n[a\nb]{.c} \\%\nTitle {#x .y}\n", "[pdf\na\nb %\nTitle\n"),
    ],
)
def test_marks_over_several_lines(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert "".join(cleanup.clean(raw.splitlines(keepends=True))) == cleaned


FRAME = """+-------------+----------+
| [MSC]{.abbr | 44A12;   |
| title="M"}  | 52A38    |
| classes:    |          |
+-------------+----------+
| DOI:        | https:// |
|             | doi.org  |
+-------------+----------+
"""


def test_the_lines_of_a_cell_are_one() -> None:
    # A word without a blank that fills the cell was broken there.
    rows = [line for line in clean(FRAME).split("\n") if line.startswith("|")]
    assert rows == ["| MSC classes: | 44A12; 52A38 |", "| DOI: | https://doi.org |"]
    assert clean(FRAME).count("\n") == FRAME.count("\n")
    assert "".join(cleanup.clean(FRAME.splitlines(keepends=True))) == clean(FRAME)
    without = "+----+----+\n| a  | b  |\n| c    d  |\n+----+----+\n"
    assert clean(without) == without


MARKUPS = {
    "MediaWiki": (
        "{| class=\"x\"\n|-\n| class=\"l\"| DOI:\n| [https://doi.org/1 one]\n|}\n'''[v1]''' a "
        "[[File:x.png]]<nowiki/>b\n== c ==\n",
        "\n\nDOI:\none\n\n[v1] a b\nc\n",
    ),
    "DokuWiki": (
        "[[/abs/1|Ada]], [[abs/1v1|[v1]]] %%x%% {{x.png}}y\\\\\n|DOI:|10.1|\n"
        "  * **[1] [[abs/1|arXiv:1]] [pdf]** <WRAP>\n",
        "Ada, [v1] x y \n| DOI: | 10.1|\n* [1] arXiv:1 [pdf] \n",
    ),
    "XWiki": ('{{id name="x"/}}= Ada =\n[[Ada > B>>/abs/1]] a ~-\n', "Ada\nAda > B a -\n"),
    "Textile": (
        'h1(large). Title\n("v1":/abs/1), "$":https://a.org/b. !/x.png!\n',
        "Title\n(v1), https://a.org/b. \n",
    ),
    "Jira": (
        "h1. Title\n[Ada|/a/1] \\(a) [https://a.org] {quote}it{quote}\n"
        "* *{anchor:a}\\[1\\] [arXiv:1|/abs/1] \\[pdf\\]*\n",
        "Title\nAda (a) https://a.org it\n* [1] arXiv:1 [pdf]\n",
    ),
    "reStructuredText": (
        ".. rubric:: Title\n   :name: title\n\n`Ada\nByron </a/1>`__, ``x`` A:\\ b |image1|\n| so\n",
        "Title\n\n\nAda\nByron, x A:b \nso\n",
    ),
    "org mode": (
        "<<a>>\n* Title\n  :PROPERTIES:\n  :ID: a\n  :END:\n[[/a/1][Ada\nByron]] *[[/v][[v1]]]* a\\\\\n#+begin_quote\n",
        "\nTitle\n\n\n\nAda\nByron [v1] a\n\n",
    ),
    "AsciiDoc": (
        "[[a]]\n== Title\n++[++x++]++ https://a.org/b[Ada\nByron] [.c]#d# link:/x[e]\n____\n|DOI: |10.1\n",
        "\nTitle\n[x] Ada\nByron d e\n\n| DOI:  | 10.1\n",
    ),
    "Haddock": (
        "<https://a.org b>\n= Title\n#title.a#\na\\/b\n[[1] </abs/1 arXiv:1>]\n",
        "b\nTitle\n\na/b\n[1] arXiv:1\n",
    ),
    "Typst": (
        '#block[\n= Title\n<title.a>\n#link("/a")[Ada~B], #strong[[v1]]\n[DOI:], [10.1],\n[DOI:], [10\n]\n',
        "\nTitle\n\nAda B, [v1]\n| DOI: | 10.1 |\n| DOI: | 10\n\n",
    ),
    "BBCode": (
        "[u][b]Title[/b][/u]\n[url=/a]Ada [b]B[/b][/url] [[v1]]\n[*]x\n[tr][td]DOI:[/td][td]10.1[/td][/tr]\n",
        "Title\nAda B [[v1]]\n- x\n| DOI: | 10.1 | \n",
    ),
    "troff": (
        '.SH Title\n.SS B\n.UR https://a.org\n.UE\n\\f[B]a\\f[R]\\-b\nT{\nDOI:\nT}@T{\n10.1\nT}\n.IP "[1] arXiv:1" 3\n',
        "Title\nB\nhttps://a.org\n\na-b\n\nDOI:\n\n10.1\n\n[1] arXiv:1\n",
    ),
}


@pytest.mark.parametrize(("raw", "cleaned"), MARKUPS.values(), ids=MARKUPS)
def test_marks_of_wikis_and_documents(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert "".join(cleanup.clean(raw.splitlines(keepends=True))) == cleaned


@pytest.mark.parametrize(("raw", "cleaned"), MARKUPS.values(), ids=MARKUPS)
def test_a_text_is_in_a_markup_from_its_first_mark_on(raw: str, cleaned: str) -> None:
    before = "= 3 *a* {\\'e} \\_x C*-algebras and C*-rings (a|b)\n"
    assert clean(before + "\n" + raw) == before + "\n" + cleaned


def test_what_only_looks_like_a_markup_stays() -> None:
    text = "a [[n,k,d]] code with ``quotes'' and \"so\": it *is* {\\'e}, x << y\n. .. a |x| b\n= c\nh3. d\n"
    assert clean(text) == text


MARKS = ["[1]", "[2]", "[a](http://b)", "[a", "](/c)", "\\_", "<b", ">c", "**", "text ", "\n", "\n", "    "]
LINES = ["text ", "\n", "\n", "    "]


CARDS = ["1 code implementation\n", "no code implementations\n", "Ann:\n", "Entry 1\n", "Entry 2\n", "1\n", "2\n", "\n"]
WIKIS = [
    "[[/a|b]]",
    "`a",
    " </b>`_",
    ".. a::",
    "h1. ",
    "\n= ",
    '"a":/b ',
    "{quote}",
    "\n|-",
    "[[/a][b",
    "]]",
    "\n\n",
    "{|",
    '#link("',
]
ENDS = ["Authors: A |\n", "Abstract: b |\n", "b |\n", "Submitted 1; |\n", "b\n", "\n"]


@given(
    st.sampled_from([MARKS, [*WIKIS, *LINES], ["> ", *LINES], ["+", *LINES], CARDS, ENDS]).flatmap(
        lambda some: st.lists(st.sampled_from(some))
    )
)
def test_any_text_cut_at_every_line(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = clean(text)
    assert "".join(cleanup.clean(text.splitlines(keepends=True))) == whole
    assert whole.count("\n") == text.count("\n")
    cut = text.rstrip("\n")  # the last line of a text may have no end
    assert clean(cut).count("\n") == cut.count("\n")


@pytest.mark.parametrize(
    "written",
    [
        "[[/task/teapot][Teapot Making]]",
        "[[https://a.org/t.gif]]\n[[/task/teapot][Teapot Making]]",
        ".. x::\n\n`Teapot\n   Making </task/teapot>`__",
        '"Teapot Making":/task/teapot h1. x',
        "link:/task/teapot[[.badge]#\nimage:https://a.org/t.gif[image]\nTeapot Making #] [.icon]##\n+",
        "[[task/teapot|<span>Teapot Making</span>]] {{https://a.org/t.gif}}",
        "[Teapot Making|/task/teapot]",
    ],
)
def test_a_task_keeps_a_mark_where_its_link_begins(written: str) -> None:
    assert "".join(clean(written).split()) in ("[]TeapotMaking", "[][]TeapotMaking", "[]TeapotMakingh1.x")


def test_the_last_line_that_loses_its_mark_gets_no_end_of_its_own() -> None:
    text = "Title |\nAuthors: A |\nAbstract: b |\nc |\nSubmitted 1; |"
    assert clean(text) == "Title\nAuthors: A\nAbstract: b\nc\nSubmitted 1;"


def test_a_text_is_pandocs_from_its_first_link_in_brackets_on() -> None:
    # The first piece has no other mark of pandoc's, and ends within a span.
    first, second = "\\[[pdf](https://arxiv.org/pdf/2401.00001)\\]\n[15 Feb\n", "1995]{.item-date-pub}\n"
    assert clean(first + second) == "[pdf]\n15 Feb\n1995\n"
    assert "".join(cleanup.clean([first, second])) == "[pdf]\n15 Feb\n1995\n"


@pytest.mark.parametrize("step", cleanup.STEPS)
@given(pieces=st.lists(st.sampled_from([*MARKS, "]{.a}", "[[http://a][", "]][3]", "\t\xad", "\x1b[1m", "\n>", "\n+"])))
def test_each_step_keeps_the_lines(step: Step, pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.splitlines(keepends=True)
    assert "".join(step([text])).count("\n") == text.count("\n")
    assert "".join(step(lines)).count("\n") == text.count("\n")


SIGNS: list[tuple[Iterable[str], re.Pattern[str]]] = [
    *((("http",), pattern) for pattern in addresses.BOTH),
    *((("http", *addresses.SITES), pattern) for pattern in (addresses.LINKED, addresses.LOST_ID)),
    (addresses.NOTE_SIGNS, addresses.NOTES),
    *addresses.BESIDE,
    (labels.WORDS, labels.DECORATED),
    (labels.CAPITALS, labels.UPPER),
    (links.SHOWN_SIGNS, links.SHOWN_ADDRESS),
    (links.SITE_SIGNS, links.SITE_ADDRESS),
    (plausible.NO_TEXT_SIGNS, plausible.NO_TEXT),
    *((markdown.MARKDOWN_SIGNS, getattr(markdown, name)) for name in ("LINK", "LINK_END", "REFERENCE", "MARKDOWN")),
]


@pytest.mark.parametrize(("signs", "pattern"), SIGNS, ids=range(len(SIGNS)))
@settings(max_examples=5)
@given(data=st.data())
def test_a_pattern_finds_nothing_without_its_signs(
    signs: Iterable[str], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    plain = re.compile(pattern.pattern, pattern.flags & ~re.UNICODE | re.ASCII)
    found = plain.search(data.draw(st.from_regex(plain)))
    assert found
    assert any(sign in found[0] or sign in found[0].lower() for sign in signs)


@given(st.from_regex(mojibake.MISREAD))
def test_what_was_misread_is_found_whatever_it_was_read_as(text: str) -> None:
    assert mojibake.MISREAD_SOMEHOW.search(text)


def test_large_chunks_are_cut_at_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleanup, "LARGE", 10)
    text = "one line\nand another\n\nthe last"
    chunks = list(cleanup.clean([text]))
    assert "".join(chunks) == text
    assert max(map(len, chunks)) <= len("one line\nand another\n")


def test_lines_leave_as_they_come() -> None:
    # A line waits for the next, as both may have a mark.
    lines = iter(["Title\n", "Authors:\n", "Ada\n", "Bob\n", "Abstract: [a\n", "b](http://c)\n"])
    assert next(cleanup.clean(lines)) == "Title\n"
    assert list(lines) == ["Abstract: [a\n", "b](http://c)\n"]


def test_composed_characters() -> None:
    assert unicode.normalize("e\u0301\x1b[0;1m\x07\x9b \u212b \ufb01") == "é Å \ufb01"


def test_blanks_are_all_that_python_takes_for_one() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    spaces = {character for character in characters if character.isspace()}
    assert spaces - {" ", "\n"} == set(unicode.BLANKS)
    assert unicode.plain_blanks("a" + unicode.BLANKS + "\n\u200bb") == "a" + " " * len(unicode.BLANKS) + "\nb"


LISTING = """arXiv:2405.02246  [pdf, other]  cs.CV

What matters when building vision-language models?

Authors: Hugo Laurençon, Victor Sanh

Abstract: Of 3 items… ▽ More

Submitted 3 May, 2024; originally announced May 2024.
"""
LINE_MARKS: dict[str, Callable[[int], str]] = {
    "dash": lambda _: "- ",
    "bar": lambda _: "| ",
    "comment": lambda _: "// ",
    "initials": lambda _: "AB> ",
    "numbers": lambda number: f"{number:6d}\t",
    "numbers in brackets": lambda number: f"[{number}] ",
    "numbers from further on": lambda number: f"{number + 1233}: ",
    "file and number": lambda number: f"notes.txt:{number}:",
    "time": lambda number: f"2024-06-03T10:00:{number:02d}Z stdout F ",
    "direction": lambda _: "\u200e",
}


@pytest.mark.parametrize("end", ["", " \\", "_x000D_"])
@given(st.sampled_from(sorted(LINE_MARKS)), st.sampled_from(["", *sorted(LINE_MARKS)]), st.integers(0, 30))
def test_what_begins_every_line_is_no_part_of_it(end: str, inner: str, outer: str, before: int) -> None:
    text = LISTING
    for name in filter(None, (inner, outer)):
        lines = enumerate(text.splitlines(keepends=True), before)
        text = "".join(LINE_MARKS[name](number) + line for number, line in lines)
    once = clean(text.replace("\n", f"{end}\n"))
    assert "".join(cleanup.clean(text.replace("\n", f"{end}\n").splitlines(keepends=True))) == once
    if not outer:
        assert [line.split() for line in once.split("\n")] == [line.split() for line in LISTING.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "We do three things:\n- we read\n- we write\n- we rest\n",
        "1\n2\n3\n4\n",
        "   1. https://arxiv.org/a\n   2. https://arxiv.org/b\n   3. https://arxiv.org/c\n",
        "arXiv:2405.02246\narXiv:2405.02247\narXiv:2405.02250\n",
        "3 apples\n5 pears\n2 plums\n",
    ],
)
def test_what_begins_some_lines_stays(text: str) -> None:
    assert clean(text).split() == text.split()
