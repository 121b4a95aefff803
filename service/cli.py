"""plumbline: the command line."""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime
from io import TextIOWrapper
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from typer.exceptions import TyperException

from service import __version__
from service.batch_commands import batch
from service.claim_commands import claims
from service.command_options import Kind, Size, options_of, read_file, require_length_fits
from service.core.errors import (
    InputError,
    InvalidRequest,
    MissingExtra,
    OutputUnusable,
    PlumblineError,
    Unprotected,
)
from service.core.objection import objection
from service.core.receipt import Length, Policy, Type
from service.core.request import File, SummaryRequest
from service.key_commands import app as keys
from service.memory_commands import app as memory
from service.model_commands import app as models
from service.model_commands import doctor
from service.name_commands import app as names
from service.settings import Settings, misspelt, settings
from service.tables import progress
from service.term_commands import app as terms
from service.translate_commands import check_translation, translate

if TYPE_CHECKING:
    from service.store.database import Database

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


@app.command()
def summarize(
    file: Annotated[
        str, typer.Argument(help="Text, HTML, PDF, DOCX, ODT, Markdown, EML; - reads standard input", metavar="FILE|-")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the Summary as JSON")] = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the text that offsets point into in the JSON")
    ] = False,
    model: Annotated[
        str, typer.Option(help="What drafts: a folder, org/name, openai:URL#name; see `plumbline models list`")
    ] = "embedded",
    max_words: Annotated[int, typer.Option(help="Upper bound of the abstract, in words")] = 150,
    max_claims: Annotated[int, typer.Option(help="Upper bound of the claims")] = 20,
    type: Kind = Type.ABSTRACT,
    length: Size = Length.MEDIUM,
    output_language: Annotated[
        str, typer.Option(help="Of the summary, as ko or en; the article's own when left out")
    ] = "",
    policy: Annotated[Policy, typer.Option(help="What is withheld, and what is shown with a flag")] = Policy.BALANCED,
    published: Annotated[
        datetime | None,
        typer.Option(help="The day it appeared, from which `on Monday` is reckoned", formats=["%Y-%m-%d"]),
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="A summary for each article in the file")] = False,
) -> None:
    """Summarise an article: a neutral abstract and the key claims, each verified against the text."""
    require_length_fits(type, length)
    if with_text and not json:
        raise InvalidRequest("--with-text is for --json: give both, or neither.")
    config = settings()
    options = options_of(
        model=model,
        max_words=max_words,
        type=type,
        length=length,
        max_claims=max_claims,
        output_language=output_language,
        policy=policy,
        include_text=with_text,
    )
    content = File(content=read_file(file, config.max_body_bytes), name=file)
    request = SummaryRequest(file=content, published=published and published.date(), split=split, options=options)
    from service.engine import Engine  # torch is loaded only by the commands that need it
    from service.show import show

    with progress(Console(stderr=True)) as notify:
        answer = Engine(config).answer(request, notify=notify)
    if json:
        sys.stdout.write(answer.to_json(indent=2) + "\n")
    else:
        show(answer, Console())


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="The article, or - for standard input", metavar="SOURCE|-")],
    text: Annotated[
        str,
        typer.Argument(help="What is to be checked: a summary, or single sentences; or -", metavar="TEXT|-"),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON")] = False,
) -> None:
    """Check any text against its source: each statement is supported, contradicted or not found."""
    if source == text == "-":
        raise InvalidRequest("Only one of SOURCE and TEXT can be standard input.")
    config = settings()
    files = [File(content=read_file(name, config.max_body_bytes), name=name) for name in (source, text)]
    from service.engine import Engine
    from service.show import show_checks

    checks = Engine(config).check(*files)
    if json:
        sys.stdout.write(checks.model_dump_json(indent=2) + "\n")
    else:
        show_checks(checks, Console())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [PLUMBLINE_HOST, 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on [PLUMBLINE_PORT, 8000]", min=0, max=65_535)
    ] = None,
) -> None:
    """Run the HTTP service until it is interrupted."""
    import uvicorn

    from service import logs
    from service.api.app import create_app
    from service.store.database import Database, only_server

    config = settings()
    logs.setup(config)
    address, number = host or config.host, config.port if port is None else port
    database = Database(config)
    lock = only_server(database)  # noqa: F841 - held until we end
    _protected(address, config, database)
    _free(address, number)
    for variable, nearest in misspelt().items():
        logs.log.warning("no such setting", variable=variable, nearest=nearest)
    logs.log.info("starting", url=f"http://{address}:{number}", api="/docs", ready="when /readyz answers 200")
    uvicorn.run(
        create_app(config, database),
        host=address,
        port=number,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=config.shutdown_seconds,
    )


def _free(host: str, port: int) -> None:
    """Raises InvalidRequest where nothing can listen: the port is taken, or the address is not this machine's."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise InvalidRequest(f"The service cannot listen: {error.strerror}.") from error


def _protected(host: str, config: Settings, database: Database) -> None:
    """Strangers reach what listens beyond this machine. Raises Unprotected, StoreUnusable."""
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # another name, or every address
        local = False
    if local or config.allow_anonymous:
        return
    from service.store.keys import Keys

    if not Keys(database).any():
        raise Unprotected(f"{host} is reached from beyond this machine, and no key exists.")


app.add_typer(models, name="models")
app.add_typer(keys, name="keys")
app.command()(doctor)
app.command()(batch)
app.command()(claims)
app.command()(translate)
app.command()(check_translation)
app.add_typer(terms, name="terms")
app.add_typer(memory, name="memory")
app.add_typer(names, name="names")


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
