"""A caller who goes away needs no answer."""

from __future__ import annotations

import asyncio

from fastapi import Request

from service.core.errors import Cancelled
from service.workers import Answer, Work


async def unless_gone(request: Request, work: Work) -> Answer:
    """The work's answer. Gives the work up when the caller goes away. Raises Cancelled, and as `Work.answer` does."""
    answer = asyncio.ensure_future(work.answer())
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        raise Cancelled("The caller went away.")
    finally:
        gone.cancel()
        answer.cancel()


async def _gone(request: Request) -> None:
    """Until the connection is closed; the body was read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
