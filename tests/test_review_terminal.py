"""`paperlist review` on a terminal: keys, interruptions, and the terminal as it was before."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from paperlist.merging.review_table import FORMATS, Table
from tests.command import COMMAND, run
from tests.test_review_session import ROWS, answers

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX's", allow_module_level=True)

import fcntl
import pty
import struct
import termios


class Terminal:
    """A person at a terminal in which the command runs."""

    def __init__(self, file: Path, columns: int = 80, lines: int = 24, **env: str) -> None:
        self.leader, self.follower = pty.openpty()
        fcntl.ioctl(self.follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(self.follower)
        self.process = subprocess.Popen(
            [*COMMAND, "review", str(file)],
            stdin=self.follower,
            stdout=self.follower,
            stderr=self.follower,
            env={**os.environ, "TERM": "xterm-256color", **env},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def press(self, keys: str) -> None:
        """Press keys, at once."""
        os.write(self.leader, keys.encode())

    def read(self, wanted: Callable[[str], bool]) -> str:
        """Return what is shown until that is what is wanted, or until the command has ended."""
        new, ended = "", False
        deadline = time.monotonic() + 30
        while not wanted(new) and not ended:
            ended = self.process.poll() is not None
            while select.select([self.leader], [], [], 0 if ended else 0.05)[0]:
                new += os.read(self.leader, 65536).decode("utf-8", "replace")
            assert time.monotonic() < deadline, new
        return new

    def wait_for(self, *texts: str) -> str:
        """Return what is shown until each of these texts has been."""
        new = self.read(lambda new: all(text in new for text in texts))
        assert [text for text in texts if text not in new] == [], new
        return new

    def end(self) -> int:
        """Return the exit code."""
        if self.process.poll() is None:
            with suppress(OSError, ValueError):  # the terminal is closed
                self.read(lambda _: False)
        return self.process.wait(30)


@contextmanager
def opened(file: Path, columns: int = 80, lines: int = 24, **env: str) -> Iterator[Terminal]:
    terminal = Terminal(file, columns, lines, **env)
    try:
        yield terminal
    finally:
        terminal.process.kill()
        terminal.process.wait(60)
        for end in (terminal.leader, terminal.follower):
            with suppress(OSError):
                os.close(end)


@pytest.fixture(params=FORMATS)
def review(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / f"pairs.{request.param}"
    path.write_text("".join(FORMATS[request.param](ROWS)), "utf-8", newline="")
    return path


def test_all_is_answered_and_the_terminal_is_as_it_was(review: Path) -> None:
    with opened(review, NO_COLOR="1") as terminal:
        assert "{+a survey+}" in terminal.wait_for("1 of 5", "quit")
        terminal.press("l")
        terminal.wait_for("1 of 5 answered", "quit")
        assert answers(review.read_text("utf-8")) == {"e9": "yesleft"}
        terminal.press("s\x1b[C\x1b[D2dd")
        shown = terminal.wait_for("--decisions")
        assert "5 of 5 answered (3 the same), 0 open" in shown
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.follower) == terminal.before
    assert answers(review.read_text("utf-8")) == {
        "e9": "yesleft",
        "ea": "yes",
        "eb": "no",
        "ec": "yes",
        "ed": "no",
        "ee": "no",
    }
    assert [path.name for path in review.parent.iterdir()] == [review.name]


def hang_up(terminal: Terminal) -> None:
    os.close(terminal.follower)
    os.close(terminal.leader)


INTERRUPTIONS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "Ctrl-C": (lambda terminal: terminal.press("\x03"), 130),
    "Ctrl-D": (lambda terminal: terminal.press("\x04"), 0),
    "terminated": (lambda terminal: terminal.process.terminate(), 143),
    "killed": (lambda terminal: terminal.process.kill(), -signal.SIGKILL),
    "hung up": (hang_up, 129),
}


@pytest.mark.parametrize("kind", INTERRUPTIONS)
def test_an_interrupted_review_goes_on_where_it_was(tmp_path: Path, kind: str) -> None:
    interrupt, code = INTERRUPTIONS[kind]
    file = tmp_path / "pairs.csv"
    file.write_text("".join(FORMATS["csv"](ROWS)), "utf-8", newline="")
    with opened(file) as terminal:
        terminal.wait_for("0 of 5 answered", "quit")
        terminal.press("s")
        terminal.wait_for("1 of 5 answered", "quit")
        terminal.press(" 2")
        terminal.wait_for("2 of 5 answered", "quit")
        interrupt(terminal)
        assert terminal.end() == code
        if kind not in ("killed", "hung up"):
            assert termios.tcgetattr(terminal.follower) == terminal.before
    assert answers(file.read_text("utf-8")) == {"e9": "yes", "eb": "no", "ec": "yes"}
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]
    if kind not in ("Ctrl-C", "hung up"):
        return
    with opened(file) as terminal:
        assert "Citation graphs 2" in terminal.wait_for("1 of 3", "2 of 5 answered", "quit")
        terminal.press("q")
        terminal.wait_for("2 of 5 answered (2 the same), 3 open", "go on with")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("columns", "env", "coloured"),
    [(80, {"COLORTERM": ""}, True), (32, {"NO_COLOR": "1"}, False), (80, {"TERM": "dumb"}, False)],
)
def test_colour_is_used_where_it_may_be(tmp_path: Path, columns: int, env: dict[str, str], coloured: bool) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("".join(FORMATS["csv"](ROWS)), "utf-8", newline="")
    with opened(file, columns, 24, **env) as terminal:
        shown = terminal.wait_for("quit")
    assert ("\x1b[1;32m" in shown, "{+" in shown) == (coloured, not coloured)


def test_a_file_that_somebody_else_changes_is_not_overwritten(review: Path) -> None:
    with opened(review) as terminal:
        terminal.wait_for("quit")
        changed = review.read_text("utf-8").replace("survey", "review")
        review.write_text(changed, "utf-8", newline="")
        terminal.press("s")
        assert "changed meanwhile; nothing was written" in terminal.wait_for("written")
        assert terminal.end() == 2
        assert termios.tcgetattr(terminal.follower) == terminal.before
    assert review.read_text("utf-8") == changed


def test_keys_may_come_through_a_pipe(review: Path) -> None:
    command = [*COMMAND, "review", str(review)]
    done = subprocess.run(command, input=b"sd", capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert answers(review.read_text("utf-8")) == {"e9": "yes", "ea": "no"}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 0, "0 of 0 answered"),
        ("a,b\n1,2\n", 1, "1: error: not a review"),
        (None, 2, "No such file"),
    ],
)
def test_what_is_no_review_is_told(tmp_path: Path, text: str | None, code: int, said: str) -> None:
    file = tmp_path / "pairs.csv"
    if text is not None:
        file.write_text(text, "utf-8")
    done = run("review", file)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert text is None or not Table.of(file.read_text("utf-8")).rows
