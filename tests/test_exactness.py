"""What every tool makes of known pages is read, to the character."""

import pytest

from tests.exactness import PAGES, Score, measure

SCORES = measure(PAGES)
TOOLS = {
    "bs4-newline",
    "bs4-space",
    "chromium-copy",
    "html2text",
    "html2text_md",
    "markdownify",
    "pandoc-plain",
    "pandoc_plain",
    "saved HTML",
    "trafilatura",
    "trafilatura-1.6.3",
    "trafilatura-2.0.0",
    "w3m",
}


def test_every_tool_is_measured() -> None:
    assert set(SCORES) == TOOLS


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_all_is_found_and_nothing_invented(tool: str) -> None:
    score = SCORES[tool]
    assert (score.found, score.spurious) == (score.entries, 0)


@pytest.mark.parametrize("tool", sorted(TOOLS - {"saved HTML"}))
def test_nearly_all_is_exact(tool: str) -> None:
    score: Score = SCORES[tool]
    assert score.exact >= 0.99 * score.entries, score.wrong


def test_saved_pages_are_exact() -> None:
    score = SCORES["saved HTML"]
    assert score.exact == score.entries, score.wrong
