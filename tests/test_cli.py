"""The command line as users run it: inputs, outputs, messages, every exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paperlist import __version__
from tests.command import ARXIV, COMMAND, LIBRARY, PWC, invoke

WORKS = [
    # title or the excerpt's beginning, date, authors, entries united, code implementations
    ("Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training", "2024-01-10", 39, 2, 1),
    ("Confidence-Building Measures for Artificial Intelligence: Workshop Proceedings", "2023-08-01", 23, 1, None),
    ("The Capacity for Moral Self-Correction in Large Language Models", "2023-02-14", 49, 2, 0),
    ("Discovering Language Model Behaviors with Model-Written Evaluations", "2022-12-19", 63, 2, 3),
    ("Constitutional AI: Harmlessness from AI Feedback", "2022-12-15", 51, 2, 2),
    ("The AI Index 2022 Annual Report", "2022-05-02", 13, 1, None),
    ("The AI Index 2021 Annual Report", "2021-03-08", 13, 1, None),
    ("Large language models (LLMs) perform better", "2023-07-17", 30, 1, 1),
    ("As large language models (LLMs) perform more difficult tasks", "2023-07-17", 24, 1, 1),
]


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def table(rows: list[dict[str, object]]) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for row in rows:
        name = str(row["title"] or row["excerpt"])
        name = next((work[0] for work in WORKS if name.startswith(work[0])), name)
        authors, sources = row["authors"], row["sources"]
        assert isinstance(authors, list)
        assert isinstance(sources, list)
        assert row["authors_omitted"] == 0
        found.add((name, row["date"], len(authors), len(sources), row["code_implementations"]))
    return found


@pytest.mark.parametrize("files", [(ARXIV, PWC), (PWC, ARXIV)], ids=["arxiv first", "pwc first"])
def test_the_seeds_are_nine_works(files: tuple[Path, Path]) -> None:
    done = invoke("parse", *files, "--to", "jsonl")
    assert done.returncode == 0
    rows = records(done)
    assert len(rows) == 9
    assert table(rows) == set(WORKS)
    sleeper = next(row for row in rows if str(row["title"]).startswith("Sleeper"))
    assert (sleeper["submitted"], sleeper["updated"]) == ("2024-01-10", "2024-01-17")
    constitutional = next(row for row in rows if str(row["title"]).startswith("Constitutional"))
    assert "Kamile Lukosuite" in constitutional["authors"]  # type: ignore[operator]  # a list


def test_both_listings_in_one_stream() -> None:
    done = invoke("parse", "--to", "jsonl", stdin=ARXIV.read_bytes() + b"\n" + PWC.read_bytes())
    assert done.returncode == 0
    assert table(records(done)) == set(WORKS)


def test_a_shell_pipe() -> None:
    command = f"cat {ARXIV} {PWC} | {sys.executable} -m paperlist parse --to json | {sys.executable} -m json.tool"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 9


def test_the_closing_line_sums_up() -> None:
    done = invoke("parse", ARXIV, PWC)
    assert done.stderr.decode().splitlines()[-1] == (
        "paperlist: 9 papers (13 read, 4 duplicates merged); 2 without a title"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("parse", ARXIV), ""),
        (("parse", ARXIV, ARXIV), ""),
        (("parse", ARXIV, "-v"), "paperlist: read 7 arxiv-search\npaperlist: 7 papers\n"),
        (("parse", ARXIV, ARXIV, "-v"), "read 14 arxiv-search\npaperlist: 7 papers (14 read, 7 duplicates merged)\n"),
        (("check", PWC, "-v"), "read 6 papers-with-code\npaperlist: 6 papers\n"),
        (("parse", PWC, "--no-merge"), "paperlist: 6 papers; 6 without a title\n"),
        (("parse", PWC, "--no-merge", "-q"), "is cited as hubinger2024find [untitled]\n"),
        (("parse", PWC, "--no-merge", "-qq"), ""),
        (("parse", "none", "-q"), "none: error: No such file or directory [unreadable]\n"),
        (("parse", "none", "-qq"), "none: error: No such file or directory [unreadable]\n"),
    ],
)
def test_a_pipe_hears_what_is_amiss_and_no_more_than_was_asked_for(arguments: tuple[object, ...], said: str) -> None:
    found = invoke(*arguments).stderr.decode()
    assert said in found
    assert bool(found) == bool(said)


def test_an_untitled_work_is_told_with_its_line() -> None:
    lines = invoke("parse", PWC, "--no-merge").stderr.decode().splitlines()
    assert lines[0].startswith(f"{PWC}:1: warning: ")
    assert lines[0].endswith("[untitled]")


def test_quiet_prints_nothing() -> None:
    done = invoke("parse", ARXIV, PWC, "-qq")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"@")


def test_no_merge_gives_every_entry_in_order() -> None:
    rows = records(invoke("parse", ARXIV, PWC, "--no-merge", "--to", "jsonl"))
    assert [row["sources"][0]["first_line"] for row in rows[7:]] == [1, 3, 5, 7, 9, 11]  # type: ignore[index]
    assert len(rows) == 13


def test_strict_makes_a_warning_a_failure() -> None:
    assert invoke("parse", PWC).returncode == 0
    assert invoke("parse", PWC, "--strict").returncode == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "there is nothing in it"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "")],
)
def test_a_file_with_nothing_in_it(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "dump").write_bytes(content)
    done = invoke("parse", "dump", cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert message in done.stderr.decode()
    assert done.stderr.decode().startswith("dump")
    assert b"Traceback" not in done.stderr


def test_a_missing_file_costs_only_itself(tmp_path: Path) -> None:
    done = invoke("parse", tmp_path / "none.txt", ARXIV, "--to", "jsonl")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == (
        f"{tmp_path / 'none.txt'}: error: No such file or directory [unreadable]"
    )
    assert len(records(done)) == 7


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["--to", "docx"], ["--from", "word"], ["--merge", "some"], ["--no-merge", "--review", "x"]],
)
def test_usage_errors(arguments: list[str]) -> None:
    done = invoke("parse", ARXIV, *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Error" in done.stderr
    assert b"Traceback" not in done.stderr


def test_output_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert invoke("parse", ARXIV, "-o", out).returncode == 0
    before = out.read_bytes()
    assert len(json.loads(before)) == 7
    done = invoke("parse", ARXIV, "-o", tmp_path / "no" / "such" / "out.bib")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        f"paperlist: error: cannot write {tmp_path}/no/such/out.bib: the folder {tmp_path}/no/such does not exist"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert out.read_bytes() == before


def test_the_extension_chooses_the_format(tmp_path: Path) -> None:
    invoke("parse", ARXIV, "-o", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("key,type,title,authors,")


def test_a_closed_pipe_is_silent() -> None:
    command = f"{sys.executable} -m paperlist parse {ARXIV} --to jsonl | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    assert b"roken pipe" not in done.stderr
    assert len(done.stdout) == 10


def test_version_and_help() -> None:
    assert invoke("--version").stdout == f"paperlist {__version__}\n".encode()
    assert b"parse" in invoke("--help").stdout
    assert invoke().returncode == 2


def test_formats_lists_what_is_read_and_written() -> None:
    rows = [line.split()[:2] for line in invoke("formats").stdout.decode().splitlines()]
    assert ["read", "arxiv-search"] in rows
    assert ["read", "papers-with-code"] in rows
    assert ["write", "bib"] in rows


def test_check_names_the_field_of_every_line() -> None:
    done = invoke("check", ARXIV, "--json")
    rows = records(done)
    text = ARXIV.read_text(encoding="utf-8").splitlines()
    assert [row["text"] for row in rows] == text
    fields = {row["text"]: row["fields"] for row in rows}
    assert fields["The AI Index 2022 Annual Report"] == ["title"]
    assert fields["Evan Hubinger,"] == ["authors"]
    assert all(row["fields"] for row in rows if str(row["text"]).strip())


def test_the_margin_of_a_check_is_as_wide_as_it_has_to_be(tmp_path: Path) -> None:
    card = "Who sings\n\nShe sings.\n1 code implementation • 3 May 2021 • Ada Byron\nWe do what is done.\n"
    (tmp_path / "cards.txt").write_text(card, encoding="utf-8")
    assert invoke("check", "cards.txt", cwd=tmp_path).stdout.decode().splitlines() == [
        "1 │   │ ?                                 │ Who sings",
        "2 │   │                                   │",
        "3 │ 1 │ title                             │ She sings.",
        "4 │ 1 │ code_implementations+date+authors │ 1 code implementation • 3 May 2021 • Ada Byron",
        "5 │ 1 │ excerpt                           │ We do what is done.",
    ]
    (tmp_path / "none.txt").write_text("Sing\n" * 10, encoding="utf-8")
    assert invoke("check", "none.txt", cwd=tmp_path).stdout.decode().splitlines()[8:] == [
        " 9 │  │ ? │ Sing",
        "10 │  │ ? │ Sing",
    ]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_finished_records_count_under_the_format_that_was_read(tmp_path: Path, form: str) -> None:
    invoke("parse", ARXIV, "-q", "-o", tmp_path / f"list.{form}")
    read = f"paperlist: read 7 paperlist-{form}, 6 papers-with-code"
    assert read in invoke("parse", f"list.{form}", PWC, "-v", cwd=tmp_path).stderr.decode()
    assert read in invoke("check", f"list.{form}", PWC, "-v", cwd=tmp_path).stderr.decode()


@pytest.mark.parametrize("command", ["parse", "check", "add"])
def test_a_file_without_a_name_is_told(command: str) -> None:
    done = invoke(command, *(["library.bib"] if command == "add" else []), "")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Invalid value for 'FILE': a file name is empty; '-' is standard input" in done.stderr


def test_the_environment_does_not_matter() -> None:
    expected = invoke("parse", ARXIV, "--to", "jsonl").stdout
    poor = {"PATH": os.environ["PATH"], "LANG": "C", "PYTHONIOENCODING": "ascii"}
    if "PYTHONPATH" in os.environ:
        poor["PYTHONPATH"] = os.environ["PYTHONPATH"]
    done = subprocess.run(
        [*COMMAND, "parse", str(ARXIV), "--to", "jsonl"], capture_output=True, timeout=60, env=poor, check=False
    )
    assert (done.returncode, done.stdout) == (0, expected)


def test_an_unsure_pair_is_reviewed_and_decided(tmp_path: Path) -> None:
    sentence = "We study the growth of citation graphs in a setting where every paper names all of its forerunners."
    card = f"1 code implementation • 3 May 2021 • Ada Byron, Grace Murray\n{sentence}\n"
    entry = (
        "-\n{title}\nAuthors:\nAda Byron,\nGrace Murray\nAbstract:\n{abstract}\n{abstract}\n△ Less\n"
        "Submitted 3 May, 2021;\noriginally announced May 2021.\n"
    )
    first = entry.format(title="Citation graphs that grow", abstract=sentence + " The first kind is treated.")
    second = entry.format(title="Citation graphs that shrink", abstract=sentence + " The second kind is treated.")
    (tmp_path / "cards.txt").write_text(card, encoding="utf-8")
    (tmp_path / "page.txt").write_text(first + second, encoding="utf-8")
    done = invoke("parse", "page.txt", "cards.txt", "--to", "jsonl", "--review", "review.jsonl", cwd=tmp_path)
    assert len(records(done)) == 3
    assert b"cards.txt:1" in done.stderr
    assert b"[unsure]" in done.stderr
    assert b"may be duplicates; `paperlist review review.jsonl` asks about each" in done.stderr
    rows = [json.loads(line) for line in (tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["one"]["title"] for row in rows} | {row["two"]["title"] for row in rows} >= {
        "Citation graphs that grow",
        "Citation graphs that shrink",
    }
    for row in rows:
        row["same"] = "Citation graphs that grow" in (row["one"]["title"], row["two"]["title"])
    (tmp_path / "decided.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = invoke("parse", "page.txt", "cards.txt", "--to", "jsonl", "--decisions", "decided.jsonl", cwd=tmp_path)
    titles = {row["title"]: len(row["sources"]) for row in records(done)}  # type: ignore[arg-type]  # a list
    assert titles == {"Citation graphs that grow": 2, "Citation graphs that shrink": 1}


def test_report_unites_nothing_and_lists_what_it_would() -> None:
    done = invoke("parse", ARXIV, PWC, "--merge", "report", "--to", "jsonl")
    assert len(records(done)) == 13
    told = [line for line in done.stderr.decode().splitlines() if "would be merged" in line]
    assert len(told) == 4
    assert told[0].startswith(
        f'{ARXIV}:1: note: "Sleeper Agents: Training Deceptive LLMs that Persi…" would be merged with '
    )
    assert f'"[We find that such backdoor behavior can be made p…" ({PWC}:1) [would-unite]' in told[0]


def test_the_merge_map_names_every_entry(tmp_path: Path) -> None:
    invoke("parse", ARXIV, PWC, "--merge-map", tmp_path / "map.tsv", "-q")
    rows = [line.split("\t") for line in (tmp_path / "map.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["old_key", "new_key", "place"]
    assert len(rows) == 14
    assert ["hubinger2024find", "hubinger2024sleeper", f"{PWC}:1-2"] in rows


def test_going_on_with_last_months_list(tmp_path: Path) -> None:
    first = invoke("parse", ARXIV, "--to", "jsonl")
    (tmp_path / "list.jsonl").write_bytes(first.stdout)
    done = invoke("parse", tmp_path / "list.jsonl", PWC, "--to", "jsonl")
    assert done.returncode == 0
    assert table(records(done)) == set(WORKS)


def test_add_leaves_the_library_as_it_is_and_appends_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    done = invoke("add", "lib.bib", ARXIV, cwd=tmp_path)
    assert done.returncode == 0
    assert b"1 present, 6 added" in done.stderr
    text = (tmp_path / "lib.bib").read_text(encoding="utf-8")
    assert text.startswith(LIBRARY)
    assert text.count("\n@article{") == 7
    again = invoke("add", "lib.bib", ARXIV, cwd=tmp_path)
    assert b"7 present" in again.stderr
    assert (tmp_path / "lib.bib").read_text(encoding="utf-8") == text


def test_add_shows_what_it_would_do(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    done = invoke("add", "lib.bib", ARXIV, "--update", "--dry-run", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "lib.bib").read_text(encoding="utf-8")) == (0, LIBRARY)
    added = [line for line in done.stdout.decode().splitlines() if line.startswith("+")]
    assert "+    abstract = {Humans" in "\n".join(added)
    assert "+@article{shoker2023confidence," in added


def test_add_keeps_a_backup_when_asked(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    invoke("add", "lib.bib", ARXIV, "--update", "--backup", cwd=tmp_path)
    others = [path for path in tmp_path.iterdir() if path.name != "lib.bib"]
    assert [path.read_text(encoding="utf-8") for path in others] == [LIBRARY]


def test_add_tells_of_lost_titles(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "one.txt").write_text("".join(PWC.read_text(encoding="utf-8").splitlines(True)[2:4]), encoding="utf-8")
    done = invoke("add", "lib.bib", "one.txt", "--strict", cwd=tmp_path)
    [warning] = [line for line in done.stderr.decode().splitlines() if "[untitled]" in line]
    assert warning == (
        "one.txt:1: warning: no title for this paper in the input; it is cited as lanham2023large [untitled]"
    )
    assert done.returncode == 1
    again = invoke("add", "lib.bib", "one.txt", "--strict", cwd=tmp_path)
    assert (again.returncode, b"[untitled]" in again.stderr) == (0, False)


def test_add_says_what_an_entry_lacks(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    lines = invoke("add", "lib.bib", ARXIV, cwd=tmp_path).stderr.decode().splitlines()
    assert [line for line in lines if line.startswith("present")] == [
        f"present  hubinger24               {WORKS[0][0]} (lacks abstract)"
    ]
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    lines = invoke("add", "lib.bib", ARXIV, "--update", cwd=tmp_path).stderr.decode().splitlines()
    assert [line for line in lines if line.startswith("updated")] == [
        f"updated  hubinger24               {WORKS[0][0]} (abstract)"
    ]


def test_add_writes_into_no_listing_and_no_picture(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    contents = {"dump.txt": ARXIV.read_bytes(), "dump.bib": ARXIV.read_bytes(), "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\r"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        done = invoke("add", name, "lib.bib", cwd=tmp_path)
        assert done.returncode == 2
        kind = "no text" if name == "a.png" else "a listing, no .bib"
        assert done.stderr.decode().startswith(f"paperlist: error: {name}: is {kind}; nothing was added")
        assert (tmp_path / name).read_bytes() == content


def test_add_needs_a_library(tmp_path: Path) -> None:
    done = invoke("add", "lib.bib", ARXIV, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == b"paperlist: error: lib.bib: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []


def test_an_output_is_not_emptied_when_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "out.bib").write_text(LIBRARY, encoding="utf-8")
    done = invoke("parse", "empty.txt", "-o", "out.bib", cwd=tmp_path)
    assert done.returncode == 1
    assert b"paperlist: nothing to write; out.bib is left as it was\n" in done.stderr
    assert (tmp_path / "out.bib").read_text(encoding="utf-8") == LIBRARY
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.txt", "out.bib"]
