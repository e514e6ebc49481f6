"""BibTeX: what `_bibtex` says, in the fields that BibTeX's own styles and arXiv know.

preprint    @misc with eprint, archivePrefix = {arXiv}, primaryClass
date        year = {2024}, month = jan (a macro, never in braces); the day has no field
journal     journal
remarks     annote
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from paperlist.exporters import _bibtex, join

if TYPE_CHECKING:
    from paperlist.exporters import Options
    from paperlist.paper import Paper

DESCRIPTION = "BibTeX"
EXTENSIONS = ("bib", "bibtex")
SEPARATOR = "\n"

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _when(date: str) -> dict[str, str]:
    """Give the fields for `2024`, `2024-01` or `2024-01-10`."""
    fields = {"year": f"{{{date[:4]}}}"}
    if len(date) > 4:
        fields["month"] = MONTHS[int(date[5:7]) - 1]
    return fields


DIALECT: Final = _bibtex.Dialect(
    preprint="misc",
    journal="journal",
    school="school",
    annotation="annote",
    archive="archivePrefix",
    archive_name="arXiv",
    archive_class="primaryClass",
    sort_by="key",
    when=_when,
)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one entry a paper, with a blank line between them."""
    return join((_bibtex.format_entry(paper, options, DIALECT) for paper in papers), SEPARATOR)
