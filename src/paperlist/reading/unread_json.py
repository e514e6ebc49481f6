"""JSON of other programs, by the members that only theirs has; none of it is read as ours."""

import re
from typing import Final, NamedTuple

from paperlist.readers import recognise
from paperlist.readers.json_kinds import first_object, foreign_members, names_in

BEGIN = re.compile(r"\s*[\[{]")
OURS: Final = ("paperlist-json", "paperlist-jsonl")
QUORUM: Final = 2
MOST: Final = 5
"""So many members are named."""


EXPORT: Final = "export BibTeX or RIS there and give that"
ATOM: Final = "save what arXiv's API answers (export.arxiv.org/api/query?…) as it is and give that"


class Program(NamedTuple):
    """Whose JSON it is, members of it that others do not have, and what to do instead."""

    name: str
    members: frozenset[str]
    advice: str


def program(name: str, members: str, advice: str = EXPORT) -> Program:
    """Return a row of the table."""
    return Program(name, frozenset(members.split()), advice)


PROGRAMS = (
    program(
        "Semantic Scholar's API",
        "paperId corpusId externalIds citationCount influentialCitationCount referenceCount isOpenAccess openAccessPdf"
        " s2FieldsOfStudy fieldsOfStudy publicationVenue",
    ),
    program(
        "OpenAlex",
        "abstract_inverted_index authorships primary_location best_oa_location cited_by_count open_access"
        " referenced_works related_works counts_by_year",
    ),
    program(
        "Crossref",
        "message-type message-version is-referenced-by-count references-count reference-count published-print"
        " published-online content-domain content-version",
    ),
    program("dblp", "@score @pid @hits @sent @total hits hit completions"),
    program("the package arxiv.py", "entry_id pdf_url primary_category", ATOM),
    program(
        "feedparser",
        "title_detail summary_detail guidislink published_parsed updated_parsed author_detail arxiv_primary_category",
        ATOM,
    ),
    program(
        "Zotero",
        "itemType creators abstractNote dateAdded dateModified libraryCatalog publicationTitle",
        "export CSL JSON or BibTeX there and give that",
    ),
    program("OpenReview", "forum invitation invitations signatures tcdate tmdate replyto authorids venueid"),
    program("DataCite", "publicationYear rightsList relatedIdentifiers nameIdentifiers titles types"),
    program("Europe PMC", "pmcid authorString journalTitle abstractText firstPublicationDate isOpenAccess"),
    program("INSPIRE", "control_number arxiv_eprints publication_info abstracts titles"),
    program("NASA ADS", "bibcode bibstem pubdate orcid_pub citation_count"),
    program("Scopus", "dc:title dc:creator prism:doi prism:coverDate prism:publicationName"),
    program("IEEE Xplore", "article_number publication_title is_number abstract_url index_terms"),
    program("bioRxiv and medRxiv", "jatsxml rel_title rel_doi rel_authors author_corresponding preprint_doi"),
)
PAPER = frozenset(
    "abstract abstractNote authors author creators summary doi DOI journal year venue published pdf_url".split()
)
"""One of these, and a title, is in whatever tells of papers."""
TITLES = frozenset(("title", "dc:title", "display_name", "titles", "paper_title", "rel_title"))


def foreign_json(head: str) -> str | None:
    """Return whose JSON begins so, if that tells of papers, and what to do; None of ours and of what is no JSON."""
    if not BEGIN.match(head) or recognise(head) in OURS:
        return None
    names = names_in(head)
    if not names & TITLES:
        return None
    for each in PROGRAMS:
        if len(names & each.members) >= QUORUM:
            return f"JSON of {each.name}, which is not read; {each.advice}"
    if not names & PAPER:
        return None
    members = first_object(head)
    foreign = foreign_members(members) if "title" in members else []
    named = ", ".join(foreign[:MOST]) + (", …" if len(foreign) > MOST else "")
    told = f" (paperlist writes no such members: {named})" if foreign else ""
    return f"JSON of another program{told}, which is not read; {EXPORT}"
