"""What lists and pages show of a paper: the pages that it leads to, and what a reader should know of its record."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from paperlist.exporters import _reference
from paperlist.tex.encode import clean

if TYPE_CHECKING:
    from paperlist.paper import Paper

REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,40}/[\w.-]{1,100}", re.ASCII)  # "owner/name"
ADDRESS = re.compile(r"https?://[^\s/\\?#]\S*", re.IGNORECASE)


def link(address: str) -> str:
    """Return an address that a page may link to, with nothing in it that is no part of one; else an empty text."""
    found = ADDRESS.fullmatch(clean(address))
    return quote(found[0], safe="!#$%&'*+(),/:;=?@[]~") if found else ""


def main_page(paper: "Paper") -> str:
    """Return the address that a title leads to (""): the entry's own, else arXiv's page, else the DOI's."""
    arxiv_id, doi, _ = _reference.identifiers(paper)
    return link(_reference.address(paper, "")) or link(_reference.address(paper, arxiv_id)) or (doi and doi_page(doi))


def links(paper: "Paper") -> dict[str, str]:
    """Return the addresses of a paper's pages, those that it has, by their labels: arXiv, PDF, DOI, Code."""
    arxiv_id, doi, _ = _reference.identifiers(paper)
    code = paper.repository or ""
    found = {
        "arXiv": arxiv_id and _reference.abstract_page(arxiv_id),
        "PDF": arxiv_id and f"https://arxiv.org/pdf/{quote(arxiv_id, safe='/.-')}",
        "DOI": doi and doi_page(doi),
        "Code": f"https://github.com/{code}" if REPOSITORY.fullmatch(code) else link(code),
    }
    return {label: address for label, address in found.items() if address}


def where(paper: "Paper") -> str:
    """Return what printed a paper, or that it is on arXiv ("")."""
    return clean(_reference.container(paper)[0] or "") or ("arXiv" if paper.type == "preprint" else "")


def doi_page(doi: str) -> str:
    """Return the address that a DOI leads to."""
    return "https://doi.org/" + quote(doi, safe="/:;().-_")


def marks(paper: "Paper") -> Iterator[str]:
    """Yield what a reader should know of a record, in one word each."""
    if paper.withdrawn:
        yield "withdrawn"
    if not clean(paper.title or ""):
        yield "untitled"
    if len(paper.sources) > 1:
        yield "merged"
    if paper.completed:
        yield "completed"
