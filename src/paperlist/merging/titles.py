"""How two titles compare: the same, kept apart by a number or an opposite, or other."""

from collections.abc import Sequence
from enum import StrEnum

from paperlist.merging.features import Features


class Title(StrEnum):
    """How two titles compare."""

    SAME = "the titles are the same"
    VETO = "the titles differ in a number or an opposite"
    OTHER = "the titles differ"
    UNKNOWN = "a title is missing"


GENERIC_WORDS = 2  # `Preface`, `Deep Learning`
GENERIC_LETTERS = 12
ABOUT_ANOTHER = frozenset(
    "comment comments reply response rejoinder discussion erratum errata corrigendum corrigenda correction addendum"
    " retraction".split()
)
"""Words by which the title of a work about another one begins, or that stand before `on`, `to` or `of` in it."""
BEFORE_ANOTHER = (["on"], ["to"], ["of"])
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
        len(record.title_words) <= GENERIC_WORDS
        or len(record.title) < GENERIC_LETTERS
        or bool(about_another(record.title_words))
    )


def about_another(of_words: Sequence[str]) -> set[str]:
    """Return the words of a title that say it is of a work about another one: not `a method of error correction`."""
    return {
        word
        for position, word in enumerate(of_words)
        if word in ABOUT_ANOTHER and (position == 0 or of_words[position + 1 : position + 2] in BEFORE_ANOTHER)
    }


def compare_titles(one: Features, two: Features) -> Title:
    """Return how the titles compare; numbers and opposites that differ in otherwise equal titles are a veto."""
    if not one.title or not two.title:
        return Title.UNKNOWN  # a title may be without a letter
    if one.title == two.title:
        return Title.SAME
    ours, theirs = one.title_words, two.title_words
    if about_another(ours) != about_another(theirs):
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
