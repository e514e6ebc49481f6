"""Papers with Code's page of one paper: what claims it, what each part of it says, and what may be around it."""

from pathlib import Path

import pytest

from paperlist.diagnostics import Code, Diagnostic
from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings
from paperlist.source import read_chunks

FIXTURES = Path(__file__).parents[1] / "fixtures"
FOLDER = FIXTURES / "papers-with-code"
PAGES = sorted(FOLDER.glob("paper-*.[tm]*"))
ESCAPED = "paper-pandoc-markdown.md"  # what pandoc escapes is undone in all of a text, whatever else is in it
OTHERS = [
    FOLDER / "home-innertext.txt",
    FOLDER / "seed.txt",
    FIXTURES / "arxiv-search" / "seed.txt",
    FIXTURES / "arxiv-mail" / "digest.txt",
    FIXTURES / "hf-papers" / "trending_reader.md",
]
PROSE = "We show how it is done, and that it can be done again."
NOTICE = "You can create a new account if you don't have one."


def read(text: str, step: int = 0) -> list[Paper | Diagnostic]:
    lines = text.splitlines(keepends=True)
    pieces = ["".join(lines[at : at + step]) for at in range(0, len(lines), step)] if step else [text]
    return list(read_listings(pieces, "a.txt", load_listings()))


def papers(text: str) -> list[Paper]:
    return [event for event in read(text) if isinstance(event, Paper)]


def records(text: str) -> list[Paper]:
    return [paper.replace(sources=()) for paper in papers(text)]


def text_of(path: Path) -> str:
    return "".join(read_chunks(str(path)))


def page(head: str, *after: str) -> str:
    return "\n\n".join(("How It Is Done", head, PROSE, *after)) + "\n"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("3 Jan 2024  ·  Ada Byron · Edit social preview", ("2024-01-03", None, ("Ada Byron",))),
        (
            "3 Jan 2024 · Ada Byron, Karl\nBunsen · Edit social\npreview",
            ("2024-01-03", None, ("Ada Byron", "Karl Bunsen")),
        ),
        (
            "3 Jan 2024\n·\nAda Byron\n,\nKarl Bunsen\n·\nEdit social preview",
            ("2024-01-03", None, ("Ada Byron", "Karl Bunsen")),
        ),
        ("NAACL (CLPsych) 2021 · Ada Byron · Edit social preview", ("2021", "NAACL (CLPsych) 2021", ("Ada Byron",))),
        ("NeurIPS 2018 12 · Ada Byron · Edit social preview", ("2018", "NeurIPS 2018", ("Ada Byron",))),
        ("ICCV · Ada Byron, Fred Bloggs, Jr. · Edit social preview", (None, "ICCV", ("Ada Byron", "Fred Bloggs Jr."))),
        ("ICCV 2023 · Edit social preview", ("2023", "ICCV 2023", ())),
        ("3 Jan 2024 · Edit social preview", ("2024-01-03", None, ())),
        ("Ada Byron, Karl Bunsen · Edit social preview", (None, None, ("Ada Byron", "Karl Bunsen"))),
    ],
)
def test_a_head(head: str, said: tuple[str | None, str | None, tuple[str, ...]]) -> None:
    [paper] = papers(page(head, "PDF Abstract"))
    assert (paper.date, paper.venue, paper.authors) == said
    assert (paper.title, paper.abstract) == ("How It Is Done", PROSE)


def test_the_title_of_a_printed_page_is_a_paragraph() -> None:
    text = f"How It\nIs Done\n3 Jan 2024 · Ada Byron · Edit social preview\n{PROSE}\n{PROSE}\n{PROSE}\n\nPDF Abstract\n"
    assert [paper.title for paper in papers(text)] == ["How It Is Done"]


def test_an_abstract_without_headings_below_it_ends_before_the_page_goes_on() -> None:
    rest = "No code implementations yet. Submit your code now\nSubmit results from this paper to get badges"
    text = f"3 Jan 2024 · Ada Byron · Edit social preview\n{PROSE}\n{rest}\n"
    assert [paper.abstract for paper in papers(text)] == [PROSE]


def test_links_of_a_wiki_within_the_site_are_their_text() -> None:
    [paper] = papers(
        page("3 Jan 2024 · [[author/ada|Ada Byron]], Karl Bunsen · [[#x|Edit social preview]]", "PDF Abstract")
    )
    assert (paper.date, paper.authors, paper.abstract) == ("2024-01-03", ("Ada Byron", "Karl Bunsen"), PROSE)


def test_a_glued_title_hides_no_date() -> None:
    [paper] = papers(
        f"Sign InHow It Is Done3 Jan 2024 · Ada Byron, Karl Bunsen · Edit social preview{PROSE}PDF Abstract\n"
    )
    assert (paper.date, paper.venue, paper.authors) == ("2024-01-03", None, ("Ada Byron", "Karl Bunsen"))


def test_a_sentence_of_the_page_is_no_venue() -> None:
    chrome = "Stay informed on the latest trending ML papers with code.Read previous issues"
    [paper, *told] = [*papers(f"{chrome} · Ada Byron, Karl Bunsen · Edit social preview\n\n{PROSE}\n\nPDF Abstract\n")]
    assert (paper.venue, paper.authors, told) == (None, ("Ada Byron", "Karl Bunsen"), [])


@pytest.mark.parametrize("underlined", ["Tasks", "Tasks\n-----", "Tasks\n-----\n"])
def test_the_heading_of_a_part_may_be_underlined(underlined: str) -> None:
    text = page(
        "3 Jan 2024 · Ada Byron · Edit social preview", "PDF Abstract", f"{underlined}\n\nEdit Add Remove\n\n* * *"
    )
    [paper] = papers(f"{text}\nQuestion Answering\n\nMethods\n\nEdit\n\nNo methods listed for this paper.\n")
    assert paper.tasks == ("Question Answering",)


def test_the_head_of_a_note_tells_the_title_where_its_description_is_the_summary() -> None:
    note = (
        '---\ntitle: "How It Is Done"\nauthor: Karl Bunsen · Edit social preview\n'
        'description: No code available yet.\ndate: "2024-01-03"\n---\n'
    )
    [paper] = papers(f"{note}{NOTICE}\n{PROSE}\nPDF Abstract\n")
    assert (paper.title, paper.abstract, paper.authors) == ("How It Is Done", PROSE, ())


CLIPPED = (
    '---\ntitle: "How It Is Done | Papers With Code"\nauthor: 31 Feb 2024\n---\n> ## Excerpt\n'
    f"> Implemented in 2 code libraries.\n\n---\n{PROSE}\n\nPDF Abstract"
)


@pytest.mark.parametrize("text", [page("31 Feb 2024 · Ada Byron · Edit social preview"), CLIPPED])
def test_a_date_that_is_none_costs_its_field(text: str) -> None:
    events = read(text)
    assert [(event.title, event.date) for event in events if isinstance(event, Paper)] == [("How It Is Done", None)]
    faults = [event.message for event in events if isinstance(event, Diagnostic) and event.code is Code.BAD_FIELD]
    assert faults == ["date: there is no such date: '31 Feb 2024'"]


@pytest.mark.parametrize(
    ("links", "venue"),
    [
        ("PDF Abstract", None),
        ("PDF\nAbstract", None),
        ("PDF Abstract ICLR 2022 PDF ICLR 2022 Abstract", "ICLR 2022"),
        ("PDF\nAbstract NAACL (CLPsych)\n2021 PDF NAACL (CLPsych)\n2021 Abstract", "NAACL (CLPsych) 2021"),
        ("PDF Abstract\n\nCode\n\nEdit\n\na/b official\n\nPDF Abstract", None),
    ],
)
def test_the_links_name_a_venue(links: str, venue: str | None) -> None:
    [paper] = papers(page("3 Jan 2024 · Ada Byron · Edit social preview", links))
    assert (paper.venue, paper.abstract) == (venue, PROSE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Code\n\nEdit Add Remove Mark official\n\na/b\n12\nc/d official\n1,205\na/b\n12", ("c/d", 1205, None)),
        ("Code\nEdit\na/b\n12\nc/d\n1,205", ("a/b", 12, None)),
        ("Code\nEdit\na/b official", ("a/b", None, None)),
        ("Code\n\nNo code implementations yet. Submit your code now", (None, None, 0)),
        ("CodeEdit Add Remove Mark officiala/b official12Tasks", ("a/b", 12, None)),
    ],
)
def test_the_repository(code: str, said: tuple[str | None, int | None, int | None]) -> None:
    [paper] = papers(page("3 Jan 2024 · Ada Byron · Edit social preview", "PDF Abstract", code))
    assert (paper.repository, paper.stars, paper.code_implementations) == said


@pytest.mark.parametrize(
    ("tasks", "names"),
    [
        ("Question Answering Image-to-Image Translation", ("Question Answering", "Image-to-Image Translation")),
        ("Question\nAnswering Retrieval", ("Question Answering", "Retrieval")),
        ("Teapot Detection\nTeapot Segmentation by Hand", ("Teapot Detection", "Teapot Segmentation by Hand")),
        ("[Image 24 Teapot Detection[Image 25 Retrieval", ("Teapot Detection", "Retrieval")),
        ("[25][t.jpg] Teapot Detection [26][t.jpg]\nRetrieval", ("Teapot Detection", "Retrieval")),
        ("[27][IMG][28] Teapot Detection [29][IMG][30] Retrieval", ("Teapot Detection", "Retrieval")),
        ("Image Generation Reinforcement Learning\n(RL)", ("Image Generation", "Reinforcement Learning (RL)")),
        ("[]Teapot Detection []Retrieval by\nHand[]", ("Teapot Detection", "Retrieval by Hand")),
        ("[\nTeapot Detection\n[]\n[\nRetrieval by Hand\n[]", ("Teapot Detection", "Retrieval by Hand")),
        ("Teapot Detection by Hand and Retrieval", ()),
        (f"{'Teapot Detection by Hand and ' * 4}\nRetrieval", ()),
        ("* * *", ()),
    ],
)
@pytest.mark.parametrize("edit", ["Edit Add Remove", "Edit\n\nAdd Remove\n\n* * *"])
def test_tasks(edit: str, tasks: str, names: tuple[str, ...]) -> None:
    others = "Datasets\n\nEdit\n\nMethods\n\nEdit\n\nNo methods listed for this paper. Add relevant methods here"
    text = page("3 Jan 2024 · Ada Byron · Edit social preview", "PDF Abstract", "Tasks", edit, tasks, others)
    [paper] = papers(text)
    assert paper.tasks == names
    assert paper.sources[0].last_line == text.count("\n")
    told = [each.message for each in read(text) if isinstance(each, Diagnostic) and each.code is Code.UNCLAIMED]
    assert told == (
        [] if names or "*" in tasks else [f"not understood, within a paper: {' '.join(tasks.split())[:60]!r}"]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{NOTICE}\n{PROSE}\nPDF Abstract", (None, None, PROSE)),
        (f"{NOTICE} {PROSE} PDF Abstract", (None, None, PROSE)),
        (f"Read previous issues\n\nHow\n\n{PROSE}\n\nPDF Abstract\n\nCode\n\nEdit Add\n", ("How", None, PROSE)),
        (f"How | Papers With Code\n\nNo code available yet.\n\n{PROSE}\n\nPDF Abstract", ("How", None, PROSE)),
        (
            '---\ntitle: "How | Papers With Code"\nauthor: 18 May 2023\n---\n> ## Excerpt\n'
            f"> Implemented in 2 code libraries.\n\n---\n{PROSE}\n\nPDF Abstract",
            ("How", "2023-05-18", PROSE),
        ),
    ],
)
def test_a_page_without_its_head(text: str, said: tuple[str | None, str | None, str]) -> None:
    [paper] = papers(text)
    assert (paper.title, paper.date, paper.abstract) == said


@pytest.mark.parametrize(
    "text",
    [
        f"How It Is Done\n\n3 Jan 2024 · Ada Byron\n\n{PROSE}\n\nPDF Abstract\n",
        f"How It Is Done\n\n{PROSE}\n\nPDF Abstract\n\nCode\n\na/b\n",
        f"{NOTICE}\n\n{PROSE}\n",
        f"How\n\nRead previous issues{PROSE}\n\nPDF Abstract\n\nCode\n\nEdit Add\n",
        "Edit social preview\n",
        f"{PROSE}\n\nDatasets\n\nEdit\n\nMethods\n\nEdit\n",
    ],
)
def test_one_mark_alone_claims_nothing(text: str) -> None:
    assert papers(text) == []


@pytest.mark.parametrize("other", OTHERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("case", [case for case in PAGES if case.name != ESCAPED], ids=lambda path: path.name)
def test_other_listings_around_a_page_change_no_record(case: Path, other: Path) -> None:
    text, around = text_of(case), text_of(other)
    alone, others = records(text), records(around)
    assert len(alone) == 1
    assert records(f"{around}\n\n{text}\n\n{around}") == others + alone + others


@pytest.mark.parametrize("step", [1, 3, 50])
def test_it_does_not_matter_where_the_text_is_cut(step: int) -> None:
    text = "\n\n".join(map(text_of, [*PAGES, FOLDER / "home-innertext.txt"]))
    assert read(text, step) == read(text)
    assert len(papers(text)) == len(PAGES) + len(papers(text_of(FOLDER / "home-innertext.txt")))


def test_a_title_is_above_the_lines_of_the_page_that_a_reader_kept() -> None:
    menu = "Subscribe to the PwC Newsletter{0}Read previous issues"
    above = f"# How It Is Done\n\n{menu}\n\n{PROSE}\n\nPDF Abstract\n\nTasks\n\nEdit\n\nMath\n"
    prose = PROSE + f" {PROSE}" * 4
    lines = f"{menu}\nHow It Is Done\n{prose}\nPDF\nAbstract\nTasks\nEdit\nMath\n"
    for text, abstract in ((above.format("\n\n"), PROSE), (lines.format("\n"), prose)):
        [paper] = papers(text)
        assert (paper.title, paper.abstract, paper.tasks) == ("How It Is Done", abstract, ("Math",))


def test_a_title_below_the_head_of_a_note() -> None:
    note = '---\nsource: "https://a.org/p"\ntags:\n  - "clippings"\n---\n'
    [paper] = papers(note + page("3 Jan 2024 · Ada Byron · Edit social preview", "PDF Abstract"))
    assert paper.title == "How It Is Done"
