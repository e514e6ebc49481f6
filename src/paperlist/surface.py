"""What extraction does to text is undone here, in one place, before any listing format looks.

The words of a page stay, the marks that a tool left go. Lines stay lines: the cleaned text has as
many line breaks as the text had, so that places hold.
"""

import unicodedata


def clean(text: str) -> str:
    """Give `text` (whole lines) without the marks of extraction, line by line the same lines."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
