"""A dump whose words are replaced is read as the dump itself was, and gives nothing away."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paperlist.checking.bundle import disguise, kept_words, kind_of, make_bundle, shape_of
from paperlist.diagnostics import Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.pipeline import export, read_text
from paperlist.reading import read_listings as read

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = sorted((FIXTURES / "mixed" / "seeds").glob("*.txt"))
DUMPS = sorted(
    path for path in FIXTURES.rglob("*") if path.suffix in (".txt", ".md", ".html") and path.name != "README.md"
)
UNLIKE = {"author-bs4-empty-strip.txt", "truncated-abstract.txt"}
"""All on one line without blanks, where only the words themselves tell a title from the name before it."""


def papers_of(text: str) -> list[Paper]:
    return [event for event in read_text([text]) if isinstance(event, Paper)]


def shape(text: str) -> list[tuple[object, ...]]:
    """What was read where, without the values."""
    found: list[tuple[object, ...]] = []
    for event in read([text], "a.txt", load_listings()):
        if isinstance(event, Diagnostic):
            found.append((event.code, *event.place[1:]))
        else:
            filled = {name for name, value in event if value and name not in ("sources", "arxiv_id")}
            found.append((event.sources[0].first_line, event.sources[0].last_line, len(event.authors), *sorted(filled)))
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
@pytest.mark.parametrize("secret", [b"a", b"b", b"c"])
def test_a_disguised_dump_is_read_alike(path: Path, secret: bytes) -> None:
    text = path.read_text("utf-8")
    assert shape(disguise(text, secret)) == shape(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_word_of_it_is_left(path: Path) -> None:
    text = path.read_text("utf-8")
    words = set(re.findall(r"[^\W\d_]{5,}", text)) - kept_words()
    assert len(words) > 100
    left = words & set(re.findall(r"[^\W\d_]{5,}", disguise(text, b"secret")))
    assert len(left) <= len(words) // 100  # by chance


def test_form_is_kept() -> None:
    text = "Müller's LLMs, 王小明 et al. (14): 2401.05566v2 on 17 January, 2024 at 12345"
    shown = disguise(text, b"a")
    assert re.sub(r"[^\W\d_]|\d", "x", shown) == re.sub(r"[^\W\d_]|\d", "x", text)
    assert [c.isupper() for c in shown] == [c.isupper() for c in text]
    assert "17 January, 2024" in shown
    assert "et al. (14)" in shown
    assert not {"12345", "05566", "小"} & {shown, *re.findall(r"\w+", shown)}


def test_words_are_replaced_consistently() -> None:
    one, two, three = disguise("Hubinger Hubinger Hubingen", b"a").split()
    assert one == two != three
    assert disguise("Hubinger", b"b") != one


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_bundle_is_read_as_its_dump(path: Path) -> None:
    text = path.read_text("utf-8")
    bundle, alike = make_bundle(text, str(path))
    assert alike is (shape_of(bundle, "-", None) == shape_of(text, "-", None)) is (path.name not in UNLIKE)
    assert bundle.count("\n") == text.count("\n")
    titles = {paper.title for paper in papers_of(text) if paper.title and len(paper.title) > 30}
    assert not titles & {paper.title for paper in papers_of(bundle)}


def test_a_page_keeps_what_reading_needs() -> None:
    page = (
        '<!DOCTYPE html>\n<li class="arxiv-result x-ray" title="Ada\'s">\n<a href="https://arxiv.org/abs/2401.05566?x=Ada"\n'
        "data-name='Ada Lovelace' >Ada&nbsp;&amp; Lovelace</a><!-- Ada --></li>"
    )
    shown = disguise(page, b"a", kind_of(page, "-", None))
    assert not re.search("Ada|Lovelace|05566", shown)
    for kept in (
        '<!DOCTYPE html>\n<li class="arxiv-result x-ray" title="',
        '<a href="https://arxiv.org/abs/2401.',
        "&nbsp;&amp; ",
        "</a><!-- ",
        " --></li>",
        "data-name='",
    ):
        assert kept in shown
    assert re.sub(r"\w", "x", shown) == re.sub(r"\w", "x", page)


@pytest.mark.parametrize("name", ["bib", "biblatex", "json", "jsonl"])
def test_libraries_are_read_as_they_were(name: str) -> None:
    papers = papers_of(SEEDS[0].read_text("utf-8"))
    text = export(papers, name)
    kind = kind_of(text, "-", None)
    assert kind == {"json": "paperlist-json", "jsonl": "paperlist-jsonl"}.get(name, "bibtex")
    bundle, alike = make_bundle(text, "-")
    assert alike
    back = papers_of(bundle)
    for found, paper in zip(back, papers_of(text), strict=True):
        for field in ("type", "date", "categories", "authors_omitted", "withdrawn", "updated", "announced"):
            assert getattr(found, field) == getattr(paper, field)
        assert len(found.authors) == len(paper.authors)
        assert found.title != paper.title
        assert (found.abstract is None) is (paper.abstract is None)
        assert (found.arxiv_id is None) is (paper.arxiv_id is None)
    assert not re.search("Hubinger|Bowman|Sleeper", bundle, re.IGNORECASE)


def test_a_library_of_others_keeps_its_form() -> None:
    text = (
        "% Ada's list\n@string{jml = {Journal of Ada}}\n@article{ada2020,\n  author = {Ada {\\L}ovelace and others},\n"
        '  title = "{Ada} \\emph{x}",\n  journal = jml # { B},\n  crossref = {ada2019},\n'
        "  month = jan\n}\n@book{ada2019}\n"
    )
    shown = disguise(text, b"a", "bibtex")
    assert "Ada" not in shown
    assert len(papers_of(shown)) == len(papers_of(text)) == 2
    assert re.search(r"@string\{(\w+) = .*journal = \1 # \{.*crossref = \{(\w+)\}.*@book\{\2\}", shown, re.DOTALL)
    assert "  month = jan\n}" in shown
    assert " and others}" in shown
    assert "\\emph{" in shown


def test_broken_json_stays_broken_alike() -> None:
    text = (
        '[{"key": "ada2020", "title": "Ada \\"L\\" \\u00e9\\n", "type": "preprint", "stars": 12345, '
        '"withdrawn": true},\n{"key": '
    )
    shown = disguise(text, b"a", "paperlist-json")
    assert "ada" not in shown.lower()
    assert '"type": "preprint", "stars": ' in shown
    assert shown.endswith(', "withdrawn": true},\n{"key": ')
    assert '\\"' in shown
    assert "\\u00e9\\n" in shown
    assert [str(one) for one in read_text([shown]) if isinstance(one, Diagnostic)] == [
        str(one) for one in read_text([text]) if isinstance(one, Diagnostic)
    ]


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "paperlist", "check", *arguments]
    done = subprocess.run(command, capture_output=True, input=data, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_command_prints_it() -> None:
    done = run("--report", str(SEEDS[0]))
    assert done.returncode == 0
    assert shape(done.stdout) == shape(SEEDS[0].read_text("utf-8"))
    assert "Hubinger" not in done.stdout
    assert re.search(r"^paperlist: \d.*, Python 3\..*, \w+$", done.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", 1, "nothing-found"),
        (b"\x89PNG\r\n\x1a\n\0\0", 2, "a PNG image"),
        (b"A line of Ada\n", 1, "-:1: warning: not understood"),
        (b'[{"key": "a", "title": "T"}, {"key": ', 1, "no JSON"),
    ],
)
def test_a_report_tells_what_check_tells(data: bytes, code: int, message: str) -> None:
    shown, report = run(data=data), run("--report", data=data)
    assert report.returncode == shown.returncode == code
    assert message in report.stderr
    told = [line for line in report.stderr.splitlines() if line.startswith("-")]
    assert told == [line for line in shown.stderr.splitlines() if line.startswith("-")]


def test_a_bundle_that_is_read_otherwise_is_told() -> None:
    done = run("--report", str(FIXTURES / "papers-with-code" / "author-bs4-empty-strip.txt"))
    assert (
        "warning: the bundle is not read as the input is; say in the report what was read of the input" in done.stderr
    )
    assert run("--report", "--quiet", str(SEEDS[0])).stderr == ""


def test_one_output_at_a_time() -> None:
    done = run("--report", "--json", str(SEEDS[0]))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--json, --fields, --report and --bib are different outputs; ask for one" in " ".join(done.stderr.split())
