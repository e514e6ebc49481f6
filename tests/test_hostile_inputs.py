"""What is read costs at most itself, does nothing, and steers nothing."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from operator import add
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string

from paperlist.exporters import names
from tests.command import (
    ARXIV,
    COMMAND,
    PWC,
    at_most,
    clean,
    invoke,
    run,
    shell,
    start,
    without_privileges,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and limits are POSIX's here")

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd.compress,
}


# Inputs


@pytest.mark.parametrize("bad", ["folder", "missing", "locked", "image", "random", "broken.gz"])
def test_bad_file_among_good_ones_costs_itself(tmp_path: Path, bad: str) -> None:
    shutil.copy(ARXIV, tmp_path / "a.txt")
    shutil.copy(PWC, tmp_path / "c.txt")
    file = tmp_path / bad
    if bad == "folder":
        file.mkdir()
    elif bad == "locked":
        file.write_bytes(ARXIV.read_bytes())
        file.chmod(0)
    elif bad == "image":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000))
    elif bad == "random":
        file.write_bytes(random.Random(1).randbytes(2 << 20))
    elif bad == "broken.gz":
        file.write_bytes(b"\x1f\x8b\x08\0" + bytes(20))
    wrapper = without_privileges() if bad == "locked" else []
    done = run("parse", "a.txt", bad, "c.txt", "--no-merge", "--to", "jsonl", cwd=tmp_path, wrapper=wrapper)
    said = clean(done.stderr)
    # A folder is a place to look for pages in: there are none.
    assert done.returncode == (1 if bad == "folder" else 2), said
    assert f"{bad}:" in said
    assert ("[unreadable]" in said, "[nothing-found]" in said) == (bad != "folder", bad == "folder")
    assert {json.loads(line)["sources"][0]["file"] for line in done.stdout.splitlines()} == {"a.txt", "c.txt"}


def test_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes((ARXIV.read_bytes().rstrip() + b"\n") * 300)
    with start("parse", file, "--no-merge", "--to", "jsonl", stdout=subprocess.PIPE) as process:
        assert process.stdout
        rows = [process.stdout.readline()]
        os.truncate(file, 1000)
        rows += process.stdout.readlines()
        assert process.stderr
        clean(process.stderr.read())
    assert process.returncode in (0, 1)  # 1 where the last entry breaks off
    assert all(json.loads(row)["authors"] for row in rows[:-1])


def test_name_that_is_not_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/a\xff\x1b[31m.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(ARXIV.read_bytes())
    except OSError:
        pytest.skip("the file system takes no such names")
    done = subprocess.run([*COMMAND, "parse", name, "--to", "jsonl"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["file"].endswith("/a\ufffd\\x1b[31m.txt")
    assert b"\x1b" not in done.stderr + done.stdout


def test_unknown_encoding_is_a_usage_error() -> None:
    done = invoke("parse", ARXIV, "--encoding", "klingon")
    assert done.returncode == 2
    assert "unknown encoding: klingon" in clean(done.stderr)


def test_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt"
    bomb.write_bytes(bz2.compress(b"\n" * 4_000_000))
    done = invoke("parse", bomb, ARXIV, "--max-size", "1M", "--to", "jsonl")
    assert done.returncode == 2
    assert "more than 1048576 bytes" in clean(done.stderr)
    assert len(done.stdout.splitlines()) == 7
    wrong = invoke("parse", ARXIV, "--max-size", "plenty")
    assert wrong.returncode == 2
    assert "not a size" in clean(wrong.stderr)


def fed(feed: str, *arguments: object, megabytes: int) -> subprocess.CompletedProcess[bytes]:
    """Run the command on what a line of shell prints, with so much memory."""
    command = " ".join(map(str, arguments))
    return shell(f"{feed} | (ulimit -v {megabytes << 10}; paperlist {command})")


ZEROS = "head -c {} /dev/zero | tr '\\0' '{}'"


def test_a_line_longer_than_the_memory() -> None:
    feed = f"(echo; {ZEROS.format(300_000_000, 'a')}; echo; cat '{ARXIV}')"
    done = fed(feed, "parse", "--no-merge", "--to", "jsonl", megabytes=250)
    said = clean(done.stderr)
    assert done.returncode == 1, said
    assert "-:2: error: a line of more than 16777216 bytes is cut; the rest of it is not read [truncated]" in said
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["first_line"] > 2


def test_two_million_empty_lines() -> None:
    feed = rf"({ZEROS.format(2_000_000, chr(92) + 'n')}; cat '{ARXIV}')"
    done = fed(feed, "parse", "--no-merge", "--to", "jsonl", megabytes=75)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 7
    assert rows[0]["sources"][0]["first_line"] > 2_000_000


@pytest.mark.parametrize("kind", COMPRESS)
def test_a_bomb_takes_no_memory(tmp_path: Path, kind: str) -> None:
    bomb = tmp_path / "bomb.txt"
    bomb.write_bytes(COMPRESS[kind]((b"boom " * 20_000 + b"\n") * 50) * 40)
    done = run("parse", bomb, ARXIV, "--max-size", "4M", "--to", "jsonl", preexec_fn=at_most(resource.RLIMIT_AS, 80))
    assert done.returncode == 2
    assert "more than 4194304 bytes come out of the" in clean(done.stderr)
    assert len(done.stdout.splitlines()) == 7


LISTED = """Efficient Methods for {title}
Authors: {authors}
Abstract: We propose a method. {title} is what it is about.
Submitted 10 January, 2024; originally announced January 2024.
"""
WESTERN = LISTED.format(title="Café Naïveté", authors="Jürgen Müller, Renée Poincaré")
CHINESE = LISTED.format(title="机器学习 的 应用", authors="王小明, 李伟")
JAPANESE = LISTED.format(title="機械学習の応用", authors="山田太郎, 田中花子")


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        *((encoding, WESTERN, ()) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        *((encoding, WESTERN, ()) for encoding in ("utf-32", "utf-32-le", "utf-32-be", "cp1252", "latin-1")),
        ("gb18030", CHINESE, ()),
        ("shift_jis", JAPANESE, ()),
        ("mac-roman", WESTERN, ("--encoding", "mac-roman")),
        ("utf-8", WESTERN, ("--encoding", "utf-8")),
        (
            "big5",
            CHINESE.replace("机器学习 的 应用", "機器學習 的 應用").replace("王小明, 李伟", "王小明, 李偉"),
            ("--encoding", "big5"),
        ),
    ],
)
def test_the_command_reads_every_encoding(tmp_path: Path, encoding: str, text: str, named: tuple[str, ...]) -> None:
    lines = text.splitlines()
    every_end = {
        "unix": ["\n"] * 4,
        "windows": ["\r\n"] * 4,
        "old mac": ["\r"] * 4,
        "mixed": ["\r\n", "\n", "\r", "\r\n"],
    }
    for name, ends in every_end.items():
        (tmp_path / name).write_bytes("".join(map(add, lines, ends)).encode(encoding))
    done = invoke("parse", *every_end, "--no-merge", "--to", "jsonl", *named, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["sources"][0]["file"] for row in rows] == list(every_end)
    for row in rows:
        assert row["title"] == lines[0]
        assert row["authors"] == lines[1].removeprefix("Authors: ").split(", ")
        assert (row["sources"][0]["first_line"], row["sources"][0]["last_line"]) == (1, 4)


@pytest.mark.parametrize(
    "bad", [b"\xff", b"\xed\xa0\x80", b"\xe2\x82"], ids=["no UTF-8", "half a surrogate pair", "half a character"]
)
def test_a_bad_byte_is_told_with_its_line(tmp_path: Path, bad: bytes) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(WESTERN.encode().replace(b"We propose", b"We \0" + bad + b"propose"))
    done = invoke("parse", file, "--to", "jsonl")
    assert done.returncode == 0
    assert f"{file}:3: warning: " in clean(done.stderr)
    assert "[bad-bytes]" in done.stderr.decode()
    row = json.loads(done.stdout)
    assert row["authors"] == ["Jürgen Müller", "Renée Poincaré"]
    assert re.fullmatch("We \ufffd+propose a method[.] .*", row["abstract"])


# What is read does nothing

EVIL = (
    "}}, @book{evil, title = {x",
    "\\input{/etc/passwd} \\write18{touch x} \\catcode`\\%=12 ^^5cinput x",
    "$\\input{x}$ @preamble{evil} } @string{a = {b",
    "=HYPERLINK(evil)",
    "@SUM(A1) | calc",
    "+1-2",
    '"quoted", {"a": [1',
    "\x1b[2J\x9b31m evil \u202e",
)
EVIL_ENTRY = """{evil}
Authors: {evil} Abc, Ada Lovelace
Abstract: {evil} is it.
Submitted 1 January, 2024; originally announced January 2024.
Comments: {evil}
"""


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a dump and a list in JSON whose values are code."""
    folder = tmp_path_factory.mktemp("evil")
    dump, listed = folder / "evil.txt", folder / "evil.jsonl"
    dump.write_text("".join(EVIL_ENTRY.replace("{evil}", f"A Study {value}") for value in EVIL), "utf-8")
    rows = [
        {
            "key": f"k{i}",
            "title": value,
            "authors": [value],
            "venue": value,
            "doi": value,
            "repository": value,
            "tasks": [value],
        }
        for i, value in enumerate(EVIL)
    ]
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return [dump, listed]


def output_of(to: str, files: list[Path]) -> str:
    done = invoke("parse", "--no-merge", "--to", to, *files)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize("to", ["bib", "biblatex"])
def test_no_value_runs_in_latex(evil: list[Path], to: str) -> None:
    text = output_of(to, evil)
    library = parse_string(text)
    assert library.failed_blocks == library.comments == library.strings == library.preambles == []
    assert len(library.entries) == 2 * len(EVIL) == len(re.findall("^@", text, re.MULTILINE))
    assert not re.search(r"\\(?:input|write|catcode)|\^\^", text)
    assert "\\textbackslash{}input" in text


@pytest.mark.parametrize(("to", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_runs_in_a_spreadsheet(evil: list[Path], to: str, delimiter: str) -> None:
    rows = list(csv.DictReader(io.StringIO(output_of(to, evil), newline=""), delimiter=delimiter))
    assert len(rows) == 2 * len(EVIL)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    assert "'=HYPERLINK(evil)" in cells


@pytest.mark.parametrize("to", ["json", "jsonl", "csl"])
def test_json_is_valid_whatever_was_read(evil: list[Path], to: str) -> None:
    text = output_of(to, evil)
    rows = json.loads(text) if to != "jsonl" else [json.loads(line) for line in text.splitlines()]
    assert len(rows) == 2 * len(EVIL)
    listed = [row["title"] for row in rows[len(EVIL) : -1]]
    assert listed == [value.replace("\\%", "%") if to == "csl" else value for value in EVIL[:-1]]


def test_no_line_of_ris_is_forged(evil: list[Path]) -> None:
    lines = output_of("ris", [*evil]).split("\r\n")
    assert lines.count("ER  - ") == sum(line.startswith("TY  - ") for line in lines) == 2 * len(EVIL)
    assert not [line for line in lines if line.startswith(("DO  - ", "UR  - "))]


PAGE = """<!DOCTYPE html SYSTEM "{file}" [<!ENTITY secret SYSTEM "{file}">]>
<html><head><base href="{url}/"><link rel="stylesheet" href="{url}/a.css"><script src="{url}/a.js"></script></head>
<body>
<img src="{file}"><iframe src="{url}"></iframe><object data="{file}"></object><xi:include href="{file}"/>
<ol><li class="arxiv-result"><p class="title">A Title of &secret; Things</p>
<p class="authors"><a href="{url}/search">Ada Lovelace</a></p></li></ol></body></html>
"""
BIB = "@misc{{a, title = {{A \\input{{{file}}} B}}, author = {{Ada Lovelace}}, file = {{{file}}}, url = {{{url}}}}}\n"


@pytest.mark.parametrize("name", ["page.html", "library.bib", "list.jsonl", "dump.txt"])
def test_nothing_that_is_named_is_opened_or_fetched(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "named-in-the-input"
    secret.write_text("this is the secret", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        texts = {
            "page.html": PAGE,
            "library.bib": BIB,
            "list.jsonl": '{{"title": "See {file} and {url}", "repository": "{url}", "sources": '
            '[{{"file": "{file}", "format": "x", "first_line": 1, "last_line": 1}}]}}\n',
            "dump.txt": ARXIV.read_text("utf-8") + "![a]({file}) [{url}]({url}) file://{file}\n",
        }
        file, log = tmp_path / name, tmp_path / "log"
        file.write_text(texts[name].format(file=secret, url=url), "utf-8")
        tracer = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=%network,%file,%process"]
        traced = bool(shutil.which("strace")) and not subprocess.run([*tracer, "true"], check=False).returncode
        for to in ("bib", "json", "csl"):
            done = run("parse", file, "--to", to, wrapper=tracer if traced else ())
            assert done.returncode in (0, 1), done.stderr
            assert b"this is the secret" not in done.stdout + done.stderr
            calls = log.read_text("utf-8", "replace").splitlines() if traced else []
            assert not [call for call in calls if secret.name in call or re.search(r"\b(?:socket|connect)\(", call)]
            assert sum("execve(" in call and "= 0" in call for call in calls) <= 1
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


# Screens

NASTY = (
    "\x1b]0;pwned\x07 \x9b31m \u202eevil\u202c a\rb \x1b[2J {name}\nAuthors: A\x1b[5mB, C\x9b31m D\n"
    "Abstract: \x1b[31mred\x08\x08\n"
    "Submitted 1 January, 2020; originally announced January 2020.\n\x1b]8;;http://a\x1b\\\n"
)


def test_nothing_steers_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "nasty.txt"
    file.write_text(
        "".join(NASTY.format(name=i) for i in range(3)) + "stray \x1b[2J\x9b line\n" * 3, "utf-8", newline=""
    )
    library = tmp_path / "nasty.jsonl"
    library.write_text(json.dumps({"key": "a", "title": "\x1b[2J\x9b31m", "authors": ["A\x07"]}) + "\n", "utf-8")
    commands = [
        ("parse", "-v"),
        ("check",),
        ("check", "--json"),
        *(("parse", "--to", to) for to in names() if to != "xlsx"),
    ]
    for command in commands:
        done = invoke(*command, file, library)
        assert done.returncode in (0, 1), done.stderr
        for shown in (done.stdout.decode(), clean(done.stderr)):
            acting = {
                c for c in shown if (c < " " and c not in "\n\t\r") or "\x7f" <= c < "\xa0" or c in "\u202e\u202c"
            }
            assert not acting, (command, acting)
