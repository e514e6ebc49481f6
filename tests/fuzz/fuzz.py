"""Coverage-guided fuzzing with atheris: `tests/fuzz/run SECONDS [TARGET…]` spends them on all targets, or on some.

    tests/fuzz/run --runs 12000            what CI does: so often each target, the same inputs every time
    tests/fuzz/run --seed 0 3600 page      an hour for one of them, along a way that nobody went
    tests/fuzz/run --seed 0 --keep 600     what reaches new code is added to corpus/, to be committed

One seed, one program and one corpus make one sequence of inputs; a limit of time cuts it sooner on a slower machine.
Prints how often each target ran. An input that breaks a promise is left in `crashes/`, and the exit code is 1; to
see it again: `tests/fuzz/run --input tests/fuzz/crashes/FILE 1 TARGET`.
"""

import argparse
import os
import random
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
    arguments.add_argument("--runs", type=int, help="run each target so often; SECONDS then mean nothing")
    arguments.add_argument("--seed", type=int, default=1, help="of the inputs; 0: another each time (default 1)")
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
    seed = given.seed or random.randrange(1, 1 << 32)
    print(f"seed {seed}", flush=True)
    way = [
        f"-runs={given.runs}" if given.runs else f"-max_total_time={max(1, given.seconds // len(targets))}",
        f"-seed={seed}",
        f"-entropic={int(not given.seed)}",  # finds a little more, and other inputs each time in spite of the seed
    ]
    total, failed = 0, False
    for target in targets:
        runs, code, output = run_one(target, way, str(seed), keep=given.keep)
        total += runs
        print(f"{target:8} {runs:>10,} executions", "" if code == 0 else f", exit code {code}", sep="", flush=True)
        if code:
            failed = True
            print(output[-6000:])
    print(f"{'all':8} {total:>10,} executions")
    return int(failed)


def run_one(target: str, way: list[str], hash_seed: str, *, keep: bool) -> tuple[int, int, str]:
    """Fuzz one target in the way that options tell; give how often it ran, the exit code and what was printed."""
    saved = HERE / "corpus" / target
    crashes = HERE / "crashes"
    crashes.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, "--inside", target]
        # Files are named, as a folder's order is not the same everywhere; what is kept goes to the first folder.
        begin = [str(saved)] if keep else [scratch, f"-seed_inputs={','.join(map(str, sorted(saved.iterdir())))}"]
        options = [
            *begin,
            *way,
            "-reload=0",
            f"-max_len={MAX_LENGTH}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            "-verbosity=0",
            "-reduce_inputs=1",
            f"-dict={HERE / 'dictionary'}",
            f"-artifact_prefix={crashes}/{target}-",
        ]
        done = subprocess.run(
            [*command, *options],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    found = DONE.findall(done.stderr + done.stdout)
    runs = max((int(one or other) for one, other in found), default=0)
    return runs, done.returncode, done.stdout + done.stderr


def fuzz(target: str, options: list[str]) -> int:
    """Be the fuzzer of one target, in a process of its own."""
    atheris = import_module("atheris")  # has no types, and is not there everywhere

    with atheris.instrument_imports(include=["paperlist"]):
        from paperlist.exporters import load, names
        from paperlist.listings import load_listings
        from paperlist.readers import DESCRIPTIONS, load_reader
        from tests.fuzz.targets import TARGETS as RUN

        # What is imported late is imported now, so that its coverage counts.
        load_listings()
        for name in DESCRIPTIONS:
            load_reader(name)
        for name in names():
            load(name)
        RUN["records"](b"A title\nA. Author")
    atheris.Setup([sys.argv[0], *options], RUN[target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
