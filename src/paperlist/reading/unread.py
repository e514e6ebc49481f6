"""Pages and files that are not read, by name, and what to do instead."""

import re
from typing import NamedTuple

from paperlist.reading.unread_json import foreign_json

EXPORT = "export its BibTeX and give that"
EXPORT_THERE = "export BibTeX or RIS there and give that"
KEEP = "JSON Lines (--to jsonl) can be read back"


TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)

AT_ARXIV = "save the papers' pages at arXiv (arxiv.org/abs/…) and give those"

OF_ARXIV = (
    # Sites that show arXiv's papers in their own way, and words of each.
    ("alphaXiv", r"\balphaXiv\b|\balphaxiv\.org/"),
    ("Emergent Mind", r"\bEmergent Mind\b|\bemergentmind\.com/"),
    ("ar5iv", r"\bar5iv\b"),
    ("arXiv's papers as HTML", r"^Report issue for preceding element$|\bGenerated on .{0,60} by L[Aa]T[Ee]XML\b"),
    ("arxiv-sanity", r"\barxiv-sanity\b|\| show similar \|"),
    ("Cool Papers", r"\bCool Papers - |\[Kimi\d*\]|\bpapers\.cool/"),
    ("SciRate", r"\bSciRate\b|^(?:Scited \d+ )?Scite!(?: \d+)?$"),
)
EXPORTING = (
    # Sites that export references, and words of each.
    ("Connected Papers", r"\bConnected Papers\b"),
    ("ResearchGate", r"\bResearchGate\b|\bDownload full-text PDF\b|\bDiscover the world's research\b"),
    ("Scopus", r"\bScopus\b|\bSciVal Topics\b|^View at Publisher$"),
    ("Web of Science", r"\bWeb of Science Core Collection\b|\bwebofscience\.com/|^Full Text at Publisher$"),
    ("IEEE Xplore", r"\bIEEE Xplore\b|\bieeexplore\.ieee\.org/"),
    ("the ACM Digital Library", r"\bACM Digital Library\b|\bdl\.acm\.org/|^Total Citations ?\d"),
    ("bioRxiv or medRxiv", r"\b(?:bio|med)Rxiv\b"),
    ("SSRN", r"\bSSRN\b|\bssrn\.com/"),
    ("PubMed", r"^PMID: \d+|\bpubmed\.ncbi\.nlm\.nih\.gov/|\b- PubMed</title>"),
    ("INSPIRE", r"^e-Print: ?(?:\d{4}\.|[a-z-]+/\d{7})|\binspirehep\.net/"),
    ("NASA ADS", r"^\d{4}[\w.&]{14}[A-Z]$|\bui\.adsabs\.harvard\.edu/"),
    ("ScienceDirect", r"\bScienceDirect\b|\bsciencedirect\.com/"),
    ("SpringerLink", r"\bSpringerLink\b|^Cite this (?:conference )?(?:paper|article|chapter)$|\blink\.springer\.com/"),
    ("a conference's proceedings", r"\bPMLR \d+:\d|\bNeurIPS Proceedings\b|\[bibtex\]$|\bopenaccess\.thecvf\.com/"),
)


EMPTY = tuple(
    # Pages that list no paper, words of each, and what to do instead.
    (name, re.compile(shown, re.MULTILINE | re.IGNORECASE), advice)
    for name, shown, advice in (
        (
            "an arXiv search without results",
            r"\bSorry, your query for\b[\s\S]{0,400}?\bproduced no results\b",
            "look for fewer words, or in all fields",
        ),
        ("a list of arXiv without entries", r"^Total of 0 entries\b|^No updates today\b", "give that of another day"),
        (
            "a page on which arXiv says that there is no such paper",
            r"^Article (?:identifier .{1,60} not recognized|not found)|^The paper identifier .{0,60} is not known\b",
            "look at the identifier",
        ),
        (
            "arXiv's home page",
            r"\barXiv is a free distribution service and an open-access archive\b",
            "give a page of its search, a list or a paper",
        ),
        (
            "an overview of tasks of Papers with Code",
            r"^[\d,]+ benchmarks\W{1,9}[\d,]+ tasks\b",
            "give a page of papers",
        ),
        (
            "a page that keeps programs out",
            r"^(?:403 Forbidden|Access Denied|reCAPTCHA)$|\bverify (?:that )?you are (?:a )?human\b",
            "open it in a browser and save what is there",
        ),
        (
            # Its foot and its remarks name other sites, too.
            "a page of arXiv of which too little is left",
            r"\barXivLabs\b|^What is (?:alphaXiv|Connected Papers)\?"
            r"|\(or \[?arXiv:\S{9,80} (?:\[\S{2,20}\] )?for this version\)",
            "save it in the browser, or copy all of it there, from the title on",
        ),
    )
)


class Unread(NamedTuple):
    """A kind of page that no format reads: how its text or markup shows it, and what to say of it."""

    name: str
    shown: re.Pattern[str]
    advice: str
    is_ours: bool = False
    """Whether paperlist writes it."""


UNREAD = (
    Unread(
        "a page of Google Scholar",
        re.compile(r"- Google Scholar</title>|id=[\"']gs_|\bCited by \d+\]?(?:\([^()\s]*\))?\s+\[?Related articles\b"),
        "its titles and names are cut: export BibTeX there (Cite, or your library) and give that",
    ),
    Unread(
        "a page of OpenReview",
        re.compile(
            r"\| OpenReview</title>|\bOpenReview is a long-term project to advance science\b|\bSearch OpenReview\b"
            r"|\bPublished: \d{1,2} \w{3} \d{4}, Last Modified: \d|\bReaders: Everyone\b"
        ),
        EXPORT,
    ),
    Unread(
        "a page of Semantic Scholar",
        re.compile(
            r"\| Semantic Scholar</title>|\bSave to Library\s+Create Alert\b|\bSemantic Scholar extracted view of\b"
            r"|^Semantic Scholar$|^Corpus ID: \d+$|^TLDR$",
            re.MULTILINE,
        ),
        EXPORT,
    ),
    Unread(
        "a page of dblp",
        re.compile(
            r"<title>dblp\b|\bdblp computer science bibliography\b|\bdblp key:|\bhttps://dblp\.org/rec/|^dblp: "
            r"|\bview\s+electronic edition via DOI\b",
            re.MULTILINE,
        ),
        EXPORT,
    ),
    Unread(
        "a page of the ACL Anthology",
        re.compile(r"- ACL Anthology</title>|^[^\w\n]{0,20}Anthology ID:|^pdf\s{1,3}bib(?:\s{1,3}abs)?$", re.MULTILINE),
        EXPORT,
    ),
    Unread(
        "a page of a successor of Papers with Code",
        re.compile(r"\bpaperswithcode(?:2\.com|\.co)\b|^Papers With Code 2\b", re.MULTILINE),
        "give what its program `pwc` prints, or save the papers' pages at arXiv",
    ),
    Unread(
        "a page that paperlist wrote",
        re.compile('<meta name="generator" content="paperlist">'),
        "give what it was made from, or write --to jsonl, which is read again",
    ),
    Unread(
        "CSV or TSV of paperlist",
        re.compile(r"\A\ufeff?key[,\t]type[,\t]title[,\t]authors[,\t]"),
        KEEP,
        is_ours=True,
    ),
    Unread(
        "YAML for typst",
        re.compile(r"\A[^\s:]{1,200}:\n[ ]{2}type: [\s\S]{0,2000}\n[ ]{2}title:"),
        KEEP,
        is_ours=True,
    ),
    Unread(
        "a table (CSV) of another program",
        re.compile(
            r"\A(?!\s*[\[{])(?=[^\n]{0,3000}\btitle\b)(?=[^\n]{0,3000}\b(?:authors?|doi|abstract|year)\b)(?:[^\n,;\t]{0,200}[,;\t]){2}",
            re.IGNORECASE,
        ),
        EXPORT_THERE,
    ),
    Unread(
        "a file of Web of Science",
        re.compile(r"\A\ufeff?(?:FN (?:Clarivate|Thomson|ISI)|PT [JBSP]\r?\nAU )"),
        EXPORT_THERE,
    ),
    Unread(
        "a file of RefWorks",
        re.compile(
            r"\A\s{0,99}RT (?:Abstract|Book|Conference|Dissertation|Generic|Journal|Report|Thesis|Unpublished|Web)\b"
        ),
        EXPORT_THERE,
    ),
    Unread(
        "a file with tags of a kind that is not known",
        re.compile(r"\A\s{0,99}(?:[A-Z][A-Z0-9] {1,4}-|%[A-Z0-9]) [^\n]{0,2000}\n(?:[A-Z][A-Z0-9] {1,4}-|%[A-Z0-9]) "),
        "RIS begins each reference with 'TY  - ', EndNote with '%0 '; "
        + EXPORT_THERE.replace(" there", " where it is from"),
    ),
    Unread(
        "XML of a reference manager",
        re.compile(r"\A[\s\S]{0,2000}<(?:xml>\s{0,99}<records>|mods|PubmedArticle|marc:|record><database\b)"),
        EXPORT_THERE,
    ),
    *(Unread(f"a page of {name}", re.compile(shown, re.MULTILINE), AT_ARXIV) for name, shown in OF_ARXIV),
    *(Unread(f"a page of {name}", re.compile(shown, re.MULTILINE), EXPORT_THERE) for name, shown in EXPORTING),
)


def advice_for(head: str) -> str | None:
    """Return what to say of a text that begins so and in which no entry was found; None if it is nothing known."""
    if json := foreign_json(head):
        return json
    # Of a saved page, each element is a line.
    text = "\n".join(map(str.strip, TAG.sub("\n", head).split("\n"))) if TAG.search(head) else head
    for name, shown, advice in EMPTY:
        if shown.search(text):
            return f"{name}; {advice}"
    for kind in UNREAD:
        if kind.shown.search(head) or (text != head and kind.shown.search(text)):
            verb = "written but not read" if kind.is_ours else "not read"
            return f"{kind.name}, which is {verb}; {kind.advice}"
    return None
