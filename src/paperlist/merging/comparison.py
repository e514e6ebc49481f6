"""What speaks for and against two records being one work, field by field.

Each field gives one word of a small vocabulary (`Title`, `Authors`, `Dates`, `Text`), never a mixture: `rules` reads
the words and decides. What a record does not say is `UNKNOWN`: nothing missing ever equals something missing.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from paperlist.merging.author_lists import Authors, compare_authors
from paperlist.merging.features import Features, day_range
from paperlist.merging.folding import comparison_key, numerals
from paperlist.merging.place_in_print import (
    compare_numbers,
    compare_places,
    is_same_extent,
    is_same_place,
    is_swapped,
)
from paperlist.merging.similarity import lone_retitled_score, lone_sentence_score, similarity_score
from paperlist.merging.texts import STOCK_SENTENCE, Text, compare_texts
from paperlist.merging.titles import Title, about_another, compare_titles, differ_by_a_slip, is_generic, is_misspelt
from paperlist.paper import Paper


class Dates(StrEnum):
    """How two dates compare."""

    SAME = "the dates are a day apart at most"
    NEAR = "the dates are some days apart"
    COARSE = "the dates agree as far as they are known"
    LATER = "one date may be that of a later version"
    FAR = "the dates are far apart"
    UNKNOWN = "a date is missing"


HALF = 0.5
"""The share of the shorter title's words that two titles of one work have in common at least."""
SPECIFIC = 30
"""Letters: no column has such a title."""
LONG_TITLE = 40
"""Letters: no other title differs from it in a letter."""
TYPOS = 2
"""Words of a long title that are typed wrongly at most."""
MORE_WORDS = 0.75
"""The same where authors say less."""
FEW_DAYS = 7
LATER_VERSION = 600
"""Days. Papers with Code gives the first version's date or the day after it, but for 0.6 % of cards: 31 to 561 days."""
VENUE_YEARS = 2
"""A paper appears in the year of its first version or up to two later."""


class Comparison:
    """All that is known of one pair, the same whichever record comes first; each part is found when a rule asks."""

    def __init__(self, one: Features, two: Features) -> None:
        self.one, self.two = one, two

    @cached_property
    def copy(self) -> bool:
        """Both say the very same, and enough to be one entry read twice."""
        ours, theirs = self.one.paper, self.two.paper
        return self.one.said == self.two.said and ours.content == theirs.content and says_enough(ours)

    @cached_property
    def identifier(self) -> bool | None:
        """True: an identifier is shared; False: two differ; None: nothing to compare."""
        ours, theirs = self.one.paper, self.two.paper
        if ours.arxiv_id and theirs.arxiv_id:
            return ours.arxiv_id == theirs.arxiv_id
        if ours.doi and theirs.doi:
            return not self.one.dois.isdisjoint(self.two.dois)
        return None

    @cached_property
    def shares_page(self) -> bool:
        """One page names both."""
        return not self.one.listings.isdisjoint(self.two.listings)

    @cached_property
    def pasted(self) -> bool:
        """One page names this title twice: pasted twice, or two works of one title."""
        if not self.shares_page:
            return False
        return self.one.title == self.two.title if self.one.title or self.two.title else self.one.text == self.two.text

    @cached_property
    def one_listing(self) -> bool:
        """One page names both, as two entries."""
        return self.shares_page and not self.pasted

    @cached_property
    def title(self) -> Title:
        """How the titles compare."""
        return compare_titles(self.one, self.two)

    @cached_property
    def generic_title(self) -> bool:
        """The titles are the same, and so short or so usual (`Preface`, `Reply to …`) that many works share them."""
        return self.title is Title.SAME and (is_generic(self.one) or is_generic(self.two))

    @cached_property
    def whole_title(self) -> bool:
        """The titles are the same and long, and several authors are named: no column in several issues has such."""
        return (
            self.title is Title.SAME
            and not self.generic_title
            and len(self.one.title) >= SPECIFIC
            and min(len(self.one.authors), len(self.two.authors)) > 1
        )

    @cached_property
    def nothing_in_common(self) -> bool:
        """Titles or authors differ, and neither a title, an author nor a text agrees: an identifier may be misread.

        What is too short to tell works apart (`T`, `[Sic]`) is no other title.
        """
        usual = is_generic(self.one) or is_generic(self.two)
        return (
            (self.authors is Authors.NONE or (self.title in (Title.OTHER, Title.VETO) and not usual))
            and self.authors in (Authors.NONE, Authors.UNKNOWN)
            and (self.title is Title.UNKNOWN or self.title_overlap < HALF)
            and self.text in (Text.OTHER, Text.UNKNOWN, Text.STOCK)
        )

    @cached_property
    def title_overlap(self) -> float:
        """The share of the shorter title's words that the other has."""
        ours, theirs = self.one.title_stems, self.two.title_stems
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    @cached_property
    def titles_nearly_agree(self) -> bool:
        """All words of one title are in the other, or most words of both are; their numbers are the same.

        Most are half of them, three in four where only some authors agree: one page of a meeting has several abstracts.
        """
        ours, theirs = self.one.title_stems, self.two.title_stems
        most = MORE_WORDS if self.authors is Authors.SOME else HALF
        return self.same_numerals and (self.title_overlap == 1 or len(ours & theirs) >= most * len(ours | theirs))

    @cached_property
    def misspelt(self) -> bool:
        """The titles are long, and the same but for a letter in a word or two: one of them is typed wrongly."""
        ours, theirs = self.one.title_words, self.two.title_words
        if self.title is not Title.OTHER or len(ours) != len(theirs) or len(self.one.title) < LONG_TITLE:
            return False
        other = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        return len(other) <= TYPOS and all(is_misspelt(*pair) for pair in other)

    @cached_property
    def same_numerals(self) -> bool:
        """The titles have the same numbers."""
        return numerals(self.one.title_words) == numerals(self.two.title_words)

    @cached_property
    def authors(self) -> Authors:
        """How the author lists compare."""
        return compare_authors(self.one, self.two)

    @cached_property
    def exact_authors(self) -> bool:
        """The author lists are equal to the letter."""
        return self.authors is Authors.SAME and self.one.paper.authors == self.two.paper.authors

    @cached_property
    def same_place(self) -> bool:
        """Both are printed at the same place."""
        return is_same_place(self.one.printed, self.two.printed)

    @cached_property
    def same_issue(self) -> bool:
        """Both are printed in one issue of one volume."""
        place = (self.one.printed.volume, self.one.printed.issue)
        return None not in place and place == (self.two.printed.volume, self.two.printed.issue)

    @cached_property
    def same_extent(self) -> bool:
        """Both begin and end on the same pages in one year, of a volume and an issue that are not known to differ.

        Where the issue differs, the title must nearly be the same and no editorial's: an issue may begin with page 1.
        """
        return (
            is_same_extent(self.one.printed, self.two.printed)
            and self.parts is not False
            and self.same_year
            and self.title is not Title.UNKNOWN
            and (self.issue is not False or (self.title_overlap >= MORE_WORDS and not self.generic_title))
        )

    @cached_property
    def title_may_be_other(self) -> bool:
        """Nothing says that the titles are of two works: one may be translated, or a name in it typed wrongly."""
        if self.title is Title.VETO and not differ_by_a_slip(self.one, self.two):
            return False
        return about_another(self.one) == about_another(self.two)

    @cached_property
    def only_page_differs(self) -> bool:
        """Both are printed in one volume and year; not one of them on a page alone, as an erratum is."""
        ours, theirs = self.one.printed, self.two.printed
        same_volume = ours.volume is not None and ours.volume == theirs.volume
        as_long = (ours.last is None) == (theirs.last is None)
        return same_volume and as_long and self.issue is not False and self.same_year

    @cached_property
    def parts(self) -> bool | None:
        """False: volume, edition or report number are stated by both, and one differs; None: nothing to compare."""
        return self.differ_in(("volume", "edition", "report_number"))

    @cached_property
    def issue(self) -> bool | None:
        """The same of the issue."""
        return self.differ_in(("number",))

    def differ_in(self, fields: Sequence[str]) -> bool | None:
        """Return what `compare_numbers` says of these fields, None where volume and issue are swapped."""
        swapped = is_swapped(self.one.printed, self.two.printed)
        return None if swapped else compare_numbers(self.one.paper, self.two.paper, fields)

    @cached_property
    def pages(self) -> bool | None:
        """The same of the first page, and of the volume that a journal reference has."""
        places = compare_places(self.one.printed, self.two.printed)
        return False if places["volume"] is False else places["first page"]

    @cached_property
    def dates(self) -> Dates:
        """How the dates compare."""
        return compare_dates(self.one.paper, self.two.paper)

    @cached_property
    def same_year(self) -> bool:
        """Both are of one year."""
        ours, theirs = self.one.paper.date, self.two.paper.date
        return bool(ours and theirs) and (ours or "")[:4] == (theirs or "")[:4]

    @cached_property
    def text(self) -> Text:
        """How the abstracts compare."""
        return compare_texts(self.one, self.two)

    @cached_property
    def similarity(self) -> float | None:
        """The `similarity_score` of two records that may be versions of one work under two titles."""
        may_be_versions = (
            self.title is Title.OTHER
            and self.identifier is None
            and not self.one_listing
            and self.authors not in (Authors.NONE, Authors.SOME)
            and self.dates not in (Dates.FAR, Dates.UNKNOWN)
            and self.one.paper.abstract
            and self.two.paper.abstract
        )
        return similarity_score(self.one, self.two) if may_be_versions else None

    @cached_property
    def lone_score(self) -> float | None:
        """How much both look like one work where nothing competes, 0 enough; None: nothing to be said of it."""
        if self.authors not in (Authors.SAME, Authors.MOST) or self.dates is not Dates.SAME:
            return None
        if self.title is Title.OTHER and self.similarity is not None:
            return lone_retitled_score(self.similarity, self.one, self.two)
        whole = [record.paper.abstract is not None for record in (self.one, self.two)]
        if self.title is Title.UNKNOWN and self.text in (Text.CLOSE, Text.OTHER) and any(whole) and not all(whole):
            return lone_sentence_score(self.one, self.two, most=self.authors is Authors.MOST)
        return None

    def sentences(self) -> tuple[str, ...]:
        """Return what was found, for a person who decides."""
        said = [str(word) for word in (self.title, self.authors, self.dates, self.text)]
        if self.identifier is not None:
            said.insert(0, "an identifier is shared" if self.identifier else "the identifiers differ")
        if self.one_listing:
            said.insert(0, "one listing names both")
        return tuple(said)


def says_enough(paper: Paper) -> bool:
    """Whether two copies of this record are one entry read twice, not two works of which hardly anything is said."""
    if paper.title or paper.abstract:
        return True
    sentence = comparison_key(paper.excerpt or "")
    return bool(sentence and (paper.authors or not STOCK_SENTENCE.match(sentence)))


def compare_dates(one: Paper, two: Paper) -> Dates:
    """Return how the dates compare; arXiv's pages show US Eastern days, so a day apart is the same day."""
    ours, theirs = one.submitted or one.date, two.submitted or two.date
    if not ours or not theirs:
        return Dates.UNKNOWN
    (first, last), (other_first, other_last) = day_range(ours), day_range(theirs)
    apart = max(first - other_last, other_first - last, 0)
    exact = first == last and other_first == other_last
    if (exact and apart <= 1) or (ours == theirs and len(ours) == 10):
        return Dates.SAME
    if is_shown_version(one, two) or is_shown_version(two, one):
        return Dates.LATER
    if not exact:
        return Dates.COARSE if apart <= 1 or is_venue_year(ours, theirs, apart) else Dates.FAR
    if apart <= FEW_DAYS:
        return Dates.NEAR
    early_day, late_paper = (first, two) if first < other_first else (other_first, one)
    if not late_paper.submitted and day_range(late_paper.date or "")[0] - early_day <= LATER_VERSION:
        return Dates.LATER
    return Dates.FAR


def is_shown_version(updated: Paper, listed: Paper) -> bool:
    """Whether the one date by which a paper is `listed` may be the day of the other's last version."""
    if not updated.updated or not listed.date or listed.submitted:
        return False
    first, last = day_range(listed.date)
    return first == last and abs(day_range(updated.updated)[0] - first) <= 1


def is_venue_year(one: str, two: str, apart: int) -> bool:
    """Whether one of two dates, so many days apart, is a year in which a paper of the other date may have appeared."""
    if 4 not in (len(one), len(two)):
        return False
    early, late = sorted((one, two), key=len, reverse=True)
    years = int(late[:4]) - int(early[:4]) if len(one) != len(two) else 0
    return 0 <= years <= VENUE_YEARS and apart <= 366 * VENUE_YEARS
