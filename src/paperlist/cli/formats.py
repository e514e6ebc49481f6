"""`paperlist formats`: what is read and written."""

import sys
from typing import Annotated

import typer

from paperlist.cli.output import print_table, show


def formats(
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a paper instead.")] = False,
    sql: Annotated[bool, typer.Option("--sql", help="Print a CREATE TABLE for the CSV's columns instead.")] = False,
) -> None:
    """List the formats that are read and written, or print what a paper is."""
    if schema or sql:
        show([schema_text() if schema else table_text()])
        return
    from paperlist.api import formats as all_formats

    rows = [
        (
            each.use,
            each.name,
            f"{each.description} ({', '.join(each.extensions)})" if each.extensions else each.description,
        )
        for each in all_formats()
    ]
    if sys.stdout.isatty():
        print_table(("", "format", "what"), rows, cut=False)
        return
    width = max(len(name) for _, name, _ in rows)
    for verb, name, description in rows:
        typer.echo(f"{verb:5}  {name:{width}}  {description}")


def schema_text() -> str:
    """Return the JSON Schema of a paper."""
    import json

    from paperlist.api import json_schema

    return json.dumps(json_schema(), indent=1) + "\n"


NUMBERS = frozenset({"authors_omitted", "arxiv_version", "code_implementations", "stars"})


def table_text() -> str:
    """Return the SQL that makes a table for the rows of `--to csv`: numbers and truth values as such, else text."""
    from paperlist.paper import Paper

    kinds = dict.fromkeys(NUMBERS, "BIGINT") | {"withdrawn": "BOOLEAN", "key": "VARCHAR PRIMARY KEY"}
    columns = [f'  "{name}" {kinds.get(name, "VARCHAR")}' for name in Paper.model_fields]
    return "CREATE TABLE papers (\n" + ",\n".join(columns) + "\n);\n"
