"""What speaks for and against two records being one work, field by field.

Each field gives one word of a small vocabulary (`Title`, `Authors`, `Dates`, `Text`), never a mixture: `verdict` reads
the words and decides. What a record does not say is `UNKNOWN`: nothing missing ever equals something missing.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from paperlist.merging.folding import is_quoted, letters, name, numerals, plain, words
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


class Evidence(NamedTuple):
    """All that is known of one pair."""

    copy: bool
    """Both say the very same, and enough to be one entry read twice."""
    id: bool | None
    """True: an identifier is shared; False: two differ; None: nothing to compare."""
    one_listing: bool
    """One page names both, as two entries."""
    pasted: bool
    """One page names this title twice: pasted twice, or two works of one title."""
    title: Title
    authors: Authors
    exact_authors: bool
    """The author lists are equal to the letter."""
    dates: Dates
    text: Text
    likeness: float | None
    """Where both sides have a title and an abstract and the titles differ: the score of `likeness`."""
    title_shared: float
    """The share of the shorter title's words that the other has."""
    plain_title: bool
    """The titles are the same, and so short or so usual (`Preface`, `Reply to …`) that many works share them."""

    def sentences(self) -> tuple[str, ...]:
        """What was found, for a person who decides."""
        said = [str(word) for word in (self.title, self.authors, self.dates, self.text)]
        if self.id is not None:
            said.insert(0, "an identifier is shared" if self.id else "the identifiers differ")
        if self.one_listing:
            said.insert(0, "one listing names both")
        return tuple(said)


GENERIC_WORDS = 2  # `Preface`, `Deep Learning`
GENERIC_LETTERS = 12
LONG_SENTENCE = 50
"""Letters. A sentence of ten words or so hardly stands in two papers' abstracts by chance."""
SHORT_SENTENCE = 12
"""Letters. `A rebuilding algorithm has been implemented.` proves something only beside the authors and the day."""
VERY_LONG_SENTENCE = 100
"""Letters. What it takes where the dates are apart."""
SAID_OF_MANY = re.compile(
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
    [
        "comment",
        "comments",
        "reply",
        "response",
        "rejoinder",
        "discussion",
        "erratum",
        "corrigendum",
        "correction",
        "addendum",
        "retraction",
    ]
)
OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in [
        "odd/even",
        "upper/lower",
        "strong/weak",
        "finite/infinite",
        "local/global",
        "positive/negative",
        "left/right",
        "discrete/continuous",
        "static/dynamic",
        "classical/quantum",
        "linear/quadratic",
        "minimal/maximal",
        "minimum/maximum",
        "low/high",
        "small/large",
        "short/long",
        "male/female",
        "men/women",
        "boys/girls",
        "vivo/vitro",
        "direct/inverse",
        "simple/multiple",
        "single/double",
        "theory/experiment",
        "orientable/nonorientable",
        "open/closed",
        "first/last",
        "internal/external",
        "inner/outer",
    ]
)
NEGATIONS = ("non", "in", "un", "im", "ir", "anti", "sub", "super", "over", "under", "hyper", "hypo")
LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "on",
        "in",
        "for",
        "and",
        "with",
        "to",
        "by",
        "via",
        "from",
        "at",
        "as",
        "is",
        "are",
        "be",
        "using",
        "use",
        "into",
        "its",
        "their",
        "under",
        "between",
        "over",
        "new",
        "some",
    ]
)
COLLECTIVE = re.compile(r"\b(?:collaborations?|consortium|team|group|project|network)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def days(date: str) -> tuple[int, int]:
    """The first and the last day that `date` (ISO 8601, to the year, month or day) may mean."""
    if len(date) == 10:
        try:
            number = dt.date.fromisoformat(date).toordinal()
        except ValueError:  # 2021-02-30: a month's day that is not there
            return days(date[:7])
        return number, number
    year, month = max(1, int(date[:4])), int(date[5:] or 0)
    if month:
        first = dt.date(year, month, 1).toordinal()
        return first, first + 30
    return dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()


class View:
    """A paper as the merger sees it: its normal forms, made when they are first asked for."""

    title: bytes
    """The title's letters; empty where there is no title."""
    title_words: list[str]
    """The title's words, numbers as digits."""
    text: bytes
    """The letters of the abstract, else of what is shown of it."""
    text_words: list[str]
    """The words of the same."""
    names: list[tuple[str, str]]
    """Family name and initial of each author."""
    dois: frozenset[str]
    """Every DOI in lower case (a DOI's case means nothing)."""

    def __init__(self, paper: Paper, listings: frozenset[tuple[str, str, bool]] = frozenset()) -> None:
        self.paper = paper
        self.listings = listings
        """The pages that name the paper."""
        self.said = paper.abstract or paper.excerpt or ""
        """The abstract, else what is shown of it."""

    def __getattr__(self, form: str) -> object:
        """The normal form called `form`, kept for the next time."""
        if form not in FORMS:
            raise AttributeError(form)
        value = self.__dict__[form] = FORMS[form](self)
        return value


FORMS: dict[str, Callable[[View], object]] = {
    "title": lambda view: letters(view.paper.title or ""),
    "title_words": lambda view: words(view.paper.title or ""),
    "text": lambda view: letters(view.said),
    "text_words": lambda view: words(view.said),
    "names": lambda view: [name(author) for author in view.paper.authors],
    "dois": lambda view: frozenset(doi.lower() for doi in (view.paper.doi, *view.paper.other_dois) if doi),
}


content = attrgetter(*(field for field in Paper.model_fields if field not in ("key", "sources")))
"""All that a record says of its paper."""


def says_enough(paper: Paper) -> bool:
    """Whether two copies of this record are one entry read twice, not two works of which hardly anything is said."""
    if paper.title or paper.abstract:
        return True
    sentence = letters(paper.excerpt or "")
    return bool(sentence and (paper.authors or not SAID_OF_MANY.match(sentence)))


def weigh(one: View, two: View, *, whole: bool = False) -> Evidence:
    """The evidence of a pair; the same whichever of the two comes first.

    Abstracts are compared last, and only where they can still change the verdict, or where the `whole` is asked for.
    """
    id_ = compare_ids(one, two)
    title = compare_titles(one, two)
    one_page = not one.listings.isdisjoint(two.listings)
    pasted = one_page and (one.title == two.title if one.title or two.title else one.text == two.text)
    one_listing = one_page and not pasted
    authors, dates = compare_authors(one, two), compare_dates(one.paper, two.paper)
    exact_authors = authors is Authors.SAME and one.paper.authors == two.paper.authors
    text, alike, shared, plain_title = Text.UNKNOWN, None, 0.0, False
    settled = id_ is not None or one_listing or title is Title.VETO or authors is Authors.NONE
    settled |= title is Title.SAME and exact_authors and dates is Dates.SAME and not pasted
    if whole or (not settled and (title is Title.SAME or authors is not Authors.SOME)):
        plain_title = title is Title.SAME and (is_plain(one) or is_plain(two))
        text = compare_texts(one, two)
        if title is Title.OTHER:
            ours, theirs = _stems(one.title_words), _stems(two.title_words)
            shared = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
            if one.paper.abstract and two.paper.abstract and dates not in (Dates.FAR, Dates.UNKNOWN):
                alike = likeness(one, two)
    return Evidence(
        one.said == two.said and content(one.paper) == content(two.paper) and says_enough(one.paper),
        id_,
        one_listing,
        pasted,
        title,
        authors,
        exact_authors,
        dates,
        text,
        alike,
        shared,
        plain_title,
    )


def compare_ids(one: View, two: View) -> bool | None:
    """Whether identifiers are shared (True), differ (False), or cannot be compared (None)."""
    ours, theirs = one.paper, two.paper
    if ours.arxiv_id and theirs.arxiv_id:
        return ours.arxiv_id == theirs.arxiv_id
    if ours.doi and theirs.doi:
        return not one.dois.isdisjoint(two.dois)
    return None


def is_plain(view: View) -> bool:
    """Whether the title is too usual to tell works apart."""
    return (
        len(view.title_words) <= GENERIC_WORDS
        or len(view.title) < GENERIC_LETTERS
        or not ABOUT_ANOTHER.isdisjoint(view.title_words)
    )


def compare_titles(one: View, two: View) -> Title:
    """How the titles compare; numbers and opposites that differ in otherwise equal titles are a veto."""
    if not (one.paper.title and two.paper.title and one.title and two.title):
        return Title.UNKNOWN  # a title may be without a letter
    if one.title == two.title:
        return Title.SAME
    ours, theirs = one.title_words, two.title_words
    if ABOUT_ANOTHER.intersection(ours) != ABOUT_ANOTHER.intersection(theirs):
        return Title.VETO  # "Reply to X" is not X
    differing = _differing(ours, theirs)
    if all(len(word) == 1 or word.isdigit() for word in differing):
        # Only marks differ: `Part I` and `Part II`, but also `a` put in or left out.
        return Title.VETO if any(word not in ("a", "s") for word in differing) else Title.SAME
    if len(differing) == 2 and is_opposite(*differing):
        return Title.VETO
    if "non" in differing and len(differing) == 1:
        return Title.VETO
    return Title.OTHER


def _differing(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The words that only one of two titles has, as often as it has them more, sorted."""
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


def is_same_name(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """Whether two names may be one person's: `D. Ganguli`, `Deep Ganguli`; `Toledano-Laredo`, `Toledano Laredo`."""
    if one == two:
        return True
    if one[1] and two[1] and one[1] != two[1]:
        return False
    long, short = (one[0], two[0]) if len(one[0]) >= len(two[0]) else (two[0], one[0])
    return long == short or (len(short) > 3 and long.endswith(short))


def compare_authors(one: View, two: View) -> Authors:
    """How the author lists compare: what a listing says it leaves out is not held against it."""
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
        matched = _matched(one, two)
        return Authors.MOST if 5 * matched >= 4 * shown else Authors.SOME if matched else Authors.NONE
    if whole[0] == whole[1] and all(is_same_name(a, b) for a, b in zip(one.names, two.names, strict=True)):
        return Authors.SAME
    matched = _matched(one, two)
    if matched == whole[0] == whole[1]:
        return Authors.SAME
    if not matched:
        # "ATLAS Collaboration" may stand for all of its members.
        collective = any(COLLECTIVE.search(author) for paper in (ours, theirs) for author in paper.authors)
        return Authors.UNKNOWN if collective else Authors.NONE
    return Authors.MOST if 2 * matched >= max(whole) else Authors.SOME


def _matched(one: View, two: View) -> int:
    """How many names of the shorter list stand in the other, each used once."""
    few, many = sorted((one, two), key=lambda view: len(view.names))
    left = dict.fromkeys(range(len(many.names)))
    at: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(many.names):
        at.setdefault(each, []).append(place)
    rest = []
    for place, each in enumerate(few.names):
        if at.get(each):
            left.pop(at[each].pop())
        else:
            rest.append(place)
    matched = len(few.names) - len(rest)
    if len(rest) * len(left) > 2500:
        return matched
    for place in rest:
        for other in left:
            if is_same_name(few.names[place], many.names[other]) or _is_spelled_like(
                few.paper.authors[place], many.paper.authors[other]
            ):
                left.pop(other)
                matched += 1
                break
    return matched


def _is_spelled_like(one: str, two: str) -> bool:
    """Whether two display names differ in order, in a name left out or in a letter: `Wei Li`, `Li Wei`."""
    (ours, our_parts), (theirs, their_parts) = _spelling(one), _spelling(two)
    if (len(our_parts) > 1 and our_parts <= their_parts) or (len(their_parts) > 1 and their_parts <= our_parts):
        return True
    if ours[:1] != theirs[:1]:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(ours, theirs) >= 88)


@lru_cache(maxsize=1 << 14)
def _spelling(display: str) -> tuple[str, frozenset[str]]:
    """A display name as it is compared, and its parts."""
    text = plain(display).replace(".", " ")
    return text, frozenset(text.split())


def compare_dates(one: Paper, two: Paper) -> Dates:
    """How the dates compare; arXiv's pages show US Eastern days, so a day apart is the same day."""
    ours, theirs = one.submitted or one.date, two.submitted or two.date
    if not ours or not theirs:
        return Dates.UNKNOWN
    if ours == theirs and len(ours) == 10:
        return Dates.SAME
    a, b = days(ours), days(theirs)
    apart = max(a[0] - b[1], b[0] - a[1], 0)
    exact = a[0] == a[1] and b[0] == b[1]
    if exact and apart <= 1:
        return Dates.SAME
    for early, late in ((one, two), (two, one)):  # the listing's day may be that of the version it shows
        if early.updated and late.date and not late.submitted:
            shown, listed = days(early.updated), days(late.date)
            if listed[0] == listed[1] and abs(shown[0] - listed[0]) <= 1:
                return Dates.LATER
    if exact and apart <= FEW_DAYS:
        return Dates.NEAR
    if not exact:
        first, second = int(ours[:4]), int(theirs[:4])
        years = second - first if len(theirs) < len(ours) else first - second if len(ours) < len(theirs) else 0
        if apart <= 1 or (4 in (len(ours), len(theirs)) and 0 <= years <= VENUE_YEARS and apart <= 366 * VENUE_YEARS):
            return Dates.COARSE
        return Dates.FAR
    early_day, late_paper = (a[0], two) if a[0] < b[0] else (b[0], one)
    if not late_paper.submitted and days(late_paper.date or "")[0] - early_day <= LATER_VERSION:
        return Dates.LATER
    return Dates.FAR


def compare_texts(one: View, two: View) -> Text:
    """How the abstracts compare; without white space, for a card's site adds blanks after every `.` and `,`."""
    whole = (one.paper.abstract is not None) + (two.paper.abstract is not None)
    if whole == 2:
        if not one.text or not two.text:
            return Text.UNKNOWN
        if one.text == two.text:
            return Text.SAME
        stems, others = _stems(one.text_words), _stems(two.text_words)
        return Text.EDITED if 2 * len(stems & others) >= len(stems | others) else Text.OTHER
    if whole == 1:
        short, long = (two, one) if one.paper.abstract is not None else (one, two)
    else:
        short, long = sorted((one, two), key=lambda view: len(view.text))
    sentence = short.text
    if not sentence:
        return Text.UNKNOWN
    if is_quoted(short.said, long.said) or sentence in long.text:
        if len(sentence) < SHORT_SENTENCE:
            return Text.UNKNOWN
        if SAID_OF_MANY.match(sentence):
            return Text.STOCK
        if len(sentence) < LONG_SENTENCE:
            return Text.SHORT
        return Text.INSIDE if len(sentence) < VERY_LONG_SENTENCE else Text.WHOLLY
    if whole == 0 or len(sentence) < LONG_SENTENCE or not long.text:
        return Text.UNKNOWN  # two sentences of one abstract need not be alike
    from rapidfuzz import fuzz

    ratio = fuzz.partial_ratio(sentence.decode("latin-1"), long.text.decode("latin-1"), score_cutoff=CLOSE)
    if not ratio:
        return Text.OTHER
    lacking = _stems(short.text_words) - _stems(long.text_words)
    return Text.EDITED if ratio >= EDITED and len(lacking) <= NEW_WORDS else Text.CLOSE


def likeness(one: View, two: View) -> float:
    """How much two titled records with abstracts look like two versions of one work: 1 likely, 0 open, less not.

    Companion papers share authors, day and phrases, yet each names its own matter: a word of its title that its own
    abstract has and the other's has not speaks against. The weights are a logistic fit, rounded.
    """
    title, other_title = _stems(one.title_words), _stems(two.title_words)
    text, other_text = _stems(one.text_words), _stems(two.text_words)
    all_title, all_text = title | other_title, text | other_text
    if not all_title or not all_text:
        return 0.0
    own = len((title - other_title) & text - other_text) + len((other_title - title) & other_text - text)
    threes, other_threes = _threes(one.text_words), _threes(two.text_words)
    numbers, other_numbers = numerals(one.title_words), numerals(two.title_words)
    score: float = (
        1.1 * (len(threes & other_threes) / max(1, len(threes | other_threes))) ** 0.5
        + 3.1 * len(text & other_text) / len(all_text)
        + 2.2 * len(title & other_title) / len(all_title)
        - 4.0 * own / len(all_title)
        + 1.2 * (numbers == other_numbers)
        - 2.1 * (not set(numbers) <= set(other_numbers) and not set(other_numbers) <= set(numbers))
        - 3.6
    )
    return score


def _stems(of_words: Sequence[str]) -> set[str]:
    return {word[:6] for word in of_words if word not in LITTLE_WORDS}


def _threes(of_words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(of_words, of_words[1:], of_words[2:], strict=False))
