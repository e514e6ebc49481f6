r"""`.bib` files, BibTeX and biblatex, ours and other people's: each entry a paper.

    value   = piece *( "#" piece )                  "Proc. of " # icml
    piece   = "{" … "}" / '"' … '"' / digits / name of a @string or month
    author  = person *( " and " person ) [ " and others" ]
    person  = "{" corporate name "}" / [given] [von] family / [von] family "," [suffix ","] given
            / "family=…, given=…, prefix=…, suffix=…"
    date    = "2024-01-10" / "2024-01" / "2024" / "2024-01/2024-03"     or  year, month, day

    field                           record
    title, subtitle                 title
    eprint, else a mention of it    arxiv_id, arxiv_version     in doi, url, journal, …; a note that is nothing else
    primaryClass, keywords          categories; other keywords are tasks
    journal volume(number), pages   journal_ref
    booktitle, else howpublished    venue
    note                            comments; `Withdrawn` at its end is withdrawn
    annote, annotation              `Label: value; …`, as we write what has no field of its own

The file is read as a whole, because an entry may inherit from one further down. What the record has no place for
(publisher, ISBN, …) stays in the file and is told: this is no editor. Everything between the entries is told as page
text, so each line of the file is in a paper's source or in a diagnostic.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from paperlist.cleanup.unicode import normalize
from paperlist.diagnostics import Code, Diagnostic
from paperlist.fields import MONTHS, read_count, read_version
from paperlist.paper import Paper, PaperType, Source, validate
from paperlist.readers.blocks import Block, Kind, split_blocks
from paperlist.tex.decode import bare, one_line, paragraphs

FORMAT = "bibtex"

# ---- Values: what stands behind the equals sign ----------------------------------------------------------------------

BRACE = re.compile(r"(?<!\\)[{}]")  # as bibtexparser counts
QUOTE_OR_BRACE = re.compile(r'(?<!\\)[{}"]')
PLAIN_PIECE = re.compile(r'[^\s#{}"=,]+')  # 2024, jan, icml
HASH = re.compile(r"\s*#\s*")
LOST_COMMA = re.compile(r"\s*(?P<name>[A-Za-z][\w:.-]*)\s*=\s*(?=[{\"\w])")  # {A Title}\n  year = {2020}

# An abbreviation is short. Without limits, forty that each say the one before twice would fill any memory.
LONGEST_ABBREVIATION = 2000
LONGEST_EXPANSION = 20_000

Fields = dict[str, str]


def evaluate(value: str, strings: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """Put a value together from its pieces: the text, what is left over behind it, and the names nobody defined."""
    pieces: list[str] = []
    unknown: list[str] = []
    position = expanded = 0
    while position < len(value):
        if value[position] in '{"':
            end = enclosed_end(value, position)
            pieces.append(value[position + 1 : end])
            position = end + 1
        elif plain := PLAIN_PIECE.match(value, position):
            name, position = plain[0], plain.end()
            piece = name if name.isdigit() else strings.get(name.lower())
            if piece is None or expanded > LONGEST_EXPANSION:
                unknown.append(name)
            else:
                pieces.append(piece)
                expanded += len(piece)
        else:
            break
        if not (hash_sign := HASH.match(value, position)):
            break
        position = hash_sign.end()
    return "".join(pieces), value[position:], unknown


def enclosed_end(value: str, start: int) -> int:
    """Find the brace or quotation mark that closes the one at `start`; the end of the value if there is none."""
    depth = 0
    if value[start] == "{":
        for sign in BRACE.finditer(value, start):
            depth += 1 if sign[0] == "{" else -1
            if depth == 0:
                return sign.start()
        return len(value)
    for sign in QUOTE_OR_BRACE.finditer(value, start + 1):
        if sign[0] == '"' and depth == 0:
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    return len(value)


def strings_of(blocks: Iterable[Block]) -> dict[str, str]:
    """Collect what the names in values stand for: the months, and every @string that is one, wherever it stands."""
    strings = {name: name.capitalize() for name in MONTHS if len(name) == 3}
    for block in blocks:
        if block.kind is Kind.STRING:
            value, _, unknown = evaluate(block.fields[0].value, strings)
            if len(value) <= LONGEST_ABBREVIATION and not unknown:
                strings[block.fields[0].name] = value
    return strings


def fields_of(block: Block, strings: Mapping[str, str], faults: list[str]) -> Fields:
    """Evaluate an entry's fields, none for other blocks. The first of two with one name counts, as for BibTeX."""
    fields: Fields = {}
    for field in block.fields if block.kind is Kind.ENTRY else ():
        name, rest = field.name, field.value
        while True:
            value, rest, unknown = evaluate(rest, strings)
            faults += [f'"{name}" has the name {each}, which no @string defines' for each in unknown]
            if name in fields:
                faults.append(f'"{name}" is there twice; the first is taken')
            else:
                fields[name] = value
            # {A Title}\n  year = {2020}: without a comma between them one field swallows the next.
            lost = LOST_COMMA.match(rest)
            if not lost:
                break
            faults.append(f'the comma after "{name}" is missing')
            name, rest = lost["name"].lower(), rest[lost.end() :]
        if rest.strip():
            faults.append(f'"{name}" has something behind its value: {rest.strip()[:40]}')
    return fields


# Fields that an entry takes from the one named in `crossref` under another name.
INHERITED_AS = {"title": "booktitle", "subtitle": "booksubtitle", "journaltitle": "journaltitle"}


def inherited(fields: Fields, parents: Mapping[str, Fields]) -> Fields:
    """Add what an entry lacks from its `crossref` and `xdata`, one generation."""
    full = dict(fields)
    if parent := parents.get(fields.get("crossref", "").strip().lower()):
        for name, value in parent.items():
            if name not in ("author", "doi", "eprint", "url", "abstract", "note", "crossref", "ids"):
                full.setdefault(INHERITED_AS.get(name, name), value)
    for key in fields.get("xdata", "").split(","):
        full = {**parents.get(key.strip().lower(), {}), **full}
    return full


# ---- Fields: from text to the values of the record -------------------------------------------------------------------

AND = re.compile(r"(?:(?<=\s)|\A)and(?=\s|\Z)", re.IGNORECASE)
EXTENDED_NAME = re.compile(r"\s*(?P<part>[a-z]+(?:-i)?)\s*=\s*(?P<value>.*)", re.DOTALL)  # family=Fontaine
NAME_PARTS = ("given", "prefix", "family", "suffix")


def outside_braces(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Cut `text` at each match of `pattern` that is in no braces."""
    parts, start, depth, position = [], 0, 0, 0
    while (found := pattern.search(text, position)) is not None:
        depth += text.count("{", position, found.start()) - text.count("}", position, found.start())
        if depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
        position = max(found.end(), position + 1)
    return [*parts, text[start:]]


COMMA = re.compile(",")


def read_names(value: str, faults: list[str]) -> tuple[tuple[str, ...], bool]:
    """Read an author field: the display names, and whether there are `others`."""
    names: list[str] = []
    others = False
    for person in outside_braces(value, AND):
        if person.strip().lower() == "others":
            others = True
        else:
            names += read_name(person, faults)
    return tuple(names), others


def read_name(person: str, faults: list[str]) -> list[str]:
    """Read one person as `Given von Family Suffix`; none from nothing, several from a list that has only commas."""
    written = outside_braces(person, COMMA)
    parts = [one_line(part) for part in written]
    named = [EXTENDED_NAME.fullmatch(part) for part in written]  # not "{a=b}", which is a name as it stands
    if all(named):
        values = {part["part"]: one_line(part["value"]).strip('"') for part in named if part}
        parts = [" ".join(values[part] for part in NAME_PARTS if values.get(part))]
    elif len(parts) > 3:
        faults.append(f"more commas than a name has: {one_line(person)[:60]}; taken for a list of names")
        return [part for part in parts if part]
    elif len(parts) > 1:
        family, *suffix, given = parts
        parts = [" ".join(part for part in (given, family, *suffix) if part)]
    return [part for part in parts if part]


DATE = re.compile(r"\s*(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?=$|[T/~?%\s])")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
MONTH_WORD = re.compile(r"[A-Za-z]{3,}")
NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def read_date(fields: Fields, faults: list[str]) -> str | None:
    """Read `date`, or `year`, `month` and `day`, in the precision that is good."""
    if value := one_line(fields.get("date", "")):
        if not (found := DATE.match(value)):
            faults.append(f'"date" cannot be read: {value[:40]}')
        else:
            good = exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
            if good != (whole := found[0].strip()):
                faults.append(f'"date" names no day: {whole}')
            return good
    value = one_line(fields.get("year", ""))
    if not value:
        return None
    if not (year := YEAR.search(value)) or not int(year[0]):
        if value.lower().strip("()") not in ("in press", "to appear", "forthcoming", "submitted", "n.d."):
            faults.append(f'"year" cannot be read: {value[:40]}')
        return None
    month, day = read_month(one_line(fields.get("month", "")), faults)
    if given := NUMBER.fullmatch(one_line(fields.get("day", ""))):
        day = int(given[0])
    return exact(int(year[0]), month, day)


def read_month(value: str, faults: list[str]) -> tuple[int, int]:
    """Read `January`, `jan`, `1`, `01`, `10 Jan`: the month and the day, 0 for what is not there."""
    if not value:
        return 0, 0
    number = NUMBER.search(value)
    for word in MONTH_WORD.findall(value):
        if month := MONTHS.get(word.lower()):
            return month, int(number[0]) if number else 0
    if number and number[0] == value and 1 <= int(value) <= 12:
        return int(value), 0
    faults.append(f'"month" cannot be read: {value[:40]}')
    return 0, 0


def exact(year: int, month: int, day: int) -> str | None:
    """Give a date in ISO 8601 in the precision in which it exists: 30 February is February. There is no year 0."""
    if not year:
        return None
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


ARXIV = r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?"
ARXIV_ID = re.compile(rf"(?:arxiv:)?\s*{ARXIV}", re.IGNORECASE)  # 2401.05566v3, arXiv:hep-th/9901001
# https://arxiv.org/abs/2401.05566, arXiv preprint arXiv:2401.05566, 10.48550/arXiv.2401.05566, abs/2401.05566 (DBLP)
ARXIV_MENTION = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|\barxiv[:.]\s?|\A(?:corr )?abs/){ARXIV}(?!\d)", re.IGNORECASE
)
# arXiv:2401.05566v2 [cs.CL], Preprint at https://arxiv.org/abs/2401.05566, arXiv preprint arXiv:2401.05566, 2024
ARXIV_ALONE = re.compile(
    r"(?:(?:also )?available (?:at|as|from):? )?(?:(?:arxiv )?(?:preprints?|e-?prints?)(?: at)?[:,]? )?"
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:? ?)?10\.48550/arxiv\.|(?:arxiv[:.]? ?)+)"
    rf"{ARXIV}(?:\.pdf)?(?: ?\[[\w., -]+\])?(?:,? \(?\d{{4}}\)?)?\.?",
    re.IGNORECASE,
)
# arXiv, arXiv.org, arXiv preprint, arXiv e-prints [cs.CL], arXiv (Cornell University), CoRR
ARXIV_NAME = re.compile(
    r"(?:arxiv(?:\.org)?|corr|computing research repository)"
    r"(?:[ :,]+(?:e-?prints?|preprints?|server|archive|repository|\(cornell university\)|\[[\w., -]+\]))*\.?",
    re.IGNORECASE,
)
ARXIV_JOURNAL = re.compile(r"arxiv|corr\b|computing research repository", re.IGNORECASE)
DOI = re.compile(r"10\.\d[\d.]{0,30}/\S+")  # a registrant may have divisions: 10.1000.10/123

# Where other people write an arXiv id, the surest first. What may speak of another paper ("extended version of
# arXiv:2001.00001") gives an id only where it is nothing else.
ARXIV_FIELDS = {
    **dict.fromkeys(("doi", "url", "journal", "journaltitle", "volume"), ARXIV_MENTION.search),
    **dict.fromkeys(("note", "howpublished"), ARXIV_ALONE.fullmatch),
    **dict.fromkeys(("number", "pages"), ARXIV_MENTION.search),
}


def read_arxiv(fields: Fields) -> tuple[str | None, int | None]:
    """Read the arXiv id and version: from the eprint fields, else from wherever else people write them."""
    scheme = bare(fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").lower()
    found = ARXIV_ID.fullmatch(bare(fields.get("eprint", ""))) if scheme == "arxiv" else None
    for name, find in () if found else ARXIV_FIELDS.items():
        if found := find(bare(fields.get(name, ""))):
            break
    if not found:
        return None, None
    return found["id"], read_version(found["version"])


def names_arxiv_only(text: str) -> bool:
    """Whether a text is arXiv's name, with an id or without, and nothing else."""
    return bool(ARXIV_NAME.fullmatch(text) or ARXIV_ALONE.fullmatch(text))


def read_dois(fields: Fields) -> tuple[str, ...]:
    """Read the DOIs, bare: from the field of that name, else from an address at a resolver."""
    address = bare(fields.get("url", ""))
    found = DOI.findall(bare(fields.get("doi", ""))) or (DOI.findall(address) if "doi.org/" in address else [])
    return tuple(dict.fromkeys(doi.rstrip(".,;") for doi in found))


# cs.CL, hep-th, cond-mat.mes-hall: an arXiv subject class among keywords.
CATEGORY = re.compile(
    r"(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[A-Z]{2}|[a-z][a-z-]*[a-z])"
    r"|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
)
KEYWORD_END = re.compile(r"(?<!\s)\s*+[,;]\s*+")


def read_keywords(fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the categories, the primary one first, and the other keywords."""
    primary = bare(fields.get("eprintclass") or fields.get("primaryclass") or "")
    words = [word for word in KEYWORD_END.split(one_line(fields.get("keywords", ""))) if word]
    categories = [primary] if primary and "eprint" in fields else []
    categories += [word for word in words if CATEGORY.fullmatch(word)]
    return tuple(dict.fromkeys(categories)), tuple(word for word in words if not CATEGORY.fullmatch(word))


def read_journal(fields: Fields) -> str:
    """Read a journal reference: whole as we write it, or put together from its parts; empty when it is arXiv."""
    journal = one_line(fields.get("journaltitle") or fields.get("journal") or "")
    if not journal or ARXIV_JOURNAL.match(journal):
        return ""
    volume, number, pages = (one_line(fields.get(part, "")) for part in ("volume", "number", "pages"))
    issue = f"{volume}({number})" if volume and number else volume or (f"({number})" if number else "")
    return ", ".join(part for part in (f"{journal} {issue}".strip(), re.sub("--+", "-", pages)) if part)


WITHDRAWN = re.compile(r"(?:\A|[.;] )Withdrawn\.?\Z")
ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)  # what else `howpublished` is used for


def read_note(fields: Fields) -> tuple[str, bool]:
    """Read the comments, and whether the paper was withdrawn. A note that is but the arXiv id is none."""
    note = one_line(fields.get("note", ""))
    if withdrawn := WITHDRAWN.search(note):
        note = note[: withdrawn.start()]
    return "" if ARXIV_ALONE.fullmatch(note) else note, bool(withdrawn)


def read_venue(published: str) -> str:
    """Read `howpublished` as a venue; empty when it is an address or arXiv."""
    return "" if ADDRESS.search(published) or names_arxiv_only(published) else published


def as_date(value: str) -> str | None:
    """Read an ISO date, or None."""
    found = DATE.fullmatch(value)
    return (
        value
        if found and exact(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)) == value
        else None
    )


def as_month(value: str) -> str | None:
    """Read a month, `2024-01`, or None."""
    return as_date(value) if len(value) == 7 else None


# What we write in an annotation: the label, the record's field, and how the value is read. One line a field.
REMARKS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "Excerpt": ("excerpt", str),
    "arXiv id": ("arxiv_id", str),
    "DOI": ("doi", str),
    "Submitted": ("submitted", as_date),
    "Updated": ("updated", as_date),
    "Announced": ("announced", as_month),
    "arXiv version": ("arxiv_version", lambda value: read_count(value) or None),
    "Report number": ("report_number", str),
    "MSC class": ("msc_class", str),
    "ACM class": ("acm_class", str),
    "Other DOIs": ("other_dois", lambda value: tuple(filter(None, value.split(", ")))),
    "Code": ("repository", str),
    "Stars": ("stars", read_count),
    "Authors not listed": ("authors_omitted", read_count),
    "Code implementations": ("code_implementations", read_count),
    "Dated": ("date", as_date),
}
REMARK = re.compile(rf"(?:\A|; )(?P<label>{'|'.join(REMARKS)}): ")


def read_annotation(fields: Fields) -> dict[str, Any]:
    """Read what we write in an annotation; somebody else's has no value for us."""
    text = one_line(fields.get("annotation") or fields.get("annote") or "")
    labels = list(REMARK.finditer(text))
    if not labels or labels[0].start():
        return {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    values = {}
    for label, end in zip(labels, ends, strict=True):
        name, reader = REMARKS[label["label"]]
        value = reader(text[label.end() : end])
        if value not in (None, ""):
            values[name] = value
    return values


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
    """Read the fields of an entry as the values of a paper; what is not there is left out."""
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


# Fields whose values the record has, as far as they can be read; what cannot is told as a fault. `key` is for sorting.
PLACED = frozenset(
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
    """Name the fields of an entry whose values its paper has no place for; `values` are those that were read of it."""
    kept = set(PLACED)
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
    """An entry that was read: where it stands, its fields with the inherited ones, and the paper that they tell of."""

    block: Block
    fields: Fields
    paper: Paper


def read(chunks: Iterable[str], file: str) -> Iterator[Paper | Diagnostic]:
    """Read papers and diagnostics in the order of the file, all of which is held in memory."""
    for each in read_entries(split_blocks(normalize("".join(chunks))), file):
        yield each.paper if isinstance(each, Entry) else each


def read_entries(blocks: Sequence[Block], file: str) -> Iterator[Entry | Diagnostic]:
    """Read the blocks of one library: an entry after what is wrong with it, a diagnostic for any other block."""
    strings = strings_of(blocks)
    faults: list[list[str]] = [[] for _ in blocks]
    fields = [fields_of(block, strings, told) for block, told in zip(blocks, faults, strict=True)]
    parents = {block.key.lower(): own for block, own in zip(blocks, fields, strict=True) if block.kind is Kind.ENTRY}
    seen: set[str] = set()
    for block, own, told in zip(blocks, fields, faults, strict=True):
        place = (file, block.first_line, block.last_line)
        if block.kind is not Kind.ENTRY:
            yield about(block, file)
        elif block.type == "xdata":
            yield Diagnostic(Code.PAGE_TEXT, *place, "data of other entries")
        else:
            full = inherited(own, parents)
            values = read_values(block.type, full, told)
            for fault in told:
                yield Diagnostic(Code.BAD_FIELD, *place, f"{block.key}: {fault}")
            if names := left_out(own, values):
                yield Diagnostic(Code.LEFT_OUT, *place, f"{block.key}: no record has {', '.join(names)}")
            if block.key.lower() in seen:
                message = "another entry has this key, and only one of them can be cited by it"
                yield Diagnostic(Code.AMBIGUOUS, *place, f"{block.key}: {message}")
            seen.add(block.key.lower())
            source = Source(file=file, format=FORMAT, first_line=block.first_line, last_line=block.last_line)
            paper, unfit = validate({"key": block.key, "sources": (source,)} | values)
            for name in unfit:
                yield Diagnostic(Code.BAD_FIELD, *place, f"{block.key}: {name} cannot be read")
            yield Entry(block, full, paper)


WHAT = {"text": "text between entries", "comment": "a comment", "preamble": "a preamble", "string": "an abbreviation"}


def about(block: Block, file: str) -> Diagnostic:
    """Say what a block is that is no entry."""
    place = (file, block.first_line, block.last_line)
    if block.kind is Kind.BROKEN:
        name = f"{block.key}: " if block.key else ""
        return Diagnostic(Code.BAD_ENTRY, *place, f"{name}{block.problem}")
    return Diagnostic(Code.PAGE_TEXT, *place, WHAT.get(block.type, "no entry"))
