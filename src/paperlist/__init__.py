"""Turn copied or saved arXiv and Papers with Code pages into BibTeX, RIS, CSV or JSON.

    import paperlist

    result = paperlist.load("search.html", "author.txt")     # or parse(text): papers, duplicates merged
    for paper in result:
        print(paper.key, paper.title, paper.authors)
    for diagnostic in result.diagnostics:                      # what could not be read, with file and line
        print(diagnostic)
    text = paperlist.dumps(result, "bib", max_authors=3)
    paperlist.dump(result, "papers.json")

`iter_papers` streams the papers of one input, `merge` merges papers from anywhere, `complete` fills what they lack from
a local index, `formats` says what is read and written, `json_schema` what a paper is. `read` gives papers and
diagnostics as they come, and `export` is `dumps` with an `exporters.Options`.

Nothing heavy is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paperlist.api import Format as Format
    from paperlist.api import Result as Result
    from paperlist.api import dump as dump
    from paperlist.api import dumps as dumps
    from paperlist.api import formats as formats
    from paperlist.api import iter_papers as iter_papers
    from paperlist.api import json_schema as json_schema
    from paperlist.api import load as load
    from paperlist.api import parse as parse
    from paperlist.diagnostics import Code as Code
    from paperlist.diagnostics import Diagnostic as Diagnostic
    from paperlist.diagnostics import Place as Place
    from paperlist.diagnostics import Severity as Severity
    from paperlist.errors import BadKeyPattern as BadKeyPattern
    from paperlist.errors import BadOption as BadOption
    from paperlist.errors import PaperlistError as PaperlistError
    from paperlist.errors import UnknownEncoding as UnknownEncoding
    from paperlist.errors import UnknownFormat as UnknownFormat
    from paperlist.index.complete import complete as complete
    from paperlist.merging import merge as merge
    from paperlist.paper import Paper as Paper
    from paperlist.paper import Source as Source
    from paperlist.pipeline import export as export
    from paperlist.pipeline import read as read

__version__ = "0.2.0"

_LAZY_IMPORTS = {
    "api": "Format Result dump dumps formats iter_papers json_schema load parse",
    "diagnostics": "Code Diagnostic Place Severity",
    "errors": "BadKeyPattern BadOption PaperlistError UnknownEncoding UnknownFormat",
    "index.complete": "complete",
    "merging": "merge",
    "paper": "Paper Source",
    "pipeline": "export read",
}
"""The public names of each module."""

BY_NAME = {name: f"paperlist.{home}" for home, names in _LAZY_IMPORTS.items() for name in names.split()}

__all__ = ["__version__", *BY_NAME]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in BY_NAME:
        raise AttributeError(f"module 'paperlist' has no attribute {name!r}")
    return getattr(import_module(BY_NAME[name]), name)


def __dir__() -> list[str]:
    """List the public names, so that `help` and an editor show them."""
    return sorted([*globals(), *BY_NAME])
