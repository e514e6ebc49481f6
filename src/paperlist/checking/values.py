"""Each value of each paper with the stretch it was read from: the view of `paperlist check --fields`.

    paper 1, search.txt:2-36, arxiv-search
      title      2     Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training
      submitted  35    2024-01-10
                     < v1 submitted 10 January, 2024;
      unclaimed  37    not understood, within a paper: 'Citations: 12'

The value first; the stretch below it where it says the value in other letters. What the reader says of the paper's
lines is beneath, by its code: what went to no field, what could not be read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from paperlist.diagnostics import Diagnostic, Place, Severity
from paperlist.escaping import visible
from paperlist.fields import letters, squeeze
from paperlist.paper import CONTENT, Paper
from paperlist.reading import FieldLines

MARK = "mark"
CONCLUDED = ("type", "date", "url")
"""What is concluded from other values, unless a stretch went to it."""
TOLD_BY = {
    "arxiv_version": ("arxiv_id", "submitted"), "categories": ("arxiv_id",), "other_dois": ("doi",),
    "authors_omitted": ("authors",), "stars": ("repository",), "withdrawn": ("comments", "abstract", "excerpt"),
    "arxiv_id": ("categories",), "updated": ("submitted",), "excerpt": ("abstract",), "abstract": ("excerpt",),
    "repository": ("code_implementations",), "code_implementations": ("repository",),
}  # fmt: skip
"""Where a value was read that has no stretch of its own."""
SEEN = 3
"""How many names of a long list are shown at each end of it."""
WIDEST, NARROWEST = 160, 20
"""Columns of a text in a pipe, and the fewest on a terminal."""
CUT = " … "


class Origin(NamedTuple):
    """A value of a paper, and the stretch it was read from."""

    field: str
    value: Any
    place: Place
    text: str
    """The stretch; empty where only the paper's lines are known."""

    def to_json(self) -> dict[str, Any]:
        """Return it as an object of JSON."""
        lines = {"first_line": self.place.first_line, "last_line": self.place.last_line}
        return {"field": self.field, "value": self.value, **lines, "text": self.text}


class Row(NamedTuple):
    """A value or what is amiss, as it is shown."""

    name: str
    lines: str
    text: str
    stretch: str
    is_amiss: bool = False


@dataclass
class Checked:
    """What reading one input gave."""

    papers: list[tuple[Paper, list[FieldLines]]] = field(default_factory=list)
    """Each paper, and which stretches went to its fields."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    waiting: list[FieldLines] = field(default_factory=list)
    """The stretches of the paper that is being read."""

    def add(self, event: Paper | Diagnostic) -> None:
        """Keep what was read; a paper comes after the stretches of its fields."""
        if isinstance(event, Diagnostic):
            self.diagnostics.append(event)
        else:
            self.papers.append((event, self.waiting))
            self.waiting = []


def origins(paper: Paper, spans: Iterable[FieldLines], lines: Sequence[str]) -> Iterator[Origin]:
    """Yield the values of a paper with the stretch of each, in the order of the record.

    Args:
        paper: as read, not merged.
        spans: which stretches went to which field.
        lines: those of the input.
    """
    stretches: dict[str, list[FieldLines]] = {}
    for span in spans:
        stretches.setdefault(span.field, []).append(span)
    for name in CONTENT:
        value = getattr(paper, name)
        if value in (None, ()) or value is False or (name == "authors_omitted" and not value):
            continue
        told = next((stretches[by] for by in (name, *TOLD_BY.get(name, ())) if by in stretches), [])
        if told:
            first, last = min(each.place.first_line for each in told), max(each.place.last_line for each in told)
            text = " ".join(each.text.strip(" ;") for each in told)
            place = told[0].place._replace(first_line=first, last_line=last)
            yield Origin(name, value, place, original(text, lines[first - 1 : last]))
        elif name not in CONCLUDED:
            yield Origin(name, value, paper.sources[-1].place, "")


def original(text: str, lines: Sequence[str]) -> str:
    """Return a stretch as it is in the input, if it is all of its lines; else without the marks of extraction."""
    written = squeeze(" ".join(lines))
    return written if letters(written) == letters(text) else text


def to_lines(checked: Checked, text: str, width: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield the lines that show the values of each paper, each with what it is: "paper", "value" or "amiss".

    Args:
        checked: what reading gave.
        text: what was read.
        width: of the terminal; in a pipe None.
    """
    lines = text.split("\n")
    told = sorted(checked.diagnostics, key=lambda each: each.place.first_line)
    begins = [each.place.first_line for each in told]
    for number, (paper, spans) in enumerate(checked.papers, 1):
        source = paper.sources[-1]
        within = told[bisect_left(begins, source.first_line) : bisect_right(begins, source.last_line)]
        rows = [Row(one.field, numbers(one.place), *shown(one)) for one in origins(paper, spans, lines)]
        rows += [
            Row(each.code.id, numbers(each.place), each.message, "", each.code.severity is not Severity.NOTE)
            for each in within
            if each.place.last_line <= source.last_line
        ]
        yield shorten(f"paper {number}, {source.place.whole}, {source.format}", width or WIDEST), "paper"
        yield from layout(rows, width)
        yield "", "value"


def layout(rows: Sequence[Row], width: int | None) -> Iterator[tuple[str, str]]:
    """Yield the rows of one paper in columns as wide as they have to be; a stretch is under the first of its values."""
    columns = [row.name for row in rows], [row.lines for row in rows]
    names, places = (max(map(len, column), default=0) for column in columns)
    room = max(NARROWEST, width - names - places - 6) if width else WIDEST
    before = ""
    for row in rows:
        kind = "amiss" if row.is_amiss else "value"
        yield f"  {row.name:{names}}  {row.lines:{places}}  {shorten(row.text, room)}", kind
        if row.stretch and row.stretch != before:
            yield f"  {'':{names}}  {'':{places}}< {shorten(row.stretch, room)}", kind
        before = row.stretch


def numbers(place: Place) -> str:
    """Return the numbers of the lines of a place."""
    return str(place.first_line) if place.last_line == place.first_line else f"{place.first_line}-{place.last_line}"


def shown(origin: Origin) -> tuple[str, str]:
    """Return the text of a value, and its stretch where that says it in other letters."""
    value = origin.value
    if isinstance(value, tuple):
        some = value if len(value) <= 2 * SEEN + 1 else (*value[:SEEN], "…", *value[-SEEN:])
        count = "" if len(some) == len(value) else f"{len(value)}: "
        text = count + "; ".join(some)
        said = " ".join(value)
    else:
        text = said = "yes" if value is True else str(value)
    if not origin.text:
        return text, ""
    return text, "" if letters(said) == letters(origin.text) else origin.text


def shorten(text: str, width: int) -> str:
    """Return a text on one line, its middle left out where it is too long."""
    text = visible(squeeze(text))
    if len(text) <= width:
        return text
    half = (width - len(CUT)) // 2
    return f"{text[:half].rstrip()}{CUT}{text[-half:].lstrip()}"
