"""awesome-lint, which says what is wrong with a Markdown list: nothing is with ours."""

from pathlib import Path

import pytest

from paperlist.exporters import Options, md
from paperlist.paper import Paper
from tests.clients.clients import HERE, NODE_MODULES, need, output, write
from tests.exporter_samples import fixture_papers, nasty_papers, usual_papers

GROUPINGS = ("year", "venue", "category", "task", "none")


def without_copies(papers: list[Paper]) -> list[Paper]:
    """Return papers of which no two have one page: that there are two lines is what awesome-lint would say."""
    found: dict[str, Paper] = {}
    for paper in papers:
        found.setdefault(paper.url or paper.arxiv_id or paper.doi or repr(paper), paper)
    return list(found.values())


@pytest.mark.parametrize("group_by", GROUPINGS)
def test_awesome_lint(group_by: str, tmp_path: Path) -> None:
    need("node", NODE_MODULES / "awesome-lint" / "package.json")
    listed = without_copies([*usual_papers(), *fixture_papers()])
    paths = [write(tmp_path / "papers.md", "md", listed, group_by=group_by)]
    if group_by == "none":
        paths.append(write(tmp_path / "signs.md", "md", without_copies(list(nasty_papers())), group_by=group_by))
    old = (
        b"# My Papers\n\nWhat I read.\n\n## To Read\n\n<!-- paperlist -->\n<!-- /paperlist -->\n\n## Others\n\nText.\n"
    )
    pieces = md.into(old)(listed, Options(group_by=group_by))  # type: ignore[arg-type]
    text = b"".join(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace") for piece in pieces)
    paths.append(tmp_path / "readme.md")
    paths[-1].write_bytes(text)
    assert output("node", HERE / "awesome_lint.mjs", *[path.name for path in paths], cwd=tmp_path) == ""
