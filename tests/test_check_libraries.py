"""`paperlist check --bib`: what a hook says of libraries before a commit."""

from pathlib import Path

import pytest
import yaml

from tests.command import invoke

ROOT = Path(__file__).parents[1]
LEE = "@article{lee, title = {On Foo and Bars of Baz}, author = {Lee, Ann and Chen, Bo}, year = 2021, doi = {10.1/a}}\n"
DOE = "@article{doe, title = {Something Else Entirely}, author = {Doe, Jane}, year = 2018}\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (LEE + DOE, 0, []),
        (LEE + DOE.replace("doe,", "lee,", 1), 1, ["2: warning", "[bad-key]"]),
        (LEE + LEE.replace("lee,", "lee21,", 1), 1, ["1: note", "[alike]"]),
        (LEE + DOE + "@article{broken, title = {No end\n", 1, ["3: error", "[bad-entry]"]),
        ("% nothing yet\n", 0, []),
    ],
    ids=["good", "two keys", "duplicate", "unreadable", "empty"],
)
def test_what_is_wrong_is_said_and_fails(tmp_path: Path, text: str, code: int, said: list[str]) -> None:
    library = tmp_path / "library.bib"
    library.write_text(text, encoding="utf-8")
    done = invoke("check", "--bib", library)
    assert (done.returncode, done.stdout) == (code, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == bool(said)
    assert all(part in lines[0] for part in said)


def test_each_file_is_checked_by_itself(tmp_path: Path) -> None:
    for name in ("one.bib", "two.bib"):
        (tmp_path / name).write_text(LEE, encoding="utf-8")
    assert invoke("check", "--bib", tmp_path / "one.bib", tmp_path / "two.bib").returncode == 0


def test_a_file_that_is_not_there_exits_with_2(tmp_path: Path) -> None:
    assert invoke("check", "--bib", tmp_path / "none.bib").returncode == 2


def test_the_hook_runs_it() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "paperlist check --bib"
