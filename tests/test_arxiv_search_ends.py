"""arXiv search results: what breaks off, saved pages, and pieces."""

from pathlib import Path

import pytest

from paperlist.cleanup.unicode import CONTROL
from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import arxiv_search
from paperlist.paper import Paper
from paperlist.reading import read_listings as read
from tests.search_samples import ENTRY, FIXTURES, codes, events, one, papers


def test_what_is_cut_off_is_kept_and_told() -> None:
    text = ENTRY[: ENTRY.index("short.")]
    assert one(text).excerpt == "It is shown that a preview is"
    assert codes(text) == [Code.TRUNCATED]


def lines(text: str, first: int, last: int) -> str:
    return "".join(text.splitlines(keepends=True)[first - 1 : last])


@pytest.mark.parametrize("last", range(7, 12))
@pytest.mark.parametrize("before", ["", ENTRY])
def test_what_breaks_off_at_any_line_is_told(before: str, last: int) -> None:
    text = before + lines(ENTRY, 1, last)
    paper = papers(text)[-1]
    assert (paper.title, paper.authors) == ("A Title", ("Ada Example", "Bob Example"))
    assert codes(text) == [Code.TRUNCATED]
    (fault,) = (event for event in events(text) if isinstance(event, Diagnostic))
    assert fault.place.last_line == text.count("\n")


def test_days_are_read_though_what_follows_is_cut_off() -> None:
    paper = one(lines(ENTRY, 1, 11))
    assert (paper.submitted, paper.updated, paper.announced) == ("2024-01-10", "2024-01-17", None)
    assert one(lines(ENTRY, 1, 11).replace(" v1 submitted 10 January, 2024;", "")).submitted is None


def test_dates_that_all_entries_lack_were_taken_out() -> None:
    text = lines(ENTRY, 1, 10) * 3
    for chunks in ([text], text.splitlines(keepends=True)):
        assert [paper.abstract for paper in papers(*chunks)] == ["It is shown that a preview is short."] * 3
        assert not any(isinstance(event, Diagnostic) for event in events(*chunks))
    assert codes(ENTRY + text) == [Code.TRUNCATED]


UNLABELLED = ENTRY.replace("Abstract:\n", "").replace(
    "It is shown that a preview", "It is shown as far as we can tell from what there is that a preview"
)


@pytest.mark.parametrize(("end", "omitted"), [("", 0), ("\n, et al. (14 additional authors not shown)", 14)])
def test_an_abstract_without_its_label_is_no_authors(end: str, omitted: int) -> None:
    text = UNLABELLED.replace("Bob Example", "Bob Example" + end)
    paper = one(text)
    assert (paper.authors, paper.authors_omitted) == (("Ada Example", "Bob Example"), omitted)
    assert paper.abstract == "It is shown as far as we can tell from what there is that a preview is short."
    assert paper.submitted == "2024-01-10"
    assert codes(text) == [Code.AMBIGUOUS]


def test_prose_after_names_on_their_line_is_told() -> None:
    text = " ".join(UNLABELLED.removeprefix("-\n").split())
    assert one(text).authors == ("Ada Example",)
    assert Code.UNCLAIMED in codes(text)


ID = "arXiv:2401.00001 [pdf] math.CO\n"


@pytest.mark.parametrize("begin", ["-\n", ID])
@pytest.mark.parametrize(
    ("names", "authors", "omitted"),
    [
        ("Ada Example,\nBob Example\n", ("Ada Example", "Bob Example"), 0),
        ("Ada Example,\nPlato,\nBob Example\n", ("Ada Example", "Plato", "Bob Example"), 0),
        ("Ada Example,\nBob Example\n, et al. (3 additional authors not shown)\n", ("Ada Example", "Bob Example"), 3),
    ],
)
def test_names_without_their_label(begin: str, names: str, authors: tuple[str, ...], omitted: int) -> None:
    text = begin + "A Title\n" + names + ENTRY[ENTRY.index("Abstract") :]
    paper = one(text)
    assert (paper.title, paper.authors, paper.authors_omitted) == ("A Title", authors, omitted)
    assert paper.abstract == "It is shown that a preview is short."
    assert codes(text) == [Code.AMBIGUOUS]


def test_a_title_wrapped_after_a_comma_is_a_title() -> None:
    text = ID + "On Cats,\nand on Dogs\n" + ENTRY[ENTRY.index("Abstract") :]
    assert (one(text).title, one(text).authors) == ("On Cats, and on Dogs", ())
    assert codes(text) == [Code.NO_AUTHORS]


def test_no_line_between_title_and_label_is_lost_in_silence() -> None:
    text = ENTRY.replace("Authors:\nAda Example,\nBob Example", "Buy our shoes now!")
    assert (one(text).title, one(text).authors) == ("A Title", ())
    told = {(event.code, *event.place[1:]) for event in events(text) if isinstance(event, Diagnostic)}
    assert told == {(Code.UNCLAIMED, 3, 3), (Code.NO_AUTHORS, 1, 10)}


def test_names_with_words_are_names() -> None:
    names = ("Maria de la Cruz", "Ada Example on behalf of the Belle Collaboration")
    text = ENTRY[: ENTRY.index("Ada")] + ",\n".join(names) + "\n" + ENTRY[ENTRY.index("Submitted") :]
    assert one(text).authors == names
    assert codes(text) == []


def test_two_lines_that_make_one_name_are_told() -> None:
    text = ENTRY.replace("Bob Example\n", "Carol Example,\nBuy our shoes!\nBob Example\n")
    assert one(text).authors == ("Ada Example", "Carol Example", "Buy our shoes! Bob Example")
    (told,) = (event for event in events(text) if isinstance(event, Diagnostic))
    assert (told.code, *told.place[1:]) == (Code.AMBIGUOUS, 6, 6)
    assert "'Buy our shoes! Bob Example'" in told.message
    assert codes(text.replace("Buy our shoes!", "Buy our shoes,")) == []


SAVED = (FIXTURES / "saved-page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", ['<p class="authors">', '<p class="abstract', "originally announced", "</ol>"])
def test_a_saved_page_that_is_cut_off_is_told(mark: str) -> None:
    text = SAVED[: SAVED.rindex(mark)]
    told = [event for event in events(text) if isinstance(event, Diagnostic) and event.code is Code.TRUNCATED]
    assert [fault.place.last_line for fault in told] == [text.rstrip().count("\n") + 1]
    assert [paper.title for paper in papers(text)] == [paper.title for paper in papers(SAVED)]


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        ("&#27;[2J", "A"),
        ("&#7;", "A"),
        ("&#127; ", "A"),
        (f"&#{'0' * 5000}27;", "A"),
        ("e&#769;", "éA"),
        ("&#x202e;", "\u202eA"),
    ],
)
def test_character_references_bring_in_nothing_that_no_value_has(reference: str, read: str) -> None:
    text = SAVED.replace('<p class="title is-5 mathjax">', f'<p class="title is-5 mathjax">{reference}A', 1)
    assert (papers(text)[0].title or "").startswith(read)
    text = SAVED.replace('<p class="authors">', f'<p class="authors"><a>&#7;</a><a>Zoe{reference}</a>', 1)
    assert not any(CONTROL.search(name) for name in papers(text)[0].authors)
    assert Code.BUG not in codes(text)


def test_elements_within_elements_cost_no_entry() -> None:
    text = SAVED.replace('<p class="title is-5 mathjax">', '<p class="title is-5 mathjax">' + "<i>" * 1500, 1)
    assert Code.BUG not in codes(text)
    assert [paper.title for paper in papers(text)] == [paper.title for paper in papers(SAVED)]


def test_a_saved_page_without_optional_tags_is_whole() -> None:
    text = SAVED.replace("</html>", "").replace("</body>", "").replace("</li>", "").replace("</p>", "")
    assert Code.TRUNCATED not in codes(text)
    assert papers(text)[0].title == papers(SAVED)[0].title


def test_the_last_result_of_a_saved_page_that_lacks_its_dates_breaks_off() -> None:
    begin = SAVED.rindex('<p class="is-size-7">')
    text = SAVED[:begin] + SAVED[SAVED.index("</p>", begin) + 4 :]
    assert Code.TRUNCATED in codes(text)
    assert Code.TRUNCATED not in codes(SAVED)


# A saved page is read as a whole; a long text is slow to read line by line.
CUT = [
    path
    for path in sorted(FIXTURES.glob("*.txt")) + sorted(FIXTURES.glob("*.md"))
    if path.stat().st_size < 50_000 and not path.read_text(encoding="utf-8").startswith("<")
]
assert CUT


@pytest.mark.parametrize("path", CUT, ids=lambda path: path.name)
def test_where_the_input_is_cut_makes_no_difference(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(events(*text.splitlines(keepends=True))) == list(events(text))
    assert papers(text)


def test_authors_on_the_first_line_of_a_text_are_its_first_entry() -> None:
    # A label at a line's start is preferred, and whether the first line of a window is one's start is not known.
    text = """Authors: Ada Lovelace

Abstract: What is said of a paper.

-
A title of a paper
Authors:
Charles Babbage
Abstract:
What is said of another paper.
Submitted 10 January, 2024;
originally announced January 2024.
"""
    events = list(read([text], "dump.txt", [arxiv_search]))
    papers = [event for event in events if isinstance(event, Paper)]
    assert [(paper.authors, paper.title, paper.sources[0].first_line) for paper in papers] == [
        (("Ada Lovelace",), None, 1),
        (("Charles Babbage",), "A title of a paper", 5),
    ]
    told = [(event.code, *event.place[1:]) for event in events if isinstance(event, Diagnostic)]
    assert told[0] == (Code.TRUNCATED, 1, 1)


@pytest.mark.parametrize("apart", [" :", "\n:", " \n :"])
def test_a_label_and_its_colon_may_stand_apart(apart: str) -> None:
    # Some tools leave every token on a line of its own.
    paper = one(ENTRY.replace("Authors:", f"Authors{apart}").replace("Abstract:", f"Abstract{apart}"))
    assert (paper.title, paper.authors) == ("A Title", ("Ada Example", "Bob Example"))
    assert paper.abstract == "It is shown that a preview is short."


@pytest.mark.parametrize(
    "names", ["Ada Example,Bob Example", "Ada Example , Bob Example", ", Ada Example,,\nBob Example,"]
)
def test_commas_part_authors_whatever_stands_around_them(names: str) -> None:
    assert one(ENTRY.replace("Ada Example,\nBob Example", names)).authors == ("Ada Example", "Bob Example")
