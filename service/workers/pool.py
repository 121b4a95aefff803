"""All engine processes, and the queue before them."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncGenerator
from functools import partial

from service.core.errors import Cancelled, PlumblineError
from service.core.events import Told
from service.core.request import CheckRequest
from service.metrics import Metrics
from service.settings import Settings
from service.workers.answer import Answer, Asked, Request, tokens
from service.workers.fair import FairQueue, Place
from service.workers.process import EngineProcess, Hear, Reason


class Work:
    """Work that was admitted: its answer, or what is told on the way and then the answer.

    Whoever stops waiting for either gives it up, and the engine with it.
    """

    def __init__(self, engines: Engines, request: Request, asked: Asked, place: Place) -> None:
        self._told: asyncio.Queue[Told | None] = asyncio.Queue()
        # a task of its own: what cleans up after a caller who left must not be cancelled with that caller
        self._task = engines.start(request, asked, place, self._told.put_nowait)
        self._task.add_done_callback(lambda _: self._told.put_nowait(None))
        self._unwanted = False

    async def answer(self) -> Answer:
        """Raises what the engine raises, EngineDied, EngineTimeout; Cancelled when it was given up."""
        try:
            await asyncio.wait({self._task})  # tells our own cancellation from the work's, also when both come at once
        except asyncio.CancelledError:
            self.give_up()
            raise
        if self._task.cancelled():
            raise Cancelled("The work was given up.")
        return self._task.result()

    async def events(self) -> AsyncGenerator[Told | Answer, None]:
        """What the engine tells, then its answer. Raises as `answer` does."""
        try:
            while (told := await self._told.get()) is not None:
                yield told
            yield await self.answer()
        finally:
            self.give_up()

    def give_up(self) -> None:
        """Nobody wants the answer any more. Nothing happens when it is there already."""
        if not self._unwanted:  # a second time would disturb the engine while it lets go
            self._unwanted = True
            self._task.cancel()


class Engines:
    """As many engine processes as the settings say. Used from the event loop that it was made in."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._queue = FairQueue(
            settings.engines,
            most=settings.queue,
            most_tokens=settings.queue_tokens,
            most_of_caller=settings.caller_queue,
        )
        threads = settings.threads or max(1, (os.cpu_count() or 1) // settings.engines)
        own = settings.model_copy(update={"threads": threads})
        self.restarts: Counter[Reason] = Counter()
        self.processes = [EngineProcess(own, self._restarted) for _ in range(settings.engines)]
        self._idle = list(self.processes)
        self._tasks: set[asyncio.Task[Answer]] = set()

    @property
    def ready(self) -> bool:
        """Whether an engine has its model loaded."""
        return any(process.ready for process in self.processes)

    async def loaded(self) -> None:
        """Until an engine has its model. Raises what loading it raises."""
        await self.processes[0].loaded()

    def ask(self, request: Request, asked: Asked) -> Work:
        """The work, admitted. Raises Busy, TooManyRequests."""
        place = self._queue.join(asked.caller, tokens(request), batch=not asked.urgent)
        return Work(self, request, asked, place)

    def start(self, request: Request, asked: Asked, place: Place, hear: Hear) -> asyncio.Task[Answer]:
        """A task that has the request done when it is the turn of `place`, and gives the place back however it ends."""
        task = asyncio.create_task(self._work(request, asked, place, hear))
        self._tasks.add(task)
        task.add_done_callback(partial(self._ended, place))
        return task

    def _ended(self, place: Place, task: asyncio.Task[Answer]) -> None:
        self._queue.leave(place)  # here, and not in the task: one that is cancelled at once never begins
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waits hears of it; nobody may wait any more

    async def _work(self, request: Request, asked: Asked, place: Place, hear: Hear) -> Answer:
        await self._queue.turn(place)
        process = self._take()
        started = time.monotonic()
        try:
            answer = await process.call(request, asked, hear)
            self._queue.worked(place.tokens, time.monotonic() - started)
            self._recycle(process, answer)
            if not isinstance(request, CheckRequest):
                self._count(answer)
            return answer
        except PlumblineError as error:
            self._metrics.article(error.code)
            raise
        finally:
            self._idle.append(process)

    def report(self) -> None:
        """Tell the metrics how it stands now."""
        for batch in (False, True):
            waiting, tokens_waiting = self._queue.waiting[batch], self._queue.waiting_tokens[batch]
            self._metrics.waiting("batch" if batch else "interactive", waiting, tokens_waiting)
        idle = sum(process.ready for process in self._idle)
        ready = sum(process.ready for process in self.processes)
        self._metrics.engines(ready=idle, busy=ready - idle, loading=len(self.processes) - ready)
        for number, process in enumerate(self.processes):
            self._metrics.engine_memory(number, process.memory)

    def stop(self) -> None:
        """End the processes; what they were doing is lost."""
        for process in self.processes:
            process.stop()

    def _take(self) -> EngineProcess:
        """An idle process, with its model loaded if there is one."""
        process = next((process for process in self._idle if process.ready), self._idle[0])
        self._idle.remove(process)
        return process

    def _recycle(self, process: EngineProcess, answer: Answer) -> None:
        if 0 < self._settings.engine_memory_bytes < answer.growth:
            process.restart("memory")

    def _restarted(self, reason: Reason) -> None:
        self.restarts[reason] += 1
        self._metrics.engine_restarted(reason)

    def _count(self, answer: Answer) -> None:
        self._metrics.article()
        self._metrics.cached(hit=answer.cached)
        if not answer.cached:
            self._metrics.summarized(
                read=answer.tokens_read,
                written=answer.tokens_written,
                shown=answer.shown,
                withheld=answer.withheld,
            )
