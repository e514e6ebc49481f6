"""Entries that people quote in notes, prompts, lists of their own and bibliographies: what is around them is no part.

Each text gives the papers as (title, authors, abstract or excerpt, remarks), and says what was not understood.
"""

import pytest

from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings

DATES = "Submitted 3 June, 2019; v1 submitted 31 August, 2018; originally announced August 2018."
QUOTED = f"""prompt = '''
How otters sleep

Authors: Ada Byron, Mary Shaw

Abstract: Otters sleep on their backs, we find… ▽ More
{DATES}

Comments: 9 pages

Journal ref: Otter Letters 3, 1-9 (2019)
'''
2. Say what it is about.
"""
OF_A_SCRIPT = """# Otters

## 1. How otters sleep
- **arXiv**: [1808.00001](https://arxiv.org/abs/1808.00001)
- **Authors**: Ada Byron, **Mary Shaw**
- **Submitted**: 31 August, 2018
- **Abstract**: Otters sleep on their backs.
- **Comments**: 9 pages

---

## 2. How otters wake
- **arXiv**: [1808.00002](https://arxiv.org/abs/1808.00002)
- **Authors**: Mary Shaw
- **Keywords**: waking
- **Abstract**: Otters wake late.
"""
BIBLIOGRAPHY = """[1] A. Byron, How otters sleep, doi:10.1000/1,
submitted 3 June, 2019; v1 submitted 31 August, 2018; originally announced August 2018.
[2] M. Shaw, How otters wake, arXiv preprint arXiv:1808.00002 (2018). URL: https://example.org/otters. doi:10.1000/2.
22, submitted 31 August, 2018; originally announced August 2018.
"""


Row = tuple[str | None, tuple[str, ...], str | None, str | None, str | None]


def read(text: str) -> tuple[list[Row], list[str]]:
    events = list(read_listings([text], "a", load_listings()))
    papers = [
        (paper.title, paper.authors, paper.abstract or paper.excerpt, paper.comments, paper.journal_ref)
        for paper in events
        if isinstance(paper, Paper)
    ]
    return papers, [event.message for event in events if isinstance(event, Diagnostic)]


BOTH = ("Ada Byron", "Mary Shaw")


@pytest.mark.parametrize(
    ("text", "papers", "told"),
    [
        (
            QUOTED,
            [
                (
                    "How otters sleep",
                    BOTH,
                    "Otters sleep on their backs, we find…",
                    "9 pages",
                    "Otter Letters 3, 1-9 (2019)",
                )
            ],
            ["prompt = '''", "2. Say what it is about."],
        ),
        (
            OF_A_SCRIPT,
            [
                (None, BOTH, "Otters sleep on their backs.", "9 pages", None),
                (None, ("Mary Shaw",), "Otters wake late.", None, None),
            ],
            ["Submitted: 31 August, 2018", "Keywords: waking", "How otters wake"],
        ),
        (BIBLIOGRAPHY, [], ["How otters sleep"]),
    ],
    ids=["in a prompt", "of a script", "bibliography"],
)
def test_what_is_around_an_entry_is_no_part_of_it(text: str, papers: list[Row], told: list[str]) -> None:
    found, messages = read(text)
    assert found == papers
    assert all(any(each in message for message in messages) for each in told), messages


@pytest.mark.parametrize("end", ["'''", '"""', "```", "-----", "* * *", "=====", "]]>", "---"])
def test_a_line_of_marks_ends_a_remark(end: str) -> None:
    papers, _ = read(QUOTED.replace("\n'''\n2", f"\n{end}\n2"))
    assert [paper[-1] for paper in papers] == ["Otter Letters 3, 1-9 (2019)"]


@pytest.mark.parametrize("label", ["Keywords:", "- Tags:", "publication date:", "**Venue / source**:", "DOI:", "来源:"])
def test_a_label_of_any_name_ends_the_names(label: str) -> None:
    text = f"How otters sleep\nAuthors: Ada Byron, Mary Shaw\n{label} x\nAbstract: Otters sleep.\n{DATES}\n"
    papers, messages = read(text)
    assert papers == [("How otters sleep", BOTH, "Otters sleep.", None, None)]
    assert any(label.strip("*-: ") in message for message in messages)


@pytest.mark.parametrize("names", ["ATLAS\nCollaboration: Ada Byron", "The Otter\nCollaboration: Ada Byron"])
def test_a_collaboration_with_its_members_is_no_label(names: str) -> None:
    papers, _ = read(f"How otters sleep\nAuthors: {names}\nAbstract: Otters sleep.\n{DATES}\n")
    assert "Ada Byron" in str(papers[0][1])


FRONT = """---
title: {title}
url: "https://arxiv.org/abs/2608.25457"
author: {author}
tags: [otters, sleep]
---

arXiv:2608.25457v2 Announce Type: replace-cross
Abstract: Otters sleep
on their backs.
"""


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("How otters sleep", "How otters sleep"),
        ('"How otters sleep: a survey"', "How otters sleep: a survey"),
        ("'How otters sleep:\n  a survey'", "How otters sleep: a survey"),
        ("How otters\n  sleep", "How otters sleep"),
        (">-\n  How otters\n  sleep", "How otters sleep"),
        ("'It''s how otters sleep'", "It's how otters sleep"),
    ],
)
@pytest.mark.parametrize(
    "author",
    ["Ada Byron, Mary Shaw", "[Ada Byron, Mary Shaw]", "\n- Ada Byron\n- Mary Shaw", "\n- '[[Ada Byron, Mary Shaw]]'"],
)
def test_the_head_of_a_note_is_read_as_yaml(title: str, shown: str, author: str) -> None:
    papers, messages = read(FRONT.format(title=title, author=author))
    assert papers == [(shown, BOTH, "Otters sleep on their backs.", None, None)]
    assert [message for message in messages if "tags" not in message and "url" not in message] == []


@pytest.mark.parametrize(
    "entry",
    [
        "Title: {0}\nAuthors: {1}\nLink: https://arxiv.org/abs/{2}\nSummary: {3}\n\n",
        "**Title**: {0}\n**Authors**: {1}\n\n{3}\n\n",
        "Feed: x\nTitle: {0}\nAuthor: {1}\nDate: Tue\n\n{3}\n\n",
        "x\n\nFrom: {1}\nTo: y\nSubject: {0}\n\n{3}\n\nURL: https://arxiv.org/abs/{2}\n\n",
        "Title: {0}\nAuthors: {1}\nAbstract: {3}\nLink: https://arxiv.org/abs/{2}\n-----\n",
    ],
)
def test_labels_above_a_line_of_a_feed_are_its(entry: str) -> None:
    feed = "arXiv:{0}v1 Announce Type: new\nAbstract: Otters sleep."
    ids = ("1808.00001", "1808.00002")
    papers, _ = read(
        "".join(entry.format(f"Otters {one}", "Ada Byron, Mary Shaw", one, feed.format(one)) for one in ids)
    )
    assert papers == [(f"Otters {one}", BOTH, "Otters sleep.", None, None) for one in ids]


LINE = "Otters sleep. (arXiv:1808.00001v1 [q-bio.PE])"
WET = "It is wet. " * 12


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        (
            f"# Title: {LINE}\n* Authors: A Byron\n* Abstract: Wet.\n",
            [("Otters sleep", ("A Byron",), "Wet.", None, None)],
        ),
        (f"{LINE}\nhttps://arxiv.org/abs/1808.00001\n\nAda Byron\n", [("Otters sleep", (), None, None, None)]),
        (f"{LINE}\nAda Byron\n\n{WET}\n", [("Otters sleep", ("Ada Byron",), WET.strip(), None, None)]),
        (f"{LINE}\n{WET}\n", [("Otters sleep", (), None, None, None)]),
        (f"How large\n{LINE[:-1]} UPDATED)\n", [(None, (), None, None, None)]),
        (f"{LINE}\nSaid so.\n", []),
        (f"A. Byron, M. Shaw. {LINE}\n{WET}\n", []),
        (f"{LINE.replace('. (', ' (')}\n{WET}\n", []),
    ],
)
def test_a_line_of_a_feed_before_2024_is_claimed_by_what_is_below_it(text: str, papers: object) -> None:
    assert read(text)[0] == papers


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Byron, Ada K", ("Ada K Byron",)),
        ("Byron; A K", ("A K Byron",)),
        ("Byron; Ada; Shaw; Mary", ()),
        ("OpenAI; Ada Byron", ()),
        ("Byron, Ada; Shaw, Mary", ("Ada Byron", "Mary Shaw")),
    ],
)
def test_family_names_first_in_the_head_of_a_note(author: str, names: tuple[str, ...]) -> None:
    assert read(FRONT.format(title="Otters", author=author))[0][0][1] == names


def test_what_the_head_of_a_note_quotes_of_the_feed_is_no_second_paper() -> None:
    quoted = "x\ndescription: 'arXiv:2608.25457v2 Announce Type: new Abstract: Otters\n  sleep.'"
    papers, _ = read(FRONT.format(title=quoted, author="Ada Byron"))
    assert papers == [("x", ("Ada Byron",), "Otters sleep on their backs.", None, None)]


def test_a_head_that_is_no_yaml_gives_nothing() -> None:
    papers, _ = read(FRONT.format(title='"How otters', author="x"))
    assert papers == [(None, (), "Otters sleep on their backs.", None, None)]


def test_yaml_without_an_entry_of_a_page_is_no_entry() -> None:
    papers, _ = read(
        "---\ntitle: How otters sleep\nauthors:\n  - Ada Byron\nabstract: |-\n  Otters sleep.\n---\nGood.\n"
    )
    assert papers == []


@pytest.mark.parametrize(
    ("names", "read_as"),
    [
        ("Gao, Y., Wang, Z., et al.", ("Y. Gao", "Z. Wang")),
        ("de la Cruz, J. M., Shaw, M", ("J. M. de la Cruz", "M Shaw")),
        ("Ada Byron, J. Shaw", ("Ada Byron", "J. Shaw")),
        ("Gao, Y., Mary Shaw", ("Gao", "Y.", "Mary Shaw")),
    ],
)
@pytest.mark.parametrize("page", ["How otters sleep\nAuthors: {}\nAbstract: Otters sleep.\n" + DATES])
def test_initials_after_each_family_name_are_its(names: str, read_as: tuple[str, ...], page: str) -> None:
    assert read(page.format(names))[0][0][1] == read_as


def test_the_address_of_an_article_among_other_labels_is_its_identifier() -> None:
    text = "How otters sleep\nAuthors: Ada Byron\n- Link: https://arxiv.org/abs/1808.00001\nAbstract: Otters sleep.\n"
    events = list(read_listings([text], "a", load_listings()))
    assert [event.arxiv_id for event in events if isinstance(event, Paper)] == ["1808.00001"]


@pytest.mark.parametrize(
    "entry",
    [
        "- **Title**: {0}\n- **Authors**: {1}\n- **arXiv ID**: {2}\n- **Abstract**: {3}\n- **URL**: {4}\n\n",
        "Title: {0}\nAuthors: {1}\nAbstract: {3}\nLink: {4}\n-----\n",
        "Title: {0}\nAuthors: {1}\nAbstract: {3}\nURL: {4}\n\n",
    ],
)
def test_a_title_of_its_own_parts_an_address_from_the_next_entry(entry: str) -> None:
    ids = ("1808.00001", "1808.00002")
    address = "https://arxiv.org/abs/{}"
    text = "".join(
        entry.format(f"Otters {name}", "Ada Byron", name, "Otters sleep.", address.format(name)) for name in ids
    )
    events = list(read_listings([text], "a", load_listings()))
    papers = [(event.title, event.arxiv_id, event.abstract) for event in events if isinstance(event, Paper)]
    assert papers == [(f"Otters {name}", name, "Otters sleep.") for name in ids]


def test_numbers_of_lines_may_leave_some_out() -> None:
    lines = [
        "How otters sleep",
        "Authors: Ada Byron, cite65†Mary Shaw",
        "Abstract: Otters sleep",
        "on their backs.",
        DATES,
    ]
    text = "".join(f"L{number}: {line}\n" for number, line in zip((5, 6, 7, 9, 10), lines, strict=True))
    assert read(text)[0] == [("How otters sleep", BOTH, "Otters sleep on their backs.", None, None)]


ABS_PAGE = "[Submitted on 4 Oct 2023]\n{}Title: How otters sleep\nAuthors: Ada Byron\nAbstract: Otters sleep.\n{}"


@pytest.mark.parametrize("before", ["", "[提交于 2023 年 10 月 4 日]\n\n"])
@pytest.mark.parametrize("foot", ["", "Focus to learn more\narXiv-issued DOI via DataCite\nSubmission history\n"])
def test_what_is_around_the_abstract_of_a_part_of_a_page_is_no_part_of_it(before: str, foot: str) -> None:
    papers, _ = read(ABS_PAGE.format(before, foot))
    assert papers == [("How otters sleep", ("Ada Byron",), "Otters sleep.", None, None)]


MAIL = """sample =
  [trimming|
\\\\
arXiv:1808.00001 (*cross-listing*)
Date: Thu, 12 Feb 2026 17:11:20 GMT   (56kb)

Title: How otters sleep
Authors: Ada Byron
Categories: q-bio.NC
Comments: 9 pages
\\\\|]
    <> abstract
"""


def test_the_border_of_a_mail_ends_its_last_field_whatever_follows_it() -> None:
    papers, messages = read(MAIL)
    assert papers == [("How otters sleep", ("Ada Byron",), None, "9 pages", None)]
    assert any("<> abstract" in message or "|]" in message for message in messages)


OLD_PAGE = (
    "How otters sleep\n{}Ada Byron, Mary Shaw\n(Submitted on 4 Oct 2023)\n{}\nOn otters there is more elsewhere.\n"
)
SENTENCE = "Otters sleep on their backs in the kelp of the coast, "
PROSE = f"{SENTENCE * 4}as {SENTENCE.strip().rstrip(',')}."
HABITS = "Nice for a whole evening."


@pytest.mark.parametrize("label", ["", "Authors: "])
@pytest.mark.parametrize(
    ("below", "abstract"),
    [
        (f"\n{PROSE}\n", PROSE),
        (f"\n{PROSE}\n{HABITS}\n", None),
        (f"\n{PROSE} {HABITS}\n{HABITS}\n", None),
        (f"\nAbstract\n{PROSE}\n", PROSE),
        ("\nI like it.\n", None),
    ],
)
def test_what_somebody_says_below_the_dates_is_no_abstract(label: str, below: str, abstract: str | None) -> None:
    papers, messages = read(OLD_PAGE.format(label, below))
    assert papers == [("How otters sleep", BOTH, abstract, None, None)]
    assert abstract or any("not understood" in message for message in messages)


def test_an_abstract_that_a_program_cut_is_not_the_whole() -> None:
    page = "[Submitted on 4 Oct 2023] Title:How otters sleep Authors:Ada Byron Abstract:Otters sleep on their ba...\n"
    [paper] = [each for each in read_listings([page], "a", load_listings()) if isinstance(each, Paper)]
    assert (paper.abstract, paper.excerpt) == (None, "Otters sleep on their ba...")


def test_an_abstract_without_its_label_is_between_the_dates_and_the_rows() -> None:
    page = (
        "Title: [How otters sleep](https://arxiv.org/abs/2310.00001)\n\nAuthors: Ada Byron, Mary Shaw\n\n"
        f"*(Submitted on 4 Oct 2023)*\n\n> {PROSE}\n\n| Comments: | 9 pages |\n| --- | --- |\n"
        "| Subjects: | **Populations (q-bio.PE)** |\n"
    )
    assert read(page)[0] == [("How otters sleep", BOTH, PROSE, "9 pages", None)]


def test_labels_of_somebody_are_no_part_of_a_pages_title_and_names() -> None:
    text = (
        "Otters [Submitted on 4 Oct 2023 (v1)]\n\n**Title:** How otters sleep\n**Publish Date:** 4 Oct 2023\n"
        "**Authors:** Ada Byron, Mary Shaw\n**URL:** https://arxiv.org/abs/2310.00001\n**Tags:** #otters, #sleep\n"
    )
    papers, messages = read(text)
    assert papers == [("How otters sleep", BOTH, None, None, None)]
    assert all(any(each in message for message in messages) for each in ("Publish Date", "URL"))


@pytest.mark.parametrize("button", ["查看 PDF", "PDF anzeigen HTML (experimentell)", "Voir le PDF", "PDF を表示"])
def test_a_button_of_a_translated_page_is_no_part_of_the_last_name(button: str) -> None:
    text = f"[提交于 2023 年 10 月 4 日]\n标题：水獭如何睡眠\n作者：Ada Byron, Mary Shaw\n{button}\n摘要：水獭睡觉。\n"
    assert [names for _, names, *_ in read(text)[0]] == [BOTH]


def test_the_foot_of_the_page_is_no_part_of_a_remark() -> None:
    entry = f"How otters sleep Authors: Ada Byron Abstract: Otters sleep. {DATES} Comments: 9 pages"
    text = f"{entry} Search v0.5.6 About Help"
    assert read(text)[0] == [("How otters sleep", ("Ada Byron",), "Otters sleep.", "9 pages", None)]


def test_a_line_that_ends_no_sentence_goes_on_however_wide_the_text_is() -> None:
    wide = f"{SENTENCE * 4}and so on."
    abstract = f"Otters of the\nLutra\nkind sleep. {wide}\nThey wake."
    text = f"How otters sleep\nAuthors: Ada Byron\nAbstract: {abstract}\n{DATES}\n"
    assert read(text)[0][0][2] == f"Otters of the Lutra kind sleep. {wide}\n\nThey wake."
