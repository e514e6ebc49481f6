"""New entries look as those that are there, and go where their owner would put them."""

import re

import pytest

from paperlist.adding import Settings, add
from paperlist.adding.alignment import PLAIN, Alignment, Assignment, Kind, find_alignment
from paperlist.adding.order import learn_order
from tests.adding_samples import ADAM, SLEEPER, paper


@pytest.mark.parametrize(
    ("library", "sign"),
    [
        ("", "month = dec"),
        ("@article{a, year = 2000, journal = {X}}", "month = dec"),
        ("@online{a, date = {2000}}", "eprinttype = {arxiv}"),
        ("@article{a, date = {2000}, journaltitle = {X}}\n@misc{b, year = 2000}", "eprinttype = {arxiv}"),
    ],
)
def test_the_librarys_dialect_is_spoken(library: str, sign: str) -> None:
    assert sign in add(library, "l", [ADAM]).text
    assert "eprinttype" in add(library, "l", [ADAM], Settings(dialect="biblatex")).text
    assert "month = dec" in add(library, "l", [ADAM], Settings(dialect="bib")).text


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
    assert text.startswith(f"{library}{gap}@article{{kingma2014adam,{end}")
    assert f"}}{end}{end}@article{{hubinger2024sleeper,{end}" in text
    assert ("\n" in text.replace("\r\n", "")) == (end == "\n")
    assert text.endswith(f"}}{end}")


NEW = paper("Walks", authors=("Ana Ruiz",), date="2024", comments='A "new" idea', abstract="We walk.")


@pytest.mark.parametrize(
    ("entries", "added"),
    [
        # tabs, numbers bare, a last comma, no blank line
        ("@misc{a,\n\ttitle = {A},\n\tyear = 2001,\n}\n@misc{b,\n\ttitle = {B},\n\tyear = 2002,\n}\n",
         "@misc{ruiz2024walks,\n\tauthor = {Ruiz, Ana},\n\ttitle = {Walks},\n\tyear = 2024,\n"
         '\tnote = {A "new" idea},\n\tabstract = {We walk.},\n}\n'),
        # one column, capitals, the brace after the last value
        ("@Book{a,\n  Title     = {A},\n  Author    = {B}}\n\n\n@Misc{b,\n  Title     = {B}}\n",
         "\n\n@Misc{ruiz2024walks,\n  Title     = {Walks},\n  Author    = {Ruiz, Ana},\n  Year      = {2024},\n"
         '  Note      = {A "new" idea},\n  Abstract  = {We walk.}}\n'),
        # the longest name of each entry sets the column
        ("@ARTICLE{a,\n  title  = {A},\n  author = {B}\n}\n\n@BOOK{b,\n  title     = {A},\n  publisher = {B}\n}\n",
         "\n@MISC{ruiz2024walks,\n  title    = {Walks},\n  author   = {Ruiz, Ana},\n  year     = {2024},\n"
         '  note     = {A "new" idea},\n  abstract = {We walk.}\n}\n'),
        # quotation marks, names that end in one column
        ('@misc{a,\n   title = "A",\n    year = "2001"\n}\n',
         '\n@misc{ruiz2024walks,\n  author = "Ruiz, Ana",\n   title = "Walks",\n    year = "2024",\n'
         '    note = {A "new" idea},\nabstract = "We walk."\n}\n'),
        # commas in front
        ("@misc{ a\n, title = {A}\n, year  = {2001}\n}\n",
         "\n@misc{ ruiz2024walks\n, author   = {Ruiz, Ana}\n, title    = {Walks}\n, year     = {2024}\n"
         ', note     = {A "new" idea}\n, abstract = {We walk.}\n}\n'),
        # the alphabet's order, no indent
        ("@misc{a,\nauthor = {A},\ndoi = {10.1000/a},\nkeywords = {a},\ntitle = {A},\nurl = {a},\nyear = {2001}\n}\n",
         "\n@misc{ruiz2024walks,\nabstract = {We walk.},\nauthor = {Ruiz, Ana},\n"
         'note = {A "new" idea},\ntitle = {Walks},\nyear = {2024}\n}\n'),
        # all in one line
        ("@misc{a, title={A}, year={2001}}\n@misc{b, title={B}, year={2002}}\n",
         '@misc{ruiz2024walks, author={Ruiz, Ana}, title={Walks}, year={2024}, note={A "new" idea}, '
         "abstract={We walk.}}\n"),
        # tabs before the signs, values in one column
        ("@misc{a,\n\ttitle\t\t= {A},\n\tpublisher\t= {B},\n}\n",
         "\n@misc{ruiz2024walks,\n\tauthor\t\t= {Ruiz, Ana},\n\ttitle\t\t= {Walks},\n\tyear\t\t= {2024},\n"
         '\tnote\t\t= {A "new" idea},\n\tabstract\t= {We walk.},\n}\n'),
        ("@misc{a,\n  title =       {A},\n  publisher =   {B},\n}\n",
         "\n@misc{ruiz2024walks,\n  author =      {Ruiz, Ana},\n  title =       {Walks},\n  year =        {2024},\n"
         '  note =        {A "new" idea},\n  abstract =    {We walk.},\n}\n'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_entry_looks_as_the_others(entries: str, added: str, end: str) -> None:
    library = entries.replace("\n", end)
    text = add(library, "lib.bib", [NEW]).text
    assert text == library + added.replace("\n", end)
    assert add(text, "lib.bib", [NEW]).text == text


@pytest.mark.parametrize(
    "closing",
    [
        "@Comment{jabref-meta: databaseType:bibtex;}\n",
        "@comment{jabref-meta: a;}\n\n@Comment{jabref-meta: b;}\n",
        "@comment{BibDesk Static Groups{\n<dict/>\n}}\n",
        "% Local Variables:\n% mode: bibtex\n% End:\n",
        "\f\n@Comment Local Variables:\n@Comment mode: bibtex\n@Comment End:\n",
        "Local Variables:\nmode: bibtex\nEnd:\n",
        "% vim: set sw=2:\n",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
def test_new_entries_go_before_what_programs_keep_at_the_end(closing: str, between: str) -> None:
    entry = "@misc{a,\n  title = {A},\n  year = {2001}\n}"
    text = add(f"{entry}{between}{closing}", "lib.bib", [NEW, ADAM]).text
    assert text.startswith(f"{entry}\n\n")
    assert text.endswith(f"\n}}{between}{closing}")
    assert re.findall(r"(?m)^@(?:misc|article)", text) == ["@misc", "@misc", "@article"]
    assert add(text, "lib.bib", [NEW, ADAM]).text == text


def test_an_entry_put_aside_and_remarks_are_no_closing() -> None:
    for end in ("@comment{@misc{b, title = {B}}}\n", "% to be read: vim\n"):
        library = f"@misc{{a,\n  title = {{A}},\n  year = {{2001}}\n}}\n\n{end}"
        assert add(library, "lib.bib", [NEW]).text.startswith(library)


def test_eprints_are_named_as_the_librarys_are() -> None:
    entry = "@article{a,\n  title      = {A},\n  journal    = {CoRR},\n  year       = {2024},\n"
    library = entry + "  eprinttype = {arXiv},\n  eprint     = {2401.09999}\n}\n"
    text = add(library, "lib.bib", [SLEEPER]).text.removeprefix(library)
    assert "  eprinttype  = {arXiv},\n  eprint      = {2401.05566},\n  eprintclass = {cs.CR}" in text
    assert "  year        = {2024}" in text


def assignments(*lines: str) -> list[Assignment]:
    parts = [line.partition("=") for line in lines]
    return [
        Assignment(head[: -len(head.lstrip())], head.strip(), head[len(head.rstrip()) :], " ", is_bare=False)
        for head, _, _ in parts
    ]


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([], PLAIN),
        ([assignments("  title = ", "  year = ")], PLAIN),
        ([assignments("  title  = ", "  author = ")], Alignment(Kind.ENTRY, " ", " ")),
        ([assignments("  title   = ", "  author  = ")], Alignment(Kind.COLUMN, "", " ", 10)),
        ([assignments("  title = "), *[assignments("  title   = ", "  author  = ")] * 2],
         Alignment(Kind.COLUMN, "", " ", 10)),
        ([assignments("   title = ", "  author = ")], Alignment(Kind.RIGHT, " ", " ", 8)),
        ([assignments("\ttitle\t\t= ", "\tpublisher\t= ")], Alignment(Kind.COLUMN, "", " ", 24, 8)),
    ],
)  # fmt: skip
def test_signs_are_where_most_are(entries: list[list[Assignment]], found: Alignment) -> None:
    assert find_alignment(entries) == found


@pytest.mark.parametrize(
    ("entries", "order"),
    [
        ([], "author title year doi"),
        (["title author year"], "title author year doi"),
        (["title author", "title year", "year author"], "title year author doi"),
        (["year title author"] * 2 + ["author title year"], "year title author doi"),
        (["journaltitle date author"], "year author title doi"),
        (["title doi"] * 3, "author title year doi"),
        (["abstract author doi editor title url year"], "author doi title year"),
        (["author title year"], "author title year doi"),
        (["title eprint archiveprefix year"], "author title eprint archivePrefix primaryClass year month doi"),
        (["title eprinttype eprint year"], "author title archivePrefix eprint primaryClass year month doi"),
        (["year author title"], "year month author title eprint archivePrefix primaryClass doi"),
    ],
)
def test_fields_come_in_the_librarys_order(entries: list[str], order: str) -> None:
    ours = "author title year month eprint archivePrefix primaryClass doi".split()
    learned = learn_order(map(str.split, entries), [*ours, "abstract", "editor", "url"])
    names = [name for name in ours if name in order.split()]
    assert learned.sorted(names) == order.split()
