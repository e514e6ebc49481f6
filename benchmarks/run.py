"""Speed and memory of paperlist as ratios to well-known programs, measured in turn on one machine in one run.

    python benchmarks/run.py [--sizes 1,1000,10000,100000] [--runs 5]

Dumps of each size are built from real metadata (`dumps.py`). Every command is a whole process; the commands of a
comparison take turns, so that a machine whose speed drifts treats them alike. Printed are medians: seconds of
processor time of all processes, their ratio to the yardstick (the first command of the comparison), and the peak
memory of the largest process; then the project's bars beside what was reached. Sizes that are not measured leave their
bars out; so do programs that are not installed, by name.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median

SEEDS = [str(path) for path in sorted((Path(__file__).parents[1] / "fixtures" / "mixed" / "seeds").glob("*.txt"))]
DUMPS = Path(__file__).with_name("dumps.py")
PYTHON = sys.executable
PAPERLIST = [PYTHON, "-m", "paperlist"]
OTHERS_UP_TO = 10_000
"""Entries; bib-dedupe takes minutes for more."""

SOMETHING_NOT_READ = 1
"""The exit code where a line of a dump was reported: some abstracts of real papers quote a whole listing."""

STREAMED, MERGED = "parse --no-merge --to jsonl", "parse --to bib"
LIBRARIES = "import typer, pydantic, bibtexparser, rich.console"
BIBTEXPARSER_READ = "import sys\nfrom bibtexparser.entrypoint import parse_file\nparse_file(sys.argv[1])"
BIBTEXPARSER = (
    "import sys\nfrom bibtexparser.entrypoint import parse_file, write_file\n"
    "write_file(sys.argv[2], parse_file(sys.argv[1]))"
)
BIB_DEDUPE = (
    "import sys, pandas\nfrom bib_dedupe.bib_dedupe import block, cluster, match, merge, prep\n"
    "frame = pandas.read_json(sys.argv[1], lines=True, convert_dates=False)\n"
    "frame = pandas.DataFrame({'ID': frame.index.astype(str), 'ENTRYTYPE': 'article',\n"
    " 'title': frame.title.fillna(frame.excerpt).fillna('untitled'), 'author': frame.authors.str.join(' and '),\n"
    " 'year': frame.date.str[:4], 'journal': 'arXiv', 'abstract': frame.abstract.fillna('')})\n"
    "ready = prep(frame, cpu=1)\nmerge(frame, matched_df=match(block(ready, cpu=1), cpu=1))"
)


@dataclass(frozen=True)
class Figure:
    """The medians of one command."""

    seconds: float
    """Of processor time, all processes together."""
    megabytes: float


@dataclass(frozen=True)
class Bar:
    """One promise of the project and what was reached."""

    what: str
    at_most: float
    reached: float
    unit: str = "×"

    def row(self) -> str:
        """Return the bar as a row of a Markdown table."""
        verdict = "yes" if self.reached <= self.at_most else "NO"
        return f"| {self.what} | ≤ {self.at_most:.4g} {self.unit} | {self.reached:.3g} {self.unit} | {verdict} |"


def measure_once(command: Sequence[str], out: Path) -> Figure:
    """Run a command as a whole process; standard output goes to `out`, standard error nowhere."""
    child = os.posix_spawnp(
        command[0],
        list(command),
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(child, 0)
    if (code := os.waitstatus_to_exitcode(status)) not in (0, SOMETHING_NOT_READ):
        raise SystemExit(f"exit code {code}: {' '.join(command)}")
    return Figure(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(commands: Mapping[str, Sequence[str]], runs: int, out: Path) -> dict[str, Figure]:
    """Run the commands in turn, `runs` times after a warm-up; return the medians."""
    figures: dict[str, list[Figure]] = {name: [] for name in commands}
    for turn in range(runs + 1 if runs > 1 else 1):
        for name, command in commands.items():
            figure = measure_once(command, out)
            if turn or runs == 1:
                figures[name].append(figure)
    return {
        name: Figure(median(one.seconds for one in found), median(one.megabytes for one in found))
        for name, found in figures.items()
    }


def show(title: str, figures: dict[str, Figure]) -> None:
    """Print one comparison as rows of a Markdown table; the first command is the yardstick."""
    yardstick = next(iter(figures.values()))
    for name, figure in figures.items():
        ratio = figure.seconds / yardstick.seconds
        print(f"| {title} | {name} | {figure.seconds:.3f} | {ratio:.2f} | {figure.megabytes:.0f} |", flush=True)


def ratio(figures: dict[str, Figure], one: str, other: str) -> float:
    """Return how many times the processor time of `other` the command `one` takes."""
    return figures[one].seconds / figures[other].seconds


def python(code: str, *arguments: Path) -> list[str]:
    """Return the command that runs `code`."""
    return [PYTHON, "-c", code, *map(str, arguments)]


def compare_start(runs: int, out: Path) -> Iterator[Bar]:
    """Compare what a small paste takes with bare imports."""
    small = "parse both seeds --to bib"
    figures = measure({LIBRARIES: python(LIBRARIES), small: [*PAPERLIST, "parse", *SEEDS, "--to", "bib"]}, runs, out)
    show("small paste", figures)
    yield Bar(f"both seeds to BibTeX, against `{LIBRARIES}`", 1.6, ratio(figures, small, LIBRARIES))
    commands = {"import typer": python("import typer")}
    commands |= {option: [*PAPERLIST, option] for option in ("--version", "--help")}
    figures = measure(commands, runs, out)
    show("start", figures)
    yield Bar("`--version`, against `import typer`", 1.5, ratio(figures, "--version", "import typer"))


@dataclass(frozen=True)
class Dump:
    """Two listings of `size` entries together, and the same papers in other forms."""

    size: int
    texts: list[str]
    bib: Path
    """The papers merged, in BibTeX."""
    entries: Path
    """The entries, in BibTeX."""
    records: Path
    """The entries, in JSON Lines."""

    @classmethod
    def make(cls, size: int, folder: Path) -> "Dump":
        """Write the dump and its other forms; each by a process of its own, whose memory is not this one's."""
        arxiv, cards = folder / f"arxiv-{size}.txt", folder / f"cards-{size}.txt"
        measure_once([PYTHON, str(DUMPS), str(size), str(arxiv), str(cards)], folder / "out")
        texts = [str(path) for path in (arxiv, cards) if path.stat().st_size]
        forms = [folder / f"papers-{size}.bib", folder / f"entries-{size}.bib", folder / f"entries-{size}.jsonl"]
        for path, more in zip(forms, ((), ("--no-merge",), ("--no-merge",)), strict=True):
            measure_once([*PAPERLIST, "parse", *texts, *more, "-o", str(path)], folder / "out")
        return cls(size, texts, *forms)


def compare_size(dump: Dump, runs: int, out: Path) -> Iterator[Figure | Bar]:
    """Compare what the entries of a dump take; yield the figures without and with merging, then bars."""
    parse = [*PAPERLIST, "parse", *dump.texts]
    commands: dict[str, Sequence[str]] = {
        "bibtexparser, read": python(BIBTEXPARSER_READ, dump.entries),
        STREAMED: [*parse, "--no-merge", "--to", "jsonl"],
        "bibtexparser, read and write": python(BIBTEXPARSER, dump.bib, out),
        MERGED: [*parse, "--to", "bib"],
    }
    figures = measure(commands, runs, out)
    if dump.size <= OTHERS_UP_TO and dump.size > 1:
        if find_spec("bib_dedupe"):
            figures |= measure({"bib-dedupe, once": python(BIB_DEDUPE, dump.records)}, 1, out)
        else:
            print("left out, not installed: bib-dedupe", file=sys.stderr)
    show(f"{dump.size:,} entries", figures)
    yield figures[STREAMED]
    yield figures[MERGED]
    if dump.size == 100_000:
        title = "100,000 entries, `--no-merge --to jsonl`, against bibtexparser reading them"
        yield Bar(title, 0.8, ratio(figures, STREAMED, "bibtexparser, read"))
    if dump.size == 10_000:
        title = "10,000 entries, merged, `--to bib`, against bibtexparser reading and writing them"
        yield Bar(title, 1.5, ratio(figures, MERGED, "bibtexparser, read and write"))
        if "bib-dedupe, once" in figures:
            yield Bar("the same, against bib-dedupe merging them", 1 / 15, ratio(figures, MERGED, "bib-dedupe, once"))


def growth(small: int, large: int, found: dict[int, list[Figure]]) -> Iterator[Bar]:
    """Return how time and memory grow from one size to another, where the second is ten times the first."""
    streamed, merged = zip(found[small], found[large], strict=True)
    if small > 1 and large == 10 * small:
        sizes = f"{small:,} → {large:,} entries"
        if small >= 10_000:
            yield Bar(f"growth {sizes}, streamed", 10.5, streamed[1].seconds / streamed[0].seconds)
        yield Bar(f"growth {sizes}, merged", 14, merged[1].seconds / merged[0].seconds)
    if large >= 100_000 and 1 in found:
        kilobytes = (merged[1].megabytes - found[1][1].megabytes) * 1024 / large
        yield Bar(f"memory of {large:,} entries, merged, for each", 6, kilobytes, "KB")


def main() -> None:
    """Run all comparisons, print the table, then the bars."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1,1000,10000,100000", help="entries, smallest first")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]

    print("| what | command | processor seconds | ratio | MB |")
    print("| --- | --- | ---: | ---: | ---: |")
    found: dict[int, list[Figure]] = {}
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        bars = list(compare_start(given.runs, out))
        for size in sizes:
            results = list(compare_size(Dump.make(size, Path(name)), given.runs, out))
            found[size] = [one for one in results if isinstance(one, Figure)]
            bars += [one for one in results if isinstance(one, Bar)]
    for small, large in pairwise(sizes):
        bars += growth(small, large, found)
    if 1_000 in found and 100_000 in found:
        few, many = found[1_000][0].megabytes, found[100_000][0].megabytes
        bars += [Bar("memory, streamed, 100,000 entries against 1,000", 1.5, many / few)]
        bars += [Bar("memory, streamed, 100,000 entries", 60, many, "MB")]
    print("\n| bar | at most | reached | holds |\n| --- | ---: | ---: | --- |")
    print("\n".join(bar.row() for bar in bars))


if __name__ == "__main__":
    main()
