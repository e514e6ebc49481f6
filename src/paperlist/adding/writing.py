"""How new entries are written: in the library's dialect and encoding, with keys that nothing in it has."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from paperlist.adding.bibfile import can_encode
from paperlist.adding.habits import Habits
from paperlist.exporters import Options, Preprints

if TYPE_CHECKING:
    from paperlist.exporters._bibtex import Dialect
    from paperlist.paper import Paper
    from paperlist.readers.bibtex import Entry
    from paperlist.readers.blocks import Block

DialectName = Literal["bib", "biblatex"]
PREPRINT_FORMS: tuple[Preprints, ...] = get_args(Preprints)

# What only one of the two has. `year` and `journal` are BibTeX's, but biblatex reads them too.
BIBLATEX_FIELDS = frozenset({"date", "journaltitle", "eprinttype", "eprintclass", "location", "urldate", "subtitle"})
BIBTEX_FIELDS = frozenset({"year", "month", "journal", "archiveprefix", "primaryclass", "address", "school"})
BIBLATEX_TYPES = frozenset({"online", "report", "thesis", "collection", "mvbook", "xdata", "software", "dataset"})

ARCHIVE_FIELDS = (("archiveprefix", "primaryclass"), ("eprinttype", "eprintclass"))
"""What is said of an eprint, in both dialects: its archive and its class."""

SAFE_KEY = re.compile(r"[A-Za-z0-9\-_:.+/]+")


def dialect_name(blocks: "Iterable[Block]") -> DialectName:
    """Return the dialect that a library is written in; BibTeX when nothing shows it."""
    score = 0
    for block in blocks:
        names = {each.name for each in block.fields}
        score += len(names & BIBLATEX_FIELDS) + 2 * (block.type in BIBLATEX_TYPES) - len(names & BIBTEX_FIELDS)
    return "biblatex" if score > 0 else "bib"


def preprint_form(entries: "Iterable[Entry]") -> Preprints:
    """Return how most of a library's preprints say their ids: in `eprint`, or in words; in words if it has none."""
    from paperlist.paper import PaperType

    preprints = [each.fields for each in entries if each.paper.type is PaperType.PREPRINT and each.paper.arxiv_id]
    with_eprint = sum("eprint" in fields for fields in preprints)
    return "eprint" if 2 * with_eprint > len(preprints) else "article"


def load_dialect(name: DialectName) -> "Dialect":
    """Return what differs between BibTeX and biblatex."""
    from paperlist.exporters import bib, biblatex

    return {"bib": bib.DIALECT, "biblatex": biblatex.DIALECT}[name]


def spoken_dialect(blocks: "Iterable[Block]") -> "Dialect":
    """Return the dialect of a library, and of its eprints: DBLP has `eprinttype` among BibTeX's fields."""
    blocks = list(blocks)
    dialect = load_dialect(dialect_name(blocks))
    fields = [(each.name, each.value.strip('{}"')) for block in blocks for each in block.fields]
    names = Counter(name for name, _ in fields if any(name in pair for pair in ARCHIVE_FIELDS))
    if names:
        pair = max(ARCHIVE_FIELDS, key=lambda pair: sum(names[name] for name in pair))
        dialect = with_archive(dialect, pair)
    archives = Counter(value for name, value in fields if name == dialect.archive.lower() and value.lower() == "arxiv")
    return replace(dialect, archive_name=max(archives, key=archives.__getitem__, default=dialect.archive_name))


def with_archive(dialect: "Dialect", pair: tuple[str, str]) -> "Dialect":
    """Return a dialect that names an eprint's archive and its class by a pair of `ARCHIVE_FIELDS`."""
    if dialect.archive.lower() == pair[0]:
        return dialect
    from paperlist.exporters import bib, biblatex

    other = bib.DIALECT if dialect.archive == biblatex.DIALECT.archive else biblatex.DIALECT
    return replace(dialect, archive=other.archive, archive_class=other.archive_class, archive_name=other.archive_name)


@dataclass(frozen=True, slots=True)
class EntryWriter:
    """Writes entries for one library."""

    dialect: "Dialect"
    options: Options
    encoding: str
    """The library's. Where it lacks a character, LaTeX's accents are used."""
    habits: Habits = field(default_factory=Habits)

    def in_form(self, preprints: Preprints) -> "EntryWriter":
        """Return the writer that writes preprints in this form."""
        return replace(self, options=replace(self.options, preprints=preprints))

    def write(self, paper: "Paper") -> str:
        """Return the text of an entry; empty when the encoding cannot hold it."""
        from paperlist.exporters import _bibtex

        for options in (self.options, replace(self.options, ascii=True)):
            entry = _bibtex.to_entry(paper, options, self.dialect)
            fields = [(each.key, each.value) for each in entry.fields]
            written = self.habits.entry(entry.entry_type, entry.key, fields)
            if can_encode(written, self.encoding):
                return written
        return ""

    def of_entry(self, block: "Block") -> "EntryWriter":
        """Return the writer for fields of one entry, which names the archive of eprints in its own way."""
        present = {each.name for each in block.fields}
        pair = next((pair for pair in ARCHIVE_FIELDS if present & {*pair}), None)
        return replace(self, dialect=with_archive(self.dialect, pair)) if pair else self

    def entry(self, paper: "Paper") -> tuple[str, list[tuple[str, str]]]:
        """Return an entry's type, and the names and values, as written, of the fields that the encoding can hold."""
        from paperlist.exporters import _bibtex

        entry = _bibtex.to_entry(paper, self.options, self.dialect)
        in_ascii = _bibtex.to_entry(paper, replace(self.options, ascii=True), self.dialect)
        written = []
        for each, plain in zip(entry.fields, in_ascii.fields, strict=True):
            texts = (each.value, plain.value)
            written += [(each.key, text) for text in texts if can_encode(text, self.encoding)][:1]
        return entry.entry_type, written


def assign_keys(papers: "Sequence[Paper]", text: str, entries: "Sequence[Entry]", pattern: str) -> "list[Paper]":
    """Return new papers with keys that the library, of this `text`, has in no case of their letters.

    A key that a paper came with is kept if it is free. Keys of broken blocks and former keys (`ids`) are not.
    """
    from paperlist.keys import assign
    from paperlist.paper import Paper
    from paperlist.readers.blocks import keys_of

    taken = keys_of(text)
    for entry in entries:
        taken |= {entry.block.key.lower(), *(key.strip().lower() for key in entry.fields.get("ids", "").split(","))}
    own: set[str] = set()
    fresh = []
    for paper in papers:
        keep = SAFE_KEY.fullmatch(paper.key) and paper.key.lower() not in taken | own
        own.add(paper.key.lower())
        fresh.append(paper if keep else paper.replace(key=""))
    # Papers without a key get one that no paper with a key has.
    holders = [Paper(key=key) for key in sorted(taken - {""})]
    return assign([*holders, *fresh], pattern)[len(holders) :]
