"""How the words of a command line become values: quickly, where there is nothing to check.

Typer shows each value to pydantic, even a default, and loads all of pydantic for it: that takes longer than to read a
small paste. But what was not given is its default, and a text or path that may be any is that. What is to be a number
or one of a few words is checked by typer as ever.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

READY: Mapping[Any, Callable[[Any], Any]] = {str: str, list[str]: list, Path: Path}
"""What makes a value of any words, by the parameter's type."""


class Command(TyperCommand):
    """A command that checks its parameters where there is something to check."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words."""
        spare_checks(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Group(TyperGroup):
    """The program itself, which checks its parameters where there is something to check."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words before the command's name."""
        spare_checks(self.get_params(ctx))
        return super().parse_args(ctx, args)


def spare_checks(parameters: Iterable[Any]) -> None:
    """Let `process` give the values of those that may be left out."""
    for parameter in parameters:
        if not parameter.required:
            parameter.process_value = partial(process, parameter, parameter.process_value)


def process(parameter: Any, check: Callable[[Any, Any], Any], ctx: Any, value: Any) -> Any:
    """Give the value of a parameter that may be left out; `check` is typer's own way to do so."""
    source = ctx.get_parameter_source(parameter.name)
    given = source is None or source.name != "DEFAULT"
    if given:
        make = READY.get(parameter.type_descriptor.annotation)
        if not make:
            return check(ctx, value)
        value = make(value)
    return parameter.callback(ctx, parameter, value) if parameter.callback else value
