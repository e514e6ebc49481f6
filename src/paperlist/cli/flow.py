"""What the diagram of a systematic review needs: records of each file, duplicates among them, and what is left.

PRISMA 2020, "Identification": records identified from each source, duplicate records removed, records screened.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Flow:
    """Counts records by the file that gave them."""

    files: Counter[str] = field(default_factory=Counter)
    finished: set[str] = field(default_factory=set)
    """The files that hold finished records: exports of databases and libraries."""
    file: str = ""
    """The file that is being read."""

    def begin(self, file: str) -> None:
        """Count what comes now for this file."""
        self.file = file
        self.files[file] += 0

    @property
    def is_of_libraries(self) -> bool:
        """Whether there are several files, and all hold finished records."""
        return len(self.files) > 1 and self.finished == self.files.keys()

    def lines(self, merged: int, unsure: int) -> Iterator[str]:
        """Yield the sums, `merged` being the duplicates and `unsure` the pairs that are left to a person."""
        found = self.files.total()
        yield f"records identified: {found:,} ({', '.join(f'{file} {n:,}' for file, n in self.files.items())})"
        yield f"duplicates removed: {merged:,}"
        left = f" ({unsure:,} {'pair' if unsure == 1 else 'pairs'} of them may be duplicates)" if unsure else ""
        yield f"records left: {found - merged:,}{left}"
