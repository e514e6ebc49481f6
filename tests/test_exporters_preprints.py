"""Preprints in .bib files: one id that every style shows, in the form that a library has, and back."""

from typing import Any

import pytest

from paperlist.adding import add
from paperlist.merging import merge
from paperlist.paper import Paper, PaperType
from paperlist.readers.bibtex import read
from tests.exporter_samples import usual_papers, written
from tests.test_exporters_bibtex import entry

USUAL = {paper.key: paper for paper in usual_papers()}
NEW = USUAL["hubinger2024sleeper"].replace(key="")

PREPRINT = """\
@article{hubinger2024sleeper,
  author = {Hubinger, Evan and Denison, Carson and Bowman, Samuel R. and others},
  title = {Sleeper Agents: {Training} Deceptive {LLMs} that Persist Through Safety Training},
  journal = {arXiv preprint arXiv:2401.05566},
  year = {2024},
  month = jan,
  day = {10},
  primaryClass = {cs.CR},
  url = {https://arxiv.org/abs/2401.05566},
  note = {updated to add missing acknowledgements},
  keywords = {cs.CR, cs.AI},
  abstract = {Humans are capable of 100\\% deception. We find that backdoors persist.},
  usera = {Submitted: 2024-01-10; Updated: 2024-01-17; Announced: 2024-01; arXiv version: 3; \
Authors not listed: 36; Code implementations: 1},
}
"""
JOURNAL = "  journal = {arXiv preprint arXiv:2401.05566},\n"
EPRINT = "  eprint = {2401.05566},\n  archivePrefix = {arXiv},\n"
BIBLATEX_EPRINT = "  eprint = {2401.05566},\n  eprinttype = {arxiv},\n"


def test_a_preprint() -> None:
    assert written("bib", USUAL["hubinger2024sleeper"]) == PREPRINT


def test_a_preprint_as_arxiv_exports_it() -> None:
    expected = PREPRINT.replace("@article", "@misc").replace(JOURNAL, "")
    expected = expected.replace("  primaryClass", EPRINT + "  primaryClass")
    assert written("bib", USUAL["hubinger2024sleeper"], preprints="eprint") == expected


def test_a_preprint_in_biblatex() -> None:
    expected = PREPRINT.replace("@article", "@online").replace(JOURNAL, "").replace("  primaryClass", "  eprintclass")
    expected = expected.replace("year = {2024},\n  month = jan,\n  day = {10}", "date = {2024-01-10}")
    expected = expected.replace("  eprintclass", BIBLATEX_EPRINT + "  eprintclass")
    for form in ("article", "eprint"):
        assert written("biblatex", USUAL["hubinger2024sleeper"], preprints=form) == expected


@pytest.mark.parametrize(
    ("lacking", "form", "kind", "shown"),
    [
        ({}, "article", "article", {"journal": "arXiv preprint arXiv:2401.05566"}),
        ({"arxiv_id": None}, "article", "article", {"journal": "arXiv preprint"}),
        ({"authors": ()}, "article", "misc", {"howpublished": "arXiv preprint arXiv:2401.05566"}),
        ({"date": None}, "article", "misc", {"howpublished": "arXiv preprint arXiv:2401.05566"}),
        ({"date": None, "venue": "A w"}, "article", "misc", {"howpublished": "A w", "eprint": "2401.05566"}),
        ({"journal_ref": "N"}, "article", "article", {"journal": "arXiv preprint arXiv:2401.05566", "note": "N"}),
        ({}, "eprint", "misc", {"eprint": "2401.05566"}),
        ({"authors": ()}, "eprint", "misc", {"eprint": "2401.05566"}),
        ({"arxiv_id": None}, "eprint", "misc", {"howpublished": "arXiv preprint"}),
    ],
)  # fmt: skip
def test_a_preprint_says_its_id_once(lacking: dict[str, Any], form: str, kind: str, shown: dict[str, str]) -> None:
    paper = USUAL["hubinger2024sleeper"].replace(comments=None, **lacking)
    found = entry(paper, preprints=form)
    assert found.entry_type == kind
    places = {name: each.value for name, each in found.fields_dict.items()}
    assert {name: places.get(name) for name in ("journal", "howpublished", "eprint", "note") if name in places} == shown
    [back] = read([written("bib", paper, preprints=form)], "f")
    assert isinstance(back, Paper)
    assert (back.type, back.arxiv_id, back.categories) == (paper.type, paper.arxiv_id, paper.categories)
    # What was read is written again as it was.
    assert written("bib", back) == written("bib", paper, preprints=form)


# ---- In a library ----------------------------------------------------------------------------------------------------

IN_WORDS = "@article{a, title = {A}, author = {B, C}, year = 2000, journal = {arXiv preprint arXiv:2001.00001}}\n"
BY_EPRINT = "@misc{b, title = {D}, author = {E, F}, year = 2000, eprint = {2001.00002}, archiveprefix = {arXiv}}\n"


@pytest.mark.parametrize(
    ("library", "sign"),
    [
        ("", "journal = {arXiv preprint arXiv:2401.05566}"),
        (IN_WORDS, "journal = {arXiv preprint arXiv:2401.05566}"),
        (BY_EPRINT, "eprint = {2401.05566}"),
        (IN_WORDS + BY_EPRINT, "journal = {arXiv preprint arXiv:2401.05566}"),
        (IN_WORDS + BY_EPRINT + BY_EPRINT.replace("b,", "c,").replace("00002", "00003"), "eprint = {2401.05566}"),
        (
            BY_EPRINT.replace("@misc", "@article").replace("eprint =", "journal = {X}, eprint ="),
            "journal = {arXiv preprint arXiv:2401.05566}",
        ),
    ],
)
def test_preprints_are_written_as_the_library_writes_them(library: str, sign: str) -> None:
    addition = add(library, "l", [NEW])
    assert addition.text.startswith(library)
    new = addition.text[len(library) :]
    assert sign in new
    assert ("eprint = " in new) == ("eprint = " in sign)
    assert add(addition.text, "l", [NEW]).text == addition.text


def test_a_preprint_that_was_published_is_no_preprint_any_more() -> None:
    [listed] = read([written("bib", USUAL["hubinger2024sleeper"])], "f")
    assert isinstance(listed, Paper)
    card = NEW.replace(type=PaperType.CONFERENCE, venue="NeurIPS 2024", sources=())
    [united] = merge([listed, card]).papers
    found = entry(united)
    assert found.entry_type == "inproceedings"
    assert {"booktitle", "eprint"} <= set(found.fields_dict)
    assert not {"journal", "howpublished"} & set(found.fields_dict)
