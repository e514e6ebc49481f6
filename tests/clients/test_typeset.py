r"""LaTeX: whatever is written is typeset without an error, and the PDF shows every title.

Letters that the font lacks are declared to print as `?`, as a document in another script would declare its own.
"""

import random
import re
import shutil
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from paperlist.exporters._reference import headline
from paperlist.paper import Paper
from paperlist.tex.decode import one_line
from paperlist.tex.encode import escape
from tests.clients.clients import canonical, need, run, samples, write
from tests.exporter_samples import SCRAPS

DOCUMENT = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern,amsmath,amssymb,hyperref}
%s
\pagestyle{empty}\raggedright\sloppy\hbadness=10000\hfuzz=1000pt
\begin{document}
\nocite{*}
%s
\end{document}
"""


@cache
def font_letters() -> frozenset[str]:
    """The characters that LaTeX sets with the fonts of its kernel."""
    letters = set()
    for encoding in ("t1", "ts1", "ot1", "oms"):
        path = shutil.which("kpsewhich") and run("kpsewhich", f"{encoding}enc.dfu", cwd=Path.cwd()).strip()
        text = Path(str(path)).read_text(encoding="latin-1")
        letters |= {chr(int(code, 16)) for code in re.findall(r"DeclareUnicodeCharacter\{([0-9A-F]{4})\}", text)}
    return frozenset(letters)


def foreign(text: str) -> set[str]:
    return {char for char in text if not char.isascii() and char not in font_letters()}


def typeset(tmp_path: Path, name: str, papers: list[Paper], **options: object) -> None:
    """Write the papers, run LaTeX with BibTeX or biber, and look for each title in the PDF's text."""
    bib = write(tmp_path / "out.bib", name, papers, **options)
    lacking = foreign(bib.read_text(encoding="utf-8"))
    declared = "".join(f"\\DeclareUnicodeCharacter{{{ord(char):04X}}}{{?}}\n" for char in sorted(lacking))
    if name == "bib":
        document = DOCUMENT % (declared, "\\bibliographystyle{plainurl}\n\\bibliography{out}")
    else:
        biblatex = "\\usepackage[backend=biber]{biblatex}\n\\addbibresource{out.bib}\n"
        document = DOCUMENT % (declared + biblatex, "\\printbibliography")
    (tmp_path / "main.tex").write_text(document, encoding="utf-8")

    run("pdflatex", "-interaction=batchmode", "main", cwd=tmp_path)
    told = run("bibtex" if name == "bib" else "biber", "main", cwd=tmp_path)
    assert not re.findall(r".*(?:WARN|ERROR|Warning--|error message).*", told)
    run("pdflatex", "-interaction=batchmode", "main", cwd=tmp_path)
    log = (tmp_path / "main.log").read_text(encoding="utf-8", errors="replace")
    assert not re.findall(r"^!.*\n(?:.*\n){3}", log, re.MULTILINE)
    assert not re.findall(r"^LaTeX Font Warning.*", log, re.MULTILINE)
    assert_shows(as_printed(run("pdftotext", "main.pdf", "-", cwd=tmp_path)), papers, lacking)


AS_TEX_PRINTS = str.maketrans({"ˆ": "^", "˜": "~", "∼": "~", "-": "", "­": "", "√": ""})
# (A root sign stands on a line of its own in a PDF's text, anywhere before its formula.)
FORMULA = re.compile(r"(?<!\\)\$(?:\\.|[^$\\])*\$")


def as_printed(text: str) -> str:
    """A text without what typesetting changes: case, hyphens, ligatures, white space."""
    return canonical(unicodedata.normalize("NFKC", text), case=False).translate(AS_TEX_PRINTS).replace("…", "...")


def assert_shows(text: str, papers: list[Paper], lacking: set[str]) -> None:
    """Each title is in the PDF's text, its formulas left aside."""
    missing = []
    for paper in papers:
        tex = re.sub(r"\\(?:emph|text(?:it|bf|sc|tt|superscript|subscript))(?=\{)", "", escape(headline(paper)))
        tex = tex.replace("{$\\lbrace$}", "\ue001").replace("{$\\rbrace$}", "\ue002")
        parts = [one_line(part) for part in FORMULA.split(tex)]
        shown = ["".join("?" if char in lacking else char for char in part) for part in parts]
        wanted = [as_printed(part.replace("\ue001", "{").replace("\ue002", "}")) for part in shown]
        if not re.search(".{0,200}?".join(map(re.escape, wanted)), text):
            missing.append((headline(paper), wanted))
    assert missing == []


@pytest.mark.parametrize("ascii_only", [False, True], ids=["utf-8", "ascii"])
@pytest.mark.parametrize(("name", "program"), [("bib", "bibtex"), ("biblatex", "biber")])
def test_all_samples(name: str, program: str, ascii_only: bool, tmp_path: Path) -> None:
    for each in ("pdflatex", program, "pdftotext"):
        need(each)
    papers = samples()
    # BibTeX holds 200,000 characters of a reference: not the thousands of authors of large experiments.
    typeset(tmp_path, name, papers, ascii=ascii_only, max_authors=500)


def made_up(count: int) -> list[Paper]:
    """Papers whose every field is made of what has ever broken a bibliography, put together by chance."""
    chance = random.Random(15)
    # A root sign stands on a line of its own in a PDF's text, and so tears the title apart.
    scraps = [scrap for scrap in SCRAPS if scrap.strip() and "sqrt" not in scrap]

    def text(most: int) -> str:
        return " ".join(chance.choices(scraps, k=chance.randint(1, most)))

    return [
        Paper(
            key=f"p{number}",
            title=f"No. {number} {text(4)}",
            authors=tuple(text(2) for _ in range(chance.randint(1, 3))),
            authors_omitted=chance.randint(0, 1),
            abstract=text(12),
            comments=text(3),
            date=f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}",
            arxiv_id=text(1) if chance.random() < 0.3 else None,
            doi=text(1) if chance.random() < 0.3 else None,
            venue=text(2),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("name", "program"), [("bib", "bibtex"), ("biblatex", "biber")])
def test_a_thousand_made_up_papers(name: str, program: str, tmp_path: Path) -> None:
    for each in ("pdflatex", program, "pdftotext"):
        need(each)
    papers = made_up(1000)
    typeset(tmp_path, name, papers)
