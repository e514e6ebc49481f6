"""Reading and merging over many files with Spark: the same road, the same blocking keys, the same verdict.

    pip install pyspark                                     # and a Java of version 17
    python benchmarks/spark.py FILE… [--out papers.jsonl]

Each partition reads its files (`mapPartitions`). Blocking is a join: each paper is sent to the partition of each of its
keys, and the papers of one key are compared pair by pair with the rules of `merging`. What is surely the same work is
joined by a union of the pairs' groups, and each group is united by `paperlist.merge`, which has the last word. A key of
more than `CROWD` papers is left out: on one machine its papers are compared by finer keys.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import paperlist
from paperlist.index.postings import near_day_hashes, record_hashes
from paperlist.merging.blocking import CROWD
from paperlist.merging.comparison import Comparison
from paperlist.merging.features import Features
from paperlist.merging.rules import Answer, judge
from paperlist.paper import Paper

Numbered = tuple[int, str]
"""A paper's number in the input, and its record as JSON."""


def read_files(files: Iterable[str]) -> Iterator[str]:
    """Yield the records of the files of one partition, as JSON."""
    for file in files:
        for event in paperlist.read(file):
            if isinstance(event, Paper):
                yield event.model_dump_json()


def keyed(record: Numbered) -> Iterator[tuple[int, Numbered]]:
    """Yield a paper under each of the keys that it has or is looked for by."""
    paper = Paper.model_validate_json(record[1])
    for key in {*record_hashes(paper), *near_day_hashes(paper)}:
        yield key, record


def same_works(block: tuple[int, Iterable[Numbered]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one block that are surely one work, by their numbers."""
    records = sorted(set(block[1]))
    if not 1 < len(records) <= CROWD:
        return
    features = [(number, Features(Paper.model_validate_json(text))) for number, text in records]
    for (one, first), (two, second) in combinations(features, 2):
        if judge(Comparison(first, second)).answer is Answer.SAME:
            yield one, two


def groups_of(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each number in the pairs the smallest number that it is joined to."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while (above := parent.setdefault(number, number)) != number:
            parent[number] = number = parent[above]
        return number

    for one, two in sorted(pairs):
        first, second = sorted((root(one), root(two)))
        parent[second] = first
    return {number: root(number) for number in parent}


def unite(records: Iterable[Numbered]) -> Iterator[Numbered]:
    """Yield the papers of one group, united, under the number of the first of them."""
    ordered = sorted(records)
    merged = paperlist.merge([Paper.model_validate_json(text) for _, text in ordered])
    for paper, members in zip(merged.papers, merged.groups, strict=True):
        yield ordered[members[0]][0], paper.model_dump_json()


def main() -> None:
    """Read the files, merge, and write the records in their order."""
    from pyspark import SparkContext

    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("files", nargs="+")
    options.add_argument("--out", default="papers.jsonl")
    options.add_argument("--master", default="local[2]", help="Spark's address")
    given = options.parse_args()

    context: Any = SparkContext(given.master, "paperlist")
    context.setLogLevel("ERROR")
    files = context.parallelize(given.files, len(given.files))
    records = files.mapPartitions(read_files).zipWithIndex().map(lambda pair: (pair[1], pair[0])).cache()
    pairs = records.flatMap(keyed).groupByKey().flatMap(same_works).distinct().collect()
    groups = context.broadcast(groups_of(pairs))
    united = records.groupBy(lambda record: groups.value.get(record[0], record[0])).values().flatMap(unite)
    papers = [text for _, text in united.sortByKey().collect()]
    Path(given.out).write_text("".join(f"{paper}\n" for paper in papers), encoding="utf-8")
    print(f"{records.count()} entries, {len(papers)} papers")


if __name__ == "__main__":
    main()
