r"""Links whose text and address are both in the text: of wikis, chats, forums, trackers, and of pages copied as text.

    [https://arxiv.org/abs/2509.26585 pdf]       MediaWiki         [[https://arxiv.org/|pdf]]        DokuWiki
    [pdf|https://arxiv.org/pdf/2509.26585]       Jira              <https://arxiv.org/|pdf>          Slack
    "pdf":https://arxiv.org/pdf/2509.26585       Textile           `pdf <https://arxiv.org/>`_       reStructuredText
    https://arxiv.org/pdf/2509.26585[pdf]        AsciiDoc          [url=https://arxiv.org/]pdf[/url] BBCode
    pdf <https://arxiv.org/pdf/2509.26585>       copied            Gary B Huang (https://arxiv.org/a/x), …

A mark that holds text and address is its text, wherever it is. An address beside a text goes only where the text is
what a listing links: an identifier, a format, a count of implementations, a name in a list of names, a title in a line
of its own. Addresses in sentences stay: "Code is at <https://…>".
"""

import re

# Marks that hold both
URL = r"https?://[^\s<>|\[\]\"`]{1,600}"
BOTH = (
    re.compile(rf"\[\[{URL}\|([^\[\]\n]{{1,400}})\]\]"),
    re.compile(rf"\[{URL} ([^\[\]\n]{{1,400}})\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})\|{URL}\]"),
    re.compile(rf"<{URL}\|([^<>\n]{{1,400}})>"),
    re.compile(r'"([^"\n]{1,400})":https?://[^\s<>\[\]",;()]{1,600}'),
    re.compile(rf"`([^`<>\n]{{1,400}}) ?<{URL}>`_{{1,2}}"),
    re.compile(r"(?:\blink:)?https?://[^\s<>|\[\]\"`()]{1,600}\[(?!\d{1,5}\])([^\[\]\n]{1,400})\]"),
    re.compile(rf"\[url=[\"']?{URL}[\"']?\]((?:[^\[\n]|\[(?!/url\])){{1,400}})\[/url\]", re.IGNORECASE),
    re.compile(rf"\[url\]({URL})\[/url\]", re.IGNORECASE),
)
"""Each with the link's text as its group."""

# Addresses beside a text
ADDRESS = (
    r"(?<!\])[ ]{0,2}(?:<https?://[^\s<>]{1,600}>|\(https?://(?:[^\s<>()]|\([^\s<>()]{0,80}\)){1,600}\)"
    r"|\[https?://[^\s<>\[\]]{1,600}\])"
)
LINKED = re.compile(
    rf"((?:\barXiv:[^\s<>()\[\]]{{1,40}}|(?<=[\[ ,])(?:pdf|ps|other|html|src)|\bcode implementations?)){ADDRESS}",
    re.IGNORECASE,
)
"""`arXiv:2509.26585 <https://…>`, `[pdf <https://…>`, `3 code implementations <https://…>`."""
NAMED = re.compile(
    rf"(?P<name>(?:(?<![^\n])|(?<=[,;:•·])|(?<= and))[ ]{{0,4}}[^\W\d_][^,;:•·<>()\[\]\n]{{0,80}}?){ADDRESS}"
    r"(?=[ ]{0,4}(?:[,;•·]|and\b|\n|\Z))"
)
"""`, Gary B Huang <https://…>,`."""
NAME = re.compile(r"(?:(?:[^\W\d_a-z]\S*|(?:[a-z]{1,3}|van|von|della|ibn)) ){0,5}[^\W\d_a-z]\S*")
"""`Gary B Huang`, `Ludwig van Beethoven`; not `by the Institute of Statistics`."""
OF_NAMES = re.compile(r"authors?\s{0,3}[:：]|[^\n]{1,200}\s[•·]\s", re.IGNORECASE)
"""How a line begins that names follow in."""
PAPER = re.compile(
    rf"^(?P<title>[^\s\W_a-z][^<>\n]{{0,300}}?){ADDRESS}[ ]{{0,4}}$",
    re.MULTILINE,
)
"""A line that is a title and its address."""
PAPERS = re.compile(r"https?://(?:[\w-]+\.)?(?:arxiv\.org/(?:abs|pdf|html)/|doi\.org/10\.|paperswithcode\.com/paper/)")
"""Where the address of a paper begins."""
LED = re.compile(r"(?:\b(?:at|in|see|from|via|on|of|to|by|and|with|here|is|are)|[.,;:])\Z", re.IGNORECASE)
"""What leads to an address, so that it is part of a sentence: "Code is available at"."""
SENTENCES = re.compile(r"\W{0,12}(?:abstract|comments|journal[- ]ref)\s{0,3}[:：]", re.IGNORECASE)
"""How a line begins that has sentences."""


def unlink(text: str) -> str:
    """Return `text` with links as their text."""
    if "http" not in text:
        return text
    for mark in BOTH:
        text = mark.sub(r"\1", text)
    if "http" not in text:
        return text
    text = LINKED.sub(r"\1", text)
    return "".join(unlink_line(line) if "http" in line else line for line in text.splitlines(keepends=True))


def unlink_line(line: str) -> str:
    """Return a line without the addresses beside names and beside a title that is all of it."""
    if SENTENCES.match(line):
        return line
    named = NAMED.sub(name_of, line)
    listed = line.count("http") > 1 or line.rstrip().endswith(",") or OF_NAMES.match(line)
    if listed and "http" not in named:
        return named
    found = PAPER.match(line)
    if found and PAPERS.search(line, found.end("title")) and not LED.search(found["title"]):
        return found["title"] + line[found.end() :]
    return line


def name_of(found: re.Match[str]) -> str:
    """Return the name of a match, or all of it if that is no name."""
    return found["name"] if NAME.fullmatch(found["name"].strip()) else found[0]
