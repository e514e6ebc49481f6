"""What is not plausible is reported and left out; saved pages without their classes are read by their text."""

from typing import Any

import pytest

from paperlist.diagnostics import Code, Diagnostic, Severity
from paperlist.listings import Entry, load_listings
from paperlist.listings.plausible import leave_out_implausible
from paperlist.paper import Paper
from paperlist.pipeline import read_text
from paperlist.reading import read_listings


def read(text: str) -> tuple[list[Paper], list[Diagnostic]]:
    events = list(read_listings([text], "a", load_listings()))
    papers = [event for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


@pytest.mark.parametrize(
    ("field", "value", "left", "reports"),
    [
        ("authors", ["Ada Byron", "Alan Turing View a PDF of the paper"], ["Ada Byron", "Alan Turing"], 1),
        ("authors", ["Ada Byron https://example.org"], ["Ada Byron"], 1),
        ("authors", ["Ada Byron Abstract: We do it"], ["Ada Byron"], 1),
        ("authors", ["Ada Byron", "et al."], ["Ada Byron"], 1),
        ("authors", ["Ada Byron et al."], ["Ada Byron"], 1),
        ("authors", ["Page 3 of 7", "Ada Byron"], ["Ada Byron"], 1),
        ("authors", ["We do it in a way that nobody has done it"], [], 1),
        ("authors", ["on behalf of the Collaboration of all who do it in a way"], None, 0),
        ("authors", ["NA62 Collaboration", "Juan de la Cruz y Mora"], None, 0),
        ("authors", ["Ada Byron", "the robot is capable of much"], ["Ada Byron"], 1),
        ("authors", ["yandong liu", "Maria van der Berg"], None, 0),
        ("title", "How it is done " * 27, None, 1),
        ("title", "How the ?tter and Lo?c sleep", "How the ?tter and Lo?c sleep", 1),
        ("title", "Who is it?Which one", "Who is it?Which one", 0),
        ("authors", ["~Ada Byron~"], ["Ada Byron"], 1),
        ("authors", ["Ada Byron", "Mary Sh..."], ["Ada Byron", "Mary Sh..."], 1),
        ("authors", ["Gao", "Y.", "Mary Shaw"], ["Gao", "Y.", "Mary Shaw"], 1),
        ("authors", ["N. N."], None, 0),
        ("authors", ["Ada Byron", "Mary Shaw 作者：Ada Byron", "Mary Shaw"], ["Ada Byron", "Mary Shaw"], 1),
        ("title", "How otters sleep 标题：水獭如何睡眠", "How otters sleep", 1),
        ("title", "水獭如何睡眠：综述", None, 0),
        ("abstract", "Otters sleep. 초록: 수달은 잔다.", "Otters sleep.", 1),
        ("title", "How it is done", "How it is done", 0),
        ("title", "How it is done ==============", "How it is done", 0),
        ("title", ">", None, 1),
        ("title", "SubmitDate: 2024-11-17 abs pdf", None, 1),
        ("title", "How otters sleep Author: Ada Byron", "How otters sleep", 1),
        ("title", "How_otters_sleep_in FILES", "How_otters_sleep_in FILES", 1),
        ("title", "A_Map_of_Otters and Rivers", "A_Map_of_Otters and Rivers", 1),
        ("title", "Otters,_and_Where_They_Sleep", "Otters,_and_Where_They_Sleep", 1),
        ("title", "Otters_Asleep", "Otters_Asleep", 1),
        (
            "title",
            "The $x_1$ and $y_2$ of otters in foo_bar files",
            "The $x_1$ and $y_2$ of otters in foo_bar files",
            0,
        ),
        ("title", "How FILE_OBJECT sleeps", "How FILE_OBJECT sleeps", 0),
        ("title", "HOW OTTERS SLEEP AND WAKE", "HOW OTTERS SLEEP AND WAKE", 0),
        ("authors", ["Bo`az Klartag", "Ada Byron"], None, 0),
        ("abstract", "Summary: We do it.", "Summary: We do it.", 0),
        ("abstract", "Subjects: We do it.", "We do it.", 1),
        ("excerpt", "https://example.org/author/3-oct-2017", None, 1),
        ("venue", "COLING 2018 → https://example.org/coling-2018", "COLING 2018", 1),
        ("venue", "ICLR 2019 12", "ICLR 2019 12", 0),
    ],
)
def test_what_no_listing_prints_is_left_out(field: str, value: Any, left: Any, reports: int) -> None:
    entry = Entry(0, 10, {field: value}, [(field, 2, 5)])
    leave_out_implausible(entry, "arxiv-search")
    assert entry.values[field] == (left if reports or left else value)
    assert [(fault.code, fault.start, fault.end) for fault in entry.faults] == [(Code.BAD_FIELD, 2, 5)] * reports


OBJECT = """results = [{
  title: "Otters: how they sleep",
  authors: "lutra otter-sleep • arXiv/cs • 2 Oct 2024",
  stars: "2,408", views: "4.23 stars / hour",
}]
"""
CALLS = """printLine("Title: ", record.getTitle());
printLine("Authors: ", record.getAuthors());
printLine("Abstract: ", record.getAbstract());
"""
MEMBERS = """    id: the article's id
    submitter: who submitted it
    authors: the authors of it
    title: its title
    abstract: the abstract of it
"""


@pytest.mark.parametrize("text", [OBJECT, CALLS, MEMBERS])
def test_a_program_and_its_data_are_no_paper(text: str) -> None:
    papers, diagnostics = read(text)
    assert papers == []
    assert Code.UNCLAIMED in {each.code for each in diagnostics}


@pytest.mark.parametrize(
    ("title", "reports"), [("HOW OTTERS SLEEP", 1), ("A MAP OF OTTERS", 1), ("MMLU: X", 0), ("How it is", 0)]
)
def test_a_title_in_capitals_is_reported_where_the_site_has_none(title: str, reports: int) -> None:
    entry = Entry(0, 10, {"title": title}, [("title", 2, 5)])
    leave_out_implausible(entry, "hf-papers")
    assert (entry.values["title"], len(entry.faults)) == (title, reports)


BLOCKS = (
    "arXiv:1706.03762 [pdf, other] cs.CL",
    "Attention",
    "Authors: <a>Ada Byron</a>, <a>Alan Turing</a>",
    "Abstract: We do <b>it</b> &amp; more.",
    "Submitted 12 June, 2017; originally announced June 2017.",
)


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        ("<html><body>\n" + "\n".join(f"<p>{block}</p>" for block in BLOCKS) + "\n</body></html>\n", 2, 6),
        ("<html><body>" + "".join(f"<p>{block}</p>" for block in BLOCKS) + "</body></html>\n", 1, 1),
        ("<html><body><ol><li>" + "<br>\n".join(BLOCKS) + "</ol></body></html>\n", 1, 5),
        ("<html><body><pre>\n" + "\n".join(BLOCKS) + "\n</pre></body></html>\n", 2, 6),
    ],
)
def test_a_page_without_classes_is_what_it_says(page: str, first: int, last: int) -> None:
    [paper], diagnostics = read(page)
    assert (paper.arxiv_id, paper.title, paper.authors) == ("1706.03762", "Attention", ("Ada Byron", "Alan Turing"))
    assert (paper.abstract, paper.submitted) == ("We do it & more.", "2017-06-12")
    assert (paper.sources[0].first_line, paper.sources[0].last_line) == (first, last)
    assert {one.code for one in diagnostics} <= {Code.PAGE_TEXT}  # lines of markup alone


def test_a_page_that_gives_nothing_says_what_is_not_understood() -> None:
    papers, diagnostics = read("<html><body>\n<p>Words</p>\n\n<p>More words</p></body></html>\n")
    assert papers == []
    told = {one.code: (one.place.first_line, one.place.last_line) for one in diagnostics}
    assert told == {Code.PAGE_TEXT: (1, 1), Code.UNCLAIMED: (2, 4)}


ITEM = """<html><body><ol><li class="arxiv-result"><p class="list-title"><a>arXiv:1706.03762</a></p>
<p class="title">Attention</p>
<p class="authors">Authors: Ada Byron, Alan Turing</p>
<p class="abstract">Abstract: We do it.</p>
<p class="is-size-7">{}</p>
</li></ol></body></html>
"""


@pytest.mark.parametrize(
    ("dates", "submitted", "told"),
    [
        ("Eingereicht am 12 June, 2017; originally announced June 2017.", "2017-06-12", []),
        ("提交 13 June, 2017; v1 提交于 12 June, 2017; 最初宣布 June 2017.", "2017-06-12", []),
        ("Eingereicht am 12. Juni 2017", None, [Code.UNCLAIMED]),
    ],
)
def test_elements_without_links_and_labels(dates: str, submitted: str | None, told: list[Code]) -> None:
    [paper], diagnostics = read(ITEM.format(dates))
    assert (paper.authors, paper.abstract) == (("Ada Byron", "Alan Turing"), "We do it.")
    assert paper.submitted == submitted
    assert [one.code for one in diagnostics if one.code is Code.UNCLAIMED] == told


CARD = (
    "{}1 code implementation • 17 Jul 2023 • Ada Byron, Alan Turing\n"
    "We say that the reasoning, which is long, is a\n{}\n"
)


@pytest.mark.parametrize("before", ["", "Hi, please add these.\n\n", "Papers of the group:\n", "https://example.org\n"])
@pytest.mark.parametrize("rest", ["faithful explanation of it.", "Bayes explanation (i. e., its process)."])
@pytest.mark.parametrize("mark", ["", "{}. ", "[{}] "])
def test_the_end_of_a_sentence_is_no_title(before: str, rest: str, mark: str) -> None:
    text = before + "".join(CARD.format(mark.format(number), rest) for number in (1, 2, 3))
    papers, _ = read(text)
    excerpt = f"We say that the reasoning, which is long, is a {rest}".replace("i. e.", "i.e.")
    assert [(paper.title, paper.excerpt) for paper in papers] == [(None, excerpt)] * 3


def test_titles_of_cards_stay() -> None:
    text = "".join(f"A Title of {name}\n{CARD.format('', 'sentence.')}" for name in ("Old", "New"))
    papers, diagnostics = read(text)
    assert [paper.title for paper in papers] == ["A Title of Old", "A Title of New"]
    assert diagnostics == []


LIST_HEAD = "[1] arXiv:2601.11559 [pdf, html, other]\nTitle: How It Is Done\n"
FEED = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>http://arxiv.org/abs/2601.11559v1</id><title>How</title>"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{LIST_HEAD}Ada Byron\nSubjects: Artificial Intelligence (cs.AI)\n", []),
        (f"{LIST_HEAD}Subjects: Artificial Intelligence (cs.AI)\n", ["no-authors"]),
        (f"{LIST_HEAD}Authors: https://example.org\nSubjects: Artificial Intelligence (cs.AI)\n", ["bad-field"]),
        ("arXiv:2601.11559 [pdf] cs.AI\nHow\nAbstract: We do it and say ho", ["truncated"]),
        ("How\nAbstract: We do it.\nSubmitted 3 May, 2024; originally announced May 2024.\n", ["no-authors"]),
        ("Papers\narxiv:2601.11559\nHow\n\nPublished on May 3\n\nAbstract\nWe.\n\nView arXiv page\n", ["no-authors"]),
        ("Graphs that grow\n1 code implementation • 3 May 2021\nWe study graphs.\n", []),
        (f"{FEED}<author><name>Ada Byron</name></author></entry></feed>", []),
        (f"{FEED}</entry></feed>", ["no-authors"]),
    ],
)
def test_where_every_paper_has_authors_their_loss_is_a_warning(text: str, codes: list[str]) -> None:
    events = list(read_text([text], "a"))
    assert len([event for event in events if isinstance(event, Paper)]) == 1
    found = [event for event in events if isinstance(event, Diagnostic) and event.code.severity is not Severity.NOTE]
    assert [event.code.id for event in found] == codes


HEADED = (
    "arXiv:1706.0376{0} [pdf, other] cs.CL\nAttention {1}\n\nAuthors: Ada Byron, Alan Turing\n\n"
    "Abstract: We do {1} it so that all\n{2}of them see how {1} it is done here.\n\n"
    "Submitted 12 June, 2017; originally announced June 2017.\n\n"
)
CUT = "{}1 code implementation{} 17 Jul 2023{} Ada Byron, Alan Turing\nWe say that {}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (HEADED.format(1, "one", "Papers of the group\n") + HEADED.format(2, "two", "Papers of the group\n"), [7, 18]),
        (HEADED.format(1, "one", "") + HEADED.format(2, "two", "Papers of the group\n"), []),
        (HEADED.format(1, "one", "and more of them\n") * 2, []),
        (HEADED.format(1, "one", "").replace("here.", "here...  More"), [7]),
        (HEADED.format(1, "oné", "").replace("here.", "here...  More"), []),
        (CUT.format("", " •", " •", "otters sleep."), []),
        (CUT.format("", " •", " •", "otters"), [2]),
        (CUT.format("", " •", " •", "otters are at https://example.org"), []),
        (HEADED.format(1, "one", "--\n\n").replace("of them", "of otters"), [6]),
        (HEADED.format(1, "one", "").replace("it so", "it] so"), [6]),
        (CUT.format("", " •", " •", "otters sleep whe..."), [2]),
        (CUT.format("", " ", " ", "otters sleep."), [1]),
        (CUT.format("How otters sl...\n\n", " •", " •", "otters sleep."), [1]),
        (CUT.format("", " •", " •", "otters sleep.").lower(), [1]),
    ],
)
def test_values_that_their_text_gives_reasons_to_doubt(text: str, lines: list[int]) -> None:
    papers, diagnostics = read(text)
    assert len(papers) == text.count("Ada Byron") or "ada byron" in text
    told = [diagnostic.place.first_line for diagnostic in diagnostics if diagnostic.code is Code.DOUBTFUL]
    assert told == lines
