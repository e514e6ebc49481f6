"""What a reader of the bibliography sees, in styles of BibTeX and biblatex: the text of each PDF."""

import re
import unicodedata
from pathlib import Path

import pytest

from paperlist.paper import Paper, PaperType
from tests.clients.clients import need, run, write

DOCUMENT = r"""
\documentclass{article}
\usepackage[paperwidth=100cm,paperheight=50cm,margin=2cm]{geometry}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
%s
\usepackage{hyperref}
\begin{document}
\nocite{*}
%s
\end{document}
"""
STYLES = [
    *(("bib", style) for style in ("plain", "apalike", "IEEEtran", "plainurl")),
    *(("biblatex", style) for style in ("numeric", "apa", "ieee")),
]
PREPRINT = Paper(
    key="lee",
    type=PaperType.PREPRINT,
    title="Vitamin A in LLMs: What We Know",
    authors=("Ann Lee", "Bo Van den Broeck"),
    authors_omitted=7,
    date="2021-03-17",
    submitted="2021-03-17",
    updated="2022-05-06",
    announced="2021-04",
    arxiv_id="1903.01012",
    arxiv_version=4,
    categories=("cs.CL",),
    repository="owner/name",
    stars=12,
    code_implementations=3,
    report_number="TR-77",
)
UNTITLED = Paper(
    key="roe",
    authors=("Cem Roe",),
    date="2020-05-06",
    excerpt="Large language models (LLMs) perform better when they reason.",
)
REMARKS = re.compile(
    r"Updated|Announced|Submitted|Version|Stars|owner/|implementations|not listed|TR-77", re.IGNORECASE
)


def shown(tmp_path: Path, name: str, style: str, papers: list[Paper]) -> str:
    """Return the text of the bibliography in one line."""
    need("pdflatex")
    need("pdftotext")
    need("bibtex" if name == "bib" else "biber")
    write(tmp_path / "out.bib", name, papers)
    if name == "bib":
        document = DOCUMENT % ("", f"\\bibliographystyle{{{style}}}\n\\bibliography{{out}}")
    else:
        load = f"\\usepackage[backend=biber,style={style}]{{biblatex}}\n\\addbibresource{{out.bib}}"
        document = DOCUMENT % (load, "\\printbibliography")
    (tmp_path / "main.tex").write_text(document, encoding="utf-8")
    run("pdflatex", "-interaction=batchmode", "main", cwd=tmp_path)
    told = run("bibtex" if name == "bib" else "biber", "main", cwd=tmp_path)
    assert not re.findall(r".*(?:WARN|ERROR|Warning--|error message).*", told)
    run("pdflatex", "-interaction=batchmode", "main", cwd=tmp_path)
    text = unicodedata.normalize("NFKC", run("pdftotext", "-layout", "main.pdf", "-", cwd=tmp_path))
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "style"), STYLES)
def test_a_reader_sees_the_paper_and_nothing_of_ours(name: str, style: str, tmp_path: Path) -> None:
    text = shown(tmp_path, name, style, [PREPRINT])
    assert re.search(r"Vitamin A in LLMs: What (?:we know|We Know)", text)
    assert re.search(r"(?<![\d/.])2021(?!\d|\.\d)", text)
    assert re.search(r"Van den Broeck", text)
    assert re.search(r"et al|others", text)
    without_links = re.sub(r"https?://\S+", "", text)
    assert re.search(r"arxiv", without_links, re.IGNORECASE)
    assert without_links.count("1903.01012") == 1
    assert not REMARKS.search(text)


@pytest.mark.parametrize(("name", "style"), STYLES)
def test_words_in_the_place_of_a_title_are_as_listed(name: str, style: str, tmp_path: Path) -> None:
    text = shown(tmp_path, name, style, [UNTITLED])
    assert re.search(r"\[Large language models \(LLMs\) perform better( \.){0,3}", text)
    assert "when they" not in text
