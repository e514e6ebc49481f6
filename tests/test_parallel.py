"""Several processes find what one does, whatever a text is cut into; and what becomes of them when something ends."""

import gzip
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pytest

from paperlist import parallel, processes, readers, source
from paperlist.diagnostics import Diagnostic
from paperlist.exporters import LineExporter, jsonl, line_exporter, load
from paperlist.keys import Keys
from paperlist.listings import load_listings
from paperlist.paper import Paper, Written
from paperlist.reading import Event, is_page, read
from paperlist.source import read_chunks

FIXTURES = Path(__file__).parents[1] / "fixtures"
COMMAND = [sys.executable, "-m", "paperlist", "parse", "--to", "jsonl"]

ENTRY = """-
A title of paper number {0} about things
Authors:
Ada Lovelace,
Charles Babbage
Abstract:
What is said of paper number {0} is [1]all that there is to say. It has two sentences.
Submitted 10 January, 2024;
originally announced January 2024.
"""
CUT = ENTRY[: ENTRY.index("Submitted")]
LINKED = "-\n[{1}]A title of paper number {0} about [7]things\n" + ENTRY[ENTRY.index("Authors") :]
ODD = """-
[A title](https://arxiv.org/abs/2401.00001) of one paper in markdown
Authors:
Ada\\_Lovelace
Abstract:
What is said of it.
Submitted 11 January, 2024;
originally announced January 2024.
"""


class Here(parallel.Workers):
    """A worker without a process of its own; it dies at one of its tasks."""

    def __init__(self, keys: Keys, dies_at: int = -1, lines: LineExporter | None = None) -> None:
        super().__init__(1, load_listings, keys.plain, lines)
        self.dies_at = dies_at

    def map(self, tasks: Iterable[parallel.Task]) -> Iterator[tuple[parallel.Task, parallel.Result | None]]:
        """Do the tasks at once."""
        for number, task in enumerate(tasks):
            alive = number != self.dies_at
            yield task, parallel.work(task, self.listings(), self.key_of, self.lines) if alive else None


def alone(text: str) -> list[Event]:
    return list(read([text], "dump.txt", load_listings(), Keys().key_of))


def together(text: str, dies_at: int = -1) -> list[Event]:
    keys = Keys()
    lines = text.splitlines(keepends=True)
    return list(cast("Iterator[Event]", parallel.read(lines, "dump.txt", Here(keys, dies_at), keys)))


def written(events: Iterable[Event | Written]) -> tuple[list[bytes | Diagnostic], list[tuple[str, int, int]]]:
    """Give events with lines for records, and the key and lines of each record without a title."""
    told: list[bytes | Diagnostic] = []
    untitled: list[tuple[str, int, int]] = []
    for event in events:
        if isinstance(event, Diagnostic):
            told.append(event)
            continue
        told += b"".join(jsonl.lines([event])).splitlines(keepends=True)
        if isinstance(event, Written):
            untitled += event.untitled
        elif event.title is None:
            place = event.sources[0]
            untitled.append((event.key, place.first_line, place.last_line))
    return told, untitled


def written_together(text: str, dies_at: int = -1) -> list[Event | Written]:
    keys = Keys()
    workers = Here(keys, dies_at, line_exporter(load("jsonl")))
    return list(parallel.read(text.splitlines(keepends=True), "dump.txt", workers, keys))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[parallel.Seam]:
    """Make blocks small; tell where a text had to be read alone."""
    gave_up: list[parallel.Seam] = []
    read_alone = parallel.read_alone

    def noted(
        texts: Iterable[str],
        file: str,
        workers: parallel.Workers,
        keys: Keys | None,
        seam: parallel.Seam,
        meeting: int,
    ) -> Iterator[Event]:
        gave_up.append(seam)
        return read_alone(texts, file, workers, keys, seam, meeting)

    monkeypatch.setattr(parallel, "BLOCK", 5000)
    monkeypatch.setattr(parallel, "AHEAD", 4000)
    monkeypatch.setattr(parallel, "read_alone", noted)
    return gave_up


def is_dump(path: Path) -> bool:
    """Whether a fixture is read in blocks, and has several of them."""
    if path.suffix not in (".txt", ".md") or not 5000 < path.stat().st_size < 1_000_000:
        return False
    head = path.read_text(encoding="utf-8", errors="replace")[:4096]
    return not is_page(head) and not readers.recognise(head, str(path))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "path",
    [path for path in sorted(FIXTURES.rglob("*")) if is_dump(path)],
    ids=lambda path: str(path.relative_to(FIXTURES)),
)
def test_every_fixture_is_read_alike(path: Path) -> None:
    text = "".join(read_chunks(str(path)))
    assert together(text) == alone(text)
    assert written(written_together(text)) == written(alone(text))


def test_a_regular_text_is_read_by_workers_to_its_end(small: list[parallel.Seam]) -> None:
    text = "".join(map(ENTRY.format, range(300)))
    papers = [event for event in together(text) if isinstance(event, Paper)]
    assert papers == alone(text)
    assert [paper.title for paper in papers] == [f"A title of paper number {i} about things" for i in range(300)]
    assert [paper.sources[0].first_line for paper in papers] == [1 + 9 * i for i in range(300)]
    assert len({paper.key for paper in papers}) == 300
    assert small == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # A markdown link in the midst: from there on backslashes are escapes.
        ("".join(map(ENTRY.format, range(100))) + ODD + "".join(map(ENTRY.format, range(100, 200))), 900),
        # No entry has an end: the last one is not told to be cut off.
        ("".join(map(CUT.format, range(200))), 1385),
        # All entries but the first lack their end: the last one is told to be cut off.
        (ENTRY.format(0) + "".join(map(CUT.format, range(1, 200))), None),
        # Link numbers, which count on from one block to the next.
        ("".join(LINKED.format(i, i + 1) for i in range(200)), 1),
        # One entry that is longer than what a worker reads behind its block.
        (
            "".join(map(ENTRY.format, range(50)))
            + ENTRY.format(50).replace("Ada Lovelace,\n", "Ada Lovelace,\n" * 1000)
            + "".join(map(ENTRY.format, range(51, 99))),
            400,
        ),
        # What might be a tag that is never closed, in every entry.
        ("".join(map(ENTRY.replace("all that", "x<y: all that").format, range(200))), 1),
        # No entry at all.
        ("Nothing that anyone knows how to read.\n" * 1000, 1),
    ],
    ids=["markdown", "endless", "cut", "numbered", "long", "open", "nothing"],
)
def test_what_depends_on_the_text_before(small: list[parallel.Seam], text: str, line: int | None) -> None:
    assert together(text) == alone(text)
    # From about there on one process had to read alone.
    assert [seam.line // 250 for seam in small] == ([] if line is None else [line // 250])
    assert written(written_together(text)) == written(alone(text))


@pytest.mark.parametrize("dies_at", [0, 1, 7])
def test_a_worker_dies(small: list[parallel.Seam], dies_at: int) -> None:
    text = "".join(map(ENTRY.format, range(300)))
    assert together(text, dies_at) == alone(text)
    assert len(small) == 1
    assert written(written_together(text, dies_at)) == written(alone(text))


# Real processes


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump that is large enough for several processes."""
    path = tmp_path_factory.mktemp("parallel") / "dump.txt"
    path.write_text("".join(map(ENTRY.format, range(8000))), encoding="utf-8")
    return path


@pytest.mark.parametrize("how", [["--no-merge"], [], ["--to", "bib"], ["--to", "ris"], ["--to", "json"]], ids=" ".join)
def test_the_number_of_processes_changes_nothing(large: Path, how: list[str]) -> None:
    one, two, three = (
        subprocess.run([*COMMAND, *how, "-j", jobs, str(large)], capture_output=True, check=True)
        for jobs in ("1", "2", "3")
    )
    assert two.stdout == one.stdout
    assert two.stderr == one.stderr
    assert three.stdout == one.stdout
    assert one.stderr.startswith(b"paperlist: 8,000 entries read (8000 arxiv-search), ")


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.skip("this system does not tell of a process's children")
    return [int(child) for child in path.read_text().split()]


def wait_for_children(process: subprocess.Popen[bytes]) -> list[int]:
    until = time.monotonic() + 20
    while len(found := children_of(process.pid)) < 2:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    return found


def is_there(pid: int) -> bool:
    """Whether a process is still at work (one that nobody has asked for its exit code is not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_killed_workers_cost_nothing(large: Path) -> None:
    want = subprocess.run([*COMMAND, "--no-merge", "-j", "1", str(large)], capture_output=True, check=True)
    command = [*COMMAND, "--no-merge", "-j", "2", str(large)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for child in wait_for_children(process):
            os.kill(child, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out == want.stdout
    assert err == want.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_run(large: Path, number: signal.Signals) -> None:
    command = [*COMMAND, "--no-merge", "-j", "2", str(large), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        children = wait_for_children(process)
        process.send_signal(number)
        _, err = process.communicate(timeout=20)
        assert process.returncode in (-number, 128 + number)
        assert err == b""
    until = time.monotonic() + 20
    while any(map(is_there, children)):
        assert time.monotonic() < until
        time.sleep(0.01)


def run(*arguments: object, jobs: int, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, "--no-merge", "-j", str(jobs), *map(str, arguments)]
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done: Any = subprocess.run(command, timeout=120, check=False, **options)
    return cast("subprocess.CompletedProcess[bytes]", done)


def test_a_reader_that_has_enough_ends_workers_too(large: Path) -> None:
    command = [*COMMAND, "--no-merge", "-j", "3", str(large)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        children = wait_for_children(process)
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(20) == -signal.SIGPIPE
        assert process.stderr.read() == b""
    until = time.monotonic() + 20
    while any(map(is_there, children)):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])  # as `python -u`
@pytest.mark.parametrize("to", ["jsonl", "csv"])
def test_full_disk(large: Path, to: str, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(large, "--to", to, jobs=3, stdout=full, env={**os.environ, "PYTHONUNBUFFERED": unbuffered})
    assert done.returncode == 2
    assert done.stderr == b"paperlist: error: No space left on device\n"


def test_bad_bytes_are_told_with_their_lines(large: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    lines = large.read_bytes().split(b"\n")
    places = (7, 30_004, 71_998)  # in the abstracts of the first, a middle and the last entry
    for line in places:
        lines[line - 1] += b" \xff"
    file.write_bytes(b"\n".join(lines))
    one, three = run(file, jobs=1), run(file, jobs=3)
    assert three.returncode == one.returncode == 0
    assert three.stdout == one.stdout
    assert three.stderr == one.stderr
    told = [line.split(": ")[0] for line in three.stderr.decode().splitlines() if "[bad-bytes]" in line]
    assert told == [f"{file}:{line}" for line in places]


@pytest.mark.parametrize("whole", [True, False])
def test_a_compressed_text(tmp_path: Path, whole: bool) -> None:
    file = tmp_path / "dump.txt.gz"
    chance = random.Random(1)
    data = gzip.compress("".join(ENTRY.format(chance.randbytes(150).hex()) for _ in range(8000)).encode())
    assert len(data) * 3 // 4 > source.LARGE
    file.write_bytes(data if whole else data[: 3 * len(data) // 4])
    one, three = run(file, jobs=1), run(file, jobs=3)
    assert three.returncode == one.returncode == (0 if whole else 2)
    assert three.stdout == one.stdout
    assert three.stderr == one.stderr
    assert (b"the gzip data breaks off; what stands before it is read [unreadable]" in three.stderr) is not whole
    assert len(three.stdout.splitlines()) > 5000


def test_a_file_that_shrinks(large: Path, tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(4 * large.read_bytes())  # more than is read at once
    want = run(file, jobs=1).stdout.splitlines()
    command = [*COMMAND, "--no-merge", "-j", "3", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        found = [process.stdout.readline()]
        os.truncate(file, 1000)
        found += process.stdout.readlines()
        assert b"Traceback" not in process.stderr.read()
    found = [line.rstrip(b"\n") for line in found]
    assert process.returncode in (0, 1)  # 1 where the last entry breaks off
    assert found[:-1] == want[: len(found) - 1]
    assert 0 < len(found) < len(want)


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "<&- 2>&- >&- -o out"])
def test_closed_streams(large: Path, tmp_path: Path, closed: str) -> None:
    want = run(large, jobs=1).stdout
    command = " ".join([*COMMAND, "--no-merge", "-j", "3", str(large), closed])
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 0
    out = tmp_path / "out"
    assert (out.read_bytes() if out.exists() else done.stdout) == want


@pytest.mark.usefixtures("forks_once")
def test_no_more_processes() -> None:
    """Those that are there do the work."""
    text = "".join(map(ENTRY.format, range(300)))
    with parallel.Workers(3, load_listings, None) as workers:
        assert len(workers.tasks) == 1
        results = [result for _, result in workers.map(parallel.divide(text.splitlines(keepends=True), "a.txt"))]
    assert None not in results


@pytest.mark.parametrize(("room", "at_once"), [(1 << 16, [4, 2]), (1 << 12, [2, 2])])
def test_tasks_of_two_workers(monkeypatch: pytest.MonkeyPatch, room: int, at_once: list[int]) -> None:
    """A worker that may be waiting for its result to be received is sent nothing for which its pipe has no room."""
    monkeypatch.setattr(processes, "ROOM", room)
    text = "".join(map(ENTRY.format, range(2000)))
    busy: list[int] = []

    class Counting(parallel.Workers):
        def receive(self, *, of_first: bool) -> None:
            busy.append(sum(map(len, self.tasks.values())))
            super().receive(of_first=of_first)

    for size, most in zip((10_000, 100_000), at_once, strict=True):
        monkeypatch.setattr(parallel, "BLOCK", size)
        busy.clear()
        with Counting(2, load_listings, None) as workers:
            ends = [1]
            for task, result in workers.map(parallel.divide(text.splitlines(keepends=True), "a.txt")):
                assert result
                assert task.line == ends[-1]
                ends.append(task.end)
        assert max(busy) == most
        assert ends[-1] == 1 + text.count("\n")


def test_a_slow_worker_does_not_keep_the_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is done gets the next task, as long as not too many results wait for the first; they come in order."""
    others, told = os.pipe()
    size = 2 * parallel.TASKS + parallel.HELD

    def work(task: parallel.Task, *_: object) -> tuple[int, int]:
        """Give who has done a task, and how many others were done meanwhile."""
        if task.line > 1:
            os.write(told, b".")
            return os.getpid(), 0
        found = b""
        while len(found) < parallel.TASKS + parallel.HELD and select.select([others], [], [], 10)[0]:
            found += os.read(others, 100)
        return os.getpid(), len(found)

    monkeypatch.setattr(parallel, "BLOCK", 1)
    monkeypatch.setattr(parallel, "work", work)
    entries = list(map(ENTRY.format, range(size)))
    with parallel.Workers(2, load_listings, None) as workers:
        done = list(workers.map(parallel.divide(entries, "a.txt")))
    assert [task.line for task, _ in done] == [1 + 9 * number for number in range(size)]
    first, *_ = by = [cast("tuple[int, int]", result) for _, result in done]
    assert first[1] == parallel.TASKS + parallel.HELD
    assert len({process for process, _ in by[1:]} - {first[0]}) == 1


def test_the_rest_is_all_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task too large for a pipe makes several results come before it is sent; none of their tasks is lost."""
    monkeypatch.setattr(parallel, "BLOCK", 50_000)
    entries = [ENTRY.format(number) for number in range(2000)]
    entries[1020] = ENTRY.format("x" * processes.ROOM)
    with parallel.Workers(2, load_listings, None) as workers:
        tasks = parallel.divide(entries, "a.txt")
        ends = []
        for task, result in workers.map(tasks):
            assert result
            ends.append(task.end)
            if any(len(job.task.block) > processes.ROOM for job in workers.busy):
                break
        left = [*(task for task, _ in workers.rest()), *tasks]
    ends += [task.end for task in left]
    assert len(left) > parallel.TASKS
    assert [task.line for task in left] == ends[-1 - len(left) : -1]
    assert ends[-1] == 1 + "".join(entries).count("\n")


def test_a_long_line_behind_blocks_that_are_not_believed(tmp_path: Path) -> None:
    """Nothing is lost where an entry across a seam is longer than what is read behind it, and a line than a pipe."""
    entries = list(map(ENTRY.format, range(6000)))
    file = tmp_path / "dump.txt"
    file.write_text("".join(entries), encoding="utf-8")
    first, *_, fifth, _ = islice(parallel.divide(read_chunks(str(file)), "dump.txt"), 6)
    for task, names, title in (first, "Ada Lovelace,\n" * 3000, "A title"), (fifth, "", "x" * processes.ROOM):
        last = task.end // 9 - 2
        entries[last] = entries[last].replace("Ada Lovelace,\n", names).replace("A title", title)
    file.write_text("".join(entries), encoding="utf-8")
    one, two = run(file, jobs=1), run(file, jobs=2)
    assert len(one.stdout.splitlines()) == 6000
    assert two.stdout == one.stdout
    assert two.stderr == one.stderr
