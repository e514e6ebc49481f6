"""`paperlist complete`: papers with what they lack, from local indices or, where that is asked for, from arXiv."""

from typing import TYPE_CHECKING, Annotated

import typer

from paperlist import exporters
from paperlist.cli import options as given
from paperlist.cli.inputs import Completing, ReadSettings, completing, find_inputs, load_decisions, read_papers
from paperlist.cli.output import opened_output
from paperlist.cli.summary import Tally, finish
from paperlist.keeping import Kept, writer

if TYPE_CHECKING:
    from paperlist.diagnostics import Report
    from paperlist.paper import Paper


def complete(
    *,
    input_: given.Input,
    output: given.Output,
    key: given.KeyPattern = given.KEY,
    decisions: given.DecisionsFile = None,
    explain: Annotated[
        bool, given.duplicates_option("--explain", help="Report what was filled in, and where from.")
    ] = False,
    index: given.Indices = None,
    online: Annotated[
        bool, given.index_option("--online", help="Ask arXiv about papers that have an arXiv id.")
    ] = False,
    fields: given.CompleteFields = "all",
    messages: given.Messages,
) -> None:
    """Fill in what papers lack, from an index or from arXiv; nothing is merged."""
    from paperlist.keys import Keys

    if not online and not index:
        raise typer.BadParameter("name an index with --index, or ask arXiv with --online")
    exporter = exporters.load(output.choose_format())
    kept = Kept(output.output, force=output.force)
    write_papers = writer(exporter, output.output, force=output.force)
    report = messages.report(explain=explain)
    inputs = find_inputs(input_, report, output.output)
    tally = Tally()
    with completing(given.Index(index, fields), report, load_decisions(decisions, report)) as local:
        papers = list(local(read_papers(inputs, ReadSettings(input_), report, tally)))
    if online:
        papers = complete_online(papers, fields, report)
    with opened_output(output.output) as (write, _):
        counted = tally.counted(map(Keys(key).give, papers), report)
        for piece in write_papers(kept.written(counted), exporters.Options()):
            write(piece)
        kept.check()
    finish(report, tally, messages, wrote=True)


def complete_online(papers: "list[Paper]", fields: str, report: "Report") -> "list[Paper]":
    """Return the papers with what arXiv says of their identifiers; where it does not answer, that is reported."""
    from paperlist.diagnostics import Code, Diagnostic, Place
    from paperlist.index.complete import Completer
    from paperlist.index.online import Arxiv

    arxiv = Arxiv()
    try:
        arxiv.fetch(paper.arxiv_id for paper in papers if paper.arxiv_id)
    except OSError as error:
        report.add(Diagnostic(Code.UNREADABLE, Place(arxiv.address), f"no answer: {error}"))
    return list(Completing(Completer([arxiv], fields), report)(papers))
