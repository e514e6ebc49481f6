"""arXiv's API: an Atom feed, an entry a paper; see `readers/arxiv_api/atom.py`."""

from paperlist.index.sources._saved import read_answers

FORMAT = "arxiv-atom"
DESCRIPTION = "arXiv's API, an Atom feed"
LICENCE = "CC0 1.0"


def recognise(head: str, file: str) -> bool:
    """Whether the text is a feed with papers of arXiv."""
    return "<feed" in head and "arxiv" in head.lower()


read = read_answers
