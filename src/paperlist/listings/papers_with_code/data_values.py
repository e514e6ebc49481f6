"""Values as the data of Papers with Code and the texts of its successors write them: days, addresses, glued tasks."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from paperlist.arxiv import ADDRESS, ID, OWN_DOI, WHOLE_DOI
from paperlist.fields import read_version, squeeze
from paperlist.listings.papers_with_code.values import TASKS, read_venue

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?")
YEAR = re.compile(r"(?:18|19|20)\d\d")
JANUARY = re.compile(r"\d\d01\.|[a-z.-]+/\d\d01", re.IGNORECASE)
"""How an identifier of January begins: "2401.", "hep-th/9901"."""
DOI = re.compile(rf"(?:doi\.org/|^doi:\s*)({WHOLE_DOI})", re.I)
WEB = re.compile(r"https?://\S+")
REPOSITORY = re.compile(r"https?://(?:www\.)?github\.com/(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?")
PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""A conference as an address has it, `iclr-2022-4`, from which its name cannot be told."""
GLUE = re.compile(r"(?<=[^\sA-Z\d(\[/&+'’-])(?=[A-Z\d])|[A-Z](?=[A-Z][a-z])|(?<=[A-Z\d)])(?=\dD )|[A-Z]{6}")
"""Where the next name may begin that is glued to one: "ClassificationObject", "GANImage", "GAN3D Pose", "OCRGAN"."""


def read_when(text: str, arxiv_id: str | None = None) -> str | None:
    """Return a day or a year as ISO 8601; None if it is none.

    The first day of a year is how the data says a year alone, but of a paper whose identifier is of January.
    """
    text = text.strip()
    if YEAR.fullmatch(text):
        return text
    found = DAY.fullmatch(text)
    try:
        day = date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None
    is_year = day and day.endswith("-01-01") and not (arxiv_id and JANUARY.match(arxiv_id))
    return day[:4] if day and is_year else day


def read_place(*addresses: str | None) -> dict[str, Any]:
    """Return what the addresses of a paper say: its identifier, else its DOI, else the first of them itself."""
    texts = [squeeze(address) for address in addresses if address]
    named = [found for found in map(ADDRESS.search, texts) if found]
    if named:
        version = next((found["version"] for found in named if found["version"]), None)
        return {"arxiv_id": named[0]["id"], "arxiv_version": read_version(version)}
    dois = [found[1] for found in map(DOI.search, texts) if found]
    own = [doi[len(OWN_DOI) :] for doi in dois if doi.lower().startswith(OWN_DOI)]
    if own and re.fullmatch(ID, own[0]):
        return {"arxiv_id": own[0]}
    if dois:
        return {"doi": dois[0]}
    return {"url": next(filter(WEB.fullmatch, texts), None)}


def read_conference(text: str) -> str | None:
    """Return the name of a conference; None of what is none, but a part of an address."""
    return None if PATH.fullmatch(text.strip()) else read_venue(text) or None


def read_repository(address: str) -> str | None:
    """Return `owner/name` of the address of a repository; None of another address."""
    found = REPOSITORY.fullmatch(address.strip())
    return found["name"] if found else None


def split_glued(text: str) -> tuple[str, ...]:
    """Return the tasks of a text in which nothing parts them; () if where they are parted is not sure.

    Known names that make up all of the text in one way only are sure, so is one name in which no other can begin.
    """
    ways = list(glued_ways(text))
    if len(ways) == 1:
        return ways[0]
    return () if ways or GLUE.search(text) else (squeeze(text),)


def glued_ways(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the first two ways in which known names make up a text."""
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for stop in range(1, len(text) + 1):
        starts = (start for start in range(max(0, stop - LONGEST_TASK), stop) if start in ways)
        found = [(*way, text[start:stop]) for start in starts if text[start:stop] in TASKS for way in ways[start]]
        if found:
            ways[stop] = found[:2]
    yield from ways.get(len(text), ())


LONGEST_TASK: Final = max(map(len, TASKS))
