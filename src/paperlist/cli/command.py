"""What all commands share: help by groups, which ends with examples and exit codes, and settings from a file."""

import shlex
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from paperlist.cli import config, options
from paperlist.cli.inputs import NO_ADDRESSES, is_address
from paperlist.cli.output import log
from paperlist.escaping import visible

if TYPE_CHECKING:
    Base = TyperCommand
else:
    Base = object


class Helped(Base):
    """The help of a command and of the group of them all: its end keeps its lines, in a pipe and on a terminal."""

    def get_help_option(self, ctx: Any) -> Any:
        """Put `--help` into a panel that is there."""
        option = super().get_help_option(ctx)
        if option:
            option.rich_help_panel = options.MESSAGES
        return option

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters without Python's names for their types: a flag has no value, an argument its name."""
        params = super().get_params(ctx)
        for param in params:
            if param.param_type_name == "argument":
                vars(param)["display_type_rich"] = lambda ctx: ""
            elif getattr(param, "is_flag", False) or getattr(param, "count", False):
                param.metavar = ""
        return params

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help; the panels of a terminal would join the lines of its end."""
        if self.rich_markup_mode is None:
            super().format_help(ctx, formatter)
            return
        epilog, self.epilog = self.epilog, None
        try:
            super().format_help(ctx, formatter)
        finally:
            self.epilog = epilog
        self.format_epilog(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the end line by line; one that is too long goes on below itself."""
        formatter.write_paragraph()
        for line in (self.epilog or "").replace("\b\n", "").splitlines():
            indent = " " * (len(line) - len(line.lstrip()))
            wrapped = textwrap.fill(line, formatter.width, subsequent_indent=indent, break_on_hyphens=False)
            formatter.write(wrapped + "\n")


class Command(Helped, TyperCommand):
    """A command; its options may be set in a file, and in a pipe too they are shown by groups."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the command's arguments; what they do not say, the file of settings may."""
        path = config.find_file()
        options_by_name = {name: param.name for param in self.params for name in param.opts if param.name}
        if path and "--key" in options_by_name:
            try:
                settings = config.load(path)
            except config.ConfigError as error:
                parent.fail(str(error))
            named = {f"--{name}": value for name, value in settings.items()}
            extra["default_map"] = {options_by_name[name]: named[name] for name in named if name in options_by_name}
        context = super().make_context(info_name, args, parent, **extra)
        if extra.get("default_map") and context.params.get("verbose"):
            log(f"paperlist: settings of {path}")
        return context

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, a section for each panel."""
        for panel, rows in panels_of(self, ctx, options.OUTPUT).items():
            with formatter.section(panel):
                formatter.write_dl(rows)


class Group(Helped, TyperGroup):
    """Several commands under one name."""


class Commands(Group):
    """All commands; what a usage error quotes of the command line is shown as everything is that came from outside."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read the options before the command's name."""
        with visible_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Read the command's own arguments and run it."""
        with visible_errors():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; where a file is in its place, say which command reads it."""
        name = args[0]
        if is_address(name):
            ctx.fail(f"{name} is not a command; {NO_ADDRESSES} to paperlist parse")
        if name not in self.commands and (name == "-" or Path(name).exists()):
            ctx.fail(f"{name} is not a command; to read it: paperlist parse {shlex.join(args)}")
        return super().resolve_command(ctx, args)


def panels_of(command: Any, ctx: Any, others: str) -> dict[str, list[tuple[str, str]]]:
    """Return the arguments and options of a command with their help, by panel; `others` is that of those without."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(ctx):
        if record := param.get_help_record(ctx):
            panels.setdefault(getattr(param, "rich_help_panel", None) or others, []).append(record)
    return panels


@contextmanager
def visible_errors() -> Iterator[None]:
    """Make what would act on a terminal visible in the message of a usage error."""
    try:
        yield
    except typer.TyperException as error:
        error.message = visible(error.message)
        raise
