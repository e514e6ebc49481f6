"""Nothing that is shown acts on a terminal."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.escaping import visible, visible_json, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Poincaré’s “naïve” 学习 a\u00a0b 👩‍🔬", "Poincaré’s “naïve” 学习 a\u00a0b 👩‍🔬"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x9b31mred", "\\x9b31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("over\rwritten\n", "over\\rwritten\\n"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("hidden \U000e0041", "hidden \\U000e0041"),
        ("a\ttab", "a\ttab"),
        ("half \ud800", "half \\ud800"),
        ("next\u2028line", "next\\u2028line"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_nothing_acts(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in shown.replace("\t", ""))
    assert not any(
        unicodedata.bidirectional(one) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for one in shown
    )


def test_line_breaks_of_a_text_are_kept() -> None:
    assert visible_lines("a\x1b\nb\r\n") == "a\\x1b\nb\n"


@given(st.text(st.characters()))
def test_json_stays_what_it_says(text: str) -> None:
    shown = visible_json(json.dumps([text], ensure_ascii=False))
    assert visible(shown) == shown
    assert json.loads(shown) == [text]
