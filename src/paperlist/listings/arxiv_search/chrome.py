"""The page around the entries: the site's head, the search form, the pages' numbers, the foot."""

from paperlist.listings.page_text import page_text

PAGE_TEXT = page_text("arxiv_search/chrome.txt")
