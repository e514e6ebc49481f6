"""Draw a run of the command on a terminal: `python release/picture.py > docs/run.svg`. One run, one picture."""

import os
import pty
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

SEEDS = Path(__file__).parents[1] / "fixtures" / "mixed" / "seeds"
FILES = {"search.txt": "arxiv-search.txt", "author.txt": "pwc-author.txt"}
RUNS = ["paperlist parse search.txt author.txt -o papers.bib", "paperlist show search.txt author.txt -q"]
WIDTH, HEIGHT = 100, 60
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""rich's fonts, which are on another host; any font of fixed width does."""


def draw() -> str:
    """Return the picture of all runs, one after another, in a folder that has the files."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as folder:
        for name, seed in FILES.items():
            Path(folder, name).write_bytes((SEEDS / seed).read_bytes())
        for run in RUNS:
            console.print(Text.assemble(("$ ", "bold green"), (run, "bold")))
            console.print(Text.from_ansi(on_terminal(run, folder)))
    return FONT_FACES.sub("", console.export_svg(title="paperlist", unique_id="run")) + "\n"


def on_terminal(command: str, folder: str) -> str:
    """Return what a command prints on a terminal; messages go through a pipe, so that no progress is among them."""
    leader, follower = pty.openpty()
    line = f'paperlist() {{ "{sys.executable}" -m paperlist "$@"; }}; {{ {command} 2>&1 >&3 | cat; }} 3>&1'
    env = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "LINES": str(HEIGHT),
        "TERM": "xterm-256color",
        "XDG_CONFIG_HOME": folder,
    }
    with subprocess.Popen(["bash", "-c", line], stdout=follower, stderr=follower, cwd=folder, env=env) as process:
        os.close(follower)
        printed = b""
        with suppress(OSError):  # the end of a terminal on Linux
            while block := os.read(leader, 65536):
                printed += block
        process.wait(60)
    os.close(leader)
    return printed.decode().replace("\r\n", "\n").rstrip("\n")


if __name__ == "__main__":
    sys.stdout.write(draw())
