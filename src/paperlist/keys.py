"""Citation keys: made of what a paper says of itself, unique without regard to case, and ASCII.

    pattern = (part | character)+              at least one part
    part    = "{family}"   family name of the first author, or the first word of a group's name; `anon` without authors
            | "{year}"     year of the paper's `date`; `nd` without one
            | "{month}"    its month in two digits; nothing without one
            | "{word}"     first significant word of the title, the excerpt or the abstract; `untitled` without them
            | "{words}"    the first three of them, joined
            | "{id}"       the arXiv id; `noid` without one
    character = a letter of ASCII | a digit | "-" | "_" | ":" | "." | "+"

Every part is transliterated to ASCII (`Lukošiūtė` is `lukosiute`, `李` is `li`, German umlauts as other accents are:
`muller`), in small letters, letters and digits only. A clash of keys is settled from each paper's own data: up to three
more title words, then a digest of what the paper says, and only for papers that say exactly the same, a number.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from paperlist import names

if TYPE_CHECKING:
    from paperlist.paper import Paper

DEFAULT: Final = "{family}{year}{word}"

# Words that carry no meaning at a title's head.
STOP_WORDS: Final = frozenset(
    [
        *("a", "an", "the", "on", "of", "in", "for", "to", "and", "or", "with", "from", "by", "at", "as", "is", "are"),
        *("be", "do", "does", "did", "can", "could", "we", "our", "its", "it", "this", "that", "these", "those"),
        *("into", "via", "using", "towards", "toward", "how", "what", "when", "where", "why", "which", "who"),
        *("not", "no", "but", "if", "than", "their", "there", "through", "over", "under", "between"),
    ]
)
MORE_WORDS: Final = 3
"""How many further title words a clash may add before the digest does."""
TITLE_WORDS: Final = 3
"""How many words `{words}` takes."""
FIRST_WORDS: Final = 4
"""Hardly any title has the first word that says something behind so many."""
LONGEST_PART: Final = 30
LONGEST_TEXT: Final = 300
FIRST_PLACES: Final = 1024

PART = re.compile(r"\{(?P<name>[^{}]*)\}")  # "{family}"
LITERAL = re.compile(r"[A-Za-z0-9\-_:.+]*")  # "arxiv:"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "Don't"
MARKUP = re.compile(r"\\[A-Za-z]+")  # "\it"
UNFIT_FOR_ID = re.compile(r"[^A-Za-z0-9.]+")  # "/"
NOT_PLAIN = re.compile(r"[^a-z0-9]+")  # "'", "-"

Fields = Mapping[str, Any]
"""A paper's fields by the names of `Paper`: a paper's `__dict__`, or what a reader has gathered before it makes one."""


class Keys:
    """Gives papers their keys as they come: the first keeps the plain key, a later one that clashes gets more words."""

    def __init__(self, pattern: str = DEFAULT) -> None:
        """Read the pattern; ValueError says in a sentence what is wrong with it."""
        self._pattern = read_pattern(pattern)
        self.plain = self._pattern.plain
        self._given = Marks()

    def key_of(self, fields: Fields) -> str:
        """Give the key for a paper with these fields and remember it: no paper after it gets the same.

        A key that the fields already have (from a library that was read) is kept, if it is not taken.
        """
        key = self.plain(fields)
        if self.take(key):
            return key
        return next(filter(self.take, _longer(key, fields, self._pattern.words_used)))

    def take(self, key: str) -> bool:
        """Whether nobody has the key; from now on somebody has."""
        return self._given.add(mark_of(key))

    def give(self, paper: "Paper") -> "Paper":
        """Give the paper with its key."""
        return with_key(paper, self.key_of(paper.__dict__))


def mark_of(key: str) -> int:
    """Give the number that stands for a key, whatever its case; another in each run, but one for all its processes."""
    return hash(key.lower())


class Marks:
    """A set of numbers in one array, of which four fifths are used at most: an eighth of what a set takes.

    A number, of 64 bits as `hash` gives it, stands at the place that its last bits name, or at the first free one
    after it.
    """

    def __init__(self) -> None:
        self._places = array("q", [0]) * FIRST_PLACES
        self._count = 0

    def add(self, number: int) -> bool:
        """Take a number in; whether it is new."""
        return self.add_some((number,), 0, 1) == 1

    def add_some(self, numbers: Sequence[int], begin: int, end: int) -> int:
        """Take those between two places in, up to the first that is there already; give its place, or `end`."""
        self._make_room(end - begin)
        places = self._places
        last = len(places) - 1
        for at, number in enumerate(numbers[begin:end], begin):
            mark = number or 1  # a place that holds 0 is free
            place = mark & last
            while there := places[place]:
                if there == mark:
                    self._count += at - begin
                    return at
                place = (place + 1) & last
            places[place] = mark
        self._count += end - begin
        return end

    def _make_room(self, more: int) -> None:
        """Widen the array until it has room for so many more numbers."""
        wanted = len(self._places)
        while 5 * (self._count + more) > 4 * wanted:
            wanted *= 2
        if wanted > len(self._places):
            marks, self._count = array("q", filter(None, self._places)), 0
            self._places = array("q")  # no more than needed is there at a time
            self._places = array("q", [0]) * wanted
            self.add_some(marks, 0, len(marks))


def assign(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list["Paper"]:
    """Give all papers with their keys; see `choose`."""
    return list(map(with_key, papers, choose(papers, pattern)))


def with_key(paper: "Paper", key: str) -> "Paper":
    """Give the paper with this key."""
    return paper.model_copy(update={"key": key})


def choose(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list[str]:
    """Choose the keys of all papers; which key a paper gets does not depend on the papers' order.

    All papers that would share a key get longer ones. Papers that came with a key keep it, and those that did not
    give way. Only papers that say exactly the same are told apart by their order. ValueError for a bad pattern.
    """
    read = read_pattern(pattern)
    keys = [read.plain(paper.__dict__) for paper in papers]
    longer: dict[int, Iterator[str]] = {}
    alike: Counter[str] = Counter()
    while shared := _shared(keys):
        for members in shared:
            for index in [index for index in members if not papers[index].key] or members:
                if index not in longer:
                    fields = papers[index].__dict__
                    same = keys[index].lower() + _digest(fields)
                    longer[index] = _longer(keys[index], fields, read.words_used, alike[same])
                    alike[same] += 1
                keys[index] = next(longer[index])
    return keys


def _shared(keys: Sequence[str]) -> list[list[int]]:
    """Find the places of those keys that are not unique without regard to case."""
    lower = list(map(str.lower, keys))
    if len(set(lower)) == len(lower):
        return []
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for index, key in enumerate(lower):
        before = first.setdefault(key, index)
        if before != index:
            shared.setdefault(key, [before]).append(index)
    return list(shared.values())


def _longer(key: str, fields: Fields, words_used: int, place: int = 0) -> Iterator[str]:
    """Yield without end what `key` becomes when it is taken; `place` counts the papers before that say the same."""
    words = significant_words(_headline(fields), words_used + MORE_WORDS)
    for end in range(words_used + 1, len(words) + 1):
        yield key + "".join(words[words_used:end])
    key += "-" + _digest(fields)
    if not place:
        yield key
    for number in count(place + 1 if place else 2):
        yield f"{key}-{number}"


def _digest(fields: Fields) -> str:
    """Digest what identifies a paper: the same for the same paper in every run."""
    from hashlib import blake2b  # loads OpenSSL; most papers need no digest

    said = [tuple(fields.get("authors") or ()), *(fields.get(name) for name in DIGESTED)]
    return blake2b(repr(said).encode("utf-8", "replace"), digest_size=3).hexdigest()


DIGESTED: Final = ("title", "date", "arxiv_id", "doi", "venue", "excerpt", "abstract")


# ---- The pattern -----------------------------------------------------------------------------------------------------


class Pattern(NamedTuple):
    """A pattern that was read."""

    parts: tuple[Callable[[Fields], str], ...]
    """What gives the parts of a key, one behind the other, from a paper's fields."""
    words_used: int
    """How many title words are in the key already."""

    def plain(self, fields: Fields) -> str:
        """Give the key that a paper with these fields would get if there were no other; one that it has, it keeps."""
        return fields.get("key") or "".join([part(fields) for part in self.parts])


def read_pattern(pattern: str) -> Pattern:
    """Read a key pattern (see the module's grammar); ValueError says in a sentence what is wrong with it."""
    parts: list[Callable[[Fields], str]] = []
    words_used = done = 0
    for part in PART.finditer(pattern):
        if part["name"] not in PARTS:
            known = ", ".join(f"{{{name}}}" for name in PARTS)
            raise ValueError(f"the key pattern {pattern!r} has an unknown part {part[0]}; the parts are {known}")
        parts += [*_literal(pattern, pattern[done : part.start()]), PARTS[part["name"]]]
        words_used = max(words_used, {"word": 1, "words": TITLE_WORDS}.get(part["name"], 0))
        done = part.end()
    parts += _literal(pattern, pattern[done:])
    if not done:
        raise ValueError(f"the key pattern {pattern!r} has no part such as {{family}}, so all keys would be the same")
    return Pattern(tuple(parts), words_used)


def _literal(pattern: str, text: str) -> list[Callable[[Fields], str]]:
    """Check what stands between the parts; give what gives it, if it is anything."""
    if not LITERAL.fullmatch(text):
        raise ValueError(
            f"the key pattern {pattern!r} may have letters and digits of ASCII and - _ : . + between its parts,"
            f" not {text!r}"
        )
    return [lambda _: text] if text else []


def _family(fields: Fields) -> str:
    """Take the family name of the first author, of a group the first word that says something."""
    authors = fields.get("authors")
    if not authors:
        return "anon"
    family, *_, literal = names.cut(authors[0])
    return plain_ascii(family) or "".join(significant_words(literal, 1)) or "anon"


def _year(fields: Fields) -> str:
    return (fields.get("date") or "")[:4] or "nd"


def _month(fields: Fields) -> str:
    return (fields.get("date") or "")[5:7]


def _word(fields: Fields) -> str:
    words = significant_words(_headline(fields), 1)
    return words[0] if words else "untitled"


def _words(fields: Fields) -> str:
    return "".join(significant_words(_headline(fields), TITLE_WORDS)) or "untitled"


def _id(fields: Fields) -> str:
    return UNFIT_FOR_ID.sub("-", fields.get("arxiv_id") or "") or "noid"


# One line a part of the pattern.
PARTS: Final[Mapping[str, Callable[[Fields], str]]] = {
    "family": _family,
    "year": _year,
    "month": _month,
    "word": _word,
    "words": _words,
    "id": _id,
}


# ---- Words -----------------------------------------------------------------------------------------------------------


def _headline(fields: Fields) -> str:
    """Take what a paper is known by: its title, else what is shown of its abstract."""
    return fields.get("title") or fields.get("excerpt") or fields.get("abstract") or ""


def significant_words(text: str, most: int) -> list[str]:
    """Take the first words of a text that say something, in ASCII: not `the`, no bare numbers, no lone letters.

    If there is none of these, any words will do.
    """
    others: list[str] = []
    words: list[str] = []
    text = text[:LONGEST_TEXT]
    if "\\" in text:
        text = MARKUP.sub(" ", text)
    for piece in text.split(None, FIRST_WORDS):
        for found in (piece,) if piece.isalpha() else WORD.findall(piece):
            word = plain_ascii(found)
            if len(word) > 1 and word not in STOP_WORDS and not word.isdigit():
                words.append(word)
                if len(words) == most:
                    return words
            elif word:
                others.append(word)
    return words or others[:most]


def plain_ascii(text: str) -> str:
    """Give the letters and digits of `text`, transliterated, in small letters, 30 at most."""
    text = (text if text.isascii() else transliterator()(text)).lower()
    return (text if text.isalnum() else NOT_PLAIN.sub("", text))[:LONGEST_PART]


@cache
def transliterator() -> Callable[[str], str]:
    """Load what gives any text in ASCII; most papers do not need it."""
    from anyascii import anyascii

    return anyascii
