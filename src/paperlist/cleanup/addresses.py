r"""Links whose text and address are both in the text: of wikis, chats, forums, trackers, and of pages copied as text.

    [https://arxiv.org/abs/2509.26585 pdf]       MediaWiki         [[https://arxiv.org/|pdf]]        DokuWiki
    [pdf|https://arxiv.org/pdf/2509.26585]       Jira              <https://arxiv.org/|pdf>          Slack
    "pdf":https://arxiv.org/pdf/2509.26585       Textile           `pdf <https://arxiv.org/>`_       reStructuredText
    https://arxiv.org/pdf/2509.26585[pdf]        AsciiDoc          [url=https://arxiv.org/]pdf[/url] BBCode
    \href{https://arxiv.org/}{pdf}               LaTeX             #link("https://arxiv.org/")[pdf]  Typst
    [pdf->https://arxiv.org/]                    SPIP              {@link https://arxiv.org/ pdf}    Javadoc
    pdf <https://arxiv.org/pdf/2509.26585>       copied            Gary B Huang (https://arxiv.org/a/x), …

A mark that holds text and address is its text, wherever it is. An address beside a text goes only where the text is
what a listing links: an identifier, a format, a count of implementations, a name in a list of names, a title in a line
of its own. Addresses in sentences stay: "Code is at <https://…>".
"""

import re
from functools import partial

from paperlist.cleanup.steps import change_lines

# Marks that hold both
URL = r"https?://[^\s<>|\[\]\"`]{1,600}"
BOTH = (
    re.compile(rf"\[\[{URL} ?\| ?([^\[\]\n]{{1,400}})\]\]"),
    re.compile(rf"\[\[{URL} ([^\[\]|\n]{{1,400}})\]\]"),
    re.compile(rf"\[{URL}[ |]([^\[\]\n]{{1,400}})\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})\|{URL}(?:\|[a-z-]{{1,20}})?\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})-> ?{URL}\]"),
    re.compile(rf"\{{\{{{URL}\|([^\{{\}}\n]{{1,400}})\}}\}}"),
    re.compile(rf"\{{@link {URL} ([^\{{\}}\n]{{1,400}})\}}"),
    re.compile(r"\\href\{https?://[^\s\{\}]{1,600}\}\{([^\{\}\n]{1,400})\}"),
    re.compile(rf'#link\("{URL}"\)\[([^\[\]\n]{{1,400}})\]'),
    re.compile(rf'\{{HYPERLINK "{URL}" ?\}}()'),
    re.compile(rf"<{URL}\|([^<>\n]{{1,400}})>"),
    re.compile(r'"([^"\n]{1,400})":https?://[^\s<>\[\]",;()]{1,600}'),
    re.compile(rf"`([^`<>\n]{{1,400}}) ?<{URL}>`_{{1,2}}"),
    re.compile(r"(?:\blink:)?https?://[^\s<>|\[\]\"`()]{1,600}\[(?!\d{1,5}\])([^\[\]\n^]{1,400})\^?\]"),
    re.compile(rf"\[url=[\"']?{URL}[\"']?\]((?:[^\[\n]|\[(?!/url\])){{1,400}})\[/url\]", re.IGNORECASE),
    re.compile(rf"\[url\]({URL})\[/url\]", re.IGNORECASE),
)
"""Each with the link's text as its group."""

# What is left of links beside a text
LEFT = re.compile(
    r"\[\^[\w-]{1,20}\](?!:)|[ ]?\((?:opens in (?:a )?new (?:window|tab)|(?:link is )?external(?: link)?)\)"
    r"|[ ]?[↗🔗⧉⇗](?=[ ]{0,4}(?:[,;•·\[\]\n]|\Z))",
    re.IGNORECASE,
)
"""`[^1]`, `(opens in new window)`, an icon."""
NOTED = re.compile(
    r"(\barXiv:(?:\d{4}\.\d{4,5}|[a-z.-]{2,20}/\d{7})(?:v\d{1,3})?|(?<=[\[ ,])(?:pdf|ps|other|html|src)"
    r"|\bcode implementations?) ?(?:<sup>)?\[\d{1,3}\](?:</sup>)?",
    re.IGNORECASE,
)
"""`arXiv:2509.26585[1]`, `[pdf [2]`, `3 code implementations [4]`."""
TYPED = re.compile(
    r"(?<![\w`])`(?=arXiv:|(?:no|\d{1,4}) code impl|(?:pdf|ps|other|html)`|[^\W\d_a-z][^`\n]{1,60}`\])([^`\n]{1,200})`"
    r"|(?<!\w)__([^_\n]{1,200})__(?!\w)|\\\[([^\[\]\n]{1,300})\\\]\(https?://[^\s()]{1,600}\)"
)
"""Type that a link's text is in: `code`, __bold__; a link that was escaped."""
REFERRED = re.compile(
    r"\[((?!https?:)(?:[^\W\d_]|(?:\d{1,4}) code impl)[^\[\]\n]{0,300})\]\[(?!v\d{1,3}\])(?:[A-Za-z][\w-]{0,30})?\]"
)
"""`[Gary B Huang][]`, `[Gary B Huang][ref-1]`."""
WIKI = re.compile(
    r"\[\[(?=[ ]?(?:arXiv:\d|(?:pdf|ps|other|html)\]|(?:no|\d+) code impl|[^\W\d_a-z][^\s\[\]]{0,40} [^\W\d_a-z]))"
    r"([^\[\]|\n]{1,80})\]\]"
)
"""`[[Gary B Huang]]`; not `[[n,k,d]]`."""
BESIDE = (
    (("[^", "(opens in", "external", "↗", "🔗", "⧉", "⇗"), LEFT),
    (("`", "__", "\\]("), TYPED),
    (tuple(f"{digit}]" for digit in range(10)), NOTED),
    (("[[",), WIKI),
    (("][",), REFERRED),
)
"""What stays of each is its last group; sought where one of the signs is in the text."""
LOST_ID = re.compile(
    r"^(?:\[(?:arXiv|link|abs)\]\(|<a href=[\"']?)https?://arxiv\.org/abs/([\w./-]{9,40})"
    r"(?:\)|[\"']?>(?:arXiv|link|abs)</a>)(?=[ \t]*(?:\[|$))",
    re.MULTILINE | re.IGNORECASE,
)
"""`[arXiv](https://arxiv.org/abs/2509.26585)`, a link whose text lost the identifier that its address has."""

# Addresses beside a text
ADDRESS = (
    r"(?<!\])[ ]{0,2}(?:<https?://[^\s<>]{1,600}>|\(https?://(?:[^\s<>()]|\([^\s<>()]{0,80}\)){1,600}\)"
    r"|\[https?://[^\s<>\[\]]{1,600}\]|（https?://[^\s（）]{1,600}）|【https?://[^\s【】]{1,600}】|⟨https?://[^\s⟨⟩]{1,600}⟩"
    r"|(?:→|[-=]>|\|) https?://[^\s<>()\[\],;]{1,600})"
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
    text = change_lines(text, ("http",), unlink_marked)
    for signs, mark in BESIDE:
        text = change_lines(text, signs, partial(mark.sub, last_group))
    return change_lines(text, ("http",), unlink_line)


def unlink_marked(line: str) -> str:
    """Return a line with the text of each mark that holds text and address in the place of the mark."""
    for mark in BOTH:
        line = mark.sub(r"\1", line)
    return line


def last_group(found: re.Match[str]) -> str:
    """Return the last group of a match; nothing if it has none."""
    return found[found.lastindex] if found.lastindex else ""


def unlink_line(line: str) -> str:
    """Return a line without the addresses beside names and beside a title that is all of it."""
    line = LINKED.sub(r"\1", LOST_ID.sub(r"arXiv:\1", line))
    if "http" not in line:
        return line
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
