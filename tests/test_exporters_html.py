"""The page: what it shows of papers, what it lets through of hostile values, what reference managers find in it."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from lxml.html import HtmlElement, document_fromstring

from paperlist import exporters
from paperlist.diagnostics import Diagnostic
from paperlist.exporters import Options
from paperlist.exporters._shown import link
from paperlist.exporters.html import chart, day, rich
from paperlist.paper import Completion, Paper, Source
from paperlist.pipeline import read_text
from tests.exporter_samples import NASTY, nasty_papers, papers, seen, usual_papers

SLEEPER, CONSTITUTIONAL, UNTITLED, CONFERENCE, JOURNAL, REPORT = usual_papers()


def text_of_page(*listed: Paper, **options: Any) -> str:
    return "".join(exporters.load("html").write(listed, Options(**options)))


def page(*listed: Paper, **options: Any) -> HtmlElement:
    return document_fromstring(text_of_page(*listed, **options))


def texts(element: HtmlElement, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.cssselect(selector)]


# ---- A paper ---------------------------------------------------------------------------------------------------------


def test_what_is_shown_of_a_paper() -> None:
    shown = page(SLEEPER)
    assert texts(shown, "#count") == ["1 paper"]
    assert texts(shown, "#papers h2") == [SLEEPER.title]
    assert texts(shown, ".authors") == ["Evan Hubinger, Carson Denison, Samuel R. Bowman and 36 authors not listed"]
    assert texts(shown, ".where > *") == ["10 January 2024", "updated 17 January 2024"]
    assert texts(shown, ".chips li") == ["cs.CR", "cs.AI"]
    assert [(a.text_content(), a.get("href")) for a in shown.cssselect(".links a")] == [
        ("arXiv", "https://arxiv.org/abs/2401.05566"),
        ("PDF", "https://arxiv.org/pdf/2401.05566"),
    ]
    assert texts(shown, ".abstract p") == ["Humans are capable of 100% deception.", "We find that backdoors persist."]
    assert texts(shown, ".cite code") == ["hubinger2024sleeper"]
    assert shown.get_element_by_id("paper-hubinger2024sleeper").tag == "li"
    assert texts(shown, ".details dd")[-1] == "dump.txt:3-9 (arxiv-search)"


def test_the_bibtex_is_what_bib_writes_without_the_abstract() -> None:
    written = "".join(exporters.load("bib").write([SLEEPER], Options(abstract=False)))
    assert page(SLEEPER).cssselect("pre")[0].text_content() == written


@pytest.mark.parametrize(("number", "shown", "folded"), [(1, 1, 0), (10, 10, 0), (11, 10, 1), (2900, 10, 2890)])
def test_ten_authors_are_shown_and_the_rest_unfolds(number: int, shown: int, folded: int) -> None:
    names = tuple(f"Ann N{i}" for i in range(number))
    authors = page(Paper(key="k", title="T", authors=names)).cssselect(".authors")[0]
    assert authors.text is not None
    assert [name for name in authors.text.split(", ") if name] == list(names[:shown])
    assert texts(authors, ".rest") == ([", ".join(names[shown:])] if folded else [])
    assert texts(authors, "button") == ([f"and {folded} more"] if folded else [])


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, []),
        ({"withdrawn": True}, ["withdrawn"]),
        ({"title": None}, ["title not listed"]),
        ({"sources": SLEEPER.sources * 3}, ["merged from 3 entries"]),
        ({"completed": {"doi": Completion(file="i.jsonl", line=7, rule="same")}}, ["completed from an index"]),
    ],
)
def test_marks(changes: dict[str, Any], marks: list[str]) -> None:
    assert texts(page(SLEEPER.replace(**changes)), ".marks span") == marks


def test_details_name_each_place_and_what_an_index_gave() -> None:
    places = [Source(file=name, format="arxiv-search", first_line=1, last_line=4) for name in ("a.txt", "b.txt")]
    completed = {"doi": Completion(file="i.jsonl", line=7, rule="title and authors agree")}
    details = page(SLEEPER.replace(sources=places, completed=completed)).cssselect(".details")[0]
    said = texts(details, "dd")
    assert said[-3:] == [
        "doi, from i.jsonl:7 (title and authors agree)",
        "a.txt:1-4 (arxiv-search)",
        "b.txt:1-4 (arxiv-search)",
    ]


def test_details_have_what_no_other_place_shows() -> None:
    details = page(JOURNAL.replace(url="ftp://host/x", editors=("A B", "C D"))).cssselect(".details")[0]
    said = dict(zip(texts(details, "dt"), texts(details, "dd"), strict=False))
    assert said["Editors"] == "A B; C D"
    assert said["Report number"] == "HUTP-97/A097"
    assert said["MSC class"] == "83E30 (Primary), 81T20"
    assert said["Other DOIs"] == "10.4310/ATMP.1998.v2.n2.a1"
    assert said["Address"] == "ftp://host/x"


def test_options_of_references_hold() -> None:
    shown = page(SLEEPER, UNTITLED, abstract=False, max_authors=1, date="latest")
    assert texts(shown, ".abstract") == []
    assert shown.cssselect("[name=abstracts]") == []
    assert texts(shown, ".authors")[0] == "Evan Hubinger and 38 authors not listed"
    assert texts(shown, ".where")[0] == "17 January 2024"


def test_without_papers_or_dates_there_is_a_page_all_the_same() -> None:
    assert texts(page(), "#count") == ["0 papers"]
    assert page(Paper(key="k", title="T")).cssselect("svg") == []


# ---- Text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"the $\ell_1$ norm, $\alpha^2 < \beta$", "the ℓ₁ norm, α² &lt; β"),
        (r"{\it Fermi} and \textbf{a \emph{b}}", "<i>Fermi</i> and <b>a <em>b</em></b>"),
        (r"H\textsubscript{2}O, 10\textsuperscript{3}", "H<sub>2</sub>O, 10<sup>3</sup>"),
        (r"50\% of AT\&T", "50% of AT&amp;T"),
        ("costs $5 <b>", "costs $5 &lt;b&gt;"),
        (r"\citep{x}", r"\citep{x}"),
    ],
)
def test_tex_is_shown_as_it_is_read(text: str, html: str) -> None:
    assert rich(text) == html


@pytest.mark.parametrize("text", [text for text in NASTY if "$" not in text and "\\" not in text])
def test_text_without_tex_is_shown_to_the_letter(text: str) -> None:
    shown = page(Paper(key="k", title=text, abstract=text))
    assert texts(shown, "#papers h2") == texts(shown, ".abstract p") == [seen(text)]


@pytest.mark.parametrize(
    ("date", "said"), [("2024-01-10", "10 January 2024"), ("2024-12", "December 2024"), ("2024", "2024")]
)
def test_days(date: str, said: str) -> None:
    assert day(date) == said


# ---- Chart and filters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "labels", "counts"),
    [
        ([], [], []),
        (["2024"], ["2024"], [1]),
        (["2021", "2023", "2023"], ["2021", "2022", "2023"], [1, 0, 2]),
        (["1963", "2022"], [str(year) for year in range(1963, 2023)], [1, *[0] * 58, 1]),
        (["1962", "1963", "2022"], ["1962–1963", *[f"{y}–{y + 1}" for y in range(1964, 2023, 2)]], [2, *[0] * 29, 1]),
        (["0000", "9999"], [f"{y:04}–{y + 199:04}" for y in range(0, 10000, 200)], [1, *[0] * 48, 1]),
    ],
)
def test_a_chart_has_a_bar_for_each_time(years: list[str], labels: list[str], counts: list[int]) -> None:
    bars = chart(years)
    assert [bar["label"] for bar in bars] == labels
    assert [bar["count"] for bar in bars] == counts
    assert {bar["height"] for bar in bars if bar["count"] == max(counts)} <= {100.0}


def test_filters_offer_what_papers_have() -> None:
    shown = page(*usual_papers())
    offered = {
        select.get("name"): [(option.get("value"), option.text_content()) for option in select.cssselect("option")]
        for select in shown.cssselect("select")
    }
    assert offered["year"][:3] == [("", "All"), ("2024", "2024 (1)"), ("2023", "2023 (1)")]
    assert offered["venue"] == [("", "All"), ("NeurIPS 2022", "NeurIPS 2022 (1)")]
    assert ("cs.CL", "cs.CL Computation and Language (1)") in offered["category"]
    assert [value for value, _ in offered["task"]] == ["", "Language Modelling", "Question Answering"]
    assert [value for value, _ in offered["sort"]] == ["", "new", "old", "title", "author", "stars"]
    rows = shown.cssselect("#papers > li")
    assert [row.get("data-date") for row in rows][3:5] == ["2022", "1998"]
    assert [row.get("data-author") for row in rows] == ["Hubinger", "Bai", "Radhakrishnan", "Beethoven", "Noether", ""]
    assert rows[0].get("data-category") == "cs.CR\ncs.AI"


# ---- What comes from elsewhere ---------------------------------------------------------------------------------------


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style></title></pre><img src=x onerror=alert(1)>",
    "--><svg onload=alert(1)>",
    "\"'><a href=javascript:alert(1) onclick=alert(1)>",
    "' onmouseover=alert(1) style='position:fixed",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "&lt;script&gt; &#60;b&#62;",
    "$<img src=x onerror=alert(1)>$ {\\it <b>} \\emph{</em><script>}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\x00\x1b]0;x\x07\x9b31m\u202e\ufffe",
)
ADDRESSES = re.compile(r"https?://|#papers$|data:,$")


def hold_to_the_page(listed: list[Paper]) -> None:
    """Assert that nothing in the page is an element, an attribute or an address that the template has not."""
    text = text_of_page(*listed)
    shown = document_fromstring(text)
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", text)
    assert len(shown.cssselect("#papers > li")) == len(listed)
    assert {str(element.tag) for element in shown.iter()} <= ELEMENTS
    for name, value in ((str(name), str(value)) for each in shown.iter() for name, value in each.attrib.items()):
        assert not name.startswith("on")
        assert name not in {"src", "style", "srcset", "action", "formaction"}
        assert name != "href" or ADDRESSES.match(value)
    assert len(shown.cssselect("script")) == len(shown.cssselect("style")) == 1


ELEMENTS = set(
    "html head meta link title style script body a header h1 h2 p figure svg rect figcaption span div form label input "
    "select option button main ol ul li cite time code pre dl dt dd footer em i b small sup sub".split()
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_text(value: str) -> None:
    fields = dict.fromkeys(("key", "title", "abstract", "venue", "journal", "comments", "repository", "url"), value)
    lists = dict.fromkeys(("authors", "categories", "tasks", "editors", "keys", "other_dois"), (value, value))
    others = {"doi": value, "arxiv_id": value, "extra": {"note": value}, "report_number": value}
    source = Source(file=value, format=value, first_line=1, last_line=2)
    completed = {value: Completion(file=value, line=1, rule=value)}
    paper = Paper.model_validate({**fields, **lists, **others, "sources": (source,), "completed": completed})
    hold_to_the_page([paper, paper.replace(title=None, excerpt=value, abstract=None)])


def test_nasty_values_are_text() -> None:
    hold_to_the_page(list(nasty_papers())[::7])


@given(papers)
def test_any_values_are_text(paper: Paper) -> None:
    hold_to_the_page([paper])


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTP://example.org", "HTTP://example.org"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" JavaScript:alert(1)//https://example.org", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("https://", ""),
        ("https://example.org a", ""),
        ("example.org", ""),
        ("", ""),
    ],
)
def test_links_lead_to_the_web_alone(address: str, linked: str) -> None:
    assert link(address) == linked


def test_nothing_but_the_own_style_and_script_is_allowed() -> None:
    shown = page(SLEEPER)
    (policy,) = [meta.get("content") for meta in shown.cssselect("meta[http-equiv]")]
    style, script = (
        "sha256-" + b64encode(sha256(shown.cssselect(name)[0].text_content().encode()).digest()).decode()
        for name in ("style", "script")
    )
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src '{style}'",
        f"script-src '{script}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_nothing_stands_before_the_head() -> None:
    assert text_of_page(SLEEPER).startswith(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-'
    )


def test_the_same_papers_make_the_same_page() -> None:
    assert text_of_page(*usual_papers()) == text_of_page(*usual_papers())


def test_who_reads_a_page_again_is_told_what_to_read() -> None:
    said = [event.message for event in read_text([text_of_page(SLEEPER)]) if isinstance(event, Diagnostic)]
    assert [text for text in said if "a page that paperlist wrote" in text and "--to jsonl" in text]


# ---- Reference managers ----------------------------------------------------------------------------------------------


def reference(paper: Paper) -> dict[str, list[str]]:
    (span,) = page(paper).cssselect("span.Z3988")
    return parse_qs(span.get("title"), strict_parsing=True)


def test_a_preprint_for_reference_managers() -> None:
    said = reference(SLEEPER)
    assert said["ctx_ver"] == ["Z39.88-2004"]
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert said["rft.type"] == ["preprint"]
    assert said["rft.title"] == [SLEEPER.title]
    assert said["rft.au"] == ["Hubinger, Evan", "Denison, Carson", "Bowman, Samuel R."]
    assert said["rft.date"] == ["2024-01-10"]
    assert said["rft_id"] == ["https://arxiv.org/abs/2401.05566"]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (CONFERENCE, {"rft.genre": "proceeding", "rft.btitle": "NeurIPS 2022", "rft.atitle": CONFERENCE.title}),
        (JOURNAL, {"rft.genre": "article", "rft.jtitle": JOURNAL.journal_ref, "rft_id": f"info:doi/{JOURNAL.doi}"}),
        (JOURNAL, {"rft.atitle": "Invariant SU(2) Problems in Galaxies", "rft.date": "1998"}),
        (REPORT, {"rft.genre": "report", "rft.btitle": REPORT.title, "rft.date": "2020"}),
        (UNTITLED, {"rft.type": "document", "rft.title": "[Large language models (LLMs) perform better …]"}),
        (Paper(key="k", title="A & B=C + D;é"), {"rft.title": "A & B=C + D;é"}),
        (
            Paper(key="k", title="T", entry_type="phdthesis", institution="MIT"),
            {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation", "rft.title": "T", "rft.inst": "MIT"},
        ),
        (
            Paper(key="k", title="T", entry_type="incollection", venue="A Book", pages="1–2", publisher="P"),
            {"rft.genre": "bookitem", "rft.btitle": "A Book", "rft.pages": "1–2", "rft.publisher": "P"},
        ),
    ],
)
def test_works_for_reference_managers(paper: Paper, expected: dict[str, str]) -> None:
    said = reference(paper)
    assert {name: said[name][0] for name in expected} == expected


def test_names_for_reference_managers() -> None:
    assert reference(CONFERENCE)["rft.au"] == [
        "van Beethoven, Ludwig",
        "de la Cruz, Juan",
        "King, Martin Luther Jr.",
        "ATLAS Collaboration,",
        ":,",
    ]
