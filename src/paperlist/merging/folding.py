r"""Normal forms: what two listings leave different though it is the same.

    letters("Poincar\'e's $β$-Decay")  = b"poincaresbetadecay"    compared for equality and containment
    words("Spin-1 atoms, Part II")      = ["spin", "1", "atoms", "part", "2"]
    numerals("Spin-1 atoms, Part II")   = ("1", "2")

Case, white space, punctuation, accents and markup are gone; digits, Roman numerals and number words stay and
are the same when they name the same number.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_NO_LETTERS = bytes(i for i in range(256) if not chr(i).isascii() or not chr(i).isalnum())
_MARKS = b".?!:;"
_NO_LETTERS_NOR_MARKS = bytes(set(_NO_LETTERS) - set(_MARKS))
_LETTERS_AND_ONE_MARK = _LETTERS.translate(bytes.maketrans(_MARKS, b"." * len(_MARKS)))
MARK = re.compile("[.?!:;]")

GREEK = re.compile("[\u0370-\u03ff]")
GREEK_NAMES = {
    letter: unicodedata.name(letter).split()[3].lower()
    for letter in map(chr, range(0x370, 0x400))
    if re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER [A-Z]+", unicodedata.name(letter, ""))
} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ς": "sigma", "λ": "lambda", "Λ": "lambda"}
"""As TeX names them, for one listing writes `$\\beta$` and another `$β$`."""

UNDECOMPOSED = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
}  # fmt: skip
"""Letters that lose no accent when Unicode decomposes them."""
WHOLE = re.compile(f"[{''.join(UNDECOMPOSED)}]")  # one of them

TEX_MARKUP = re.compile(  # \textbf{K}, {\it non-trivial}, \mathcal K: the letter stays, the command goes
    r"\\(?:(?:text|math)(?:bf|it|rm|sf|tt|sc|cal|bb|frak|scr|up|normal|nolimits|op)?|operatorname|mbox|hbox|emph|it|em|bf|rm|cal|sc"
    r"|tt|sl|bm|boldsymbol|left|right|big|Big|ensuremath|url|bar|hat|tilde|widetilde|overline|underline|var(?=[a-z]))(?![a-zA-Z])"
)


def decompose(text: str) -> str:
    """`text` with the letters that Unicode leaves whole written as others, which `str.translate` takes longer for."""
    return WHOLE.sub(lambda found: UNDECOMPOSED[found[0]], text)


def letters(text: str) -> bytes:
    """The letters and digits of `text` in lower case, nothing else: equal for two printings of one text."""
    if "\\" in text:
        text = TEX_MARKUP.sub("", text)
    if text.isascii():
        return text.encode().translate(_LETTERS, _NO_LETTERS)
    text = decompose(GREEK.sub(lambda found: GREEK_NAMES.get(found[0], found[0]), text))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").translate(_LETTERS, _NO_LETTERS)
    return plain or text.casefold().encode()  # a title in another script is its own normal form


def clauses(text: str) -> list[bytes]:
    """The letters of each part of `text` between the marks that a sentence may end with."""
    if "\\" in text:
        text = TEX_MARKUP.sub("", text)
    if text.isascii():
        return text.encode().translate(_LETTERS_AND_ONE_MARK, _NO_LETTERS_NOR_MARKS).split(b".")
    return list(map(letters, MARK.split(text)))


def is_quoted(short: str, long: str) -> bool:
    """Whether one text stands in another to the character: then its letters stand there too, and are quicker found."""
    return short.isascii() and f" {short} " in f" {long} "  # between blanks nothing beside it changes what it is


NUMBERS = {
    name: str(number)
    for number, names in enumerate(
        (
            "i one first",
            "ii two second",
            "iii three third",
            "iv four fourth",
            "v five fifth",
            "vi six sixth",
            "vii seven seventh",
            "viii eight eighth",
            "ix nine ninth",
            "x ten tenth",
            "xi eleven eleventh",
            "xii twelve twelfth",
        ),
        start=1,
    )
    for name in names.split()
}
WORD = re.compile(r"[a-z]+|[0-9]+")


def plain(text: str) -> str:
    """`text` in lower case ASCII without markup and accents, word breaks kept."""
    if "\\" in text:
        text = TEX_MARKUP.sub(" ", text)
        text = re.sub(r"\\[\"'`^~=.uvHck](?=[{a-zA-Z\\])\{?", "", text)  # Poincar\'e, G\"odel
    if not text.isascii():
        text = decompose(GREEK.sub(lambda found: f" {GREEK_NAMES.get(found[0], '')} ", text))
        text = (
            unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-")).encode("ascii", "ignore").decode()
        )
    return text.lower().replace("'", "")


def words(text: str) -> list[str]:
    """The words of a title or an abstract; numbers of any spelling as digits."""
    return [NUMBERS.get(word, word) for word in WORD.findall(plain(text))]


def numerals(of_words: list[str]) -> tuple[str, ...]:
    """The numbers among `of_words`, sorted, each as often as it stands there."""
    return tuple(sorted(word.lstrip("0") or "0" for word in of_words if word.isdigit()))


SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})


@lru_cache(maxsize=1 << 16)
def name(display: str) -> tuple[str, str]:
    """`"Samuel R. Bowman"` → `("bowman", "s")`: family name and first initial, accents gone."""
    parts = [part for part in plain(display).replace(".", " ").replace(",", " ").replace("-", "").split() if part]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    if not parts:
        return display.casefold(), ""
    return parts[-1], parts[0][0] if len(parts) > 1 else ""
