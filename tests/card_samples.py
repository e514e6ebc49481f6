"""Cards, and what is read of them."""

from pathlib import Path

from paperlist.cleanup import clean
from paperlist.listings import Entry, papers_with_code

CASES = Path(__file__).parents[1] / "fixtures" / "papers-with-code"
TEXTS = sorted(path for path in CASES.iterdir() if path.suffix in {".txt", ".md"})

SENTENCE = "We find that such backdoor behavior can be made persistent."


def find_all(text: str, *, final: bool = True) -> list[Entry]:
    """All cards of a text, cleaned as reading does."""
    return find_cleaned("".join(clean([text])), final=final)[0]


def find_cleaned(text: str, *, final: bool = True) -> tuple[list[Entry], int]:
    """All cards of a cleaned text, and from where it must be kept for more."""
    entries: list[Entry] = []
    floor = 0
    while isinstance(entry := papers_with_code.find(text, floor, final), Entry):
        assert floor <= entry.start < entry.end <= len(text)
        assert text[entry.start : entry.end] == text[entry.start : entry.end].strip()
        assert all(entry.start <= start < end <= entry.end for _, start, end in entry.spans)
        entries.append(entry)
        floor = entry.end
    return entries, entry


def read_values(text: str) -> list[tuple[object, object]]:
    """The authors and the excerpt of each card."""
    return [(entry.values.get("authors"), entry.values.get("excerpt")) for entry in find_all(text)]
