"""Abstract pages of arXiv: their dates, names, and rows in columns; other listings around them."""

import re
from pathlib import Path

import pytest

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.listings.arxiv_abs.rows import dois_of
from paperlist.listings.tables import Label, read_rows
from paperlist.paper import Paper
from paperlist.reading import read_listings

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = sorted(path for path in (FIXTURES / "arxiv-abs").iterdir() if path.suffix in (".txt", ".md"))
OTHERS = [
    FIXTURES / "arxiv-mail/digest.txt",
    FIXTURES / "arxiv-search/seed.txt",
    FIXTURES / "papers-with-code/author-innertext.txt",
]


def read(text: str) -> tuple[list[Paper], list[Diagnostic]]:
    events = list(read_listings([text], "a.txt", load_listings()))
    papers = [event for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


def without_places(papers: list[Paper]) -> list[Paper]:
    return [paper.replace(sources=()) for paper in papers]


def page(dates: str) -> str:
    return f"{dates}\nTitle:How it is done\nAuthors:Ada Byron\nAbstract:We do it.\nComments: 2 pages\n"


@pytest.mark.parametrize(
    ("dates", "submitted", "updated", "version"),
    [
        ("[Submitted on 10 Jan 2024]", "2024-01-10", None, None),
        (
            "[Submitted on 10 Jan 2024 (v1), last revised 17 Feb 2024 (this version, v3)]",
            "2024-01-10",
            "2024-02-17",
            3,
        ),
        (
            "[Submitted on 2 Jan 2020 (this version), latest version 5 Mar 2021 (v4)]",
            "2020-01-02",
            None,
            1,
        ),
        (
            "[Submitted on 2 Jan 2020 (\nv1\n), revised 3 Feb 2020 (this version, v2), latest version 5 Mar 2021 (v4)]",
            "2020-01-02",
            "2020-02-03",
            2,
        ),
        ("arXiv:2001.00001v1 (cs)\n[Submitted on 2 Jan 2020]", "2020-01-02", None, 1),
    ],
)
def test_dates(dates: str, submitted: str, updated: str | None, version: int | None) -> None:
    [paper], diagnostics = read(page(dates))
    assert (paper.submitted, paper.updated, paper.arxiv_version) == (submitted, updated, version)
    assert (paper.title, paper.authors, paper.abstract) == ("How it is done", ("Ada Byron",), "We do it.")
    assert diagnostics == []


@pytest.mark.parametrize(("shown", "omitted"), [(100, 30), (130, 0)])
def test_hidden_names_that_are_shown_are_not_left_out(shown: int, omitted: int) -> None:
    names = [f"{chr(65 + number // 26)}. {chr(65 + number % 26)}x" for number in range(shown)]
    text = page("[Submitted on 10 Jan 2024]").replace(
        "Ada Byron", ", ".join(names) + "\n\net al. (30 additional authors not shown)\n\n"
    )
    [paper], _ = read(text)
    assert (paper.authors, paper.authors_omitted) == (tuple(names), omitted)


@pytest.mark.parametrize(
    "text",
    [
        "I. Author, arXiv preprint arXiv:1711.05101, [Submitted on 14 Nov 2017 (v1), last\nrevised 4 Jan 2019"
        " (this version, v3)].\n",
        "- MobileNets (Submitted on 17 Apr 2017)\n",
        "Title: How it is done\nAuthors: Ada Byron\nStatus: done\n",
        "\n(Submitted on 17 Apr 2017)\n",
    ],
)
def test_a_mention_is_no_entry(text: str) -> None:
    papers, diagnostics = read(text)
    assert papers == []
    assert {one.code for one in diagnostics} == {Code.UNCLAIMED}


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["Comments:  one", "Cite as:   two"], ["one", "two"]),
        (["Comments:  first line is", "long enough", "Cite as:   two"], ["first line is\nlong enough", "two"]),
        (
            ["a value whose", "Comments:  label is beside", "its middle", "Cite as:   two"],
            ["a value whose\nlabel is beside\nits middle", "two"],
        ),
        (
            ["Comments:  short", "a value whose", "Cite as:   label is beside", "its middle"],
            ["short", "a value whose\nlabel is beside\nits middle"],
        ),
    ],
)
def test_a_label_may_be_beside_the_middle_of_its_value(lines: list[str], values: list[str]) -> None:
    text = "\n\n" + "\n".join(lines)
    starts = [text.index(name) for name in ("Comments:", "Cite as:")]
    labels = [Label(at, at + 11, text[at : text.index(":", at)]) for at in starts]
    rows = read_rows(text, labels, 0, len(text), lambda label, value: True)
    assert [row.value for row in rows] == values


def test_the_longest_label_may_touch_its_value() -> None:
    text = "\n\nJournal:one\na value whose\nDOI:    label is beside\nits middle"
    labels = [Label(*found.span(), found[1]) for found in re.finditer(r"(\w+):[ ]*", text)]
    rows = read_rows(text, labels, 0, len(text), lambda label, value: True)
    assert [row.value for row in rows] == ["one", "a value whose\nlabel is beside\nits middle"]


CAPITALS = """[Submitted on 1 Jan 2024]
TITLE:HOW OTTERS (LUTRA) SLEEP
Authors:Ada Byron, Alan Turing
View a PDF of the paper titled How Otters (Lutra) Sleep, by Ada Byron and 1 other authors
Abstract: We show it.
Comments: 9 pages
Subjects: Artificial Intelligence (cs.AI)
Cite as: arXiv:2401.00001 [cs.AI]
SUBMISSION HISTORY
From: Ada Byron [view email]
[v1] Mon, 1 Jan 2024 00:00:00 UTC (9 KB)
"""


@pytest.mark.parametrize(
    ("said", "title", "codes"),
    [
        ("How Otters (Lutra) Sleep", "How Otters (Lutra) Sleep", []),
        ("How Others Sleep", "HOW OTTERS (LUTRA) SLEEP", [Code.BAD_FIELD]),
    ],
)
def test_a_title_in_capitals_is_as_the_page_says_it_elsewhere(said: str, title: str, codes: list[Code]) -> None:
    papers, diagnostics = read(CAPITALS.replace("How Otters (Lutra) Sleep", said))
    assert [paper.title for paper in papers] == [title]
    assert [diagnostic.code for diagnostic in diagnostics] == codes


@pytest.mark.parametrize(
    ("value", "doi", "others", "codes"),
    [
        ("https://doi.org/10.1000/xyz", "10.1000/xyz", (), []),
        ("https://doi.org/10.1000/xyz https://doi.org/10.1000/\nuvw", "10.1000/xyz", ("10.1000/uvw",), []),
        ("https://doi.org/10.48550/arXiv.2401.00001", None, (), [Code.BAD_FIELD]),
        ("Focus to learn more", None, (), [Code.BAD_FIELD]),
    ],
)
def test_what_is_no_doi_is_told(value: str, doi: str | None, others: tuple[str, ...], codes: list[Code]) -> None:
    text = CAPITALS.replace("TITLE:HOW OTTERS (LUTRA) SLEEP", "Title:Otters").replace(
        "SUBMISS", f"DOI: {value}\nSUBMISS"
    )
    papers, diagnostics = read(text)
    assert [(paper.doi, paper.other_dois) for paper in papers] == [(doi, others)]
    assert [diagnostic.code for diagnostic in diagnostics] == codes


@pytest.mark.parametrize(
    "text",
    [
        CAPITALS.replace("SUBMISSION HISTORY\n", "Journal reference: Otters 1\nSubmission history\n\n"),
        CAPITALS.replace("SUBMISSION HISTORY\n", "Journal reference: Otters 1Submission history"),
        CAPITALS.replace("SUBMISSION HISTORY", "Journal reference: Otters 1\nSubmission history").replace("[v1]", "v1"),
        CAPITALS.replace("Comments: 9 pages", "| Comments: | 9 pages |\n|---|---|\n| Comments: | 9 pages |").replace(
            "SUBMISSION", "|Journal reference:| Otters 1 |\nSUBMISSION"
        ),
        CAPITALS.replace("\nAuthors:", "Authors:").replace("SUBM", "Journal\nreference:\n\nOtters 1\nSUBM"),
        CAPITALS.replace(
            "[cs.AI]\nSUBM", "|\n| (or arXiv:2401.00001v1 for this version)\n| Journal reference: | Otters 1\nSUBM"
        ),
        CAPITALS.replace("TITLE:", "Title:\n\n").replace("SUBM", "Journalreference:Otters 1\nSUBM"),
    ],
)
def test_what_is_around_a_value_is_no_part_of_it(text: str) -> None:
    [paper], _ = read(text.replace("HOW OTTERS (LUTRA) SLEEP", "How Otters Sleep").replace("TITLE", "Title"))
    assert (paper.title, paper.authors) == ("How Otters Sleep", ("Ada Byron", "Alan Turing"))
    assert (paper.comments, paper.journal_ref, paper.arxiv_id) == ("9 pages", "Otters 1", "2401.00001")


PRINTED = """[Submitted on 1 Jan 2024]
{0}
{1}
In this paper we show how otters sleep on their backs while they hold
the paws of one another, and that they do so.
Subjects: Artificial Intelligence (cs.AI)
Cite as: arXiv:2401.00001 [cs.AI]
Submission history
"""


@pytest.mark.parametrize(
    ("title", "names", "read_as"),
    [
        ("How Otters Sleep", "Ada Byron, Alan Turing", ("How Otters Sleep", ("Ada Byron", "Alan Turing"))),
        (
            "How Otters",
            "Sleep Together\nAda Byron, Alan Turing",
            ("How Otters Sleep Together", ("Ada Byron", "Alan Turing")),
        ),
        ("How Otters Sleep and", "why they do so\nAda Byron", ("How Otters Sleep and why they do so", ("Ada Byron",))),
        (
            "How Otters Sleep and",
            "why they do so\nAda Byron (Cavendish Laboratory and\nInn), Alan Turing, Mary\nShaw",
            ("How Otters Sleep and why they do so", ("Ada Byron", "Alan Turing", "Mary Shaw")),
        ),
        ("How Otters", "Sleep Together\nAda Byron", ("How Otters Sleep Together", ("Ada Byron",))),
        ("How Otters", "Sleep\nTogether\nByron", (None, ())),
        ("How Otters", "sleep\nAda Byron, Alan Turing, Mary Shaw, Grace Hopper, Jane Roe and", (None, ())),
    ],
)
def test_wrapped_lines_part_where_names_show_or_are_told(title: str, names: str, read_as: object) -> None:
    [paper], diagnostics = read(PRINTED.format(title, names))
    assert (paper.title, paper.authors) == read_as
    assert (paper.arxiv_id, paper.submitted) == ("2401.00001", "2024-01-01")
    assert (Code.BAD_FIELD in {one.code for one in diagnostics}) == (paper.title is None)


def test_blanks_of_links_may_be_underlined() -> None:
    papers, _ = read(CAPITALS.replace("Ada Byron, Alan", "Ada_B._Byron, Alan").replace("view email", "view_email"))
    assert [paper.authors for paper in papers] == [("Ada B. Byron", "Alan Turing")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.name))
@pytest.mark.parametrize("other", OTHERS, ids=lambda path: str(path.name))
def test_other_listings_around_a_page_change_nothing(path: Path, other: Path) -> None:
    text, around = path.read_text("utf-8"), other.read_text("utf-8")
    alone, others = without_places(read(text)[0]), without_places(read(around)[0])
    papers, _ = read(f"{around}\n\n{text}\n\n{around}")
    assert without_places(papers) == others + alone + others


@pytest.mark.parametrize("own", ["10.48550/arXiv.2401.05566", "10.48550/arxiv.2401.05566"])
def test_arxivs_own_doi_is_none_of_the_paper(own: str) -> None:
    assert dois_of(f"{own} 10.1103/PhysRevD.76.013009") == ["10.1103/PhysRevD.76.013009"]


HISTORY = """Title: How otters sleep
Authors: Ada Byron
View a PDF of the paper titled How otters sleep, by Ada Byron
Abstract: Otters sleep on their backs.
Submission history
From: Ada Byron [view email]
[v1] Wed, {} 10:00:00 UTC (20 KB)
"""


@pytest.mark.parametrize(
    ("day", "submitted", "codes"), [("30 Sep 2023", "2023-09-30", []), ("31 Sep 2023", None, [Code.BAD_FIELD])]
)
def test_a_day_of_the_history_that_does_not_exist_is_told(day: str, submitted: str | None, codes: list[Code]) -> None:
    [paper], diagnostics = read(HISTORY.format(day))
    assert (paper.submitted, [each.code for each in diagnostics]) == (submitted, codes)
