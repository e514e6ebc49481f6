"""arXiv's answers by OAI-PMH, for weekly updates; see `readers/arxiv_api/oai.py`."""

from paperlist.index.sources._saved import read_answers

FORMAT = "arxiv-oai"
DESCRIPTION = "arXiv's answers by OAI-PMH (arXiv, arXivRaw, oai_dc), XML"
LICENCE = "CC0 1.0"


def recognise(head: str, file: str) -> bool:
    """Whether the text is an answer by OAI-PMH, or a record of one."""
    return "<OAI-PMH" in head or "oai:arXiv.org:" in head


read = read_answers
