r"""CSL-JSON: an array of items, as Zotero, pandoc, citeproc and we ourselves write it; an item alone is read too.

    file    = [ "[" ] *( item [ "," ] ) [ "]" ]
    item    = "{" variable *( "," variable ) "}"
    name    = { "family": …, "given": …, "non-dropping-particle": …, "dropping-particle": …, "suffix": … }
            / { "literal": … }
    date    = { "date-parts": [[year, month, day], …] } / { "raw": … } / { "literal": … }

    variable                        record
    id, citation-key                key; an id that is an address is none
    type                            entry_type, as `works` says; `article` is a preprint
    title, abstract                 the same; `<i>`, `<sup>`, … as TeX's styles
    author, editor                  authors, editors
    issued, submitted               date, submitted; a date in words is `year` of extra
    container-title                 journal of an article, else venue
    publisher                       institution of a thesis or report, else publisher
    number                          report_number of a report; `arXiv:…`
    note                            its lines: `references.py`; `PMID: …`, `Citation Key: …`
    custom                          its members, as lines of note are: `"Updated": "2024-01-17"`
    keyword                         categories and tasks
    status                          withdrawn
    volume, issue, page, DOI, …     `CSL_VARIABLES` of `works`, read backwards
    all others                      extra, by their names

A variable that cannot be read is reported and left out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from paperlist.diagnostics import Code, Diagnostic
from paperlist.names import Name, split, with_particle
from paperlist.paper import Paper, Source
from paperlist.readers.bibtex_fields import DATE, exact
from paperlist.readers.json import split_array
from paperlist.readers.records import diagnostic_at, read_integer, shortened, without_surrogates
from paperlist.readers.references import ADDRESS, Reference, one_line, page_range, split_keywords, to_events
from paperlist.works import BY_CSL, CSL_DATES, CSL_EXTRA, CSL_NAMES, CSL_VARIABLES, REPORTS, SUBTYPES

FORMAT = "csl-json"

TAG = re.compile(r"<(?P<end>/?)(?P<name>i|b|sub|sup|span|sc)\b(?P<style>[^<>]{0,80})>")
STYLES: Final = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc"}
SMALL_CAPITALS = re.compile(r"small-caps")
LABELLED = re.compile(r"(?P<label>PMID|PMCID|Citation Key|DOI)\s?: ?(?P<value>\S+)")  # in a note of Zotero's


class NameParts(BaseModel):
    """A name by its parts."""

    model_config = ConfigDict(coerce_numbers_to_str=True)
    family: str = ""
    given: str = ""
    particle: str = Field("", alias="non-dropping-particle")
    dropping: str = Field("", alias="dropping-particle")
    suffix: str = ""
    literal: str = ""

    def to_name(self) -> Name:
        """Return the name; empty where no part says anything."""
        family, given, suffix = (one_line(part) for part in (self.family, self.given, self.suffix))
        particle = one_line(f"{self.dropping} {self.particle}")
        if family and given:
            return Name(family, given, particle, suffix) if particle else with_particle(family, given, suffix)
        alone = one_line(self.literal) or one_line(f"{given} {particle} {family} {suffix}")
        return Name(literal=alone) if self.literal else split(alone)


class CslDate(BaseModel):
    """A date by its parts, or in words."""

    model_config = ConfigDict(coerce_numbers_to_str=True)
    parts: list[list[int | str | None]] = Field([], alias="date-parts")
    raw: str = ""
    literal: str = ""

    def read(self) -> tuple[str | None, str]:
        """Return the date in ISO 8601, of a range the first, and what is said in words in its place."""
        words = one_line(self.raw or self.literal)
        if self.parts and self.parts[0] and str(self.parts[0][0] or "").isdecimal():
            numbers = [int(part) if part and str(part).isdecimal() else 0 for part in [*self.parts[0], 0, 0][:3]]
            return (exact(*numbers) if 0 < numbers[0] < 10_000 else None), words
        found = DATE.match(words)
        if found:
            return exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)), ""
        return None, words


PEOPLE: Final = TypeAdapter(list[NameParts])
TEXT: Final = TypeAdapter(str, config=ConfigDict(coerce_numbers_to_str=True))
FIELDS: Final = {variable: name for name, variable in {**CSL_VARIABLES, "doi": "DOI", "url": "URL"}.items()}
EXTRA_NAMES: Final = {
    **{variable: name for name, variable in reversed(CSL_EXTRA.items()) if variable != "language"},
    **{variable: name for name, variable in CSL_NAMES.items()},
}
DATE_NAMES: Final = {variable: name for name, variable in CSL_DATES.items()}


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Return papers and diagnostics in the order of the array; little more than one item is held in memory."""
    seen: set[str] = set()
    for each in split_array(chunks, file, FORMAT):
        if isinstance(each, Diagnostic):
            yield each
            continue
        text, source = each
        item, replaced = without_surrogates(json.loads(text, parse_int=read_integer))
        if replaced:
            message = "half of a surrogate pair stands for no character; it became U+FFFD"
            yield diagnostic_at(Code.BAD_BYTES, source, message)
        if not {"type", "title", "id"} & item.keys():
            yield diagnostic_at(Code.BAD_ENTRY, source, f"no item: {shortened(text)}")
            continue
        yield from to_events(read_item(item, source), seen)


def read_item(item: dict[str, Any], source: Source) -> Reference:
    """Return what an item says."""
    reference = Reference(source)
    type_ = item.get("type")
    if isinstance(type_, str):
        reference.entry_type = BY_CSL.get(type_) or SUBTYPES.get(type_, "misc")
        if type_ in SUBTYPES:
            reference.extra["entrysubtype"] = type_
    for variable, value in item.items():
        try:
            read_variable(reference, variable, value)
        except (ValidationError, OverflowError):
            reference.faults.append(f'"{variable}" cannot be read: {shortened(json.dumps(value, ensure_ascii=False))}')
    is_preprint = type_ == "article" and not reference.container
    if is_preprint and not reference.publisher:
        reference.publisher = "arXiv" if reference.mentions else ""
    return reference


def read_variable(reference: Reference, variable: str, value: Any) -> None:
    """Put what one variable says into the reference.

    Raises:
        ValidationError: the value is not what the variable has.
    """
    if value in (None, "", [], {}) or variable == "type":
        return
    if variable in ("author", "editor"):
        people = [name.to_name() for name in PEOPLE.validate_python(value)]
        setattr(reference, f"{variable}s", [name for name in people if name.display])
    elif variable in ("issued", "submitted") or variable in DATE_NAMES:
        read_date_variable(reference, variable, value)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        people = [name.to_name() for name in PEOPLE.validate_python(value)]
        reference.extra[EXTRA_NAMES.get(variable, variable)] = " and ".join(name.listed for name in people)
    elif variable == "custom" and isinstance(value, dict):
        reference.notes += [f"{label}: {one_line(str(text))}" for label, text in value.items()]
    elif variable == "keyword" and isinstance(value, list):
        reference.keywords += [one_line(TEXT.validate_python(each)) for each in value]
    elif not isinstance(value, dict | list | bool):
        read_text(reference, variable, TEXT.validate_python(value))
    else:
        reference.extra[variable] = one_line(json.dumps(value, ensure_ascii=False))


def read_date_variable(reference: Reference, variable: str, value: Any) -> None:
    """Put a date into the reference."""
    day, words = CslDate.model_validate(value if isinstance(value, dict) else {"raw": value}).read()
    if name := DATE_NAMES.get(variable):
        reference.extra[name] = day or words
    elif day:
        reference.values["date" if variable == "issued" else variable] = day
    elif variable == "issued" and words:
        reference.extra["year"] = words


def read_text(reference: Reference, variable: str, text: str) -> None:
    """Put a text into the reference."""
    line = one_line(text)
    if variable in ("id", "citation-key"):
        if variable == "citation-key" or not (reference.key or ADDRESS.match(line)):
            reference.key = line
    elif variable == "title":
        reference.values["title"] = with_styles(line)
    elif variable == "abstract":
        reference.values["abstract"] = "\n\n".join(filter(None, map(one_line, text.split("\n\n"))))
    elif variable == "container-title":
        reference.container = line
    elif variable == "publisher":
        reference.publisher = line
    elif variable == "number":
        read_number(reference, line)
    elif variable == "note":
        for each in map(one_line, text.split("\n")):
            read_note_line(reference, each)
    elif variable == "keyword":
        reference.keywords += split_keywords(line)
    elif variable == "status" and line == "withdrawn":
        reference.values["withdrawn"] = True
    elif name := FIELDS.get(variable):
        reference.values[name] = line
    elif variable == "page":
        reference.values["pages"] = page_range(line)
    else:
        reference.extra[EXTRA_NAMES.get(variable, variable)] = line


def read_number(reference: Reference, line: str) -> None:
    """Put `number` into the reference: an arXiv id, the number of a report, or of anything else."""
    if line.lower().startswith("arxiv"):
        reference.mentions.append(line)
    elif reference.entry_type in REPORTS:
        reference.values["report_number"] = line
    else:
        reference.values.setdefault("number", line)


def read_note_line(reference: Reference, line: str) -> None:
    """Put a line of the note into the reference."""
    found = LABELLED.fullmatch(line)
    if not found:
        reference.notes += [line] if line else []
    elif found["label"] == "Citation Key":
        reference.key = found["value"]
    elif found["label"] == "DOI":
        reference.values.setdefault("doi", found["value"])
    else:
        reference.extra.setdefault(found["label"].lower(), found["value"])


def with_styles(text: str) -> str:
    r"""Return a title with TeX's styles in the place of tags: `<i>Fermi</i>` is `\textit{Fermi}`."""
    ends: list[str] = []

    def replaced(tag: re.Match[str]) -> str:
        if tag["end"]:
            return ends.pop() if ends else ""
        style = STYLES.get("sc" if SMALL_CAPITALS.search(tag["style"]) else tag["name"])
        ends.append("}" if style else "")
        return f"\\{style}{{" if style else ""

    styled = TAG.sub(replaced, text)
    return styled if not ends and TAG.search(text) else text
