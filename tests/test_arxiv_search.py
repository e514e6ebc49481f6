"""arXiv search results: what each part becomes, what is left alone, and that time grows with the text only."""

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from paperlist.cleanup.unicode import CONTROL
from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import arxiv_search
from paperlist.paper import Paper
from paperlist.reading import FieldLines
from paperlist.reading import read_listings as read

FIXTURES = Path(__file__).parents[1] / "fixtures" / "arxiv-search"
ENTRY = """-
A Title
Authors:
Ada Example,
Bob Example
Abstract:
It is shown that a preview…
▽ More
It is shown that a preview is short.
△ Less
Submitted 17 January, 2024; v1 submitted 10 January, 2024;
originally announced January 2024.
"""


def events(*chunks: str, **more: Any) -> Iterator[Paper | Diagnostic]:
    return read(chunks, "-", (arxiv_search,), **more)


def papers(*chunks: str) -> list[Paper]:
    return [event for event in events(*chunks) if isinstance(event, Paper)]


def one(text: str) -> Paper:
    (paper,) = papers(text)
    return paper


def codes(text: str) -> list[Code]:
    return [event.code for event in events(text) if isinstance(event, Diagnostic)]


def test_the_seed_shape() -> None:
    paper = one(ENTRY)
    assert paper.title == "A Title"
    assert paper.authors == ("Ada Example", "Bob Example")
    assert paper.abstract == "It is shown that a preview is short."
    assert paper.excerpt is None
    assert (paper.submitted, paper.updated, paper.announced) == ("2024-01-10", "2024-01-17", "2024-01")
    assert (paper.sources[0].first_line, paper.sources[0].last_line) == (1, 12)
    assert codes(ENTRY) == []


def test_parts_name_every_line() -> None:
    spans: list[FieldLines] = []
    list(events(ENTRY, show_span=spans.append))
    told = {line for span in spans for line in span.place.lines}
    assert told == set(range(1, 13))
    assert {span.field for span in spans} == {
        "mark", "title", "authors", "excerpt", "abstract", "updated", "submitted", "announced",
    }  # fmt: skip


REST = "Authors: Ada Example\nAbstract: It is shown.\nSubmitted 17 January, 2024; originally announced January 2024.\n"


@pytest.mark.parametrize(
    "head",
    [
        "arXiv:2401.00001\nA Title",
        "ARXIV:2401.00001 [pdf] math.CO\nA Title",
        "arXiv:2401.00001 A Title",
        "arxiv:2401.00001v2: A Title",
        "[2401.00001] A Title",
        "12. [2401.00001v1] A Title",
        "2401.00001: A Title",
        "https://arxiv.org/abs/2401.00001\nA Title",
        "A Title\nhttps://arxiv.org/abs/2401.00001",
        "arXiv:2401.00001 A Title\nhttps://arxiv.org/abs/2401.00001v3",
        "arXiv:2401.00001\nTitle: A Title",
        "arXiv:2401.00001 [pdf] math.CO\n- Title : A Title",
    ],
)
def test_ids_addresses_and_labels_are_not_title(head: str) -> None:
    text = f"{head}\n{REST}"
    assert (one(text).arxiv_id, one(text).title, one(text).authors) == ("2401.00001", "A Title", ("Ada Example",))
    assert codes(text) == []
    assert [(paper.arxiv_id, paper.title) for paper in papers(text, text)] == [("2401.00001", "A Title")] * 2


@pytest.mark.parametrize("doi", ["doi:10.1000/a.1", "DOI: 10.1000/a.1", "10.1000/a.1"])
def test_a_doi_below_a_title_is_none(doi: str) -> None:
    assert (one(f"A Title\n{doi}\n{REST}").title, one(f"A Title\n{doi}\n{REST}").doi) == ("A Title", "10.1000/a.1")


@pytest.mark.parametrize("between", ["", "\n", "---\n", "=====\n"])
def test_a_labelled_title_begins_an_entry(between: str) -> None:
    one_entry = "Title: {}\nAuthors: Ada Example\nAbstract: It is shown.\n"
    found = papers(one_entry.format("First") + between + one_entry.format("Second") + between)
    assert [(paper.title, paper.abstract) for paper in found] == [("First", "It is shown."), ("Second", "It is shown.")]


SHOWN = "It is shown that a preview is part of the whole, as every page has it…"
WHOLE = SHOWN.replace("…", ", and no more.")


@pytest.mark.parametrize(
    ("text", "abstract", "excerpt"),
    [
        (f"{SHOWN} ▽ More\n-", None, SHOWN),
        (f"{SHOWN} ▽ More\n{WHOLE} △ Less\n*", WHOLE, None),
        (f"{SHOWN} ▼ More\n{WHOLE} ▲ Less", WHOLE, None),
        (f"{SHOWN} More\n{WHOLE} Less", WHOLE, None),
        (f"{SHOWN} See more {WHOLE} See less", WHOLE, None),
        (f"{SHOWN} [More]", None, SHOWN),
        (f"{SHOWN} 👇 More", None, SHOWN),
        (f"{SHOWN} ▽ More\nPrinted on Monday, page 2 of 7", None, SHOWN),
        ("We write less… More is said elsewhere.", "We write less… More is said elsewhere.", None),
    ],
)
def test_a_full_abstract_holds_the_preview(text: str, abstract: str | None, excerpt: str | None) -> None:
    entry = ENTRY[: ENTRY.index("It is")] + text + ENTRY[ENTRY.index("\nSubmitted") :]
    assert (one(entry).abstract, one(entry).excerpt) == (abstract, excerpt)
    assert codes(entry) == ([Code.UNCLAIMED] if "Printed" in text else [])


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_labels_in_any_case(change: Callable[[str], str]) -> None:
    text = f"arXiv:2401.00001\nA Title\n{REST}"
    for label in ("Authors", "Abstract", "Submitted"):
        text = text.replace(label, change(label))
    assert one(text) == one(f"arXiv:2401.00001\nA Title\n{REST}")


def test_a_remark_that_ends_in_dates_makes_no_entry() -> None:
    text = "My note: Submitted 9 October, 2025; originally announced September 2025.\n"
    assert papers(text) == []
    assert codes(text) == [Code.UNCLAIMED]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("arXiv:2512.03003  [pdf, ps, other]  hep-ph", {"arxiv_id": "2512.03003", "categories": ("hep-ph",)}),
        ("12. arXiv:hep-th/9901001v3 [pdf]\n\nhep-th math.QA\n", {"arxiv_id": "hep-th/9901001", "arxiv_version": 3}),
        (
            "arXiv:2401.00001v0 [pdf] math.CO",
            {"arxiv_id": "2401.00001", "arxiv_version": None},
        ),
        (f"arXiv:2401.00001v{'9' * 5000} [pdf] math.CO", {"arxiv_id": "2401.00001", "arxiv_version": None}),
        ("arXiv:2401.00001   math.CO", {"arxiv_id": "2401.00001", "categories": ("math.CO",)}),
        (
            "arXiv:0704.0001\n[\npdf\n,\nother\n]\ncond-mat.stat-mech\nq-bio",
            {"categories": ("cond-mat.stat-mech", "q-bio")},
        ),
        (
            "arXiv:1902.09882 [pdf] physics.chem-ph\ndoi\n10.1000/a.1\ndoi\n10.1000/b-2",
            {"doi": "10.1000/a.1", "other_dois": ("10.1000/b-2",)},
        ),
        ("arXiv:1902.09882 [pdf, other\n\ncs.AI cs.\n", {"categories": ("cs.AI",)}),
    ],
)
def test_id_lines(line: str, values: dict[str, Any]) -> None:
    paper = one(line + "\n" + ENTRY.removeprefix("-\n"))
    assert {field: getattr(paper, field) for field in values} == values


def test_text_of_the_page_may_begin_within_the_id_line() -> None:
    assert Code.BUG not in codes("arXiv:0000.0000[pdfother\n0")


PARTS = {
    "id line": "arXiv:2401.00001 [pdf] math.CO\n",
    "authors": "Authors:\nAda Example,\nBob Example\n",
    "abstract": "Abstract:\nIt is short.\n",
    "dates": "Submitted 10 January, 2024; originally announced January 2024.\n",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("title", ["", "A Title\n"])
def test_one_anchor_makes_no_entry(part: str, title: str) -> None:
    text = part + title if part.startswith("arXiv") else title + part
    dated = title and part.startswith("Submitted")  # no other text has the whole formula
    assert [paper.title for paper in papers(text)] == (["A Title"] if dated else [])
    assert dated or set(codes(text)) == {Code.UNCLAIMED}


@pytest.mark.parametrize("names", list(combinations(PARTS, 2)), ids=" and ".join)
def test_two_anchors_make_an_entry(names: tuple[str, str]) -> None:
    first, second = (PARTS[name] for name in names)
    text = first + "A Title\n" + second if names[0] == "id line" else "A Title\n" + first + second
    assert one(text).title == "A Title"


def test_the_last_entry_may_break_off_after_its_first_label() -> None:
    text = ENTRY + "-\nAnother Title\nAuthors:\nEve Example,\n"
    assert [paper.title for paper in papers(text)] == ["A Title", "Another Title"]
    assert codes(text) == [Code.TRUNCATED]
    assert [paper.title for paper in papers(text.replace("-\nAnother", "Another"))] == ["A Title"]


def test_an_id_that_is_mentioned_starts_no_entry() -> None:
    text = ENTRY.replace("is short.", "is short, see\narXiv:1204.4262\nand arXiv:1204.4263 too.")
    assert one(text).arxiv_id is None


@pytest.mark.parametrize("names", ["Ada Example,Bob Example, Eve Example", "Ada Example ,Bob Example, Eve  Example,"])
def test_blanks_around_commas_are_no_part_of_a_name(names: str) -> None:
    assert one(ENTRY.replace("Ada Example,\nBob Example", names)).authors == (
        "Ada Example",
        "Bob Example",
        "Eve Example",
    )


def test_authors_not_shown_are_counted() -> None:
    paper = one(ENTRY.replace("Bob Example\n", "Bob Example\n, et al. (14 additional authors not shown)\n"))
    assert (paper.authors, paper.authors_omitted) == (("Ada Example", "Bob Example"), 14)


@pytest.mark.parametrize("count", ["٣", "9" * 60, "9" * 5000])
def test_no_number_of_authors_not_shown_costs_the_entry(count: str) -> None:
    (paper,) = papers(ENTRY.replace("Bob Example\n", f"Bob Example\n, et al. ({count} additional authors not shown)\n"))
    assert (paper.title, paper.authors[:2]) == ("A Title", ("Ada Example", "Bob Example"))
    assert paper.authors_omitted == (3 if count == "٣" else 0)


@pytest.mark.parametrize(
    ("between", "field", "value"),
    [
        ("It is short.\nIt is short.\n△ Less", "abstract", "It is short."),
        ("It is short. It is\nshort. △\nLess", "abstract", "It is short."),
        ("It is short.It is short.△ Less", "abstract", "It is short."),
        ("First one.\n\nSecond one.\n△ Less", "abstract", "First one.\n\nSecond one."),
        ("A △ Less", "abstract", "A"),
        ("$A$ △ Less", "abstract", "$A$"),
        ("…from the middle of it… ▽ More", "excerpt", "…from the middle of it…"),
        ("This begins and goes on to the cut… This begins and goes on to the cut made. △ Less", "abstract",
         "This begins and goes on to the cut made."),
        ("Only a preview…", "excerpt", "Only a preview…"),
    ],
)  # fmt: skip
def test_abstracts(between: str, field: str, value: str) -> None:
    begin, end = ENTRY.index("It is"), ENTRY.index("Submitted")
    paper = one(ENTRY[:begin] + between + "\n" + ENTRY[end:])
    assert getattr(paper, field) == value
    assert paper.submitted == "2024-01-10"


REMARKS = (
    ENTRY
    + "Comments: 12 pages\nReport number: R-1 MSC Class: 05C10 (Primary); 11A41 ACM Class: F.2\nJournal ref: J. X 1\n"
)


def test_remarks_end_where_the_next_entry_begins() -> None:
    first, second = papers(REMARKS + ENTRY)
    assert first.comments == "12 pages"
    assert (first.report_number, first.msc_class, first.acm_class) == ("R-1", "05C10 (Primary); 11A41", "F.2")
    assert first.journal_ref == "J. X 1"
    assert second.title == "A Title"
    assert second.comments is None


@pytest.mark.parametrize(
    ("comments", "withdrawn"),
    [
        ("This paper has been withdrawn by the author", True),
        ("This article has been administratively withdrawn because of fraud", True),
        ("Withdrawn due to an error in Lemma 2", True),
        ("12 pages; on deposits that are withdrawn early", False),
    ],
)
def test_withdrawn(comments: str, withdrawn: bool) -> None:
    assert one(ENTRY + f"Comments: {comments}\n").withdrawn is withdrawn


def test_a_date_that_does_not_exist_costs_itself_only() -> None:
    text = ENTRY.replace("10 January", "31 February")
    assert (one(text).submitted, one(text).updated, one(text).announced) == (None, "2024-01-17", "2024-01")
    assert codes(text) == [Code.BAD_FIELD]


def test_a_title_after_another_entry_on_its_line_is_a_likely_reading() -> None:
    line = " ".join(ENTRY.removeprefix("-\n").split())
    first, second = papers(line + " " + line + "\n")
    assert first.title == second.title == "A Title"
    assert Code.AMBIGUOUS in codes(line + " " + line + "\n")


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
    assert codes(text) == []


def test_no_line_between_title_and_label_is_lost_in_silence() -> None:
    text = ENTRY.replace("Authors:\nAda Example,\nBob Example", "Buy our shoes now!")
    assert (one(text).title, one(text).authors) == ("A Title", ())
    (told,) = (event for event in events(text) if isinstance(event, Diagnostic))
    assert (told.code, *told.place[1:]) == (Code.UNCLAIMED, 3, 3)


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
