"""Papers to look at: `paperlist show`, `--to table` and `paperlist stats`, in a pipe and on a terminal."""

from pathlib import Path

import pytest

from paperlist.cli.show import count
from paperlist.cli.table import fitting
from paperlist.exporters import Options, table
from paperlist.paper import Paper
from tests.command import ARXIV, PWC, invoke
from tests.exporter_samples import nasty_papers, usual_papers
from tests.test_cli_help import STYLE, on_terminal, posix


def test_a_line_a_paper() -> None:
    assert [tuple(row) for row in table.rows_of(usual_papers(), Options())] == [
        (
            *("1", "2024", "Hubinger +38"),
            "Sleeper Agents: Training Deceptive LLMs that Persist Through Safety Training",
            *("arXiv:2401.05566", "", "hubinger2024sleeper"),
        ),
        (
            *("2", "2022", "Bai +3", "Constitutional AI: Harmlessness from AI Feedback"),
            *("", "", "bai2022constitutional"),
        ),
        (
            *("3", "2023", "Radhakrishnan +1", "[Large language models (LLMs) perform better …]"),
            *("", "untitled", "radhakrishnan2023large"),
        ),
        (
            *("4", "2022", "Beethoven +4", "Question Answering with GPT-4 on X-ray Images"),
            *("NeurIPS 2022", "", "beethoven2022question"),
        ),
        (
            *("5", "1998", "Noether +2", "Invariant SU(2) Problems in Galaxies"),
            *("Adv. Theor. Math. Phys. 2, 2050 (1998)", "withdrawn", "noether1998invariant"),
        ),
        ("6", "2020", "", "The AI Index 2021 Annual Report", "", "", "anon2020report"),
    ]


def test_no_value_makes_another_line_or_column_or_acts_on_a_terminal() -> None:
    listed = [*nasty_papers(), Paper(title="a\tb\n\x1b[2J\u202ec", key="k\n", venue="\x9b\u2028", authors=("\r",))]
    lines = "".join(table.write(listed, Options())).split("\n")
    assert lines.pop() == ""
    assert [line.split("\t")[0] for line in lines] == [str(number) for number in range(1, len(listed) + 1)]
    assert {line.count("\t") for line in lines} == {6}
    assert lines[-1] == f"{len(listed)}\t\t\ta b [2J\\u202ec\t\t\tk"


@pytest.mark.parametrize("arguments", [("show",), ("parse", "--to", "table")])
def test_in_a_pipe_it_is_plain(arguments: tuple[str, ...]) -> None:
    done = invoke(*arguments, ARXIV, PWC, "-qq", "--sort", "key")
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert [line[6] for line in lines] == sorted(line[6] for line in lines)
    assert [line[5] for line in lines].count("merged") == 4
    assert len(lines) == 9
    assert b"\x1b" not in done.stdout


def test_entries_are_kept_apart_where_that_is_asked_for() -> None:
    assert len(invoke("show", ARXIV, PWC, "-qq", "--no-merge").stdout.splitlines()) == 13


@posix
@pytest.mark.parametrize(("columns", "heading"), [(40, False), (80, True), (120, True)])
def test_on_a_terminal_it_has_the_terminals_width(columns: int, heading: bool, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {T \x1b[2J" + " word" * 50 + "}, note = {Withdrawn}}\n", "utf-8")
    for arguments in (("show",), ("parse", "--to", "table")):
        shown = on_terminal(*arguments, "a.bib", ARXIV, "-qq", columns=columns, cwd=tmp_path)
        assert "\x1b[2J" not in shown
        lines = STYLE.sub("", shown).splitlines()
        assert max(map(len, lines)) == columns
        assert ("where" in lines[0], "marks" in lines[0]) == (False, heading)
        assert any("Hubinger +38" in line for line in lines)


@posix
@pytest.mark.parametrize("columns", [40, 120])
def test_counts_are_bars_on_a_terminal(columns: int) -> None:
    lines = STYLE.sub("", on_terminal("stats", ARXIV, PWC, "-qq", columns=columns)).splitlines()
    assert max(map(len, lines)) == columns
    bars = {line.split()[0]: line.count("█") for line in lines if "█" in line}
    assert list(bars)[:4] == ["2024", "2023", "2022", "2021"]
    assert bars["2023"] == 4 * bars["2024"] or abs(bars["2023"] - 4 * bars["2024"]) <= 4
    assert bars["arXiv"] > bars["none"]


def test_counts_in_a_pipe_are_lines() -> None:
    done = invoke("stats", ARXIV, PWC, "-qq")
    assert done.stdout.decode().splitlines() == [
        *("year\t2024\t1", "year\t2023\t4", "year\t2022\t3", "year\t2021\t1"),
        *("venue\tarXiv\t7", "venue\tnone\t2", "category\tnone\t9"),
    ]


def test_what_is_counted() -> None:
    listed = [
        Paper(title="A", date="2023", type="conference", venue="NeurIPS 2023", categories=("cs.LG", "cs.CL", "cs.LG")),
        Paper(title="B", date="2022", type="conference", venue="NeurIPS 2022", categories=("cs.CL",)),
        Paper(title="C", extra={"year": "in press"}, venue="ACL\x1b"),
    ]
    assert count(listed) == {
        "year": [("2023", 1), ("2022", 1), ("In press", 1)],
        "venue": [("NeurIPS", 2), ("ACL", 1)],
        "category": [("cs.CL", 2), ("cs.LG", 1), ("none", 1)],
    }
    assert count([]) == {"year": [], "venue": [], "category": []}


@pytest.mark.parametrize(
    ("author", "width", "shown"),
    [
        ("Bai +50", 12, "Bai +50"),
        ("Radhakrishnan +23", 14, "Radhakris… +23"),
        ("CMS Collaboration", 14, "CMS Collabora…"),
        ("CMS Collaboration +2,832", 14, "CMS Co… +2,832"),
        ("李明明明明明 +3", 10, "李明明… +3"),
    ],
)
def test_a_name_is_cut_before_the_number_of_the_others(author: str, width: int, shown: str) -> None:
    assert fitting(author, width) == shown
