"""Merging: which records describe one work, and how they become one record.

`blocking` (which records are worth comparing), `features` (what of a record is compared), `comparison` (what speaks for
and against), `rules` (same, different, or unsure), `clusters` (which records unite), `fields` (what the united record
takes), `review` (what a person decides). Rules and reasons: docs/merging.md.
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
    """Two records that may describe one work, and what was found: for a person to decide."""

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
    papers: "Iterable[Paper]",
    decisions: "Decisions | None" = None,
    unite: bool = True,
    explain: bool = True,
    within: bool = False,
) -> Merged:
    """Return the records with those that describe one work united. They are read one by one, as they come.

    `decisions` are a person's answers to earlier reviews and overrule the rules. With `unite` off nothing is united:
    the diagnostics say what would be. With `explain` off they do not say where united records contradict each other.
    Entries of one library, two keys, unite only where they say the very same, or, with `within`, as all others do.
    No order of `papers` and nothing that is no rival changes what is united.
    """
    from paperlist.merging import outcome
    from paperlist.merging.clusters import Merger

    with without_garbage_collection():
        merger = Merger(decisions, within=within)
        for paper in papers:
            merger.add(paper)
        merger.run()
        return outcome.merged(merger, explain) if unite else outcome.reported(merger)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Suspend the search for reference cycles: merging makes many objects and no cycles."""
    import gc

    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
