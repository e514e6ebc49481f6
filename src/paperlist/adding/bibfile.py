"""The file of a library: from bytes to text and back, and whether it is a library at all."""

import re
from collections.abc import Iterator

ENCODING_LINE = re.compile(rb"\A\s*+(?:This file was created with JabRef[^\n]*+\s*+)?%?\s*+Encoding:\s*+([\w.-]+)")
"""`% Encoding: Cp1252`, as JabRef writes it above the first entry; its first versions wrote two lines without `%`."""
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
"""What no text has. Only these say something where the encoding has a character for every byte."""
BYTEWISE = frozenset({"cp1252", "latin-1"})
OTHER_LIBRARIES = {
    # The format, what it is called, and the output that finished records of it can be united to.
    "paperlist-json": ("JSON", "json"),
    "paperlist-jsonl": ("JSON Lines", "jsonl"),
    "csl-json": ("CSL-JSON", "csl"),
    "ris": ("RIS", "ris"),
    "nbib": ("PubMed's .nbib", "ris"),
    "endnote": ("EndNote's .enw", "ris"),
}


def decode(data: bytes) -> tuple[str, str]:
    """Return a library's text, with its byte order mark and line ends as they are, and its encoding.

    Nothing is lost: `encode` gives the same bytes.
    """
    for name in possible_encodings(data):
        try:
            text = data.decode(name)
            if encode(text, name) == data:
                return text, name
        except (UnicodeError, LookupError):
            continue
    raise AssertionError("Latin-1 has every byte")


def possible_encodings(data: bytes) -> Iterator[str]:
    """Yield what a library may be encoded in, the likeliest first.

    UTF-16 and UTF-32, with a mark or without, UTF-8, what the first line names, what `parse` takes it for,
    Windows-1252, Latin-1.
    """
    from paperlist.source.encoding import find_narrow, find_wide

    if wide := find_wide(data):
        yield wide
    yield "utf-8"
    if named := ENCODING_LINE.match(data):
        yield named[1].decode("ascii")
    yield find_narrow(data)
    yield from ("cp1252", "latin-1")


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
    format_ = recognise(text)
    if format_ == "bibtex":
        return ""
    if any(block.kind is not Kind.BROKEN and block.type != "text" for block in split_blocks(text)):
        return ""
    if other := OTHER_LIBRARIES.get(format_ or ""):
        what, output = other
        return f"is {what}, no .bib; nothing was added (paperlist parse LIBRARY LISTING --to {output} unites them)"
    if any(isinstance(event, Paper) for event in read_text([text])):
        return "is a listing, no .bib; nothing was added (the library comes first: paperlist add LIBRARY LISTING)"
    return ""
