"""The library's file: its bytes, its encoding, the diff of a dry run, and what is no library."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.adding import Action, Settings, add
from paperlist.adding.bibfile import decode, encode, reject_reason
from paperlist.adding.diff import diff
from paperlist.diagnostics import Code
from tests.adding_samples import ADAM, LIBRARY, SLEEPER, entries, paper


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        ("@misc{a, title = {Łódź}}".encode(), "utf-8"),
        (b"\xef\xbb\xbf@misc{a}\r\n", "utf-8"),
        ("\ufeffé".encode("utf-16-le"), "utf-16-le"),
        ("\ufeffé".encode("utf-16-be"), "utf-16-be"),
        ("@misc{é, x = 1}".encode("utf-16-le"), "utf-16-le"),
        ("@misc{é, x = 1}".encode("utf-16-be"), "utf-16-be"),
        ("@misc{a, title = {机器学习的方法与应用研究}}".encode("gb18030"), "gb18030"),
        (b"\xff\xfe\x00\xd8", "cp1252"),
        ("@misc{é}".encode("latin-1"), "cp1252"),
        (b"@misc{\x81}", "latin-1"),
        ("% Encoding: ISO8859_2\n@misc{ł}".encode("iso8859-2"), "ISO8859_2"),
        ("This file was created with JabRef 2.2.\nEncoding: ISO8859_2\n@misc{ł}".encode("iso8859-2"), "ISO8859_2"),
        ("% Encoding: nonsense\n@misc{é}".encode("latin-1"), "cp1252"),
    ],
)
def test_every_byte_comes_back(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert found.lower() == encoding.lower()
    assert encode(text, found) == data


@given(st.binary(max_size=30))
def test_any_bytes_come_back(data: bytes) -> None:
    assert encode(*decode(data)) == data


def test_a_library_keeps_its_encoding() -> None:
    names = [
        paper("Ein Müller", 1, authors=("Jörg Müller",), date="2020"),
        paper("Łódź studies", 5, authors=("Łukasz Ērglis",), date="2021"),
        paper("中文 title", 9, authors=("Wei Li",), date="2022"),
    ]
    text, encoding = decode("@misc{é, title = {Café}}\n".encode("latin-1"))
    addition = add(text, "lib.bib", names, Settings(encoding=encoding))
    assert encode(addition.text, encoding).startswith(
        "@misc{é, title = {Café}}\n\n@misc{muller2020ein,".encode("latin-1")
    )
    assert "Ein M\\" not in addition.text
    assert [row.action for row in addition.rows] == [Action.ADDED, Action.ADDED, Action.REFUSED]
    assert [each.title for each in entries(addition.text)] == ["Café", "Ein Müller", "Łódź studies"]
    [said] = addition.diagnostics
    assert (said.code, said.place.first_line) == (Code.UNREADABLE, 9)


@pytest.mark.parametrize("size", [0, 1, 3, 40])
@pytest.mark.parametrize("end", ["", "\n", "\u2028\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_the_diff_can_be_applied(size: int, end: str, encoding: str, tmp_path: Path) -> None:
    filler = "".join(f"@misc{{filler{number}, title = {{Filler {number}}}}}\n" for number in range(size))
    old = filler + LIBRARY + filler.rstrip("\n") + end
    new = add(old, "lib.bib", [SLEEPER, ADAM], Settings(update=True)).text
    shown = diff(old.encode(encoding), new.encode(encoding), "lib.bib")
    assert shown.startswith(b"--- a/lib.bib\n+++ b/lib.bib\n@@ ")
    assert not [line for line in shown.split(b"\n")[2:-1] if line[:1] not in (b" ", b"+", b"-", b"@", b"\\")]
    # Lines that stay are not shown as gone.
    assert sum(line.startswith(b"-") for line in shown.split(b"\n")[2:]) <= 3
    if not shutil.which("patch"):
        pytest.skip("patch is not installed (Debian: apt-get install patch)")
    (tmp_path / "lib.bib").write_bytes(old.encode(encoding))
    subprocess.run(["patch", "-p1", "--fuzz=0", "--binary"], input=shown, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "lib.bib").read_bytes() == new.encode(encoding)


def test_no_change_is_no_diff() -> None:
    assert diff(LIBRARY.encode(), LIBRARY.encode(), "lib.bib") == b""


DUMP = (Path(__file__).parents[1] / "fixtures/mixed/seeds/arxiv-search.txt").read_bytes()
NO_BIB = "is {}, no .bib; nothing was added (paperlist parse LIBRARY LISTING --to {} unites them)"
LISTING = "is a listing, no .bib; nothing was added (the library comes first: paperlist add LIBRARY LISTING)"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf\r\n", ""),
        (b"% nothing yet\nMy papers come here.\n", ""),
        (b"@comment{jabref-meta: databaseType:bibtex;}\n", ""),
        (b"@misc{broken, title = {No end,\n", ""),
        (b"% Caf\xe9\n@misc{k, title = {T}}\n", ""),
        ("\ufeff@misc{k, title = {T}}\n".encode("utf-16-le"), ""),
        (DUMP + b"\n@misc{k, title = {T}}\n", ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text; nothing was added"),
        (b"\x89PNG\x81\x01", "is no text; nothing was added"),
        ("@misc{k, title = {T}}".encode("utf-16-be"), ""),
        (DUMP, LISTING),
        (b'[{"key": "k", "title": "T", "arxiv_id": "2401.05566"}]', NO_BIB.format("JSON", "json")),
        (b'[\n  {"id": "k", "type": "book", "title": "T"}\n]', NO_BIB.format("CSL-JSON", "csl")),
        ("\ufeffTY  - JOUR\r\nTI  - T\r\nER  - \r\n".encode(), NO_BIB.format("RIS", "ris")),
    ],
)
def test_what_is_no_library(data: bytes, why: str) -> None:
    assert reject_reason(*decode(data)) == why
