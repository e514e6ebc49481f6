"""Any bytes become text: encodings, line ends, compressed files, what is no text; and each fault is reported."""

import bz2
import gzip
import io
import itertools
import lzma
import os
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.diagnostics import Code, Diagnostic
from paperlist.source import MAX_SIZE, decode, display_name, files, find_encoding, lines, read_chunks, read_size, report

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WESTERN = "Authors: Jürgen Müller, Renée Poincaré\nTitle: A naïve “smart” reader’s guide – really…\n"
CHINESE = "标题: 机器学习 的 应用\nAuthors: 王小明, Li Wei (李伟)\n摘要: 我们 提出 了 一种 新 的 方法\n"
JAPANESE = "タイトル: 機械学習の応用\nAuthors: Taro Yamada (山田太郎)\n要約: 本論文では新しい方法を提案する。\n"

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    # As the program zstd does it; without the sum, damage cannot be seen.
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
}


def read(data: bytes, encoding: str | None = None, max_size: int = MAX_SIZE) -> tuple[str, list[Diagnostic]]:
    diagnostics: list[Diagnostic] = []
    return "".join(decode(io.BytesIO(data), "a.txt", encoding, diagnostics.append, max_size)), diagnostics


def places(diagnostics: list[Diagnostic]) -> list[tuple[Code, int, int]]:
    return [(one.code, *one.place[1:]) for one in diagnostics]


class Endless:
    """A file that gives the same block again and again, and nothing in the end."""

    def __init__(self, block: bytes, times: int) -> None:
        self.block = block
        self.times = times

    def read1(self, size: int = -1, /) -> bytes:
        """Return the block."""
        self.times -= 1
        return self.block if self.times >= 0 else b""


# Encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [WESTERN, "x\n" * 5000, WESTERN * 30000])
def test_unicode_is_read_as_it_is(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("text", [CHINESE, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_east_asian_unicode_is_read_as_it_is(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", WESTERN),
        ("latin-1", "Jürgen Müller\nà Genève\n"),
        # Alone, each of these pairs of bytes would be a Japanese or Chinese character.
        ("cp1252", "It’s the authors’s\n"),
        ("cp1252", "Kübler and Müller\n"),
        ("gb18030", CHINESE),
        ("gbk", "Authors: Wei Zhang (张伟), Na Li (李娜)\n"),
        ("cp932", JAPANESE),
        ("shift_jis", "Authors: Taro Yamada (山田太郎)\n"),
    ],
)
def test_other_encodings_are_found_and_reported(encoding: str, text: str) -> None:
    plain = "Nothing to see here\n" * 3
    found, diagnostics = read((plain + text).encode(encoding))
    assert found == plain + text
    first = 4 + [line.isascii() for line in text.split("\n")].index(False)
    assert places(diagnostics) == [(Code.AMBIGUOUS, first, first)]
    assert "--encoding" in diagnostics[0].message


def test_other_encodings_are_found_far_into_a_file() -> None:
    plain = "Nothing to see here\n" * 200_000
    found, diagnostics = read(plain.encode() + WESTERN.encode("cp1252"))
    assert found == plain + WESTERN
    assert places(diagnostics) == [(Code.AMBIGUOUS, 200_001, 200_001)]


@pytest.mark.parametrize(
    "encoding", ["koi8-r", "euc-kr", "utf-16-be", "utf-7", "iso-2022-jp", "cp500", "UTF8", "latin1"]
)
def test_named_encoding_overrules(encoding: str) -> None:
    codec = find_encoding(encoding)
    text = {"koi8-r": "Привет\n", "euc-kr": "안녕 하세요\n", "iso-2022-jp": "山田\nx\n"}.get(
        encoding, "A title, of 1 paper\n"
    )
    assert read(text.encode(encoding), codec) == (text, [])


@pytest.mark.parametrize("name", ["no-such", "hex", "zlib", "undefined", "idna\0", "rot13", ""])
def test_unknown_encoding_is_named(name: str) -> None:
    with pytest.raises(LookupError, match="unknown encoding"):
        find_encoding(name)


# Bad bytes


def test_bad_byte_costs_the_byte() -> None:
    text, diagnostics = read(b"good \xc3\xa9\nbad \xff here\n\nalso\x80\nfine\n")
    assert text == "good é\nbad \ufffd here\n\nalso\ufffd\nfine\n"
    assert places(diagnostics) == [(Code.BAD_BYTES, 2, 2), (Code.BAD_BYTES, 4, 4)]


def test_neighbouring_lines_are_one_place() -> None:
    _, diagnostics = read("é\n".encode() * 10 + b"\xff\xff x\n\xff\n" + b"y\n" * 2 + b"\xff")
    assert places(diagnostics) == [(Code.BAD_BYTES, 11, 12), (Code.BAD_BYTES, 15, 15)]
    assert diagnostics[0].message.startswith("3 lost characters")


def test_many_bad_bytes_are_reported_in_bounds() -> None:
    _, diagnostics = read("é\n".encode() + b"\xff\nx\n" * 5000)
    assert len(diagnostics) == report.MAX_PLACES + 1
    assert diagnostics[-1].place.first_line == 2 + 2 * report.MAX_PLACES
    assert diagnostics[-1].place.last_line == 10_000
    assert "in 4900 more places" in diagnostics[-1].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_lone_surrogate_costs_itself(encoding: str) -> None:
    text, diagnostics = read("Plain text é\nbad \ud800 here\nmore of it\n".encode(encoding, "surrogatepass"))
    assert text.replace("\ufffd", "") == "Plain text é\nbad  here\nmore of it\n"
    assert places(diagnostics) == [(Code.BAD_BYTES, 2, 2)]


def test_zero_bytes_are_read() -> None:
    assert read(b"Title: a\0b\n\0\nmore text, much more\n")[0] == "Title: a\0b\n\0\nmore text, much more\n"


def test_text_cut_within_a_character_keeps_the_rest() -> None:
    text, diagnostics = read("Poincaré and Poincaré".encode()[:-1])
    assert text == "Poincaré and Poincar\ufffd"
    assert places(diagnostics) == [(Code.BAD_BYTES, 1, 1)]


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16-le", "gb18030", "cp932", "cp1252", "utf-7"]))
def test_any_bytes_become_text(data: bytes, encoding: str | None) -> None:
    text, _ = read(data, encoding)
    text.encode()  # no halves of characters
    assert "\r" not in text


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_a_pipe_gives_the_same_as_a_file(data: bytes, cuts: list[int]) -> None:
    # The head is judged as it comes, so it comes whole; beyond it, how a pipe cuts must not matter.
    data = b"A plain title, the first line\r" + data
    at = sorted({30, *(30 + cut for cut in cuts), len(data)})
    blocks = [data[:30], *(data[i:j] for i, j in itertools.pairwise(at))]

    class Pipe:
        def read1(self, size: int = -1, /) -> bytes:
            while blocks:
                if block := blocks.pop(0):
                    return block
            return b""

    assert "".join(decode(Pipe(), "-", "utf-8")) == read(data, "utf-8")[0]


# Lines


def test_every_line_end_is_one() -> None:
    assert read(b"a\rb\r\nc\nd\r\r\n\n\re\r")[0] == "a\nb\nc\nd\n\n\n\ne\n"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_chunks_are_whole_lines(end: bytes) -> None:
    data = (b"a line of text that is neither long nor short" + end) * 100_000
    chunks = list(decode(io.BytesIO(data), "a.txt"))
    assert len(chunks) > 1
    assert all(chunk.endswith("\n") for chunk in chunks)
    assert "".join(chunks).count("\n") == 100_000


def test_byte_order_marks_of_joined_files_go() -> None:
    assert read("\ufeffa\n\ufeffb\n".encode())[0] == "a\nb\n"


def test_long_line_is_cut_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 1000)
    monkeypatch.setattr(files, "CHUNK", 300)
    text, diagnostics = read(b"first\n" + b"word " * 1000 + b"\nlast\n")
    first, long, last, rest = text.split("\n")
    assert (first, last, rest) == ("first", "last", "")
    assert long == "word " * 200
    assert places(diagnostics) == [(Code.TRUNCATED, 2, 2)]


@pytest.mark.parametrize("block", [b"a", b"\n", b"\r", b"word ", "é".encode(), b"\0\0\0\0x", b"\xff", b"\n\n\n\nx\xe9"])
def test_memory_is_bounded(block: bytes) -> None:
    block *= (1 << 20) // len(block)
    tracemalloc.start()
    for _ in decode(Endless(block, 100), "a.txt"):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * lines.LINE_LIMIT


# Compressed files


@pytest.mark.parametrize("kind", COMPRESS)
def test_compressed_files_are_read_through(kind: str) -> None:
    text = WESTERN * 30_000
    data = COMPRESS[kind](text.encode())
    assert read(data) == (text, [])
    assert read(data + data) == (2 * text, [])
    assert read(COMPRESS[kind](b"")) == ("", [])
    assert read(COMPRESS[kind](WESTERN.encode("utf-16"))) == (WESTERN, [])


@pytest.mark.parametrize("kind", COMPRESS)
def test_what_a_broken_file_gave_is_kept(kind: str) -> None:
    text = "".join(f"line {i} {random.Random(i).random()}\n" for i in range(120_000))
    data = COMPRESS[kind](text.encode())
    found, diagnostics = read(data[: len(data) // 2])
    assert len(found) > len(text) // 20
    assert text.startswith(found)
    line = found.count("\n") + 1
    assert places(diagnostics) == [(Code.UNREADABLE, line, line)]
    assert "breaks off" in diagnostics[0].message


@pytest.mark.parametrize("kind", COMPRESS)
def test_damaged_file_is_reported(kind: str) -> None:
    data = bytearray(COMPRESS[kind](os.urandom(5000).hex().encode()))
    data[len(data) // 2] ^= 0xFF
    data[len(data) // 2 + 1] ^= 0xFF
    _, diagnostics = read(bytes(data))
    assert Code.UNREADABLE in [one.code for one in diagnostics]


@pytest.mark.parametrize("kind", COMPRESS)
@pytest.mark.parametrize("garbage", [b"x", b"garbage\n" * 50_000, b"\0\0\0\0x", b"\x1f", b"BZh9", b"\xfd7zXZ"])
@pytest.mark.parametrize("step", [1 << 20, 7])
def test_what_follows_a_compressed_text_is_reported(kind: str, garbage: bytes, step: int) -> None:
    class Slow(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            return super().read1(min(size or step, step))

    diagnostics: list[Diagnostic] = []
    data = COMPRESS[kind](b"one\ntwo\n") + garbage
    assert "".join(decode(Slow(data), "a.txt", None, diagnostics.append)) == "one\ntwo\n"
    [only] = diagnostics
    assert (only.code, only.message) == (
        Code.BAD_BYTES,
        f"what follows the {kind} data is something else, and is not read",
    )


@pytest.mark.parametrize("kind", COMPRESS)
@pytest.mark.parametrize("padding", [0, 4, 100_000])
def test_members_with_zeros_between_are_read(kind: str, padding: int) -> None:
    members = [COMPRESS[kind](text) + bytes(padding) for text in (b"one\n", b"", b"two\n" * 100_000)]
    assert read(b"".join(members)) == ("one\n" + "two\n" * 100_000, [])


def test_members_that_are_skipped() -> None:
    skipped = b"\x5e\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    assert read(COMPRESS["zstd"](b"one\n") + skipped + COMPRESS["zstd"](b"two\n")) == ("one\ntwo\n", [])


@pytest.mark.parametrize("kind", COMPRESS)
def test_a_damaged_second_member_is_reported(kind: str) -> None:
    second = bytearray(COMPRESS[kind](os.urandom(500).hex().encode()))
    second[40:44] = bytes(byte ^ 0xFF for byte in second[40:44])
    found, diagnostics = read(COMPRESS[kind](b"one\n") + bytes(second))
    assert found.startswith("one\n")
    assert Code.UNREADABLE in [one.code for one in diagnostics]


@pytest.mark.parametrize("kind", COMPRESS)
def test_bomb_stops_at_the_limit(kind: str) -> None:
    data = COMPRESS[kind](b"bomb\n" * 4_000_000)
    tracemalloc.start()
    diagnostics: list[Diagnostic] = []
    size = sum(len(chunk) for chunk in decode(io.BytesIO(data), "a", None, diagnostics.append, 8_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 8_000_000
    assert places(diagnostics) == [(Code.UNREADABLE, 1_600_001, 1_600_001)]
    assert "--max-size" in diagnostics[0].message
    assert peak < 1 << 24


@pytest.mark.parametrize("kind", COMPRESS)
def test_twice_compressed_is_reported(kind: str) -> None:
    text, diagnostics = read(COMPRESS[kind](gzip.compress(b"x")))
    assert text == ""
    assert places(diagnostics) == [(Code.UNREADABLE, 0, 0)]


# Not text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG"),
        (b"GIF89a" + bytes(10), "GIF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdftotext"),
        (b"PK\x03\x04" + bytes(26), "ZIP"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "tar"),
        (bytes(5000), "not a text file; if it is one, give its encoding"),
        (random.Random(1).randbytes(100_000), "not a text file; if it is one, give its encoding"),
    ],
)
def test_what_is_no_text_is_reported_once(data: bytes, what: str) -> None:
    text, diagnostics = read(data)
    assert text == ""
    assert places(diagnostics) == [(Code.UNREADABLE, 0, 0)]
    assert what in diagnostics[0].message


@pytest.mark.parametrize(
    "text", ["BZhang writes\n", "GIF8 is no image\n", "RIFF raff\n", "MM is nobody\n", "7z\n", "\x1b[1mbold\x1b[0m\n"]
)
def test_text_that_begins_like_data_is_read(text: str) -> None:
    assert read(text.encode()) == (text, [])


# Files


def test_files_and_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\r\ntwo")
    assert "".join(read_chunks(str(file))) == "one\ntwo"
    with pytest.raises(IsADirectoryError):
        next(read_chunks(str(tmp_path)))
    with pytest.raises(FileNotFoundError):
        next(read_chunks(str(tmp_path / "b.txt")))
    with pytest.raises(LookupError, match="unknown encoding"):
        next(read_chunks(str(file), encoding="klingon"))


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(OSError, match="standard input is closed"):
        next(read_chunks("-"))


def test_pipe_that_does_not_block_is_read_to_its_end() -> None:
    end, start = os.pipe()
    os.set_blocking(end, False)
    code = "from paperlist.source import read_chunks; print(''.join(read_chunks('-')), end='')"
    with subprocess.Popen([sys.executable, "-c", code], stdin=end, stdout=subprocess.PIPE, text=True) as process:
        os.close(end)
        os.write(start, b"first line of it\n")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        os.write(start, b"second\n")
        os.close(start)
        assert process.communicate(timeout=20)[0] == "first line of it\nsecond\n"


def test_read_error_in_the_midst_is_reported() -> None:
    blocks = [b"one\ntwo\nthr"]

    class Broken:
        def read1(self, size: int = -1, /) -> bytes:
            if blocks:
                return blocks.pop()
            raise OSError(5, "Input/output error")

    diagnostics: list[Diagnostic] = []
    assert "".join(decode(Broken(), "a.txt", None, diagnostics.append)) == "one\ntwo\nthr"
    assert places(diagnostics) == [(Code.UNREADABLE, 3, 3)]
    assert "Input/output error" in diagnostics[0].message


def test_sizes_are_read() -> None:
    assert [read_size(text) for text in ("7", "5k", "2M", "3 GiB", "1tb")] == [7, 5 << 10, 2 << 20, 3 << 30, 1 << 40]
    for text in ("", "many", "-1", "1.5G"):
        with pytest.raises(ValueError, match="not a size"):
            read_size(text)


def test_names_can_be_written() -> None:
    assert display_name("a\udcff.txt") == "a\ufffd.txt"
    assert display_name("é.txt") == "é.txt"


def test_importing_is_cheap() -> None:
    code = "import sys, paperlist.source; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"bz2", "gzip", "lzma", "lxml", "pydantic", "zlib", "backports.zstd"} & set(modules)


@pytest.mark.parametrize("name", ["punycode", "idna", "hex", "rot13", "undefined"])
def test_a_codec_that_cannot_read_every_file_is_no_encoding(name: str) -> None:
    with pytest.raises(LookupError):
        find_encoding(name)


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
def test_a_wide_encoding_without_its_mark_is_reported(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Title\n".encode(f"{name}-le"))
    faults: list[Diagnostic] = []
    assert list(read_chunks(str(path), name, faults.append)) == []
    assert [fault.message for fault in faults] == [
        f"no {name}: there is no byte order mark; name {name}-le or {name}-be"
    ]
    path.write_bytes("Title\n".encode(name))
    assert "".join(read_chunks(str(path), name)) == "Title\n"
