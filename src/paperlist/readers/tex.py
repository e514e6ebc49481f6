r"""The text that a BibTeX value stands for.

    value  = *( math / macro / group / tie / character )
    math   = "$" … "$" / "\(" … "\)"        kept as `$…$`, untouched
    macro  = accent argument / symbol / plain group / style group / "\" any other
    group  = "{" value "}"                  the braces go; those of `{\it x}` and of a style's argument stay
    tie    = "~"

Only what stands for characters is translated. A style (`\emph{x}`) and any macro that is in no table stay as they are
written, with their arguments: dropping them would change the title. So do `--` and
`` `` ``, which authors type in plain text. Math is never translated: `$\omega$` is no letter
of a word, and `\o` is another one.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import cache

# What makes a value more than the characters it is written with.
SPECIAL = re.compile(r"[\\{}$~]")

TOKEN = re.compile(
    r"""
    (?P<math>\$(?:\\.|[^$\\])+\$|\$\$(?:\\.|[^$\\])+\$\$|\\\((?:\\[^()]|[^\\])*\\\))
  | \\(?P<word>[A-Za-z]+)(?P<gap>\s*)
  | \\(?P<sign>.)
  | (?P<brace>[{}])
  | (?P<text>[^\\{}$]+|.)
    """,
    re.DOTALL | re.VERBOSE,
)

# {$\lbrace$}  A brace that has no partner, as we write it: the only safe way, since BibTeX counts `\{` as well.
LONE_BRACES = {"$\\lbrace$": "{", "$\\rbrace$": "}"}

# {\it x}
SWITCH = re.compile(r"\s*\\(?:em|it|sl|bf|sc|tt|rm|sf)(?![A-Za-z])")

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
    "div": "÷",
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
    "^\\circ": "°",
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
    "thinspace": " ",
    "enspace": " ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "BibTeX": "BibTeX",
    "XeTeX": "XeTeX",
    "LuaTeX": "LuaTeX",
    "ConTeXt": "ConTeXt",
    "guillemetleft": "«",
    "guillemetright": "»",
    "relax": "",
    "protect": "",
}
TEXT_WORDS = frozenset(
    {"oe", "OE", "ae", "AE", "aa", "AA", "o", "O", "ss", "l", "L", "i", "j", "dh", "DH", "th", "TH", "dj", "DJ", "ng"}
    | {"NG", "ij", "IJ", "guillemotleft", "guillemotright", "guilsinglleft", "guilsinglright", "quotesinglbase"}
    | {"quotedblbase", "enskip"}
)

# \textrm{x} looks like x.
PLAIN = frozenset({"textrm", "textnormal", "textup", "textmd", "text", "mbox", "hbox", "url", "path"})

# \emph{x} does not, and says so as long as it is with us.
STYLES = frozenset({"emph", "textit", "textbf", "textsc", "texttt", "textsl", "textsf", "underline"}) | {
    "textsuperscript",
    "textsubscript",
}

MACRO = re.compile(r"\\[A-Za-z]+")

# An accent's argument is a letter or two, that of `\\ensuremath` a symbol. The limits keep a hostile value linear.
LONGEST_ARGUMENT = 80
LONGEST_ADDRESS = 2000
DEEPEST = 50
"""So many groups within one another no argument has."""

BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
WHITE = re.compile(r"[^\S\n]+")
PARAGRAPH = re.compile(r"(?<!\s)[^\S\n]*+\n[^\S\n]*+\n\s*+")


def decode(value: str) -> str:
    r"""Give the text of a value: `Poincar{\'e} {GAN}s` is `Poincaré GANs`. White space is left as it is."""
    if not SPECIAL.search(value):
        return unicodedata.normalize("NFC", value)
    return unicodedata.normalize("NFC", "".join(Decoder(value).pieces()))


def one_line(value: str) -> str:
    """Decode a value that has no paragraphs, with single spaces."""
    return " ".join(decode(value).split())


def paragraphs(value: str) -> str:
    r"""Decode a value whose paragraphs are separated by a blank line or `\par`; each becomes one line."""
    return "\n\n".join(" ".join(each.split()) for each in PARAGRAPH.split(decode(value)) if each.strip())


def bare(value: str) -> str:
    r"""Give an identifier or address without what TeX needs to print it: `10.1000/a\_b` is `10.1000/a_b`."""
    text = re.sub(r"\\url\b|\\(?=[&%$#_{}~^])|(?<!\\)[{}]", "", value)
    return unicodedata.normalize("NFC", " ".join(text.split()))


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


class Group(Enum):
    """What becomes of a group's braces."""

    GO = auto()
    STAY = auto()
    """Those of a style: the groups inside are like any other."""
    ALL_STAY = auto()
    """Those of an unknown macro: nobody knows what the groups inside are for."""


class Decoder:
    """One value on its way to being text."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.position = 0
        self.open: list[Group] = []
        self.next_group = Group.GO
        """What a group is that begins right here, after a macro."""

    def pieces(self) -> list[str]:
        """Translate token after token."""
        pieces: list[str] = []
        while token := TOKEN.match(self.value, self.position):
            self.position = token.end()
            group, self.next_group = self.next_group, Group.GO
            if token["text"]:
                pieces.append(token["text"].replace("~", " "))
            elif token["math"]:
                math = token["math"]
                pieces.append(LONE_BRACES.get(math) or (f"${math[2:-2]}$" if math[0] == "\\" else math))
            elif token["brace"]:
                pieces.append(self.begin(group) if token["brace"] == "{" else self.end())
                # {\Dash}a is not \Dasha.
                following = self.value[token.end() : token.end() + 1]
                if not pieces[-1] and following.isalpha() and MACRO.fullmatch("".join(pieces[-2:])):
                    pieces.append("{}")
            elif token["sign"]:
                pieces.append(self.sign(token["sign"]))
            else:
                pieces.append(self.word(token["word"], token["gap"]))
        return pieces

    def begin(self, group: Group) -> str:
        """Open a group: give its brace if it stays."""
        if self.open and self.open[-1] is Group.ALL_STAY:
            group = Group.ALL_STAY
        elif group is Group.GO and SWITCH.match(self.value, self.position):
            group = Group.STAY
        self.open.append(group)
        return "" if group is Group.GO else "{"

    def end(self) -> str:
        """Close a group: give its brace if it stays. An unknown macro may have another argument after it."""
        group = self.open.pop() if self.open else Group.GO
        if group is Group.ALL_STAY:
            self.next_group = group
        return "" if group is Group.GO else "}"

    def sign(self, sign: str) -> str:
        """Translate a macro whose name is one character that is no letter."""
        if sign in ACCENTS:
            return self.accented(sign)
        return " " if sign == "\\" else SIGNS.get(sign, f"\\{sign}")

    def word(self, word: str, gap: str) -> str:
        """Translate a macro whose name is a word; the white space after it is the macro's end."""
        if word in ACCENTS and not (len(word) == 1 and self.value[self.position : self.position + 1] in ("", "}")):
            return self.accented(word)
        if word in PLAIN and self.value[self.position : self.position + 1] == "{":
            return ""
        if word == "href":
            self.argument(LONGEST_ADDRESS)
            return ""
        if word == "ensuremath":
            math = self.argument().strip()  # \ensuremath{\alpha} is one letter of the text
            return math if len(math) < 2 else symbols().get(math.removeprefix("\\"), f"${math}$")
        if (word in TEXT_WORDS or word in WORDS or word.startswith("text")) and word in symbols():
            return symbols()[word]
        self.next_group = Group.STAY if word in STYLES else Group.ALL_STAY
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
            if depth > DEEPEST:
                break
        return ""
