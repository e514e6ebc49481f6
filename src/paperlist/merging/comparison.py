"""What speaks for and against two records being one work, field by field.

Each field gives one word of a small vocabulary (`Title`, `Authors`, `Dates`, `Text`), never a mixture: `rules` reads
the words and decides. What a record does not say is `UNKNOWN`: nothing missing ever equals something missing.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from paperlist.merging.author_lists import count_matches, is_same_name
from paperlist.merging.features import Features, day_range
from paperlist.merging.folding import comparison_key, is_quoted, numerals, words
from paperlist.merging.similarity import similarity_score
from paperlist.paper import Paper


class Title(StrEnum):
    """How two titles compare."""

    SAME = "the titles are the same"
    VETO = "the titles differ in a number or an opposite"
    OTHER = "the titles differ"
    UNKNOWN = "a title is missing"


class Authors(StrEnum):
    """How two author lists compare."""

    SAME = "the authors are the same"
    MOST = "most authors are the same"
    SOME = "some authors are the same"
    NONE = "no author is the same"
    UNKNOWN = "authors are missing"


class Dates(StrEnum):
    """How two dates compare."""

    SAME = "the dates are a day apart at most"
    NEAR = "the dates are some days apart"
    COARSE = "the dates agree as far as they are known"
    LATER = "one date may be that of a later version"
    FAR = "the dates are far apart"
    UNKNOWN = "a date is missing"


class Text(StrEnum):
    """How two abstracts, or an abstract and a sentence, compare."""

    SAME = "the abstracts are the same"
    WHOLLY = "a long sentence stands in the abstract"
    INSIDE = "the sentence stands in the abstract"
    SHORT = "a short sentence stands in the abstract"
    STOCK = "a sentence that stands in many abstracts stands in this one"
    EDITED = "the abstracts are alike, or the sentence stands in one with small changes"
    CLOSE = "the sentence is like one in the abstract"
    OTHER = "the abstracts differ"
    UNKNOWN = "there is no abstract to compare with"


GENERIC_WORDS = 2  # `Preface`, `Deep Learning`
GENERIC_LETTERS = 12
LONG_SENTENCE = 50
"""Letters. A sentence of ten words or so is hardly in two papers' abstracts by chance."""
SHORT_SENTENCE = 12
"""Letters. `A rebuilding algorithm has been implemented.` proves something only beside the authors and the day."""
VERY_LONG_SENTENCE = 100
"""Letters. What it takes where the dates are apart."""
STOCK_SENTENCE = re.compile(
    rb"this(?:paper|article|submission|manuscript|preprint)(?:is|hasbeen|was)(?:being)?(?:administratively)?withdrawn"
)
EDITED, CLOSE = 97.0, 80.0
"""Of 100, rapidfuzz's partial ratio; unrelated sentences reach 40 to 65, sentences of companion papers often 90."""
NEW_WORDS = 1
"""Words of an edited sentence that the abstract may lack."""
FEW_DAYS = 7
LATER_VERSION = 600
"""Days. Papers with Code gives the first version's date or the day after it, but for 0.6 % of cards: 31 to 561 days."""
VENUE_YEARS = 2
"""A paper appears in the year of its first version or up to two later."""

ABOUT_ANOTHER = frozenset(
    "comment comments reply response rejoinder discussion erratum corrigendum correction addendum retraction".split()
)
"""Words in the title of a work about another one."""
OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "odd/even upper/lower strong/weak finite/infinite local/global positive/negative left/right "
        "discrete/continuous static/dynamic classical/quantum linear/quadratic minimal/maximal minimum/maximum "
        "low/high small/large short/long male/female men/women boys/girls vivo/vitro direct/inverse simple/multiple "
        "single/double theory/experiment orientable/nonorientable open/closed first/last internal/external inner/outer"
    ).split()
)
NEGATIONS = ("non", "in", "un", "im", "ir", "anti", "sub", "super", "over", "under", "hyper", "hypo")
COLLECTIVE = re.compile(r"\b(?:collaborations?|consortium|team|group|project|network)\b", re.IGNORECASE)


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
    def title_overlap(self) -> float:
        """The share of the shorter title's words that the other has."""
        ours, theirs = self.one.title_stems, self.two.title_stems
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    @cached_property
    def titles_nearly_agree(self) -> bool:
        """All words of one title are in the other, or most words of both are; their numbers are the same."""
        ours, theirs = self.one.title_stems, self.two.title_stems
        shared = ours & theirs
        return self.same_numerals and (self.title_overlap == 1 or 2 * len(shared) >= len(ours | theirs))

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
    def parts(self) -> bool | None:
        """False: volume, edition or report number are stated by both, and one differs; None: nothing to compare."""
        return compare_numbers(self.one.paper, self.two.paper, ("volume", "edition", "report_number"))

    @cached_property
    def pages(self) -> bool | None:
        """The same of issue and first page."""
        return compare_numbers(self.one.paper, self.two.paper, ("number", "pages"))

    @cached_property
    def dates(self) -> Dates:
        """How the dates compare."""
        return compare_dates(self.one.paper, self.two.paper)

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

    def sentences(self) -> tuple[str, ...]:
        """Return what was found, for a person who decides."""
        said = [str(word) for word in (self.title, self.authors, self.dates, self.text)]
        if self.identifier is not None:
            said.insert(0, "an identifier is shared" if self.identifier else "the identifiers differ")
        if self.one_listing:
            said.insert(0, "one listing names both")
        return tuple(said)


def compare_numbers(one: Paper, two: Paper, fields: Sequence[str]) -> bool | None:
    """Return whether the first number in each of these fields is the same, of those that both state."""
    answer: bool | None = None
    for field in fields:
        values = [words(getattr(paper, field) or "") for paper in (one, two)]
        ours, theirs = (next((word.lstrip("0") for word in of if word.isdigit()), None) for of in values)
        if ours is not None and theirs is not None:
            if ours != theirs:
                return False
            answer = True
    return answer


def says_enough(paper: Paper) -> bool:
    """Whether two copies of this record are one entry read twice, not two works of which hardly anything is said."""
    if paper.title or paper.abstract:
        return True
    sentence = comparison_key(paper.excerpt or "")
    return bool(sentence and (paper.authors or not STOCK_SENTENCE.match(sentence)))


def is_generic(record: Features) -> bool:
    """Whether the title is too usual to tell works apart."""
    return (
        len(record.title_words) <= GENERIC_WORDS
        or len(record.title) < GENERIC_LETTERS
        or not ABOUT_ANOTHER.isdisjoint(record.title_words)
    )


def compare_titles(one: Features, two: Features) -> Title:
    """Return how the titles compare; numbers and opposites that differ in otherwise equal titles are a veto."""
    if not (one.paper.title and two.paper.title and one.title and two.title):
        return Title.UNKNOWN  # a title may be without a letter
    if one.title == two.title:
        return Title.SAME
    ours, theirs = one.title_words, two.title_words
    if ABOUT_ANOTHER.intersection(ours) != ABOUT_ANOTHER.intersection(theirs):
        return Title.VETO  # "Reply to X" is not X
    differing = differing_words(ours, theirs)
    if all(len(word) == 1 or word.isdigit() for word in differing):
        # Only marks differ: `Part I` and `Part II`, but also `a` put in or left out.
        return Title.VETO if any(word not in ("a", "s") for word in differing) else Title.SAME
    if len(differing) == 2 and is_opposite(*differing):
        return Title.VETO
    if "non" in differing and len(differing) == 1:
        return Title.VETO
    return Title.OTHER


def differing_words(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return the words that only one of two titles has, as often as it has them more, sorted."""
    left, right = list(ours), []
    for word in theirs:
        if word in left:
            left.remove(word)
        else:
            right.append(word)
    return sorted(left + right)


def is_opposite(one: str, two: str) -> bool:
    """Whether two words are a pair like `odd` and `even`, `complete` and `incomplete`."""
    return frozenset((one, two)) in OPPOSITES or any(
        one == negation + two or two == negation + one for negation in NEGATIONS
    )


def compare_authors(one: Features, two: Features) -> Authors:
    """Return how the author lists compare: what a listing says it leaves out is not held against it."""
    ours, theirs = one.paper, two.paper
    if not ours.authors or not theirs.authors:
        return Authors.UNKNOWN
    if ours.authors == theirs.authors and ours.authors_omitted == theirs.authors_omitted:
        return Authors.SAME
    whole = (len(ours.authors) + ours.authors_omitted, len(theirs.authors) + theirs.authors_omitted)
    shown = min(len(ours.authors), len(theirs.authors))
    if ours.authors_omitted or theirs.authors_omitted:
        if all(is_same_name(a, b) for a, b in zip(one.names, two.names, strict=False)):
            return Authors.SAME if whole[0] == whole[1] else Authors.MOST
        # One list shows 25 of 60 names: only those can be looked for.
        matched = count_matches(one, two)
        return Authors.MOST if 5 * matched >= 4 * shown else Authors.SOME if matched else Authors.NONE
    if whole[0] == whole[1] and all(is_same_name(a, b) for a, b in zip(one.names, two.names, strict=True)):
        return Authors.SAME
    matched = count_matches(one, two)
    if matched == whole[0] == whole[1]:
        return Authors.SAME
    if not matched:
        # "ATLAS Collaboration" may stand for all of its members.
        collective = any(COLLECTIVE.search(author) for paper in (ours, theirs) for author in paper.authors)
        return Authors.UNKNOWN if collective else Authors.NONE
    return Authors.MOST if 2 * matched >= max(whole) else Authors.SOME


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


def compare_texts(one: Features, two: Features) -> Text:
    """Return how the abstracts compare; without white space, for a card's site adds blanks after every `.` and `,`."""
    whole = (one.paper.abstract is not None) + (two.paper.abstract is not None)
    if whole == 2:
        if not one.text or not two.text:
            return Text.UNKNOWN
        if one.text == two.text:
            return Text.SAME
        ours, theirs = one.text_stems, two.text_stems
        return Text.EDITED if 2 * len(ours & theirs) >= len(ours | theirs) else Text.OTHER
    if whole == 1:
        short, long = (two, one) if one.paper.abstract is not None else (one, two)
    else:
        short, long = sorted((one, two), key=lambda record: len(record.text))
    if not short.text:
        return Text.UNKNOWN
    if is_quoted(short.said, long.said) or short.text in long.text:
        return classify_sentence(short.text)
    if whole == 0 or len(short.text) < LONG_SENTENCE or not long.text:
        return Text.UNKNOWN  # two sentences of one abstract need not be alike
    return compare_edited(short, long)


def classify_sentence(sentence: bytes) -> Text:
    """Return what it says that this sentence is in an abstract."""
    if len(sentence) < SHORT_SENTENCE:
        return Text.UNKNOWN
    if STOCK_SENTENCE.match(sentence):
        return Text.STOCK
    if len(sentence) < LONG_SENTENCE:
        return Text.SHORT
    return Text.INSIDE if len(sentence) < VERY_LONG_SENTENCE else Text.WHOLLY


def compare_edited(short: Features, long: Features) -> Text:
    """Return how alike a sentence and a part of an abstract are that are not the same."""
    from rapidfuzz import fuzz

    ratio = fuzz.partial_ratio(short.text, long.text, score_cutoff=CLOSE)
    if not ratio:
        return Text.OTHER
    lacking = short.text_stems - long.text_stems
    return Text.EDITED if ratio >= EDITED and len(lacking) <= NEW_WORDS else Text.CLOSE
