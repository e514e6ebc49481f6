"""What can go wrong around a run, through real processes: each with its message, its exit code, and no damage done."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import add
from pathlib import Path
from typing import Any, cast

import pytest
from bibtexparser.entrypoint import parse_string
from typer.testing import CliRunner

from paperlist.cli import app
from paperlist.exporters import names

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = FIXTURES / "mixed" / "seeds"
ARXIV, PWC = SEEDS / "arxiv-search.txt", SEEDS / "pwc-author.txt"
COMMAND = [sys.executable, "-m", "paperlist"]
EARLIER = b"what was here before\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and limits are POSIX's here")

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd.compress,
}


def run(*arguments: object, wrapper: Sequence[str] = (), **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done: Any = subprocess.run([*wrapper, *COMMAND, *map(str, arguments)], timeout=120, check=False, **options)
    return cast("subprocess.CompletedProcess[bytes]", done)


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
    """Give what was said, which is never a traceback."""
    said = stderr.decode()
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    return said


def at_most(limit: int, megabytes: int) -> Callable[[], None]:
    """Give what sets a limit of this process (`resource.RLIMIT_AS`: its memory) before the command begins."""
    return lambda: resource.setrlimit(limit, (megabytes << 20, megabytes << 20))


def no_traces(folder: Path, *expected: str) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(expected)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a dump that takes seconds to read."""
    file = tmp_path_factory.mktemp("large") / "large.txt"
    file.write_bytes(ARXIV.read_bytes().rstrip() + b"\n")
    file.write_bytes(file.read_bytes() * 1500)
    return file


@pytest.fixture(scope="module")
def shared(large: Path) -> Path:
    """Give a dump of about a megabyte."""
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
    """Give a folder on a disk of 64 kB."""
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


# Inputs


@pytest.mark.parametrize("bad", ["folder", "missing", "locked", "image", "random", "broken.gz"])
def test_bad_file_among_good_ones_costs_itself(tmp_path: Path, bad: str) -> None:
    shutil.copy(ARXIV, tmp_path / "a.txt")
    shutil.copy(PWC, tmp_path / "c.txt")
    file = tmp_path / bad
    if bad == "folder":
        file.mkdir()
    elif bad == "locked":
        file.write_bytes(ARXIV.read_bytes())
        file.chmod(0)
    elif bad == "image":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000))
    elif bad == "random":
        file.write_bytes(random.Random(1).randbytes(2 << 20))
    elif bad == "broken.gz":
        file.write_bytes(b"\x1f\x8b\x08\0" + bytes(20))
    wrapper = without_privileges() if bad == "locked" else []
    done = run("parse", "a.txt", bad, "c.txt", "--no-merge", "--to", "jsonl", cwd=tmp_path, wrapper=wrapper)
    said = clean(done.stderr)
    assert done.returncode == 2, said
    assert f"{bad}:" in said
    assert "[unreadable]" in said
    assert "[nothing-found]" not in said
    assert {json.loads(line)["sources"][0]["file"] for line in done.stdout.splitlines()} == {"a.txt", "c.txt"}


def without_privileges() -> list[str]:
    """Give what makes permissions count for a command, even when root runs it."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if not setpriv:
        pytest.skip("run by root, for whom permissions do not count")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]


def test_file_that_shrinks_while_it_is_read(tmp_path: Path, large: Path) -> None:
    file = tmp_path / "large.txt"
    shutil.copy(large, file)
    with start("parse", file, "--no-merge", "--to", "jsonl", stdout=subprocess.PIPE) as process:
        assert process.stdout
        rows = [process.stdout.readline()]
        os.truncate(file, 1000)
        rows += process.stdout.readlines()
        assert process.stderr
        clean(process.stderr.read())
    assert process.returncode in (0, 1)  # 1 where the last entry breaks off
    assert all(json.loads(row)["authors"] for row in rows[:-1])


def test_name_that_is_not_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/a\xff\x1b[31m.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(ARXIV.read_bytes())
    except OSError:
        pytest.skip("the file system takes no such names")
    done = subprocess.run([*COMMAND, "parse", name, "--to", "jsonl"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["file"].endswith("/a\ufffd\x1b[31m.txt")
    assert b"\x1b" not in done.stderr + done.stdout


def test_unknown_encoding_is_a_usage_error() -> None:
    done = run("parse", ARXIV, "--encoding", "klingon")
    assert done.returncode == 2
    assert "unknown encoding: klingon" in clean(done.stderr)


def test_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt"
    bomb.write_bytes(bz2.compress(b"\n" * 4_000_000))
    done = run("parse", bomb, ARXIV, "--max-size", "1M", "--to", "jsonl")
    assert done.returncode == 2
    assert "more than 1048576 bytes" in clean(done.stderr)
    assert len(done.stdout.splitlines()) == 7
    wrong = run("parse", ARXIV, "--max-size", "plenty")
    assert wrong.returncode == 2
    assert "not a size" in clean(wrong.stderr)


def fed(feed: str, *arguments: object, megabytes: int) -> subprocess.CompletedProcess[bytes]:
    """Run the command on what a line of shell prints, with so much memory."""
    command = " ".join(map(str, arguments))
    return shell(f"{feed} | (ulimit -v {megabytes << 10}; paperlist {command})")


ZEROS = "head -c {} /dev/zero | tr '\\0' '{}'"


def test_a_line_longer_than_the_memory() -> None:
    feed = f"(echo; {ZEROS.format(300_000_000, 'a')}; echo; cat '{ARXIV}')"
    done = fed(feed, "parse", "--no-merge", "--to", "jsonl", megabytes=250)
    said = clean(done.stderr)
    assert done.returncode == 1, said
    assert "-:2: error: a line of more than 16777216 bytes is cut; the rest of it is not read [truncated]" in said
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["first_line"] > 2


def test_two_million_empty_lines() -> None:
    feed = rf"({ZEROS.format(2_000_000, chr(92) + 'n')}; cat '{ARXIV}')"
    done = fed(feed, "parse", "--no-merge", "--to", "jsonl", megabytes=75)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["first_line"] > 2_000_000


@pytest.mark.parametrize("kind", COMPRESS)
def test_a_bomb_takes_no_memory(tmp_path: Path, kind: str) -> None:
    bomb = tmp_path / "bomb.txt"
    bomb.write_bytes(COMPRESS[kind]((b"boom " * 20_000 + b"\n") * 50) * 4)
    done = run("parse", bomb, ARXIV, "--max-size", "16M", "--to", "jsonl", preexec_fn=at_most(resource.RLIMIT_AS, 80))
    assert done.returncode == 2
    assert "more than 16777216 bytes come out of the" in clean(done.stderr)
    assert len(done.stdout.splitlines()) == 7


LISTED = """Efficient Methods for {title}
Authors: {authors}
Abstract: We propose a method. {title} is what it is about.
Submitted 10 January, 2024; originally announced January 2024.
"""
WESTERN = LISTED.format(title="Café Naïveté", authors="Jürgen Müller, Renée Poincaré")
CHINESE = LISTED.format(title="机器学习 的 应用", authors="王小明, 李伟")
JAPANESE = LISTED.format(title="機械学習の応用", authors="山田太郎, 田中花子")


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        *((encoding, WESTERN, ()) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        *((encoding, WESTERN, ()) for encoding in ("utf-32", "utf-32-le", "utf-32-be", "cp1252", "latin-1")),
        ("gb18030", CHINESE, ()),
        ("shift_jis", JAPANESE, ()),
        ("mac-roman", WESTERN, ("--encoding", "mac-roman")),
        ("utf-8", WESTERN, ("--encoding", "utf-8")),
        (
            "big5",
            CHINESE.replace("机器学习 的 应用", "機器學習 的 應用").replace("王小明, 李伟", "王小明, 李偉"),
            ("--encoding", "big5"),
        ),
    ],
)
def test_the_command_reads_every_encoding(tmp_path: Path, encoding: str, text: str, named: tuple[str, ...]) -> None:
    lines = text.splitlines()
    every_end = {
        "unix": ["\n"] * 4,
        "windows": ["\r\n"] * 4,
        "old mac": ["\r"] * 4,
        "mixed": ["\r\n", "\n", "\r", "\r\n"],
    }
    for name, ends in every_end.items():
        (tmp_path / name).write_bytes("".join(map(add, lines, ends)).encode(encoding))
    done = run("parse", *every_end, "--no-merge", "--to", "jsonl", *named, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["sources"][0]["file"] for row in rows] == list(every_end)
    for row in rows:
        assert row["title"] == lines[0]
        assert row["authors"] == lines[1].removeprefix("Authors: ").split(", ")
        assert (row["sources"][0]["first_line"], row["sources"][0]["last_line"]) == (1, 4)


@pytest.mark.parametrize(
    "bad", [b"\xff", b"\xed\xa0\x80", b"\xe2\x82"], ids=["no UTF-8", "half a surrogate pair", "half a character"]
)
def test_a_bad_byte_is_told_with_its_line(tmp_path: Path, bad: bytes) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(WESTERN.encode().replace(b"We propose", b"We \0" + bad + b"propose"))
    done = run("parse", file, "--to", "jsonl")
    assert done.returncode == 0
    assert f"{file}:3: warning: " in clean(done.stderr)
    assert "[bad-bytes]" in done.stderr.decode()
    row = json.loads(done.stdout)
    assert row["authors"] == ["Jürgen Müller", "Renée Poincaré"]
    assert re.fullmatch("We \ufffd+propose a method[.] .*", row["abstract"])


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
    assert "Permission denied" in clean(done.stderr)
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


# What is read does nothing

EVIL = (
    "}}, @book{evil, title = {x",
    "\\input{/etc/passwd} \\write18{touch x} \\catcode`\\%=12 ^^5cinput x",
    "$\\input{x}$ @preamble{evil} } @string{a = {b",
    "=HYPERLINK(evil)",
    "@SUM(A1) | calc",
    "+1-2",
    '"quoted", {"a": [1',
    "\x1b[2J\x9b31m evil \u202e",
)
EVIL_ENTRY = """{evil}
Authors: {evil} Abc, Ada Lovelace
Abstract: {evil} is it.
Submitted 1 January, 2024; originally announced January 2024.
Comments: {evil}
"""


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give a dump and a list in JSON whose values are code."""
    folder = tmp_path_factory.mktemp("evil")
    dump, listed = folder / "evil.txt", folder / "evil.jsonl"
    dump.write_text("".join(EVIL_ENTRY.replace("{evil}", f"A Study {value}") for value in EVIL), "utf-8")
    rows = [
        {
            "key": f"k{i}",
            "title": value,
            "authors": [value],
            "venue": value,
            "doi": value,
            "repository": value,
            "tasks": [value],
        }
        for i, value in enumerate(EVIL)
    ]
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return [dump, listed]


def output_of(to: str, files: list[Path]) -> str:
    done = run("parse", "--no-merge", "--to", to, *files)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize("to", ["bib", "biblatex"])
def test_no_value_runs_in_latex(evil: list[Path], to: str) -> None:
    text = output_of(to, evil)
    library = parse_string(text)
    assert library.failed_blocks == library.comments == library.strings == library.preambles == []
    assert len(library.entries) == 2 * len(EVIL) == len(re.findall("^@", text, re.MULTILINE))
    assert not re.search(r"\\(?:input|write|catcode)|\^\^", text)
    assert "\\textbackslash{}input" in text


@pytest.mark.parametrize(("to", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_runs_in_a_spreadsheet(evil: list[Path], to: str, delimiter: str) -> None:
    rows = list(csv.DictReader(io.StringIO(output_of(to, evil), newline=""), delimiter=delimiter))
    assert len(rows) == 2 * len(EVIL)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    assert "'=HYPERLINK(evil)" in cells


@pytest.mark.parametrize("to", ["json", "jsonl", "csl"])
def test_json_is_valid_whatever_was_read(evil: list[Path], to: str) -> None:
    text = output_of(to, evil)
    rows = json.loads(text) if to != "jsonl" else [json.loads(line) for line in text.splitlines()]
    assert len(rows) == 2 * len(EVIL)
    listed = [row["title"] for row in rows[len(EVIL) : -1]]
    assert listed == [value.replace("\\%", "%") if to == "csl" else value for value in EVIL[:-1]]


def test_no_line_of_ris_is_forged(evil: list[Path]) -> None:
    lines = output_of("ris", [*evil]).split("\r\n")
    assert lines.count("ER  - ") == sum(line.startswith("TY  - ") for line in lines) == 2 * len(EVIL)
    assert not [line for line in lines if line.startswith(("DO  - ", "UR  - "))]


PAGE = """<!DOCTYPE html SYSTEM "{file}" [<!ENTITY secret SYSTEM "{file}">]>
<html><head><base href="{url}/"><link rel="stylesheet" href="{url}/a.css"><script src="{url}/a.js"></script></head>
<body>
<img src="{file}"><iframe src="{url}"></iframe><object data="{file}"></object><xi:include href="{file}"/>
<ol><li class="arxiv-result"><p class="title">A Title of &secret; Things</p>
<p class="authors"><a href="{url}/search">Ada Lovelace</a></p></li></ol></body></html>
"""
BIB = "@misc{{a, title = {{A \\input{{{file}}} B}}, author = {{Ada Lovelace}}, file = {{{file}}}, url = {{{url}}}}}\n"


@pytest.mark.parametrize("name", ["page.html", "library.bib", "list.jsonl", "dump.txt"])
def test_nothing_that_is_named_is_opened_or_fetched(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "named-in-the-input"
    secret.write_text("this is the secret", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        texts = {
            "page.html": PAGE,
            "library.bib": BIB,
            "list.jsonl": '{{"title": "See {file} and {url}", "repository": "{url}", "sources": '
            '[{{"file": "{file}", "format": "x", "first_line": 1, "last_line": 1}}]}}\n',
            "dump.txt": ARXIV.read_text("utf-8") + "![a]({file}) [{url}]({url}) file://{file}\n",
        }
        file, log = tmp_path / name, tmp_path / "log"
        file.write_text(texts[name].format(file=secret, url=url), "utf-8")
        tracer = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=%network,%file,%process"]
        traced = bool(shutil.which("strace")) and not subprocess.run([*tracer, "true"], check=False).returncode
        for to in ("bib", "json", "csl"):
            done = run("parse", file, "--to", to, wrapper=tracer if traced else ())
            assert done.returncode in (0, 1), done.stderr
            assert b"this is the secret" not in done.stdout + done.stderr
            calls = log.read_text("utf-8", "replace").splitlines() if traced else []
            assert not [call for call in calls if secret.name in call or re.search(r"\b(?:socket|connect)\(", call)]
            assert sum("execve(" in call and "= 0" in call for call in calls) <= 1
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


# Screens

NASTY = (
    "\x1b]0;pwned\x07 \x9b31m \u202eevil\u202c a\rb \x1b[2J {name}\nAuthors: A\x1b[5mB, C\x9b31m D\n"
    "Abstract: \x1b[31mred\x08\x08\n"
    "Submitted 1 January, 2020; originally announced January 2020.\n\x1b]8;;http://a\x1b\\\n"
)


def test_nothing_steers_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "nasty.txt"
    file.write_text(
        "".join(NASTY.format(name=i) for i in range(3)) + "stray \x1b[2J\x9b line\n" * 3, "utf-8", newline=""
    )
    library = tmp_path / "nasty.jsonl"
    library.write_text(json.dumps({"key": "a", "title": "\x1b[2J\x9b31m", "authors": ["A\x07"]}) + "\n", "utf-8")
    commands = [("parse", "-v"), ("check",), ("check", "--json"), *(("parse", "--to", to) for to in names())]
    for command in commands:
        done = CliRunner().invoke(app, [*command, str(file), str(library)])
        assert done.exit_code in (0, 1), done.stderr
        for shown in (done.stdout, clean(done.stderr.encode())):
            acting = {
                c for c in shown if (c < " " and c not in "\n\t\r") or "\x7f" <= c < "\xa0" or c in "\u202e\u202c"
            }
            assert not acting, (command, acting)
