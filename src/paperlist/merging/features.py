"""The features of a record: what of it is compared, in normal form."""

import datetime as dt
from functools import cached_property, lru_cache
from operator import attrgetter

from paperlist.merging.folding import bare_title, comparison_key, is_nobody, name_key, title_key, words
from paperlist.merging.place_in_print import Printed, printed
from paperlist.paper import Paper
from paperlist.works import LIBRARY_FORMATS

Listings = frozenset[tuple[str, str, bool]]
"""The pages that name a record: file, format, and whether the record comes from an earlier run."""

LITTLE_WORDS = frozenset(
    "a an the of on in for and with to by via from at as is are be using use into its their under between over new some"
    .split()
)  # fmt: skip
STEM = 6
"""Characters of a word that are compared where inflections do not matter."""


class Features:
    """The features of one record, each made when it is first asked for."""

    def __init__(self, paper: Paper, listings: Listings = frozenset()) -> None:
        self.paper = paper
        self.listings = listings
        self.libraries = libraries_of(paper)
        self.authors = tuple(display for display in paper.authors if not is_nobody(display))
        self.said = paper.abstract or paper.excerpt or ""
        """The abstract, else what is shown of it."""

    @cached_property
    def title(self) -> bytes:
        """The title's comparison key; empty where there is no title."""
        return title_key(self.paper.title or "")

    @cached_property
    def title_words(self) -> list[str]:
        """The title's words, numbers as digits."""
        return words(bare_title(self.paper.title or ""))

    @cached_property
    def title_stems(self) -> set[str]:
        """The stems of the title's words."""
        return stems(self.title_words)

    @cached_property
    def text(self) -> bytes:
        """The comparison key of the abstract, else of what is shown of it."""
        return comparison_key(self.said)

    @cached_property
    def text_words(self) -> list[str]:
        """The words of the same."""
        return words(self.said)

    @cached_property
    def text_stems(self) -> set[str]:
        """The stems of the same."""
        return stems(self.text_words)

    @cached_property
    def printed(self) -> Printed:
        """The place in print."""
        return printed(self.paper)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Family name and initial of each author."""
        return [name_key(author) for author in self.authors]

    @cached_property
    def dois(self) -> frozenset[str]:
        """Every DOI in lower case: the case of a DOI means nothing."""
        return frozenset(doi.lower() for doi in (self.paper.doi, *self.paper.other_dois) if doi)


def libraries_of(paper: Paper) -> frozenset[str]:
    """Return the files of the libraries in which somebody keeps an entry of this paper."""
    return frozenset([source.file for source in paper.sources if source.format in LIBRARY_FORMATS])


def stems(of_words: list[str]) -> set[str]:
    """Return the beginnings of all words that mean something."""
    return {word[:STEM] for word in of_words if word not in LITTLE_WORDS}


def trigrams(of_words: list[str]) -> set[tuple[str, ...]]:
    """Return all runs of three words."""
    return set(zip(of_words, of_words[1:], of_words[2:], strict=False))


@lru_cache(maxsize=1 << 14)
def day_range(date: str) -> tuple[int, int]:
    """Return the first and the last day, counted from year 1, that an ISO 8601 date, month or year may mean."""
    if len(date) == 10:
        try:
            day = dt.date.fromisoformat(date).toordinal()
        except ValueError:  # 2021-02-30: a month's day that does not exist
            return day_range(date[:7])
        return day, day
    year, month = max(1, int(date[:4])), int(date[5:] or 0)
    if month:
        first = dt.date(year, month, 1).toordinal()
        return first, first + 30
    return dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()


compared = attrgetter(
    *("title", "authors", "authors_omitted", "date", "submitted", "updated", "abstract", "excerpt", "arxiv_id", "doi"),
    *("other_dois", "journal", "journal_ref", "volume", "number", "pages", "edition", "report_number"),
)
"""What features and blocking keys are made of."""
