"""What mkdocs puts into the site: the commands, from the command line itself, and all decisions."""

import sys
from pathlib import Path
from typing import Any

COMMANDS = "<!-- commands -->"
DECISIONS = "decisions/"


def on_config(config: Any) -> Any:
    """Put each decision into the menu, where the menu names their folder."""
    pages = sorted(path.name for path in Path(config["docs_dir"], DECISIONS).glob("*.md"))
    for part in config["nav"]:
        for entry in next(iter(part.values())):
            if isinstance(entry, dict) and entry.get("Decisions") == DECISIONS:
                entry["Decisions"] = [DECISIONS + page for page in pages]
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return the page with the commands where they are asked for."""
    if COMMANDS not in markdown:
        return markdown
    sys.path.insert(0, str(Path(__file__).parent))
    from command_pages import to_markdown

    from paperlist.cli import app

    return markdown.replace(COMMANDS, to_markdown(app))
