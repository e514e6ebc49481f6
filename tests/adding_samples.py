"""A library that somebody has cared for, papers that are added to it, and what was done."""

from typing import Any

from paperlist.adding import Addition
from paperlist.diagnostics import Code
from paperlist.paper import Paper, PaperType, Source
from paperlist.readers.bibtex import read


def paper(title: str | None, line: int = 1, **values: Any) -> Paper:
    source = Source(file="dump.txt", format="arxiv-search", first_line=line, last_line=line + 3)
    return Paper(**{"title": title, "sources": (source,)} | values)


SLEEPER = paper(
    "Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training",
    type=PaperType.PREPRINT,
    authors=("Evan Hubinger", "Carson Denison"),
    date="2024-01-10",
    submitted="2024-01-10",
    abstract="Humans are capable of strategically deceptive behavior.",
    arxiv_id="2401.05566",
    categories=("cs.CR",),
)
ADAM = paper(
    "Adam: A Method for Stochastic Optimization",
    10,
    type=PaperType.PREPRINT,
    authors=("Diederik P. Kingma", "Jimmy Ba"),
    date="2014-12-22",
    arxiv_id="1412.6980",
    doi="10.1000/adam",
)
UNTITLED = paper(None, 20, authors=("Ana Ruiz",), date="2020-05-06", excerpt="We show the effectiveness of our method.")

LIBRARY = r"""% My library. Do not touch!
@string{acm = "ACM Press"}
@preamble{"\newcommand{\noop}[1]{}"}

@Article{Hubinger:24,
    author    = {Evan Hubinger and Carson Denison},
    title     = {Sleeper {Agents}: Training Deceptive {LLMs} that Persist Through Safety Training},
    year      = 2024,
    eprint    = {2401.05566},
    my-stars  = {*****},
}

@comment{jabref-meta: grouping;}
@misc{broken title = {No comma}}
@book{knuth , title="The {\TeX}book" , publisher = acm}
   % done
"""


def rows(addition: Addition) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.action.value, row.key, row.fields) for row in addition.rows]


def told(addition: Addition) -> list[tuple[Code, str, int]]:
    return [(each.code, *each.place[:2]) for each in addition.diagnostics]


def entries(text: str) -> list[Paper]:
    return [each for each in read([text], "lib.bib") if isinstance(each, Paper)]
