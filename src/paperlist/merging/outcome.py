"""What comes of a run of merging: the works, what is reported of them, and the pairs for a person to decide."""

from collections.abc import Iterator, Sequence
from itertools import product

from paperlist.diagnostics import Code, Diagnostic, diagnostic_for
from paperlist.merging import Merged, Review
from paperlist.merging.choices import prefer
from paperlist.merging.clusters import TWO_ANSWERS, Merger
from paperlist.merging.features import libraries_of
from paperlist.merging.fields import contradictions, unite
from paperlist.merging.place_in_print import compare_numbers, compare_pages, printed
from paperlist.merging.review import fingerprints
from paperlist.merging.rules import Answer
from paperlist.paper import Paper

PRINTED = {"volume": "volume", "number": "issue", "pages": "pages"}
"""Where in print a work is, by field, and what a message calls it."""
QUOTED = 50
"""Characters of a title that a message quotes."""


def merged(merger: Merger, explain: bool) -> Merged:
    """Return the works; with `explain` also where their entries contradict each other."""
    nodes = merger.nodes
    roots = nodes.roots()
    take_choices(merger)
    diagnostics = [*explained(merger, roots)] if explain else []
    diagnostics += printed_differently(merger, roots)
    reviews = to_review(merger)
    diagnostics += [*map(unsure, reviews), *alike(merger)]
    papers, clusters = [nodes.papers[node] for node in roots], [nodes.clusters[node] for node in roots]
    return Merged(nodes.entries, papers, clusters, diagnostics, reviews)


def take_choices(merger: Merger) -> None:
    """Give the works the values that a person chose, see `choices`."""
    nodes = merger.nodes
    choices = merger.decisions.choices if merger.decisions else ()
    marks = {mark for choice in choices for mark in choice.pair}
    known: dict[tuple[int, str], list[Paper]] = {}
    """By root and fingerprint: the entries that have it, else what they were when some of them had united."""
    if marks:
        of_entries = [(node, nodes.entries[each]) for node in nodes.roots() for each in nodes.clusters[node]]
        of_nodes = [(nodes.find(node), paper) for node, paper in enumerate(nodes.papers)]
        for records in (of_entries, of_nodes):
            new: dict[tuple[int, str], list[Paper]] = {}
            for root, paper in records:
                for mark in marks & fingerprints([paper]):
                    new.setdefault((root, mark), []).append(paper)
            known = new | known
    for choice in choices:
        for root in {root for root, mark in known if mark == choice.mark}:
            if all((root, mark) in known for mark in choice.pair):
                nodes.papers[root] = prefer(nodes.papers[root], unite(known[root, choice.mark]), choice.field)


def reported(merger: Merger) -> Merged:
    """Return the input as it is, with diagnostics that say what would become of it."""
    entries = merger.nodes.entries
    clusters = [merger.nodes.clusters[node] for node in merger.nodes.roots()]
    diagnostics = [would_unite([entries[each] for each in cluster]) for cluster in clusters if len(cluster) > 1]
    reviews = to_review(merger)
    diagnostics += [*map(unsure, reviews), *alike(merger)]
    return Merged(entries, entries, [(position,) for position in range(len(entries))], diagnostics, reviews)


def explained(merger: Merger, roots: Sequence[int]) -> Iterator[Diagnostic]:
    """Yield a note for each field in which the entries of a work contradict each other."""
    nodes = merger.nodes
    for node in roots:
        if len(nodes.clusters[node]) > 1:
            entries = [nodes.entries[position] for position in nodes.clusters[node]]
            warned = other_prints(entries, nodes.papers[node])
            for message in contradictions(entries, nodes.papers[node]):
                if message.partition(":")[0] not in warned:
                    yield diagnostic_for(Code.CONTRADICTION, nodes.papers[node], message)


def printed_differently(merger: Merger, roots: Sequence[int]) -> Iterator[Diagnostic]:
    """Yield a warning for each work of which the entries state different volumes, issues or first pages."""
    nodes = merger.nodes
    for node in roots:
        if len(nodes.clusters[node]) > 1:
            paper = nodes.papers[node]
            other = other_prints([nodes.entries[position] for position in nodes.clusters[node]], paper)
            if other:
                parts = [f"{PRINTED[field]} {getattr(paper, field)} was kept, not {other[field]}" for field in other]
                message = f"{quoted(paper)} was merged from papers that differ in print: {'; '.join(parts)}"
                yield diagnostic_for(Code.PRINT_DIFFERS, paper, message)


def other_prints(entries: Sequence[Paper], united: Paper) -> dict[str, str]:
    """Return what entries state of a field in print, and where, that has another number than the united record.

    A number with a letter beside one without is another kind: an article's (`e17`), a preprint's (`abs/2401.05566`).
    """
    other: dict[str, list[str]] = {}
    for field, entry in product(PRINTED, entries):
        kept, said = getattr(united, field), getattr(entry, field)
        comparable = kept and said and kept != said and kept[0].isdigit() == said[0].isdigit()
        if comparable and is_printed_alike(entry, united, field) is False:
            other.setdefault(field, []).append(f"{said} ({place(entry)})")
    return {field: " or ".join(dict.fromkeys(said)) for field, said in other.items()}


def is_printed_alike(one: Paper, two: Paper, field: str) -> bool | None:
    """Return whether two papers agree in a field of `PRINTED`; None where that cannot be told."""
    return compare_pages(printed(one), printed(two)) if field == "pages" else compare_numbers(one, two, [field])


def to_review(merger: Merger) -> list[Review]:
    """Return the pairs for a person to decide, each once, in order of appearance."""
    nodes = merger.nodes
    pairs: dict[tuple[int, int], str] = {}
    for pair, why in sorted(merger.unsure, key=lambda each: (each[1] != TWO_ANSWERS, each)):
        one, two = sorted(map(nodes.find, pair), key=nodes.clusters.__getitem__)
        if one != two:
            pairs.setdefault((one, two), why)
    reviews = []
    for (one, two), why in sorted(pairs.items(), key=lambda item: [nodes.clusters[node] for node in item[0]]):
        comparison, verdict = merger.compare(one, two)
        # What united with one of them since may have settled it.
        if (why == TWO_ANSWERS or verdict.for_good is not Answer.DIFFERENT) and not nodes.are_decided_different(
            one, two
        ):
            reviews.append(Review(nodes.papers[one], nodes.papers[two], (why, *comparison.sentences())))
    return reviews


def alike(merger: Merger) -> Iterator[Diagnostic]:
    """Yield a note for each pair of entries of one library that looks alike and stays apart."""
    nodes = merger.nodes

    def first(node: int) -> int:
        return next(each for each in nodes.clusters[node] if libraries_of(nodes.entries[each]))

    for pair in sorted({tuple(sorted(map(first, pair))) for pair in merger.alike}):
        one, two = (nodes.entries[position] for position in pair)
        message = f"{quoted(one)} looks like {quoted(two)} ({place(two)}); both stay, since they are in one library"
        yield diagnostic_for(Code.ALIKE, one, message)


def place(paper: Paper) -> str:
    """Return `FILE:LINE` of the first source."""
    return str(paper.sources[0].place) if paper.sources else "?"


def quoted(paper: Paper) -> str:
    """Return what a person knows a record by: the beginning of its title, or of its text in brackets."""
    text = paper.title or f"[{paper.excerpt or paper.abstract or 'Untitled'}]"
    return f'"{text}"' if len(text) <= QUOTED else f'"{text[:QUOTED].rstrip()}…"'


def unsure(review: Review) -> Diagnostic:
    """Return the warning about a pair that stays apart because nothing settles it."""
    message = f"may be a duplicate of {place(review.two)}; kept separate: {review.evidence[0]}"
    return diagnostic_for(Code.UNSURE, review.one, message)


def would_unite(papers: Sequence[Paper]) -> Diagnostic:
    """Return what `--merge report` says of entries that would unite."""
    others = ", ".join(f"{quoted(paper)} ({place(paper)})" for paper in papers[1:])
    return diagnostic_for(Code.WOULD_UNITE, papers[0], f"{quoted(papers[0])} would be merged with {others}")
