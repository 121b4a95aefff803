"""An archive through the engine processes of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anyio.to_thread import run_sync

from service.batch.article import Article, Unreadable
from service.batch.duplicates import Duplicates
from service.batch.output.writing import Output, Standing
from service.core.errors import PlumblineError
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.request import FileRequest
from service.ingest import decode
from service.metrics import Metrics
from service.settings import Settings
from service.workers import Asked, Engines, insist

DEATHS = 2  # of engine processes at one article, after which it is to blame
AHEAD = 2  # articles for each engine that are read before it is free
Tell = Callable[["Progress"], None]


@dataclass
class Progress:
    """Articles: `met` so far, `before` of them done or failed in an earlier run, and what came of the rest.

    `bytes` are those of the articles that this run did; `total` is how many the archive holds, once that is counted.
    """

    met: int = 0
    total: int | None = None
    before: int = 0
    summaries: int = 0
    errors: int = 0
    duplicates: int = 0
    bytes: int = 0

    @property
    def now(self) -> int:
        return self.summaries + self.errors


@dataclass(frozen=True)
class Todo:
    article: Article
    duplicate_of: str | None


class Run:
    """One run over an archive. Reading, the engines and writing overlap; only a few articles are held at a time."""

    def __init__(
        self,
        output: Output,
        options: Options,
        settings: Settings,
        *,
        duplicates: Duplicates | None,
        once: bool,
        tell: Tell,
    ) -> None:
        self._output, self._options, self._settings = output, options, settings
        self._duplicates, self._once, self._tell = duplicates, once, tell
        self.progress = Progress()

    async def over(self, items: Iterator[Article | Unreadable]) -> None:
        """Do what is to be done of `items`. Raises StoreFull, OutputUnusable, and what loading the model raises.

        When it is cancelled, what was done stays done.
        """
        first = await run_sync(self._next, items)
        if first is None:
            return  # no model is loaded for nothing
        engines = Engines(self._settings, Metrics())
        coming: asyncio.Queue[Todo | None] = asyncio.Queue(self._settings.engines * AHEAD)
        coming.put_nowait(first)
        try:
            await engines.loaded()
            async with asyncio.TaskGroup() as group:
                for _ in range(self._settings.engines):
                    group.create_task(self._work_on(engines, coming))
                group.create_task(self._read(items, coming))
        except* PlumblineError as errors:
            raise errors.exceptions[0] from None
        finally:
            engines.stop()

    async def _read(self, items: Iterator[Article | Unreadable], coming: asyncio.Queue[Todo | None]) -> None:
        """Put what is to be done before the engines, and at last a None for each."""
        while (todo := await run_sync(self._next, items)) is not None:
            await coming.put(todo)
        for _ in range(self._settings.engines):
            await coming.put(None)

    def _next(self, items: Iterator[Article | Unreadable]) -> Todo | None:
        """The next article that an engine is needed for; None at the end of the archive."""
        for item in items:
            self.progress.met += 1
            standing = self._output.standing(item)
            like = self._like(item) if isinstance(item, Article) else None
            if standing is not Standing.TODO:
                self.progress.before += standing is not Standing.REPEATED
            elif isinstance(item, Unreadable):
                self._failed(item.id, self._output.key(item), item.error)
            elif like is not None and self._once:
                self._output.put_summary(item, None, like)
                self._done(duplicate=True)
            else:
                return Todo(item, like)
            self._tell(self.progress)
        return None

    def _like(self, article: Article) -> str | None:
        """The earlier article that this one nearly repeats. What is done already counts as well."""
        if self._duplicates is None:
            return None
        try:
            text = decode(article.content)
        except PlumblineError:
            return None  # the engine says what is wrong with it
        return self._duplicates.first_like(article.id, text)

    async def _work_on(self, engines: Engines, coming: asyncio.Queue[Todo | None]) -> None:
        while (todo := await coming.get()) is not None:
            article = todo.article
            request = FileRequest(article.content, article.name, article.title, article.language, self._options)
            try:
                answer = await insist(engines, request, Asked(urgent=False), deaths=DEATHS)
            except PlumblineError as error:
                key = self._output.key(article)
                await run_sync(self._failed, article.id, key, error, article.sha256)
            else:
                await run_sync(self._output.put_summary, article, answer.body, todo.duplicate_of)
                self._done(duplicate=todo.duplicate_of is not None)
            self.progress.bytes += len(article.content)
            self._tell(self.progress)

    def _done(self, *, duplicate: bool) -> None:
        self.progress.summaries += 1
        self.progress.duplicates += duplicate

    def _failed(self, id: str, key: str, error: PlumblineError, sha256: str | None = None) -> None:
        self._output.put_error(id, key, Problem.of(error), sha256)
        self.progress.errors += 1
