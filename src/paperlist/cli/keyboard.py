"""Keys as they are pressed, one at a time; each character of a file or a pipe is a key too."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from paperlist import signals

ARROWS = {"\x1b[C": " ", "\x1b[B": " ", "\x1b[D": "b", "\x1b[A": "b"}
"""Right and down go on, left and up go back."""
ESCAPE_TIME = 0.05
"""Seconds within which the rest of an arrow key follows its first byte."""
END = ""


@contextmanager
def pressed_keys() -> Iterator[Callable[[], str]]:
    """Yield a function that waits for a key and returns it: a character, or `END` when there will be no more.

    The terminal shows no keys and waits for no Enter meanwhile. When the block or a signal ends that, it is as it was.
    """
    try:
        stream = sys.stdin.fileno()
    except (AttributeError, OSError):  # it is closed, or no file
        yield lambda: END
        return
    if sys.platform == "win32":
        import msvcrt

        yield msvcrt.getwch if sys.stdin.isatty() else lambda: sys.stdin.read(1)
        return
    import signal
    import termios
    import tty

    if not os.isatty(stream):
        yield lambda: read_key(stream)
        return
    before = termios.tcgetattr(stream)

    def restore() -> None:
        with suppress(termios.error):  # it is gone
            termios.tcsetattr(stream, termios.TCSANOW, before)

    def enter(*_: object) -> None:
        with suppress(termios.error):
            tty.setcbreak(stream, termios.TCSANOW)  # what was typed meanwhile is not lost

    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # else who is not in the foreground would be stopped in `restore`
    signal.signal(signal.SIGCONT, enter)  # the shell has put its own settings back while we were stopped
    signals.restore = restore
    enter()
    try:
        yield lambda: read_key(stream)
    finally:
        restore()
        signals.restore = None


def read_key(stream: int) -> str:
    """Return the next key of an open file."""
    import select

    pressed = b""
    try:
        while not pressed or (pressed[0] >= 0xC0 and not is_whole(pressed)):
            if not (more := os.read(stream, 1)):
                return END
            pressed += more
        if pressed == b"\x1b":
            while len(pressed) < 3 and select.select([stream], [], [], ESCAPE_TIME)[0]:
                pressed += os.read(stream, 1)
    except OSError:  # the terminal was closed
        return END
    key = pressed.decode("utf-8", "replace")
    return ARROWS.get(key, key)


def is_whole(pressed: bytes) -> bool:
    """Whether these bytes are a character of UTF-8 or cannot become one."""
    return len(pressed) >= 2 + (pressed[0] >= 0xE0) + (pressed[0] >= 0xF0)
