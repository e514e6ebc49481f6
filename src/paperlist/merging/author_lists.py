"""How two author lists compare, and how many names they share, however each spells them."""

import re
from enum import StrEnum
from functools import lru_cache

from paperlist.merging.features import Features
from paperlist.merging.folding import to_ascii_words

MAX_NAME_PAIRS = 2500
"""Pairs of names that are compared by their spelling."""
INITIALS = 3
"""Letters that a part of a name made of initials may have: `Knox JA`."""


class Authors(StrEnum):
    """How two author lists compare."""

    SAME = "the authors are the same"
    MOST = "most authors are the same"
    SOME = "some authors are the same"
    NONE = "no author is the same"
    UNKNOWN = "authors are missing"


COLLECTIVE = re.compile(r"\b(?:collaborations?|consortium|team|group|project|network)\b", re.IGNORECASE)


def compare_authors(one: Features, two: Features) -> Authors:
    """Return how the author lists compare: what a listing says it leaves out is not held against it."""
    ours, theirs = one.paper, two.paper
    if not one.authors or not two.authors:
        return Authors.UNKNOWN
    if ours.authors == theirs.authors and ours.authors_omitted == theirs.authors_omitted:
        return Authors.SAME
    whole = (len(one.authors) + ours.authors_omitted, len(two.authors) + theirs.authors_omitted)
    shown = min(len(one.authors), len(two.authors))
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
        collective = any(COLLECTIVE.search(author) for author in (*one.authors, *two.authors))
        return Authors.UNKNOWN if collective else Authors.NONE
    return Authors.MOST if 2 * matched >= max(whole) else Authors.SOME


def count_matches(one: Features, two: Features) -> int:
    """Return how many names of the shorter list are in the other, each used once."""
    few, many = sorted((one, two), key=lambda record: len(record.names))
    left = dict.fromkeys(range(len(many.names)))
    positions: dict[tuple[str, str], list[int]] = {}
    for position, name in enumerate(many.names):
        positions.setdefault(name, []).append(position)
    rest = []
    for position, name in enumerate(few.names):
        if positions.get(name):
            left.pop(positions[name].pop())
        else:
            rest.append(position)
    matched = len(few.names) - len(rest)
    if len(rest) * len(left) > MAX_NAME_PAIRS:
        return matched
    for position in rest:
        for other in left:
            if is_same_name(few.names[position], many.names[other]) or is_spelled_like(
                few.authors[position], many.authors[other]
            ):
                left.pop(other)
                matched += 1
                break
    return matched


def is_spelled_like(one: str, two: str) -> bool:
    """Whether two display names differ in order, in a name left out or in a letter: `Wei Li`, `Li Wei`, `Li W`."""
    (ours, our_parts), (theirs, their_parts) = spelling(one), spelling(two)
    few, many = sorted((our_parts, their_parts), key=len)
    if not few.isdisjoint(many) and (
        (len(few) > 1 and few <= many) or is_abbreviated(few, many) or is_abbreviated(many, few)
    ):
        return True
    if ours[:1] != theirs[:1]:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(ours, theirs) >= 88)


def is_abbreviated(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether one name has a part of the other, and its other parts are initials of the other's other parts."""
    others = short - long
    if len(others) == len(short) or any(len(part) > INITIALS for part in others):
        return False
    initials = {letter for part in others for letter in part}
    return bool(initials) and initials <= {part[0] for part in long - short}


@lru_cache(maxsize=1 << 14)
def spelling(display: str) -> tuple[str, frozenset[str]]:
    """Return a display name as it is compared, and its parts."""
    text = to_ascii_words(display).replace(".", " ")
    return text, frozenset(text.split())


def is_same_name(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """Whether two names may be one person's: `D. Ganguli`, `Deep Ganguli`; `Toledano-Laredo`, `Toledano Laredo`."""
    if one == two:
        return True
    if one[1] and two[1] and one[1] != two[1]:
        return False
    long, short = (one[0], two[0]) if len(one[0]) >= len(two[0]) else (two[0], one[0])
    return long == short or (len(short) > 3 and long.endswith(short))
