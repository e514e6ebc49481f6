"""What can go wrong around a run, through real processes: each with its message, its exit code, and no damage done."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.command import (
    ARXIV,
    EARLIER,
    PWC,
    at_most,
    clean,
    no_traces,
    run,
    run_with,
    shell,
    start,
    without_privileges,
)

if sys.version_info >= (3, 14):
    pass
else:
    pass

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and limits are POSIX's here")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dump that takes seconds to read."""
    file = tmp_path_factory.mktemp("large") / "large.txt"
    file.write_bytes(ARXIV.read_bytes().rstrip() + b"\n")
    file.write_bytes(file.read_bytes() * 1500)
    return file


@pytest.fixture(scope="module")
def shared(large: Path) -> Path:
    """Return a dump of about a megabyte."""
    file = large.with_name("shared.txt")
    file.write_bytes(ARXIV.read_bytes().rstrip() + b"\n")
    file.write_bytes(file.read_bytes() * (1 + (1 << 20) // file.stat().st_size))
    return file


# Full disks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [("--to", "bib"), ("--to", "jsonl", "--no-merge"), ("--to", "csv")])
def test_full_disk_behind_standard_output(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("parse", ARXIV, *arguments, stdout=full)
    assert done.returncode == 2
    assert "paperlist: error: No space left on device" in clean(done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    "command",
    [("check", ARXIV), ("check", "--json", ARXIV), ("check", "--report", ARXIV), ("formats",), ("--version",)],
    ids=lambda command: " ".join(part for part in command if part is not ARXIV),
)
def test_full_disk_behind_other_commands(command: tuple[object, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*command, stdout=full)
    assert done.returncode == 2
    assert "No space left on device" in clean(done.stderr)
    assert "unreadable" not in clean(done.stderr)  # it is no fault of the input


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_full_disk_behind_messages() -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("parse", ARXIV, "-v", "--to", "jsonl", stderr=full, env=environment(PYTHONUNBUFFERED=None))
    assert len(done.stdout.splitlines()) == 7
    assert done.returncode == 0


@pytest.mark.parametrize("unbuffered", [None, "1"])
def test_closed_pipe_behind_messages(tmp_path: Path, unbuffered: str | None) -> None:
    output = tmp_path / "out.jsonl"
    end, start = os.pipe()
    os.close(end)
    for where in ((), ("-o", output)):
        env = environment(PYTHONUNBUFFERED=unbuffered)
        done = run("parse", ARXIV, "-v", "--to", "jsonl", *where, stderr=start, env=env)
        assert done.returncode == 0
        assert len((done.stdout or output.read_bytes()).splitlines()) == 7
    os.close(start)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False).returncode:
        pytest.skip("not allowed to mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_disk_that_fills_up(small_disk: Path, large: Path) -> None:
    output = small_disk / "out.jsonl"
    output.write_bytes(EARLIER)
    done = run("parse", large, "--no-merge", "-o", output)
    assert done.returncode == 2
    assert "No space left on device" in clean(done.stderr)
    assert output.read_bytes() == EARLIER
    no_traces(small_disk, "out.jsonl")


def test_file_that_must_not_grow(tmp_path: Path, large: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(EARLIER)
    done = run("parse", large, "--no-merge", "-o", output, preexec_fn=at_most(resource.RLIMIT_FSIZE, 1))
    assert done.returncode == 2
    assert "File too large" in clean(done.stderr)
    assert output.read_bytes() == EARLIER
    no_traces(tmp_path, "out.jsonl")


@pytest.mark.parametrize("backup", [(), ("--backup",)])
def test_library_that_must_not_grow(tmp_path: Path, backup: tuple[str, ...]) -> None:
    library = tmp_path / "library.bib"
    old = b"@misc{old, title = {Old}, note = {" + b"x" * ((1 << 20) - 100) + b"}}\n"
    library.write_bytes(old)
    done = run("add", library, ARXIV, *backup, preexec_fn=at_most(resource.RLIMIT_FSIZE, 1))
    assert done.returncode == 2
    assert "File too large" in clean(done.stderr)
    assert library.read_bytes() == old
    kept = [path.read_bytes() for path in tmp_path.iterdir() if path != library]
    assert kept in ([], [old])  # nothing but perhaps the backup


# Pipes


def test_closed_pipe_is_silent(large: Path) -> None:
    done = shell(f"paperlist parse --no-merge --to jsonl '{large}' | head -1; exit ${{PIPESTATUS[0]}}")
    assert json.loads(done.stdout)["title"]
    assert done.stderr == b""
    assert done.returncode == 128 + signal.SIGPIPE


def test_closed_pipe_behind_check_is_silent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PWC.read_bytes() * 50)
    done = shell("paperlist check a.txt | head -1; exit ${PIPESTATUS[0]}", cwd=tmp_path)
    assert done.stderr == b""
    assert done.returncode == 128 + signal.SIGPIPE


def test_records_leave_a_pipe_as_they_come() -> None:
    """`tail -f dump | paperlist parse --no-merge --to jsonl` prints before the end."""
    entries = ARXIV.read_bytes()
    with start("parse", "--no-merge", "--to", "jsonl", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(entries * 2)  # what may still belong to another page is a few thousand characters
        process.stdin.flush()
        first = json.loads(process.stdout.readline())  # waits for ever where records are held back
        assert first["title"].startswith("Sleeper Agents")
        process.stdin.close()
        assert len(process.stdout.readlines()) == 13
    assert process.returncode == 0


def test_closed_standard_input() -> None:
    done = shell("paperlist parse <&-")
    assert done.returncode == 2
    assert "standard input is closed" in clean(done.stderr)
    done = shell(f"paperlist parse '{ARXIV}' --to jsonl <&-")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 7


@pytest.mark.parametrize("command", [f"parse '{ARXIV}'", f"check '{ARXIV}'", "formats", "--version"])
def test_closed_standard_output(command: str) -> None:
    done = shell(f"paperlist {command} >&-")
    assert done.returncode == 2
    assert "standard output is closed" in clean(done.stderr)


def test_closed_standard_output_is_not_needed(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    done = shell(f"paperlist parse '{ARXIV}' -o '{output}' >&-")
    assert done.returncode == 0
    assert len(output.read_bytes().splitlines()) == 7


def test_closed_standard_error() -> None:
    done = shell(f"paperlist parse '{ARXIV}' -v --to jsonl 2>&-")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 7
    assert shell("paperlist parse /no/such/file 2>&-").returncode == 2


# Outputs


@pytest.mark.parametrize("merge", [(), ("--no-merge",)])
def test_output_onto_the_input(tmp_path: Path, merge: tuple[str, ...]) -> None:
    file = tmp_path / "list.jsonl"
    file.write_bytes(run("parse", ARXIV, "--to", "jsonl").stdout)
    before = file.read_bytes()
    done = run("parse", file, "-o", file, *merge)
    assert done.returncode == 0, done.stderr
    assert [row["title"] for row in rows_of(file)] == [json.loads(line)["title"] for line in before.splitlines()]
    no_traces(tmp_path, "list.jsonl")


def test_output_appended_to_the_input_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    shutil.copy(ARXIV, file)
    with file.open("ab") as stdout:
        done = run("parse", file, "--no-merge", "--to", "jsonl", stdout=stdout)
    assert done.returncode == 2
    assert "is the output too" in clean(done.stderr)
    assert file.read_bytes() == ARXIV.read_bytes()


def rows_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def test_two_runs_onto_one_output(tmp_path: Path, large: Path) -> None:
    output = tmp_path / "out.jsonl"
    other = tmp_path / "other.txt"
    other.write_bytes(large.read_bytes()[: 1 << 19])
    runs = [start("parse", file, "--no-merge", "-o", output) for file in (other, PWC, other, ARXIV)]
    for process in runs:
        process.wait(120)
        assert process.stderr
        clean(process.stderr.read())
        process.stderr.close()
    files = {row["sources"][0]["file"] for row in rows_of(output)}
    assert len(files) == 1
    no_traces(tmp_path, "out.jsonl", "other.txt")


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "out.bib").write_bytes(EARLIER)
    wrapper = without_privileges()
    folder.chmod(0o555)
    done = run("parse", ARXIV, "-o", folder / "out.bib", wrapper=wrapper)
    assert done.returncode == 2
    assert "no right to write to the folder" in clean(done.stderr)
    assert (folder / "out.bib").read_bytes() == EARLIER
    for wrong in (folder / "no" / "out.bib", folder):
        assert run("parse", ARXIV, "-o", wrong, wrapper=wrapper).returncode == 2
    no_traces(folder, "out.bib")
    # Reading needs nothing of the folder it is in, nor a home.
    here = run(
        "parse", ARXIV, "--to", "jsonl", cwd=folder, wrapper=wrapper, env=environment(HOME=None, TMPDIR="/no/such")
    )
    assert here.returncode == 0, here.stderr
    assert len(here.stdout.splitlines()) == 7


def test_nothing_read_leaves_the_output_alone(tmp_path: Path) -> None:
    output = tmp_path / "out.bib"
    output.write_bytes(EARLIER)
    done = run("parse", tmp_path / "missing.txt", "-o", output)
    assert done.returncode == 2
    assert "is left as it was" in clean(done.stderr)
    assert output.read_bytes() == EARLIER
    no_traces(tmp_path, "out.bib")


# Surroundings


def environment(**changes: str | None) -> Mapping[str, str]:
    values = {**os.environ, **changes}
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"HOME": None},
        {"HOME": "/no/such/folder"},
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "xx_YY.klingon"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"TERM": "dumb", "COLUMNS": "0"},
        {"TERM": None, "PATH": None, "LANG": None},
    ],
    ids=str,
)
@pytest.mark.parametrize("command", [("parse", "-v", "--to", "bib"), ("check",), ("check", "--json"), ("formats",)])
def test_surroundings_change_nothing(changes: dict[str, str | None], command: tuple[str, ...]) -> None:
    files = files_of(command)
    usual = run_as_usual(command)
    changed = run(*command, *files, env=environment(**changes))
    assert usual.returncode == changed.returncode == 0, changed.stderr
    assert changed.stdout == usual.stdout
    assert b"Traceback" not in changed.stderr


def test_an_encoding_for_python_that_does_not_exist(tmp_path: Path) -> None:
    """Python itself ends then, before our first line is run."""
    output = tmp_path / "out.bib"
    output.write_bytes(EARLIER)
    done = run("parse", ARXIV, "-o", output, env=environment(PYTHONIOENCODING="klingon"))
    assert done.returncode == 1
    assert b"unknown encoding: klingon" in done.stderr
    assert output.read_bytes() == EARLIER


def files_of(command: tuple[str, ...]) -> tuple[Path, ...]:
    return () if command == ("formats",) else (PWC, ARXIV)


@cache
def run_as_usual(command: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    return run(*command, *files_of(command), env=environment(PYTHONIOENCODING=None, PYTHONUTF8="1"))


def test_out_of_memory(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<!DOCTYPE html><html><body>" + b"<p>x</p>\n" * 3_000_000)
    output = tmp_path / "out.bib"
    output.write_bytes(EARLIER)
    done = run("parse", page, "-o", output, preexec_fn=at_most(resource.RLIMIT_AS, 300))
    assert done.returncode == 2, done.stderr
    said = clean(done.stderr)
    assert "memory" in said or "large" in said
    assert "bug" not in said
    assert output.read_bytes() == EARLIER
    page.unlink()
    no_traces(tmp_path, "out.bib")


def test_a_library_that_cannot_be_loaded(tmp_path: Path) -> None:
    """So it looks, too, when there is no memory left to load one: "failed to map segment from shared object"."""
    page = tmp_path / "page.html"
    page.write_bytes(b"<!DOCTYPE html><html><body><p>x</p></body></html>")
    output = tmp_path / "out.bib"
    output.write_bytes(EARLIER)
    done = run_with("sys.modules['lxml'] = None", "parse", page, "-o", output)
    assert done.returncode == 2
    assert "paperlist: error: a library cannot be loaded: import of lxml halted" in clean(done.stderr)
    assert output.read_bytes() == EARLIER
    no_traces(tmp_path, "out.bib", "page.html")


# Signals


@pytest.mark.parametrize(
    ("number", "code", "moment"),
    [
        *((signal.SIGINT, 130, moment) for moment in (0.0, 0.3, 0.9, 1.8)),
        *((signal.SIGTERM, 143, moment) for moment in (0.0, 0.9)),
        *((signal.SIGHUP, 129, moment) for moment in (0.3, 1.8)),
    ],
)
@pytest.mark.parametrize("merge", ["auto", "off"])
def test_interrupted_at_any_moment(
    tmp_path: Path, large: Path, number: signal.Signals, code: int, merge: str, moment: float
) -> None:
    output = tmp_path / "out.bib"
    output.write_bytes(EARLIER)
    with start("parse", large, "--merge", merge, "-o", output) as process:
        until = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:  # until the new file is begun
            time.sleep(0.005)
        time.sleep(moment)
        process.send_signal(number)
        sent = time.monotonic()
        process.wait(60)
        took = time.monotonic() - sent
        assert process.stderr
        said = clean(process.stderr.read())
    no_traces(tmp_path, "out.bib")
    assert took < 0.5 * slowness()
    if "written" in said:  # the run was over before the signal came
        assert process.returncode in (0, code, -number)
        assert output.read_bytes().startswith(b"@")
    else:
        assert process.returncode == code, said
        assert output.read_bytes() == EARLIER


def test_a_signal_that_is_ignored_ends_nothing(tmp_path: Path, shared: Path) -> None:
    """`nohup paperlist …` goes on when its terminal is closed."""
    output = tmp_path / "out.jsonl"
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)  # noqa: E731
    command = ("parse", shared, "--no-merge", "-o", output)
    with start(*command, preexec_fn=ignore, start_new_session=True) as process:
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGHUP)
            time.sleep(0.05)
        assert process.stderr
        clean(process.stderr.read())
    assert process.returncode == 0
    assert len(output.read_bytes().splitlines()) > 500


def slowness() -> float:
    """How many times slower than an idle machine this one is: promises about time are made for an idle one."""
    began, used = time.monotonic(), time.process_time()
    sum(i * i for i in range(300_000))
    return max(1.0, (time.monotonic() - began) / max(1e-6, time.process_time() - used)) * 2


def test_interrupted_while_it_starts() -> None:
    for moment in (0.05, 0.1, 0.2, 0.3, 0.5):
        with start("parse", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            time.sleep(moment)
            in_python = has_begun(process.pid)
            process.send_signal(signal.SIGINT)
            process.wait(20)
            assert process.stderr
            said = process.stderr.read().decode()
        # Before our first line runs, the interpreter answers.
        assert not in_python or "Traceback" not in said, said
        assert process.returncode in (130, -signal.SIGINT, *(() if in_python else (1,)))


def has_begun(pid: int) -> bool:
    """Whether the process has got to our code: its heavy imports are there."""
    try:
        return b"unicodedata" in Path(f"/proc/{pid}/maps").read_bytes()
    except OSError:
        return False
