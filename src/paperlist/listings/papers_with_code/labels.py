"""What follows the sentence of a card and is known by its looks.

sota   = "Ranked #2 on …" | "#3 best model for …" | "SOTA for …"
stars  = "4,205"
rate   = "12.55 stars / hour"
labels = "Paper" ["Code" | "Add Code"]
"""

import re

from paperlist.listings.papers_with_code.chrome import PAGE_TEXT
from paperlist.listings.papers_with_code.prose import ends_sentence
from paperlist.listings.papers_with_code.values import MORE, TASK_MARK

SOTA = re.compile(r"(?:Ranked\s+)?\\?#\d+\s+(?:best\s+model\s+for|on)(?:\s.+)?|SOTA\s+for\s.+", re.DOTALL)
UNFINISHED = re.compile(r"\b(?:on|for|best|model|using|extra|training|set)\Z")  # a line of sota that was wrapped
RATE = re.compile(r"\d[\d.,]*\s+stars\s*/\s*hour")
STARS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
LABEL = re.compile(r"Paper(?:\s*(?:Add\s*)?Code)?|(?:Add\s+)?Code")
LABEL_LINE = re.compile(rf"(?:{LABEL.pattern}|{STARS.pattern}|{RATE.pattern}|{MORE.pattern})\Z")
TASK_LINE = re.compile(rf"(?:{TASK_MARK.pattern}\s*)+[A-Z\d(]")
EXTRA_LINE = re.compile(rf"{LABEL_LINE.pattern}|(?:{SOTA.pattern})\Z|{TASK_LINE.pattern}", re.DOTALL)
LABELS_INSIDE = re.compile(  # " 1,234 0.35 stars / hour Paper Code"
    rf"(?:(?<![\d,+])(?<!\d\.)(?P<stars>{STARS.pattern})\s*)?(?:(?<![\d,.])(?P<rate>{RATE.pattern})\s*)?"
    r"(?P<label>Paper\s*(?:Add\s*)?Code)(?![a-z])"
)


def is_label(line: str) -> bool:
    """Whether a line is a label, a number of stars, or how fast they come."""
    return bool(LABEL_LINE.fullmatch(line))


def is_extra(line: str) -> bool:
    """Whether a line of a card is one of those after the excerpt, by its own looks."""
    return bool(EXTRA_LINE.match(line))


def is_extra_after(line: str, following: str) -> bool:
    """Whether `following` cannot go on with the sentence that `line` belongs to."""
    if TASK_LINE.match(following):
        return ends_sentence(line)
    return is_extra(following) or bool(PAGE_TEXT.fullmatch(following))
