"""What adding would change, as a unified diff that `patch` applies."""

import difflib
import re

LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Only \\n ends a line here: to `patch`, U+2028 and a lone carriage return are characters like others."""


def diff(old: str, new: str, name: str) -> str:
    """Return the unified diff from `old` to `new` for the file called `name`; empty when they are equal."""
    lines = difflib.unified_diff(LINE.findall(old), LINE.findall(new), f"a/{name}", f"b/{name}")
    return "".join(map(end_line, lines))


def end_line(line: str) -> str:
    """Return a line of a diff with its end, or with the remark by which `patch` knows that the file's has none."""
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
