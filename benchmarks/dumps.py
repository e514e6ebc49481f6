"""Dumps of any size in both listings' shapes, built from real metadata.

    python benchmarks/dumps.py COUNT ARXIV CARDS    writes COUNT entries, half to each of two files

Beyond the real papers, a new one is woven from all real ones: each word of its title and abstract is one that stands at
that place in some real paper, given and family names are drawn apart (by chance that is the same in every run). So
words, names and days stay as frequent as they are, and no two papers share what real papers would not.
"""

import json
import lzma
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data" / "papers.jsonl.xz"

Paper = dict[str, Any]

AUTHORS_SHOWN = 25
PREVIEW = 400
"""arXiv shows so many authors, and about so many characters of an abstract before `▽ More`."""


def papers(count: int) -> list[Paper]:
    """Return `count` papers, the real ones first; always the same."""
    with lzma.open(DATA, "rt", encoding="utf-8") as file:
        real = [json.loads(line) for line in file]
    return list(islice(woven(real), count))


def woven(real: list[Paper]) -> Iterator[Paper]:
    """Yield the real papers, then papers woven of all of them, without end."""
    yield from real
    titles = [paper["title"].split() for paper in real]
    abstracts = [paper["abstract"].split() for paper in real]
    given = [name.rpartition(" ")[0] for paper in real for name in paper["authors"]]
    families = [name.rpartition(" ")[2] for paper in real for name in paper["authors"]]
    chance = Random(1991)
    while True:
        for i, paper in enumerate(real):
            day = date.fromisoformat(paper["submitted"]) + timedelta(days=chance.randrange(-30, 30))
            yield {
                "title": weave(titles, i, chance),
                "authors": [f"{chance.choice(given)} {chance.choice(families)}".strip() for _ in paper["authors"]],
                "abstract": weave(abstracts, i, chance),
                "submitted": day.isoformat(),
                "updated": None,
            }


def weave(texts: list[list[str]], model: int, chance: Random) -> str:
    """Make a text as long as the one that is the model, each word from the same place of some text.

    A sentence begins with a capital, as nearly all real ones do.
    """
    length = len(texts[model])
    words: list[str] = []
    for i, other in enumerate(chance.choices(texts, k=length)):
        word = other[i] if i < len(other) else other[0]
        words.append(word if words and words[-1][-1] not in ".?!" else word[0].upper() + word[1:])
    return " ".join(words)


def long_date(iso: str) -> str:
    """Return `2 May, 2022`."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B, %Y}"


def arxiv_entry(paper: Paper) -> str:
    """Return a paper as an arXiv search page lists it, in the text of the seed's extractor."""
    names, abstract = paper["authors"], paper["abstract"]
    shown = ",\n".join(names[:AUTHORS_SHOWN])
    if len(names) > AUTHORS_SHOWN:
        shown += f"\n, et al. ({len(names) - AUTHORS_SHOWN} additional authors not shown)"
    preview = f"{abstract[:PREVIEW]}…\n▽ More" if len(abstract) > PREVIEW else abstract
    submitted = long_date(paper["submitted"])
    dates = f"{long_date(paper['updated'])}; v1 submitted {submitted}" if paper["updated"] else submitted
    announced = date.fromisoformat(paper["submitted"])
    return (
        f"-\n{paper['title']}\nAuthors:\n{shown}\nAbstract:\n{preview}\n{abstract}\n△ Less\n"
        f"Submitted {dates};\noriginally announced {announced:%B %Y}.\n"
    )


def card(paper: Paper, number: int) -> str:
    """Return a paper as a card of a Papers with Code author page, as the seed has it: without the title."""
    code = ("no code implementations", "1 code implementation", f"{number % 40 + 2} code implementations")[number % 3]
    day = date.fromisoformat(paper["submitted"])
    sentences = [sentence for sentence in paper["abstract"].split(". ") if len(sentence) > 60] or [paper["abstract"]]
    sentence = sentences[number % len(sentences)].strip().rstrip(".") + "."
    return f"{code} • {day.day} {day:%b %Y} • {', '.join(paper['authors'])}\n{' '.join(sentence.split())}\n"


def write_both(count: int, arxiv: Path, cards: Path) -> None:
    """Write two dumps of `count` entries together; every card's paper is listed on the arXiv page too."""
    with arxiv.open("w", encoding="utf-8") as file, cards.open("w", encoding="utf-8") as other:
        for number, paper in enumerate(papers(count - count // 2)):
            file.write(arxiv_entry(paper))
            if number < count // 2:
                other.write(card(paper, number))


if __name__ == "__main__":
    write_both(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
