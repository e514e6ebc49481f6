"""Hugging Face's lists of papers as tools show them: a card is read or reported, and nothing is made up."""

from collections.abc import Callable
from textwrap import fill

import pytest

from paperlist import parse
from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings

TITLES = ("How Otters Sleep", "Why Otters Wake")
TEXTS = (
    "Otters sleep in the water, which nobody had measured before this work; they hold each other's paws, and we show\n"
    "that this is enough in all of the rivers of the north and in two of the lakes, with an error of 5 %,\n"
    "whatever the weather of the day may be in the place where they are.",
    "We measure why they wake.",
)
HEAD = "Trending Papers\n\nbyAK and the research community\n\nJan 20\n\n"
DAILY = "Submitted by\n\nuser0\n\n100\n\n{title}\n\n- · 5 authors\n\n8\n\n"


def card(title: str, text: str) -> str:
    """Return a card as a reader shows it."""
    return f"{title}\n\n{text}\n\n- 2 authors\n\n·\n\nPublished on Jan 22, 2026\n\nUpvote 51GitHub 476arXiv Page\n\n"


def page(written: Callable[[str], str] = str, *, head: str = HEAD) -> str:
    """Return a page on which each card stands twice, its titles as they are `written`."""
    cards = (card(written(title), text) * 2 for title, text in zip(TITLES, TEXTS, strict=True))
    return head + "".join(cards)


def papers_of(text: str) -> list[Paper]:
    """Return the papers of a text."""
    return [event for event in read_listings([text], "a.txt", load_listings()) if isinstance(event, Paper)]


MARKS: dict[str, Callable[[str], str]] = {
    "asciidoc": lambda title: f"==== link:/papers/2601.16070[{title}]",
    "texinfo": lambda title: f"@node @uref{{/papers/260116070,{title}}}\n@subsection {title}",
    "man": lambda title: f".SS {title}",
    "org": lambda title: f"{title}\n:PROPERTIES:\n:CUSTOM_ID: how-1\n:END:",
    "LaTeX": lambda title: f"\\subsection{{\\href{{/papers/2601.16070}}{{{title}}}}}",
    "XML": lambda title: f"<head>{title}</head>",
    "attributes": lambda title: f"{title} {{#how-otters-sleep-1}}",
}


def test_a_card_that_stands_twice_is_one_paper() -> None:
    papers = papers_of(page())
    assert [paper.title for paper in papers] == list(TITLES)
    assert [" ".join((paper.excerpt or "").split()) for paper in papers] == [" ".join(text.split()) for text in TEXTS]
    assert [(paper.authors_omitted, paper.stars, paper.date) for paper in papers] == [(2, 476, "2026-01-22")] * 2


@pytest.mark.parametrize("tool", MARKS)
def test_no_paper_is_made_of_the_marks_of_a_tool(tool: str) -> None:
    papers = papers_of(page(MARKS[tool]))
    assert {paper.title for paper in papers} <= set(TITLES)
    assert len(papers) <= len(TITLES)


@pytest.mark.parametrize("tool", MARKS)
def test_no_title_of_a_daily_page_is_made_of_the_marks_of_a_tool(tool: str) -> None:
    text = "".join(DAILY.format(title=MARKS[tool](title)) for title in TITLES)
    assert {paper.title for paper in papers_of(text)} <= set(TITLES)
    plain = "".join(DAILY.format(title=title) for title in TITLES)
    assert [paper.title for paper in papers_of(plain)] == list(TITLES)


@pytest.mark.parametrize("glued", ["Submitted by user0100", "8Submitted by user0100"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_who_submitted_a_card_is_no_title_where_a_tool_glued_the_counts(glued: str, between: str) -> None:
    cards = "".join(f"{glued}{between}{title}\n\n· 5 authors\n\n" for title in TITLES)
    assert [paper.title for paper in papers_of(f"Daily Papers\n\n{cards}")] == list(TITLES)


def test_a_daily_card_below_a_picture_is_no_card_of_another_page() -> None:
    shown = "   [IMG]\n   Submitted by\n   user0\n   100\n\n  {title}\n\n     • · 5 authors\n\n   8\n"
    papers = papers_of("".join(shown.format(title=title) for title in TITLES))
    assert [(paper.title, paper.excerpt) for paper in papers] == [(title, None) for title in TITLES]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("How Otters Sleep", ("How Otters Sleep", TEXTS[0])),
        ("How Otters Sleep in the Water\nof All Lakes", ("How Otters Sleep in the Water of All Lakes", TEXTS[0])),
        (
            "How Otters Sleep in the Water of the Rivers:\nLakes Too",
            ("How Otters Sleep in the Water of the Rivers: Lakes Too", TEXTS[0]),
        ),
        ("How Otters Sleep in the Water of All the Rivers, and in Which of the Lakes, and in What of Them", None),
    ],
)
def test_a_title_right_above_its_wrapped_text_is_told_by_its_length(title: str, shown: tuple[str, str] | None) -> None:
    text = f"Subscribe\n{title}\n{TEXTS[0]}\n2 authors\n·\nJan 22, 2026 12\n"
    papers = papers_of(text)
    assert [(paper.title, (paper.excerpt or "")[:20]) for paper in papers] == (
        [(shown[0], TEXTS[0][:20])] if shown else []
    )


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_sentence_below_a_longer_title_is_its_text(gap: str) -> None:
    title = "How Otters Sleep in the Water of All the Rivers, and in Which of the Lakes"
    counts = f"{gap}2 authors\n·\nPublished on Jan 22, 2026\nUpvote 51GitHub 476arXiv Page\n"
    papers = papers_of(f"{HEAD}{title}\n{TEXTS[1]}\n{counts}{TITLES[0]}\nTo this end it is studied.\n{counts}")
    assert [(paper.title, paper.excerpt) for paper in papers] == [
        (title, TEXTS[1]),
        (TITLES[0], "To this end it is studied."),
    ]


def test_the_lines_of_a_text_that_were_joined_at_a_hyphen_are_told() -> None:
    lines = fill(" ".join(TEXTS[0].split()), 70).split("\n")
    joined = [*lines[:2], f"{lines[2]}{lines[3]}", *lines[4:]]
    for shown, told in (
        (lines, []),
        (joined, [f"excerpt: a hyphen may be lost where lines were joined: {joined[2][:60]!r}"]),
    ):
        text = f"{TITLES[0]}\n" + "\n".join(shown) + "\n2 authors\n·\nJan 22, 2026 12\n"
        events = list(read_listings(["Subscribe\n" + text * 2], "a.txt", load_listings()))
        assert [event.title for event in events if isinstance(event, Paper)] == [TITLES[0]]
        assert [
            event.message for event in events if isinstance(event, Diagnostic) and "hyphen" in event.message
        ] == told


def test_a_page_of_print_may_end_within_a_text() -> None:
    lines = fill(" ".join(TEXTS[0].split()), 70).split("\n")
    text = "\n".join([TITLES[0], *lines[:2], "", *lines[2:], "2 authors", "·", "Jan 22, 2026 12", ""])
    assert lines[2][0].islower()
    assert [(paper.title, paper.excerpt) for paper in papers_of(f"Subscribe\n{text}")] == [
        (TITLES[0], " ".join(TEXTS[0].split()))
    ]


def test_a_card_that_cannot_be_read_ends_where_the_next_begins() -> None:
    cards = [f"{title}\n{text}\n2 authors\n·\nJan 22, 2026 12\n" for title, text in zip(TITLES, TEXTS, strict=True)]
    text = f"Subscribe\n{cards[0]}= {cards[0]}{cards[1]}{cards[0]}"
    assert [paper.title for paper in papers_of(text)] == [TITLES[0], TITLES[1], TITLES[0]]


@pytest.mark.parametrize("above", ["Upvote 246GitHub 4.51karXiv Page", "GitHub 476"])
def test_the_last_line_of_a_card_is_no_title(above: str) -> None:
    assert papers_of(f"{above}\n\n{TEXTS[1]}\n\n- 2 authors\n\n·\n\nPublished on Jan 22, 2026\n\n") == []


def test_pages_of_print_may_begin_with_the_count_of_authors() -> None:
    cards = [DAILY.format(title=f"{title} {n}").replace("- ·", "\f·") for n in range(3) for title in TITLES]
    assert [paper.title for paper in parse("".join(cards), merge=False)] == [
        f"{title} {n}" for n in range(3) for title in TITLES
    ]


def test_a_wrapped_text_alone_between_blank_lines_is_no_title() -> None:
    papers = papers_of(f"{HEAD}{fill(TEXTS[0])}\n\n·\n\nJan 22, 2026 12\n\n")
    assert [(paper.title, " ".join((paper.excerpt or "").split())) for paper in papers] == [
        (None, " ".join(TEXTS[0].split()))
    ]


def test_what_is_left_of_a_page_after_its_cards_is_no_card() -> None:
    foot = "{card} 3 | Submitted by | Ada | 28 | Why Otters Wake | 3 author | 8 | System theme | Company"
    for end in (foot.format(card=""), "[16]{}\n", "8 | System theme | Company | TOS\n"):
        assert [paper.title for paper in papers_of(page() + end)] == list(TITLES)


def test_links_beside_counts_belong_to_their_card() -> None:
    shown = "Upvote 51[GitHub 476][arXiv Page]"
    addressed = "Upvote 51GitHub 476 [https://github.com/otters/sleep]arXiv Page"
    for links in (shown, addressed, "[Upvote 51][GitHub 476]arXiv Page"):
        papers = papers_of(page().replace("Upvote 51GitHub 476arXiv Page", links))
        assert [(paper.title, paper.stars) for paper in papers] == [(title, 476) for title in TITLES]


@pytest.mark.parametrize(
    "written",
    [
        "[GitHub 476](https://github.com/otters/sleep.git)",
        "[https://github.com/otters/sleep GitHub 476]",
        "[[https://github.com/otters/sleep|GitHub 476]]",
        "https://github.com/otters/sleep[GitHub 476]",
        "[[https://github.com/otters/sleep][GitHub 476]]",
        "GitHub 476 [https://github.com/otters/sleep]",
        "`GitHub\n   476 <https://github.com/otters/sleep>`__",
    ],
)
def test_the_address_of_the_stars_is_that_of_the_code(written: str) -> None:
    text = page().replace("GitHub 476", written).replace("We measure", "See https://github.com/a/b: we measure")
    assert [(paper.title, paper.repository) for paper in papers_of(text)] == [
        (title, "otters/sleep") for title in TITLES
    ]


@pytest.mark.parametrize("written", ["[3]GitHub 476", "[GitHub 476][3]"])
@pytest.mark.parametrize("listed", ["   3. {}", "[3]: {}"])
def test_a_list_of_addresses_below_says_where_the_code_is(written: str, listed: str) -> None:
    text = page().replace("GitHub 476", written) + listed.format("https://github.com/otters/sleep\n")
    assert [paper.repository for paper in papers_of(text)] == ["otters/sleep"] * 2


SINGLE = """Papers

arxiv:2401.00001
{title}
Published on May 13, 2024

Authors:
Ada Byron , Mary Shaw

{heading}

{text}

View arXiv page
"""


@pytest.mark.parametrize(
    ("head", "title", "heading"),
    [
        ("", "\nHow Otters Sleep\n", "Abstract\n--------"),
        ("", "\nHow Otters Sleep\n#1 Paper of the day\nUpvote33\n", "Abstract"),
        ('---\ntitle: "Paper page - How Otters Sleep"\n---\n', "", "## Abstract"),
        ("# How Otters Sleep\n\nPapers\n\n", "", "## Abstract"),
        ("", "\nHow Otters Sleep\n\n·\n\n[\n\nUpvote\n\n69\n\n", "Abstract"),
    ],
)
def test_the_page_of_a_paper(head: str, title: str, heading: str) -> None:
    [paper] = papers_of(head + SINGLE.format(title=title, heading=heading, text=TEXTS[1]))
    assert (paper.title, paper.abstract, paper.date) == (TITLES[0], TEXTS[1], "2024-05-13")


@pytest.mark.parametrize("picture", ["![](/a.svg)", "![Image 42](/a.svg)", "![Image 42: the face of Ada](/a.svg)"])
def test_the_picture_of_an_author_is_no_part_of_the_name(picture: str) -> None:
    page = SINGLE.format(title="\nHow Otters Sleep\n", heading="## Abstract", text=TEXTS[1])
    [paper] = papers_of(page.replace("Ada Byron ", f" {picture} [Ada Byron](/ada) "))
    assert paper.authors == ("Ada Byron", "Mary Shaw")


def test_the_summary_of_a_page_that_is_there_twice_is_no_abstract() -> None:
    summary = "A study finds that otters sleep in the water of all rivers, and why."
    text = "We show that otters sleep in the water, which nobody had measured before, and how they do it there."
    page = f"How Otters Sleep\n\nAbstract\n\n{summary}\n\n{text}\n\nCommunity\n\n{text}\n\n"
    page += "Cite arxiv.org/abs/2401.00001 in a model README.md to link it from this page.\n\n"
    assert [paper.abstract for paper in papers_of(page + page)] == [text, text]


@pytest.mark.parametrize("names", [",\nMary Shaw", "Ada Byron,\n,\nMary Shaw"])
def test_a_name_that_a_tool_dropped_is_reported(names: str) -> None:
    page = SINGLE.format(title="\nHow Otters Sleep\n", heading="## Abstract", text=TEXTS[1])
    events = list(read_listings([page.replace("Ada Byron , Mary Shaw", names)], "a.txt", load_listings()))
    [message] = [event.message for event in events if isinstance(event, Diagnostic) and event.code is Code.BAD_FIELD]
    assert message == "authors: a name is missing before a comma"


def test_the_page_of_a_paper_without_all_above_its_abstract() -> None:
    cited = "Cite arxiv.org/abs/2401.00001 in a model README.md to link it from this page."
    [paper] = papers_of(f"Abstract\n{TEXTS[1]}\nView arXiv page\n{cited}\n")
    assert (paper.title, paper.abstract, paper.arxiv_id) == (None, TEXTS[1], "2401.00001")


def test_a_page_with_bars_between_all_it_shows_is_not_read() -> None:
    text = SINGLE.format(title="How Otters Sleep", heading="Abstract", text=TEXTS[1])
    assert papers_of(" | ".join(filter(None, text.split("\n")))) == []


def test_a_text_whose_title_a_tool_lost_is_read_from_its_first_line() -> None:
    text = " ".join(TEXTS[0].split())
    [paper] = papers_of(f"{text}\n·\nJan 22, 2026 12\n")
    assert (paper.title, paper.excerpt) == (None, text)
    assert papers_of("x" * 5000 + f" {text}\n·\nJan 22, 2026 12\n") == []
