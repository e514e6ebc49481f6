r"""Several `.bib` files that are read as one, as `\\bibliography{abbreviations,papers}` does.

A name that a @string of an earlier file defines is known in all later ones. An entry may inherit from one in any file.
No other file is read before something asks for it.
"""

from collections.abc import Callable, Sequence

from paperlist.fields import MONTHS
from paperlist.readers.bibtex_inheritance import Own, inherit
from paperlist.readers.bibtex_values import Fields, Strings, fields_of, strings_of
from paperlist.readers.blocks import Block, Kind

MONTH_NAMES = {name: name.capitalize() for name in MONTHS if len(name) == 3}

Load = Callable[[str], Sequence[Block]]
"""Reads the blocks of a file, by name."""


class Database:
    """The entries of several files, in the order in which the files are read.

    Args:
        files: their names; a file that is none of them is read alone.
        load: reads one that is asked for before its turn.
    """

    def __init__(self, files: Sequence[str] = (), load: Load = lambda file: ()) -> None:
        self.files = list(files)
        self.load = load
        self._parts: dict[str, Part] = {}

    def put(self, file: str, blocks: Sequence[Block]) -> "Part":
        """Keep the blocks of a file that has been read."""
        part = self._parts[file] = Part(blocks, self._strings_before(file))
        return part

    def inherited(self, number: int, file: str, faults: list[str]) -> Fields:
        """Return the fields of a file's block with those that it inherits; what is wrong is added to `faults`."""
        part = self._part(file)
        return inherit(part.own(number), lambda key: self._find(key.lower(), file), faults)

    def _part(self, file: str) -> "Part":
        return self._parts.get(file) or self.put(file, self.load(file))

    def _strings_before(self, file: str) -> Strings:
        """Return what knows the months and the names that the files before this one define, the last first."""
        before = self.files[: self.files.index(file)] if file in self.files else []

        def find(name: str) -> str | None:
            known = (self._part(each).strings.get(name) for each in reversed(before))
            return MONTH_NAMES.get(name) or next(filter(None, known), None)

        return find

    def _find(self, key: str, file: str) -> Own | None:
        """Return the first entry with a key in small letters: of this file, else of the others."""
        for each in (file, *(other for other in self.files if other != file)):
            part = self._part(each)
            if (number := part.entries.get(key)) is not None:
                return part.own(number)
        return None


class Part:
    """The blocks of one file."""

    def __init__(self, blocks: Sequence[Block], known: Strings) -> None:
        self.blocks = blocks
        self.strings = strings_of(blocks, known)
        self.entries: dict[str, int] = {}
        """The number of each key's first block."""
        self.faults: list[list[str]] = [[] for _ in blocks]
        """What is wrong with the fields of each block."""
        self._fields: dict[int, Fields] = {}
        self._known = known
        for number, block in enumerate(blocks):
            if block.kind is Kind.ENTRY and block.key:
                self.entries.setdefault(block.key.lower(), number)

    def own(self, number: int) -> Own:
        """Return what a block says itself."""
        block = self.blocks[number]
        if number not in self._fields:
            self._fields[number] = fields_of(block, self._lookup, self.faults[number])
        return Own(block.type, block.key, self._fields[number])

    def _lookup(self, name: str) -> str | None:
        return self.strings.get(name) or self._known(name)
