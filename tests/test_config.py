"""Settings from a file: what can be set, where the file is, and what is said of one that is wrong."""

from dataclasses import fields
from pathlib import Path

import pytest

from paperlist.cli import config
from paperlist.exporters import Options
from tests.command import ARXIV, clean, invoke


def parse(folder: Path, *options: str, **variables: str) -> tuple[str, str, int]:
    done = invoke("parse", ARXIV, *options, cwd=folder, env=variables)
    return done.stdout.decode(), clean(done.stderr), done.returncode


def test_a_file_in_the_working_folder_says_how_references_look(tmp_path: Path) -> None:
    settings = 'max-authors = 2\nabstract = false\nkey = "[auth][year]"\npreprints = "eprint"\n'
    (tmp_path / "paperlist.toml").write_text(settings, encoding="utf-8")
    as_options = ("--max-authors", "2", "--no-abstract", "--key", "[auth][year]", "--preprints", "eprint")
    (tmp_path / "other").mkdir()
    expected = parse(tmp_path / "other", *as_options)
    assert parse(tmp_path) == expected
    assert "author = {Hubinger, Evan and Denison, Carson and others}" in expected[0]
    assert parse(tmp_path / "other", PAPERLIST_CONFIG="../paperlist.toml") == expected
    assert parse(tmp_path, PAPERLIST_CONFIG="") == parse(tmp_path / "other")


def test_an_option_comes_before_a_setting(tmp_path: Path) -> None:
    (tmp_path / "paperlist.toml").write_text("max_authors = 2\nabstract = false\n", encoding="utf-8")
    assert "author = {Hubinger, Evan and others}" in parse(tmp_path, "--max-authors", "1", "--abstract")[0]
    assert "abstract = " in parse(tmp_path, "--abstract")[0]


def test_verbose_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "paperlist.toml").write_text("ascii = true\n", encoding="utf-8")
    assert "paperlist: settings of paperlist.toml\n" in parse(tmp_path, "-v")[1]
    assert parse(tmp_path)[1] == ""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("\nmax-author = 2\n", "paperlist.toml:2: 'max-author' cannot be set here; what can is key, protect"),
        ("# merging\n\nmerge = 'off'\n", "paperlist.toml:3: 'merge' cannot be set here"),
        ("force = true\n", "paperlist.toml:1: 'force' cannot be set here"),
        ("raw-cells = true\n", "paperlist.toml:1: 'raw-cells' cannot be set here"),
        ("[parse]\nkey = 'a'\n", "paperlist.toml:1: 'parse' cannot be set here"),
        ("ascii = true\nmax-authors = 'two'\n", "paperlist.toml:2: max_authors is 1 or more, not 'two'"),
        ("abstract = 'no'\n", "paperlist.toml:1: abstract is true or false, not 'no'"),
        ("date = 'last'\n", "paperlist.toml:1: date is one of 'first', 'latest', not 'last'"),
        ("key = '[doi]'\n", "paperlist.toml:1: 'doi' in '[doi]' is not understood; write {family}{year}"),
        ("key = 1\n", "paperlist.toml:1: key is a text"),
        ("key = \n", "paperlist.toml: Invalid value (at line 1"),
    ],
)
def test_what_cannot_be_set_is_a_usage_error_with_its_line(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "paperlist.toml").write_text(settings, encoding="utf-8")
    out, message, code = parse(tmp_path)
    assert (out, code) == ("", 2)
    assert f"Error: {said}" in message


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    out, message, code = parse(tmp_path, PAPERLIST_CONFIG="none.toml")
    assert (out, code) == ("", 2)
    assert "none.toml: No such file or directory; it is named by PAPERLIST_CONFIG" in message


def test_all_that_can_be_set_is_an_option_of_the_command() -> None:
    names = {field.name.replace("_", "-") for field in fields(Options)} - {"raw-cells", "group-by"}
    shown = invoke("parse", "--help").stdout.decode()
    assert all(f"--{name}" in shown for name in names)
    assert {field.name for field in fields(Options)} >= config.FIXED
