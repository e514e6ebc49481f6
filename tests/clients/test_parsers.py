"""Programs that read .bib files and say what they do not like: none may say anything about ours."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.clients.clients import HERE, NODE_MODULES, need, output, run, samples, write
from tests.exporter_samples import usual_papers

DIALECTS = [("bib", False), ("bib", True), ("biblatex", False), ("biblatex", True)]
ids = ["bib", "bib-ascii", "biblatex", "biblatex-ascii"]
SAMPLES = samples()


@pytest.fixture(params=DIALECTS, ids=ids)
def bib(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file with all samples, in each dialect, in UTF-8 and with LaTeX's accents."""
    name, ascii_only = request.param
    return write(tmp_path / "out.bib", str(name), SAMPLES, ascii=ascii_only)


@pytest.mark.parametrize(("name", "ascii_only"), DIALECTS, ids=ids)
def test_biber(name: str, ascii_only: bool, tmp_path: Path) -> None:
    need("biber")
    # Ten thousand authors of one paper take it minutes.
    bib = write(tmp_path / "out.bib", name, SAMPLES, ascii=ascii_only, max_authors=500)
    printed = run("biber", "--tool", "--validate-datamodel", "--dieondatamodel", "-O", "tool.bib", bib, cwd=tmp_path)
    assert not re.findall(r"(?:WARN|ERROR).*", printed)
    assert (tmp_path / "tool.bib").read_text(encoding="utf-8").count("\n@") >= len(SAMPLES) - 1


def test_pybtex(bib: Path, tmp_path: Path) -> None:
    pytest.importorskip("pybtex", reason="pybtex is missing: tests/clients/install installs it")
    code = "import sys; from pybtex.database.convert.__main__ import main; main()"
    arguments = ["--strict", "--from", "bibtex", "--to", "yaml", str(bib), "out.yaml"]
    assert output(sys.executable, "-c", code, *arguments, cwd=tmp_path) == ""


@pytest.mark.parametrize(("name", "ascii_only"), DIALECTS, ids=ids)
def test_bibclean(name: str, ascii_only: bool, tmp_path: Path) -> None:
    need("bibclean")
    # It refuses what is longer than 5,000 characters: the author lists of large experiments.
    papers = [paper for paper in SAMPLES if len(" and ".join(paper.authors)) < 4000]
    bib = write(tmp_path / "out.bib", name, papers, ascii=ascii_only)
    printed = run("bibclean", "-max-width", "0", bib, cwd=tmp_path)
    cleaned = "".join(line for line in printed.splitlines(keepends=True) if not line.startswith("%%"))
    # What BibTeX could not hold before 1990, about 1,000 characters, is no fault.
    told = set(printed.splitlines()) - set(cleaned.splitlines())
    assert not [line for line in told if "String length exceeds standard BibTeX limit" not in line]
    assert len(re.findall(r"^@\w+\{", cleaned, re.MULTILINE)) == len(papers)


def test_bibutils(bib: Path, tmp_path: Path) -> None:
    need("bib2xml")
    assert run("bib2xml", bib, cwd=tmp_path).endswith(f"bib2xml: Processed {len(SAMPLES)} references.\n")


def test_bibtex_tidy(bib: Path, tmp_path: Path) -> None:
    need("node", NODE_MODULES / "bibtex-tidy" / "bin" / "bibtex-tidy")
    tidy = NODE_MODULES / "bibtex-tidy" / "bin" / "bibtex-tidy"
    tidied = output("node", tidy, "--quiet", "--duplicates=key", cwd=tmp_path, stdin=bib)
    assert len(re.findall(r"^@\w+\{", tidied, re.MULTILINE)) == len(SAMPLES)


@pytest.mark.parametrize("name", ["bib", "biblatex", "csl", "ris"])
def test_citation_js(name: str, tmp_path: Path) -> None:
    need("node", NODE_MODULES / "citation-js" / "bin" / "cmd.js")
    papers = list(usual_papers()) if name == "ris" else SAMPLES
    path = write(tmp_path / f"out.{'json' if name == 'csl' else 'ris' if name == 'ris' else 'bib'}", name, papers)
    items = json.loads(
        output(
            "node", NODE_MODULES / "citation-js" / "bin" / "cmd.js", "-i", path, "-s", "csl", "-f", "json", cwd=tmp_path
        )
    )
    assert len(items) == len(papers)


def test_the_scripts_are_there() -> None:
    assert {"install", "package.json", "better_bibtex.cjs"} <= {path.name for path in HERE.iterdir()}
