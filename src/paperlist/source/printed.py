r"""What a printer puts at the edges of pages: date, title, address, the page's number. The text goes on without it.

    11/28/26, 1:23 PM      Search | arXiv e-print repository
    https://arxiv.org/search/?query=x              1/2          Page 3 of 8          - 3 -          My list — 3

An edge is known by the break of the page, by address and number, or by a number that goes up from edge to edge. What is
beside it, and beside the next one, too, belongs to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from paperlist.source.document import Piece, lines_of, merged

DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}[:.]\d{2}(?!:)(?: ?[AaPp]\.?[Mm]\.?)?"
COUNT = r"\d{1,4} ?(?:/|of|von|de|di|sur|van|из) ?\d{1,4}"
ADDRESS = r"(?:https?|file)://\S{1,2000}"
FOOT = re.compile(rf"{ADDRESS}[^\S\n]{{1,200}}(?:\w{{1,8}}\.? )?{COUNT}|{COUNT}[^\S\n]{{1,200}}(?:{DATE}|{ADDRESS})")
"""`https://arxiv.org/search/?query=x 1/2`, `1 of 2   28/11/2026, 13:23`."""
HEAD = re.compile(
    rf"{DATE}(?! ?(?:[AaPp]\.?[Mm]\.?)? *[-–] )(?:\s+(?!\W*arXiv:).*)?|\S.{{0,200}}\s(?:{DATE}|{ADDRESS})"
)
"""`11/28/26, 1:23 PM Search | arXiv e-print repository`, `Search | arXiv   https://arxiv.org/search/`."""
NUMBER = r"(?:[-–—\[(] ?)?(?:\w{1,8}\.? )?(?:\d{1,4}|[ivxlc]{1,6}|" + COUNT + r")(?: ?[-–—\])])?"
"""`- 3 -`, `Page 3 of 8`: a page's number alone."""
PAGE = r"(?:\b(?:[Pp]age|[Ss]eite|[Pp]ágina|[Pp]agina|p\.|S\.|[Bb]latt|[Ss]heet|стр\.) ?|第 ?)"
NUMBERED = re.compile(
    rf"(?:[-–—] ?)?{PAGE}?(?:\d{{1,3}}|{COUNT})(?: ?[-–—页])?"
    rf"|(?:[^\w\s]{{1,8}} ?)?{PAGE}(?:\d{{1,4}}|{COUNT})(?: ?[^\w\s]{{1,8}})?"
    r"|(?=.*(?:[^\W\d_]{2}|[-=*]{3}))[\[({<][^\n•\d]{0,30}\d{1,4}[\"\s]{0,2}/?[\])}>][^\w\s]{0,80}"
    r"|lines \d{1,6}-\d{1,6}(?:/\d{1,6})?(?: [\d(%END)]{1,8})?"
    rf"|-*More-*\(?\d{{1,2}}%\)?"
    rf"|\S.{{0,160}}(?:[ ]{{2,200}}|[ ][|–—·-][ ]|{PAGE})(?:\d{{1,3}}|{COUNT})"
)
"""`My list — 3`, `My list   Page 3`, `--- Page 3 ---`, `lines 34-66`, `--More--(36%)`."""
NAMED = re.compile(rf"\W(?:{PAGE}|[^\W\d_])")
"""`[page 5]`: a number in brackets that a word says what it counts."""
ENDS = frozenset("0123456789-–—])>=*")
"""How a number's line ends."""
WORDS = re.compile(r"[^\W\d_]|/|^\W")
"""What a number has around it that is that of a page: `Page 3`, `3/8`, `- 3 -`."""
LETTERS = re.compile(r"[^\W\d_]{4}")
DIGITS = re.compile(r"\d+")
MARKS = " \t>|#*/"
"""What may be before an edge as before all lines."""
LISTED = re.compile(
    r"\W{0,8}(?:\w{1,3}[.)]\s{0,3})?"
    r"(?:arXiv:|Authors?\b|Abstract\b|Title\b|Comments\b|Submitted\b|Report number\b|Journal ref\b|[▽△])|.*[•·]",
    re.IGNORECASE,
)
"""A line of a listing, which is not of the edge though it recurs beside it."""
SHORT = re.compile(r"\W*\w{0,7}\W*")
"""A line that says too little to recur by more than chance."""
EDGE = re.compile(
    rf"\f|^[{MARKS}]{{0,40}}(?:{FOOT.pattern}|{DATE}(?! ?(?:[AaPp]\.?[Mm]\.?)? *[-–] ).*)[^\S\n]*$", re.MULTILINE
)
NUMBER_LAST = re.compile(r"(?<!\d)\d{1,6}(?: ?[^\w\s]{1,80})?[^\S\n]*$", re.MULTILINE)
"""One of the two is in all that shows an edge."""
GOES_ON = re.compile(r"[^\W\d_A-Z]")
"""How a line begins that goes on with a sentence."""
BESIDE = 4
"""So many lines of an edge are at most before, and after, the one that shows it."""
BLOCK = 400
"""So many lines are looked at together, from one on that may be of an edge."""
SURE = 3
"""So many numbers without words that go up show that they are those of pages."""


def join_printed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a text without the edges of its pages."""
    held: list[Piece] = []  # the last lines, which an edge may begin with; or a block, which is looked at
    known: dict[str, list[int]] = {}
    first, block = True, False
    for piece in pieces:
        found: list[Piece] = []
        searched = bool(EDGE.search(piece.text) or NUMBER_LAST.search(piece.text))
        if not searched and not block and (cut := last_lines(piece.text)):
            found = [*held, Piece(piece.line, piece.text[:cut])]
            held = [
                Piece(line, text)
                for line, text in enumerate(lines_of(piece.text[cut:]), piece.line + piece.text.count("\n", 0, cut))
            ]
            first = first and not any(map(has_text, found))
            yield from merged(found)
            continue
        for line, text in enumerate(lines_of(piece.text), piece.line):
            held.append(Piece(line, text))
            block = block or (searched and (first or shows_edge(text)))
            if len(held) > (BLOCK if block else BESIDE):
                passed = without_edges(held, known, first=first) if block else held[:1]
                held = [] if block else held[1:]
                first, block = first and not any(map(has_text, passed)), False
                found += passed
        yield from merged(found)
    yield from merged(without_edges(held, known, first=first) if block else held)


def last_lines(text: str) -> int:
    """Return where the last lines of a text begin, with which an edge may begin; 0 if it has no others."""
    at = len(text) - text.endswith("\n")
    for _ in range(BESIDE):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def has_text(piece: Piece) -> bool:
    """Whether a piece is not blank."""
    return bool(piece.text.strip())


def shows_edge(line: str) -> bool:
    """Whether a line may be of an edge."""
    return bool(EDGE.search(line) or (NUMBER_LAST.search(line) and NUMBERED.fullmatch(line.strip().lstrip(MARKS))))


def without_edges(block: Sequence[Piece], known: dict[str, list[int]], *, first: bool) -> list[Piece]:
    """Return the lines of a block that are of no edge.

    Args:
        block: a line each.
        known: the last numbers of each kind of edge.
        first: whether the text begins with the block.
    """
    texts = [piece.text.strip().lstrip(MARKS) for piece in block]
    breaks = {at for at, piece in enumerate(block) if "\f" in piece.text}
    edges = {*counted(texts, known), *(at for at, text in enumerate(texts) if FOOT.fullmatch(text))}
    # 1. What is beside two of them, and what is there by its shape.
    for before, at in pairwise(sorted(edges | breaks)):
        kinds = DIGITS.sub("0", texts[before]), DIGITS.sub("0", texts[at])
        edges |= {before, at} if kinds[0] == kinds[1] and not LISTED.match(kinds[0]) else set()
        edges.update(beside(texts, before, at, -1))
        edges.update(beside(texts, before, at, 1))
    edges.update([at for step in (-1, 1) for at in everywhere(texts, edges | breaks, step)])
    numbers: set[int] = set()  # those of pages, if most breaks have one
    for at in sorted(edges | breaks):
        shapes = ((0, HEAD), (0, NUMBER), (1, HEAD), (-1, HEAD), (-1, NUMBER))
        for step, shape in shapes if at in breaks else shapes[2:4]:
            near = next_to(texts, at, step) if step else at
            if near is not None and re.fullmatch(shape, texts[near]):
                (numbers if shape is NUMBER else edges).add(near)
    edges |= numbers if 2 * len(numbers) >= len(breaks) else set()
    # 2. The first lines of the first page.
    shown = {DIGITS.sub("0", texts[at]) for at in edges}
    edges.update(at for at, text in enumerate(texts) if LETTERS.search(text) and DIGITS.sub("0", text) in shown)
    top = next((at for at, text in enumerate(texts) if text), 0)
    while first and DIGITS.sub("0", texts[top]) in shown and (below := next_to(texts, top, 1)):
        edges.add(top)
        top = below
    if first and HEAD.fullmatch(texts[top]) and "," in texts[top]:
        edges.add(top)
    edges |= {at for at in breaks if not texts[at]}
    edges.update(list(gaps(texts, edges)))
    return [piece for at, piece in enumerate(block) if at not in edges]


def counted(texts: Sequence[str], known: dict[str, list[int]]) -> Iterator[int]:
    """Yield which lines have a number that goes up from one to the next of their kind."""
    kinds: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if (
            text[:200].rstrip()[-1:] in ENDS
            and NUMBERED.fullmatch(text)
            and not LISTED.match(text)
            and (text[0] not in "[(" or NAMED.match(text))
        ):
            kinds.setdefault(DIGITS.sub("0", text), []).append(at)
    for kind, places in kinds.items():
        rows = [known[kind]] if kind in known else []
        rows += [[int(number) for number in DIGITS.findall(texts[at])] for at in places]
        least = 2 if WORDS.search(kind) else SURE
        grows = "%" in kind and all(before < after for before, after in pairwise(rows))
        if len(rows) >= least and (grows or all(goes_up(*two) for two in pairwise(rows))):
            known[kind] = rows[-1]
            yield from places


def goes_up(before: Sequence[int], after: Sequence[int]) -> bool:
    """Whether one of the numbers is the next, and the others are the same; or all are of the next lines."""
    steps = sorted(b - a for a, b in zip(before, after, strict=True))
    return (steps[-1] == 1 and not any(steps[:-1])) or (len(before) > 1 and after[0] == before[1] + 1 < after[1])


def beside(texts: Sequence[str], before: int, at: int, step: int) -> Iterator[int]:
    """Yield the lines next to two edges that are the same but for their numbers, up from each (-1) or down (1)."""
    for _ in range(BESIDE):
        near, other = next_to(texts, before, step), next_to(texts, at, step)
        if near is None or other is None or near >= at or other <= before:
            return
        kind = DIGITS.sub("0", texts[near])
        if kind != DIGITS.sub("0", texts[other]) or LISTED.match(kind) or SHORT.fullmatch(kind):
            return
        yield from (near, other)
        before, at = near, other


def next_to(texts: Sequence[str], at: int, step: int) -> int | None:
    """Return which line is the next in a direction that is not blank."""
    at += step
    while 0 <= at < len(texts) and not texts[at]:
        at += step
    return at if 0 <= at < len(texts) else None


def everywhere(texts: Sequence[str], edges: set[int], step: int) -> Iterator[int]:
    """Yield the lines that are next to all edges, three at least, in a direction, and are the same however short."""
    ends = [at for at in edges if (near := next_to(texts, at, step)) is not None and near not in edges]
    for _ in range(BESIDE):
        ends = [near for at in ends if (near := next_to(texts, at, step)) is not None]
        kinds = {DIGITS.sub("0", texts[at]) for at in ends}
        if len(ends) < SURE or len(kinds) > 1 or any(map(LISTED.match, kinds)):
            return
        yield from ends


def gaps(texts: Sequence[str], edges: set[int]) -> Iterator[int]:
    """Yield the blank lines beside the edges within sentences that go on, or beside all edges if all have some."""
    sheets = [at for at, text in enumerate(texts) if text and at not in edges]
    between = [(a, b) for a, b in pairwise(sheets) if b - a > 1 and not edges.isdisjoint(range(a, b))]
    blanks = [[at for at in range(a + 1, b) if at not in edges] for a, b in between]
    goes_on = [
        texts[a][-1] == "," or (texts[a][-1] not in ".:!?" and bool(GOES_ON.match(texts[b]))) for a, b in between
    ]
    everywhere_blank = len(blanks) >= SURE and any(goes_on) and all(blanks)
    for lines, goes in zip(blanks, goes_on, strict=True):
        yield from lines if goes or everywhere_blank else ()
