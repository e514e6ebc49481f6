r"""Texts in the string literals of programs and of data: Python, C, JavaScript, SQL, TOML, a shell, and others.

    text = '''arXiv:…        const text = `arXiv:…        cat <<'EOF'        INSERT INTO papers VALUES (0, 'It''s …')
    "arXiv:…\n" + "What matters …\n"        ["arXiv:…", "What matters …"]

Literals that are joined, or are a list of lines, are one text. What is around them is code, line by line; a name of a
member and a short value are no text.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from paperlist.source.document import HEAD, Complain, Piece, from_line, is_prose, laid, lines_of, whole
from paperlist.source.escapes import decode_escapes

KINDS = {
    "comment": (r"//|#(?!#{0,2}\")|--|;;|/(?=\*)", r"(?:[^*]++|\*(?!/))*", r"\*/"),
    "here": (
        r"<<[-~<]?[ \t]*[\"']?(?P<here_>[A-Za-z_]\w{0,40})[\"']?[^\n]{0,200}\n",
        r"(?:(?![ \t]*+@@\b)[^\n]*+\n)*",
        r"[ \t]*+@@\b",
    ),
    "page": (r"@(?P<page_>[\"'])[ \t]{0,9}\n", r"(?:(?!@@@)[^\n]*+\n)*", "@@@"),
    "hashed": (r"(?P<hashed_>#{1,3})\"", r"(?:[^\"]++|\"(?!@@))*", r"\"@@"),
    "enclosed": (r"(?<=[rR])\"(?P<enclosed_>-{1,3}|\w{0,16})\(", r"(?:[^)]++|\)(?!@@\"))*", r"\)@@\""),
    "verbatim": (r"@\"", r"(?:[^\"]++|\"\")*", r"\""),
    "bracket": (r"(?<=[=(,][ ])\[\[\n?", r"(?:[^\]]++|\](?!\]))*", r"\]\]"),
    "dollar": (r"(?<=[\s(,=])\$(?P<dollar_>[a-z]{0,20})\$", r"(?:[^$]++|\$(?!@@\$))*", r"\$@@\$"),
    "indented": (r"(?<==[ ])''\n", r"(?:[^']++|'(?!')|'''|''[$\\])*", "''"),
    "triple": (r"(?P<triple_>\"{3}|'{3})", r"(?:[^\\\"']++|\\[\s\S]|(?!@@)[\"'])*", "@@"),
    "double": (r"\"", r"(?:[^\"\\]++|\\[\s\S]|\"\")*", r"\""),
    "single": (r"\$?'", r"(?:[^'\\]++|\\[\s\S]|''|'\\''|(?<=\w)'(?=\w))*", "'"),
    "back": (r"(?<!`)`(?!`)", r"(?:[^`\\]++|\\[\s\S])*", "`"),
}
"""Each kind of literal: what it begins with, what is in it, what it ends with; `@@` is what the beginning has named."""
MARK = re.compile(r"[\"'`$@\[/<#;-]")
OPENER = re.compile("|".join(f"(?P<{kind}>{opener})" for kind, (opener, _, _) in KINDS.items()))
PREFIX = re.compile(r"(?:\A|\W)([rRbBuUfFLeE]{1,2})\Z")
"""What may be before a quote in Python, C and SQL: `rb"…"`."""
RAW = frozenset({"enclosed", "hashed", "verbatim", "bracket", "dollar", "page"})
DOUBLED = {"double": '"', "verbatim": '"', "single": "'"}

SQL = re.compile(
    r"(?:\s|--[^\n]{0,400}\n|/\*[^\n]{0,400}\n|(?:SET|CREATE|DROP|USE|BEGIN|PRAGMA|LOCK)\b[^;]{0,2000};){0,80}"
    r"(?:(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO|UPDATE)\s+\S",
    re.IGNORECASE,
)
PROSE = re.compile(r"(?:[^\W\d_][\w'’-]{0,40},?[ ]){6}|[^\x00-\x7f]")
"""What no line of code has: seven words that follow each other, a letter beyond ASCII."""
LOADING = re.compile(r"\s*(?:import|from|use|using|INSERT|CREATE|UPDATE|SET)\b", re.IGNORECASE)
LINE = re.compile(
    r"\s*(?:[\w.$\[\] *&:<>-]{1,60}=>?[^\n]{0,80}|[\w.-]{1,40}(?:\s?\[\d{1,6}\])?\s?:[^\n]{0,80}"
    r"|[^\n]{0,100}[{}()\[\]<>=;:,\\]"
    r"|(?:import|from|package|use|using|set|return|print|echo|end|begin|>>>|msgid|msgstr)\b[^\n]{0,100}|---|<\?\w*)?\s*"
)
"""A line of a program, or of settings."""
OPENING = re.compile(
    r"(?:[^\n]{0,120}[=(\[{,:>.+-]|[^\n]{0,80}\b(?:return|echo|print|puts|msgid|cat|default|throw|raise|text|0x[\da-f]+)"
    r"|[^\n]{0,80}\s--?d[a-z-]{0,12}|\[\d{1,6}\])?\s{0,40}"
)
"""What is before a literal in its line."""
KEY = re.compile(r"\s{0,40}(?::(?!:)|=>)")
LINK = re.compile(
    r"\s*(?:(?P<listed>[,;]\s*(?:\.\.\.)?)"
    r"|(?P<broken>[&+.]\s*(?:vb\w{2,7}|PHP_EOL|Environment\.NewLine|'\\n')\s*[&+.]\s*_?|\[\d{1,6}\]"
    r"|\)?;?[ \t]*\n\s*(?:echo|printf?|puts|say|Write-(?:Host|Output)|[\w.]{1,20}\.(?:log|[Pp]rintln))\b\s*\(?)"
    r"|\+|\.{1,2}|\\|<>|\|\||&)?\s*"
)
"""What is between the literals of one text."""
QUOTED = re.compile(r"\\([\\\"'`$])")


class Literal(NamedTuple):
    """A string literal, or a comment, of a program."""

    kind: str
    start: int
    end: int
    first: int
    """Where in the program the text begins that is in it."""
    raw: str
    closed: bool


def begins(head: str, _: str) -> bool:
    """Whether a text begins as a program does, or as data, that has a text in a literal."""
    if SQL.match(head):
        return True
    if head.lstrip().startswith("<") and not head.startswith("<?php"):
        return False
    position, seen = 0, False
    for group in groups(head):
        code = head[position : group[0].start]
        if not (seen or all(map(LINE.fullmatch, code.split("\n")[:-1]))) or has_prose(code):
            return False
        position = group[-1].end
        if not seen and group[0].kind != "comment" and is_text(group):
            before = code.rpartition("\n")[2]
            is_code = group[0].kind == "here" or OPENING.fullmatch(before)
            if not is_code or not (group[-1].closed or before.strip() or len(head) >= HEAD):
                return False
            seen = True
    return seen and not has_prose(head[position:])


def is_text(group: list[Literal]) -> bool:
    """Whether literals that follow each other are a text."""
    return len(group) > 2 or any(is_prose(each.raw) for each in group)


def has_prose(code: str) -> bool:
    """Whether what is around literals is no code."""
    return any(not LOADING.match(line) and PROSE.search(line) for line in code.split("\n"))


def literals(text: str) -> Iterator[Literal]:
    """Yield the literals and the comments of a program; one that is not closed reaches to the end."""
    at = 0
    while mark := MARK.search(text, at):
        start, at = mark.start(), mark.end()
        found = OPENER.match(text, start)
        if not found:
            continue
        kind, before = str(found.lastgroup), text[max(0, start - 40) : start]
        prefix = PREFIX.search(before[-3:])
        if not is_opener(kind, found[0], before) and not (prefix and kind in ("hashed", "single")):
            continue
        first = at = found.end()
        if kind == "comment" and found[0] != "/":
            at = text.find("\n", first) + 1 or len(text)
            yield Literal(kind, start, at, first, "", closed=True)
            continue
        inside = body(kind, found.groupdict().get(f"{kind}_") or "").match(text, first)
        at = inside.end() if inside else len(text)
        is_raw = kind in RAW or bool(prefix and "r" in prefix[1].lower())
        raw = inside[1] if inside else text[first:]
        if doubled := DOUBLED.get(kind):
            is_raw = is_raw or (kind == "double" and doubled * 2 in raw)
            raw = raw.replace("'\\''", "'").replace(doubled * 2, doubled)
        yield Literal("raw" if is_raw else kind, start - len(prefix[1] if prefix else ""), at, first, raw, bool(inside))


def is_opener(kind: str, mark: str, before: str) -> bool:
    """Whether a literal or a comment begins after what is before it in its line: `//` in no address, `'` in no word."""
    if kind == "comment" and mark[0] != "/":
        return not before.rpartition("\n")[2].strip(" \t")
    if kind in ("comment", "single"):
        return not before[-1:].isalnum() and before[-1:] not in tuple("&_<" if kind == "single" else ":_")
    return kind != "hashed"


@lru_cache(64)
def body(kind: str, name: str) -> re.Pattern[str]:
    """Return the pattern of what is in a literal, and of its end."""
    _, inside, end = KINDS[kind]
    return re.compile(f"({inside}){end}".replace("@@", re.escape(name)), re.MULTILINE)


def groups(text: str) -> Iterator[list[Literal]]:
    """Yield the literals that are one text, or one list, together; names of members are none."""
    held: list[Literal] = []
    for each in literals(text):
        is_key = each.kind in ("single", "double") and bool(KEY.match(text, each.end)) and "\n" not in each.raw
        if held and (is_key or each.kind == "comment" or not LINK.fullmatch(text, held[-1].end, each.start)):
            yield held
            held = []
        if not is_key and each.kind == "comment":
            yield [each]
        elif not is_key:
            held.append(each)
    if held:
        yield held


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield each text in literals, and prose that is between them."""
    text = whole(chunks, complain) or ""
    is_empty = True
    for pieces in texts_of(text, 1):
        is_empty = False
        yield pieces
    if is_empty and text:
        complain(1, "begins as a program or as data, and no string in it is a text; nothing of it is read")


def is_whole(text: str) -> bool:
    """Whether all literals of a text are closed, and brackets too, with nothing but code around them."""
    code, position = [], 0
    for each in literals(text):
        if not each.closed:
            return False
        code.append(text[position : each.start])
        position = each.end
    code.append(text[position:])
    around = "".join(code)
    return (
        position > 0
        and not has_prose(around)
        and all(around.count(a) == around.count(b) for a, b in ("[]", "{}", "()"))
    )


def texts_of(text: str, line: int) -> Iterator[list[Piece]]:
    """Yield the texts of a program that begins at a line; what is said twice is yielded once."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    position, told, is_sql = 0, set[str](), bool(SQL.match(text))
    for group in groups(text):
        code = text[position : group[0].start]
        if not is_sql and has_prose(code):
            yield list(from_line(line + bisect_right(breaks, position - 1), code))
        position = group[-1].end
        for fragments in () if group[0].kind == "comment" else values_of(group, text):
            pieces = list(laid((line + bisect_right(breaks, at - 1), part) for at, part in fragments))
            bare = "".join("".join(piece.text for piece in pieces).split())
            if is_prose("".join(piece.text for piece in pieces)) and bare not in told:
                told.add(bare)
                yield pieces
    if not is_sql and has_prose(text[position:]):
        yield list(from_line(line + bisect_right(breaks, position - 1), text[position:]))


Fragments = list[tuple[int, str]]
"""Parts of a text that follow each other, and where in the program they are."""


def values_of(group: list[Literal], text: str) -> Iterator[Fragments]:
    """Yield the text that literals are together, or the text of each."""
    links = [link for a, b in pairwise(group) if (link := LINK.fullmatch(text, a.end, b.start))]
    is_shell = text[: group[0].start].rpartition("\n")[2].strip() in ("echo", "printf")
    is_broken = is_shell or any(link["broken"] for link in links)
    is_basic = any(link["broken"] and "vb" in link["broken"] for link in links)
    group = [each._replace(kind="raw") if is_basic or (is_shell and each.kind == "single") else each for each in group]
    values = [list(value_of(each)) for each in group]
    strings = ["".join(part for _, part in value) for value in values]
    is_list = any(link["listed"] for link in links)
    if len(group) == 1 or (is_list and (len(group) < 3 or any("\n" in each.strip() for each in strings))):
        yield from values
        return
    ends = ("\n",) if is_list else ("\n", " ")
    glue = "\n" if is_broken or 2 * sum(each.endswith(ends) for each in strings) < len(strings) - 1 else ""
    yield [part for each, value in zip(group, values, strict=True) for part in (*value, (each.end, glue))]


def value_of(literal: Literal) -> Iterator[tuple[int, str]]:
    """Yield what a literal stands for, a line of the program at a time."""
    lines, at = lines_of(literal.raw), literal.first
    decode = decoding(literal, lines)
    for line in lines:
        yield at, decode(line)
        at += len(line)


def decoding(literal: Literal, lines: list[str]) -> Callable[[str], str]:
    r"""Return how the lines of a literal are decoded.

    Escapes are looked for where a literal needs them: it is in one line, or each of its lines goes on with `\`. In
    others a backslash is LaTeX's, unless each is doubled or before a quote.
    """
    raw = literal.raw
    if literal.kind == "raw" or is_json(raw):
        return str
    if all(line.endswith("\\\n") for line in lines[:-1]):
        return lambda line: decode_escapes(line.removesuffix("\\\n"))
    if "\\" in QUOTED.sub("", raw).replace("\\\n", ""):
        return lambda line: "" if line == "\\\n" else line
    return lambda line: QUOTED.sub(r"\1", line[:-2] if line.endswith("\\\n") else line)


def is_json(text: str) -> bool:
    """Whether a literal holds JSON as it stands, which has escapes of its own."""
    if not text.startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
