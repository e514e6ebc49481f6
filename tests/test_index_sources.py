"""What an index reads: each source's records with their lines, and what is wrong with a source."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from paperlist.index.sources import Addition, Event, Fault, Record, load_formats, recognise
from paperlist.paper import PaperType

SNAPSHOT: dict[str, Any] = {
    "id": "0704.0001",
    "submitter": "Nobody's Business",
    "title": "Prompt diphotons at Tevatron and\n  LHC energies",
    "comments": "37 pages;\n  published version",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009 10.48550/arXiv.0704.0001",
    "report-no": None,
    "categories": "hep-ph hep-ex",
    "abstract": "  A differential calculation of Poincar\\'e is\npresented.\n  All is included.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", "", "Michigan"], ['K\\"ing', "M. L.", "Jr."], ["ATLAS Collaboration", "", ""]],
}
PWC: dict[str, Any] = {
    "paper_url": "https://paperswithcode.com/paper/networks",
    "arxiv_id": None,
    "title": "Networks",
    "abstract": "Can networks\nbe inferred?",
    "url_abs": "http://arxiv.org/abs/1805.10616v4",
    "proceeding": "NeurIPS 2018 12",
    "authors": ["Ada Byron"],
    "tasks": ["model"],
    "date": "2018-05-27",
    "methods": [],
}
LINK: dict[str, Any] = {"paper_url": PWC["paper_url"], "repo_url": "https://github.com/a/b", "is_official": True}
OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header status="deleted"><identifier>oai:arXiv.org:1601.00001</identifier></header></record>
<record><header><identifier>oai:arXiv.org:1601.03238</identifier></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1601.03238</id><created>2016-01-13</created>
<authors><author><keyname>Planck Collaboration</keyname></author>
<author><keyname>Wang</keyname><forenames>Jieci</forenames></author></authors>
<title>Quantum
 coherence</title><categories>quant-ph gr-qc</categories><doi>10.1103/a, 10.1103/b;10.1103/c</doi>
<abstract>We study.</abstract></arXiv></metadata></record>
</ListRecords></OAI-PMH>
"""
DC = """<record><header><identifier>oai:arXiv.org:1711.05739</identifier></header><metadata><oai_dc:dc>
<dc:title>Occultations</dc:title><dc:creator>Luger, Rodrigo</dc:creator><dc:description>We explore.</dc:description>
<dc:description>Comment: 37 pages</dc:description><dc:date>2017-11-17</dc:date><dc:date>2017-11-15</dc:date>
<dc:identifier>doi:10.3847/1538-4357/aa9c43</dc:identifier></oai_dc:dc></metadata></record>
"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title>
<entry><id>http://arxiv.org/abs/hep-th/9901001v2</id><updated>2016-11-29T22:25:58Z</updated>
<published>2016-11-28T22:25:58Z</published><title>Bricks</title><summary>  Of bricks.
</summary><author><name>Ada Byron</name></author>
<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">5 pages</arxiv:comment>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="hep-th"/><category term="cs.CY"/>
<category term="hep-th"/></entry></feed>
"""
DBLP = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<article key="journals/corr/abs-2206-08966" publtype="informal"><author>Wei Li 0001</author>
<title>On <i>Sets</i> &amp; M&uuml;ller.</title><year>2022</year><journal>CoRR</journal></article><article key="j/a">
<author>Ada Byron</author><title>Nets.</title><year>1997</year><journal>Formal Methods</journal>
<ee>https://doi.org/10.1023/A:1</ee></article>
<www key="homepages/x"><author>Ada Byron</author><title>Home Page</title></www>
<inproceedings key="conf/x"><author>Ada Byron</author><title>&unknown;</title></inproceedings>
</dblp>
"""
CSL: list[dict[str, Any]] = [
    {
        "id": "a",
        "type": "article-journal",
        "title": "On <i>sets</i>",
        "author": [{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"}, {"literal": "CERN"}],
        "issued": {"date-parts": [[2006, 11, 4]]},
        "container-title": "Nature",
        "DOI": "10.1000/x",
        "number": "arXiv:q-bio/0611077",
    }
]
BIB = "@inproceedings{a,\n title={A title},\n author={Byron, Ada},\n booktitle={Proc. of X}, month=jul, year=1995\n}\n"
OWN = json.dumps({"key": "a", "title": "Own", "authors": ["Ada Byron"], "arxiv_version": 1}) + "\n"


def events(text: str, file: str = "file") -> Iterator[Event]:
    found = recognise(text[:4096], file)
    assert found is not None
    return found.read(iter(text.splitlines(keepends=True)))


def record(text: str) -> Record:
    (event,) = events(text)
    assert isinstance(event, Record)
    return event


def test_the_folder_is_the_registry() -> None:
    assert [each.FORMAT for each in load_formats()] == [
        "arxiv-atom",
        "arxiv-oai",
        "arxiv-snapshot",
        "bibtex",
        "papers-with-code-links",
        "csl-json",
        "dblp",
        "papers-with-code-archive",
        "paperlist",
    ]


def test_snapshot() -> None:
    paper = record(json.dumps(SNAPSHOT)).paper
    assert paper.title == "Prompt diphotons at Tevatron and LHC energies"
    assert paper.authors == ("C. Balázs", "M. L. Kïng Jr.", "ATLAS Collaboration")
    assert paper.abstract == "A differential calculation of Poincaré is presented.\n\nAll is included."
    assert (paper.submitted, paper.updated, paper.date) == ("2007-04-02", "2007-07-24", "2007-04-02")
    assert (paper.arxiv_id, paper.doi, paper.other_dois) == ("0704.0001", "10.1103/PhysRevD.76.013009", ())
    assert paper.categories == ("hep-ph", "hep-ex")
    assert paper.type is PaperType.JOURNAL


@pytest.mark.parametrize(
    "change",
    [
        {"id": 704.0001},
        {"id": "704.0001"},
        {"title": 5},
        {"title": " "},
        {"authors_parsed": 7},
        {"authors_parsed": []},
        {"versions": {}},
        {"doi": []},
    ],
)
def test_a_broken_line_is_skipped(change: dict[str, Any]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in (SNAPSHOT, SNAPSHOT | change, SNAPSHOT))
    one, broken, two = events(text)
    assert isinstance(one, Record)
    assert isinstance(broken, Fault)
    assert isinstance(two, Record)
    assert (broken.first_line, two.first_line) == (2, 3)


def test_papers_with_code_and_its_code() -> None:
    paper, first, last, page = record(json.dumps([PWC], indent=2))
    assert (first, last, page) == (2, 17, PWC["paper_url"])
    assert (paper.arxiv_id, paper.venue, paper.date, paper.tasks) == (
        "1805.10616",
        "NeurIPS 2018",
        "2018-05-27",
        ("model",),
    )
    assert paper.abstract == "Can networks be inferred?"
    other = LINK | {"repo_url": "https://github.com/c/d", "is_official": False}
    assert [*events(json.dumps([LINK, other], indent=2))] == [
        Addition(PWC["paper_url"], "a/b", 2, 6),
        Addition(PWC["paper_url"], None, 7, 11),
    ]
    elsewhere = LINK | {"repo_url": "https://gitlab.com/a/b"}
    assert [*events(json.dumps([elsewhere]))] == [Addition(PWC["paper_url"], None, 1, 1)]


def test_a_broken_object_is_skipped_and_a_cut_array_reported() -> None:
    text = json.dumps([PWC, PWC, PWC], indent=2)
    cut = text.replace('"title": "Networks"', '"title": Networks', 1)[:-40]
    first, second, third = events(cut)
    assert isinstance(first, Fault)
    assert isinstance(second, Record)
    assert isinstance(third, Fault)


def test_oai() -> None:
    paper, first, last, _ = record(OAI)
    assert (first, last) == (3, 9)
    assert paper.title == "Quantum coherence"
    assert paper.authors == ("Planck Collaboration", "Jieci Wang")
    assert (paper.doi, paper.other_dois) == ("10.1103/a", ("10.1103/b", "10.1103/c"))
    paper = record(DC).paper
    assert (paper.authors, paper.comments, paper.submitted) == (("Rodrigo Luger",), "37 pages", "2017-11-15")
    assert (paper.arxiv_id, paper.doi) == ("1711.05739", "10.3847/1538-4357/aa9c43")


def test_atom() -> None:
    paper = record(ATOM).paper
    assert (paper.arxiv_id, paper.submitted, paper.updated) == ("hep-th/9901001", "2016-11-28", "2016-11-29")
    assert (paper.categories, paper.comments, paper.abstract) == (("hep-th", "cs.CY"), "5 pages", "Of bricks.")


def test_dblp() -> None:
    one, two, broken = events(DBLP)
    assert isinstance(one, Record)
    assert (one.first_line, one.last_line) == (4, 5)
    assert (one.paper.title, one.paper.authors) == ("On Sets & Müller", ("Wei Li",))
    assert (one.paper.arxiv_id, one.paper.venue, one.paper.type) == ("2206.08966", None, PaperType.PREPRINT)
    assert isinstance(two, Record)
    assert (two.first_line, two.last_line, two.paper.doi) == (5, 7, "10.1023/A:1")
    assert (two.paper.venue, two.paper.type) == ("Formal Methods", PaperType.JOURNAL)
    assert isinstance(broken, Fault)
    assert broken.first_line == 9


def test_an_entity_that_a_dump_declares_is_not_read() -> None:
    text = DBLP.replace('SYSTEM "dblp.dtd"', '[<!ENTITY unknown SYSTEM "file:///etc/passwd">]')
    assert [type(event) for event in events(text)] == [Record, Record, Fault]


def test_a_record_without_its_end() -> None:
    one, *others = events(DBLP.replace("</journal></article>", "</journal>", 1))
    assert one == Fault(4, 4, "a record without its </article>")
    assert len(others) == 2
    assert [*events(DBLP.replace("</dblp>", ""))][-1] == Fault(
        9, 9, "the file breaks off: there is no </dblp> at its end", truncated=True
    )


def test_csl() -> None:
    paper = record(json.dumps(CSL, indent=2)).paper
    assert (paper.title, paper.authors, paper.date) == (
        r"On \textit{sets}",
        ("L. van Beethoven", "CERN"),
        "2006-11-04",
    )
    assert (paper.journal_ref, paper.type, paper.doi, paper.arxiv_id) == (
        "Nature",
        PaperType.JOURNAL,
        "10.1000/x",
        "q-bio/0611077",
    )


def test_bib_and_own_records() -> None:
    paper, first, last, _ = record(BIB)
    assert (paper.venue, paper.date, first, last) == ("Proc. of X", "1995", 1, 5)
    paper, first, last, _ = record(OWN)
    assert (paper.title, paper.key, first, last) == ("Own", "", 1, 1)
    whole, cut = events(f"[\n{OWN}")
    assert (type(whole), cut) == (Record, Fault(2, 2, "the array breaks off: there is no ] at its end", truncated=True))
