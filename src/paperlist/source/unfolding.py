r"""What changes how many lines a text has: escapes, quoted-printable, edges of printed pages, subtitles; and tables.

    "content": "arXiv:2405.02246 …\nWhat matters …\n"        two lines, of one of the file
    2405.02246<tab>What matters<tab>2024<tab>9              the same line in columns, so that its cells stay apart
    Gary B Hua=                                             one line, of two of the file
    https://arxiv.org/search/?query=x 1/2                   none
    00:00:01.000 --> 00:00:01.900                           none

Each step takes and yields pieces, so that each line keeps its place in the file; none depends on where pieces are cut.
"""

import re
from collections.abc import Iterable, Iterator

from paperlist.source import literals
from paperlist.source.document import Piece, at_line, lines_of, merged
from paperlist.source.escapes import decode_escapes
from paperlist.source.mail import unquote_printable
from paperlist.source.printed import join_printed

# Escaped line breaks
SURE_BREAK = re.compile(r"\\n(?![a-z])")
"""An escaped line break; with a small letter after it, it may be a command of LaTeX: `\\nu`."""
ONE_BREAK = re.compile(r"(?<=[^\s$\\])\\n(?=[A-Z0-9])(?!\\n(?:V[Dd]ash|Left|Right))")
"""An escaped line break that is sure where it is the only one of a line."""
DEEPEST = 4
"""So often a text may be escaped."""
BARE_ESCAPE = re.compile(
    r"(?:\\r)?\\n(?!(?:u|eq?|abla|ot|i|mid|eg|leq|geq|atural|earrow|warrow|olimits|ewline|onumber|ormalsize)(?![a-z]))"
    r"|\\t(?![a-z])|\\r(?![a-z])|\\u([0-9a-fA-F]{4})"
)

RETURN = re.compile(r"[↵⏎␤](?=\S)")
"""What an editor shows in the place of a line break, with more of the line after it."""

# Tables of papers
PAPER = re.compile(r"^(\S{1,40})\t([^\t\n]{1,1000})\t((?:\d{4})?)\t(\d*)$", re.MULTILINE)
"""A paper in a row of a table, of which every cell is one line: id, title, year, citations."""

# Subtitles, dumps of a database
CUE = re.compile(r"^(?:(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3} --> .*|COPY \S.* FROM stdin;)\n", re.MULTILINE)
"""When a line is shown: `00:00:01.000 --> 00:00:01.900`; what rows are of: `COPY papers (id, body) FROM stdin;`."""
CUE_SIGNS = (" --> ", " FROM stdin;")

# Quoted-printable without a mail's header
PRINTABLE = re.compile(
    r"=(?:C[2-9A-F]|D[0-9A-F]|E[0-9A-F]=[89AB][0-9A-F])=[89AB][0-9A-F]|=3D[C-E][0-9A-F]=3D[89AB]|^.{73}[^\s=]{2}=$|=09$",
    re.MULTILINE,
)
"""A letter that is no ASCII, a tab at an end, or a word that a line of full length breaks; prose that was wrapped ends
with `T =`."""
PRINTABLE_SIGNS = ("=C", "=D", "=E", "=3D", "=09", "=\n")
"""One of them is in all that shows it, but in a last line without a line break."""
SOFT_BREAK = re.compile(r"=[ \t]*\n\Z")


def unfold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a text with its lines as they were before they were escaped, encoded or printed."""
    for step in (drop_cues, join_printed, unquote_lines, unquote_lines, unescape_breaks, show_columns):
        pieces = step(pieces)
    return iter(pieces)


def unescape_breaks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    r"""Yield a text with line breaks for `\n` in lines that have several."""
    for piece in pieces:
        if not RETURN.search(piece.text) and ("\\n" not in piece.text or not SURE_BREAK.search(piece.text)):
            yield piece
        else:
            lines = enumerate(lines_of(piece.text), piece.line)
            yield from merged(each for line, text in lines for each in unescape_line(line, text, DEEPEST))


def drop_cues(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a text without the lines that tell when a subtitle is shown, or where rows belong."""
    for piece in pieces:
        if not any(sign in piece.text for sign in CUE_SIGNS) or not CUE.search(piece.text):
            yield piece
        else:
            lines = enumerate(lines_of(piece.text), piece.line)
            yield from merged(Piece(line, text) for line, text in lines if not CUE.match(text))


def show_columns(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a text with the papers of a table in columns, which blanks part: a tab alone is as good as one blank."""
    for piece in pieces:
        yield piece._replace(text=PAPER.sub(r"\1  \2  \3  \4", piece.text)) if "\t" in piece.text else piece


def unescape_line(line: int, text: str, depth: int) -> Iterator[Piece]:
    """Yield a line as the lines that it stands for; those may be escaped again, so many times."""
    if RETURN.search(text):
        yield from at_line(line, RETURN.sub("\n", text))
        return
    if not depth or not has_breaks(text) or PAPER.match(text):
        yield Piece(line, text)
        return
    if literals.begins(text, ""):
        parts = literals.texts_of(text, line)
    else:
        proper = '\\"' in text or "\\\\" in text
        parts = iter([list(at_line(line, decode_escapes(text) if proper else BARE_ESCAPE.sub(bare, text)))])
    for pieces in parts:
        for piece in (*pieces, Piece(line, "\n")):
            yield from unescape_line(*piece, depth - 1)


def has_breaks(text: str) -> bool:
    """Whether a line has line breaks that are escaped, and not only a command of LaTeX that begins alike."""
    found = SURE_BREAK.findall(text)
    return len(found) > 1 or (len(found) == 1 and bool(ONE_BREAK.search(text)))


def bare(found: re.Match[str]) -> str:
    """Return what an escape stands for in a text that has no others."""
    if found[1]:
        return chr(int(found[1], 16)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "\t" if found[0] == "\\t" else "\n"


def unquote_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a text without quoted-printable, from the first line on that is surely in it."""
    quoted = False
    held: list[Piece] = []  # lines that go on in the next
    for piece in pieces:
        likely = piece.text.endswith("=") or any(sign in piece.text for sign in PRINTABLE_SIGNS)
        if not quoted and not (likely and PRINTABLE.search(piece.text)):
            yield piece
            continue
        found: list[Piece] = []
        for line, text in enumerate(lines_of(piece.text), piece.line):
            quoted = quoted or bool(PRINTABLE.search(text))
            if not quoted:
                found.append(Piece(line, text))
                continue
            held.append(Piece(line, text))
            if not SOFT_BREAK.search(text):
                found += joined(held)
                held = []
        yield from merged(found)
    yield from joined(held)


def joined(lines: list[Piece]) -> Iterator[Piece]:
    """Yield lines of quoted-printable that are one as that line."""
    if lines:
        text = "".join(line.text for line in lines)
        yield from unquote_printable(text, lines[0].line, "utf-8") if "=" in text else lines
