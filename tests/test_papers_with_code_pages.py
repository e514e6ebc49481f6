"""Papers with Code: saved pages, and cards whose lines a tool has filled."""

import re
import textwrap

import pytest
from lxml import html

from paperlist.diagnostics import Code
from paperlist.listings import papers_with_code
from paperlist.paper import Paper
from paperlist.reading import read_listings as read
from tests.card_samples import CASES, SENTENCE, find_all, read_values


def test_saved_page() -> None:
    page = html.fromstring((CASES / "home-saved.html").read_text(encoding="utf-8"))
    entries = list(papers_with_code.find_html(page))
    assert len(entries) == 5
    assert all({"title", "repository", "excerpt", "arxiv_id"} <= set(entry.values) for entry in entries)
    assert all(entry.start <= start <= end <= entry.end for entry in entries for _, start, end in entry.spans)


@pytest.mark.parametrize(("stars", "number"), [("0", 0), ("٣", 3), ("9" * 18, 10**18 - 1), ("9" * 5000, None)])
def test_no_number_of_stars_costs_the_card(stars: str, number: int | None) -> None:
    [entry] = find_all(f"A Title\n1 code implementation • 9 May 2023 • Yu Zhang\n{SENTENCE}\n{stars}\nPaper\nCode\n")
    assert (entry.values["title"], entry.values["stars"], entry.values["excerpt"]) == ("A Title", number, SENTENCE)
    first, _ = papers_with_code.find_html(html.fromstring(PAGE_OF_2019.replace("4,205", stars)))
    assert (first.values["title"], first.values["stars"]) == ("On Poincaré maps", number)


def test_a_bracket_behind_the_menu_is_no_title() -> None:
    [entry] = find_all(f"Papers With Code Sign In [ 1 code implementation • 9 May 2023 • Yu Zhang {SENTENCE}")
    assert "title" not in entry.values


PAGE_OF_2019 = """
<div class="infinite-container">
<div class="row infinite-item item">
 <div class="col-lg-3 item-image-col"><a href="https://paperswithcode.com/paper/x">
  <div class="item-image" style="background-image: url('./Trending_files/1902.10197.jpg');"></div></a></div>
 <div class="col-lg-9 item-content">
  <h1><a href="https://paperswithcode.com/paper/x">On <i>Poincar\\'e</i>
   maps</a></h1>
  <p><span class="item-conference-link"><a href="/conference/iclr-2019-5">ICLR 2019 </a></span> •
     <span class="item-github-link"><a href="https://github.com/a/b">a/b</a></span> • <img src="tf.png"></p>
  <p class="item-strip-abstract">We show that this is so, i. e., true.</p>
  <p><a href="/task/x"><span class="badge badge-primary">GRAPH EMBEDDING</span></a>
     <a href="/paper/x#tasks"><span class="badge badge-primary"><b>+2</b></span></a></p>
 </div>
 <div class="entity-stars"><span class="badge badge-secondary">4,205</span></div>
</div>
<div class="row infinite-item item">
 <div class="col-lg-9 item-content">
  <h1><a href="/paper/y">Second</a></h1>
  <p>no code implementations • <span class="author-name-text">31 Feb 2019</span> •
   <a href="https://paperswithcode.com/author/z">Fred Bloggs, Jr.</a>, <a href="/author/w">Yu Zhang</a></p>
  <p><span class="badge badge-primary badge-primary-nohover">Quantitative Methods</span></p>
 </div>
</div>
</div>
"""


def test_saved_page_of_2019() -> None:
    first, second = papers_with_code.find_html(html.fromstring(PAGE_OF_2019))
    assert first.values == {
        "arxiv_id": "1902.10197",
        "title": "On Poincaré maps",
        "venue": "ICLR 2019",
        "repository": "a/b",
        "excerpt": "We show that this is so, i.e., true.",
        "tasks": ("GRAPH EMBEDDING",),
        "categories": (),
        "stars": 4205,
    }
    assert second.values == {
        "title": "Second",
        "code_implementations": 0,
        "authors": ("Fred Bloggs Jr.", "Yu Zhang"),
        "tasks": (),
        "categories": ("q-bio.QM",),
    }
    assert [fault.code for fault in second.faults] == [Code.BAD_FIELD]


def fold(text: str, width: int) -> str:
    """Break lines as `fold -s` does: the blank stays at the end of the line, bytes are counted."""
    lines: list[str] = []
    for line in text.split("\n"):
        now = ""
        for word in re.findall(r"\S+\s*", line):
            if now and len((now + word).encode()) > width:
                lines.append(now)
                now = ""
            now += word
        lines.append(now)
    return "\n".join(lines)


@pytest.mark.parametrize("width", range(40, 121, 4))
def test_folded_cards_keep_authors_and_excerpts(width: int) -> None:
    text = (CASES / "seed.txt").read_text(encoding="utf-8")
    plain = read_values(text)
    assert [len(authors) for authors, _ in plain] == [39, 30, 24, 49, 63, 51]  # type: ignore[arg-type]
    assert read_values(fold(text, width)) == plain


@pytest.mark.parametrize("width", range(40, 121, 4))
def test_filled_cards_keep_authors_and_excerpts(width: int) -> None:
    text = (CASES / "seed.txt").read_text(encoding="utf-8")
    filled = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
    assert read_values(filled) == read_values(text)


@pytest.mark.parametrize(
    ("lines", "authors", "excerpt"),
    [
        ("Evan Hubinger, Jesse\nMu, Mike Lambert, Ethan\nPerez\n" + SENTENCE, 4, SENTENCE),
        ("- Evan Hubinger\n- Jesse Mu\n- Ethan Perez\n\nThey are good.\n", 3, "They are good."),
        ("1. Evan Hubinger,\n2. Jesse Mu\n\nThey are good.\n", 2, "They are good."),
        ("Evan Hubinger, Samuel R.\nBowman, Ethan Perez\nLarge sets\nof it are good.", 3, "Large sets of it are good."),
        (
            f"{'Ada Byron, ' * 6}Jesse Mu\nEssentially, the robot is capable of cutting corners, we find.\nPaper",
            7,
            "Essentially, the robot is capable of cutting corners, we find.",
        ),
        ("Evan Hubinger, Jesse Mu\nHowever, we see\nthat it is so.", 2, "However, we see that it is so."),
        ("Evan Hubinger, Jesse Mu We\nfind that it is so.", 2, "We find that it is so."),
    ],
)  # fmt: skip
def test_end_of_wrapped_authors(lines: str, authors: int, excerpt: str) -> None:
    [entry] = find_all(f"1 code implementation • 10 Jan 2024 •\n{lines}\n")
    assert len(entry.values["authors"]) == authors
    assert entry.values["excerpt"] == excerpt


def test_doubt_about_the_line_break_is_told() -> None:
    text = "1 code implementation • 10 Jan 2024 •\nEvan Hubinger, Jesse Mu\nDeep\nModels are often good at it.\n"
    [entry] = find_all(text)
    assert entry.values["authors"] == ("Evan Hubinger", "Jesse Mu")
    assert entry.values["excerpt"] == "Deep Models are often good at it."
    assert [fault.code for fault in entry.faults] == [Code.AMBIGUOUS]


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_folded_home_page(width: int) -> None:
    text = (CASES / "home-innertext.txt").read_text(encoding="utf-8")
    fields = ("title", "repository", "venue", "date", "excerpt", "stars")
    plain = [[entry.values.get(field) for field in fields] for entry in find_all(text)]
    folded = [[entry.values.get(field) for field in fields] for entry in find_all(fold(text, width))]
    assert len(plain) == 5
    assert folded == plain


def test_item_glued_to_the_sentence() -> None:
    other = "-\nSleeper Agents\nAuthors:\nJesse Mu\nAbstract:\nHumans are capable of it.\n"
    text = f"1 code implementation • 10 Jan 2024 • Yu Zhang, Evan Hubinger\n{SENTENCE}{other}"
    [entry] = find_all(text)
    assert entry.values["excerpt"] == SENTENCE
    assert text[entry.end :] == other


def test_a_title_of_many_lines_is_whole_in_pieces() -> None:
    text = (
        "Measuring\nthe Gap\nbetween\nSimulation\nand Reality\nin Embodied\nNavigation\n\n"
        "no code implementations • 2 Apr 2019 • Ada Example, Bob Example\n\nWe measure the gap.\n"
    )
    for chunks in ([text], text.splitlines(keepends=True)):
        [paper] = [event for event in read(chunks, "a.txt", [papers_with_code]) if isinstance(event, Paper)]
        assert paper.title == "Measuring the Gap between Simulation and Reality in Embodied Navigation"
