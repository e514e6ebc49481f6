"""The page around the cards: menus, headings, the newsletter, the foot."""

import re
from importlib.resources import files


def load_page_text() -> re.Pattern[str]:
    """Return the pattern of a line that is one of those in `chrome.txt`."""
    lines = files(__package__).joinpath("chrome.txt").read_text("utf-8").splitlines()
    known = "|".join(line for line in lines if line and not line.startswith("# "))
    return re.compile(rf"(?:[-*+•]\s*)?(?:{known})", re.IGNORECASE)


PAGE_TEXT = load_page_text()

BEFORE_TITLE = re.compile(  # where a page has no line breaks, the first title follows one of these on its line
    r"(?:papers? with code|(?:Trending|Latest|Greatest) Research|Sign In|Date Published|Github Stars)(?![a-z])"
    r"|create\s+a\s+new\s+account\s+if you don.{1,2}t have one\."
)
