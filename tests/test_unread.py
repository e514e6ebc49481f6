"""Pages that are not read are named, and nothing of them is made up."""

import pytest

from paperlist.listings import load_listings
from paperlist.paper import Paper
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
    ("JSON", '{"paperId": "x", "title": "How it is done", "abstract": "We do it."}'),
    (
        "successor",
        "How it is done\nAda Byron, Alan Turing\n2015-12-10CVPR 2016 6Image ClassificationObject Detection\n",
    ),
    (
        "successor",
        "id: 1512.03385\ntitle: How it is done\npublished: 2015-12-10\nauthors: Ada Byron\norganizations: None\n"
        "citations: 9\nurl: https://paperswithcode.co/paper/x\n\n## Abstract\nWe do it.\n",
    ),
]


@pytest.mark.parametrize(("name", "text"), PAGES)
def test_a_page_that_is_not_read_is_named(name: str, text: str) -> None:
    assert name in (advice_for(text) or "")
    assert not [event for event in read_listings([text], "a.txt", load_listings()) if isinstance(event, Paper)]
