"""plumbline memory import | export | search | learn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from service.batch.output.disk import whole
from service.commands.options import Json, LedgerFile, Source, Target, language, local_path, read_file, require_apart
from service.commands.tables import columns, counted, plain
from service.core.errors import InvalidRequest
from service.core.translation import State
from service.settings import settings

if TYPE_CHECKING:
    from service.translate.memory import Memory

app = typer.Typer(no_args_is_help=True, help="The translations that people approved.")
Store = Annotated[
    Path | None,
    typer.Option(
        "--memory", parser=local_path, metavar="FILE", help="A memory's file; the one in the data folder otherwise"
    ),
]


def _new(number: int) -> str:
    return f"{counted(number, 'translation is', 'translations are')} new or changed"


def _memory(path: Path | None, *, writes: bool = False) -> Memory:
    from service.translate.desk import open_memory

    return open_memory(settings().data_dir, path, writes=writes)


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="TMX; - reads standard input", metavar="FILE.tmx")], memory: Store = None
) -> None:
    """Take in the translations of a TMX file."""
    from service.translate.memory import tmx

    data = read_file(file, settings().max_batch_bytes)
    added = _memory(memory, writes=True).add(tmx.read(data))
    typer.echo(f"{_new(added)}.")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(help="Where to", metavar="OUT.tmx")],
    source: Source = "",
    target: Annotated[
        str,
        typer.Option(
            "--to", parser=language("--to"), metavar="CODE", help="Language of the translations; all when left out"
        ),
    ] = "",
    memory: Store = None,
) -> None:
    """Write the memory as TMX 1.4b, for any other tool."""
    from service.translate.memory import tmx

    if output.suffix.lower() != ".tmx":
        raise InvalidRequest(f"The memory is written as TMX: name a file that ends in .tmx, not {output}.")
    require_apart(output, memory)
    entries = list(_memory(memory).entries(source, target))
    with whole(output) as stream:
        stream.write(tmx.write(entries))
    typer.echo(f"{counted(len(entries), 'translation')}.")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A sentence of the source language")],
    source: Source = "",
    target: Target = "en",
    least: Annotated[int, typer.Option(help="The least percent", min=1, max=101)] = 50,
    memory: Store = None,
    json: Json = False,
) -> None:
    """Translations of the same sentence, or of one like it."""
    from service.translate.desk import Desk

    if not source:
        raise InvalidRequest("--from is needed, as in --from ko.")
    desk = Desk(usual=settings().glossaries)
    matches = _memory(memory).matches(
        text, source_language=source, target_language=target, least=least, terms=desk.glossary(source, target)
    )
    if json:
        sys.stdout.write("[" + ",".join(match.model_dump_json() for match in matches) + "]\n")
        return
    table = columns("percent", "source", "target", right=("percent",), wide=("source", "target"))
    for match in matches:
        table.add_row(str(match.percent), Text(plain(match.source)), Text(plain(match.target)))
    Console().print(table if matches else "Nothing like it is in the memory.")


@app.command()
def learn(
    file: Annotated[Path, typer.Argument(help=".xlf, .html, .docx or .json that a translator edited")],
    memory: Store = None,
    names: LedgerFile = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Also what nobody marked as final")] = False,
) -> None:
    """Keep the approved segments of an edited file, and how its names are put."""
    from service.translate import exchange
    from service.translate.desk import Desk, open_ledger, open_memory
    from service.translate.learning import learn as learn_from

    config = settings()
    translation = exchange.read(read_file(str(file), config.max_body_bytes), str(file))
    desk = Desk(
        memory=open_memory(config.data_dir, memory, writes=True),
        ledger=open_ledger(config.data_dir, names, writes=True),
    )
    learnt = learn_from(translation, desk, drafts=drafts)
    told = f"{_new(learnt.segments)}; names that were suggested: {learnt.names:,}."
    if not drafts and not any(segment.state is State.APPROVED for segment in translation.segments):
        told += " No segment is marked as final: --drafts takes the others too."
    typer.echo(told)
