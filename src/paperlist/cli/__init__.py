"""The command line: arguments in, exit code out. The only part of the program that prints or exits.

    command           help by groups, and settings from a file; examples: the end of each command's help
    options           what several commands take from the command line
    parse check add complete review formats index    one command a file
    inputs pool       the papers of all files, read here or by several processes
    output            streams, terminals, files that appear whole or not at all
    summary           counts, the closing line, the exit code

Data goes to standard output (or `--output`), everything else to standard error. Exit codes: 0 all was read, 1 something
could not be read, 2 a usage error or a file that cannot be read or written.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from paperlist import __version__, signals
from paperlist.cli import add, check, complete, examples, formats, index, output, parse, review, show
from paperlist.cli.command import Command, Commands
from paperlist.cli.examples import EXIT_CODES, READ, WRITTEN, end_of_help
from paperlist.cli.options import with_options
from paperlist.cli.summary import USAGE_ERROR

app = typer.Typer(
    cls=Commands,
    name="paperlist",
    no_args_is_help=True,
    rich_markup_mode=None,  # see `main`
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def register(function: Callable[..., None], short: str, *end: str) -> None:
    """Make a function a command: `short` is what the list of commands says of it, `end` is the end of its help."""
    name = function.__name__.removesuffix("_papers")
    app.command(name, cls=Command, short_help=short, epilog=end_of_help(*end))(with_options(function))


register(parse.parse, "Read pages and write references.", examples.PARSE, EXIT_CODES, READ, WRITTEN)
register(check.check, "Show how each input line was read.", examples.CHECK, EXIT_CODES, READ)
register(show.show_papers, "Show papers as a table.", examples.SHOW, EXIT_CODES, READ)
register(show.stats, "Count papers by year, venue and category.", examples.STATS, EXIT_CODES, READ)
register(review.review, "Decide possible duplicates, one key each.", examples.REVIEW, EXIT_CODES)
register(formats.formats, "List what is read and written.", examples.FORMATS)
register(add.add, "Add papers to an existing .bib file.", examples.ADD, EXIT_CODES, READ)
app.add_typer(index.app)
register(complete.complete, "Fill in what papers lack.", examples.COMPLETE, EXIT_CODES, READ, WRITTEN)


def show_version(given: bool) -> None:
    """Print the version and exit, if that is asked for."""
    if given:
        typer.echo(f"paperlist {__version__}")
        raise typer.Exit


@app.callback(epilog=end_of_help(examples.ROOT, EXIT_CODES, READ, WRITTEN))
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Turn copied or saved arXiv and Papers with Code pages into BibTeX, RIS, CSV or JSON."""


def main() -> NoReturn:
    """Run the command and exit."""
    # 1. What ends a run leaves no half-written file.
    signals.obey_signals()
    # 2. Output is UTF-8 whatever the locale says.
    output.prepare_streams()
    if sys.stdout.isatty() and sys.stderr.isatty():
        app.rich_markup_mode = "rich"  # help and usage errors in panels, but in no pipe
    # 3. Papers do not refer to each other: looking for circles among all of them would find none.
    gc.set_threshold(100_000, 50, 100)
    # 4. Run. The process ends at once: to take a million papers apart one by one would delay Ctrl-C, and what could
    # not be written is not tried again.
    os._exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit code: never a traceback of what a user could mend."""
    try:
        try:
            app(arguments, prog_name="paperlist")
        except SystemExit as exit_:
            signals.uninterrupted(sys.stdout.flush)
            with suppress(OSError), signals.ignoring_sigpipe():
                sys.stderr.flush()
            return exit_.code if isinstance(exit_.code, int) else USAGE_ERROR
    except OSError as error:
        reason = error.strerror or str(error)
        name = f"{error.filename}: " if error.filename and str(error.filename) not in reason else ""
        output.log(f"paperlist: error: {name}{reason}")
    except MemoryError:
        output.log("paperlist: error: out of memory")
    except (ImportError, SyntaxError) as error:  # what it looks like, too, when there is no memory to load a library
        output.log(f"paperlist: error: a library cannot be loaded: {error}")
    return USAGE_ERROR
