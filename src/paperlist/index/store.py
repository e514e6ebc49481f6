"""The file of an index: an SQLite database that is written once and only read afterwards.

    meta      name, value       what `index info` says, and the dictionary; a checksum over all of it
    record    number, data      [source, first line, last line, paper] as JSON, compressed with zstd and its checksum
    posting   key               hash and record in one integer, see `postings`; sorted, so a hash is a range of keys

The header has a mark (`application_id`) and the version of this layout (`user_version`). Builds of one input are equal
to the byte, so nothing of the time, the machine or the order of sets goes in.
"""

import errno
import json
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn, Self

from paperlist.index.postings import MOST_RECORDS, RECORD_BITS
from paperlist.paper import Paper, Source

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

APPLICATION_ID: Final = 0x706C6978  # "plix"
VERSION: Final = 1
MAGIC: Final = b"SQLite format 3\0"
HEADER: Final = 100
"""Bytes that an SQLite file begins with and that tell what and how long it is."""

DICTIONARY_SIZE: Final = 1 << 16
FEW_SAMPLES: Final = 50
"""Records of which no dictionary can be trained."""
LEVEL: Final = 1
HELD: Final = 4096
"""Records that are held in memory before they are written."""

SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE record (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE posting (key INTEGER PRIMARY KEY);
"""


@dataclass(slots=True)
class SourceInfo:
    """What an index knows of a file that it was built from."""

    file: str
    format: str
    licence: str
    size: int
    """Bytes of the file as it was read."""
    day: str
    """When the file was last changed."""
    records: int = 0
    newest: str = ""
    """The latest day of any of its records."""


class IndexFileError(OSError):
    """The file is no index that can be used; the message says why."""


def fail(path: Path, reason: str) -> NoReturn:
    """Raise the error of an index that cannot be used."""
    raise IndexFileError(errno.EINVAL, reason, str(path))


# Writing


class Writer:
    """Fills a new index."""

    def __init__(self, path: Path, samples: list[bytes]) -> None:
        self.database = sqlite3.connect(path, isolation_level=None)
        # What is built is a temporary file that is thrown away unless it gets whole: it needs no journal.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "page_size=4096", "cache_size=-32000"):
            self.database.execute(f"PRAGMA {pragma}")
        self.database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        self.database.execute(f"PRAGMA user_version={VERSION}")
        self.database.execute("BEGIN")
        for statement in SCHEMA.split(";"):
            self.database.execute(statement)
        self.database.execute("CREATE TEMP TABLE unsorted (key INTEGER)")
        self.dictionary = train(samples)
        self.compressor = new_compressor(self.dictionary)
        self.count = 0
        self.held: list[tuple[int, bytes]] = []
        self.keys = array("q")

    def add(self, record: bytes, hashes: Iterable[int]) -> int:
        """Add a record, and return its number."""
        number = self.count
        if number == MOST_RECORDS:
            raise OSError(errno.EFBIG, f"an index holds {MOST_RECORDS:,} records")
        data = self.compressor.compress(record, zstd.ZstdCompressor.FLUSH_FRAME)
        self.held.append((number, data))
        self.keys.extend([each << RECORD_BITS | number for each in hashes])
        if len(self.held) >= HELD:
            self.flush()
        self.count += 1
        return number

    def flush(self) -> None:
        """Write the records that are held in memory, and put their postings aside."""
        self.database.executemany("INSERT INTO record VALUES (?, ?)", self.held)
        self.database.executemany("INSERT INTO unsorted VALUES (?)", zip(self.keys, strict=True))
        self.held.clear()
        del self.keys[:]

    def finish(self, sources: list[SourceInfo]) -> None:
        """Sort the postings, write what there is to know of the index, and close it."""
        self.flush()
        self.database.execute("INSERT INTO posting SELECT DISTINCT key FROM unsorted ORDER BY key")
        meta = {
            "dictionary": self.dictionary.dict_content if self.dictionary else b"",
            "records": str(self.count).encode(),
            "sources": json.dumps([asdict(source) for source in sources], ensure_ascii=False).encode(),
        }
        meta["checksum"] = checksum(meta)
        self.database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        self.database.execute("COMMIT")
        self.database.close()


def checksum(meta: dict[str, bytes]) -> bytes:
    """Return the checksum of all that is known of an index."""
    return b"%08x" % zlib.crc32(b"\0".join(meta[name] for name in sorted(meta) if name != "checksum"))


def train(samples: list[bytes]) -> "zstd.ZstdDict | None":
    """Return a dictionary for records like the samples; None where they are too few."""
    if len(samples) < FEW_SAMPLES:
        return None
    try:
        return zstd.train_dict(samples, min(DICTIONARY_SIZE, sum(map(len, samples)) // 10))
    except zstd.ZstdError:
        return None


def new_compressor(dictionary: "zstd.ZstdDict | None") -> "zstd.ZstdCompressor":
    """Return what makes a frame, with its checksum, of each record."""
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.dict_id_flag: 0,
    }
    return zstd.ZstdCompressor(options=options, zstd_dict=dictionary.as_digested_dict if dictionary else None)


def encode(paper: Paper, source: int, first_line: int, last_line: int) -> bytes:
    """Return a record as it is stored."""
    said = paper.model_dump_json(exclude_unset=True)
    return f"[{source},{first_line},{last_line},{said}]".encode()


# Reading


class Index:
    """An index that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        check_header(path)
        self.damaged: list[int] = []
        """The numbers of records that were asked for and could not be read."""
        with self.errors():
            # Immutable: no lock is taken and no file is made beside it; who replaces the index makes a new file.
            self.database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            meta = {name: bytes(value) for name, value in self.database.execute("SELECT name, value FROM meta")}
            if meta.get("checksum") != checksum(meta):
                fail(path, "the index is damaged: build it again")
            self.sources = [SourceInfo(**source) for source in json.loads(meta["sources"])]
            self.count = int(meta["records"])
            dictionary = meta["dictionary"]
            self.dictionary = zstd.ZstdDict(dictionary) if dictionary else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.database.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite finds wrong with the file into a clear error."""
        try:
            yield
        except (sqlite3.Error, KeyError, ValueError, TypeError, UnicodeDecodeError, zstd.ZstdError) as error:
            fail(self.path, f"the index is damaged: build it again ({error})")

    @property
    def newest(self) -> str:
        """The latest day of any record; empty where none has a day."""
        return max((source.newest for source in self.sources), default="")

    def find(self, hashed: int, limit: int) -> list[int]:
        """Return the numbers of the records under a hash, `limit` at most."""
        first = hashed << RECORD_BITS
        query = "SELECT key FROM posting WHERE key BETWEEN ? AND ? LIMIT ?"
        with self.errors():
            found = self.database.execute(query, (first, first + MOST_RECORDS - 1, limit)).fetchall()
        return [key & (MOST_RECORDS - 1) for (key,) in found]

    def load(self, number: int) -> Paper | None:
        """Return a record with its place as its only source; None where it is damaged, which is noted."""
        with self.errors():
            row = self.database.execute("SELECT data FROM record WHERE number = ?", (number,)).fetchone()
        try:
            if row is None:
                raise ValueError("no such record")
            return self.decode(row[0])
        except (ValueError, TypeError, IndexError, zstd.ZstdError):
            self.damaged.append(number)
            return None

    def decode(self, data: bytes) -> Paper:
        """Return the paper of a stored record.

        Raises:
            ValueError, TypeError, IndexError, ZstdError: the record is damaged.
        """
        stored: Any = json.loads(zstd.decompress(data, zstd_dict=self.dictionary))
        source, first, last, said = stored
        known = self.sources[source]
        place = Source(file=known.file, format=known.format, first_line=first, last_line=last)
        return Paper.model_validate({**said, "key": "", "sources": (place,)})

    def check(self) -> list[str]:
        """Return what is wrong with the index: all of the file is read, and every record."""
        faults: list[str] = []
        with self.errors():
            faults += [text for (text,) in self.database.execute("PRAGMA integrity_check") if text != "ok"]
            count = 0
            for (number,) in closing_cursor(self.database.execute("SELECT number FROM record")):
                count += 1
                self.load(number)
        if count != self.count:
            faults.append(f"{count:,} of {self.count:,} records are there")
        if self.damaged:
            faults.append(f"{len(self.damaged):,} records are damaged")
        return faults


def closing_cursor(cursor: sqlite3.Cursor) -> Iterator[Any]:
    """Yield the rows of a cursor, and close it."""
    with closing(cursor):
        yield from cursor


def check_header(path: Path) -> None:
    """Refuse a file that is no index, is one of another version, or is not whole.

    Raises:
        OSError: it is such a file, or cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEADER)
    if len(head) < HEADER or not head.startswith(MAGIC) or head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        fail(path, "not an index of paperlist (`paperlist index build` makes one)")
    version = int.from_bytes(head[60:64], "big")
    if version != VERSION:
        fail(path, f"an index of version {version}, {VERSION} is needed: build it again")
    page_size = int.from_bytes(head[16:18], "big")
    page_size = 1 << 16 if page_size == 1 else page_size
    if path.stat().st_size != page_size * int.from_bytes(head[28:32], "big"):
        fail(path, "the index is not whole: build it again")
