"""The manual page, the page of commands and the completion files are made from the command line."""

import re
import sys
from pathlib import Path

import pytest
import typer

from paperlist.cli import app

RELEASE = Path(__file__).parents[1] / "release"
MACROS = {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br", ".nf", ".fi"}


@pytest.fixture(autouse=True)
def release_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(RELEASE)])


def test_the_manual_has_every_option_of_every_command() -> None:
    from command_pages import commands_of, to_roff

    manual = to_roff(app).replace(r"\-", "-")
    commands = list(commands_of(typer.main.get_command(app)))
    assert {"paperlist", "paperlist parse", "paperlist index build"} <= {command.name for command in commands}
    for command in commands:
        options = [name for rows in command.panels.values() for name, _ in rows]
        assert options
        assert [option for option in options if f".B {option}\n" not in manual] == []


def test_the_manual_has_no_macro_that_is_none() -> None:
    from command_pages import to_roff

    macros = {line.split()[0] for line in to_roff(app).splitlines() if line.startswith((".", "'"))}
    assert macros <= MACROS


def test_what_looks_like_a_request_of_roff_is_text() -> None:
    from command_pages import roff

    assert roff(".bib files") == r"\&.bib files"
    assert roff("a-b\nc\\d") == "a\\-b\nc\\ed"


def test_the_page_of_commands_has_a_section_a_command() -> None:
    from command_pages import commands_of, to_markdown

    page = to_markdown(app)
    headings = re.findall(r"^## (.*)", page, re.MULTILINE)
    assert headings == [command.name for command in commands_of(typer.main.get_command(app))]
    assert all(row.count(" | ") == 1 for row in re.findall(r"^\| `.*", page, re.MULTILINE))


def test_completions_ask_the_command() -> None:
    pytest.importorskip("hatchling")
    from hatch_build import COMPLETIONS, command_files

    files = command_files()
    assert {*COMPLETIONS.values(), "share/man/man1/paperlist.1"} == set(files)
    assert all("_PAPERLIST_COMPLETE" in files[place] for place in COMPLETIONS.values())
