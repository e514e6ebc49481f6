"""Entries of one library stay apart, and keep their keys."""

import pytest

from paperlist.diagnostics import Code
from paperlist.keys import assign
from paperlist.merging import Merged, merge
from paperlist.merging.fields import unite
from paperlist.paper import Paper, PaperType, Source
from paperlist.readers.bibtex import read


def entries(text: str, file: str = "lib.bib") -> list[Paper]:
    return [each for each in read([text], file) if isinstance(each, Paper)]


def keys(merged: Merged) -> list[str]:
    return [paper.key for paper in merged.papers]


ARTICLE = "@article{a, author = {Lark, Una}, title = {Dawn choruses}, journal = {Birds}, year = 2019, volume = 4}\n"
PREPRINT = "@misc{p, author = {Lark, Una}, title = {Dawn choruses}, year = 2019, eprint = {1805.01234}}\n"
LISTED = Paper(
    title="Dawn choruses",
    authors=("Una Lark",),
    submitted="2018-05-03",
    date="2018-05-03",
    arxiv_id="1805.01234",
    type=PaperType.PREPRINT,
    sources=(Source(file="dump.txt", format="arxiv-search", first_line=1, last_line=5),),
)


def test_what_looks_alike_in_one_library_stays_apart_and_is_noted() -> None:
    merged = merge(entries(ARTICLE + PREPRINT))
    assert keys(merged) == ["a", "p"]
    [alike] = [each for each in merged.diagnostics if each.code is Code.ALIKE]
    assert str(alike) == (
        'lib.bib:1: note: "Dawn choruses" looks like "Dawn choruses" (lib.bib:2); both stay,'
        " since they are in one library [alike]"
    )


def test_within_unites_them() -> None:
    [paper] = merge(entries(ARTICLE + PREPRINT), within=True).papers
    assert (paper.key, paper.keys, paper.entry_type, paper.arxiv_id) == ("a", ("p",), "article", "1805.01234")


def test_two_libraries_are_merged_as_ever() -> None:
    merged = merge(entries(PREPRINT, "one.bib") + entries(ARTICLE, "two.bib"))
    assert [(paper.key, paper.keys) for paper in merged.papers] == [("p", ("a",))]


def test_only_copies_under_one_key_unite() -> None:
    other_key, other_isbn = ARTICLE.replace("{a,", "{b,"), ARTICLE.replace("volume", "isbn = 1, volume")
    assert keys(merge(entries(ARTICLE + ARTICLE))) == ["a"]
    assert keys(merge(entries(ARTICLE + other_key))) == ["a", "b"]
    assert keys(merge(entries(ARTICLE + other_isbn))) == ["a", "a"]


def test_a_listed_paper_takes_the_librarys_key_and_date() -> None:
    for papers in ([*entries(ARTICLE), LISTED], [LISTED, *entries(ARTICLE)]):
        paper = unite(papers)
        assert (paper.key, paper.date, paper.submitted, paper.entry_type) == ("a", "2019", "2018-05-03", "article")


def test_a_vague_type_gives_way_to_a_venue() -> None:
    venue = LISTED.replace(venue="Proc. Birds 2019", type=PaperType.CONFERENCE)
    assert unite([*entries(PREPRINT), LISTED]).entry_type == "misc"
    assert unite([*entries(PREPRINT), venue]).entry_type is None


def test_a_listed_paper_unites_with_the_surest_of_two_entries() -> None:
    merged = merge([*entries(ARTICLE + PREPRINT), LISTED], explain=False)
    assert keys(merged) == ["a", "p"]
    assert len(merged.papers[1].sources) == 2
    assert [each.code for each in merged.diagnostics] == [Code.ALIKE]


def test_a_listed_paper_that_two_entries_may_be_is_unsure() -> None:
    merged = merge([*entries(ARTICLE + ARTICLE.replace("{a", "{b")), LISTED.replace(date="2019", submitted="2019")])
    assert len(merged.papers) == 3
    assert [each.code for each in merged.diagnostics] == [Code.UNSURE, Code.UNSURE, Code.ALIKE]


BOOK = "@book{%s, author = {Huber, P.}, title = {Robust Statistics and Their Many Uses}, year = 2001, %s}\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "united"),
    [
        ("edition = {2nd}", "edition = {2}", True),
        ("edition = {2nd}", "volume = 3", True),
        ("edition = {1}", "edition = {2}", False),
        ("volume = {1}", "volume = {2}", False),
        ("pages = {12--14}", "pages = {12-4}", True),
        ("pages = {12--14}", "pages = {30--34}", False),
    ],
)
def test_parts_of_one_title(ours: str, theirs: str, united: bool) -> None:
    papers = entries(BOOK % ("a", ours), "one.bib") + entries(BOOK % ("b", theirs), "two.bib")
    assert (len(merge(papers).papers) == 1) is united


def test_an_identifier_alone_unites_nothing() -> None:
    chapter = "@incollection{%s, author = {%s}, title = {%s}, year = 2010, doi = {10.1007/978}}\n"
    one = entries(chapter % ("s", "Smith, Ann", "Learning from bees"), "one.bib")
    two = entries(chapter % ("l", "Lee, Cho", "Wasps at war"), "two.bib")
    merged = merge(one + two)
    assert (keys(merged), len(merged.reviews)) == (["s", "l"], 1)


def test_the_first_of_two_entries_with_one_key_keeps_it() -> None:
    papers = entries("@misc{K, title = {First}}\n@misc{k, title = {Second Thoughts}}\n@misc{müller:'1, title = {A}}")
    assert [paper.key for paper in assign(papers)] == ["K", "kthoughts", "müller:'1"]
