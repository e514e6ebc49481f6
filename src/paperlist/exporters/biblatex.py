"""biblatex: what `_bibtex` says, in the fields that biblatex and biber know.

preprint    @online with eprint, eprinttype = {arxiv}, eprintclass
date        date = {2024-01-10}, in the precision known
journal     journaltitle
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from paperlist.exporters import _bibtex, join

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "biblatex"
EXTENSIONS = ("biblatex",)
SEPARATOR = "\n"

DIALECT: Final = _bibtex.Dialect(
    preprint="online",
    names_preprints=False,
    journal="journaltitle",
    school="institution",
    archive="eprinttype",
    archive_name="arxiv",
    archive_class="eprintclass",
    sort_by=None,
    when=lambda date: {"date": f"{{{date}}}"},
)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one entry a paper, with a blank line between them."""
    return join((_bibtex.format_entry(paper, options, DIALECT) for paper in papers), SEPARATOR)
