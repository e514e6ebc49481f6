"""The functions for programs, all of which `paperlist` has as well: `paperlist.parse`, `paperlist.dumps`, ….

    parse, load     a text, or files, to a `Result`: papers with duplicates merged, and what is to be said of the input
    iter_papers     the papers of one input while it is read, nothing merged
    dump, dumps     papers to a file, or to text, in any format that is written
    formats         what is read and written
    json_schema     what a paper is, for other programs

What they give is what the command gives for the same input. A fault of the input is a `Diagnostic` in the result; a
file that cannot be opened is an OSError, and what was asked for wrongly an error of `paperlist.errors`, a ValueError.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple, Unpack

from paperlist import exporters
from paperlist.diagnostics import Diagnostic, untitled
from paperlist.errors import UnknownFormat
from paperlist.exporters import OptionsGiven
from paperlist.keys import DEFAULT, Keys, assign
from paperlist.paper import Paper
from paperlist.pipeline import concluded, read, read_as_one
from paperlist.source import Input, display_name, name_of
from paperlist.source.inputs import is_text_file, to_bytes
from paperlist.source.report import ignore

if TYPE_CHECKING:
    from paperlist.keeping import Write
    from paperlist.merging import Review


@dataclass(frozen=True, slots=True)
class Result:
    """What was read: `for paper in result` goes through the papers, `len(result)` counts them."""

    papers: list[Paper]
    """The papers, each with its citation key, in the order in which they were first read; duplicates are merged."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What is to be said of the input: lines that were not understood, fields that could not be read, …."""
    entries: list[Paper] = field(default_factory=list)
    """The papers as they were read, before any were merged."""
    reviews: "list[Review]" = field(default_factory=list)
    """Pairs that may be duplicates and stay apart: for a person to decide."""

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.papers)

    def __len__(self) -> int:
        return len(self.papers)


def parse(
    text: Input, *, only: str | None = None, encoding: str | None = None, merge: bool = True, key: str = DEFAULT
) -> Result:
    r"""Return the papers of a text: a copied page, the bytes of a saved one, a bibliography.

    Args:
        text: the text, or bytes, compressed or not; a `Path` or an open file is read as `load` reads it.
        only: the one format to look for, by name (see `formats`); by default the text shows what it is.
        encoding: the encoding of bytes; by default they show it.
        merge: whether duplicates are merged.
        key: the pattern of citation keys.

    Raises:
        UnknownFormat: no such format is read.
        UnknownEncoding: there is no such encoding.
        BadKeyPattern: the pattern makes no keys.

    Examples:
        >>> card = "Graphs that grow\n1 code implementation • 3 May 2021 • Ada Byron\nWe study graphs.\n"
        >>> result = parse(card)
        >>> [(paper.key, paper.title, paper.authors, paper.date) for paper in result]
        [('byron2021graphs', 'Graphs that grow', ('Ada Byron',), '2021-05-03')]
        >>> [str(diagnostic) for diagnostic in result.diagnostics]
        []
    """
    source = as_file(text) if isinstance(text, str) else text
    return load(source, only=only, encoding=encoding, merge=merge, key=key)


def load(
    *inputs: Input, only: str | None = None, encoding: str | None = None, merge: bool = True, key: str = DEFAULT
) -> Result:
    """Return the papers of files, together: what several of them have is one paper.

    Args:
        inputs: paths (of a folder, all pages in it), open files, bytes, or texts of several lines; `-` is standard
            input.
        only: the one format to look for, by name (see `formats`); by default each input shows what it is.
        encoding: the encoding of the inputs; by default each shows it.
        merge: whether duplicates are merged.
        key: the pattern of citation keys.

    Raises:
        OSError: a file cannot be opened.
        UnknownFormat: no such format is read.
        UnknownEncoding: there is no such encoding.
        BadKeyPattern: the pattern makes no keys.

    Examples:
        >>> result = load("fixtures/mixed/seeds")
        >>> len(result), len(result.entries)
        (9, 13)
    """
    keys = Keys(key)
    diagnostics: list[Diagnostic] = []
    entries = list(read_all(inputs, only, encoding, diagnostics.append))
    reviews: list[Review] = []
    if merge:
        from paperlist.merging import merge as merge_papers

        merged = merge_papers(entries)
        diagnostics += merged.diagnostics
        papers, reviews = assign(merged.papers, key), merged.reviews
    else:
        papers = list(map(keys.give, entries))
    diagnostics += [untitled(paper) for paper in papers if paper.title is None]
    return Result(papers, diagnostics, entries, reviews)


def iter_papers(
    source: Input,
    *,
    only: str | None = None,
    encoding: str | None = None,
    key: str = DEFAULT,
    report: Callable[[Diagnostic], None] | None = None,
) -> Iterator[Paper]:
    r"""Yield the papers of one input, each as soon as it is read, nothing merged; memory does not grow with the input.

    Args:
        source: a path (of a folder, all pages in it), an open file, bytes, or a text of several lines.
        only: the one format to look for, by name (see `formats`).
        encoding: the encoding of the input; by default it shows it.
        key: the pattern of citation keys.
        report: is called with what is to be said of the input, as it comes.

    Raises:
        OSError: the file cannot be opened.
        UnknownFormat: no such format is read.
        UnknownEncoding: there is no such encoding.
        BadKeyPattern: the pattern makes no keys.

    Examples:
        >>> card = "Graphs that grow\n1 code implementation • 3 May 2021 • Ada Byron\nWe study graphs.\n"
        >>> [paper.key for paper in iter_papers(card)]
        ['byron2021graphs']
    """
    emit = report or ignore
    papers = map(Keys(key).give, read_all([source], only, encoding, emit))
    return told_if_untitled(papers, emit)


def dumps(papers: Iterable[Paper], to: str = "bib", *, key: str = DEFAULT, **options: Unpack[OptionsGiven]) -> str:
    """Return papers as text in the format `to`; papers without a citation key get one.

    Args:
        papers: the papers, for instance a `Result`.
        to: the format by any of its names: `bib`, `bibtex`, `.bib` (see `formats`).
        key: the pattern of citation keys.
        **options: what the output knows, as `exporters.Options` explains it: `max_authors=3`, `abstract=False`,
            `protect="all"`, `preprints="eprint"`, `date="latest"`, `ascii=True`, `bom=True`, `raw_cells=True`,
            `sort="title"`, `group_by="venue"`.

    Raises:
        UnknownFormat: no such format is written, or it is not text (`xlsx`), which `dump` writes to a file.
        BadOption: there is no such option, or it does not take the value.
        BadKeyPattern: the pattern makes no keys.

    Examples:
        >>> authors = ("Ada Byron", "Grace Murray", "Mary Shaw")
        >>> paper = Paper(title="Graphs that grow", authors=authors, date="2021-05-03")
        >>> print(dumps([paper], "bib", max_authors=2), end="")
        @misc{byron2021graphs,
          author = {Byron, Ada and Murray, Grace and others},
          title = {Graphs that grow},
          year = {2021},
          month = may,
          day = {3},
        }
    """
    return "".join(pieces(papers, exporters.load_text(find_format(to)).write, key, options))


def dump(
    papers: Iterable[Paper],
    file: str | os.PathLike[str] | IO[Any],
    to: str | None = None,
    *,
    key: str = DEFAULT,
    force: bool = False,
    **options: Unpack[OptionsGiven],
) -> None:
    r"""Write papers to a file. A path gets the whole text or, if anything fails, keeps what it had.

    Args:
        papers: the papers, for instance a `Result`.
        file: a path, or a file that is open for writing, of text or of bytes.
        to: the format by any of its names; by default what the name's extension shows, `bib` where it has none.
        key: the pattern of citation keys.
        force: whether a `.bib` is replaced although entries or comments of it would be lost, and a `.md` although it
            has no marks between which the list belongs.
        **options: as `dumps` takes them.

    Raises:
        FileExistsError: entries of the `.bib` would be lost, or the `.md` has no marks, and `force` is off.
        OSError: the file cannot be written.
        UnknownFormat: no such format is written, or it is not text and the file is open for text.
        BadOption: there is no such option, or it does not take the value.
        BadKeyPattern: the pattern makes no keys.

    Examples:
        >>> import io
        >>> file = io.StringIO()
        >>> dump([Paper(title="Graphs that grow", date="2021")], file, "csv", key="{year}{word}")
        >>> file.getvalue()[:29]
        'key,type,title,authors,author'
    """
    if isinstance(file, str | os.PathLike):
        write_path(papers, Path(file), to, key, options, force=force)
        return
    label = getattr(file, "name", None)
    name = find_format(to or (Path(label).suffix if isinstance(label, str) else "") or "bib")
    exporter = exporters.load(name)
    if is_text_file(file) and exporters.is_binary(exporter):
        raise UnknownFormat(f"{name} is not text; open the file for bytes")
    for piece in pieces(papers, exporter.write, key, options):
        file.write(piece if is_text_file(file) or isinstance(piece, bytes) else to_bytes(piece))


class Format(NamedTuple):
    """A format that is read or written."""

    name: str
    """What `only` and `to` call it."""
    use: Literal["read", "write"]
    description: str
    extensions: tuple[str, ...] = ()
    """Of files that are written, or by whose name what is read is known."""


def formats() -> tuple[Format, ...]:
    """Return all formats: those that are read, then those that are written.

    Examples:
        >>> [format.name for format in formats() if ".bib" in format.extensions]
        ['bibtex', 'bib']
    """
    from paperlist.listings import descriptions
    from paperlist.readers import BY_EXTENSION, DESCRIPTIONS

    found = [Format(name, "read", description) for name, description in descriptions().items()]
    for name, description in DESCRIPTIONS.items():
        extensions = tuple(f".{extension}" for extension, reader in BY_EXTENSION.items() if reader == name)
        found.append(Format(name, "read", description, extensions))
    for name in exporters.names():
        exporter = exporters.load(name)
        found.append(
            Format(name, "write", exporter.DESCRIPTION, tuple(f".{extension}" for extension in exporter.EXTENSIONS))
        )
    return tuple(found)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a paper as `json` and `jsonl` write it.

    Examples:
        >>> json_schema()["properties"]["title"]["description"]
        'One line, as listed; math stays as `$…$`. Null where the listing lost it.'
    """
    return Paper.model_json_schema(mode="serialization")


# Reading


def read_all(
    inputs: Sequence[Input], only: str | None, encoding: str | None, emit: Callable[[Diagnostic], None]
) -> Iterator[Paper]:
    """Yield the papers of all inputs, without keys; `emit` is called with each diagnostic."""
    sources = [source for each in inputs for source in inputs_of(each)]
    database = read_as_one([name_of(source) for source in sources], encoding)
    for source in sources:
        events = read(source, only=only, encoding=encoding, database=database)
        for event in concluded(events, display_name(name_of(source))):
            if isinstance(event, Diagnostic):
                emit(event)
            else:
                yield event


def as_file(text: str) -> IO[str]:
    """Return a text as an open file that gives it unchanged."""
    return io.StringIO(text, newline="")


def inputs_of(source: Input) -> list[Input]:
    """Return the pages of a folder; a text of several lines, which no file's name has, as a file; all else as it is."""
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        return [as_file(source)]
    if isinstance(source, str | os.PathLike) and Path(source).is_dir():
        from paperlist.source.folders import find_files

        return [*find_files(os.fspath(source))[0]]
    return [source]


def told_if_untitled(papers: Iterable[Paper], emit: Callable[[Diagnostic], None]) -> Iterator[Paper]:
    """Yield the papers as they come; `emit` hears of those without a title."""
    for paper in papers:
        if paper.title is None:
            emit(untitled(paper))
        yield paper


# Writing


def find_format(asked: str) -> str:
    """Return the name of the output that a name or an extension asks for.

    Raises:
        UnknownFormat: none does.
    """
    found = exporters.find(asked)
    if found is None:
        raise UnknownFormat(f"no format {asked!r} is written; known are {', '.join(exporters.names())}")
    return found


def pieces(papers: Iterable[Paper], write: "Write", key: str, options: OptionsGiven) -> Iterator[Any]:
    """Return the pieces of an output, text or bytes; options and pattern are checked before anything is written."""
    from paperlist.exporters._order import ordered

    read_options = exporters.read_options(options)
    return write(ordered(assign(list(papers), key), read_options), read_options)


def write_path(
    papers: Iterable[Paper], path: Path, to: str | None, key: str, options: OptionsGiven, *, force: bool
) -> None:
    """Write papers to a path, whole or not at all."""
    from paperlist.files import replacing
    from paperlist.keeping import Kept, writer

    name = find_format(to or path.suffix or "bib")
    kept = Kept(path, force=force)
    listed = assign(list(papers), key)
    for _ in kept.written(listed):
        pass  # what is written is compared with what is there
    kept.check()
    output = list(pieces(listed, writer(exporters.load(name), path, force=force), key, options))
    with replacing(path) as file:
        file.writelines(to_bytes(piece) if isinstance(piece, str) else piece for piece in output)
