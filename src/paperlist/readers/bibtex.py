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
    annote, annotation              `Label: value; …`, as we write what has no field of its own

The file is read as a whole, because an entry may inherit from one further down. What the record has no place for
(publisher, ISBN, …) stays in the file and is reported: this is no editor. Everything between the entries is reported
as page text, so each line of the file is in a paper's source or in a diagnostic.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code, Diagnostic, Place
from paperlist.paper import Paper, PaperType, Source, validate
from paperlist.readers.bibtex_fields import (
    ARXIV_FIELDS,
    DOI,
    names_arxiv_only,
    read_annotation,
    read_arxiv,
    read_date,
    read_dois,
    read_journal,
    read_keywords,
    read_names,
    read_note,
    read_venue,
)
from paperlist.readers.bibtex_values import Fields, fields_of, inherited, strings_of
from paperlist.readers.blocks import Block, Kind, split_blocks
from paperlist.tex.decode import bare, one_line, paragraphs

FORMAT = "bibtex"

# [Experiments show the effectiveness of …]: what we write for a title that the listing lost.
STAND_IN = re.compile(r"\[(?P<words>.*?)(?:\s?…|\.\.\.)?\]")
UNTITLED = "Untitled"  # where there are not even words

TYPES = {
    "article": PaperType.JOURNAL,
    "inproceedings": PaperType.CONFERENCE,
    "conference": PaperType.CONFERENCE,
    "proceedings": PaperType.CONFERENCE,
    "techreport": PaperType.REPORT,
    "report": PaperType.REPORT,
}


def read_values(type_name: str, fields: Fields, faults: list[str]) -> dict[str, Any]:
    """Return the values of a paper from the fields of an entry; what is not there is left out."""
    arxiv_id, version = read_arxiv(fields)
    authors, others = read_names(fields.get("author", ""), faults)
    categories, tasks = read_keywords(fields)
    comments, withdrawn = read_note(fields)
    dois = read_dois(fields)
    journal = read_journal(fields)
    type_ = TYPES.get(type_name, PaperType.OTHER)
    published = one_line(fields.get("howpublished", ""))
    if type_ is PaperType.OTHER or (type_ is PaperType.JOURNAL and not journal):
        on_arxiv = arxiv_id or categories or names_arxiv_only(published)
        type_ = PaperType.PREPRINT if on_arxiv else PaperType.OTHER
    titles = [one_line(fields.get(part, "")) for part in ("title", "subtitle")]
    annotated = read_annotation(fields)
    abstract = paragraphs(fields.get("abstract", ""))
    shown = (annotated.get("excerpt") or abstract or UNTITLED).lstrip("… ")
    if (stand_in := STAND_IN.fullmatch(titles[0])) and shown.startswith(stand_in["words"]):
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
        "venue": one_line(fields.get("booktitle", "")) or read_venue(published),
        "tasks": tasks,
        "withdrawn": withdrawn,
    }
    return {name: value for name, value in values.items() if value} | annotated


# Fields whose values the record has, as far as they can be read; what cannot is a fault. `key` is for sorting.
KEPT_FIELDS = frozenset(
    {
        "title",
        "subtitle",
        "author",
        "date",
        "year",
        "month",
        "day",
        "journal",
        "journaltitle",
        "booktitle",
        "note",
        "doi",
    }
    | {"abstract", "keywords", "eprinttype", "archiveprefix", "eprintclass", "primaryclass", "crossref", "xdata", "key"}
)


def left_out(fields: Fields, values: Mapping[str, Any]) -> list[str]:
    """Return the names of fields whose values a paper has no place for; `values` are those that were read of it."""
    kept = set(KEPT_FIELDS)
    for name in ("url", "volume", "number", "pages", "howpublished"):
        value = bare(fields.get(name, ""))
        if ARXIV_FIELDS[name](value) or DOI.search(value):
            kept.add(name)
    if "arxiv_id" in values:
        kept.add("eprint")
    if "journal_ref" in values:
        kept |= {"volume", "number", "pages"}
    if "report_number" in values:
        kept.add("number")
    published = one_line(fields.get("howpublished", ""))
    if published == values.get("venue") or names_arxiv_only(published):
        kept.add("howpublished")
    if read_annotation(fields):
        kept |= {"annote", "annotation"}
    return [name for name, value in fields.items() if name not in kept and value.strip()]


# ---- Entries ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that was read: its block, its fields with the inherited ones, and the paper that they are about."""

    block: Block
    fields: Fields
    paper: Paper


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the file, all of which is held in memory."""
    for each in read_entries(split_blocks(normalize("".join(chunks))), file):
        yield each.paper if isinstance(each, Entry) else each


def read_entries(blocks: Sequence[Block], file: str) -> Iterator[Entry | Diagnostic]:
    """Return the entries of a library, each after what is wrong with it, and a diagnostic for any other block."""
    strings = strings_of(blocks)
    faults: list[list[str]] = [[] for _ in blocks]
    fields = [fields_of(block, strings, wrong) for block, wrong in zip(blocks, faults, strict=True)]
    parents = {block.key.lower(): own for block, own in zip(blocks, fields, strict=True) if block.kind is Kind.ENTRY}
    seen: set[str] = set()
    for block, own, wrong in zip(blocks, fields, faults, strict=True):
        place = Place(file, block.first_line, block.last_line)
        if block.kind is not Kind.ENTRY:
            yield diagnostic_for(block, file)
        elif block.type == "xdata":
            yield Diagnostic(Code.PAGE_TEXT, place, "data of other entries")
        else:
            full = inherited(own, parents)
            values = read_values(block.type, full, wrong)
            for fault in wrong:
                yield Diagnostic(Code.BAD_FIELD, place, f"{block.key}: {fault}")
            if names := left_out(own, values):
                yield Diagnostic(Code.LEFT_OUT, place, f"{block.key}: no record has {', '.join(names)}")
            if block.key.lower() in seen:
                message = "another entry has this key, and only one of them can be cited by it"
                yield Diagnostic(Code.AMBIGUOUS, place, f"{block.key}: {message}")
            seen.add(block.key.lower())
            source = Source.at(place, FORMAT)
            paper, unfit = validate({"key": block.key, "sources": (source,)} | values)
            for name in unfit:
                yield Diagnostic(Code.BAD_FIELD, place, f"{block.key}: {name} cannot be read")
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
    return Diagnostic(Code.PAGE_TEXT, place, BLOCK_NAMES.get(block.type, "no entry"))
