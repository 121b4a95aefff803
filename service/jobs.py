"""Does what the jobs ask for, article by article, beside the requests that somebody waits for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from anyio.to_thread import run_sync

from service.core.errors import Cancelled, PlumblineError, StoreFailed, StoreFull
from service.core.problem import Problem
from service.core.request import SummaryRequest
from service.settings import Settings
from service.store.answers import Answers
from service.store.jobs import Claim, Jobs
from service.workers import Asked, Engines, Work, insist

POLL_SECONDS = 1.0  # for what other services put in, or cancelled
SWEEP_SECONDS = 3_600.0
DEATHS = 3  # of engine processes at one article, after which it is to blame
LONGEST_WRITE_PAUSE = 15.0  # seconds
JUMP_SECONDS = 600.0  # between two clocks: what is said to be old may be new

T = TypeVar("T")
log = logging.getLogger("plumbline")


class Runner:
    """Keeps every engine at work as long as there are jobs. Used from one event loop."""

    def __init__(self, jobs: Jobs, answers: Answers, engines: Engines, settings: Settings) -> None:
        self._jobs, self._answers, self._engines, self._settings = jobs, answers, engines, settings
        self._works: dict[str, set[Work]] = {}  # by job
        self._served: dict[str, int] = {}  # when each caller was served last, counted in articles
        self._turns = 0
        self._news = asyncio.Event()

    def wake(self) -> None:
        """There is something new to do."""
        self._news.set()

    def cancel(self, job: str) -> None:
        """Give up what is at work for `job`."""
        for work in self._works.get(job, set()):
            work.give_up()

    async def run(self) -> None:
        """Until it is cancelled; what is at work then is done again by whoever comes next."""
        await self._until_stored(self._jobs.clean, 0 if not self._settings.database.get_secret_value() else 86_400)
        await self._until_stored(self._answers.clean)
        async with asyncio.TaskGroup() as group:
            for _ in range(self._settings.engines):
                group.create_task(self._work_on())
            group.create_task(self._watch())
            group.create_task(self._sweep())

    async def _work_on(self) -> None:
        while True:
            try:
                claim = await self._next() if self._engines.ready else None
            except (StoreFailed, StoreFull) as error:
                log.warning("jobs wait: %s", error.detail)
                claim = None
            if claim is None:
                self._news.clear()
                try:
                    await asyncio.wait_for(self._news.wait(), POLL_SECONDS)
                except TimeoutError:
                    continue
            else:
                await self._do(claim)

    async def _next(self) -> Claim | None:
        """An article of the caller who has waited longest."""
        callers = await run_sync(self._jobs.callers)
        for caller in sorted(callers, key=lambda name: self._served.get(name, 0)):
            claim = await run_sync(self._jobs.claim, caller)
            if claim is not None:
                self._turns += 1
                self._served[caller] = self._turns
                return claim
        return None

    async def _do(self, claim: Claim) -> None:
        try:
            body, failed = await self._outcome(claim)
        except Cancelled:
            await run_sync(self._jobs.release, claim)
            return
        except BaseException:
            self._jobs.release(claim)
            raise
        await self._until_stored(partial(self._jobs.record, claim, body, failed=failed))

    async def _outcome(self, claim: Claim) -> tuple[str, bool]:
        """The article's Summary, or the Problem with it, and whether it is one. Raises Cancelled."""
        try:
            request = SummaryRequest.model_validate_json(claim.request)
            return await self._summary(claim, request), False
        except Cancelled:
            raise
        except PlumblineError as error:
            return Problem.of(error).model_dump_json(), True
        except Exception as error:  # of ours: the other articles go on
            log.error("unexpected %s", type(error).__name__, exc_info=error)
            crash = PlumblineError("An unexpected error; the log of the service has its trace.")
            return Problem.of(crash).model_dump_json(), True

    async def _summary(self, claim: Claim, request: SummaryRequest) -> str:
        asked = Asked(claim.caller, urgent=False)
        seen = partial(self._at_work, claim.job)
        return (await insist(self._engines, request, asked, deaths=DEATHS, seen=seen)).body

    @contextmanager
    def _at_work(self, job: str, work: Work) -> Iterator[None]:
        """Known while it lasts, so that it can be given up."""
        self._works.setdefault(job, set()).add(work)
        try:
            yield
        finally:
            self._works[job].discard(work)
            if not self._works[job]:
                del self._works[job]

    async def _watch(self) -> None:
        """Hear of what was cancelled elsewhere, and finish what nobody finished."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                if self._works:
                    for job in await run_sync(self._jobs.closed, list(self._works)):
                        self.cancel(job)
                await run_sync(self._jobs.settle)
            except (StoreFailed, StoreFull) as error:
                log.warning("jobs wait: %s", error.detail)

    async def _sweep(self) -> None:
        """Delete what is old, unless the clock jumped since the last time: then what is old cannot be told."""
        wall, steady = time.time(), time.monotonic()
        while True:
            jump = (time.time() - wall) - (time.monotonic() - steady)
            wall, steady = time.time(), time.monotonic()
            if abs(jump) > JUMP_SECONDS:
                log.warning("the clock jumped by %.0f seconds: nothing expires before the next sweep", jump)
            else:
                await self._until_stored(partial(self._jobs.expire, self._settings.job_days * 86_400))
                await self._until_stored(partial(self._answers.expire, self._settings.idempotency_hours * 3_600))
            await asyncio.sleep(SWEEP_SECONDS)

    async def _until_stored(self, write: Callable[..., T], *arguments: object) -> T:
        """Try until the database takes it: what was worked out is not thrown away."""
        pause = 0.1
        while True:
            try:
                return await run_sync(write, *arguments)
            except (StoreFailed, StoreFull) as error:
                log.warning("a write waits: %s", error.detail)
                await asyncio.sleep(pause)
                pause = min(LONGEST_WRITE_PAUSE, 2 * pause)
