"""A text that was unpacked, and where its lines are in the file."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

HEAD = 8192
"""Characters by which a container is known."""

LIMIT = 256 << 20
"""Characters of a container that are unpacked: it is held whole."""

LONG = 80
"""A value of fewer characters, and of one line, is a name, a date, a role."""

Complain = Callable[[int, str], None]
"""Reports what could not be unpacked: a line of the text at hand, and a sentence."""


class NoContainerError(Exception):
    """A text that begins as a container and is none; it is what is read."""


class Piece(NamedTuple):
    """Whole lines of a text that are next to each other in the file."""

    line: int
    """The line of the file, from 1, in which the first of them is."""
    text: str


class Document:
    """One text of an input, as chunks; what has been taken of it is known by its place.

    Args:
        pieces: the text, in its order.
        streamed: whether its chunks are passed on as they come; else it is one chunk.
    """

    def __init__(self, pieces: Iterable[Piece], *, streamed: bool = False) -> None:
        self.pieces = pieces
        self.streamed = streamed
        self.starts = [1]
        """The lines of the text that do not follow, in the file, the line before."""
        self.places = [1]
        """Where in the file those are."""

    @classmethod
    def of(cls, chunks: Iterable[str]) -> "Document":
        """Return the document of a whole file."""
        return cls(numbered(chunks), streamed=True)

    def chunks(self) -> Iterator[str]:
        """Yield the text."""
        if self.streamed:
            yield from self.texts()
        else:
            yield "".join(self.texts())

    def texts(self) -> Iterator[str]:
        """Yield the text of each piece, and keep where it is."""
        line = 1
        for place, text in self.pieces:
            if place - line != self.places[-1] - self.starts[-1]:
                self.starts.append(line)
                self.places.append(place)
            line += text.count("\n")
            yield text

    def place(self, line: int) -> int:
        """Return where in the file a line of the text is that has been taken; 0, the whole, is itself."""
        if line < 1:
            return line
        at = bisect_right(self.starts, line) - 1
        return self.places[at] + line - self.starts[at]

    def within(self, pieces: Iterable[Piece]) -> "Document":
        """Return the document of a part of this one, whose pieces are placed by the lines of this text."""
        return Document(placed for piece in pieces for placed in self.cut(piece))

    def cut(self, piece: Piece) -> Iterator[Piece]:
        """Yield a piece of this text in pieces that are next to each other in the file."""
        lines = lines_of(piece.text)
        begin = 0
        for i in range(1, len(lines) + 1):
            line = piece.line + i
            if i == len(lines) or self.place(line) != self.place(line - 1) + 1:
                yield Piece(self.place(piece.line + begin), "".join(lines[begin:i]))
                begin = i


def lines_of(text: str) -> list[str]:
    r"""Return the lines of a text, each with its line break; none but `\n` is one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def at_line(line: int, text: str) -> Iterator[Piece]:
    """Yield a text all of which is in one line of the file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    for each in lines_of(text):
        yield Piece(line, each if each.endswith("\n") else f"{each}\n")


def from_line(line: int, text: str) -> Iterator[Piece]:
    """Yield a text whose first line is this line of the file, and each other one the next."""
    for number, each in enumerate(lines_of(text), line):
        yield Piece(number, each if each.endswith("\n") else f"{each}\n")


def laid(fragments: Iterable[tuple[int, str]]) -> Iterator[Piece]:
    """Yield parts of a text, each with its line in the file, as whole lines; each is where its first part is."""
    held: list[str] = []
    begin = 0
    for line, text in fragments:
        for each in lines_of(text):
            begin = begin if held else line
            held.append(each)
            if each.endswith("\n"):
                yield Piece(begin, "".join(held))
                held = []
    if held:
        yield Piece(begin, "".join(held) + "\n")


def is_prose(text: str) -> bool:
    """Whether a value in a container is a text that may hold a listing: of several lines, or long."""
    return len(text) >= LONG or "\n" in text.strip()


def numbered(chunks: Iterable[str]) -> Iterator[Piece]:
    """Yield chunks of whole lines as the pieces of a whole file."""
    line = 1
    for chunk in chunks:
        yield Piece(line, chunk)
        line += chunk.count("\n")


def merged(lines: Iterable[Piece]) -> Iterator[Piece]:
    """Yield lines with those that are next to each other as one piece."""
    held: list[str] = []
    begin = follows = 0
    for line, text in lines:
        if held and line != follows:
            yield Piece(begin, "".join(held))
            held = []
        if not held:
            begin = follows = line
        held.append(text)
        follows += text.count("\n")
    if held:
        yield Piece(begin, "".join(held))


def whole(chunks: Iterable[str], complain: Complain) -> str | None:
    """Return a container's text; None, and a word of it, if it is too large."""
    pieces, size = [], 0
    for chunk in chunks:
        pieces.append(chunk)
        size += len(chunk)
        if size > LIMIT:
            complain(1, f"a container of more than {LIMIT} characters is not unpacked")
            return None
    return "".join(pieces)
