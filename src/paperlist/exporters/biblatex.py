"""biblatex: what `_bibtex` says, in the fields that biblatex and biber know.

preprint    @online with eprint, eprinttype = {arxiv}, eprintclass
date        date = {2024-01-10}, in the precision known
journal     journaltitle
remarks     annotation
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from paperlist.exporters import _bibtex, parted

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "biblatex"
EXTENSIONS = ("biblatex",)
BETWEEN = "\n"

DIALECT: Final = _bibtex.Dialect(
    preprint="online",
    journal="journaltitle",
    annotation="annotation",
    archive="eprinttype",
    archive_name="arxiv",
    archive_class="eprintclass",
    sort_by=None,
    when=lambda date: {"date": f"{{{date}}}"},
)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one entry a paper, with a blank line between them."""
    return parted(map(writer(options), papers), BETWEEN)


def writer(options: "Options") -> "Callable[[Paper], str]":
    """Give what writes the entry of one paper; see `PartedExporter`."""
    return lambda paper: _bibtex.write(paper, options, DIALECT)
