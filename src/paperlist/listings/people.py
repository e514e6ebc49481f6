"""Authors in one text: "A, B (Inst.) and C", with affiliations, footnotes, suffixes and how many are left out.

Also where such a text begins that has no label, after a title that it was put below or glued to.
"""

import re
from itertools import pairwise

from paperlist.fields import read_count, squeeze
from paperlist.listings.layout import is_wrapped
from paperlist.names import SUFFIXES
from paperlist.tex.accents import read_latex

OMITTED = re.compile(r",? ?(?:\bet al\.? ?)?\((\d{1,7}) additional authors? not shown\)\Z")
ET_AL = re.compile(r",? et al\.?\Z")
BETWEEN = re.compile(r"[,;] ?(?:and\b)?| and |(?<=Collaboration) ?: ?")
"""What parts two names, or a collaboration and its members."""
UNDERLINED = re.compile(r"(?<=[\w.])_(?=-?[^\W\d_])")
"""Blanks that are underlined as those of links: `Gary_B._Huang`."""
NO_NAME = re.compile(r"et al\b|(?:for|on behalf of) the ")
PARTICLE = r"(?:[a-z'’]{1,5}|[Tt]he|behalf)"
JOINING = r"(?!(?:a|and|as|at|by|from|in|of|on|or|to|via|with) )"
"""What a name is not begun or gone on with: "of Tidally Locked Planets"."""
PERSON = re.compile(rf"(?:(?=on behalf)|{JOINING})(?:{PARTICLE} ){{0,4}}[^\W\d_a-z][^\s\d:$]*(?: [^\s\d:$]+){{0,4}}")
"""What can be a name: "Ludwig van Beethoven", "for the ATLAS Collaboration"; no sentence and no formula."""
WHOLE_NAME = re.compile(rf"[^\W\d_a-z]\S*(?: {JOINING}(?!for |the )(?:[a-z'’]{{1,5}}|[^\W\d_a-z]\S*)){{1,5}}")
"""A name of several words, as the pieces of few titles are."""
GROUP = re.compile(
    r"\b(?:[Cc]ollaborations?|[Cc]onsortium|[Tt]eams?|[Gg]roup|[Pp]roject|[Ss]urvey|[Ii]nstitute|behalf|for the)\b"
)
"""What only the name of a group has, which may hold an `and` of its own."""
AFTER_COMMA = frozenset((*SUFFIXES, "PhD", "Ph.D.", "Ph. D."))
"""What belongs to the name before a comma: "Fred Bloggs, Jr."."""
LISTED = re.compile(r"[,，、]| [·|•] ")
"""What parts the names of a list."""
SEMICOLON = re.compile(r"[;；]")
"""What parts names that may hold commas: "Ng, Yi; Roe, Jo"."""
AND = re.compile(r"(?<=\S) (?:and|&) (?=\S)")
LED_BY_AND = re.compile(r"(?:and|&) ")
FOOTNOTES = re.compile(r"(?:\[\d{1,3}\]|[*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]){1,8}\Z")
"""`[1]`, `*†`, `²` after a name."""
INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}|[^\W\d_a-z]")
"""`Y.`, `Y. Z.`, `Y`: no name by itself."""
LINE = re.compile(r"\S[^\n]*+")
OTHER_LABEL = re.compile(r"\n[^\w\n]{0,8}(?=[^\W\d_])(?:(?!Collaboration|Consortium|Team)[\w ./-]){2,31}:(?=\s)")
"""A label after the names that arXiv does not print: `- Keywords: sleep`, `publication date: 2024-05-01`."""
GLUE = re.compile(r"(?<=[^\s(\[{/-])(?<!Mc)(?<!Mac)(?<!Fitz)(?<!\b[DLO][eiau'’])(?=[^\W\d_a-z][^\W\dA-Z_.]{0,30}[.]? )")
"""Where a word begins that another one is glued to: "NetworksAda Byron"."""


def read_people(text: str) -> tuple[list[str], int]:
    """Return the names in a text, without affiliations, and how many more the text says there are."""
    text = UNDERLINED.sub(" ", squeeze(text))
    omitted = OMITTED.search(text)
    text = ET_AL.sub("", without_brackets(text[: omitted.start()] if omitted else text).strip(" ,"))
    names: list[str] = []
    for name in join_initials([part.strip() for part in BETWEEN.split(text)]):
        if names and name in SUFFIXES:
            names[-1] += f" {name}"
        elif name and not NO_NAME.match(name):
            names.append(read_latex(name))
    return names, (read_count(omitted[1]) or 0) if omitted else 0


def split_names(text: str) -> list[str]:
    """Return the names of a list, as they are written: "A, B and C", "A; B", "Ng, Yi; Roe, Jo", "G. Forney, Jr."."""
    pieces = [piece.strip(" ,") for piece in SEMICOLON.split(squeeze(text))]
    pieces = [piece for piece in pieces if piece]
    inverted = len(pieces) > 1 and all(piece.count(",") == 1 for piece in pieces)
    names: list[str] = []
    for piece in pieces:
        if inverted and (parts := piece.split(","))[1].strip() not in SUFFIXES:
            names.append(f"{parts[1].strip()} {parts[0].strip()}")
            continue
        for part in join_initials([part.strip() for part in LISTED.split(piece)]):
            if names and part in AFTER_COMMA:
                names[-1] += f" {part}"
            else:
                names += split_pair(LED_BY_AND.sub("", part, count=1) if LED_BY_AND.match(part) else part)
    return [name for each in names if (name := FOOTNOTES.sub("", each).strip(" `*_"))]


def join_initials(parts: list[str]) -> list[str]:
    """Return the names of a list in which initials follow each family name: "Gao, Y., Wang, Z., et al."."""
    known = [part for part in parts if part and not part.startswith("et al")]
    initials = [bool(INITIALS.fullmatch(part)) for part in known]
    if not known or initials != [False, True] * (len(known) // 2):
        return parts
    return [f"{after} {name}" for name, after in zip(known[::2], known[1::2], strict=True)]


def split_pair(text: str) -> list[str]:
    """Return the names of "B and C"; a group's name is one: "the Fermi and LIGO Collaborations"."""
    names = AND.split(text)
    return names if not GROUP.search(text) and all(map(PERSON.fullmatch, names)) else [text]


def without_brackets(text: str) -> str:
    """Return a text without what is in round brackets: affiliations and numbers of footnotes."""
    kept, depth = [], 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(piece)
    return "".join(kept)


def find_names(text: str, label: tuple[int, int], stop: int, width: int) -> int:
    """Return where the authors' names begin after a title, by lines; `stop` if there are none.

    A blank line parts them from the title, or a line break that wrapping did not make, or one that names follow. Where
    the label has a line for itself, every line is a piece of the page.

    Args:
        text: the window.
        label: where the title's label begins and ends; it takes room in the title's first line.
        stop: where the names end.
        width: of the text, in columns.
    """
    lines = list(LINE.finditer(text, label[1], stop))
    shown = [line[0].strip() for line in lines]
    alone = label[0] < label[1] and bool(lines) and "\n" in text[label[1] : lines[0].start()]
    if label[0] < label[1] and lines and not alone:
        shown[0] = text[label[0] : lines[0].end()].strip()
    breaks = [at for at, (line, after) in enumerate(pairwise(shown), 1) if line[-1] != "," and after[0] not in ",("]
    blanks = [at for at in breaks if text.count("\n", lines[at - 1].end(), lines[at].start()) > 1]
    if len(blanks) == 1:
        return lines[blanks[0]].start()
    listed = next((at for at in breaks if lists_names(shown[at], *shown[at + 1 : at + 2])), None)
    if listed:
        breaks = [at for at in breaks if at <= listed]
    if not alone:
        breaks = [at for at in breaks if not is_wrapped(shown[at - 1], shown[at], width)] or breaks
    if not breaks:
        return stop
    named = [at for at in breaks if has_names(text[lines[at].start() : stop])] or breaks[-1:]
    while not alone and len(named) > 1 and "," not in "".join(shown[named[0] : named[1]]):
        named.pop(0)  # a name that is alone takes no two lines
    at = named[0]
    earlier = alone or (at > 1 and has_names(text[lines[at - 1].start() : stop]))
    doubt = earlier and at != listed and len(named) > 1
    return -1 if doubt else lines[at].start()


def lists_names(line: str, following: str = "") -> bool:
    """Whether a line is a list of names, the last of them perhaps wrapped: "Ada Lovelace, Alan Mathison"."""
    *names, _ = f"{line}{following[:1]}".split(",")
    return bool(names) and all(WHOLE_NAME.fullmatch(name.strip()) for name in names)


def find_glued_names(text: str, start: int, stop: int) -> int:
    """Return where names begin that are glued to the title before them; `stop` if none surely are.

    One name alone is sure only with an affiliation; "ImageNet Models" is none.
    """
    sure: list[int] = []
    for glue in GLUE.finditer(text, start, stop):
        names, omitted = read_people(text[glue.start() : stop])
        several = len(names) + omitted > 1 or text[stop - 1] == ")"
        upper = text[glue.start()].isupper()
        same = not sure or not BETWEEN.search(text, sure[0], glue.start())
        if upper and several and same and all(" " in name and PERSON.fullmatch(name) for name in names):
            sure.append(glue.start())
    return sure[-1] if sure else stop


def has_names(text: str) -> bool:
    """Whether a text reads as the names of people."""
    names = (name.strip() for name in BETWEEN.split(without_brackets(squeeze(text))))
    return all(PERSON.fullmatch(name) for name in names if name)
