"""What a user gives to be read: files, folders, lists of files, and what is none of them."""

import shutil
from pathlib import Path

import pytest

from tests.command import ARXIV, PWC, clean, invoke, run


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two pages, one of them deeper, and with what is no page."""
    folder = tmp_path / "pages"
    (folder / "sub").mkdir(parents=True)
    (folder / "search_files").mkdir()
    (folder / ".git").mkdir()
    shutil.copy(ARXIV, folder / "search.txt")
    shutil.copy(PWC, folder / "sub" / "author.md")
    shutil.copy(PWC, folder / "search_files" / "part.html")
    shutil.copy(PWC, folder / ".git" / "hidden.txt")
    (folder / "a.pdf").write_bytes(b"%PDF-")
    (folder / "b.png").write_bytes(b"\x89PNG")
    return folder


def test_a_folder_is_its_pages_in_the_order_of_their_names(pages: Path) -> None:
    done = invoke("parse", "pages", "-t", "jsonl", cwd=pages.parent)
    assert done.returncode == 0
    assert (
        done.stdout
        == invoke("parse", "pages/search.txt", "pages/sub/author.md", "-t", "jsonl", cwd=pages.parent).stdout
    )
    said = clean(done.stderr).splitlines()
    assert said[0] == "paperlist: pages: 2 other files are skipped: the extension is not that of a page"
    assert said[-1] == "paperlist: 9 papers (13 read, 4 duplicates merged); 2 without a title"


def test_an_output_in_the_folder_is_not_read(pages: Path) -> None:
    first = invoke("parse", pages, "-o", pages / "all.json")
    before = (pages / "all.json").read_bytes()
    again = invoke("parse", pages, "-o", pages / "all.json")
    assert (first.returncode, again.returncode) == (0, 0)
    assert (pages / "all.json").read_bytes() == before
    with (pages / "all.jsonl").open("wb") as out:
        assert run("parse", pages, "-t", "jsonl", stdout=out).returncode == 0
    assert (pages / "all.jsonl").read_bytes().count(b"\n") == 9


def test_a_folder_without_pages_is_told_with_what_a_page_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = invoke("parse", "empty", cwd=tmp_path, stdin=ARXIV.read_bytes())
    assert done.returncode == 1
    assert done.stdout == b""
    said = "no pages in this folder; a page is a file such as .html, .txt, .md, .json or .bib"
    assert clean(done.stderr) == f"empty: error: {said} [nothing-found]\npaperlist: nothing read\n"


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_files_are_named_by_a_file_or_by_standard_input(tmp_path: Path, separator: bytes) -> None:
    names = separator.join([bytes(ARXIV), bytes(PWC), b""])
    (tmp_path / "names").write_bytes(names)
    expected = invoke("parse", ARXIV, PWC, "-t", "jsonl").stdout
    assert invoke("parse", "--files-from", tmp_path / "names", "-t", "jsonl").stdout == expected
    done = invoke("parse", "--files-from", "-", "-t", "jsonl", stdin=names)
    assert (done.returncode, done.stdout) == (0, expected)
    done = invoke("parse", ARXIV, "--files-from", tmp_path / "names", "-t", "jsonl")
    assert len(done.stdout.splitlines()) == 9


@pytest.mark.parametrize("names", [b"", b"\n\n", b"\0"])
def test_a_file_that_names_none_is_told(names: bytes) -> None:
    done = invoke("parse", "--files-from", "-", stdin=names)
    assert (done.returncode, done.stdout) == (1, b"")
    assert clean(done.stderr).startswith("-: error: names no file; write one name in each line [nothing-found]\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("parse", "https://arxiv.org/abs/2401.05566"),
            "error: paperlist fetches nothing: save the page and give the file",
        ),
        (("parse", "arxiv.org/list/cs.CL/recent"), "error: paperlist fetches nothing: save the page and give the file"),
        (("https://arxiv.org/abs/2401.05566",), "paperlist fetches nothing: save the page and give the file"),
        (("page.txt", "-t", "csv"), "page.txt is not a command; to read it: paperlist parse page.txt -t csv"),
        (("my page.txt",), "to read it: paperlist parse 'my page.txt'"),
        (("-",), "to read it: paperlist parse -"),
        (("prase", "page.txt"), "No such command 'prase'. Did you mean 'parse'?"),
        (("parse", "page.txt", "--max-authors", "0"), "Invalid value for '--max-authors': must be 1 or more"),
        (("parse", "page.txt", "-j", "0"), "'-j': must be 1 or more"),
        (("parse", "page.txt", "--key", "[auth][doi]"), "write {family}{year}"),
        (("parse", "--files-from", "none"), "none: error: No such file or directory [unreadable]"),
        (("parse", "page.txt", "-f", "word"), "no format 'word'; known are arxiv-abs"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_next_step(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    for name in ("page.txt", "my page.txt"):
        shutil.copy(ARXIV, tmp_path / name)
    done = invoke(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in clean(done.stderr)
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "key,type,title,authors,date\nx,preprint,A,B,2020\n",
            "CSV or TSV of paperlist, which is written but not read",
        ),
        ("a.tsv", "key\ttype\ttitle\tauthors\tdate\n", "JSON Lines (--to jsonl) can be read back"),
        (
            "a.yml",
            "x2020a:\n  type: article\n  title: A\n  author: B\n",
            "YAML for typst, which is written but not read",
        ),
        (
            "a.csv",
            '"Authors","Author full names","Title","Year"\n',
            "a table (CSV) of another program, which is not read",
        ),
        (
            "a.txt",
            "FN Clarivate Analytics\nVR 1.0\nPT J\nAU B\n",
            "a file of Web of Science, which is not read; export BibTeX",
        ),
        (
            "a.txt",
            "RT Journal Article\nSR Electronic\nT1 A\n",
            "a file of RefWorks, which is not read; export BibTeX or RIS",
        ),
        ("a.ris", "T1  - A\nAU  - B\nER  - \n", "RIS begins each reference with 'TY  - '"),
        ("a.txt", "%T A\n%A B\n", "EndNote with '%0 '"),
        ("a.xml", "<xml><records><record></record></records></xml>\n", "XML of a reference manager, which is not read"),
        ("a.txt", "Title, author and year of a talk that nobody heard.\n", "[nothing-found]"),
        ("a.txt", "", "a.txt: error: there is nothing in it [nothing-found]"),
        ("a.txt", " \n\n", "a.txt: error: there is nothing in it [nothing-found]"),
        (
            "a.txt",
            "Hello.\n",
            "it does not look like a page that paperlist reads (see 'paperlist formats', or run 'paperlist",
        ),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = invoke("parse", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said in clean(done.stderr)
    assert done.stderr.count(b"[nothing-found]") == 1


def test_options_have_short_forms(tmp_path: Path) -> None:
    done = invoke("parse", ARXIV, "-f", "arxiv-search", "-t", "ris")
    assert (done.returncode, done.stdout[:5]) == (0, b"TY  -")
    assert invoke("parse", PWC, "-f", "arxiv-search", "-t", "ris").returncode == 1
