"""arXiv search results: what each part becomes, what is left alone, and that time grows with the text only."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from paperlist.diagnostics import Code
from paperlist.reading import FieldLines
from tests.search_samples import ENTRY, codes, events, one, papers


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


MENU = "* Browse\n* Sign in\n\n"


@pytest.mark.parametrize("above", [MENU, f"{MENU}A page of mine\n\n", "1. Browse\n\n"])
@pytest.mark.parametrize("mark", ["", "-\n", "12.\n", "- "])
def test_an_item_of_a_list_above_a_paper_is_not_its_title(above: str, mark: str) -> None:
    text = f"{above}{mark}A Title\n{REST}"
    assert (one(text).title, one(text).sources[0].first_line) == ("A Title", above.count("\n") + 1)


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
