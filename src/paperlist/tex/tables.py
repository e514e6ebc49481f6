r"""Which macro is which character: what `decode` reads and `encode` writes.

What pylatexenc knows of single characters is asked of it (`symbols` for reading, `encode.notation` for writing); here
are the accents and letters, which both ways share, and where TeX prints something else than pylatexenc says.
"""

from functools import cache
from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a table that is written as text."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
    """Return the table that is written as text: a macro, its character, and so on."""
    each = iter(text.split())
    return dict(zip(each, each, strict=True))


# \' acute: the combining character, and what is printed where it is over nothing (`\^{}`).
ACCENTS: Final = {
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
    # From packages and newer kernels: read and never written.
    "t": ("\u0361", ""),
    "G": ("\u030f", ""),
    "f": ("\u0311", ""),
    "h": ("\u0309", ""),
    "U": ("\u030d", ""),
    "textcommabelow": ("\u0326", ""),
}
KERNEL_ACCENTS: Final = {ACCENTS[macro][0]: macro for macro in "`'^~=u.\"rHvdckb"}  # those that every LaTeX has
BELOW: Final = frozenset("\u0323\u0326\u0327\u0328\u0331")  # accents under which an i keeps its dot

LETTERS: Final = pairs(
    "ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł ss ß dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ th þ TH Þ i ı j ȷ"
)
DOTLESS: Final = {"i": "ı", "j": "ȷ"}  # what accents above are put on

# Words that text may have outside math and that pylatexenc does not know, or knows as something else.
SYMBOLS: Final = {
    **pairs(
        r"""
        S § P ¶ copyright © pounds £ dag † ddag ‡ div ÷ dots … ldots … slash / SS ẞ ij ĳ IJ Ĳ lbrace { rbrace } ^\circ °
        guillemetleft « guillemetright » guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright ›
        quotesinglbase ‚ quotedblbase „ textampersand & textasciicircum ^ textasciigrave ` textbar | textbardbl ‖
        textbraceleft { textbraceright } textdollar $ textgreater > textless < textlangle ⟨ textrangle ⟩ textminus −
        textmiddot · textnumbersign # textpercent % textperiodcentered · textquotedbl " textquotesingle ' textsurd √
        textunderscore _ textvisiblespace ␣ TeX TeX LaTeX LaTeX LaTeXe LaTeX2e BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX
        ConTeXt ConTeXt
        """
    ),
    **dict.fromkeys(("newline", "nobreakspace", "quad", "qquad", "space", "thinspace", "enspace"), " "),
    "par": "\n\n",
    "enskip": "\u2002",
    "relax": "",
    "protect": "",
}

# \& \% …: the sign itself. \, \; …: a space. \- \/ …: nothing that one reads.
SIGNS: Final = {sign: sign for sign in "&%$#_{}|"} | dict.fromkeys(" ,;:\n\t", " ") | dict.fromkeys("-/!@", "")

# {$\lbrace$}: a brace that has no partner, as we write it. `\{` alone would unbalance the field, since BibTeX counts
# it too; pandoc 2.17 drops `\textbraceleft`.
LONE_BRACES: Final = {r"$\lbrace$": "{", r"$\rbrace$": "}"}

# \emph{x}: what is kept in titles, both ways; the others are kept where they are read, and never written.
STYLES: Final = words("emph textit textbf textsc texttt textsuperscript textsubscript")
KEPT_STYLES: Final = STYLES | words("textsl textsf underline")
# {\it x}: the older way, and the macro that is written for it, as newer classes have no \it.
OLD_STYLES: Final = {"em": "emph", "it": "textit", "sl": "emph", "bf": "textbf", "sc": "textsc", "tt": "texttt"}


@cache
def symbols() -> dict[str, str]:
    """Return the macros that are one character, in text or in math, with the character."""
    from pylatexenc.latex2text import get_default_latex_context_db  # type: ignore[import-untyped]

    specs = get_default_latex_context_db().iter_macro_specs(categories=["latex-base", "advanced-symbols"])
    single = {
        spec.macroname: spec.simplify_repl
        for spec in specs
        if isinstance(spec.simplify_repl, str) and len(spec.simplify_repl) == 1 and spec.macroname.isalpha()
    }
    return single | LETTERS | SYMBOLS
