"""`paperlist check --bib`: what is wrong in `.bib` files, for hooks that run before a commit."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import typer

from paperlist.cli.inputs import report_unreadable
from paperlist.cli.summary import READ_ERROR, USAGE_ERROR

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.paper import Paper


def check_libraries(files: Iterable[str], report: "Report") -> NoReturn:
    """Report entries that cannot be read, keys that two entries have, and duplicates, each file by itself.

    Exits with 0 where nothing is wrong, 1 where something is, 2 where a file cannot be read.
    """
    from paperlist.diagnostics import Code, Diagnostic, Severity
    from paperlist.merging import merge
    from paperlist.pipeline import read

    for file in files:
        papers: list[Paper] = []
        with report_unreadable(file, report):
            for event in read(file, only="bibtex"):
                if isinstance(event, Diagnostic):
                    report.add(event)
                else:
                    papers.append(event)
        for diagnostic in merge(papers, unite=False).diagnostics:
            report.add(diagnostic)
    report.close()
    if report.counts[Code.UNREADABLE]:
        raise typer.Exit(USAGE_ERROR)
    is_wrong = report.worst() in (Severity.WARNING, Severity.ERROR) or report.counts[Code.ALIKE]
    raise typer.Exit(READ_ERROR if is_wrong else 0)
