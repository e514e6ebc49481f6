"""typst sets what `hayagriva` and `bib` write: title, family names, year and arXiv id are seen."""

from pathlib import Path

import pytest

from paperlist import names
from paperlist.exporters import _reference
from paperlist.exporters.hayagriva import plain
from paperlist.paper import Paper
from tests.clients.clients import canonical, need, need_module, run, samples, write

PAPERS = [paper for paper in samples() if paper.title][:120]
STYLES = ("ieee", "apa", "chicago-author-date")


def typeset(folder: Path, file: str, style: str) -> str:
    """The words of the bibliography as its reader sees them."""
    import typst

    page = "#set page(width: 60cm, height: auto)\n#set text(hyphenate: false)\n"
    (folder / "main.typ").write_text(f'{page}#bibliography("{file}", full: true, style: "{style}")\n', "utf-8")
    (folder / "main.pdf").write_bytes(typst.compile(folder / "main.typ"))
    return run("pdftotext", "-layout", "main.pdf", "-", cwd=folder)


def seen(text: str) -> str:
    return "".join(canonical(text).split()).lower()


@pytest.mark.parametrize("style", STYLES)
def test_typst_shows_what_hayagriva_has(tmp_path: Path, style: str) -> None:
    need_module("typst")
    need("pdftotext")
    write(tmp_path / "papers.yaml", "hayagriva", PAPERS)
    printed = seen(typeset(tmp_path, "papers.yaml", style))
    missing = [paper.key for paper in PAPERS if seen(plain(_reference.headline(paper))) not in printed]
    assert missing == []
    first = [names.split(paper.authors[0]) for paper in PAPERS if paper.authors]
    assert [name for name in first if seen(name.family or name.literal) not in printed] == []


def test_typst_shows_an_arxiv_id_and_that_authors_are_left_out(tmp_path: Path) -> None:
    need_module("typst")
    need("pdftotext")
    known = {"arxiv_id": "2401.05560", "authors": ("Ann Lee", "Bo Chen"), "authors_omitted": 2900}
    paper = Paper.model_validate({"key": "k", "type": "preprint", "title": "On Ids", "date": "2024-01-10", **known})
    write(tmp_path / "papers.yaml", "hayagriva", [paper])
    printed = typeset(tmp_path, "papers.yaml", "ieee")
    assert "2401.05560" in printed
    assert "2024" in printed
    assert "others" in printed or "et al" in printed
