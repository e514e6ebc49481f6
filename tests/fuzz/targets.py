"""What fuzzing tries: each target takes any bytes and fails with an exception if a promise does not hold.

The targets know nothing of the fuzzer, so that the test suite runs them over the saved corpus too.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator

from paperlist.cleanup import clean
from paperlist.cleanup.unicode import CONTROL, normalize
from paperlist.diagnostics import Code, Diagnostic
from paperlist.exporters import Options, is_binary, load, names
from paperlist.exporters._bibtex import DOI
from paperlist.exporters._reference import ARXIV_ID
from paperlist.fields import squeeze
from paperlist.keys import assign
from paperlist.listings import load_listings
from paperlist.names import split
from paperlist.paper import Paper
from paperlist.pipeline import read_text
from paperlist.readers import DESCRIPTIONS, load_reader
from paperlist.readers.bibtex_fields import CATEGORY
from paperlist.reading import read_listings as read
from paperlist.source import decode
from paperlist.tex import encode, grammar
from paperlist.tex.tables import LONE_BRACES

FILE = "a.txt"


class BrokenError(AssertionError):
    """A promise that does not hold."""


def unaccounted(text: str, events: Iterable[Paper | Diagnostic]) -> list[int]:
    """Return the lines of `text` that say something and lie neither in a paper's source nor in a diagnostic.

    A line of nothing but marks of extraction, `[](/)`, says nothing.

    Raises:
        BrokenError: a place lies outside the text, or this program has a bug.
    """
    lines = "".join(clean([text])).split("\n")
    if len(lines) != text.count("\n") + 1:
        raise BrokenError(f"{text.count(chr(10)) + 1} lines became {len(lines)}")
    told = [False] * (len(lines) + 1)
    for event in events:
        if isinstance(event, Diagnostic):
            if event.code is Code.BUG:
                raise BrokenError(str(event))
            if not event.place.first_line and event.code is Code.UNREADABLE:
                return []
            places = [event.place[1:]]
        else:
            places = [(source.first_line, source.last_line) for source in event.sources]
            event.model_dump_json()
            if wrong := [text for text in texts(event) if CONTROL.search(text)]:
                raise BrokenError(f"control characters: {wrong}")
        for first, last in places:
            if not 0 <= first <= last <= len(lines):
                raise BrokenError(f"lines {first} to {last} of {len(lines)}: {event}")
            told[first : last + 1] = [True] * (last + 1 - first)
    return [number for number, line in enumerate(lines, 1) if not told[number] and says_something(line)]


def texts(paper: Paper) -> Iterator[str]:
    """Yield all texts of a record."""
    for value in vars(paper).values():
        yield from (each for each in (value if isinstance(value, tuple) else [value]) if isinstance(each, str))


def says_something(line: str) -> bool:
    """Whether a line has anything but white space and characters that nobody sees."""
    return any(character.isprintable() and not character.isspace() for character in line)


def check(text: str, events: Iterable[Paper | Diagnostic]) -> None:
    """Fail if a line is not accounted for."""
    if lost := unaccounted(text, events):
        raise BrokenError(f"lines {lost} are not accounted for")


def text(data: bytes) -> None:
    """Read bytes as the command does: any encoding, compressed or not, listings of all formats."""
    told: list[Diagnostic] = []
    chunks = list(decode(io.BytesIO(data), FILE, None, told.append, 1 << 20))
    check("".join(chunks), [*told, *read(chunks, FILE, load_listings())])


def page(data: bytes) -> None:
    """Read a saved page."""
    page = "<!DOCTYPE html>\n" + data.decode("utf-8", "replace").replace("\r", "\n")
    check(page, read([page], FILE, load_listings()))


def chunks(data: bytes) -> None:
    """Read a text in two ways: whole, and cut at the line ends that the first byte tells."""
    step, text = data[0] % 7 + 1 if data else 1, data[1:].decode("utf-8", "replace").replace("\r", "\n")
    lines = text.splitlines(keepends=True) if text.count("\n") == len(text.splitlines()) else [text]
    pieces = ["".join(lines[i : i + step]) for i in range(0, len(lines), step)]
    whole, cut = ([e for e in read(way, FILE, load_listings()) if isinstance(e, Paper)] for way in ([text], pieces))
    if whole != cut:
        raise BrokenError(f"cut every {step} lines, {len(cut)} papers are read, whole {len(whole)}")


def library(data: bytes) -> None:
    """Read a library in each of its formats, whatever it is."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for name in DESCRIPTIONS:
        for event in load_reader(name).read([text], FILE):
            if isinstance(event, Paper):
                event.model_dump_json()
    for event in read_text([text], FILE):
        if isinstance(event, Diagnostic) and event.code is Code.BUG:
            raise BrokenError(str(event))


def records(data: bytes) -> None:
    """Write any records in every format and read them back; the length tells which dialect of BibTeX is read."""
    papers = assign(make_papers(data))
    for name in names():
        exporter = load(name)
        if is_binary(exporter):
            b"".join(exporter.write(papers, Options()))
            continue
        written = "".join(exporter.write(papers, Options()))
        written.encode()
        if name == "json" and len(json.loads(written)) != len(papers):
            raise BrokenError("json loses records")
        if name == "jsonl" and [json.loads(line)["title"] for line in written.splitlines()] != [
            p.title for p in papers
        ]:
            raise BrokenError("jsonl loses records")
        if name == "csv" and len(list(csv.reader(io.StringIO(written, newline="")))) != len(papers) + 1:
            raise BrokenError("csv loses records")
        if name == ("bib", "biblatex")[len(data) % 2]:
            back = list(load_reader("bibtex").read([written], FILE))
            if faults := [str(one) for one in back if isinstance(one, Diagnostic)]:
                raise BrokenError(f"{name} does not read back: {faults}\n{written}")
            found = [{field: getattr(one, field) for field in BACK} for one in back if isinstance(one, Paper)]
            wanted = [coming_back(paper, name) for paper in papers]
            if found != wanted:
                raise BrokenError(f"{name} reads back\n{found}\nand not\n{wanted}\n{written}")


BACK = (
    *("title", "authors", "abstract", "excerpt", "comments", "doi", "arxiv_id", "venue", "categories", "tasks"),
    "repository",
)
"""What a record made here has, but for the journal reference, which a `.bib` keeps with the comments."""


def coming_back(paper: Paper, dialect: str) -> dict[str, object]:
    """Return the values with which a paper without a date comes back from a `.bib`."""
    known = bool(ARXIV_ID.fullmatch(paper.arxiv_id or ""))
    noted = known and dialect == "biblatex"  # an entry of BibTeX has `howpublished` for the venue
    notes = [paper.comments, paper.venue if noted else None, paper.journal_ref]
    return {
        "title": as_text(paper.title or "") or None,
        "authors": tuple(map(as_name, paper.authors)),
        "abstract": as_text(paper.abstract or "") or None,
        "excerpt": as_text(paper.excerpt or "") or None,
        "comments": as_text("; ".join(filter(None, notes))) or None,
        "doi": paper.doi and (paper.doi if DOI.fullmatch(paper.doi) else as_text(paper.doi)),
        "arxiv_id": paper.arxiv_id if known else as_text(paper.arxiv_id or "") or None,
        "venue": None if noted else as_text(paper.venue or "") or None,
        "categories": tuple(dict.fromkeys(task for task in paper.tasks if CATEGORY.fullmatch(task))),
        "tasks": tuple(as_text(task) for task in paper.tasks if not CATEGORY.fullmatch(task)),
        "repository": as_text(paper.repository or "") or None,
    }


def as_text(text: str) -> str:
    r"""Return a value as it comes back from TeX: `\\%` is `%`, `{\\it x}` is `\\textit{x}`, all else is as it was."""
    return "".join(
        f"\\{value}{{" if kind is grammar.Kind.OPEN else LONE_BRACES.get(value, value)
        for kind, value in grammar.pieces(encode.clean(text))
    )


def as_name(display: str) -> str:
    """Return a name as it comes back: no formula is in it, `Doe, Jr.` has lost its comma, no grave accent opens it."""
    name = split(display)
    family = f"{name.particle} {name.family}".strip()
    head = re.sub(r"\A`", "‘", name.literal or family)
    text = " ".join(part for part in (name.given, head, name.suffix) if part)
    text = grammar.TOKEN.sub(lambda token: encode.DOLLAR if token[0] == "$" else token[0], text)
    return as_text(text).replace(encode.DOLLAR, "$")


def make_papers(data: bytes) -> list[Paper]:
    """Make records of any bytes, a line a field, a zero byte between records; values as reading would leave them."""
    made = []
    for part in data.split(b"\0")[:2]:
        values = [as_value(line) for line in part.decode("utf-8", "ignore").split("\n")] + [None] * 11
        made.append(
            Paper(
                title=values[0] or "Untitled",
                authors=tuple(name for name in map(squeeze, (values[1] or "").split(";")) if name),
                abstract=values[2],
                comments=values[3],
                journal_ref=values[4],
                venue=values[5],
                doi=values[6],
                arxiv_id=values[7],
                excerpt=values[8],
                tasks=tuple(task for task in map(squeeze, re.split("[,;]", values[9] or "")) if task),
                repository=values[10],
            )
        )
    return made


AMBIGUOUS = re.compile(r"arxiv|corr|\babs/|withdrawn|https?:|www\.|\A\[|: ", re.IGNORECASE)
"""What a `.bib` says in ways of its own: an arXiv id in a note, a title in brackets that stands for none, a label."""


def as_value(line: str) -> str | None:
    """Return a line as a value: printable, in NFC, single blanks; None if nothing is left."""
    shown = "".join(character if character.isprintable() else " " for character in normalize(line))
    return None if AMBIGUOUS.search(shown) else squeeze(shown) or None


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "page": page,
    "chunks": chunks,
    "library": library,
    "records": records,
}
