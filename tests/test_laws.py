"""Laws of reading, over real dumps that were mixed, cut, shuffled and mutated, and over formats that crash."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from paperlist.cleanup import clean
from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import Entry, Listing, load_listings
from paperlist.paper import Paper
from paperlist.reading import FieldLines, is_page, pages
from paperlist.reading import read_listings as read
from tests.fuzz import targets

FIXTURES = Path(__file__).parents[1] / "fixtures"
CORPUS = Path(__file__).parent / "fuzz" / "corpus"
DUMPS = [
    path.read_text("utf-8")
    for path in sorted(FIXTURES.rglob("*"))
    if path.suffix in (".txt", ".md") and path.name != "README.md" and path.stat().st_size < 60_000
]
PAGES = [path.read_text("utf-8") for path in sorted(FIXTURES.rglob("*.html")) if path.stat().st_size < 60_000]
BLOCKS = [block + "\n\n" for dump in DUMPS for block in dump.split("\n\n") if block.strip()]
LINES = sorted({line + "\n" for dump in DUMPS for line in dump.split("\n") if line.strip()})
NOISE = [
    "\n",
    "•",
    "-",
    "[1]",
    "](",
    "> ",
    "Authors:",
    "Abstract:",
    "\x1b[0m",
    "\u00ad",
    "\ufffd",
    "\0",
    "…",
    "▽ More",
    "\t",
]

assert len(DUMPS) > 20, "no dumps in fixtures/"


def events_of(text: str, chunks: list[str] | None = None) -> list[Paper | Diagnostic]:
    return list(read([text] if chunks is None else chunks, "a.txt", load_listings()))


@st.composite
def cut_dumps(draw: st.DrawFn) -> str:
    """A real dump, cut anywhere at both ends."""
    dump = draw(st.sampled_from(DUMPS))
    start = draw(st.integers(0, len(dump)))
    return dump[start : start + draw(st.integers(0, 4000))]


@st.composite
def mutated_dumps(draw: st.DrawFn) -> str:
    """Stretches of dumps with characters deleted, doubled, exchanged and put in."""
    text = draw(cut_dumps())
    rng = random.Random(draw(st.integers(0, 1 << 32)))
    for _ in range(draw(st.integers(1, 12))):
        at, to = sorted(rng.randint(0, len(text)) for _ in range(2))
        to = min(to, at + 80)
        text = rng.choice(
            (
                text[:at] + text[to:],
                text[:to] + text[at:],
                text[:at] + rng.choice(NOISE) + text[at:],
                text[:at] + text[at:to].replace("\n", " ") + text[to:],
                text[:at] + text[at:to].replace(" ", "\n") + text[to:],
            )
        )
    return text


hostile_texts = st.one_of(
    cut_dumps(),
    mutated_dumps(),
    st.lists(st.sampled_from(BLOCKS), max_size=12).map("".join),
    st.lists(st.sampled_from(LINES) | st.sampled_from(NOISE), max_size=60).map("".join),
    st.lists(cut_dumps(), max_size=4).map("\n".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
).map(lambda text: text.replace("\r", "\n"))


@given(hostile_texts)
@settings(max_examples=4 * settings().max_examples)
def test_every_line_is_accounted_for(text: str) -> None:
    targets.check(text, events_of(text))


@given(hostile_texts)
@settings(max_examples=2 * settings().max_examples)
def test_every_line_of_an_entry_went_to_a_field_or_is_reported(text: str) -> None:
    spans: list[FieldLines] = []
    events = list(read([text], "a.txt", load_listings(), spans.append))
    places = [one.place[1:] for one in [*spans, *events] if not isinstance(one, Paper)]
    used = {line for first, last in places for line in range(first, last + 1)}
    lines = "" if is_page(text) else "".join(clean([text]))
    within = {
        line
        for paper in papers_of(events)
        for source in paper.sources
        for line in range(source.first_line, source.last_line + 1)
    }
    lost = [line for number, line in enumerate(lines.split("\n"), 1) if number in within - used]
    assert [line for line in lost if re.search(r"[^\W_]", line)] == []


@given(st.sampled_from(PAGES), st.integers(0, 1 << 32))
@settings(max_examples=settings().max_examples * 60 // 100)
def test_every_line_of_a_page_is_accounted_for(page: str, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(rng.randint(0, 6)):
        at = rng.randint(0, len(page))
        page = (
            page[:at]
            + rng.choice(("", "<", "</div>", "<!--", "&", "\n", "<li>", "\0"))
            + page[at + rng.randint(0, 400) :]
        )
    targets.check(page, events_of(page))


def test_a_huge_page_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (FIXTURES / "pages" / "abs-distributed-systems_small5_n2.html").read_text("utf-8")
    whole = len(papers_of(events_of(page)))
    monkeypatch.setattr(pages, "PAGE_LIMIT", len(page))
    rest = "<p>more</p>\n" * 10
    events = events_of(page + rest * 9, [page, rest, *[rest] * 8])
    assert len(papers_of(events)) == whole
    [cut] = [event for event in events if isinstance(event, Diagnostic) and event.code is Code.TRUNCATED]
    assert cut.place.last_line == (page + rest * 9).count("\n") + 1
    targets.check(page + rest * 9, events)


def papers_of(events: list[Paper | Diagnostic]) -> list[Paper]:
    return [event for event in events if isinstance(event, Paper)]


@given(st.lists(st.sampled_from(BLOCKS), max_size=10).map("".join), st.integers(1, 9))
@settings(max_examples=settings().max_examples * 150 // 100)
def test_chunking_does_not_matter(text: str, lines: int) -> None:
    pieces = text.splitlines(keepends=True) if "\n".join(text.splitlines()) == text.rstrip("\n") else [text]
    chunks = ["".join(pieces[i : i + lines]) for i in range(0, len(pieces), lines)]
    assert events_of(text, chunks) == events_of(text)


@pytest.mark.parametrize("step", [1, 2, 1000])
def test_lines_of_one_kind_are_told_at_once_and_before_the_entry_behind_them(step: int) -> None:
    card = "\nHow it is done\n1 code implementation • 3 May 2021 • Ada Byron\nWe do what is done.\n"
    lines = f"Who sings\n\nShe sings.\n{card * 2}\nDatasets\nMethods\n\nWho dances\n".splitlines(keepends=True)
    found = list(events_of("", ["".join(lines[i : i + step]) for i in range(0, len(lines), step)]))
    assert [event.title if isinstance(event, Paper) else event.message for event in found] == [
        "not understood, 3 lines: 'Who sings'",
        "How it is done",
        "How it is done",
        "page text, 2 lines: 'Datasets'",
        "not understood, line: 'Who dances'",
    ]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_corpus(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


def test_corpus_is_there() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(targets.TARGETS)


# A bug of ours


class Crashing:
    """A listing format that crashes at some entries, as a bug would make it."""

    def __init__(self, listing: Listing, poison: str) -> None:
        self.listing = listing
        self.poison = poison
        self.NAME = listing.NAME
        self.DESCRIPTION = listing.DESCRIPTION
        self.PAGE_TEXT = listing.PAGE_TEXT
        self.EXPLICIT = listing.EXPLICIT
        self.LABELS = listing.LABELS

    def find(self, text: str, floor: int, final: bool) -> Entry | int:
        """Crash where the next entry has the poison in it."""
        entry = self.listing.find(text, floor, final)
        if isinstance(entry, Entry) and self.poison in text[entry.start : entry.end]:
            raise IndexError("list index out of range")
        return entry

    def find_html(self, page: HtmlElement) -> Iterator[Entry]:
        """Crash likewise."""
        for entry in self.listing.find_html(page):
            if self.poison in str(entry.values):
                raise IndexError("list index out of range")
            yield entry


def crashing(poison: str) -> list[Listing]:
    return [Crashing(listing, poison) for listing in load_listings()]


@pytest.mark.parametrize("poison", ["Constitutional AI", "The AI Index 2022", "Sleeper Agents"])
@pytest.mark.parametrize("step", [1, 10, 1000])
def test_a_crash_costs_its_entry(poison: str, step: int) -> None:
    text = (FIXTURES / "arxiv-search" / "seed.txt").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    chunks = ["".join(lines[i : i + step]) for i in range(0, len(lines), step)]
    sound = papers_of(events_of(text))
    events = list(read(chunks, "a.txt", crashing(poison)))
    kept = [paper.title for paper in sound if not (paper.title or "").startswith(poison)]
    # What follows the lines that were left out may still be read, without its title.
    assert [paper.title for paper in papers_of(events) if paper.title] == kept
    bugs = [event for event in events if isinstance(event, Diagnostic) and event.code is Code.BUG]
    assert 1 <= len(bugs) <= 3  # more than one where the entry came in pieces
    assert "please report it" in bugs[0].message
    [lost] = [paper.sources[0] for paper in sound if (paper.title or "").startswith(poison)]
    assert any(lost.first_line in bug.place.lines for bug in bugs)
    told = [event for event in events if not (isinstance(event, Diagnostic) and event.code is Code.BUG)]
    told += [Diagnostic(Code.UNCLAIMED, one.place, "") for one in bugs]
    targets.check(text, told)


def test_a_crash_costs_no_other_page_text() -> None:
    page = (FIXTURES / "pages" / "abs-distributed-systems_small5_n2.html").read_text("utf-8")
    sound = papers_of(events_of(page))
    assert len(sound) > 1
    poison = str(sound[-1].title)
    events = list(read([page], "a.html", crashing(poison)))
    assert [paper.title for paper in papers_of(events)] == [paper.title for paper in sound[:-1]]
    assert [event.code for event in events if isinstance(event, Diagnostic)].count(Code.BUG) == 1


def test_a_crash_everywhere_ends() -> None:
    text = "".join(DUMPS)[:200_000]
    events = list(read([text], "a.txt", crashing("")))
    assert not papers_of(events)
    assert any(event.code is Code.BUG for event in events if isinstance(event, Diagnostic))
    targets.check(text, [event for event in events if not (isinstance(event, Diagnostic) and event.code is Code.BUG)])


def test_a_format_that_only_crashes_ends() -> None:
    class Broken(Crashing):
        def find(self, text: str, floor: int, final: bool) -> Entry | int:
            raise IndexError

    told = [event.code for event in read(["a\n", "b\n"], "a.txt", [Broken(load_listings()[0], "")])
            if isinstance(event, Diagnostic)]  # fmt: skip
    assert set(told) == {Code.BUG, Code.UNCLAIMED}


def test_no_memory_is_no_bug() -> None:
    class Exhausted(Crashing):
        def find(self, text: str, floor: int, final: bool) -> Entry | int:
            raise MemoryError

    with pytest.raises(MemoryError):
        list(read(["a\n"], "a.txt", [Exhausted(load_listings()[0], "")]))


def test_a_wrong_value_costs_its_field() -> None:
    class Careless(Crashing):
        def find(self, text: str, floor: int, final: bool) -> Entry | int:
            entry = self.listing.find(text, floor, final)
            if isinstance(entry, Entry):
                entry.values["submitted"] = "some day"
                entry.values["categories"] = ["cs.CL", ""]
            return entry

    text = (FIXTURES / "arxiv-search" / "seed.txt").read_text("utf-8")
    events = list(read([text], "a.txt", [Careless(listing, "") for listing in load_listings()]))
    sound = papers_of(events_of(text))
    assert [(paper.title, paper.authors) for paper in papers_of(events)] == [(one.title, one.authors) for one in sound]
    assert all(paper.submitted is None for paper in papers_of(events))
    bugs = [event for event in events if isinstance(event, Diagnostic) and event.code is Code.BUG]
    assert len(bugs) == len(sound)
