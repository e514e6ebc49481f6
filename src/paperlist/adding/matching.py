"""Which incoming papers are in a library already."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperlist.adding.writing import PREPRINT_FORMS
from paperlist.diagnostics import Code, Diagnostic, diagnostic_for

if TYPE_CHECKING:
    from paperlist.adding.writing import EntryWriter
    from paperlist.merging import Merged
    from paperlist.merging.review import Decisions
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry


@dataclass(frozen=True, slots=True)
class Match:
    """An incoming paper and the entries that it is or may be. Entries are numbered in the library's order."""

    paper: "Paper"
    """The incoming records of the paper merged into one, the entry among them."""
    members: tuple[int, ...]
    """Their positions among the incoming records; of those that were merged before the library was read, the first."""
    entries: tuple[int, ...] = ()
    same_words: bool = False
    """The entry says what would be written: it lacks nothing."""

    @property
    def first(self) -> int:
        """The position of the first incoming record, by which the paper is known."""
        return min(self.members)


def find_matches(
    entries: "Sequence[Entry]", papers: "Sequence[Paper]", writer: "EntryWriter", decisions: "Decisions | None"
) -> tuple[list[Match], list[Diagnostic]]:
    """Return the papers, records of one merged, each with the entries that it is; and what is unsure.

    An entry that says the very words that would be written was written from that paper, whatever the merger would
    conclude from so little (a record without title, a title that many have): so adding twice is adding once.
    """
    from paperlist.merging import merge

    incoming = merge(papers, decisions)
    by_words: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for number, entry in enumerate(entries):
        by_words[entry.paper.content].append(number)
    matches: list[Match] = []
    others: list[int] = []
    for number, paper in enumerate(incoming.papers):
        # The library may have got the entry when most of its preprints were in the other form.
        words = [as_read_back(paper, writer.in_form(form)) for form in PREPRINT_FORMS] if entries else []
        alike = next(filter(None, (by_words[each] for each in words)), None)
        if alike:
            matches.append(Match(paper, (incoming.groups[number][0],), (alike.popleft(),), same_words=True))
        else:
            others.append(number)
    judged, diagnostics = match_by_merging(entries, incoming, others, decisions)
    return sorted(matches + judged, key=lambda match: match.first), [*incoming.diagnostics, *diagnostics]


def match_by_merging(
    entries: "Sequence[Entry]", incoming: "Merged", others: Sequence[int], decisions: "Decisions | None"
) -> tuple[list[Match], list[Diagnostic]]:
    """Return what the merger concludes of entries and the incoming papers at the positions `others`."""
    from paperlist.merging import merge

    found = [*(entry.paper for entry in entries), *(incoming.papers[number] for number in others)]
    merged = merge(found, decisions)
    suspects = suspected(merged, len(entries))
    matches: list[Match] = []
    diagnostics: list[Diagnostic] = []
    for number, (paper, members) in enumerate(zip(merged.papers, merged.groups, strict=True)):
        same = tuple(member for member in members if member < len(entries))
        new = [others[member - len(entries)] for member in members if member >= len(entries)]
        firsts = tuple(incoming.groups[each][0] for each in new)
        maybe = suspects.get(number, ())
        if not new:
            continue
        if same or len(maybe) > 1:
            matches.append(Match(paper, firsts, same or maybe))
            continue
        # What is unsure with one entry stays apart, as everywhere. And what was two papers before the library
        # was read is still two: so the next time each finds its words there.
        matches += [Match(incoming.papers[each], (first,)) for each, first in zip(new, firsts, strict=True)]
        for each in maybe:
            message = f"may be {entries[each].block.key}, which is in the library; added as another paper"
            diagnostics.append(diagnostic_for(Code.UNSURE, paper, message))
    return matches, diagnostics


def suspected(merged: "Merged", entries: int) -> dict[int, tuple[int, ...]]:
    """Return the entries that each merged paper, by its position, may be; the first records merged are `entries`."""
    positions = {id(paper): position for position, paper in enumerate(merged.papers)}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for review in merged.reviews:
        one, two = positions[id(review.one)], positions[id(review.two)]
        for position, other in ((one, two), (two, one)):
            found[position] += [member for member in merged.groups[other] if member < entries]
    return {position: tuple(suspects) for position, suspects in found.items()}


def as_read_back(paper: "Paper", writer: "EntryWriter") -> tuple[object, ...]:
    """Return what a paper would say after it was written into the library and read again."""
    from paperlist.readers.bibtex import Entry, read_entries
    from paperlist.readers.blocks import split_blocks

    written = writer.write(paper.replace(key="k"))
    read = [each for each in read_entries(split_blocks(written), "-") if isinstance(each, Entry)]
    return read[0].paper.content if read else ()
