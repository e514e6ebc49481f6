"""The rows of a review: what a person needs to decide each unsure pair, the surest pair first.

The score orders the pairs and is no probability: the mean of how far those kinds of evidence agree that can be
compared, shared out among alternatives, of which one at most is right. Nothing but the pairs themselves enters it.
"""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from paperlist.merging import Review
from paperlist.merging.author_lists import Authors
from paperlist.merging.comparison import Comparison, Dates
from paperlist.merging.features import Features, Listings, trigrams
from paperlist.merging.place_in_print import compare_places
from paperlist.merging.review import marks
from paperlist.merging.rules import Answer, judge
from paperlist.merging.titles import Title
from paperlist.paper import Paper

Row = dict[str, str]

AGREEMENT: dict[StrEnum, float] = {
    Title.SAME: 1,
    Title.VETO: 0,
    Authors.SAME: 1,
    Authors.MOST: 0.7,
    Authors.SOME: 0.3,
    Authors.NONE: 0,
    Dates.SAME: 1,
    Dates.NEAR: 0.4,
    Dates.COARSE: 0.7,
    Dates.LATER: 0.4,
    Dates.FAR: 0.1,
}
"""How far two records agree by what a comparison says of them, between 0 and 1; unknown agrees with nothing."""
TITLE_WEIGHT = 2 / 3
"""Of the weight of the other kinds: most unsure pairs with one title are series or reprints."""
MOST_ALTERNATIVES = 9
"""Rows of a group: as many as one key can choose of."""
REST = 60
"""Characters up to the end of its sentence, within which a counterpart goes on to it."""


def review_rows(reviews: Sequence[Review]) -> list[Row]:
    """Return the rows of a table, all cells text: groups of alternatives numbered, the surest first."""
    compared = [compare(review.one, review.two) for review in reviews]
    scores = list(map(score, compared))
    groups = group(reviews, scores)
    shared = {position: scores[position] / len(each) for each in groups for position in each}
    rows = []
    for number, each in enumerate(sorted(groups, key=lambda each: -shared[each[0]]), 1):
        for position in each:
            review = reviews[position]
            row = row_of(review, compared[position])
            rows.append({"group": str(number), "score": f"{shared[position]:.2f}", "same": "", "keep": "", **row})
    return rows


def row_of(review: Review, comparison: Comparison) -> Row:
    """Return what a row shows of a pair."""
    sentence, counterpart = sentence_with_counterpart(review.one, review.two)
    one, two = marks(review.one, review.two)
    return {
        "why": review.evidence[0],
        **evidence(comparison),
        "sentence": sentence,
        "counterpart": counterpart,
        **{f"one_{name}": text for name, text in side(review.one, one).items()},
        **{f"two_{name}": text for name, text in side(review.two, two).items()},
    }


def side(paper: Paper, mark: str) -> Row:
    """Return what a person needs to know a record by; empty where nothing is known."""
    printed = [paper.journal or paper.venue or paper.journal_ref, paper.volume, paper.number and f"({paper.number})"]
    pages = f", {paper.pages}" if paper.pages else ""
    return {
        "title": paper.title or "",
        "authors": "; ".join(paper.authors) + (f" (and {paper.authors_omitted} more)" if paper.authors_omitted else ""),
        "date": paper.date or "",
        "submitted": paper.submitted or "",
        "print": (" ".join(filter(None, printed)) + pages).removeprefix(", "),
        "code": "" if paper.code_implementations is None else str(paper.code_implementations),
        "abstract": paper.abstract or "",
        "place": "; ".join(source.place.whole for source in paper.sources),
        "mark": mark,
    }


# Evidence


def compare(one: Paper, two: Paper) -> Comparison:
    """Compare two records."""
    return Comparison(*(Features(paper, pages_of(paper)) for paper in (one, two)))


def pages_of(paper: Paper) -> Listings:
    """Return the pages that name a record."""
    return frozenset((each.file, each.format, bool(paper.key)) for each in paper.sources)


def evidence(comparison: Comparison) -> Row:
    """Return what each kind of evidence says."""
    ids = {None: "", True: "an identifier is shared", False: "the identifiers differ"}
    printed = same_in_print(comparison)
    parts = [
        (" and ".join(name for name, same in printed.items() if same is wanted), wanted) for wanted in (True, False)
    ]
    return {
        "identifiers": ids[comparison.identifier],
        "titles": str(comparison.title),
        "names": str(comparison.authors),
        "dates": str(comparison.dates),
        "texts": str(comparison.text),
        "places_in_print": "; ".join(f"{names}: {'the same' if same else 'other'}" for names, same in parts if names),
        "listings": "one listing names both" if comparison.one_listing else "",
    }


def same_in_print(comparison: Comparison) -> dict[str, bool | None]:
    """Return for volume, issue and first page whether they are the same; None where that cannot be told."""
    return compare_places(comparison.one.printed, comparison.two.printed)


def score(comparison: Comparison) -> float:
    """Return how far two records agree, between 0 and 1."""
    ours, theirs = comparison.one, comparison.two
    if comparison.title is Title.OTHER:
        title: float | None = len(ours.title_stems & theirs.title_stems) / max(
            1, len(ours.title_stems | theirs.title_stems)
        )
    else:
        title = AGREEMENT.get(comparison.title)
    known = [float(same) for same in same_in_print(comparison).values() if same is not None]
    kinds = (
        (TITLE_WEIGHT, title),
        (1, AGREEMENT.get(comparison.authors)),
        (1, AGREEMENT.get(comparison.dates)),
        (1, text_overlap(ours, theirs)),
        (1, sum(known) / len(known) if known else None),
        (1, None if comparison.identifier is None else float(comparison.identifier)),
    )
    weights = sum(weight for weight, agreement in kinds if agreement is not None)
    return sum(weight * agreement for weight, agreement in kinds if agreement is not None) / max(1, weights)


def text_overlap(one: Features, two: Features) -> float | None:
    """Return which share of the shorter text's words and phrases the other has; None where there is no text."""
    shares = [
        len(ours & theirs) / max(1, min(len(ours), len(theirs)))
        for ours, theirs in (
            (one.text_stems, two.text_stems),
            (trigrams(one.text_words), trigrams(two.text_words)),
        )
    ]
    return sum(shares) / 2 if one.text_stems and two.text_stems else None


def sentence_with_counterpart(one: Paper, two: Paper) -> tuple[str, str]:
    """Return the sentence that a card shows, and what the other record has in its place; empty where no card is.

    Where neither has an abstract, what is shown on the left and on the right.
    """
    for card, other in ((one, two), (two, one)):
        if card.excerpt and card.abstract is None and other.abstract:
            return card.excerpt, counterpart(card.excerpt, other.abstract)
    return ("", "") if one.abstract or two.abstract else (one.excerpt or "", two.excerpt or "")


def counterpart(sentence: str, text: str) -> str:
    """Return the part of a text, in whole words, that is most like a sentence."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(sentence, text)
    if not found or len(sentence) >= len(text):
        return text
    start = text.rfind(" ", 0, found.dest_start + 1) + 1
    end = text.find(". ", found.dest_end - 1, found.dest_end + REST) + 1 or text.find(" ", found.dest_end - 1)
    return text[start : end if end > start else len(text)]


# Groups


def group(reviews: Sequence[Review], scores: Sequence[float]) -> list[list[int]]:
    """Return the positions of the pairs in groups, the surest first in each.

    The pairs of a group share a record, and the others are works that are different from each other.
    """
    pairs_of: defaultdict[int, list[int]] = defaultdict(list)
    for position in sorted(range(len(reviews)), key=lambda position: -scores[position]):
        pairs_of[id(reviews[position].one)].append(position)
        pairs_of[id(reviews[position].two)].append(position)
    left = dict.fromkeys(range(len(reviews)))
    groups: list[list[int]] = []
    for shared, positions in sorted(pairs_of.items(), key=lambda item: (-len(item[1]), item[1])):
        chosen: list[int] = []
        others: list[Paper] = []
        for position in positions:
            review = reviews[position]
            other = review.two if id(review.one) == shared else review.one
            if (
                position in left
                and len(others) < MOST_ALTERNATIVES
                and all(are_different(other, each) for each in others)
            ):
                chosen.append(position)
                others.append(other)
        if len(chosen) > 1:
            groups.append(chosen)
            for position in chosen:
                del left[position]
    return groups + [[position] for position in left]


def are_different(one: Paper, two: Paper) -> bool:
    """Whether two records are surely different works."""
    return judge(compare(one, two)).for_good is Answer.DIFFERENT
