"""The documentation as what it says: its commands, run in a folder that has the files it speaks of.

```console      lines after `$ ` are run; what is shown must be what comes out, a line `…` stands for any lines
```python       is run
<!-- file: NAME -->         before a block: the block is the file NAME
<!-- needs: pandas -->      before a block: it is run where that program or library is, by `pytest -m clients`
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest
from typer.testing import CliRunner

from tests.command import ARXIV, FIXTURES, LIBRARY, PWC

MORE = "…\n"
BLOCK = re.compile(
    r"(?:<!-- (?P<what>file|needs): (?P<names>[^>]*?) -->\n)?"
    r"^(?P<indent> *)```(?P<language>\w+)[^\n]*\n(?P<text>.*?)^ *```$",
    re.DOTALL | re.MULTILINE,
)
STEP = re.compile(r"^\$ (?P<command>(?:[^\n]*\\\n)*[^\n]*)\n(?P<shown>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
SIMPLE = re.compile(r"paperlist (?P<words>[^|<>&;$`\\]*?)(?: \| head -(?P<head>\d+))?(?: > (?P<file>[\w./]+))?")
"""A command that needs no shell."""
FILES = {
    "search.txt": ARXIV,
    "author.txt": PWC,
    "page.html": FIXTURES / "arxiv-abs" / "page.html",
    "daily.html": FIXTURES / "hf-papers" / "daily_saved.html",
    "new.txt": FIXTURES / "arxiv-list" / "new-browser.txt",
    "pages/1.txt": ARXIV,
    "pages/2.txt": FIXTURES / "arxiv-list" / "recent-browser.txt",
    "pages/3.html": FIXTURES / "arxiv-abs" / "page.html",
}
"""What the files that the pages speak of are."""
CLIPBOARD = ("pbpaste", "wl-paste", "xclip")
"""Programs that print the clipboard: here the search page."""


@dataclass(frozen=True)
class Block:
    """One block of a page."""

    language: str
    text: str
    file: str | None
    needs: tuple[str, ...]
    indent: str


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a page."""
    for found in BLOCK.finditer(text):
        names = (found["names"] or "").split()
        is_file = found["what"] == "file"
        yield Block(
            found["language"],
            dedent(found["text"]),
            names[0] if is_file else None,
            () if is_file else tuple(names),
            found["indent"],
        )


def is_there(program: str) -> bool:
    """Whether a program or a library is installed."""
    return bool(shutil.which(program) or find_spec(program))


class Folder:
    """A folder with the files, in which the steps of a page are run."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Fill the folder, put the command and the clipboard into the path, and go there."""
        programs = path / "programs"
        self.path = path / "work"
        for name, source in FILES.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, self.path / name)
        (self.path / "library.bib").write_text(LIBRARY, encoding="utf-8")
        snapshot = (FIXTURES / "arxiv-api" / "snapshot.txt").read_text(encoding="utf-8")
        (self.path / "snapshot.jsonl").write_text(snapshot.split("\n")[0], encoding="utf-8")
        programs.mkdir()
        scripts = dict.fromkeys(CLIPBOARD, f'exec cat "{ARXIV}"')
        scripts["paperlist"] = f'exec "{sys.executable}" -m paperlist "$@"'
        for name, script in scripts.items():
            (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
        monkeypatch.setenv(
            "PATH", os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"]))
        )
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(path / "config"))
        monkeypatch.chdir(self.path)

    def run(self, command: str) -> tuple[int, str]:
        """Return the exit code of a command and what it printed."""
        if not (simple := SIMPLE.fullmatch(command)):
            return self.run_program("bash", "-c", command)
        from paperlist.cli import app

        words = [found for word in shlex.split(simple["words"]) for found in self.names(word)]
        done = CliRunner().invoke(app, words, prog_name="paperlist")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        if simple["file"]:
            (self.path / simple["file"]).write_bytes(done.stdout_bytes)
            return done.exit_code, done.stderr
        if simple["head"]:
            return done.exit_code, "".join(done.stdout.splitlines(keepends=True)[: int(simple["head"])]) + done.stderr
        return done.exit_code, done.output

    def names(self, word: str) -> list[str]:
        """Return the files that a word with a star stands for, or the word."""
        return sorted(str(path.relative_to(self.path)) for path in self.path.glob(word)) if "*" in word else [word]

    def run_program(self, *arguments: str) -> tuple[int, str]:
        """Return the exit code of a program and what it printed."""
        shell = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return shell.returncode, shell.stdout.decode()

    def step(self, command: str, shown: str) -> str:
        """Run a command; return what should be shown of it: nothing where nothing is."""
        code, printed = self.run(command)
        if not shown:
            assert code == 0, f"$ {command}\n{printed}"
            return ""
        return shown if is_shown(printed, shown) else printed

    def block(self, block: Block) -> str:
        """Do what a block says; return the text that it should have."""
        if block.file:
            (self.path / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            return STEP.sub(
                lambda found: f"$ {found['command']}\n{self.step(found['command'], found['shown'])}", block.text
            )
        elif block.language == "python":
            code, printed = self.run_program(sys.executable, "-c", block.text)
            assert code == 0, printed
        return block.text


def is_shown(printed: str, shown: str) -> bool:
    """Whether what was printed is what is shown, where a line `…` stands for any lines."""
    pattern = "(?:.*\n)*?".join(map(re.escape, shown.split(MORE)))
    return re.fullmatch(pattern, printed) is not None


def run_page(text: str, folder: Folder, *, programs: Mapping[str, bool]) -> str:
    """Return the page as it should be, after its blocks were run but for those that need what is not there."""
    for block in blocks(text):
        if all(programs.get(name, False) for name in block.needs):
            now = folder.block(block)
            text = (
                text.replace(indent(block.text, block.indent), indent(now, block.indent)) if now != block.text else text
            )
    return text
