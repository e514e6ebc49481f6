"""Files that are replaced whole or not at all: what stands there is the old content or the new one, never a part.

The new content is written beside the old file, brought to the disk, and renamed onto it. Whoever is interrupted, by
a signal or the power, finds the old file or the new one, and perhaps a `.paperlist-….tmp` that may be deleted.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, NoReturn

from paperlist import signals

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

BACKUP_SUFFIX = ".bak"


class ChangedError(OSError):
    """The file is not what it was when it was read: somebody else wrote to it meanwhile."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file held when it was read. Its content counts, not its time: who only touches a file changes nothing."""

    size: int
    digest: bytes


MISSING = Fingerprint(-1, b"")
"""There was no such file."""


def fingerprint(data: bytes) -> Fingerprint:
    """Give the fingerprint of a file with this content."""
    return Fingerprint(len(data), sha256(data).digest())


def read(path: Path) -> tuple[bytes, Fingerprint]:
    """Read a file whole, and what to tell `replace` so that it notices a change.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    return data, fingerprint(data)


def replace(path: Path, data: bytes, *, expected: Fingerprint | None = None, backup: bool = False) -> Path | None:
    """Put `data` in the place of the file's content; see `replacing`. Give the backup's path when one was made."""
    made = backup and path.exists()
    with replacing(path, expected=expected, backup=backup) as file:
        file.write(data)
    return backup_of(path) if made else None


def backup_of(path: Path) -> Path:
    """Name the backup of a file: it stands beside the file itself, not beside a link to it."""
    target = Path(os.path.realpath(path))
    return target.with_name(target.name + BACKUP_SUFFIX)


@contextmanager
def replacing(path: Path, *, expected: Fingerprint | None = None, backup: bool = False) -> Iterator[BinaryIO]:
    """Open a file to be written anew; when the block ends without an exception, it takes the place of the old one.

    A link stays a link: the file that it leads to is replaced. Mode and, where allowed, owner stay. With `expected` the
    old file must still be the one that was read; with `backup` it is kept beside the new one. A device or a pipe is
    simply written to: there is nothing to keep.

    Raises:
        ChangedError: the file changed since it was read, or another run is writing it. Nothing is written.
        OSError: it cannot be written: no right, no space, no such folder, a folder. Nothing is changed.
    """
    target = Path(os.path.realpath(path))
    old = status(path)
    if old and not stat.S_ISREG(old.st_mode):
        with path.open("wb") as device:  # where `/dev/stdout` leads to has no path
            yield device
        return
    if old and not os.access(target, os.W_OK):
        raise PermissionError(13, "no right to write to the file", str(path))
    with locked(target if old and expected else None, path):
        with beside(target) as temporary:
            with create(temporary, path) as file:
                yield file
                settle(file)
            keep_rights(temporary, old)
            if expected:
                check(target, expected, path)
            if backup and old:
                back_up(target, path, old)
            temporary.replace(target)
        settle_folder(target.parent)


def status(path: Path) -> os.stat_result | None:
    """Ask for a file's mode and owner; None when there is no such file."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


@contextmanager
def locked(target: Path | None, path: Path) -> Iterator[None]:
    """Keep other runs of this program from replacing the same file between our check and our renaming."""
    if target is None or fcntl is None:
        yield
        return
    with target.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            changed(path, "another run is writing it")
        except OSError:
            pass  # a file system without locks: the check is all there is
        yield


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Name a new file in the same folder, because only within a file system can one be renamed onto another.

    When the block fails or a signal ends the run, the file is removed.
    """
    temporary = target.with_name(f".paperlist-{token_hex(6)}.tmp")
    signals.unfinished.add(temporary)
    try:
        yield temporary
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    finally:
        signals.unfinished.discard(temporary)


def create(temporary: Path, path: Path) -> BinaryIO:
    """Create a new file on the way to `path`."""
    try:
        # Not through `tempfile`: a file that is new shall have the rights that the user's mask gives it.
        return temporary.open("xb")
    except OSError as error:
        raise type(error)(error.errno, f"{error.strerror} (in its folder)", str(path)) from None


def settle(file: BinaryIO) -> None:
    """Bring what was written to the disk, before the name points to it."""
    file.flush()
    os.fsync(file.fileno())


def settle_folder(folder: Path) -> None:
    """Bring the new name to the disk, where the system can. The content is safe already."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def keep_rights(temporary: Path, old: os.stat_result | None) -> None:
    """Give the new file the owner, where allowed, and the mode of the old one."""
    if old is None:
        return
    new = temporary.stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


def check(target: Path, expected: Fingerprint, path: Path) -> None:
    """Raise ChangedError when the file does not hold what it held."""
    try:
        now = fingerprint(target.read_bytes())
    except FileNotFoundError:
        now = MISSING
    if now != expected:
        changed(path, "it was changed meanwhile")


def changed(path: Path, what: str) -> NoReturn:
    """Refuse to write."""
    raise ChangedError(16, f"{what}; nothing was written", str(path))


def back_up(target: Path, path: Path, old: os.stat_result) -> None:
    """Copy the old file beside the new one. An older backup stays whole until this one is."""
    data = target.read_bytes()
    with beside(target) as temporary:
        with create(temporary, path) as file:
            file.write(data)
            settle(file)
        keep_rights(temporary, old)
        temporary.replace(backup_of(target))
