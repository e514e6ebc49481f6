"""Our own JSON and JSON Lines, read back."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.diagnostics import Code, Diagnostic
from paperlist.paper import MOST, Paper, PaperType, Source
from paperlist.readers import json as json_array
from paperlist.readers import jsonl, recognise
from tests.bibtex_samples import papers, told

Read = Callable[[Iterable[str], str], Iterator[Paper | Diagnostic]]

SLEEPER = Paper(
    key="hubinger2024sleeper",
    type=PaperType.PREPRINT,
    title="Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training",
    authors=("Evan Hubinger", "Carson Denison"),
    authors_omitted=14,
    date="2024-01-10",
    submitted="2024-01-10",
    updated="2024-01-17",
    announced="2024-01",
    abstract="Humans are capable of strategically deceptive behavior: one.\n\nTwo.",
    arxiv_id="2401.05566",
    arxiv_version=3,
    categories=("cs.CR", "cs.AI"),
    doi="10.1000/xyz",
    other_dois=("10.1000/abc",),
    venue="NeurIPS 2021",
    code_implementations=0,
    tasks=("Question Answering",),
    repository="owner/name",
    stars=12,
    withdrawn=True,
    sources=(
        Source(file="arxiv.txt", format="arxiv-search", first_line=3, last_line=9),
        Source(file="-", format="pwc-author", first_line=1, last_line=2),
    ),
)
OTHER = Paper(key="other", title='Other "quoted" {braces}, } , { and \\ 😀', sources=SLEEPER.sources[:1])


def plain(paper: Paper) -> dict[str, Any]:
    return paper.model_dump(mode="json")


def dump(paper: Paper, **changes: Any) -> str:
    return json.dumps(plain(paper) | changes, ensure_ascii=False)


def pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 20])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_comes_back_as_it_was(size: int, indent: int | None) -> None:
    text = json.dumps([plain(p) for p in (SLEEPER, OTHER)], indent=indent, ensure_ascii=False) + "\n"
    assert list(json_array.read(pieces(text, size), "list.json")) == [SLEEPER, OTHER]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_lines_come_back_as_they_were(size: int, end: str) -> None:
    text = dump(SLEEPER) + end + dump(OTHER)
    assert list(jsonl.read(pieces(text, size), "list.jsonl")) == [SLEEPER, OTHER]


def test_an_array_longer_than_the_window_comes_back() -> None:
    long = SLEEPER.replace(abstract="word " * 50_000 + "end")
    many = [OTHER, long, *[OTHER.replace(key=f"k{number}") for number in range(500)], long]
    text = json.dumps([plain(p) for p in many], indent=1)
    assert list(json_array.read(pieces(text, 1000), "list.json")) == many


CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cf"])
TEXT = st.text(CHARACTERS, min_size=1, max_size=20)
PAPERS = st.builds(
    Paper,
    key=st.text(CHARACTERS, max_size=5),
    title=st.none() | TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    abstract=st.none() | TEXT,
    stars=st.none() | st.integers(0, MOST),
    withdrawn=st.booleans(),
    sources=st.just(SLEEPER.sources),
)


@given(st.lists(PAPERS, max_size=4), st.integers(1, 50), st.sampled_from([None, 0, 2]), st.booleans())
def test_any_record_comes_back(records: list[Paper], size: int, indent: int | None, ascii_only: bool) -> None:
    expected = [plain(paper) for paper in records]
    array = json.dumps(expected, indent=indent, ensure_ascii=ascii_only)
    assert list(json_array.read(pieces(array, size), "f")) == records
    lines = "".join(json.dumps(each, ensure_ascii=ascii_only) + "\n" for each in expected)
    assert list(jsonl.read(pieces(lines, size), "f")) == records


@given(st.text(alphabet='{}[]",:\\ \nkeytil1é\ufeff\x00'), st.integers(1, 30))
def test_any_text_is_read_to_its_end(text: str, size: int) -> None:
    for read in (json_array.read, jsonl.read):
        lines = text.count("\n") + 1
        for each in read(pieces(text, size), "f"):
            places = each.sources if isinstance(each, Paper) else [each]
            assert all(1 <= one.place.first_line <= one.place.last_line <= lines for one in places)


@pytest.mark.parametrize(("read", "name"), [(json_array.read, "json"), (jsonl.read, "jsonl")])
def test_missing_members_take_their_defaults_and_the_place_becomes_the_source(read: Read, name: str) -> None:
    found = list(read(['\n\n{"title": "T"}\n'], "f"))
    place = Source(file="f", format=f"paperlist-{name}", first_line=3, last_line=3)
    assert found == [Paper(title="T", sources=(place,))]


@pytest.mark.parametrize(
    ("change", "field", "value", "message"),
    [
        ({"colour": "red"}, "title", SLEEPER.title, 'no record has "colour"; it is left out'),
        ({"stars": "many"}, "stars", None, '"stars" cannot be read: "many"'),
        ({"stars": "5"}, "stars", None, '"stars" cannot be read: "5"'),
        ({"withdrawn": 1}, "withdrawn", False, '"withdrawn" cannot be read: 1'),
        ({"date": "2024-13"}, "date", None, '"date" cannot be read: "2024-13"'),
        ({"type": "book"}, "type", PaperType.OTHER, '"type" cannot be read: "book"'),
        ({"title": ["a"]}, "title", None, '"title" cannot be read: ["a"]'),
        ({"title": float("nan")}, "title", None, '"title" cannot be read: NaN'),
        ({"authors": ["A", 5, "B"]}, "authors", ("A", "B"), '"authors" has an element that cannot be read: 5'),
        ({"authors": "A and B"}, "authors", (), '"authors" cannot be read: "A and B"'),
        ({"stars": MOST + 1}, "stars", None, f'"stars" cannot be read: {MOST + 1}'),
        ({"date": "٢٠٢٤"}, "date", None, '"date" cannot be read: "٢٠٢٤"'),
        (
            {"sources": [{"file": "a", "format": "b", "first_line": 1, "last_line": 1, "x": 2}, *[]]},
            "sources",
            (Source(file="list", format="FORMAT", first_line=1, last_line=1),),
            '"sources" has an element that cannot be read: '
            '{"file": "a", "format": "b", "first_line": 1, "last_line": 1…',
        ),
    ],
)
@pytest.mark.parametrize(
    ("read", "layout"), [(json_array.read, "[{}, {}]"), (jsonl.read, "{}\n{}\n")], ids=["json", "jsonl"]
)
def test_a_bad_member_costs_itself(
    read: Read, layout: str, change: dict[str, Any], field: str, value: Any, message: str
) -> None:
    text = layout.format(dump(SLEEPER, **change), dump(OTHER))
    found = list(read([text], "list"))
    expected = vars(SLEEPER) | {field: value}
    if field == "sources":
        expected["sources"] = [v.model_dump() | {"format": papers(found)[0].sources[0].format} for v in value]
    assert papers(found) == [Paper.model_validate(expected), OTHER]
    assert told(found) == [(Code.BAD_FIELD, 1, 1, message)]


@pytest.mark.parametrize("read", [json_array.read, jsonl.read], ids=["json", "jsonl"])
def test_a_number_of_too_many_digits_costs_itself(read: Read) -> None:
    text = dump(SLEEPER).replace('"stars": 12', f'"stars": {"9" * 5000}')
    text = text.replace('"authors_omitted": 14', f'"authors_omitted": -{"9" * 5000}')
    found = list(read([text], "f"))
    assert papers(found) == [SLEEPER.replace(stars=None, authors_omitted=0)]
    assert told(found) == [
        (Code.BAD_FIELD, 1, 1, '"authors_omitted" cannot be read: -Infinity'),
        (Code.BAD_FIELD, 1, 1, '"stars" cannot be read: Infinity'),
    ]


def test_several_bad_elements_of_one_list_cost_themselves() -> None:
    found = list(jsonl.read([dump(SLEEPER, authors=[1, "A", "", None, "B"], foo=1)], "f"))
    assert papers(found) == [SLEEPER.replace(authors=("A", "B"))]
    assert [code for code, *_ in told(found)] == [Code.BAD_FIELD] * 4


def test_control_characters_are_no_part_of_a_value() -> None:
    found = list(jsonl.read(['{"title": "a\\u0007b\\u001b[2J", "authors": ["\\u00e9"]}'], "f"))
    assert [(p.title, p.authors) for p in papers(found)] == [("ab[2J", ("é",))]


def test_half_a_surrogate_pair_is_replaced_and_told() -> None:
    found = list(jsonl.read(['{"title": "a\\ud83d b", "authors": ["\\udc00"]}'], "f"))
    assert [(p.title, p.authors) for p in papers(found)] == [("a\ufffd b", ("\ufffd",))]
    assert [code for code, *_ in told(found)] == [Code.BAD_BYTES]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"title": "cut', "no JSON: Unterminated string starting at (character 11)"),
        ("null", "no record: null"),
        ("{}", "no record: {}"),
        ('{"id": 1}', 'no record: {"id": 1}'),
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", "no JSON: nested too deeply"),
        ('{"title": ' + "[" * 300 + "]" * 300 + "}", 'nested too deeply for a record: {"title": ' + "[" * 50 + "…"),
        ('{"title": ' + "[" * 900 + "]" * 900 + "}", "no JSON: nested too deeply"),
    ],
)
def test_a_bad_line_costs_itself(bad: str, message: str) -> None:
    found = list(jsonl.read([dump(SLEEPER), "\n", bad, "\n", dump(OTHER)], "f"))
    assert papers(found) == [SLEEPER, OTHER]
    assert told(found) == [(Code.BAD_ENTRY, 2, 2, message)]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"title": "cut\n', 'no JSON: Invalid control character at (character 15): {"title": "cut'),
        (
            '{"title": "a" "stars": 4}',
            "no JSON: Expecting ',' delimiter (character 15): " + '{"title": "a" "stars": 4}',
        ),
        ('{"id": 1}', 'no record: {"id": 1}'),
        ("null, 12", "no record: null, 12"),
    ],
)
@pytest.mark.parametrize("size", [1, 1 << 20])
def test_a_bad_object_costs_itself(bad: str, message: str, size: int) -> None:
    text = f"[\n{dump(SLEEPER)},\n{bad},\n{dump(OTHER)},\n{dump(SLEEPER)}]"
    if bad.endswith("\n"):  # an object that never ends takes the next with it, and no more
        text = f"[\n{dump(SLEEPER)},\n{bad}{dump(OTHER)},\n{dump(SLEEPER)},\n{dump(OTHER)}]"
    found = list(json_array.read(pieces(text, size), "f"))
    assert papers(found)[0] == SLEEPER
    assert papers(found)[-2:] == ([SLEEPER, OTHER] if bad.endswith("\n") else [OTHER, SLEEPER])
    [(code, first, _, text)] = told(found)
    assert (code, first) == (Code.BAD_ENTRY, 3)
    assert text.startswith(message)


def test_an_array_that_breaks_off_keeps_what_was_there() -> None:
    text = f"[\n{dump(SLEEPER)},\n{dump(OTHER)[:-20]}"
    found = list(json_array.read([text], "f"))
    assert papers(found) == [SLEEPER]
    assert [(code, first) for code, first, *_ in told(found)] == [(Code.BAD_ENTRY, 3)]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (json.dumps([plain(SLEEPER)]), "paperlist-json"),
        (json.dumps([plain(SLEEPER)], indent=2), "paperlist-json"),
        ("\ufeff \n" + json.dumps(plain(SLEEPER), indent=2), "paperlist-json"),
        ("\ufeff" + dump(SLEEPER), "paperlist-jsonl"),
        ('{"title": "T", "authors": []}\n', "paperlist-jsonl"),
        ('{"abstract": "A", "title": "T", "authors": ["Zo\\u00eb B"]}\n', "paperlist-jsonl"),
        ('{"type": "preprint", "comments": "c", "title": "T", "authors": ["A B"]}\n', "paperlist-jsonl"),
        (json.dumps(plain(SLEEPER) | {"later": 1, "stars": "4"}) + "\n", "paperlist-jsonl"),
        (dump(SLEEPER)[:400], "paperlist-jsonl"),
        ("[]\n", "paperlist-json"),
        ("@article{a,\n title={b}}", "bibtex"),
        ("\ufeff% Encoding: UTF-8\r\n\r\n@Comment{jabref-meta: x}\r\n", "bibtex"),
        ('@string(jan = "January")', "bibtex"),
        ("  @ARTICLE(key, title = 1)", "bibtex"),
        (
            "This file was created with JabRef 2.2.\nEncoding: ISO8859_1\n\n@INCOLLECTION{allen9,\n  title = 1}",
            "bibtex",
        ),
        ("@misc{onlykey}", "bibtex"),
        ("@misc{,\n title = {t}}", "bibtex"),
        (
            "Automatically generated by Mendeley Desktop 1.19.8\nAny changes to this file will be lost if it is"
            " regenerated by Mendeley.\n\nBibTeX export options can be customized via Options\n\n@misc{a, b = 1}",
            "bibtex",
        ),
        ("", None),
        ("[1] Title of a paper", None),
        ("[Title](https://arxiv.org/abs/2401.05566)", None),
        ('{"url": "https://paperswithcode.com/", "title": "x", "authors": 1}', None),
        ('{"title": "T", "authors": ["A B"], "paperId": "x"}', None),
        ('{"title": "T", "authors": "A B"}', None),
        ('{"title": "T", "authors": ["B, A"]}', None),
        ('{"title": "T", "abstract": "A"}', None),
        ('{"key": "K", "version": 1, "data": {"title": "T"}}', None),
        ('{"title": "Search | arXiv", "author": "x", "text": "Showing 1-50"}', None),
        ("Showing 1–50 of 1,000 results\n@article{a,\n title={b}}", None),
        ("@someone on the web {thinks}", None),
        ("% a comment alone", None),
        ("@inproceedings", None),
        ("- Sleeper Agents\nAuthors: Evan Hubinger", None),
    ],
)
def test_recognise(head: str, name: str | None) -> None:
    assert recognise(head) == name


@pytest.mark.parametrize("name", ["lib.bib", "folder/LIB.BIB", "lib.bib.gz"])
def test_a_file_with_that_name_is_a_library(name: str) -> None:
    head = "My bibliography\n\n@article{a,\n title={b}}"
    assert recognise(head, name) == "bibtex"
    assert recognise(head, "lib.bib.txt") is None


@pytest.mark.parametrize("size", [1, 1 << 20])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"[{dump(OTHER)}]", 0),
        (f"[\n{dump(OTHER)}\n]\n", 0),
        (dump(OTHER), 0),
        (f"[{dump(OTHER)}]\n[{dump(OTHER)}]\n", 0),
        (f"[{dump(OTHER)}", 1),
        (f"[\n{dump(OTHER)},\n{dump(OTHER)}\n", 3),
        (f"[{dump(OTHER)}]\n[{dump(OTHER)},\n\n", 2),
    ],
)
def test_an_array_without_its_end_is_told(text: str, line: int, size: int) -> None:
    found = list(json_array.read(pieces(text, size), "list.json"))
    message = "the array breaks off: there is no ] at its end"
    assert told(found) == ([(Code.TRUNCATED, line, line, message)] if line else [])
    assert len(papers(found)) == text.count('"key": "other"')


@pytest.mark.parametrize(
    ("written", "read_back"),
    [
        (r"T\u0085wo", "T wo"),
        (r"T\u2028\u2029wo", "T wo"),
        (r"T\fwo", "T wo"),
        ("T\x85wo", "T wo"),
        (r"T\u001b[2Jwo", "T[2Jwo"),
        (r"T\u0000wo", "Two"),
    ],
)
def test_controls_are_no_part_of_a_value(written: str, read_back: str) -> None:
    source = f'{{"file": "{written}", "format": "f", "first_line": 1, "last_line": 1}}'
    line = f'{{"title": "{written}", "sources": [{source}]}}'
    (paper,) = jsonl.read([line], "a.jsonl")
    assert isinstance(paper, Paper)
    assert paper.title == paper.sources[0].file == read_back


@pytest.mark.parametrize("first", ["abstract", "comments", "title"])
def test_a_record_is_recognised_in_any_order_of_its_members(first: str) -> None:
    members = {first: "Words and words. " * 800, "key": "j", "type": "preprint", "authors": ["Jane Doe"]}
    assert recognise(json.dumps(members)[: 1 << 16]) == "paperlist-jsonl"
    assert recognise(json.dumps([members], indent=2)[: 1 << 16]) == "paperlist-json"
