"""What an output may replace: nothing of a library is lost without being asked for."""

from pathlib import Path

import pytest

from tests.command import ARXIV, clean, invoke

HAND_MADE = "@book{mine,\n  title = {Kept by Hand},\n}\n"


def write(path: Path, *options: object) -> tuple[int, str]:
    done = invoke("parse", ARXIV, "-o", path, "-q", *options)
    return done.returncode, clean(done.stderr)


def test_the_same_run_can_be_repeated(tmp_path: Path) -> None:
    out = tmp_path / "out.bib"
    assert write(out) == write(out, "--no-abstract") == (0, "")


@pytest.mark.parametrize(
    ("before", "lost"),
    [
        (HAND_MADE, "mine would be lost"),
        (HAND_MADE + HAND_MADE.replace("mine", "other"), "mine, other would be lost"),
        ("@comment{groups}\n" + HAND_MADE, "line 1 is no entry"),
        ('@string{cup = "Cambridge"}\n' + HAND_MADE, "line 1 is no entry"),
        (HAND_MADE + "A remark.\n", "line 4 is no entry"),
    ],
)
@pytest.mark.parametrize("name", ["library.bib", "LIBRARY.BIB"])
def test_a_library_is_not_replaced(tmp_path: Path, before: str, lost: str, name: str) -> None:
    library = tmp_path / name
    library.write_text(before, "utf-8")
    code, said = write(library)
    assert code == 2
    assert lost in said
    assert f"paperlist add {library}" in said
    assert library.read_text("utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert write(library, "--force") == (0, "")
    assert "Kept by Hand" not in library.read_text("utf-8")


@pytest.mark.parametrize("before", ["", "only words\n"])
def test_a_file_without_entries_is_no_library(tmp_path: Path, before: str) -> None:
    path = tmp_path / "a.bib"
    path.write_text(before, "utf-8")
    assert write(path) == (0, "")


def test_a_library_that_is_read_too_is_written_with_its_entries(tmp_path: Path) -> None:
    library = tmp_path / "a.bib"
    library.write_text(HAND_MADE, "utf-8")
    assert write(library, library) == (0, "")
    assert "Kept by Hand" in library.read_text("utf-8")


def test_a_page_that_paperlist_did_not_write_is_not_replaced(tmp_path: Path) -> None:
    page = tmp_path / "INDEX.HTML"
    page.write_text("<!doctype html><title>Mine</title>\n", "utf-8")
    code, said = write(page)
    assert code == 2
    assert "no page that paperlist wrote" in said
    assert page.read_text("utf-8") == "<!doctype html><title>Mine</title>\n"
    assert write(page, "--force") == write(page) == (0, "")
    assert "Sleeper Agents" in page.read_text("utf-8")
