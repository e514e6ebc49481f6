"""The fixed score that tells versions of one work under two titles from companion papers."""

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
