"""What the README shows is what comes out."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_example_is_real(tmp_path: Path) -> None:
    block = re.search(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    shutil.copytree(ROOT / "fixtures" / "mixed" / "seeds", tmp_path / "fixtures" / "mixed" / "seeds")
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE)
    assert len(steps) == 3
    for command, shown in steps:
        command = command.replace("paperlist", f"{sys.executable} -m paperlist")
        done = subprocess.run(
            ["sh", "-c", f"{command} 2>&1"], cwd=tmp_path, capture_output=True, timeout=60, check=False
        )
        assert done.stdout.decode() == shown


def test_every_page_it_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert "docs/record.md" in links
    assert [link for link in links if not (ROOT / link).exists()] == []
