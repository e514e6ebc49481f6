"""Coverage-guided fuzzing with atheris: `tests/fuzz/run SECONDS [TARGET…]` spends them on all targets, or on some.

    tests/fuzz/run 60                 what CI does
    tests/fuzz/run 3600 text page     an hour for two of them
    tests/fuzz/run --keep 600         what reaches new code is added to corpus/, to be committed

Prints how often each target ran. An input that breaks a promise is left in `crashes/`, and the exit code is 1; to
see it again: `tests/fuzz/run --input tests/fuzz/crashes/FILE 1 TARGET`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGETS = ("text", "page", "chunks", "library", "records")
MAX_LENGTH = 512
DONE = re.compile(r"Done (\d+) runs|stat::number_of_executed_units:\s*(\d+)")


def main() -> int:
    """Run as the arguments say; give the exit code."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    if sys.argv[1:2] == ["--inside"]:
        return fuzz(sys.argv[2], sys.argv[3:])
    arguments = argparse.ArgumentParser(description="Fuzz paperlist.")
    arguments.add_argument("seconds", type=int, nargs="?", default=60)
    arguments.add_argument("target", nargs="*", help=", ".join(TARGETS))
    arguments.add_argument("--keep", action="store_true", help="add what covers more to the corpus")
    arguments.add_argument("--input", type=Path, help="run one input once, as it is")
    given = arguments.parse_args()
    if unknown := set(given.target) - set(TARGETS):
        arguments.error(f"no such target: {', '.join(unknown)}")
    if given.input:
        from tests.fuzz.targets import TARGETS as RUN

        for target in given.target:
            RUN[target](given.input.read_bytes())
        return 0
    targets = given.target or list(TARGETS)
    total, failed = 0, False
    for target in targets:
        runs, code, output = run_one(target, max(1, given.seconds // len(targets)), keep=given.keep)
        total += runs
        print(f"{target:8} {runs:>10,} executions", "" if code == 0 else f", exit code {code}", sep="", flush=True)
        if code:
            failed = True
            print(output[-6000:])
    print(f"{'all':8} {total:>10,} executions")
    return int(failed)


def run_one(target: str, seconds: int, *, keep: bool) -> tuple[int, int, str]:
    """Fuzz one target; give how often it ran, the exit code and what was printed."""
    saved = HERE / "corpus" / target
    crashes = HERE / "crashes"
    crashes.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, "--inside", target]
        options = [
            scratch if not keep else str(saved),
            *([str(saved)] if not keep else []),
            f"-max_total_time={seconds}",
            f"-max_len={MAX_LENGTH}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            "-verbosity=0",
            "-reduce_inputs=1",
            f"-dict={HERE / 'dictionary'}",
            f"-artifact_prefix={crashes}/{target}-",
        ]
        done = subprocess.run([*command, *options], capture_output=True, text=True, errors="replace", check=False)
    found = DONE.findall(done.stderr + done.stdout)
    runs = max((int(one or other) for one, other in found), default=0)
    return runs, done.returncode, done.stdout + done.stderr


def fuzz(target: str, options: list[str]) -> int:
    """Be the fuzzer of one target, in a process of its own."""
    atheris = import_module("atheris")  # has no types, and is not there everywhere

    with atheris.instrument_imports(include=["paperlist"]):
        from paperlist.exporters import load, names
        from paperlist.libraries import DESCRIPTIONS, load_library
        from paperlist.listings import load_listings
        from tests.fuzz.targets import TARGETS as RUN

        # What is imported late is imported now, so that its coverage counts.
        load_listings()
        for name in DESCRIPTIONS:
            load_library(name)
        for name in names():
            load(name)
        RUN["records"](b"A title\nA. Author")
    atheris.Setup([sys.argv[0], *options], RUN[target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
