"""What tells names from sentences: words that only one of them has."""

import re
from string import ascii_uppercase

PARTICLES = (
    "the|for|on|behalf|collaboration|consortium|"
    "a|af|al|am|an|ap|at|av|bin|bint|d|da|dal|das|de|degli|dei|del|della|der|des|di|do|dos|du|e|el|en|i|ibn|"
    "la|las|le|les|lo|los|of|op|dem|ten|ter|'t|te|und|and|van|vande|vanden|vander|vom|von|y|zu|zum|zur|za"
)
"""Words with small letters that names have too."""
PLAIN_WORD = rf"(?<![\w.'’`-])(?=[a-z])(?!(?:{PARTICLES})(?!\w))[a-z][a-z'’-]*[a-z](?![\w.])"
PROSE = re.compile(rf"{PLAIN_WORD}(?=.*?{PLAIN_WORD})", re.DOTALL)  # "of the *current* seizure detection"
PLAIN_START = re.compile(rf"\s*(?!(?:{PARTICLES})\s)[a-z]")  # ", discovered by"
STARTERS = frozenset(
    """
    The This These That Those We Our In On For To It Its As From With While When Here However Moreover Furthermore
    Recent Recently Many Most Although Despite Since Such Using Based Given Unlike Specifically Finally First Second
    Because Are What Why Both Each Existing Current Previous Then Thus Therefore There They Their Through Under
    Additionally Also After Among Experiments Experimental Extensive Results Instead Inspired Motivated Compared
    Different Several Some One Two Not Of And But Towards Via Let
    """.split()
)
STARTER = re.compile(  # words with which sentences begin and few names have
    rf"(?<!\w)(?:(?:A|An|Do|Can|No|Is|At|By|If|To|On|Or|In|So|How)(?=\s[a-z(\d$])|{'|'.join(sorted(STARTERS))})(?!\w)"
)
NAMES = re.compile(r"[^\d:;()\]{}\"“”!?/\\$=<>]+")  # a line of names has none of these
INITIALS = re.compile(r"(?:\w\.?-?)+\.")  # "M.", "C.-P."
SHORT = frozenset((*PARTICLES.split("|"), *ascii_uppercase, ","))
"""What else of a name is no whole one: "van"."""
WORD = re.compile(r"\S+")
GLUED = re.compile(r"(?<=\w)[^\W\d_A-Z](?=[A-Z])")  # "LiMost": a name and a sentence
SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]}»]*(?=\s+[^\sa-z]|[A-Z])")  # "… so. Then"


def is_prose(text: str) -> bool:
    """Whether a text has words that neither names nor venues have."""
    return bool(PROSE.search(text))


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends where a text does: "…in 2024.", "…(see below)."."""
    return text.rstrip("\"'”’)]}»").endswith((".", "!", "?", "…"))


def is_short(word: str) -> bool:
    """Whether a word of a name is no whole name: "M.", "C.-P.", "van"."""
    return word in SHORT or (word.endswith(".") and bool(INITIALS.fullmatch(word)))


def rate_name(text: str) -> int:
    """Rate how much a text looks like one whole name: "Jesse Mu" does, "Jesse" and "Samuel R." do less."""
    words = text.split()
    long = [word for word in words if not is_short(word)]
    if not long or long[-1] != words[-1]:
        return -4
    if len(long) > 3 or not STARTERS.isdisjoint(words[1:]):
        return -2 * max(len(long) - 2, 2)
    return 1 if len(words) > 1 else -2


def find_sentence(line: str) -> int | None:
    """Return where a sentence begins that follows names on their line without a mark; None if none does."""
    prose = PROSE.search(line)
    if not prose:
        return None
    low, stop = find_last_name(line, prose.start())
    for starter in STARTER.finditer(line, low, stop + 1):
        if WORD.search(line, low, starter.start()):
            return starter.start()
    words = [word for word in WORD.finditer(line, low, stop) if not is_short(word[0])]
    if not words:
        return None
    glued = [found.start() + 1 for word in words[1:] for found in GLUED.finditer(line, word.start(), word.end())]
    if glued:
        return glued[-1]
    # Most names have two words, some three; most sentences begin with one capital, some with several.
    if len(words) < 3:
        return words[-1].start() if len(words) == 2 else None
    return words[3 if len(words) == 4 else 2].start()


def find_last_name(line: str, prose: int) -> tuple[int, int]:
    """Return where the last name before the prose begins, and where the words that may be its end.

    It may be the one before a comma: "Batra Thus, we show".
    """
    stop = prose
    low = line.rfind(",", 0, stop) + 1
    while low and len(list(WORD.finditer(line, low, stop))) < 2:
        before = line.rfind(",", 0, low - 1) + 1
        words = list(WORD.finditer(line, before, low - 1))
        if len(words) < 3 and not any(hint.search(line, before, low - 1) for hint in (STARTER, GLUED)):
            break
        stop, low = low - 1, before
    return low, stop
