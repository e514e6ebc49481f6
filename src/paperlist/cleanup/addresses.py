r"""Links whose text and address are both in the text: of wikis, chats, forums, trackers, and of pages copied as text.

    [https://arxiv.org/abs/2509.26585 pdf]       MediaWiki         [[https://arxiv.org/|pdf]]        DokuWiki
    [[pdf|https://arxiv.org/pdf/2509.26585]]     TiddlyWiki
    [pdf|https://arxiv.org/pdf/2509.26585]       Jira              <https://arxiv.org/|pdf>          Slack
    "pdf":https://arxiv.org/pdf/2509.26585       Textile           `pdf <https://arxiv.org/>`_       reStructuredText
    https://arxiv.org/pdf/2509.26585[pdf]        AsciiDoc          [url=https://arxiv.org/]pdf[/url] BBCode
    \href{https://arxiv.org/}{pdf}               LaTeX             #link("https://arxiv.org/")[pdf]  Typst
    [pdf->https://arxiv.org/]                    SPIP              {@link https://arxiv.org/ pdf}    Javadoc
    https://arxiv.org <https://arxiv.org>        copied twice
    pdf <https://arxiv.org/pdf/2509.26585>       copied            Gary B Huang (https://arxiv.org/a/x), …

A mark that holds text and address is its text, wherever it is. An address beside a text goes only where the text is
what a listing links: an identifier, a format, a count of implementations, a name in a list of names, a title in a line
of its own. Addresses in sentences stay: "Code is at <https://…>". What is between an identifier and the classes that
end its line is the formats, however they are linked. An address that leads to an abstract page on a detour (an
archive, the redirect of a mail program) is the page's.
"""

import re
from functools import partial
from urllib.parse import unquote

from paperlist.arxiv import CATEGORY, ID, PAGE
from paperlist.cleanup.steps import change_lines
from paperlist.names import ORCID

# Marks that hold both
URL = r"https?://[^\s<>|\[\]\"`]{1,600}"
BOTH = (
    re.compile(rf"\[\[([^\[\]|>\n]{{1,400}})[|>]{URL}\]\]"),
    re.compile(r"\[https?://[^\s\[\]]{1,600}?:title=([^\[\]\n]{1,400})\]"),
    re.compile(rf"\[\[ ?{URL} ?\| ?([^\[\]\n]{{1,400}}?) ?\]\]"),
    re.compile(rf"(?<![\w/])\[\[{URL} ([^\[\]|\n]{{1,400}})\]\]"),
    re.compile(rf"\[(?!\S{{1,600}}:title=){URL}[ |]([^\[\]\n]{{1,400}})\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})\|{URL}(?:\|[a-z-]{{1,20}})?\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})-> ?{URL}\]"),
    re.compile(rf"\[([^\[\]|\n]{{1,400}})\]\[{URL}\]"),
    re.compile(
        rf"\[((?:arXiv:|pdf|ps|other|html|no code|\d{{1,4}} code|[^\W\d_a-z])[^\[\]|\n]{{0,400}}(?<!:)) {URL}\]"
    ),
    re.compile(rf"\{{\{{{URL}[| ]([^\{{\}}\n]{{1,400}})\}}\}}"),
    re.compile(rf"\{{@link {URL} ([^\{{\}}\n]{{1,400}})\}}"),
    re.compile(r"\\href\{https?://[^\s\{\}]{1,600}\}\{([^\{\}\n]{1,400})\}"),
    re.compile(rf'#link\("{URL}"\)\[([^\[\]\n]{{1,400}})\]'),
    re.compile(rf'\{{ ?HYPERLINK "{URL}" ?\}}()'),
    re.compile(rf'=HYPERLINK\("{URL}"[,;] ?"([^"\n]{{1,400}})"\)'),
    re.compile(rf'\bHYPERLINK "{URL}" ()'),
    re.compile(r"@u(?:ref|rl)\{https?://[^\s{},]{1,600}, ?([^{}\n]{1,400})\}"),
    re.compile(r"\bL<([^<>|\n]{1,400})\|https?://[^\s<>]{1,600}>"),
    re.compile(r"^=>[ \t]{1,4}https?://\S{1,600}[ \t]{1,4}(?=\S)()", re.MULTILINE),
    re.compile(rf"<{URL}\|([^<>\n]{{1,400}})>"),
    re.compile(r"(https?://[^\s<>\[\]()\"]{1,600}) ?[<(\[]\1[>)\]]"),
    re.compile(r'^"([^\n]{1,400}?)":https?://[^\s<>\[\]",;()]{1,600}$', re.MULTILINE),
    re.compile(r'"([^"\n]{1,400})":https?://[^\s<>\[\]",;()]{1,600}'),
    re.compile(rf"`([^`<>\n]{{1,400}}) ?<{URL}>`_{{1,2}}"),
    re.compile(
        r"(?:\blink:)?(?:\+\+)?https?://[^\s<>|\[\]\"`()]{1,600}\[(?!\d{1,5}\])([^\[\]\n^]{1,400}?)"
        r"(?:\^|,\s?(?:window|role|rel|opts)=[^\[\]\n]{1,60})?\]"
    ),
    re.compile(rf"\[url=[\"']?{URL}[\"']?\]((?:[^\[\n]|\[(?!/url\])){{1,400}})\[/url\]", re.IGNORECASE),
    re.compile(rf"\[url\]({URL})\[/url\]", re.IGNORECASE),
    re.compile(rf"\\footnote\{{\\url\{{{URL}\}}\}}()"),
)
"""Each with the link's text as its group."""

# What is left of links beside a text
LEFT = re.compile(
    r"\[\^[\w-]{1,20}\](?!:)|[ ]?\((?:(?:link )?opens in (?:a )?new (?:window|tab)|(?:link is )?external(?: link)?)\)"
    r"|(?<=\))\{:\s?(?:target|rel|\.)[^{}\n]{1,80}\}|[ ]!\[\]\([^\s()]{1,600}\)(?=\]\()"
    r"|(?:[ ]?[↗🔗⧉⇗]){1,3}(?=[ ]{0,4}(?:[,;•·\[\]\n]|\Z))",
    re.IGNORECASE,
)
"""`[^1]`, `(opens in new window)`, `{:target="_blank"}`, an icon."""
NOTED = re.compile(
    rf"(\barXiv:{ID}(?:v\d{{1,3}})?|(?<=[\[ ,])(?:pdf|ps|other|html|src)"
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
    r"\[((?!https?:|file:)(?:[^\W\d_]|(?:\d{1,4}) code impl)[^\[\]\n]{0,300})\]"
    r"\[(?!v\d{1,3}\])(?:[A-Za-z][\w-]{0,30})?\]"
)
"""`[Gary B Huang][]`, `[Gary B Huang][ref-1]`."""
WIKI = re.compile(
    r"(?m:^)\[\[(?:[^\[\]|\n]{1,80}\|)?([^\[\]|\n]{1,300})\]\](?m:$)"
    r"|\[\[(?:[^\[\]|\n]{1,80}\|)?"
    r"(?=[ ]?(?:arXiv:\d|(?:pdf|ps|other|html)\]|(?:no|\d+) code impl|[^\W\d_a-z][^\s\[\]]{0,40} [^\W\d_a-z]))"
    r"([^\[\]|\n]{1,80})\]\]"
)
"""`[[Gary B Huang]]`, `[[Page|Gary B Huang]]`, a line that is one link; not `[[n,k,d]]`."""
SITE_LINK = re.compile(
    r"\[\[(?:#[\w-]*|[\w./#?=&%-]{0,300}/[\w./#?=&%-]{0,300})\|([^\[\]|\n]{1,300})\]\]"
)  # of a wiki, within the site: `[[author/ada|Ada Byron]]`, `[[#top|Edit]]`
BESIDE = (
    (("[^", "opens in", "external", "{:", "![](", "↗", "🔗", "⧉", "⇗"), LEFT),
    (("`", "__", "\\]("), TYPED),
    (tuple(f"{digit}]" for digit in range(10)), NOTED),
    (("[[",), SITE_LINK),
    (("[[",), WIKI),
    (("][",), REFERRED),
)
"""What stays of each is its last group; sought where one of the signs is in the text."""
LOST_ID = re.compile(
    rf"^(?:\[(?:arXiv|link|abs|pdf|paper)\]\(|<a href=[\"']?)(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/({ID})(?:v\d{{1,3}}|\.pdf)*"
    r"(?:\)(?:(?<!\.pdf\))|(?=[ \t]*[A-Z]))|[\"']?>(?:arXiv|link|abs|pdf|paper)</a>)"
    r"(?=[ \t]*(?:\[(?!abstract)|[A-Z]|$))",
    re.MULTILINE | re.IGNORECASE,
)
"""`[PDF](https://arxiv.org/pdf/2509.26585)`, a link whose text lost the identifier that its address has."""
FORMATS_AFTER = re.compile(
    r"(?<=\))(?:[ |·,–—-]{1,4}\[{1,2}(?:pdf|html|code|abs|abstract|arxiv|link)\]\([^()\s]{1,600}\)\]?){1,5}[ ]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""`[How otters sleep](https://arxiv.org/abs/2401.00001) [pdf](https://arxiv.org/pdf/2401.00001)`: after a title."""

TITLE_LINK = re.compile(r"[\W\d]{0,12}\[(?!arXiv:)[^\[\]\n ]{1,80} [^\[\]\n]{1,400}\]\(")

# Addresses beside a text
PLACE = r"(?:https?://|www\.|(?:mailto:)?[\w.+-]{1,60}@|mailto:|[\w.-]{1,60}\.(?:org|com|net|io|edu)/)"
"""How an address in brackets begins."""
SITE = r"(?: ?\[[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}\])"
"""`[arxiv.org]`, what mail programs note beside a link of theirs."""
ADDRESS = (
    rf"(?<!\]){SITE}?[ ]{{0,2}}(?:<(?:URL: ?)?{PLACE}[^\s<>]{{1,600}}>"
    rf"|\(<{PLACE}[^\s<>]{{1,600}}>\)|\((?:link: ?)?{PLACE}(?:[^\s<>()]|\([^\s<>()]{{0,80}}\)){{1,600}}[ ]?\)"
    rf"|\[(?:link: ?|→ ?)?{PLACE}[^\s<>\[\]]{{1,600}}\]"
    rf"|[«‹] ?{PLACE}[^\s«»‹›]{{1,600}} ?[»›]|\{{{PLACE}[^\s{{}}]{{1,600}}\}}"
    r"|（https?://[^\s（）]{1,600}）|【https?://[^\s【】]{1,600}】|⟨https?://[^\s⟨⟩]{1,600}⟩"
    rf"|(?:→|[-=]>|\||[-–—]|(?<!Authors):) https?://[^\s<>()\[\],;]{{1,600}}){SITE}?"
)
LINKED = re.compile(
    rf"((?:\barXiv:[^\s<>()\[\]]{{1,40}}|(?<=[\[ ,])(?:pdf|ps|other|html|src)|\bcode implementations?)){ADDRESS}",
    re.IGNORECASE,
)
"""`arXiv:2509.26585 <https://…>`, `[pdf <https://…>`, `3 code implementations <https://…>`."""
NAMED = re.compile(
    r"(?P<name>(?:(?<![^\n])|(?<=[,;:•·])|(?<= and))[ ]{0,4}(?P<quote>[\"_*])?[^\W\d_][^,;:•·<>()\[\]\n]{0,80}?)"
    rf"{ADDRESS}"
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
PAPERS = re.compile(rf"(?<![\w.-])(?:[\w-]+\.)?(?:{PAGE}|doi\.org/10\.|paperswithcode\.com/paper/)")
"""Where the address of a paper begins."""
PAPER_BEFORE = re.compile(
    r"^https?://(?:(?:www\.)?paperswithcode\.com/paper/\S{1,600}[ ]{1,4}(?=[^\W\d_])"
    r"|\S{1,600}[ ]{1,4}(?=(?:no|\d{1,4}) code impl))"
)
"""The address of a card before its title or its count."""
ADDRESS_BEFORE = re.compile(r"(?<=[,;:•·])[ ]{0,4}https?://[^\s,;<>()\[\]{}|\"]{1,600}(?=[ ]{1,4}[^\W\d_])")
"""An address before a name: `, https://… Gary B Huang,`."""
LED = re.compile(r"(?:\b(?:at|in|see|from|via|on|of|to|by|and|with|here|is|are)|[.,;:][ |]*)\Z", re.IGNORECASE)
"""What leads to an address, so that it is part of a sentence: "Code is available at"."""
SENTENCES = re.compile(r"\W{0,12}(?:abstract|comments|journal[- ]ref)\s{0,3}[:：]", re.IGNORECASE)
"""How a line begins that has sentences."""

NOTES = re.compile(
    r"(?<=[\w.'’)\"】])(?:[ ]?(?:[(\[](?:\d{1,3}|link|ORCID|iD)[)\]]|<sup>[\d,*†]{1,9}</sup>"
    r"|\^\d{1,2}\^?|[✉📧†‡]|\(?" + ORCID + r"\)?)"
    r"|(?<=[^\W\d_])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|_{1,2}){1,3}(?=[ ]{0,4}(?:[,;•·\n]|\Z))"
)
"""What is left of links after names: `Gary B Huang (1)`, `Gary B Huang [link]`, `Gary B Huang²`, `… [ORCID]`, an
ORCID itself."""
AROUND = re.compile(
    r"(?<=[:,•] )(?:【\d{1,3}†([^【】\n]{1,80})】|_([^_\n]{1,80})_|\"([^\"\n•]{1,80})\"|@([^@,\n]{1,80})"
    r"|'{2,3}([^'\n]{1,80})'{2,3})(?=[ ]{0,4}(?:[,;•·\n]|\Z))"
)
"""Signs around a name: `【3†Gary B Huang】`, `_Gary B Huang_`, `@Gary B Huang`."""
BREAK = re.compile(r",?[ ]{0,4}<br ?/?>[ ]{0,4}(?=[^\W\d_])", re.IGNORECASE)
"""What parts names: `Ada Byron<br>Mary Shaw`."""
QUOTED = re.compile(r"`([^`\n]{1,200})`_{1,2}")
EMPHASIS = re.compile(r"(?<!\w)_\w")
NOTE_SIGNS = (*')]_^】"@✉📧†‡>⁰¹²³⁴⁵⁶⁷⁸⁹', "0000-", "''", "<br")
SITES = ("www.", "@", "mailto:", ".org/", ".com/", ".net/", ".io/", ".edu/")
LINKS = re.compile(r"https?:|www\.|mailto:|[\w.+-]@\w|\.(?:org|com|net|io|edu)/")

# The line of an identifier
WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹]+")
IDENTIFIER = re.compile(
    rf"(?P<lead>[ \t]{{0,40}}(?:(?:[-*•+]|\d{{1,5}}[.)]|\[\d{{1,5}}\])[ \t]{{1,9}})?)"
    rf"(?P<before>[^\n]{{0,600}}?)(?<![\w/.])(?P<id>arXiv: ?{ID}(?:v\d{{1,3}})?)(?P<formats>[^\n]{{0,2000}}?)"
    rf"(?P<rest>(?:[ \t\xa0]{{1,9}}(?-i:{CATEGORY})){{1,20}}(?:[ \t]{{1,9}}doi\b[^\n]{{0,600}})?)[ \t]{{0,9}}\n?",
    re.IGNORECASE,
)
FORMAT = re.compile(r"\b(?:pdf|ps|other|html|src|dvi)(?![^\W\d_⁰¹²³⁴-⁹])", re.IGNORECASE)
WHOLE_ADDRESS = re.compile(rf"{PLACE}[^\s<>\[\](){{}}\"'|,]{{0,600}}")
FRAME = frozenset(
    "pdf ps other html src dvi format arxiv abs link href url uref u l r hyperlink footnote target blank window role"
    " rel noopener noreferrer class fn cite note opens in a new tab external title view ref sup orcid".split()
)
"""Words that are around formats and in the marks of links."""
PLAIN_FORMATS = re.compile(r"\s{0,9}\[[a-z, ]{2,40}\]\s{0,9}", re.IGNORECASE)

# Addresses that lead to an abstract page
DETOUR = re.compile(
    r"^(?P<lead>[^\w\n]{0,12}(?:(?:URL|Link): )?)(?:https?://\S{0,400}?)?"
    r"(?:(?:ar[x5]iv\.org|xxx\.lanl\.gov)(?:/|_)(?:abs|pdf|html|format)|semanticscholar\.org/arxiv)(?:/|_)"
    rf"(?P<id>{ID}(?:v\d{{1,3}})?)(?!\d)(?:\.pdf)?(?:[?#&;_$]\S{{0,800}})?[>)\]]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that is such an address, in others that lead there."""
DIRECT = re.compile(
    r"\W{0,12}(?:(?:URL|Link): )?<?(?:https?://)?(?:www\.|export\.)?arxiv\.org/[^\s?#&]{1,60}\s*", re.IGNORECASE
)


def unlink(text: str) -> str:
    """Return `text` with links as their text."""
    text = change_lines(text, ("http",), straighten)
    text = change_lines(text, ("http",), unlink_marked)
    for signs, mark in BESIDE:
        text = change_lines(text, signs, partial(mark.sub, last_group))
    text = change_lines(text, ("arXiv:", "arxiv:", "ARXIV:"), plain_formats)
    text = change_lines(text, ("http", *SITES), unlink_line)
    return change_lines(text, NOTE_SIGNS, without_notes)


def unlink_marked(line: str) -> str:
    """Return a line with the text of each mark that holds text and address in the place of the mark."""
    for mark in BOTH:
        line = mark.sub(r"\1", line)
    return line


def last_group(found: re.Match[str]) -> str:
    """Return the last group of a match; nothing if it has none."""
    return found[found.lastindex] if found.lastindex else ""


def without_notes(line: str) -> str:
    """Return a line without what is left of links after names, if it is one of names."""
    if not OF_NAMES.match(line):
        return line
    line = BREAK.sub(", ", line)
    line = AROUND.sub(last_group, QUOTED.sub(r"\1", line))
    return line if EMPHASIS.search(line) else NOTES.sub("", line)


def straighten(line: str) -> str:
    """Return a line that is an address which leads to an abstract page on a detour as that page's address."""
    if DIRECT.fullmatch(line):
        return line
    found = DETOUR.match(unquote(unquote(line)).rstrip("\n"))
    return f"{found['lead']}https://arxiv.org/abs/{found['id']}{line[len(line.rstrip()) :]}" if found else line


def plain_formats(line: str) -> str:
    """Return the line of an identifier with the formats as the page has them, however they are linked."""
    found = IDENTIFIER.fullmatch(line)
    if not found or (not found["before"] and (not found["formats"] or PLAIN_FORMATS.fullmatch(found["formats"]))):
        return line
    around = WHOLE_ADDRESS.sub(" ", f"{found['before']} {found['formats']}")
    if not FRAME.issuperset(WORD.findall(around.lower())):
        return line
    formats = ", ".join(dict.fromkeys(FORMAT.findall(WHOLE_ADDRESS.sub(" ", found["formats"]))))
    bracketed = f" [{formats}]" if formats else ""
    return f"{found['lead']}{found['id']}{bracketed}{found['rest']}{line[len(line.rstrip()) :]}"


def unlink_line(line: str) -> str:
    """Return a line without the addresses beside names and beside a title that is all of it."""
    line = LINKED.sub(r"\1", LOST_ID.sub(r"arXiv:\1", line))
    line = FORMATS_AFTER.sub("", line) if TITLE_LINK.match(line) else line
    if not LINKS.search(line) or SENTENCES.match(line):
        return line
    named = NAMED.sub(name_of, PAPER_BEFORE.sub("", line))
    named = ADDRESS_BEFORE.sub("", named) if OF_NAMES.match(named) else named
    listed = (line.count("http") or len(LINKS.findall(line))) > 1 or line.rstrip().endswith(",") or OF_NAMES.match(line)
    if listed and not LINKS.search(named):
        return named
    line = PAPER_BEFORE.sub("", line)
    found = PAPER.match(line)
    if not found or line[found.end("title")] == ":" or LED.search(found["title"]):
        return line
    end = found.end("title")
    return found["title"] + line[found.end() :] if PAPERS.search(unquote(line[end:])) else line


def name_of(found: re.Match[str]) -> str:
    """Return the name of a match, or all of it if that is no name."""
    written = found["name"]
    name = written.strip().strip(found["quote"])
    return written[: len(written) - len(written.lstrip())] + name if NAME.fullmatch(name) else found[0]
