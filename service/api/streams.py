"""Work as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from fastapi.sse import format_sse_event

from service.api.problems import problem, unexpected
from service.core.errors import PlumblineError
from service.core.events import Event, Told
from service.core.summary import Claim, Statement
from service.workers import Answer

PING_SECONDS = 15.0  # proxies close a stream that says nothing for long


async def told(events: AsyncGenerator[Told | Answer, None], last: str = "summary") -> AsyncIterator[bytes]:
    """`progress` events and each `claim` and `statement` as it is verified, then one `summary`, or what `last` names.

    Or one `problem` as the body of an error would be. Whoever stops listening gives the work up.
    """
    try:
        async with aclosing(_with_pings(events)) as pinged:
            async for event in pinged:
                match event:
                    case None:
                        yield b": still at work\n\n"
                    case Event():
                        yield format_sse_event(event="progress", data_str=event.model_dump_json())
                    case Claim():
                        yield format_sse_event(event="claim", data_str=event.model_dump_json())
                    case Statement():
                        yield format_sse_event(event="statement", data_str=event.model_dump_json())
                    case Answer():
                        yield format_sse_event(event=last, data_str=event.body)
    except PlumblineError as error:
        yield format_sse_event(event="problem", data_str=bytes(problem(error).body).decode())
    except Exception as error:  # a stream that breaks off would not say that it failed
        yield format_sse_event(event="problem", data_str=bytes(unexpected(error).body).decode())


async def _with_pings(events: AsyncGenerator[Told | Answer, None]) -> AsyncGenerator[Told | Answer | None, None]:
    """The events, and None when there was none for a while."""
    coming: asyncio.Task[Told | Answer] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(events))
            await asyncio.wait({coming}, timeout=PING_SECONDS)
            if not coming.done():
                yield None
                continue
            try:
                event = coming.result()
            except StopAsyncIteration:
                return
            coming = None
            yield event
    finally:
        if coming is not None:
            coming.cancel()  # and with it the work
        else:
            await events.aclose()
