"""The road as three functions, for the command and for programs: read an input, merge papers, export them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from paperlist import readers
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.errors import UnknownFormat
from paperlist.listings import Listing, descriptions, load_listings
from paperlist.paper import Paper, Source
from paperlist.reading import Event, FieldLines, ShowSpan, read_listings
from paperlist.reading.unread import advice_for
from paperlist.source import MAX_SIZE, Input, display_name, name_of, read_chunks, read_input
from paperlist.source.containers import unpack
from paperlist.source.document import Document

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.readers.bibtex_database import Database
    from paperlist.readers.blocks import Block

REASONS = frozenset({Code.UNREADABLE, Code.DEFINITION, Code.NOTHING_FOUND})
"""What is said of an input in which no paper may be found."""

NOTHING_FOUND = (
    "no papers found; it does not look like a page that paperlist reads"
    " (see 'paperlist formats', or run 'paperlist check FILE')"
)

EMPTY = "there is nothing in it"

HEAD = 1 << 16
"""How many characters of an input tell what it is."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who reads along, and hears more than the events."""

    piece: Callable[[str], None] | None = None
    """Called with each piece of text that has been read, before the next is waited for."""
    library: Callable[[str], None] | None = None
    """Called with the format's name where the input holds finished records (our JSON, BibTeX)."""
    span: ShowSpan | None = None
    """Called with every stretch of lines that went to a field."""


def read(
    source: Input,
    *,
    only: str | None = None,
    encoding: str | None = None,
    max_size: int = MAX_SIZE,
    watch: Watch | None = None,
    database: "Database | None" = None,
) -> Iterator[Event]:
    """Yield the papers and diagnostics of one input, in its order, while it is being read.

    Args:
        source: a file's name (`-` is standard input) or `Path`, an open file, or bytes.
        only: the one format to look for, by name; by default the input shows what it is.
        encoding: the input's encoding; by default found out.
        max_size: how many bytes may come out of a compressed file.
        watch: who reads along.
        database: the `.bib` files that are read as one with it, see `read_as_one`.

    Raises:
        OSError: the file cannot be opened or read.
        UnknownEncoding: no such encoding.
        UnknownFormat: no such format is read.
    """
    diagnostics: list[Diagnostic] = []
    is_empty = True

    def noticed(chunks: Iterable[str]) -> Iterator[str]:
        nonlocal is_empty
        for chunk in chunks:
            is_empty = is_empty and not chunk.strip()
            yield chunk

    chunks = noticed(read_input(source, encoding, diagnostics.append, max_size))
    chunks = announced(chunks, watch.piece) if watch and watch.piece else chunks
    name = display_name(name_of(source))
    for event in read_text(chunks, name, only=only, watch=watch, database=database):
        yield from diagnostics
        diagnostics.clear()
        yield event
    yield from diagnostics
    if is_empty and not any(each.code is Code.UNREADABLE for each in diagnostics):
        yield Diagnostic(Code.NOTHING_FOUND, Place(name), EMPTY)


def read_text(
    chunks: Iterable[str],
    file: str = "-",
    *,
    only: str | None = None,
    watch: Watch | None = None,
    database: "Database | None" = None,
) -> Iterator[Event]:
    """Yield the papers and diagnostics of a text; as `read` does of a file.

    Args:
        chunks: the text, in pieces that end at line ends.
        file: the name that places get.
        only: the one format to look for, by name.
        watch: who reads along.
        database: the `.bib` files that are read as one with it.
    """
    watch = watch or Watch()
    chunks = iter(chunks)
    head = next(chunks, "")
    chunks = chain((head,), chunks)
    if library := library_of(head, file, only):
        if watch.library:
            watch.library(library)
        if library == "bibtex" and database:
            from paperlist.readers import bibtex

            return bibtex.read(chunks, file, database)
        return advised(readers.load_reader(library).read(chunks, file), head, file)
    return advised(read_documents(chunks, file, only, watch.span), head, file)


def read_documents(
    chunks: Iterable[str], file: str, only: str | None, show_span: ShowSpan | None = None
) -> Iterator[Event]:
    """Read a text that is not all finished records: itself, or each text in it if it is a container."""
    faults: list[Diagnostic] = []

    def complain(line: int, message: str) -> None:
        faults.append(Diagnostic(Code.UNREADABLE, Place(file, line, line), message))

    def is_library(head: str) -> bool:
        return library_of(head, "", only) is not None

    listings = choose_listings(only)
    for document in unpack(Document.of(chunks), file, complain, is_library):
        yield from faults
        faults.clear()
        chunks = document.chunks()
        head = next(chunks, "")
        chunks = chain((head,), chunks)
        if library := library_of(head, "", only):
            events = readers.load_reader(library).read(chunks, file)
        else:
            events = read_listings(chunks, file, listings, show_span and placed_spans(show_span, document))
        yield from (placed(event, document) for event in events)
    yield from faults


def placed(event: Event, document: Document) -> Event:
    """Return what was read of a document with its places in the file."""
    if len(document.starts) == 1 and document.places == [1]:
        return event
    if isinstance(event, Diagnostic):
        return replace(event, place=in_file(event.place, document))
    sources = [Source.at(in_file(source.place, document), source.format) for source in event.sources]
    return event.replace(sources=tuple(sources))


def in_file(place: Place, document: Document) -> Place:
    """Return where in the file a place in a document is."""
    return Place(place.file, document.place(place.first_line), document.place(place.last_line))


def placed_spans(show_span: ShowSpan, document: Document) -> ShowSpan:
    """Return a function that passes spans on with their places in the file."""

    def show(span: FieldLines) -> None:
        show_span(span._replace(place=in_file(span.place, document)))

    return show


def read_as_one(files: Sequence[str], encoding: str | None = None, max_size: int = MAX_SIZE) -> "Database | None":
    """Return what lets the `.bib` files among these refer to one another; None where there are not several."""
    libraries = [file for file in files if readers.BIB_NAME.search(file)]
    if len(libraries) < 2:
        return None
    from paperlist.readers.bibtex_database import Database

    paths = {display_name(file): file for file in libraries}
    return Database(list(paths), partial(load_blocks, paths, encoding, max_size))


def load_blocks(paths: Mapping[str, str], encoding: str | None, max_size: int, name: str) -> "list[Block]":
    """Return the blocks of a `.bib` file; none of one that cannot be read, which is reported in its turn."""
    from paperlist.cleanup.unicode import normalize
    from paperlist.readers.blocks import split_blocks

    try:
        text = "".join(read_chunks(paths[name], encoding, lambda _: None, max_size))
    except (KeyError, OSError):
        return []
    return split_blocks(normalize(text))


def library_of(head: str, file: str, only: str | None) -> str | None:
    """Return the format of finished records that a text holds which begins with `head`; None where it holds none."""
    if only in readers.DESCRIPTIONS:
        return only
    found = readers.recognise(head[:HEAD], file)
    return found if only in (None, found) else None


def choose_listings(only: str | None) -> list[Listing]:
    """Return the listing formats that are looked for: all, or the one that is named.

    Raises:
        UnknownFormat: nothing that is read has this name.
    """
    listings = [listing for listing in load_listings() if only in (None, listing.NAME)]
    if only and not listings:
        known = ", ".join([*descriptions(), *readers.DESCRIPTIONS])
        raise UnknownFormat(f"no format {only!r} is read; known are {known}")
    return listings


def advised(events: Iterable[Event], head: str, file: str) -> Iterator[Event]:
    """Yield `events`; where no paper is among them, and the text is a page that is known but not read, say so."""
    found = False
    for event in events:
        found = found or isinstance(event, Paper)
        yield event
    if not found and (advice := advice_for(head[:HEAD])):
        yield Diagnostic(Code.NOTHING_FOUND, Place(file), advice)


def concluded(events: Iterable[Event], file: str) -> Iterator[Event]:
    """Yield `events`, and at their end, where no paper was found and nothing said why, that none was."""
    found = False
    for event in events:
        # Who could not read a file need not be told that nothing was in it; abbreviations are something.
        found = found or isinstance(event, Paper) or event.code in REASONS
        yield event
    if not found:
        yield Diagnostic(Code.NOTHING_FOUND, Place(file), NOTHING_FOUND)


def announced(chunks: Iterable[str], piece: Callable[[str], None]) -> Iterator[str]:
    """Yield `chunks`, calling `piece` with each before the next is asked for."""
    for chunk in chunks:
        yield chunk
        piece(chunk)


def export(papers: Iterable[Paper], to: str = "bib", options: "Options | None" = None) -> str:
    """Write `papers` in the format `to` as one text.

    Papers without a key get one. The command writes the same text piece by piece.

    Raises:
        UnknownFormat: no such format, or one that is no text.
    """
    from paperlist.exporters import Options, load_text
    from paperlist.exporters._order import ordered
    from paperlist.keys import assign

    exporter = load_text(to)
    options = options or Options()
    return "".join(exporter.write(ordered(assign(list(papers)), options), options))
