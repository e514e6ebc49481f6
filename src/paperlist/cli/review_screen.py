"""What `paperlist review` shows of a question: two records side by side, or one above the other where there is no room.

Words that differ are in colour; without colour they are marked as `git diff --word-diff` marks them, `[-left-]` and
`{+right+}`. The sign between two values says `=` or `≠`. Texts are cut to what differs in them until all fits.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from paperlist.escaping import visible
from paperlist.merging.folding import comparison_key
from paperlist.merging.review_session import Question, Session, is_open, score

if TYPE_CHECKING:
    from rich.console import RenderableType

NARROW = 60
"""Columns below which two records do not stand side by side."""
LOW = 18
"""Lines below which not all keys are named."""
CONTEXT = 4
"""Words that are shown on both sides of a difference."""
BUDGETS = (400, 200, 100, 60, 40, 25, 15, 8, 4)
"""How many words of a value are shown: as many as let the question fit on the screen."""
FIELDS = ("title", "authors", "date", "print", "code", "text", "place")
MARKS = (("[-", "-]", "bold red"), ("{+", "+}", "bold green"))
"""What is before and after differing words without colour, and their style with colour: left and right."""
KEYS = "s same · d different · l r same, left's or right's values win · space skip"
GROUP_KEYS = "{} same as that one · d none of them · space skip"
MORE_KEYS = "a same for all above this score · u undo · b back · v whole texts · q quit"
FEW_KEYS = "{} same · d different · q quit · ? keys"

Sides: TypeAlias = list[tuple[str, dict[str, str]]]
"""The records of a question: what a person calls each, and its values by field."""


class Run(NamedTuple):
    """Words of two values that stand in each other's place."""

    ours: list[str]
    theirs: list[str]
    sign: str
    """`=` or `≠`; empty where one of the values is not known."""


def screen(session: Session, console: Console, *, whole: bool = False, note: str = "") -> "RenderableType":
    """Return what is shown of the question: as much of it as fits, or with `whole` all of it."""
    question = session.question
    assert question
    sides = sides_of(question, whole=whole)
    beside = len(sides) == 2 and console.width >= NARROW
    layout = partial(side_by_side if beside else stacked, sides, plain=is_plain(console))
    small = console.width < NARROW or console.height < LOW
    above, below = heading(session, question), keys(question, note, small=small)
    parts: list[RenderableType] = []
    for budget in (10**9,) if whole else BUDGETS:
        parts = [above, *([] if small else [""]), layout(budget), below]
        if len(console.render_lines(Group(*parts), pad=False)) < console.height:
            break
    return Group(*parts)


def is_plain(console: Console) -> bool:
    """Whether differences must be marked without colour."""
    return console.no_color or console.color_system is None


def heading(session: Session, question: Question) -> Text:
    """Return the line above a question."""
    answered = sum(not is_open(each) for each in session.questions)
    rows = question[0].cells
    parts = [f"{session.at + 1} of {len(session.asked)}", f"{answered} of {len(session.questions)} answered"]
    parts += [f"score {score(question):.2f}"] if rows.get("score") else []
    parts += [f"answered: {row.same}" for row in question[:1] if not is_open(question)]
    why = visible(rows.get("why") or rows.get("evidence", ""))
    return Text.assemble((" · ".join(parts), "bold"), f"\n{why}")


def keys(question: Question, note: str, *, small: bool) -> Text:
    """Return the lines below a question: what each key does, and what the last one did."""
    numbers = " ".join(str(number) for number in range(1, min(10, len(question) + 1)))
    if small:
        said = FEW_KEYS.format(numbers if len(question) > 1 else "s")
    else:
        said = f"{GROUP_KEYS.format(numbers) if len(question) > 1 else KEYS}\n{MORE_KEYS}"
    return Text.assemble((f"\n{said}", "dim"), f"\n{note}" if note else "")


# Records


def sides_of(question: Question, *, whole: bool) -> Sides:
    """Return the records of a question: left and right, or what all pairs share and its alternatives."""
    if len(question) == 1:
        cells = question[0].cells
        return [("left", record(cells, "one", "two", whole=whole)), ("right", record(cells, "two", "one", whole=whole))]
    shared = set(question[0].marks).intersection(*(row.marks for row in question[1:]))
    sides = [("one", "two") if row.marks[0] in shared else ("two", "one") for row in question]
    first, other = sides[0]
    return [
        ("this", record(question[0].cells, first, other, whole=True)),
        *(
            (str(number), record(row.cells, its, ours, whole=whole))
            for number, (row, (ours, its)) in enumerate(zip(question, sides, strict=True), 1)
        ),
    ]


def record(cells: dict[str, str], side: str, other: str, *, whole: bool) -> dict[str, str]:
    """Return the values of one record; in place of its text what answers to a card's sentence, unless `whole`."""
    values = {name: cells.get(f"{side}_{name}", "") for name in FIELDS}
    if not cells.get(f"{other}_code"):
        values["code"] = ""  # it says something beside another count alone
    abstract, others = cells.get(f"{side}_abstract", ""), cells.get(f"{other}_abstract", "")
    sentence, counterpart = cells.get("sentence", ""), cells.get("counterpart", "")
    if abstract:
        values["text"] = abstract if whole or others or not sentence else counterpart
    else:
        values["text"] = sentence if others or side == "one" else counterpart
    places = values["place"].split("; ")
    values["place"] = places[0] + (f" and {len(places) - 1} more" if places[1:] else "")
    return {name: visible(" ".join(value.split())) for name, value in values.items()}


# Layout


def side_by_side(sides: Sides, budget: int, *, plain: bool) -> Table:
    """Return two records as a table, a field a row."""
    (left, ours), (right, theirs) = sides
    table = Table.grid(padding=(0, 1), expand=True)
    for ratio in (None, 1, None, 1):
        table.add_column(ratio=ratio, overflow="fold")
    table.add_row("", Text(left, "bold"), "", Text(right, "bold"))
    for name in FIELDS:
        if ours[name] or theirs[name]:
            runs = aligned(name, ours[name], theirs[name])
            one, two = (marked(shortened(runs, budget), side, plain=plain) for side in (0, 1))
            table.add_row(Text(name, "dim"), one, sign(runs), two)
    return table


def stacked(sides: Sides, budget: int, *, plain: bool) -> Table:
    """Return the records one below the other; each after the first with a sign and its differences from the first."""
    table = Table.grid(padding=(0, 1), expand=True)
    for ratio in (None, None, 1):
        table.add_column(ratio=ratio, overflow="fold")
    first = sides[0][1]
    for number, (called, values) in enumerate(sides):
        table.add_row(Text(called, "bold"), "", "")
        # The first is compared with the other one, where there is one other.
        other = sides[1][1] if len(sides) == 2 else {}
        for name in FIELDS:
            pair = (first[name], values[name]) if number else (values[name], other.get(name, ""))
            if values[name]:
                runs = aligned(name, *pair)
                alone = [Run([] if number else run.ours, run.theirs if number else [], run.sign) for run in runs]
                text = marked(shortened(alone, budget), 1 if number else 0, plain=plain)
                table.add_row(Text(name, "dim"), sign(runs) if number else "", text)
    return table


# Words


def aligned(name: str, one: str, two: str) -> list[Run]:
    """Return the words of two values in runs; they differ by letters and digits alone, in any case.

    Where one is not known nothing differs, and where a record was read is compared with nothing.
    """
    ours, theirs = one.split(), two.split()
    if not ours or not theirs or name == "place":
        return [Run(ours, theirs, "")]
    folded = [[comparison_key(word) or word.encode() for word in words] for words in (ours, theirs)]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    return [
        Run(ours[first:last], theirs[start:stop], "=" if what == "equal" else "≠")
        for what, first, last, start, stop in matcher.get_opcodes()
    ]


def sign(runs: Sequence[Run]) -> str:
    """Return what is between two values; empty where one is not known."""
    return max((run.sign for run in runs), default="")


def shortened(runs: Sequence[Run], budget: int) -> Iterator[Run]:
    """Yield the runs within a budget of words; where there are more, the ends of long runs, as far as they go."""
    if max(sum(len(run[side]) for run in runs) for side in (0, 1)) <= budget:
        yield from runs
        return
    room = budget
    for number, run in enumerate(runs):
        if len(runs) > 1:
            most = CONTEXT if run.sign == "=" else max(CONTEXT, budget // 6)
            at_start, at_end = (most if number or run.sign == "≠" else 0), (most if number < len(runs) - 1 else 0)
            run = Run(middle_cut(run.ours, at_start, at_end), middle_cut(run.theirs, at_start, at_end), run.sign)
        yield Run(run.ours[:room], run.theirs[:room], run.sign)
        room -= max(len(run.ours), len(run.theirs))
        if room < 0 or (room == 0 and number < len(runs) - 1):
            yield Run(["…"], ["…"], "=")
            return


def middle_cut(words: list[str], at_start: int, at_end: int) -> list[str]:
    """Return so many words of both ends, and a sign for those between them; all where hardly any are between."""
    if len(words) <= at_start + at_end + 1:
        return words
    return [*words[:at_start], "…", *words[len(words) - at_end :]]


def marked(runs: Iterable[Run], side: int, *, plain: bool) -> Text:
    """Return the words of one side as a text in which those that differ are marked."""
    before, after, style = MARKS[side]
    text = Text()
    for run in runs:
        if words := " ".join(run[side]):
            text.append(" " if text else "")
            differs = run.sign == "≠"
            text.append(
                f"{before}{words}{after}" if differs and plain else words, style if differs and not plain else ""
            )
    return text
