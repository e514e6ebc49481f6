"""What addresses say of a paper when its text does not: the identifier in the address of a title, or of "PDF".

    [How It Is Done](https://arxiv.org/abs/2401.05566)     <a href="https://arxiv.org/pdf/2401.05566v2">How …</a>
    How It Is Done <https://doi.org/10.1145/3773274>       [PDF](https://arxiv.org/pdf/2401.05566) Abstract
    [GitHub 476](https://github.com/otters/sleep)        [12]GitHub 476 … 12. https://github.com/otters/sleep

A line counts that has a paper's title, or names of formats, and nothing else beside the addresses, or is but an address
below the title; within other text only a link does whose own text is the title. Where they name several papers none is
taken. The address of a search names none, and what an abstract links is another paper.
"""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from paperlist.arxiv import ID, WHOLE_DOI
from paperlist.fields import letters, read_version
from paperlist.listings import Entry

SIGNS = ("arxiv.org/", "doi.org/", "huggingface.co/papers/", "github.com/")
"""One of them is in every line that counts."""
NAMED = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)|huggingface\.co/papers|doi\.org/10\.48550/arxiv\.|/thumbnails/paper|_files)/?"
    rf"(?P<id>{ID})(?:v(?P<version>\d{{1,4}}))?(?=\.(?:pdf|jpg|png|webp)\b|[^\w.-]|\.?\Z)"
    rf"|doi\.org/(?P<doi>(?!10\.48550/arxiv){WHOLE_DOI})",
    re.IGNORECASE,
)
PICTURE = re.compile(r"/thumbnails/paper/|_files/\d")
"""How the address of a paper's picture shows that it is one; the picture is before the title."""
URL = r"https?://(?:[^\s<>()\[\]{}|\"'`]|\([^\s<>()]{0,99}\)){1,300}"
ADDRESS = re.compile(rf"{URL}|</?[a-z][a-z\d]{{0,9}}(?:\s[^<>]{{0,600}})?>")
"""An address, or a tag that may have one."""
LINK = re.compile(
    rf"\[(?P<text>[^\[\]\n]{{1,400}})\]\(<?(?P<address>{URL})"
    r"|<a\s[^<>]{0,300}?href=[\"']?(?P<href>[^\s\"'<>]{1,300})[^<>]{0,300}>(?P<shown>[^<>\n]{1,400})</a>"
)
FORMATS = re.compile(
    r"(?:PDF|Abstract|Abs|HTML(?:experimental)?|TeXSource|View|arXiv|page|Paper)+|PDFAbstract.*", re.IGNORECASE
)
BEFORE = re.compile(r"\d{0,4}(?:Title)?")
"""What is before a title on its line: a number, a label."""


NUMBER = re.compile(r"\[(\d{1,5})\]")
LISTED = re.compile(
    r"[ \t]{0,20}(?:\[(?=\d+\]:))?(?P<number>\d{1,5})(?:\.|\]:)[ \t]{1,4}(?P<address>https?://\S+)[ \t]*\Z"
)
"""A line of the list of addresses below a text: `12. https://…`, `[12]: https://…`."""
COUNTED = re.compile(r"GitHub(?:\s?\d|\s*\Z)")
"""How the line of a repository's stars shows that its address is that of the paper's code."""
CODE = re.compile(r"github\.com/([A-Za-z\d][\w-]{0,38}/[\w.-]{1,100}?)(?:\.git)?(?=[\s()\[\]|<>\"'#?]|\Z)")


class Line(NamedTuple):
    """A line of a text, and the addresses of the links in it that its text does not have."""

    text: str
    addresses: tuple[str, ...] = ()


class Addresses:
    """Keeps the lines with addresses, by their numbers, until the papers that they belong to have been read."""

    def __init__(self) -> None:
        self.lines: dict[int, Line] = {}

    def noted(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield chunks of whole lines as they are."""
        number = 1
        for chunk in chunks:
            if any(sign in chunk for sign in SIGNS):
                self.note(chunk.split("\n"), number)
            number += chunk.count("\n")
            yield chunk

    def note(self, lines: list[str], first: int) -> None:
        """Keep those lines that have addresses, or numbers of links that the next list below gives the addresses of."""
        noted, listed = list[tuple[int, Line]](), dict[str, str]()
        for at in range(len(lines) - 1, -1, -1):
            # A tool that wraps lines may part the number of stars from its word.
            text = f"GitHub {lines[at].strip()}" if at and lines[at - 1].endswith("GitHub") else lines[at]
            if found := LISTED.match(text):
                listed[found["number"]] = found["address"]
            numbers = NUMBER.findall(text) if listed else ()
            addresses = tuple(listed[number] for number in numbers if number in listed)
            if any(sign in part for part in (text, *addresses) for sign in SIGNS):
                noted.append((first + at, Line(text, addresses)))
        self.lines.update(reversed(noted))

    def complete(self, entry: Entry, title: range, lines: range) -> list[tuple[str, int, str]]:
        """Give an entry what its addresses say and its text does not.

        Args:
            entry: as read.
            title: the lines of its title.
            lines: its own.

        Returns:
            The fields that were filled, each with the number of the line and the address.
        """
        while self.lines and (first := next(iter(self.lines))) < lines.start:
            del self.lines[first]
        if not self.lines or all(map(entry.values.get, ("arxiv_id", "doi", "repository"))):
            return []
        wanted = letters(entry.values.get("title") or "")
        versions: set[str] = set()
        found: dict[str, dict[str, tuple[int, str]]] = {"arxiv_id": {}, "doi": {}, "repository": {}}
        for number in lines if len(lines) < len(self.lines) else [one for one in self.lines if one in lines]:
            for code in codes_in(self.lines.get(number)):
                found["repository"].setdefault(code[1], (number, code[0]))
            for address in named_in(self.lines.get(number), wanted, is_title=title.start <= number <= title.stop):
                for named in NAMED.finditer(address):
                    versions |= {named["version"]} - {None}
                    field = "arxiv_id" if named["id"] else "doi"
                    found[field].setdefault(named["id"] or named["doi"].rstrip(".,;"), (number, address))
        filled = []
        for field, values in found.items():
            if len(values) == 1 and not entry.values.get(field):
                [(entry.values[field], (number, address))] = values.items()
                filled.append((field, number, address))
        if len(versions) == 1 and filled[:1] and filled[0][0] == "arxiv_id" and not entry.values.get("arxiv_version"):
            entry.values["arxiv_version"] = read_version(versions.pop())
        return filled


def codes_in(line: Line | None) -> Iterable[re.Match[str]]:
    """Return the repositories of a line that counts the stars of one."""
    return CODE.finditer(" ".join((line.text, *line.addresses))) if line and COUNTED.search(line.text) else ()


def named_in(line: Line | None, title: str, *, is_title: bool) -> list[str]:
    """Return the addresses of a line that are those of the paper with a title, given by its letters."""
    if line is None:
        return []
    rest = letters(NUMBER.sub(" ", ADDRESS.sub(" ", line.text)) if line.addresses else ADDRESS.sub(" ", line.text))
    before, is_whole, after = rest.partition(title) if title and is_title else ("", "", rest)
    inside = [*map(itemgetter(0), ADDRESS.finditer(line.text)), *line.addresses]
    if is_title and not rest:
        return inside
    if is_whole and BEFORE.fullmatch(before) and (not after or FORMATS.fullmatch(after)):
        return inside
    if not is_whole and FORMATS.fullmatch(rest):
        return inside
    links = LINK.finditer(line.text) if title else ()
    return [link["address"] or link["href"] for link in links if letters(link["text"] or link["shown"]) == title]
