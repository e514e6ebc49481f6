"""The command line: arguments in, exit code out. The only part of the program that prints or exits.

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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from paperlist import __version__, signals
from paperlist.cli import add, check, complete, formats, index, options, output, parse, review, show
from paperlist.cli.summary import USAGE_ERROR
from paperlist.escaping import visible


class Commands(TyperGroup):
    """The commands; what a usage error quotes of the command line is shown as everything is that came from outside."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read the options before the command's name."""
        with visible_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Read the command's own arguments and run it."""
        with visible_errors():
            return super().invoke(ctx)


@contextmanager
def visible_errors() -> Iterator[None]:
    """Make what would act on a terminal visible in the message of a usage error."""
    try:
        yield
    except typer.TyperException as error:
        error.message = visible(error.message)
        raise


app = typer.Typer(
    cls=Commands,
    name="paperlist",
    no_args_is_help=True,
    rich_markup_mode=None,  # see `main`
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command(epilog=f"{options.READ}\n{options.WRITTEN}")(parse.parse)
app.command(epilog=options.READ)(check.check)
app.command("show", epilog=options.READ)(show.show_papers)
app.command(epilog=options.READ)(show.stats)
app.command()(review.review)
app.command()(formats.formats)
app.command(epilog=options.READ)(add.add)
app.add_typer(index.app)
app.command(epilog=f"{options.READ}\n{options.WRITTEN}")(complete.complete)


def show_version(given: bool) -> None:
    """Print the version and exit, if that is asked for."""
    if given:
        typer.echo(f"paperlist {__version__}")
        raise typer.Exit


@app.callback(epilog=f"{options.READ}\n{options.WRITTEN}")
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Turns the text of paper listings into a bibliography that people trust.

    \b
    paperlist parse search.txt author.txt -o references.bib
    paperlist check dump.txt
    paperlist add library.bib search.txt --dry-run
    """  # noqa: D301 - click wants the character itself


def main() -> NoReturn:
    """Run the command and exit: never with a traceback of what a user could mend."""
    # 1. What ends a run leaves no half-written file.
    signals.obey_signals()
    # 2. Output is UTF-8 whatever the locale says.
    output.prepare_streams()
    if sys.stdout.isatty() and sys.stderr.isatty():
        app.rich_markup_mode = "rich"  # help and usage errors in panels, but in no pipe
    # 3. Papers do not refer to each other: looking for circles among all of them would find none.
    gc.set_threshold(100_000, 50, 100)
    # 4. Run. The process ends at once: to take a million papers apart one by one would delay Ctrl-C.
    try:
        try:
            app()
        except SystemExit as exit_:
            signals.uninterrupted(sys.stdout.flush)
            with suppress(OSError), signals.ignoring_sigpipe():
                sys.stderr.flush()
            os._exit(exit_.code if isinstance(exit_.code, int) else USAGE_ERROR)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        output.log(f"paperlist: error: {name}{error.strerror or error}")
    except MemoryError:
        output.log("paperlist: error: out of memory")
    except (ImportError, SyntaxError) as error:  # what it looks like, too, when there is no memory to load a library
        output.log(f"paperlist: error: a library cannot be loaded: {error}")
    os._exit(USAGE_ERROR)  # what could not be written is not tried again
