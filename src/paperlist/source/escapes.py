r"""What stands for a character in a string literal: `\n`, `\"`, `\xe9`, and UTF-8 by bytes, `\xc3\xa9`, `\303\251`."""

import re

BYTE = r"\\x[0-9a-fA-F]{2}|\\[0-3][0-7]{2}"
ESCAPE = re.compile(rf"\\u(?:([0-9a-fA-F]{{4}})|\{{([0-9a-fA-F]{{1,6}})\}})|((?:{BYTE})+)|\\(.)")
PLAIN = {"n": "\n", "r": "\n", "t": "\t", "/": "/", "e": "\x1b", **{mark: mark for mark in "\\\"'`$"}}


def decode_escapes(text: str) -> str:
    """Return the value of a string literal; what is no escape in JSON, Python and C stays."""
    return ESCAPE.sub(decode, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def decode(found: re.Match[str]) -> str:
    """Return the characters that an escape stands for."""
    if number := found[1] or found[2]:
        return chr(min(int(number, 16), 0x10FFFF))
    if octets := found[3]:
        codes = [int(each[1:], 16) if each[0] == "x" else int(each, 8) for each in octets.split("\\")[1:]]
        try:
            return bytes(codes).decode()
        except UnicodeDecodeError:
            return bytes(codes).decode("latin-1")
    return PLAIN.get(found[4], found[0])
