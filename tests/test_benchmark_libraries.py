"""What the check of real libraries calls a loss."""

from pathlib import Path

import pytest
from benchmarks.libraries import examine, losses

LIBRARY = r"""@article{garcia,
  author = {Garc{\'i}a M{\'a}rquez, Gabriel}, title = {{The} Whole}, journal = {Wetlands}, year = 2020,
  month = mar, date-added = {2021-01-01}}
@misc{two, title = {Two}, crossref = {garcia}}
"""


def test_nothing_of_a_library_is_lost(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    library.write_text(LIBRARY, encoding="utf-8")
    row = examine(library, tmp_path, shows=False)
    assert (row.entries, row.records, row.keys, row.fields, row.fixed, row.added) == (2, 2, 0, 0, "yes", "yes")
    assert row.is_whole


@pytest.mark.parametrize(
    ("old", "new", "keys", "fields"),
    [
        ("@article{garcia", "@article{other", ["garcia"], 0),
        ("journal = {Wetlands}", "journal = {Wet}", [], 1),
        ("month = mar", "month = 4", [], 1),
        ("month = mar", "month = 3", [], 0),
        ("Gabriel}", "Gabriel and others}", [], 1),
        ("Garc{\\'i}a M{\\'a}rquez, Gabriel", "Gabriel García Márquez", [], 0),
        ("year = 2020,\n  month = mar", "date = {2020-03}", [], 0),
    ],
)
def test_a_loss_is_found(old: str, new: str, keys: list[str], fields: int, tmp_path: Path) -> None:
    library, output = tmp_path / "library.bib", tmp_path / "output.bib"
    library.write_text(LIBRARY, encoding="utf-8")
    output.write_text(LIBRARY.replace(old, new).replace(", crossref = {garcia}", ""), encoding="utf-8")
    lost_keys, lost, entries, written = losses(library, output)
    own = [each for each in lost if each.startswith("garcia")]
    assert (lost_keys, len(own), entries, written) == (keys, fields, 2, 2)
