"""The commands as pages, made from the command line itself: a manual page for `man`, Markdown for the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from paperlist import __version__
from paperlist.cli.command import panels_of

OTHERS = "Options"
"""The panel of what has none."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command, with what its help says."""

    name: str
    """As it is typed: `paperlist index build`."""
    usage: str
    about: str
    """What it does: the paragraphs of its help, but for those that are shown line by line."""
    blocks: list[list[str]]
    """The lines of each paragraph that is shown line by line: examples, exit codes, formats."""
    panels: dict[str, list[tuple[str, str]]]
    """Arguments and options with their help, by panel."""


def commands_of(command: Any, name: str = "paperlist", parent: Any = None) -> Iterator[Command]:
    """Yield a command and those below it."""
    context = command.context_class(command, info_name=name, parent=parent, **command.context_settings)
    texts, blocks = paragraphs(f"{command.help or ''}\n\n{command.epilog or ''}")
    yield Command(
        context.command_path,
        " ".join(command.collect_usage_pieces(context)),
        texts,
        blocks,
        panels_of(command, context, OTHERS),
    )
    for below, one in getattr(command, "commands", {}).items():
        yield from commands_of(one, below, context)


def paragraphs(text: str) -> tuple[str, list[list[str]]]:
    r"""Return the paragraphs of a help, and the lines of those that are shown line by line (`\b` before them)."""
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n", text)]
    texts = [" ".join(part.split()) for part in parts if part and not part.startswith("\b")]
    blocks = [part[1:].strip().splitlines() for part in parts if part.startswith("\b")]
    return "\n\n".join(texts), [[line.strip() for line in block] for block in blocks]


def to_markdown(app: typer.Typer) -> str:
    """Return a section a command."""
    return "\n".join(line for command in commands_of(typer.main.get_command(app)) for line in section(command))


def section(command: Command) -> Iterator[str]:
    """Yield the lines of a command's section."""
    yield from ("", f"## {command.name}", "", escape_html(command.about), "")
    yield from ("```text", f"{command.name} {command.usage}", "```", "")
    for block in command.blocks:
        yield from ("```text", *block, "```", "")
    for panel, rows in command.panels.items():
        yield from (f"| {panel} | |", "| --- | --- |")
        yield from (f"| `{name.replace('|', chr(92) + '|')}` | {escape_html(text)} |" for name, text in rows)
        yield ""


def escape_html(text: str) -> str:
    """Return a help's text as Markdown that shows it as it is."""
    return re.sub(r"([|*_\[\]<{}])", r"\\\1", text)


def to_roff(app: typer.Typer) -> str:
    """Return the manual page of all commands, in man's macros."""
    first, *others = commands_of(typer.main.get_command(app))
    lines = [f'.TH PAPERLIST 1 "" "paperlist {__version__}" "User Commands"', ".SH NAME"]
    lines += [roff(f"paperlist - {first.about[:1].lower()}{first.about[1:].rstrip('.')}"), ".SH SYNOPSIS"]
    lines += [line for one in [first, *others] for line in (f".B {roff(one.name)}", roff(one.usage), ".br")]
    for one in [first, *others]:
        lines += [f".SH {roff(one.name.upper())}", roff(one.about)]
        lines += [line for panel, rows in one.panels.items() for line in roff_panel(panel, rows)]
        lines += [line for block in one.blocks for line in (".PP", ".nf", *map(roff, block), ".fi")]
    return "\n".join(lines) + "\n"


def roff_panel(panel: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a panel."""
    yield f".SS {roff(panel)}"
    for name, text in rows:
        yield from (".TP", f".B {roff(name)}", roff(text))


def roff(text: str) -> str:
    """Return a text in which nothing is a request or an escape of roff."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("\n\n", "\n.PP\n")
    return re.sub(r"^(?=[.'](?!PP$))", r"\\&", escaped, flags=re.MULTILINE)
