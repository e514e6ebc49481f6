"""The authors of a search result, and where their names begin or end if a label is lost."""

import re

from paperlist.diagnostics import Code
from paperlist.fields import read_count, squeeze
from paperlist.listings import Entry, Fault
from paperlist.listings.layout import join
from paperlist.listings.people import split_names
from paperlist.tex.accents import read_latex

OMITTED = re.compile(
    r"(?<!\s)\s*+,?\s*+et\s++al\.?\s*+\(\s*+(\d+)\s++additional\s++authors?\s++not\s++shown\s*+\)\s*+$"
)  # ", et al. (14 additional authors not shown)"
OMITTED_LENGTH = 80
OMITTED_HERE = re.compile(r"et\s+al\.?\s*\(\s*\d+\s+additional\s+authors?\s+not\s+shown\s*\)")
ANY_NAME = re.compile(r"[^\W\d][^\n,]{0,60}")
FULL_NAME = re.compile(r"[^\W\da-z][^\n,\s]*(?: [^\W\d][^\n,\s]*){1,3}")  # "Cullen O'Keefe", "Daniel M. Ziegler"
LOWER = re.compile(
    r"(?:\b[a-z]{2,}[ ]+){3}"
)  # "of strategically deceptive "; but "on behalf of the Belle Collaboration"
LOWER_WORD = re.compile(r"(?<!\S)[a-z]{2,}\b")
LINK_REST = re.compile(r"\[\d+\]|[\[\]]")  # what is left of a link that was broken over two lines
ITEM = re.compile(r"(?:\n|\A)\s*(?:(?:[-*•+◦]|\d{1,4}[.)])[ ]+)?")
NAME_LINES = re.compile(
    rf"(?:{ITEM.pattern}[^\W\da-z][^\n,\s]*(?: [^\n,\s]+){{1,4}}){{3,}}|(?:(?:\n|\A)\s*[-*•+◦][ ][^\n,]+)+"
)
"""Lines that are a name each, without commas: three, or with bullets."""
NOT_BLANK = re.compile(r"\S")
HAS_WORD = re.compile(r"\w")


def parse_authors(text: str, label: int, start: int, end: int, entry: Entry) -> int:
    """Read the names between `start` and `end`, whose label is at `label`; return where they end."""
    block = text[start:end].rstrip()
    end = start + len(block)
    block = block.lstrip()
    start = end - len(block)
    entry.spans.append(("authors", label, end))
    if omitted := OMITTED.search(block, max(0, len(block) - OMITTED_LENGTH)):
        entry.values["authors_omitted"] = read_count(omitted[1])
        block = block[: omitted.start()]
    if NAME_LINES.fullmatch(block):
        block = ITEM.sub(",", block)
    line = block.replace(",\n", ",")
    if "\n" in line:
        report_joined(start, block, entry)
        line = join(line) if "-\n" in line else squeeze(line)
    names = (squeeze(read_latex(name)) for name in split_names(LINK_REST.sub("", line)))
    entry.values["authors"] = [name for name in names if name]
    return end


def report_joined(start: int, block: str, entry: Entry) -> None:
    """Report a line that joins the next to one name, where each other line is one name and ends in a comma."""
    lines = [line.strip() for line in block.split("\n")]
    if len(lines) < 4 or any("," in line[:-1] for line in lines):
        return
    joined = [i for i, line in enumerate(lines[:-1]) if line and line[-1] != "," and lines[i + 1][:1] not in ",["]
    if len(joined) != 1:
        return  # wrapped
    written = [len(line) for line in block.split("\n")]
    first = start + sum(written[: joined[0]]) + joined[0]
    name = squeeze(" ".join(lines[joined[0] : joined[0] + 2]).rstrip(","))
    message = f"two lines were taken for one author: {name!r}"
    entry.faults.append(Fault(Code.AMBIGUOUS, first, first + written[joined[0]], message))


def names_start(text: str, begin: int, end: int) -> int:
    """Return where the names begin if a title and names, one in each line, are before `end`; else `end`."""
    stop = begin + len(text[begin:end].rstrip())
    at = text.rfind("\n", begin, stop) + 1
    if text.startswith(", et al", at) and at:
        stop = at - 1
        at = text.rfind("\n", begin, stop) + 1
    names = [text[at:stop]]
    before = ""
    while at > begin:
        start = max(begin, text.rfind("\n", begin, at - 1) + 1)
        before = text[start : at - 1].rstrip()
        if not before.endswith(","):
            break
        names.append(before[:-1])
        at, before = start, ""
    pattern = FULL_NAME if len(names) == 2 else ANY_NAME  # a title may be wrapped after a comma
    found = len(names) > 1 and HAS_WORD.search(before) and all(map(pattern.fullmatch, names))
    return at if found else end


def names_end(text: str, start: int, stop: int) -> int:
    """Return where the names end if prose follows them without a label between; `stop` if none does."""
    if found := OMITTED_HERE.search(text, start, stop):
        return found.end() if NOT_BLANK.search(text, found.end(), stop) else stop
    at = start
    while found := LOWER.search(text, at, stop):
        begin = max(start, text.rfind("\n", start, found.start()) + 1)
        line_end = text.find("\n", found.end(), stop)
        line_end = line_end if line_end >= 0 else stop
        piece = begin if begin > start else max(start, text.rfind(",", start, found.start()) + 1)
        if is_prose(text[piece:line_end]):
            return piece
        at = line_end
    return stop


def is_prose(line: str) -> bool:
    """Whether a line is part of a sentence, not of names: most of its words, and many, begin with a small letter."""
    small = len(LOWER_WORD.findall(line))
    return small > 5 and 2 * small > len(line.split())
