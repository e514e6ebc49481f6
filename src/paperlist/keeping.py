"""What an output would destroy: entries and comments of a library that somebody keeps.

A `.bib` file that exists is replaced only if every entry of it is written again, by its key or among the other keys of
a paper, and if it has no comments, abbreviations or preamble, which no output has. So the same run can be repeated; a
library made by hand is for `paperlist add`. A file without any entry is no library. Other outputs are data that are
made again, and are replaced; but a list that is a part of a file (Markdown) is the only part that is.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from paperlist.exporters import Exporter, Options
    from paperlist.paper import Paper

    Write = Callable[[Iterable[Paper], Options], Iterator[Any]]

EXTENSIONS = (".bib", ".bibtex")
PAGES = (".html", ".htm")
OURS = b'<meta name="generator" content="paperlist">'
HEAD = 1 << 12
"""So many bytes of a page are searched for what says that it is ours."""
NAMED = 3
"""So many keys are named in the message."""


class Kept:
    """The entries of the file that an output is to replace, which all must be written again."""

    def __init__(self, path: Path | None, *, force: bool) -> None:
        """Read the file, if it exists and is a library.

        Raises:
            OSError: it cannot be read.
        """
        self.path = path
        self.other = 0
        """The line of the first comment or the like."""
        self.other_page = False
        self.missing: dict[str, str] = {}
        """Keys not yet written: as they are, by themselves in small letters."""
        if path is None or force or not path.is_file():
            return
        if path.suffix.lower() in PAGES:
            self.other_page = is_other_page(path)
        if path.suffix.lower() not in EXTENSIONS:
            return
        from paperlist.adding.bibfile import decode
        from paperlist.readers.blocks import Kind, split_blocks

        blocks = split_blocks(decode(path.read_bytes())[0])
        entries = [block for block in blocks if block.kind is Kind.ENTRY]
        if entries:
            self.other = next((block.first_line for block in blocks if block.kind is not Kind.ENTRY), 0)
        self.missing = {entry.key.lower(): entry.key for entry in entries}

    def written(self, papers: "Iterable[Paper]") -> "Iterator[Paper]":
        """Yield the papers as they are written."""
        for paper in papers:
            if self.missing:
                for key in (paper.key, *paper.keys):
                    self.missing.pop(key.lower(), None)
            yield paper

    def check(self) -> None:
        """Raise an OSError where an entry of the old file was not written, or something else is in it."""
        if self.other_page and self.path:
            message = "it is no page that paperlist wrote, and would be lost; name another file, or --force replaces it"
            raise OSError(errno.EEXIST, message, str(self.path))
        if self.other and self.path:
            raise refusal(self.path, f"line {self.other} is no entry (a comment, an abbreviation) and")
        if self.missing and self.path:
            keys = list(self.missing.values())
            more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
            raise refusal(self.path, f"{', '.join(keys[:NAMED])}{more}")


def is_other_page(path: Path) -> bool:
    """Whether a file has something in it, and is no page that paperlist wrote.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return bool(head.strip()) and OURS not in head


def refusal(path: Path, what: str) -> OSError:
    """Return the error that says what would be lost, and what to do."""
    message = f"{what} would be lost; 'paperlist add {path}' puts papers into a library, --force replaces it"
    return OSError(errno.EEXIST, message, str(path))


def writer(exporter: "Exporter", path: Path | None, *, force: bool) -> "Write":
    """Return what writes papers to a path: where they are a part of a file that exists, with all its other parts.

    Raises:
        OSError: the file has no place for the papers, or cannot be read.
    """
    into = getattr(exporter, "into", None)
    if into is None or path is None or str(path) == "-" or not path.is_file() or not (old := path.read_bytes()).strip():
        return exporter.write
    try:
        return cast("Write", into(old))
    except ValueError as error:
        if force:
            return exporter.write
        raise FileExistsError(errno.EEXIST, f"{error}, or let --force replace the file", str(path)) from None
