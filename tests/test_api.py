"""The functions for programs: what they take, what they give, and what they refuse."""

import contextlib
import doctest
import gzip
import io
import json
import pydoc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import paperlist
from paperlist import api
from paperlist.exporters import Options, OptionsGiven
from tests.command import ARXIV, LIBRARY, PWC, run

TEXT = ARXIV.read_text(encoding="utf-8")
CARD = "Graphs that grow\n1 code implementation • 3 May 2021 • Ada Byron, Grace Murray\nWe study graphs.\n"
PLAIN: Any = vars(pydoc)["plaintext"]
dumps: Any = paperlist.dumps  # whose types forbid what is tried
KEYS = [paper.key for paper in paperlist.load(ARXIV)]


def test_the_examples_in_the_documentation_of_the_functions_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    done = doctest.testmod(api)
    assert (done.failed, done.attempted >= 10) == (0, True)


def test_help_shows_the_functions() -> None:
    shown = pydoc.render_doc(paperlist, renderer=PLAIN).partition("\nFUNCTIONS\n")[2]
    functions = (
        "complete",
        "dump",
        "dumps",
        "export",
        "formats",
        "iter_papers",
        "json_schema",
        "load",
        "merge",
        "parse",
    )
    for name in functions:
        assert f"\n    {name}(" in shown, name


def test_every_public_name_is_there_and_nothing_is_imported_for_it() -> None:
    for name in paperlist.__all__:
        assert getattr(paperlist, name) is not None
        assert name in dir(paperlist)
    with pytest.raises(AttributeError, match="no attribute 'pars'"):
        paperlist.pars  # noqa: B018 - the name is what is tried
    code = "import sys, paperlist; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "rich", "lxml", "typer", "paperlist.api"} & set(loaded)


@pytest.mark.parametrize(
    "source",
    [
        lambda: str(ARXIV),
        lambda: ARXIV,
        lambda: ARXIV.read_bytes(),
        lambda: gzip.compress(ARXIV.read_bytes()),
        lambda: TEXT,
        lambda: TEXT.replace("\n", "\r\n"),
        lambda: io.BytesIO(ARXIV.read_bytes()),
        lambda: io.StringIO(TEXT),
    ],
    ids=["name", "Path", "bytes", "gzip", "text", "CRLF", "binary file", "text file"],
)
def test_paths_files_bytes_and_texts_are_taken(source: Callable[[], Any]) -> None:
    assert [paper.key for paper in paperlist.load(source())] == KEYS
    assert [paper.key for paper in paperlist.iter_papers(source())] == KEYS


@pytest.mark.parametrize(
    "source", [str(ARXIV), ARXIV, ARXIV.read_bytes(), io.BytesIO(ARXIV.read_bytes()), io.StringIO(TEXT)]
)
def test_a_string_is_a_name_to_what_reads_one_input(source: Any) -> None:
    assert len([event for event in paperlist.read(source) if isinstance(event, paperlist.Paper)]) == len(KEYS)
    with pytest.raises(OSError, match="name"):
        next(paperlist.read(TEXT))


def test_open_files_are_taken_and_give_places_their_names() -> None:
    for mode, encoding in (("rb", None), ("r", "utf-8")):
        with ARXIV.open(mode, encoding=encoding) as file:
            result = paperlist.load(file)
        assert [paper.key for paper in result] == KEYS
        assert result.papers[0].sources[0].place == (str(ARXIV), 1, 36)


@pytest.mark.parametrize("text", [TEXT, TEXT.encode(), gzip.compress(TEXT.encode()), ARXIV, io.BytesIO(TEXT.encode())])
def test_a_text_is_parsed(text: Any) -> None:
    assert [paper.key for paper in paperlist.parse(text)] == KEYS


def test_a_text_of_one_line_is_no_name() -> None:
    result = paperlist.parse(str(ARXIV))
    assert (result.papers, [diagnostic.code for diagnostic in result.diagnostics][-1:]) == (
        [],
        [paperlist.Code.NOTHING_FOUND],
    )


def test_a_result_is_what_the_command_gives() -> None:
    result = paperlist.load(ARXIV, PWC)
    assert (len(result), len(result.entries)) == (9, 13)
    assert paperlist.dumps(result, "jsonl").encode() == run("parse", ARXIV, PWC, "--to", "jsonl").stdout
    apart = paperlist.load(ARXIV, PWC, merge=False)
    assert paperlist.dumps(apart, "jsonl").encode() == run("parse", ARXIV, PWC, "--to", "jsonl", "--no-merge").stdout


def test_what_is_said_of_an_input_is_in_the_result() -> None:
    text = CARD + "\nA line of nobody's.\n" * 2
    [card] = paperlist.parse(CARD).papers
    assert (card.title, card.key) == ("Graphs that grow", "byron2021graphs")
    said = paperlist.parse(CARD.split("\n", 1)[1]).diagnostics
    assert [str(one) for one in said] == [
        "-:1: warning: no title for this paper in the input; it is cited as byron2021study [untitled]"
    ]
    heard: list[paperlist.Diagnostic] = []
    assert len(list(paperlist.iter_papers(text.split("\n", 1)[1], report=heard.append))) == 1
    assert paperlist.Code.UNTITLED in {one.code for one in heard}


def test_a_folder_is_all_pages_in_it() -> None:
    assert [paper.key for paper in paperlist.load(ARXIV.parent)] == [paper.key for paper in paperlist.load(ARXIV, PWC)]


@pytest.mark.parametrize("extension", ["bib", "json", "csv", "xlsx"])
def test_a_file_is_written_whole_in_the_format_of_its_name(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"papers.{extension}"
    paperlist.dump(paperlist.load(ARXIV), path)
    opened = io.BytesIO()
    paperlist.dump(paperlist.load(ARXIV), opened, extension)
    if extension == "xlsx":
        assert path.read_bytes()[:2] == opened.getvalue()[:2] == b"PK"
    else:
        text = paperlist.dumps(paperlist.load(ARXIV), extension)
        assert path.read_bytes() == opened.getvalue() == text.encode()
    with (
        contextlib.suppress(paperlist.UnknownFormat),
        (tmp_path / f"b.{extension}").open("w", encoding="utf-8") as file,
    ):
        paperlist.dump(paperlist.load(ARXIV), file)
        assert extension != "xlsx"


def test_a_library_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text(LIBRARY, encoding="utf-8")
    with pytest.raises(FileExistsError, match="would be lost"):
        paperlist.dump(paperlist.load(ARXIV), path)
    assert path.read_text(encoding="utf-8") == LIBRARY
    paperlist.dump(paperlist.load(ARXIV), path, force=True)
    assert path.read_text(encoding="utf-8") == paperlist.dumps(paperlist.load(ARXIV))


def test_options_of_an_output_are_keyword_arguments() -> None:
    assert get_type_hints(OptionsGiven) == get_type_hints(Options)
    papers = paperlist.load(ARXIV).entries
    text = paperlist.dumps(papers, "BibTeX", max_authors=1, abstract=False, key="x{year}{words}")
    assert "author = {Hubinger, Evan and others}" in text
    assert "abstract" not in text
    assert text.startswith("@article{x2024sleeperagentstraining,\n")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: paperlist.dumps([], "docx"), paperlist.UnknownFormat, "'docx' is written; known are bib"),
        (lambda: paperlist.dumps([], "xlsx"), paperlist.UnknownFormat, "xlsx is not text"),
        (lambda: paperlist.export([], "docx"), paperlist.UnknownFormat, "'docx' is written"),
        (lambda: paperlist.dump([], "a.docx"), paperlist.UnknownFormat, "'.docx' is written"),
        (lambda: paperlist.dump([], io.StringIO(), "xlsx"), paperlist.UnknownFormat, "open the file for bytes"),
        (lambda: paperlist.parse("a", only="bib"), paperlist.UnknownFormat, "'bib' is read; known are arxiv-abs"),
        (lambda: paperlist.parse(b"a", encoding="utf-7e"), paperlist.UnknownEncoding, "unknown encoding: utf-7e"),
        (lambda: paperlist.parse("a", key="[x]"), paperlist.BadKeyPattern, "[x]"),
        (lambda: paperlist.dumps([], key="{name}"), paperlist.BadKeyPattern, "{name}"),
        (lambda: dumps([], max_author=1), paperlist.BadOption, "'max_author'; known are protect"),
        (lambda: dumps([], max_authors=0), paperlist.BadOption, "max_authors is 1 or more, not 0"),
        (lambda: dumps([], date="last"), paperlist.BadOption, "date is one of 'first', 'latest'"),
    ],
)
def test_what_is_asked_for_wrongly_is_an_error_of_our_own(
    call: Callable[[], object], error: type[Exception], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error) as raised:
        call()
    assert message in str(raised.value)
    assert isinstance(raised.value, ValueError)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        paperlist.load(tmp_path / "none.txt")


def test_formats_and_schema() -> None:
    rows = {(one.use, one.name) for one in paperlist.formats()}
    assert {("read", "arxiv-search"), ("read", "bibtex"), ("write", "bib"), ("write", "ris")} <= rows
    assert next(one.extensions for one in paperlist.formats() if one.name == "bib") == (".bib", ".bibtex")
    assert paperlist.json_schema()["properties"]["authors"]["type"] == "array"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["a\tb.txt", "a\nb.txt", "a\rb.txt", "-a.txt", " .txt"])
def test_the_command_takes_what_it_is_given_for_the_name_of_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CARD, encoding="utf-8")
    done = run("parse", "--to", "jsonl", "--", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Graphs that grow"
