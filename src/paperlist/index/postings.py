"""The keys under which an index finds a record: the blocking keys of merging, as numbers that every process agrees on.

    posting = hash (32 bits) record (24 bits)

A record is put under all its keys, and under every sentence of its abstract, for a card may show any of them. The hash
only narrows the search: what it finds is compared as all records are, so that two keys of one hash do no harm.
"""

from itertools import accumulate
from typing import Final
from zlib import crc32

from paperlist.merging.blocking import OPENING, day_keys, name_keys, value_keys
from paperlist.merging.folding import clause_keys, comparison_key
from paperlist.paper import Paper

RECORD_BITS: Final = 24
MOST_RECORDS: Final = 1 << RECORD_BITS
"""How many records an index holds."""
_TITLE, _IDENTIFIER, _DAY, _SENTENCE = range(1, 5)  # so that a title is no sentence


def record_hashes(paper: Paper) -> set[int]:
    """Return the hashes that a record of the index is found by."""
    names = name_keys(paper.authors)
    return {
        *value_hashes(paper),
        *(crc32(b"%d" % day, crc32(name.encode(), _DAY)) for name, day in day_keys(paper, names)),
        *sentence_hashes(paper),
    }


def value_hashes(paper: Paper) -> list[int]:
    """Return the hashes of the values of which one that is equal is worth a comparison."""
    return [
        crc32(key, _TITLE) if isinstance(key, bytes) else crc32("\n".join(map(str, key)).encode(), _IDENTIFIER)
        for key in value_keys(paper)
        if isinstance(key, bytes | tuple)
    ]


def near_day_hashes(paper: Paper) -> list[int]:
    """Return the hashes of an author and the paper's day, the day before it or the day after it."""
    return [
        crc32(b"%d" % near, crc32(name.encode(), _DAY))
        for name, day in day_keys(paper, name_keys(paper.authors))
        for near in (day - 1, day, day + 1)
    ]


def openings(paper: Paper) -> list[bytes]:
    """Return what the sentences of a record begin with: each of its abstract, else the one that is shown of it."""
    if paper.abstract is None:
        return [comparison_key(paper.excerpt[: 2 * OPENING])[:OPENING]] if paper.excerpt else []
    clauses = [clause for clause in clause_keys(paper.abstract) if clause]
    text = b"".join(clauses)
    starts = accumulate(map(len, clauses[:-1]), initial=0)
    return [text[start : start + OPENING] for start in starts]


def sentence_hashes(paper: Paper) -> list[int]:
    """Return the hashes of what the sentences of a paper begin with: those of its abstract, or the one that is shown.

    The merger's shorter keys find only what the rules of completing leave unsure.
    """
    return [crc32(opening, _SENTENCE) for opening in openings(paper) if len(opening) == OPENING]
