"""plumbline keys create | list | revoke."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from service.commands.options import Json
from service.commands.tables import columns
from service.core.key import Scope
from service.settings import settings

if TYPE_CHECKING:
    from service.store.keys import Keys

app = typer.Typer(no_args_is_help=True, help="Keys for callers of the service, which may run meanwhile.")
DEFAULT = [Scope.SUMMARIES, Scope.CHECKS, Scope.TRANSLATIONS, Scope.JOBS]
MOST = 1_000_000_000_000  # of a quota; a database's integers end at 2^63


@contextmanager
def open_keys() -> Iterator[Keys]:
    from service.store.database import Database
    from service.store.keys import Keys

    database = Database(settings())
    try:
        yield Keys(database)
    finally:
        database.close()


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose key it is, for the list", metavar="NAME")],
    scope: Annotated[list[Scope], typer.Option(help="What it opens; may be given again")] = DEFAULT,
    tokens_per_day: Annotated[int | None, typer.Option(help="Tokens of articles a day (UTC)", min=1, max=MOST)] = None,
    requests_per_minute: Annotated[int | None, typer.Option(help="Requests a minute", min=1, max=MOST)] = None,
    json: Json = False,
) -> None:
    """Make a key and print it: it is not shown again."""
    with open_keys() as keys:
        key, token = keys.create(name, scope, tokens_per_day=tokens_per_day, requests_per_minute=requests_per_minute)
    if json:
        typer.echo(jsonlib.dumps(key.model_dump(mode="json") | {"key": token}, indent=2))
    else:
        typer.echo(token)
        typer.echo("Keep this key safe: it is not shown again.", err=True)


@app.command("list")
def list_keys(json: Json = False) -> None:
    """The keys, their quotas, and what they used today (UTC)."""
    with open_keys() as keys:
        listed = [(key, keys.spent(key)) for key in keys.list()]
    if json:
        rows = [key.model_dump(mode="json") | {"used_today": asdict(used)} for key, used in listed]
        typer.echo(jsonlib.dumps(rows, indent=2))
        return
    table = columns("id", "name", "scopes", "tokens today", "requests today", "a minute", "created", "revoked")
    table.columns[0].no_wrap = True
    for key, used in listed:
        table.add_row(
            key.id,
            Text(key.name),
            "\n".join(key.scopes),
            f"{used.tokens:,}" + (f" of {key.tokens_per_day:,}" if key.tokens_per_day else ""),
            f"{used.requests:,}",
            f"{key.requests_per_minute:,}" if key.requests_per_minute else "",
            _time(key.created),
            _time(key.revoked),
        )
    Console().print(table if listed else "None: plumbline keys create NAME.")


@app.command()
def revoke(id_: Annotated[str, typer.Argument(help="As `keys list` has it", metavar="ID")], json: Json = False) -> None:
    """Stop a key for good; a running service refuses it within five seconds."""
    with open_keys() as keys:
        key = keys.revoke(id_)
    typer.echo(key.model_dump_json(indent=2) if json else f"{key.id} ({key.name}) is revoked.")


def _time(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M}" if time else ""
