"""`paperlist formats`: what is read and written."""

import sys

import typer

from paperlist.cli.output import print_table


def formats() -> None:
    """List the formats that are read and written."""
    from paperlist import exporters
    from paperlist.listings import load_listings
    from paperlist.readers import DESCRIPTIONS

    rows = [("read", listing.NAME, listing.DESCRIPTION) for listing in load_listings()]
    rows += [("read", name, description) for name, description in DESCRIPTIONS.items()]
    for name in exporters.names():
        exporter = exporters.load(name)
        rows.append(("write", name, f"{exporter.DESCRIPTION} ({', '.join(exporter.EXTENSIONS)})"))
    if sys.stdout.isatty():
        print_table(("", "format", "what"), rows, cut=False)
        return
    width = max(len(name) for _, name, _ in rows)
    for verb, name, description in rows:
        typer.echo(f"{verb:5}  {name:{width}}  {description}")
