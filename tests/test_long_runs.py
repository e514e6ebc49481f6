"""Long runs: records leave while the input still comes, a person sees how far it is, Ctrl-C costs nothing but time."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperlist.cli.progress import total_size
from tests.command import ENTRY

COMMAND = [sys.executable, "-m", "paperlist"]
INTERRUPTED = 130
SOON = 0.5
"""Seconds in which Ctrl-C must be obeyed."""
PATIENCE = 20.0
"""Seconds for all else on a busy machine."""

MANY = 20_000
SOME = 5_000
"""Entries of a dump that a bar is shown for, where one is shown at once."""
AFTER = "from paperlist import cli; from paperlist.cli import progress; progress.DELAY = {}; cli.main()"
"""The command, which shows a bar after so many seconds."""

STYLE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")  # "\x1b[90m"


def entries(first: int, last: int) -> str:
    return "".join(map(ENTRY.format, range(first, last)))


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "dump.txt"
    path.write_text(entries(0, MANY), encoding="utf-8")
    return path


def lines_of(process: subprocess.Popen[bytes], count: int) -> list[dict[str, object]]:
    """Read so many records as soon as they come."""
    assert process.stdout
    found: list[dict[str, object]] = []
    late = threading.Timer(PATIENCE, process.kill)  # a record that never comes must not hang the tests
    late.start()
    while len(found) < count and (line := process.stdout.readline()):
        found.append(json.loads(line))
    late.cancel()
    return found


# Streams


@pytest.mark.parametrize("unbuffered", ["", "1"])  # as `python -u`
def test_records_leave_before_the_input_ends(unbuffered: str) -> None:
    command = [*COMMAND, "parse", "--no-merge", "--to", "jsonl", "-q"]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin
        assert process.stdout
        # What may still belong to another page, a few thousand characters, waits for more.
        process.stdin.write(entries(0, 100).encode())
        process.stdin.flush()
        first = lines_of(process, 80)
        assert [record["title"] for record in first] == [f"A title of paper number {i} about things" for i in range(80)]
        assert process.poll() is None
        process.stdin.write(entries(100, 200).encode())
        process.stdin.flush()
        second = lines_of(process, 100)
        assert [record["title"] for record in second] == [
            f"A title of paper number {i} about things" for i in range(80, 180)
        ]
        process.stdin.close()
        rest = lines_of(process, 20)
        assert rest[-1]["title"] == "A title of paper number 199 about things"
        assert process.wait() == 0


def test_a_reader_that_has_enough_ends_the_run_silently(dump: Path) -> None:
    command = [*COMMAND, "parse", "--no-merge", "--to", "jsonl", str(dump)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert len(lines_of(process, 1)) == 1
        process.stdout.close()
        assert process.wait(PATIENCE) == -signal.SIGPIPE
        assert process.stderr.read() == b""


# Ctrl-C


def interrupted(process: subprocess.Popen[bytes]) -> float:
    """Send what Ctrl-C sends; give how long the process took to end."""
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    return time.monotonic() - began


def wait_until(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until there is a temporary file in the folder: the run is in its midst."""
    deadline = time.monotonic() + PATIENCE
    while not list(path.glob(".paperlist-*")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_interrupted_it_leaves_whole_records(dump: Path, unbuffered: str) -> None:
    command = [*COMMAND, "parse", "--no-merge", "--to", "jsonl", str(dump), "-"]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:  # standard input never ends, so the run is still on when the first file is done
        assert process.stdout
        assert process.stderr
        assert len(lines_of(process, 100)) == 100
        assert interrupted(process) < SOON
        assert process.returncode == INTERRUPTED
        rest = process.stdout.read().decode().split("\n")
        assert rest.pop() == ""
        titles = [json.loads(line)["title"] for line in rest]
        assert titles == [f"A title of paper number {i} about things" for i in range(100, 100 + len(titles))]
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("options", [["--no-merge", "--to", "jsonl"], ["--to", "bib"]], ids=["streaming", "merging"])
@pytest.mark.parametrize("old", [None, b"what was there before\n"], ids=["new file", "old file"])
def test_interrupted_it_leaves_no_half_written_file(
    dump: Path, tmp_path: Path, options: list[str], old: bytes | None
) -> None:
    output = tmp_path / "out"
    if old is not None:
        output.write_bytes(old)
    command = [*COMMAND, "parse", *options, str(dump), "-", "-o", str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        wait_until(tmp_path, process)
        assert interrupted(process) < SOON
        assert process.returncode == INTERRUPTED
        assert b"Traceback" not in process.stderr.read()
    assert [path.name for path in tmp_path.iterdir()] == ([] if old is None else ["out"])
    if old is not None:
        assert output.read_bytes() == old


def test_interrupted_while_it_merges(dump: Path) -> None:
    # Entries that are read only are followed by 1.5 seconds in which nothing but merging goes on.
    with subprocess.Popen([*COMMAND, "parse", str(dump)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        time.sleep(1.5)
        took = interrupted(process)
        if process.returncode == 0:
            pytest.skip("this machine is through before one can interrupt it")
        assert process.returncode == INTERRUPTED
        assert took < SOON
        assert process.stdout.read() == b""


# The bar


def seen_on_terminal(command: list[str], output: int | None, columns: int = 80) -> str:
    """Run a command with a terminal as its standard error (and output, unless that goes to `output`)."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    out = follower if output is None else output
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=follower, env=environment) as process:
        os.close(follower)
        text = b"".join(read_terminal(leader))
        assert process.wait(PATIENCE) == 0
    os.close(leader)
    return text.decode()


def read_terminal(leader: int) -> Iterator[bytes]:
    """Yield what is shown until the last process has closed the terminal."""
    while select.select([leader], [], [], PATIENCE)[0]:
        try:
            block = os.read(leader, 65536)
        except OSError:  # how Linux tells that the last process has closed the terminal
            return
        if not block:
            return
        yield block


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("watched") / "dump.txt"
    path.write_text(entries(0, SOME), encoding="utf-8")
    return path


def parse(dump: Path, *options: str, delay: int = 0) -> list[str]:
    """The command that reads a dump, and shows a bar after so many seconds."""
    return [sys.executable, "-c", AFTER.format(delay), "parse", "--no-merge", "--to", "jsonl", str(dump), *options]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_bar_shows_bytes_entries_and_time(watched: Path, tmp_path: Path, columns: int) -> None:
    with (tmp_path / "out").open("wb") as out:
        text = seen_on_terminal(parse(watched), out.fileno(), columns)
    shown = STYLE.sub("", text.split("paperlist: ")[0])
    size = watched.stat().st_size
    assert re.search(rf"\d/{size / 1e6:.1f} MB .*\d,\d{{3}} papers.* (\d:\d\d:\d\d|-:--:--)", shown)
    assert "\n" not in shown.rstrip()  # one line, however narrow the terminal
    assert text.endswith(f"paperlist: {SOME:,} papers\r\n")
    records = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert len(records) == SOME
    assert all(record.startswith('{"key":') for record in records)


def test_a_short_run_has_no_bar(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(entries(0, 5), encoding="utf-8")
    with (tmp_path / "out").open("wb") as out:
        text = seen_on_terminal(parse(tmp_path / "short.txt", delay=1000), out.fileno())
    assert text.startswith("paperlist: 5 papers")


@pytest.mark.parametrize("options", [["-q"], []], ids=["quiet", "data on the same screen"])
def test_no_bar(watched: Path, tmp_path: Path, options: list[str]) -> None:
    with (tmp_path / "out").open("wb") as out:
        text = seen_on_terminal(parse(watched, *options), out.fileno() if options else None)
    assert "MB" not in text
    assert "\x1b" not in text


def test_no_bar_in_a_pipe(watched: Path) -> None:
    done = subprocess.run(parse(watched), capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_pipe_has_no_size(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"123")
    other.write_bytes(b"4567")
    assert total_size([str(one), str(other)]) == 7
    assert total_size([str(one), "-"]) is None
    assert total_size([str(tmp_path / "nothing")]) is None
