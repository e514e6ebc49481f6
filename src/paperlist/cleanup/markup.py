r"""Marks of wikis and documents: their words stay.

A text is in a markup from the first line on that has a mark which only this markup has (`shown`). No mark goes over a
blank line.

    MediaWiki         [https://a.org Ada], [[File:x.png]], {| … |-, | class="a"| cell, '''type'''
    DokuWiki, Zim     [[/abs/1|Ada]], {{x.png}}, %%as it is%%, a line break: \\
    XWiki             [[Ada>>/abs/1]], {{id name="x"/}}
    Textile           "Ada":/abs/1, h1(title). Title, !x.png!
    Jira              [Ada|/abs/1], h1. Title, {anchor:x}, {quote}
    reStructuredText  `Ada </abs/1>`__, .. rubric:: Title, :name: title
    org mode, Muse    [[/abs/1][Ada]], * Title, <<name>>, :PROPERTIES:, #+begin_quote
    AsciiDoc          link:/abs/1[Ada], [.name]#text#, == Title, ++[++, |===
    Haddock           </abs/1 Ada>, = Title, #name#
    Typst             #link("/abs/1")[Ada], #block[, = Title, <name>, [cell], [cell],
    BBCode            [url=/abs/1]Ada[/url], [b]Title[/b], [quote]
    troff             .SH, .UR /abs/1, \f[B], T{
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from paperlist.cleanup.markdown import FORUM_TAGS
from paperlist.cleanup.steps import OPEN_REACH, link_text, split_before_line

Mark = tuple[re.Pattern[str], str]
"""What is found and what stays of it; line breaks stay, too."""

INNER: Final = r"(?:[^\[\]\n]++|\n(?!\n)|\[[^\[\]\n]*+\])"
"""A part of a link's text, which may have brackets of its own."""
ARROWED: Final = r"(?:[^\[\]\n>]|>(?!>)|\n(?!\n)|\[[^\[\]\n]*+\])+"
"""The text of a link that an arrow follows."""
WORDS: Final = r"(?:[^<>`\n]|\n(?!\n))+?"
PLACE: Final = r"(?:https?://|mailto:|\.{0,2}/|#|\?|[a-z-]{2,12}/)"
"""How an address begins, on the site or elsewhere."""


class Markup(NamedTuple):
    """A markup: signs of which one is in all text of it, what only it has, and its marks."""

    signs: tuple[str, ...]
    shown: re.Pattern[str]
    marks: tuple[Mark, ...]


def shown_by(pattern: str) -> re.Pattern[str]:
    """Return what shows a markup, as it is used."""
    return re.compile(pattern, re.MULTILINE)


def marks_of(*written: tuple[str, str]) -> tuple[Mark, ...]:
    """Return marks, each with what stays of it, as they are used."""
    return tuple((re.compile(pattern, re.MULTILINE), kept) for pattern, kept in written)


TYPED: Final = (
    r"(\*{1,3}|'{2,5}|_{1,2}|~{2})(arXiv:[^\s*'_~]{5,40}|\[{1,3}v\d{1,3}\]{1,3}|\[\d{1,5}\] [^\n]{0,90}\])\1",
    r"\2",
)
"""The identifier and the versions of a page are in bold type, and the line with the identifier in a list."""
BRACKETED: Final = (rf"\[\[(?!\[)(?:[^\[\]|\n]*\|)?({INNER}*)\]\]", r"\1")
BARRED: Final = (r"^\|([^|\n]*)\|(?=\S)", r"| \1 | ")
"""The cells of a row are apart from their bars."""
HEADED: Final = (r"^(?:=|\*){1,6} (?=\S)", "")

MARKUPS: Final = (
    Markup(
        ("{|", "[http", "nowiki", "'''"),
        shown_by(rf"^\{{\| ?(?:class|style|border|$)|\[https?://[^\s\[\]|]+ {INNER}+\]|<nowiki ?/>|'''(?:arXiv:|\[)"),
        marks_of(
            (r"</?nowiki ?/?>", ""),
            (r"\[\[(?:File|Image):[^\[\]\n]*\]\]", ""),
            (rf"\[https?://(?!\S+:title=)[^\s\[\]|]+ ({INNER}+)\]", r"\1"),
            BRACKETED,
            (r"^\{\|.*$|^\|[}-].*$", ""),
            (r"^[|!](?:(?: ?[a-z-]+=\"[^\"\n]*\")+ ?\|)? ?", ""),
            TYPED,
        ),
    ),
    Markup(
        ("[[", "{{", "\\\\ \\\\"),
        shown_by(
            rf"\[\[{PLACE}[^\[\]|\n]*\|{INNER}+\]\]|\\\\ \\\\|\{{\{{(?:data:|https?:|id name=)|\[\[{ARROWED}>>{PLACE}"
        ),
        marks_of(
            (rf"\[\[({ARROWED})>>[^\[\]\n]*\]\]", r"\1"),
            BRACKETED,
            (r"\{\{(?!https?://[^\s{}|]+[| ]\w)[^{}\n]*\}\}|</?(?:WRAP|HTML)>", ""),
            (r"\[\[image:[^\[\]\n]*\]\]", ""),
            (r"\\\\(?: |$|(?=[\[A-Z]))", " "),
            (r"%%([^%\n]+)%%|~([^\w\s])", r"\1\2"),
            BARRED,
            (r"^(={1,6}) (\S[^\n]*?)[ ]{0,2}\1$", r"\2"),
            TYPED,
        ),
    ),
    Markup(
        ('":', "h1", "h2", "bq."),
        shown_by(rf"\"[^\"\n]+\":{PLACE}\S|^(?:h[12]|bq\.?)(?:\([^()\n]*\))?\. \S"),
        marks_of(
            (rf"\"(?:\([^()\n]*\))?\$\":({PLACE}[^\s<>\"]+?)(?=[,;:.)\]]{{0,4}}(?:[\s<]|\Z))", r"\1"),
            (rf"\"(?:\([^()\n]*\))?([^\"\n]+)\":{PLACE}[^\s<>\"]+?(?=[,;:.)\]]{{0,4}}(?:[\s<]|\Z))", r"\1"),
            (r"^(?:h[1-6]|p|bq\.?)(?:\([^()\n]*\)|\{[^{}\n]*\})*\. ", ""),
            (r"!(?:https?:|data:|/)[^!\s]*!", ""),
            TYPED,
        ),
    ),
    Markup(
        ("{anchor", "h1.", "h2.", "{quote", "|/", "|http", "||\n"),
        shown_by(r"\{anchor:|^h[12]\. |^(?:\|\|[^|\n]+)+\|\|$|\[[^\[\]|\n]+\|(?:https?:|/)[^\[\]\s]*\]"),
        marks_of(
            (rf"\[\[([^\[\]|\n]+)\|{PLACE}[^\[\]\s]*\]\]", r"\1"),
            (rf"\[([^\[\]|\n]+|\\?\[[^\[\]|\n]+\])\|{PLACE}[^\[\]\s]*\]", r"\1"),
            (r"\[(https?://[^\[\]|\s]+)\]", r"\1"),
            (r"\{(?:anchor|quote|noformat|panel|code|color)(?::[^{}\n]*)?\}", ""),
            (r"^h[1-6]\. |^\|\|.*\|\|$|^\|(?:\d{1,4}\|)?(?=[^|\s])|(?<=[^|\s])\|$", ""),
            (r"\\([\[\](){}|*_!?+^~-])", r"\1"),
            TYPED,
        ),
    ),
    Markup(
        (".. ", ">`_"),
        shown_by(r"^ *\.\. [a-z-]+::|<[^<>`\s]+>`_"),
        marks_of(
            (rf"`({WORDS})\s?<[^<>`\s]+>`__?", r"\1"),
            (r"^ *\.\. (?:rubric|topic|admonition):: *(.*)$", r"\1"),
            (r"^ *\.\. (?:[\w|-]{1,60}+(?: [a-z]{1,20})?::|_[^\n]{1,600}:).*$", ""),
            (r"^ *:[a-z-]+:(?: .*)?$", ""),
            (r"``([^`\n]+)``", r"\1"),
            (r"(?<!\w)\|[a-z]+\d*\|(?!\w)", ""),
            (r"\\(?: |$)|^ *\|(?: (?=[^\n]*[^|\n]$)|$)", ""),
            (r"\\([*_`|<>\\])", r"\1"),
            TYPED,
        ),
    ),
    Markup(
        ("][", "#+", ":PROPERTIES:", "<<", "<class "),
        shown_by(rf"\[\[{PLACE}[^\[\]\n]*\]\[|^#\+(?:begin|title|options)|^ *:PROPERTIES:$|^<<[\w-]+>>|<class name="),
        marks_of(
            (rf"\[\[[^\[\]\n]*\]\[({INNER}*)\]\]", r"\1"),
            (rf"\[\[({PLACE}[^\[\]\n]*)\]\]", r"\1"),
            (r"\[\[data:[^\[\]\n]*\]\]", ""),
            (r"^ *:[A-Z_]+:(?: .*)?$|^#\+\w+.*$|^ ?#[\w-]+(?:$| (?=\[\d))|<<[\w-]+>>", ""),
            (r"</?(?:class|quote|verbatim|literal|center)(?: name=\"[^\"\n]*\")?>", ""),
            (r"(?<=\S)\\\\$|<br>", ""),
            HEADED,
            TYPED,
        ),
    ),
    Markup(
        ("++[", "++]", "]#", "link:", "://", "]]\n", "|==="),
        shown_by(
            rf"\+\+[\[\]]\+\+|\]#+[^#\n]+#|\blink:{PLACE}|https?://[^\s\[\]\"()<>]{{1,600}}+\[{INNER}*[A-Za-z]|^\[\[[\w-]+\]\]$|^\|={{3,}}$"
        ),
        marks_of(
            (r"^\[\[[\w-]+\]\]", ""),
            (r",(?:window|role|opts|rel)=[^\[\]\n,]*(?=[\],])", ""),
            (r"\[[.#][\w.# -]*\]##(?=[\s\]])", ""),
            (r"\[[.#][\w.# -]*\](#{1,2})((?:[^#\n]++|\n(?!\n))+)\1", r"\2"),
            (r"image:{1,2}[^\s\[\]]{0,600}+\[[^\[\]\n]*\]", "[]"),
            (
                rf"(?:\blink:)?(?:\+\+)?(?:https?://|{PLACE}(?<=link:.))[^\s\[\]\"()<>]{{0,600}}+(?:\+\+)?\[({INNER}+)\^?\]",
                r"\1",
            ),
            (rf"\blink:(?:\+\+)?[^\s\[\]]{{0,600}}+\[({INNER}*)\]", r"\1"),
            (r"\+{2,3}([^+\n]{1,3})\+{2,3}", r"\1"),
            (r"\{(?:plus|blank|empty|nbsp|startsb|endsb)\}", ""),
            (r"^(?:_{4}|\*{4}|-{4}|={4}|\|={3,}|'{3,}|\[(?:[a-z]+=|quote|width)[^\n]*\])$", ""),
            (r"(?<=\S) \+$|^\+$", ""),
            (r"\\([{*_#^`+])", r"\1"),
            BARRED,
            HEADED,
            TYPED,
        ),
    ),
    Markup(
        ("<http", "#\n"),
        shown_by(r"<https?://[^\s<>|]+ [^<>\n]+>|^#[a-z][\w-]+#\n"),
        marks_of(
            (r"<<[^\s<>]*>>", ""),
            (r"<(?:https?://|/)[^\s<>|]+\s((?:[^<>\n]++|\n(?!\n))+)>", r"\1"),
            (r"#[a-z][\w.-]*#", ""),
            (r"^\[(\[\d{1,5}\] [^\n]*)\]$", r"\1"),
            (r"\\([/'\"@<>*`#\\-])", r"\1"),
            HEADED,
            TYPED,
        ),
    ),
    Markup(
        ("#link(", "#block["),
        shown_by(r"#link\(\"|^#block\[$"),
        marks_of(
            (rf"#link\(\"[^\"\n]*\"\)\[({INNER}*)\]", r"\1"),
            (r"#link\(\"([^\"\n]*)\"\)", r"\1"),
            (r"#(?:box\()?image(?:\.decode)?\([^\n]*$", ""),
            (
                r"^ *(?:#(?:block|quote|figure)[(\[].*|align[(:].*|columns: .*|, kind: .*|\)\]?"
                r"|\]{1,2}(?: <[\w.-]+>)?|<[\w.-]+>)$",
                "",
            ),
            (rf"#(?:strong|emph|smallcaps|super|sub)\[({INNER}*)\]", r"\1"),
            (r"\\([^\w\s]|_)|(?<!\w)~(?=\])", r"\1"),
            (r"(?<=\w)~(?=\w)", " "),
            (rf"^ *\[({INNER}*)\], \[({INNER}*)\],$", r"| \1 | \2 |"),
            (r"^ *\[([^\[\]\n]+:)\], \[", r"| \1 | "),
            (r"(?<=\S) \\$", ""),
            HEADED,
            TYPED,
        ),
    ),
    Markup(
        ("[/url]", "[/b]"),
        shown_by(r"\[url=[^\[\]\n]{1,600}\]|^(?:\[[bu]\])+[^\[\]\n]+\[/[bu]\]"),
        marks_of(
            (r"^\[tr\]|\[/tr\]$", " | "),
            (r"\[/t[dh]\]\[t[dh]\]", " | "),
            (rf"\[/?(?:{FORUM_TAGS}|table|t[dh]|url)(?:=[^\[\]\n]*)?\]", ""),
            (r"^\[\*\]", "- "),
        ),
    ),
    Markup(
        (".SH", ".PP", ".UR", ".TH", ".LP", ".br\n", ".nf\n"),
        shown_by(r"^\.(?:SH|TH|PP|UR|LP|br|nf)\b"),
        marks_of(
            (r"^\.UR (\S+)$(?=\n\.UE)|^\.IP \"([^\"\n]*)\" \d+$", r"\1\2"),
            (r"^\.S[HS] +(?!\d)(?=\S)", ""),
            (r"^(?:\.[A-Za-z]{1,2}(?: .*)?|l\w*\(.*\.|T[{}](?:.?T\{)?|tab\(.*|delim\(.*)$", ""),
            (r"\\f\[?[A-Z]{1,2}\]?|\\c$|\\&", ""),
            (r"\\-", "-"),
            (r"\\\(rs|\\\[rs\]|\\e(?!psilon|ta\b|m(?:ph)?\b|nd\b|ll\b|quiv|xp\b|xists|mpty|nsure|th\b)", r"\\"),
            (r"\\\(ha|\\\[ha\]", "^"),
            (r"\\\(aq|\\\[aq\]", "'"),
            (r"\\ ", " "),
            TYPED,
        ),
    ),
)


def unmark(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the marks of the markups that they are in."""
    known: set[int] = set()
    likely: list[int] = []
    held = ""
    for chunk in chunks:
        text = held + chunk
        likely = [i for i, markup in enumerate(MARKUPS) if i in known or any(sign in text for sign in markup.signs)]
        end = len(text)
        if likely:
            end = text.rfind("\n\n") + 1 or 0
            end = end if len(text) - end < OPEN_REACH else text.rfind("\n", 0, len(text) - 1) + 1
        yield unmarked(text[:end], likely, known)
        held = text[end:]
    yield unmarked(held, likely, known)


def unmarked(text: str, likely: Iterable[int], known: set[int]) -> str:
    """Return a text without the marks of the markups that are known, and of the likely that it shows from there on."""
    for number in likely:
        before = ""
        if number not in known:
            first = MARKUPS[number].shown.search(text)
            if not first:
                continue
            known.add(number)
            before, text = split_before_line(text, first.start())
        for pattern, kept in MARKUPS[number].marks:
            text = pattern.sub(partial(link_text, kept=kept), text)
        text = before + text
    return text
