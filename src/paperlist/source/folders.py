"""A folder as the pages in it.

All folders in it are looked through, in the order of their names, by the same rules:

- a file is read if its name has an extension that text, saved pages, mails or bibliographies have, compressed or not
- what is hidden is not looked at, and no link to a folder is followed
- the folder that a browser saves beside a page (`page.html`, `page_files/`) holds parts of that page, no pages
"""

import re
from collections.abc import Iterator
from pathlib import Path

EXTENSIONS = (
    *("txt", "text", "md", "markdown", "html", "htm", "xhtml", "mht", "mhtml", "webarchive", "xml", "atom", "rss"),
    *("json", "jsonl", "ndjson", "ipynb", "csv", "tsv", "eml", "mbox", "rtf", "bib", "bibtex", "ris", "nbib", "enw"),
)
NAME = re.compile(rf"\.(?:{'|'.join(EXTENSIONS)})(?:\.(?:gz|bz2|xz|zst))?\Z", re.IGNORECASE)  # page.html, dump.txt.gz
PARTS_OF_A_PAGE = re.compile(r"[_-](?:files|Dateien|fichiers|archivos|file|bestanden)\Z")


def find_files(folder: str) -> tuple[list[str], int]:
    """Return the files of a folder that can be pages, and how many others there are.

    Raises:
        OSError: the folder, or one in it, cannot be listed.
    """
    names = list(walk(Path(folder)))
    pages = [name for name in names if NAME.search(name)]
    return pages, len(names) - len(pages)


def walk(folder: Path) -> Iterator[str]:
    """Yield the files of a folder and of the folders in it, in the order of their names."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    stems = {path.stem for path in paths if NAME.search(path.name)}
    for path in paths:
        if path.is_file():
            yield str(path)
        elif path.is_dir() and not path.is_symlink():
            parts = PARTS_OF_A_PAGE.search(path.name)
            if not (parts and path.name[: parts.start()] in stems):
                yield from walk(path)
