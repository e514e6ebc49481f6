r"""Normal forms, in which two listings write the same though their texts differ.

    comparison_key("Poincar\'e's $β$-Decay")  = b"poincaresbetadecay"    compared for equality and containment
    words("Spin-1 atoms, Part II")            = ["spin", "1", "atoms", "part", "2"]
    numerals(["spin", "1", "part", "2"])      = ("1", "2")
    name_key("Samuel R. Bowman")              = ("bowman", "s")

Case, white space, punctuation, accents and markup are gone; digits, Roman numerals and number words stay and
are the same when they name the same number.
"""

import html
import re
import unicodedata
from functools import lru_cache

OTHER_CHARACTERS = bytes(i for i in range(256) if not chr(i).isascii() or not chr(i).isalnum())
CLAUSE_END = re.compile("[.?!:;]")
ONE_CLAUSE_END = bytes.maketrans(b".?!:;", b".....")
OTHER_THAN_CLAUSE_ENDS = bytes(set(OTHER_CHARACTERS) - set(b".?!:;"))

GREEK = re.compile("[\u0370-\u03ff]")
GREEK_NAMES = {
    letter: unicodedata.name(letter).split()[3].lower()
    for letter in map(chr, range(0x370, 0x400))
    if re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER [A-Z]+", unicodedata.name(letter, ""))
} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ς": "sigma", "λ": "lambda", "Λ": "lambda"}
"""As TeX names them, for one listing writes `$\\beta$` and another `$β$`."""

NO_DECOMPOSITION = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
})  # fmt: skip
"""Letters that lose no accent when Unicode decomposes them."""

TEX_MARKUP = re.compile(  # \textbf{K}, {\it non-trivial}, \mathcal K: the letter stays, the command goes
    r"\\(?:(?:text|math)(?:bf|it|rm|sf|tt|sc|cal|bb|frak|scr|up|normal|nolimits|op)?|operatorname|mbox|hbox|emph|it|em|bf|rm|cal|sc"
    r"|tt|sl|bm|boldsymbol|left|right|big|Big|ensuremath|url|bar|hat|tilde|widetilde|overline|underline|var(?=[a-z]))(?![a-zA-Z])"
)


def to_ascii(text: str) -> str:
    """Return the ASCII characters of `text`, and those that become ASCII without their accents."""
    return unicodedata.normalize("NFKD", text.translate(NO_DECOMPOSITION)).encode("ascii", "ignore").decode()


def without_markup(text: str) -> str:
    """Return `text` without the commands of TeX, and with the characters that HTML writes as `&#233;`."""
    if "&" in text:
        text = html.unescape(text)
    return TEX_MARKUP.sub("", text) if "\\" in text else text


def comparison_key(text: str) -> bytes:
    """Return the letters and digits of `text` in lower case, nothing else: equal for two printings of one text."""
    text = without_markup(text)
    if text.isascii():
        return text.lower().encode().translate(None, OTHER_CHARACTERS)
    text = GREEK.sub(lambda found: GREEK_NAMES.get(found[0], found[0]), text)
    key = to_ascii(text).lower().encode().translate(None, OTHER_CHARACTERS)
    return key or text.casefold().encode()  # a title in another script is its own normal form


def clause_keys(text: str) -> list[bytes]:
    """Return the comparison key of each part of `text` between the marks that a sentence may end with."""
    text = without_markup(text)
    if text.isascii():
        return text.lower().encode().translate(ONE_CLAUSE_END, OTHER_THAN_CLAUSE_ENDS).split(b".")
    return [comparison_key(clause) for clause in CLAUSE_END.split(text)]


def is_quoted(short: str, long: str) -> bool:
    """Whether one text is in another to the character: then its comparison key is in the other's too."""
    return short.isascii() and f" {short} " in f" {long} "  # between blanks no character beside it changes its key


NUMBERS = {
    name: str(number)
    for number, names in enumerate(
        "i one first, ii two second, iii three third, iv four fourth, v five fifth, vi six sixth, vii seven seventh, "
        "viii eight eighth, ix nine ninth, x ten tenth, xi eleven eleventh, xii twelve twelfth".split(", "),
        start=1,
    )
    for name in names.split()
}
WORD = re.compile(r"[a-z]+|[0-9]+")


def to_ascii_words(text: str) -> str:
    """Return `text` in lower case ASCII without markup and accents, word breaks kept."""
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = TEX_MARKUP.sub(" ", text)
        text = re.sub(r"\\[\"'`^~=.uvHck](?=[{a-zA-Z\\])\{?", "", text)  # Poincar\'e, G\"odel
    if not text.isascii():
        text = GREEK.sub(lambda found: f" {GREEK_NAMES.get(found[0], '')} ", text)
        text = to_ascii(text.replace("–", "-").replace("—", "-"))
    return text.lower().replace("'", "")


def words(text: str) -> list[str]:
    """Return the words of a title or an abstract; numbers of any spelling as digits."""
    return [NUMBERS.get(word, word) for word in WORD.findall(to_ascii_words(text))]


def numerals(of_words: list[str]) -> tuple[str, ...]:
    """Return the numbers among `of_words`, sorted, each as often as it is there."""
    return tuple(sorted(word.lstrip("0") or "0" for word in of_words if word.isdigit()))


NOTE = re.compile(  # the whole of what stands in brackets after a title
    r"review|[0-9]{1,4} ref(?:s|erences)?|(?:provisional|structured) (?:abstract|record)|see comments?|letter|editorial"
    r"|multiple letters|(?:conference |meeting )?abstract(?: no\b.{1,9})?|news|corrected|in process citation"
    r"|(?:article )?(?:in )?(?:arabic|bulgarian|chinese|croatian|czech|danish|dutch|english|finnish|french|german|greek"
    r"|hebrew|hungarian|italian|japanese|korean|norwegian|persian|polish|portuguese|romanian|russian|serbian|slovak"
    r"|slovene|spanish|swedish|turkish|ukrainian)",
    re.IGNORECASE,
)
"""What databases add to a title: `[Review] [45 refs]`, `(Provisional abstract)`, `[Chinese]`."""
NUMBERED = re.compile(r"(?<=[\])]) ?\[[0-9]{1,2}\]\Z")
"""The number of a letter after a note: `(multiple letters) [1]`."""
OTHER_PLACE = re.compile(
    r"[\[(](?:published )?(?:erratum|errata|corrigendum|correction|retraction|comment) (?:appears |published )?in\b"
    r"|\.{2,} ?[A-Z][A-Za-z .]{2,60}\. ?(?:19|20)[0-9]{2}[^;]{0,12};",
    re.IGNORECASE,
)
"""Where a note on another place begins, which may be cut off: `[Erratum appears in …`, `... Lancet. 2009 May;373:…`."""
CORRECTED = re.compile(
    r"\((?:vol\.? ?[0-9]{1,4}, pg\.? ?[^()]{1,30}"
    r"|[^()]{4,120}\([^()]{0,20}(?:19|20)[0-9]{2}\) [0-9]{1,4}(?: \([^()]{1,30}\))?)\)\W*\Z",
    re.IGNORECASE,
)
"""What databases put after the title of a correction: the place of what it corrects.

`(vol 85, pg 553, 2010)`, `(Blood (2010) 85 (553-559))`
"""


TRANSLATED = re.compile(r"\[([^\[\]]{30,400})\](?=\W*[^\W\d])")
"""A translated title before the original one: `[Sleep of hedgehogs in winter] Der Schlaf der Igel im Winter`."""


def bare_title(title: str) -> str:
    """Return a title without the notes that a database put after it, and of two languages the first."""
    translated = TRANSLATED.match(title) if title.startswith("[") else None
    return without_notes(translated[1] if translated else title)


def without_notes(title: str) -> str:
    """Return a title without the notes that a database put after it."""
    if "(" in title or "[" in title or ".." in title:
        if other := OTHER_PLACE.search(title, 1):
            title = title[: other.start()]
        if corrected := CORRECTED.search(title, 1):
            title = title[: corrected.start()]
    while (end := NUMBERED.sub("", title.rstrip(" ."))).endswith(("]", ")")):
        start = end.rfind("[" if end[-1] == "]" else "(")
        if start < 1 or not NOTE.fullmatch(end[start + 1 : -1].strip(" .")):
            break
        title = end[:start]
    return title


def is_correction(title: str) -> bool:
    """Whether a database says in a title that this is the correction of a work, printed where it says."""
    return title.endswith(")") and bool(CORRECTED.search(title, 1))


SPELLINGS = ((b"ae", b"e"), (b"oe", b"e"), (b"our", b"or"), (b"isation", b"ization"), (b"ise", b"ize"))
"""British letters in a title, and what America makes of them: `haemolytic`, `oestrogen`, `tumour`, `randomised`."""


def title_key(title: str) -> bytes:
    """Return the comparison key of a title: without notes, in one spelling."""
    key = comparison_key(bare_title(title))
    for british, american in SPELLINGS:
        key = key.replace(british, american)
    return key


SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})


NOBODY = frozenset({"anonymous", "anon", "no author", "no authors listed", "unknown", "unknown author"})
"""What stands in place of an author who is not named."""


def is_nobody(display: str) -> bool:
    """Whether a display name names nobody: `[Anonymous]`, `Anon.`."""
    return display.strip("[]()., ").lower() in NOBODY


@lru_cache(maxsize=1 << 16)
def name_key(display: str) -> tuple[str, str]:
    """Return the family name and the first initial of a display name, accents gone."""
    parts = [
        part for part in to_ascii_words(display).replace(".", " ").replace(",", " ").replace("-", "").split() if part
    ]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    if not parts:
        return display.casefold(), ""
    return parts[-1], parts[0][0] if len(parts) > 1 else ""
