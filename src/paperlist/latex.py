r"""Text as listings give it, made safe to stand in a BibTeX field and to be typeset from there.

What a listing says is half text, half TeX: `50% of AT&T`, `the $\ell_1$ norm`, `{\it Fermi} data`, `\citep{x}`.
So text is read by this grammar, and whatever does not fit it is plain text, whose every character is printed:

    text    = (math | styled | escaped | character)*
    math    = "$" formula "$"                    # kept to the letter, when `is_formula` accepts it
    styled  = "\" STYLE "{" text "}"             # \emph{x} is kept
            | "{\" OLD " " text "}"              # {\it x} is written \textit{x}: newer classes have no \it
    escaped = "\%" | "\&" | "\#" | "\_" | "\$"   # kept
    formula = what LaTeX with amsmath and amssymb typesets without an error, made of the macros listed here

Hence no macro gets out that is not in a table of this module: nothing can read a file, define, or end the entry.
Braces are balanced in every value as BibTeX counts them (it counts `\{` too). TeX's own signs for dashes and quotes
(`--`, ``` `` ```, `''`) stay, since authors on arXiv mean them so.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Literal

Protect = Literal["auto", "all", "none"]


def _words(text: str) -> frozenset[str]:
    """Split a table written as words."""
    return frozenset(text.split())


# In this order they can be replaced one after another: only the backslash is in what others become.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    # In TeX's old text fonts these print as other characters, and so some clients read them. (A bar does too, but
    # pandoc 2.17 drops `\textbar`.)
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}

# A brace without its partner. `\{` alone would unbalance the field; pandoc 2.17 drops `\textbraceleft`.
LONE = {"{": r"{$\lbrace$}", "}": r"{$\rbrace$}"}

LEADING = {LONE["{"]: r"\textbraceleft{}", LONE["}"]: r"\textbraceright{}", "`": "‘"}
DOLLAR = "\ue000"  # of private use: stands for a dollar that begins no formula

STYLES = _words("emph textit textbf textsc texttt textsuperscript textsubscript")
TAGS = {
    "emph": ("<i>", "</i>"),
    "textit": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"),
    "textsc": ('<span style="font-variant:small-caps;">', "</span>"),
    "texttt": ("", ""),
    "textsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
}
OLD_STYLES = {"em": "emph", "it": "textit", "sl": "emph", "bf": "textbf", "sc": "textsc", "tt": "texttt"}

# "\emph", "\%", "{". It begins with one set of characters, which is quick to search for.
TOKEN = re.compile(r"[\\{}$](?:(?<=\\)(?:[A-Za-z]++|.)?)?", re.DOTALL)
FORMULA = re.compile(r"\$(?P<math>(?:[^\\$]++|\\.)*)\$", re.DOTALL)  # "$\ell_1$", whatever stands between the dollars
OLD_STYLE = re.compile(r"\{\s*\\(?P<name>em|it|sl|bf|sc|tt)(?![A-Za-z])\s*")  # "{\it "

# What LaTeX prints as it stands. Most texts are no more than that, and need not be searched for anything else. (A grave
# accent is printed too, but in a name it is care that it needs.)
PLAIN = re.compile(r"[ !\"'*+(),\-./0-9:;=?@A-Z\[\]a-z|]*+")  # "Bowman, Samuel R."

# Controls, private "noncharacters" and the byte order mark have no place in a text file.
NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
INVISIBLE = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff{NONCHARACTERS}]")
SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` in one line: white space is single spaces, control characters are gone, half surrogates are U+FFFD."""
    if not text.isprintable():
        text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", INVISIBLE.sub("", text))
    elif "  " not in text:
        return text.strip()  # of all white space only the blank is printable, and here it stands alone
    return " ".join(text.split())


def escape(text: str, *, ascii_only: bool = False) -> str:
    """`text` (one line, any characters) as LaTeX that prints it; see the grammar above."""
    if PLAIN.fullmatch(text) and "  " not in text:
        return text.strip()
    return _written(clean(text), ascii_only)


def name(text: str, *, ascii_only: bool = False) -> str:
    r"""A clean name as `escape` gives it, but for what biber makes no initial of: `$x$`, `{$\lbrace$}`, `` ` ``."""
    if PLAIN.fullmatch(text):
        return text
    text = TOKEN.sub(lambda token: DOLLAR if token[0] == "$" else token[0], text)
    tex = _written(text, ascii_only).replace(DOLLAR, r"\$")
    for sign, macro in LEADING.items():
        if tex.startswith(sign):
            return macro + tex[len(sign) :]
    return tex


def title(text: str, protect: Protect = "auto", *, ascii_only: bool = False) -> str:
    """`text` as `escape` gives it, in which the capitals that a style must not change stand in braces.

    `auto` protects acronyms and other words with capitals inside (`LLMs`, `McDonald`), single capitals and the word
    after a colon; `all` the whole title; `none` nothing but formulas, in which a letter's case is its meaning.
    """
    text = clean(text)
    if protect == "all":
        return "{" + _written(text, ascii_only) + "}"
    return _written(text, ascii_only, "auto" if protect == "auto" else "none")


def marked_up(text: str) -> str:
    r"""`text` in one line with the styles that it has in TeX as CSL's tags: `{\it Fermi}` is `<i>Fermi</i>`."""
    text = clean(text)
    if "\\" not in text:
        return text
    ends: list[str] = []
    out: list[str] = []
    for kind, value in _pieces(text):
        if kind == "open":
            begin, end = TAGS[value[1:-1]]
            out.append(begin)
            ends.append(end)
        elif kind == "close":
            out.append(ends.pop())
        else:
            out.append(value[-1] if kind == "tex" else value)
    return "".join(out)


# ---- Reading ---------------------------------------------------------------------------------------------------------

BRACES = frozenset({"{", "}", r"\{", r"\}"})
ESCAPES = frozenset({r"\%", r"\&", r"\#", r"\_", r"\$"})  # TeX for a sign, which authors write in titles too


def _written(text: str, ascii_only: bool, protect: Protect | None = None) -> str:
    """LaTeX for a cleaned text; with `protect`, for a title."""
    # To look for one sign after another is several times as quick as to look for any of them.
    if not ("$" in text or "\\" in text or "{" in text or "}" in text):
        return _shielded(text, ascii_only) if protect == "auto" else _characters(text, ascii_only)
    written: list[str] = []
    before = ""
    for kind, value in _with_partners(_pieces(text)):
        if kind == "text":
            tex = _shielded(value, ascii_only, before) if protect == "auto" else _characters(value, ascii_only)
        elif kind == "math":
            formula = _formula(value, ascii_only)
            tex = formula if protect is None else "{" + formula + "}"
        else:
            tex = value
        written.append(tex)
        before = value
    return "".join(written)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Cut `text` into parts.

    They are ("text", characters), ("math", a formula with its dollars), ("brace", a literal brace), ("open" or "close",
    an end of a style), ("tex", an escaped sign).
    """
    done = position = 0
    closes: list[int] = []  # where the styles that are open end
    while token := TOKEN.search(text, position):
        start, position = token.span()
        sign = token[0]
        if closes and start == closes[-1]:
            closes.pop()
            piece = ("close", "}")
        elif sign == "$":
            end = _formula_end(text, start, closes[-1] if closes else len(text))
            if not end:
                continue  # a dollar alone
            piece, position = ("math", text[start:end]), end
        elif (style := _style_at(text, start)) and (end := _closing(text, style[1])):
            closes.append(end)
            piece, position = ("open", f"\\{style[0]}{{"), style[1]
        elif sign in BRACES:
            piece = ("brace", sign[-1])
        elif sign in ESCAPES:
            piece = ("tex", sign)
        else:  # a macro nobody knows: text like the rest
            continue
        if done < start:
            yield "text", text[done:start]
        yield piece
        done = position
    if done < len(text):
        yield "text", text[done:]


def _with_partners(pieces: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    r"""Write literal braces as `\{` where they have a partner in the same style, else as LONE says."""
    out: list[tuple[str, str]] = []
    levels: list[list[int]] = [[]]  # for each open style the places in `out` of braces that wait for a partner
    for piece in pieces:
        kind, value = piece
        if kind == "brace":
            if value == "{":
                levels[-1].append(len(out))
                piece = ("lone", LONE["{"])
            elif levels[-1]:
                out[levels[-1].pop()] = ("brace", r"\{")
                piece = ("brace", r"\}")
            else:
                piece = ("lone", LONE["}"])
        elif kind == "open":
            levels.append([])
        elif kind == "close":
            levels.pop()
        out.append(piece)
    return out


def _style_at(text: str, start: int) -> tuple[str, int] | None:
    r"""Find the style that begins at `start` (`\emph{`, `{\it `) and where its text begins."""
    if text[start] == "\\":
        name = TOKEN.match(text, start)
        if name and name[0][1:] in STYLES and text[name.end() : name.end() + 1] == "{":
            return name[0][1:], name.end() + 1
        return None
    old = OLD_STYLE.match(text, start)
    return (OLD_STYLES[old["name"]], old.end()) if old else None


def _closing(text: str, start: int) -> int | None:
    """Where the brace is that closes the group whose text begins at `start`; None if nothing closes it."""
    depth = 1
    for token in TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.start()
    return None


def _formula_end(text: str, start: int, limit: int) -> int | None:
    """Where the formula ends whose `$` is at `start`; None if there is no good formula before `limit`."""
    formula = FORMULA.match(text, start, limit)
    return formula.end() if formula and is_formula(formula["math"]) else None


# ---- Characters ------------------------------------------------------------------------------------------------------


def _characters(text: str, ascii_only: bool) -> str:
    """Each character of `text` as LaTeX prints it."""
    if PLAIN.fullmatch(text):
        return text
    for sign in SPECIAL:
        if sign in text:
            text = text.replace(sign, SPECIAL[sign])
    return _accented(text) if ascii_only and not text.isascii() else text


def _formula(math: str, ascii_only: bool) -> str:
    """Write a formula with its dollars; with `ascii_only` its Greek letters and signs as macros."""
    if not ascii_only or math.isascii():
        return math
    return "".join([_math_sign(char) if char > "\x7f" else char for char in math])


# The accents of LaTeX's kernel, by the combining character they stand for.
ACCENTS: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u ",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030b": "H ",
    "\u030c": "v ",
    "\u0323": "d ",
    "\u0327": "c ",
    "\u0328": "k ",
    "\u0331": "b ",
}
DOTLESS: Final = {"i": r"\i", "j": r"\j"}
BELOW: Final = "\u0323\u0327\u0328\u0331"  # accents under which an i keeps its dot

# Signs that every LaTeX has under a plain name, or that TeX's own signs mean.
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
    "\N{LATIN SMALL LETTER DOTLESS I}": r"{\i}",
}
LETTERS: Final = _words("ae AE oe OE o O l L ss aa AA dh DH dj DJ ng NG th TH")
TEXT_MACROS: Final = _words(
    "textdegree textbullet textdagger textdaggerdbl texttrademark textregistered texteuro textyen textcent "
    "textonehalf textonequarter textthreequarters textordfeminine textordmasculine textexclamdown textquestiondown "
    "guillemotleft guillemotright guilsinglleft guilsinglright quotedblbase quotesinglbase textperthousand "
    "textonesuperior texttwosuperior textthreesuperior textlnot textbrokenbar textcurrency"
)
LIBRARY_MATH = re.compile(r"\\ensuremath\{\\(?P<name>[A-Za-z]+)(?:\{[A-Za-z]\})?\}")  # "\ensuremath{\alpha}"


def _accented(text: str) -> str:
    """`text` with LaTeX's notation for the characters that have a common one; the others stay, nothing is lost."""
    import unicodedata

    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isascii():
            out.append(char)
        elif unicodedata.combining(char) and char in ACCENTS and out and len(out[-1]) == 1 and out[-1].isalpha():
            out[-1] = _accent(out[-1], char)
        else:
            out.append(_notation(char))
    return "".join(out)


def _accent(base: str, mark: str) -> str:
    r"""`{\'e}`: in braces, which BibTeX knows to be one letter."""
    letter = DOTLESS.get(base, base) if mark not in BELOW else base
    return f"{{\\{ACCENTS[mark]}{letter}}}"


@cache
def _notation(char: str) -> str:
    """LaTeX's common notation for one character beyond ASCII, or the character itself."""
    import unicodedata

    from pylatexenc.latexencode import get_builtin_uni2latex_dict  # type: ignore[import-untyped]

    if char in SIGNS:
        return SIGNS[char]
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in ACCENTS:
        return _accent(parts[0], parts[1])
    # The library's table also has packages' own fonts; and its accents are not all right, so those are done above.
    known: str = get_builtin_uni2latex_dict().get(ord(char), "")
    if known[1:] in LETTERS:
        return f"{{{known}}}"
    if known[1:] in TEXT_MACROS:
        return known + "{}"
    if (math := LIBRARY_MATH.fullmatch(known)) and math["name"] in SYMBOLS | ALPHABETS:
        return known
    return char


def _math_sign(char: str) -> str:
    """Write a character beyond ASCII inside a formula."""
    math = LIBRARY_MATH.fullmatch(_notation(char))
    return "{" + _notation(char)[len(r"\ensuremath{") : -1] + "}" if math else char


# ---- Capitals --------------------------------------------------------------------------------------------------------

WORD = re.compile(r"([^\W_](?:[\w.'’+*]*[^\W_])?)")  # "LLMs", "A.I", "McDonald"; hyphens part words
MAY_BE_DELICATE = re.compile(
    r"[A-Z](?:(?<=[\w.'+*][A-Z])|(?![a-z])(?<!A)|(?<=A)(?![a-z ]))"
)  # a capital of ASCII behind another sign of a word, or without a small letter behind it; but for "A "
AFTER_COLON = re.compile(r":\s+[\"'`“‘(\[]*\Z")  # "Sleeper Agents: "


def _shielded(text: str, ascii_only: bool, before: str = "") -> str:
    """`text` with braces around the words whose capitals a style must not change; `before` is what it follows."""
    colon = ":" in text or ":" in before
    if not colon and text.isascii() and not MAY_BE_DELICATE.search(text):
        return _characters(text, ascii_only)
    parts = WORD.split(text)  # every other one is a word
    for place, word in enumerate(parts[1::2]):
        if word.islower() or (word[1:].islower() and not colon):
            continue  # most words of most titles
        if _is_delicate(word) or (
            colon and word[0].isupper() and _ends_in_colon("" if place else before, parts[2 * place])
        ):
            parts[2 * place + 1] = f"{{{word}}}"
    return _characters("".join(parts), ascii_only)


def _is_delicate(word: str) -> bool:
    """Whether lower case would change what `word` means: capitals inside it, or nothing but capitals, "A" aside."""
    rest = word[1:]
    return not rest.islower() and (rest != rest.lower() or (word.isupper() and word != "A"))


def _ends_in_colon(before: str, text: str) -> bool:
    """Whether `text`, which follows `before`, is a colon and what may stand between it and what it announces."""
    return bool(AFTER_COLON.search((before[-6:] + text)[-6:]))


# ---- Formulas --------------------------------------------------------------------------------------------------------

# Macros without argument, of LaTeX and of amsmath and amssymb.
SYMBOLS: Final = _words(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi varpi rho
    varrho sigma varsigma tau upsilon phi varphi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    aleph beth gimel daleth hbar hslash imath jmath ell wp Re Im partial infty prime backprime emptyset varnothing nabla
    surd top bot angle measuredangle sphericalangle triangle forall exists nexists neg lnot flat natural sharp clubsuit
    diamondsuit heartsuit spadesuit complement mho eth square Box blacksquare lozenge blacklozenge bigstar diagup
    diagdown vartriangle triangledown blacktriangle blacktriangledown
    sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus biguplus
    pm mp times div ast star circ bullet cdot cap cup uplus sqcap sqcup vee lor wedge land setminus smallsetminus wr
    diamond bigtriangleup bigtriangledown triangleleft triangleright lhd rhd unlhd unrhd oplus ominus otimes oslash odot
    bigcirc dagger dag ddagger ddag amalg ltimes rtimes boxplus boxminus boxtimes boxdot dotplus barwedge veebar
    circledast circledcirc circleddash intercal divideontimes
    le leq ge geq ne neq equiv sim simeq approx approxeq cong propto ll gg lll ggg prec succ preceq succeq subset supset
    subseteq supseteq subsetneq supsetneq sqsubset sqsupset sqsubseteq sqsupseteq in ni owns notin vdash dashv models
    perp mid nmid parallel nparallel bowtie smile frown asymp doteq doteqdot leqslant geqslant leqq geqq lesssim gtrsim
    lessapprox gtrapprox lessgtr gtrless lesseqgtr gtreqless nless ngtr nleq ngeq prec succ precsim succsim
    trianglelefteq trianglerighteq
    vDash Vdash Vvdash nvdash nvDash triangleq bumpeq Bumpeq circeq therefore because between pitchfork
    backsim thicksim thickapprox subseteqq supseteqq Subset Supset
    gets leftarrow Leftarrow to rightarrow Rightarrow leftrightarrow Leftrightarrow mapsto hookleftarrow hookrightarrow
    leftharpoonup leftharpoondown rightharpoonup rightharpoondown rightleftharpoons leftrightharpoons longleftarrow
    longrightarrow Longleftarrow Longrightarrow longleftrightarrow Longleftrightarrow longmapsto iff implies impliedby
    uparrow Uparrow downarrow Downarrow updownarrow Updownarrow nearrow searrow swarrow nwarrow leadsto rightsquigarrow
    twoheadrightarrow twoheadleftarrow rightarrowtail leftarrowtail circlearrowleft circlearrowright curvearrowleft
    curvearrowright upharpoonright upharpoonleft nrightarrow nleftarrow nRightarrow nLeftarrow multimap rightrightarrows
    leftleftarrows leftrightarrows rightleftarrows
    ldots cdots vdots ddots dots dotsc dotsb dotsm dotsi colon quad qquad backslash lbrace rbrace lbrack rbrack langle
    rangle lceil rceil lfloor rfloor vert Vert lvert rvert lVert rVert ulcorner urcorner llcorner lrcorner
    log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg det dim gcd hom inf ker lim
    liminf limsup max min Pr sup
    bmod rm it bf sf tt cal mit displaystyle textstyle scriptstyle
    """
)
ALPHABETS: Final = _words(
    "mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathnormal boldsymbol operatorname"
)
# Those that are one sign, so that they can follow ^ and _ without braces.
SMALL_SYMBOLS: Final = _words(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
    sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    infty prime ell partial star ast circ bullet dagger ddagger pm mp times perp top bot parallel odot oplus otimes
    ominus vee wedge cap cup to rightarrow leftarrow uparrow downarrow sharp flat natural emptyset
    """
)
WITH_ONE: Final = ALPHABETS | _words(
    "hat widehat check tilde widetilde acute grave dot ddot dddot breve bar vec overline underline overrightarrow "
    "overleftarrow overbrace underbrace sqrt pmod mathring boxed"
)
WITH_TWO: Final = _words("frac dfrac tfrac binom dbinom tbinom overset underset stackrel")
WITH_TEXT: Final = _words("text textrm textbf textit textsf texttt mbox")
SIZES: Final = _words("big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm")
DELIMITERS: Final = _words(
    r"( ) [ ] / | . < > \{ \} \| \lbrace \rbrace \lbrack \rbrack \langle \rangle \lceil \rceil \lfloor \rfloor \vert "
    r"\Vert \lvert \rvert \lVert \rVert \uparrow \downarrow \backslash"
)
ESCAPED: Final = _words(r"\, \; \: \! \> \{ \} \| \% \& \_ \#") | {"\\ "}
NEVER: Final = frozenset('&#%$\\"')
MATH_TOKEN = re.compile(
    rf"\\(?:{'|'.join(sorted(WITH_TEXT))})\s*\{{[A-Za-z0-9 ,.:;()+=/*!?-]*\}}"  # "\text{{ if odd}}" is one token
    r"|\\(?:[A-Za-z]+|.|$)|\S",  # "\alpha", "\{", "x"
    re.DOTALL,
)
BRACE = re.compile(r"[{}]")
LIKE_FORMULA = re.compile(r"[\\^_{}=+*/<>()|,-]")  # "x = 1"
OWN_SIGN = re.compile(r"[\\^_]")  # "\ell", "x_1"
DEEPEST = 20
LONGEST = 500


class _NoFormulaError(Exception):
    """The text between two dollars would not be typeset as a formula."""


def is_formula(math: str) -> bool:
    """Whether LaTeX with amsmath and amssymb typesets `math`, put between dollars, without an error."""
    return len(math) <= LONGEST and _is_typeset(math)


@lru_cache(maxsize=2048)  # `$n$` and `$k$` come again and again
def _is_typeset(math: str) -> bool:
    """Whether `math`, which is not too long, is a formula."""
    if not math.strip() or not _braces_balance(math):
        return False
    # "from $5 million to US$10": two dollars with prose between them.
    if " " in math and not LIKE_FORMULA.search(math):
        return False
    if math != math.strip() and not OWN_SIGN.search(math):
        return False
    try:
        reader = _Formula(math)
        reader.read_list(0)
    except _NoFormulaError:
        return False
    return reader.next == ""


def _braces_balance(math: str) -> bool:
    r"""Whether BibTeX, for which `\{` is a brace too, finds the braces balanced."""
    depth = 0
    for brace in BRACE.findall(math):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


class _Formula:
    """A reader of the formula grammar: it goes through the tokens once and raises at the first that cannot stand."""

    def __init__(self, math: str) -> None:
        self._after: Iterator[str] = iter([*MATH_TOKEN.findall(math), ""])
        self.next = next(self._after)

    def _advance(self) -> str:
        """Take the token `next` and look at the one after it, `""` at the end."""
        taken = self.next
        if taken:
            self.next = next(self._after)
        return taken

    def _expect(self, good: bool) -> None:
        if not good:
            raise _NoFormulaError

    def read_list(self, depth: int, *, until_right: bool = False) -> None:
        r"""Atoms with their scripts, up to a closing brace, to `\right`, or to the end."""
        self._expect(depth < DEEPEST)
        scripts = last = ""
        while self.next and self.next != "}":
            if self.next == r"\right":
                self._expect(until_right)
                return
            if self.next in "^_'":
                # x'' and x''^2 are one superscript each; x^2' and x'_i' are two, which TeX refuses.
                script = self._advance()
                self._expect(script not in scripts or script == last == "'")
                self._expect(script != "'" or "^" not in scripts)
                self._expect(script != "^" or "'" not in scripts or last == "'")
                scripts += script
                last = script
                if script != "'":
                    self._read_script(depth)
            elif self.next in MATH_SIGNS:
                scripts = last = ""
                self.next = next(self._after)
            else:
                scripts = last = ""
                self._read_atom(depth)

    def _read_script(self, depth: int) -> None:
        """Read what `^` or `_` sets: a group, a sign, or a letter in another alphabet."""
        token = self.next
        if token == "{" or token[1:] in ALPHABETS - {"operatorname", "boldsymbol"}:
            self._read_atom(depth)
        else:
            self._expect(token[1:] in SMALL_SYMBOLS or (len(token) == 1 and _is_sign(token)))
            self._advance()

    def _read_atom(self, depth: int) -> None:
        token = self._advance()
        name = token[1:]
        if token == "{":
            self.read_list(depth + 1)
            self._expect(self._advance() == "}")
        elif _is_sign(token) or token in ESCAPED:
            pass
        elif token == r"\left":
            self._expect(self._advance() in DELIMITERS)
            self.read_list(depth + 1, until_right=True)
            self._expect(self._advance() == r"\right")
            self._expect(self._advance() in DELIMITERS)
        elif name in SIZES:
            self._expect(self._advance() in DELIMITERS)
        elif name in WITH_ONE:
            if name == "sqrt" and self.next == "[":
                while self._advance() != "]":
                    self._expect(len(self.next) == 1 and _is_sign(self.next))
            self._read_argument(depth)
        elif name in WITH_TWO:
            self._read_argument(depth)
            self._read_argument(depth)
        else:
            self._expect(token[-1:] == "}" and len(token) > 2)  # of those with text, which have it with them

    def _read_argument(self, depth: int) -> None:
        """Read a group or one sign."""
        if self.next == "{":
            self._read_atom(depth)
        else:
            self._expect(_is_sign(self.next))
            self._advance()


MATH_SIGNS: Final = {"\\" + symbol for symbol in SYMBOLS} | {chr(code) for code in range(0x7F)} - {*"^_{}'"} - NEVER


def _is_sign(token: str) -> bool:
    """Whether `token` is one sign of a formula, which needs nothing after it."""
    # LaTeX has no formula letters between ASCII and Greek: é in a formula is a warning or worse.
    return token in MATH_SIGNS or (len(token) == 1 and token >= "\u0370")
