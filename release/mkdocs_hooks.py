"""What mkdocs puts into the pages: the commands, from the command line itself."""

import sys
from pathlib import Path
from typing import Any

COMMANDS = "<!-- commands -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return the page with the commands where they are asked for."""
    if COMMANDS not in markdown:
        return markdown
    sys.path.insert(0, str(Path(__file__).parent))
    from command_pages import to_markdown

    from paperlist.cli import app

    return markdown.replace(COMMANDS, to_markdown(app))
