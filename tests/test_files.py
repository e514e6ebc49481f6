"""A file is replaced whole or not at all: in peace, when things go wrong, and when the process is killed."""

import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from paperlist.files import MISSING, ChangedError, backup_of, fingerprint, read, replace, replacing

OLD = b"@misc{old}\n" * 20_000
NEW = b"@misc{new}\n" * 30_000
OLDER = b"the backup of another day\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_content_is_replaced_and_nothing_else_is_left(library: Path) -> None:
    assert replace(library, NEW, expected=fingerprint(OLD)) is None
    assert library.read_bytes() == NEW
    assert names(library.parent) == ["library.bib"]


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    path, plain = tmp_path / "new.bib", tmp_path / "plain"
    plain.touch()
    replace(path, NEW, expected=MISSING, backup=True)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode == plain.stat().st_mode
    assert names(tmp_path) == ["new.bib", "plain"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_stays(library: Path, mode: int) -> None:
    library.chmod(mode)
    backup = replace(library, NEW, backup=True)
    assert backup is not None
    assert [stat.S_IMODE(path.stat().st_mode) for path in (library, backup)] == [mode, mode]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(library: Path) -> None:
    os.chown(library, 12345, 54321)
    replace(library, NEW)
    assert (library.stat().st_uid, library.stat().st_gid) == (12345, 54321)


def test_a_backup_holds_the_old_content(library: Path) -> None:
    assert replace(library, NEW, backup=True) == library.with_name("library.bib.bak")
    assert library.with_name("library.bib.bak").read_bytes() == OLD
    replace(library, OLDER, backup=True)
    assert library.with_name("library.bib.bak").read_bytes() == NEW
    assert names(library.parent) == ["library.bib", "library.bib.bak"]


def test_a_link_stays_a_link(library: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.bib"
    link.symlink_to("../library.bib")
    assert replace(link, NEW, backup=True) == backup_of(library) == library.with_name("library.bib.bak")
    assert link.is_symlink()
    assert library.read_bytes() == NEW
    assert names(tmp_path / "elsewhere") == ["link.bib"]


def test_a_change_meanwhile_is_not_overwritten(library: Path) -> None:
    _, seen = read(library)
    library.write_bytes(OLD.replace(b"old", b"owl"))  # as long as before, and perhaps in the same tick of the clock
    with pytest.raises(ChangedError, match="changed meanwhile; nothing was written"):
        replace(library, NEW, expected=seen, backup=True)
    assert library.read_bytes() == OLD.replace(b"old", b"owl")
    assert names(library.parent) == ["library.bib"]


def test_a_file_that_came_or_went_meanwhile_is_a_change(library: Path) -> None:
    with pytest.raises(ChangedError):
        replace(library, NEW, expected=MISSING)
    assert library.read_bytes() == OLD
    with pytest.raises(ChangedError), replacing(library, expected=fingerprint(OLD)):
        library.unlink()
    assert names(library.parent) == []


def test_a_touched_file_is_no_change(library: Path) -> None:
    _, seen = read(library)
    os.utime(library, (1, 1))
    replace(library, NEW, expected=seen)
    assert library.read_bytes() == NEW


@pytest.mark.skipif(os.name != "posix", reason="file locks are POSIX's")
def test_two_runs_do_not_write_one_library(library: Path) -> None:
    with (
        replacing(library, expected=fingerprint(OLD)) as first,
        pytest.raises(ChangedError, match="another run is writing it"),
        replacing(library, expected=fingerprint(OLD)) as second,
    ):
        second.write(OLDER)
    first.close()
    with replacing(library) as third:
        third.write(NEW)
    assert library.read_bytes() == NEW


def test_an_exception_leaves_the_old_file(library: Path) -> None:
    def interrupted() -> None:
        with replacing(library, backup=True) as file:
            file.write(NEW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert library.read_bytes() == OLD
    assert names(library.parent) == ["library.bib"]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_rights_are_respected(library: Path) -> None:
    library.chmod(0o444)
    with pytest.raises(PermissionError, match="no right to write to the file"):
        replace(library, NEW)
    library.chmod(0o644)
    library.parent.chmod(0o555)
    with pytest.raises(PermissionError, match="no right to write to the folder"):
        replace(library, NEW)
    library.parent.chmod(0o755)
    assert library.read_bytes() == OLD


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        replace(tmp_path, NEW)
    with pytest.raises(FileNotFoundError, match=r"such\.bib: the folder .*no does not exist"):
        replace(tmp_path / "no" / "such.bib", NEW)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_is_written_to() -> None:
    replace(Path("/dev/null"), NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(OSError, match="No space left"):
        replace(Path("/dev/full"), NEW)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


# ---- Killed at every system call that writes -------------------------------------------------------------------------

CHILD = """
    import os, sys
    from pathlib import Path
    from paperlist.files import read, replace

    path = Path(sys.argv[1])
    old, seen = read(path)
    new = old.replace(b"old", b"new") + old[: len(old) // 2].replace(b"old", b"new")
    try:
        os.stat("/here-it-begins")
    except OSError:
        pass
    try:
        replace(path, new, expected=seen, backup=True)
    except OSError as error:
        sys.exit(3)
    """
CALLS = (
    "openat open creat write pwrite64 writev fsync fdatasync ftruncate rename renameat renameat2 link linkat unlink "
    "unlinkat chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat newfstatat stat statx"
)
TRACED = ",".join(f"?{call}" for call in CALLS.split())
CALL = re.compile(r"^(?:\[pid\s+\d+\] |\d+ +)?(?P<name>\w+)\((?P<arguments>.*)")
ONLY_ASKING = re.compile(r"^(?:newfstatat|stat|statx)$")
FOR_READING = re.compile(r"O_RDONLY")


def traced(command: list[str], log: Path, *inject: str) -> int:
    """Run Python with these arguments under strace; its exit code, negative for a signal."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    strace = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={TRACED}", *inject, sys.executable]
    return subprocess.run(
        [*strace, *command],
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        timeout=60,
        check=False,
    ).returncode


def writing_calls(log: Path, begin: str) -> list[tuple[str, int]]:
    """The calls that write after `begin` is named: each one's name, and which of that name it is in the process."""
    counts: Counter[str] = Counter()
    calls = []
    begun = False
    for line in log.read_text("utf-8", "replace").splitlines():
        if not (call := CALL.match(line)):
            continue
        counts[call["name"]] += 1
        begun = begun or begin in call["arguments"]
        if begun and not ONLY_ASKING.match(call["name"]) and not FOR_READING.search(call["arguments"]):
            calls.append((call["name"], counts[call["name"]]))
    return calls


def child(library: Path) -> list[str]:
    return ["-c", textwrap.dedent(CHILD), str(library)]


@pytest.fixture
def calls(tmp_path: Path) -> list[tuple[str, int]]:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed (Debian: apt-get install strace)")
    trial, log = tmp_path / "trial", tmp_path / "trial.log"
    trial.mkdir()
    (trial / "library.bib").write_bytes(OLD)
    if traced(child(trial / "library.bib"), log) != 0 or not log.exists():
        pytest.skip("strace may not trace here (ptrace is forbidden)")
    found = writing_calls(log, "here-it-begins")
    assert {"rename", "renameat", "renameat2"} & {name for name, _ in found}
    assert {"fsync", "write"} <= {name for name, _ in found}
    return found


def content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_whatever_call_fails_or_is_the_last_the_library_is_whole(
    fault: str, calls: list[tuple[str, int]], tmp_path: Path
) -> None:
    new = OLD.replace(b"old", b"new") + OLD[: len(OLD) // 2].replace(b"old", b"new")
    outcomes: Counter[str] = Counter()
    for name, number in calls:
        folder = tmp_path / f"{name}-{number}"
        folder.mkdir()
        library, backup = folder / "library.bib", folder / "library.bib.bak"
        library.write_bytes(OLD)
        backup.write_bytes(OLDER)
        code = traced(child(library), tmp_path / "log", "-e", f"inject={name}:{fault}:when={number}")
        what = (name, number, code)
        assert content(library) in (OLD, new), what
        assert content(backup) in (OLDER, OLD), what
        if content(library) == new:
            assert content(backup) == OLD, what
        if code == 0:
            assert content(library) == new, what
        if code == 3:  # an error that is told has changed nothing, and left nothing behind but perhaps the backup
            assert content(library) == OLD, what
            leftover = set(names(folder)) - {"library.bib", "library.bib.bak"}
            assert len(leftover) <= (name == "unlink"), what
        outcomes["killed" if code not in (0, 3) else "told" if code == 3 else "done"] += 1
        shutil.rmtree(folder)
    assert outcomes["killed" if fault == "signal=KILL" else "told"] >= 5
    if fault == "signal=KILL":
        assert outcomes["done"] == outcomes["told"] == 0


DUMP = '{"title": "Adam: A Method for Stochastic Optimization", "authors": ["Diederik Kingma"], "date": "2014-12-22"}\n'


def test_the_command_add_killed_at_any_call_leaves_the_library_whole(
    calls: list[tuple[str, int]], tmp_path: Path
) -> None:
    assert calls, "strace works here"
    dump = tmp_path / "dump.jsonl"
    dump.write_text(DUMP)
    (tmp_path / "trial.bib").write_text("@misc{old, title = {Old}}\n")
    old = (tmp_path / "trial.bib").read_bytes()

    def command(library: Path) -> list[str]:
        return ["-m", "paperlist", "add", str(library), str(dump), "--backup"]

    assert traced(command(tmp_path / "trial.bib"), tmp_path / "log") == 0
    new = (tmp_path / "trial.bib").read_bytes()
    assert new.startswith(old)
    assert b"Stochastic" in new
    library, backup = tmp_path / "library.bib", tmp_path / "library.bib.bak"
    killed = 0
    for name, number in writing_calls(tmp_path / "log", "trial.bib"):
        library.write_bytes(old)
        backup.write_bytes(OLDER)
        code = traced(command(library), tmp_path / "log", "-e", f"inject={name}:signal=KILL:when={number}")
        killed += code not in (0, 1, 2)
        assert library.read_bytes() in (old, new), (name, number)
        assert backup.read_bytes() in (OLDER, old), (name, number)
        assert library.read_bytes() == old or backup.read_bytes() == old, (name, number)
    assert killed >= 8
