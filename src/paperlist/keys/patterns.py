"""Patterns of citation keys: ours, and those of JabRef and Better BibTeX that people have in their settings.

    pattern = (part | character)+              at least one part
    part    = "{family}"   family name of the first author, or the first word of a group's name; `anon` without authors
            | "{year}"     year of the paper's `date`; `nd` without one
            | "{month}"    its month in two digits; nothing without one
            | "{word}"     first significant word of the title, the excerpt or the abstract; `untitled` without them
            | "{words}"    the first three of them, joined
            | "{id}"       the arXiv id; `noid` without one
    character = a letter of ASCII | a digit | "-" | "_" | ":" | "." | "+"

    jabref  = ("[" value (":" filter)* "]" | character)+        [auth:lower]_[year]   [shorttitle3_3]
    better  = term (" + " term)*                                auth.lower + year + title.select(1, 1)
    term    = value ("." filter)* | "'" character* "'"
    value, filter = a name of `VALUES` or `FILTERS`, perhaps with numbers: shorttitle(3, 3)   select,1,1   auth3

Every part is transliterated to ASCII (`Lukošiūtė` is `lukosiute`, `李` is `li`, German umlauts as other accents are:
`muller`), letters and digits only. Ours is in small letters; the others keep capitals as their programs do.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from paperlist import names
from paperlist.errors import BadKeyPattern

if TYPE_CHECKING:
    from paperlist.paper import Paper

# Words that carry no meaning at a title's head.
STOP_WORDS: Final = frozenset(
    [
        *("a", "an", "the", "on", "of", "in", "for", "to", "and", "or", "with", "from", "by", "at", "as", "is", "are"),
        *("be", "do", "does", "did", "can", "could", "we", "our", "its", "it", "this", "that", "these", "those"),
        *("into", "via", "using", "towards", "toward", "how", "what", "when", "where", "why", "which", "who"),
        *("not", "no", "but", "if", "than", "their", "there", "through", "over", "under", "between"),
    ]
)
TITLE_WORDS: Final = 3
"""How many words `{words}` takes."""
ALL_WORDS: Final = 100
LONGEST_PART: Final = 30
LONGEST_TEXT: Final = 300

PART = re.compile(r"\{(?P<name>[^{}]*)\}")  # "{family}"
LITERAL = re.compile(r"[A-Za-z0-9\-_:.+]*")  # "arxiv:"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "Don't"
MARKUP = re.compile(r"\\[A-Za-z]+")  # "\it"
UNFIT_FOR_ID = re.compile(r"[^A-Za-z0-9.]+")  # "/"
NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")  # "'", "-"

MARKER = re.compile(r"\[(?P<inside>[^\[\]]*)\]")  # "[auth:lower]"
CALL = re.compile(r"(?P<name>[A-Za-z]+)(?P<numbers>\d+(?:_\d+)?|[(,][\d,\s]*\)?)?")  # "shorttitle(3, 3)", "select,1,1"
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")  # "'_'"
NUMBER = re.compile(r"\d+")

Part = Callable[["Paper"], str]
"""Makes a part of a paper's key."""


class Pattern(NamedTuple):
    """A pattern that was read."""

    parts: tuple[Part, ...]
    """In the order of the key."""
    words_used: int
    """How many title words are in the key already."""


def read_pattern(pattern: str) -> Pattern:
    """Read a pattern of any of the three kinds; BadKeyPattern says in a sentence what is wrong with it."""
    if "{" not in pattern and "[" in pattern:
        return read_markers(pattern)
    if "{" not in pattern and (found := CALL.match(pattern)) and found["name"] in VALUES:
        return read_formula(pattern)
    return read_own(pattern)


# ---- Ours ------------------------------------------------------------------------------------------------------------


def read_own(pattern: str) -> Pattern:
    """Read a pattern of parts in braces."""
    parts: list[Part] = []
    words_used = done = 0
    for part in PART.finditer(pattern):
        if part["name"] not in PARTS:
            known = ", ".join(f"{{{name}}}" for name in PARTS)
            raise BadKeyPattern(f"the key pattern {pattern!r} has an unknown part {part[0]}; the parts are {known}")
        parts += [*_literal(pattern, pattern[done : part.start()]), PARTS[part["name"]]]
        words_used = max(words_used, {"word": 1, "words": TITLE_WORDS}.get(part["name"], 0))
        done = part.end()
    parts += _literal(pattern, pattern[done:])
    if not done:
        raise BadKeyPattern(
            f"the key pattern {pattern!r} has no part such as {{family}}, so all keys would be the same; {EXAMPLE}"
        )
    return Pattern(tuple(parts), words_used)


def _literal(pattern: str, text: str) -> list[Part]:
    """Check the text between two parts; return it as a part, if it is any."""
    if not LITERAL.fullmatch(text):
        unfit = LITERAL.sub("", text)[:1]
        raise BadKeyPattern(f"{unfit!r} is not allowed in {pattern!r}, only {ALLOWED} between the parts; {EXAMPLE}")
    return [lambda _: text] if text else []


ALLOWED: Final = "letters and digits of ASCII and - _ : . +"


def _family(paper: "Paper") -> str:
    """Return the family name of the first author, of a group the first significant word."""
    return _plain_family(paper).lower()


def _year(paper: "Paper") -> str:
    return (paper.date or "")[:4] or "nd"


def _month(paper: "Paper") -> str:
    return (paper.date or "")[5:7]


def _word(paper: "Paper") -> str:
    words = significant_words(headline(paper), 1)
    return words[0] if words else "untitled"


def _words(paper: "Paper") -> str:
    return "".join(significant_words(headline(paper), TITLE_WORDS)) or "untitled"


def _id(paper: "Paper") -> str:
    return UNFIT_FOR_ID.sub("-", paper.arxiv_id or "") or "noid"


# One line a part of the pattern.
PARTS: Final[Mapping[str, Part]] = {
    "family": _family,
    "year": _year,
    "month": _month,
    "word": _word,
    "words": _words,
    "id": _id,
}
EXAMPLE: Final = f"write {{family}}{{year}}, of the parts {' '.join(f'{{{name}}}' for name in PARTS)}"


# ---- JabRef's and Better BibTeX's ------------------------------------------------------------------------------------


def read_markers(pattern: str) -> Pattern:
    """Read a pattern of JabRef's, or of Better BibTeX's older kind: `[auth:lower]_[year]`."""
    parts: list[Part] = []
    words_used = done = 0
    for marker in MARKER.finditer(pattern):
        part, used = read_term(pattern, marker["inside"].split(":"))
        parts += [*_literal(pattern, pattern[done : marker.start()]), part]
        words_used = max(words_used, used)
        done = marker.end()
    parts += _literal(pattern, pattern[done:])
    return Pattern(tuple(parts), words_used)


def read_formula(pattern: str) -> Pattern:
    """Read a formula of Better BibTeX's: `auth.lower + shorttitle(3, 3) + year`."""
    parts: list[Part] = []
    words_used = 0
    for term in pattern.split("+"):
        if quoted := QUOTED.fullmatch(term.strip()):
            parts += _literal(pattern, quoted[1] or quoted[2] or "")
            continue
        part, used = read_term(pattern, term.strip().split("."))
        parts.append(part)
        words_used = max(words_used, used)
    return Pattern(tuple(parts), words_used)


def read_term(pattern: str, steps: Sequence[str]) -> tuple[Part, int]:
    """Return what makes a part of a value's name and its filters, and how many title words are in it."""
    value, numbers = read_call(pattern, steps[0], VALUES)
    filters = [read_call(pattern, step, FILTERS) for step in steps[1:]]

    def make(paper: "Paper") -> str:
        words = VALUES[value](paper, *numbers)
        for name, arguments in filters:
            words = FILTERS[name](words, *arguments)
        return "".join(words)

    taken = [arguments[-1] for name, arguments in filters if name == "select" and len(arguments) > 1]
    used = WORDS_USED.get(value, 0)
    return make, min([numbers[0] if numbers and value == "shorttitle" else used, *taken]) if used else 0


def read_call(pattern: str, step: str, known: Mapping[str, Callable[..., list[str]]]) -> tuple[str, list[int]]:
    """Return a name and the numbers that are given to it."""
    call = CALL.fullmatch(step.strip())
    name = call["name"] if call else ""
    numbers = [int(number) for number in NUMBER.findall(call["numbers"] or "")] if call else []
    if name not in known or len(numbers) > NUMBERS.get(name, 0):
        raise BadKeyPattern(f"{step.strip()!r} in {pattern!r} is not understood; {EXAMPLE}")
    return name, numbers


def _plain_family(paper: "Paper", number: int = 0) -> str:
    """Return the family name of an author in ASCII, with its capitals."""
    if not paper.authors:
        return "anon"
    name = names.split(paper.authors[number], names.cut_by_entries(paper))
    return plain(name.family) or "".join(significant_words(name.literal, 1)) or "anon"


def _auth(paper: "Paper", letters: int = LONGEST_PART) -> list[str]:
    return [_plain_family(paper)[:letters]]


def _authors(paper: "Paper", most: int = 3) -> list[str]:
    return [_plain_family(paper, number) for number in range(max(1, min(most, len(paper.authors))))]


def _auth_et_al(paper: "Paper") -> list[str]:
    few = len(paper.authors) + paper.authors_omitted < 3
    return _authors(paper, 2) if few else [_plain_family(paper), "EtAl"]


def _title(paper: "Paper") -> list[str]:
    return _capitalize(significant_words(headline(paper), ALL_WORDS, plain)) or ["untitled"]


def _whole_title(paper: "Paper") -> list[str]:
    return list(filter(None, map(plain, WORD.findall(MARKUP.sub(" ", headline(paper)[:LONGEST_TEXT]))))) or ["untitled"]


def _short_title(paper: "Paper", most: int = 3, capitals: int = 0) -> list[str]:
    words = significant_words(headline(paper), most, plain) or ["untitled"]
    return [*_capitalize(words[:capitals]), *words[capitals:]]


def _capitalize(words: list[str]) -> list[str]:
    return [word[:1].upper() + word[1:] for word in words]


def _select(words: list[str], first: int = 1, most: int = ALL_WORDS) -> list[str]:
    return words[max(0, first - 1) :][:most]


def _skip_words(words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in STOP_WORDS] or words


def _substring(words: list[str], first: int = 1, most: int = LONGEST_PART) -> list[str]:
    return ["".join(words)[max(0, first - 1) :][:most]]


# What the programs call the values and what can be done with them, one line each; docs/keys.md has the same table.
VALUES: Final[Mapping[str, Callable[..., list[str]]]] = {
    "auth": _auth,
    "authors": _authors,
    "authEtAl": _auth_et_al,
    "year": lambda paper: [_year(paper)],
    "shortyear": lambda paper: [_year(paper)[-2:]],
    "month": lambda paper: [_month(paper)],
    "title": _title,
    "Title": _whole_title,
    "camel": _title,
    "fulltitle": _whole_title,
    "shorttitle": _short_title,
    "veryshorttitle": lambda paper: _short_title(paper, 1),
    "EPRINT": lambda paper: [_id(paper)],
    "eprint": lambda paper: [_id(paper)],
}
FILTERS: Final[Mapping[str, Callable[..., list[str]]]] = {
    "lower": lambda words: [word.lower() for word in words],
    "upper": lambda words: [word.upper() for word in words],
    "capitalize": _capitalize,
    "abbr": lambda words: [word[:1] for word in words],
    "skipwords": _skip_words,
    "select": _select,
    "substring": _substring,
    **dict.fromkeys(("ascii", "clean", "condense", "fold", "nopunct", "nopunctordash", "transliterate"), list),
}
NUMBERS: Final = {"auth": 1, "authors": 1, "shorttitle": 2, "select": 2, "substring": 2}
"""How many numbers a name takes."""
WORDS_USED: Final = {"title": ALL_WORDS, "Title": ALL_WORDS, "camel": ALL_WORDS, "fulltitle": ALL_WORDS} | {
    "shorttitle": TITLE_WORDS,
    "veryshorttitle": 1,
}


# ---- Words -----------------------------------------------------------------------------------------------------------


def headline(paper: "Paper") -> str:
    """Return what a paper is known by: its title, else what is shown of its abstract."""
    return paper.title or paper.excerpt or paper.abstract or ""


def significant_words(text: str, most: int, in_ascii: Callable[[str], str] | None = None) -> list[str]:
    """Return the first significant words of a text, in ASCII: not `the`, no bare numbers, no lone letters.

    If there is none of these, any words will do. They are in small letters, unless `in_ascii` makes them otherwise.
    """
    others: list[str] = []
    words: list[str] = []
    for found in WORD.finditer(MARKUP.sub(" ", text[:LONGEST_TEXT])):
        word = (in_ascii or plain_ascii)(found[0])
        if len(word) > 1 and word.lower() not in STOP_WORDS and not word.isdigit():
            words.append(word)
            if len(words) == most:
                return words
        elif word:
            others.append(word)
    return words or others[:most]


def plain_ascii(text: str) -> str:
    """Return the letters and digits of `text`, transliterated, in small letters, 30 at most."""
    return plain(text).lower()


def plain(text: str) -> str:
    """Return the letters and digits of `text`, transliterated, 30 at most."""
    text = text if text.isascii() else transliterator()(text)
    return (text if text.isalnum() else NOT_PLAIN.sub("", text))[:LONGEST_PART]


@cache
def transliterator() -> Callable[[str], str]:
    """Return the function that gives any text in ASCII; most papers do not need it."""
    from anyascii import anyascii

    return anyascii
