"""How two abstracts, or an abstract and the sentence that a card shows of it, compare."""

import re
from enum import StrEnum

from paperlist.merging.features import Features
from paperlist.merging.folding import is_quoted, numerals


class Text(StrEnum):
    """How two abstracts, or an abstract and a sentence, compare."""

    SAME = "the abstracts are the same"
    WHOLLY = "a long sentence stands in the abstract"
    INSIDE = "the sentence stands in the abstract"
    SHORT = "a short sentence stands in the abstract"
    STOCK = "a sentence that stands in many abstracts stands in this one"
    EDITED = "the abstracts are alike, or the sentence stands in one with small changes"
    NUMBER = "the sentence stands in the abstract but for a number"
    CLOSE = "the sentence is like one in the abstract"
    OTHER = "the abstracts differ"
    UNKNOWN = "there is no abstract to compare with"


LONG_SENTENCE = 50
"""Letters. A sentence of ten words or so is hardly in two papers' abstracts by chance."""
SHORT_SENTENCE = 12
"""Letters. `A rebuilding algorithm has been implemented.` proves something only beside the authors and the day."""
VERY_LONG_SENTENCE = 100
"""Letters. What it takes where the dates are apart."""
STOCK_SENTENCE = re.compile(
    rb"this(?:paper|article|submission|manuscript|preprint)(?:is|hasbeen|was)(?:being)?(?:administratively)?withdrawn"
)
EDITED, CLOSE = 97.0, 80.0
"""Of 100, rapidfuzz's partial ratio; unrelated sentences reach 40 to 65, sentences of companion papers often 90."""
NEW_WORDS = 1
"""Words of an edited sentence that the abstract may lack."""


def compare_texts(one: Features, two: Features) -> Text:
    """Return how the abstracts compare; without white space, for a card's site adds blanks after every `.` and `,`."""
    whole = (one.paper.abstract is not None) + (two.paper.abstract is not None)
    if whole == 2:
        if not one.text or not two.text:
            return Text.UNKNOWN
        if one.text == two.text:
            return Text.SAME
        ours, theirs = one.text_stems, two.text_stems
        return Text.EDITED if 2 * len(ours & theirs) >= len(ours | theirs) else Text.OTHER
    if whole == 1:
        short, long = (two, one) if one.paper.abstract is not None else (one, two)
    else:
        short, long = sorted((one, two), key=lambda record: len(record.text))
    if not short.text:
        return Text.UNKNOWN
    if is_quoted(short.said, long.said) or short.text in long.text:
        return classify_sentence(short.text)
    if whole == 0 or len(short.text) < LONG_SENTENCE or not long.text:
        return Text.UNKNOWN  # two sentences of one abstract need not be alike
    return compare_edited(short, long)


def classify_sentence(sentence: bytes) -> Text:
    """Return what it says that this sentence is in an abstract."""
    if len(sentence) < SHORT_SENTENCE:
        return Text.UNKNOWN
    if STOCK_SENTENCE.match(sentence):
        return Text.STOCK
    if len(sentence) < LONG_SENTENCE:
        return Text.SHORT
    return Text.INSIDE if len(sentence) < VERY_LONG_SENTENCE else Text.WHOLLY


def compare_edited(short: Features, long: Features) -> Text:
    """Return how alike a sentence and a part of an abstract are that are not the same."""
    from rapidfuzz import fuzz

    ratio = fuzz.partial_ratio(short.text, long.text, score_cutoff=CLOSE)
    if not ratio:
        return Text.OTHER
    lacking = short.text_stems - long.text_stems
    if ratio < EDITED or len(lacking) > NEW_WORDS:
        return Text.CLOSE
    if not set(numerals(short.text_words)) <= set(numerals(long.text_words)):
        return Text.NUMBER  # `the fifth` is not `the sixth`
    return Text.EDITED
