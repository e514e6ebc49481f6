r"""Mails, mailboxes and saved pages of several parts (`.eml`, mbox, `.mhtml`).

    [From …]  header lines  blank line  body          and in the body, between boundaries, parts of the same form

The parts that are text are read, each by itself; of a part that is there in several forms, the plain one.
Quoted-printable and base64 are undone. Pictures, styles and scripts are no text; an attachment that is none either is
reported.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from email import message_from_string, policy
from email.message import Message

from paperlist.source.document import Complain, Piece, lines_of

FIELD = r"[A-Za-z][A-Za-z0-9-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*"
HEADERS = re.compile(rf"\s*(?P<postmark>From [^\n]*\n)?(?P<fields>(?:>?{FIELD})+)(?:\n|\Z)")
TELLING = re.compile(r"^(?:MIME-Version|Content-Type|Content-Transfer-Encoding|Message-ID|Received):", re.I | re.M)
SENT = re.compile(r"^(?:From|To|Date|Subject|Sent):", re.I | re.M)
POSTMARK = re.compile(r"From \S.{0,200}\d\d:\d\d.{0,40}\d{4}.{0,40}\n")
QUIET = ("image", "audio", "video", "font")
QUIET_TYPES = {
    "text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/pgp-signature",
}  # fmt: skip
BRIEF, ROOMY = 200, 2000
"""A plain part of fewer characters beside an HTML part of more says only that there is nothing to see."""


def begins(head: str, _: str) -> bool:
    """Whether a text begins as a mail or a mailbox does."""
    found = HEADERS.match(head)
    if not found:
        return False
    fields = found["fields"]
    return bool(found["postmark"] or TELLING.search(fields)) or len(set(SENT.findall(fields))) >= 3


def unpack(chunks: Iterator[str], complain: Complain) -> Iterator[Iterable[Piece]]:
    """Yield the texts of each mail in turn."""
    for line, text in split_mails(chunks):
        yield from unpack_mail(text, line, complain)


def split_mails(chunks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each mail of a mailbox, and the line at which it begins; a single mail is one."""
    held: list[str] = []
    number = begin = 1
    boxed = None
    for chunk in chunks:
        for line in lines_of(chunk):
            is_postmark = bool(POSTMARK.match(line))
            if boxed is None and line.strip():
                boxed = is_postmark
            if boxed and is_postmark and held and not held[-1].strip():
                yield begin, "".join(held)
                held, begin = [], number
            held.append(line)
            number += 1
    yield begin, "".join(held)


def unpack_mail(text: str, line: int, complain: Complain) -> Iterator[list[Piece]]:
    """Yield the texts of one mail, which begins at `line`."""
    blank = len(text) - len(text.lstrip())
    line += text.count("\n", 0, blank)
    text = text[blank:]
    position = 0
    for part in leaves(message_from_string(text, policy=policy.compat32)):
        payload = part.get_payload()
        if not isinstance(payload, str) or not payload.strip():
            continue
        # The parser keeps what is between the boundaries as it is, so that a part is found in the text again.
        position = max(position, text.find(payload, position))
        place = line + text.count("\n", 0, position)
        kind = part.get_content_type()
        if part.get_content_maintype() == "text" and kind not in QUIET_TYPES:
            yield from decode_part(part, payload, place, complain)
        elif part.get_content_maintype() not in QUIET and kind not in QUIET_TYPES:
            complain(place, f"a part of a mail that is no text ({kind}); it is not read")


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that have none themselves; of those that say the same, one."""
    parts = message.get_payload()
    if not isinstance(parts, list):
        yield message
        return
    chosen = [part for part in parts if isinstance(part, Message)]
    if message.get_content_type() == "multipart/alternative":
        chosen = choose(chosen)
    for part in chosen:
        yield from leaves(part)


def choose(parts: list[Message]) -> list[Message]:
    """Return which of the forms of one part is read: the plain one, unless it says nothing."""
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    others = [part for part in parts if part.get_content_type() != "text/plain"]
    sizes = [len(str(part)) for part in (*plain[:1], *others[:1])]
    says_nothing = len(sizes) == 2 and len(str(plain[0].get_payload())) < BRIEF and sizes[1] > ROOMY
    return others[:1] if says_nothing or not plain else plain[:1]


def decode_part(part: Message, payload: str, line: int, complain: Complain) -> Iterator[list[Piece]]:
    """Yield the text of a part, which begins at `line`; none if it cannot be decoded."""
    charset = part.get_content_charset("utf-8")
    transfer = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    charset = "utf-8" if charset == "us-ascii" else charset
    try:
        "".encode(charset)
    except LookupError:
        complain(line, f"a part of a mail in an unknown encoding ({charset}); it is not read")
        return
    if transfer == "quoted-printable":
        pieces = list(unquote_printable(payload, line, charset))
    elif transfer == "base64":
        try:
            pieces = list(from_base64(payload, line, charset))
        except binascii.Error as error:
            complain(line, f"a part of a mail whose base64 is damaged ({error}); it is not read")
            return
    elif transfer in ("7bit", "8bit", "binary", ""):
        pieces = [Piece(line, payload if payload.endswith("\n") else f"{payload}\n")]
    else:
        complain(line, f"a part of a mail in a transfer encoding that is not known ({transfer}); it is not read")
        return
    yield pieces


def unquote_printable(text: str, line: int, charset: str) -> Iterator[Piece]:
    """Yield quoted-printable text as what it stands for, a line at a time; `=` at a line's end is no line's end."""
    held, begin = b"", line
    for number, raw in enumerate(lines_of(text), line):
        held += quopri.decodestring(raw.encode(charset, "replace"))
        if not raw.rstrip(" \t\n").endswith("="):
            yield from pieces_of(held, begin, charset)
            held, begin = b"", number + 1
    yield from pieces_of(held, begin, charset)


def pieces_of(data: bytes, line: int, charset: str) -> Iterator[Piece]:
    """Yield the lines that were written in one line."""
    text = data.decode(charset, "replace").replace("\r\n", "\n").replace("\r", "\n")
    for each in lines_of(text):
        yield Piece(line, each if each.endswith("\n") else f"{each}\n")


def from_base64(text: str, line: int, charset: str) -> Iterator[Piece]:
    """Yield base64 as the text that it stands for; all lines of it but the last are as long."""
    data = base64.b64decode(text, validate=False)
    width = max(1, len(text.split("\n", 1)[0].strip()) * 3 // 4)
    at = 0
    for raw in data.splitlines(keepends=True):
        yield from pieces_of(raw, line + at // width, charset)
        at += len(raw)
