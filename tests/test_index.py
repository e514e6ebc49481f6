"""A local index: what is built, how a damaged one is told, and what it adds to papers and what it never does."""

import json
import sqlite3
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from typer.testing import CliRunner, Result

import paperlist
from paperlist.cli import app
from paperlist.diagnostics import Code, Diagnostic
from paperlist.index.build import build
from paperlist.index.postings import record_hashes
from paperlist.index.store import Index, IndexFileError
from paperlist.paper import Completion, Paper, PaperType, Source

SENTENCES = [
    "We measure how quickly lanterns drift when the wind over a mountain lake turns in the evening.",
    "A model with three parameters reproduces the drift of all lanterns that we released that year.",
    "Numerical experiments demonstrate the effectiveness of the proposed method.",
]


def people(number: int) -> tuple[str, str]:
    """The authors of the work of this number."""
    syllables = [("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")[int(digit)] for digit in f"{number:03}"]
    name = "".join(syllables[::-1]).title()
    return f"{name} Stone", f"Rosa {name}"


def sentence(number: int) -> str:
    """A sentence of the abstract of the work of this number."""
    return f"{SENTENCES[1][:-1]} in case {number:05}."


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A line of arXiv's snapshot; works of other numbers share neither words nor people with it."""
    return {
        "id": f"1903.{number:05}",
        "title": f"Drifting lanterns over lake {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 4} {number}",
        "authors_parsed": [[*reversed(name.split()), ""] for name in people(number)],
        "abstract": f"  {SENTENCES[0][:-1]} in case {number:05}.\n{sentence(number)}\n",
        "categories": "cs.DL math.CO",
        "doi": f"10.5555/{number}",
        "journal-ref": None,
        "versions": [{"version": "v1", "created": "Tue, 5 Mar 2019 10:00:00 GMT"}],
    } | changes


def card(number: int, **changes: Any) -> Paper:
    """What Papers with Code shows of the work of this number."""
    values: dict[str, Any] = {
        "authors": people(number),
        "date": "2019-03-05",
        "excerpt": sentence(number),
        "code_implementations": 0,
        "sources": (Source(file="dump.txt", format="papers-with-code", first_line=1, last_line=2),),
    }
    return Paper(**{name: value for name, value in (values | changes).items() if value is not None})


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def built(folder: Path, *rows: dict[str, Any]) -> Path:
    """An index of these rows and of sixty other works."""
    source = write(folder / "arxiv-metadata-oai-snapshot.json", [*rows, *(row(number) for number in range(100, 160))])
    build([str(source)], folder / "some.idx", print)
    return folder / "some.idx"


def completed(paper: Paper, index: Path, **options: Any) -> Paper:
    (result,) = paperlist.complete([paper], index, **options).papers
    return result


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return built(tmp_path, row(1), row(2))


# Building


def test_two_builds_are_equal_to_the_byte(tmp_path: Path, index: Path) -> None:
    first = index.read_bytes()
    assert built(tmp_path, row(1), row(2)).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arxiv-metadata-oai-snapshot.json", "some.idx"]


def test_what_an_index_knows_of_its_sources(index: Path) -> None:
    with Index(index) as opened:
        (source,) = opened.sources
        assert (source.file, source.format, source.records, source.newest, source.licence) == (
            "arxiv-metadata-oai-snapshot.json",
            "arxiv-snapshot",
            62,
            "2019-03-05",
            "CC0 1.0",
        )
        assert opened.check() == []


def test_the_hashes_are_the_same_in_every_process() -> None:
    assert sorted(record_hashes(card(1))) == [1651971101, 2009301229, 4210171933]


def test_a_source_that_is_none_and_a_broken_line(tmp_path: Path, index: Path) -> None:
    before = index.read_bytes()
    (tmp_path / "words.txt").write_text("only some words\n")
    for files, output in ((["words.txt"], index), (["some.idx"], index), (["missing"], index)):
        with pytest.raises(OSError, match=r"\w"):
            build([str(tmp_path / file) for file in files], output, print)
    assert index.read_bytes() == before
    faults: list[Diagnostic] = []
    source = write(tmp_path / "snapshot.json", [row(1), {"id": "1", "update_date": ""}, row(2)])
    build([str(source)], index, faults.append)
    assert [(fault.code, fault.place.first_line) for fault in faults] == [(Code.BAD_ENTRY, 2)]


def test_a_zip_archive_is_read_and_one_that_is_damaged_reported(tmp_path: Path, index: Path) -> None:
    archive = tmp_path / "archive.zip"
    with ZipFile(archive, "w", ZIP_DEFLATED) as writing:
        writing.write(tmp_path / "arxiv-metadata-oai-snapshot.json", "snapshot.json")
    build([str(archive)], index, print)
    assert completed(card(1), index).arxiv_id == "1903.00001"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 255
    archive.write_bytes(data)
    with pytest.raises(OSError, match="the zip archive cannot be read further"):
        build([str(archive)], index, print)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:-1], "not whole"),
        (lambda data: data[: len(data) // 2], "not whole"),
        (lambda data: b"Dear index,\n" * 40, "not an index"),
        (lambda data: b"", "not an index"),
        (lambda data: data[:63] + b"\x63" + data[64:], "version 99"),
        (lambda data: data[:71] + b"\x00" + data[72:], "not an index"),
    ],
)
def test_a_file_that_is_no_whole_index_is_an_error(index: Path, change: Any, message: str) -> None:
    index.write_bytes(change(index.read_bytes()))
    with pytest.raises(IndexFileError, match=message):
        Index(index)


def test_a_damaged_record_is_reported_and_completes_nothing(index: Path) -> None:
    database = sqlite3.connect(index)
    ((data,),) = database.execute("SELECT data FROM record WHERE number = 0")
    broken = bytearray(data)
    broken[len(broken) // 2] ^= 4
    database.execute("UPDATE record SET data = ? WHERE number = 0", (bytes(broken),))
    database.commit()
    database.close()
    result = paperlist.complete([card(1), card(2)], index)
    assert [paper.arxiv_id for paper in result.papers] == [None, "1903.00002"]
    assert (result.diagnostics[0].code, result.diagnostics[0].place.file) == (Code.BAD_ENTRY, str(index))


# Completing


def test_a_card_is_completed_and_every_field_says_where_from(index: Path) -> None:
    paper = completed(card(1), index)
    assert (paper.title, paper.arxiv_id, paper.doi) == ("Drifting lanterns over lake bbbb 1", "1903.00001", "10.5555/1")
    assert (paper.abstract or "").startswith("We measure")
    assert paper.excerpt is None
    assert (paper.categories, paper.type) == (("cs.DL", "math.CO"), PaperType.PREPRINT)
    place = Completion(file="arxiv-metadata-oai-snapshot.json", line=1, rule="sentence, authors and day agree")
    assert paper.completed == dict.fromkeys(["title", "submitted", "abstract", "arxiv_id", "categories", "doi"], place)


def test_the_address_that_follows_from_an_id_of_the_index_says_so_in_every_data_format(index: Path) -> None:
    paper = completed(card(1), index)
    for name in ("json", "jsonl"):
        written = json.loads(paperlist.export([paper], name))
        record = written[0] if isinstance(written, list) else written
        assert record["url"] == "https://arxiv.org/abs/1903.00001"
        assert record["completed"]["url"] == record["completed"]["arxiv_id"]


def test_only_what_was_null_is_filled(index: Path) -> None:
    listed = card(1, title="Drifting Lanterns over Lake bbbb 1", date="2019-03-06", comments="12 pages")
    result = paperlist.complete([listed], index)
    (paper,) = result.papers
    assert (paper.title, paper.date, paper.comments) == (listed.title, "2019-03-06", "12 pages")
    assert (paper.submitted, paper.code_implementations, paper.authors) == ("2019-03-05", 0, listed.authors)
    assert paper.completed is None or not {"title", "date", "comments"} & paper.completed.keys()
    assert paperlist.merge([paper]).papers[0].date == "2019-03-06"


@pytest.mark.parametrize(("fields", "filled"), [("ids", {"arxiv_id", "doi"}), ("none", set())])
def test_the_fields_are_chosen(index: Path, fields: str, filled: set[str]) -> None:
    assert set(completed(card(1), index, fields=fields).completed or {}) == filled


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2019-03-15"},
        {"authors": ("Charles Dickens",)},
        {"authors": people(1)[:1], "date": "2019-03-08"},
        {"excerpt": "A model with three parameters reproduces no drift of any lantern in case 1."},
        {"date": "2019"},
        {"title": "Drifting lanterns over lake bbbb 2", "excerpt": None},
        {"title": "Drifting lanterns over lake bbbb 1", "authors": ("Charles Dickens",)},
        {"title": "Drifting lanterns over lake bbbb 1", "date": "2024-03-05"},
    ],
)
def test_what_is_not_sure_stays_as_it_is(index: Path, changes: dict[str, Any]) -> None:
    paper = card(1, **changes)
    assert completed(paper, index) == paper


def test_a_sentence_of_other_people_proves_nothing(tmp_path: Path) -> None:
    stock = SENTENCES[2]
    index = built(tmp_path, row(1, abstract=f"One thing. {stock}"), row(2, abstract=f"Another thing. {stock}"))
    result = paperlist.complete([card(1, excerpt=stock)], index)
    assert result.papers[0].title is None
    assert [each.code for each in result.diagnostics] == [Code.UNSURE]
    assert result.reviews[0].evidence[0] == "the sentence is short, or in other people's abstracts too"
    alone = built(tmp_path, row(1, abstract=f"One thing. {stock}"))
    assert completed(card(1, excerpt=stock), alone).arxiv_id == "1903.00001"


@pytest.mark.parametrize(
    ("title", "authors", "followed"),
    [
        ("Drifting lanterns over lake bbbb 1", ("C. Stone", "R. Cebaba"), True),
        ("Drifting lanterns over the lake bbbb 1", people(1), True),
        ("Homology of operator algebras", people(1), False),
        ("Drifting lanterns over lake bbbb 2", people(1), False),
        ("Drifting lanterns over lake cccc 2", people(2), False),
        ("Homology of operator algebras", ("Charles Dickens",), False),
    ],
)
def test_an_identifier_is_followed_only_with_title_or_authors(
    index: Path, title: str, authors: tuple[str, ...], followed: bool
) -> None:
    paper = card(1, title=title, authors=authors, arxiv_id="1903.00001", excerpt=None)
    assert (completed(paper, index).doi is not None) is followed


def test_nothing_is_filled_where_the_doi_is_another_papers(index: Path) -> None:
    paper = card(2, title="Drifting lanterns over lake cccc 2", doi="10.5555/1", excerpt=None)
    result = paperlist.complete([paper], index)
    assert result.papers == [paper]
    assert [each.code for each in result.diagnostics] == [Code.UNSURE]


def test_a_paper_newer_than_the_index_is_completed_by_identifier_only(tmp_path: Path) -> None:
    title = "Drifting lanterns over lake bbbb 1"
    newer = card(1, title=title, date="2019-03-07", excerpt=None)
    assert completed(newer, built(tmp_path, row(1))).doi is None
    assert completed(newer.replace(arxiv_id="1903.00001"), built(tmp_path, row(1))).doi == "10.5555/1"


def test_two_records_of_one_identifier_that_contradict_each_other(tmp_path: Path) -> None:
    paper = completed(card(1), built(tmp_path, row(1), row(2, id="1903.00001")))
    assert paper.title in ("Drifting lanterns over lake bbbb 1", None)


def test_sources_complete_one_work_together(tmp_path: Path) -> None:
    write(tmp_path / "snapshot.json", [row(1, doi=None), *(row(number) for number in range(100, 160))])
    page = "https://paperswithcode.com/paper/a"
    authors = [*people(1)]
    paper = {"paper_url": page, "arxiv_id": "1903.00001", "title": row(1)["title"], "authors": authors, "tasks": ["X"]}
    (tmp_path / "papers.json").write_text(json.dumps([paper], indent=2))
    links = [{"paper_url": page, "repo_url": "https://github.com/a/b", "is_official": True}]
    (tmp_path / "links.json").write_text(json.dumps(links, indent=2))
    (tmp_path / "dblp.xml").write_text(
        "<dblp>\n<article key='x'>"
        + "".join(f"<author>{name}</author>" for name in authors)
        + f"<title>{row(1)['title']}."
        "</title><year>2019</year><journal>Nature</journal><ee>https://doi.org/10.1038/x</ee></article>\n</dblp>\n"
    )
    names = ["links.json", "papers.json", "snapshot.json", "dblp.xml"]
    for files in (names, names[::-1]):
        build([str(tmp_path / name) for name in files], tmp_path / "all.idx", print)
        found = completed(card(1, code_implementations=None), tmp_path / "all.idx")
        assert (found.title, found.tasks, found.repository, found.code_implementations) == (
            row(1)["title"],
            ("X",),
            "a/b",
            1,
        )
        assert (found.doi, found.venue, found.type) == ("10.1038/x", "Nature", PaperType.JOURNAL)
        assert {name: each.file for name, each in (found.completed or {}).items()} == {
            "title": "snapshot.json",
            "submitted": "snapshot.json",
            "abstract": "snapshot.json",
            "arxiv_id": "snapshot.json",
            "categories": "snapshot.json",
            "doi": "dblp.xml",
            "venue": "dblp.xml",
            "tasks": "papers.json",
            "repository": "links.json",
            "code_implementations": "links.json",
        }


# The command line


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def dump(folder: Path, *numbers: int) -> Path:
    path = folder / "dump.txt"
    path.write_text(
        "".join(
            f"no code implementations • 5 Mar 2019 • {', '.join(people(number))}\n{sentence(number)}\n"
            for number in numbers
        )
    )
    return path


def test_parse_and_add_with_an_index(tmp_path: Path, index: Path) -> None:
    text = dump(tmp_path, 1, 2, 7)
    done = run("parse", text, "--index", index, "--to", "jsonl", "--explain")
    assert done.exit_code == 0
    assert [json.loads(line)["arxiv_id"] for line in done.stdout.splitlines()] == ["1903.00001", "1903.00002", None]
    assert (
        "doi: filled from arxiv-metadata-oai-snapshot.json:1, sentence, authors and day agree [completed]"
        in done.stderr
    )
    assert "1903.00001" in run("parse", text, "--no-merge", "--to", "jsonl", PAPERLIST_INDEX=str(index)).stdout
    assert "arxiv_id" not in run("parse", text).stdout
    library = tmp_path / "library.bib"
    library.write_text("@misc{a, title={A}}\n")
    assert run("add", library, text, "--index", index).exit_code == 0
    assert "10.5555/1" in library.read_text()


def test_an_index_that_cannot_be_used_ends_the_run(tmp_path: Path) -> None:
    text = dump(tmp_path, 1)
    done = run("parse", text, "--index", text)
    assert isinstance(done.exception, IndexFileError)
    assert done.stdout == ""


def test_unsure_pairs_are_reviewed_and_decided(tmp_path: Path, index: Path) -> None:
    text = dump(tmp_path, 1)
    text.write_text(text.read_text().replace("5 Mar 2019", "CVPR 2019"))
    done = run("parse", text, "--index", index, "--review", tmp_path / "review.jsonl", "--to", "jsonl", "--no-merge")
    assert json.loads(done.stdout)["arxiv_id"] is None
    assert "[unsure]" in done.stderr
    review = json.loads((tmp_path / "review.jsonl").read_text().splitlines()[0])
    (tmp_path / "review.jsonl").write_text(json.dumps(review | {"same": "yes"}))
    done = run("parse", text, "--index", index, "--decisions", tmp_path / "review.jsonl", "--to", "jsonl")
    assert json.loads(done.stdout)["arxiv_id"] == "1903.00001"
    assert json.loads(done.stdout)["completed"]["doi"]["rule"] == "a person decided it"


def test_index_info(index: Path) -> None:
    done = run("index", "info", index, "--check")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split("\t")[:2] == ["62", "2019-03-05"]
    data = bytearray(index.read_bytes())
    data[-3000] ^= 1
    index.write_bytes(data)
    assert run("index", "info", index, "--check").exit_code != 0
