"""arXiv's interfaces, saved: what the drop-in cases cannot show."""

import re
from pathlib import Path

import pytest

from paperlist.diagnostics import Code, Diagnostic
from paperlist.paper import Paper
from paperlist.pipeline import read_text
from paperlist.readers import recognise
from paperlist.readers.arxiv_api.values import read_dois, read_id

FIXTURES = Path(__file__).parents[1] / "fixtures" / "arxiv-api"
SAVED = [*sorted(FIXTURES.glob("*.xml")), FIXTURES / "snapshot.txt", FIXTURES / "daily_papers.txt"]


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_nothing_depends_on_where_the_text_is_cut(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = list(read_text([text], "x"))
    assert recognise(text) == "arxiv-api"
    for size in (4096, 5003):
        chunks = [text[at : at + size] for at in range(0, len(text), size)]
        assert list(read_text(chunks, "x")) == whole


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_every_line_is_in_a_record_or_a_diagnostic(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told: set[int] = set()
    for event in read_text([text], "x"):
        place = event.place if isinstance(event, Diagnostic) else event.sources[0].place
        told.update(place.lines)
    assert told >= {number for number, line in enumerate(text.split("\n"), 1) if line.strip(" []")}


def test_an_entity_that_the_file_declares_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    feed = f"""<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY file SYSTEM "file://{secret}"><!ENTITY two "&file;&file;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/0704.0001v1</id><title>&file;&two;</title></entry>
<entry><id>http://arxiv.org/abs/0704.0002v1</id><title>Caf&eacute; &lt; &#945;</title></entry>
</feed>
"""
    events = list(read_text([feed]))
    assert [event.title for event in events if isinstance(event, Paper)] == ["Café < α"]
    assert [event.code for event in events if isinstance(event, Diagnostic) and event.code is Code.BAD_ENTRY] == [
        Code.BAD_ENTRY
    ]
    assert "secret" not in repr(events).replace(str(secret), "")


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ('[{"title": "A", "abstract": "B", "id": "0704.0001"}]', None),
        ('{"id": "x1", "title": "A", "update_date": "2009"}', None),
        ('{"id": "0704.0001", "title": "A", "update_date": "2009"}', "arxiv-api"),
        ("<feed><title>Somebody's blog</title><entry/></feed>", None),
        ("<OAI-PMH><record><header><identifier>oai:zenodo.org:1</identifier></header></record></OAI-PMH>", None),
        ("<record><header><identifier>oai:arXiv.org:0704.0001</identifier></header></record>", "arxiv-api"),
        (
            "This XML file does not appear to have any style information associated with it.\n"
            '<rss version="2.0"><channel><link>http://rss.arxiv.org/rss/math</link></channel></rss>',
            "arxiv-api",
        ),
    ],
)
def test_only_what_is_of_arxiv_is_recognised(text: str, format_: str | None) -> None:
    assert recognise(text) == format_


@pytest.mark.parametrize(
    ("address", "arxiv_id", "version"),
    [
        ("http://arxiv.org/abs/2510.14968v1", "2510.14968", 1),
        ("https://arxiv.org/abs/hep-th/9901001v12", "hep-th/9901001", 12),
        ("oai:arXiv.org:math.AG/0001001", "math.AG/0001001", None),
        ("0704.0001", "0704.0001", None),
    ],
)
def test_ids(address: str, arxiv_id: str, version: int | None) -> None:
    assert read_id(address) == {"arxiv_id": arxiv_id, "arxiv_version": version}


def test_dois_without_arxivs_own() -> None:
    text = "10.1000/a(1)b 10.48550/arXiv.0704.0001 https://doi.org/10.1000/c;10.1000/d"
    assert read_dois(text, None, "doi:10.1000/a(1)b") == {
        "doi": "10.1000/a(1)b",
        "other_dois": ["10.1000/c", "10.1000/d"],
    }


def test_only_the_named_format_is_read() -> None:
    text = (FIXTURES / "atom.xml").read_text(encoding="utf-8")
    assert sum(isinstance(event, Paper) for event in read_text([text], only="arxiv-api")) == 3
    assert not any(isinstance(event, Paper) for event in read_text([text], only="hf-papers"))
    lines = (FIXTURES / "lines.txt").read_text(encoding="utf-8")
    assert sum(isinstance(event, Paper) for event in read_text([lines], only="arxiv-api")) == 5


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("<html><head><title>graphene - Google Scholar</title></head></html>", "Google Scholar"),
        (
            "Epitaxial graphene\nC Berger… - Science, 2006\nCited by 12 Related articles All 5 versions\n",
            "Google Scholar",
        ),
        ("<html><head><title>A | OpenReview</title></head></html>", "OpenReview"),
        ("A\nSave to Library\nCreate Alert\n", "Semantic Scholar"),
        ("<html><head><title>dblp: Claire Berger</title></head></html>", "dblp"),
        ("A\nAnthology ID:\n2020.acl-main.1\n", "ACL Anthology"),
        ('[{"title": "A", "abstract": "B"}]', "JSON of another program"),
    ],
)
def test_what_is_not_read_is_named(text: str, named: str) -> None:
    events = list(read_text([text]))
    assert not any(isinstance(event, Paper) for event in events)
    said = [event.message for event in events if isinstance(event, Diagnostic) and event.code is Code.NOTHING_FOUND]
    assert len(said) == 1
    assert named in said[0]
    assert re.search("BibTeX", said[0])
