"""Speed and memory of paperlist as ratios to well-known programs, measured in turn on one machine in one run.

    python benchmarks/run.py [--sizes 1,1000,10000,100000] [--runs 5]

Dumps of each size are built from real metadata (`dumps.py`). Every command is a whole process; the commands of a
comparison take turns, so that a machine whose speed drifts treats them alike. Printed are the medians: wall-clock
seconds, their ratio to the yardstick (the first command of the comparison), processor seconds, which other work on the
machine disturbs less, and their ratio, and the peak memory. Programs that are not installed are left out, by name.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

SEEDS = sorted((Path(__file__).parents[1] / "fixtures" / "mixed" / "seeds").glob("*.txt"))
DUMPS = Path(__file__).with_name("dumps.py")
LARGEST_FOR_OTHERS = 10_000
PYTHON = sys.executable
PAPERLIST = [PYTHON, "-m", "paperlist"]

BARE = "import sys\nfor name in sys.argv[1:]:\n with open(name, encoding='utf-8') as file:\n  for line in file: pass"
BIBTEXPARSER = (
    "import sys\nfrom bibtexparser.entrypoint import parse_file, write_file\n"
    "write_file(sys.argv[2], parse_file(sys.argv[1]))"
)
PYBTEX = "import sys\nfrom pybtex.database import parse_file\nparse_file(sys.argv[1]).to_file(sys.argv[2], 'bibtex')"
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
    processor: float
    """Seconds too, of all processors."""
    megabytes: float


def measure_once(command: Sequence[str], out: Path) -> Figure:
    """Run a command as a whole process; standard output goes to `out`, standard error nowhere."""
    began = time.perf_counter()
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
    took = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise SystemExit(f"exit code {code}: {' '.join(command)}")
    return Figure(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(commands: dict[str, Sequence[str]], runs: int, out: Path) -> dict[str, Figure]:
    """Run the commands in turn, `runs` times after a warm-up; give the medians."""
    figures: dict[str, list[Figure]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figure = measure_once(command, out)
            if turn or runs == 1:
                figures[name].append(figure)
    return {
        name: Figure(
            median(one.seconds for one in found),
            median(one.processor for one in found),
            median(one.megabytes for one in found),
        )
        for name, found in figures.items()
    }


def show(title: str, figures: dict[str, Figure], yardstick: str) -> None:
    """Print one comparison as rows of a Markdown table."""
    for name, figure in figures.items():
        ratio = figure.seconds / figures[yardstick].seconds
        cells = [title, name, f"{figure.seconds:.3f}", f"{ratio:.2f}", f"{figure.processor:.3f}"]
        cells += [f"{figure.processor / figures[yardstick].processor:.2f}", f"{figure.megabytes:.0f}"]
        print(f"| {' | '.join(cells)} |", flush=True)


def python(code: str, *arguments: Path) -> list[str]:
    """Give the command that runs `code`."""
    return [PYTHON, "-c", code, *map(str, arguments)]


def can_import(module: str) -> bool:
    """Whether a comparison's library is installed; tells when it is not."""
    from importlib.util import find_spec

    found = find_spec(module) is not None
    if not found:
        print(f"left out, not installed: {module}", file=sys.stderr)
    return found


def can_run(program: str) -> bool:
    """Whether a comparison's program is installed; tells when it is not."""
    found = shutil.which(program) is not None
    if not found:
        print(f"left out, not installed: {program}", file=sys.stderr)
    return found


def compare_start(runs: int, out: Path) -> None:
    """Compare what a small paste costs with bare imports."""
    seeds = [str(path) for path in SEEDS]
    figures = measure(
        {
            "import typer, pydantic": python("import typer, pydantic"),
            "parse both seeds --to bib": [*PAPERLIST, "parse", *seeds, "--to", "bib"],
        },
        runs,
        out,
    )
    show("small paste", figures, "import typer, pydantic")
    figures = measure(
        {
            "import typer": python("import typer"),
            "--version": [*PAPERLIST, "--version"],
            "--help": [*PAPERLIST, "--help"],
        },
        runs,
        out,
    )
    show("start", figures, "import typer")


def compare_size(size: int, runs: int, folder: Path) -> tuple[Figure, Figure]:
    """Compare what `size` entries of two listings cost; give the figures without and with merging."""
    arxiv, cards, out = folder / f"arxiv-{size}.txt", folder / f"cards-{size}.txt", folder / "out"
    bib, records = folder / f"papers-{size}.bib", folder / f"papers-{size}.jsonl"
    # In a process of its own: what this one holds would count as memory of all that it starts.
    measure_once([PYTHON, str(DUMPS), str(size), str(arxiv), str(cards)], out)
    dumps = [str(path) for path in (arxiv, cards) if path.stat().st_size]
    measure_once([*PAPERLIST, "parse", *dumps, "--to", "bib", "-o", str(bib)], out)
    measure_once([*PAPERLIST, "parse", *dumps, "--no-merge", "--to", "jsonl", "-o", str(records)], out)
    streamed, merged = "parse --no-merge --to jsonl", "parse --to bib, merging"
    commands: dict[str, Sequence[str]] = {
        "bare Python reading the lines": python(BARE, *map(Path, dumps)),
        streamed: [*PAPERLIST, "parse", *dumps, "--no-merge", "--to", "jsonl"],
        "parse --to jsonl, merging": [*PAPERLIST, "parse", *dumps, "--to", "jsonl"],
        merged: [*PAPERLIST, "parse", *dumps, "--to", "bib"],
    }
    figures = measure(commands, runs, out)
    show(f"{size:,} entries", figures, "bare Python reading the lines")
    if 1 < size <= LARGEST_FOR_OTHERS:
        others: dict[str, Sequence[str]] = {
            "bibtexparser, read and write": python(BIBTEXPARSER, bib, out),
            merged: commands[merged],
        }
        if can_import("pybtex"):
            others["pybtex, read and write"] = python(PYBTEX, bib, out)
        if can_run("bibtool"):
            others["bibtool"] = ["bibtool", "-i", str(bib), "-o", str(out)]
        if can_run("pandoc"):
            others["pandoc to CSL-JSON"] = ["pandoc", "-f", "bibtex", "-t", "csljson", str(bib)]
        found = measure(others, runs, out)
        if can_import("bib_dedupe"):
            # It takes minutes, so once has to do.
            found |= measure({"bib-dedupe, once": python(BIB_DEDUPE, records)}, 1, out)
        show(f"{size:,} entries", found, "bibtexparser, read and write")
    return figures[streamed], figures["parse --to jsonl, merging"]


def main() -> None:
    """Run all comparisons and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1,1000,10000,100000", help="entries, smallest first")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]

    print("| what | command | seconds | ratio | processor | ratio | MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_start(given.runs, folder / "out")
        found = {size: compare_size(size, given.runs, folder) for size in sizes}
    for smaller, larger in pairwise(sizes):
        if smaller > 1:
            for i, what in enumerate(("without merging", "with merging")):
                small, large = found[smaller][i], found[larger][i]
                kilobytes = (large.megabytes - found[sizes[0]][i].megabytes) * 1024 / larger
                print(
                    f"growth {smaller:,} → {larger:,} entries, {what}: {large.seconds / small.seconds:.2f} × seconds, "
                    f"{large.processor / small.processor:.2f} × processor, "
                    f"{large.megabytes / small.megabytes:.2f} × memory, {kilobytes:.1f} KB an entry"
                )


if __name__ == "__main__":
    main()
