"""The net: every output of every fixture, by its checksum, so that a change of the house changes no output unseen.

`tests/net.tsv` holds a line for each input and output. Where an output is to change,
`pytest --accept tests/test_net.py` writes the table anew;
the commit that has the new table says which outputs changed and why.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.dumps import write_both

from paperlist import dumps, load, pipeline
from paperlist.pipeline import Watch
from paperlist.reading import Event
from tests.adding_samples import LIBRARY
from tests.command import ARXIV, FIXTURES, invoke

NET = Path(__file__).parent / "net.tsv"
INPUTS = {".txt", ".md", ".html", ".xml"}
OUTPUTS = ("bib", "biblatex", "csl", "csv", "json", "jsonl", "ris", "tsv")
SIZE = 2000
"""So many entries the made dump has."""

DUMP = "dump-of-2000"
ADDED = (
    Path("mixed/seeds/arxiv-search.txt"),
    Path("mixed/seeds/pwc-author.txt"),
    Path("arxiv-search/suffixes.txt"),
    Path("arxiv-search/twice.txt"),
)
"""What is added to each library."""


def find_inputs() -> list[str]:
    files = [path.relative_to(FIXTURES) for path in FIXTURES.rglob("*") if path.suffix in INPUTS]
    return [*sorted(path.as_posix() for path in files if len(path.parts) == 2), "mixed/seeds", DUMP]


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each file once for all its outputs, as the same is read for each, but not where spans are asked for."""
    read = pipeline.read
    known: dict[str, tuple[list[str], list[Event]]] = {}

    def read_or_recall(source: str, *, watch: Watch, **settings: Any) -> Iterator[Event]:
        if watch.span:
            yield from read(source, watch=watch, **settings)
            return
        if source not in known:
            libraries: list[str] = []
            events = list(read(source, watch=Watch(library=libraries.append), **settings))
            known[source] = libraries, events
        libraries, events = known[source]
        for library in libraries:
            assert watch.library
            watch.library(library)
        yield from events

    monkeypatch.setattr(pipeline, "read", read_or_recall)


def digest(output: bytes) -> str:
    return hashlib.sha256(output).hexdigest()[:16]


def outcomes(files: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what each way of reading `files` puts out, as (name, checksum)."""
    for name, merge in (("merged", True), ("not-merged", False)):
        papers = load(*map(Path, files), merge=merge)
        for to in OUTPUTS:
            yield f"{to} {name}", digest(dumps(papers, to).encode())
    done = invoke("parse", *files, "--explain", "--verbose", "--to", "jsonl")
    yield f"explained {done.returncode}", digest(done.stderr)
    done = invoke("parse", *files, "--no-merge", "--to", "jsonl")
    yield f"messages {done.returncode}", digest(done.stderr)
    done = invoke("check", *files, "--json")
    yield f"check {done.returncode}", digest(done.stdout)


def expected() -> dict[str, str]:
    lines = NET.read_text(encoding="utf-8").splitlines() if NET.exists() else []
    return dict(line.rsplit("\t", 1) for line in lines)


def compare(source: str, found: dict[str, str], *, accept: bool) -> None:
    """Hold what was found of one input against the table, or write it there."""
    known = expected()
    found = {f"{source}\t{name}": checksum for name, checksum in found.items()}
    if accept:
        kept = {key: value for key, value in known.items() if not key.startswith(f"{source}\t")}
        rows = sorted({**kept, **found}.items())
        NET.write_text("".join(f"{key}\t{value}\n" for key, value in rows), encoding="utf-8")
        return
    assert found == {key: value for key, value in known.items() if key.startswith(f"{source}\t")}


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("source", find_inputs())
def test_outputs_are_as_they_were(
    source: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if source == DUMP:
        monkeypatch.chdir(tmp_path)
        write_both(SIZE, Path("arxiv.txt"), Path("cards.txt"))
        files = ["arxiv.txt", "cards.txt"]
    else:
        monkeypatch.chdir(FIXTURES)
        path = Path(source)
        files = sorted(each.as_posix() for each in path.iterdir()) if path.is_dir() else [source]
    compare(source, dict(outcomes(files)), accept=request.config.getoption("--accept"))


def libraries() -> Iterator[tuple[str, bytes]]:
    """Yield libraries that papers are added to, with a name each."""
    yield "by-hand", LIBRARY.encode()
    yield "line-ends", LIBRARY.replace("\n", "\r\n").encode()
    for to in ("bib", "biblatex"):
        yield f"ours-{to}", invoke("parse", ARXIV, "--to", to, "--quiet").stdout


@pytest.mark.parametrize("more", [(), ("--update",)], ids=["add", "update"])
def test_libraries_become_as_they_became(
    more: tuple[str, ...], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    found = {}
    for source in ADDED:
        Path(source.name).write_bytes((FIXTURES / source).read_bytes())
        for name, text in libraries():
            Path("library.bib").write_bytes(text)
            done = invoke("add", "library.bib", source.name, "--quiet", *more)
            found[f"{name} {source.name} {done.returncode}"] = digest(Path("library.bib").read_bytes())
    compare("update" if more else "add", found, accept=request.config.getoption("--accept"))


def test_no_row_is_of_an_input_that_is_gone() -> None:
    assert {key.split("\t")[0] for key in expected()} == {*find_inputs(), "add", "update"}
