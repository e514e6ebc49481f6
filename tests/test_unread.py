"""Pages that are not read are named, and nothing of them is made up."""

import json
from typing import Any

import pytest

from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.pipeline import read_text
from paperlist.reading import read_listings
from paperlist.reading.unread import advice_for

SCHOLAR = "How it is done\nA Byron, A Turing… - Advances in neural …, 2017\n"
PAGES = [
    ("Google Scholar", SCHOLAR + "Save Cite Cited by 12 Related articles All 8 versions\n"),
    ("Google Scholar", SCHOLAR + "[Cited by 12](/scholar?cites=1)\n[Related articles](/scholar?q=related:1)\n"),
    ("OpenReview", "How it is done\nAda Byron\nPublished: 16 Jan 2024, Last Modified: 05 Mar 2024\nICLR 2024 oral\n"),
    ("Semantic Scholar", "How it is done\nAda Byron, +5 authors Alan Turing\n12 June 2017\nTLDR\nWe do it.\n"),
    ("dblp", "Ada Byron:\nHow it is done. ICML 2020: 1-12\npersistent URL: https://dblp.org/rec/conf/icml/B20\n"),
    ("ACL Anthology", "pdf bib abs\nHow it is done\nAda Byron | Alan Turing\n"),
    (
        "successor",
        "[How It Is Done](https://paperswithcode.co/paper/2405.02246)\nAda Byron and 3 others\n12 citations\n",
    ),
    ("successor", "How It Is Done\n2015-12-10\nImage Classification\nhttps://paperswithcode2.com/paper/how\n"),
]


@pytest.mark.parametrize(("name", "text"), PAGES)
def test_a_page_that_is_not_read_is_named(name: str, text: str) -> None:
    assert name in (advice_for(text) or "")
    assert not [event for event in read_listings([text], "a.txt", load_listings()) if isinstance(event, Paper)]


HOW = {"title": "How It Is Done", "abstract": "We do it."}
NAMED = HOW | {"authors": ["Ada Byron"]}
JSON: list[tuple[str, Any]] = [
    ("Semantic Scholar", [NAMED | {"paperId": "x", "citationCount": 3, "externalIds": {"ArXiv": "2405.02246"}}]),
    ("Semantic Scholar", {"total": 1, "data": [HOW | {"paperId": "x", "externalIds": {}}]}),
    ("OpenAlex", {"results": [{"title": "How It Is Done", "authorships": [], "abstract_inverted_index": {"We": [0]}}]}),
    ("Crossref", {"message-type": "work", "message": {"title": ["How"], "reference-count": 3, "author": []}}),
    (
        "Crossref",
        {
            "DOI": "10.1/x",
            "author": [{"given": "Ada", "family": "Byron"}],
            "is-referenced-by-count": 3,
            "reference-count": 3,
            "title": ["How It Is Done"],
            "type": "journal-article",
        },
    ),
    ("dblp", {"result": {"hits": {"@total": "1", "hit": [{"@score": "1", "info": {"title": "How It Is Done."}}]}}}),
    ("arxiv.py", [NAMED | {"entry_id": "http://arxiv.org/abs/2405.02246v1", "pdf_url": "x", "published": "x"}]),
    ("feedparser", [{"title": "How", "guidislink": True, "title_detail": {}, "authors": [{"name": "Ada Byron"}]}]),
    ("Zotero", [{"key": "AB", "version": 1, "data": {"itemType": "preprint", "title": "How", "creators": []}}]),
    ("OpenReview", {"notes": [{"forum": "x", "signatures": [], "content": {"title": {"value": "How"}}}]}),
    ("DataCite", {"data": {"attributes": {"titles": [{"title": "How"}], "publicationYear": 2024, "rightsList": []}}}),
    ("doi_url, paperYear)", [NAMED | {"doi_url": "x", "paperYear": 2024}]),
    ("no such members: summary, published)", [{"title": "How", "authors": ["A B"], "summary": "x", "published": "x"}]),
    ("no such members: authors)", [HOW | {"authors": "Ada Byron, Alan Turing"}]),
    ("no such members: authors)", [HOW | {"authors": ["Byron, Ada", "Turing, Alan"]}]),
    ("no such members: authors)", [HOW | {"authors": [{"name": "Ada Byron"}]}]),
    ("no such members: date)", [NAMED | {"date": "May 3, 2024"}]),
    ("no such members: categories)", [NAMED | {"categories": "cs.CV", "arxiv_id": "2405.02246"}]),
    ("JSON of another program,", {"papers": [NAMED]}),
]


@pytest.mark.parametrize(("name", "value"), JSON)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_another_program_is_named_and_gives_no_record(name: str, value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert name in (advice_for(text) or "")
    assert not [event for event in read_text([text], "a.json") if isinstance(event, Paper)]
