r"""Whether LaTeX typesets what is between two dollars: the grammar of formulas, and the macros they are made of.

    formula   = *( atom / script )
    script    = "^" set / "_" set / "'"        at most one of each on an atom; primes and "^" count as one
    set       = group / one sign / ALPHABET argument
    atom      = group / sign / escaped / "\left" DELIMITER formula "\right" DELIMITER / SIZE DELIMITER
              / WITH_ONE argument / WITH_TWO argument argument / WITH_TEXT "{" plain text "}"
    argument  = group / one sign
    group     = "{" formula "}"

LaTeX is meant with amsmath and amssymb. What is not in a table here is no formula, so that no macro gets out that could
read a file, define, or end the entry.
"""

import re
from collections.abc import Iterator
from typing import Final

from paperlist.tex.tables import words

# Macros without argument, of LaTeX and of amsmath and amssymb.
SYMBOLS: Final = words(
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
ALPHABETS: Final = words(
    "mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathnormal boldsymbol operatorname"
)
# Those that are one sign, so that they can follow ^ and _ without braces.
SMALL_SYMBOLS: Final = words(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
    sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    infty prime ell partial star ast circ bullet dagger ddagger pm mp times perp top bot parallel odot oplus otimes
    ominus vee wedge cap cup to rightarrow leftarrow uparrow downarrow sharp flat natural emptyset
    """
)
WITH_ONE: Final = ALPHABETS | words(
    "hat widehat check tilde widetilde acute grave dot ddot dddot breve bar vec overline underline overrightarrow "
    "overleftarrow overbrace underbrace sqrt pmod mathring boxed"
)
WITH_TWO: Final = words("frac dfrac tfrac binom dbinom tbinom overset underset stackrel")
WITH_TEXT: Final = words("text textrm textbf textit textsf texttt mbox")
SIZES: Final = words("big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm")
DELIMITERS: Final = words(
    r"( ) [ ] / | . < > \{ \} \| \lbrace \rbrace \lbrack \rbrack \langle \rangle \lceil \rceil \lfloor \rfloor \vert "
    r"\Vert \lvert \rvert \lVert \rVert \uparrow \downarrow \backslash"
)
ESCAPED: Final = words(r"\, \; \: \! \> \{ \} \| \% \& \_ \#") | {"\\ "}
NEVER: Final = frozenset('&#%$\\"')
MATH_TOKEN = re.compile(
    rf"\\(?:{'|'.join(sorted(WITH_TEXT))})\s*\{{[A-Za-z0-9 ,.:;()+=/*!?-]*\}}"  # "\text{{ if odd}}" is one token
    r"|\\(?:[A-Za-z]+|.|$)|\S",  # "\alpha", "\{", "x"
    re.DOTALL,
)
MATH_SIGNS: Final = {"\\" + symbol for symbol in SYMBOLS} | {chr(code) for code in range(0x7F)} - {*"^_{}'"} - NEVER
BRACE = re.compile(r"[{}]")
LIKE_FORMULA = re.compile(r"[\\^_{}=+*/<>()|,-]")  # "x = 1"
OWN_SIGN = re.compile(r"[\\^_]")  # "\ell", "x_1"
DEEPEST = 20  # groups within one another
LONGEST = 500  # characters


def is_formula(math: str) -> bool:
    """Whether LaTeX typesets `math`, put between dollars, without an error."""
    if len(math) > LONGEST or not math.strip() or not braces_balance(math):
        return False
    # "from $5 million to US$10": two dollars with prose between them.
    if " " in math and not LIKE_FORMULA.search(math):
        return False
    if math != math.strip() and not OWN_SIGN.search(math):
        return False
    formula = Formula(math)
    try:
        formula.read_list(0)
    except NoFormulaError:
        return False
    return formula.next == ""


def braces_balance(text: str) -> bool:
    r"""Whether BibTeX, for which `\{` is a brace too, finds the braces balanced."""
    depth = 0
    for brace in BRACE.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def is_sign(token: str) -> bool:
    """Whether `token` is one sign of a formula, which needs nothing after it."""
    # LaTeX has no formula letters between ASCII and Greek: é in a formula is a warning or worse.
    return token in MATH_SIGNS or (len(token) == 1 and token >= "\u0370")


class NoFormulaError(Exception):
    """LaTeX would not typeset the text as a formula."""


def expect(good: bool) -> None:
    """Give up unless `good`.

    Raises:
        NoFormulaError: not `good`.
    """
    if not good:
        raise NoFormulaError


class Formula:
    """A reader of the grammar: it goes through the tokens once; every method raises `NoFormulaError` if none fits."""

    def __init__(self, math: str) -> None:
        self._after: Iterator[str] = iter([*MATH_TOKEN.findall(math), ""])
        self.next = next(self._after)
        """The token to be read, empty at the end."""

    def advance(self) -> str:
        """Return the token `next`, and go to the one after it."""
        taken = self.next
        self.next = next(self._after, "")
        return taken

    def read_list(self, depth: int, *, until_right: bool = False) -> None:
        r"""Read atoms with their scripts, up to a closing brace, to `\right`, or to the end."""
        expect(depth < DEEPEST)
        scripts = ""  # of the atom before
        while self.next not in ("", "}"):
            if self.next == r"\right":
                expect(until_right)
                return
            if self.next in "^_'":
                # x'' and x''^2 are one superscript each; x^2' and x'_i' are two, which TeX refuses.
                script = self.advance()
                primed = scripts.endswith("'")
                expect(script not in scripts or (script == "'" and primed))
                expect(script != "'" or "^" not in scripts)
                expect(script != "^" or "'" not in scripts or primed)
                scripts += script
                if script != "'":
                    self.read_script(depth)
            else:
                scripts = ""
                self.read_atom(depth)

    def read_script(self, depth: int) -> None:
        """Read what `^` or `_` sets: a group, a sign, or a letter in another alphabet."""
        token = self.next
        if token == "{" or token[1:] in ALPHABETS - {"operatorname", "boldsymbol"}:
            self.read_atom(depth)
        else:
            expect(token[1:] in SMALL_SYMBOLS or (len(token) == 1 and is_sign(token)))
            self.advance()

    def read_atom(self, depth: int) -> None:
        """Read a group, a sign, or a macro with its arguments."""
        token = self.advance()
        name = token[1:]
        if is_sign(token) or token in ESCAPED:
            return
        if token == "{":
            self.read_list(depth + 1)
            expect(self.advance() == "}")
        elif token == r"\left":
            self.read_delimiter()
            self.read_list(depth + 1, until_right=True)
            expect(self.advance() == r"\right")
            self.read_delimiter()
        elif name in SIZES:
            self.read_delimiter()
        elif name in WITH_ONE:
            if name == "sqrt" and self.next == "[":
                while self.advance() != "]":
                    expect(len(self.next) == 1 and is_sign(self.next))
            self.read_argument(depth)
        elif name in WITH_TWO:
            self.read_argument(depth)
            self.read_argument(depth)
        else:
            expect(token[-1:] == "}" and len(token) > 2)  # of those with text, which have it with them

    def read_delimiter(self) -> None:
        """Read a bracket or the like."""
        expect(self.advance() in DELIMITERS)

    def read_argument(self, depth: int) -> None:
        """Read a group or one sign."""
        if self.next == "{":
            self.read_atom(depth)
        else:
            expect(is_sign(self.next))
            self.advance()
