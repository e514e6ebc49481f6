"""A dump that can be shown to others: words and numbers replaced, what listings are made of kept.

    Sleeper Agents: Training Deceptive LLMs      Kubqyer Mopvez: Rudvucaf Jyqegsuxe WVDs
    Authors: Evan Hubinger                       Authors: Ogix Rybujpod
    Submitted 17 January, 2024; v1 submitted     Submitted 17 January, 2024; v1 submitted

A word becomes the same other word wherever it stands, of the same length and with capitals in the same
places, so that the text is read as before. Which word becomes which depends on a secret that is made anew for each
bundle and kept nowhere. Kept are the words that the listing formats look for, and numbers that are days, months or
years; white space and punctuation stay as they are. So does what holds a saved page, a `.bib` or our JSON together:

    saved page   tags, names of attributes, classes, entities; other values (addresses, titles) are replaced as text is
    .bib         entry types, names of fields, TeX's macros
    JSON         names of members, escapes, what a member can only be one of

A bundle is the input and nothing else, so that it is read as the input was. It is read to be sure of that.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from paperlist import arxiv, cleanup, fields, listings, pipeline, readers, reading
from paperlist.diagnostics import Code, Diagnostic
from paperlist.exporters._bibtex import ORDER as FIELD_ORDER
from paperlist.paper import Paper, PaperType, Source

WORD = re.compile(r"[^\W\d_]+|\d+")  # "Sleeper", "2401"
PART = re.compile(
    r"arXiv|[A-Z]?(?:(?!arXiv)[a-z])+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+"
)  # "Schaar", "Abstract" of "SchaarAbstract", where a tool took the blanks
NAMED = re.compile(r"([A-Za-z]{2,})(\??)")  # the words in a pattern: "Authors", "implementations?"
ESCAPED = re.compile(r"\\[A-Za-z]")  # "\s", "\d": no words

TEXT, PAGE = "text", "page"


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`."""
    return "|".join(map(re.escape, sorted(words)))


FIELD_NAMES = {
    *map(str.lower, FIELD_ORDER),
    *("journaltitle", "xdata", "crossref", "address", "organization", "location", "langid", "file", "urldate"),
    *("family", "given", "prefix", "suffix"),
}
MEMBERS = {*Paper.model_fields, *Source.model_fields}
ENUMERATED = {*PaperType, *readers.DESCRIPTIONS, *listings.descriptions()}
HELD_TOGETHER = {
    # What is no word to be replaced, by the kind of input.
    TEXT: re.compile(r"(?!)"),
    PAGE: re.compile(
        r"</?[A-Za-z][\w:-]*|<![A-Za-z]+|&\#?\w+;|"  # "<span", "<!DOCTYPE", "&nbsp;"
        r"(?<=\s)(?:class|type|charset|lang|http-equiv)=(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)|"  # "class='title is-5'"
        r"(?<=\s)[A-Za-z][\w:-]*+(?==[\"'\w])"  # "href="
    ),
    "bibtex": re.compile(
        rf"\\[A-Za-z]+|@\s*\w+|\bothers\b|\b(?:{one_of(FIELD_NAMES)})(?=\s?=)",  # "\emph", "@misc", "title ="
        re.IGNORECASE,
    ),
    "paperlist-json": re.compile(
        rf"\\(?:u[0-9A-Fa-f]{{4}}|.)|\"(?:{one_of(MEMBERS)})\"(?=\s?:)|\"(?:{one_of(ENUMERATED)})\""  # "\n", "title":
    ),
}
HELD_TOGETHER["paperlist-jsonl"] = HELD_TOGETHER["paperlist-json"]
HELD_TOGETHER["arxiv-api"] = re.compile(
    rf"{HELD_TOGETHER[PAGE].pattern}|<\?[^<>]*>|(?<=\s)(?:xmlns|term|version)\b[\w:]*=\"[^\"]*\"|oai:arXiv\.org"
    r"|\\(?:u[0-9A-Fa-f]{4}|.)|\"[\w-]+\"(?=\s*:)|(?<=\"id\":\")[^\"]*"
)

HELD_TOGETHER["papers-with-code"] = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)|\"[\w-]+\"(?=\s*:)|https?://[^\s/\"]+")

ALWAYS_KEPT = frozenset(
    "http https www arxiv org com doi pdf html abs author paper and of the to a in for with de van von s v".split()
)
"""Words of addresses, and small words by which a title, a name and a sentence are told apart."""

LONG = 4
"""A kept word of so many letters is looked for in what may be words without blanks between them."""

TRIES = 5
"""A word may by chance become one that means something; so many secrets are tried."""

LOWER, UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = (
    # Which letters, and what each becomes one of.
    (re.compile("[a-z]"), LOWER),
    (re.compile("[A-Z]"), UPPER),
    (re.compile("[\u4e00-\u9fff]"), "".join(map(chr, range(0x4E00, 0x5E00)))),
    (re.compile("[\u3040-\u30ff]"), "".join(map(chr, range(0x30A2, 0x30ED)))),
)
ACCENTED_LOWER, ACCENTED_UPPER = "àáâãäåæçèéêëìíîïñòóôõöøùúûüý", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ"


def make_bundle(text: str, file: str, only: str | None = None) -> tuple[str, bool]:
    """Return a text with its words replaced, and whether that is read as the text is, entry for entry.

    Args:
        text: what was read.
        file: where from; its name may tell the format.
        only: the one format that was looked for, if not any.
    """
    kind = kind_of(text, file, only)
    shape = shape_of(text, file, only)
    for _ in range(TRIES):
        bundle = disguise(text, secrets.token_bytes(16), kind)
        if shape_of(bundle, "-", only) == shape:
            return bundle, True
    return bundle, False


def kind_of(text: str, file: str, only: str | None) -> str:
    """Return what a text is: a saved page, one of the libraries' formats, or text."""
    return pipeline.library_of(text, file, only) or (PAGE if reading.is_page(text) else TEXT)


def shape_of(text: str, file: str, only: str | None) -> tuple[int, list[tuple[int, int]]]:
    """Return how many entries are read of a text, and which lines are not understood."""
    entries, unclaimed = 0, []
    for event in pipeline.read_text([text], file, only=only):
        if not isinstance(event, Diagnostic):
            entries += 1
        elif event.code is Code.UNCLAIMED:
            unclaimed.append((event.place.first_line, event.place.last_line))
    return entries, unclaimed


def disguise(text: str, secret: bytes, kind: str = TEXT) -> str:
    """Return `text` with its words and numbers replaced, as `secret` tells; `kind` is as `kind_of` names it."""

    @cache
    def replace(word: str) -> str:
        if is_kept_number(word) or word in kept_words():
            return word
        parts = PART.findall(word)
        if any(len(part) >= LONG and part in kept_words() for part in parts):
            return "".join(map(replace, parts))
        return "".join(replaced(word, secret))

    either = re.compile(f"({HELD_TOGETHER[kind].pattern})|{WORD.pattern}", HELD_TOGETHER[kind].flags)
    return either.sub(lambda found: found[0] if found[1] else replace(found[0]), text)


def is_kept_number(word: str) -> bool:
    """Whether a number is a day, a month, a year, or the month in an arXiv identifier."""
    if not word.isascii() or not word.isdigit():
        return False
    return len(word) <= 2 or (len(word) == 4 and (word[:2] in ("18", "19", "20") or 1 <= int(word[2:]) <= 12))


def replaced(word: str, secret: bytes) -> Iterator[str]:
    """Yield what the letters or digits of a word become."""
    for i, letter in enumerate(word):
        place = hashlib.blake2b(f"{i} {word}".encode(), key=secret, digest_size=4).digest()
        letters = letters_like(letter)
        yield letters[int.from_bytes(place) % len(letters)]


def letters_like(letter: str) -> str:
    """Return the letters that one may become."""
    if letter.isdigit():
        return "123456789"
    for pattern, letters in LETTERS:
        if pattern.match(letter):
            return letters
    return ACCENTED_UPPER if letter.isupper() else ACCENTED_LOWER


@cache
def kept_words() -> frozenset[str]:
    """Return the words that the listing formats look for: those in their patterns, and the months."""
    words = set(ALWAYS_KEPT) | {"true", "false", "null"}
    packages = (cleanup, listings)
    found = [module for package in packages for module in walk_packages(package.__path__, f"{package.__name__}.")]
    modules = [arxiv, fields, readers, *(import_module(module.name) for module in found)]
    for module in modules:
        words.update(words_in(value for name, value in vars(module).items() if not name.startswith("__")))
    for month in fields.MONTHS:
        words.update((month, month.capitalize()))
    return frozenset(words | {word.upper() for word in words})  # as some browsers copy labels


def words_in(values: Iterable[object]) -> Iterator[str]:
    """Yield the words in patterns, wherever they are kept, and those in tables."""
    for value in values:
        if isinstance(value, re.Pattern | str):
            pattern = value if isinstance(value, str) else str(value.pattern)
            for word, maybe in NAMED.findall(ESCAPED.sub(" ", pattern)):
                yield word
                if maybe:
                    yield word[:-1]
        elif isinstance(value, dict):
            yield from words_in([[*value.keys(), *value.values()]])
        elif isinstance(value, list | tuple | set | frozenset):
            yield from (word for text in value if isinstance(text, str) for word in WORD.findall(text))
            yield from words_in(value)
