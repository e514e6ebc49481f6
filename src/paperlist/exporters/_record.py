"""The record as the data formats write it."""

from typing import TYPE_CHECKING, Any

from paperlist.exporters import _reference

if TYPE_CHECKING:
    from paperlist.paper import Paper


def with_address(paper: "Paper") -> "Paper":
    """Return the paper with an address, that of its page on arXiv where no entry gave one and the id is known.

    An id looks like a number, and a program that takes `2401.05560` for one loses its zero; no program takes an address
    for a number. An address that follows from an id of an index comes from there, too.
    """
    arxiv_id = "" if paper.url else _reference.identifiers(paper)[0]
    if not arxiv_id:
        return paper
    update: dict[str, Any] = {"url": _reference.abstract_page(arxiv_id)}
    if paper.completed and "arxiv_id" in paper.completed:
        update["completed"] = {**paper.completed, "url": paper.completed["arxiv_id"]}
    return paper.model_copy(update=update)
