"""Texts within other texts: JSON, notebooks, mails, saved pages of several parts, tables, RTF, pieces of pages.

    text ─ which container? ─▶ its texts ─ containers again? ─▶ documents, each read by itself

A container is known by how it begins. Each way to open one takes the whole text and yields the pieces of each text in
it; a piece tells its line, so that every place is one in the file. What begins as a container and cannot be opened is
reported and not read: its marks would become values. A new container is a module with those two functions, and its row.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain
from typing import Protocol, cast

from paperlist.source.document import HEAD, Complain, Document, NoContainerError, Piece, from_line, numbered
from paperlist.source.unfolding import unfold

DEEPEST = 5
"""So many containers may lie within one another."""


class Container(Protocol):
    """What each module of a container offers."""

    __name__: str

    def begins(self, head: str, file: str) -> bool:
        """Whether a text that begins with `head` is such a container."""

    def unpack(self, chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
        """Yield the pieces of each text in the container, placed by the lines of the container."""


CONTAINERS = (
    "rtf",
    "mail",
    "json_texts",
    "xml_texts",
    "folded",
    "boxes",
    "shells",
    "tables",
    "yaml_texts",
    "literals",
    "markup",
)
"""The modules, in the order in which they are asked."""


def unpack(
    document: Document, file: str, complain: Complain, stays: Callable[[str], bool], depth: int = 0, first: int = 0
) -> Iterator[Document]:
    """Yield the texts of a document: itself, or, if it is a container, what is in it.

    Args:
        document: the text.
        file: the name of the file, which may tell what it is.
        complain: called with the line in the file, and a sentence, where something cannot be unpacked.
        stays: whether a text that begins so is to be read as it is.
        depth: how many containers it lies in.
        first: the first of `CONTAINERS` that it may be.
    """
    chunks = document.chunks()
    head = next(chunks, "")
    chunks = chain((head,), chunks)
    container = None if stays(head) else find_container(head[:HEAD], "" if depth else file, first)
    if container is None:
        text = Document(unfold(resumed(document, chunks) if depth else numbered(chunks)), streamed=not depth)
        shown = "".join(piece.text for piece in unfold([Piece(1, head)]))
        if shown == head or stays(head) or depth == DEEPEST or not find_container(shown.lstrip()[:HEAD], ""):
            yield text
        else:
            yield from unpack(text, "", complain, stays, depth + 1)
        return
    if depth == DEEPEST:
        complain(document.place(1), f"more than {DEEPEST} containers within one another; the innermost is not read")
        return

    def complain_here(line: int, message: str) -> None:
        complain(document.place(line), message)

    try:
        for pieces in container.unpack(chunks, complain_here):
            yield from unpack(document.within(pieces), file, complain, stays, depth + 1)
    except NoContainerError as error:
        again = 1 + CONTAINERS.index(container.__name__.rpartition(".")[2])
        yield from unpack(document.within(from_line(1, str(error))), file, complain, stays, depth + 1, again)


def find_container(head: str, file: str, first: int = 0) -> Container | None:
    """Return the container that begins so, of those from the first on; None if it is none."""
    for name in CONTAINERS[first:]:
        module = cast(Container, import_module(f"paperlist.source.{name}"))
        if module.begins(head, file):
            return module
    return None


def resumed(document: Document, chunks: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces of a document of which chunks have been taken."""
    line = 1
    for chunk in chunks:
        yield from document.cut(Piece(line, chunk)) if chunk else ()
        line += chunk.count("\n")
