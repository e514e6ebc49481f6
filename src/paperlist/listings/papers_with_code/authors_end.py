"""Where the authors of a card end and its sentence begins, which nothing but a line break tells, if that.

Where a tool wrapped the lines, the authors end at the line break that the next word would not have made, or that a
sentence follows; if several may be it, the card says so. Where a tool filled the lines, the sentence begins after the
last name on its line.
"""

from enum import Enum
from operator import itemgetter
from typing import NamedTuple

from paperlist.listings.layout import overflows, skip_white
from paperlist.listings.papers_with_code.labels import is_extra
from paperlist.listings.papers_with_code.lines import GAP
from paperlist.listings.papers_with_code.prose import (
    NAMES,
    PLAIN_START,
    PROSE,
    STARTER,
    ends_sentence,
    find_sentence,
    is_prose,
    rate_name,
)

LONG_NAME = 45
"""A last name longer than this may have a sentence after it."""
LONG_LIST = 20000
"""A paragraph of so many characters is not looked at as a whole."""
LOOK_AHEAD = 400
"""So much of the text after a name is looked at to tell whether the name goes on."""
NARROWER = 1
"""A tool that keeps the blank at the end of a line makes lines narrower by it, all but the last."""


class BoundaryCertainty(Enum):
    """How sure it is where the authors end."""

    SURE = 0
    WITHIN_LINE = 1
    """Where it lies within its line is a guess."""
    WHICH_BREAK = 2
    """Which of several line breaks it is is a guess."""


class AuthorsEnd(NamedTuple):
    """Where the authors end."""

    at: int
    certainty: BoundaryCertainty


def find_authors_end(text: str, start: int, limit: int, width: int, *, flat: bool) -> AuthorsEnd:
    """Return where the authors that begin at `start` end.

    Args:
        text: the window.
        start: where the first author begins.
        limit: where the card ends at the latest.
        width: of the longest line of the card.
        flat: the tool left no line breaks where authors end, so that they may end anywhere.
    """
    if flat and (found := find_end_in_paragraph(text, start, limit)):
        return found
    name = start  # Where the name begins that a line break may split.
    while True:
        stop = find_break(text, start, limit)
        line = text[start:stop].rstrip()
        end = start + len(line)
        following = skip_white(text, stop, limit)
        one_break = text.count("\n", stop, following) == 1
        # 1. The sentence goes on after the last name on its line.
        if found := find_end_within_line(text, (start, following, limit), line, flat=flat):
            return found
        if following >= limit:
            return AuthorsEnd(end, BoundaryCertainty.SURE)
        # 2. Commas join names over line breaks of any kind.
        comma = line.rfind(",")
        name = start + comma + 1 if comma >= 0 else name
        if line.endswith(",") or goes_on_with_names(text, following, limit):
            start = following
            continue
        # 3. Between two words of a name, only a wrap breaks the line.
        if not one_break:
            return AuthorsEnd(end, BoundaryCertainty.SURE)
        found = find_end_by_paragraph(text, end, following, limit) or find_name_end(
            text, name, end, find_gap(text, following, limit), width
        )
        if found:
            return found
        start = following


def find_break(text: str, start: int, limit: int) -> int:
    """Return where the line of `start` ends, at `limit` at the latest."""
    stop = text.find("\n", start, limit)
    return limit if stop < 0 else stop


def find_gap(text: str, start: int, limit: int) -> int:
    """Return where the paragraph of `start` ends, at `limit` at the latest."""
    gap = GAP.search(text, start, limit)
    return gap.start() if gap else limit


def find_end_in_paragraph(text: str, start: int, limit: int) -> AuthorsEnd | None:
    """Return where a sentence follows the names in a paragraph whose line breaks mean nothing; None if none does."""
    limit = min(limit, start + LONG_LIST)
    # The lines of a paragraph are one line to a tool that fills paragraphs: offsets stay as they are.
    return find_end_inside(text[start : find_gap(text, start, limit)].rstrip(), start)


def find_end_inside(words: str, start: int) -> AuthorsEnd | None:
    """Return where a sentence follows the names in words that begin at `start` of the window; None if none does."""
    words = words.replace("\n", " ")
    inside = find_sentence(words)
    if inside is None:
        return None
    return AuthorsEnd(start + len(words[:inside].rstrip()), BoundaryCertainty.WITHIN_LINE)


def find_end_within_line(text: str, span: tuple[int, int, int], line: str, *, flat: bool) -> AuthorsEnd | None:
    """Return where a sentence follows the last name within its line; None if none does.

    Args:
        text: the window.
        span: where the line begins, where the next one does, where the card ends at the latest.
        line: the line.
        flat: see `find_authors_end`.
    """
    start, following, limit = span
    last_name = line[line.rfind(",") + 1 :]
    if flat or following >= limit or len(last_name) > LONG_NAME or last_name.endswith("."):
        inside = find_sentence(line)
        if inside is not None:
            return AuthorsEnd(start + inside, BoundaryCertainty.WITHIN_LINE)
    end = start + len(line)
    if line.istitle() or following >= limit or text.count("\n", end, following) != 1:
        return None
    ahead = min(limit, end + LOOK_AHEAD)
    prose = PROSE.search(text, start, ahead)
    if prose and prose.start() < end:
        inside = find_sentence(text[start:ahead].replace("\n", " "))
        if inside is not None and start + inside < end and STARTER.match(text, start + inside):
            return AuthorsEnd(start + len(line[:inside].rstrip()), BoundaryCertainty.WITHIN_LINE)
    return None


def goes_on_with_names(text: str, start: int, limit: int) -> bool:
    """Whether the line at `start` begins with a comma between names, not with one of a sentence: ", which we show."."""
    if text[start] != ",":
        return False
    if not PLAIN_START.match(text, start + 1, limit):
        return True
    return not ends_sentence(text[start : find_break(text, start, limit)])


def find_end_by_paragraph(text: str, end: int, following: int, limit: int) -> AuthorsEnd | None:
    """Return where the authors end if the lines after one that ends at `end` tell it; None if they do not."""
    last = text.find("\n", following, limit)
    words = text[following : limit if last < 0 else last].strip()
    if is_extra(words):
        return AuthorsEnd(end, BoundaryCertainty.SURE)
    only = not words[0].islower() and (last < 0 or skip_white(text, last, limit) >= limit)
    if only and ends_sentence(words):
        return AuthorsEnd(end, BoundaryCertainty.SURE)  # A card without any prose, but it has a sentence.
    # A paragraph that is all names is one list.
    gap = GAP.search(text, following, limit)
    if gap and gap.start() - following < LONG_LIST:
        paragraph = text[following : gap.start()]
        if NAMES.fullmatch(paragraph) and not is_prose(paragraph):
            return AuthorsEnd(gap.start(), BoundaryCertainty.SURE)
    return None


def find_name_end(text: str, name: int, end: int, limit: int, width: int) -> AuthorsEnd | None:
    """Decide whether the authors end at one of the line breaks after the last name of a line.

    Every line break before the next comma or before the prose may be the end; so may none before the comma.
    What each has for it is weighed: the next word would have fitted into the line, a sentence begins, the
    name is one.

    Args:
        text: the window.
        name: where the name begins.
        end: where its line ends.
        limit: where the paragraph ends.
        width: of the longest line of the card.

    Returns:
        Where the authors end, None if they go on after the next comma.
    """
    following = skip_white(text, end, limit)
    limit = min(limit, following + LOOK_AHEAD)
    prose = PROSE.search(text, following, limit)
    until = prose.start() if prose else limit
    comma = text.find(",", following, until)
    until = comma if comma >= 0 else until
    choices: list[tuple[int, int | None]] = []
    # 1. The name goes on, and another follows.
    if comma >= 0 or not prose:
        goes_on = rate_going_on(text, (name, following, until, limit), comma)
        choices.append((goes_on, None if comma >= 0 else name + len(text[name:until].rstrip())))
    # 2. They end at a line break.
    while end < until and following <= until and following < limit:
        choices.append((rate_break(text, name, end, (following, limit), width), end))
        last = text.find("\n", following, limit)
        if last < 0:
            break
        end = following + len(text[following:last].rstrip())
        following = skip_white(text, end, limit)
    points, best = max(choices, key=itemgetter(0))
    # 3. Or within a line, if the tool filled it up with the sentence.
    if points < 0 and prose and (inside := find_end_inside(text[name:limit], name)):
        # A whole name at a line's end is not split for a sentence that begins with a small letter.
        split = best is not None and rate_name(text[name : inside.at]) < 0 < rate_name(text[name:best])
        if not split:
            return inside
    if best is None:
        return None
    tied = [choice[0] for choice in choices].count(points) > 1
    return AuthorsEnd(best, BoundaryCertainty.WHICH_BREAK if tied else BoundaryCertainty.SURE)


def rate_going_on(text: str, span: tuple[int, int, int, int], comma: int) -> int:
    """Rate how much a name looks as if it went on over a line break.

    Args:
        text: the window.
        span: where the name begins, where its next line does, where it ends, how far to look.
        comma: where the comma after it is, or -1.
    """
    name, following, until, limit = span
    whole = text[name:until]
    points = 2 + rate_name(whole)
    points -= 6 * (not NAMES.fullmatch(whole) or STARTER.match(text, following, limit) is not None)
    if comma >= 0:
        part = text[comma + 1 : limit].lstrip().partition("\n")[0].partition(",")[0]
        points -= 4 * (bool(PLAIN_START.match(part)) + is_prose(part))
    elif ends_sentence(text[following:until].rstrip()):
        points -= 6
    return points


def rate_break(text: str, name: int, end: int, span: tuple[int, int], width: int) -> int:
    """Rate how much the authors look as if they ended at a line break.

    Args:
        text: the window.
        name: where the last name begins.
        end: where the line ends.
        span: where the next line begins, and how far to look.
        width: of the longest line of the card.
    """
    following, limit = span
    here = text[text.rfind("\n", 0, end) + 1 : end]
    wide = len(here.encode("utf-8", "surrogatepass"))  # As some tools measure it.
    wrapped = overflows(wide, text[following : find_break(text, following, limit)], width - NARROWER)
    # A sentence of which only a part is shown may begin with a small letter: "kD-trees have proven …".
    small = text[following].islower()
    points = rate_name(text[name:end]) + (-6 * small if wrapped else 4 - 2 * small)
    return points + 3 * (not small and STARTER.match(text, following, limit) is not None)
