"""Where nothing competes, less text unites; where another record may be meant, it stays apart."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from paperlist.merging import merge
from paperlist.paper import Paper, Source

PEOPLE = ("Ada Long", "Sören Berg", "Wei Zhang", "Inés Rojas")
DAY = "2018-05-03"
ABSTRACT = (
    "Small polytopes have large holes. We count the holes of small polytopes by a recursion over their faces, and "
    "bound the number of holes by the number of edges of the dual polytope. Experiments confirm the bound for all "
    "polytopes in seven dimensions."
)
REWRITTEN = "We count holes of small polytopes by recursion over faces and bound their number by the edges of the dual."
COMPANION = "Glaciers of the southern Andes melt faster than models foresee; we measure by how much and since when."


def entry(place: int, file: str = "a.txt", **fields: Any) -> Paper:
    form = "arxiv-search" if file.startswith("a") else "papers-with-code"
    source = Source(file=file, format=form, first_line=place, last_line=place + 3)
    return Paper(**{"authors": PEOPLE, "date": DAY, **fields}, sources=(source,))


LISTED = entry(1, title="Counting the Holes of Small Polytopes", abstract=ABSTRACT, submitted=DAY)
CARD = entry(1, "p.txt", excerpt=REWRITTEN)
OLDER = entry(
    1,
    "p.txt",
    title="A recursion for holes of polytopes",
    abstract=f"Holes of polytopes are counted by a recursion over their faces. {ABSTRACT.split('. ')[2]}",
)
SIBLING = entry(11, title="Melting of Southern Glaciers", abstract=COMPANION, submitted=DAY)
SIBLINGS_CARD = entry(11, "p.txt", excerpt=COMPANION)


def united(papers: Sequence[Paper]) -> bool:
    """Whether the first two became one, in any order."""
    answers = set()
    for order in permutations(range(len(papers))):
        merged = merge([papers[i] for i in order], explain=False)
        answers.add(any({order.index(0), order.index(1)} <= {*group} for group in merged.groups))
        assert merge(merged.papers, explain=False).papers == merged.papers
    [answer] = answers
    return answer


@pytest.mark.parametrize("partner", [CARD, OLDER], ids=["card", "older"])
@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], True),
        ([SIBLING], False),
        ([SIBLINGS_CARD], False),
        ([SIBLING, SIBLINGS_CARD], True),  # the two are one, so that neither is free
        ([SIBLING.replace(date="2018-05-09", submitted="2018-05-09")], True),
        ([SIBLING.replace(authors=("Pedro Tapia",))], True),
        ([SIBLING.replace(authors=(*PEOPLE[:1], "Pedro Tapia"), date="2018-05-04", submitted="2018-05-04")], False),
    ],
    ids=["alone", "sibling", "card", "both", "another day", "others", "one author, next day"],
)
def test_what_competes(partner: Paper, others: list[Paper], expected: bool) -> None:
    assert united([LISTED, partner, *others]) is expected


@pytest.mark.parametrize(
    "changes",
    [
        {"excerpt": "Experiments in seven dimensions took a long time on our old machine in the basement."},
        {"authors": (*PEOPLE[:1], "Pedro Tapia", "Ana Cruz", "Li Na")},
        {"date": "2018-05-09"},
        {"authors": ()},
    ],
    ids=["another sentence", "one author", "another day", "no authors"],
)
def test_what_a_rewritten_sentence_needs(changes: dict[str, Any]) -> None:
    assert not united([LISTED, CARD.replace(**changes)])


@pytest.mark.parametrize(
    ("title", "authors", "expected"),
    [
        (OLDER.title, 2, True),
        (OLDER.title, 1, False),
        ("A recursion for holes", 3, True),
        ("A recursion for holes", 2, False),
        ("Volumes of duals", 4, False),
    ],
)
def test_the_fewer_authors_a_retitled_paper_has_the_more_of_its_title_stays(
    title: str, authors: int, expected: bool
) -> None:
    names = PEOPLE[:authors]
    assert united([LISTED.replace(authors=names), OLDER.replace(authors=names, title=title)]) is expected


def test_what_would_unite_alone_is_put_before_a_person_where_it_was_before() -> None:
    near = ABSTRACT.split(". ")[1].replace("a recursion", "some recursions") + "."
    papers = [LISTED, CARD.replace(excerpt=near), SIBLING]
    merged = merge(papers)
    assert len(merged.papers) == 3
    assert [review.evidence[0] for review in merged.reviews] == [
        "authors and day agree and the sentence is alike, but another record may be the same work too"
    ]
    assert len(merge(papers[:2]).papers) == 1
