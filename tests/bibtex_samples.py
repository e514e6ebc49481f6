"""A library, and what is read of it."""

from collections.abc import Iterable
from typing import Any

from paperlist.diagnostics import Code, Diagnostic
from paperlist.paper import Paper, Source
from paperlist.readers.bibtex import read

LIBRARY = r"""% Encoding: UTF-8
@string{icml = "International Conference on Machine Learning"}
@string(acm = {ACM Press})

@Article{knuth:1984,
  author    = {Donald E. Knuth and {\'E}mile Zola and van den Berg, Jan and Smith, Jr, John and {ATLAS Collaboration}},
  title     = {{L}iterate {P}rogramming with {$O(n \log n)$} Poincar{\'e} maps},
  journal   = "The Computer Journal",
  year      = 1984,
  month     = may,
  volume    = {27},
  doi       = {https://doi.org/10.1093/comjnl/27.2.97},
}

@comment{jabref-meta: databaseType:bibtex;}

@inproceedings{vinyals2016, author = "Oriol Vinyals and others", title = "Matching Networks",
  booktitle = "Proc.\ of the 33rd " # icml, year = {2016}, abstract = {One
  two.

  Three \& four.}}

@misc{hubinger2024sleeper,
  title         = {Sleeper Agents},
  author        = {Hubinger, Evan and Denison, Carson and others},
  year          = {2024},
  month         = jan,
  eprint        = {2401.05566v3},
  archivePrefix = {arXiv},
  primaryClass  = {cs.CR},
  note          = {arXiv:2401.05566 [cs.CR]}
}

@online{lukosiute,
  title       = {Measuring Progress},
  author      = {Lukošiūtė, Kamilė},
  date        = {2022-11-04},
  eprint      = {hep-th/9901001},
  eprinttype  = {arxiv},
  eprintclass = {hep-th}
}
"""


# What only libraries say; see the tests of what is kept.
FIELDS = list(Paper.model_fields)
PUBLISHED = FIELDS[FIELDS.index("entry_type") : FIELDS.index("sources")]


def papers(found: Iterable[Paper | Diagnostic]) -> list[Paper]:
    return [each for each in found if isinstance(each, Paper)]


def told(found: Iterable[Paper | Diagnostic]) -> list[tuple[Code, int, int, str]]:
    return [(d.code, *d.place[1:], d.message) for d in found if isinstance(d, Diagnostic)]


def one(text: str) -> Paper:
    [paper] = papers(read([text], "f"))
    return paper


def told_of(paper: Paper) -> dict[str, Any]:
    return paper.model_dump(exclude_defaults=True, exclude={"key", "type", "sources", *PUBLISHED})


def values(text: str) -> dict[str, Any]:
    """What was read, without what every entry has."""
    return told_of(one(text))


def source(first: int, last: int) -> tuple[Source]:
    return (Source(file="lib.bib", format="bibtex", first_line=first, last_line=last),)
