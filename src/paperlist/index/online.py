"""arXiv's API in the place of an index: only for identifiers that the papers have, and only where it is asked for.

Answers are kept in the user's cache, so that no paper is asked for twice. Between two requests there are three seconds,
as arXiv's terms of use want it; each asks for many papers and says who asks.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pydantic import ValidationError

from paperlist import __version__
from paperlist.arxiv import ID
from paperlist.index.sources import Record, arxiv_atom
from paperlist.paper import Paper, Source

ADDRESS: Final = "https://export.arxiv.org/api/query"
ADDRESS_VARIABLE: Final = "PAPERLIST_ARXIV_API"
"""Names another address, such as that of a mirror."""
USER_AGENT: Final = f"paperlist/{__version__} (https://github.com/paperlist/paperlist)"
BATCH: Final = 100
"""Papers that one request asks for."""
PAUSE: Final = 3.0
"""Seconds from one request to the next."""
TIMEOUT: Final = 30.0
"""Seconds to wait for an answer."""
MAX_ANSWER: Final = 64 << 20
"""Bytes of an answer that are read."""


def cache_folder() -> Path:
    """Return the folder of kept answers, as the XDG base directories have it."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "paperlist" / "arxiv"


class Arxiv:
    """Finds papers by their arXiv id: those that `fetch` got, now or in an earlier run."""

    newest = ""

    def __init__(self, address: str | None = None, cache: Path | None = None, pause: float = PAUSE) -> None:
        self.address = address or os.environ.get(ADDRESS_VARIABLE) or ADDRESS
        self.cache = cache or cache_folder()
        self.pause = pause
        self.path = Path("export.arxiv.org")
        self.damaged: list[int] = []
        self._next = 0.0
        """When the next request may be made."""

    def fetch(self, ids: Iterable[str]) -> None:
        """Ask for the papers of these identifiers that are not kept yet.

        Raises:
            OSError: there is no answer; what was got before is kept.
        """
        wanted = [each for each in dict.fromkeys(ids) if re.fullmatch(ID, each) and not self.kept(each).exists()]
        for start in range(0, len(wanted), BATCH):
            for paper in self.ask(wanted[start : start + BATCH]):
                self.keep(paper)

    def ask(self, ids: Sequence[str]) -> Iterator[Paper]:
        """Yield the papers that one request gives."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self.pause
        query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)})
        request = Request(f"{self.address}?{query}", headers={"User-Agent": USER_AGENT})
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:
                text = answer.read(MAX_ANSWER).decode("utf-8", "replace")
        except HTTPException as error:
            raise OSError(f"no answer: {error}") from None
        for event in arxiv_atom.read(iter([text])):
            if isinstance(event, Record):
                place = Source(
                    file=f"{self.address}?id_list={event.paper.arxiv_id}",
                    format=arxiv_atom.FORMAT,
                    first_line=event.first_line,
                    last_line=event.last_line,
                )
                yield event.paper.replace(sources=(place,))

    def kept(self, arxiv_id: str) -> Path:
        """Return where the answer about a paper is kept."""
        return self.cache / f"{arxiv_id.replace('/', '_')}.json"

    def keep(self, paper: Paper) -> None:
        """Keep what was answered about a paper."""
        from paperlist.files import replace

        self.cache.mkdir(parents=True, exist_ok=True)
        if paper.arxiv_id:
            replace(self.kept(paper.arxiv_id), paper.model_dump_json(exclude_unset=True).encode())

    def candidates(self, paper: Paper) -> list[Paper]:
        """Return the record of the paper's identifier, if there is one."""
        if not paper.arxiv_id or not re.fullmatch(ID, paper.arxiv_id):
            return []
        try:
            return [Paper.model_validate_json(self.kept(paper.arxiv_id).read_bytes())]
        except (OSError, ValidationError):
            return []
