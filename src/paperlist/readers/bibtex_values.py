r"""The values of a `.bib` file, put together from their pieces.

value   = piece *( "#" piece )                  "Proc. of " # icml
piece   = "{" … "}" / '"' … '"' / digits / name of a @string or month
"""

import re
from collections.abc import Callable, Iterable

from paperlist.readers.blocks import Block, Kind

BRACE = re.compile(r"(?<!\\)[{}]")  # as bibtexparser counts
QUOTE_OR_BRACE = re.compile(r'(?<!\\)[{}"]')
ANY_BRACE = re.compile(r"[{}]")  # as BibTeX counts
QUOTE_OR_ANY_BRACE = re.compile(r'[{}"]')
PLAIN_PIECE = re.compile(r'[^\s#{}"=,]+')  # 2024, jan, icml
HASH = re.compile(r"\s*#\s*")
LOST_COMMA = re.compile(r"\s*(?P<name>[A-Za-z][\w:.-]*)\s*=\s*(?=[{\"\w])")  # {A Title}\n  year = {2020}

# An abbreviation is short. Without limits, forty that each say the one before twice would fill any memory.
LONGEST_ABBREVIATION = 2000
LONGEST_EXPANSION = 20_000

Fields = dict[str, str]
Strings = Callable[[str], str | None]
"""Returns what a name in small letters stands for; None where nobody defined it."""


def evaluate(value: str, strings: Strings) -> tuple[str, str, list[str]]:
    """Return the text of a value, what is left over after it, and the names in it that nobody defined.

    Such a name stays in the value, as biber leaves it there.
    """
    pieces: list[str] = []
    unknown: list[str] = []
    position = expanded = 0
    while position < len(value):
        if value[position] in '{"':
            end = enclosed_end(value, position)
            pieces.append(value[position + 1 : end])
            position = end + 1
        elif plain := PLAIN_PIECE.match(value, position):
            name, position = plain[0], plain.end()
            piece = name if name.isdigit() else strings(name.lower())
            if piece is None or expanded > LONGEST_EXPANSION:
                unknown.append(name)
                if piece is None:
                    pieces.append(name)
            else:
                pieces.append(piece)
                expanded += len(piece)
        else:
            break
        if not (hash_sign := HASH.match(value, position)):
            break
        position = hash_sign.end()
    return "".join(pieces), value[position:], unknown


def enclosed_end(value: str, start: int) -> int:
    r"""Return where the brace or quotation mark is that closes the one at `start`; the value's end if there is none.

    A brace after a backslash counts only where none else closes: `{C:\papers\}`.
    """
    end = counted_end(value, start, BRACE, QUOTE_OR_BRACE)
    return counted_end(value, start, ANY_BRACE, QUOTE_OR_ANY_BRACE) if end == len(value) else end


def counted_end(value: str, start: int, brace: re.Pattern[str], quote_or_brace: re.Pattern[str]) -> int:
    """Return the same with these patterns of what counts."""
    depth = 0
    if value[start] == "{":
        for sign in brace.finditer(value, start):
            depth += 1 if sign[0] == "{" else -1
            if depth == 0:
                return sign.start()
        return len(value)
    for sign in quote_or_brace.finditer(value, start + 1):
        if sign[0] == '"' and depth == 0:
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    return len(value)


def strings_of(blocks: Iterable[Block], known: Strings) -> dict[str, str]:
    """Return what the names in values stand for by the @strings of a file, which may use those that are `known`."""
    strings: dict[str, str] = {}
    for block in blocks:
        if block.kind is Kind.STRING:
            value, _, unknown = evaluate(block.fields[0].value, lambda name: strings.get(name) or known(name))
            if len(value) <= LONGEST_ABBREVIATION and not unknown:
                strings[block.fields[0].name] = value
    return strings


def fields_of(block: Block, strings: Strings, faults: list[str]) -> Fields:
    """Return an entry's fields with their text, none for other blocks; of two with one name the first, as BibTeX does.

    What is wrong with them is added to `faults`.
    """
    fields: Fields = {}
    for field in block.fields if block.kind is Kind.ENTRY else ():
        name, rest = field.name, field.value
        while True:
            value, rest, unknown = evaluate(rest, strings)
            faults += [f'"{name}" has the name {each}, which no @string defines' for each in unknown]
            if name in fields:
                faults.append(f'"{name}" is there twice; the first is taken')
            else:
                fields[name] = value
            # {A Title}\n  year = {2020}: without a comma between them one field swallows the next.
            lost = LOST_COMMA.match(rest)
            if not lost:
                break
            faults.append(f'the comma after "{name}" is missing')
            name, rest = lost["name"].lower(), rest[lost.end() :]
        if rest.strip():
            faults.append(f'"{name}" has something behind its value: {rest.strip()[:40]}')
    return fields
