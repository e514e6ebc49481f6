"""What extraction does to text is undone here, in one place, before any listing format looks.

The words of a page stay, the marks that a tool left go: blanks that are no plain blanks, characters
without width, terminal colours, the quoting of mails and diffs, indents, markdown links, escapes and
bold type, the link numbers of text browsers. A mark goes only where it is surely one. Lines stay
lines: the cleaned text has as many line breaks as the text had, so that places hold. What can only
be judged with the words around it (bullets, numbers, hard wraps) is left to the formats.

Text comes in chunks of whole lines and the result does not depend on where it was cut.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LARGE = 1 << 20
"""Chunks of more characters are cut, at line ends, so that what reads them holds little at a time."""

BLANKS = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Blanks that are no plain blank: no-break, tabs, thin and wide ones; all that `str.isspace` but " " and line ends."""
WIDTHLESS = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Characters that say where a line may break or not. (Joiners are letters' business and stay.)"""
MARKS = dict.fromkeys(BLANKS, " ") | dict.fromkeys(WIDTHLESS, "")
"""What becomes of them."""
SIGNS = rb"()*/[\]{}"
"""What links, numbers and bold type are written with, beside the characters of words."""
PLAIN = bytes({*b"\n", *range(0x20, 0x7F)} - {*SIGNS})
"""Characters that are neither these nor need care by themselves."""
NORMAL = re.compile(
    r"[\t\v\f\r\x1c-\x1f\x85\xa0-\u02ff"  # white space, Latin
    r"\u038e-\u0482\u2002-\u20cf"  # Greek and Cyrillic, punctuation
    r"\u212c-\u2328\u232b-\u2adb"  # arrows, mathematics, shapes
    r"\u3041-\u3096\u309b-\u30ff\u3400-\u9fff]*+"  # Japanese and Chinese
)
"""Most of the characters that `normalize` leaves as they are, whatever stands beside them: "é", "λ", "…", "▽"."""

COLOUR = re.compile(r"\x1b\[[\d;]*[A-Za-z]")  # a terminal's "\x1b[1m"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # controls that are no white space: "\x07", "\x9b"
INDENT = re.compile(r"\n +")  # "\n    cs.CV"

QUOTED = {
    ">": re.compile(r"^(?:>.*\n?)+", re.MULTILINE),  # "> Authors:", of a mail
    "+": re.compile(r"^(?:\+.*\n?)+", re.MULTILINE),  # "+Authors:", of a diff
}
QUOTE = {
    ">": re.compile(r"^(?:> ?)+", re.MULTILINE),  # "> ", "> > ", ">>"
    "+": re.compile(r"^\+ ?", re.MULTILINE),
}
SURE = 3
"""So many lines in a row that begin with a mark are quoted; prose that was wrapped before "> 5 GeV" has one."""

SCHEME = r"<?(?:https?:|ftp:|mailto:|javascript:|\.{0,2}/|#|\?)"
ADDRESS = rf"(?:{SCHEME}[^()\n]*+(?:(?:\([^()\n]*+\)|\n(?=\S))[^()\n]*+){{0,4}})?"
ATTRIBUTES = r"\{(?:#\w|\.[A-Za-z-]|[a-z-]+=\")[^{}]{0,600}+\}"
TARGET = rf"(?:\({ADDRESS}\)(?:{ATTRIBUTES})?|{ATTRIBUTES})"
SPAN = re.compile(  # "[15 Feb 1995]{.item-date-pub}", as pandoc writes it, but not "\\sqrt[3]{x}"
    rf"\[((?:[^\[\]\n]++|\n(?!\s*\n)|\[\])*)\]{ATTRIBUTES}"
)
LINK = re.compile(
    rf"!?\[((?:[^\[\]\n]++|\[[^\[\]\n]*+\](?!\())*)\]{TARGET}"
)  # "[pdf](https://arxiv.org/pdf/2509.26585)"
LINK_END = re.compile(rf"\]{TARGET}")  # "Huang](/search/?query=Huang)", of a link that began a line above
REFERENCE = re.compile(r"\[([^\[\]\nA-Za-z]*+[A-Za-z][^\[\]\n]*+)\]\[\d++\]")  # "[Gary B Huang][12]"
MARKDOWN = re.compile(rf"{LINK_END.pattern}|{REFERENCE.pattern}")
PANDOC = re.compile(rf"\]{ATTRIBUTES}")  # "]{.tag}"
PANDOC_LINK = r"\[["  # "\[[pdf](…"
REFERENCE_END = re.compile(r"\](?<=\w\])\[\d+\]")  # "Huang][12]"
ORG_LINK = re.compile(r"\[\[(?:https?:|/)[^\[\]\n]*\]\[([^\[\]]*)\]\]")  # "[[https://arxiv.org/pdf/2509.26585][pdf]]"
SITE_ADDRESS = re.compile(
    r"(?<! ) *+\(/(?:search/\?|paper/|author/|conference/|task/)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
)  # "Gary B Huang (/search/?searchtype=author&query=Huang)"
SHOWN_ADDRESS = re.compile(
    r"\b(arXiv:\S{1,40}|pdf|ps|other|10\.\d{2,9}/\S{1,200}) *+"
    r"\(https?://(?:arxiv|(?:dx\.)?doi)\.org/[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
)  # "pdf (https://arxiv.org/pdf/2509.26585)"
ADDRESS_SHOWN = re.compile(
    r"\((?:https?://(?:arxiv|(?:dx\.)?doi)\.org/|/(?:search/\?|paper/|author/|conference/|task/))"
)
"""What stands wherever one of the two patterns above finds something, and is quicker to find."""
ADDRESS_SIGNS = b"(//"
"""Its signs: "(/search/?", "(https://arxiv.org/"."""
TAG = re.compile(
    r"</?(?:a|abbr|b|br|div|em|form|h[1-6]|i|img|label|li|ol|p|section|small|span|strong|sub|sup|table|t[dhr]|ul)"
    r"(?:\s++[a-z-]+=[^<>]*+|\s*+/?)>"
)  # `<span class="tag">`, which some write into markdown
TAG_BEGINS = "/abdefhilopstu"
"""What may stand behind its "<"."""
FENCE = re.compile(  # "::: {.row .item}", "Title {#title .large}"
    r"^:{3,}.*$|[ ]\{[#.][A-Za-z][^{}\n]*\}$", re.MULTILINE
)
Mark = Mapping[str, re.Pattern[str]]
"""What a mark looks like up to a line's end, if it ends on a later line; by what it begins with."""
OPEN_TAG: Mark = {"<": re.compile(r"</?[a-z][^<>]*\n\Z")}  # "<span"
OPEN_SPAN: Mark = {"[": re.compile(r"\[(?:[^\[\]\n]++|\n(?!\n|\Z)|\[[^\[\]\n]*+\])*\n\Z")}  # "[15 Feb"
OPEN_ATTRIBUTES = r"\{(?:#\w|\.[A-Za-z-]|[a-z-]+=\")[^{}]*\n\Z"
OPEN_LINK: Mark = {
    "](": re.compile(rf"\]\({SCHEME}[^()\n]*+(?:(?:\([^()\n]*+\)|\n(?! *+\n|\Z))[^()\n]*+){{0,3}}\n\Z"),
    "]{": re.compile(rf"\]{OPEN_ATTRIBUTES}"),
    "){": re.compile(rf"\){OPEN_ATTRIBUTES}"),
    "[[": re.compile(r"\[\[(?:https?:|/)[^\[\]]*(?:\]\[[^\[\]]*)?\n\Z"),
}
OPEN_REACH = 16_000
"""So far back a mark that is still open may begin; pictures are written into tags."""
ESCAPE = re.compile(
    r"\\(?:([\\`*_\[\]<>]|[~^](?![A-Za-z]))|(?<=\d\\)(?=\.)|(?<=[^\w\s\\$]\\)(?=[-+]))"
)  # "\_", "\[", "1\."; what LaTeX has for accents stays
ESCAPE_PANDOC = re.compile(r"\\([^\w\s]|_)")  # it escapes whatever might mean something
ESCAPED_DOLLARS = re.compile(
    r"^(?:[^$\n\\]|\\[^\n])*$", re.MULTILINE
)  # a line all of whose dollars are escaped: "\$x\$"
ESCAPED_BULLET = re.compile(
    r"\\(?:(?<=^\\)(?=[-+#])|(?<= \\)(?=[-+] ))", re.MULTILINE
)  # "\- 5 K", so that it is no list
BOLD = re.compile(r"\*\*(?<![\w*$^{\\]\*\*)(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*(?![\w*])")  # "**Authors:**"
HEADING = re.compile(r"^#{1,6} +(?=[A-Z\d\[])", re.MULTILINE)  # "### Sleeper Agents"
LINK_NUMBER = re.compile(r"\[([0-9]{1,5})\](?=[^\s\])}.,;:])")  # lynx' "[12]" right before a link's text


def normalize(text: str) -> str:
    """Give `text` in NFC, which is what all values are in, without what would steer a terminal."""
    if "\x1b" in text:
        text = COLOUR.sub("", text)
    if CONTROL.search(text):
        text = CONTROL.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def encode(text: str) -> bytes:
    """Give a text in UTF-8, also one with half surrogates."""
    return text.encode("utf-8", "surrogatepass")


class Decoded:
    """A text with the bytes that it was decoded from: to encode it anew takes longer than to clean it."""

    __slots__ = ("breaks", "data", "text")

    def __init__(self, text: str, data: bytes) -> None:
        self.text = text
        self.data = data
        self.breaks = -1
        """How many line breaks it has; -1 until that is asked for."""


last = Decoded("", b"")
"""The last one: who has decoded a text asks for its bytes soon, if ever."""


def decode(data: bytes, errors: str = "surrogatepass") -> str:
    """Give the text that was encoded in UTF-8. UnicodeDecodeError: it was not."""
    global last
    text = data.decode("utf-8", errors)
    last = Decoded(text, data)
    return text


def data_of(text: str) -> bytes:
    """Give a text in UTF-8."""
    decoded = last
    return decoded.data if decoded.text is text else encode(text)


def count_breaks(data: bytes) -> int:
    """Count the line breaks; `bytes.count` looks at each byte, which takes six times as long."""
    return len(data) - len(data.replace(b"\n", b""))


def count_lines(text: str) -> int:
    """Count the line breaks of a text."""
    decoded = last
    if decoded.text is not text:
        return text.count("\n")
    if decoded.breaks < 0:
        decoded.breaks = count_breaks(decoded.data)
    return decoded.breaks


def signs_of(data: bytes) -> bytes:
    """Give the characters of a text that are not plain, both in UTF-8: few, and what they lack need not be looked for.

    Signs that are neighbours in the text are neighbours here, so that without `]{` here there is none in the text.
    """
    return data.translate(None, PLAIN)


def rare(signs: bytes) -> str:
    """Give those that are no signs."""
    return decode(signs.translate(None, SIGNS))


def begins_line(text: str, character: str) -> bool:
    """Whether a line of `text` begins with `character`; quick where it is rare."""
    at = text.find(character)
    while at > 0 and text[at - 1] != "\n":
        at = text.find(character, at + 1)
    return at >= 0


def precedes(text: str, sign: str, others: str) -> bool:
    """Whether `sign` stands in `text` right before one of `others`; quick where it is rare, as a pattern is not."""
    at = text.find(sign)
    while at >= 0 and text[at + 1 : at + 2] not in others:
        at = text.find(sign, at + 1)
    return 0 <= at < len(text) - 1


def among(mark: Mark, signs: bytes) -> Mark:
    """Give a mark with those beginnings only that a text with these signs may have."""
    return {opening: still_open for opening, still_open in mark.items() if opening.encode() in signs}


def find_open(mark: Mark, text: str, begin: int, end: int) -> int:
    """Find the first one between two offsets that is open at the second; -1 if none is."""
    found = (still_open.search(text, begin, end) for still_open in mark.values())
    return min((first.start() for first in found if first), default=-1)


def closed_until(text: str, *marks: Mark) -> int:
    """Give the end of those lines at whose end none of `marks` is open; by default none at all."""
    marks = marks or (OPEN_TAG, OPEN_LINK, OPEN_SPAN)
    begin, end = max(0, len(text) - OPEN_REACH), len(text)
    while (at := next((at for mark in marks if (at := find_open(mark, text, begin, end)) >= 0), -1)) >= 0:
        end = text.rfind("\n", 0, at) + 1  # where another may be open
    return end


def cut_open(text: str, *marks: Mark) -> tuple[str, str]:
    """Cut `text` before the line in which one of `marks` begins that may end after the text."""
    end = closed_until(text, *marks)
    return text[:end], text[end:]


class Links(NamedTuple):
    """Which link of a text browser, which numbers them, was the last."""

    last: int = 0
    other: int = 0
    """The last number in brackets that did not go on counting."""

    def follow(self, number: int) -> "tuple[bool, Links]":
        """Tell whether a number is the next link's, and what holds after it."""
        goes_on = number in (self.last + 1, self.other + 1)
        return goes_on, Links(number, self.other) if goes_on else Links(self.last, number)


def count_links(links: Links, numbers: Iterable[int]) -> tuple[list[bool], Links]:
    """Tell which of the numbers are links', and what holds after them."""
    marks = []
    for number in numbers:
        mark, links = links.follow(number)
        marks.append(mark)
    return marks, links


class State(NamedTuple):
    """What a cleaner remembers of the text before: no more than tells marks from words."""

    held: str = ""
    """Lines at the end of the last piece that are quoted if enough that follow are."""
    open_tag: str = ""
    """Lines before these in which a tag begins that may end after them."""
    open_link: str = ""
    """Lines before these in which a link begins that may end after them."""
    quoting: str = ""
    """The quoting mark that the last line surely has."""
    markdown: bool = False
    """Whether a markdown link was seen, so that a backslash is markdown's."""
    pandoc: bool = False
    """Whether it is pandoc's markdown, which escapes more."""
    links: Links = Links()

    @property
    def lines(self) -> int:
        """How many lines were taken and are not yet given."""
        return sum(text.count("\n") for text in (self.open_link, self.open_tag, self.held))

    def without_links(self) -> "State":
        """Give all but the last."""
        return self._replace(links=Links())


START = State()
"""Before the first line."""


def clean(chunks: Iterable[str], cleaner: "Cleaner | None" = None) -> Iterator[str]:
    """Give the text of `chunks` (whole lines each) without the marks of extraction, line by line the same lines."""
    cleaner = cleaner or Cleaner()
    for chunk in chunks:
        for piece in cut(chunk):
            if text := cleaner.clean(piece):
                yield text
    if text := cleaner.end():
        yield text


def cut(chunk: str) -> Iterator[str]:
    """Cut a large chunk at line ends."""
    if len(chunk) <= LARGE:
        yield chunk  # of a slice the bytes are not known
        return
    start = 0
    while len(chunk) - start > LARGE and (end := chunk.find("\n", start + LARGE) + 1):
        yield chunk[start:end]
        start = end
    yield chunk[start:]


def find_pandoc(text: str, signs: bytes) -> int:
    """Find the first mark that only pandoc's markdown has; -1 where there is none."""
    at = text.find(PANDOC_LINK) if PANDOC_LINK.encode() in signs else -1
    end = at if at >= 0 else len(text)
    span = text.find("]", 0, end) if b"]{" in signs else -1
    while span >= 0 and not PANDOC.match(text, span, end):
        span = text.find("]", span + 1, end)
    return span if span >= 0 else at


def cut_line(text: str, at: int) -> tuple[str, str]:
    """Cut `text` before the line in which `at` lies."""
    start = text.rfind("\n", 0, at) + 1
    return text[:start], text[start:]


def label(found: re.Match[str]) -> str:
    """Give a link's text, and the line breaks that its address had."""
    return found[1] + "\n" * (found[0].count("\n") - found[1].count("\n"))


def breaks(found: re.Match[str]) -> str:
    """Give the line breaks that a mark had."""
    return "\n" * found[0].count("\n")


class Cleaner:
    """Cleans one input, piece by piece, from a state on."""

    def __init__(self, state: State = START, numbers: list[int] | None = None) -> None:
        """Begin in `state`; numbers that might be links' are added to `numbers`."""
        self.held, self.open_tag, self.open_link, self.quoting, self.markdown, self.pandoc, self.links = state
        self.numbers = numbers
        self.text, self.text_signs = "", b""
        """The last text whose signs were asked for, and these."""

    def signs(self, text: str) -> bytes:
        """Give the signs of a text, which most steps leave as it was, so that they are looked for once."""
        if text is not self.text:
            self.text, self.text_signs = text, signs_of(data_of(text))
        return self.text_signs

    @property
    def state(self) -> State:
        """Where another cleaner could go on."""
        return State(self.held, self.open_tag, self.open_link, self.quoting, self.markdown, self.pandoc, self.links)

    def clean(self, text: str) -> str:
        """Give the next piece of text, whole lines, cleaned; the last of them may be held back."""
        characters = rare(self.signs(text))
        if not NORMAL.fullmatch(characters):
            text = normalize(text)
            characters = rare(self.signs(text))
        for character in MARKS.keys() & characters:
            text = text.replace(character, MARKS[character])
        text = self.unquote(self.held + text if self.held else text, final=False)
        if self.open_tag or "<" in text:
            text, self.open_tag = cut_open(self.open_tag + text, OPEN_TAG)
        text, self.open_link = self.open_link + self.untag(text), ""
        if "[" in text or "]" in text:
            signs = self.signs(text)
            pandoc = self.pandoc or find_pandoc(text, signs) >= 0
            text, self.open_link = cut_open(text, among(OPEN_LINK, signs), *([OPEN_SPAN] if pandoc else []))
        return self.unmark(text)

    def end(self) -> str:
        """Give what was held back."""
        return self.unmark(self.open_link + self.untag(self.open_tag + self.unquote(self.held, final=True)))

    def unquote(self, text: str, *, final: bool) -> str:
        """Take the quoting marks of mails and diffs off runs of lines."""
        quoting, self.quoting, self.held = self.quoting, "", ""
        if final and not text:
            return text
        for mark, run in QUOTED.items():
            if not begins_line(text, mark):
                continue
            pieces, position = [], 0
            for found in run.finditer(text):
                sure = found[0].count("\n") >= SURE or (quoting == mark and found.start() == 0)
                pieces.append(text[position : found.start()])
                position = found.end()
                if sure:
                    pieces.append(QUOTE[mark].sub("", found[0]))
                if position == len(text) and not self.held and not self.quoting:
                    self.quoting = mark if sure else ""
                    if not sure and not final:
                        self.held = found[0]
                        continue
                if not sure:
                    pieces.append(found[0])
            text = "".join(pieces) + text[position:]
        return text

    @staticmethod
    def untag(text: str) -> str:
        """Take indents and tags off whole lines."""
        text = INDENT.sub("\n", text).lstrip(" ")
        return TAG.sub(breaks, text) if precedes(text, "<", TAG_BEGINS) else text

    def unmark(self, text: str) -> str:
        """Take the other marks off whole lines."""
        if precedes(text, "\\", "-+#"):
            text = ESCAPED_BULLET.sub("", text)
        if "]" in text or self.markdown:
            text = self.unlink(text)
        if ADDRESS_SIGNS in self.signs(text) and ADDRESS_SHOWN.search(text):
            text = SITE_ADDRESS.sub("", SHOWN_ADDRESS.sub(r"\1", text))
        if begins_line(text, "#"):
            text = HEADING.sub("", text)
        if precedes(text, "*", "*"):
            text = BOLD.sub(r"\1", text)
        return text

    def unlink(self, text: str) -> str:
        """Take link targets and link numbers away; after the first markdown link, markdown's escapes too."""
        before = ""
        linked = precedes(text, "]", "({[")
        if not self.markdown and linked and (first := MARKDOWN.search(text)):
            self.markdown = True
            before, text = cut_line(text, first.start())
        if self.markdown and not self.pandoc and (at := find_pandoc(text, self.signs(text))) >= 0:
            plain, text = cut_line(text, at)
            before += self.unmarkdown(plain)
            self.pandoc = True
        text = before + (self.unmarkdown(text) if self.markdown else text)
        if linked:
            text = REFERENCE_END.sub("", REFERENCE.sub(r"\1", ORG_LINK.sub(label, text)))
        return self.unnumber(text)

    def unmarkdown(self, text: str) -> str:
        """Take away what markdown writes for links, and its escapes."""
        if self.pandoc and ("{" in text or ":::" in text):
            text = FENCE.sub("", SPAN.sub(label, SPAN.sub(label, text)))  # one may stand in another
        text = LINK_END.sub(breaks, LINK.sub(label, text))
        return self.unescape(text) if "\\" in text else text

    def unescape(self, text: str) -> str:
        """Take markdown's backslashes away, but not LaTeX's."""
        if self.pandoc:
            return ESCAPE_PANDOC.sub(r"\1", text)
        if "\\$" in text:
            text = ESCAPED_DOLLARS.sub(lambda line: line[0].replace("\\$", "$"), text)
        return ESCAPE.sub(r"\1", text)

    def unnumber(self, text: str) -> str:
        """Take away the numbers in brackets that are the next of those that a text browser gives its links."""
        pieces, done, at = [], 0, text.find("[")
        while at >= 0:
            if found := LINK_NUMBER.match(text, at):
                number = int(found[1])
                if self.numbers is not None:
                    self.numbers.append(number)
                goes_on, self.links = self.links.follow(number)
                if goes_on:
                    pieces.append(text[done:at])
                    done = found.end()
            at = text.find("[", at + 1)
        return "".join((*pieces, text[done:])) if done else text
