"""Does what the jobs ask for, article by article, beside the requests that somebody waits for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar

from anyio.to_thread import run_sync
from pydantic import TypeAdapter

from service.core.errors import Cancelled, PlumblineError, StoreFailed, StoreFull
from service.core.problem import Problem
from service.core.request import SummaryRequest, TranslationRequest
from service.settings import Settings
from service.store.answers import Answers
from service.store.claims import Claim
from service.store.jobs import Jobs
from service.workers import Asked, Engines, Work, insist

POLL_SECONDS = 1.0  # for what other services put in, or cancelled
SWEEP_SECONDS = 3_600.0
DEATHS = 3  # of engine processes at one article, after which it is to blame
LONGEST_WRITE_PAUSE = 15.0  # seconds

T = TypeVar("T")
STORED: TypeAdapter[SummaryRequest | TranslationRequest] = TypeAdapter(SummaryRequest | TranslationRequest)
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
        async with asyncio.TaskGroup() as group:
            for step in [self._work_on] * self._settings.engines + [self._watch, self._sweep]:
                group.create_task(self._for_ever(step))

    async def _for_ever(self, step: Callable[[], Awaitable[None]]) -> None:
        """One step after the other, whatever goes wrong in one."""
        while True:
            try:
                await step()
            except (StoreFailed, StoreFull) as error:
                log.warning("jobs wait: %s", error.detail)
                await asyncio.sleep(POLL_SECONDS)
            except Exception as error:
                log.error("unexpected %s", type(error).__name__, exc_info=error)
                await asyncio.sleep(POLL_SECONDS)

    async def _work_on(self) -> None:
        self._news.clear()  # before we look: what comes while we do is news
        claim = await self._next() if self._engines.ready else None
        if claim is not None:
            await self._do(claim)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):  # `wait_for` of Python 3.11 may lose a shutdown
                await self._news.wait()

    async def _next(self) -> Claim | None:
        """An article of the caller who has waited longest."""
        callers = await run_sync(self._jobs.callers)
        self._served = {caller: self._served[caller] for caller in callers if caller in self._served}
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
            await self._until_stored(partial(self._jobs.record, claim, body, failed=failed))
        except Cancelled:
            await run_sync(self._jobs.release, claim)
        finally:
            self._jobs.release(claim)

    async def _outcome(self, claim: Claim) -> tuple[str, bool]:
        """The article's Summary or Translation, or the Problem with it, and whether it is one. Raises Cancelled."""
        try:
            request = STORED.validate_json(claim.request)
            return await self._answer(claim, request), False
        except Cancelled:
            raise
        except PlumblineError as error:
            return Problem.of(error).model_dump_json(), True
        except Exception as error:  # of ours: the other articles go on
            log.error("unexpected %s", type(error).__name__, exc_info=error)
            crash = PlumblineError("An unexpected error; the log of the service has its trace.")
            return Problem.of(crash).model_dump_json(), True

    async def _answer(self, claim: Claim, request: SummaryRequest | TranslationRequest) -> str:
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
        await asyncio.sleep(POLL_SECONDS)
        if self._works:
            for job in await run_sync(self._jobs.closed, list(self._works)):
                self.cancel(job)
        await run_sync(self._jobs.settle)

    async def _sweep(self) -> None:
        """Delete what is old."""
        await run_sync(self._jobs.expire, self._settings.job_days * 86_400)
        await run_sync(self._answers.expire, self._settings.idempotency_hours * 3_600)
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
