"""What we write as CSL-JSON and RIS comes back to the same values, and writing it again changes nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import names
from paperlist.diagnostics import Code, Diagnostic
from paperlist.exporters import Options, load
from paperlist.exporters.csl import marked_up
from paperlist.paper import Paper, PaperType
from paperlist.readers import load_reader, recognise
from paperlist.works import BY_RIS, ENDNOTE_TYPES
from tests.exporter_samples import usual_papers
from tests.test_readers_round_trip import CONFERENCE, FULL, JOURNAL, NO_ID, UNTITLED

READERS = {"csl": "csl-json", "ris": "ris"}

ARTICLE = Paper(
    key="müller:2020",
    type=PaperType.JOURNAL,
    entry_type="article",
    title="Peat bogs",
    authors=("Gabriel García Márquez", "Hugging Face", "Jan van den Berg", "Martin King Jr."),
    date="2020-03",
    journal_ref="Wetlands 12(3), 490-493",
    journal="Wetlands",
    volume="12",
    number="3",
    pages="490–493",
    publisher="Elsevier",
    issn="0028-0836",
    url="https://example.org/~bogs",
    language="en",
    doi="10.1000/182",
    extra={
        "author": "García Márquez, Gabriel and {Hugging Face}",
        "shortjournal": "Wetl.",
        "address": "Amsterdam",
        "urldate": "2021-05-06",
    },
)
CHAPTER = Paper(
    key="berg2019",
    entry_type="incollection",
    title="On mires",
    authors=("Ana Ruiz",),
    editors=("Una Lark", "Per Finch"),
    venue="Mires of the World",
    date="2019",
    pages="1–20",
    publisher="Springer",
    series="Ecological Studies",
    edition="2",
    chapter="7",
    isbn="978-3-16-148410-0",
    extra={"translator": "de la Cruz, Ines"},
)
THESIS = Paper(
    key="t",
    entry_type="thesis",
    title="My Thesis",
    authors=("Ana Ruiz",),
    date="2018",
    institution="University of Oslo",
    extra={"type": "PhD thesis"},
)
REPORT = Paper(
    key="r",
    type=PaperType.REPORT,
    entry_type="report",
    title="A report",
    date="2011",
    institution="NASA",
    report_number="TM-2011",
)
NEWS = Paper(
    key="n",
    type=PaperType.JOURNAL,
    entry_type="article",
    title="Moor on fire",
    journal="The Times",
    journal_ref="The Times",
    date="2018-07-02",
    extra={"entrysubtype": "article-newspaper"},
)
IN_PRESS = Paper(key="p", entry_type="book", title="Soon", authors=("Ana Ruiz",), extra={"year": "in press"})
PAPERS = [FULL, CONFERENCE, JOURNAL, UNTITLED, NO_ID, ARTICLE, CHAPTER, THESIS, REPORT, NEWS, IN_PRESS, *usual_papers()]

# What a record of a listing does not have and its reference says: an address, a kind of work.
SAID_BY_REFERENCES = ("entry_type", "journal", "url")


def written(paper: Paper, output: str) -> str:
    return "".join(load(output).write([paper], Options()))


def read_back(text: str, output: str) -> list[Paper | Diagnostic]:
    return list(load_reader(READERS[output]).read([text], "f"))


def comparable(paper: Paper, output: str) -> dict[str, Any]:
    values = paper.model_dump(exclude={"sources", *(() if paper.entry_type else SAID_BY_REFERENCES)})
    values["authors"] = [name.replace(", Jr.", " Jr.") for name in paper.authors]
    values["title"] = marked_up(paper.title or "")  # two notations of one style
    if output == "ris" and paper.abstract:  # RIS has no paragraphs
        values["abstract"] = " ".join(paper.abstract.split())
    return values


@pytest.mark.parametrize("kind", [BY_RIS[type_] for type_ in ENDNOTE_TYPES if type_ != "CONF"])
def test_the_kind_of_a_work_comes_back_from_endnote(kind: str) -> None:
    text = written(Paper(key="k", entry_type=kind, title="A title"), "enw")
    [paper] = load_reader("endnote").read([text], "f")
    assert isinstance(paper, Paper)
    assert paper.entry_type == kind


@pytest.mark.parametrize("output", READERS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.title or paper.key)
def test_values_come_back(paper: Paper, output: str) -> None:
    [found] = read_back(written(paper, output), output)
    assert isinstance(found, Paper)
    found = found if paper.entry_type else found.replace(entry_type=None)
    expected, back = comparable(paper, output), comparable(found, output)
    # The date that is shown is not written twice; a conference's year is the venue's.
    for name in ("date", "submitted", "updated", "announced"):
        assert (expected.pop(name) or "").startswith((back.pop(name) or "")[: 10 if name == "submitted" else 0]), name
    assert back == expected


@pytest.mark.parametrize("output", READERS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.title or paper.key)
def test_what_was_read_is_written_the_same(paper: Paper, output: str) -> None:
    once = written(paper, output)
    [found] = read_back(once, output)
    assert isinstance(found, Paper)
    assert written(found, output) == once


WORDS = st.lists(st.sampled_from("Peat Bog moor of the 中文 Çağ 12 α A-B x_y 50%".split()), min_size=1, max_size=4)
TEXT = WORDS.map(" ".join)
NAMES = st.sampled_from(
    [
        names.Name("García Márquez", "Gabriel"),
        names.Name("Berg", "Jan", "van den"),
        names.Name("King", "Martin", "", "Jr."),
        names.Name(literal="Hugging Face"),
        names.Name(literal="ATLAS Collaboration"),
        names.Name("Ruiz", "Ana"),
    ]
)


@given(
    st.sampled_from(["article", "incollection", "book", "thesis", "report", "misc", "online", "patent"]),
    st.dictionaries(
        st.sampled_from("title abstract volume pages edition chapter series language comments".split()), TEXT
    ),
    st.lists(NAMES, max_size=3),
    st.sampled_from([None, "2020", "2020-05", "2020-05-06"]),
    st.sampled_from(list(READERS)),
)
def test_any_reference_comes_back(
    kind: str, texts: dict[str, str], people: list[names.Name], date: str | None, output: str
) -> None:
    values: dict[str, Any] = {"title": "Title"} | texts
    values["pages"] = texts.get("pages", "1").replace("-", "–")  # CSL has a hyphen for the dash
    differing = names.as_list(people)
    extra = {"author": differing} if differing else {}
    displayed = tuple(name.display for name in people)
    paper = Paper(key="k", entry_type=kind, authors=displayed, date=date, extra=extra, **values)
    [found] = read_back(written(paper, output), output)
    assert isinstance(found, Paper)
    for name in (*values, "entry_type", "authors", "date", "extra"):
        assert getattr(found, name) == getattr(paper, name), name


# ---- Other people's references ---------------------------------------------------------------------------------------

RIS = """Provider: JSTOR http://www.jstor.org

TY  - CONF
T1  - Deep moors: a
 study
AU  - García Márquez, Gabriel
AU  - King, Martin, Jr.
AU  - Barnes and Noble, Inc.
AU  - Hugging Face,
Y1  - 2019/05//
T2  - Proc. of Moors
SP  - 10
EP  - 20
SN  - 978-3-16-148410-0
SN  - 0028-0836
UR  - http://example.org/a;b
KW  - bogs
mires
KW  - cs.CL
U1  - 5
DO  - https://doi.org/10.1000/182
ER  -
"""
NBIB = """PMID- 30000001
OWN - NLM
DP  - 2019 Jan-Feb
TI  - [Peat bogs and their
      birds].
TT  - Moore und ihre Vogel.
PG  - 490-3
LID - 10.1000/jub.2019.4 [doi]
LID - S0028-0836(19)30001-2 [pii]
FAU - van den Berg, Jan
AU  - van den Berg J
CN  - BOG Study Group
PT  - Journal Article
TA  - J Urban Birds
JT  - Journal of urban birds
IS  - 0028-0836 (Print)
MH  - Birds
MH  - *Wetlands
PMC - PMC6500001
"""
ENW = """%0 Thesis
%A Ruiz, Ana
%E Una Lark
%T My thesis
%D 2019
%8 January 5
%I University of Oslo
%9 PhD thesis
%F ruiz19
%K bogs
mires
%@ 0028-0836
%1 mine
"""
ITEM = """[{"id": "http://zotero.org/users/1/items/ABCD", "type": "article",
 "title": "<i>Fermi</i> and <span class=\\"nocase\\">Moors</span>",
 "author": [{"family": "van Gogh", "given": "Evan"}, {"literal": "Hugging Face"}], "publisher": "arXiv",
 "issued": {"date-parts": [["2024", 1, 10]]}, "number": "arXiv:2401.05566v2", "source": "arXiv.org",
 "note": "arXiv:2401.05566 [cs]\\nPMID: 12\\nCitation Key: gogh24\\n9 pages",
 "accessed": {"date-parts": [[2024, 2, 3]]}}]
"""
LIBRARIES: dict[str, tuple[str, dict[str, Any]]] = {
    "ris": (
        RIS,
        {
            "type": "conference",
            "entry_type": "inproceedings",
            "title": "Deep moors: a study",
            "authors": ("Gabriel García Márquez", "Martin King Jr.", "Barnes and Noble, Inc.", "Hugging Face"),
            "date": "2019-05",
            "venue": "Proc. of Moors",
            "pages": "10–20",
            "isbn": "978-3-16-148410-0",
            "issn": "0028-0836",
            "url": "http://example.org/a;b",
            "categories": ("cs.CL",),
            "tasks": ("bogs", "mires"),
            "doi": "10.1000/182",
            "extra": {"u1": "5", "author": "García Márquez, Gabriel and {Hugging Face}"},
        },
    ),
    "nbib": (
        NBIB,
        {
            "type": "journal",
            "entry_type": "article",
            "title": "Peat bogs and their birds",
            "authors": ("Jan van den Berg", "BOG Study Group"),
            "date": "2019-01",
            "journal": "Journal of urban birds",
            "journal_ref": "Journal of urban birds, 490-493",
            "pages": "490–493",
            "issn": "0028-0836",
            "doi": "10.1000/jub.2019.4",
            "extra": {
                "origtitle": "Moore und ihre Vogel",
                "month": "Jan-Feb",
                "pmid": "30000001",
                "own": "NLM",
                "pt": "Journal Article",
                "shortjournal": "J Urban Birds",
                "mh": "Birds; *Wetlands",
                "pmcid": "PMC6500001",
            },
        },
    ),
    "endnote": (
        ENW,
        {
            "key": "ruiz19",
            "entry_type": "thesis",
            "title": "My thesis",
            "authors": ("Ana Ruiz",),
            "editors": ("Una Lark",),
            "date": "2019-01-05",
            "institution": "University of Oslo",
            "tasks": ("bogs", "mires"),
            "issn": "0028-0836",
            "extra": {"type": "PhD thesis", "endnote-1": "mine"},
        },
    ),
    "csl-json": (
        ITEM,
        {
            "key": "gogh24",
            "type": "preprint",
            "title": r"\textit{Fermi} and Moors",
            "authors": ("Evan van Gogh", "Hugging Face"),
            "date": "2024-01-10",
            "arxiv_id": "2401.05566",
            "arxiv_version": 2,
            "comments": "9 pages",
            "extra": {"source": "arXiv.org", "pmid": "12", "urldate": "2024-02-03", "author": "{Hugging Face}"},
        },
    ),
}


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_a_reference_of_another_program(name: str, size: int) -> None:
    text, values = LIBRARIES[name]
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    papers = [each for each in load_reader(name).read(pieces, "f") if isinstance(each, Paper)]
    assert [paper.replace(sources=()).model_dump() for paper in papers] == [Paper(**values).model_dump()]
    first = text[: text.index("TY")].count("\n") + 1 if name == "ris" else 1
    assert [(source.first_line, source.last_line) for source in papers[0].sources] == [(first, text.count("\n"))]


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_is_recognised_by_its_text_and_by_its_name(name: str) -> None:
    text, _ = LIBRARIES[name]
    extension = {"endnote": "enw", "csl-json": "csljson"}.get(name, name)
    assert recognise(text) == name
    assert recognise("Exported today\n", f"LIB.{extension.upper()}.gz") == name
    assert recognise("Exported today\n" + text, "lib.txt") is None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('[{"DOI": "10.1000/1", "abstract": "Long", "author": [{"family": "Ruiz"', "csl-json"),
        ('{"title": "T", "type": "book", "id": "x"}', "csl-json"),
        ('{"items": [{"id": "x", "type": "article-journal", "title": "T"}]}', None),
        ('[{"key": "a", "type": "report", "title": "T", "authors": [], "publisher": "P"}]', "paperlist-json"),
        ('{"title": "Page", "author": "x", "text": "Showing"}', None),
        ("TY - JOUR\nTI - A", "ris"),
        ("PMID- 1\nTI  - A", "nbib"),
        ("%0 Generic\n%T A", "endnote"),
        ("%0 percent of all\nbogs", None),
    ],
)
def test_what_a_text_begins_with_tells_its_format(head: str, name: str | None) -> None:
    assert recognise(head) == name


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "message"),
    [
        ("ris", "TY  - JOUR\nTI  - A\n\nTY  - JOUR\nER  - ", Code.TRUNCATED, 1, "the reference breaks off"),
        ("ris", "TY  - XYZ\nTI  - A\nER  - ", Code.BAD_FIELD, 1, 'A: no type of a reference is called "XYZ"'),
        ("ris", "TY  - JOUR\nID  - a b\nER  - ", Code.BAD_KEY, 1, "a b: no document can cite it by this key"),
        ("ris", 2 * "TY  - JOUR\nID  - a\nER  - \n", Code.BAD_KEY, 4, "a: another entry has this key"),
        ("ris", "TY  - JOUR\nER  - \nstray\n", Code.PAGE_TEXT, 3, "text between references"),
        ("nbib", "\nstray\n\nPMID- 1\nTI  - A", Code.PAGE_TEXT, 2, "text between references"),
        ("csl-json", '[{"id": 1, "type": "book"},\n{"id": 2 "type"}]', Code.BAD_ENTRY, 2, "no JSON"),
        ("csl-json", '[{"id": 1, "author": "Ana"}]', Code.BAD_FIELD, 1, '1: "author" cannot be read: "Ana"'),
        ("csl-json", '[{"id": 1, "issued": {"date-parts": 5}}]', Code.BAD_FIELD, 1, '1: "issued" cannot be read'),
        ("csl-json", '[{"a": 1}]', Code.BAD_ENTRY, 1, "no item"),
        ("csl-json", '[{"id": 1}', Code.TRUNCATED, 1, "the array breaks off"),
    ],
)
def test_a_fault_has_its_place(name: str, text: str, code: Code, line: int, message: str) -> None:
    found = [each for each in load_reader(name).read([text], "f") if isinstance(each, Diagnostic)]
    assert [(each.code, each.place.first_line) for each in found] == [(code, line)]
    assert found[0].message.startswith(message)


@pytest.mark.parametrize("name", [*LIBRARIES])
@given(st.text('TYER -JOURAUPMID%0{}[]":,\n\\x' + "abc1", max_size=60))
def test_any_text_is_read(name: str, text: str) -> None:
    for each in load_reader(name).read([text], "f"):
        assert isinstance(each, Paper | Diagnostic)
