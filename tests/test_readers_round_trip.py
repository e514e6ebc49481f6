"""What we write as BibTeX and biblatex comes back to the same values wherever the format has a place for it."""

import re
from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import paperlist
from paperlist.exporters import Options, load
from paperlist.paper import Paper, PaperType
from paperlist.readers.bibtex import read

FULL = Paper(
    key="hubinger2024sleeper",
    type=PaperType.PREPRINT,
    title=r"Sleeper Agents: \textit{Training} LLMs on $O(n^{2})$ 50% of AT&T's _data_ #1 {x} ~ ^ \foo{a}",
    authors=(
        "Evan Hubinger",
        "Kamilė Lukošiūtė",
        "Jan van den Berg",
        "Martin King Jr.",
        "ATLAS Collaboration",
        "Plato",
    ),
    authors_omitted=14,
    date="2024-01-10",
    submitted="2024-01-10",
    updated="2024-01-17",
    announced="2024-01",
    abstract="Humans & 100% of {us}: $5 or $\\alpha$; ``quoted'' -- and \\emph{more}.",
    arxiv_id="2401.05566",
    arxiv_version=3,
    categories=("cs.CR", "cs.AI", "cond-mat.mes-hall"),
    doi="10.1000/a_b{c}",
    other_dois=("10.1000/x", "10.1000/y"),
    comments="12 pages; see https://a.b/~c_d",
    report_number="TR-7",
    msc_class="05C",
    acm_class="I.2.7; F.2",
    code_implementations=0,
    tasks=("Question Answering", "Graph Learning"),
    repository="owner/name_x",
    stars=12,
    withdrawn=True,
)
CONFERENCE = Paper(
    type=PaperType.CONFERENCE,
    title="Shapley & Co",
    authors=("Ana Ruiz",),
    date="2021-05-04",
    submitted="2021-05-04",
    excerpt="We show it…",
    venue="NeurIPS 2021",
    code_implementations=3,
)
JOURNAL = Paper(
    type=PaperType.JOURNAL,
    title="Maps",
    authors=("Ana Ruiz",),
    date="2007-02",
    journal_ref="Phys. Rev. D 76, 2013 (2007)",
)
UNTITLED = Paper(
    type=PaperType.OTHER,
    authors=("Ana Ruiz",),
    date="2020",
    excerpt="Experiments on many data sets show the effectiveness of it.",
)
# What an entry says in its own words beside what a listing says.
SAID_BY_ENTRIES = ("entry_type", "journal", "url", "extra")
NO_ID = Paper(type=PaperType.PREPRINT, title="No id", authors=("Ana Ruiz",), date="2022-11", categories=("cs.HC",))


LISTED = [name for name in Paper.model_fields if name not in SAID_BY_ENTRIES]


def back(paper: Paper, output: str, options: Options | None = None) -> Paper:
    """The paper as it comes back from the output, without its source."""
    text = "".join(load(output).write([paper], options or Options()))
    [read_paper] = read([text], "f")
    assert isinstance(read_paper, Paper)
    return read_paper.replace(sources=(), key=paper.key)


@pytest.mark.parametrize("output", ["bib", "biblatex"])
@pytest.mark.parametrize("protect", ["auto", "all", "none"])
@pytest.mark.parametrize("paper", [FULL, CONFERENCE, JOURNAL, UNTITLED, NO_ID], ids=lambda paper: paper.title or "-")
def test_values_come_back(paper: Paper, output: str, protect: str) -> None:
    options = Options(protect=protect)  # type: ignore[arg-type]
    expected = {name: getattr(paper, name) for name in LISTED}
    found = back(paper, output, options)
    assert {name: getattr(found, name) for name in expected} == expected
    # What an entry calls the place of a preprint is no journal and no venue.
    name = "journal" if found.entry_type == "article" else "howpublished"
    id_ = f" arXiv:{paper.arxiv_id}" if paper.arxiv_id else ""
    is_said = paper.type is PaperType.PREPRINT and (output == "bib" or not paper.arxiv_id)
    kept = {"title": f"{{{paper.title}}}"} if paper.title and protect == "all" else {}
    assert found.extra == ({name: f"arXiv preprint{id_}"} if is_said else {}) | kept
    assert found.journal == (paper.journal_ref or None)


# An author's own `\\_` is TeX for the sign, and is written and read as the sign.
# `$\\lbrace$` is how a brace without a partner is written.
AUTHORS_TEX = re.compile(r"\\[^A-Za-z ]|brace\$")
TEXT = (
    st.text(
        # A byte order mark within a text is not written: `encode.INVISIBLE`.
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"], exclude_characters="\ufeff")
        | st.sampled_from("{}\\$%&#_~^\"'@,; "),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(normalize("NFC", text).split()))
    .filter(bool)
)


@settings(max_examples=3 * settings().max_examples)
@given(TEXT, TEXT, st.sampled_from(["bib", "biblatex"]))
def test_any_title_and_abstract_come_back(title: str, abstract: str, output: str) -> None:
    assume(not AUTHORS_TEX.search(f"{title}  {abstract}"))
    paper = Paper(title=f"A {title} b".strip(), abstract=f"{abstract} end.", authors=("Ana Ruiz",), date="2020")
    found = back(paper, output)
    assert found.title == paper.title
    assert found.abstract == paper.abstract


@pytest.mark.parametrize(("venue", "printed"), [("ICLR 2020 5", "ICLR 2020"), ("NeurIPS 2023 11", "NeurIPS 2023")])
@pytest.mark.parametrize("output", ["bib", "biblatex", "csl", "ris", "enw"])
def test_the_month_behind_a_venues_year_is_kept_and_not_printed(output: str, venue: str, printed: str) -> None:
    paper = Paper(type=PaperType.CONFERENCE, title="Study", authors=("Ada Byron",), date="2020-05", venue=venue)
    text = paperlist.dumps([paper], output)
    assert [each.venue for each in paperlist.parse(text)] == [venue]
    changed = re.sub(rf"{printed}(?! \d)", "Learning by Heart 2020", text)
    assert [each.venue for each in paperlist.parse(changed)] == ["Learning by Heart 2020"], "what was edited holds"
    for other in ("ICLR 2020 13", "ICLR 2020", "TREC 5"):
        assert [each.venue for each in paperlist.parse(paperlist.dumps([paper.replace(venue=other)], output))] == [
            other
        ]


@pytest.mark.parametrize("output", ["bib", "biblatex"])
@pytest.mark.parametrize("comments", ["Comments: 12 pages", "Stars: none", "12 pages"])
def test_a_note_beside_comments_that_look_like_a_remark_is_kept(output: str, comments: str) -> None:
    paper = Paper(title="Study", authors=("Ada Byron",), comments=comments, journal_ref="J. Sleep 3", venue="Here")
    [back] = paperlist.parse(paperlist.dumps([paper], output))
    assert back.comments == f"{comments}; J. Sleep 3"
