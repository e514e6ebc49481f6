"""`paperlist review`: a person goes through the pairs that merging left unsure."""

import signal
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import signals
from paperlist.cli import options as given
from paperlist.cli.keyboard import END, pressed_keys
from paperlist.cli.output import log
from paperlist.cli.summary import READ_ERROR, count_of

if TYPE_CHECKING:
    from paperlist.files import Fingerprint
    from paperlist.merging.review_session import Session

QUIT = ("q", END, "\x04")


def review(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A file that --review wrote (.csv or .jsonl).", rich_help_panel=given.INPUT
        ),
    ],
    every: Annotated[bool, given.input_option("--all", help="Ask again what is answered.")] = False,
) -> None:
    """Decide possible duplicates, one key each.

    Each answer is saved in FILE at once: quit at any time, and go on later.
    """
    from paperlist import files
    from paperlist.merging.review_session import Session
    from paperlist.merging.review_table import Table

    data, known = files.read(file)
    table = Table.of(data.decode("utf-8", "surrogateescape"))
    for line, message in table.faults:
        log(f"{file}:{line}: error: {message}")
    session = Session(table, every)
    ask(session, file, known)
    sum_up(session, file)
    raise typer.Exit(READ_ERROR if table.faults else 0)


def ask(session: "Session", file: Path, known: "Fingerprint") -> None:
    """Ask until all is answered or skipped, or the person quits; write each answer to the file before going on."""
    from rich.console import Console

    from paperlist import files
    from paperlist.cli.review_screen import screen

    note, whole = "", False
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # it would end the run with the terminal as it is
    with pressed_keys() as next_key:
        while session.question:
            size = get_terminal_size()
            console = Console(highlight=False, width=size.columns, height=size.lines)
            console.clear()
            console.print(screen(session, console, whole=whole, note=note))
            key = next_key()
            if key in QUIT:
                return
            whole = key == "v" and not whole
            before = session.table.text
            note = press(session, key)
            if (text := session.table.text) != before:
                data = text.encode("utf-8", "surrogateescape")
                with signals.delayed():
                    files.replace(file, data, expected=known)
                known = files.fingerprint(data)


def press(session: "Session", key: str) -> str:
    """Do what a key stands for, and return what a person must be told of it."""
    question = session.question or []
    note = ""
    if key in ("s", "y", "l", "r") and len(question) == 1:
        session.answer(question[0], {"l": "left", "r": "right"}.get(key, ""))
    elif key in ("d", "n"):
        session.answer(None)
    elif key in "123456789" and len(question) >= int(key) and len(question) > 1:
        session.answer(question[int(key) - 1])
    elif key in (" ", "k"):
        session.skip()
    elif key == "b":
        session.back()
    elif key == "a":
        count = session.answer_above()
        note = f"{count_of(count, 'open pair')} above this score answered: the same"
    elif key == "u":
        note = "" if session.undo() else "nothing to undo"
    elif key in ("s", "y", "l", "r"):
        note = f"which one is it? press 1 to {min(9, len(question))}, or d for none of them"
    elif key == "?":
        from paperlist.cli.review_screen import KEYS, MORE_KEYS

        note = f"{KEYS}\n{MORE_KEYS}"
    elif key != "v":
        note = "no such key; ? names them all"
    return note


def sum_up(session: "Session", file: Path) -> None:
    """Print what is answered, and what to do next."""
    from paperlist.merging.review_session import is_open
    from paperlist.merging.review_table import ANSWERS

    left = sum(map(is_open, session.questions))
    same = sum(ANSWERS.get(row.same.lower()) is True for row in session.table.rows)
    answered = len(session.questions) - left
    log(f"paperlist: {answered} of {len(session.questions)} answered ({same} the same), {left} open")
    if left:
        log(f"paperlist: go on with `paperlist review {file}`")
    if answered:
        log(f"paperlist: apply the answers with `paperlist parse … --decisions {file}`")
