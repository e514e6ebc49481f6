"""Leaving at any moment: what a signal ends is ended by its handler, at once and tidily.

The handler does not raise. An exception of a handler comes up wherever the interpreter happens to be: in a callback of
a library that drops it, in a destructor, in code that takes it for a fault of its input. So the handler itself lets
out what was written whole, removes unfinished files and ends the process.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

# The exit code for each signal that ends a run: what a shell makes of it.
EXITS = {signal.SIGINT: 130, signal.SIGTERM: 143}
if hasattr(signal, "SIGHUP"):
    EXITS[signal.SIGHUP] = 129

PATIENCE = 0.2
"""Seconds that a reader of our output has to take the rest of a record."""

unfinished: set[Path] = set()
"""Files that stand beside those that they are to replace."""
screen = b""
"""What gives a terminal back that a bar was drawn on."""

_writing = False
_code = 0
"""The exit code of a signal that came while a record was on its way out."""


def obey_signals() -> None:
    """End the process on the signals that ask for it, but not on those that its caller ignores, as `nohup` does."""
    for number, code in EXITS.items():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_, code=code: leave(code))
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head -1` ends us silently, as it ends cat


@contextmanager
def outlived_pipe() -> Iterator[None]:
    """Let a closed pipe be an error, BrokenPipeError, in a block that writes to something else than standard output."""
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


def whole(write: Callable[..., object], *arguments: object) -> None:
    """Call what writes to standard output; a signal that comes meanwhile waits, so that no record is half written."""
    global _writing
    _writing = True
    try:
        write(*arguments)
    finally:
        _writing = False
        if _code:
            leave(_code)


def leave(code: int) -> None:
    """End the process with this exit code, or as soon as the record that is being written is out."""
    global _code
    if not _code and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: end(code))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    _code = code
    if not _writing:
        with suppress(OSError, ValueError, AttributeError, RuntimeError):  # it is full, closed, missing, in use
            sys.stdout.buffer.flush()
        end(code)


def end(code: int) -> NoReturn:
    """End the process now, without a trace on disk or screen."""
    for path in unfinished:
        with suppress(OSError):
            path.unlink()
    if screen:
        with suppress(OSError):
            os.write(2, screen)
    os._exit(code)
