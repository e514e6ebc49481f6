"""A dump whose words are replaced is read as the dump itself was, and gives nothing away."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paperlist.bundle import disguise, kept_words
from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.reading import read

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = sorted((FIXTURES / "mixed" / "seeds").glob("*.txt"))


def shape(text: str) -> list[tuple[object, ...]]:
    """What was read where, without the values."""
    found: list[tuple[object, ...]] = []
    for event in read([text], "a.txt", load_listings()):
        if isinstance(event, Diagnostic):
            found.append((event.code, event.first_line, event.last_line))
        else:
            filled = {name for name, value in event.values().items() if value and name not in ("sources", "arxiv_id")}
            found.append((event.sources[0].first_line, event.sources[0].last_line, len(event.authors), *sorted(filled)))
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
@pytest.mark.parametrize("secret", [b"a", b"b", b"c"])
def test_a_disguised_dump_is_read_alike(path: Path, secret: bytes) -> None:
    text = path.read_text("utf-8")
    assert shape(disguise(text, secret)) == shape(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_word_of_it_is_left(path: Path) -> None:
    text = path.read_text("utf-8")
    words = set(re.findall(r"[^\W\d_]{5,}", text)) - kept_words()
    assert len(words) > 100
    left = words & set(re.findall(r"[^\W\d_]{5,}", disguise(text, b"secret")))
    assert len(left) <= len(words) // 100  # by chance


def test_form_is_kept() -> None:
    text = "Müller's LLMs, 王小明 et al. (14): 2401.05566v2 on 17 January, 2024 at 12345"
    shown = disguise(text, b"a")
    assert re.sub(r"[^\W\d_]|\d", "x", shown) == re.sub(r"[^\W\d_]|\d", "x", text)
    assert [c.isupper() for c in shown] == [c.isupper() for c in text]
    assert "17 January, 2024" in shown
    assert "et al. (14)" in shown
    assert not {"12345", "05566", "小"} & {shown, *re.findall(r"\w+", shown)}


def test_words_are_replaced_consistently() -> None:
    one, two, three = disguise("Hubinger Hubinger Hubingen", b"a").split()
    assert one == two != three
    assert disguise("Hubinger", b"b") != one


def test_the_command_prints_it() -> None:
    command = [sys.executable, "-m", "paperlist", "check", "--report", str(SEEDS[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    head, _, body = done.stdout.partition("send it.\n")
    assert head.startswith("# paperlist ")
    assert shape(body) == shape(SEEDS[0].read_text("utf-8"))
    assert "Hubinger" not in done.stdout
