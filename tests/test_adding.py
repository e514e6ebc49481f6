"""Papers are added to a library that somebody has cared for, and nothing else in it changes."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.adding import Action, Settings, add
from paperlist.diagnostics import Code
from paperlist.exporters import Options
from paperlist.paper import Paper, PaperType
from tests.adding_samples import ADAM, LIBRARY, SLEEPER, UNTITLED, entries, paper, rows, told


def test_new_papers_are_appended_and_nothing_else_changes() -> None:
    addition = add(LIBRARY, "lib.bib", [SLEEPER, ADAM])
    assert addition.text.startswith(
        LIBRARY + "\n@Misc{kingma2014adam,\n    author    = {Kingma, Diederik P. and Ba, Jimmy},\n"
    )
    assert addition.text.endswith("}\n")
    assert rows(addition) == [
        ("present", "Hubinger:24", ("archivePrefix", "primaryClass", "url", "abstract")),
        ("added", "kingma2014adam", ()),
    ]
    assert [(row.title, row.place) for row in addition.rows] == [
        (SLEEPER.title, "dump.txt:1"),
        (ADAM.title, "dump.txt:10"),
    ]
    assert told(addition) == [(Code.LIBRARY_FAULT, "lib.bib", 14)]


@pytest.mark.parametrize("update", [False, True])
def test_adding_twice_is_adding_once(update: bool) -> None:
    chosen = Settings(update=update)
    first = add(LIBRARY, "lib.bib", [SLEEPER, UNTITLED, ADAM], chosen)
    second = add(first.text, "lib.bib", [SLEEPER, UNTITLED, ADAM], chosen)
    assert second.text == first.text
    assert {row.action for row in second.rows} == {Action.PRESENT}
    assert [row.key for row in second.rows] == [row.key for row in first.rows]


def test_a_paper_that_matches_two_entries_is_told_and_left_alone() -> None:
    one = "@misc{a, title = {Sleeper Agents}, eprint = {2401.05566}}\n"
    two = "@article{b, title = {Sleeper Agents}, eprint = {2401.05566v2}}\n"
    addition = add(one + two, "lib.bib", [SLEEPER, ADAM], Settings(update=True))
    assert addition.text.startswith(one + two + "@misc{kingma2014adam, author = {")
    assert [row[:2] for row in rows(addition)] == [("unsure", "a"), ("added", "kingma2014adam")]
    [said] = addition.diagnostics
    assert (said.code, *said.place[:2]) == (Code.UNSURE, "dump.txt", 1)
    assert said.message == "may be a and b in the library; nothing was added or updated"


def test_papers_that_are_one_work_become_one_entry() -> None:
    card = paper(
        ADAM.title,
        50,
        authors=ADAM.authors,
        date="2014-12-22",
        type="conference",
        venue="ICLR 2015",
        arxiv_id="1412.6980",
    )
    addition = add("", "lib.bib", [ADAM, card])
    assert [row[:2] for row in rows(addition)] == [("added", "kingma2014adam")]
    [entry] = entries(addition.text)
    assert (entry.venue, entry.doi) == ("ICLR 2015", "10.1000/adam")
    assert add(addition.text, "lib.bib", [card, ADAM]).text == addition.text


@pytest.mark.parametrize(
    ("library", "key"),
    [
        ("@misc{other, x = 1}", "kingma2014adam"),
        ("@misc{Kingma2014ADAM, x = 1}", "kingma2014adammethod"),
        ("@misc{kingma2014adam title = {Cut}}", "kingma2014adammethod"),
        ("@comment{@misc{kingma2014adam, x = 1}}", "kingma2014adammethod"),
        ("@misc{a, ids = {x, Kingma2014adam}, title = {A}}", "kingma2014adammethod"),
        ("@string{kingma2014adam = {x}}", "kingma2014adammethod"),
    ],
)
def test_a_new_key_is_nobody_elses(library: str, key: str) -> None:
    assert add(library, "lib.bib", [ADAM]).rows[0].key == key


def test_a_key_that_a_paper_came_with_stays_if_it_can() -> None:
    keyed = ADAM.replace(key="Adam:14")
    assert add("", "l", [keyed]).rows[0].key == "Adam:14"
    assert add("@misc{ADAM:14, x = 1}", "l", [keyed]).rows[0].key == "kingma2014adam"
    assert add("", "l", [ADAM.replace(key="a,b}")]).rows[0].key == "kingma2014adam"
    assert add("", "l", [ADAM], Settings(key="{family}:{id}")).rows[0].key == "kingma:1412.6980"
    with pytest.raises(ValueError, match="unknown part"):
        add("", "l", [ADAM], Settings(key="{nothing}"))


# ---- Laws ------------------------------------------------------------------------------------------------------------

TITLES = [
    "Deep Learning",
    "Deep Learning II",
    "Preface",
    "Sleeper Agents",
    "On $O(n)$ & more",
    "A Survey of Łódź",
    None,
]
PEOPLE = ["Ana Ruiz", "Bo Li", "Kamilė Lukošiūtė", "ATLAS Collaboration", "Jan van den Berg"]
IDS = ["2401.05566", "1412.6980", "hep-th/9901001", None, None]
DOIS = ["10.1000/a", "10.1000/b_c", None, None, None]
SENTENCES = ["We show the effectiveness of our method on many tasks.", "Humans deceive & are deceived.", None]
PAPERS = st.builds(
    paper,
    st.sampled_from(TITLES),
    st.integers(1, 400),
    type=st.sampled_from(list(PaperType)),
    authors=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3).map(tuple),
    authors_omitted=st.sampled_from([0, 0, 3]),
    date=st.sampled_from(["2024-01-10", "2024-01", "2020", None]),
    arxiv_id=st.sampled_from(IDS),
    doi=st.sampled_from(DOIS),
    abstract=st.sampled_from(SENTENCES),
    venue=st.sampled_from([None, None, "NeurIPS 2021"]),
    categories=st.sampled_from([(), ("cs.CL", "cs.AI")]),
    stars=st.sampled_from([None, 5]),
)
FIELDS = st.sampled_from(
    ["title = {Deep {Learning}}", 'title = "Preface"', "author = {Ruiz, Ana and Li, Bo}", "author = {Ana Ruiz}",
     "year = 2024", "month = jan", "date = {2024-01-10}", "eprint = {2401.05566}", "doi = {10.1000/a}", "note = {x}",
     "abstract = {}", "eprint = {1412.6980v3}", "url={https://arxiv.org/abs/hep-th/9901001}", "weird-field = {é}"]
)  # fmt: skip
LAYOUTS = st.sampled_from([(",\n  ", "\n}"), (",\n\t", ",\n}"), (", ", "}"), ("\n , ", "\n}"), (",\r\n  ", "\r\n}")])
ENTRIES = st.builds(
    lambda kind, number, fields, layout: (
        f"@{kind}{{key{number}" + "".join(layout[0] + each for each in fields) + layout[1]
    ),
    st.sampled_from(["misc", "Article", "inproceedings", "online"]),
    st.integers(0, 5),
    st.lists(FIELDS, max_size=5, unique_by=lambda each: each.split("=")[0]),
    LAYOUTS,
)
OTHER_BLOCKS = st.sampled_from(
    ["% a comment", '@string{x = "y"}', "@comment{@misc{ruiz2024deep, title = {X}}}", "@misc{broken, title = {",
     '@preamble{"\\foo"}', "stray text", "@misc{ruiz2024deep"]
)  # fmt: skip
LIBRARIES = st.builds(
    lambda mark, blocks, between, end: mark + between.join(blocks) + end,
    st.sampled_from(["", "\ufeff"]),
    st.lists(ENTRIES | ENTRIES | OTHER_BLOCKS, max_size=6),
    st.sampled_from(["\n", "\n\n", "\r\n\r\n"]),
    st.sampled_from(["", "\n", "\n\n \n"]),
)


def untouched(old: str, new: str) -> Sequence[str]:
    """The lines of `old` that are neither in `new` nor the beginning of what they became."""
    rest = iter(new)
    return [] if all(character in rest for character in old) else [old]


@settings(max_examples=settings().max_examples * 150 // 100)
@given(LIBRARIES, st.lists(PAPERS, max_size=5), st.booleans(), st.sampled_from([Options(), Options(abstract=False)]))
def test_laws(library: str, papers: list[Paper], update: bool, output: Options) -> None:
    chosen = Settings(update=update, output=output)
    first = add(library, "lib.bib", papers, chosen)

    # Running it twice changes nothing the second time.
    assert add(first.text, "lib.bib", papers, chosen).text == first.text

    # Nothing that was there is gone; without `update` nothing comes between it.
    assert untouched(library, first.text) == []
    if not update:
        assert first.text.startswith(library)

    # Every entry that was there is there, in its order, with the fields it had; new ones come after it.
    before, after = entries(library), entries(first.text)
    assert [each.key for each in after[: len(before)]] == [each.key for each in before]
    for old, new in zip(before, after, strict=False):
        for name, value in old:
            if value and name not in ("type", "sources", "categories", "tasks", "date"):
                assert getattr(new, name) == value, name
        assert (new.date or "").startswith(old.date or "")
    added = [row.key for row in first.rows if row.action is Action.ADDED]
    assert sorted(each.key for each in after[len(before) :]) == sorted(added)

    # A new key is nobody else's.
    keys = [each.key.lower() for each in before]
    assert len({key.lower() for key in added} - set(keys)) == len(added)
    assert not {"ruiz2024deep"} & set(added) or "ruiz2024deep" not in library

    # Every paper has its row.
    assert len(first.rows) <= len(papers)
    assert bool(first.rows) == bool(papers)


def test_a_library_added_to_itself_stays_as_it_is() -> None:
    library = LIBRARY + "@phdthesis{thesis, title = {A thesis}, school = {X}}\n@misc{bare}\n@misc{bare2, note = {x}}\n"
    addition = add(library, "lib.bib", entries(library))
    assert addition.text == library
    assert {row.action for row in addition.rows} == {Action.PRESENT}
    assert [row.key for row in addition.rows] == ["Hubinger:24", "knuth", "thesis", "bare", "bare2"]


OPEN = "an entry of the library does not end, and would swallow what is put after it"
UNREAD = "is in an entry of the library that cannot be read"


@pytest.mark.parametrize(
    ("library", "why"),
    [
        ("@misc{a, title = {Cut", OPEN),
        ('@misc{a, title = "Cut', OPEN),
        ("@misc{a, title = {Cut},\n\n@misc{b, title = {B}}\n", ""),  # BibTeX goes on with the next entry
        ("@misc{a, title = {Cut,\n\n@misc{b, title = {B}}\n", OPEN),
        ("@misc{b, title = {B}}\n\n@misc{a, title = {Cut},\n", OPEN),
        ('@misc{b, title = {B}}\n@string{a = "Cut\n', OPEN),
        ("@preamble{{Cut\n", OPEN),
        ("@string{a = {Whole}}\n@preamble{{Whole}}\n", ""),
        ("@misc{a title = {Adam}, eprint = {1412.6980}}", f"1412.6980 {UNREAD}"),
        ("@misc{a title = {Adam}, url = {https://arxiv.org/abs/1412.6980v2}}", f"1412.6980 {UNREAD}"),
        ("@misc{a title = {Adam}, eprint = {1412.69801}}", ""),
        ("@misc{a title = {Adam}, doi = {10.1000/ADAM}}", f"10.1000/adam {UNREAD}"),
        ("@misc{a title = {Adam}, doi = {10.1000/adamant}}", ""),
        ("@misc{a title = {{Adam}: A method\n for stochastic optimization}}", f"its title {UNREAD}"),
    ],
)
def test_a_paper_that_a_broken_library_may_have_is_not_added(library: str, why: str) -> None:
    addition = add(library, "lib.bib", [ADAM])
    # That nothing can be added is an error of this run; one paper that waits is not.
    said = {each.code: each.message for each in addition.diagnostics if each.code is not Code.LIBRARY_FAULT}
    assert said == ({Code.UNREADABLE if why == OPEN else Code.UNSURE: f"was not added: {why}"} if why else {})
    assert rows(addition) == [("unsure", "", ()) if why else ("added", "kingma2014adam", ())]
    assert (addition.text == library) == bool(why)


def test_what_was_added_is_told_with_its_key() -> None:
    addition = add(LIBRARY, "lib.bib", [UNTITLED, SLEEPER, ADAM])
    assert [(each.key, each.title) for each in addition.added] == [
        ("ruiz2020show", None),
        ("kingma2014adam", ADAM.title),
    ]
    assert add(addition.text, "lib.bib", [UNTITLED, SLEEPER, ADAM]).added == []


def test_what_no_record_has_a_place_for_stays_in_the_library_and_is_not_told() -> None:
    library = "@book{k, title = {The TeXbook}, author = {Donald E. Knuth}, publisher = {Addison-Wesley}}\n"
    addition = add(library, "lib.bib", [ADAM])
    assert (addition.text.startswith(library), addition.diagnostics) == (True, [])
