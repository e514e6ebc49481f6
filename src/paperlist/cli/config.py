"""Settings from a file: how output looks, for who wants it the same in every run.

    max-authors = 10            `paperlist.toml` in the working folder, or the file that PAPERLIST_CONFIG names;
    key = "{family}{year}"      an option of the command line comes before it
    ascii = true

Only options that change how references look can be set: their names are the fields of `exporters.Options`, and `key`.
What is merged, replaced or left unsafe is said in each command, where one sees it.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VARIABLE = "PAPERLIST_CONFIG"
NAME = "paperlist.toml"
FIXED = frozenset({"raw_cells", "group_by"})
"""Options that cannot be set: one is unsafe, the other belongs to one format."""


class ConfigError(Exception):
    """What is wrong with the file, in a sentence with its name and the line."""


def find_file() -> Path | None:
    """Return the file that the settings are in; None where there is none. An empty variable switches it off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    return Path(NAME) if Path(NAME).is_file() else None


def load(path: Path) -> dict[str, Any]:
    """Return the settings of a file by the names of options: `max-authors`.

    Raises:
        ConfigError: the file cannot be read, or has something that cannot be set.
    """
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}; it is named by {VARIABLE}") from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise ConfigError(f"{path}: {error}") from None
    check(settings, text, path)
    return {name.replace("_", "-"): value for name, value in settings.items()}


def check(settings: Mapping[str, Any], text: str, path: Path) -> None:
    """Refuse what cannot be set, or not to this value."""
    from dataclasses import fields

    from paperlist.exporters import Options, read_options
    from paperlist.keys import read_pattern

    known = ["key", *(field.name for field in fields(Options) if field.name not in FIXED)]
    for name, value in settings.items():
        option = name.replace("-", "_")
        place = f"{path}:{line_of(name, text)}"
        if option not in known:
            names = ", ".join(each.replace("_", "-") for each in known)
            raise ConfigError(f"{place}: {name!r} cannot be set here; what can is {names}")
        try:
            if option != "key":
                read_options({option: value})  # type: ignore[misc]  # the name is one of them
            elif isinstance(value, str):
                read_pattern(value)
            else:
                raise ValueError("key is a text")
        except ValueError as error:
            raise ConfigError(f"{place}: {error}") from None


def line_of(name: str, text: str) -> int:
    """Return the line in which a setting is, from 1."""
    found = re.search(rf"^[ \t\[]*[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
