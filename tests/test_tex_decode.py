"""LaTeX in BibTeX values, and in the plain text of listings, read as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.tex.accents import read_latex
from paperlist.tex.decode import bare, decode, one_line, paragraphs


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain, (text) - with 100! things?", "plain, (text) - with 100! things?"),
        (r"Poincar\'e", "Poincaré"),
        (r"Poincar\'{e} Poincar{\'e} Poincar{\'{e}}", "Poincaré Poincaré Poincaré"),
        (r"Kamil{\.e} Luko{\v{s}}i{\=u}t{\.e}", "Kamilė Lukošiūtė"),
        (r"\'{\i} {\'\i} \'\i \^{\j} {\i}", "í í íĵ ı"),
        (r"G\"odel, Erd\H{o}s, {\L}ukasz, \L ukasz, \O re, Stra\ss e", "Gödel, Erdős, Łukasz, Łukasz, Øre, Straße"),
        (r"\c{c} \c c \k{a} \r a \u{g} \d{u} \b{h}", "ç ç ą å ğ ụ ẖ"),
        (r"Nguy\~{\^e}n Nguy{\~\^e}n", "Nguyễn Nguy^̃en"),
        (r"{\AA}ngstr{\"o}m {\ae}on", "Ångström æon"),
        (r"100\% of \& \# \_ \$ \{x\} \textbackslash{} \textbackslash x", r"100% of & # _ $ {x} \ \x"),
        (r"\^{} \~{} \textasciitilde{} \textasciicircum{} \textbar", "^ ~ ~ ^ |"),
        (r"{GAN}s and {{Deep}} {L}earning", "GANs and Deep Learning"),
        (r"the $\omega$-limit of $O(n^{2})$ {$\alpha$}", r"the $\omega$-limit of $O(n^{2})$ $\alpha$"),
        (r"\(x\) and \$5 to \$7", r"$x$ and $5 to $7"),
        ("cost: 5$ only", "cost: 5$ only"),
        (r"\ensuremath{\alpha}-stable, a \ensuremath{x^2}", r"α-stable, a $x^2$"),
        (r"\emph{all {YOU}} {\it need \'{\i}s} \textrm{lo{v}e}", r"\emph{all YOU} {\it need ís} love"),
        (r"\ell and \mathcal{O}(n) and \foo{a}{b_{1}} {x}", r"\ell and \mathcal{O}(n) and \foo{a}{b_{1}} x"),
        ("pages 1--2 --- ``quoted'' ?`Que!` -{}-", "pages 1--2 --- ``quoted'' ?`Que!` --"),
        (r"A~B\ C\,D\\E re\-search \slash", "A B C D E research /"),
        (r"\href{https://a.b/c}{text} \url{https://a.b}", "text https://a.b"),
        (r"\textquoteright\ldots\texteuro \textdegree", "’…€°"),
        (r"{$\lbrace$} and \{x\} $\lbrace x \rbrace$", r"{ and {x} $\lbrace x \rbrace$"),
        (r"20\ensuremath{^\circ} \ensuremath{\times} \ensuremath{\div}", "20° × ÷"),
        (r"a{\Dash}b {\Dash} c {\Dash x}y \BibTeX{}s", r"a\Dash{}b \Dash c \Dash xy BibTeXs"),
        (r"{\Dash}", r"\Dash"),
        ("lone \\", "lone \\"),
        (r"ends with \'", "ends with ´"),
        (r"{\'", "´"),
        ("e\u0301{}", "é"),
        ("{{{", ""),
        ("}}x", "x"),
    ],
)
def test_decode(value: str, text: str) -> None:
    assert decode(value) == text


def test_white_space() -> None:
    assert one_line("  a\n\t{b}\r\n c ") == "a b c"
    assert paragraphs(" One\ntwo.\n \n\nThree\\par four.\\par\n") == "One two.\n\nThree\n\nfour."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"10.1000/a\_b", "10.1000/a_b"),
        ("10.1000/a_b<1>", "10.1000/a_b<1>"),
        (r"\url{https://a.b/c\%20d\#e}", "https://a.b/c%20d#e"),
        (r"{10.1000/x{\_}y}", "10.1000/x_y"),
        ("http://a.b/~c--d", "http://a.b/~c--d"),
    ],
)
def test_bare(value: str, text: str) -> None:
    assert bare(value) == text


@pytest.mark.parametrize(
    ("text", "unicode"),
    [
        (r"Poincar\'e and Gr\"obner", "Poincaré and Gröbner"),
        (r"Erd\H{o}s, \v{S}krlj, \c{C}elik, {\'E}cole", "Erdős, Škrlj, Çelik, École"),
        (r"na\"{\i}ve \'\i", "naïve í"),
        (r"S\o{}ren {\O}rsted, Stra\ss e, \L ukasz", "Søren Ørsted, Straße, Łukasz"),
        (r"$\'e$ stays, Poincar\'e goes", r"$\'e$ stays, Poincaré goes"),
        (r"90\% \emph{of} \alpha \textit{x}", r"90\% \emph{of} \alpha \textit{x}"),
        (r"so \"quoted\" words", r"so \"quoted\" words"),
        (r"http://a.b/\~eve", r"http://a.b/\~eve"),
        (r"\'t Hooft", r"\'t Hooft"),
        ("no backslash", "no backslash"),
    ],
)
def test_accents_in_plain_text(text: str, unicode: str) -> None:
    assert read_latex(text) == unicode


@given(st.text(alphabet="\\{}$~'`^\"-oecivLtext ensuremath\n%é"))
def test_any_value_is_read(value: str) -> None:
    without_braces = value.replace("{", "").replace("}", "").replace("~", " ")
    assert "\\" in value or "$" in value or decode(value) == without_braces
