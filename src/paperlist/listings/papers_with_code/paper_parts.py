"""What is below the head of a paper page: links, abstract, and the parts Code and Tasks; see `paper`."""

import re
from collections.abc import Iterator

from paperlist.diagnostics import Code
from paperlist.fields import read_count
from paperlist.listings import Entry, Fault
from paperlist.listings.layout import LINE, find_paragraphs, join, strip
from paperlist.listings.papers_with_code.lines import split_lines, width_of, wrapping_width
from paperlist.listings.papers_with_code.values import read_marked_tasks, read_tasks, read_venue
from paperlist.tex.accents import read_latex

LINKS = re.compile(r"PDF\s*Abstract(?:\s+(?P<venue>(?:(?!PDF\b|Code\b)\S+\s+){1,12}?)PDF\s+(?:\S+\s+){1,12}?Abstract)?")
LONGEST_ABSTRACT = 16_000
"""An abstract has fewer characters."""
SECTION = re.compile(
    r"(?P<name>Code|Tasks|Datasets|Results from the Paper|Methods)(?:\n-{3,}[ ]*)?(?:\n:[A-Z_]+:[^\n]{0,99}){0,3}"
    r"\s*Edit(?:\s*Add\s*Remove)?(?:\s*Mark\s*official)?|^[ ]*(?P<bare>Code|Tasks)[ ]*$",
    re.MULTILINE,
)
SECTIONS = ("Code", "Tasks", "Datasets", "Results from the Paper", "Methods")
REPOSITORY = re.compile(
    r"(?P<name>[A-Za-z\d][A-Za-z\d-]{0,38}/[\w.-]{1,100})(?P<official>\s*official)?(?:\s*(?P<stars>\d[\d,]{0,9}))?"
)
NO_CODE = re.compile(r"No\s+code\s+implementations\s+yet\.?(?:\s+Submit\s+your\s+code\s+now)?")
BELOW_ABSTRACT = re.compile(rf"{NO_CODE.pattern}|Submit results from this paper")
"""A line of a page below the abstract, where a tool lost all headings."""
QUOTED = 60
NO_TASK = re.compile(r"(?:[^\w\[\]]|_)*|Edit(?: Add)?(?: Remove)?|:[A-Z_]+:.*")


def read_links(entry: Entry, links: re.Match[str]) -> None:
    """Read the venue beside the links to the paper, if it has one there."""
    if links["venue"]:
        entry.values.setdefault("venue", read_venue(links["venue"]))
    entry.spans.append(("venue" if links["venue"] else "label", *links.span()))
    entry.end = links.end()


def set_abstract(entry: Entry, text: str, start: int, stop: int) -> None:
    """Put the text between two offsets into an entry as its abstract."""
    start, stop = strip(text, start, stop)
    if start < stop:
        paragraphs = (text[slice(*span)] for span in find_paragraphs(text, start, stop))
        entry.values["abstract"] = read_latex("\n\n".join(map(join, paragraphs)))
        entry.spans.append(("abstract", start, stop))
        entry.end = stop


def read_body(entry: Entry, text: str, at: int, stop: int, *, whole: bool) -> None:
    """Read what follows the head of a page, up to `stop`, where the page ends if it is there as a whole."""
    links = LINKS.search(text, at, min(stop, at + LONGEST_ABSTRACT))
    sections = list(find_sections(text, links.end() if links else at, stop))
    if links or sections:
        set_abstract(entry, text, at, links.start() if links else sections[0][1].start())
    elif pieces := find_paragraphs(text, at, stop):
        below = next((line for line in LINE.finditer(text, *pieces[0]) if BELOW_ABSTRACT.match(line[0])), None)
        set_abstract(entry, text, pieces[0][0], below.start() if below else pieces[0][1])
    if links:
        read_links(entry, links)
    for number, (name, section) in enumerate(sections):
        end = sections[number + 1][1].start() if number + 1 < len(sections) else stop
        if end == stop and name in ("Code", "Tasks") and (pieces := find_paragraphs(text, section.end(), stop)):
            end = pieces[0][1]
        begin, end = strip(text, section.end(), end)
        entry.spans.append(("label", *section.span()))
        entry.end = max(section.end(), end) if name in ("Code", "Tasks") or end < stop or whole else section.end()
        if name == "Code":
            read_code(entry, text, begin, end)
        elif name == "Tasks":
            read_task_names(entry, text, begin, end)
        elif begin < entry.end:
            entry.spans.append(("label", begin, entry.end))


def find_sections(text: str, start: int, stop: int) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the headings of a page's parts, in their order: what is out of order is of another page."""
    last = -1
    for section in SECTION.finditer(text, start, stop):
        name = section["name"] or section["bare"]
        if SECTIONS.index(name) > last:
            last = SECTIONS.index(name)
            yield name, section


def read_code(entry: Entry, text: str, start: int, stop: int) -> None:
    """Read the repositories between two offsets."""
    found = list(REPOSITORY.finditer(text, start, stop))
    if chosen := next((one for one in found if one["official"]), found[0] if found else None):
        entry.values["repository"] = chosen["name"]
        entry.spans.append(("repository", *chosen.span()))
        entry.spans += [("label", *one.span()) for one in found if one is not chosen]
        if chosen["stars"]:
            entry.values["stars"] = read_count(chosen["stars"])
    elif nothing := NO_CODE.search(text, start, stop):
        entry.values["code_implementations"] = 0
        entry.spans.append(("code_implementations", *nothing.span()))


def read_task_names(entry: Entry, text: str, start: int, stop: int) -> None:
    """Read the tasks between two offsets; names that are not known cannot be told apart in one line."""
    lines = [line[0] for line in LINE.finditer(text, start, stop) if not NO_TASK.fullmatch(line[0])]
    whole = " ".join(lines)
    width = wrapping_width(width_of(text, split_lines(text, entry.start, start)))
    entry.values["tasks"] = read_marked_tasks(whole) if "[" in whole else read_tasks(lines, width)
    if entry.values["tasks"]:
        entry.spans.append(("tasks", start, stop))
    elif whole:
        message = f"not understood, within a paper: {whole[:QUOTED]!r}"
        entry.faults.append(Fault(Code.UNCLAIMED, start, stop, message))
