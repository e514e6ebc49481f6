"""What the text of a title, a venue, names, a sentence and lists of subjects and tasks says."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from paperlist.arxiv import CLASS_OF
from paperlist.data import read_lines
from paperlist.fields import squeeze
from paperlist.listings.layout import is_wrapped, join
from paperlist.listings.people import split_names
from paperlist.tex.accents import read_latex

YEAR = r"(?:18|19|20)\d\d"
MONTH_NUMBER = re.compile(rf"(?<!\d)({YEAR})\s+(?:1[0-2]|[1-9])\Z")  # the dump's "NeurIPS 2018 12"
HEADING = re.compile(r"^(?:#+|\*+) +|(?<!\s)\s++={3,}+\s*$")
LINKED = re.compile(
    r"\A`([^`]{1,300})`_{1,2}\Z|\A([\s\S]*?\w)[ ]?\[(?:\d{1,3}|link)\]\Z|\A([\s\S]*?[a-z]{3})[¹²³⁴-⁹⁰]{1,3}\Z"
)
"""A title with what is left of a link: `Sleeper Agents [1]`, `Sleeper Agents¹`, but not `Functions in L²`."""
LINK_ENDS = ("]", "`_", "`__", *"⁰¹²³⁴⁵⁶⁷⁸⁹")
LATIN = re.compile(r"\b([IiEe])\. ([eg])\.")  # "i. e."
HOST = re.compile(r"https?://(?:[\w-]+\. )+(?:com|org|net|io|edu|ai)\b")  # "https://github. com"
MORE = re.compile(r"\+\d+")  # "+3": so many tasks more
MORE_LAST = re.compile(r"(?<!\s)\s*+\+\d*+\s*+\Z")
TASK_MARK = re.compile(r"!?\[[\w.-]{0,40}\](?:\([^)\s]{0,500}\))?")  # "[default]", "[]": the picture of a task
TASK_BREAK = re.compile(
    rf"{TASK_MARK.pattern}|!?\[(?:Image \d{{1,4}}(?::[^\]\n]{{0,80}})?)?\]?|\]"
)  # "[Image 24 Denoising[Image 25 Math"
TASKS = {name: name for name in read_lines("tasks.txt")}
"""The site's most frequent tasks: they tell a line of several tasks apart where the tool left no marks."""
MOST_WORDS = 5
"""No name of a subject or a frequent task has more words."""

ITEM = re.compile(r",?\n[ ]{0,9}(?:[-*+•◦]|\d{1,2}[.)])[ ]+")
"""Where the next name begins of names that are items: `\n- Mary Shaw`."""


def read_words(text: str) -> str:
    """Return a title, a venue or a name: the lines as one, accents as Unicode, without half a link's brackets."""
    text = join(text)
    if "[" in text and (half := text.count("[") - text.count("]")) > 0:
        text = squeeze(text.replace("[", "", half))
    return read_latex(text)


def read_heading(text: str) -> str:
    """Return a title, without the marks of a heading and what is left of a link."""
    title = HEADING.sub("", text)
    found = LINKED.match(title) if title.endswith(LINK_ENDS) else None
    return read_words(found[found.lastindex or 0] if found else title)


def read_venue(text: str) -> str:
    """Return a venue; the month that a dump has after the year is none of it."""
    return MONTH_NUMBER.sub(r"\1", read_words(text))


def read_names(text: str) -> tuple[str, ...]:
    """Return the names of a list, or of items of one; a suffix after a comma belongs to the name before it."""
    return tuple(filter(None, map(read_words, split_names(join(ITEM.sub(", ", text))))))


def read_excerpt(text: str) -> str:
    """Return an excerpt; the blanks that the site put into words go where no prose has them."""
    text = LATIN.sub(r"\1.\2.", read_latex(join(text)))
    return HOST.sub(lambda host: host[0].replace(". ", "."), text)


def read_known(words: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the names in a row of words stand for; () if any word is not part of a known name."""
    found: list[str] = []
    start = 0
    while start < len(words):
        for stop in range(min(start + MOST_WORDS, len(words)), start, -1):
            if meaning := known.get(" ".join(words[start:stop])):
                found.append(meaning)
                start = stop
                break
        else:
            return ()
    return tuple(found)


def read_categories(text: str) -> tuple[str, ...]:
    """Return the classes of a text that is full names of arXiv's subjects and nothing else; () if it is not."""
    return read_known(text.split(), CLASS_OF)


def read_known_tasks(text: str) -> tuple[str, ...]:
    """Return the tasks of a text that is names of frequent ones, and perhaps "+3"; () if it is not."""
    words = text.split()
    while words and MORE.fullmatch(words[-1]):
        words.pop()
    return read_known(words, TASKS)


def read_tasks(lines: Sequence[str], width: int, *, one_each: bool = False) -> tuple[str, ...]:
    """Return the tasks of lines without marks; () if it cannot be told where one ends and the next begins.

    Lines that a tool wrapped at `width` are one. An unknown name is one name if it is short, or if the tool gave every
    task its line; of a single line that is what `one_each` says.
    """
    one_each = one_each or len(lines) > 1
    if together := read_known_tasks(" ".join(lines)):
        return together
    if any(is_wrapped(*two, width) for two in pairwise(lines)):
        return ()
    tasks: list[str] = []
    for line in lines:
        words = MORE_LAST.sub("", line).split()
        known = read_known_tasks(" ".join(words))
        if not known and len(words) > (MOST_WORDS if one_each else 2):
            return ()
        tasks += known or ([" ".join(words)] if words else [])
    return tuple(tasks)


def read_marked_tasks(text: str) -> list[str]:
    """Return the tasks of a text in which each has its picture's mark: "[default] Denoising [default] Math"."""
    return [name for piece in TASK_BREAK.split(text) if (name := squeeze(MORE_LAST.sub("", piece)))]
