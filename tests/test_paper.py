"""The record: what can be in its fields, what becomes of what cannot, and the schema that says so."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from paperlist.paper import MOST, Paper, PaperType, Source, validate

SCHEMA = Path(__file__).parents[1] / "docs" / "record.schema.json"
SOURCE = Source(file="dump.txt", format="arxiv-search", first_line=3, last_line=9)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", ""),
        ("key", "lovelace2024notes"),
        ("type", PaperType.JOURNAL),
        ("title", "Notes"),
        ("authors", ("Ada Lovelace", "Charles Babbage")),
        ("authors", ()),
        ("authors_omitted", 0),
        ("date", "2024"),
        ("date", "2024-02"),
        ("date", "2024-02-29"),
        ("announced", "2024-12"),
        ("arxiv_version", 1),
        ("stars", 0),
        ("stars", MOST),
        ("withdrawn", True),
        ("sources", (SOURCE,)),
    ],
)
def test_a_value_of_its_field(field: str, value: Any) -> None:
    paper, unfit = validate({field: value})
    assert unfit == {}
    assert vars(paper) == vars(Paper()) | {field: value}
    assert paper == Paper(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", 7),
        ("key", "half \ud800"),
        ("type", "book"),
        ("title", ""),
        ("title", b"Notes"),
        ("title", "half \ud800"),
        ("authors", ("Ada Lovelace", "")),
        ("authors", ("Ada Lovelace", 7)),
        ("authors", ["half \udfff"]),
        ("authors", "Ada Lovelace"),
        ("authors_omitted", -1),
        ("authors_omitted", True),
        ("authors_omitted", MOST + 1),
        ("date", "2024-13"),
        ("date", "٢٠٢٤"),
        ("date", "2024-1-1"),
        ("date", "2024-01-32"),
        ("date", "2024\n"),
        ("date", 2024),
        ("announced", "2024"),
        ("announced", "2024-12-01"),
        ("arxiv_version", 0),
        ("arxiv_version", MOST + 1),
        ("stars", 1.5),
        ("withdrawn", "yes"),
        ("sources", ("dump.txt",)),
        ("sources", ({"file": "half \ud800", "format": "f", "first_line": 1, "last_line": 1},)),
        ("sources", ({"file": "f", "format": "f", "first_line": 0, "last_line": 1},)),
        ("bookseller", "who?"),  # no field of the record
    ],
)
def test_a_bad_value_costs_its_field_only(field: str, value: Any) -> None:
    good: dict[str, Any] = {"title": "Notes", "doi": "10.1000/1"}
    paper, unfit = validate(good | {field: value})
    assert unfit == {field: value}
    good.pop(field, None)
    assert paper == Paper(**good)
    with pytest.raises(ValidationError):
        Paper(**{field: value})


def test_what_json_holds_is_a_record() -> None:
    paper = Paper(type=PaperType.JOURNAL, authors=("Ada Lovelace",), sources=(SOURCE,))
    assert Paper.model_validate(json.loads(paper.model_dump_json())) == paper


def test_several_bad_values_are_named_in_their_order() -> None:
    paper, unfit = validate({"stars": -1, "title": "Notes", "bookseller": "who?", "authors": ["A", "", 7]})
    assert list(unfit.items()) == [("stars", -1), ("bookseller", "who?"), ("authors", ["A", "", 7])]
    assert paper == Paper(title="Notes")


def test_what_is_not_said_is_the_default() -> None:
    paper, unfit = validate({"title": None, "withdrawn": None, "authors": ["Ada Lovelace"]})
    assert unfit == {}
    assert paper == Paper(authors=("Ada Lovelace",))
    assert paper.title is None
    assert paper.withdrawn is False


def test_a_changed_record_leaves_the_old_one() -> None:
    paper = Paper(title="Notes", sources=(SOURCE,))
    other = paper.replace(title="More Notes")
    assert (paper.title, other.title, other.sources) == ("Notes", "More Notes", (SOURCE,))
    with pytest.raises(ValidationError):
        paper.title = "Less"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        paper.replace(stars=-1)


def test_equal_records_are_one_in_a_set() -> None:
    assert len({Paper(title="Notes", sources=(SOURCE,)), Paper(title="Notes", stars=None, sources=(SOURCE,))}) == 1


def test_the_schema_is_that_of_the_documentation(request: pytest.FixtureRequest) -> None:
    schema = Paper.model_json_schema(mode="serialization")
    if request.config.getoption("--accept"):
        SCHEMA.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema


def test_the_documentation_has_every_field_in_its_order() -> None:
    text = (SCHEMA.parent / "record.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert [name.strip(" `") for row in rows for name in row.split(",")] == list(Paper.model_fields)


def test_the_command_prints_the_schema_and_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    from paperlist.cli.formats import formats

    formats(schema=True)
    assert json.loads(capsys.readouterr().out) == Paper.model_json_schema(mode="serialization")
    formats(sql=True)
    table = capsys.readouterr().out
    columns = [line.split('"')[1] for line in table.splitlines() if line.startswith('  "')]
    assert columns == list(Paper.model_fields)
    assert '"arxiv_id" VARCHAR' in table
    assert '"stars" BIGINT' in table
