"""Pages and files that are not read, by name, and what to do instead."""

import re
from typing import NamedTuple

EXPORT = "export its BibTeX and give that"


class Unread(NamedTuple):
    """A kind of page that no format reads: how its text or markup shows it, and what to say of it."""

    name: str
    shown: re.Pattern[str]
    advice: str


UNREAD = (
    Unread(
        "a page of Google Scholar",
        re.compile(r"- Google Scholar</title>|id=[\"']gs_|\bCited by \d+\s+Related articles\b"),
        "its titles and names are cut: export BibTeX there (Cite, or your library) and give that",
    ),
    Unread(
        "a page of OpenReview",
        re.compile(r"\| OpenReview</title>|\bOpenReview is a long-term project to advance science\b"),
        EXPORT,
    ),
    Unread(
        "a page of Semantic Scholar",
        re.compile(
            r"\| Semantic Scholar</title>|\bSave to Library\s+Create Alert\b|\bSemantic Scholar extracted view of\b"
        ),
        EXPORT,
    ),
    Unread(
        "a page of dblp",
        re.compile(r"<title>dblp\b|\bdblp computer science bibliography\b|\bdblp key:"),
        EXPORT,
    ),
    Unread(
        "a page of the ACL Anthology",
        re.compile(r"- ACL Anthology</title>|^[^\w\n]{0,20}Anthology ID:", re.MULTILINE),
        EXPORT,
    ),
    Unread(
        "a page that paperlist wrote",
        re.compile('<meta name="generator" content="paperlist">'),
        "give what it was made from, or write --to jsonl, which is read again",
    ),
    Unread(
        "JSON of another program",
        re.compile(r"\A(?=\s*[\[{])(?=[\s\S]*\"title\"\s*:)(?=[\s\S]*\"abstract\"\s*:)"),
        "export BibTeX there and give that",
    ),
)


def advice_for(head: str) -> str | None:
    """Return what to say of a text that begins so and in which no entry was found; None if it is nothing known."""
    for kind in UNREAD:
        if kind.shown.search(head):
            return f"{kind.name}, which is not read; {kind.advice}"
    return None
