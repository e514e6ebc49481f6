"""Pages that a browser translated: identifiers, names, dates and classes are those of the English page."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.cleanup import clean
from paperlist.cleanup.translated import Translated
from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings
from tests.translated_samples import ABSTRACT_PAGE, LANGUAGES, LIST, SEARCH, translate, translate_markup

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = ("arxiv-search/saved-page.html", "arxiv-abs/page.html", "arxiv-list/new-saved.html")


def events_of(text: str) -> list[Paper | Diagnostic]:
    return list(read_listings([text], "a.txt", load_listings()))


def records(text: str) -> list[dict[str, Any]]:
    return [event.model_dump(exclude={"sources"}) for event in events_of(text) if isinstance(event, Paper)]


def told(text: str) -> list[str]:
    found = [event for event in events_of(text) if isinstance(event, Diagnostic)]
    return [event.message for event in found if event.code is Code.TRANSLATED]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [SEARCH, ABSTRACT_PAGE, LIST], ids=["search", "abs", "list"])
def test_a_translated_page_gives_the_records_of_the_english_one(page: str, language: str) -> None:
    text = translate(page, LANGUAGES[language])
    assert records(text) == records(page)
    [message] = told(text)
    assert language.split()[-1] in message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_that_was_translated_gives_the_records_of_the_english_one(name: str, language: str) -> None:
    page = (FIXTURES / name).read_text("utf-8")
    text = translate_markup(page, LANGUAGES[language])
    assert records(text) == records(page)
    [message] = told(text)
    assert language.split()[-1] in message
    assert told(page) == []


TEXTS = [
    path
    for path in sorted(FIXTURES.rglob("*"))
    if path.suffix in (".txt", ".md") and path.name != "README.md" and path.stat().st_size < 60_000
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_no_word_of_an_english_text_changes(path: Path) -> None:
    text = "".join(clean([path.read_text("utf-8")]))
    translated = Translated()
    assert "".join(translated.to_english([text])) == text
    assert not translated.languages


AROUND = {
    "German": (
        "Hallo zusammen,\n\nhier die Arbeiten von gestern, nach Thema sortiert.\n\nAutoren: siehe unten\n"
        "Zusammenfassung: Es geht um Haselmäuse, eingereicht am 17. Januar 2024; angekündigt im Januar 2024.\n"
        "Kommentare: bitte bis Freitag\n\n",
        "\nDas war es für heute.\n\nKommentare: gern auch später\nZitieren als: Rundbrief 3\n\nViele Grüße\n",
    ),
    "Chinese": (
        "大家好：\n\n作者：见下文\n摘要：本周的论文，提交于2024年1月17日；宣布于2024年1月。\n\n",
        "\n今天就这些。\n\n评论：请在周五之前回复\n引用为：第三期\n\n此致\n",
    ),
    "French": (
        "Bonjour,\n\nAuteurs : voir plus bas\nRésumé : les articles du jour.\n\n",
        "\nC'est tout.\n\nCommentaires : merci\n",
    ),
}


@pytest.mark.parametrize("language", AROUND)
@pytest.mark.parametrize("page", [SEARCH, ABSTRACT_PAGE, LIST], ids=["search", "abs", "list"])
def test_prose_around_an_english_page_turns_nothing_on(page: str, language: str) -> None:
    before, after = AROUND[language]
    translated = Translated()
    text = f"{before}{page}{after}"
    assert "".join(translated.to_english([text])) == text
    assert not translated.languages


@pytest.mark.parametrize("language", AROUND)
@pytest.mark.parametrize("page", [SEARCH, ABSTRACT_PAGE, LIST], ids=["search", "abs", "list"])
def test_prose_around_a_translated_page_stays(page: str, language: str) -> None:
    text = translate(page, LANGUAGES[language])
    before, after = AROUND[language]
    english = "".join(Translated().to_english([f"{before}{text}\n{after}"]))
    assert english.startswith(before)
    assert english.endswith(after)


@given(st.sampled_from(sorted(LANGUAGES)), st.sampled_from([SEARCH, ABSTRACT_PAGE, LIST]), st.integers(1, 9))
def test_no_result_depends_on_where_chunks_end(language: str, page: str, lines: int) -> None:
    rows = translate(page * 3, LANGUAGES[language]).splitlines(keepends=True)
    chunks = ["".join(rows[at : at + lines]) for at in range(0, len(rows), lines)]
    whole, pieces = Translated(), Translated()
    assert "".join(pieces.to_english(chunks)) == "".join(whole.to_english(["".join(rows)]))
    assert pieces == whole


UNSURE = """arXiv:2401.05566  [pdf, andere]  cs.CR
Ein Titel

Autoren: Ada Byron

Zusammenfassung: Es wird gezeigt, dass es geht.

{dates}
"""


@pytest.mark.parametrize(
    "dates",
    [
        "Eingereicht am 10. Januar 2024; v1 eingereicht am 17. Januar 2024; ursprünglich angekündigt im Januar 2024.",
        "Eingereicht am 10. Januar 2024; v2 eingereicht am 9. Januar 2024; ursprünglich angekündigt im Januar 2024.",
        "Eingereicht am 10. Thermidor 2024; ursprünglich angekündigt im Januar 2024.",
        "Eingereicht am 01/02/2024; ursprünglich angekündigt im Februar 2024.",
    ],
    ids=["first version after the last", "another version first", "no month", "day or month"],
)
def test_dates_that_are_not_sure_are_reported_and_not_read(dates: str) -> None:
    text = UNSURE.format(dates=dates)
    [record] = records(text)
    assert (record["arxiv_id"], record["authors"]) == ("2401.05566", ("Ada Byron",))
    assert [record[field] for field in ("submitted", "updated", "announced")] == [None, None, None]
    codes = {event.code for event in events_of(text) if isinstance(event, Diagnostic)}
    assert Code.TRANSLATED in codes
    assert codes & {Code.UNCLAIMED, Code.TRUNCATED}
