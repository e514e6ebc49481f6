"""What is reported while an input is decoded, each fault with its line."""

from collections.abc import Callable
from typing import NamedTuple

from paperlist.diagnostics import Code, Diagnostic, Place

MAX_PLACES = 100
"""Places of lost characters that are reported one by one; one more diagnostic counts all the others."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Emit = Callable[[Diagnostic], None]


def ignore(_: Diagnostic) -> None:
    """Drop a diagnostic."""


class Lost(NamedTuple):
    """Characters that were lost in lines next to each other."""

    characters: int
    first_line: int
    last_line: int

    def __str__(self) -> str:
        return "1 lost character" if self.characters == 1 else f"{self.characters} lost characters"

    def joined(self, other: "Lost") -> "Lost":
        """Return both as one, from the first line of this to the last of the other."""
        return Lost(self.characters + other.characters, self.first_line, other.last_line)


class DecodingReport:
    """Reports the faults of one input."""

    def __init__(self, file: str, emit: Emit) -> None:
        self.file = file
        self.emit = emit
        self.line = 1
        """The line, from 1, at which the text begins that is decoded next."""
        self.places = 0
        self.rest: Lost | None = None
        """What was lost at the places beyond `MAX_PLACES`."""

    def report(self, code: Code, message: str, line: int | None = None) -> None:
        """Report a fault of one line (0: of the input as a whole; by default the one that is decoded next)."""
        line = self.line if line is None else line
        self.emit(Diagnostic(code, Place(self.file, line, line), message))

    def report_lost(self, text: str, encoding: str) -> None:
        """Report the lost characters in `text`, which begins at the current line: neighbouring lines as one place."""
        places: list[Lost] = []
        for line, content in enumerate(text.split("\n"), self.line):
            if characters := content.count(REPLACEMENT):
                lost = Lost(characters, line, line)
                if places and places[-1].last_line == line - 1:
                    places[-1] = places[-1].joined(lost)
                else:
                    places.append(lost)
        for lost in places:
            self.places += 1
            if self.places <= MAX_PLACES:
                self.emit_lost(lost, encoding)
            else:
                self.rest = self.rest.joined(lost) if self.rest else lost

    def report_rest(self, encoding: str) -> None:
        """Report the places that were not reported one by one."""
        if self.rest:
            self.emit_lost(self.rest, encoding, f", in {self.places - MAX_PLACES} more places")

    def emit_lost(self, lost: Lost, encoding: str, where: str = "") -> None:
        """Report one place of lost characters."""
        message = f"{lost} (U+FFFD): bytes that are not {encoding}, or lost before{where}"
        self.emit(Diagnostic(Code.BAD_BYTES, Place(self.file, lost.first_line, lost.last_line), message))
