"""`.bib` files, ours and other people's, read as papers."""

from typing import Any

import pytest

from paperlist.diagnostics import Code
from paperlist.paper import Paper, PaperType
from paperlist.readers.bibtex import read
from paperlist.readers.blocks import Kind, keys_of, split_blocks
from tests.bibtex_samples import LIBRARY, PUBLISHED, one, papers, source, told, told_of, values


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [1, 100, 1 << 20])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_library_is_read(end: str, size: int, bom: str) -> None:
    text = bom + LIBRARY.replace("\n", end)
    found = list(read([text[start : start + size] for start in range(0, len(text), size)], "lib.bib"))
    without = [
        paper.replace(**{name: Paper.model_fields[name].default for name in PUBLISHED}) for paper in papers(found)
    ]
    assert without == [
        Paper(
            key="knuth:1984",
            type=PaperType.JOURNAL,
            title=r"Literate Programming with $O(n \log n)$ Poincaré maps",
            authors=("Donald E. Knuth", "Émile Zola", "Jan van den Berg", "John Smith Jr", "ATLAS Collaboration"),
            date="1984-05",
            doi="10.1093/comjnl/27.2.97",
            journal_ref="The Computer Journal 27",
            sources=source(5, 13),
        ),
        Paper(
            key="vinyals2016",
            type=PaperType.CONFERENCE,
            title="Matching Networks",
            authors=("Oriol Vinyals",),
            authors_omitted=1,
            date="2016",
            abstract="One two.\n\nThree & four.",
            venue="Proc. of the 33rd International Conference on Machine Learning",
            sources=source(17, 21),
        ),
        Paper(
            key="hubinger2024sleeper",
            type=PaperType.PREPRINT,
            title="Sleeper Agents",
            authors=("Evan Hubinger", "Carson Denison"),
            authors_omitted=1,
            date="2024-01",
            arxiv_id="2401.05566",
            arxiv_version=3,
            categories=("cs.CR",),
            sources=source(23, 32),
        ),
        Paper(
            key="lukosiute",
            type=PaperType.PREPRINT,
            title="Measuring Progress",
            authors=("Kamilė Lukošiūtė",),
            date="2022-11-04",
            arxiv_id="hep-th/9901001",
            categories=("hep-th",),
            sources=source(34, 41),
        ),
    ]
    assert told(found) == [
        (Code.PAGE_TEXT, 1, 1, "text between entries"),
        (Code.DEFINITION, 2, 2, "an abbreviation"),
        (Code.DEFINITION, 3, 3, "an abbreviation"),
        (Code.PAGE_TEXT, 15, 15, "a comment"),
    ]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("eprint = {2401.05566}", {"arxiv_id": "2401.05566"}),
        ("eprint = {arXiv:2401.05566v12}", {"arxiv_id": "2401.05566", "arxiv_version": 12}),
        ("eprint = {https://hal.science/123}, eprinttype = {hal}", {}),
        ("eprint = {12345678}, eprinttype = {pubmed}", {}),
        ("url = {https://arxiv.org/abs/2401.05566v2}", {"arxiv_id": "2401.05566", "arxiv_version": 2}),
        ("url = {\\url{http://arxiv.org/pdf/math/0309136}}", {"arxiv_id": "math/0309136"}),
        ("journal = {arXiv preprint arXiv:2401.05566}", {"arxiv_id": "2401.05566"}),
        ("journal = {CoRR}, volume = {abs/2401.05566}", {"arxiv_id": "2401.05566"}),
        ("journal = {ArXiv}, volume = {abs/2401.05566}", {"arxiv_id": "2401.05566"}),
        ("doi = {10.48550/arXiv.2401.05566}", {"arxiv_id": "2401.05566", "doi": "10.48550/arXiv.2401.05566"}),
        ("note = {arXiv: 2401.05566}", {"arxiv_id": "2401.05566"}),
        ("note = {arXiv:2401.05566v2 [cs.CL]}", {"arxiv_id": "2401.05566", "arxiv_version": 2}),
        ("note = {Preprint, arXiv:2401.05566.}", {"arxiv_id": "2401.05566"}),
        ("note = {Preprint at \\url{https://arxiv.org/abs/2401.05566} (2024)}", {"arxiv_id": "2401.05566"}),
        ("note = {arXiv preprint arXiv:hep-th/9901001}", {"arxiv_id": "hep-th/9901001"}),
        ("note = {extended version of arXiv:2001.00001}", {"comments": "extended version of arXiv:2001.00001"}),
        ("note = {arXiv:2001.00001 is a part of it}", {"comments": "arXiv:2001.00001 is a part of it"}),
        ("note = {See https://arxiv.org/abs/2001.00001}", {"comments": "See https://arxiv.org/abs/2001.00001"}),
        ("note = {10 pages, 3 figures}", {"comments": "10 pages, 3 figures"}),
        ("howpublished = {arXiv:2401.05566}", {"arxiv_id": "2401.05566"}),
        ("journal = {J. of arXiv Studies}", {"journal_ref": "J. of arXiv Studies"}),
        ("journal = {Nature}, volume = 1, number = {2}, pages = {3--4}", {"journal_ref": "Nature 1(2), 3-4"}),
        ("journaltitle = {Nature}, number = {2}", {"journal_ref": "Nature (2)"}),
        ("howpublished = {NeurIPS 2021}", {"venue": "NeurIPS 2021"}),
        ("howpublished = {\\url{https://a.b}}", {}),
        ("howpublished = {arXiv preprint}", {}),
        ("howpublished = {arXiv}", {}),
        ("howpublished = {arXiv.org e-Print archive}", {}),
        ("howpublished = {CoRR}", {}),
        ("howpublished = {\\url{https://arxiv.org/abs/2401.05566v2}}", {"arxiv_id": "2401.05566", "arxiv_version": 2}),
        ("howpublished = {arXiv preprint arXiv:2401.05566, 2024}", {"arxiv_id": "2401.05566"}),
        ("howpublished = {arXiv Users' Day 2021}", {"venue": "arXiv Users' Day 2021"}),
        ("howpublished = {Workshop on arXiv Data}", {"venue": "Workshop on arXiv Data"}),
        ("howpublished = {Comments on arXiv:2001.00001}", {"venue": "Comments on arXiv:2001.00001"}),
        ("annote = {arXiv id: x 1; DOI: a b}", {"arxiv_id": "x 1", "doi": "a b"}),
        ("annote = {Authors not listed: 14}, author = {A and others}", {"authors": ("A",), "authors_omitted": 14}),
        ("note = {5 pages; Withdrawn}", {"comments": "5 pages", "withdrawn": True}),
        ("note = {Withdrawn}", {"withdrawn": True}),
        ("keywords = {cs.CL, Question Answering; cond-mat.mes-hall, graphene}",
         {"categories": ("cs.CL", "cond-mat.mes-hall"), "tasks": ("Question Answering", "graphene")}),
        ("eprint = {2401.05566}, primaryClass = {cs.CL}, keywords = {cs.AI, cs.CL}",
         {"arxiv_id": "2401.05566", "categories": ("cs.CL", "cs.AI")}),
        ("annote = {Read this; Code: nice}", {}),
        ("annote = {Excerpt: We do; it: well…; Submitted: 2024-01-10; Updated: 2024-02-30; Announced: 2024-01; "
         "arXiv version: 3; Report number: TR 7; MSC class: 05C; ACM class: I.2; Other DOIs: 10.1234/a, 10.1234/b; "
         "Code: owner/na\\_me; Stars: 12; Code implementations: 0; Dated: 2024}",
         {"excerpt": "We do; it: well…", "submitted": "2024-01-10", "announced": "2024-01", "arxiv_version": 3,
          "report_number": "TR 7", "msc_class": "05C", "acm_class": "I.2", "other_dois": ("10.1234/a", "10.1234/b"),
          "repository": "owner/na_me", "stars": 12, "code_implementations": 0, "date": "2024"}),
        ("title = {[Experiments show the …]}, annotation = {Excerpt: Experiments show the effect.}",
         {"excerpt": "Experiments show the effect."}),
        ("title = {[Untitled]}", {}),
        ("title = {[We show …]}, abstract = {We show it.}", {"abstract": "We show it."}),
        ("title = {[Experiments] show the}, annotation = {Excerpt: Experiments show the effect.}",
         {"title": "[Experiments] show the", "excerpt": "Experiments show the effect."}),
        ("doi = {doi:10.1000/a\\_b<1>}", {"doi": "10.1000/a_b<1>"}),
        ("doi = {10.1002/(SICI)17:15<16::AID>3.0.CO;2-2}", {"doi": "10.1002/(SICI)17:15<16::AID>3.0.CO;2-2"}),
        ("doi = {10.1000/a, 10.1000/b}", {"doi": "10.1000/a", "other_dois": ("10.1000/b",)}),
        ("url = {https://doi.org/10.1000/a}", {"doi": "10.1000/a"}),
        ("url = {https://example.org/10.1000/a}", {}),
        ("year = {2020}, month = {January}", {"date": "2020-01"}),
        ("year = 2020, month = 1", {"date": "2020-01"}),
        ("year = {2020}, month = {01}", {"date": "2020-01"}),
        ("year = {2020}, month = sep", {"date": "2020-09"}),
        ("year = {2020}, month = {Sept.}", {"date": "2020-09"}),
        ('year = {2020}, month = "10~" # jan', {"date": "2020-01-10"}),
        ("year = {2020}, month = jan, day = {7}", {"date": "2020-01-07"}),
        ("year = {c. 2020}", {"date": "2020"}),
        ("year = {in press}", {}),
        ("year = {٢٠٢٠}, month = {٣}", {"date": "2020-03"}),
        ("eprint = {2401.05566v0}", {"arxiv_id": "2401.05566"}),
        (f"eprint = {{2401.05566v{'9' * 5000}}}, title = {{T}}", {"arxiv_id": "2401.05566", "title": "T"}),
        (f"annote = {{Stars: {'9' * 5000}; arXiv version: 0; Code implementations: 1}}", {"code_implementations": 1}),
        ("date = {2020-05/2020-07}", {"date": "2020-05"}),
        ("date = {2020-05-06T12:00:00}", {"date": "2020-05-06"}),
        ("date = {2020~}, year = 1999", {"date": "2020"}),
        ("TITLE = {A}, subtitle = {The B}", {"title": "A: The B"}),
        ("author = {A. B and  C and others}", {"authors": ("A. B", "C"), "authors_omitted": 1}),
        ("author = {A. B AND\n C}", {"authors": ("A. B", "C")}),
        ("author = {{Barnes and Noble, Inc.} and Sandy Anderson}",
         {"authors": ("Barnes and Noble, Inc.", "Sandy Anderson")}),
        ("author = {de la Fontaine, Jean and Ludwig van Beethoven}",
         {"authors": ("Jean de la Fontaine", "Ludwig van Beethoven")}),
        ("author = {family=Fontaine, given=Jean, prefix=de la and Plato}",
         {"authors": ("Jean de la Fontaine", "Plato")}),
        ("author = {{a=b} and {family=c, given=d}}", {"authors": ("a=b", "family=c, given=d")}),
        ("doi = {10.1000.10/123}", {"doi": "10.1000.10/123"}),
        ("author = {King, Jr., Martin Luther and {\\O}ystein Ore}",
         {"authors": ("Martin Luther King Jr.", "Øystein Ore")}),
        ("author = {A and and B and }", {"authors": ("A", "B")}),
        ("author = {others}", {"authors_omitted": 1}),
        ("title = {The $\\omega$ of {\\it Fermi}}", {"title": "The $\\omega$ of {\\it Fermi}"}),
        ("title = {}", {}),
        ("title = {a\x1b[31mb\x07}, author = {\x07 and A\x9b B}, doi = {10.1000/a\x7f}",
         {"title": "ab", "authors": ("A B",), "doi": "10.1000/a"}),
        ('title = "Ce\u0301line" # { e} # {\u0301}, eprint = {e{\u0301}}', {"title": "Céline é"}),
        ("institution = {MIT}, number = {TR-7}", {}),
    ],
)  # fmt: skip
def test_what_people_write(field: str, expected: dict[str, Any]) -> None:
    assert values(f"@misc{{k,\n  {field}\n}}\n") == expected


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("@article{k, journal = {Nature}}", PaperType.JOURNAL),
        ("@article{k, journal = {arXiv preprint arXiv:2401.05566}}", PaperType.PREPRINT),
        ("@article{k, journal = {Nature}, eprint = {2401.05566}}", PaperType.JOURNAL),
        ("@inproceedings{k, booktitle = {X}, eprint = {2401.05566}}", PaperType.CONFERENCE),
        ("@misc{k, eprint = {2401.05566}}", PaperType.PREPRINT),
        ("@misc{k, title = {X}}", PaperType.OTHER),
        ("@misc{k, howpublished = {arXiv preprint}}", PaperType.PREPRINT),
        ("@techreport{k, title = {X}}", PaperType.REPORT),
        ("@PhdThesis(k, title = {X})", PaperType.OTHER),
    ],
)
def test_types(entry: str, type_: PaperType) -> None:
    assert one(entry).type is type_


def test_abbreviations_that_double_each_other_fill_no_memory() -> None:
    strings = "".join(f"@string{{a{number} = a{number - 1} # a{number - 1}}}\n" for number in range(1, 60))
    found = list(read(["@string{a0 = {xyz}}\n", strings, "@misc{k, title = a1, note = a59}"], "f"))
    [paper] = papers(found)
    assert (paper.title, paper.comments) == ("xyzxyz", "a59")
    assert told(found)[-1] == (Code.BAD_FIELD, 61, 61, 'k: "note" has the name a59, which no @string defines')
    many = " # ".join(["x"] * 100_000)
    paper = papers(read([f"@string{{x = {{{'y' * 2000}}}}}\n@misc{{k, title = {many}}}"], "f"))[0]
    assert len(paper.title or "") < 30_000


def test_every_month_has_a_name() -> None:
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    for number, name in enumerate(names, start=1):
        for written in (name, f"{{{name}}}", name.upper(), str(number), f"{{{number:02}}}"):
            assert values(f"@misc{{k, year = 2020, month = {written}}}") == {"date": f"2020-{number:02}"}


def test_a_report_has_its_number() -> None:
    assert values("@techreport{k, number = {TR-7}}") == {"report_number": "TR-7"}


def test_an_entry_inherits_from_its_crossref_wherever_that_stands() -> None:
    text = "@inproceedings{a, title = {A}, crossref = {P}}\n@proceedings{p, title = {Proc}, year = 2001, editor = {X}}"
    first, second = papers(read([text], "f"))
    assert (first.title, first.venue, first.date) == ("A", "Proc", "2001")
    assert (second.title, second.venue) == ("Proc", None)


@pytest.mark.parametrize(
    ("entry", "message", "expected"),
    [
        ("year = {MMXX}, title = {T}", 'k: "year" cannot be read: MMXX', {"title": "T"}),
        ("year = 2020, month = {13}", 'k: "month" cannot be read: 13', {"date": "2020"}),
        ("year = 0000, title = {T}", 'k: "year" cannot be read: 0000', {"title": "T"}),
        ("date = {0000-01}, title = {T}", 'k: "date" names no day: 0000-01', {"title": "T"}),
        ("date = {2023-02-30}", 'k: "date" names no day: 2023-02-30', {"date": "2023-02"}),
        ("date = {yesterday}, year = 2020", 'k: "date" cannot be read: yesterday', {"date": "2020"}),
        ("title = {A}\n  year = {2020}", 'k: the comma after "title" is missing', {"title": "A", "date": "2020"}),
        ("title = {A} junk", 'k: "title" has something behind its value: junk', {"title": "A"}),
        ("title = {A}, title = {B}", 'k: "title" is there twice; the first is taken', {"title": "A"}),
        (
            "journal = foo, title = {A}",
            'k: "journal" has the name foo, which no @string defines',
            {"title": "A", "journal_ref": "foo"},
        ),
        (
            "author = {A B, C D, E F, G H}",
            "k: more commas than a name has: A B, C D, E F, G H; taken for a list of names",
            {"authors": ("A B", "C D", "E F", "G H")},
        ),
    ],
)
def test_a_bad_field_costs_itself(entry: str, message: str, expected: dict[str, Any]) -> None:
    text = f"@misc{{ok, title = {{Before}}}}\n@misc{{k,\n  {entry}}}\n@misc{{ok2, title = {{After}}}}"
    found = list(read([text], "f"))
    before, paper, after = papers(found)
    assert (before.title, after.title) == ("Before", "After")
    assert told_of(paper) == expected
    last = text.count("\n")
    assert told(found) == [(Code.BAD_FIELD, 2, last, message)]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("@article{k,\n title = {A,\n year = {2020}\n}\n", "k: Unexpected block start: `@misc`. Was still looking for"),
        ("@article{k\n title = {A}, year = {2020}\n}\n", "k: Expected comma after entry key, but found ="),
        ("@article k, title = A\n", "an entry that cannot be read"),
    ],
)
def test_a_broken_entry_costs_itself_and_is_told(broken: str, message: str) -> None:
    text = "@misc{ok, title = {Before}}\n" + broken + "@misc{ok2, title = {After}}\n"
    found = list(read([text], "f"))
    assert [(paper.key, paper.title) for paper in papers(found)] == [("ok", "Before"), ("ok2", "After")]
    [(code, first, last, said)] = told(found)
    assert (code, first, last) == (Code.BAD_ENTRY, 2, 1 + broken.count("\n"))
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (r"@article{k, title = {Files under C:\\}, year = 2020}", "Files under C:"),
        (r"@article{k, file = {D:\papers\}, title = {A}, year = 2020}", "A"),
        ("@article{k, title = {A}, , year = {2020},,\n}", "A"),
        ("@ article{k, title = {A}, year = 2020}", "A"),
        ("@article{k, % one\n title = {A}, % two\n% three\n year = 2020 % four\n}", "A"),
    ],
)
def test_braces_are_counted_as_bibtex_counts_where_the_strict_count_fails(entry: str, title: str) -> None:
    found = list(read([f"@misc{{a, title = {{Before}}}}\n{entry}\n@misc{{b, title = {{After}}}}\n"], "f"))
    read_papers = papers(found)
    assert [read_papers[0].title, read_papers[-1].title] == ["Before", "After"]
    between = [(paper.key, paper.title, paper.date) for paper in read_papers[1:-1]]
    assert between == [("k", title, "2020")]


@pytest.mark.parametrize(
    ("year", "date"),
    [(r"{\noopsort{1973c}}1981", "1981"), (r"\SortNoop{1}2001", "2001"), (r"{\switchargs{--90}{1968}}", "1968")],
)
def test_what_only_sorts_is_no_year(year: str, date: str) -> None:
    assert one(f"@misc{{k, year = {{{year}}}}}").date == date


def test_a_library_that_breaks_off() -> None:
    found = list(read(["@misc{ok, title = {Before}}\n@misc{k, title = {Cut\n  off"], "f"))
    assert [paper.key for paper in papers(found)] == ["ok"]
    assert told(found) == [(Code.BAD_ENTRY, 2, 3, "k: Unexpectedly reached end of file.")]


def test_entries_with_one_key_are_all_read() -> None:
    found = list(read(["@misc{a, title = {A}}\n@misc{a, title = {B}}\n@misc{A, title = {C}}"], "f"))
    assert [paper.title for paper in papers(found)] == ["A", "B", "C"]
    message = "another entry has this key, and only one of them can be cited by it"
    assert told(found) == [(Code.BAD_KEY, 2, 2, f"a: {message}"), (Code.BAD_KEY, 3, 3, f"A: {message}")]


def test_blocks_know_their_places() -> None:
    blocks = split_blocks(LIBRARY)
    assert [block.type for block in blocks] == [
        "text", "string", "string", "article", "comment", "inproceedings", "misc", "online"
    ]  # fmt: skip
    for block in blocks:
        assert LIBRARY[block.start : block.end].startswith("@" if block.type != "text" else "%")
        for field in block.fields if block.kind is Kind.ENTRY else ():
            assert LIBRARY[field.start : field.end] == field.value
    assert [field.name for field in blocks[3].fields] == [
        "author",
        "title",
        "journal",
        "year",
        "month",
        "volume",
        "doi",
    ]
    assert keys_of(LIBRARY) >= {"knuth:1984", "vinyals2016", "hubinger2024sleeper", "lukosiute"}
