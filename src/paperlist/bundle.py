"""A dump that can be shown to others: words and numbers replaced, what listings are made of kept.

    Sleeper Agents: Training Deceptive LLMs      Kubqyer Mopvez: Rudvucaf Jyqegsuxe WVDs
    Authors: Evan Hubinger                       Authors: Ogix Rybujpod
    Submitted 17 January, 2024; v1 submitted     Submitted 17 January, 2024; v1 submitted

A word becomes the same other word wherever it stands, of the same length and with capitals in the same
places, so that the text is read as before. Which word becomes which depends on a secret that is made anew for each
bundle and kept nowhere. Kept are the words that the listing formats look for, and numbers that are days, months or
years; white space and punctuation stay as they are.
"""

import hashlib
import platform
import re
import secrets
from collections.abc import Iterable, Iterator
from functools import cache

from paperlist import __version__

WORD = re.compile(r"[^\W\d_]+|\d+")  # "Sleeper", "2401"
NAMED = re.compile(r"([A-Za-z]{2,})(\??)")  # the words in a pattern: "Authors", "implementations?"
ESCAPED = re.compile(r"\\[A-Za-z]")  # "\s", "\d": no words

ALWAYS_KEPT = frozenset(
    "http https www arxiv org com doi pdf html abs and of the to a in for with de van von v".split()
)
"""Words of addresses, and small words by which a title, a name and a sentence are told apart."""

LOWER, UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = (
    # Which letters, and what each becomes one of.
    (re.compile("[a-z]"), LOWER),
    (re.compile("[A-Z]"), UPPER),
    (re.compile("[\u4e00-\u9fff]"), "".join(map(chr, range(0x4E00, 0x5E00)))),
    (re.compile("[\u3040-\u30ff]"), "".join(map(chr, range(0x30A2, 0x30ED)))),
)
ACCENTED_LOWER, ACCENTED_UPPER = "àáâãäåæçèéêëìíîïñòóôõöøùúûüý", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ"


def make_bundle(text: str, entries: int, not_understood: int) -> str:
    """Give a text with its words replaced, below what a maintainer wants to know of the run."""
    return (
        f"# paperlist {__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"# {entries} entries read, {not_understood} lines not understood\n"
        "# Words and numbers below are replaced; look through it before you send it.\n"
        f"{disguise(text, secrets.token_bytes(16))}"
    )


def disguise(text: str, secret: bytes) -> str:
    """Give `text` with its words and numbers replaced, as `secret` tells."""

    @cache
    def replace(word: str) -> str:
        if word in kept_words() or is_kept_number(word):
            return word
        return "".join(replaced(word, secret))

    return WORD.sub(lambda found: replace(found[0]), text)


def is_kept_number(word: str) -> bool:
    """Whether a number is a day, a month, a year, or the month in an arXiv identifier."""
    if not word.isascii() or not word.isdigit():
        return False
    return len(word) <= 2 or (len(word) == 4 and (word[:2] in ("18", "19", "20") or 1 <= int(word[2:]) <= 12))


def replaced(word: str, secret: bytes) -> Iterator[str]:
    """Give what the letters or digits of a word become."""
    for i, letter in enumerate(word):
        place = hashlib.blake2b(f"{i} {word}".encode(), key=secret, digest_size=4).digest()
        letters = letters_like(letter)
        yield letters[int.from_bytes(place) % len(letters)]


def letters_like(letter: str) -> str:
    """Give the letters that one may become."""
    if letter.isdigit():
        return "123456789"
    for pattern, letters in LETTERS:
        if pattern.match(letter):
            return letters
    return ACCENTED_UPPER if letter.isupper() else ACCENTED_LOWER


@cache
def kept_words() -> frozenset[str]:
    """Give the words that the listing formats look for: those in their patterns, and the months."""
    from paperlist import fields, surface
    from paperlist.listings import load_listings

    words = set(ALWAYS_KEPT)
    modules: list[object] = [fields, surface, *load_listings()]
    for module in modules:
        words.update(words_in(vars(module).values()))
    for month in fields.MONTHS:
        words.update((month, month.capitalize(), month.upper()))
    return frozenset(words)


def words_in(values: Iterable[object]) -> Iterator[str]:
    """Give the words in patterns, wherever they are kept."""
    for value in values:
        if isinstance(value, re.Pattern):
            for word, maybe in NAMED.findall(ESCAPED.sub(" ", str(value.pattern))):
                yield word
                if maybe:
                    yield word[:-1]
        elif isinstance(value, dict):
            yield from words_in((*value.keys(), *value.values()))
        elif isinstance(value, list | tuple | set | frozenset):
            yield from words_in(value)
