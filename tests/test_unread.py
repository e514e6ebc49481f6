"""Pages that are not read are named, and nothing of them is made up."""

import json
from html import escape
from typing import Any

import pytest

from paperlist.diagnostics import Code, Diagnostic
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


EMPTY = [
    (
        "a page of arXiv of which too little is left",
        "Code, Data, Media\nalphaXiv Toggle\nConnected Papers Toggle\narXivLabs: experimental projects\n",
    ),
    (
        "a page of arXiv of which too little is left",
        "Comments: in Scopus Cite as: arXiv:2401.00001 [cs.CV] (or arXiv:2401.00001v1 [cs.CV] for this version)",
    ),
    (
        "a page of arXiv of which too little is left",
        "Otters sleep. (or [arXiv:2401.00001v1](https://arxiv.org/abs/2401.00001v1) [cs.CV] for this version)",
    ),
    ("an arXiv search without results", 'Search\nSorry, your query for all: "otter sleep" produced no results.\nGo\n'),
    (
        "an arXiv search without results",
        "<!DOCTYPE html><html><body><p>Sorry, your query for <b>title: otters</b> produced no results.</p></html>",
    ),
    (
        "a list of arXiv without entries",
        "Populations and Evolution\nAuthors and titles for today\nTotal of 0 entries\n",
    ),
    ("there is no such paper", "Article identifier '2401.99999' not recognized\n"),
    ("arXiv's home page", "arXiv is a free distribution service and an open-access archive for articles.\nPhysics\n"),
    ("an overview of tasks", "Papers With Code\nBrowse State-of-the-Art\n11,045 benchmarks • 5,010 tasks\n"),
    ("keeps programs out", "arxiv.org\nPlease verify you are human by completing the action below.\n"),
]


@pytest.mark.parametrize(("name", "text"), EMPTY)
def test_a_page_that_lists_no_paper_is_named(name: str, text: str) -> None:
    found = list(read_text([text]))
    assert not [event for event in found if isinstance(event, Paper)]
    assert name in str([event.message for event in found if isinstance(event, Diagnostic)])


HEAD, BY = "How It Is Done\n", "Ada Byron, Alan Turing\n"
PROSE = "We do it in a way that nobody has seen before, and say how it is done by everyone who wants to.\n"
SITES = [
    ("OpenReview", HEAD + BY + "16 Jan 2024 (modified: 05 Mar 2024)\nICLR 2024 oral\nReaders: Everyone\n"),
    (
        "Connected Papers",
        "Connected Papers\nPrior works\n" + HEAD + "A. Byron, A. Turing\n2007, arXiv.org\n12 Citations\n" + PROSE,
    ),
    (
        "ResearchGate",
        "Article\nPDF Available\n" + HEAD + "July 2007\nAuthors:\n" + BY + "Download full-text PDF\nAbstract\n" + PROSE,
    ),
    ("Scopus", "1\nArticle\n" + HEAD + "Byron, A., Turing, A.\nJournal, 21(1), pp. 1–9\n2011\n4\nView at Publisher\n"),
    (
        "Web of Science",
        "1\n" + HEAD + "Byron, A; Turing, A\nFeb 2011 | JOURNAL 21 (1), pp.1-9\n" + PROSE + "Full Text at Publisher\n",
    ),
    ("IEEE Xplore", HEAD + BY + "Abstract:\n" + PROSE + "Date Added to IEEE Xplore: 04 August 2011\n"),
    ("ACM Digital Library", "research-article\n" + HEAD + BY + "June 2011, pp 1–10\n" + PROSE + "Total Citations4\n"),
    (
        "bioRxiv",
        "New Results\n" + HEAD + BY + "doi: https://doi.org/10.1101/2024.01.02.573912\nbioRxiv\nAbstract\n" + PROSE,
    ),
    (
        "SSRN",
        HEAD
        + "Posted: 10 Jul 2024\n"
        + BY
        + "Abstract\n"
        + PROSE
        + "Available at SSRN: https://ssrn.com/abstract=4567\n",
    ),
    ("alphaXiv", "alphaXiv\nExplore\n" + HEAD + BY + "10 Jul 2007\nPaper\nBlog\n12 upvotes\n" + PROSE),
    (
        "Emergent Mind",
        "Emergent Mind\n" + HEAD + "Published 10 Jul 2007 in cs.PL | (0707.1432v1)\nAbstract: " + PROSE + "Summary\n",
    ),
    (
        "ar5iv",
        HEAD + BY + "(July 10, 2007)\nAbstract\n" + PROSE + "◄ ar5iv homepage Feeling lucky? Conversion report\n",
    ),
    (
        "as HTML",
        "arXiv:2403.12345v1 [cs.PL] 10 Mar 2024\n"
        + HEAD
        + BY
        + "Abstract\n"
        + PROSE
        + "Report issue for preceding element\n",
    ),
    (
        "arxiv-sanity",
        HEAD + BY + "7/10/2007 (v1: 7/10/2007) cs.PL | math.CT\n0707.1432v1 | pdf | show similar | discuss\n" + PROSE,
    ),
    (
        "Cool Papers",
        "#1 How It Is Done [PDF1] [Copy] [Kimi2] [REL]\nAuthors: " + BY + PROSE + "Subject: Programming Languages\n",
    ),
    ("SciRate", "Scite! 12\n" + HEAD + BY + "Jul 11 2007 quant-ph arXiv:0707.1432v1\nPDF\n" + PROSE),
    (
        "PubMed",
        HEAD + "Byron A, Turing A.\nJournal. 2011 Feb;21(1):1-9. doi: 10.1017/x.\nPMID: 12345678\nFree PMC article.\n",
    ),
    (
        "INSPIRE",
        HEAD + "Ada Byron(LJK, Grenoble)\nJul 10, 2007\n31 pages\ne-Print: 0707.1432 [math.CT]\npdf DOI cite claim\n",
    ),
    ("NASA ADS", "1\n2007arXiv0707.1432D\n2007/07\ncited: 4\n" + HEAD + "Byron, Ada; Turing, Alan\n"),
    (
        "ScienceDirect",
        "ScienceDirect\nResearch article\n" + HEAD + "Journal, February 2011\n" + BY + "View PDF\nAbstract\nExport\n",
    ),
    (
        "SpringerLink",
        HEAD + "Conference paper\npp 1–9\nCite this conference paper\nAda Byron & Alan Turing\nAbstract\n" + PROSE,
    ),
    (
        "proceedings",
        HEAD
        + BY
        + "Proceedings of the 38th Conference, PMLR 139:123-134, 2021.\nAbstract\n"
        + PROSE
        + "Cite this Paper\n",
    ),
]


@pytest.mark.parametrize(("name", "text"), SITES, ids=[name for name, _ in SITES])
@pytest.mark.parametrize("saved", [False, True], ids=["text", "page"])
def test_a_page_of_a_site_is_named_and_gives_no_record(name: str, text: str, saved: bool) -> None:
    if saved:
        lines = "\n".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        text = f"<!DOCTYPE html>\n<html><head><title>How It Is Done</title></head><body>\n{lines}\n</body></html>\n"
    events = list(read_text([text], "a.txt"))
    assert not [event for event in events if isinstance(event, Paper)]
    [told] = [event for event in events if isinstance(event, Diagnostic) and event.code is Code.NOTHING_FOUND]
    assert name in told.message
    assert "not read; " in told.message


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
