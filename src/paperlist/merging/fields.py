"""What a united record takes of its entries: a table of choosers, one row for each field.

A chooser takes the different values that the entries have, two or more and none of them None, and returns one; their
order must not matter.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from paperlist.fields import read_year
from paperlist.merging.features import libraries_of
from paperlist.merging.folding import comparison_key, is_correction, is_quoted, without_notes
from paperlist.merging.place_in_print import first_number
from paperlist.paper import Completion, Paper, PaperType
from paperlist.works import SAME_FIELDS, VAGUE, is_preprint_journal

Chooser = Callable[[Sequence[Any]], Any]

TYPES = (PaperType.CONFERENCE, PaperType.JOURNAL, PaperType.REPORT, PaperType.PREPRINT, PaperType.OTHER)
"""What says more comes first."""
PUBLISHED: Final = (PaperType.CONFERENCE, PaperType.JOURNAL)


def longest(values: Sequence[str]) -> str:
    """Return the longest; of equally long ones the first in the alphabet."""
    return min(values, key=lambda value: (-len(value), value))


def best_title(values: Sequence[str]) -> str:
    """Return the title without a database's note, with math and capitals kept, else the longest."""
    return min(
        values,
        key=lambda title: (
            without_notes(title) != title and not is_correction(title),
            2 * sum(map(str.isupper, title)) > sum(map(str.isalpha, title)),
            not ("$" in title or "\\" in title),
            -sum(map(str.isupper, title)),
            -len(title),
            title,
        ),
    )


def joined(values: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the longest list, and after it what only others have, in the alphabet's order."""
    first = min(values, key=lambda items: (-len(items), tuple(items)))
    return (*first, *sorted({item for items in values for item in items} - set(first)))


def longest_text(values: Sequence[str]) -> str:
    """Return the text with most letters (white space does not make a text longer)."""
    return min(values, key=lambda text: (-len(comparison_key(text)), -len(text), text))


CHOOSERS: Mapping[str, Chooser] = {
    "title": best_title,
    "submitted": min,
    "updated": max,
    "announced": min,
    "abstract": longest_text,
    "excerpt": longest_text,
    "arxiv_id": min,
    "arxiv_version": max,
    "categories": joined,
    "comments": longest,
    "journal_ref": longest,
    "report_number": longest,
    "msc_class": longest,
    "acm_class": longest,
    "venue": longest,
    "code_implementations": max,
    "tasks": joined,
    "repository": min,
    "stars": max,
    "withdrawn": any,
    "editors": joined,
    **dict.fromkeys(("journal", "pages", "institution", "url", *SAME_FIELDS), longest),
}
JOINED = frozenset({"categories", "tasks", "withdrawn"})
"""Fields of which nothing is left out when they are united."""
PLACE = ("volume", "number", "pages")
"""Fields that come from one record where records contradict each other."""
EXPLAINED = (*(field for field in CHOOSERS if field not in JOINED), "authors", "date")
"""Fields of which a value that was not chosen is in no field of the united record."""


def unite(papers: Sequence[Paper]) -> Paper:
    """Return one record of several, with no value lost; the same whatever their order."""
    if len(papers) == 1:
        return papers[0]
    chosen: dict[str, Any] = {}
    for field, choose in CHOOSERS.items():
        values = {getattr(paper, field) for paper in papers} - {None}
        if values:
            chosen[field] = values.pop() if len(values) == 1 else choose([*values])
    chosen |= choose_place(papers)
    if chosen.get("abstract"):
        chosen.pop("excerpt", None)
    if chosen.get("updated", "") <= chosen.get("submitted", ""):
        chosen.pop("updated", None)
    doi, other_dois = choose_dois(papers)
    authors, authors_omitted = choose_authors(papers)
    key, keys = choose_keys(papers)
    type_ = conclude_type(chosen, papers)
    chosen["entry_type"] = choose_entry_type(type_, papers)
    sources = {source for paper in papers for source in paper.sources}
    chosen |= {
        "key": key,
        "keys": keys,
        "extra": {name: longest([*texts]) for name, texts in texts_by_name(papers, type_).items()},
        "type": type_,
        "authors": authors,
        "authors_omitted": authors_omitted,
        "date": conclude_date(chosen, papers),
        "doi": doi,
        "other_dois": other_dois,
        "completed": choose_completed(papers),
        "sources": tuple(sorted(sources, key=_place)),
    }
    return Paper(**{field: value for field, value in chosen.items() if value not in (None, "", (), {})})


def choose_place(papers: Sequence[Paper]) -> dict[str, str | None]:
    """Return volume, issue and pages that one paper states, where volumes or issues differ; else nothing.

    Some databases swap volume and issue: the longest of each would be of no paper. What it leaves open, another fills
    that does not contradict it.
    """
    places = {tuple(getattr(paper, field) for field in PLACE) for paper in papers}
    numbers = [{first_number(place[part]) for place in places} - {None} for part in (0, 1) if len(places) > 1]
    if max(map(len, numbers), default=0) < 2:
        return {}
    best = min(places, key=lambda place: (place.count(None), -sum(len(each or "") for each in place), str(place)))
    alike = [place for place in places if all(is_alike(*pair) for pair in zip(place, best, strict=True))]
    filled: dict[str, str | None] = dict.fromkeys(PLACE)
    for part, field in enumerate(PLACE):
        if stated := [best[part]] if best[part] else [place[part] for place in alike if place[part]]:
            filled[field] = longest(stated)
    return filled


def is_alike(one: str | None, two: str | None) -> bool:
    """Whether two texts have the same first number, or one has none."""
    numbers = {first_number(one), first_number(two)} - {None}
    return len(numbers) < 2


def choose_keys(papers: Sequence[Paper]) -> tuple[str, tuple[str, ...]]:
    """Return the key of the library that comes first, none where no paper is from one, and all other keys."""
    own = [paper.key for paper in papers if paper.key and libraries_of(paper)]
    keys = dict.fromkeys([*own, *(key for paper in papers for key in paper.keys)])
    return own[0] if own else "", tuple(key for key in keys if key != (own or [""])[0])


def texts_by_name(papers: Sequence[Paper], type_: PaperType) -> dict[str, set[str]]:
    """Return the texts that the papers have of each field without a place of its own.

    That a paper is an arXiv preprint is no longer said where the united paper is known to be published elsewhere.
    """
    texts: dict[str, set[str]] = {}
    for paper in papers:
        for name, text in paper.extra.items():
            if type_ not in PUBLISHED or not is_preprint_journal(text):
                texts.setdefault(name, set()).add(text)
    return texts


def choose_entry_type(type_: PaperType, papers: Sequence[Paper]) -> str | None:
    """Return the first entry type that says where the work appeared; none where others know that better."""
    telling = [paper.entry_type for paper in papers if is_published(paper)]
    if telling or type_ in PUBLISHED:
        return telling[0] if telling else None
    types = [paper.entry_type for paper in papers if paper.entry_type]
    return next((each for each in types if each not in VAGUE), types[0] if types else None)


_place = attrgetter("format", "file", "first_line", "last_line")


def choose_dois(papers: Sequence[Paper]) -> tuple[str | None, tuple[str, ...]]:
    """Return the DOI and the others; the case of a DOI means nothing."""
    first = min((paper.doi for paper in papers if paper.doi), default=None)
    by_case = {} if first is None else {first.lower(): first}
    for doi in joined([tuple(doi for doi in (paper.doi, *paper.other_dois) if doi) for paper in papers]):
        by_case.setdefault(doi.lower(), doi)
    dois = tuple(by_case.values())
    return (None, dois) if first is None else (first, dois[1:])


def choose_completed(papers: Sequence[Paper]) -> dict[str, Completion] | None:
    """Return where the values come from that an index filled and no listing has; None where there are none."""
    filled = [(name, completion) for paper in papers for name, completion in (paper.completed or {}).items()]
    listed = {
        name
        for name, _ in filled
        for paper in papers
        if getattr(paper, name) not in (None, ()) and name not in (paper.completed or {})
    }
    rows = sorted(filled, key=lambda row: (row[0], row[1].file, row[1].line, row[1].rule), reverse=True)
    return {name: completion for name, completion in reversed(rows) if name not in listed} or None


def choose_authors(papers: Sequence[Paper]) -> tuple[tuple[str, ...], int]:
    """Return the longest author list, of equal ones that with the fuller spelling, and how many names it leaves out."""
    lists = [(paper.authors, paper.authors_omitted) for paper in papers]
    if lists.count(lists[0]) == len(lists):
        return lists[0]
    best = min(
        papers,
        key=lambda paper: (
            -len(paper.authors),
            paper.authors_omitted,
            -sum(map(len, paper.authors)),
            -sum(not name.isascii() for name in paper.authors),
            paper.authors,
        ),
    )
    return best.authors, best.authors_omitted


def conclude_date(values: Mapping[str, Any], papers: Sequence[Paper]) -> str | None:
    """Return the date that identifies the paper.

    That of a library's published work, else the first submission, else the finest and earliest date of the `papers`,
    else the announcement, else the venue's year.
    A day of first submission that an index filled leaves a listed date as it is.
    """
    if published := [paper.date for paper in papers if paper.date and is_published(paper)]:
        return min(published, key=lambda date: (-len(date), date))
    if submitted := [
        paper.submitted for paper in papers if paper.submitted and "submitted" not in (paper.completed or {})
    ]:
        return min(submitted)
    if listed := [paper.date for paper in papers if paper.date]:
        return min(listed, key=lambda date: (-len(date), date))
    if values.get("announced"):
        return str(values["announced"])
    return read_year(values.get("venue") or "")


def is_published(paper: Paper) -> bool:
    """Whether a library's entry says that, and so when, the work was published."""
    return bool(paper.entry_type) and paper.entry_type not in VAGUE and paper.type is not PaperType.PREPRINT


def conclude_type(values: Mapping[str, Any], papers: Sequence[Paper]) -> PaperType:
    """Return `conference` where there is a venue, `journal` with a journal reference, else what the papers say."""
    if values.get("venue"):
        return PaperType.CONFERENCE
    if values.get("journal_ref"):
        return PaperType.JOURNAL
    return min([paper.type for paper in papers], key=TYPES.index)


def contradictions(papers: Sequence[Paper], united: Paper) -> list[str]:
    """Return a sentence for each field in which entries differ: what was chosen, and what was not."""
    sentences = []
    for field in EXPLAINED:
        chosen = getattr(united, field)
        others = {getattr(paper, field) for paper in papers} - {None, (), chosen}
        if field == "excerpt":
            abstract = united.abstract or ""
            others = {text for text in others if not is_quoted(text, abstract)}
            others = {text for text in others if comparison_key(text) not in comparison_key(abstract)}
        if field == "date":
            others = {day for day in others if not _is_known_date(day, papers, united)}
        others = {value for value in others if not _is_like(value, chosen)}
        if others:
            kept = f"{_shown(chosen)} was chosen" if chosen is not None else "the abstract was kept"
            sentences.append(f"{field}: {kept}, not {' or '.join(sorted(map(_shown, others)))}")
    return sentences


def _is_known_date(date: str, papers: Sequence[Paper], united: Paper) -> bool:
    """Whether a date is in the united record, if only as a part of a finer one or a venue's, or is a submission's."""
    dates = (united.date, united.submitted, united.updated, united.announced)
    return (
        any((known or "").startswith(date) for known in dates)
        or date == read_year(united.venue or "")
        or date in [paper.submitted for paper in papers]
    )


def _is_like(value: Any, chosen: Any) -> bool:
    """Whether a value is in the chosen one: equal letters, or a list that the chosen one goes on with."""
    if isinstance(value, tuple):
        return len(value) <= len(chosen) and all(
            comparison_key(a) == comparison_key(b) for a, b in zip(value, chosen, strict=False)
        )
    return isinstance(value, str) and isinstance(chosen, str) and comparison_key(value) == comparison_key(chosen)


def _shown(value: Any) -> str:
    """Return a value as a message quotes it."""
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return repr(text if len(text) <= 120 else f"{text[:117]}…")
