"""Marks of extraction go, words and line breaks stay, wherever the text is cut."""

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import cleanup

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
        ("[Jing\nXu](/search/?query=Xu), [De\nWit](/search/?query=De-\nWit)", "[Jing\nXu, [De\nWit\n"),
        ("[x](http://a/b)\nf\\_D \\[GeV\\] \\'e \\%", "x\nf_D [GeV] \\'e \\%"),
        ("f\\_D without a link stays", "f\\_D without a link stays"),
        ("radii ($1' \\- 2'$)\n\\- 5 K, a \\# and \\-x", "radii ($1' - 2'$)\n- 5 K, a \\# and \\-x"),
        ("[Gary B Huang][12]", "Gary B Huang"),
        ("[[https://arxiv.org/pdf/1][pdf]]", "pdf"),
        ('[cs.CR]{.tag .is-small\ntooltip="Security"}', "cs.CR\n"),
        ("\\sqrt[3]{x}", "\\sqrt[3]{x}"),
        ('<span class="tag"\ntooltip="x">cs.CR</span> <b>', "\ncs.CR "),
        ("if a < b and c > d", "if a < b and c > d"),
        ("**Authors:** A", "Authors: A"),
        ("$A^{**}$ and x**2", "$A^{**}$ and x**2"),
        ("## Results", "Results"),
        ("# of nodes", "# of nodes"),
        ("[1]Skip\n[2]arXiv:1 [[3]pdf]", "Skip\narXiv:1 [pdf]"),
        ("[18]F-labelled tracers [3, 4]", "[18]F-labelled tracers [3, 4]"),
        ("> a\n> > b\n>\n> c\n", "a\nb\n\nc\n"),
        ("energies\n> 5 GeV are\n", "energies\n> 5 GeV are\n"),
        ("+-\n+Title\n+Authors:\n", "-\nTitle\nAuthors:\n"),
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
        ("{\\\\o}\n[A\nB](#x\n(c)\n  d) {\\\\o}\n", "{\\\\o}\n[A\nB\n\n {\\o}\n"),
        ("] (a\n](?a\n\nb) {\\\\o}\n", "] (a\n](?a\n\nb) {\\\\o}\n"),
        ('[A]<b class="(">(/paper/x\n</b>y) {\\\\o}\n', "A\n {\\o}\n"),
        # What is quoted may have links that go over lines.
        ("> a\n> b\n> c\n> [A](/x\n> y) B\n", "a\nb\nc\nA\n B\n"),
        # Pandoc's escapes and divisions begin with its first mark.
        ("\\[[pdf](/x)\n[a\nb]{.c} \\%\nTitle {#x .y}\n", "[pdf\na\nb %\nTitle\n"),
    ],
)
def test_marks_over_several_lines(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert "".join(cleanup.clean(raw.splitlines(keepends=True))) == cleaned


MARKS = ["[1]", "[2]", "[a](http://b)", "[a", "](/c)", "\\_", "<b", ">c", "**", "text ", "\n", "\n", "    "]
LINES = ["text ", "\n", "\n", "    "]


@given(st.sampled_from([MARKS, ["> ", *LINES], ["+", *LINES]]).flatmap(lambda some: st.lists(st.sampled_from(some))))
def test_any_text_cut_at_every_line(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = clean(text)
    assert "".join(cleanup.clean(text.splitlines(keepends=True))) == whole
    assert whole.count("\n") == text.count("\n")


def test_a_text_is_pandocs_from_its_first_link_in_brackets_on() -> None:
    # No other mark of pandoc's stands in the first piece, which ends within a span.
    first, second = "\\[[pdf](https://arxiv.org/pdf/2401.00001)\\]\n[15 Feb\n", "1995]{.item-date-pub}\n"
    assert clean(first + second) == "[pdf]\n15 Feb\n1995\n"
    assert "".join(cleanup.clean([first, second])) == "[pdf]\n15 Feb\n1995\n"


def test_what_is_taken_to_be_normal_is() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    normal = {character for character in characters if cleanup.NORMAL.fullmatch(character)}
    assert {"é", "λ", "…", "▽", "∈"} <= normal
    assert all(
        cleanup.normalize(character) == character and not unicodedata.combining(character) for character in normal
    )
    # None of them becomes one character with what stands before it.
    composed = (unicodedata.normalize("NFD", character) for character in characters)
    assert normal.isdisjoint(part for parts in composed for part in parts[1:])


@given(
    st.sampled_from([MARKS, LINES, ["é", "▽", "\ud800", "\n"]]).flatmap(lambda some: st.lists(st.sampled_from(some)))
)
def test_a_text_with_its_bytes_is_cleaned_as_without(pieces: list[str]) -> None:
    text = "".join(pieces)
    data = cleanup.encode(text)
    decoded = cleanup.decode(data)
    assert decoded == text
    assert cleanup.data_of(decoded) is data
    assert cleanup.count_lines(decoded) == text.count("\n")
    assert cleanup.count_lines(decoded) == text.count("\n")
    cleaned = clean(decoded)
    cleanup.decode(b"another")
    assert cleanup.data_of(text) == data
    assert cleanup.count_lines(text) == text.count("\n")
    assert clean(text) == cleaned


def test_what_is_no_utf8_is_not_decoded() -> None:
    with pytest.raises(UnicodeDecodeError):
        cleanup.decode(b"M\xfcller", "strict")


@pytest.mark.parametrize(
    ("text", "there"), [("", False), ("[", False), ("[a", False), ("[1", True), ("[a[[1]", True), ("1[", False)]
)
def test_a_sign_before_others(text: str, there: bool) -> None:
    assert cleanup.precedes(text, "[", "0123") is there
