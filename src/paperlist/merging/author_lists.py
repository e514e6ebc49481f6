"""How many names two author lists share, however each spells them."""

from functools import lru_cache

from paperlist.merging.features import Features
from paperlist.merging.folding import to_ascii_words

MAX_NAME_PAIRS = 2500
"""Pairs of names that are compared by their spelling."""


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
                few.paper.authors[position], many.paper.authors[other]
            ):
                left.pop(other)
                matched += 1
                break
    return matched


def is_spelled_like(one: str, two: str) -> bool:
    """Whether two display names differ in order, in a name left out or in a letter: `Wei Li`, `Li Wei`."""
    (ours, our_parts), (theirs, their_parts) = spelling(one), spelling(two)
    if (len(our_parts) > 1 and our_parts <= their_parts) or (len(their_parts) > 1 and their_parts <= our_parts):
        return True
    if ours[:1] != theirs[:1]:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(ours, theirs) >= 88)


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
