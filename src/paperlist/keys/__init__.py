"""Citation keys: made of what a paper says of itself, unique without regard to case, and ASCII.

What a key is made of, `patterns` reads. A clash of keys is settled from each paper's own data: up to three more
title words, then a digest of what the paper says, and only for papers that say exactly the same, a number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Final

from paperlist.keys.patterns import Pattern, headline, read_pattern, significant_words

if TYPE_CHECKING:
    from paperlist.paper import Paper

__all__ = ["DEFAULT", "Keys", "assign", "choose", "clean_key", "read_pattern", "with_key"]

DEFAULT: Final = "{family}{year}{word}"

NAMELESS: Final = "paper"
"""The key of a paper that has nothing of what the pattern asks for."""

MORE_WORDS: Final = 3
"""How many further title words a clash may add before the digest does."""

# What ends a key in BibTeX or begins something else in the document that cites it. All else is kept.
UNSAFE_IN_KEY = re.compile(r"[\s,{}\"#%=\\~\x00-\x1f\x7f]+")


class Keys:
    """Makes the keys of papers as they come: the first keeps its base key, a later one that clashes gets more words."""

    def __init__(self, pattern: str = DEFAULT) -> None:
        """Read the pattern; BadKeyPattern says in a sentence what is wrong with it."""
        self._pattern = read_pattern(pattern)
        self._fingerprints: set[int] = set()
        """Of the keys that papers have."""
        self._alike: Counter[int] = Counter()
        """How many papers with one base key that say the same have got longer keys, by the fingerprint of both."""

    def give(self, paper: "Paper") -> "Paper":
        """Return the paper with its key, which no later paper gets.

        A key that the paper already has (from a library that was read) is kept, if no other has it.
        """
        key = base_key(paper, self._pattern)
        if not self._take(key):
            same = fingerprint(f"{key} {_digest(paper)}")
            longer = _longer_keys(key, paper, self._pattern.words_used, self._alike[same])
            self._alike[same] += 1
            key = next(filter(self._take, longer))
        return with_key(paper, key)

    def _take(self, key: str) -> bool:
        """Whether no paper has the key; from now on one has it."""
        before = len(self._fingerprints)
        self._fingerprints.add(fingerprint(key))
        return len(self._fingerprints) > before


def clean_key(key: str) -> str:
    """Return a key that somebody else made without the characters that no BibTeX key has."""
    return UNSAFE_IN_KEY.sub("", key)


def fingerprint(key: str) -> int:
    """Return a number for a key, in any case of its letters, which takes less memory than the key does."""
    return hash(key.lower())


def assign(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list["Paper"]:
    """Return all papers with their keys; see `choose`."""
    return list(map(with_key, papers, choose(papers, pattern)))


def with_key(paper: "Paper", key: str) -> "Paper":
    """Return the paper with this key."""
    return paper.model_copy(update={"key": key})


def choose(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list[str]:
    """Return the keys of all papers; which key a paper gets does not depend on the papers' order.

    All papers that would share a key get longer ones. Papers that came with a key keep it, the first of those that came
    with the same one, and those that did not give way. Only papers that say exactly the same are told apart by their
    order. BadKeyPattern for a bad pattern.
    """
    read = read_pattern(pattern)
    keys = [base_key(paper, read) for paper in papers]
    is_own = [bool(clean_key(paper.key)) for paper in papers]
    longer: dict[int, Iterator[str]] = {}
    alike: Counter[str] = Counter()
    while shared := _find_shared(keys):
        for members in shared:
            for index in [index for index in members if not is_own[index]] or members[is_own[members[0]] :]:
                if index not in longer:
                    paper = papers[index]
                    same = keys[index].lower() + _digest(paper)
                    longer[index] = _longer_keys(keys[index], paper, read.words_used, alike[same])
                    alike[same] += 1
                keys[index] = next(longer[index])
    return keys


def _find_shared(keys: Sequence[str]) -> list[list[int]]:
    """Return the positions of keys that are the same in any case of their letters, a list for each such key."""
    counts = Counter(map(str.lower, keys))
    shared: dict[str, list[int]] = {}
    for position, key in enumerate(keys):
        if counts[key.lower()] > 1:
            shared.setdefault(key.lower(), []).append(position)
    return list(shared.values())


def _longer_keys(key: str, paper: "Paper", words_used: int, before: int = 0) -> Iterator[str]:
    """Yield, without end, what a key becomes that is taken; `before` it are so many papers that say the same."""
    words = significant_words(headline(paper), words_used + MORE_WORDS)
    for end in range(words_used + 1, len(words) + 1):
        yield key + "".join(words[words_used:end])
    key += "-" + _digest(paper)
    if not before:
        yield key
    for number in count(before + 1 if before else 2):
        yield f"{key}-{number}"


def _digest(paper: "Paper") -> str:
    """Return six digits for what identifies a paper: the same for the same paper in every run."""
    said = [paper.authors, *(getattr(paper, name) for name in DIGESTED)]
    return blake2b(repr(said).encode(), digest_size=3).hexdigest()


DIGESTED: Final = ("title", "date", "arxiv_id", "doi", "venue", "excerpt", "abstract")


def base_key(paper: "Paper", pattern: Pattern) -> str:
    """Return the key that a paper would get if there were no other; one that it has, it keeps."""
    return clean_key(paper.key) or "".join([part(paper) for part in pattern.parts]) or NAMELESS
