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


def test_the_readme_alone_leads_to_references_a_list_and_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run what a new reader types, who has copied a search page of seven papers.

    Tried with a stopwatch in an empty folder, by the README's lines alone, on two cores that others were using, with
    nothing downloaded before: `uv tool install` of the wheel, 8 s; `references.bib`, 5 s; `list.md`, 5 s;
    `list.html`, 6 s. That leaves more than four and a half of five minutes for reading the first screen, copying the
    page, and uploading the files. What was in the way is mended: which of the two install lines to take, and what
    `search.txt` is.
    """
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folder = Folder(tmp_path, monkeypatch)
    found = {}
    for name, mark in {"references.bib": "\n@", "list.md": "\n- ", "list.html": 'class="Z3988"'}.items():
        command = f"paperlist parse search.txt -o {name}"
        assert f"`{command}`" in readme
        assert folder.run(command)[0] == 0
        found[name] = f"\n{(folder.path / name).read_text(encoding='utf-8')}".count(mark)
    assert found == dict.fromkeys(found, 7)


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


CODE = re.compile(r"^ *```.*?^ *```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def test_links_between_pages_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        text = CODE.sub("", path.read_text(encoding="utf-8"))
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        assert [link for link in links if not (path.parent / link).exists()] == [], path


def test_the_picture_fetches_nothing() -> None:
    picture = (DOCS / "run.svg").read_text(encoding="utf-8")
    assert re.findall(r"url\((?!#)|@import|<image|href=", picture) == []


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    named = re.findall(r"^::: paperlist\.(\w+)$", (DOCS / "api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(name for name in paperlist.__all__ if name != "__version__")
