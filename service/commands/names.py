"""plumbline names find | list | approve | import | export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from service.batch.output.disk import whole
from service.commands.options import Json, LedgerFile, NamesFile, Source, read_file, require_apart
from service.commands.tables import columns, counted, plain
from service.core.errors import InvalidRequest
from service.core.translation import FoundName
from service.settings import settings

if TYPE_CHECKING:
    from service.translate.names import Ledger

app = typer.Typer(no_args_is_help=True, help="How names are put: one form for each, everywhere.")


def _ledger(names: Path | None, *, writes: bool = False) -> Ledger:
    from service.translate.desk import open_ledger

    return open_ledger(settings().data_dir, names, writes=writes)


@app.command()
def find(
    file: Annotated[str, typer.Argument(help="Any format that is read; - reads standard input", metavar="FILE|-")],
    source: Source = "",
    names: NamesFile = None,
    json: Json = False,
) -> None:
    """The names in an article, with the form that the ledger has, or those that rules give."""
    from service.engine import Engine
    from service.translate import names as found_by
    from service.translate.workbench import segments_of

    config = settings()
    ledger = _ledger(names)
    document = Engine(config).read(read_file(file, config.max_body_bytes), language=source, name=file)
    each: dict[str, FoundName] = {}
    for segment in segments_of(document):
        for one in found_by.find(segment.source, document.language, ledger):
            each.setdefault(one.source, one)
    if json:
        sys.stdout.write("[" + ",".join(one.model_dump_json(exclude={"span"}) for one in each.values()) + "]\n")
        return
    table = columns("name", "put as", "forms")
    for one in each.values():
        chosen = f"{one.chosen}{' (approved)' if one.approved else ''}" if one.chosen else ""
        forms = "; ".join(f"{form} ({system})" for system, form in one.forms.items())
        table.add_row(*(Text(plain(cell)) for cell in (one.source, chosen, forms)))
    Console().print(table if each else "No name was found.")


@app.command("list")
def list_(source: Source = "", names: LedgerFile = None, json: Json = False) -> None:
    """What the ledger has."""
    entries = list(_ledger(names).entries(source))
    if json:
        sys.stdout.write("[" + ",".join(entry.model_dump_json() for entry in entries) + "]\n")
        return
    table = columns("name", "language", "put as", "approved", "note")
    for entry in entries:
        cells = (entry.source, entry.language, entry.chosen, "yes" if entry.approved else "", entry.note)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    Console().print(table if entries else "The ledger is empty.")


@app.command()
def approve(
    name: Annotated[str, typer.Argument(help="As the source has it", metavar="NAME")],
    chosen: Annotated[str, typer.Argument(help="As it is put from now on", metavar="FORM")],
    source: Source = "",
    names: LedgerFile = None,
) -> None:
    """Settle how a name is put; checks hold every translation to it."""
    if not source:
        raise InvalidRequest("--from is needed, as in --from ko.")
    entry = _ledger(names, writes=True).approve(name, source, chosen)
    typer.echo(plain(f"{entry.source} is {entry.chosen}."))


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="CSV; - reads standard input", metavar="FILE.csv")],
    names: LedgerFile = None,
) -> None:
    """Take in names from a CSV file: source, language, chosen, approved, kind, note."""
    from service.translate.names import ledger_csv

    read = ledger_csv.read(read_file(file, settings().max_body_bytes))
    added = _ledger(names, writes=True).put(*read)
    typer.echo(f"{counted(added, 'name is', 'names are')} new or changed.")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(help="Where to", metavar="OUT.csv")],
    source: Source = "",
    names: LedgerFile = None,
) -> None:
    """Write the ledger as CSV."""
    from service.translate.names import ledger_csv

    if output.suffix.lower() != ".csv":
        raise InvalidRequest(f"The ledger is written as CSV: name a file that ends in .csv, not {output}.")
    require_apart(output, names)
    entries = list(_ledger(names).entries(source))
    with whole(output) as stream:
        stream.write(ledger_csv.write(entries))
    typer.echo(f"{counted(len(entries), 'name')}.")
