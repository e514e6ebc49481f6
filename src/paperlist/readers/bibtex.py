r"""`.bib` files, BibTeX and biblatex, ours and other people's: each entry a paper.

    file    = *( entry / other block )      `blocks.py`, by bibtexparser
    value                                   `bibtex_values.py`: strings, "#", what is inherited
    field                                   `bibtex_fields.py`: names, dates, identifiers, remarks

    field                           record
    title, subtitle                 title
    eprint, else a mention of it    arxiv_id, arxiv_version     in doi, url, journal, …; a note that is nothing else
    primaryClass, keywords          categories; other keywords are tasks
    journal volume(number), pages   journal_ref
    booktitle, else howpublished    venue
    note                            comments; `Withdrawn` at its end is withdrawn
    usera, annote, annotation       what has no field of its own, as `remarks` describes

    all others                      `bibtex_works.py`

The file is read as a whole, because an entry may inherit from one further down. Everything between the entries is
reported as page text, so each line of the file is in a paper's source or in a diagnostic.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.keys import clean_key
from paperlist.paper import Paper, PaperType, Source, validate
from paperlist.readers.bibtex_database import Database
from paperlist.readers.bibtex_fields import (
    names_arxiv_only,
    read_arxiv,
    read_date,
    read_dois,
    read_journal,
    read_keywords,
    read_names,
    read_note,
    read_remarks,
    read_venue,
)
from paperlist.readers.bibtex_values import Fields
from paperlist.readers.bibtex_works import read_extra, read_work
from paperlist.readers.blocks import Block, Kind, split_blocks
from paperlist.readers.references import stands_in
from paperlist.tex.decode import one_line, paragraphs
from paperlist.works import BY_NAME, printed_venue

FORMAT = "bibtex"


def read_values(type_name: str, fields: Fields, faults: list[str]) -> dict[str, Any]:
    """Return the values of a paper from the fields of an entry; what is not there is left out."""
    arxiv_id, version = read_arxiv(fields)
    authors, others = read_names(fields.get("author", ""), faults)
    categories, tasks = read_keywords(fields)
    comments, withdrawn = read_note(fields)
    dois = read_dois(fields)
    journal = read_journal(fields)
    type_ = PaperType(BY_NAME[type_name].paper_type) if type_name in BY_NAME else PaperType.OTHER
    published = one_line(fields.get("howpublished", ""))
    if type_ is PaperType.OTHER or (type_ is PaperType.JOURNAL and not journal):
        places = (published, *(one_line(fields.get(name, "")) for name in ("journal", "journaltitle")))
        on_arxiv = arxiv_id or categories or any(map(names_arxiv_only, places))
        type_ = PaperType.PREPRINT if on_arxiv else PaperType.OTHER
    titles = [one_line(fields.get(part, "")) for part in ("title", "subtitle")]
    annotated = read_remarks(fields)
    venue = one_line(fields.get("booktitle", "")) or read_venue(published)
    if venue != printed_venue(annotated.get("venue", "")):
        annotated.pop("venue", None)  # which somebody has changed since
    if comments and "comments" in annotated:
        annotated["comments"] += f"; {comments}"  # comments that look like a remark; the note has what else is said
    abstract = paragraphs(fields.get("abstract", ""))
    if stands_in(titles[0], {"abstract": abstract} | annotated):
        titles = []
    values = {
        "type": type_,
        "title": ": ".join(part for part in titles if part),
        "authors": authors,
        # How many others there are is not said; a record that leaves anybody out leaves out one at least.
        "authors_omitted": int(others),
        "date": read_date(fields, faults),
        "abstract": abstract,
        "arxiv_id": arxiv_id,
        "arxiv_version": version,
        "categories": categories,
        "doi": dois[0] if dois else None,
        "other_dois": dois[1:],
        "comments": comments,
        "journal_ref": journal,
        "report_number": one_line(fields.get("number", "")) if type_ is PaperType.REPORT else "",
        "venue": venue,
        "tasks": tasks,
        "withdrawn": withdrawn,
    }
    values |= read_work(type_name, fields, faults)
    said = {name: value for name, value in values.items() if value} | annotated
    if extra := read_extra(type_name, fields, said):
        said["extra"] = extra
    return said


# ---- Entries ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that was read: its block, its fields with the inherited ones, and the paper that they are about."""

    block: Block
    fields: Fields
    paper: Paper


def read(chunks: Iterable[str], file: str, database: Database | None = None) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the file, all of which is held in memory.

    `database` has the other files that are read as one with it.
    """
    for each in read_entries(split_blocks(normalize("".join(chunks))), file, database):
        yield each.paper if isinstance(each, Entry) else each


def read_entries(blocks: Sequence[Block], file: str, database: Database | None = None) -> Iterator[Entry | Diagnostic]:
    """Return the entries of a library, each after what is wrong with it, and a diagnostic for any other block."""
    database = database or Database()
    part = database.put(file, blocks)
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        place = Place(file, block.first_line, block.last_line)
        if block.kind is not Kind.ENTRY:
            yield diagnostic_for(block, file)
            continue
        if block.type == "xdata":
            yield Diagnostic(Code.DEFINITION, place, "data of other entries")
            continue
        name = block.key or f"@{block.type} without a key"
        lost: list[str] = []
        full = database.inherited(number, file, lost)
        wrong = part.faults[number]
        values = read_values(block.type, full, wrong)
        key = clean_key(block.key)
        if key != block.key:
            lost.append(f"no document can cite it by this key, which becomes {key or 'another'}")
        if key and key.lower() in seen:
            lost.append("another entry has this key, and only one of them can be cited by it")
        seen.add(key.lower())
        for fault in wrong:
            yield Diagnostic(Code.BAD_FIELD, place, f"{name}: {fault}")
        for fault in lost:
            yield Diagnostic(Code.BAD_KEY, place, f"{name}: {fault}")
        source = Source.at(place, FORMAT)
        paper, unfit = validate({"key": key, "sources": (source,)} | values)
        for field in unfit:
            yield Diagnostic(Code.BAD_FIELD, place, f"{name}: {field} cannot be read")
        yield Entry(block, full, paper)


BLOCK_NAMES = {
    "text": "text between entries",
    "comment": "a comment",
    "preamble": "a preamble",
    "string": "an abbreviation",
}


def diagnostic_for(block: Block, file: str) -> Diagnostic:
    """Return a diagnostic that says what a block is that is no entry."""
    place = Place(file, block.first_line, block.last_line)
    if block.kind is Kind.BROKEN:
        name = f"{block.key}: " if block.key else ""
        return Diagnostic(Code.BAD_ENTRY, place, f"{name}{block.problem}")
    code = Code.DEFINITION if block.type in ("string", "preamble") else Code.PAGE_TEXT
    return Diagnostic(code, place, BLOCK_NAMES.get(block.type, "no entry"))
