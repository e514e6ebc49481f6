"""Ending a run at any moment: the handler of a signal ends the process itself, at once and tidily.

It does not raise. An exception of a handler comes up wherever the interpreter happens to be: in a callback of a
library that drops it, in a destructor, in code that takes it for a fault of its input. So the handler flushes the
records that are complete, removes unfinished files, and exits.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

EXITS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit code for each signal that ends a run, as a shell reports it."""
if hasattr(signal, "SIGHUP"):
    EXITS[signal.SIGHUP] = 129

FLUSH_TIMEOUT = 0.2
"""Seconds that the reader of our output has to take the rest of a record after a signal."""

unfinished: set[Path] = set()
"""Temporary files, each of which is to replace another file; removed when the run ends early."""
screen = b""
"""What restores the terminal while a progress bar is drawn on it."""
restore: Callable[[], None] | None = None
"""What restores the terminal's settings while keys are read one by one."""

_writing = False
_code = 0
"""The exit code of a signal that came while a record was being written; 0 when none came."""


def obey_signals() -> None:
    """End the process on the signals that ask for it, but not on those that its caller ignores, as `nohup` does."""
    for number, code in EXITS.items():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_, code=code: request_exit(code))
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head -1` ends the run silently, as it ends cat


@contextmanager
def ignoring_sigpipe() -> Iterator[None]:
    """Turn a closed pipe into a BrokenPipeError within a block that writes to something else than standard output."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        yield
    finally:
        if signal.SIGPIPE in signal.sigpending():
            signal.sigwait({signal.SIGPIPE})
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPIPE})


def uninterrupted(write: Callable[..., object], *arguments: object) -> None:
    """Call `write`, which writes to standard output; a signal waits for it, so that no record is cut in half."""
    global _writing
    _writing = True
    try:
        write(*arguments)
    finally:
        _writing = False
        if _code:
            request_exit(_code)


def request_exit(code: int) -> None:
    """End the process with this exit code: now, or after the record that is being written, but within the timeout."""
    global _code
    if not _code and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: exit_now(code))
        signal.setitimer(signal.ITIMER_REAL, FLUSH_TIMEOUT)
    _code = code
    if not _writing:
        with suppress(OSError, ValueError, AttributeError, RuntimeError):  # it is full, closed, missing, in use
            sys.stdout.buffer.flush()
        exit_now(code)


def exit_now(code: int) -> NoReturn:
    """Remove unfinished files, restore the terminal, and end the process."""
    for path in unfinished:
        with suppress(OSError):
            path.unlink()
    if screen:
        with suppress(OSError):
            os.write(2, screen)
    if restore:
        restore()
    os._exit(code)


@contextmanager
def delayed() -> Iterator[None]:
    """Deliver no signal that ends a run before the end of the block; processes started within it begin like that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*EXITS, signal.SIGPIPE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """Let a worker process ignore what a terminal sends to it and to its parent alike; the parent ends it."""
    unfinished.clear()
    for number in EXITS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*EXITS, signal.SIGPIPE})
