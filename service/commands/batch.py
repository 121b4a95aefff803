"""plumbline batch: an archive in, a line for each article out."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.batch.output.disk import Files, require_room
from service.commands.options import Kind, Size, local_path, options_of
from service.commands.progress import Show, archive_progress
from service.commands.tables import counted
from service.core.errors import FileUnreadable, OutputUnusable
from service.core.receipt import Length, Policy, Type
from service.settings import Settings, settings

if TYPE_CHECKING:  # what reads, summarises and writes is loaded only when there is an archive
    from service.batch.article import Article, Unreadable

ENGINE_BYTES = 1_500_000_000  # that an engine with the embedded model should find free


class Format(StrEnum):
    JSONL = "jsonl"
    PARQUET = "parquet"


class Likes(StrEnum):
    """What is done with articles that nearly repeat an earlier one."""

    MARK = "mark"  # summarised, and marked
    ONCE = "once"  # marked, and not summarised again
    OFF = "off"


class By(StrEnum):
    LOCAL = "local"
    RAY = "ray"


def batch(
    archive: Annotated[
        Path,
        typer.Argument(
            parser=local_path,
            help="A folder, JSON Lines, Parquet, tar, zip, WARC or a .list of files",
            metavar="ARCHIVE",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", help="Where the results go; the same command goes on there", metavar="OUT.jsonl"
        ),
    ],
    engine: Annotated[
        By, typer.Option(help="What does the work: processes of this machine, or a Ray cluster")
    ] = By.LOCAL,
    workers: Annotated[
        int, typer.Option(help="Engine processes; 0 takes what cores and memory allow", min=0, max=256)
    ] = 0,
    format: Annotated[Format | None, typer.Option(help="Of the output; by its name when left out")] = None,
    glob: Annotated[
        list[str] | None, typer.Option(help="Files of a folder, tar or zip that are read; repeatable")
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop results of articles that the archive lost")] = False,
    duplicates: Annotated[
        Likes,
        typer.Option(help="Articles that nearly repeat an earlier one: summarised and marked, marked only, or off"),
    ] = Likes.MARK,
    claims_csv: Annotated[Path | None, typer.Option(help="All claims as a table", metavar="FILE.csv")] = None,
    html: Annotated[Path | None, typer.Option(help="A folder to browse and search in", metavar="FOLDER")] = None,
    progress: Annotated[Show, typer.Option(help="On standard error: a bar, JSON lines, or nothing")] = Show.BAR,
    model: Annotated[str, typer.Option(help="What drafts; see `plumbline models list`")] = "embedded",
    max_words: Annotated[int, typer.Option(help="Upper bound of each abstract, in words")] = 150,
    type: Kind = Type.ABSTRACT,
    length: Size = Length.MEDIUM,
    max_claims: Annotated[int, typer.Option(help="Upper bound of each article's claims")] = 20,
    policy: Annotated[Policy, typer.Option(help="What is withheld, and what is shown with a flag")] = Policy.BALANCED,
) -> None:
    """Summarise every article of an archive, through crashes: the same command goes on where it stopped."""
    from service.batch.archive.sources import read
    from service.batch.duplicates import Duplicates
    from service.batch.ledger import Ledger
    from service.batch.output.writing import Output
    from service.models import registry

    options = options_of(
        model=model, max_words=max_words, type=type, length=length, max_claims=max_claims, policy=policy
    )
    config = settings()
    config = config.model_copy(update={"engines": workers or _fitting(config), "cache_bytes": 0})
    passed: Counter[str] = Counter()
    form = format or (Format.PARQUET if output.suffix == ".parquet" else Format.JSONL)
    own = _require(archive, Files(output, form.value), claims_csv, html)
    registry.require(model, config)

    def items(passed: Counter[str] | None = None) -> Iterator[Article | Unreadable]:
        return read(archive, limit_bytes=config.max_body_bytes, globs=glob or (), passed=passed, apart=own)

    likes = None if duplicates is Likes.OFF else Duplicates()
    more = {"duplicates": duplicates.value, "chunk_tokens": config.chunk_tokens}
    with Output.open(output, options, format=form.value, retry_failed=retry_failed, more=more) as out:
        with archive_progress(progress, items) as tell:
            ledger = Ledger(out, duplicates=likes, once=duplicates is Likes.ONCE, tell=tell)
            try:
                if engine is By.RAY:
                    from service.batch import on_ray

                    on_ray.run(items(passed), ledger, options, config)
                else:
                    from service.batch import local

                    asyncio.run(local.run(items(passed), ledger, options, config))
            except KeyboardInterrupt:
                out.finish(engine.value, complete=False, passed_over=passed.total())
                sys.stderr.write("plumbline: interrupted; the same command goes on from here.\n")
                raise typer.Abort from None
        counts = out.finish(engine.value, passed_over=passed.total(), prune=prune).counts
    if claims_csv is not None:
        from service.batch.output.claims_csv import write_claims
        from service.batch.output.results import summaries

        write_claims(summaries(output), claims_csv)
    if html is not None:
        from service.batch.pages import write_index

        write_index(output, html)
    errors, article = sum(counts.errors.values()), counted(counts.articles, "article")
    told = (
        f"{counted(counts.summaries, 'summary', 'summaries')} and {counted(errors, 'error')} of {article} in {output}"
    )
    told += f", {counts.done_now:,} of them from this run."
    if counts.passed_over:
        told += f" Passed over, of no format that is read: {counted(counts.passed_over, 'file')}."
    if not counts.articles:
        told += f" {archive} holds no article{' that --glob chooses' if glob else ''}."
    sys.stderr.write(f"plumbline: {told}\n")


def _require(archive: Path, files: Files, claims_csv: Path | None, html: Path | None) -> frozenset[Path]:
    """What the run writes, resolved. Raises FileUnreadable, OutputUnusable, InvalidRequest before there is work."""
    if not archive.exists():
        raise FileUnreadable(f"{archive} is not there.")
    further = {path.resolve() for path in (claims_csv, html) if path is not None}
    if taken := further & files.all or (further | files.all) & {archive.resolve()}:
        raise OutputUnusable(f"{taken.pop()} would be written over: name another file or folder.")
    if claims_csv is not None:
        require_room(claims_csv)
    if html is not None:
        from service.batch.pages import require_own

        require_own(html)
    return files.all | further


def _fitting(config: Settings) -> int:
    """Engines that this machine has cores and memory for."""
    if "engines" in config.model_fields_set:
        return config.engines
    import psutil

    memory = psutil.virtual_memory().available // ENGINE_BYTES
    return max(1, min(psutil.cpu_count() or 1, memory))
