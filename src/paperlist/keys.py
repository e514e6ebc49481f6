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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from paperlist import names
from paperlist.errors import BadKeyPattern

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
LONGEST_PART: Final = 30
LONGEST_TEXT: Final = 300

PART = re.compile(r"\{(?P<name>[^{}]*)\}")  # "{family}"
LITERAL = re.compile(r"[A-Za-z0-9\-_:.+]*")  # "arxiv:"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "Don't"
MARKUP = re.compile(r"\\[A-Za-z]+")  # "\it"
UNFIT_FOR_ID = re.compile(r"[^A-Za-z0-9.]+")  # "/"
NOT_PLAIN = re.compile(r"[^a-z0-9]+")  # "'", "-"

# What ends a key in BibTeX or begins something else in the document that cites it. All else is kept.
UNSAFE_IN_KEY = re.compile(r"[\s,{}\"#%=\\~\x00-\x1f\x7f]+")

Part = Callable[["Paper"], str]
"""Makes a part of a paper's key."""


class Keys:
    """Gives papers their keys as they come: the first keeps its base key, a later one that clashes gets more words."""

    def __init__(self, pattern: str = DEFAULT) -> None:
        """Read the pattern; BadKeyPattern says in a sentence what is wrong with it."""
        self._pattern = read_pattern(pattern)
        self._fingerprints: set[int] = set()
        """Of the keys that papers have."""
        self._alike: Counter[int] = Counter()
        """How many papers with one base key that say the same have got longer keys, by the fingerprint of both."""

    def give(self, paper: "Paper") -> "Paper":
        """Return the paper with its key, which no later paper gets.

        A key that the paper already has (from a library that was read) is kept, if no other has it.
        """
        key = base_key(paper, self._pattern)
        if not self._take(key):
            same = fingerprint(f"{key} {_digest(paper)}")
            longer = _longer_keys(key, paper, self._pattern.words_used, self._alike[same])
            self._alike[same] += 1
            key = next(filter(self._take, longer))
        return with_key(paper, key)

    def _take(self, key: str) -> bool:
        """Whether no paper has the key; from now on one has it."""
        before = len(self._fingerprints)
        self._fingerprints.add(fingerprint(key))
        return len(self._fingerprints) > before


def clean_key(key: str) -> str:
    """Return a key that somebody else made without the characters that no BibTeX key has."""
    return UNSAFE_IN_KEY.sub("", key)


def fingerprint(key: str) -> int:
    """Return a number for a key, in any case of its letters, which takes less memory than the key does."""
    return hash(key.lower())


def assign(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list["Paper"]:
    """Return all papers with their keys; see `choose`."""
    return list(map(with_key, papers, choose(papers, pattern)))


def with_key(paper: "Paper", key: str) -> "Paper":
    """Return the paper with this key."""
    return paper.model_copy(update={"key": key})


def choose(papers: Sequence["Paper"], pattern: str = DEFAULT) -> list[str]:
    """Return the keys of all papers; which key a paper gets does not depend on the papers' order.

    All papers that would share a key get longer ones. Papers that came with a key keep it, the first of those that came
    with the same one, and those that did not give way. Only papers that say exactly the same are told apart by their
    order. BadKeyPattern for a bad pattern.
    """
    read = read_pattern(pattern)
    keys = [base_key(paper, read) for paper in papers]
    is_own = [bool(clean_key(paper.key)) for paper in papers]
    longer: dict[int, Iterator[str]] = {}
    alike: Counter[str] = Counter()
    while shared := _find_shared(keys):
        for members in shared:
            for index in [index for index in members if not is_own[index]] or members[is_own[members[0]] :]:
                if index not in longer:
                    paper = papers[index]
                    same = keys[index].lower() + _digest(paper)
                    longer[index] = _longer_keys(keys[index], paper, read.words_used, alike[same])
                    alike[same] += 1
                keys[index] = next(longer[index])
    return keys


def _find_shared(keys: Sequence[str]) -> list[list[int]]:
    """Return the positions of keys that are the same in any case of their letters, a list for each such key."""
    counts = Counter(map(str.lower, keys))
    shared: dict[str, list[int]] = {}
    for position, key in enumerate(keys):
        if counts[key.lower()] > 1:
            shared.setdefault(key.lower(), []).append(position)
    return list(shared.values())


def _longer_keys(key: str, paper: "Paper", words_used: int, before: int = 0) -> Iterator[str]:
    """Yield, without end, what a key becomes that is taken; `before` it are so many papers that say the same."""
    words = significant_words(_headline(paper), words_used + MORE_WORDS)
    for end in range(words_used + 1, len(words) + 1):
        yield key + "".join(words[words_used:end])
    key += "-" + _digest(paper)
    if not before:
        yield key
    for number in count(before + 1 if before else 2):
        yield f"{key}-{number}"


def _digest(paper: "Paper") -> str:
    """Return six digits for what identifies a paper: the same for the same paper in every run."""
    said = [paper.authors, *(getattr(paper, name) for name in DIGESTED)]
    return blake2b(repr(said).encode(), digest_size=3).hexdigest()


DIGESTED: Final = ("title", "date", "arxiv_id", "doi", "venue", "excerpt", "abstract")


# ---- The pattern -----------------------------------------------------------------------------------------------------


class Pattern(NamedTuple):
    """A pattern that was read."""

    parts: tuple[Part, ...]
    """In the order of the key."""
    words_used: int
    """How many title words are in the key already."""


def base_key(paper: "Paper", pattern: Pattern) -> str:
    """Return the key that a paper would get if there were no other; one that it has, it keeps."""
    return clean_key(paper.key) or "".join([part(paper) for part in pattern.parts])


def read_pattern(pattern: str) -> Pattern:
    """Read a key pattern (see the module's grammar); BadKeyPattern says in a sentence what is wrong with it."""
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
            f"the key pattern {pattern!r} has no part such as {{family}}, so all keys would be the same"
        )
    return Pattern(tuple(parts), words_used)


def _literal(pattern: str, text: str) -> list[Part]:
    """Check the text between two parts; return it as a part, if it is any."""
    if not LITERAL.fullmatch(text):
        raise BadKeyPattern(
            f"the key pattern {pattern!r} may have letters and digits of ASCII and - _ : . + between its parts,"
            f" not {text!r}"
        )
    return [lambda _: text] if text else []


def _family(paper: "Paper") -> str:
    """Return the family name of the first author, of a group the first significant word."""
    if not paper.authors:
        return "anon"
    name = names.split(paper.authors[0], names.cut_by_entries(paper))
    return plain_ascii(name.family) or "".join(significant_words(name.literal, 1)) or "anon"


def _year(paper: "Paper") -> str:
    return (paper.date or "")[:4] or "nd"


def _month(paper: "Paper") -> str:
    return (paper.date or "")[5:7]


def _word(paper: "Paper") -> str:
    words = significant_words(_headline(paper), 1)
    return words[0] if words else "untitled"


def _words(paper: "Paper") -> str:
    return "".join(significant_words(_headline(paper), TITLE_WORDS)) or "untitled"


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


# ---- Words -----------------------------------------------------------------------------------------------------------


def _headline(paper: "Paper") -> str:
    """Return what a paper is known by: its title, else what is shown of its abstract."""
    return paper.title or paper.excerpt or paper.abstract or ""


def significant_words(text: str, most: int) -> list[str]:
    """Return the first significant words of a text, in ASCII: not `the`, no bare numbers, no lone letters.

    If there is none of these, any words will do.
    """
    others: list[str] = []
    words: list[str] = []
    for found in WORD.finditer(MARKUP.sub(" ", text[:LONGEST_TEXT])):
        word = plain_ascii(found[0])
        if len(word) > 1 and word not in STOP_WORDS and not word.isdigit():
            words.append(word)
            if len(words) == most:
                return words
        elif word:
            others.append(word)
    return words or others[:most]


def plain_ascii(text: str) -> str:
    """Return the letters and digits of `text`, transliterated, in small letters, 30 at most."""
    text = (text if text.isascii() else transliterator()(text)).lower()
    return (text if text.isalnum() else NOT_PLAIN.sub("", text))[:LONGEST_PART]


@cache
def transliterator() -> Callable[[str], str]:
    """Return the function that gives any text in ASCII; most papers do not need it."""
    from anyascii import anyascii

    return anyascii
