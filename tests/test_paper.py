"""The record: what can stand in its fields, and what becomes of what cannot."""

from typing import Any

import pytest

from paperlist.paper import DEFAULTS, FIELDS, MOST, Paper, PaperType, Source, fit

SOURCE = Source("dump.txt", "arxiv-search", 3, 9)


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
def test_what_fits_its_field_stands_in_it(field: str, value: Any) -> None:
    said, unfit = fit({field: value})
    assert unfit == {}
    paper = Paper.of(said)
    assert getattr(paper, field) == value
    assert paper.values() == DEFAULTS | {field: value}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", 7),
        ("type", "journal"),  # a word that means one, but is none
        ("title", ""),
        ("title", b"Notes"),
        ("authors", ("Ada Lovelace", "")),
        ("authors", ("Ada Lovelace", 7)),
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
        ("publisher", "who?"),  # no field of the record
    ],
)
def test_what_does_not_fit_costs_its_field_only(field: str, value: Any) -> None:
    said, unfit = fit({"title": "Notes", "doi": "10.1000/1", field: value})
    assert unfit == {field: value}
    assert said == ({"doi": "10.1000/1"} if field == "title" else {"title": "Notes", "doi": "10.1000/1"})


def test_what_is_not_said_is_the_default() -> None:
    said, unfit = fit({"title": None, "authors": ["Ada Lovelace"]})
    assert unfit == {}
    paper = Paper.of(said)
    assert paper == Paper(authors=("Ada Lovelace",))
    assert paper.title is None
    assert paper.withdrawn is False
    assert list(paper.values()) == list(FIELDS)


def test_a_record_has_its_fields_and_no_others() -> None:
    with pytest.raises(TypeError, match="no record has publisher"):
        Paper(publisher="who?")


def test_a_changed_record_leaves_the_old_one() -> None:
    paper = Paper(title="Notes", sources=(SOURCE,))
    other = paper.but(title="More Notes")
    assert (paper.title, other.title, other.sources) == ("Notes", "More Notes", (SOURCE,))
    with pytest.raises(AttributeError):
        paper.title = "Less"  # type: ignore[misc]
