"""plumbline: the command line."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from service import __version__
from service.commands import keys, memory, models, names, terms
from service.commands.batch import batch
from service.commands.claims import claims
from service.commands.models import doctor
from service.commands.serve import serve
from service.commands.summaries import check, summarize
from service.commands.translate import check_translation, translate
from service.core.errors import InputError, InvalidRequest, MissingExtra, OutputUnusable, PlumblineError
from service.core.objection import objection

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Summaries that were checked against their source.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"plumbline {__version__}")
        raise typer.Exit


@app.callback()
def plumbline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit")
    ] = False,
) -> None:
    """Keeps commands named even while there are few."""


for command in (summarize, check, serve, doctor, batch, claims, translate, check_translation):
    app.command()(command)
for group in (models, keys, terms, memory, names):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])


INTERRUPTED = 130  # exit status after Ctrl-C: 128 and the number of SIGINT
OPTIONS = "See --help for the options."  # where a caller of the API is sent to /docs


def _mount_eval() -> None:
    """The harness's commands. Without its libraries the command is there and says how to get them."""
    try:
        from eval.commands import app as commands
    except ModuleNotFoundError as error:
        missing = error.name or "a library"

        @app.command("eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
        def unavailable() -> None:
            """Which model may be trusted (not installed)."""
            raise MissingExtra(f"The harness needs {missing}: pip install 'plumbline[eval]'.")
    else:
        app.add_typer(commands, name="eval")


def _eval() -> None:
    """Which model may be trusted: predictions scored against people's references, offline."""


def main() -> None:
    """Run a command; an error is one sentence on standard error, and exit status 2 (input), 1 (ours), 130 (Ctrl-C)."""
    _any_language()
    try:
        if sys.argv[1:2] == ["eval"]:  # its libraries are slow to load
            _mount_eval()
        elif sys.argv[1:2] in (["--help"], []):
            app.command("eval")(_eval)
        ended = app(standalone_mode=False)
        sys.stdout.flush()
        if ended == INTERRUPTED:
            raise KeyboardInterrupt  # as it was before Typer made a status of it
    except KeyboardInterrupt:
        sys.stderr.write("plumbline: interrupted.\n")
        sys.exit(INTERRUPTED)
    except typer.Abort:  # what was interrupted has said so
        sys.exit(INTERRUPTED)
    except TyperException as error:
        if said := _said(error):  # nothing where the help was shown
            _tell(InvalidRequest(f"{said}."))
        sys.exit(2)
    except PlumblineError as error:
        _tell(error)
        sys.exit(2 if isinstance(error, InputError) else 1)
    except OSError as error:
        _give_up_output()
        if isinstance(error, BrokenPipeError):  # its reader has seen enough
            sys.exit(1)
        if error.filename is not None:
            raise
        _tell(OutputUnusable(f"Standard output cannot be written: {error.strerror}."))
        sys.exit(2)
    sys.exit(ended or 0)


def _any_language() -> None:
    """Whatever the locale, files and pipes get UTF-8, and a terminal a mark for what it cannot show."""
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")


def _give_up_output() -> None:
    """Let the interpreter not try again at its end (https://docs.python.org/3/library/signal.html#note-on-sigpipe)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(error: TyperException) -> str:
    """What is wrong with the arguments."""
    if isinstance(error.__cause__, ValidationError):
        error.message = objection(error.__cause__.errors()[0])
    return error.format_message().rstrip(".")


def _tell(error: PlumblineError) -> None:
    hint = OPTIONS if isinstance(error, InvalidRequest) else error.hint
    sys.stderr.write(f"plumbline: {error.detail} {hint} [{error.code}]\n")


if __name__ == "__main__":
    main()
