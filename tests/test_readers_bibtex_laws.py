"""`.bib` files: laws of any text, inheritance, and what is written again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code
from paperlist.exporters import Options, load
from paperlist.paper import Paper
from paperlist.readers.bibtex import read
from paperlist.readers.bibtex_database import Database
from paperlist.readers.blocks import split_blocks
from tests.bibtex_samples import PUBLISHED, one, papers, told

PIECES = st.sampled_from(
    ["@article{", "@misc{k,", "@string{a=", "@comment{", "@", "{", "}", '"', ",", "=", "#", "\n", " ", "title", "\\",
     "(", ")", "% x", "author = {A and B}", "year = 2020", "}\n", "é", "\r\n", "month = jan", "a@b.c (d)", "\t", "\x00"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_line_of_any_text_is_accounted_for(text: str) -> None:
    covered: set[int] = set()
    for each in read([text], "f"):
        places = each.sources if isinstance(each, Paper) else [each]
        for place in places:
            covered |= set(place.place.lines)
    lines = text.split("\n")
    assert covered <= set(range(1, len(lines) + 1))
    assert {number for number, line in enumerate(lines, start=1) if normalize(line).strip()} <= covered


NAMES = st.sampled_from(
    ["author", "title", "year", "month", "date", "eprint", "eprinttype", "doi", "url", "note", "keywords", "annote",
     "journal", "volume", "howpublished", "abstract", "crossref", "day"]
)  # fmt: skip
VALUES = st.lists(
    st.sampled_from(
       ["Excerpt: ", "; Stars: ", "; arXiv version: ", "; Dated: ", "0", "2024", "-13", "-02", "-30", "10.1234/", "10.",
         "arXiv:", "2401.05566", "v0", "abs/", ", ", " and ", "others", "k", "[", "]", "…", "/", "x", "٣", "cs.CL", "="]
    ),
    max_size=5,
).map("".join)  # fmt: skip


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_values_are_read(fields: list[tuple[str, str]]) -> None:
    text = "".join(f", {name} = {{{value}}}" for name, value in fields)
    assert one(f"@article{{k{text}}}").key == "k"


def test_all_twelve_months_have_their_macros() -> None:
    macros = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    text = "".join(f"@misc{{k{i}, title = {{T{i}}}, year = 2020, month = {name}}}\n" for i, name in enumerate(macros))
    dates = [event.date for event in read(iter([text]), "f") if isinstance(event, Paper)]
    assert dates == [f"2020-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("@book{k, publisher = {P}, ISBN = {1}, editor = {F, E and {G}}, url = {https://a.org/~b}, edition = {2}}",
         {"entry_type": "book", "publisher": "P", "isbn": "1", "editors": ("E F", "G"), "url": "https://a.org/~b",
          "edition": "2"}),
        ("@article{k, journal = {J}, volume = 1, number = 2, pages = {3--4}, issn = {1-2}, language = {de}}",
         {"entry_type": "article", "journal": "J", "volume": "1", "number": "2", "pages": "3–4", "issn": "1-2",
          "language": "de"}),
        ("@phdthesis{k, school = {S}, series = {T}, chapter = 4, ids = {a, b}}",
         {"entry_type": "phdthesis", "institution": "S", "series": "T", "chapter": "4", "keys": ("a", "b")}),
        ("@techreport{k, number = {R-1}, institution = {I}}", {"entry_type": "techreport", "institution": "I"}),
        ("@misc{k, file = {a\\_b.pdf:PDF}, My-Stars = {\\'E}, langid = {}, note = {n}, year = 2020, month = 5}",
         {"entry_type": "misc", "extra": {"file": "a\\_b.pdf:PDF", "my-stars": "É"}}),
        ("@misc{k, year = {in press}, eprint = {https://arxiv.org/abs/2401.05566}, keywords = {a; b}}",
         {"entry_type": "misc", "extra": {"year": "in press", "eprint": "https://arxiv.org/abs/2401.05566",
                                          "keywords": "a; b"}}),
        ("@misc{k, howpublished = {\\url{https://a.b/~c_d}}, booktitle = {B}, annote = {read this}}",
         {"entry_type": "misc",
          "extra": {"howpublished": "https://a.b/~c_d", "booktitle": "B", "annote": "read this"}}),
        ("@misc{k, howpublished = {NeurIPS 2021}, annote = {Stars: 5}}", {"entry_type": "misc"}),
    ],
)  # fmt: skip
def test_what_an_entry_says_beside_what_listings_say(entry: str, kept: dict[str, Any]) -> None:
    paper = one(entry)
    assert paper.model_dump(exclude_defaults=True, include=set(PUBLISHED)) == kept


@pytest.mark.parametrize("output", ["bib", "biblatex"])
def test_what_an_entry_says_is_written_again(output: str) -> None:
    library = """@incollection{a, author = {Fern, Ida}, editor = {Leaf, Gus}, title = {Spores}, subtitle = {of old},
  booktitle = {Handbook}, publisher = "P \\& Q", address = {Town}, series = {S}, volume = 4, chapter = 3,
  pages = {33--58}, edition = {second}, year = 1997, month = 12, isbn = {1}, langid = {english}, file = {a_b.pdf:PDF}}
@phdthesis{müller:1, title = {Roots}, year = {in press}, school = {S}, howpublished = {\\url{https://a.b/c_d}}}
@misc{b, title = {A}, eprint = {12}, eprinttype = {jstor}, keywords = {a; b}, key = {k}, note = {arXiv:2401.05566}}"""
    papers_read = papers(read([library], "f"))
    written = "".join(load(output).write(papers_read, Options()))
    again = papers(read([written], "f"))
    assert [paper.replace(sources=()) for paper in again] == [paper.replace(sources=()) for paper in papers_read]
    assert "".join(load(output).write(again, Options())) == written


INHERITED = """@inproceedings{a, title = {A}, crossref = {P}, xdata = {}}
@proceedings{p, title = {Proc}, booktitle = {Book}, editor = {X}, doi = {10.1000/p}, xdata = {q,
 r}}
@xdata{q, publisher = {Q}}
@xdata{r, publisher = {R}, year = 2001}
"""


def test_inheritance_goes_on_through_parents() -> None:
    paper = papers(read([INHERITED], "f"))[0]
    assert (paper.venue, paper.editors, paper.publisher, paper.date) == ("Book", ("X",), "Q", "2001")
    assert paper.doi is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@misc{a, title = {A}, crossref = {b}}", '"crossref" refers to b, and no entry has that key'),
        ("@misc{a, title = {A}, xdata = {A}}", '"xdata" leads back to A'),
        ("@misc{a, title = {A}, crossref = {b}}\n@misc{b, title = {B}, xdata = {a}}", '"xdata" leads back to a'),
    ],
)
def test_a_name_that_refers_to_nothing_or_back(text: str, message: str) -> None:
    found = list(read([text], "f"))
    assert (Code.BAD_KEY, 1, 1, f"a: {message}") in told(found)
    assert papers(found)[0].title == "A"


def test_an_entry_without_a_key_is_nobodys_parent() -> None:
    text = "@manual{, title = {R}, author = {{R Team}}}\n@misc{a, title = {A}, crossref = {}, xdata = {,}}\n"
    found = list(read([text], "f"))
    assert told(found) == []
    assert [(paper.key, paper.authors) for paper in papers(found)] == [("", ("R Team",)), ("a", ())]


def test_files_are_read_as_one() -> None:
    files = {
        "strings": "@string{icml = {Machine Learning}}",
        "main": "@inproceedings{a, title = {A}, booktitle = icml, crossref = {p}, note = late}",
        "proc": "@string{late = {Late}}\n@proceedings{p, year = 1999}",
    }
    database = Database(list(files), lambda name: split_blocks(files[name]))
    found = list(read([files["main"]], "main", database))
    [paper] = papers(found)
    assert (paper.venue, paper.date, paper.comments) == ("Machine Learning", "1999", "late")
    assert told(found) == [(Code.BAD_FIELD, 1, 1, 'a: "note" has the name late, which no @string defines')]
