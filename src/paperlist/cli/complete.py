"""`paperlist complete`: papers with what they lack, from local indices or, where that is asked for, from arXiv."""

from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import exporters
from paperlist.cli import options as given
from paperlist.cli.inputs import Completing, ReadSettings, completing, find_inputs, load_decisions, read_papers
from paperlist.cli.output import log, opened_output
from paperlist.cli.parse import choose_format
from paperlist.cli.summary import Tally, finish
from paperlist.keeping import Kept, writer

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.paper import Paper


def complete(
    files: given.Files = None,
    from_: given.From = None,
    encoding: given.Encoding = None,
    max_size: given.MaxSize = "4G",
    files_from: given.FilesFrom = None,
    output: given.Output = None,
    to: given.To = None,
    force: given.Force = False,
    key: given.KeyPattern = "{family}{year}{word}",
    decisions: given.DecisionsFile = None,
    explain: Annotated[
        bool, given.duplicates_option("--explain", help="Report what was filled in, and where from.")
    ] = False,
    index: given.Indices = None,
    online: Annotated[
        bool, given.index_option("--online", help="Ask arXiv about papers that have an arXiv id.")
    ] = False,
    fields: given.Complete = given.CompleteFields.ALL,
    strict: given.Strict = False,
    verbose: given.Verbose = False,
    quiet: given.Quiet = 0,
) -> None:
    """Fill in what papers lack, from an index or from arXiv; nothing is merged."""
    from paperlist.diagnostics import Report
    from paperlist.keys import Keys

    if not online and not index:
        raise typer.BadParameter("name an index with --index, or ask arXiv with --online")
    given.check_format(from_, given.readable_formats)
    exporter = exporters.load(choose_format(to, output))
    kept = Kept(output, force=force)
    write_papers = writer(exporter, output, force=force)
    report = Report(log, quiet=quiet, verbose=verbose, explain=explain)
    inputs = find_inputs(files, files_from, report, output)
    decided = load_decisions(decisions, report) if decisions else None
    tally = Tally()
    with completing(index, fields.value, report, decided) as local:
        papers = list(local(read_papers(inputs, ReadSettings(from_, encoding, max_size), report, tally)))
    if online:
        papers = complete_online(papers, fields, report)
    with opened_output(output) as (write, _):
        counted = tally.counted(map(Keys(key).give, papers), report)
        for piece in write_papers(kept.written(counted), exporters.Options()):
            write(piece)
        kept.check()
    finish(report, tally, strict=strict, quiet=quiet, wrote=True)


def complete_online(papers: "list[Paper]", fields: given.CompleteFields, report: "Report") -> "list[Paper]":
    """Return the papers with what arXiv says of their identifiers; where it does not answer, that is reported."""
    from paperlist.diagnostics import Code, Diagnostic, Place
    from paperlist.index.complete import Completer
    from paperlist.index.online import Arxiv

    arxiv = Arxiv()
    try:
        arxiv.fetch(paper.arxiv_id for paper in papers if paper.arxiv_id)
    except OSError as error:
        report.add(Diagnostic(Code.UNREADABLE, Place(arxiv.address), f"no answer: {error}"))
    return list(Completing(Completer([arxiv], fields.value), report)(papers))
