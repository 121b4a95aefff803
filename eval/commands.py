"""plumbline eval: the commands. They print; the work is done elsewhere."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from eval import gate as gates
from eval.baselines import Limits
from eval.compare import cells, compare_systems, markdown, open_scored
from eval.dataset import REFERENCES, load_suite
from eval.dataset import validate as validate_folder
from eval.meta import TRUST, meta, read_trust
from eval.predict import Tick, open_run, predict, start_run
from eval.predictions import write_json
from eval.report import as_markdown, write_report
from eval.score import Scores, as_table, score_run
from eval.systems import recorded, system
from service.commands.options import local_path
from service.core.errors import BelowFloor, FileUnreadable, InvalidReference, InvalidRequest
from service.engine import Engine
from service.settings import settings

app = typer.Typer(
    no_args_is_help=True,
    help="Which model may be trusted: predictions scored against people's references, offline.",
)
RunFolder = Annotated[Path, typer.Argument(help="A folder that `eval run` wrote", metavar="RUN")]


@app.command()
def run(
    model: Annotated[
        str, typer.Option(help="NAME[,NAME]: models, or lead-K, lexrank, random, human, oracle")
    ] = "embedded",
    suite: Annotated[
        str, typer.Option(help="references, a JSON Lines file, or a folder", metavar="references|FILE|DIR")
    ] = "references",
    output: Annotated[Path, typer.Option(help="Where predictions and scores go", metavar="RUN")] = Path("runs/latest"),
    limit: Annotated[int | None, typer.Option(help="Only the first N articles", min=1)] = None,
    split: Annotated[str, typer.Option(help="dev, test or all; tuning looks at dev only")] = "dev",
    predictions: Annotated[
        list[Path] | None,
        typer.Option(help='Another system\'s outputs, JSON Lines of {"id", "text"}; its name is the file\'s'),
    ] = None,
    max_words: Annotated[int, typer.Option(help="Upper bound of an abstract, in words", min=20)] = 150,
    max_claims: Annotated[int, typer.Option(help="Upper bound of the claims", min=1)] = 20,
) -> None:
    """Predict, then score. What was predicted before is kept: an interrupted run goes on."""
    if split not in ("dev", "test", "all"):
        raise InvalidRequest(f"--split {split}: give dev, test or all.")
    local_path(suite)
    engine, limits = Engine(settings()), Limits(max_words, max_claims)
    chosen = load_suite(suite, split=split)
    chosen = chosen.first(limit) if limit else chosen
    outside = predictions or []
    names = [name.strip() for name in model.split(",") if name.strip()] if model else []
    systems = {name: system(name, engine, limits) for name in names}
    if len({path.stem for path in outside}) < len(outside):
        raise InvalidRequest("Two --predictions files have one name; a system is named after its file.")
    systems |= {path.stem: recorded(path, limits) for path in outside}
    outputs = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in outside}
    if not systems:
        raise InvalidRequest("There is nothing to run: name a --model, or give --predictions.")
    _may_write(output)
    start_run(output, chosen, split, tuple(systems), limits, outputs)
    with _progress("predict", len(systems) * len(chosen.examples)) as tick:
        predict(output, chosen, systems, engine, tick)
    _score(output, engine)


@app.command()
def score(folder: RunFolder) -> None:
    """Score a run's stored predictions again, without a model."""
    _score(folder, Engine(settings()))


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="RUN, or RUN:MODEL when it holds several", metavar="RUN")],
    second: Annotated[str, typer.Argument(help="What it is held against", metavar="RUN")],
    as_md: Annotated[bool, typer.Option("--markdown", help="Print a table for a pull request")] = False,
) -> None:
    """Is the first better than the second? Paired differences with intervals, and a verdict in words."""
    a, b = open_scored(first), open_scored(second)
    lines = compare_systems(a, b)
    if as_md:
        typer.echo(markdown(a, b, lines), nl=False)
        return
    table = Table("metric", "first", "second", "difference", "95% interval", "p (Holm)", "detectable", "verdict")
    for line in lines:
        table.add_row(*cells(line))
    console = _console()
    console.print(f"{a.label} against {b.label}, {len(a.articles)} articles")
    console.print(table)


@app.command()
def gate(
    floors: Annotated[Path, typer.Option(help="The file of pinned floors")] = gates.FLOORS,
) -> None:
    """Hold the pinned floors. Exit status 1 when one is not reached."""
    gates.read_floors(floors)  # before there is a bar
    with tempfile.TemporaryDirectory() as folder, _progress("gate", None) as tick:
        held = gates.gate(floors, Path(folder), Engine(settings()), tick)
    table = Table("metric", "floor", "measured", "")
    for item in held:
        table.add_row(item.metric, f"{item.floor:.3f}", f"{item.measured:.3f}", "held" if item.held else "BELOW")
    _console().print(table)
    if below := [item.metric for item in held if not item.held]:
        raise BelowFloor(f"Not reached: {', '.join(below)}.")


@app.command()
def report(
    folder: RunFolder,
    output: Annotated[Path, typer.Option("--output", "-o", help="One HTML file, no network")] = Path("report.html"),
    as_md: Annotated[bool, typer.Option("--markdown", help="Print Markdown for a pull request instead")] = False,
) -> None:
    """What a run found: a table, plots with intervals, and every article beside its outputs and references."""
    if as_md:
        typer.echo(as_markdown(folder), nl=False)
        return
    _may_write(output)
    write_report(folder, output, Engine(settings()))
    typer.echo(f"{output}")


@app.command("meta")
def meta_command(
    data: Annotated[Path | None, typer.Option(help="Folder of human-made sets [PLUMBLINE_EVAL_DATA]")] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Where the trust table goes; without it the one that reports print, and with --limit none"),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first N records of each set", min=1)] = None,
) -> None:
    """Measure the metrics themselves against people's judgements."""
    folder = data or settings().eval_data
    if folder is None:
        raise FileUnreadable("There are no judgements to measure on: give --data or set PLUMBLINE_EVAL_DATA.")
    rows = []
    console = _console()
    for trust in meta(folder, Engine(settings()), limit=limit):
        rows.append(trust)
        figures = "  ".join(f"{name} {value:.3f}" for name, value in trust.figures.items())
        console.print(f"[bold]{trust.set}[/] ({trust.judged:,} judgements; {', '.join(trust.metrics)})\n  {figures}")
    if target := output or (None if limit else TRUST):
        _may_write(target)
        measured = {trust.set: trust for trust in (*read_trust(target), *rows)}  # a set that was not there stays
        write_json(target, [trust.model_dump() for trust in measured.values()])


@app.command()
def validate(
    folder: Annotated[Path, typer.Argument(help="A folder of references")] = REFERENCES,
) -> None:
    """Check references against their articles and the format."""
    if faults := validate_folder(folder):
        raise InvalidReference("\n".join(faults))
    typer.echo(f"{folder}: {len(list(folder.glob('*.yaml')))} references, all sound")


def _may_write(path: Path) -> None:
    """Raises InvalidRequest when a result cannot be written there, before the work is done."""
    if not path.absolute().parent.is_dir() and path.suffix:
        raise InvalidRequest(f"{path} cannot be written: its folder is not there.")
    if path.is_file() and not path.suffix:
        raise InvalidRequest(f"{path} is a file; name a folder.")
    if taken := next((parent for parent in path.parents if parent.is_file()), None):
        raise InvalidRequest(f"{path} cannot be written: {taken} is a file.")


def _score(folder: Path, engine: Engine) -> None:
    run_ = open_run(folder)
    with _progress("score", len(run_.models) * len(run_.articles)) as tick:
        scores = score_run(folder, engine, tick)
    _print(folder, scores)


def _print(folder: Path, scores: Scores) -> None:
    console = _console()
    table = Table("metric", *(escape(name) for name in scores.systems))
    for name, means in as_table(scores):
        table.add_row(name, *(f"{value:.3f}" for value in means.values()))
    console.print(table)
    for name, values in scores.checker.items():
        console.print(f"checker {name}: {sum(values) / len(values):.3f}")
    console.print(f"{len(scores.articles)} articles in {folder}  {scores.signature}", soft_wrap=True)


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Tick]:
    """A bar with an estimate, on standard error."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total)

        def tick(model: str, article: str) -> None:
            bar.update(task, advance=1, description=f"{what} {model} {article}"[:60])

        yield tick


def _console() -> Console:
    """As wide as the terminal; in a file or a pipe wide enough for a table."""
    console = Console()
    return console if console.is_terminal else Console(width=160)
