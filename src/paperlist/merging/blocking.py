"""Blocking: which records are worth comparing. Those that share a key, never all pairs.

    key                          finds                                              kept in
    title's letters              one work under one title                           `values`
    arXiv id, DOI                one work under any title                           `values`
    volume or last page, first   one work whose titles were written differently     `values`
    page, year
    title's first or last        the same, where the day is not known               `values`
    letters, first author
    author, day                  retitled works, cards without title (±1 day)       `days`
    sentence's first letters     cards whose date or authors are of no help         `sentences`

The records of one key are a block. A block grows with the input where a key is usual (a day with many papers of one
name, a stock sentence, `Preface`). A block of more than `CROWD` records is therefore not compared all with all: its
records are split again by finer keys, and what is still crowded is sorted by content, each compared with its nearest
neighbours only. The cost stays linear, and the result free of the input's order.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar

from paperlist.merging.features import day_range
from paperlist.merging.folding import clause_keys, comparison_key, is_nobody, name_key, title_key, words
from paperlist.merging.place_in_print import place_keys
from paperlist.paper import Paper

CROWD = 24
"""Records of a block that are compared all with all."""
NEIGHBOURS = 6
"""Records after it in sorted order that a record of a crowded block is compared with."""
RARE_WORDS = 3
"""Finer keys a record has in a crowded block: its words that fewest others of the block have."""
OPENING = 40
"""Letters of a sentence that make a key alone."""
SHORT_OPENING = 20
"""Letters of a sentence that make a key together with the first author."""

DayKey = tuple[str, int]
"""An author and a day, as `day_range` counts them."""
Key = TypeVar("Key", bound=Hashable)


class Blocks(Generic[Key]):
    """The records that have each key, in the order in which they were added. Most keys have one record only."""

    def __init__(self) -> None:
        self.first: dict[Key, int] = {}
        self.shared: dict[Key, list[int]] = {}
        """The keys of several records."""

    def add(self, keys: Iterable[Key], record: int) -> None:
        """Add a record under each of the keys."""
        for key in keys:
            first = self.first.setdefault(key, record)
            if first != record:
                block = self.shared.setdefault(key, [first])
                if block[-1] != record:
                    block.append(record)

    def get(self, key: Key) -> list[int]:
        """Return the records that have a key."""
        return self.shared.get(key) or [self.first[key]] if key in self.first else []


class BlockingKeys(NamedTuple):
    """The keys that a record has."""

    values: list[Hashable]
    days: list[DayKey]
    sentences: list[Hashable]


def name_keys(authors: Sequence[str]) -> list[str]:
    """Return the family name and initial of each author as one text."""
    return ["".join(name_key(display)) for display in authors if not is_nobody(display)]


def value_keys(paper: Paper) -> list[Hashable]:
    """Return the keys of records that are compared because one value is equal."""
    keys: list[Hashable] = [title_key(paper.title)] if paper.title else []
    if paper.arxiv_id:
        keys.append(("arxiv", paper.arxiv_id))
    if paper.doi:
        keys += [("doi", doi.lower()) for doi in (paper.doi, *paper.other_dois)]
    return keys


def title_keys(paper: Paper, names: Sequence[str]) -> list[Hashable]:
    """Return the keys of records of which no day is known: both ends of the title, each with the first author."""
    if not paper.title or not names or len(paper.submitted or paper.date or "") == 10:
        return []
    title = title_key(paper.title)
    return [("begins", title[:SHORT_OPENING], names[0]), ("ends", title[-SHORT_OPENING:], names[0])]


def day_keys(paper: Paper, names: Sequence[str]) -> list[DayKey]:
    """Return the keys of author and day. `names` are the name keys of all authors.

    The first author, and the first and the last in the alphabet: lists are reordered, and names are added to them.
    """
    date = paper.submitted or paper.date
    if not date or len(date) != 10 or not names:
        return []
    day, _ = day_range(date)
    return [(name, day) for name in {names[0], min(names), max(names)}]


def sentence_keys(openings: Iterable[bytes], names: Sequence[str]) -> list[Hashable]:
    """Return the keys of what sentences begin with: many letters alone, fewer together with the first of the names."""
    keys: list[Hashable] = []
    for opening in openings:
        if len(opening) == OPENING:
            keys.append(opening)
        if names and len(opening) >= SHORT_OPENING:
            keys.append((opening[:SHORT_OPENING], names[0]))
    return keys


class Index:
    """The keys of all records that were added, and the pairs that share one."""

    def __init__(self) -> None:
        self.values = Blocks[Hashable]()
        self.days = Blocks[DayKey]()
        self.sentences = Blocks[Hashable]()
        """The records without abstract, by the sentence that is shown of it."""
        self.quoting = Blocks[Hashable]()
        """The records with abstract, by the sentences in it that begin like a shown one."""
        self.sentence_prefixes: set[bytes] = set()
        """What any shown sentence begins with: most sentences of the abstracts begin with none of it."""
        self.merged_away: set[int] = set()
        """The records that became others."""

    def add(self, record: int, paper: Paper) -> BlockingKeys:
        """Add a record, and return its keys."""
        names = name_keys(paper.authors)
        sentences: list[Hashable] = []
        if paper.abstract is None and paper.excerpt:
            opening = comparison_key(paper.excerpt[: 2 * OPENING])[:OPENING]
            self.sentence_prefixes.add(opening[:SHORT_OPENING])
            sentences = sentence_keys([opening], names)
        values = [*value_keys(paper), *place_keys(paper), *title_keys(paper, names)]
        keys = BlockingKeys(values, day_keys(paper, names), sentences)
        self.values.add(keys.values, record)
        self.days.add(keys.days, record)
        self.sentences.add(keys.sentences, record)
        return keys

    def pairs(
        self, papers: Sequence[Paper], skip: Callable[[int, int], bool], only: Mapping[int, BlockingKeys] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Yield the pairs that share a key and are not to `skip`, each once; with `only`, those with one of these."""
        seen: set[tuple[int, int]] = set()
        for block in self.blocks(papers, only):
            for one, two in pairs_of_block(block, papers):
                pair = (one, two) if one < two else (two, one)
                if pair in seen or one == two or (only is not None and one not in only and two not in only):
                    continue
                if not skip(one, two):
                    seen.add(pair)
                    yield pair

    def near(self, papers: Sequence[Paper], record: int) -> set[int] | None:
        """Return the records with an author of `record` on its day or the next to it; None where they are many."""
        found: set[int] = set()
        for name, day in day_keys(papers[record], name_keys(papers[record].authors)):
            blocks = [self.days.get((name, near)) for near in (day - 1, day, day + 1)]
            if sum(map(len, blocks)) > 4 * CROWD:
                return None
            there = [other for block in blocks for other in self.live(block)]
            if len(there) > CROWD:
                return None
            found.update(there)
        return found - {record}

    def blocks(self, papers: Sequence[Paper], only: Mapping[int, BlockingKeys] | None) -> Iterator[list[int]]:
        """Yield the blocks, or those that have a record of `only`; a day's with that of the next day."""
        if only is None:
            values: Iterable[Hashable] = self.values.shared
            days: Iterable[DayKey] = self.days.first
            sentences: Iterable[Hashable] = self.sentences.first
            records: Iterable[int] = range(len(papers))
        else:
            values = {key for keys in only.values() for key in keys.values}
            days = {(name, day - before) for keys in only.values() for name, day in keys.days for before in (0, 1)}
            sentences = {key for keys in only.values() for key in keys.sentences}
            records = only
        for key in values:
            yield self.live(self.values.get(key))
        for name, day in days:
            yield self.live(self.days.get((name, day))) + self.live(self.days.get((name, day + 1)))
        if self.sentence_prefixes:
            quoted = [key for record in records for key in self.add_quotes(record, papers[record])]
            for key in dict.fromkeys((*sentences, *quoted)):
                if shown := self.live(self.sentences.get(key)):
                    yield shown + self.live(self.quoting.get(key))

    def live(self, records: list[int]) -> list[int]:
        """Return the records that did not become others."""
        return [record for record in records if record not in self.merged_away]

    def add_quotes(self, record: int, paper: Paper) -> list[Hashable]:
        """Add an abstract under the sentences in it that begin like a shown one, and return their keys."""
        openings = self.known_openings(paper.abstract) if paper.abstract else []
        keys = sentence_keys(openings, name_keys(paper.authors[:1])) if openings else []
        self.quoting.add(keys, record)
        return keys

    def known_openings(self, abstract: str) -> list[bytes]:
        """Return what follows on any mark of an abstract, where a sentence that is shown begins so."""
        clauses = clause_keys(abstract)
        text = b"".join(clauses)
        found = []
        start = 0
        for clause in clauses:
            if clause and text[start : start + SHORT_OPENING] in self.sentence_prefixes:
                found.append(text[start : start + OPENING])
            start += len(clause)
        return found


def pairs_of_block(block: list[int], papers: Sequence[Paper]) -> Iterable[tuple[int, int]]:
    """Return the pairs of a block: all, or where it is crowded those that are near each other."""
    return combinations(block, 2) if len(block) <= CROWD else pairs_of_crowd(block, papers)


def pairs_of_crowd(block: list[int], papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a crowded block that share a rare word, and those that are near each other when sorted."""
    members = sorted(set(block))
    words_of = {record: rare_word_candidates(papers[record]) for record in members}
    count: dict[str, int] = {}
    for found in words_of.values():
        for word in found:
            count[word] = count.get(word, 0) + 1
    finer: dict[str, list[int]] = {}
    for record, found in words_of.items():
        for word in sorted(found, key=lambda word: (count[word], word))[:RARE_WORDS]:
            finer.setdefault(word, []).append(record)
    for part in finer.values():
        yield from combinations(part, 2) if len(part) <= CROWD else neighbours(part, papers)
    yield from neighbours(members, papers)


def rare_word_candidates(paper: Paper) -> set[str]:
    """Return the words that a crowded block may be split by: title, names and what there is of the abstract's start."""
    text = f"{paper.title or ''} {' '.join(paper.authors[:3])} {(paper.abstract or paper.excerpt or '')[:200]}"
    return {word for word in words(text) if len(word) > 2}


def neighbours(block: Sequence[int], papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Yield each record with the few that follow it when all are sorted by what they say."""
    ordered = sorted(
        block,
        key=lambda record: (
            comparison_key(papers[record].title or papers[record].excerpt or ""),
            papers[record].authors,
            papers[record].date or "",
            comparison_key((papers[record].abstract or papers[record].excerpt or "")[:400]),
        ),
    )
    for position, record in enumerate(ordered):
        for other in ordered[position + 1 : position + 1 + NEIGHBOURS]:
            yield record, other
