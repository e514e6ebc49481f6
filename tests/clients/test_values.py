r"""Programs that read what is written and give it back: every value must come back as it is in the record."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperlist import names
from paperlist.paper import Paper
from paperlist.tex.encode import clean
from tests.clients.clients import HERE, NODE_MODULES, canonical, need, output, run, samples, write
from tests.exporter_samples import NASTY, any_text, usual_papers

SAMPLES = samples()
BATCHES = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def meant(text: str) -> str:
    """A text as its reader sees it: TeX that authors left in it read as TeX."""
    text = clean(text)
    for scrap, value in NASTY.items():
        if text == clean(scrap):
            return value
    return re.sub(r"\{\\it ([^{}]*)\}", r"\1", text)


def people(authors: Iterable[str]) -> list[str]:
    """Authors as display names, compared without regard to where a suffix stands."""
    return ["".join(sorted(canonical(clean(name)).replace(",", ""))) for name in authors if clean(name)]


# ---- pandoc ----------------------------------------------------------------------------------------------------------


def pandoc(path: Path, source: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(output("pandoc", "-f", source, "-t", "csljson", path, cwd=path.parent))
    return items


def csl_people(item: dict[str, Any]) -> list[str]:
    """The display names of a CSL item, without the person "others" that pandoc makes."""
    parts = ("literal", "given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return people(" ".join(name[part] for part in parts if part in name) for name in item.get("author", ()))


def without_others(found: list[str], paper: Paper) -> list[str]:
    others = people(["others"])
    return found[:-1] if paper.authors_omitted and found[-1:] == others else found


def test_pandoc_knows_all_values(tmp_path: Path) -> None:
    need("pandoc")
    for name, source in (("bib", "bibtex"), ("biblatex", "biblatex")):
        items = pandoc(write(tmp_path / f"{name}.bib", name, SAMPLES, protect="all"), source)
        assert [item["id"] for item in items] == [paper.key for paper in SAMPLES]
        for item, paper in zip(items, SAMPLES, strict=True):
            if paper.title:
                assert canonical(item["title"]) == canonical(meant(paper.title)), paper.title
            # It loses a brace alone, which at a name's head cannot be written as a formula.
            if not any(clean(name)[:1] in ("{", "}") for name in paper.authors):
                assert without_others(csl_people(item), paper) == people(map(meant, paper.authors)), paper.authors
            assert canonical(item.get("abstract", "")) == canonical(meant(paper.abstract or ""))
            assert canonical(item.get("note", "")).startswith(canonical(meant(paper.comments or "")))
            year = item["issued"]["date-parts"][0][0]
            assert year == int((paper.date or "")[:4]) or str(year) in f"{paper.venue} {paper.journal_ref}"


def test_pandoc_keeps_capitals_that_are_protected(tmp_path: Path) -> None:
    need("pandoc")
    items = pandoc(write(tmp_path / "out.bib", "bib", list(usual_papers())), "bibtex")
    titles = [re.sub(r"</?span[^>]*>", "", item["title"]) for item in items]
    assert titles[:2] == [
        "Sleeper agents: Training deceptive LLMs that persist through safety training",
        "Constitutional AI: Harmlessness from AI feedback",
    ]
    assert titles[3] == "Question answering with GPT-4 on X-ray images"
    for item, paper in zip(items, usual_papers(), strict=True):
        assert canonical(item["title"], case=False) == canonical(meant(paper.title or item["title"]), case=False)


PLAIN = any_text.filter(lambda text: not re.search(r"[\\$<]", text) and bool(clean(text)))


@BATCHES
@given(texts=st.lists(PLAIN, min_size=30, max_size=60))
def test_any_text_comes_back_from_pandoc(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    need("pandoc")
    papers = [
        Paper(key=f"p{number}", title=text, abstract=text, comments=text, date="2020", authors=("Ann Lee",))
        for number, text in enumerate(texts)
    ]
    items = pandoc(write(tmp_path_factory.mktemp("pandoc") / "out.bib", "bib", papers, protect="all"), "bibtex")
    for item, text in zip(items, texts, strict=True):
        for field in ("title", "abstract", "note"):
            assert canonical(item[field]) == canonical(clean(text)), field


def test_citation_styles_render_every_title(tmp_path: Path) -> None:
    need("pandoc")
    path = write(tmp_path / "out.json", "csl", SAMPLES)
    (tmp_path / "all.md").write_text('---\nnocite: "@*"\n---\n', encoding="utf-8")
    printed = output("pandoc", "--citeproc", f"--bibliography={path}", "-t", "plain", "all.md", cwd=tmp_path)
    text = canonical(printed, case=False)
    for paper in SAMPLES:
        if paper.title and not re.search(r"[\\$<`'\"*_^~]", paper.title):
            assert canonical(clean(paper.title), case=False) in text, paper.title


# ---- Better BibTeX ---------------------------------------------------------------------------------------------------


def better_bibtex(path: Path, case: str = "as-is") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(output("node", HERE / "better_bibtex.cjs", path, case, cwd=path.parent))
    return read


# Formulas are made Unicode: x²; what stands around them is compared.
FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$]+\$")
TEX_MACROS = {
    macro
    for paper in SAMPLES
    for text in (paper.title, paper.abstract, paper.excerpt, paper.comments, paper.journal_ref)
    for macro in re.findall(r"\\[A-Za-z]+", text or "")
}


def around_formulas(text: str) -> list[str]:
    return [canonical(part) for part in FORMULA.split(text) if canonical(part)]


def test_better_bibtex_knows_all_values(tmp_path: Path) -> None:
    need("node", NODE_MODULES / "better-bibtex.cjs")
    for name in ("bib", "biblatex"):
        read = better_bibtex(write(tmp_path / f"{name}.bib", name, SAMPLES))
        # It does not know all the TeX that arXiv's authors write in formulas, and that LaTeX sets.
        assert {error["error"].removeprefix("unhandled macro ") for error in read["errors"]} <= TEX_MACROS
        assert [entry["key"] for entry in read["entries"]] == [paper.key for paper in SAMPLES]
        for entry, paper in zip(read["entries"], SAMPLES, strict=True):
            fields = entry["fields"]
            for field, value in (("title", paper.title), ("abstract", paper.abstract), ("note", paper.comments)):
                position = 0
                found = canonical(fields.get(field, ""))
                for part in around_formulas(meant(value or "")):
                    position = found.find(part, position)
                    assert position >= 0, (field, value, fields.get(field))
            parts = ("name", "firstName", "prefix", "lastName", "suffix")
            found_people = people(
                " ".join(name[part] for part in parts if part in name) for name in fields.get("author", ())
            )
            assert without_others(found_people, paper) == people(map(meant, paper.authors)), paper.authors


def test_better_bibtex_keeps_capitals_that_are_protected(tmp_path: Path) -> None:
    need("node", NODE_MODULES / "better-bibtex.cjs")
    read = better_bibtex(write(tmp_path / "out.bib", "bib", list(usual_papers())), "sentence")
    assert [entry["fields"]["title"] for entry in read["entries"]][:2] == [
        "Sleeper agents: Training deceptive LLMs that persist through safety training",
        "Constitutional AI: Harmlessness from AI feedback",
    ]


@BATCHES
@given(texts=st.lists(PLAIN, min_size=30, max_size=60))
def test_any_text_comes_back_from_better_bibtex(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    need("node", NODE_MODULES / "better-bibtex.cjs")
    papers = [
        Paper(key=f"p{number}", title=text, abstract=text, comments=text, date="2020", authors=("Ann Lee",))
        for number, text in enumerate(texts)
    ]
    read = better_bibtex(write(tmp_path_factory.mktemp("bbt") / "out.bib", "bib", papers))
    assert read["errors"] == []
    for entry, text in zip(read["entries"], texts, strict=True):
        for field in ("title", "abstract", "note"):
            assert canonical(entry["fields"][field]) == canonical(clean(text)), field


# ---- RIS -------------------------------------------------------------------------------------------------------------


def test_rispy(tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is missing: tests/clients/install installs it")
    path = write(tmp_path / "out.ris", "ris", SAMPLES)
    with path.open(encoding="utf-8") as file:
        read = rispy.load(file)
    assert len(read) == len(SAMPLES)
    for item, paper in zip(read, SAMPLES, strict=True):
        if paper.title:
            assert item["title"] == clean(paper.title)
        authors = item.get("authors", [])
        assert (authors[-1:] == ["others"]) == bool(paper.authors_omitted)
        assert len(authors) - bool(paper.authors_omitted) == len([name for name in paper.authors if clean(name)])
        doi = clean(paper.doi or "")  # what has not the form of a DOI is no DOI but a note
        is_doi = re.match(r"10\.\d+(\.\d+)*/", doi)
        assert item.get("doi", "") == (doi if is_doi else "")
        assert is_doi or not doi or f"DOI: {doi}" in "".join(item.get("notes", []))
        assert item.get("abstract", "") == clean(paper.abstract or "")
        assert item.get("keywords", []) == [clean(word) for word in paper.categories + paper.tasks]


def test_bibutils_reads_ris(tmp_path: Path) -> None:
    need("ris2xml")
    path = write(tmp_path / "out.ris", "ris", SAMPLES)
    assert run("ris2xml", path, cwd=tmp_path).endswith(f"ris2xml: Processed {len(SAMPLES)} references.\n")


# ---- CSL-JSON --------------------------------------------------------------------------------------------------------

# The rules of CSL 1.0.2's schema that concern what is written here.
CSL_TYPES = {"article", "article-journal", "paper-conference", "report", "document"}
CSL_STRINGS = {
    *("id", "title", "container-title", "publisher", "number", "DOI", "URL", "keyword", "status", "abstract", "note"),
}
CSL_NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_csl_items_are_valid(tmp_path: Path) -> None:
    items = json.loads(write(tmp_path / "out.json", "csl", SAMPLES).read_text(encoding="utf-8"))
    assert len(items) == len(SAMPLES)
    for item in items:
        assert item["type"] in CSL_TYPES
        for name, value in item.items():
            if name == "author":
                assert all(set(person) <= CSL_NAME_PARTS and all(person.values()) for person in value)
            elif name == "custom":
                assert all(isinstance(part, str) for pair in value.items() for part in pair)
            elif name in ("issued", "submitted"):
                assert set(value) == {"date-parts"}
                assert all(isinstance(part, int) for part in value["date-parts"][0])
                assert len(value["date-parts"]) == 1 <= len(value["date-parts"][0]) <= 3
            else:
                assert name == "type" or name in CSL_STRINGS
                assert isinstance(value, str)


def test_a_preprint_is_one_for_zotero(tmp_path: Path) -> None:
    items = json.loads(write(tmp_path / "out.json", "csl", [usual_papers()[0]]).read_text(encoding="utf-8"))
    assert {name: items[0][name] for name in ("type", "number", "publisher")} == {
        "type": "article",
        "number": "arXiv:2401.05566",
        "publisher": "arXiv",
    }
    assert items[0]["issued"] == {"date-parts": [[2024, 1, 10]]}
    assert items[0]["custom"]["Authors not listed"] == "36"
    assert len(items[0]["author"]) == len(usual_papers()[0].authors) + 1
    assert items[0]["author"][-1] == {"literal": "others"}
    assert names.split(usual_papers()[0].authors[0]).family == items[0]["author"][0]["family"]
