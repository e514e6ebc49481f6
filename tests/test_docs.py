"""What the documentation says is so: its commands run, its tables are the program's."""

import re
from pathlib import Path

import pytest

import paperlist
from paperlist.diagnostics import Code
from tests.pages import Folder, blocks, is_shown, is_there, run_page

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *sorted((DOCS / "how-to").glob("*.md")),
    DOCS / "keys.md",
    DOCS / "config.md",
    DOCS / "index.md",
    DOCS / "api.md",
]
LANGUAGES = {"console", "python", "tex", "bibtex", "text", "toml", "yaml", "markdown", "sh", "html", "csv"}


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_commands_do_what_the_page_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    text = path.read_text(encoding="utf-8")
    assert {block.language for block in blocks(text)} <= LANGUAGES
    now = run_page(text, Folder(tmp_path, monkeypatch), programs={})
    if request.config.getoption("--accept") and now != text:
        path.write_text(now, encoding="utf-8")
    assert now == text


INLINE = re.compile(r"`((?:\w+ [^`|]*\\\| )?paperlist (?:parse|add|check|show|stats|formats|index|complete) [^`]*)`")
PLACEHOLDERS = re.compile(r"\b[A-Z]{2,}\b|--online|…")
"""What a command in a sentence has that is none to be typed as it is."""


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_commands_in_sentences_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [one.replace("\\|", "|") for one in INLINE.findall(path.read_text(encoding="utf-8"))]
    folder = Folder(tmp_path, monkeypatch)
    if any("papers.jsonl" in one for one in commands):
        folder.run("paperlist parse search.txt -o papers.jsonl")
    codes = {one: folder.run(one)[0] for one in commands if not PLACEHOLDERS.search(one)}
    assert codes == dict.fromkeys(codes, 0)


WITH_PROGRAMS = [path for path in PAGES if any(block.needs for block in blocks(path.read_text(encoding="utf-8")))]


@pytest.mark.clients
@pytest.mark.parametrize("path", WITH_PROGRAMS, ids=named)
def test_commands_with_other_programs_work(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    programs = {name: is_there(name) for block in blocks(text) for name in block.needs}
    if not all(programs.values()):
        pytest.skip(f"not installed: {', '.join(name for name, there in programs.items() if not there)}")
    assert run_page(text, Folder(tmp_path, monkeypatch), programs=programs) == text


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\nc\n", "a\n…\n", True),
        ("a\nb\nc\n", "a\n…\nc\n", True),
        ("a\nb\n", "a\n", False),
        ("a\nb\n", "…\na\n", False),
    ],
)
def test_a_line_of_dots_stands_for_any_lines(printed: str, shown: str, same: bool) -> None:
    assert is_shown(printed, shown) is same


def test_every_message_has_a_row() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \|", (DOCS / "messages.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted((code.id, code.severity.value) for code in Code)


def test_every_page_is_named_once_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[1]
    pages = [str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if path.parent.name != "decisions"]
    assert sorted(re.findall(r"[\w/-]+\.md", menu)) == sorted(pages)


def test_links_between_pages_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        assert [link for link in links if not (path.parent / link).exists()] == [], path


def test_the_picture_fetches_nothing() -> None:
    picture = (DOCS / "run.svg").read_text(encoding="utf-8")
    assert re.findall(r"url\((?!#)|@import|<image|href=", picture) == []


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    named = re.findall(r"^::: paperlist\.(\w+)$", (DOCS / "api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(name for name in paperlist.__all__ if name != "__version__")
