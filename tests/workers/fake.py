"""Engines without processes: what they answer is for a test to say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from service.core.errors import Cancelled
from service.core.request import SummaryRequest
from service.workers import Answer, Asked

Reply = Callable[[SummaryRequest], Awaitable[str]]


class FakeWork:
    def __init__(self, reply: Awaitable[str]) -> None:
        self._task = asyncio.ensure_future(reply)
        self.given_up = False

    async def answer(self) -> Answer:
        try:
            await asyncio.wait({self._task})
        except asyncio.CancelledError:
            self.give_up()
            raise
        if self._task.cancelled():
            raise Cancelled("The work was given up.")
        return Answer(self._task.result())

    def give_up(self) -> None:
        self.given_up = True
        self._task.cancel()


class FakeEngines:
    """`reply` gives the body for a request, or raises; `asked` lists who asked for which text."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.ready = True
        self.asked: list[tuple[str, str]] = []
        self.works: list[FakeWork] = []

    def ask(self, request: SummaryRequest, asked: Asked) -> FakeWork:
        self.asked.append((asked.caller, request.text or ""))
        work = FakeWork(self.reply(request))
        self.works.append(work)
        return work

    def stop(self) -> None:
        """There is no process to end."""
