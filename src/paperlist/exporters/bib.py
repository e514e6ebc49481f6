"""BibTeX: what `_bibtex` says, in the fields that BibTeX's own styles and arXiv know.

preprint    @article with journal = {arXiv preprint arXiv:2401.05566}, url, primaryClass: the one shape of which every
            style shows the id and the year. Without authors or year @misc, with howpublished in the place of journal.
            With `preprints` eprint @misc with eprint, archivePrefix = {arXiv}, primaryClass, url, as arXiv exports it
date        year = {2024}, month = jan (a macro, never in braces), day = {10}
journal     journal
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
    """Return the fields for `2024`, `2024-01` or `2024-01-10`."""
    fields = {"year": f"{{{date[:4]}}}"}
    if len(date) > 4:
        fields["month"] = MONTHS[int(date[5:7]) - 1]
    if len(date) > 7:
        fields["day"] = f"{{{int(date[8:])}}}"
    return fields


DIALECT: Final = _bibtex.Dialect(
    preprint="misc",
    names_preprints=True,
    journal="journal",
    school="school",
    archive="archivePrefix",
    archive_name="arXiv",
    archive_class="primaryClass",
    sort_by="key",
    when=_when,
)


def write(papers: "Iterable[Paper]", options: "Options") -> Iterator[str]:
    """Yield one entry a paper, with a blank line between them."""
    return join((_bibtex.format_entry(paper, options, DIALECT) for paper in papers), SEPARATOR)
