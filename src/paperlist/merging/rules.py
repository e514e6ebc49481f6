"""From a comparison to one of three words: the same work, different works, or unsure.

A table read from above; the first row that fits decides. What no row unites stays apart. What no row asks for is never
compared, so that rows which ask for the abstracts come last, and ask for them last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from paperlist.merging.author_lists import Authors
from paperlist.merging.comparison import HALF, Comparison, Dates
from paperlist.merging.texts import Text
from paperlist.merging.titles import Title


class Answer(Enum):
    """What becomes of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Strength(Enum):
    """How sure `SAME` is. The surer unite first; what that settles, the less sure cannot unsettle."""

    COPY = 5
    CERTAIN = 4
    EXACT = 3
    STRONG = 2
    LIKELY = 1
    LONE = 0
    """Only where nothing competes: no other record that is free has an author and the day of one of both."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a pair, and why."""

    answer: Answer
    why: str
    strength: Strength = Strength.CERTAIN
    otherwise: Answer = Answer.UNSURE
    """What becomes of a `LONE` pair where something competes."""

    @property
    def for_good(self) -> Answer:
        """What becomes of the pair whatever competes."""
        return self.otherwise if self.strength is Strength.LONE else self.answer


LIKELY = 0.6
"""The similarity score from which on retitled papers are united; measured in docs/merging.md."""
ALIKE = -1.0
"""The lone score from which on a sentence that is like one of the abstract is taken for it."""
OPEN = 0.25
"""The similarity score from which on a person is asked."""

_LONG = frozenset({Text.SAME, Text.WHOLLY})
_VERBATIM = frozenset({Text.SAME, Text.WHOLLY, Text.INSIDE})
_SUPPORTS = frozenset({Text.SAME, Text.WHOLLY, Text.INSIDE, Text.EDITED, Text.SHORT})
_AGREE = frozenset({Dates.SAME, Dates.NEAR, Dates.COARSE, Dates.LATER})


def _same_title(c: Comparison) -> bool:
    return c.title is Title.SAME


def _is_whole_title(c: Comparison) -> bool:
    """Whether title and authors agree, and both are long enough to be of one work and of no column."""
    return c.whole_title and c.authors in (Authors.SAME, Authors.MOST)


def _no_title(c: Comparison) -> bool:
    return c.title is Title.UNKNOWN


def _retitled(c: Comparison) -> bool:
    return c.title is Title.OTHER


def _open(c: Comparison) -> bool:
    """Whether the abstracts of two titles are so alike that a person is asked."""
    return c.similarity is not None and c.similarity >= OPEN


def _contradicted(c: Comparison) -> bool:
    """Whether the title is usual and the abstracts are known to differ; authors and day would have to tell."""
    sure = c.authors is Authors.SAME and c.dates is Dates.SAME
    return (c.pasted or (c.generic_title and not sure)) and c.text is Text.OTHER


Rule = tuple[Callable[[Comparison], bool], Verdict]


def _same(why: str, strength: Strength) -> Verdict:
    return Verdict(Answer.SAME, why, strength)


def _lone(why: str, otherwise: Answer = Answer.UNSURE) -> Verdict:
    return Verdict(Answer.SAME, why, Strength.LONE, otherwise)


def _unsure(why: str) -> Verdict:
    return Verdict(Answer.UNSURE, why)


def _different(why: str) -> Verdict:
    return Verdict(Answer.DIFFERENT, why)


RULES: tuple[Rule, ...] = (
    (lambda c: c.copy, _same("both say the very same", Strength.COPY)),
    # Identifiers decide both ways.
    (
        lambda c: c.identifier is True and c.nothing_in_common,
        _unsure("an identifier is shared and nothing else"),
    ),
    (lambda c: c.identifier is True, _same("an identifier is shared", Strength.CERTAIN)),
    (lambda c: c.identifier is False, _different("the identifiers differ")),
    # Vetoes.
    (lambda c: c.one_listing, _different("one listing names both, with different titles")),
    (
        lambda c: (
            c.same_extent and c.authors in (Authors.SAME, Authors.MOST) and c.title_may_be_other and c.title_overlap > 0
        ),
        _same("first and last page and authors agree", Strength.STRONG),
    ),
    (lambda c: c.title is Title.VETO, _different("the titles differ in a number or an opposite")),
    (
        lambda c: c.parts is not False and c.same_place and _same_title(c) and not c.generic_title,
        _same("title and place in print agree", Strength.STRONG),  # names may be written beyond recognition
    ),
    (lambda c: c.authors is Authors.NONE, _different("no author is the same")),
    (lambda c: c.parts is False, _different("volume, edition or report number differ")),
    (
        lambda c: c.same_place and _same_title(c) and not (c.generic_title and c.issue is False),
        _same("place in print and title agree", Strength.STRONG),
    ),
    (
        lambda c: c.same_place and _retitled(c) and c.titles_nearly_agree,
        _same("place in print agrees and the title nearly", Strength.STRONG),
    ),
    (
        lambda c: _is_whole_title(c) and c.same_issue,
        _same("title, authors and issue agree", Strength.STRONG),
    ),
    (
        lambda c: c.issue is False and c.pages is not False and c.same_year and _is_whole_title(c),
        _same("title, authors and year agree, and are of no column", Strength.STRONG),
    ),
    (
        lambda c: c.pages is False and c.only_page_differs and _is_whole_title(c),
        _same("title, authors, volume and year agree", Strength.STRONG),
    ),
    (
        lambda c: c.issue is False and _same_title(c),
        _different("one title in two issues, as of columns"),
    ),
    (lambda c: c.pages is False and _same_title(c), _unsure("the titles are the same, volume or pages differ")),
    # One title.
    (
        lambda c: _same_title(c) and c.pasted and c.dates in (Dates.NEAR, Dates.LATER, Dates.FAR),
        _unsure("one page names two of one title, of two dates"),
    ),
    (
        lambda c: _same_title(c) and c.exact_authors and c.dates is Dates.SAME and not c.pasted,
        _same("title, authors and date are the same", Strength.EXACT),
    ),
    (
        lambda c: (
            _same_title(c) and c.authors in (Authors.SAME, Authors.MOST) and c.dates in _AGREE and not _contradicted(c)
        ),
        _same("title, authors and date agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and c.authors is Authors.SAME and c.dates is Dates.UNKNOWN and not c.generic_title,
        _same("title and authors agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and c.authors in (Authors.SAME, Authors.MOST) and c.text in _SUPPORTS,
        _same("title, authors and abstract agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and c.dates is Dates.SAME and c.text in _SUPPORTS,
        _same("title, date and abstract agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and c.authors is Authors.UNKNOWN and c.dates is Dates.SAME and not c.generic_title,
        _same("title and day agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and c.authors is Authors.UNKNOWN and c.dates is not Dates.FAR and c.text in _VERBATIM,
        _same("title and abstract agree", Strength.STRONG),
    ),
    (
        lambda c: _same_title(c) and (c.authors in (Authors.SAME, Authors.MOST) or c.text in _SUPPORTS),
        _unsure("the titles are the same, the rest does not settle it"),
    ),
    (
        lambda c: (
            _same_title(c)
            and not c.generic_title
            and (c.dates in _AGREE or c.dates is Dates.UNKNOWN or c.authors is Authors.SOME)
        ),
        _unsure("the titles are the same, the rest does not settle it"),
    ),
    (_same_title, _different("only the titles are the same")),
    # A title is missing: sentence, authors and date must all agree.
    (lambda c: _no_title(c) and c.pasted, _unsure("one page names two with one sentence, and says two things of them")),
    (
        lambda c: (
            _no_title(c)
            and c.authors is Authors.SAME
            and c.dates is Dates.SAME
            and (c.text in _VERBATIM or c.text in (Text.SHORT, Text.STOCK))
        ),
        _same("sentence, authors and day agree", Strength.STRONG),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors is Authors.SAME
            and (
                (c.dates in (Dates.COARSE, Dates.LATER) and c.text in _VERBATIM)
                or (c.dates is Dates.NEAR and c.text in _LONG)  # no known listing gives such a date
            )
        ),
        _same("sentence and authors agree and the dates may", Strength.LIKELY),
    ),
    (
        lambda c: _no_title(c) and c.authors is Authors.SAME and c.dates is Dates.SAME and c.text is Text.EDITED,
        _same("authors and day agree and the sentence nearly", Strength.LIKELY),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors is Authors.MOST
            and (c.dates is Dates.SAME or c.dates is Dates.COARSE)
            and (c.text in (*_VERBATIM, Text.EDITED) or (c.text is Text.SHORT and c.dates is Dates.SAME))
        ),
        _lone("sentence, date and most authors agree"),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors is Authors.SAME
            and c.dates is Dates.COARSE
            and c.text in (Text.SHORT, Text.EDITED)
        ),
        _lone("sentence and authors agree and the date may"),
    ),
    (
        lambda c: _no_title(c) and c.text is Text.CLOSE and c.lone_score is not None and c.lone_score >= ALIKE,
        _lone("authors and day agree and the sentence is alike"),
    ),
    (
        lambda c: _no_title(c) and c.lone_score is not None and c.lone_score >= 0,
        _lone("authors and day agree and what the sentence says", Answer.DIFFERENT),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors is not Authors.SOME
            and c.text in _VERBATIM
            and (c.dates is not Dates.FAR or (c.authors is Authors.SAME and c.text in _LONG))
        ),
        _unsure("the sentence stands in the abstract, authors or date do not settle it"),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors in (Authors.SAME, Authors.MOST)
            and c.dates in _AGREE
            and c.text in (Text.EDITED, Text.NUMBER, Text.CLOSE, Text.SHORT)
        ),
        _unsure("authors and date agree, the sentence does not settle it"),
    ),
    # Retitled: everything else must agree.
    (
        lambda c: (
            c.misspelt
            and c.authors in (Authors.SAME, Authors.MOST)
            and c.dates in _AGREE
            and False not in (c.parts, c.issue, c.pages)
            and c.text is not Text.OTHER
        ),
        _same("authors and date agree and the title but for a letter", Strength.STRONG),
    ),
    (
        lambda c: (
            _retitled(c)
            and c.authors in (Authors.SAME, Authors.MOST)
            and c.dates is Dates.SAME
            and c.similarity is not None
            and c.similarity >= LIKELY
        ),
        _same("retitled: authors and day agree and the abstracts are alike", Strength.LIKELY),
    ),
    (
        lambda c: (
            _retitled(c)
            and c.authors is Authors.SAME
            and c.dates is Dates.SAME
            and c.text in (Text.INSIDE, Text.WHOLLY)
        ),
        _same("retitled: authors, day and sentence agree", Strength.LIKELY),
    ),
    (
        lambda c: (
            _retitled(c)
            and c.authors is Authors.UNKNOWN
            and c.dates is Dates.SAME
            and c.title_overlap >= HALF
            and c.text in (Text.INSIDE, Text.WHOLLY)
        ),
        _same("retitled: day and sentence agree and half of the title's words", Strength.LIKELY),
    ),
    (
        lambda c: _retitled(c) and c.lone_score is not None and c.lone_score >= 0 and not _open(c),
        _lone("retitled: authors and day agree", Answer.DIFFERENT),
    ),
    (
        lambda c: _retitled(c) and c.lone_score is not None and c.lone_score >= 0,
        _lone("retitled: authors and day agree, the abstracts are alike"),
    ),
    (
        lambda c: _retitled(c) and c.authors in (Authors.SAME, Authors.MOST) and c.dates in _AGREE and _open(c),
        _unsure("authors and date agree and the abstracts are alike, the titles differ"),
    ),
    (
        lambda c: _retitled(c) and c.authors is not Authors.SOME and c.dates in _AGREE and c.text in _VERBATIM,
        _unsure("the sentence stands in the abstract, the titles differ"),
    ),
)
NOTHING = _different("nothing says that they are the same")


def judge(comparison: Comparison) -> Verdict:
    """Return the verdict on one pair."""
    return next((verdict for fits, verdict in RULES if fits(comparison)), NOTHING)


# Completing from an index is stricter: the paper itself may be absent from the index and a sibling of it be there.

COMPLETING: tuple[Rule, ...] = (
    (lambda c: c.identifier is False, _different("the identifiers differ")),
    (lambda c: c.title is Title.VETO and c.identifier is None, _different("the titles differ in a number")),
    (lambda c: c.one_listing and c.identifier is None, _different("one listing names both, with different titles")),
    # An identifier may be another paper's, or a sibling's by the same authors.
    (
        lambda c: c.identifier is True and _same_title(c) and c.authors is not Authors.NONE,
        _same("identifier and title agree", Strength.CERTAIN),
    ),
    (
        lambda c: (
            c.identifier is True
            and (_no_title(c) or (_retitled(c) and c.titles_nearly_agree))
            and c.authors in (Authors.SAME, Authors.MOST)
        ),
        _same("identifier and authors agree", Strength.CERTAIN),
    ),
    (lambda c: c.identifier is True, _unsure("an identifier is shared, title and authors do not agree")),
    (
        lambda c: (
            _same_title(c) and c.authors in (Authors.SAME, Authors.MOST) and c.dates in _AGREE and not _contradicted(c)
        ),
        _same("title, authors and date agree", Strength.STRONG),
    ),
    (
        lambda c: (
            _no_title(c)
            and c.authors is Authors.SAME
            and c.dates is Dates.SAME
            and (c.text in _VERBATIM or c.text is Text.SHORT)
        ),
        _same("sentence, authors and day agree", Strength.LIKELY),  # once the records of the index have united
    ),
    (
        lambda c: (
            _retitled(c)
            and c.authors is Authors.SAME
            and c.dates is Dates.SAME
            and c.title_overlap >= HALF
            and c.same_numerals
            and c.similarity is not None
            and c.similarity >= LIKELY
        ),
        _same("abstract, authors and day agree and most of the title", Strength.LIKELY),
    ),
)


def judge_completing(comparison: Comparison) -> Verdict:
    """Return the verdict on one pair where an index completes a paper: what only the weaker rules unite is unsure.

    An index never has all that competes.
    """
    verdict = next((verdict for fits, verdict in COMPLETING if fits(comparison)), None) or judge(comparison)
    if verdict.strength is Strength.LONE:
        return Verdict(verdict.otherwise, verdict.why)
    sure = verdict.answer is not Answer.SAME or any(verdict is strict for _, strict in COMPLETING)
    return verdict if sure else _unsure(verdict.why)
