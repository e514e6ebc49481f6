"""What the build adds to the wheel: the manual page and the completion of three shells, made from the command line."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPLETIONS = {
    "bash": "share/bash-completion/completions/paperlist",
    "zsh": "share/zsh/site-functions/_paperlist",
    "fish": "share/fish/vendor_completions.d/paperlist.fish",
}
"""Where systems look for the completion of each shell, below the prefix of an installation."""


class CommandFiles(BuildHookInterface[Any]):
    """Writes the files into `build/`, from where they go into the wheel's data."""

    PLUGIN_NAME = "command-files"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files of a wheel; an editable installation has none."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root / "src"), str(root / "release")]
        for name, text in command_files().items():
            path = root / "build" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            build_data["shared_data"][str(path)] = name


def command_files() -> dict[str, str]:
    """Return the text of each file, by its place below the prefix of an installation."""
    from command_pages import to_roff
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from paperlist.cli import app

    scripts = {
        place: get_completion_script(prog_name="paperlist", complete_var="_PAPERLIST_COMPLETE", shell=shell)
        for shell, place in COMPLETIONS.items()
    }
    return {"share/man/man1/paperlist.1": to_roff(app), **{name: f"{text}\n" for name, text in scripts.items()}}
