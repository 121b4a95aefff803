"""An archive through the engine processes of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from anyio.to_thread import run_sync

from service.batch.article import Article, Unreadable
from service.batch.ledger import Ledger, Outcome, Todo
from service.core.errors import PlumblineError
from service.core.problem import Problem
from service.core.receipt import Options
from service.metrics import Metrics
from service.settings import Settings
from service.workers import Asked, Engines, insist

DEATHS = 2  # of engine processes at one article, after which it is to blame
AHEAD = 2  # articles for each engine that are read before it is free


async def run(items: Iterator[Article | Unreadable], ledger: Ledger, options: Options, settings: Settings) -> None:
    """Do what is left of `items`. Reading, the engines and writing overlap; only a few articles are held at a time.

    Raises StoreFull, OutputUnusable, and what loading the model raises. When it is cancelled, what was done stays done.
    """
    todos = ledger.todos(items)
    first = await run_sync(next, todos, None)
    if first is None:
        return  # no model is loaded for nothing
    engines = Engines(settings, Metrics())
    coming: asyncio.Queue[Todo | None] = asyncio.Queue(settings.engines * AHEAD)
    coming.put_nowait(first)
    try:
        await engines.loaded()
        async with asyncio.TaskGroup() as group:
            for _ in range(settings.engines):
                group.create_task(_work_on(coming, engines, ledger, options))
            group.create_task(_read(todos, coming, settings.engines))
    except* PlumblineError as errors:
        raise errors.exceptions[0] from None
    finally:
        engines.stop()


async def _read(todos: Iterator[Todo], coming: asyncio.Queue[Todo | None], engines: int) -> None:
    """Put what is to be done before the engines, and at last a None for each."""
    while (todo := await run_sync(next, todos, None)) is not None:
        await coming.put(todo)
    for _ in range(engines):
        await coming.put(None)


async def _work_on(coming: asyncio.Queue[Todo | None], engines: Engines, ledger: Ledger, options: Options) -> None:
    while (todo := await coming.get()) is not None:
        article = todo.article
        try:
            answer = await insist(engines, article.request(options), Asked(urgent=False), deaths=DEATHS)
        except PlumblineError as error:
            outcome = Outcome(todo, problem=Problem.of(error))
        else:
            outcome = Outcome(todo, summary=answer.body)
        await run_sync(ledger.record, outcome)
