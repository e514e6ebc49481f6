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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from paperlist.merging.comparison import days
from paperlist.merging.folding import clauses, letters, name, words
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

Bucket = dict[int, int | list[int]]


def put(bucket: Bucket, keys: Iterable[int], record: int) -> None:
    """Puts `record` under each of the `keys`; most keys have one record only, and then no list."""
    for key in keys:
        there = bucket.setdefault(key, record)
        if there is not record and there != record:
            if isinstance(there, list):
                if there[-1] != record:
                    there.append(record)
            else:
                bucket[key] = [there, record]


def quick_names(authors: Sequence[str]) -> list[str]:
    """Family name and initial of each for a key: `name` without its care for suffixes, for ASCII names."""
    return [
        (display.rsplit(" ", 1)[-1] + display[:1]).lower().replace("-", "")
        if display.isascii()
        else "".join(name(display))
        for display in authors
    ]


def same_keys(paper: Paper) -> list[int]:
    """Keys of records that are compared because one value is equal."""
    keys = [hash(letters(paper.title))] if paper.title else []
    if paper.arxiv_id:
        keys.append(hash(("arxiv", paper.arxiv_id)))
    if paper.doi:
        keys += [hash(("doi", doi.lower())) for doi in (paper.doi, *paper.other_dois)]
    return keys


def day_keys(paper: Paper, names: Sequence[str]) -> list[int]:
    """Keys of author and day; a key plus one is the same author a day later. `names` are those of all authors.

    The first author, and the first and the last in the alphabet: lists are reordered, and names are added to them.
    """
    date = paper.submitted or paper.date
    if not date or len(date) != 10 or not names:
        return []
    day = days(date)[0]
    return [(hash(each) & ~0xFFFFF) + day for each in {names[0], min(names), max(names)}]


def opening_keys(openings: Iterable[bytes], names: Sequence[str]) -> list[int]:
    """Keys of the letters that a sentence begins with: many alone, fewer together with the first of the `names`."""
    keys: list[int] = []
    for start in openings:
        if len(start) == OPENING:
            keys.append(hash(start))
        if names and len(start) >= SHORT_OPENING:
            keys.append(hash(start[:SHORT_OPENING]) ^ hash(names[0]))
    return keys


class Keys(NamedTuple):
    """The keys that a record is filed under."""

    same: list[int]
    days: list[int]
    shown: list[int]


class Index:
    """The keys of all records that were added, and the pairs that share one."""

    def __init__(self) -> None:
        self.same: Bucket = {}
        self.days: Bucket = {}
        self.shown: Bucket = {}
        self.quoted: Bucket = {}
        """The abstracts, by the sentences in them that begin like a shown one."""
        self.gone: set[int] = set()
        """The records that are no more: they became others."""
        self.begun: set[bytes] = set()
        """What any shown sentence begins with: most sentences of the abstracts begin with none of it."""

    def add(self, record: int, paper: Paper) -> Keys:
        """Files `paper` under its keys, and gives them."""
        names = quick_names(paper.authors)
        shown: list[int] = []
        if paper.abstract is None and paper.excerpt:
            opening = letters(paper.excerpt[: 2 * OPENING])[:OPENING]
            self.begun.add(opening[:SHORT_OPENING])
            shown = opening_keys((opening,), names)
        keys = Keys(same_keys(paper), day_keys(paper, names), shown)
        put(self.same, keys.same, record)
        put(self.days, keys.days, record)
        put(self.shown, keys.shown, record)
        return keys

    def pairs(
        self, papers: Sequence[Paper], skip: Callable[[int, int], bool], only: Mapping[int, Keys] | None = None
    ) -> Iterator[tuple[int, int]]:
        """The pairs that share a key and are not to `skip`, each once; with `only`, those that one of these is in."""
        seen: set[int] = set()
        size = len(papers)
        for bucket in self._shared(papers, only):
            for one, two in (bucket,) if len(bucket) == 2 else within(bucket, papers):
                pair = one * size + two if one < two else two * size + one
                if pair in seen or one == two or (only is not None and one not in only and two not in only):
                    continue
                if not skip(one, two):
                    seen.add(pair)
                    yield one, two

    def near(self, papers: Sequence[Paper], record: int) -> set[int]:
        """The records with an author of `record` on its day or the next to it, unless they are many."""
        found: set[int] = set()
        for key in day_keys(papers[record], quick_names(papers[record].authors)):
            there = [other for day in (key - 1, key, key + 1) for other in self.standing(self.days.get(day))]
            if len(there) <= CROWD:
                found.update(there)
        return found - {record}

    def _shared(self, papers: Sequence[Paper], only: Mapping[int, Keys] | None) -> Iterator[list[int]]:
        """The buckets of several records, or those of them that `only` are in; days with the next day."""
        same: Iterable[int] = self.same
        by_day: Iterable[int] = self.days
        shown: Iterable[int] = self.shown
        records: Iterable[int] = range(len(papers))
        if only is not None:
            same = {key for keys in only.values() for key in keys.same}
            by_day = {key - before for keys in only.values() for key in keys.days for before in (0, 1)}
            shown = {key for keys in only.values() for key in keys.shown}
            records = only
        for key in same:
            sharing = self.same[key]
            if isinstance(sharing, list):
                yield self.standing(sharing)
        for key in by_day:
            there, after = self.days.get(key), self.days.get(key + 1)
            if after is not None:
                yield [*self.standing(there), *self.standing(after)]
            elif isinstance(there, list):
                yield self.standing(there)
        if self.shown:
            quoted = [key for record in records for key in self._quote(record, papers[record])]
            for key in shown if only is None else self.shown.keys() & {*shown, *quoted}:
                sharing, quoting = self.shown[key], self.quoted.get(key)
                if (quoting is not None or isinstance(sharing, list)) and (showing := self.standing(sharing)):
                    yield showing + self.standing(quoting)

    def standing(self, there: int | list[int] | None) -> list[int]:
        """The records of what is under a key that are still there."""
        records = [] if there is None else there if isinstance(there, list) else [there]
        return [record for record in records if record not in self.gone] if self.gone else records

    def _quote(self, record: int, paper: Paper) -> list[int]:
        """Files an abstract under the sentences in it that begin like a shown one, and gives their keys."""
        openings = paper.abstract and self._known_openings(paper.abstract)
        if not openings:
            return []
        keys = opening_keys(openings, quick_names(paper.authors[:1]))
        put(self.quoted, keys, record)
        return keys

    def _known_openings(self, abstract: str) -> list[bytes]:
        """What follows on any mark of an abstract, if a sentence that is shown begins so."""
        found = []
        parts = clauses(abstract)
        text, begun = b"".join(parts), self.begun
        start = 0
        for size in map(len, parts):
            if size and text[start : start + SHORT_OPENING] in begun:
                found.append(text[start : start + OPENING])
            start += size
        return found


def within(bucket: list[int], papers: Sequence[Paper]) -> Iterable[tuple[int, int]]:
    """The pairs of a bucket: all, or where it is crowded those that are near each other."""
    return combinations(bucket, 2) if len(bucket) <= CROWD else within_crowd(bucket, papers)


def within_crowd(bucket: list[int], papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Of a crowded bucket the pairs that share a rare word, and those that are near each other when sorted."""
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
