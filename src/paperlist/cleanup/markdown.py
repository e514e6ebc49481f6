r"""Markdown, pandoc's as well, and the HTML tags that some tools leave in it.

    [pdf](https://arxiv.org/pdf/2509.26585)      the link's text
    [15 Feb 1995]{.item-date-pub}                a span of pandoc's: its text
    ::: {.row .item}   Title {#title .large}     a division, a heading's attributes: gone
    \_  \[  1\.                                  the escaped character, from the first link on
    text\                                        a line break: the text
    ### Title   **Authors:**                     the words

A backslash is markdown's only after a link, a span, an underlined heading, or dates or numbers in escaped brackets
have shown that the text is markdown: LaTeX's stay. Pandoc escapes more than others do, so that its own marks decide
about those.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from paperlist.cleanup.steps import (
    change_lines,
    first_of,
    has_line_with,
    line_breaks,
    link_text,
    split_before_line,
    until_closed,
)

# Tags
TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|button|center|code|col|colgroup|d[dlt]|div|em|font|footer|form|g|h[1-6]|header|i|img"
    r"|ins|kbd|label|li|main|mark|nav|o:p|ol|p|path|pre|s|samp|section|small|span|strong|sub|sup|svg|table|tbody|t[dhrt]"
    r"|thead|u|ul)"
    r"(?:\s++[A-Za-z-]+=[^<>]*+|\s*+/?)>|<[A-Z]{1,8}\s++[A-Za-z-]+=[^<>]*+>|</[A-Z]{1,8}>|<!--[^<>]{0,200}-->"
)  # `<span class="tag">`
OPEN_TAG = re.compile(r"</?[a-z][^<>]*\n\Z")  # "<span"

# Links and spans
SCHEME = r"<?(?:https?:|ftp:|mailto:|javascript:|about:|\.{0,2}/|#|\?)"
ADDRESS = rf"(?:{SCHEME}[^()\n]*+(?:(?:\([^()\n]*+\)|\n(?=\S))[^()\n]*+){{0,4}}|[ ]\"[^\"\n]{{1,80}}\")?"
ATTRIBUTES = r"\{(?:#\w|\.[A-Za-z-]|[a-z-]+=\")[^{}]{0,600}+\}"
TARGET = rf"(?:\({ADDRESS}\)(?:{ATTRIBUTES})?|{ATTRIBUTES})"
SPAN = re.compile(  # "[15 Feb 1995]{.item-date-pub}", but not "\\sqrt[3]{x}"
    rf"\[((?:[^\[\]\n]++|\n(?!\s*\n)|\[[^\[\]\n]*+\])*)\]{ATTRIBUTES}"
)
LINK = re.compile(rf"!?\[((?:[^\[\]\n]++|\n(?!\s*\n)|\[[^\[\]\n]*+\](?!\())*)\]{TARGET}")
LINK_END = re.compile(rf"\]{TARGET}")  # "Huang](/search/?query=Huang)", of a link that began a line above
BARE = re.compile(
    r"\[(https?://[^\s\[\]()]+|this \w{3,5} URL)\](?![({[])"
)  # "[https://arxiv.org]", of which the address is below the text
AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")  # "<https://arxiv.org>"
REFERENCE = re.compile(  # "[Gary B Huang][12]"
    r"\[(?=[^\[\]A-Za-z]{0,40}[A-Za-z])((?:[^\[\]\n]++|\n(?!\s*\n)){1,9})\]\[\d++\]"
)
OPEN_SPAN = re.compile(r"\[(?:[^\[\]\n]++|\n(?!\n|\Z)|\[[^\[\]]*+\])*\n\Z")  # "[15 Feb"
OPEN_ATTRIBUTES = re.compile(r"\{(?<=[\])]\{)(?:#\w|\.[A-Za-z-]|[a-z-]+=\")[^{}]*\n\Z")  # "]{.tag"
OPEN_TARGET = re.compile(  # "](/search/?query=De-"
    rf"\]\({SCHEME}[^()\n]*+(?:(?:\([^()\n]*+\)|\n(?! *+\n|\Z))[^()\n]*+){{0,3}}\n\Z"
)
FENCE = re.compile(
    r"^(?::[ ]{1,4})?:{3,}.*$|(?:^|[ ])\{[#.][A-Za-z][^{}\n]*\}$", re.MULTILINE
)  # "::: {.row .item}", "{#title .large}"
PANDOC_ATTRIBUTES = re.compile(rf"\]{ATTRIBUTES}")  # "]{.tag}"
DIVISION = re.compile(r"^:{3,}[ ](?:\{|[\w-]+$)", re.MULTILINE)  # "::: section"
HEADED = re.compile(r"(?:^|[ ])\{#[a-z][\w.-]*(?:[ ]\.[\w-]+)*\}$", re.MULTILINE)  # "{#title .large}"
PANDOC_LINK = re.compile(r"\\\[\[")  # "\[[pdf](…"
THOROUGH = re.compile(  # "\(math\)", "insurer\'s"
    r"\\\[(?<=^\\\[)Submitted on [^\n]{0,40}\\\(|arXiv:(?<!\warXiv:)\S{9,40} \\\("
    r"|\\'(?:(?:(?<=[a-z]{4}\\')|(?<=\$\\'))s(?![\w'])|(?<=n\\')t\b)",
    re.MULTILINE,
)
MARKDOWN = re.compile(  # "=====", "\[Submitted on 10 Jan 2024\]", "\[12\] ", "[\[12\]]", "$\ell\_0$"
    r"^={3,}[ ]*$|^(?:[-*+] )?\\\[(?=Submitted on |pdf\b|ps\b|other\b|\d{1,4}\\\]\s)|\[\\\[(?=\d{1,4}\\\]\])"
    r"|\$(?:(?!\\(?:text|math(?:rm|tt|it|sf|bf|op)|mbox|oper))[^$\n]){0,200}\\(?:[\[*]|\\[{}]|_(?=[\w{]))",
    re.MULTILINE,
)

PANDOC = (
    (("]{",), PANDOC_ATTRIBUTES),
    (("\\[[",), PANDOC_LINK),
    ((":::",), DIVISION),
    (("{#",), HEADED),
    (("\\(", "\\'"), THOROUGH),
)
SHOWN = (
    (("](", "]{"), LINK),
    (("](", "]{"), LINK_END),
    (("][",), REFERENCE),
    (("===", "\\[", "\\*", "\\\\", "\\_"), MARKDOWN),
    *PANDOC,
)
"""What shows a text to be pandoc's or any markdown, each after signs of which it has one."""
MARKDOWN_SIGNS = ("](", "]{", "][", "===", "\\[", "\\_", "\\*", "\\\\", "\\'", "::: ", "{#")
"""One of them is in all that shows a text to be markdown."""

# Escapes
RULE_OF_MAILS = r"(?m:^\\\\(?:[ ]*$|[ ]\())"  # a line of two, between the entries of arXiv's mails
ESCAPE = re.compile(
    rf"(?!{RULE_OF_MAILS})"
    r"\\(?:([\\`*_\[\]<>&]|[~^](?![A-Za-z]))|(?<=\d\\)(?=[.)])|(?<=[^\w\s\\$]\\)(?=[-+]))"
)  # "\_", "\[", "1\."; what LaTeX has for accents stays
ESCAPE_PANDOC = re.compile(rf"(?!{RULE_OF_MAILS})\\([^\w\s]|_)")  # whatever might mean something
HARD_BREAK = re.compile(r"(?<=[^\s\\])[ ]{0,2}\\$", re.MULTILINE)  # "as possible.\", but not LaTeX's "\\\\"
ESCAPED_DOLLARS = re.compile(r"^(?:[^$\n\\]|\\[^\n])*$", re.MULTILINE)  # a line all of whose dollars are: "\$x\$"
ESCAPED_BULLET = re.compile(
    r"\\(?:(?<=^\\)(?=[-+#])|(?<= \\)(?=[-+]{1,3}(?: |$)))", re.MULTILINE
)  # "\- 5 K", so that it is no list

# Type
BOLD = re.compile(r"\*\*(?<![\w*$^{\\]\*\*)(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*(?![\w*])")  # "**Authors:**"
CODE_FENCE = re.compile(
    r"^(?:(?:`{3,12}|~{3,12}) ?[\w{}=]{0,20}|[ ]*\*/[ ]*|\[TABLE\]|\[![A-Z]{2,12}\]"
    r"|[ \t]*(?:collapsed|id|heading|background-color|logseq\.[\w.-]+):: \S+"
    r"|[ ]*!?\[(?:[Ii]mage|图片|画像)\b[^\[\]\n]{0,80}\][ ]*)$",
    re.MULTILINE,
)  # "```text", "*/", "[Image: portrait]", "collapsed:: true" of Logseq, and what pandoc leaves of a table
FENCE_SIGNS = (":: ", "[!", "```", "~~~", "*/\n", "[Image", "[image", "[图片", "[画像", "[TABLE]")
FORUM_TAGS = "b|i|u|s|quote|code|size|color|font|list|spoiler|center|pre"
FORUM = re.compile(
    rf"\[/(?:{FORUM_TAGS})\]|\[(?:quote|code|spoiler|center)\]"
    r"|\[(?:quote|size|color|font|list)=[^\[\]\n]{1,40}\]|\[(?:[bius]|list|pre)\](?=[^\n]{0,2000}\[/|\n)",
    re.IGNORECASE,
)  # "[quote]", "[size=2]", "[b]" where something is closed on its line
HEADING = re.compile(r"^#{1,6} +(?=[A-Z\d\[])", re.MULTILINE)  # "### Sleeper Agents"
CLOSED_HEADING = re.compile(r"^(={1,6}|\*{2,6}) (?=\S)(.+) \1$", re.MULTILINE)  # "== Sleeper Agents =="
HEADING_ENDS = (" =\n", "==\n", "**\n")
NAMED_HEADING = re.compile(r"^#{1,6} ++(.+?) \[([\w.-]++)\]$", re.MULTILINE)  # "# Sleeper Agents [sleeper-agents]"
NO_LETTER = re.compile(r"[\W_]+")


def remove_tags(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without HTML tags."""
    for text in until_closed(chunks, OPEN_TAG):
        yield TAG.sub(line_breaks, text)


def unescape_bullets(text: str) -> str:
    """Return `text` without the backslashes that keep a line from being read as an item of a list."""
    return ESCAPED_BULLET.sub("", text)


def unlink(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the targets of links and, from the first link on, without escapes."""
    is_markdown = is_pandoc = False
    for text in until_closed(chunks, OPEN_TARGET, OPEN_ATTRIBUTES, OPEN_SPAN):
        is_likely = not is_markdown and any(sign in text for sign in MARKDOWN_SIGNS)
        if is_likely and (first := first_shown(text, SHOWN)):
            is_markdown = True
            before, text = split_before_line(text, first.start())
            yield before
        if is_markdown and not is_pandoc and (first := first_shown(text, PANDOC)):
            is_pandoc = True
            before, text = split_before_line(text, first.start())
            yield unescape(unlink_text(before))
        if is_pandoc:
            text = SPAN.sub(link_text, SPAN.sub(link_text, text))  # a span may hold another
            text = BARE.sub(r"\1", FENCE.sub("", text))
            yield ESCAPE_PANDOC.sub(r"\1", HARD_BREAK.sub("", unlink_text(text)))
        else:
            yield unescape(unlink_text(text)) if is_markdown else text


def first_shown(text: str, marks: Iterable[tuple[tuple[str, ...], re.Pattern[str]]]) -> re.Match[str] | None:
    """Return the first match of all marks, of which those without a sign in the text are not looked for."""
    return first_of(text, *(mark for signs, mark in marks if any(sign in text for sign in signs)))


def unlink_text(text: str) -> str:
    """Return `text` with links as their text."""
    return AUTOLINK.sub(r"\1", LINK_END.sub(partial(link_text, kept=""), LINK.sub(link_text, text)))


def unescape(text: str) -> str:
    """Return `text` without markdown's backslashes, but with LaTeX's."""
    if "\\$" in text:
        text = ESCAPED_DOLLARS.sub(lambda line: line[0].replace("\\$", "$"), text)
    return ESCAPE.sub(r"\1", HARD_BREAK.sub("", text))


def remove_headings(text: str) -> str:
    """Return `text` without the marks of headings."""
    if has_line_with(text, "#"):
        text = HEADING.sub("", NAMED_HEADING.sub(unnamed, text))
    return change_lines(text, HEADING_ENDS, partial(CLOSED_HEADING.sub, r"\2"))


def unnamed(found: re.Match[str]) -> str:
    """Return the words of a heading without the name made of them, as it is if the name is another."""
    words, name = (NO_LETTER.sub("", part).lower() for part in found.groups())
    return found[1] if name == words else found[0]


def remove_code_fences(text: str) -> str:
    """Return `text` without the lines around what is to be shown as it is."""
    return CODE_FENCE.sub("", text) if any(sign in text for sign in FENCE_SIGNS) else text


def remove_forum_tags(text: str) -> str:
    """Return `text` without the tags of forums."""
    return FORUM.sub("", text) if "[/" in text or "[quote" in text else text


def remove_bold(text: str) -> str:
    """Return `text` without the marks of bold type."""
    return BOLD.sub(r"\1", text)
