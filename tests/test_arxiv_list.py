"""arXiv's lists: where a title ends and the names begin, where an entry ends, and what else may be around it."""

from pathlib import Path

import pytest

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.listings.people import find_glued_names, find_names
from paperlist.paper import Paper
from paperlist.reading import read_listings
from paperlist.source import read_chunks

FIXTURES = Path(__file__).parents[1] / "fixtures"
CUT = "cut.txt"  # whether an entry breaks off is only known at the end of a text
CASES = sorted(path for path in (FIXTURES / "arxiv-list").glob("*.[tm]*") if path.name != CUT)
OTHERS = [
    FIXTURES / "arxiv-mail" / "digest.txt",
    FIXTURES / "mixed" / "seeds" / "arxiv-search.txt",
    FIXTURES / "papers-with-code" / "seed.txt",
]
ENTRY = "[1] arXiv:2601.11559 [pdf]\nTitle: How it is done\nAda Byron\nSubjects: Logic in Computer Science (cs.LO)\n"
PROSE = "We show how it is done, and that it can be done again.\n"


def read(text: str) -> tuple[list[Paper], list[Diagnostic]]:
    events = list(read_listings([text], "a.txt", load_listings()))
    papers = [event for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


def records(text: str, name: str) -> list[Paper]:
    return [paper.replace(sources=()) for paper in read(text)[0] if paper.sources[0].format == name]


def text_of(path: Path) -> str:
    return "".join(read_chunks(str(path)))


@pytest.mark.parametrize("other", OTHERS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_other_listings_around_a_list_change_no_record(case: Path, other: Path) -> None:
    text, around = text_of(case), text_of(other)
    alone = records(text, "arxiv-list")
    assert alone
    assert records(f"{around}\n\n{text}\n\n{around}", "arxiv-list") == alone


@pytest.mark.parametrize(("other", "name"), [(OTHERS[0], "arxiv-mail"), (OTHERS[1], "arxiv-search")])
@pytest.mark.parametrize("case", [case for case in CASES if case.suffix == ".txt"], ids=lambda path: path.name)
def test_a_list_changes_no_record_of_another_listing_around_it(case: Path, other: Path, name: str) -> None:
    text, around = text_of(case), text_of(other)
    assert records(f"{around}\n\n{text}\n\n{around}", name) == 2 * records(around, name)


@pytest.mark.parametrize(
    ("after", "abstract"),
    [
        (PROSE, PROSE),
        ("\n" + PROSE, PROSE),
        (f"{PROSE}\nTo be read on Monday\n", PROSE),
        ("Too short to be sure.\n", ""),
        ("\nA talk of Monday\n", ""),
        ("Too short\n[2] arXiv:2601.11560 [pdf]\n", "Too short"),
        ("Too short\n\nTotal of 1 entries\n", "Too short"),
        (f"{PROSE}\n; [2] arXiv:2601.11560 [pdf]\n", PROSE),
        ("\n#item2\n\n[2] arXiv:2601.11560 [pdf]\n", ""),
        (
            "Title: It Authors: Jo Li Abstract: Withdrawn.\n[2] arXiv:2601.11560 [pdf]\n",
            "Title: It Authors: Jo Li Abstract: Withdrawn.",
        ),
        ("Thu, 22 Jan 2026\nNo updates for this time period.\n", ""),
        (f"{PROSE}\n-   New submissions\n-   Cross-lists\n", PROSE),
    ],
)
def test_what_comes_after_the_subjects_is_an_abstract_if_the_list_goes_on_or_it_is_prose(
    after: str, abstract: str
) -> None:
    paper = read(ENTRY + after)[0][0]
    assert (paper.abstract or "") == abstract.strip()
    assert (paper.title, paper.authors, paper.categories) == ("How it is done", ("Ada Byron",), ("cs.LO",))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[1] arXiv:2601.11559 [pdf, other]\n", 1),
        ("[1] arXiv:2601.11559 (replaced)\n", 1),
        ("[1] arXiv:2601.11559\nTitle: How it is done\n", 1),
        ("[1] arXiv:2601.11559\n", 0),
        ("arXiv:2601.11559 [pdf, other]\n", 0),
        ("[1] Ada Byron. How it is done. arXiv:2601.11559 [cs.LO], 2026.\n", 0),
        ("Title: How it is done\nAda Byron\nSubjects: Logic in Computer Science (cs.LO)\n", 0),
    ],
)
def test_two_anchors_claim_an_entry(text: str, count: int) -> None:
    assert len(records(text, "arxiv-list")) == count


def test_what_breaks_off_is_an_excerpt() -> None:
    [paper], [fault] = read(ENTRY + PROSE + "We show how it is done, and that it can be")
    assert paper.abstract is None
    assert paper.excerpt == PROSE.strip() + " We show how it is done, and that it can be"
    assert fault.code is Code.TRUNCATED


def test_a_title_and_a_name_on_one_line_are_neither() -> None:
    [paper], faults = read(ENTRY.replace("\n", " "))
    assert (paper.title, paper.authors, paper.categories) == (None, (), ("cs.LO",))
    assert [fault.code for fault in faults] == [Code.BAD_FIELD]


@pytest.mark.parametrize(
    ("lines", "width", "names"),
    [
        ("How it is done\nAda Byron, Alan Turing", 80, "Ada Byron, Alan Turing"),
        ("How it\nis done\n\nAda Byron,\nAlan Turing", 10, "Ada Byron,\nAlan Turing"),
        ("How it is done for small\nNetworks\nAda Byron, Alan Turing", 26, "Ada Byron, Alan Turing"),
        ("How it is done for small\nnetworks and for others\nAda Byron, Alan Turing", 26, "Ada Byron, Alan Turing"),
        ("How it is done\nAda Byron\n,\nAlan Turing", 80, "Ada Byron\n,\nAlan Turing"),
        ("How it is done", 80, ""),
        ("How it is done\nAda Byron, Alan Turing, Jo\nLi", 19, "Ada Byron, Alan Turing, Jo\nLi"),
        ("How it is done\nAda Byron\n, Alan Turing\n, Jo\nLi", 19, "Ada Byron\n, Alan Turing\n, Jo\nLi"),
        ("How It is Done in Wide\nof Large Ponds\nAda Byron, Jo Li", 80, "Ada Byron, Jo Li"),
        ("How It is Done: a\ncase study\nAda Byron, Jo Li", 80, "Ada Byron, Jo Li"),
        ("How It is Done by\nTheorem\nAda Byron", 80, "Ada Byron"),
        ("How It is Done\nAda Byron\n(Inn), Jo Li", 80, "Ada Byron\n(Inn), Jo Li"),
    ],
)
def test_a_title_ends_where_names_begin(lines: str, width: int, names: str) -> None:
    assert lines[find_names(lines, (0, 0), len(lines), width) :] == names


@pytest.mark.parametrize("lines", ["How\nit\nis\nDone\nAda\nByron", "How it is done\nAda\nByron, Jo\nLi, Alan\nTuring"])
def test_no_border_is_sure_where_lines_break_anywhere(lines: str) -> None:
    [paper], faults = read(
        f"[1] arXiv:2601.11559 [pdf]\nTitle:\n{lines}\nSubjects: Logic in Computer Science (cs.LO)\n"
    )
    assert (paper.title, paper.authors, paper.categories) == (None, (), ("cs.LO",))
    assert [fault.code for fault in faults] == [Code.BAD_FIELD]


def test_a_title_is_all_that_is_before_the_label_of_the_names() -> None:
    for label in ("Title: ", ""):
        text = f"[1] arXiv:2601.11559 [pdf]\n{label}How it is done: the\nOtter Peoples\nAuthors: Ada Byron\n"
        [paper], faults = read(text + "Subjects: Quantum Physics (quantph); Databases (cs.DB)\n")
        assert (paper.title, paper.authors, faults) == ("How it is done: the Otter Peoples", ("Ada Byron",), [])
        assert paper.categories == ("quant-ph", "cs.DB")


@pytest.mark.parametrize("between", ["Skip to main content\n\nSearch\n\n", ""])
def test_an_entry_without_title_takes_nothing_of_an_abstract_page_below_it(between: str) -> None:
    page = (
        f"{between}[Submitted on 18 Dec 2025]\nHow it is done\nAda Byron, Alan Turing\n{PROSE}"
        "Comments:\t9 pages\nSubjects:\tDatabases (cs.DB)\nCite as:\tarXiv:2601.11559 [cs.DB]\n"
    )
    papers, _ = read(f"- [1] arXiv:0704.0408 [pdf, other]\n- [2] arXiv:0704.0775 [pdf, other]\n\n{page}")
    assert [(paper.arxiv_id, paper.title, paper.comments) for paper in papers] == [
        ("0704.0408", None, None), ("0704.0775", None, None), ("2601.11559", "How it is done", "9 pages"),
    ]  # fmt: skip


def test_a_title_is_on_the_line_of_the_identifier() -> None:
    [paper], faults = read(ENTRY.replace("\n", " ", 1).replace("Subjects", "Comments: 9 pages\nSubjects"))
    assert (paper.title, paper.authors, paper.comments, faults) == ("How it is done", ("Ada Byron",), "9 pages", [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Small NetworksAda Byron, Alan M. Turing", "Ada Byron, Alan M. Turing"),
        ("ImageNet for LLMsXinda McDonald, Jo Li", "Xinda McDonald, Jo Li"),
        ("Small NetworksÉmile Borel, Jo Li", "Émile Borel, Jo Li"),
        ("Small NetworksAda Byron (Univ. of London)", "Ada Byron (Univ. of London)"),
        ("A Study of ImageNet Models", ""),
        ("Comparing LoRA, Prefix Tuning", ""),
    ],
)
def test_names_that_are_glued_to_a_title(text: str, names: str) -> None:
    assert text[find_glued_names(text, 0, len(text)) :] == names
