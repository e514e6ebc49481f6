"""The bounds of the house that no linter holds: how long a file and a function may be, and who imports whom."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
SOURCES = sorted((ROOT / "src" / "paperlist").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_450_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_is_longer_than_60_lines(path: Path) -> None:
    functions = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef) and node.body
    ]
    assert not [one.name for one in functions if (one.end_lineno or 0) - one.lineno >= 60]


@pytest.mark.parametrize(
    ("room", "strangers"),
    [
        ("listings", ("merging", "exporters", "adding", "cli", "pipeline", "index")),
        ("exporters", ("listings", "reading", "cli", "pipeline", "adding")),
        ("merging", ("listings", "reading", "cli", "pipeline", "exporters", "adding")),
        ("cleanup", ("listings", "reading", "readers", "merging", "exporters", "cli", "pipeline")),
        ("tex", ("listings", "reading", "readers", "merging", "exporters", "cli", "pipeline", "source")),
    ],
)
def test_imports_point_one_way(room: str, strangers: tuple[str, ...]) -> None:
    imported = set()
    for path in (ROOT / "src" / "paperlist" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("paperlist."):
                imported.add((node.module or "").split(".")[1])
    assert imported.isdisjoint(strangers)


def test_the_house_is_drawn_as_it_is() -> None:
    drawing = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```")[1]
    drawn = re.findall(r"(?<!/)\b[a-z_]+(?:\.py|/)", drawing.split("src/paperlist/")[1])
    rooms = {f"{path.name}/" for path in (ROOT / "src" / "paperlist").iterdir() if any(path.glob("*.py"))}
    files = {path.name for path in (ROOT / "src" / "paperlist").glob("[a-z]*.py")}
    assert {*drawn} == rooms | files


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    named = re.findall(r"`([\w./-]+(?:/|\.(?:py|md|json|css|js|jinja)))`", (ROOT / page).read_text("utf-8"))
    rooms = [ROOT, *(ROOT / "src").rglob("*/"), ROOT / "docs"]
    assert [name for name in named if not any((room / name).exists() for room in rooms)] == []
