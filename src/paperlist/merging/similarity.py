"""The fixed scores: of two titles with abstracts, and of two records with which nothing competes."""

from math import log2

from paperlist.merging.features import Features, trigrams
from paperlist.merging.folding import numerals


def similarity_score(one: Features, two: Features) -> float:
    """Return how much two titled records with abstracts look like versions of one work: 1 likely, 0 open, less not.

    Companion papers share authors, day and phrases, yet each names its own matter: a word of its title that its own
    abstract has and the other's has not speaks against. The weights are a logistic fit, rounded.
    """
    title, other_title = one.title_stems, two.title_stems
    text, other_text = one.text_stems, two.text_stems
    all_title, all_text = title | other_title, text | other_text
    if not all_title or not all_text:
        return 0.0
    own = len((title - other_title) & text - other_text) + len((other_title - title) & other_text - text)
    phrases, other_phrases = trigrams(one.text_words), trigrams(two.text_words)
    numbers, other_numbers = numerals(one.title_words), numerals(two.title_words)
    score: float = (
        1.1 * (len(phrases & other_phrases) / max(1, len(phrases | other_phrases))) ** 0.5
        + 3.1 * len(text & other_text) / len(all_text)
        + 2.2 * len(title & other_title) / len(all_title)
        - 4.0 * own / len(all_title)
        + 1.2 * (numbers == other_numbers)
        - 2.1 * (not set(numbers) <= set(other_numbers) and not set(other_numbers) <= set(numbers))
        - 3.6
    )
    return score


MANY_AUTHORS = 8
"""Authors from which on more of them say no more."""


def log_authors(one: Features, two: Features) -> float:
    """Return the binary logarithm of the number of authors of the shorter list: 0 for one, 3 for many."""
    return log2(max(1, min(MANY_AUTHORS, *(len(each.authors) + each.paper.authors_omitted for each in (one, two)))))


def lone_retitled_score(similarity: float, one: Features, two: Features) -> float:
    """Return how much two titled records of one day with a `similarity_score` look like one work: 0 enough.

    It holds only where nothing competes: a companion that is not listed has its authors and its day too.
    """
    return similarity + 0.4 * log_authors(one, two) + 0.05


def lone_sentence_score(one: Features, two: Features, *, most: bool) -> float:
    """Return how much a sentence looks like one of a rewritten abstract: 0 enough, where nothing competes.

    `most` says that not all authors are the same. The weights are a logistic fit, rounded: the share of the sentence's
    stems that stand in abstract or title, the share of its runs of three words, the number of authors.
    """
    short, long = (two, one) if one.paper.abstract is not None else (one, two)
    said = short.text_stems
    shared = len(said & (long.text_stems | long.title_stems)) / max(1, len(said))
    runs = trigrams(short.text_words)
    same_runs = len(runs & trigrams(long.text_words)) / max(1, len(runs))
    score: float = 3.6 * shared + 2.0 * same_runs**0.5 + 0.65 * log_authors(one, two) - 0.65 * most - 5.0
    return score
