r"""Texts in calendars, address cards and directories (`.ics`, `.vcf`, `.ldif`): folded lines of `NAME:value`.

DESCRIPTION:arXiv:2405.02246  [pdf\, other]  cs.CV\nWhat mat
 ters when building …                                             a line that begins with a blank goes on
description:: YXJYaXY6MjQwNS4wMjI0Ng==                            base64
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator

from paperlist.source.document import Complain, Piece, at_line, is_prose, lines_of, whole

BEGIN = re.compile(r"\s*(?:BEGIN:V[A-Z]{3,10}\n|(?:version: ?\d\n\s*)?(?:#[^\n]*\n){0,9}dn::? )", re.IGNORECASE)
PROPERTY = re.compile(r"(?:[\w-]+\.)?[A-Za-z][\w-]*((?:;[^:;\n]{0,100})*):(:?)[ ]?")
ESCAPE = re.compile(r"\\([nN,;:\\])")


def begins(head: str, _: str) -> bool:
    """Whether a text begins as a calendar, an address card or a directory does."""
    return bool(BEGIN.match(head))


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the values that are texts, in their order."""
    text = whole(chunks, complain) or ""
    is_calendar = text.lstrip()[:6].upper() == "BEGIN:"
    for line, logical in unfolded(text):
        found = PROPERTY.match(logical)
        if not found:
            continue
        value = logical[found.end() :]
        kind = f"{found[1]}{found[2]}".upper()
        try:
            if found[2] or "BASE64" in kind or "ENCODING=B" in kind:
                value = base64.b64decode(value, validate=True).decode()
            elif "QUOTED-PRINTABLE" in kind:
                value = quopri.decodestring(value.encode()).decode()
            elif is_calendar:
                value = ESCAPE.sub(lambda each: "\n" if each[1] in "nN" else each[1], value)
        except (binascii.Error, UnicodeDecodeError):
            if is_prose(value):
                complain(line, "a value in base64 that is damaged or no text; it is not read")
            continue
        if is_prose(value):
            yield at_line(line, value)


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines as they were before they were folded, and where each begins; quoted-printable ends in `=`."""
    held, begin = "", 1
    for number, raw in enumerate(lines_of(text), 1):
        line = raw.rstrip("\n")
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
        elif held.endswith("=") and "QUOTED-PRINTABLE" in held[:200].upper():
            held = held[:-1] + line
        else:
            if held:
                yield begin, held
            held, begin = line, number
    if held:
        yield begin, held
