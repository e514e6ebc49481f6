"""Links as other tools write them: org mode, markdown's references, the numbers of text browsers, shown addresses.

[[https://arxiv.org/pdf/2509.26585][pdf]]    the link's text
[Gary B Huang][12]                           the link's text
[12]pdf                                      a link of lynx: its text, where the numbers count up
[https://arxiv.org/pdf/2509.26585]pdf        another: its text
   [12]: /pdf/2509.26585                     an address below the text: gone
pdf (https://arxiv.org/pdf/2509.26585)       without the address, also one of the site: (/pdf/2509.26585)
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from paperlist.arxiv import ID
from paperlist.cleanup.markdown import OPEN_SPAN, REFERENCE
from paperlist.cleanup.steps import change_lines, link_text, until_closed

ORG_LINK = re.compile(r"\[\[(?:https?:|[/#])[^\[\]\n]*\]\[([^\[\]]*)\]\]")
OPEN_ORG_LINK = re.compile(r"\[\[(?:https?:|[/#])[^\[\]]*(?:\]\[[^\[\]]*)?\n\Z")
PICTURE = re.compile(
    r"!\[[^\[\]\n]{0,80}\]\[\d{1,5}\]|\[IMG\]|\[IMAGE:[ ]image\]"
    r"|\[{1,2}(?:https?:)?[\w./-]{1,300}\.(?:jpe?g|png|gif|svg|webp)\]{1,2}"
)
"""What tools write in the place of a picture: `![][16]`, `[IMG]`, `[t.jpg]`, `[[https://a.org/t.jpg]]`."""
COUNTED_PICTURE = re.compile(r"!\[Image \d{1,4}(?:: [^\[\]\n]{0,200})?\](?=\([^()\s]{1,600}\))")
"""`![Image 16: a cat](…)`: a reader's number, and what it says of the picture, are no words of the page."""
PICTURE_SIGNS = ("![", "[IMG", ".jp", ".png", ".gif", ".svg", ".webp")
REFERENCE_END = re.compile(r"\](?<=\w\])\[\d+\]")  # "Huang][12]", of a link that began a line above
DEFINITION = re.compile(
    r"^[ ]{0,4}(?:\[\d{1,5}\]:|\[[^\[\]\n]{1,400}\]:[ ]{1,4}(?=\S*[./#])\S{1,600}"
    r"(?:[ ](?:\"[^\"\n]{0,400}\"|\([^()\n]{0,400}\)))?)[ ]*$",
    re.MULTILINE,
)
"""`   [12]: https://arxiv.org/pdf/2509.26585`, below the paragraph that has `[Gary B Huang][12]`."""
LINK_NUMBER = re.compile(  # "[12]" before a link's text, at its line's end, or after a picture that is linked
    r"(?<=\[\])\[(?P<after>[0-9]{1,5})\]|(?<=\d\] )\[(?P<alone>[0-9]{1,5})\] (?=arXiv:)"
    r"|(?<=, )\[(?P<last>[0-9]{1,5})\](?=\n)|\[(?P<before>[0-9]{1,5})\](?=[^\s\])}.,;:-])"
)
SITE: Final = "search/|paper/|author/|conference/|task/|abs/|pdf/|format/|src/|html/|show-email/|list/|papers/"
SITE_SIGNS = ("(/", "(http", "()", "[/", "[http")
SITE_ADDRESS = re.compile(
    rf"(?<! )[ ]*+\((?:/(?:{SITE})|https?://arxiv\.org/(?:a|search)/)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
    r"|(?<=\]) \(\)"
    rf"|(?<![\] ])[ ]{{0,4}}\[(?:/(?:{SITE})|https?://arxiv\.org/(?:a|search|format|html|list)/)[^\[\]\s]*\]"
)  # "Gary B Huang (/search/?searchtype=author&query=Huang)", "Gary B Huang [/search/…]"
SHOWN_SIGNS = ("(http", " URL (", "[http", "[file:")
ANY_ADDRESS: Final = r"(?:https?|file)://[^\[\]\s]{1,600}"
SHOWN_ADDRESS = re.compile(
    rf"\b(arXiv:\S{{1,40}}|{ID}|this \w{{3,5}} URL|pdf|ps|other|v\d{{1,2}}|view email"
    r"|10\.\d{2,9}/\S{1,200}) *+"
    r"(?:\((?:https?://(?:arxiv|(?:dx\.)?doi)\.org/|(?<= URL \()\w{3,5}://)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
    r"|\[(?:https?://(?:arxiv|(?:dx\.)?doi)\.org/|(?<= URL \[)\w{3,5}://)[^\[\]\s]*\])"
    r"|^\[https?://(?:arxiv|(?:dx\.)?doi)\.org/[^\[\]\s]*\](?!\()"
    rf"|^\[{ANY_ADDRESS}\](?=[).,;]|$)|\[{ANY_ADDRESS}\](?=[\w$\"'“‘<-]|\[\])"
)
UNDERLINED = re.compile(r"\b(?:this[ _]\w{3,5}_URL|this_\w{3,5}$|(?:View|Download)_PDF|view_email)\b")
"""Links of a page, where the tool underlined their blanks."""
CITATION = re.compile(r"\bcite\d{1,5}†(?=\w)")


def mark_pictures(text: str) -> str:
    """Return `text` with one mark for each picture, whichever tool wrote it."""
    text = change_lines(text, ("![Image ",), partial(COUNTED_PICTURE.sub, "![]"))
    return change_lines(text, PICTURE_SIGNS, partial(PICTURE.sub, "[]"))


def remove_definitions(text: str) -> str:
    """Return `text` without the addresses that are given below it."""
    return DEFINITION.sub("", text) if "]:" in text else text


def remove_targets(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` with links of org mode and numbered references as their text."""
    for text in until_closed(chunks, OPEN_ORG_LINK, OPEN_SPAN):
        yield REFERENCE_END.sub("", REFERENCE.sub(r"\1", ORG_LINK.sub(link_text, text)))


def remove_numbers(chunks: Iterable[str]) -> Iterator[str]:
    """Yield `chunks` without the numbers in brackets that a text browser counts its links with.

    A number is one if it is the next after the last link's, or after the last that was none.
    """
    last_link = last_other = 0

    def unnumber(found: re.Match[str]) -> str:
        nonlocal last_link, last_other
        number = int(found[found.lastgroup or 0])
        if number in (last_link + 1, last_other + 1):
            last_link = number
            return ""
        last_other = number
        return found[0]

    for text in chunks:
        yield change_lines(text, ("[",), partial(LINK_NUMBER.sub, unnumber))


def remove_citations(text: str) -> str:
    """Return `text` without the numbers that agents put before the text of a link: `cite65†Ada Byron`."""
    return CITATION.sub("", text) if "†" in text else text


def remove_addresses(text: str) -> str:
    """Return `text` without the addresses in parentheses after the text of a link."""
    text = change_lines(
        text, ("this_", "_URL", "_PDF", "_email"), partial(UNDERLINED.sub, lambda link: link[0].replace("_", " "))
    )
    text = change_lines(text, SHOWN_SIGNS, partial(SHOWN_ADDRESS.sub, r"\1"))
    return change_lines(text, SITE_SIGNS, partial(SITE_ADDRESS.sub, ""))
