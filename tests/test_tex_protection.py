"""The braces by which an entry keeps the case of its title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.exporters import Options, load
from paperlist.paper import Paper
from paperlist.readers.bibtex import read
from paperlist.tex.decode import one_line
from paperlist.tex.protection import case_braces, without_braces, write_kept


@pytest.mark.parametrize(
    ("value", "kept", "written"),
    [
        # Only what would be unprotected without them is kept.
        ("{The Whole Title of {DNA}}", "{The Whole Title of DNA}", "{The Whole Title of DNA}"),
        ("The {Arabidopsis} of DNA in the {A}lps", "The {Arabidopsis} of DNA in the {A}lps", None),
        ("{BERT:} Pre-training of {DNA}", "", None),
        ("all in {small letters}", "", None),
        # TeX's own braces keep no case.
        (r"An {\'E}cole {\"U}ber \'{E}toile", "", None),
        (r"Plain \emph{Homo Sapiens}", "", None),
        # Formulas and macros: the whole or nothing.
        (r"{Of $X^2$ and \emph{Homo}}", r"{Of $X^2$ and \emph{Homo}}", r"{Of $X^2$ and \emph{Homo}}"),
        (r"{Of} $X^2$ and {Homo}", "", None),
        (r"A \{set\} of {Bars}", "", None),
    ],
)
def test_braces_that_keep_the_case(value: str, kept: str, written: str | None) -> None:
    assert case_braces(value) == kept
    if kept:
        assert without_braces(kept) == one_line(value)
        expected = written or kept.replace("DNA", "{DNA}")
        assert write_kept(kept) == expected


@given(st.lists(st.sampled_from([*"{}", "Alps ", "of ", "DNA ", r"\'E", r"\emph{", "$X$ ", r"\{"]), max_size=10))
def test_a_title_is_written_as_it_was_written(parts: list[str]) -> None:
    value = "".join(parts)
    text = one_line(value)
    kept = case_braces(value)
    assert not kept or without_braces(kept) == text
    paper = Paper(key="k", title=f"A {text}".strip(), extra={"title": f"A {kept}"} if kept and "\\" not in kept else {})
    once = "".join(load("bib").write([paper], Options()))
    [found] = read([once], "f")
    assert isinstance(found, Paper)
    assert "".join(load("bib").write([found], Options())) == once
