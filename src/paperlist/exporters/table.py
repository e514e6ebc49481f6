"""A table to look at: one line a paper, a tab between columns, no header, for `fzf`, `cut` and `column`.

    number   the papers counted from 1
    year     of the date that a reference bears, or what an entry says in its place
    author   family name of the first, and how many others: `Hubinger +38`
    title    formulas in Unicode; without one the excerpt's first words in brackets
    where    conference or journal, else `arXiv:2401.05566`, else the DOI
    marks    withdrawn, untitled, merged, completed, with blanks between them
    key      citation key

Nothing in it acts on a terminal. On one the command shows the same as a table of its width.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from paperlist.escaping import visible
from paperlist.exporters import _order, _reference, _shown
from paperlist.exporters.hayagriva import plain
from paperlist.tex.encode import clean

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "a table to look at, one line for each paper"
EXTENSIONS: tuple[str, ...] = ()


class Row(NamedTuple):
    """What the table shows of one paper, in the order of its columns."""

    number: str
    year: str
    author: str
    title: str
    where: str
    marks: str
    key: str


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield a line a paper."""
    return ("\t".join(row) + "\n" for row in rows_of(papers, options))


def rows_of(papers: "Iterable[Paper]", options: "Options") -> Iterator[Row]:
    """Yield what is shown of each paper: each cell in one line, with nothing in it that acts on a terminal."""
    for number, paper in enumerate(papers, start=1):
        cells = [
            _order.year(paper, options),
            author(paper),
            plain(_reference.headline(paper)),
            where(paper),
            " ".join(_shown.marks(paper)),
            paper.key,
        ]
        yield Row(f"{number}", *[visible(clean(cell)) for cell in cells])


def author(paper: "Paper") -> str:
    """Return the first author's family name and the number of the others."""
    first = _order.first_author(paper)
    others = len(paper.authors) - 1 + paper.authors_omitted
    return f"{first} +{others:,}" if first and others else first


def where(paper: "Paper") -> str:
    """Return where a paper appeared, else an identifier ("")."""
    arxiv_id, doi, _ = _reference.identifiers(paper)
    return clean(_reference.container(paper)[0] or "") or (f"arXiv:{arxiv_id}" if arxiv_id else doi)
