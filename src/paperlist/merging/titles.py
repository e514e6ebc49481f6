"""How two titles compare: the same, kept apart by a number or an opposite, or other."""

import re
from collections.abc import Sequence
from enum import StrEnum

from paperlist.merging.features import Features
from paperlist.merging.folding import NUMBERS, is_correction, to_ascii_words
from paperlist.works import ABOUT_ANOTHER


class Title(StrEnum):
    """How two titles compare."""

    SAME = "the titles are the same"
    VETO = "the titles differ in a number or an opposite"
    OTHER = "the titles differ"
    UNKNOWN = "a title is missing"


GENERIC_WORDS = 2  # `Preface`, `Deep Learning`
GENERIC_LETTERS = 12
SPELT = 5
"""Letters of a word that may be typed wrongly: `hot` and `hat` are two words."""
BEFORE_ANOTHER = (["on"], ["to"], ["of"])
"""A word of `ABOUT_ANOTHER` is first in the title of a work about another one, or before one of these, or is last."""
BEFORE_FIRST = frozenset("a an the author authors".split())
USUAL_ABOUT = frozenset("response discussion retraction correction".split())
"""Words that other titles have too: `predictors of response to chemotherapy`; only first in a title they mean it."""
LAST_ABOUT_ANOTHER = re.compile(rf"[-–—:.] ?(?:authors?'?s? )?({'|'.join(ABOUT_ANOTHER)})\W*\Z", re.IGNORECASE)
"""`… in winter - Reply`, `… in winter: Authors' response`."""
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


def is_generic(record: Features) -> bool:
    """Whether the title is too usual to tell works apart."""
    return (
        len(record.title_words) <= GENERIC_WORDS or len(record.title) < GENERIC_LETTERS or bool(about_another(record))
    )


def about_another(record: Features) -> set[str]:
    """Return the kinds of work about another one that a title says it is of."""
    title, of_words = record.paper.title or "", record.title_words
    kinds = {
        ABOUT_ANOTHER[word]
        for position, word in enumerate(of_words)
        if word in ABOUT_ANOTHER
        and (
            BEFORE_FIRST.issuperset(of_words[:position])
            if word.rstrip("s") in USUAL_ABOUT
            else position == 0 or of_words[position + 1 : position + 2] in BEFORE_ANOTHER
        )
    }
    if last := LAST_ABOUT_ANOTHER.search(title):
        kinds.add(ABOUT_ANOTHER[last[1].lower()])
    if is_correction(title):
        kinds.add(ABOUT_ANOTHER["erratum"])
    return kinds


def compare_titles(one: Features, two: Features) -> Title:
    """Return how the titles compare; numbers and opposites that differ in otherwise equal titles are a veto."""
    if not one.title or not two.title:
        return Title.UNKNOWN  # a title may be without a letter
    if about_another(one) != about_another(two):
        return Title.VETO  # "Reply to X" is not X
    if one.title == two.title:
        return Title.SAME
    ours, theirs = one.title_words, two.title_words
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


def differ_by_a_slip(one: Features, two: Features) -> bool:
    """Whether the number by which two titles differ is a part of a word, or a footnote's at the end: `p16`, `p6`."""
    short, long = sorted((one.title_words, two.title_words), key=len)
    if long[:-1] == short:
        return long[-1].isdigit()
    numbered = any(word.isdigit() for word in differing_words(short, long))
    return numbered and lone_numbers(one) == lone_numbers(two)


def lone_numbers(record: Features) -> list[str]:
    """Return the numbers that are words of a title: of `IL-6 and p16, part II` 2 and 6."""
    tokens = re.findall("[a-z0-9]+", to_ascii_words(record.paper.title or ""))
    return sorted(NUMBERS.get(token, token) for token in tokens if token.isdigit() or token in NUMBERS)


def is_opposite(one: str, two: str) -> bool:
    """Whether two words are a pair like `odd` and `even`, `complete` and `incomplete`."""
    return frozenset((one, two)) in OPPOSITES or any(
        one == negation + two or two == negation + one for negation in NEGATIONS
    )


def is_misspelt(one: str, two: str) -> bool:
    """Whether two words differ in one letter that is not the first: `eculizumab`, `eculizamab`."""
    if min(len(one), len(two)) < SPELT or one[0] != two[0] or frozenset((one, two)) in OPPOSITES:
        return False
    from rapidfuzz.distance import Levenshtein

    return bool(Levenshtein.distance(one, two, score_cutoff=1) == 1)
