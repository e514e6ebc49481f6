r"""The text that a BibTeX value stands for.

    value  = *( math / macro / group / tie / character )
    math   = "$" … "$" / "\(" … "\)"        kept as `$…$`, untouched
    macro  = accent argument / symbol / plain group / style group / "\" any other
    group  = "{" value "}"                  the braces go; those of `{\it x}` and of a style's argument stay
    tie    = "~"

Only what stands for characters is translated. A style (`\emph{x}`) and any macro that is in no table stay as they are
written, with their arguments: dropping them would change the title. So do `--` and `` `` ``, which authors type in
plain text. Math is never translated: `$\omega$` is no letter of a word, and `\o` is another one.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache

from paperlist.tex.tables import (
    ACCENTS,
    BELOW,
    DOTLESS,
    KEPT_STYLES,
    LETTERS,
    LONE_BRACES,
    OLD_STYLES,
    SIGNS,
    SYMBOLS,
    symbols,
    words,
)

SPECIAL = re.compile(r"[\\{}$~]")  # what makes a value more than the characters it is written with
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
MACRO = re.compile(r"\\[A-Za-z]+")
STYLE_SWITCH = re.compile(rf"\s*\\(?:{'|'.join(OLD_STYLES)}|rm|sf)(?![A-Za-z])")  # after a brace: {\it x}
UNCHANGED = words("textrm textnormal textup textmd text mbox hbox url path")  # \textrm{x} looks like x
# \noopsort{1973a}1981: what only sorts is not printed.
SORTING = re.compile(r"no-?op-?sort|sort-?no-?op|noop|sortas", re.IGNORECASE)
WITH_DOT = {dotless: letter for letter, dotless in DOTLESS.items()}

# An accent's argument is a letter or two, that of `\ensuremath` a symbol. The limits keep a hostile value linear.
LONGEST_ARGUMENT = 80
LONGEST_ADDRESS = 800
DEEPEST = 50  # groups within one another in an argument

BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
NOT_BARE = re.compile(r"\\url\b|\\(?=[&%$#_{}~^])|(?<!\\)[{}]")
PARAGRAPH = re.compile(r"(?<!\s)[^\S\n]*+\n[^\S\n]*+\n\s*+")


def decode(value: str) -> str:
    r"""Return the text of a value: `Poincar{\'e} {GAN}s` is `Poincaré GANs`. White space is left as it is."""
    text = "".join(Decoder(value).pieces()) if SPECIAL.search(value) else value
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=256)  # what an entry says in a field is asked for by several readers
def one_line(value: str) -> str:
    """Return the text of a value that has no paragraphs, with single spaces."""
    return " ".join(decode(value).split())


def paragraphs(value: str) -> str:
    r"""Return the text of a value whose paragraphs are separated by a blank line or `\par`; each becomes one line."""
    return "\n\n".join(" ".join(each.split()) for each in PARAGRAPH.split(decode(value)) if each.strip())


@lru_cache(maxsize=256)
def bare(value: str) -> str:
    r"""Return an identifier or address without what TeX needs to print it: `10.1000/a\_b` is `10.1000/a_b`."""
    text = NOT_BARE.sub("", value)
    return unicodedata.normalize("NFC", " ".join(text.split()))


class Group(Enum):
    """What becomes of a group's braces."""

    REMOVED = auto()
    KEPT = auto()
    """Those of a style: the groups inside are like any other."""
    ALL_KEPT = auto()
    """Those of an unknown macro: nobody knows what the groups inside are for."""


class Decoder:
    """A reader that goes through one value once, token after token."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.position = 0
        self.open: list[Group] = []
        self.next_group = Group.REMOVED
        """What a group is that begins right here, after a macro."""

    def pieces(self) -> list[str]:
        """Return the text of each token, in order."""
        pieces: list[str] = []
        while token := TOKEN.match(self.value, self.position):
            self.position = token.end()
            group, self.next_group = self.next_group, Group.REMOVED
            if token["text"]:
                pieces.append(token["text"].replace("~", " "))
            elif math := token["math"]:
                pieces.append(LONE_BRACES.get(math) or (f"${math[2:-2]}$" if math[0] == "\\" else math))
            elif token["brace"]:
                pieces.append(self.begin(group) if token["brace"] == "{" else self.end())
                # {\Dash}a is not \Dasha.
                if not pieces[-1] and self.next_character().isalpha() and MACRO.fullmatch("".join(pieces[-2:])):
                    pieces.append("{}")
            elif token["sign"]:
                pieces.append(self.sign(token["sign"]))
            else:
                pieces.append(self.word(token["word"], token["gap"]))
        return pieces

    def next_character(self) -> str:
        """Return the character that comes next, empty at the end."""
        return self.value[self.position : self.position + 1]

    def begin(self, group: Group) -> str:
        """Open a group; return its brace if that is kept."""
        if self.open and self.open[-1] is Group.ALL_KEPT:
            group = Group.ALL_KEPT
        elif group is Group.REMOVED and STYLE_SWITCH.match(self.value, self.position):
            group = Group.KEPT
        self.open.append(group)
        return "" if group is Group.REMOVED else "{"

    def end(self) -> str:
        """Close a group; return its brace if that is kept. An unknown macro may have another argument after it."""
        group = self.open.pop() if self.open else Group.REMOVED
        if group is Group.ALL_KEPT:
            self.next_group = group
        return "" if group is Group.REMOVED else "}"

    def sign(self, sign: str) -> str:
        """Return the text of a macro whose name is one character that is no letter."""
        if sign in ACCENTS:
            return self.accented(sign)
        return " " if sign == "\\" else SIGNS.get(sign, f"\\{sign}")

    def word(self, word: str, gap: str) -> str:
        """Return the text of a macro whose name is a word; the white space `gap` after it ends the macro."""
        following = self.next_character()
        if word in ACCENTS and not (len(word) == 1 and following in ("", "}")):
            return self.accented(word)
        if word in UNCHANGED and following == "{":
            return ""
        if SORTING.fullmatch(word) and following == "{":
            self.argument(LONGEST_ADDRESS)
            return ""
        if word == "href":
            self.argument(LONGEST_ADDRESS)
            return ""
        if word == "ensuremath":
            math = self.argument().strip()  # \ensuremath{\alpha} is one letter of the text
            return math if len(math) < 2 else symbols().get(math.removeprefix("\\"), f"${math}$")
        if (word in LETTERS or word in SYMBOLS or word.startswith("text")) and word in symbols():
            return symbols()[word]
        self.next_group = Group.KEPT if word in KEPT_STYLES else Group.ALL_KEPT
        return f"\\{word}{gap}"

    def accented(self, accent: str) -> str:
        """Return the argument that follows with an accent on its first character."""
        combining, alone = ACCENTS[accent]
        argument = decode(self.argument())
        letter, rest = argument[:1], argument[1:]
        if not letter or letter.isspace():
            return alone + argument
        if combining not in BELOW:
            letter = WITH_DOT.get(letter, letter)
        return unicodedata.normalize("NFC", letter + combining) + rest

    def argument(self, limit: int = LONGEST_ARGUMENT) -> str:
        """Take what a macro takes and return it: a group, without its braces, or one token."""
        while self.next_character().isspace():
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
