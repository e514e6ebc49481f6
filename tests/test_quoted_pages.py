"""Parts of abstract pages, of results and of feeds as people and programs keep them: what is around them is no part."""

import pytest

from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings

PROSE = "We show that otters sleep on their backs, " + "and that they hold hands while they do so, " * 6 + "as we say."
ADDRESS = "https://arxiv.org/abs/1808.00001"
DATES = "(Submitted on 31 Aug 2018 (v1), last revised 3 Jun 2019 (this version, v2))"
BRACKETED = "[Submitted on 31 Aug 2018 (v1), last revised 3 Jun 2019 (this version, v2)]"
TITLE = "How otters sleep"
NAMES = "Ada Byron, Mary Shaw"
BOTH = ("Ada Byron", "Mary Shaw")


def read(text: str) -> tuple[list[Paper], str]:
    events = list(read_listings([text], "a", load_listings()))
    told = "\n".join(event.message for event in events if isinstance(event, Diagnostic))
    return [event for event in events if isinstance(event, Paper)], told


@pytest.mark.parametrize(
    ("text", "abstract"),
    [
        (f"{ADDRESS}\n{TITLE}\n{NAMES}\n{DATES}\n", None),
        (f"-----\n{ADDRESS}\n\n\n{TITLE}\n{NAMES}\n{DATES}\n\nFigure 2\n", None),
        (f"{TITLE}\n{NAMES}\n{DATES}\n\n{ADDRESS}\n", None),
        (f"# {TITLE}\n\nhttps://otters.org/sleep\n{ADDRESS}\n\n**{NAMES}**  \n{DATES}\n\n> {PROSE}\n", PROSE),
        (f"{TITLE}\n{NAMES}\n{DATES}  \n{ADDRESS}\n", None),
        (f"/*\n * {ADDRESS}\n * {TITLE}\n *\n * {NAMES}\n * {DATES}\n * {PROSE}\n */\n\nint x;\n", PROSE),
        (f"{TITLE}\n-----\n{ADDRESS}\n\n{NAMES}\n{DATES}\n\n{PROSE}\n", PROSE),
        (f"---\nurl: {ADDRESS}\n---\n\n# {TITLE}\n\nBiology > Sleep\n\n{BRACKETED}\n\n{NAMES}\n\n"
         "## Abstract\n\nWe do.\n", "We do."),
        (f"{BRACKETED}\n{TITLE}\n{NAMES}\nView PDF\n{PROSE}\nSubjects: Neurons and Cognition (q-bio.NC)\n"
         "Cite as: arXiv:1808.00001 [q-bio.NC]\n", PROSE),
    ],
    ids=["above", "far above", "below", "two addresses", "blanks", "comment", "underlined", "place", "button"],
)  # fmt: skip
def test_a_head_is_read_with_the_address_beside_it(text: str, abstract: str | None) -> None:
    [paper], _ = read(text)
    assert (paper.title, paper.authors, paper.arxiv_id, paper.arxiv_version) == (TITLE, BOTH, "1808.00001", 2)
    assert (paper.submitted, paper.updated, paper.abstract) == ("2018-08-31", "2019-06-03", abstract)


@pytest.mark.parametrize(
    ("form", "below"), [("{0}\n\n{1}", "\n\n"), ("{0}\n{1}", "\n"), ("{1}\n\n{0}", "\n\n"), ("{1}\n{0}", "\n")]
)
def test_each_head_of_a_list_has_its_own_address(form: str, below: str) -> None:
    heads = [(f"180{number}.00001", f"How otters sleep {'so ' * number}well") for number in range(1, 5)]
    text = below.join(
        form.format(f"https://arxiv.org/abs/{name}", f"{title}\n{NAMES}\n{DATES}") for name, title in heads
    )
    assert [(paper.arxiv_id, paper.title) for paper in read(text)[0]] == heads


@pytest.mark.parametrize("remark", ["I read this in the bath. " * 12, "- Otters sleep.\n" * 20, "Otters sleep."])
def test_a_remark_below_a_head_is_no_abstract(remark: str) -> None:
    [paper], told = read(f"{TITLE}\n{NAMES}\n{DATES}\n\n{remark}\n")
    assert (paper.abstract, paper.excerpt) == (None, None)
    assert remark[:14] in told


@pytest.mark.parametrize("item", ["- ", ""])
def test_the_title_of_a_note_is_above_address_and_dates(item: str) -> None:
    [paper], told = read(f"# {TITLE}\n{item}{ADDRESS}\n{item}{BRACKETED}\n- The best of its year\n---\n## Summary\n")
    assert (paper.title, paper.authors, paper.arxiv_id) == (TITLE, (), "1808.00001")
    assert "The best of its year" in told


def test_items_of_a_list_that_begin_with_their_dates_are_read_each() -> None:
    text = "".join(f"{number}. {BRACKETED} \n[{TITLE} {number}]({ADDRESS})\n\n" for number in (1, 2))
    assert [(paper.title, paper.arxiv_version) for paper in read(text)[0]] == [(f"{TITLE} 1", 2), (f"{TITLE} 2", 2)]


@pytest.mark.parametrize("description", [f"Description: Abstract page for arXiv paper 1808.00001: {TITLE}\n", ""])
def test_the_title_of_a_page_before_the_page_begins_no_other_paper(description: str) -> None:
    page = f"{BRACKETED}\nTitle: {TITLE}\nAuthors: {NAMES}\nAbstract: We do.\n"
    text = f"Title: {TITLE} (pdf)\nArticle title: [1808.00001] {TITLE}\n{description}\nArticle text:\nLog in\n{page}"
    papers, _ = read(text)
    assert [(paper.title, paper.authors, paper.abstract) for paper in papers] == [(TITLE, BOTH, "We do.")]


@pytest.mark.parametrize(
    ("head", "names", "omitted"),
    [
        ('author:\n  - "[[Ada Byron]]"\n  - "[[Mary Shaw]]"\n', BOTH, 0),
        ('author: ["Ada Byron (University of Otters)", "Mary Shaw"]\n', BOTH, 0),
        ("author: admin\n", (), 0),
        ("", (), 0),
    ],
)
def test_names_that_a_page_lost_are_those_of_the_head_of_its_note(head: str, names: object, omitted: int) -> None:
    page = f"{BRACKETED}\n\n## Title:{TITLE}\n\nAuthors:, ,\n\n[View PDF](https://arxiv.org/pdf/1808.00001)\n\n"
    [paper], _ = read(f"---\nsource: {ADDRESS}\n{head}---\n{page}> Abstract:We do.\n")
    assert (paper.title, paper.authors, paper.authors_omitted, paper.abstract) == (TITLE, names, omitted, "We do.")


@pytest.mark.parametrize(
    ("head", "names", "title"),
    [
        (f"# [1808.00001] {TITLE}\n\n[View PDF]({ADDRESS})\n\n> Abstract:We do.\n", (), TITLE),
        (f"---\ntitle: '[1808.00001] {TITLE}'\nsource: {ADDRESS}\n---\n[View PDF](/x)\n\nAbstract:We do.\n", (), TITLE),
        (f"[1808.00001] {TITLE}\n{BRACKETED}\n\n  \n  Authors:{NAMES}Download PDF\n   Abstract:We do.\n", BOTH, TITLE),
        (f"{TITLE}\n{BRACKETED}\n3 - 4 minutes\n\n   View PDF\n   Abstract:We do.\n", (), TITLE),
        (f"{BRACKETED}\nThis paper has been withdrawn by Ada Byron\n\nView PDF\nAbstract:We do.\n", (), None),
    ],
    ids=["heading", "note", "copy", "minutes", "banner"],
)  # fmt: skip
def test_a_reader_view_has_the_title_of_the_window(head: str, names: object, title: str | None) -> None:
    rows = "Subjects:\n\nSound (cs.SD)\n\nDOI (Digital Object Identifier): | https://doi.org/10.1000/1\n\n"
    papers, told = read(
        f"{head}\n{rows}Submission history\nFrom: Ada Byron [view email]\n[v1] Fri, 31 Aug 2018 10:00:00 UTC (9 KB)\n"
    )
    read_as = [(paper.title, paper.authors, paper.doi, paper.abstract) for paper in papers]
    assert read_as == ([(title, names, "10.1000/1", "We do.")] if title else [])
    assert bool(papers) or "Abstract:We do." in told


def test_names_that_a_page_lost_are_those_of_its_button() -> None:
    button = f"View a PDF of the paper titled {TITLE}, by Ada Byron and 4 other authors"
    [paper], _ = read(f"{BRACKETED} Title:{TITLE} Authors: , , {button} Abstract:We do.\n")
    assert (paper.authors, paper.authors_omitted) == (("Ada Byron",), 4)


CELLS = (
    "Neurons and Cognition (q-bio.NC) ; Sound (cs.SD) arXiv:1808.00001 [q-bio.NC]"
    " arXiv:1808.00001v2 [q-bio.NC] for this version)"
)


@pytest.mark.parametrize(("comments", "told"), [("", False), ("4 pages, Otter Meeting ", True)])
def test_rows_without_labels_are_no_part_of_an_abstract(comments: str, told: bool) -> None:
    page = f"arXiv:1808.00001 (q-bio) {BRACKETED} Title: {TITLE} Authors: {NAMES} Abstract: We do. And so do they."
    [paper], messages = read(
        f"{page} {comments}{CELLS} https://doi.org/10.48550/arXiv.1808.00001 Focus to learn more\n"
    )
    assert (paper.abstract, paper.categories) == ("We do. And so do they.", ("q-bio.NC", "cs.SD"))
    assert (paper.arxiv_id, paper.arxiv_version, paper.comments) == ("1808.00001", 2, None)
    assert (comments.strip() in messages and "comments" in messages) is told


FEED = "arXiv:1808.00001v1 Announce Type: new Abstract: Otters sleep on their backs."


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (f"## {TITLE}\n**Link:** [{ADDRESS}]({ADDRESS})\n\n**Abstract:** ", TITLE),
        (f"1. {TITLE}: a survey\n\n    [{ADDRESS}]({ADDRESS})\n\n    水獭仰睡。\n\n    ", f"{TITLE}: a survey"),
        (f"Title: {TITLE}\nLink: {ADDRESS}v1\nSummary: ", TITLE),
        (f"{TITLE}\n\n{NAMES}\n\n", TITLE),
        ("# Feed\n\n## How otters\nsleep\n\n*Ada Byron,\nMary Shaw*\n\n", TITLE),
        (f"{TITLE}\nAda Byron\n", None),
        (f"{TITLE}\nhttps://arxiv.org/abs/1808.00002\n\n", None),
        (f"{NAMES}\n{ADDRESS}\n\n", None),
        (f"Authors: {NAMES}\n{ADDRESS}\n\n", None),
    ],
    ids=[
        "heading",
        "item",
        "label",
        "names below",
        "wrapped",
        "one name",
        "of another",
        "names",
        "label of names",
    ],
)
def test_a_line_of_a_feed_has_the_title_above_its_address(above: str, title: str | None) -> None:
    papers, _ = read(f"How otters wake\n\n{above}{FEED}\n\n{above}{FEED}\n")
    assert [(paper.title, paper.abstract) for paper in papers] == [(title, "Otters sleep on their backs.")] * 2


def test_rules_between_the_lines_of_a_feed_make_no_note_of_them() -> None:
    item = f"---\nTitle: {TITLE} 1\nLink: {ADDRESS}\nSummary: {FEED}\nPublished: today\n\n"
    papers, _ = read(item + item.replace("1808.00001", "1808.00002").replace(f"{TITLE} 1", f"{TITLE} 2") + "---\n")
    titles = [(paper.title, paper.arxiv_id) for paper in papers]
    assert titles == [(f"{TITLE} 1", "1808.00001"), (f"{TITLE} 2", "1808.00002")]


@pytest.mark.parametrize("after", [f"\n{TITLE}\n{NAMES}\n", f" oai:arXiv.org:1808.00001v1 q-bio.NC {NAMES}\n"])
def test_the_abstract_of_a_feed_is_a_paragraph(after: str) -> None:
    prose = " ".join(["Otters sleep on their backs, as do their young."] * 4)
    papers, told = read(f"{FEED.replace('Otters sleep on their backs.', prose)}{after}{FEED}\n")
    assert [paper.abstract for paper in papers] == [prose, "Otters sleep on their backs."]
    assert papers[1].title == (TITLE if after.startswith("\n") else None)
    assert bool(papers[1].title) or NAMES in told


def test_a_heading_after_a_long_line_ends_an_abstract_without_dates() -> None:
    text = f"arXiv:1808.00001 [pdf] cs.SD\n{TITLE}\n\nAuthors: {NAMES}\n\nAbstract: {PROSE}\n"
    [paper], told = read(f"{text}\n## What is sleep?\nSleep is rest.\n")
    assert paper.abstract == PROSE
    assert "Sleep is rest." in told


@pytest.mark.parametrize("keys", [0, 60])
@pytest.mark.parametrize("dates", [f"{BRACKETED}\n", ""])
def test_a_note_of_any_length_names_the_article_of_its_page(keys: int, dates: str) -> None:
    note = "".join(f"key{number}: a value\n" for number in range(keys))
    page = f"Quantitative Biology > Sleep\n{dates}Title:{TITLE}\nView PDF HTML (experimental)Abstract:We do.\n"
    [paper], _ = read(f"---\n{note}url: {ADDRESS}\n---\n\n{page}Focus to learn more\n")
    assert (paper.title, paper.arxiv_id, paper.abstract) == (TITLE, "1808.00001", "We do.")
    assert paper.submitted == ("2018-08-31" if dates else None)


@pytest.mark.parametrize("picture", ["[图片：portrait]", "[Image 3: the seal of a university]", "![image]"])
def test_what_stands_for_a_picture_is_no_part_of_a_page(picture: str) -> None:
    [paper], _ = read(f"{BRACKETED}\nTitle:{TITLE}\n\n{picture}\n\nAuthors:{NAMES}\nAbstract:{PROSE}\n{picture}\n")
    assert (paper.title, paper.authors, paper.abstract) == (TITLE, BOTH, PROSE)


DAY = "Daily Papers\n\n## by [AK](https://huggingface.co/akhaliq) and the research community\n\nOct 2\n\n"
SHOWN = "Otters sleep on their backs, and hold hands while they do so: nobody had measured it."
CARD = "[101](https://huggingface.co/login)\n\n### [{0}](/papers/1808.00001)\n\n[{1}](/papers/1808.00001)\n\n"


@pytest.mark.parametrize("pictures", ["", "- ![](https://a.org/1.png)\n- ![](https://a.org/2.png)\n\n"])
@pytest.mark.parametrize("comments", ["", "[1](https://huggingface.co/papers/1808.00001#community)"])
def test_counts_and_pictures_beside_a_card_are_no_part_of_it(pictures: str, comments: str) -> None:
    card = f"{CARD.format(TITLE, SHOWN)}{pictures}7 authors\n\n\n·Aug 31, 2018{comments}\n\n"
    papers, _ = read(DAY + card + card.replace(TITLE, "How otters wake"))
    assert [(paper.title, paper.excerpt) for paper in papers] == [(TITLE, SHOWN), ("How otters wake", SHOWN)]
    assert {(paper.date, paper.authors_omitted) for paper in papers} == {("2018-08-31", 7)}


@pytest.mark.parametrize(("group", "excerpt"), [("Otter Lab", SHOWN), ("They wake, too.", f"{SHOWN} They wake, too.")])
def test_who_submitted_a_paper_and_its_group_are_no_part_of_its_card(group: str, excerpt: str) -> None:
    card = f"Submitted by\n\notter42\n\n### {TITLE}\n\n{SHOWN}\n\n{group}\n\n"
    card += "·\n\nPublished on Aug 31, 2018\n\nUpvote 3\n\n"
    papers, _ = read(f"Trending Papers\n\n{card}{card.replace(TITLE, 'How otters wake')}")
    assert [(paper.title, paper.excerpt) for paper in papers] == [(TITLE, excerpt), ("How otters wake", excerpt)]
