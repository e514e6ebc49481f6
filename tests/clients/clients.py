r"""How the tests run the programs that read what is written, and how values are compared.

Values are compared as a reader sees them. What TeX's notation leaves open is not compared: `--` is a dash and `'` an
apostrophe in every client; white space and a formula's dollars mean nothing.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import pytest

from paperlist import exporters
from paperlist.exporters import Options
from paperlist.paper import Paper
from tests.exporter_samples import fixture_papers, nasty_papers, usual_papers

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"


def need(program: str, file: Path | None = None) -> None:
    """Skip the test, saying what is missing; where PAPERLIST_CLIENTS is set, as in CI, fail."""
    if shutil.which(program) and (file is None or file.exists()):
        return
    message = (
        f"{file.name if file and shutil.which(program) else program} is missing: tests/clients/install installs it"
    )
    if os.environ.get("PAPERLIST_CLIENTS"):
        pytest.fail(message)
    pytest.skip(message)


def need_module(name: str) -> None:
    """As `need`, of a library of Python's."""
    if find_spec(name) is None:
        message = f"{name} is missing: tests/clients/install installs it"
        if os.environ.get("PAPERLIST_CLIENTS"):
            pytest.fail(message)
        pytest.skip(message)


def run(*command: str | Path, cwd: Path, fails: bool = False) -> str:
    """Run a program and give all that it prints; it must end well."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        timeout=600,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "openout_any": "p"},
        stdin=subprocess.DEVNULL,
    )
    printed = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert fails or done.returncode == 0, printed[-3000:]
    return printed


def output(*command: str | Path, cwd: Path, stdin: Path | None = None) -> str:
    """Run a program that must say nothing on standard error, and give its standard output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        timeout=600,
        check=False,
        input=stdin.read_bytes() if stdin else b"",
    )
    assert (done.returncode, done.stderr.decode("utf-8", "replace")[-3000:]) == (0, "")
    return done.stdout.decode("utf-8")


def write(path: Path, name: str, papers: list[Paper], **options: object) -> Path:
    """Write papers to a file."""
    text = "".join(exporters.load(name).write(papers, Options(**options)))  # type: ignore[arg-type]
    path.write_text(text, encoding="utf-8", newline="")
    return path


def samples() -> list[Paper]:
    """All papers that clients are tried on, each with a key of its own: by hand, nasty, and the fixtures'.

    Pages stand in the fixtures as a dozen tools give them: what says the same is tried once.
    """
    apart = {"key": "", "sources": ()}
    papers = list(dict.fromkeys(p.replace(**apart) for p in (*usual_papers(), *nasty_papers(), *fixture_papers())))
    # A reference without any date is one that biber's data model does not know: nothing can be done about that.
    return [paper.replace(key=f"p{number}") for number, paper in enumerate(papers) if paper.date]


TAG = re.compile(r"</?(?:i|b|u|sc|sup|sub|span|code)\b[^<>]*>")  # what clients make of styles
TO_DASH = str.maketrans(dict.fromkeys("‐‑‒–—―", "-"))
QUOTES = str.maketrans(dict.fromkeys("'`\"‘’‚“”„´$"))
RUNS = re.compile(r"-+")


def canonical(text: str, *, case: bool = True) -> str:
    """Return what is left of a value when notation is left aside; with `case` false its capitals as well."""
    text = unicodedata.normalize("NFC", text)
    text = TAG.sub("", text).replace("\\lbrace", "{").replace("\\rbrace", "}").replace("...", "…").translate(QUOTES)
    text = "".join(RUNS.sub("-", text.translate(TO_DASH)).split())
    return text if case else text.casefold()
