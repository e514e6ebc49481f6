"""Pages of arXiv that a browser translated: what is known of a page's own words is English again before it is read.

    Autoren: Ada Byron, Alan Turing
    Zusammenfassung: … ▽ Mehr
    Eingereicht am 17. Januar 2024; ursprünglich angekündigt im Januar 2024.

A quorum turns it on, entry by entry, never one word: the dates, whose order and words both show a language, with
another label of that language in the page's order. So prose in such a language, and a mail around a listing, stay.
Titles, abstracts and names are left as they are, and one diagnostic says that they are a translation's.

`words.py` has the table of labels, `dates.py` what dates say, `lines.py` the other lines, `entries.py` the quorum.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from paperlist.cleanup.translated.entries import Open, Window
from paperlist.cleanup.translated.words import name_of

PARTS: Final = ("title", "names", "abstract", "remarks")
"""What of a page is a translation's, or may be."""


def message(languages: Counter[str], restored: Iterable[str] = ()) -> str:
    """Return what to say of a page of which so many entries were in each language.

    Args:
        languages: none where the page only says that it was translated.
        restored: the parts that were found as they had been.
    """
    most = max(languages.values(), default=0)
    into = " or ".join(sorted(name_of(language) for language, count in languages.items() if count == most))
    into = f" into {into}" if into else ""
    parts = [part for part in PARTS if part not in restored]
    said = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"a browser translated this page{into}: {said} may be the translation's; save it untranslated"


@dataclass
class Translated:
    """Puts pages that a browser translated into arXiv's own words, and knows where they were."""

    languages: Counter[str] = field(default_factory=Counter)
    """How many entries were in each language."""
    first: int = 0
    last: int = 0
    """The lines, from 1, between which the words were that are English now; 0 without any."""

    def to_english(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield the text of `chunks`, line by line, with the words of arXiv's pages in English."""
        held, wait, line = "", 0, 1
        entry: Open | None = None
        for chunk, final in with_end(chunks):
            held += chunk
            if len(held) < wait and not final:
                continue
            window = Window(held, entry, final)
            keep = window.read()
            entry = window.entry
            self.languages += window.languages
            if window.changed:
                self.first = self.first or line + held.count("\n", 0, window.changed[0])
                self.last = line + held.count("\n", 0, window.changed[1])
            yield "".join(window.pieces)
            line += held.count("\n", 0, keep)
            held = held[keep:]
            wait = 2 * len(held)


def with_end(chunks: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield chunks, each with whether it is the end, and an empty one that is."""
    for chunk in chunks:
        yield chunk, False
    yield "", True
