"""Turns the text of paper listings into a bibliography that people trust.

    import paperlist

    for event in paperlist.read("dump.txt"):      # papers and diagnostics, as a stream
        ...
    merged = paperlist.merge(papers)               # .papers, .entries, .groups, .diagnostics, .reviews
    completed = paperlist.complete(papers, "papers.idx")     # .papers, .diagnostics, .reviews
    text = paperlist.export(merged.papers, "bib")

Nothing heavy is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paperlist.diagnostics import Diagnostic as Diagnostic
    from paperlist.index.complete import complete as complete
    from paperlist.merging import merge as merge
    from paperlist.paper import Paper as Paper
    from paperlist.paper import Source as Source
    from paperlist.pipeline import export as export
    from paperlist.pipeline import read as read

__version__ = "0.2.0.dev0"

HOMES = {
    "Diagnostic": "paperlist.diagnostics",
    "Paper": "paperlist.paper",
    "Source": "paperlist.paper",
    "complete": "paperlist.index.complete",
    "export": "paperlist.pipeline",
    "merge": "paperlist.merging",
    "read": "paperlist.pipeline",
}

__all__ = ["Diagnostic", "Paper", "Source", "__version__", "complete", "export", "merge", "read"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in HOMES:
        raise AttributeError(f"module 'paperlist' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
