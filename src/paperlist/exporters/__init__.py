"""What papers can be written as: one output a file; the folder is the registry.

Each module has a docstring that maps the record to the output, `DESCRIPTION`, `EXTENSIONS`, and
`write(papers, options)`, which yields the output's text in pieces and does nothing else. Line ends are the output's
own, so whoever writes the text must not translate them. Modules whose name begins with `_` are shared by others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, cast, get_args, get_type_hints

from paperlist.errors import BadOption, UnknownFormat
from paperlist.tex import Protect

if TYPE_CHECKING:
    from paperlist.paper import Paper

Preprints = Literal["article", "eprint"]
DateShown = Literal["first", "latest"]
Sort = Literal["auto", "listed", "date", "title", "author", "venue", "stars", "key"]
GroupBy = Literal["year", "venue", "category", "task", "none"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose about the output. An output that knows nothing of an option ignores it."""

    protect: Protect = "auto"
    """Which capitals of a title are in braces (BibTeX)."""
    preprints: Preprints = "article"
    """How a preprint says its arXiv id: in `journal`, which every style prints, or in `eprint` (BibTeX)."""
    ascii: bool = False
    """LaTeX's notation for accents and signs instead of UTF-8 (BibTeX)."""
    max_authors: int | None = None
    """How many authors are written at most (references, not data)."""
    date: DateShown = "first"
    """Which version's date a reference bears."""
    abstract: bool = True
    """Whether abstracts and excerpts are written (references, not data)."""
    bom: bool = False
    """A byte order mark for spreadsheet programs (CSV, TSV)."""
    raw_cells: bool = False
    """Cells as they are, even those that a spreadsheet program would run as a formula (CSV, TSV)."""
    sort: Sort = "auto"
    """In which order papers are written; `auto` is newest first in a list (Markdown), as listed elsewhere."""
    group_by: GroupBy = "year"
    """What the headings of a list are (Markdown)."""


class OptionsGiven(TypedDict, total=False):
    """The fields of `Options` as keyword arguments."""

    protect: Protect
    preprints: Preprints
    ascii: bool
    max_authors: int | None
    date: DateShown
    abstract: bool
    bom: bool
    raw_cells: bool
    sort: Sort
    group_by: GroupBy


def read_options(given: OptionsGiven) -> Options:
    """Return the options that a program gave by name.

    Raises:
        BadOption: there is no such option, or it does not take the value.
    """
    kinds = get_type_hints(Options)
    for name, value in given.items():
        if name not in kinds:
            raise BadOption(f"no option {name!r}; known are {', '.join(kinds)}")
        choices = get_args(kinds[name])
        if kinds[name] is bool and not isinstance(value, bool):
            raise BadOption(f"{name} is true or false, not {value!r}")
        if choices and int not in choices and value not in choices:
            raise BadOption(f"{name} is one of {', '.join(map(repr, choices))}, not {value!r}")
        if int in choices and value is not None and (not isinstance(value, int) or value < 1):
            raise BadOption(f"{name} is 1 or more, not {value!r}")
    return Options(**given)


class Exporter(Protocol):
    """What a module of this folder offers."""

    DESCRIPTION: str
    EXTENSIONS: tuple[str, ...]

    def write(self, papers: "Iterable[Paper]", options: Options) -> Iterator[Any]:
        """Yield the output's text in pieces, while the papers come; bytes, if it is `BINARY`."""

    # BINARY: bool
    #     An output that is no text says so, and yields bytes.
    # ALIASES: tuple[str, ...]
    #     What the output is called besides, e.g. `bibtex`.
    # def left_out(self, paper: Paper) -> Iterable[str]
    #     An output that has no place for some fields of the record also says which of a paper's it leaves out.
    # def into(self, old: bytes) -> Callable[[Iterable[Paper], Options], Iterator[str | bytes]]
    #     An output that is only a part of a file which exists: what writes that file again, with another such part.
    #     ValueError, with what to do, where the file has no place for it.


def join(pieces: Iterable[str], separator: str) -> Iterator[str]:
    """Yield the pieces as they come, with the separator between two of them."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = separator


def json_array(objects: Iterable[str]) -> Iterator[str]:
    """Yield a JSON array of objects as they come, which are indented by two blanks; without any it is `[]`."""
    before = "[\n  "
    for each in objects:
        # A line feed inside a string is written `\\n` in JSON, so these are all between values.
        yield before + each.replace("\n", "\n  ")
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


@cache
def names() -> tuple[str, ...]:
    """Return the outputs' names, in alphabetical order. Nothing is imported."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Exporter:
    """Return one output's module.

    Raises:
        UnknownFormat: the name is not in `names()`.
    """
    if name not in names():
        raise UnknownFormat(f"no format {name!r} is written; known are {', '.join(names())}")
    return cast(Exporter, import_module(f"{__name__}.{name}"))


def load_text(name: str) -> Exporter:
    """Return the module of an output that is text.

    Raises:
        UnknownFormat: the name is not in `names()`, or the output is no text.
    """
    exporter = load(name)
    if is_binary(exporter):
        raise UnknownFormat(f"{name} is not text; paperlist.dump writes it to a file")
    return exporter


def is_binary(exporter: Exporter) -> bool:
    """Whether an output is no text."""
    return bool(getattr(exporter, "BINARY", False))


def find(asked: str) -> str | None:
    """Return the output that a name, another name of its, or a file's extension asks for, in any case; else None.

    `bib`, `BibTeX` and `.bib` are one. The modules are cheap to import: they load what is heavy when they write.
    """
    wanted = asked.lower().removeprefix(".")
    if wanted in names():
        return wanted
    return next((name for name in names() if wanted in other_names(name)), None)


def other_names(name: str) -> tuple[str, ...]:
    """Return an output's extensions, and what else it is called."""
    exporter = load(name)
    return (*exporter.EXTENSIONS, *getattr(exporter, "ALIASES", ()))
