"""What merging alone takes, of usual entries and of such as crowd under one key: the tables of docs/merging.md.

    python -m benchmarks.merging        # 10,000 to 1,000,000 usual entries, then 2,000 and 20,000 that crowd

Half of the entries are of an arXiv search page, half are cards without titles of the same papers. Times are those of
the processor. It takes some minutes, most of them to read.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from benchmarks.dumps import arxiv_entry, card, papers
from paperlist.merging import merge
from paperlist.paper import Paper
from paperlist.pipeline import read_text

SIZES = (10_000, 100_000, 1_000_000)
CROWDS = (2_000, 20_000)
SENTENCE = "Experiments show the effectiveness of our method."
DAY = "2015-05-05"


def entries(count: int) -> list[Paper]:
    """Read so many entries."""
    listed = papers(count // 2)
    texts = (map(arxiv_entry, listed), (card(paper, number) for number, paper in enumerate(listed)))
    events = chain.from_iterable(read_text(text, name) for text, name in zip(texts, ("a.txt", "p.txt"), strict=True))
    return [event for event in events if isinstance(event, Paper)]


def of_one_author(paper: Paper) -> Paper:
    """Return the paper with another first author, the same for all."""
    return paper.replace(authors=("Wei Zhang", *paper.authors[1:]))


def of_one_day(paper: Paper) -> Paper:
    """Return the paper with another day, the same for all."""
    return paper.replace(date=DAY, submitted=DAY if paper.submitted else None)


def of_one_title(paper: Paper) -> Paper:
    """Return the paper with another title, the same for all, if it has one."""
    return paper.replace(title="Preface") if paper.title else paper


def of_one_sentence(paper: Paper) -> Paper:
    """Return the paper with a sentence, the same for all, which is all that is shown of an abstract."""
    return paper.replace(abstract=f"{paper.abstract} {SENTENCE}") if paper.abstract else paper.replace(excerpt=SENTENCE)


Change = Callable[[Paper], Paper]
ALIKE: dict[str, tuple[Change, ...]] = {
    "nothing in common": (),
    "one first author (days as they are)": (of_one_author,),
    "one first author and one day": (of_one_author, of_one_day),
    "the title `Preface`": (of_one_title,),
    f"the sentence `{SENTENCE}`": (of_one_sentence,),
    "all of these": (of_one_author, of_one_day, of_one_title, of_one_sentence),
}


def changed(listed: Iterable[Paper], changes: Iterable[Change]) -> Iterator[Paper]:
    """Make all changes to all papers."""
    for paper in listed:
        for change in changes:
            paper = change(paper)
        yield paper


def measure(count: int, changes: Iterable[Change]) -> None:
    """Print microseconds an entry."""
    listed = list(changed(entries(count), changes))
    began = time.process_time()
    merge(listed, explain=False)
    print(f"{1e6 * (time.process_time() - began) / len(listed):.0f}")


def alone(count: int, crowd: str) -> str:
    """Measure in a process of its own, which has nothing in memory but its entries."""
    command = [sys.executable, "-m", "benchmarks.merging", str(count), crowd]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def main() -> None:
    """Print both tables."""
    usual = next(iter(ALIKE))
    print("| entries | µs an entry |\n| --- | --- |")
    for count in SIZES:
        print(f"| {count:,} | {alone(count, usual)} |", flush=True)
    print("\n| all entries have |", " | ".join(f"{count:,}: µs an entry" for count in CROWDS), "|\n| --- | --- | --- |")
    for crowd in ALIKE:
        print(f"| {crowd} |", " | ".join(alone(count, crowd) for count in CROWDS), "|", flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(int(sys.argv[1]), ALIKE[sys.argv[2]])
    else:
        main()
