"""Entries that are there get the fields they lack, and nothing that is true of another edition of the work."""

import pytest

from paperlist.adding import Action, Settings, add
from paperlist.paper import PaperType, Source
from tests.adding_samples import ADAM, LIBRARY, SLEEPER, entries, paper, rows


def test_papers_that_are_there_get_the_fields_they_lack() -> None:
    addition = add(LIBRARY, "lib.bib", [SLEEPER], Settings(update=True))
    after = "    my-stars  = {*****}"
    lines = [
        ",",
        "    archiveprefix = {arXiv},",
        "    primaryclass = {cs.CR},",
        "    url       = {https://arxiv.org/abs/2401.05566},",
        "    abstract  = {Humans are capable of strategically deceptive behavior.}",
    ]
    assert addition.text == LIBRARY.replace(after, after + "\n".join(lines))
    fields = ("archivePrefix", "primaryClass", "url", "abstract")
    assert rows(addition) == [("updated", "Hubinger:24", fields)]
    assert add(addition.text, "lib.bib", [SLEEPER], Settings(update=True)).text == addition.text


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
        ('@misc(k,\r\n title = "Title",\r\n eprint = "2401.05566"\r\n)\r\n', ',\r\n doi = "10.1000/x"', "\r\n)\r\n"),
        # one field
        ("@misc{k,\n    eprint = {2401.05566}\n}", ",\n    doi = {10.1000/x}", "\n}"),
        # the value in the next line
        ("@misc{k, title =\n    {Title},\n  eprint =\n    {2401.05566}\n}", ",\n  doi =\n    {10.1000/x}", "\n}"),
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
        ("eprint = {1412.6980}", {"author", "title", "year", "month", "day", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, date = {2014}", {"author", "title", "eprinttype", "doi", "url"}),
        ("eprint = {1412.6980}, year = 2014", {"author", "title", "month", "day", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, year = 2014, month = nov", {"author", "title", "archivePrefix", "doi", "url"}),
        ("journal = {arXiv preprint arXiv:1412.6980}, year = 2015", {"author", "title", "doi", "url"}),
        ("eprint = {1412.6980}, year = 2015", {"author", "title", "archivePrefix", "doi", "url"}),
        ("eprint = {1412.6980}, archiveprefix = {arXiv}, year = 2015", {"author", "title", "doi", "url"}),
        ("eprint = {1412.6980}, eprinttype = {arxiv}, year = 2015", {"author", "title", "doi", "url"}),
        ("DOI = {10.1000/adam}, eprint = {123}, eprinttype = {pubmed}, date = {2014}", {"author", "title", "url"}),
        (
            "doi = {10.1000/ADAM}, abstract = {}, url = {}",
            {"author", "title", "year", "month", "day", "eprint", "archivePrefix"},
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
    assert "  title = {{[We find that such backdoor behavior …]}},\n" in library
    chosen = Settings(update=True)
    addition = add(library, "lib.bib", [LISTED], chosen)
    assert rows(addition) == [("updated", "hubinger2024find", ("title", "howpublished", "abstract"))]
    [entry] = entries(addition.text)
    assert (entry.key, entry.title, entry.abstract) == ("hubinger2024find", LISTED.title, LISTED.abstract)
    title = "Sleeper Agents: {Training} Deceptive {LLMs} that Persist Through Safety Training"
    before, after = library.split("{[We find that such backdoor behavior …]}")
    assert addition.text.startswith(before + title + after.removesuffix(",\n}\n"))
    for papers in ([LISTED], [CARD], [LISTED, CARD]):
        again = add(addition.text, "lib.bib", papers, chosen)
        assert (again.text, [row.key for row in again.rows]) == (addition.text, ["hubinger2024find"])


def test_an_entry_that_would_not_be_found_again_is_not_updated() -> None:
    # Who has taken the title away from the entry wants it so; with the abstract in it, the merger does not find it.
    library = add("", "lib.bib", [CARD]).text.replace("{[We find that such backdoor behavior …]}", "")
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


PREPRINT = SLEEPER.replace(comments="6 pages, 3 figures", doi="10.48550/arXiv.2401.05566")
FROM_LISTING = {"archivePrefix", "primaryClass", "abstract"}


@pytest.mark.parametrize(
    ("entry", "lacking"),
    [
        # a preprint, by its type or by what is in the place of a journal
        ("@misc{k, ID, year = 2024}", {"month", "day", "note", "url", "doi"}),
        ("@article{k, ID, year = 2024, journal = {CoRR}}", {"note", "url", "doi"}),
        ("@article{k, ID, year = 2024, journal = {arXiv preprint arXiv:2401.05566}}", {"note", "url", "doi"}),
        ("@misc{k, ID, year = 2024, howpublished = {arXiv preprint}}", {"month", "day", "note", "url", "doi"}),
        # published: no month, pages, address or DOI of the preprint
        ("@article{k, ID, year = 2024, journal = {J. Agents}}", set()),
        ("@article{k, ID, journal = {J. Agents}}", set()),
        ("@inproceedings{k, ID, year = 2024}", set()),
        ("@article{k, arXiv:ID, year = 2024, journal = {J. Agents}}", set()),
        ("@misc{k, ID, year = 2024, howpublished = {NeurIPS 2024}}", set()),
        # what is said already, or was switched off
        ("@misc{k, ID, year = 2024, note = {Long: 6 pages, 3 figures}, doi = {}}", {"month", "day", "url"}),
        (
            "@misc{k, ID, year = 2024, howpublished = {\\url{https://arxiv.org/pdf/2401.05566v3}}}",
            {"month", "day", "note", "doi"},
        ),
        ("@misc{k, ID, year = 2024, OPTnote = {}, _doi = {x}, x-url = {y}, ALTmonth = {}}", set()),
    ],
)
def test_a_published_work_gets_nothing_of_its_preprint(entry: str, lacking: set[str]) -> None:
    known = "author = {Hubinger, E.}, title = {Sleeper Agents}, eprint = "
    text = entry.replace("arXiv:ID", known + "{arXiv:2401.05566v2}").replace("ID", known + "{2401.05566}")
    [row] = add(text, "lib.bib", [PREPRINT]).rows
    assert (row.key, set(row.fields)) == ("k", FROM_LISTING | lacking)


def test_the_record_of_a_published_work_gives_what_belongs_to_it() -> None:
    found = SLEEPER.replace(entry_type="article", journal="J. Agents", date="2024-05", comments="Erratum")
    [row] = add("@article{k, title = {T}, eprint = {2401.05566}, year = 2024}", "lib.bib", [found]).rows
    assert {"month", "note"} <= set(row.fields)


@pytest.mark.parametrize(
    ("entry", "lacking"),
    [
        ("eprinttype = {arxiv}, year = 2024, month = jan", {"eprintclass"}),
        ("archiveprefix = {arXiv}, date = {2024-01}", {"primaryClass"}),
        ("primaryclass = {cs.CR}, date = {2024-01}", {"archivePrefix"}),
        ("eprintclass = {cs.CR}, archiveprefix = {arXiv}, date = {2024-01}", set()),
    ],
)
def test_an_entry_keeps_to_its_dialect(entry: str, lacking: set[str]) -> None:
    written = (
        f"author = {{Hubinger, E.}}, title = {{Sleeper}}, url = {{}}, abstract = {{}}, eprint = {{2401.05566}}, {entry}"
    )
    for others in (
        "",
        "@online{o, date = {2000}, eprinttype = {arxiv}}",
        "@misc{o, year = 2000, archiveprefix = {arXiv}}",
    ):
        [row] = add(f"@misc{{k, {written}}}\n{others}", "lib.bib", [SLEEPER]).rows
        assert set(row.fields) == lacking


def test_keywords_that_say_the_class_again_are_not_put_in() -> None:
    more = SLEEPER.replace(categories=("cs.CR", "cs.AI"))
    library = "@misc{k, title = {T}, eprint = {2401.05566}}"
    assert ["keywords" in add(library, "l", [each]).rows[0].fields for each in (SLEEPER, more)] == [False, True]


def test_a_field_goes_into_the_column_of_most_fields() -> None:
    fields = ["title      = {T}", "my-eprinttype = {x}", "isbn       = {1}", "eprint     = {2401.05566}"]
    library = "@misc{k,\n  " + ",\n  ".join(fields) + "\n}\n"
    text = add(library, "lib.bib", [SLEEPER], Settings(update=True)).text
    assert ",\n  year       = {2024},\n  month      = jan,\n  day        = {10},\n  archiveprefix = {arXiv},\n" in text
