"""Single cases: two records, the verdict on them, and a sentence why. To add one, drop a file into merging/cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from paperlist.merging import merge
from paperlist.paper import Paper, Source

CASES = sorted((Path(__file__).parent / "merging" / "cases").glob("*.json"))


def paper(fields: dict[str, Any], file: str, first_line: int) -> Paper:
    """The record of one side, at a place of its own."""
    source = Source(file=file, format="listing", first_line=first_line, last_line=first_line + 5)
    return Paper.model_validate(fields | {"sources": (source,)})


def test_there_are_cases() -> None:
    assert CASES, "no case in merging/cases"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= {"verdict", "why", "one", "two", "one_listing"}
    assert case["why"].endswith(".")
    one = paper(case["one"], "one.txt", 1)
    two = paper(case["two"], "one.txt" if case.get("one_listing") else "two.txt", 11)
    for papers in ([one, two], [two, one]):
        merged = merge(papers)
        verdict = "same" if len(merged.papers) == 1 else "unsure" if merged.reviews else "different"
        assert verdict == case["verdict"], (case["why"], [review.evidence for review in merged.reviews])
