"""Help, tables and messages, in a pipe and on a terminal."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import pytest

from tests.command import ARXIV, COMMAND, LIBRARY, invoke

# Help and tables

HELP = ["", "parse", "check", "add", "formats"]
BOXES_AND_COLOURS = re.compile(r"[\u2500-\u257f\x1b]")


def helped(command: str) -> list[str]:
    return invoke(*command.split(), "--help").stdout.decode().splitlines()


def section(lines: list[str], heading: str) -> list[str]:
    """Return the lines of a section of the help, without their indent."""
    start = next(i for i, line in enumerate(lines) if line.startswith(heading)) + 1
    return [line.strip() for line in takewhile(bool, lines[start:])]


@pytest.mark.parametrize("command", HELP)
def test_help_ends_with_four_examples_with_a_comment_each_and_the_exit_codes(command: str) -> None:
    lines = helped(command)
    examples = section(lines, "Examples:")
    assert [line[:2] for line in examples[::2]] == ["# "] * 4
    assert all(re.search(rf"(^|\| )paperlist {command}", line) for line in examples[1::2])
    if command != "formats":
        assert [line[0] for line in section(lines, "Exit codes:")] == ["0", "1", "2"]
    known = set(
        re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(helped(command or "parse") + helped("check") + helped("add")))
    )
    used = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(examples[1::2])))
    assert used <= known


def test_the_summaries_of_the_commands_are_not_cut() -> None:
    summaries = [line.split(None, 1) for line in section(helped(""), "Commands:")]
    assert {name for name, _ in summaries} >= {"parse", "check", "add", "formats", "complete", "index"}
    assert all(len(summary) < 45 and summary.endswith(".") and "..." not in summary for _, summary in summaries)


def test_options_are_shown_by_groups() -> None:
    lines = helped("parse")
    groups = {
        "Input:": "FILE --from --encoding --max-size --files-from",
        "Output:": "--output --to --force",
        "References:": "--key --date --max-authors --abstract --protect --ascii",
        "Tables:": "--bom --raw-cells",
        "Duplicates:": "--merge --no-merge --within --review --decisions --merge-map --explain",
        "Index:": "--index --complete",
        "Speed:": "--jobs",
        "Messages:": "--strict --verbose --quiet --help",
    }
    for heading, names in groups.items():
        shown = " ".join(section(lines, heading))
        assert all(name in shown for name in names.split()), heading
    assert not re.search(r"<(str|path|int|bool|list)", " ".join(lines))


WORDS = re.compile(r"\b(entry|entries|records?|listings?|surfaces?|works?)\b", re.IGNORECASE)
"""Words of the code, which a user does not read."""


@pytest.mark.parametrize("command", [*HELP, "complete", "index", "index build", "index info"])
def test_help_speaks_of_pages_and_papers(command: str) -> None:
    assert not WORDS.findall(" ".join(helped(command)))


def test_help_names_every_format() -> None:
    rows = [line.split()[:2] for line in invoke("formats").stdout.decode().splitlines()]
    for command, verbs in {"": "read write", "parse": "read write", "check": "read", "add": "read"}.items():
        for verb, heading in {"read": "Input formats", "write": "Output formats"}.items():
            if verb in verbs:
                names = " ".join(section(helped(command), heading)).split()
                assert names == [name for use, name in rows if use == verb]
        assert verbs != "read" or "Output formats" not in " ".join(helped(command))


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", HELP)
def test_help_in_a_pipe_is_plain(command: str, flag: str) -> None:
    done = invoke(*command.split(), flag)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Usage: ")
    assert not BOXES_AND_COLOURS.search(done.stdout.decode())


def on_terminal(*arguments: object, columns: int = 80, cwd: Path | None = None) -> str:
    """Return what a command shows on a terminal, standard output and standard error."""
    import pty

    leader, follower = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"}
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, env=env, cwd=cwd
    ) as process:
        os.close(follower)
        shown = b""
        with suppress(OSError):  # Linux reports the end of a terminal like this
            while block := os.read(leader, 65536):
                shown += block
        process.wait(60)
    os.close(leader)
    return shown.decode()


STYLE = re.compile(r"\x1b\[[\d;]*m")
posix = pytest.mark.skipif(os.name != "posix", reason="a pseudoterminal is POSIX's")


@posix
@pytest.mark.parametrize("columns", [80, 120])
def test_help_on_a_terminal_has_panels(columns: int) -> None:
    shown = on_terminal("parse", "--help", columns=columns)
    assert "\x1b[" in shown
    lines = STYLE.sub("", shown).splitlines()
    panels = [line.split()[1] for line in lines if line.startswith("╭")]
    assert panels == [*("Input", "Input", "Output", "References", "Tables", "Duplicates", "Index", "Speed", "Messages")]
    assert max(map(len, lines)) == columns
    assert "[default: {family}{year}{word}]".replace(" ", "") in re.sub(r"[│\s]", "", "".join(lines))


@posix
def test_the_formats_are_a_table_on_a_terminal() -> None:
    lines = STYLE.sub("", on_terminal("formats")).splitlines()
    assert set(lines[2].strip()) == {"─"}
    rows = [line.split()[:2] for line in lines if line.startswith((" read", " write"))]
    assert rows == [line.split()[:2] for line in invoke("formats").stdout.decode().splitlines()]


@posix
def test_a_check_on_a_terminal_is_a_table_in_which_unclaimed_lines_stand_out(tmp_path: Path) -> None:
    card = "Who \x1b[2Jsings\n\nShe sings.\n1 code implementation • 3 May 2021 • Ada Byron\nWe do what is done.\n"
    (tmp_path / "cards.txt").write_text(card + "A long line. " * 20, encoding="utf-8")
    shown = on_terminal("check", "cards.txt", cwd=tmp_path).splitlines()
    unclaimed = next(line for line in shown if "Who" in line)
    assert "\x1b[1;31m" in unclaimed
    assert r"\x1b[2J" in unclaimed
    lines = [STYLE.sub("", line).rstrip() for line in shown]
    assert " 3      1       title                               She sings." in lines
    cut = next(line for line in lines if "A long line" in line)
    assert cut.endswith("…")
    assert len(cut) in (79, 80)


@posix
def test_add_on_a_terminal_shows_a_table(tmp_path: Path) -> None:
    (tmp_path / "lib.bib").write_text(LIBRARY, encoding="utf-8")
    shown = STYLE.sub("", on_terminal("add", "lib.bib", ARXIV, columns=100, cwd=tmp_path))
    rows = [line.split()[:2] for line in shown.splitlines() if line.startswith((" added", " present"))]
    assert rows[0] == ["present", "hubinger24"]
    assert [row[0] for row in rows[1:]] == ["added"] * 6
    assert "lacks abstract" in shown
    assert "paperlist: 1 present, 6 added\r\n" in shown


@posix
def test_a_usage_error_is_in_a_panel_on_a_terminal_only() -> None:
    assert "╭─ Error" in STYLE.sub("", on_terminal("parse", "-x"))
    assert invoke("parse", "-x").stderr.decode().splitlines()[-1] == "Error: No such option: -x"


def test_the_version_is_printed_without_loading_what_reads() -> None:
    code = "import sys\nfrom paperlist.cli import app\ntry: app()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert not loaded & {"rich", "lxml", "bibtexparser", "paperlist.paper", "paperlist.pipeline", "paperlist.reading"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--no-merge", "--merge", "report"], "--no-merge and --merge report contradict each other"),
        (["-o", "a.csv", "--review", "./a.csv"], "--output, --review and --merge-map need a file each"),
        (["-o", "a.csv", "--merge-map", "a.csv"], "--output, --review and --merge-map need a file each"),
    ],
)
def test_contradicting_options_are_usage_errors(tmp_path: Path, options: list[str], message: str) -> None:
    command = [sys.executable, "-m", "paperlist", "parse", str(ARXIV), *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("a.txt", [], 2),
        ("a.docx", ["-q"], 2),
        ("a.txt", ["--to", "bib"], 0),
        ("a.txt", ["--to", "BibTeX"], 0),
        ("a.BIB", [], 0),
        ("a", [], 0),
    ],
)
def test_an_extension_that_no_format_has_is_a_usage_error(
    tmp_path: Path, name: str, options: list[str], code: int
) -> None:
    command = [sys.executable, "-m", "paperlist", "parse", str(ARXIV), "-o", name, *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == code
    assert ("no format has this extension" in " ".join(done.stderr.split())) == (code == 2)
    assert [path.read_text("utf-8")[0] for path in tmp_path.iterdir()] == ([] if code else ["@"])
