r"""BibTeX and biblatex: entry types, names, dates, escapes, and that whatever goes out comes back the same."""

import re
import unicodedata
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.paper import Paper, PaperType
from paperlist.readers.bibtex import read
from paperlist.tex import encode, formula, tables
from paperlist.tex.decode import one_line
from tests.exporter_samples import NASTY, any_text, nasty_papers, papers, seen, usual_papers, written

USUAL = {paper.key: paper for paper in usual_papers()}


def entry(paper: Paper, name: str = "bib", **options: object) -> Entry:
    library = parse_string(written(name, paper, **options))
    assert library.failed_blocks == []
    assert library.comments == []
    (only,) = library.entries
    return only


def field(paper: Paper, field_name: str, name: str = "bib", **options: object) -> str | None:
    value = entry(paper, name, **options).get(field_name)
    return value.value if value else None


# ---- Entries ---------------------------------------------------------------------------------------------------------

# What a library holds -> what bibtexparser makes of it by itself; ours writes and reads all of them.
TRAPS = {
    "one key twice": [Paper(key="same", title="One"), Paper(key="same", title="Two")],
    "keys that differ in case": [Paper(key="Same", title="One"), Paper(key="same", title="Two")],
    "no key": [Paper(title="One"), Paper(title="Two")],
    "a key with signs": [Paper(key="a b,{c}=%", title="One")],
    "an entry in an abstract": [Paper(key="k", title="One", abstract="As in\n\n@misc{b,\n title = {C}}\n\n@comment")],
    "an address in a title": [Paper(key="k", title="@home and me@example.org")],
    "braces without a partner": [Paper(key="k", title="a } b", comments="c { d", abstract="{{ } \\{ \\")],
    "a quotation mark": [Paper(key="k", title='The "best" of " all', comments='"')],
    "a number sign and a comma": [Paper(key="k", title="C # and, D", comments="a # b,")],
    "a byte order mark": [Paper(key="k", title="\ufeffOne", comments="\ufeff")],
    "nothing but a backslash": [Paper(key="k", title="\\", comments="\\")],
}


@pytest.mark.parametrize("ascii_only", [False, True], ids=["utf-8", "ascii"])
@pytest.mark.parametrize("name", ["bib", "biblatex"])
@pytest.mark.parametrize("listed", TRAPS.values(), ids=TRAPS)
def test_traps_of_bibtexparser(listed: list[Paper], name: str, ascii_only: bool) -> None:
    text = written(name, *listed, ascii=ascii_only)
    assert text.count("\n}\n") == len(listed)
    for each in text.split("\n\n@"):
        library = parse_string("@" + each.removeprefix("@"))
        assert library.failed_blocks == []
        assert library.comments == []
        assert len(library.entries) == 1
    events = list(read([text], "lib.bib"))
    assert [event.title for event in events if isinstance(event, Paper)] == [
        seen(paper.title or "") for paper in listed
    ]


def test_an_entry_is_laid_out_as_ever() -> None:
    # Its own habits are a tab, no comma after the last field, and braces around every value, a month's name too.
    text = written("bib", Paper(key="k", title="Things", authors=("A Bc",), date="2020-05"))
    assert text == "@misc{k,\n  author = {Bc, A},\n  title = {Things},\n  year = {2020},\n  month = may,\n}\n"


def test_entries_stand_apart() -> None:
    assert re.findall(r"\n\n@\w+", written("bib", *USUAL.values())) == [
        "\n\n@article",
        "\n\n@misc",
        "\n\n@inproceedings",
        "\n\n@article",
        "\n\n@misc",
    ]
    assert written("bib") == ""


def test_the_dialects_are_never_mixed() -> None:
    one = {"year", "month", "day", "archivePrefix", "primaryClass", "journal", "key"}
    other = {"date", "eprinttype", "eprintclass", "journaltitle"}
    for name, foreign in (("bib", other), ("biblatex", one)):
        for each in parse_string(written(name, *USUAL.values())).entries:
            assert not foreign & set(each.fields_dict)


@pytest.mark.parametrize(
    ("key", "kind", "where", "place"),
    [
        ("beethoven2022question", "inproceedings", "booktitle", "NeurIPS 2022"),
        ("noether1998invariant", "article", "journal", "Adv. Theor. Math. Phys. 2, 2050 (1998)"),
        ("bai2022constitutional", "article", "journal", "arXiv preprint"),
        ("radhakrishnan2023large", "misc", "howpublished", None),
    ],
)
def test_entry_types(key: str, kind: str, where: str, place: str | None) -> None:
    assert entry(USUAL[key]).entry_type == kind
    assert field(USUAL[key], where) == place


@pytest.mark.parametrize("missing", [{"authors": ()}, {"date": None, "venue": "NeurIPS"}])
def test_an_entry_type_needs_its_fields(missing: dict[str, object]) -> None:
    paper = USUAL["beethoven2022question"].replace(**missing)
    assert entry(paper).entry_type == "misc"
    assert field(paper, "howpublished") == paper.venue


def test_nothing_of_an_odd_paper_is_lost() -> None:
    paper = USUAL["noether1998invariant"]
    assert field(paper, "note") == "Withdrawn"
    assert field(paper, "doi") == "10.1023/A:1026654312961_b#c"
    assert field(paper, "usera") == (
        "Submitted: 1997-11; Report number: HUTP-97/A097; MSC class: 83E30 (Primary), 81T20; "
        "ACM class: F.2.2; I.2.7; Other DOIs: 10.4310/ATMP.1998.v2.n2.a1; Dated: 1997-11"
    )


# ---- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "where", "date", "shown"),
    [
        ("preprint", None, "2024-01-10", "2024-01-10"),
        ("conference", "NeurIPS 2022", "2021-12-01", "2022"),
        ("conference", "NeurIPS 2021", "2021-12-01", "2021-12-01"),
        ("conference", "NeurIPS", "2021-12-01", "2021-12-01"),
        ("conference", "NeurIPS 2022", None, "2022"),
        ("conference", "Games of 1968, 2021", "2020", "2020"),
        ("journal", "Phys. Rev. D 76, 2013 (2008)", "2007", "2008"),
        ("journal", "JHEP 0711:036,2007", "2007-11", "2007-11"),
        ("journal", "Phys. Rev. 1984, 7", "2007-11", "2007-11"),
        ("preprint", "Phys. Rev. D 76, 2013 (2008)", "2007", "2007"),
        ("other", None, None, None),
    ],
)
def test_the_date_of_what_is_cited(kind: str, where: str | None, date: str | None, shown: str | None) -> None:
    places: dict[str, Any] = {"venue" if kind == "conference" else "journal_ref": where}
    paper = Paper(key="k", type=PaperType(kind), title="T", authors=("A Bc",), date=date, **places)
    assert field(paper, "date", "biblatex") == shown


def test_the_latest_date() -> None:
    paper = USUAL["hubinger2024sleeper"]
    assert field(paper, "date", "biblatex", date="latest") == "2024-01-17"
    assert "Submitted: 2024-01-10" in (field(paper, "usera", "biblatex", date="latest") or "")


@pytest.mark.parametrize(
    ("date", "lines"), [("2020", ["year = {2020}"]), ("2020-05", ["year = {2020}", "month = may"])]
)
def test_a_month_is_a_macro(date: str, lines: list[str]) -> None:
    text = written("bib", Paper(key="k", title="T", date=date))
    assert re.findall(r"(?:year|month|date) = [^,]+", text) == lines


# ---- Names -----------------------------------------------------------------------------------------------------------


def test_names() -> None:
    assert field(USUAL["beethoven2022question"], "author") == (
        "van Beethoven, Ludwig and de la Cruz, Juan and King, Jr., Martin Luther and {ATLAS Collaboration} and {:}"
    )


@pytest.mark.parametrize(
    ("names", "omitted", "most", "shown"),
    [
        (("Ann Lee", "Bob Ray"), 0, None, "Lee, Ann and Ray, Bob"),
        (("Ann Lee", "Bob Ray"), 3, None, "Lee, Ann and Ray, Bob and others"),
        (("Ann Lee", "Bob Ray"), 0, 1, "Lee, Ann and others"),
        (("Ann Lee", "Bob Ray"), 0, 2, "Lee, Ann and Ray, Bob"),
        (("others",), 0, None, "{others}"),
        (("Barnes and Noble, Inc.",), 0, None, "{Barnes and Noble, Inc.}"),
        (("AT&T Labs and Co",), 0, None, r"{AT\&T Labs and Co}"),
        (("A\x07 \x00", "\x01"), 0, None, "{A}"),
        (("$x$ {a",), 0, None, r"{\$x\$ {$\lbrace$}a}"),
        (("{a $5",), 0, None, r"{\textbraceleft{}a \$5}"),
        ((), 3, None, None),
    ],
)
def test_and_others(names: tuple[str, ...], omitted: int, most: int | None, shown: str | None) -> None:
    paper = Paper(key="k", title="T", authors=names, authors_omitted=omitted)
    assert field(paper, "author", max_authors=most) == shown


# ---- Titles ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Training LLMs with GPT-4 and McDonald", "Training {LLMs} with {GPT}-4 and {McDonald}"),
        ("Self-Correction of a Model", "Self-Correction of a Model"),
        ("X-ray Vitamin C: A Survey", "{X}-ray Vitamin {C}: {A} Survey"),
        ("Am I right? 3D in the U.S.", "Am {I} right? {3D} in the {U.S}."),
        ("Foo: “Bar” and: baz", "Foo: “{Bar}” and: baz"),
        ("Notes on $O(n)$: $k$-NN", "Notes on {$O(n)$}: {$k$}-{NN}"),
        ("AT&T", r"{AT}\&{T}"),
        ("Poincaré und École", "Poincaré und École"),
    ],
)
def test_capitals_that_must_stay(title: str, shown: str) -> None:
    assert encode.title(title) == shown


def test_protecting_all_or_nothing() -> None:
    paper = USUAL["noether1998invariant"]
    assert field(paper, "title", protect="all") == r"{Invariant $SU(2)$ Problems in \textit{Galaxies}}"
    assert field(paper, "title", protect="none") == r"Invariant {$SU(2)$} Problems in \textit{Galaxies}"


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        (
            {"excerpt": "Large language models (LLMs) perform better when they"},
            "[Large language models (LLMs) perform better …]",
        ),
        ({"excerpt": "… which we show: it works, …"}, "[Which we show: it works …]"),
        ({"excerpt": "One two three four five six, seven"}, "[One two three four five six …]"),
        ({"abstract": "Short one."}, "[Short one]"),
        ({}, "[Untitled]"),
        ({"title": "\x07"}, "[Untitled]"),
    ],
)
def test_a_headline_for_the_untitled(fields: dict[str, Any], headline: str) -> None:
    assert field(Paper(key="k", **fields), "title", protect="none") == headline


# ---- Text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("50% of AT&T_x #1", r"50\% of AT\&T\_x \#1"),
        ("a^b~c <d> |e|", r"a\textasciicircum{}b\textasciitilde{}c \textless{}d\textgreater{} |e|"),
        ("{a {b}} }c{", r"\{a \{b\}\} {$\rbrace$}c{$\lbrace$}"),
        ("\\citep{x} \\ell", r"\textbackslash{}citep\{x\} \textbackslash{}ell"),
        ("{\\it Fermi} {\\bf  b} \\emph{c}", r"\textit{Fermi} \textbf{b} \emph{c}"),
        ("{\\it a", r"{$\lbrace$}\textbackslash{}it a"),
        ("\\emph {x}", r"\textbackslash{}emph \{x\}"),
        ("50\\% \\{x\\}", r"50\% \{x\}"),
        ("$5 and $x^2$ to $10", r"\$5 and $x^2$ to \$10"),
        ("a\n\nb\tc\x07d", "a b cd"),
        (" a  b ", "a b"),
        ("a_b \\ c~d", r"a\_b \textbackslash{} c\textasciitilde{}d"),
        ("it's ``so'' -- yes", "it's ``so'' -- yes"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_escapes(text: str, tex: str) -> None:
    assert encode.escape(text) == tex


@pytest.mark.parametrize(
    "math",
    [
        "x", "x^2", "x_i^2", "x^2_i", "x'", "x''^2", "\\ell_1", "\\frac12", "\\frac{a}{b}", "{\\cal N}=4",
        "\\sqrt[3]{x}", "\\mathbb{R}^n", "\\left(\\frac{x}{y}\\right]", "\\text{ if odd}", "\\hat{x}", "^{14}",
        "\\bigl(x\\bigr)", "α",
        "x^\\mathrm{T}", "a < b", "\\{1,2\\}", "n \\bmod k", "\\operatorname{Hom}(A, B)",
    ],
)  # fmt: skip
def test_formulas(math: str) -> None:
    assert formula.is_formula(math)
    assert encode.escape(f"${math}$") == f"${math}$"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x_1_2", "x^2'", "x'_i'", "a & b", "a # b", "x^", "x_}", "{x", "x}", "\\frac{1}", "\\input{x}",
        "\\catcode1", "\\left(x", "x\\right)", "\\left x\\right)", "\\undefined", "x^\\log", "\\\\", "\\begin{x}", "é",
        "\\sqrt[3{x}", "\\mbox{\\input x}", "5 million to US", "\\{", "%", "x^^5c", " x ",
        "{" * 30 + "}" * 30,
    ],
)  # fmt: skip
def test_no_formulas(text: str) -> None:
    assert not formula.is_formula(text)
    assert "$" not in encode.escape(f"${text}$").replace(r"\$", "").replace(r"$\lbrace$", "").replace(r"$\rbrace$", "")


ASCII = "Poincaré Łukasz Çağrı İ ű “quoted” – — … ß æ ø å ð ½ α ≤ x\u0302 ṩ? no: 中"


def test_ascii() -> None:
    assert encode.escape(ASCII, ascii_only=True) == (
        r"Poincar{\'e} {\L}ukasz {\c C}a{\u g}r{\i} {\.I} {\H u} ``quoted'' -- --- \ldots{} {\ss} {\ae} {\o} {\r a} "
        r"{\dh} \textonehalf{} \ensuremath{\alpha} \ensuremath{\leq} {\^x} ṩ? no: 中"
    )
    assert encode.escape("ȷ ﬂow", ascii_only=True) == r"{\j} flow"
    assert encode.escape("$α + x$", ascii_only=True) == r"${\alpha} + x$"
    assert encode.name("Lucía Ĵoï", ascii_only=True) == r"Luc{\'i}a {\^J}o{\"i}"  # biber knows no `\'\i`
    assert encode.title("École É", ascii_only=True) == r"{\'E}cole {{\'E}}"


def test_ascii_reaches_names_and_all() -> None:
    assert written("bib", *USUAL.values(), ascii=True).isascii()


# What the exporter's own macros are; whatever else looks like one was text.
OURS = re.compile(r"\\(?:text(?:backslash|asciicircum|asciitilde|less|greater)\{\}|[$%&#_{}]|[lr]brace\b)")
KEPT = (
    tables.STYLES
    | formula.SYMBOLS
    | formula.WITH_ONE
    | formula.WITH_TWO
    | formula.WITH_TEXT
    | formula.SIZES
    | {"left", "right"}
)


@given(any_text)
@example("\\input{x}")
@example("$\\input{x}$")
@example("\\emph{$}$}")
def test_nothing_gets_out_but_macros_that_are_known(text: str) -> None:
    for tex in (encode.escape(text), encode.title(text), encode.title(text, "all")):
        macros = set(re.findall(r"\\([A-Za-z]+)", OURS.sub("", tex)))
        assert macros <= KEPT
        assert formula.braces_balance(tex)
        assert "^^" not in tex


@given(st.text(alphabet=st.characters(exclude_characters="\\$")))
@example("} {")
@example("a {b} }{ {{}")
@example("100% & # _ ^ ~ < > |")
def test_text_comes_back(text: str) -> None:
    for tex in (encode.escape(text), encode.title(text), encode.title(text, "all"), encode.title(text, "none")):
        assert unicodedata.normalize("NFC", one_line(tex)) == unicodedata.normalize("NFC", seen(text))


@pytest.mark.parametrize(("text", "meant"), NASTY.items())
def test_nasty_text_comes_back(text: str, meant: str) -> None:
    back = one_line(encode.title(text))
    # Styles come back as styles.
    assert re.sub(r"\\(?:emph|text\w+)\{([^{}]*)\}", r"\1", re.sub(r"\\emph\{(b)\}", r"\1", back)) == meant


@given(st.lists(papers, min_size=1, max_size=3), st.sampled_from(["bib", "biblatex"]), st.booleans())
def test_any_paper_is_one_entry(listed: list[Paper], name: str, ascii_only: bool) -> None:
    numbered = [paper.replace(key=f"k{number}") for number, paper in enumerate(listed)]
    text = written(name, *numbered, ascii=ascii_only)
    library = parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == []
    assert [each.key for each in library.entries] == [paper.key for paper in numbered]
    # One line a field, so that no value begins a line.
    assert all(re.fullmatch(r"@\w+\{k\d,|  \w+ = .*,|\}|", line) for line in text.split("\n"))


def test_every_nasty_value_in_every_field() -> None:
    listed = list(nasty_papers())
    for name in ("bib", "biblatex"):
        library = parse_string(written(name, *listed))
        assert library.failed_blocks == []
        assert [each.key for each in library.entries] == [paper.key for paper in listed]


@pytest.mark.parametrize(
    ("key", "safe"),
    [
        ("a,b}", "ab"),
        ("x{y%z#\\'\"~ =(", "xyz'("),
        ("DBLP:conf/nips/A-1_b.c+", "DBLP:conf/nips/A-1_b.c+"),
        ("é", "é"),
        (" ,", "paper"),
    ],
)
def test_keys_cannot_end_the_entry(key: str, safe: str) -> None:
    assert entry(Paper(key=key, title="T")).key == safe


@pytest.mark.parametrize(
    ("doi", "remark"),
    [
        ("10.1/a_b#c&d", None),
        ("10.1002/(SICI)1097<1661::AID>3.0.CO;2-2", None),
        ("10.1/a%2Fb", r"DOI: 10.1/a\%2Fb"),
        ("10.1/{a} b", r"DOI: 10.1/\{a\} b"),
        ("a/b", "DOI: a/b"),
        ("10.1000/a.", "DOI: 10.1000/a."),
    ],
)
def test_identifiers_are_not_escaped(doi: str, remark: str | None) -> None:
    paper = Paper(key="k", title="T", doi=doi)
    assert field(paper, "doi") == (None if remark else doi)
    assert field(paper, "usera") == remark


@pytest.mark.parametrize("arxiv_id", ["2401.05566", "hep-th/9901001", "math.GT/0309136", "o", "2401.05566v3", "a b"])
def test_an_eprint_is_an_arxiv_id(arxiv_id: str) -> None:
    known = arxiv_id in ("2401.05566", "hep-th/9901001", "math.GT/0309136")
    paper = Paper(key="k", title="T", arxiv_id=arxiv_id)
    assert field(paper, "eprint") == (arxiv_id if known else None)
    assert field(paper, "usera") == (None if known else f"arXiv id: {arxiv_id}")
    [back] = read([written("bib", paper)], "f")
    assert isinstance(back, Paper)
    assert back.arxiv_id == arxiv_id


def test_without_abstract() -> None:
    for key in ("hubinger2024sleeper", "radhakrishnan2023large"):
        text = written("bib", USUAL[key], abstract=False)
        assert "backdoors" not in text
        assert "step-by-step" not in text
