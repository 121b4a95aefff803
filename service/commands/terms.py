"""plumbline terms find | convert."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from service.batch.output.disk import whole
from service.commands.options import Glossaries, Json, Source, Target, local_path, read_file, require_apart
from service.commands.tables import columns, counted, plain
from service.core.errors import InvalidRequest
from service.core.translation import Status, Term
from service.settings import settings

app = typer.Typer(no_args_is_help=True, help="Glossaries, and the terms of an article.")


@app.command()
def find(
    file: Annotated[str, typer.Argument(help="Any format that is read; - reads standard input", metavar="FILE|-")],
    source: Source = "",
    target: Target = "en",
    glossary: Glossaries = None,
    json: Json = False,
) -> None:
    """The terms that stand in an article, how often, and how they are put."""
    from service.engine import Engine
    from service.translate.desk import Desk

    config = settings()
    document = Engine(config).read(read_file(file, config.max_body_bytes), language=source, name=file)
    terms = Desk(glossary or (), usual=config.glossaries).glossary(document.language, target)
    found: dict[str, tuple[Term, int]] = {}
    for one in terms.find(document.text, document.language):
        found[one.term.source] = (one.term, found.get(one.term.source, (one.term, 0))[1] + 1)
    ranked = sorted(found.values(), key=lambda pair: -pair[1])
    if json:
        rows = (f'{{"count":{count},"term":{term.model_dump_json()}}}' for term, count in ranked)
        sys.stdout.write("[" + ",".join(rows) + "]\n")
        return
    table = columns("count", "term", "put as", "never", "literally", right=("count",))
    for term, count in ranked:
        put = [way.text for way in term.renderings if way.status is not Status.FORBIDDEN]
        never = [way.text for way in term.renderings if way.status is Status.FORBIDDEN]
        table.add_row(
            str(count), *(Text(plain(cell)) for cell in (term.source, "; ".join(put), "; ".join(never), term.literal))
        )
    Console().print(table if ranked else "No term of the glossaries stands in it.")


@app.command()
def convert(
    glossary: Annotated[str, typer.Argument(help="TBX or CSV, or `party-state` for our own", metavar="IN|party-state")],
    output: Annotated[Path, typer.Argument(help=".tbx or .csv", metavar="OUT")],
    source: Source = "",
    target: Target = "en",
) -> None:
    """Write a glossary as TBX or CSV."""
    from service.translate.terms import Glossary, dump, load, party_state
    from service.translate.terms.glossary import PARTY_STATE

    if not source:
        raise InvalidRequest("--from is needed, as in --from ko.")
    require_apart(output, glossary)
    if glossary != "party-state":
        terms = Glossary.of(load(local_path(glossary), source, target)).terms
    elif not (terms := party_state(source) if target == "en" else ()):
        raise InvalidRequest(
            f"Our own glossary goes from {', '.join(PARTY_STATE)} into en, not from {source} into {target}."
        )
    data = dump(terms, output.suffix, source, target)
    with whole(output) as stream:
        stream.write(data)
    typer.echo(f"{counted(len(terms), 'term')}.")
