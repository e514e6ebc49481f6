"""`paperlist formats`: what is read and written."""

import sys
from typing import Annotated

import typer

from paperlist.cli.output import print_table, show


def formats(
    schema: Annotated[bool, typer.Option("--schema", help="Print the record's JSON Schema instead.")] = False,
    sql: Annotated[bool, typer.Option("--sql", help="Print a CREATE TABLE for the CSV's columns instead.")] = False,
) -> None:
    """List the formats that are read and written, or say what a record is.

    \b
    paperlist formats --schema > record.schema.json
    paperlist formats --sql | duckdb papers.duckdb
    """  # noqa: D301 - click wants the character itself
    if schema or sql:
        show([schema_text() if schema else table_text()])
        return
    from paperlist import exporters
    from paperlist.listings import load_listings
    from paperlist.readers import DESCRIPTIONS

    rows = [("read", listing.NAME, listing.DESCRIPTION) for listing in load_listings()]
    rows += [("read", name, description) for name, description in DESCRIPTIONS.items()]
    for name in exporters.names():
        exporter = exporters.load(name)
        extensions = f" ({', '.join(exporter.EXTENSIONS)})" if exporter.EXTENSIONS else ""
        rows.append(("write", name, exporter.DESCRIPTION + extensions))
    if sys.stdout.isatty():
        print_table(("", "format", "what"), rows, cut=False)
        return
    width = max(len(name) for _, name, _ in rows)
    for verb, name, description in rows:
        typer.echo(f"{verb:5}  {name:{width}}  {description}")


def schema_text() -> str:
    """Return the JSON Schema of a record."""
    import json

    from paperlist.paper import Paper

    return json.dumps(Paper.model_json_schema(mode="serialization"), indent=1) + "\n"


NUMBERS = frozenset({"authors_omitted", "arxiv_version", "code_implementations", "stars"})


def table_text() -> str:
    """Return the SQL that makes a table for the rows of `--to csv`: numbers and truth values as such, else text."""
    from paperlist.paper import Paper

    kinds = dict.fromkeys(NUMBERS, "BIGINT") | {"withdrawn": "BOOLEAN", "key": "VARCHAR PRIMARY KEY"}
    columns = [f'  "{name}" {kinds.get(name, "VARCHAR")}' for name in Paper.model_fields]
    return "CREATE TABLE papers (\n" + ",\n".join(columns) + "\n);\n"
