"""`--jobs`: several files at once give what they give one by one, whatever becomes of the workers."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest

from paperlist.cli import pool
from tests.command import ENTRY

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = FIXTURES / "mixed" / "seeds"
ARXIV, PWC = SEEDS / "arxiv-search.txt", SEEDS / "pwc-author.txt"
COMMAND = [sys.executable, "-m", "paperlist", "parse", "--to", "jsonl"]
DEADLINE = 30.0
"""Seconds for what ends soon on any machine."""

posix = pytest.mark.skipif(os.name != "posix", reason="signals and forks are POSIX's here")


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done: Any = subprocess.run([*COMMAND, *map(str, arguments)], timeout=120, check=False, **options)
    return cast("subprocess.CompletedProcess[bytes]", done)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three dumps that take a moment to read."""
    folder = tmp_path_factory.mktemp("jobs")
    files = [folder / f"{number}.txt" for number in range(3)]
    for number, file in enumerate(files):
        file.write_text("".join(map(ENTRY.format, range(number, 600 + number))), encoding="utf-8")
    return list(map(str, files))


@pytest.fixture(scope="module")
def want(large: list[str]) -> subprocess.CompletedProcess[bytes]:
    """What one process gives of the dumps."""
    return run(*large, "--no-merge")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the inputs, which are only read."""
    return tmp_path_factory.mktemp("inputs")


@pytest.fixture(scope="module")
def inputs(folder: Path) -> list[str]:
    """Files of all kinds, many of which cannot be read."""
    (folder / "folder").mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "random").write_bytes(random.Random(1).randbytes(5000))
    (folder / "list.jsonl").write_bytes(run(ARXIV).stdout)
    (folder / "library.bib").write_bytes(run(PWC, "--to", "bib").stdout)
    noise = random.Random(2)
    text = "".join(ENTRY.format(noise.randbytes(150).hex()) for _ in range(300)).encode()
    (folder / "cut.gz").write_bytes(gzip.compress(text)[:30_000])
    (folder / "bad.txt").write_bytes(ARXIV.read_bytes().replace(b"Abstract", b"Abst\xffract", 1))
    names = [
        *("folder", "cut.gz", "missing.txt", str(ARXIV), "empty.txt", "random", "list.jsonl", "bad.txt"),
        *("library.bib", str(PWC), "-", str(ARXIV), "a\udcff.txt"),
    ]
    (folder / "a\udcff.txt").write_bytes(PWC.read_bytes())
    return names


@pytest.mark.parametrize("more", [["--no-merge"], ["--explain"], ["-v", "--to", "bib"]], ids=" ".join)
def test_the_number_of_jobs_changes_nothing(inputs: list[str], folder: Path, more: list[str]) -> None:
    one, three = (run(*inputs, *more, "-j", jobs, cwd=folder) for jobs in (1, 3))
    assert one.returncode == three.returncode == 2
    assert one.stderr.decode().count("[unreadable]") == 3
    assert one.stderr.decode().splitlines()[-1].startswith("paperlist: ")
    assert three.stderr == one.stderr
    assert three.stdout == one.stdout


def test_a_pipe_is_read_as_it_comes(large: list[str]) -> None:
    """Standard input is no file that a worker could read: its records leave before it ends."""
    command = [*COMMAND, "--no-merge", "-j", "3", "-q", *large, "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(map(ENTRY.format, range(100))).encode())
        process.stdin.flush()
        # What may still belong to another page is a few thousand characters.
        lines = [process.stdout.readline() for _ in range(3 * 600 + 80)]
        assert b"A title of paper number 79 about things" in lines[-1]
        assert process.poll() is None
        process.stdin.close()
        assert len(process.stdout.readlines()) == 20
        assert process.wait(DEADLINE) == 0


def test_a_file_that_is_the_output_too_is_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(ARXIV.read_bytes())
    with (tmp_path / "b.txt").open("ab") as stdout:
        done = run("a.txt", "b.txt", "--no-merge", "-j", "2", cwd=tmp_path, stdout=stdout)
    assert done.returncode == 2
    assert b"b.txt: error: the input is the output too [unreadable]" in done.stderr
    assert (tmp_path / "b.txt").read_bytes().startswith(ARXIV.read_bytes())


# What becomes of workers


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.skip("this system does not tell of a process's children")
    return [int(child) for child in path.read_text().split()]


def wait_for_workers(process: subprocess.Popen[bytes], count: int) -> list[int]:
    until = time.monotonic() + DEADLINE
    while len(found := children_of(process.pid)) < count:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.002)
    return found


def is_alive(pid: int) -> bool:
    """Whether a process is still at work (one that nobody has asked for its exit code is not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for_end(pids: list[int]) -> None:
    until = time.monotonic() + DEADLINE
    while any(map(is_alive, pids)):
        assert time.monotonic() < until
        time.sleep(0.01)


@posix
@pytest.mark.parametrize("moment", [0.0, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("killed", [slice(0, 1), slice(1, 3)], ids=["first", "others"])
def test_killed_workers_cost_nothing(
    large: list[str], want: subprocess.CompletedProcess[bytes], moment: float, killed: slice
) -> None:
    command = [*COMMAND, "--no-merge", "-j", "3", *large]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        workers = wait_for_workers(process, 3)
        time.sleep(moment)
        for worker in workers[killed]:
            os.kill(worker, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, want.stderr)
    assert out == want.stdout
    wait_for_end(workers)


def test_a_worker_that_is_killed_while_it_sends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "POLL", 0.01)
    assert pool.result_of(Future(), workers=1) is None  # a future that nobody works for


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("to_all", [False, True], ids=["one", "group"])  # Ctrl-C goes to all processes of a terminal
def test_no_worker_outlives_the_run(large: list[str], tmp_path: Path, number: signal.Signals, to_all: bool) -> None:
    command = [*COMMAND, "--no-merge", "-j", "3", *large, "-", "-o", str(tmp_path / "out")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        workers = wait_for_workers(process, 3)
        (os.killpg if to_all else os.kill)(process.pid, number)
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(DEADLINE) in (-number, 128 + number)
    wait_for_end(workers)
    assert number == signal.SIGKILL or list(tmp_path.iterdir()) == []


@posix
def test_a_reader_that_has_enough_ends_workers_too(large: list[str]) -> None:
    command = [*COMMAND, "--no-merge", "-j", "3", *large]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        workers = wait_for_workers(process, 3)
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(DEADLINE) == -signal.SIGPIPE
        assert process.stderr.read() == b""
    wait_for_end(workers)


@posix
def test_a_signal_that_is_ignored_ends_no_worker(large: list[str], tmp_path: Path) -> None:
    """`nohup paperlist …` goes on when its terminal is closed."""
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)  # noqa: E731
    command = [*COMMAND, "--no-merge", "-j", "3", *large, "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=ignore, start_new_session=True) as process:
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGHUP)
            time.sleep(0.05)
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert len((tmp_path / "out").read_bytes().splitlines()) == 1_800


NO_MORE = """
import errno, os, sys
fork, left = os.fork, {0}
def limited():
    global left
    left -= 1
    if left < 0:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    return fork()
os.fork = limited
from paperlist.cli import main
main()
"""


@posix
@pytest.mark.parametrize("left", [0, 1, 2])
def test_no_more_processes(large: list[str], want: subprocess.CompletedProcess[bytes], left: int) -> None:
    arguments = [*COMMAND[3:], "--no-merge", "-j", "3", *large]
    done = subprocess.run(
        [sys.executable, "-c", NO_MORE.format(left), *arguments], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, want.stderr)
    assert done.stdout == want.stdout


@posix
def test_no_semaphores(large: list[str], want: subprocess.CompletedProcess[bytes]) -> None:
    """As on a system without shared memory."""
    code = "import sys\nsys.modules['multiprocessing.synchronize'] = None\nfrom paperlist.cli import main\nmain()"
    arguments = [*COMMAND[3:], "--no-merge", "-j", "3", *large]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, want.stderr)
    assert done.stdout == want.stdout


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_full_disk(large: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*large, "--no-merge", "-j", "3", stdout=full)
    assert (done.returncode, done.stderr) == (2, b"paperlist: error: No space left on device\n")


@posix
@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "<&- 2>&- >&- -o out"])
def test_closed_streams(
    large: list[str], want: subprocess.CompletedProcess[bytes], tmp_path: Path, closed: str
) -> None:
    command = " ".join([*COMMAND, "--no-merge", "-j", "3", *large, closed])
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 0
    out = tmp_path / "out"
    assert (out.read_bytes() if out.exists() else done.stdout) == want.stdout
