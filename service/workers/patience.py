"""What may pass by itself is tried again, when nobody waits for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from service.core.errors import EngineDied, PlumblineError
from service.workers.answer import Answer, Asked, Request
from service.workers.pool import Engines, Work

TRIES = 10
LONGEST_PAUSE = 60.0  # seconds
FIRST_PAUSE = 0.25


def _unseen(_: Work) -> AbstractContextManager[None]:
    return nullcontext()


async def insist(
    engines: Engines,
    request: Request,
    asked: Asked,
    *,
    deaths: int,
    seen: Callable[[Work], AbstractContextManager[None]] = _unseen,
) -> Answer:
    """The answer, after as many as TRIES tries with ever longer pauses, each of them `seen` while it lasts.

    A request at which `deaths` engine processes died is to blame for that, and is not tried again. Raises as
    `Work.answer` does.
    """
    died = 0
    for tries in range(1, TRIES + 1):
        work = engines.ask(request, asked)
        try:
            with seen(work):
                return await work.answer()
        except PlumblineError as error:
            died += isinstance(error, EngineDied)
            if not error.retryable or tries == TRIES or died == deaths:
                raise
        await asyncio.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2**tries))
    raise AssertionError("unreachable")
