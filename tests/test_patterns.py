"""What no pattern may ask for."""

import re
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parent.parent / "src" / "paperlist").rglob("*.py"))
POSSESSIVE_GROUP = re.compile(r"\)(?:[+*?]|\{+[\d,]+\}+)\+")  # "(?:ab?c)++"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python before 3.11.5 loses its place where such a group fails (its issue 106052): it would read without end."""
    assert POSSESSIVE_GROUP.findall(path.read_text(encoding="utf-8")) == []


def test_what_such_a_group_looks_like() -> None:
    assert POSSESSIVE_GROUP.findall(r"(?:ab?c)++ (x){2,3}+ (y)?+ [ab]*+ \w++ (z)+ a{2}+") == [")++", "){2,3}+", ")?+"]
