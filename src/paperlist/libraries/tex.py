r"""The text that a BibTeX value stands for.

    value   = *( math / macro / group / ligature / character )
    math    = "$" … "$" / "\(" … "\)"       kept as `$…$`, untouched
    macro   = accent argument / symbol / style / switch / "\" any other
    group   = "{" value "}"                 the braces go
    ligature = "---" / "--" / "``" / "''" / "!`" / "?`" / "~"

A macro that is in no table stays as it is written, with its arguments: dropping it would change the title.
Math is never translated: `$\omega$` is no letter of a word, and `\o` is another one.
"""

import re
import unicodedata
from functools import cache

# What makes a value more than the characters it is written with.
SPECIAL = re.compile(r"[\\{}$~]|--|``|''|[!?]`")

TOKEN = re.compile(
    r"""
    (?P<math>\$(?:\\.|[^$\\])+\$|\$\$(?:\\.|[^$\\])+\$\$|\\\((?:\\[^()]|[^\\])*\\\))
  | \\(?P<word>[A-Za-z]+)(?P<gap>\s*)
  | \\(?P<sign>.)
  | (?P<brace>[{}])
  | (?P<ligature>---?|``|''|[!?]`|~)
  | (?P<text>[^\\{}$~`'!?-]+|.)
    """,
    re.DOTALL | re.VERBOSE,
)

LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": " "}

# \' acute: the combining character, and what it is over nothing (`\^{}`).
ACCENTS = {
    "`": ("\u0300", "`"),
    "'": ("\u0301", "´"),
    "^": ("\u0302", "^"),
    "~": ("\u0303", "~"),
    "=": ("\u0304", "¯"),
    "u": ("\u0306", "˘"),
    ".": ("\u0307", "˙"),
    '"': ("\u0308", "¨"),
    "r": ("\u030a", "˚"),
    "H": ("\u030b", "˝"),
    "v": ("\u030c", "ˇ"),
    "d": ("\u0323", ""),
    "c": ("\u0327", "¸"),
    "k": ("\u0328", "˛"),
    "b": ("\u0331", "_"),
    "t": ("\u0361", ""),
    "G": ("\u030f", ""),
    "f": ("\u0311", ""),
    "h": ("\u0309", ""),
    "U": ("\u030d", ""),
    "textcommabelow": ("\u0326", ""),
}
ABOVE = frozenset(accent for accent, _ in ACCENTS.values()) - {"\u0323", "\u0327", "\u0328", "\u0331", "\u0326"}
DOTTED = {"ı": "i", "ȷ": "j"}

# \& \% …: the sign itself. \, \; …: a space. \- \/ …: nothing that one reads.
SIGNS = {sign: sign for sign in "&%$#_{}|"} | dict.fromkeys(" ,;:\n\t", " ") | dict.fromkeys("-/!@", "")

# Words that text may have outside math and that pylatexenc does not know, or knows as something else.
WORDS = {
    "SS": "ẞ",
    "P": "¶",
    "S": "§",
    "copyright": "©",
    "dag": "†",
    "ddag": "‡",
    "dots": "…",
    "ldots": "…",
    "lbrace": "{",
    "newline": " ",
    "nobreakspace": " ",
    "par": "\n\n",
    "pounds": "£",
    "quad": " ",
    "qquad": " ",
    "rbrace": "}",
    "slash": "/",
    "space": " ",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textbar": "|",
    "textbardbl": "‖",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdollar": "$",
    "textgreater": ">",
    "textless": "<",
    "textlangle": "⟨",
    "textminus": "−",
    "textmiddot": "·",
    "textnumbersign": "#",
    "textpercent": "%",
    "textperiodcentered": "·",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "textrangle": "⟩",
    "textsurd": "√",
    "textunderscore": "_",
    "textvisiblespace": "␣",
    "textampersand": "&",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "guillemetleft": "«",
    "guillemetright": "»",
    "relax": "",
    "protect": "",
}
TEXT_WORDS = frozenset(
    [
        "oe",
        "OE",
        "ae",
        "AE",
        "aa",
        "AA",
        "o",
        "O",
        "ss",
        "l",
        "L",
        "i",
        "j",
        "dh",
        "DH",
        "th",
        "TH",
        "dj",
        "DJ",
        "ng",
        "NG",
        "ij",
        "IJ",
        "guillemotleft",
        "guillemotright",
        "guilsinglleft",
        "guilsinglright",
        "quotesinglbase",
        "quotedblbase",
        "enskip",
    ]
)

# {\it x}: how the text looks from here on.
SWITCHES = frozenset(
    [
        "it",
        "em",
        "bf",
        "rm",
        "sc",
        "tt",
        "sl",
        "sf",
        "itshape",
        "bfseries",
        "rmfamily",
        "scshape",
        "ttfamily",
        "slshape",
        "sffamily",
        "upshape",
        "mdseries",
        "normalfont",
        "normalsize",
        "small",
        "footnotesize",
        "scriptsize",
        "tiny",
        "large",
        "Large",
        "LARGE",
        "huge",
        "Huge",
        "selectfont",
    ]
)

# \emph{x}: how its argument looks.
STYLES = frozenset(
    [
        "emph",
        "textit",
        "textbf",
        "textrm",
        "textsc",
        "texttt",
        "textsl",
        "textsf",
        "textup",
        "textmd",
        "textnormal",
        "text",
        "mbox",
        "hbox",
        "underline",
        "url",
        "path",
        "textsuperscript",
        "textsubscript",
    ]
)

# An accent's argument is a letter or two, that of `\\ensuremath` a symbol. The limits keep a hostile value linear.
LONGEST_ARGUMENT = 80
LONGEST_ADDRESS = 2000

BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
WHITE = re.compile(r"[^\S\n]+")
PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")


def decode(value: str) -> str:
    r"""Give the text of a value: `Poincar{\'e} {GAN}s` is `Poincaré GANs`. White space is left as it is."""
    if not SPECIAL.search(value):
        return value
    return unicodedata.normalize("NFC", "".join(Decoder(value).pieces()))


def one_line(value: str) -> str:
    """Decode a value that has no paragraphs, with single spaces."""
    return " ".join(decode(value).split())


def paragraphs(value: str) -> str:
    r"""Decode a value whose paragraphs are separated by a blank line or `\par`; each becomes one line."""
    return "\n\n".join(" ".join(each.split()) for each in PARAGRAPH.split(decode(value)) if each.strip())


def bare(value: str) -> str:
    r"""Give an identifier or address without what TeX needs to print it: `10.1000/a\_b` is `10.1000/a_b`."""
    return " ".join(re.sub(r"\\url\b|\\(?=[&%$#_{}~^])|(?<!\\)[{}]", "", value).split())


@cache
def symbols() -> dict[str, str]:
    """Map the macros that stand for one character, in text or in math, to it."""
    from pylatexenc.latex2text import get_default_latex_context_db  # type: ignore[import-untyped]

    specs = get_default_latex_context_db().iter_macro_specs(categories=["latex-base", "advanced-symbols"])
    single = {
        spec.macroname: spec.simplify_repl
        for spec in specs
        if isinstance(spec.simplify_repl, str) and len(spec.simplify_repl) == 1 and spec.macroname.isalpha()
    }
    return single | WORDS


class Decoder:
    """One value on its way to being text."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.position = 0
        self.kept = 0
        """How many groups are open, from that of an unknown macro inwards."""
        self.after_unknown = False
        """Whether a group that begins here is an argument of an unknown macro."""

    def pieces(self) -> list[str]:
        """Translate token after token."""
        pieces: list[str] = []
        while token := TOKEN.match(self.value, self.position):
            self.position = token.end()
            after_unknown, self.after_unknown = self.after_unknown, False
            if token["text"]:
                pieces.append(token["text"])
            elif token["math"]:
                pieces.append(f"${token['math'][2:-2]}$" if token["math"][0] == "\\" else token["math"])
            elif token["ligature"]:
                pieces.append(LIGATURES[token["ligature"]])
            elif token["brace"]:
                pieces.append(self.brace(token["brace"], after_unknown))
            elif token["sign"]:
                pieces.append(self.sign(token["sign"]))
            else:
                pieces.append(self.word(token["word"], token["gap"]))
        return pieces

    def brace(self, brace: str, after_unknown: bool) -> str:
        """Keep the braces of an unknown macro's arguments and those in them."""
        if brace == "{":
            self.kept += bool(self.kept or after_unknown)
            return brace if self.kept else ""
        if not self.kept:
            return ""
        self.kept -= 1
        self.after_unknown = not self.kept
        return brace

    def sign(self, sign: str) -> str:
        """Translate a macro whose name is one character that is no letter."""
        if sign in ACCENTS:
            return self.accented(sign)
        return " " if sign == "\\" else SIGNS.get(sign, f"\\{sign}")

    def word(self, word: str, gap: str) -> str:
        """Translate a macro whose name is a word; the white space after it is the macro's end."""
        if word in ACCENTS and not (len(word) == 1 and self.value[self.position : self.position + 1] in ("", "}")):
            return self.accented(word)
        if word in SWITCHES:
            return ""
        if word in STYLES and self.value[self.position : self.position + 1] == "{":
            return ""
        if word == "href":
            self.argument(LONGEST_ADDRESS)
            return ""
        if word == "ensuremath":
            math = self.argument().strip()  # \ensuremath{\alpha} is one letter of the text
            return math if len(math) < 2 else symbols().get(math.removeprefix("\\"), f"${math}$")
        if (word in TEXT_WORDS or word in WORDS or word.startswith("text")) and word in symbols():
            return symbols()[word]
        self.after_unknown = True
        return f"\\{word}{gap}"

    def accented(self, accent: str) -> str:
        """Put an accent on the first character of the argument that follows."""
        combining, alone = ACCENTS[accent]
        argument = decode(self.argument())
        letter, rest = argument[:1], argument[1:]
        if not letter or letter.isspace():
            return alone + argument
        if combining in ABOVE:
            letter = DOTTED.get(letter, letter)
        return unicodedata.normalize("NFC", letter + combining) + rest

    def argument(self, limit: int = LONGEST_ARGUMENT) -> str:
        """Take what a macro takes: a group, without its braces, or one token."""
        while self.value[self.position : self.position + 1].isspace():
            self.position += 1
        start = self.position
        if not self.value.startswith("{", start):
            if self.value.startswith("}", start) or not (token := TOKEN.match(self.value, start)):
                return ""
            # Of a run of plain characters the argument is the first.
            self.position = start + 1 if token["text"] else token.end()
            return self.value[start : self.position]
        depth = 0
        for brace in BRACES.finditer(self.value, start, start + limit):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                self.position = brace.end()
                return self.value[start + 1 : brace.start()]
        return ""
