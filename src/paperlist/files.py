"""Atomic files: a path holds the old content or the new one, never a part of either.

The new content is written to a temporary file in the same folder, synced to the disk, and renamed to the path. A run
that a signal or the power ends leaves the old file or the new one, and perhaps a `.paperlist-….tmp` that may be
deleted. A fingerprint of what was read tells whether somebody else changed the file meanwhile.
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
    """What a file held when it was read. Only its content counts: a new date alone is no change."""

    size: int
    digest: bytes


MISSING = Fingerprint(-1, b"")
"""There was no such file."""


def fingerprint(data: bytes) -> Fingerprint:
    """Return the fingerprint of a file with this content."""
    return Fingerprint(len(data), sha256(data).digest())


def read(path: Path) -> tuple[bytes, Fingerprint]:
    """Return a file's content, and the fingerprint by which `replace` notices a change.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    return data, fingerprint(data)


def replace(path: Path, data: bytes, *, expected: Fingerprint | None = None, backup: bool = False) -> Path | None:
    """Replace the file's content by `data`, as `replacing` does. Return the backup's path when one was made."""
    made = backup and path.exists()
    with replacing(path, expected=expected, backup=backup) as file:
        file.write(data)
    return backup_of(path) if made else None


def backup_of(path: Path) -> Path:
    """Return the path of a file's backup: in the folder of the file itself, not of a link to it."""
    target = Path(os.path.realpath(path))
    return target.with_name(target.name + BACKUP_SUFFIX)


@contextmanager
def replacing(path: Path, *, expected: Fingerprint | None = None, backup: bool = False) -> Iterator[BinaryIO]:
    """Open a new file to write to; when the block ends without an exception, it replaces the old one.

    A symbolic link stays a link: the file that it leads to is replaced. The mode, the extended attributes and, where
    allowed, the owner stay. Another name of the same file (a hard link) keeps the old content: only a new file can
    appear whole. A device or a pipe is simply written to: it holds nothing to keep.

    Args:
        path: the file to replace; it need not exist.
        expected: what the old file must still hold.
        backup: whether the old file is kept, as `backup_of` names it.

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
        with temporary_sibling(target) as temporary:
            with create(temporary, path) as file:
                yield file
                fsync(file)
            copy_rights(temporary, old)
            copy_attributes(temporary, target)
            if expected:
                check_unchanged(target, expected, path)
            if backup and old:
                back_up(target, path, old)
            temporary.replace(target)
        fsync_folder(target.parent)


def status(path: Path) -> os.stat_result | None:
    """Return a file's mode, owner and size; None when there is no such file."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


@contextmanager
def locked(target: Path | None, path: Path) -> Iterator[None]:
    """Keep other runs of this program from replacing the same file between the check and the renaming."""
    if target is None or fcntl is None:
        yield
        return
    with target.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise_changed(path, "another run is writing it")
        except OSError:
            pass  # a file system without locks: the check is all there is
        yield


@contextmanager
def temporary_sibling(target: Path) -> Iterator[Path]:
    """Yield the path of a new file in the same folder; renaming is atomic only within a file system.

    The file is removed when the block fails or a signal ends the run.
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
    """Return a new file opened for writing; an error names `path`, which it is to replace."""
    try:
        # Not by `tempfile`: a new file must have the rights that the user's mask gives it.
        return temporary.open("xb")
    except OSError as error:
        folder = path.parent
        reason = {
            FileNotFoundError: f"the folder {folder} does not exist",
            PermissionError: f"no right to write to the folder {folder}",
        }.get(type(error), f"{error.strerror} (in its folder)")
        raise type(error)(error.errno, f"cannot write {path}: {reason}", str(path)) from None


def fsync(file: BinaryIO) -> None:
    """Write the file's content to the disk, before any name leads to it."""
    file.flush()
    os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Write the new name to the disk, where the system can. The content is safe already."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def copy_rights(temporary: Path, old: os.stat_result | None) -> None:
    """Give the new file the mode and, where allowed, the owner of the old one."""
    if old is None:
        return
    new = temporary.stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


def copy_attributes(temporary: Path, target: Path) -> None:
    """Give the new file the extended attributes of the old one: tags, comments and access lists of the system."""
    if not hasattr(os, "listxattr"):  # Linux alone has these functions
        return
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):  # a file system without them, or an attribute that only the system may set
                os.setxattr(temporary, name, os.getxattr(target, name))


def check_unchanged(target: Path, expected: Fingerprint, path: Path) -> None:
    """Raise ChangedError unless the file holds what it held when it was read."""
    try:
        now = fingerprint(target.read_bytes())
    except FileNotFoundError:
        now = MISSING
    if now != expected:
        raise_changed(path, "it was changed meanwhile")


def raise_changed(path: Path, what: str) -> NoReturn:
    """Raise ChangedError for `path`, with what happened to it."""
    raise ChangedError(16, f"{what}; nothing was written", str(path))


def back_up(target: Path, path: Path, old: os.stat_result) -> None:
    """Copy the old file to its backup. An older backup stays whole until the new one is complete."""
    data = target.read_bytes()
    with temporary_sibling(target) as temporary:
        with create(temporary, path) as file:
            file.write(data)
            fsync(file)
        copy_rights(temporary, old)
        temporary.replace(backup_of(target))
