"""What becomes of real libraries: every `.bib` file of a folder is read, written, read again, and added to.

    python -m benchmarks.libraries FOLDER              # a line for each file, then the sum
    python -m benchmarks.libraries FOLDER --losses     # and every key and field that was lost
    python -m benchmarks.libraries FOLDER --pybtex     # and what pybtex reads otherwise
    python -m benchmarks.libraries FOLDER --time       # only the time, beside bibtexparser's, of all files as one

    entries     blocks with fields; what other entries only inherit from is none
    records     what `parse` writes of them
    keys        that are neither a record's key nor one of its `ids`
    fields      of an entry that its record does not have, under its name or the other dialect's, with the same letters
    fixed       whether `parse --to bib` of its own output gives the same bytes; `--to biblatex` too
    added       whether `add` of two papers puts them in, and a second run changes nothing

The exit code is 1 where anything is lost. No file of the folder is changed.
"""

import re
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from paperlist.cleanup.unicode import normalize
from paperlist.fields import MONTHS
from paperlist.paper import Paper
from paperlist.pipeline import read
from paperlist.readers.bibtex_database import Database
from paperlist.readers.blocks import Block, Kind, split_blocks
from paperlist.source import read_chunks
from paperlist.tex.decode import one_line

COMMAND = (sys.executable, "-m", "paperlist")
PAPERS = """[
 {"key": "one", "type": "preprint", "title": "Sedges of the northern fens", "authors": ["Una Example"],
  "date": "2024-01-10", "arxiv_id": "2401.99001", "categories": ["q-bio.PE"]},
 {"key": "two", "type": "preprint", "title": "Rushes of the southern fens", "authors": ["Per Example"],
  "date": "2024-01-11", "arxiv_id": "2401.99002", "categories": ["q-bio.PE"]}
]
"""

# Names of one field in the dialects; what these say may also be in another's value.
SAME = (
    {"journal", "journaltitle", "booktitle", "howpublished"},
    {"school", "institution"},
    {"year", "month", "day", "date"},
    {"archiveprefix", "eprinttype"},
    {"primaryclass", "eprintclass", "keywords"},
    {"annote", "annotation"},
    {"title", "subtitle"},
    {"note", "eprint"},
    {"doi", "url"},
)
DATE_PARTS = ("date", "year", "month", "day")
RESOLVED = {"crossref", "xdata"}
MONTH_NUMBERS = {name: str(number) for name, number in MONTHS.items() if len(name) == 3}
LETTERS = re.compile(r"[\W_]+|\\[A-Za-z]+")


@dataclass
class Row:
    """What became of one library."""

    file: str
    entries: int = 0
    records: int = 0
    keys: int = 0
    fields: int = 0
    fixed: str = "yes"
    added: str = "yes"

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost."""
        return not (self.keys or self.fields) and self.fixed == self.added == "yes"


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command."""
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, check=False)


def entries_of(path: Path) -> tuple[list[Block], list[dict[str, str]]]:
    """Return the entries of a library and their fields, with what they inherit."""
    blocks = split_blocks(normalize("".join(read_chunks(str(path), None, lambda _: None))))
    database = Database()
    database.put("f", blocks)
    found = [(at, each) for at, each in enumerate(blocks) if each.kind is Kind.ENTRY and each.type != "xdata"]
    return [each for _, each in found], [database.inherited(at, "f", []) for at, _ in found]


def letters(value: str) -> str:
    """Return the letters and digits of a value, in small letters."""
    return LETTERS.sub("", one_line(value)).lower()


def is_kept(name: str, value: str, written: dict[str, str]) -> bool:
    """Whether a written entry has the letters of a field, under one of its names."""
    names = {name}.union(*(each for each in SAME if name in each))
    kept = [letters(written.get(each, "")) for each in names]
    wanted = letters(value)
    if name == "month":
        wanted = MONTH_NUMBERS.get(wanted[:3], wanted.lstrip("0"))
        kept += [MONTH_NUMBERS.get(each[:3], each) for each in kept]
    if name == "date":
        return numbers_of(value) <= {each for part in DATE_PARTS for each in numbers_of(written.get(part, ""))}
    if name in ("author", "editor"):
        return sorted(words_of(value)) == sorted(words_of(written.get(name, "")))
    return any(wanted in each for each in kept)


def numbers_of(value: str) -> set[str]:
    """Return the numbers of a date or a part of one, months by their numbers."""
    words = re.findall(r"[a-z]{3}|\d+", one_line(value).lower())
    return {MONTH_NUMBERS.get(word, word.lstrip("0")) for word in words}


def words_of(value: str) -> list[str]:
    """Return the letters of the words of a list of names, whatever their order."""
    return [word for word in map(letters, re.split(r"[\s,~]+", one_line(value))) if word]


def losses(path: Path, output: Path) -> tuple[list[str], list[str], int, int]:
    """Return the keys and fields that an output lost of a library, and how many entries both have."""
    blocks, values = entries_of(path)
    written, written_values = entries_of(output)
    by_key: dict[str, dict[str, str]] = {}
    for block, said in zip(written, written_values, strict=True):
        for key in (block.key, *re.split(r"\s*,\s*", said.get("ids", ""))):
            by_key.setdefault(key, said)
    keys, lost = [], []
    seen: set[str] = set()
    for block, said in zip(blocks, values, strict=True):
        if not block.key or block.key in seen:
            continue
        seen.add(block.key)
        if block.key not in by_key:
            keys.append(block.key)
            continue
        for name, value in said.items():
            if name not in RESOLVED and letters(value) and not is_kept(name, value, by_key[block.key]):
                lost.append(f"{block.key}: {name} = {value}")
    return keys, lost, len(blocks), len(written)


def is_fixed(output: Path, dialect: str) -> bool:
    """Whether what was written is written the same again."""
    return run("parse", "--merge", "off", output, "--to", dialect).stdout == output.read_bytes()


def is_added_once(path: Path, folder: Path) -> bool:
    """Whether two papers are put into a copy of a library, all of which stays, and no second time."""
    library, papers = folder / "added.bib", folder / "papers.json"
    before = path.read_bytes()
    library.write_bytes(before)
    papers.write_text(PAPERS, encoding="utf-8")
    first = run("add", library, papers)
    after = library.read_bytes()
    start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    end = len(before) - start
    is_whole = after.endswith(before[len(before) - end :]) and len(after) > len(before)
    second = run("add", library, papers)
    return first.returncode == second.returncode == 0 and is_whole and library.read_bytes() == after


def examine(path: Path, folder: Path, *, shows: bool) -> Row:
    """Return what becomes of one library."""
    row = Row(path.name)
    for dialect in ("bib", "biblatex"):
        output = folder / f"{dialect}.bib"
        output.write_bytes(run("parse", path, "--to", dialect).stdout)
        keys, lost, row.entries, row.records = losses(path, output)
        row.keys, row.fields = max(row.keys, len(keys)), max(row.fields, len(lost))
        row.fixed = row.fixed if is_fixed(output, dialect) else "no"
        for each in [*keys, *lost] if shows else ():
            print(f"    {path.name} {dialect}: {each[:150]}")
    row.added = "yes" if is_added_once(path, folder) else "no"
    return row


# ---- Beside other programs -------------------------------------------------------------------------------------------


def differences(path: Path) -> list[str]:
    """Return the entries that pybtex reads and we do not, and those with other authors, another title or year."""
    from pybtex.database import parse_bytes  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from pybtex.errors import set_strict_mode  # type: ignore[import-not-found, import-untyped, unused-ignore]

    set_strict_mode(False)  # of two fields with one name it takes the first, as BibTeX does

    text = "".join(read_chunks(str(path), None, lambda _: None))
    try:
        theirs = parse_bytes(text.encode(), "bibtex").entries
    except Exception as error:  # whatever it is, it read nothing
        return [f"pybtex: {error}"]
    ours: dict[str, Paper] = {}
    for paper in read(str(path), only="bibtex"):
        if isinstance(paper, Paper):
            ours.setdefault(paper.key, paper)
    found = []
    for key, entry in theirs.items():
        if entry.type == "xdata":
            continue
        if key not in ours:
            found.append(f"{key}: missing")
            continue
        found += [f"{key}: {each}" for each in other_values(entry.fields, entry.persons, ours[key])]
    return found


def other_values(said: "dict[str, str]", persons: "dict[str, list[object]]", paper: Paper) -> Iterable[str]:
    """Yield what pybtex and we say differently of an entry."""
    title = letters(said.get("title", ""))
    if title and title not in letters(paper.title or ""):
        yield f"title {said['title']!r} is {paper.title!r}"
    year = re.search(r"\d{4}", said.get("year", said.get("date", "")))
    if year and not (paper.date or "").startswith(year[0]):
        yield f"year {year[0]} is {paper.date}"
    names = [sorted(words_of(str(person))) for person in persons.get("author", ()) if str(person) != "others"]
    our_names = [sorted(words_of(author)) for author in paper.authors]
    if names != our_names:
        yield f"authors {names} are {our_names}"


def compare_times(paths: Iterable[Path]) -> None:
    """Print the processor time for all libraries as one, read and written by us and by bibtexparser."""
    from bibtexparser.entrypoint import parse_string, write_string

    from paperlist.pipeline import export, read_text

    text = "\n".join("".join(read_chunks(str(path), None, lambda _: None)) for path in paths)
    start = time.process_time()
    write_string(parse_string(text))
    theirs = time.process_time() - start
    start = time.process_time()
    papers = [event for event in read_text([text], "f.bib") if isinstance(event, Paper)]
    reading = time.process_time() - start
    export(papers, "bib")
    both = time.process_time() - start
    print(f"{len(papers):,} entries: bibtexparser reads and writes them in {theirs:.1f} s of processor time")
    print(
        f"paperlist reads them in {reading:.1f} s ({reading / theirs:.2f} times), and writes them too in {both:.1f} s"
    )


# ---- The table -------------------------------------------------------------------------------------------------------


def arguments() -> Namespace:
    """Return what was asked for."""
    parser = ArgumentParser(prog="python -m benchmarks.libraries", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--losses", action="store_true", help="print every key and field that was lost")
    parser.add_argument("--pybtex", action="store_true", help="print what pybtex reads otherwise")
    parser.add_argument("--time", action="store_true", help="compare the time with bibtexparser's")
    return parser.parse_args()


def main() -> int:
    """Print a line for each library, then the sum; return 1 where anything was lost."""
    asked = arguments()
    paths = sorted(asked.folder.rglob("*.bib"))
    if not paths:
        print(f"{asked.folder}: no .bib files", file=sys.stderr)
        return 2
    if asked.time:
        compare_times(paths)
        return 0
    width = max(len(path.name) for path in paths)
    print(f"{'file':{width}}" + "".join(f"{each.name:>9}" for each in fields(Row)[1:]))
    rows = []
    for path in paths:
        with TemporaryDirectory() as folder:
            row = examine(path, Path(folder), shows=asked.losses)
        rows.append(row)
        print(f"{row.file:{width}}" + "".join(f"{value!s:>9}" for value in astuple(row)[1:]), flush=True)
        for each in differences(path) if asked.pybtex else ():
            print(f"    {each[:200]}")
    sums = [sum(getattr(row, name) for row in rows) for name in ("entries", "records", "keys", "fields")]
    print(f"{'all':{width}}" + "".join(f"{value:>9}" for value in sums))
    return 0 if all(row.is_whole for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
