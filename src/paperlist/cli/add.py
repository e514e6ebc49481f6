"""`paperlist add`: new papers into a `.bib` file that exists."""

import errno
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from paperlist.cli import options as given
from paperlist.cli.inputs import ReadSettings, completing, find_inputs, load_decisions, read_papers
from paperlist.cli.output import log, print_table, show_diff
from paperlist.cli.summary import Tally, finish

if TYPE_CHECKING:
    from paperlist.adding import Row


def add(
    *,
    library: Annotated[
        Path,
        typer.Argument(metavar="LIBRARY", help="The .bib file that gets the papers.", rich_help_panel=given.INPUT),
    ],
    input_: given.Input,
    update: Annotated[
        bool, given.output_option("--update", help="Fill in missing fields of papers that are there.")
    ] = False,
    dry_run: Annotated[
        bool, given.output_option("--dry-run", help="Show what would change as a diff; write nothing.")
    ] = False,
    backup: Annotated[bool, given.output_option("--backup", help="Keep the old file as LIBRARY.bak.")] = False,
    to: Annotated[
        Literal["bib", "biblatex"] | None,
        given.output_option("--to", "-t", help="Dialect of new references.", show_default="the library's own"),
    ] = None,
    key: given.KeyPattern = given.KEY,
    decisions: given.DecisionsFile = None,
    index: given.Index,
    messages: given.Messages,
) -> None:
    """Add papers to an existing .bib file; nothing else in it changes."""
    from paperlist import files as whole_files
    from paperlist.adding import Settings
    from paperlist.adding import add as add_papers
    from paperlist.adding.bibfile import decode, encode, reject_reason
    from paperlist.adding.diff import diff

    report = messages.report()
    tally = Tally()
    data, fingerprint = whole_files.read(library)
    text, library_encoding = decode(data)
    if fault := reject_reason(text, library_encoding):
        raise OSError(errno.EINVAL, fault, str(library))
    inputs = find_inputs(input_, report, library)
    decided = load_decisions(decisions, report)
    with completing(index, report, decided) as completed:
        papers = list(completed(read_papers(inputs, ReadSettings(input_), report, tally)))
    settings = Settings(update=update, key=key, dialect=to, encoding=library_encoding, decisions=decided)
    addition = add_papers(text, str(library), papers, settings)
    for diagnostic in addition.diagnostics:
        report.add(diagnostic)
    for _ in tally.counted(addition.added, report):
        pass  # what is reported is all that is wanted
    if dry_run:
        # `patch` wants the file's own bytes, a terminal text.
        shown = "utf-8" if sys.stdout.isatty() else library_encoding
        show_diff(diff(text.encode(shown), addition.text.encode(shown), library.name))
    elif addition.text != text:
        kept = whole_files.replace(
            library, encode(addition.text, library_encoding), expected=fingerprint, backup=backup
        )
        if kept and not messages.quiet:
            log(f"paperlist: the old file is kept as {kept}")
    if not messages.quiet:
        show_rows(addition.rows)
    finish(report, tally, messages, wrote=False, sums=sums_of(addition.rows))


def show_rows(rows: "Sequence[Row]") -> None:
    """Print what became of each paper, as a table on a terminal."""
    from paperlist.adding import Action

    def fields_of(row: "Row") -> str:
        lacks = "lacks " if row.action is Action.PRESENT else ""
        return f"{lacks}{', '.join(row.fields)}" if row.fields else ""

    if rows and sys.stderr.isatty():
        cells = ((row.action.value, row.key, fields_of(row), row.title) for row in rows)
        print_table(("", "key", "fields", "title"), cells, stderr=True)
    else:
        for row in rows:
            fields = f" ({fields_of(row)})" if row.fields else ""
            log(f"{row.action.value:8} {row.key:24} {row.title}{fields}")


def sums_of(rows: "Sequence[Row]") -> str:
    """Return `1 present, 6 added`."""
    sums = Counter(row.action.value for row in rows)
    return ", ".join(f"{count} {action}" for action, count in sums.items()) or "nothing to add"
