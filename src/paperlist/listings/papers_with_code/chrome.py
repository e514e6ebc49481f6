"""The page around the cards: menus, headings, the newsletter, the foot."""

import re

from paperlist.listings.page_text import page_text

PAGE_TEXT = page_text("papers_with_code/chrome.txt")

BEFORE_TITLE = re.compile(  # where a page has no line breaks, the first title follows one of these on its line
    r"(?:papers? with code|(?:Trending|Latest|Greatest) Research|Sign In|Date Published|Github Stars)(?![a-z])"
    r"|create\s+a\s+new\s+account\s+if you don.{1,2}t have one\."
)
