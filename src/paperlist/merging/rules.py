"""From evidence to one of three words: the same work, different works, or unsure.

A table read from above; the first line that fits decides. What no line unites stays apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from paperlist.merging.comparison import Authors, Dates, Evidence, Text, Title


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a pair, and why."""

    answer: Answer
    why: str
    strength: Strength = Strength.CERTAIN


LIKELY = 0.6
"""Of `likeness`, from which on retitled papers are united; measured in docs/merging.md."""
HALF = 0.5
"""Of a title's words, that a retitled card without authors must share."""
OPEN = 0.25
"""Of `likeness`, from which on a person is asked."""

_LONG = frozenset({Text.SAME, Text.WHOLLY})
_VERBATIM = frozenset({Text.SAME, Text.WHOLLY, Text.INSIDE})
_SUPPORTS = frozenset({Text.SAME, Text.WHOLLY, Text.INSIDE, Text.EDITED, Text.SHORT})
_AGREE = frozenset({Dates.SAME, Dates.NEAR, Dates.COARSE, Dates.LATER})


def _same_title(e: Evidence) -> bool:
    return e.title is Title.SAME


def _no_title(e: Evidence) -> bool:
    return e.title is Title.UNKNOWN


def _retitled(e: Evidence) -> bool:
    return e.title is Title.OTHER


def _contradicted(e: Evidence) -> bool:
    """The title is usual and the abstracts are known to differ; authors and day would have to tell."""
    sure = e.authors is Authors.SAME and e.dates is Dates.SAME
    return e.text is Text.OTHER and (e.pasted or (e.plain_title and not sure))


Rule = tuple[Callable[[Evidence], bool], Verdict]


def _same(why: str, strength: Strength) -> Verdict:
    return Verdict(Answer.SAME, why, strength)


def _unsure(why: str) -> Verdict:
    return Verdict(Answer.UNSURE, why)


def _different(why: str) -> Verdict:
    return Verdict(Answer.DIFFERENT, why)


RULES: tuple[Rule, ...] = (
    (lambda e: e.copy, _same("both say the very same", Strength.COPY)),
    # Identifiers decide both ways.
    (lambda e: e.id is True, _same("an identifier is shared", Strength.CERTAIN)),
    (lambda e: e.id is False, _different("the identifiers differ")),
    # Vetoes.
    (lambda e: e.one_listing, _different("one listing names both, with different titles")),
    (lambda e: e.title is Title.VETO, _different("the titles differ in a number or an opposite")),
    (lambda e: e.authors is Authors.NONE, _different("no author is the same")),
    # One title.
    (
        lambda e: (
            _same_title(e) and e.exact_authors and e.dates is Dates.SAME and not e.pasted and not _contradicted(e)
        ),
        _same("title, authors and date are the same", Strength.EXACT),
    ),
    (
        lambda e: (
            _same_title(e) and e.authors in (Authors.SAME, Authors.MOST) and e.dates in _AGREE and not _contradicted(e)
        ),
        _same("title, authors and date agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and e.authors is Authors.SAME and e.dates is Dates.UNKNOWN and not e.plain_title,
        _same("title and authors agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and e.authors in (Authors.SAME, Authors.MOST) and e.text in _SUPPORTS,
        _same("title, authors and abstract agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and e.dates is Dates.SAME and e.text in _SUPPORTS,
        _same("title, date and abstract agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and e.authors is Authors.UNKNOWN and e.dates is Dates.SAME and not e.plain_title,
        _same("title and day agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and e.authors is Authors.UNKNOWN and e.dates is not Dates.FAR and e.text in _VERBATIM,
        _same("title and abstract agree", Strength.STRONG),
    ),
    (
        lambda e: _same_title(e) and (e.authors in (Authors.SAME, Authors.MOST) or e.text in _SUPPORTS),
        _unsure("the titles are the same, the rest does not settle it"),
    ),
    (
        lambda e: (
            _same_title(e)
            and not e.plain_title
            and (e.dates in _AGREE or e.dates is Dates.UNKNOWN or e.authors is Authors.SOME)
        ),
        _unsure("the titles are the same, the rest does not settle it"),
    ),
    (_same_title, _different("only the titles are the same")),
    # A title is missing: sentence, authors and date must all agree.
    (
        lambda e: (
            _no_title(e)
            and e.authors is Authors.SAME
            and e.dates is Dates.SAME
            and (e.text in _VERBATIM or e.text in (Text.SHORT, Text.STOCK))
        ),
        _same("sentence, authors and day agree", Strength.STRONG),
    ),
    (
        lambda e: (
            _no_title(e)
            and e.authors is Authors.SAME
            and (
                (e.dates in (Dates.COARSE, Dates.LATER) and e.text in _VERBATIM)
                or (e.dates is Dates.NEAR and e.text in _LONG)  # no known listing gives such a date
            )
        ),
        _same("sentence and authors agree and the dates may", Strength.LIKELY),
    ),
    (
        lambda e: _no_title(e) and e.authors is Authors.SAME and e.dates is Dates.SAME and e.text is Text.EDITED,
        _same("authors and day agree and the sentence nearly", Strength.LIKELY),
    ),
    (
        lambda e: (
            _no_title(e)
            and e.text in _VERBATIM
            and e.authors is not Authors.SOME
            and (e.dates is not Dates.FAR or (e.authors is Authors.SAME and e.text in _LONG))
        ),
        _unsure("the sentence stands in the abstract, authors or date do not settle it"),
    ),
    (
        lambda e: (
            _no_title(e)
            and e.text in (Text.EDITED, Text.CLOSE, Text.SHORT)
            and e.authors in (Authors.SAME, Authors.MOST)
            and e.dates in _AGREE
        ),
        _unsure("authors and date agree, the sentence does not settle it"),
    ),
    # Retitled: everything else must agree.
    (
        lambda e: (
            _retitled(e)
            and e.authors in (Authors.SAME, Authors.MOST)
            and e.dates is Dates.SAME
            and e.likeness is not None
            and e.likeness >= LIKELY
        ),
        _same("retitled: authors and day agree and the abstracts are alike", Strength.LIKELY),
    ),
    (
        lambda e: (
            _retitled(e)
            and e.authors is Authors.SAME
            and e.dates is Dates.SAME
            and e.text in (Text.INSIDE, Text.WHOLLY)
        ),
        _same("retitled: authors, day and sentence agree", Strength.LIKELY),
    ),
    (
        lambda e: (
            _retitled(e)
            and e.authors is Authors.UNKNOWN
            and e.dates is Dates.SAME
            and e.text in (Text.INSIDE, Text.WHOLLY)
            and e.title_shared >= HALF
        ),
        _same("retitled: day and sentence agree and half of the title's words", Strength.LIKELY),
    ),
    (
        lambda e: (
            _retitled(e)
            and e.authors in (Authors.SAME, Authors.MOST)
            and e.dates in _AGREE
            and e.likeness is not None
            and e.likeness >= OPEN
        ),
        _unsure("authors and date agree and the abstracts are alike, the titles differ"),
    ),
    (
        lambda e: _retitled(e) and e.authors is not Authors.SOME and e.dates in _AGREE and e.text in _VERBATIM,
        _unsure("the sentence stands in the abstract, the titles differ"),
    ),
)
NOTHING = _different("nothing says that they are the same")


@lru_cache(maxsize=1024)
def judge(evidence: Evidence) -> Verdict:
    """The verdict on one pair. Few combinations of evidence are usual."""
    for fits, verdict in RULES:
        if fits(evidence):
            return verdict
    return NOTHING
