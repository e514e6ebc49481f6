r"""Papers to try the exporters on: made by hand, made by hypothesis, and those of all fixtures.

`NASTY` is what a listing can contain that some client is known to trip over, and what a reader makes of it: TeX that
authors leave in their titles (`{\it x}`) is an italic x. `nasty_papers` puts each into every field that takes any text.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from paperlist import exporters
from paperlist.exporters import Options
from paperlist.paper import Paper, PaperType, Source

FIXTURES = Path(__file__).parent.parent / "fixtures"

NASTY: dict[str, str] = {
    # as a listing has it: as a reader sees it
    "100% of AT&T's #1 a_b^c ~ x": "100% of AT&T's #1 a_b^c ~ x",
    'x < y > z | w and a "quoted" word': 'x < y > z | w and a "quoted" word',
    "{balanced {braces} here} and {there}": "{balanced {braces} here} and {there}",
    "a } before a {": "a } before a {",
    "one { alone": "one { alone",
    "}}, @book{evil, title = {x": "}}, @book{evil, title = {x",
    "@misc{a, title = {b}}": "@misc{a, title = {b}}",
    '@comment{ @string(a = "b") @preamble{"c"}': '@comment{ @string(a = "b") @preamble{"c"}',
    "\\": "\\",
    "ends in \\": "ends in \\",
    "\\\\ two \\\\": "\\\\ two \\\\",
    "\\input{/etc/passwd} \\write18{ls} \\catcode`\\%=12": "\\input{/etc/passwd} \\write18{ls} \\catcode`%=12",
    "\\def\\x{\\x}\\x ^^5cinput \\csname input\\endcsname": "\\def\\x{\\x}\\x ^^5cinput \\csname input\\endcsname",
    "as in \\citep{smith} and \\ell": "as in \\citep{smith} and \\ell",
    "50\\% of \\$5 \\& \\#1 \\_ \\{x\\}": "50% of $5 & #1 _ {x}",
    "{\\it Fermi} and {\\bf bold} \\emph{stress}": "Fermi and bold stress",
    "\\textbf{a {\\em b} c}": "a b c",
    "{\\it never closed": "{\\it never closed",
    "costs $5": "costs $5",
    "from $5 to $10": "from $5 to $10",
    "the $\\ell_1$ norm and $O(n^2)$": "the $\\ell_1$ norm and $O(n^2)$",
    "${\\cal N}=4$ at $\\sqrt{s}=13$ TeV": "${\\cal N}=4$ at $\\sqrt{s}=13$ TeV",
    "bad $x_1_2$ and $a & b$": "bad $x_1_2$ and $a & b$",
    "bad $\\frac{1}$ and $\\undefined$": "bad $\\frac{1}$ and $\\undefined$",
    "worse $\\input{x}$ $\\catcode1$": "worse $\\input{x}$ $\\catcode1$",
    "$}$ and ${$": "$}$ and ${$",
    "$$display$$": "$$display$$",
    "a control \x07 \x00 \x1b[31m character": "a control [31m character",
    "half a pair \U0001f600": "half a pair \U0001f600",
    "Poincaré Łukasz Çağrı Ōe ß “quoted” – dash … ½": "Poincaré Łukasz Çağrı Ōe ß “quoted” – dash … ½",
    "a and b AND others and others": "a and b AND others and others",
    "comma, comma, comma, comma": "comma, comma, comma, comma",
    '=HYPERLINK("x")': '=HYPERLINK("x")',
    "+1-2": "+1-2",
    "-1": "-1",
    "@SUM(A1)": "@SUM(A1)",
    "'=1": "'=1",
    "a; b; c": "a; b; c",
    "TY  - JOUR": "TY - JOUR",
    "ER  -": "ER -",
    "null": "null",
    "2024": "2024",
    "GPT-4: A Survey of LLMs in the U.S. by O'Brien": "GPT-4: A Survey of LLMs in the U.S. by O'Brien",
    "<b>bold</b> &amp; <script>": "<b>bold</b> &amp; <script>",
}

ANY_TEXT = (
    "title",
    "abstract",
    "excerpt",
    "comments",
    "journal_ref",
    "report_number",
    "msc_class",
    "acm_class",
    "venue",
    "repository",
    "doi",
    "arxiv_id",
)
ANY_TEXTS = ("authors", "categories", "tasks", "other_dois")

WHERE = (Source(file="dump.txt", format="arxiv-search", first_line=3, last_line=9),)


def nasty_papers() -> Iterator[Paper]:
    """One paper for each nasty value in each field, and one with the value in all of them."""
    for number, value in enumerate(NASTY):
        for name in (*ANY_TEXT, *ANY_TEXTS, "all"):
            fields: dict[str, Any] = {"title": f"Title {number}", "authors": ("Ann Author",), "date": "2024-01-10"}
            fields |= {each: value for each in ANY_TEXT if name in (each, "all")}
            fields |= {each: (value, "Other") for each in ANY_TEXTS if name in (each, "all")}
            kind = PaperType.CONFERENCE if name == "venue" else PaperType.JOURNAL if name == "journal_ref" else None
            yield Paper(key=f"k{number}{name}", type=kind or PaperType.PREPRINT, sources=WHERE, **fields)


def usual_papers() -> tuple[Paper, ...]:
    """Papers as listings have them, one for each shape that an entry can take."""
    return (
        Paper(
            key="hubinger2024sleeper",
            type=PaperType.PREPRINT,
            title="Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training",
            authors=("Evan Hubinger", "Carson Denison", "Samuel R. Bowman"),
            authors_omitted=36,
            date="2024-01-10",
            submitted="2024-01-10",
            updated="2024-01-17",
            announced="2024-01",
            abstract="Humans are capable of 100% deception.\n\nWe find that backdoors persist.",
            arxiv_id="2401.05566",
            arxiv_version=3,
            categories=("cs.CR", "cs.AI"),
            comments="updated to add missing acknowledgements",
            code_implementations=1,
            sources=WHERE,
        ),
        Paper(
            key="bai2022constitutional",
            type=PaperType.PREPRINT,
            title="Constitutional AI: Harmlessness from AI Feedback",
            authors=("Yuntao Bai", "Saurav Kadavath", "Kamile Lukosuite", "Kamilė Lukošiūtė"),
            date="2022-12-15",
            submitted="2022-12-15",
            categories=("cs.CL",),
            code_implementations=2,
            stars=12,
            repository="anthropics/constitutional",
            sources=WHERE,
        ),
        Paper(
            key="radhakrishnan2023large",
            type=PaperType.OTHER,
            excerpt="Large language models (LLMs) perform better when they produce step-by-step reasoning.",
            authors=("Ansh Radhakrishnan", "Karina Nguyen"),
            date="2023-07-17",
            code_implementations=0,
            sources=WHERE,
        ),
        Paper(
            key="beethoven2022question",
            type=PaperType.CONFERENCE,
            title="Question Answering with GPT-4 on X-ray Images",
            authors=("Ludwig van Beethoven", "Juan de la Cruz", "Martin Luther King, Jr.", "ATLAS Collaboration", ":"),
            date="2021-12-01",
            venue="NeurIPS 2022",
            tasks=("Question Answering", "Language Modelling"),
            sources=WHERE,
        ),
        Paper(
            key="noether1998invariant",
            type=PaperType.JOURNAL,
            title="Invariant $SU(2)$ Problems in {\\it Galaxies}",
            authors=("Emmy Noether", "Plato", "danah boyd"),
            date="1997-11",
            submitted="1997-11",
            arxiv_id="hep-th/9711200",
            categories=("hep-th",),
            journal_ref="Adv. Theor. Math. Phys. 2, 2050 (1998)",
            doi="10.1023/A:1026654312961_b#c",
            other_dois=("10.4310/ATMP.1998.v2.n2.a1",),
            report_number="HUTP-97/A097",
            msc_class="83E30 (Primary), 81T20",
            acm_class="F.2.2; I.2.7",
            withdrawn=True,
            sources=WHERE,
        ),
        Paper(key="anon2020report", type=PaperType.REPORT, title="The AI Index 2021 Annual Report", date="2020"),
    )


def fixture_papers() -> list[Paper]:
    """The papers of all cases in `fixtures/`, each record once."""
    found: dict[str, Paper] = {}
    for path in sorted(FIXTURES.rglob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for record in case.get("papers", ()) if isinstance(case, dict) else case:
            paper = Paper.model_validate(record)
            found.setdefault(repr(paper), paper)
    return list(found.values())


# ---- Generated -------------------------------------------------------------------------------------------------------

SCRAPS = [*NASTY, *"\\{}$%&#_^~@\"'`<>|-=+,;:()[]/ \n\t", "$x^2$", "LLMs", "and", "é", "č", "the", "\\it"]
nasty_text = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=4), min_size=1, max_size=4).map("".join).filter(bool)
any_text = st.text(min_size=1, max_size=12) | nasty_text
dates = st.none() | st.sampled_from(["2020", "2021-05", "2024-01-10"])


def texts() -> Any:
    return st.lists(any_text, max_size=2).map(tuple)


papers = st.builds(
    Paper,
    key=st.just("key"),
    type=st.sampled_from(PaperType),
    authors_omitted=st.integers(0, 3),
    date=dates,
    submitted=dates,
    updated=dates,
    arxiv_version=st.none() | st.integers(1, 9),
    code_implementations=st.none() | st.integers(0, 9),
    stars=st.none() | st.integers(0, 9),
    withdrawn=st.booleans(),
    sources=st.just(WHERE),
    **{name: st.none() | any_text for name in ANY_TEXT},
    **{name: texts() for name in ANY_TEXTS},
)


SURROGATE = re.compile("[\ud800-\udfff]")


def is_mark(char: str) -> bool:
    """Whether a code point is the byte order mark or a noncharacter."""
    return char == "\ufeff" or ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def seen(text: str) -> str:
    """What is left of any text when it is one line of printable characters."""
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    kept = [char for char in text if char.isspace() or not (unicodedata.category(char) == "Cc" or is_mark(char))]
    return " ".join("".join(kept).split())


def written(name: str, *listed: Paper, **options: object) -> str:
    return "".join(exporters.load(name).write(listed, Options(**options)))  # type: ignore[arg-type]
