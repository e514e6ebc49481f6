"""Papers are added to a library that somebody has cared for, and nothing else in it changes."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.adding import Action, Addition, Settings, add
from paperlist.adding.bibfile import decode, encode, reject_reason
from paperlist.adding.diff import diff
from paperlist.diagnostics import Code
from paperlist.exporters import Options
from paperlist.paper import Paper, PaperType, Source
from paperlist.readers.bibtex import read


def paper(title: str | None, line: int = 1, **values: Any) -> Paper:
    source = Source(file="dump.txt", format="arxiv-search", first_line=line, last_line=line + 3)
    return Paper(**{"title": title, "sources": (source,)} | values)


SLEEPER = paper(
    "Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training",
    type=PaperType.PREPRINT,
    authors=("Evan Hubinger", "Carson Denison"),
    date="2024-01-10",
    submitted="2024-01-10",
    abstract="Humans are capable of strategically deceptive behavior.",
    arxiv_id="2401.05566",
    categories=("cs.CR",),
)
ADAM = paper(
    "Adam: A Method for Stochastic Optimization",
    10,
    type=PaperType.PREPRINT,
    authors=("Diederik P. Kingma", "Jimmy Ba"),
    date="2014-12-22",
    arxiv_id="1412.6980",
    doi="10.1000/adam",
)
UNTITLED = paper(None, 20, authors=("Ana Ruiz",), date="2020-05-06", excerpt="We show the effectiveness of our method.")

LIBRARY = r"""% My library. Do not touch!
@string{acm = "ACM Press"}
@preamble{"\newcommand{\noop}[1]{}"}

@Article{Hubinger:24,
    author    = {Evan Hubinger and Carson Denison},
    title     = {Sleeper {Agents}: Training Deceptive {LLMs} that Persist Through Safety Training},
    year      = 2024,
    eprint    = {2401.05566},
    my-stars  = {*****},
}

@comment{jabref-meta: grouping;}
@misc{broken title = {No comma}}
@book{knuth , title="The {\TeX}book" , publisher = acm}
   % done
"""


def rows(addition: Addition) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.action.value, row.key, row.fields) for row in addition.rows]


def told(addition: Addition) -> list[tuple[Code, str, int]]:
    return [(each.code, *each.place[:2]) for each in addition.diagnostics]


def is_subsequence(old: str, new: str) -> bool:
    rest = iter(new)
    return all(character in rest for character in old)


def entries(text: str) -> list[Paper]:
    return [each for each in read([text], "lib.bib") if isinstance(each, Paper)]


def test_new_papers_are_appended_and_nothing_else_changes() -> None:
    addition = add(LIBRARY, "lib.bib", [SLEEPER, ADAM])
    assert addition.text.startswith(
        LIBRARY + "\n@misc{kingma2014adam,\n  author = {Kingma, Diederik P. and Ba, Jimmy},\n"
    )
    assert addition.text.endswith("}\n")
    assert rows(addition) == [
        ("present", "Hubinger:24", ("month", "archivePrefix", "primaryClass", "url", "keywords", "abstract")),
        ("added", "kingma2014adam", ()),
    ]
    assert [(row.title, row.place) for row in addition.rows] == [
        (SLEEPER.title, "dump.txt:1"),
        (ADAM.title, "dump.txt:10"),
    ]
    assert told(addition) == [(Code.LIBRARY_FAULT, "lib.bib", 14)]


def test_papers_that_are_there_get_the_fields_they_lack() -> None:
    addition = add(LIBRARY, "lib.bib", [SLEEPER], Settings(update=True))
    after = "    my-stars  = {*****}"
    lines = [
        ",",
        "    month     = jan,",
        "    archivePrefix = {arXiv},",
        "    primaryClass = {cs.CR},",
        "    url       = {https://arxiv.org/abs/2401.05566},",
        "    keywords  = {cs.CR},",
        "    abstract  = {Humans are capable of strategically deceptive behavior.}",
    ]
    assert addition.text == LIBRARY.replace(after, after + "\n".join(lines))
    fields = ("month", "archivePrefix", "primaryClass", "url", "keywords", "abstract")
    assert rows(addition) == [("updated", "Hubinger:24", fields)]
    assert add(addition.text, "lib.bib", [SLEEPER], Settings(update=True)).text == addition.text


@pytest.mark.parametrize("update", [False, True])
def test_adding_twice_is_adding_once(update: bool) -> None:
    chosen = Settings(update=update)
    first = add(LIBRARY, "lib.bib", [SLEEPER, UNTITLED, ADAM], chosen)
    second = add(first.text, "lib.bib", [SLEEPER, UNTITLED, ADAM], chosen)
    assert second.text == first.text
    assert {row.action for row in second.rows} == {Action.PRESENT}
    assert [row.key for row in second.rows] == [row.key for row in first.rows]


@pytest.mark.parametrize(
    ("entry", "field", "end"),
    [
        # one line
        ("@misc{k, title = {Title}, eprint = {2401.05566}}", ", doi = {10.1000/x}", "}"),
        # no blanks, trailing comma
        ("@misc{k,\n\ttitle={Title},\n\teprint={2401.05566},\n}", ",\n\tdoi={10.1000/x}", ",\n}"),
        # commas in front
        ("@misc{k\n  , title = {Title}\n  , eprint = {2401.05566}\n  }", "\n  , doi = {10.1000/x}", "\n  }"),
        # signs in one column
        ("@misc{k,\n title         = {Title},\n publisher     = {P},\n eprint        = {2401.05566}}",
         ",\n doi           = {10.1000/x}", "}"),
        # parentheses, quotation marks, CRLF
        ('@misc(k,\r\n title = "Title",\r\n eprint = "2401.05566"\r\n)\r\n', ",\r\n doi = {10.1000/x}", "\r\n)\r\n"),
        # one field
        ("@misc{k,\n    eprint = {2401.05566}\n}", ",\n    doi = {10.1000/x}", "\n}"),
        # the value in the next line
        ("@misc{k, title = {Title},\n  eprint =\n    {2401.05566}\n}", ",\n  doi =\n    {10.1000/x}", "\n}"),
    ],
)  # fmt: skip
def test_a_field_is_put_in_as_the_entry_is_laid_out(entry: str, field: str, end: str) -> None:
    found = paper(None, arxiv_id="2401.05566", doi="10.1000/x")
    text = add(entry, "lib.bib", [found], Settings(update=True)).text
    assert entry.endswith(end)
    kept = entry.removesuffix(end)
    assert text.startswith(kept)
    assert text.endswith(end)
    put_in = text[len(kept) : len(text) - len(end)]
    assert field in put_in
    assert put_in.count(field[: field.index("doi")]) == 3  # archivePrefix and url as well
    assert add(text, "lib.bib", [found], Settings(update=True)).text == text


@pytest.mark.parametrize(
    ("entry", "lacking"),
    [
        ("eprint = {1412.6980}", {"author", "title", "year", "month", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, date = {2014}", {"author", "title", "eprinttype", "doi", "url"}),
        ("eprint = {1412.6980}, year = 2014", {"author", "title", "month", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, year = 2015", {"author", "title", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, archiveprefix = {arXiv}, year = 2015", {"author", "title", "doi", "url"}),
        ("eprint = {1412.6980}, eprinttype = {arxiv}, year = 2015", {"author", "title", "doi", "url"}),
        ("DOI = {10.1000/adam}, eprint = {123}, eprinttype = {pubmed}, date = {2014}", {"author", "title", "url"}),
        (
            "doi = {10.1000/ADAM}, abstract = {}, url = {}",
            {"author", "title", "year", "month", "eprint", "archivePrefix"},
        ),
    ],
)
def test_what_an_entry_lacks(entry: str, lacking: set[str]) -> None:
    library = f"@misc{{k, {entry}}}"
    [row] = add(library, "lib.bib", [ADAM]).rows
    assert (row.action, row.key, set(row.fields)) == (Action.PRESENT, "k", lacking)


def test_a_venue_is_put_in_only_where_it_has_a_place() -> None:
    found = paper(
        "T of things", type="conference", authors=("A B",), date="2020", doi="10.1000/x", venue="NeurIPS 2020"
    )
    kinds = {"inproceedings": "booktitle", "article": None, "misc": None}
    for kind, name in kinds.items():
        [row] = add(f"@{kind}{{k, doi = {{10.1000/x}}, title = {{T of things}}, year = 2020}}", "l", [found]).rows
        assert ("booktitle" in row.fields) == (name is not None)
        assert not {"journal", "howpublished"} & set(row.fields)


def test_what_is_inherited_is_not_lacking() -> None:
    library = "@inproceedings{k, doi = {10.1000/x}, crossref = {p}}\n@proceedings{p, title = {NeurIPS}, year = 2020}"
    found = paper(
        "T of things", type="conference", authors=("A B",), date="2020", doi="10.1000/x", venue="NeurIPS 2020"
    )
    [row] = add(library, "l", [found]).rows
    assert set(row.fields) == {"author", "title"}


def test_an_entry_without_fields_gets_some() -> None:
    library = "@misc{2401.05566}\n@misc{k, title = {Sleeper Agents}, note = {arXiv:2401.05566}}\n"
    addition = add(library, "lib.bib", [SLEEPER])
    assert rows(addition)[0][:2] == ("present", "k")
    assert addition.text == library


def test_a_paper_that_matches_two_entries_is_told_and_left_alone() -> None:
    one = "@misc{a, title = {Sleeper Agents}, eprint = {2401.05566}}\n"
    two = "@article{b, title = {Sleeper Agents}, eprint = {2401.05566v2}}\n"
    addition = add(one + two, "lib.bib", [SLEEPER, ADAM], Settings(update=True))
    assert addition.text.startswith(one + two + "\n@misc{kingma2014adam,")
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


@pytest.mark.parametrize(
    ("library", "sign"),
    [
        ("", "archivePrefix"),
        ("@article{a, year = 2000, journal = {X}}", "archivePrefix"),
        ("@online{a, date = {2000}}", "eprinttype"),
        ("@article{a, date = {2000}, journaltitle = {X}}\n@misc{b, year = 2000}", "eprinttype"),
    ],
)
def test_the_librarys_dialect_is_spoken(library: str, sign: str) -> None:
    assert f"{sign} = {{arxiv}}" in add(library, "l", [ADAM]).text.replace("arXiv}", "arxiv}")
    assert "eprinttype" in add(library, "l", [ADAM], Settings(dialect="biblatex")).text
    assert "archivePrefix" in add(library, "l", [ADAM], Settings(dialect="bib")).text


@pytest.mark.parametrize(
    ("library", "gap"),
    [
        ("@misc{a, x = 1}", "\n\n"),
        ("@misc{a, x = 1}\n", "\n"),
        ("@misc{a, x = 1}\n\n\n", ""),
        ("@misc{a, x = 1}\r\n", "\r\n"),
        ("@misc{a, x = 1,\r\n}", "\r\n\r\n"),
        ("\ufeff@misc{a, x = 1}\n% end", "\n\n"),
        ("", ""),
        ("\ufeff", ""),
        ("\n\n", ""),
    ],
)
def test_a_blank_line_parts_a_new_entry_from_what_is_there(library: str, gap: str) -> None:
    text = add(library, "lib.bib", [ADAM, SLEEPER]).text
    end = "\r\n" if "\r\n" in library else "\n"
    assert text.startswith(f"{library}{gap}@misc{{kingma2014adam,{end}")
    assert f"}}{end}{end}@misc{{hubinger2024sleeper,{end}" in text
    assert ("\n" in text.replace("\r\n", "")) == (end == "\n")
    assert text.endswith(f"}}{end}")


# ---- Bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        ("@misc{a, title = {Łódź}}".encode(), "utf-8"),
        (b"\xef\xbb\xbf@misc{a}\r\n", "utf-8"),
        ("\ufeffé".encode("utf-16-le"), "utf-16-le"),
        ("\ufeffé".encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\xd8", "cp1252"),
        ("@misc{é}".encode("latin-1"), "cp1252"),
        (b"@misc{\x81}", "latin-1"),
        ("% Encoding: ISO8859_2\n@misc{ł}".encode("iso8859-2"), "ISO8859_2"),
        ("This file was created with JabRef 2.2.\nEncoding: ISO8859_2\n@misc{ł}".encode("iso8859-2"), "ISO8859_2"),
        ("% Encoding: nonsense\n@misc{é}".encode("latin-1"), "cp1252"),
    ],
)
def test_every_byte_comes_back(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert found.lower() == encoding.lower()
    assert encode(text, found) == data


@given(st.binary(max_size=30))
def test_any_bytes_come_back(data: bytes) -> None:
    assert encode(*decode(data)) == data


def test_a_library_keeps_its_encoding() -> None:
    names = [
        paper("Ein Müller", 1, authors=("Jörg Müller",), date="2020"),
        paper("Łódź studies", 5, authors=("Łukasz Ērglis",), date="2021"),
        paper("中文 title", 9, authors=("Wei Li",), date="2022"),
    ]
    text, encoding = decode("@misc{é, title = {Café}}\n".encode("latin-1"))
    addition = add(text, "lib.bib", names, Settings(encoding=encoding))
    assert encode(addition.text, encoding).startswith(
        "@misc{é, title = {Café}}\n\n@misc{muller2020ein,".encode("latin-1")
    )
    assert "Ein M\\" not in addition.text
    assert [row.action for row in addition.rows] == [Action.ADDED, Action.ADDED, Action.REFUSED]
    assert [each.title for each in entries(addition.text)] == ["Café", "Ein Müller", "Łódź studies"]
    [said] = addition.diagnostics
    assert (said.code, said.place.first_line) == (Code.UNREADABLE, 9)


# ---- The diff --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 3, 40])
@pytest.mark.parametrize("end", ["", "\n", "\u2028\r\n"])
def test_the_diff_can_be_applied(size: int, end: str, tmp_path: Path) -> None:
    filler = "".join(f"@misc{{filler{number}, title = {{Filler {number}}}}}\n" for number in range(size))
    old = filler + LIBRARY + filler.rstrip("\n") + end
    new = add(old, "lib.bib", [SLEEPER, ADAM], Settings(update=True)).text
    shown = diff(old, new, "lib.bib")
    assert shown.startswith("--- a/lib.bib\n+++ b/lib.bib\n@@ ")
    assert not [line for line in shown.split("\n")[2:-1] if line[:1] not in (" ", "+", "-", "@", "\\")]
    if not shutil.which("patch"):
        pytest.skip("patch is not installed (Debian: apt-get install patch)")
    (tmp_path / "lib.bib").write_bytes(old.encode())
    subprocess.run(
        ["patch", "-p1", "--fuzz=0", "--binary"], input=shown.encode(), cwd=tmp_path, check=True, capture_output=True
    )
    assert (tmp_path / "lib.bib").read_bytes() == new.encode()


def test_no_change_is_no_diff() -> None:
    assert diff(LIBRARY, LIBRARY, "lib.bib") == ""


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


def test_what_is_said_in_another_field_is_not_put_in_as_a_note() -> None:
    library = (
        "@book{k, doi = {10.1000/x}, title = {T of things}, booktitle = {Big Book}, author = {A. B}, year = 2020}\n"
    )
    found = paper("T of things", type="conference", authors=("A. B",), date="2020", doi="10.1000/x", venue="Big Book")
    assert add(library, "l", [found], Settings(update=True)).text == library


# What a card tells of a paper whose title it lost, and the same paper as arXiv lists it.
CARD = paper(
    None,
    sources=(Source(file="cards.txt", format="papers-with-code", first_line=1, last_line=2),),
    authors=("Evan Hubinger", "Carson Denison", "Jesse Mu", "Mike Lambert"),
    date="2024-01",
    excerpt="We find that such backdoor behavior can be made persistent, so that it is not removed by standard safety "
    "training techniques, including supervised fine-tuning, reinforcement learning, and adversarial training "
    "(eliciting unsafe behavior and then training to remove it).",
)
LISTED = paper(
    SLEEPER.title,
    40,
    type=PaperType.PREPRINT,
    authors=("Evan Hubinger", "Carson Denison", "Jesse Mu"),
    authors_omitted=1,
    date="2024-01-10",
    submitted="2024-01-10",
    abstract=f"Humans are capable of strategically deceptive behavior. {CARD.excerpt} Backdoors persist.",
)


def test_an_entry_without_title_gets_the_true_one_and_is_found_again() -> None:
    library = add("", "lib.bib", [CARD]).text
    assert "  title = {[We find that such backdoor behavior …]},\n" in library
    chosen = Settings(update=True)
    addition = add(library, "lib.bib", [LISTED], chosen)
    assert rows(addition) == [("updated", "hubinger2024find", ("title", "howpublished", "abstract"))]
    [entry] = entries(addition.text)
    assert (entry.key, entry.title, entry.abstract) == ("hubinger2024find", LISTED.title, LISTED.abstract)
    title = "Sleeper Agents: {Training} Deceptive {LLMs} that Persist Through Safety Training"
    before, after = library.split("[We find that such backdoor behavior …]")
    assert addition.text.startswith(before + title + after.removesuffix(",\n}\n"))
    for papers in ([LISTED], [CARD], [LISTED, CARD]):
        again = add(addition.text, "lib.bib", papers, chosen)
        assert (again.text, [row.key for row in again.rows]) == (addition.text, ["hubinger2024find"])


def test_an_entry_that_would_not_be_found_again_is_not_updated() -> None:
    # Who has taken the title away from the entry wants it so; with the abstract in it, the merger does not find it.
    library = add("", "lib.bib", [CARD]).text.replace("[We find that such backdoor behavior …]", "")
    addition = add(library, "lib.bib", [LISTED, ADAM], Settings(update=True))
    assert addition.text.startswith(library)
    assert rows(addition) == [
        ("present", "hubinger2024find", ("howpublished", "abstract")),
        ("added", "kingma2014adam", ()),
    ]
    assert len(entries(addition.text)) == 2


def test_a_title_in_brackets_that_is_somebodys_own_stays() -> None:
    library = "@misc{k, title = {[Sic]}, eprint = {2401.05566}}"
    [row] = add(library, "lib.bib", [SLEEPER]).rows
    assert (row.key, "title" in row.fields) == ("k", False)


DUMP = (Path(__file__).parents[1] / "fixtures/mixed/seeds/arxiv-search.txt").read_bytes()
LISTING = "is a listing, no .bib; nothing was added (the library comes first: paperlist add LIBRARY LISTING)"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf\r\n", ""),
        (b"% nothing yet\nMy papers come here.\n", ""),
        (b"@comment{jabref-meta: databaseType:bibtex;}\n", ""),
        (b"@misc{broken, title = {No end,\n", ""),
        (b"% Caf\xe9\n@misc{k, title = {T}}\n", ""),
        ("\ufeff@misc{k, title = {T}}\n".encode("utf-16-le"), ""),
        (DUMP + b"\n@misc{k, title = {T}}\n", ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text; nothing was added"),
        (b"\x89PNG\x81\x01", "is no text; nothing was added"),
        ("@misc{k, title = {T}}".encode("utf-16-be"), "is no text; nothing was added"),
        (DUMP, LISTING),
        (b'[{"key": "k", "title": "T", "arxiv_id": "2401.05566"}]', LISTING),
    ],
)
def test_what_is_no_library(data: bytes, why: str) -> None:
    assert reject_reason(*decode(data)) == why


@pytest.mark.parametrize(
    ("library", "why"),
    [
        ("@misc{a, title = {Cut", "an entry of the library does not end, and would swallow what is put after it"),
        (
            "@misc{a title = {Adam}, doi = {10.1000/ADAM}}",
            "1412.6980 is in an entry of the library that cannot be read",
        ),
    ],
)
def test_a_paper_that_a_broken_library_may_have_is_not_added(library: str, why: str) -> None:
    doi_only = library.replace("a title = {Adam}, doi = {10.1000/ADAM}", "a title = {Adam}, eprint = {1412.6980}")
    addition = add(doi_only, "lib.bib", [ADAM])
    assert (addition.text, rows(addition)) == (doi_only, [("unsure", "", ())])
    assert [each.message for each in addition.diagnostics if each.code is Code.UNSURE] == [f"was not added: {why}"]


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
