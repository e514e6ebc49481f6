"""Which records are worth comparing: those that share a key, never all pairs.

    key                      finds                                              kept in
    title's letters          one work under one title                           `same`
    arXiv id, DOI            one work under any title                           `same`
    author, day              retitled works, cards without title (±1 day)       `days`
    sentence's first letters cards whose date or authors are of no help         `shown`

Every key is a 64-bit hash used for bucketing only; no result depends on its value. A bucket grows with the input
where a key is usual (a day with many papers of one name, a stock sentence, `Preface`). A bucket of more than `CROWD`
records is therefore not compared all with all: its records are split again by finer keys, and what is still crowded
is sorted by content, each compared with its nearest neighbours only. The cost stays linear, and the result free of
the input's order.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from paperlist.merging.evidence import days
from paperlist.merging.words import letters, name, words
from paperlist.paper import Paper

CROWD = 24
"""Records of a bucket that are compared all with all."""
NEIGHBOURS = 6
"""Records after it in sorted order that a record of a crowded bucket is compared with."""
RARE_WORDS = 3
"""Finer keys a record has in a crowded bucket: its words that fewest others of the bucket have."""
OPENING = 40
"""Letters of a sentence that make a key alone."""
SHORT_OPENING = 20
"""Letters of a sentence that make a key together with the first author."""
SENTENCE_END = re.compile(r"[.?!:;][)\]\"'”’]*\s+")  # one part too many does no harm

Bucket = dict[int, int | list[int]]


def put(bucket: Bucket, key: int, record: int) -> None:
    """Puts `record` under `key`; most keys have one record only, and then no list."""
    there = bucket.setdefault(key, record)
    if there is not record and there != record:
        if isinstance(there, list):
            if there[-1] != record:
                there.append(record)
        else:
            bucket[key] = [there, record]


def look(bucket: Bucket, key: int) -> Sequence[int]:
    """The records under `key`."""
    there = bucket.get(key)
    return () if there is None else there if isinstance(there, list) else (there,)


def quick_names(authors: Sequence[str]) -> list[str]:
    """Family name and initial of each for a key: `name` without its care for suffixes, for ASCII names."""
    return [
        (display.rsplit(" ", 1)[-1] + display[:1]).lower().replace("-", "")
        if display.isascii()
        else "".join(name(display))
        for display in authors
    ]


def same_keys(paper: Paper) -> Iterator[int]:
    """Keys of records that are compared because one value is equal."""
    if paper.title:
        yield hash(letters(paper.title))
    if paper.arxiv_id:
        yield hash(("arxiv", paper.arxiv_id))
    if paper.doi:
        for doi in (paper.doi, *paper.other_dois):
            yield hash(("doi", doi.lower()))


def day_keys(paper: Paper) -> Iterator[int]:
    """Keys of author and day; a key plus one is the same author a day later.

    The first author, and the first and the last in the alphabet: lists are reordered, and names are added to them.
    """
    date = paper.submitted or paper.date
    if not date or len(date) != 10 or not paper.authors:
        return
    day = days(date)[0]
    names = quick_names(paper.authors)
    for each in {names[0], min(names), max(names)}:
        yield (hash(each) & ~0xFFFFF) + day


def openings(paper: Paper, sentences: Iterable[str]) -> list[int]:
    """Keys of the letters that `sentences` begin with: many alone, fewer together with the first author."""
    first = hash(quick_names(paper.authors[:1])[0]) if paper.authors else None
    keys: list[int] = []
    for sentence in sentences:
        if len(sentence) >= SHORT_OPENING:
            start = letters(sentence[: 2 * OPENING])
            if len(start) >= OPENING:
                keys.append(hash(start[:OPENING]))
            if first is not None and len(start) >= SHORT_OPENING:
                keys.append(hash(start[:SHORT_OPENING]) ^ first)
    return keys


class Index:
    """The keys of all records that were added, and the pairs that share one."""

    def __init__(self) -> None:
        self.same: Bucket = {}
        self.days: Bucket = {}
        self.shown: Bucket = {}

    def add(self, record: int, paper: Paper) -> None:
        """Files `paper` under its keys."""
        for key in same_keys(paper):
            put(self.same, key, record)
        for key in day_keys(paper):
            put(self.days, key, record)
        if paper.abstract is None and paper.excerpt:
            for key in openings(paper, (paper.excerpt,)):
                put(self.shown, key, record)

    def pairs(
        self, papers: Sequence[Paper], skip: Callable[[int, int], bool], only: Sequence[int] | None = None
    ) -> Iterator[tuple[int, int]]:
        """The pairs that share a key and are not to `skip`, each once; with `only`, those that one of these is in."""
        seen: set[int] = set()
        size = len(papers)
        chosen = None if only is None else set(only)
        for one, two in self._shared(papers, only):
            if one == two or (chosen is not None and one not in chosen and two not in chosen):
                continue
            pair = one * size + two if one < two else two * size + one
            if pair not in seen and not skip(one, two):
                seen.add(pair)
                yield one, two

    def near(self, papers: Sequence[Paper], record: int) -> set[int]:
        """The records with an author of `record` on its day or the next to it, unless they are many."""
        found: set[int] = set()
        for key in day_keys(papers[record]):
            there = [other for day in (key - 1, key, key + 1) for other in look(self.days, day)]
            if len(there) <= CROWD:
                found.update(there)
        return found - {record}

    def _shared(self, papers: Sequence[Paper], only: Sequence[int] | None) -> Iterator[tuple[int, int]]:
        """The pairs of the buckets, or of those that `only` are in; some come twice."""
        same: Iterable[int]
        by_day: Iterable[int]
        records: Sequence[int]
        if only is None:
            same, by_day, records = self.same, self.days, range(len(papers))
        else:
            changed = [papers[record] for record in only]
            same = {key for paper in changed for key in same_keys(paper)}
            by_day = {key - before for paper in changed for key in day_keys(paper) for before in (0, 1)}
            records = only
        for key in same:
            there = self.same[key]
            if isinstance(there, list):
                yield from within(there, papers)
        for key in by_day:
            first, next_day = look(self.days, key), look(self.days, key + 1)
            if len(first) + len(next_day) > 1:
                yield from within([*first, *next_day], papers)
        if self.shown:
            yield from self._shown(papers, records)

    def _shown(self, papers: Sequence[Paper], records: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Records with a sentence of an abstract, and those whose abstract has a sentence that begins like it."""
        found: dict[int, list[int]] = {}
        shown = self.shown
        for record in records:
            abstract = papers[record].abstract
            if abstract is None:
                continue
            for key in filter(shown.__contains__, openings(papers[record], SENTENCE_END.split(abstract))):
                found.setdefault(key, []).append(record)
        for key, there in shown.items():
            cards = there if isinstance(there, list) else [there]
            if key in found:
                yield from within(cards + found[key], papers)
            elif len(cards) > 1:
                yield from within(cards, papers)


def within(bucket: list[int], papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """The pairs of a bucket: all, or where it is crowded those that are near each other."""
    if len(bucket) <= CROWD:
        yield from combinations(bucket, 2)
        return
    members = sorted(set(bucket))
    content = {record: contents(papers[record]) for record in members}
    count: dict[str, int] = {}
    for of_words in content.values():
        for word in of_words:
            count[word] = count.get(word, 0) + 1
    finer: dict[str, list[int]] = {}
    for record, of_words in content.items():
        for word in sorted(of_words, key=lambda word: (count[word], word))[:RARE_WORDS]:
            finer.setdefault(word, []).append(record)
    for part in finer.values():
        yield from combinations(part, 2) if len(part) <= CROWD else neighbours(part, papers)
    yield from neighbours(members, papers)


def contents(paper: Paper) -> set[str]:
    """The words by which a crowded bucket is split: title, names and what there is of the abstract's beginning."""
    text = f"{paper.title or ''} {' '.join(paper.authors[:3])} {(paper.abstract or paper.excerpt or '')[:200]}"
    return {word for word in words(text) if len(word) > 2}


def neighbours(bucket: Sequence[int], papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Each record with the few that follow it when all are sorted by what they say."""
    ordered = sorted(
        bucket,
        key=lambda record: (
            letters(papers[record].title or papers[record].excerpt or ""),
            papers[record].authors,
            papers[record].date or "",
            letters((papers[record].abstract or papers[record].excerpt or "")[:400]),
        ),
    )
    for place, record in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            yield record, other
