"""The file of a library: from bytes to text and back, and whether it is a library at all."""

import re

ENCODING_LINE = re.compile(rb"\A\s*+(?:This file was created with JabRef[^\n]*+\s*+)?%?\s*+Encoding:\s*+([\w.-]+)")
"""`% Encoding: Cp1252`, as JabRef writes it above the first entry; its first versions wrote two lines without `%`."""
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
"""What no text has. Only these say something where the encoding has a character for every byte."""
BYTEWISE = frozenset({"cp1252", "latin-1"})


def decode(data: bytes) -> tuple[str, str]:
    """Return a library's text, with its byte order mark and line ends as they are, and its encoding.

    Tried in this order: UTF-16 with its mark, UTF-8, what the first line names, Windows-1252, Latin-1. Nothing is lost:
    `encode` gives the same bytes.
    """
    named = ENCODING_LINE.match(data)
    names = ["utf-16-le", "utf-16-be"] if data.startswith(UTF_16_MARKS) else []
    names += ["utf-8", *([named[1].decode("ascii")] if named else []), "cp1252", "latin-1"]
    for name in names:
        try:
            text = data.decode(name)
            # U+FEFF at the beginning tells the two byte orders apart.
            if encode(text, name) == data and (not name.startswith("utf-16") or text.startswith("\ufeff")):
                return text, name
        except (UnicodeError, LookupError):
            continue
    raise AssertionError("Latin-1 has every byte")


def encode(text: str, encoding: str) -> bytes:
    """Return a library's bytes; the counterpart of `decode`."""
    return text.encode(encoding)


def can_encode(text: str, encoding: str) -> bool:
    """Whether an encoding has all characters of a text."""
    try:
        encode(text, encoding)
    except UnicodeError:
        return False
    return True


def encoding_message(encoding: str) -> str:
    """Return the reason why a paper with other characters than the library's `encoding` has was not added."""
    return f"has characters that the library's encoding, {encoding}, has not; convert the library to UTF-8 first"


def reject_reason(text: str, encoding: str) -> str:
    """Return why papers cannot be added to a file, given as by `decode`; empty when it is a library or may become one.

    A file without any block may be an empty library with remarks in it. One that lists papers is a listing.
    """
    from paperlist.paper import Paper
    from paperlist.pipeline import read_text
    from paperlist.readers import recognise
    from paperlist.readers.blocks import Kind, split_blocks

    if "\0" in text or (encoding in BYTEWISE and NO_TEXT.search(text)):
        return "is no text; nothing was added"
    if recognise(text) == "bibtex":
        return ""
    if any(block.kind is not Kind.BROKEN and block.type != "text" for block in split_blocks(text)):
        return ""
    if any(isinstance(event, Paper) for event in read_text([text])):
        return "is a listing, no .bib; nothing was added (the library comes first: paperlist add LIBRARY LISTING)"
    return ""
