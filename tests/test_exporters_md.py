"""Markdown lists: what a parser of Markdown reads in them, order and headings, and files that they are a part of."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import paperlist
from paperlist.exporters import Options, _shown, md
from paperlist.exporters._reference import headline
from paperlist.paper import Paper
from paperlist.tex.encode import clean
from paperlist.tex.grammar import Kind, pieces
from tests.command import ARXIV, invoke
from tests.command import clean as said
from tests.exporter_samples import NASTY, papers, seen, usual_papers

BEGIN, END = "<!-- paperlist -->", "<!-- /paperlist -->"


def written(*listed: Paper, **options: object) -> str:
    return "".join(md.write(listed, Options(**options)))  # type: ignore[arg-type]


class Item(NamedTuple):
    """What a parser reads in a line of a list."""

    text: str
    """All that is shown."""
    links: dict[str, str]
    """Addresses by the texts that are linked."""
    emphasised: str


def items(markdown: str) -> list[Item]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inside = [token for before, token in pairwise(tokens) if before.type == "paragraph_open"]
    assert {token.type for token in tokens if token.level == 0} <= {
        *("bullet_list_open", "bullet_list_close", "heading_open", "heading_close", "html_block"),
    }
    return [read_item(token.children or []) for token in inside]


def read_item(tokens: list[Token]) -> Item:
    texts: list[str] = []
    links, emphasised = {}, ""
    begin, address = 0, ""
    for token in tokens:
        assert token.type in ("text", "text_special", "code_inline", "link_open", "link_close", "em_open", "em_close")
        if token.type in ("link_open", "em_open"):
            begin, address = len(texts), str(token.attrGet("href"))
        elif token.type == "link_close":
            links["".join(texts[begin:])] = address
        elif token.type == "em_close":
            assert not emphasised
            emphasised = "".join(texts[begin:])
        texts.append(token.content)
    return Item("".join(texts), links, emphasised)


def headings(markdown: str) -> list[str]:
    return [line for line in markdown.splitlines() if line.startswith("#")]


def shown(listed: str) -> str:
    """Return a text as a list shows it: a formula with its dollars, without TeX's styles."""
    return "".join(value for kind, value in pieces(clean(listed)) if kind not in (Kind.OPEN, Kind.CLOSE))


# ---- Lines -----------------------------------------------------------------------------------------------------------


def test_a_list() -> None:
    assert written(*usual_papers()) == (
        f"# Papers\n\n{BEGIN}\n\n## 2024\n\n"
        "- [Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training](https://arxiv.org/abs/2401.05566)"
        " - Evan Hubinger, Carson Denison, Samuel R. Bowman, et al. (39 authors). *arXiv 2024*."
        " [PDF](https://arxiv.org/pdf/2401.05566).\n"
        "\n## 2023\n\n"
        "- \\[Large language models (LLMs) perform better …\\] - Ansh Radhakrishnan, Karina Nguyen. *2023*.\n"
        "\n## 2022\n\n"
        "- Constitutional AI: Harmlessness from AI Feedback - Yuntao Bai, Saurav Kadavath, Kamile Lukosuite, et al."
        " (4 authors). *arXiv 2022*. [Code](https://github.com/anthropics/constitutional) (12 stars).\n"
        "- Question Answering with GPT-4 on X-ray Images - Ludwig van Beethoven, Juan de la Cruz, Martin Luther King,"
        " Jr., et al. (5 authors). *NeurIPS 2022*.\n"
        "\n## 2020\n\n"
        "- The AI Index 2021 Annual Report - *2020*.\n"
        "\n## 1998\n\n"
        "- [Invariant $SU(2)$ Problems in Galaxies](https://arxiv.org/abs/hep-th/9711200) - Emmy Noether, Plato, danah"
        " boyd. *Adv. Theor. Math. Phys. 2, 2050 (1998)*. [PDF](https://arxiv.org/pdf/hep-th/9711200),"
        " [DOI](https://doi.org/10.1023/A:1026654312961_b%23c). Withdrawn.\n"
        f"\n{END}\n"
    )


@pytest.mark.parametrize("listed", NASTY)
@pytest.mark.parametrize("linked", [True, False])
def test_a_title_reads_as_it_is_listed(listed: str, linked: bool) -> None:
    paper = Paper(title=listed, authors=(listed,), url="https://example.org/" if linked else None)
    [item] = items(written(paper))
    assert list(item.links) == ([seen(NASTY[listed])] if linked else [])
    full_stop = "" if seen(NASTY[listed]).endswith(".") else "."
    assert item.text == " - ".join([seen(NASTY[listed])] * 2) + f"{full_stop} n.d."


@pytest.mark.parametrize(
    "title",
    [
        *("1. First", "12) Twelfth", "# Heading", "> quoted", "+ plus", "- dash", "--- rule", "* star", "=== under"),
        *("[ ] to do", "[x]: http://example.org", "~~~", "```", "| a | b |", "<div>", "<!-- x -->", "![a](b)", "C #"),
        *("*a* **b** _c_ __d__ ~~e~~", "`code`", "a<br>b", "&lt; &#60; AT&T &amp", "\\*", "a\\", "snake_case", "[^1]"),
        *("{% raw %} {{ x }} {: .a}", "see http://example.org/ and www.example.org", "a $ b", "$5 and $6", "] ["),
        *("$x_i$ and $x_j$", "$x^*$ and $y^*$", "${x}_1$ ${y}_2$", r"$\{a\}$, $a\,b$", "$a<b>c$", "$a[1](b)$", "$|x|$"),
    ],
)
def test_no_sign_of_a_title_means_anything(title: str) -> None:
    for url in ("https://example.org/", None):
        [item] = items(written(Paper(title=title, url=url), group_by="none"))
        assert item == Item(f"{title} - n.d.", {title: url} if url else {}, "n.d.")


@pytest.mark.parametrize(
    "formula", ["$x_i$", r"$\alpha^2$", "$SU(2)$", "$H_{\\infty}$".replace("{\\infty}", "\\infty")]
)
def test_a_formula_stays_as_it_is_where_markdown_leaves_it_alone(formula: str) -> None:
    assert f"- On {formula} - " in written(Paper(title=f"On {formula}"))


@pytest.mark.parametrize("url", ["a_(b)", "(", ")", "a)(b", "?a=1&copy;=2", "a b", "<x>", "\\", "*_`[]|~", "%28", "ö"])
def test_an_address_is_the_one_that_was_listed(url: str) -> None:
    address = f"https://example.org/{url}"
    [item] = items(written(Paper(title="T", url=address)))
    assert [unquote(found) for found in item.links.values()] == ([unquote(address)] if " " not in url else [])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "www.example.org", "https://"]
)
def test_what_is_no_address_of_a_page_is_no_link(url: str) -> None:
    assert items(written(Paper(title="T", url=url)))[0].links == {}


@pytest.mark.parametrize(
    ("values", "links"),
    [
        ({"arxiv_id": "2401.05566"}, {"T": "arxiv.org/abs/2401.05566", "PDF": "arxiv.org/pdf/2401.05566"}),
        ({"doi": "10.1/x"}, {"T": "doi.org/10.1/x"}),
        ({"doi": "10.1/x", "url": "https://example.org/10.1/x"}, {"T": "example.org/10.1/x"}),
        (
            {"doi": "10.1/x", "arxiv_id": "2401.05566", "url": "https://example.org/a"},
            {
                "T": "example.org/a",
                "arXiv": "arxiv.org/abs/2401.05566",
                "PDF": "arxiv.org/pdf/2401.05566",
                "DOI": "doi.org/10.1/x",
            },
        ),
        (
            {"arxiv_id": "2401.05566", "url": "https://arxiv.org/abs/2401.05566v2"},
            {"T": "arxiv.org/abs/2401.05566v2", "PDF": "arxiv.org/pdf/2401.05566"},
        ),
        ({"repository": "a/b", "stars": 1}, {"Code": "github.com/a/b"}),
        ({"repository": "nowhere"}, {}),
    ],
)
def test_links(values: dict[str, object], links: dict[str, str]) -> None:
    [item] = items(written(Paper.model_validate({"title": "T", **values})))
    assert item.links == {label: f"https://{address}" for label, address in links.items()}
    assert ("(1 star)" in item.text) == ("stars" in values)


def test_a_repository_is_the_only_link_of_one_line_alone() -> None:
    two = [Paper(title=title, repository="a/b", stars=2000) for title in ("A", "B")]
    assert [item.text for item in items(written(*two))] == [
        "A - n.d. Code (2,000 stars).",
        "B - n.d. Code: a/b (2,000 stars).",
    ]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"type": "conference", "venue": "NeurIPS 2023", "date": "2023-05"}, "NeurIPS 2023"),
        ({"type": "conference", "venue": "NeurIPS", "date": "2023-05"}, "NeurIPS 2023"),
        ({"type": "conference", "venue": "SIGIR '18", "date": "2018"}, "SIGIR '18"),
        ({"type": "journal", "journal": "Nature", "date": "2015"}, "Nature 2015"),
        ({"type": "preprint", "date": "2023-01-02"}, "arXiv 2023"),
        ({"date": "2023"}, "2023"),
        ({"extra": {"year": "in press"}}, "in press"),
        ({"type": "preprint"}, "arXiv"),
        ({}, "n.d."),
    ],
)
def test_where(values: dict[str, object], where: str) -> None:
    assert items(written(Paper.model_validate({"title": "T", **values})))[0].emphasised == where


@pytest.mark.parametrize(
    ("count", "omitted", "most", "shown"),
    [
        (3, 0, None, "A, B, C."),
        (4, 0, None, "A, B, C, et al. (4 authors)."),
        (2, 1500, None, "A, B, et al. (1,502 authors)."),
        (4, 0, 4, "A, B, C, D."),
        (4, 0, 1, "A, et al. (4 authors)."),
        (0, 3, None, ""),
    ],
)
def test_authors(count: int, omitted: int, most: int | None, shown: str) -> None:
    paper = Paper(title="T", authors=tuple("ABCD"[:count]), authors_omitted=omitted)
    [item] = items(written(paper, max_authors=most))
    assert item.text.removeprefix("T - ").removesuffix("n.d.").strip() == shown


@given(st.lists(papers, max_size=4), st.sampled_from(["year", "venue", "category", "task", "none"]))
def test_any_papers_are_a_line_each(listed: list[Paper], group_by: str) -> None:
    markdown = written(*listed, group_by=group_by, sort="listed")
    found = items(markdown)
    assert len(found) == len(listed)
    expected = sorted((shown(headline(paper)), unquote(_shown.main_page(paper))) for paper in listed)
    linked = [next(iter(item.links.items()), ("", "")) for item in found]
    texts = [(item.text, *link) for item, link in zip(found, linked, strict=True)]
    for title, address in expected:
        matching = [each for each in texts if each[0].startswith(title + " - ")]
        assert any(unquote(each[2]) == address and each[1] == title for each in matching) or (matching and not address)
    assert not re.search(r"[^\S\n]$", markdown, re.MULTILINE)


# ---- Order and headings ----------------------------------------------------------------------------------------------


def paper(title: str, **values: object) -> Paper:
    return Paper.model_validate({"title": title, "key": title.lower(), **values})


LISTED = (
    paper("B", date="2023-05", authors=("Zoë Last",), venue="NeurIPS 2023", type="conference", categories=("cs.LG",)),
    paper("Éa", date="2024", authors=("Ärne Ást",), stars=5, tasks=("Sleep", "Rest"), categories=("cs.LG", "cs.CL")),
    paper("c", authors=("ATLAS Collaboration",), extra={"year": "in press"}, categories=("xx.YY",)),
    paper("D", date="2024-02-03", venue="neurips 2022", type="conference", stars=50, tasks=("rest",)),
    paper("e", type="preprint", arxiv_id="2401.05566", categories=("hep-th",)),
    paper("F", date="1998", journal_ref="Phys. Rev. D 76, 2013 (2007)", type="journal"),
)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("listed", "BÉcDeF"),
        ("auto", "DÉBFce"),
        ("date", "DÉBFce"),
        ("title", "BcDeÉF"),
        ("author", "ÉcBDeF"),
        ("venue", "eBDFÉc"),
        ("stars", "DÉBceF"),
        ("key", "BcDeÉF"),
    ],
)
def test_order(sort: str, order: str) -> None:
    assert "".join(item.text[0] for item in items(written(*LISTED, sort=sort, group_by="none"))) == order


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("year", ["## 2024", "## 2023", "## 2007", "## In press", "## Without a year"]),
        ("venue", ["## arXiv", "## neurips", "## Phys. Rev. D", "## Without a venue"]),
        (
            "category",
            [
                "## High Energy Physics - Theory (hep-th)",
                "## Machine Learning (cs.LG)",
                "## xx.YY",
                "## Without a category",
            ],
        ),
        ("task", ["## rest", "## Sleep", "## Without a task"]),
        ("none", []),
    ],
)
def test_headings(group_by: str, expected: list[str]) -> None:
    assert headings(written(*LISTED, group_by=group_by)) == ["# Papers", *expected]


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        ({"venue": "2023 IEEE Conference"}, "IEEE Conference"),
        ({"venue": "Findings (ACL) 2022"}, "Findings (ACL)"),
        ({"venue": "2021"}, "2021"),
        ({"type": "journal", "journal_ref": "npj 2D Materials 5, 12 (2021)"}, "npj 2D Materials"),
        ({"type": "journal", "journal_ref": "J. Fluid Mech. 1"}, "J. Fluid Mech"),
        ({"type": "journal", "journal_ref": "12 Monkeys"}, "12 Monkeys"),
        ({"venue": "A # *b*: "}, "A \\# \\*b\\*"),
    ],
)
def test_the_name_of_a_venue(values: dict[str, object], heading: str) -> None:
    assert headings(written(paper("T", **values), group_by="venue"))[1:] == [f"## {heading}"]


# ---- Files that exist ------------------------------------------------------------------------------------------------


def again(old: bytes, *listed: Paper, **options: object) -> bytes:
    found = md.into(old)(listed, Options(**options))  # type: ignore[arg-type]
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in found)


ends = st.sampled_from(["\n", "\r\n", "\r"])
outside = st.lists(
    st.sampled_from(["# Title", "text", "", "\ufeff", "```", "~~~", "    code", "- x", "<div>", "é", "\x0b", "\u2028"]),
    max_size=4,
)


@given(outside, outside, outside, ends, st.booleans())
def test_what_is_outside_of_the_marks_stays_byte_for_byte(
    before: list[str], inside: list[str], after: list[str], end: str, closed: bool
) -> None:
    head = end.join(["", *before, "", "```", BEGIN, "```", "", BEGIN, ""]) if "```" not in before else None
    if head is None or "~~~" in before or "```" in inside or "~~~" in inside:
        return
    tail = end.join([END, *after]) + (end if closed else "")
    old = (head + end.join(inside) + end + tail).encode()
    new = again(old, *usual_papers())
    assert new.startswith(head.encode())
    assert new.endswith(tail.encode())
    between = new[len(head.encode()) : -len(tail.encode())].decode()
    assert set(re.findall(r"\r\n|\r|\n", between)) == {end}
    assert len(items(between.replace(end, "\n"))) == len(usual_papers())
    assert again(new, *usual_papers()) == new


@pytest.mark.parametrize(
    ("before", "level"),
    [
        ("", 2),
        ("# List\n", 2),
        ("# List\n\n## Papers\n\ntext\n", 3),
        ("List\n====\n\nPapers\n------\n", 3),
        ("# List\n\n```\n### code\n```\n", 2),
        ("###### deep\n", 6),
        ("\ufeff# List\n## Papers\n", 3),
    ],
)
def test_headings_are_one_level_below_the_one_before(before: str, level: int) -> None:
    new = again(f"{before}\n{BEGIN}\n{END}\n\n# After\n".encode(), paper("T", date="2020")).decode()
    assert f"\n{'#' * level} 2020\n" in new


def test_a_file_of_its_own_is_written_again_with_itself() -> None:
    once = written(*LISTED)
    assert again(once.encode(), *LISTED).decode() == once


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("# Mine\n", "there is no line"),
        (f"{BEGIN}\n", "there must be one line"),
        (f"{END}\n{BEGIN}\n", "there must be one line"),
        (f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n", "there must be one line"),
        (f"text {BEGIN}\ntext {END}\n", "there is no line"),
        (f"```\n{BEGIN}\n{END}\n```\n", "there is no line"),
    ],
)
def test_a_file_without_marks_is_refused(tmp_path: Path, old: str, message: str) -> None:
    path = tmp_path / "list.md"
    path.write_text(old, "utf-8")
    done = invoke("parse", ARXIV, "-o", path)
    assert done.returncode == 2
    assert f"{message} {BEGIN}" in said(done.stderr)
    assert "put them where the list belongs, or let --force" in said(done.stderr)
    assert path.read_text("utf-8") == old
    assert invoke("parse", ARXIV, "-o", path, "--force", "-qq").returncode == 0
    assert path.read_text("utf-8").startswith(f"# Papers\n\n{BEGIN}\n\n## 2024\n")


@pytest.mark.parametrize("old", [None, "", " \n", f"# Mine\n\n<!--  paperlist-->\n old\n{END}\nend"])
def test_a_file_gets_a_list_by_its_extension(tmp_path: Path, old: str | None) -> None:
    path = tmp_path / "README.MD"
    if old is not None:
        path.write_text(old, "utf-8")
    for _ in range(2):
        done = invoke("parse", ARXIV, "-o", path, "-qq", "--group-by", "none", "--sort", "title")
        assert (done.returncode, done.stderr) == (0, b"")
        text = path.read_text("utf-8")
        first = next(line for line in text.splitlines() if line.startswith("- "))
        assert first.startswith("- Confidence-Building Measures for Artificial Intelligence")
        assert text.endswith(f"\n\n{END}\nend" if old and old.strip() else f"\n\n{END}\n")


def test_headings_are_for_lists() -> None:
    done = invoke("parse", ARXIV, "--to", "bib", "--group-by", "year")
    assert done.returncode == 2
    assert "--group-by makes the headings of a Markdown list" in " ".join(said(done.stderr).split())


def test_all_outputs_are_sorted() -> None:
    done = invoke("parse", ARXIV, "-qq", "--sort", "key")
    keys = [line for line in done.stdout.decode().splitlines() if line[:1] == "@"]
    assert len(keys) == 7
    assert keys == sorted(keys, key=lambda line: line.partition("{")[2])


def test_a_program_keeps_the_rest_of_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(f"# Mine\n\n{BEGIN}\n{END}\nend", "utf-8")
    paperlist.dump(LISTED, path, sort="title", group_by="none")
    assert path.read_text("utf-8").startswith(f"# Mine\n\n{BEGIN}\n\n- B - ")
    assert path.read_text("utf-8").endswith(f"\n\n{END}\nend")
    path.write_text("# Mine\n", "utf-8")
    with pytest.raises(FileExistsError, match="there is no line <!-- paperlist -->"):
        paperlist.dump(LISTED, path)
    assert path.read_text("utf-8") == "# Mine\n"


def test_a_heading_of_digits_is_a_year_only_if_it_can_be_one() -> None:
    listed = [paper("T", tasks=(task,)) for task in ("b", "1" * 5000, "2023", "2024")]
    found = headings(written(*listed, group_by="task"))
    assert [heading[:7] for heading in found] == ["# Papers"[:7], "## 2024", "## 2023", "## 1111", "## b"]
