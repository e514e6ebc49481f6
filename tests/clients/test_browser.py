"""Chromium, without a window, on the page that `html` writes: looked at, searched, filtered, sorted, copied, printed.

No page may send a request or put a message into the console; `browse` holds each to that.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paperlist.paper import Paper, PaperType
from tests.clients.clients import NODE_MODULES, need, need_module, run, samples, write
from tests.exporter_samples import WHERE, usual_papers

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
MANY = Paper(
    key="atlas2012observation",
    type=PaperType.JOURNAL,
    title="Observation of $H\\to\\gamma\\gamma$ at $\\sqrt{s}=8$ TeV",
    authors=tuple(f"Ann N{one}{two}" for one in "abcd" for two in "abcdefghij"),
    authors_omitted=2900,
    date="2012-07-31",
    journal="Phys. Lett. B",
    arxiv_id="1207.7214",
    categories=("hep-ex",),
    repository="atlas/code",
    stars=1200,
    sources=WHERE * 2,
)
PAPERS = [*usual_papers(), MANY]
TITLES = ["Sleeper", "Constitutional", "[Large", "Question", "Invariant", "The", "Observation"]
"""The first word of each, in the order of the list."""


@contextmanager
def browse(file: Path, **options: Any) -> Iterator["Page"]:
    """Open a file in the browser; assert at the end that it asked for nothing else and complained of nothing."""
    need("chromium")
    need_module("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        page = browser.new_page(**options)
        complaints: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page
        assert complaints == []
        assert {address.split("#")[0] for address in asked} == {file.as_uri()}
        browser.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("page") / "list.html", "html", PAPERS)


def shown(page: "Page") -> list[str]:
    """The first words of the titles that are seen, in their order."""
    return [title.split()[0].rstrip(":") for title in page.locator("#papers h2:visible").all_text_contents()]


def settle(page: "Page", count: str) -> None:
    page.wait_for_function("said => document.getElementById('count').textContent === said", arg=count)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sleeper", ["Sleeper"]),
        ("LUKOSIUTE", ["Constitutional"]),
        ("Lukošiūtė feedback", ["Constitutional"]),
        ('"backdoors persist"', ["Sleeper"]),
        ('"persist backdoors"', []),
        ("persist backdoors", ["Sleeper"]),
        ("neurips", ["Question"]),
        ("γγ", ["Observation"]),
        ("ndj", ["Observation"]),
        ("cs.AI", ["Sleeper"]),
        ("HUTP-97/A097", ["Invariant"]),
        ("bai2022constitutional", ["Constitutional"]),
        ("details", []),
        ("", TITLES),
    ],
)
def test_search(page_file: Path, query: str, found: list[str]) -> None:
    with browse(page_file) as page:
        page.get_by_role("searchbox").fill(query)
        settle(page, "7 papers" if len(found) == 7 else f"{len(found)} of 7 papers")
        assert shown(page) == found
        assert page.get_by_text("No paper matches.").is_visible() == (not found)


def test_filters_narrow_each_other_and_clear(page_file: Path) -> None:
    with browse(page_file) as page:
        page.get_by_label("Task").select_option("Question Answering")
        settle(page, "1 of 7 papers")
        assert shown(page) == ["Question"]
        page.get_by_label("Year All").select_option("2024")
        settle(page, "0 of 7 papers")
        page.get_by_label("Task").select_option("")
        settle(page, "1 of 7 papers")
        assert shown(page) == ["Sleeper"]
        assert page.url.endswith("#year=2024")
        page.reload()
        assert shown(page) == ["Sleeper"]
        page.get_by_role("button", name="Clear").click()
        settle(page, "7 papers")
        assert shown(page) == TITLES
        assert page.url == page_file.as_uri()


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("Newest first", ["Sleeper", "[Large", "Constitutional", "Question", "The", "Observation", "Invariant"]),
        ("Oldest first", ["Invariant", "Observation", "The", "Question", "Constitutional", "[Large", "Sleeper"]),
        ("Title", ["[Large", "Constitutional", "Invariant", "Observation", "Question", "Sleeper", "The"]),
        ("First author", ["Constitutional", "Question", "Sleeper", "Observation", "Invariant", "[Large", "The"]),
        ("Stars of the code", ["Observation", "Constitutional", "Sleeper", "[Large", "Question", "Invariant", "The"]),
    ],
)
def test_sorting_and_back(page_file: Path, order: str, titles: list[str]) -> None:
    with browse(page_file) as page:
        page.get_by_label("Sort by").select_option(order)
        page.wait_for_function("location.hash.includes('sort=')")
        assert shown(page) == titles
        page.get_by_label("Sort by").select_option("")
        page.wait_for_function("location.hash === ''")
        assert shown(page) == TITLES


def test_a_bar_of_the_chart_chooses_its_year(page_file: Path) -> None:
    with browse(page_file) as page:
        page.locator("#chart [data-year='2012']").click()
        settle(page, "1 of 7 papers")
        assert shown(page) == ["Observation"]
        page.locator("#chart [data-year='2012']").click()
        settle(page, "7 papers")


def test_what_is_folded_unfolds_and_is_copied_by_keyboard(page_file: Path, tmp_path: Path) -> None:
    bibtex = write(tmp_path / "one.bib", "bib", [PAPERS[0]], abstract=False).read_text("utf-8")
    with browse(page_file) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        first = page.locator("#papers > li").first
        for name, part in (("Abstract", ".abstract"), ("Cite", ".cite"), ("Details", ".details")):
            assert not first.locator(part).is_visible()
            button = first.get_by_role("button", name=name)
            button.focus()
            page.keyboard.press("Enter")
            assert first.locator(part).is_visible()
            assert button.get_attribute("aria-expanded") == "true"
        for name, copied in (("Copy key", "hubinger2024sleeper"), ("Copy BibTeX", bibtex)):
            first.get_by_role("button", name=name).press("Enter")
            first.get_by_role("button", name="Copied").wait_for()
            assert page.evaluate("navigator.clipboard.readText()") == copied
            first.get_by_role("button", name=name).wait_for()
        first.get_by_role("button", name="Abstract").press("Space")
        assert not first.locator(".abstract").is_visible()
        page.get_by_label("Show abstracts").check()
        page.wait_for_function("location.hash === '#abstracts=1'")
        assert page.locator(".abstract:visible").count() == 2
        page.keyboard.press("Escape")
        page.locator("body").press("/")
        assert page.evaluate("document.activeElement.name") == "q"


def test_the_rest_of_the_authors_unfolds(page_file: Path) -> None:
    with browse(page_file) as page:
        authors = page.locator("#papers > li").last.locator(".authors")
        assert "Ann Naj, and 30 more and 2,900 authors not listed" in authors.inner_text()
        authors.get_by_role("button").click()
        assert "Ann Naj, Ann Nba" in authors.inner_text()
        assert page.evaluate("document.activeElement.className") == "fold rest open"


def test_without_script_all_is_shown(page_file: Path) -> None:
    with browse(page_file, java_script_enabled=False) as page:
        assert shown(page) == TITLES
        assert not page.locator("form").is_visible()
        for part, count in ((".abstract", 2), (".cite pre", 7), (".details", 6), (".rest", 1), (".fold", 16)):
            assert page.locator(f"{part}:visible").count() == count
        assert page.locator("button:visible").count() == 0


def test_print_has_what_is_shown_and_all_authors(page_file: Path, tmp_path: Path) -> None:
    need("pdftotext")
    with browse(page_file, color_scheme="dark") as page:
        page.get_by_label("Show abstracts").check()
        page.get_by_role("searchbox").fill("persist")
        settle(page, "1 of 7 papers")
        page.pdf(path=tmp_path / "one.pdf", format="A4")
        page.get_by_role("searchbox").fill("")
        settle(page, "7 papers")
        page.pdf(path=tmp_path / "all.pdf", format="A4")
    one, all_ = (" ".join(run("pdftotext", f"{name}.pdf", "-", cwd=tmp_path).split()) for name in ("one", "all"))
    assert "1 of 7 papers" in one
    assert "We find that backdoors persist." in one
    assert "https://arxiv.org/abs/2401.05566" in one
    assert not re.search("Constitutional|Search|Clear|Cite|@article", one)
    assert "Ann Ndj" in all_
    assert "more" not in all_


@pytest.mark.parametrize("width", [200, 400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(page_file: Path, scheme: str, width: int) -> None:
    need("node", AXE)
    with browse(page_file, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True) as page:
        for unfolded in (False, True):
            if unfolded:
                for button in page.locator("[data-fold]").all():
                    button.click()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.evaluate(AXE.read_text("utf-8"))
            found = page.evaluate("axe.run()")
            assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
            assert found["passes"]


def test_any_paper_makes_a_page_that_is_quiet(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>\" onclick='alert(3)"
    papers = [*samples(), Paper(key="h", title=hostile, authors=(hostile,), url="javascript:alert(4)", venue=hostile)]
    with browse(write(tmp_path / "all.html", "html", papers)) as page:
        assert page.locator("#papers > li").count() == len(papers)
        page.get_by_role("searchbox").fill("onclick")
        settle(page, f"1 of {len(papers):,} papers")
        assert page.get_by_role("heading", name="</script><script>").is_visible()
