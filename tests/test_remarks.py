"""What is remembered of a paper in one field, and comes back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import remarks
from paperlist.paper import Paper
from paperlist.readers.bibtex import read
from tests.exporter_samples import written
from tests.test_exporters_bibtex import field

LABELS = sorted(remarks.LABELS)
VALUES = st.lists(
    st.sampled_from([*LABELS, "; ", ";", ":", ": ", " ", "x", "3"]), min_size=1, max_size=8
).map(lambda parts: " ".join("".join(parts).split()))  # fmt: skip


@given(st.dictionaries(st.sampled_from(LABELS), VALUES.filter(bool)))
def test_any_values_come_back(values: dict[str, str]) -> None:
    text = remarks.join(f"{label}: {value}" for label, value in values.items())
    assert remarks.split(text) == {remarks.LABELS[label]: value for label, value in values.items()}


@pytest.mark.parametrize(
    "text", ["", "read this; Stars: 3", "Starts: 3", "my own: text", "Updated:2020", "updated: 2020"]
)
def test_somebody_elses_text_has_none(text: str) -> None:
    assert remarks.split(text) == {}


@pytest.mark.parametrize("name", [*remarks.FIELDS, *remarks.FORMER_FIELDS])
def test_they_are_read_from_any_of_their_fields(name: str) -> None:
    [paper] = read([f"@misc{{k, title = {{T}}, {name} = {{Stars: 3; Code: a/b}}}}"], "f")
    assert isinstance(paper, Paper)
    assert (paper.stars, paper.repository, paper.extra) == (3, "a/b", {})


def test_a_field_that_an_entry_uses_itself_is_left_alone() -> None:
    [paper] = read(["@misc{k, title = {T}, usera = {my own}, annote = {Stars: 3}}"], "f")
    assert isinstance(paper, Paper)
    assert (paper.stars, paper.extra) == (3, {"usera": "my own"})
    assert (field(paper, "usera"), field(paper, "userb")) == ("my own", "Stars: 3")


def test_comments_that_look_like_remarks_are_one() -> None:
    paper = Paper(key="k", title="T", authors=("A Bc",), comments="Updated: never; Stars: 3", stars=4)
    assert field(paper, "note") is None
    assert field(paper, "usera") == "Stars: 4; Comments: Updated: never; Stars:: 3"
    [back] = read([written("bib", paper)], "f")
    assert isinstance(back, Paper)
    assert (back.comments, back.stars, back.extra) == (paper.comments, 4, {})
