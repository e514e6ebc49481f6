"""Which records tell of one work, and how they unite.

Three steps and a fourth: `candidates` (which records are worth comparing), `evidence` (what speaks for and against),
`verdict` (same, different, or unsure), `uniting` (a chooser for each field). Rules and reasons: docs/merging.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperlist.diagnostics import Diagnostic

if TYPE_CHECKING:
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper


@dataclass(frozen=True, slots=True)
class Review:
    """Two records that may tell of one work, and what was found: for a person to decide."""

    one: "Paper"
    two: "Paper"
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging gives."""

    entries: "list[Paper]"
    """The records that went in, in their order."""
    papers: "list[Paper]"
    """One for each work, in order of first appearance."""
    groups: list[tuple[int, ...]]
    """For each of `papers`, the places among the `entries` of the records it unites."""
    diagnostics: list[Diagnostic]
    reviews: list[Review]
    """The pairs that stay apart because nothing settles them."""


def merge(
    papers: "Iterable[Paper]", decisions: "Decisions | None" = None, unite: bool = True, explain: bool = True
) -> Merged:
    """Unites the records that tell of one work. They are filed as they come, while the next ones are being read.

    `decisions` are a person's answers to earlier reviews and overrule the verdict. With `unite` off nothing is united:
    the diagnostics say what would be. With `explain` off they do not say where united records contradict each other,
    which takes a tenth of the time to find. No order of `papers` and nothing that is no rival changes what is united.
    """
    from paperlist.merging.clusters import Merger

    with without_garbage_collection():
        merger = Merger(decisions)
        for paper in papers:
            merger.take(paper)
        merger.run()
        return merger.result(explain) if unite else merger.report()


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Merging makes many objects and no cycles: looking for some among all records would double its time."""
    import gc

    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
