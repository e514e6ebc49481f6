"""Readers of one field: what they make of it, and None where there is nothing to make."""

import pytest

from paperlist.fields import (
    conclude_date,
    conclude_type,
    read_count,
    read_day,
    read_month,
    read_version,
    read_year,
    squeeze,
    trim,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 January, 2024", "2024-01-17"),
        ("10 Jan 2024", "2024-01-10"),
        ("1\nSept. 1999", "1999-09-01"),
        ("3 December,2025", "2025-12-03"),
        ("31 February, 2021", None),
        ("0 May, 2021", None),
        ("1 May, 0000", None),
        ("١٧ May, ٢٠٢٤", "2024-05-17"),
        ("5 Brumaire, 1799", None),
        ("May 2021", None),
    ],
)
def test_day(text: str, day: str | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("January 2024", "2024-01"),
        ("Sep\n1993", "1993-09"),
        ("Ventôse 1800", None),
        ("May 0000", None),
        ("May ٢٠٢٤", "2024-05"),
    ],
)
def test_month(text: str, month: str | None) -> None:
    assert read_month(text) == month


def test_year_is_the_last_one() -> None:
    assert read_year("ICLR 2019 Workshop, 2020") == "2020"
    assert read_year("Findings (ACL)") is None
    assert read_year("NeurIPS 20٢٤") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("4,205", 4205),
        ("٣", 3),
        ("9" * 18, 10**18 - 1),
        ("1" + "0" * 18, None),
        ("9" * 5000, None),
        ("²", None),
        ("", None),
    ],
)
def test_count(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(("digits", "version"), [("3", 3), ("٣", 3), ("0", None), ("9" * 5000, None), (None, None)])
def test_version(digits: str | None, version: int | None) -> None:
    assert read_version(digits) == version


def test_white_space() -> None:
    assert squeeze(" a \n\u2009 b ") == "a b"
    assert [trim(text) for text in (" a b ", "a  b", "a\nb")] == ["a b"] * 3


def test_date_and_type_are_concluded_from_listed_values() -> None:
    assert conclude_date({"submitted": "2024-01-10", "date": "2024-01-12"}) == "2024-01-10"
    assert conclude_date({"announced": "1993-09", "venue": "X 1999"}) == "1993-09"
    assert conclude_date({"venue": "NeurIPS 2021"}) == "2021"
    assert conclude_date({}) is None
    assert conclude_type({"venue": "NeurIPS 2021", "arxiv_id": "1"}) == "conference"
    assert conclude_type({"journal_ref": "PRL", "arxiv_id": "1"}) == "journal"
    assert conclude_type({"announced": "2021-01"}) == "preprint"
    assert conclude_type({}) == "other"
