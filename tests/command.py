"""The command as it is run in a shell, with what is around it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from paperlist import cli

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = FIXTURES / "mixed" / "seeds"
ARXIV, PWC = SEEDS / "arxiv-search.txt", SEEDS / "pwc-author.txt"
COMMAND = [sys.executable, "-m", "paperlist"]
EARLIER = b"what was here before\n"
LIBRARY = """% mine, cared for
@string{me = "Myself"}

@article{hubinger24,
    title  = {Sleeper Agents: Training Deceptive {LLMs} that Persist Through Safety Training},
    author = {Evan Hubinger and Carson Denison and others},
    year   = 2024
}
"""
"""A .bib file that has one of the works."""
ENTRY = """-
A title of paper number {0} about things
Authors:
Ada Lovelace,
Charles Babbage
Abstract:
What is said of paper number {0} is all that there is to say. It has two sentences.
Submitted 10 January, 2024;
originally announced January 2024.
"""
"""An entry of a listing, which has a number."""


def run(*arguments: object, wrapper: Sequence[str] = (), **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done: Any = subprocess.run([*wrapper, *COMMAND, *map(str, arguments)], timeout=120, check=False, **options)
    return cast("subprocess.CompletedProcess[bytes]", done)


def invoke(
    *arguments: object, cwd: Path | str = ".", stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command within this process: for what it reads, writes and says, which needs no process of its own."""
    words = [str(argument) for argument in arguments]
    with chdir(cwd), CliRunner().isolation(stdin, env) as (out, err, _):
        code = cli.run(words)
        return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def run_with(change: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command in an interpreter to which something was done before."""
    code = f"import sys\n{change}\nfrom paperlist.cli import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, timeout=120, check=False
    )


def shell(line: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `paperlist` is the command."""
    command = f'paperlist() {{ "{sys.executable}" -m paperlist "$@"; }}; {line}'
    done: Any = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False, **options)
    return cast("subprocess.CompletedProcess[bytes]", done)


def start(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, **options)


def clean(stderr: bytes) -> str:
    """Return what was said, which is never a traceback."""
    said = stderr.decode()
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    return said


def at_most(limit: int, megabytes: int) -> Callable[[], None]:
    """Return what sets a limit of this process (`resource.RLIMIT_AS`: its memory) before the command begins."""
    import resource  # which POSIX has

    return lambda: resource.setrlimit(limit, (megabytes << 20, megabytes << 20))


def no_traces(folder: Path, *expected: str) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(expected)


def without_privileges() -> list[str]:
    """Return what makes permissions count for a command, even when root runs it."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if not setpriv:
        pytest.skip("run by root, for whom permissions do not count")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]
