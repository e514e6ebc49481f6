"""What a library's entry says beyond what listings say: the record's fields of published works, and all the others.

    field                                   record
    journal, journaltitle                   journal, and with volume, number and pages journal_ref
    editor                                  editors
    school, institution                     institution
    volume number pages publisher series edition chapter isbn issn url language     by the same names
    ids                                     keys
    any field that would not be written again as it is      extra, by its name

So what is read is written again whole: `extra` has the fields that no other field of the record stands for.
"""

import re
from collections.abc import Mapping
from typing import Any

from paperlist import arxiv, remarks
from paperlist.fields import MONTHS
from paperlist.names import LIST_FIELDS, as_list
from paperlist.readers.bibtex_fields import read_names, read_people
from paperlist.readers.bibtex_values import Fields
from paperlist.tex.decode import bare, one_line
from paperlist.tex.protection import case_braces
from paperlist.works import REPORTS, SAME_FIELDS, WITH_BOOKTITLE, WITH_HOWPUBLISHED, is_preprint_journal, is_verbatim

RANGE = re.compile(r"--+")
COMMA = re.compile(r"\s{0,99},\s{0,99}")
YEAR = re.compile(r"\d{4}")
UNFIT_FOR_NAME = re.compile(r"[\s={}(),\"#%\\]+")

# What these say is in the record, or they only say where the rest of an entry is.
RESOLVED = frozenset(["author", "editor", "abstract", "crossref", "xdata", "ids"])


def read_work(type_name: str, fields: Fields, faults: list[str]) -> dict[str, Any]:
    """Return the values that an entry has of a published work."""
    values: dict[str, Any] = {name: one_line(fields.get(name, "")) for name in SAME_FIELDS}
    values["entry_type"] = type_name
    values["editors"] = read_names(fields.get("editor", ""), faults)[0]
    journal = one_line(fields.get("journaltitle") or fields.get("journal") or "")
    values["journal"] = "" if is_preprint_journal(journal) else journal
    values["pages"] = RANGE.sub("–", one_line(fields.get("pages", "")))
    values["institution"] = one_line(fields.get("institution") or fields.get("school") or "")
    values["url"] = bare(fields.get("url", ""))
    values["keys"] = tuple(key for key in COMMA.split(fields.get("ids", "").strip()) if key)
    if type_name in REPORTS:
        del values["number"]  # it is the report's
    return values


def read_extra(type_name: str, fields: Fields, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of an entry that would not be written as they are from the `values` that were read of it."""
    written = as_written(type_name, fields, values)
    extra = {}
    for name, value in fields.items():
        text = as_text(name, value)
        if text and name not in RESOLVED and written.get(name) != text:
            extra[UNFIT_FOR_NAME.sub("-", name)] = text
    for name in LIST_FIELDS:
        if differing := as_list(read_people(fields.get(name, "")).names):
            extra[name] = differing
    if values.get("title") and (kept := case_braces(fields.get("title", ""))):
        extra.setdefault("title", kept)
    return extra


def as_text(name: str, value: str) -> str:
    """Return a field's value as the record has it."""
    if is_verbatim(name, address := bare(value)):
        return " ".join(value.split()) if name == "file" else address
    text = one_line(value)
    return RANGE.sub("–", text) if name == "pages" else text


def as_written(type_name: str, fields: Fields, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what each field would be that is written of these values."""
    date = str(values.get("date") or "")
    subtitle = one_line(fields.get("subtitle", ""))
    title = str(values.get("title") or one_line(fields.get("title", "")))
    comments = values.get("comments")
    is_withdrawn = values.get("withdrawn") and not arxiv.is_withdrawn(comments, None)
    note = [comments, "Withdrawn" if is_withdrawn else None]
    written = {name: values.get(name) for name in (*SAME_FIELDS, "journal", "institution", "pages", "url", "doi")}
    written |= {
        "title": title.removesuffix(f": {subtitle}") if subtitle else title,
        "journaltitle": values.get("journal"),
        "school": values.get("institution"),
        "date": date,
        "year": date[:4],
        "day": (one_line(fields.get("day", "")) if date[8:] else ""),
        "note": "; ".join(filter(None, note)),
        "keywords": ", ".join((*values.get("categories", ()), *values.get("tasks", ()))),
        "eprint": values.get("arxiv_id"),
    }
    if YEAR.search(fields.get("year", "")) and date[:4] not in fields["year"]:
        written["date"] = None  # an entry that says both keeps both
    month = one_line(fields.get("month", ""))
    if date[5:7] and (month.isdecimal() or month.lower().rstrip(".") in MONTHS or date[8:]):
        written["month"] = month
    places = (one_line(fields.get(name, "")) for name in ("journal", "journaltitle", "howpublished"))
    if arxiv_id := str(values.get("arxiv_id") or ""):
        if any(arxiv_id in place for place in places):
            del written["eprint"]
        for name in ("archiveprefix", "eprinttype"):
            is_arxiv = (value := one_line(fields.get(name, ""))).lower() == "arxiv"
            written[name] = value if is_arxiv and "eprint" in written else None
        primary = next(iter(values.get("categories", ())), None)
        written |= {"primaryclass": primary, "eprintclass": primary}
    if type_name in REPORTS:
        written["number"] = values.get("report_number")
    if type_name in WITH_BOOKTITLE:
        written["booktitle"] = values.get("venue")
    if type_name in WITH_HOWPUBLISHED and not fields.get("booktitle"):
        written["howpublished"] = values.get("venue")
    for name in (*remarks.FIELDS, *remarks.FORMER_FIELDS):
        if remarks.split(text := one_line(fields.get(name, ""))):
            written[name] = text
    return written
