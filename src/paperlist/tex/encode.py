r"""Text as listings give it, made safe to stand in a BibTeX field and to be typeset from there.

`grammar` cuts the text into pieces; each is written so:

    characters              every one as LaTeX prints it: `\%`, `\textasciicircum{}`
    math, escaped signs     as they are
    a style                 `\emph{…}`, also for `{\em …}`
    a brace                 `\{` where it has a partner in the same style, else `{$\lbrace$}`

Hence no macro gets out that is not in a table of this folder: nothing can read a file, define, or end the entry. Braces
are balanced in every value as BibTeX counts them (it counts `\{` too). TeX's own signs for dashes and quotes (`--`,
``` `` ```, `''`) stay, since authors on arXiv mean them so.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from paperlist.tex import Protect
from paperlist.tex.formula import ALPHABETS
from paperlist.tex.formula import SYMBOLS as MATH_SYMBOLS
from paperlist.tex.grammar import TOKEN, Kind, pieces
from paperlist.tex.tables import BELOW, KERNEL_ACCENTS, LETTERS, LONE_BRACES, words

SPECIAL: Final = {
    **{sign: f"\\{sign}" for sign in "$%&#_"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    # In TeX's old text fonts these print as other characters, and so some clients read them. (A bar does too, but
    # pandoc 2.17 drops `\textbar`.)
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
PLAIN = re.compile(r"[ !\"'*+(),\-./0-9:;=?@A-Z\[\]a-z|]*+")  # what most texts are no more than: printed as it is
SPECIAL_SIGN = re.compile(f"[{re.escape(''.join(SPECIAL))}]")

LONE: Final = {brace: f"{{{math}}}" for math, brace in LONE_BRACES.items()}
# At the head of a name, where biber makes an initial of it.
LEADING: Final = {LONE["{"]: r"\textbraceleft{}", LONE["}"]: r"\textbraceright{}", "`": "‘"}
DOLLAR: Final = "\ue000"  # of private use: in the place of a dollar that begins no formula

# Controls, private "noncharacters" and the byte order mark have no place in a text file.
NONCHARACTERS: Final = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
INVISIBLE = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff{NONCHARACTERS}]")
SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in one line: single spaces, without control characters, half surrogates as U+FFFD."""
    if not text.isprintable():
        text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", INVISIBLE.sub("", text))
    return " ".join(text.split())


def escape(text: str, *, ascii_only: bool = False) -> str:
    """Return LaTeX that prints `text`, which is of any characters, in one line."""
    return write(clean(text), ascii_only)


def name(text: str, *, ascii_only: bool = False) -> str:
    r"""Return LaTeX for a name in one line, in which biber finds initials: it finds none in `$x$` or `{$\lbrace$}`."""
    text = TOKEN.sub(lambda token: DOLLAR if token[0] == "$" else token[0], text)
    tex = write(text, ascii_only).replace(DOLLAR, r"\$")
    for sign, macro in LEADING.items():
        if tex.startswith(sign):
            return macro + tex[len(sign) :]
    return tex


def title(text: str, protect: Protect = "auto", *, ascii_only: bool = False) -> str:
    """Return LaTeX that prints `text`, in which the capitals that a style must not change are in braces.

    `auto` protects acronyms and other words with capitals inside (`LLMs`, `McDonald`), single capitals but the article
    "A", the word after a colon, and the first word after a sign; `all` the whole title; `none` nothing but formulas, in
    which a letter's case is its meaning.
    """
    if protect == "all":
        return "{" + escape(text, ascii_only=ascii_only) + "}"
    return write(clean(text), ascii_only, protect)


def write(text: str, ascii_only: bool, protect: Protect | None = None, *, begins: bool = True) -> str:
    """Return LaTeX for a text in one line; `protect` says what to protect of a title, which `begins` with the text."""
    if protect is None and PLAIN.fullmatch(text):
        return text
    written: list[str] = []
    waiting: list[list[int]] = [[]]  # for each open style the places in `written` of braces without a partner as yet
    for kind, value in pieces(text):
        if kind is Kind.CHARACTERS:
            shown = with_protected_words(value, begins=begins) if protect == "auto" else value
            begins = begins and not any(map(str.isalnum, value))
            tex = characters(shown, ascii_only)
        elif kind is Kind.MATH:
            formula = "".join(map(math_sign, value)) if ascii_only else value
            begins = False
            tex = formula if protect is None else f"{{{formula}}}"
        elif kind is Kind.OPEN:
            waiting.append([])
            tex = f"\\{value}{{"
        elif kind is Kind.CLOSE:
            waiting.pop()
            tex = value
        elif kind is Kind.ESCAPED:
            tex = f"\\{value}"
        elif value == "{":
            waiting[-1].append(len(written))
            tex = LONE["{"]
        elif waiting[-1]:
            written[waiting[-1].pop()] = r"\{"
            tex = r"\}"
        else:
            tex = LONE["}"]
        written.append(tex)
    return "".join(written)


# ---- Characters ------------------------------------------------------------------------------------------------------

# Characters that every LaTeX has under a plain name, or that TeX's own signs mean.
SIGNS: Final = {
    "\N{EN DASH}": "--",
    "\N{EM DASH}": "---",
    "\N{LEFT SINGLE QUOTATION MARK}": "`",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{HORIZONTAL ELLIPSIS}": r"\ldots{}",
    "\N{NO-BREAK SPACE}": "~",
    "\N{HYPHEN}": "-",
    "\N{SECTION SIGN}": r"\S{}",
    "\N{PILCROW SIGN}": r"\P{}",
    "\N{POUND SIGN}": r"\pounds{}",
    "\N{COPYRIGHT SIGN}": r"\copyright{}",
    "\N{PLUS-MINUS SIGN}": r"\ensuremath{\pm}",
    "\N{MULTIPLICATION SIGN}": r"\ensuremath{\times}",
    "\N{DIVISION SIGN}": r"\ensuremath{\div}",
    "\N{MICRO SIGN}": r"\ensuremath{\mu}",
    "\N{DEGREE SIGN}": r"\ensuremath{^\circ}",
    "\N{MIDDLE DOT}": r"\ensuremath{\cdot}",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
}
# What is taken from pylatexenc's table, which also has the macros of packages that few documents load.
TEXT_MACROS: Final = words(
    "textbullet textdagger textdaggerdbl texttrademark textregistered texteuro textyen textcent textonehalf "
    "textonequarter textthreequarters textordfeminine textordmasculine textexclamdown textquestiondown guillemotleft "
    "guillemotright guilsinglleft guilsinglright quotedblbase quotesinglbase textperthousand textonesuperior "
    "texttwosuperior textthreesuperior textlnot textbrokenbar textcurrency"
)
LETTER_MACROS: Final = {letter: f"{{\\{macro}}}" for macro, letter in LETTERS.items()}
LIBRARY_MATH = re.compile(r"\\ensuremath\{(?P<math>\\(?P<name>[A-Za-z]+)(?:\{[A-Za-z]\})?)\}")  # "\ensuremath{\alpha}"


def characters(text: str, ascii_only: bool) -> str:
    """Return `text` with LaTeX for each character that it does not print as it is, braces aside.

    With `ascii_only` so for the characters beyond ASCII that have a common notation; others stay, nothing is lost.
    """
    text = SPECIAL_SIGN.sub(lambda sign: SPECIAL[sign[0]], text)
    if not ascii_only or text.isascii():
        return text
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char in KERNEL_ACCENTS and out and len(out[-1]) == 1 and out[-1].isalpha():
            out[-1] = accented(out[-1], char)
        else:
            out.append(notation(char))
    return "".join(out)


def accented(base: str, mark: str) -> str:
    r"""Return the letter `base` with a combining character: `{\'e}`, in braces, which BibTeX knows to be one letter.

    LaTeX takes the dot off an i by itself, and biber reads `\'i`, but not `\'\i`, as one character.
    """
    letter = r"\j" if base == "j" and mark not in BELOW else base
    macro = KERNEL_ACCENTS[mark]
    return f"{{\\{macro}{' ' if macro.isalpha() else ''}{letter}}}"


@cache
def notation(char: str) -> str:
    """Return LaTeX's common notation for one character, or the character itself."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict  # type: ignore[import-untyped]

    if char.isascii():
        return char
    if char in SIGNS:
        return SIGNS[char]
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in KERNEL_ACCENTS:
        return accented(parts[0], parts[1])
    if char in LETTER_MACROS:
        return LETTER_MACROS[char]
    known: str = get_builtin_uni2latex_dict().get(ord(char), "")
    if known[1:] in TEXT_MACROS:
        return known + "{}"
    math = LIBRARY_MATH.fullmatch(known)
    return known if math and math["name"] in MATH_SYMBOLS | ALPHABETS else char


def math_sign(char: str) -> str:
    """Return LaTeX for a character inside a formula: a macro for one beyond ASCII that has one."""
    math = LIBRARY_MATH.fullmatch(notation(char))
    return f"{{{math['math']}}}" if math else char


# ---- Capitals --------------------------------------------------------------------------------------------------------

# "LLMs", "A.I", "McDonald"; hyphens part words. What announces a word is before it: "Sleeper Agents: A"
WORD = re.compile(r"(?P<colon>:\s++[\"'`“‘(\[]*+)?(?P<word>[^\W_](?:[\w.'’+*]*[^\W_])?)")
# What follows "A" where it is an article: a word in small letters ...
AFTER_ARTICLE = re.compile(r" (?P<word>[^\W\d_A-Z][^\W\d_]*)")
# ... that may follow one: "Vitamin A and", "Type A is".
NOT_AFTER_ARTICLE: Final = words(
    "and or nor but as at by for from in into of off on onto over per than to toward towards under up upon via vs "
    "versus with within without is are was were be been has have had can could may might will would shall should does "
    "do did that which who whose when where while if because"
)


def with_protected_words(text: str, *, begins: bool = False) -> str:
    """Return `text` with braces around the words whose capitals a style must not change.

    `begins` says whether the title begins with the text: a style keeps its first character, even if that is a sign.
    """
    first = WORD.search(text) if begins else None
    start = first.start("word") if first else -1

    def protected(found: re.Match[str]) -> str:
        colon, word = found.groups("")
        at = found.start("word")
        announced = (colon or at == start > 0) and word[0].isupper()
        delicate = is_delicate(word) or (word == "A" and at != start and not is_article(text, at))
        return f"{colon}{{{word}}}" if announced or delicate else found[0]

    return WORD.sub(protected, text)


def is_delicate(word: str) -> bool:
    """Whether lower case would change what `word` means: capitals inside it, or nothing but capitals, "A" aside."""
    return word[1:] != word[1:].lower() or (word.isupper() and word != "A")


def is_article(text: str, at: int) -> bool:
    """Whether the "A" at this place is an article: between blanks, and before a word in small letters that has one."""
    after = AFTER_ARTICLE.match(text, at + 1)
    return bool(after and after["word"] not in NOT_AFTER_ARTICLE and text[at - 1 : at].isspace())
