"""POST /v1/summaries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from hashlib import sha256

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from service.api.asking import STREAM, no_cache, respond_async, stream
from service.api.gone import unless_gone
from service.api.jobs import accepted
from service.api.once import once
from service.api.problems import problem, unexpected
from service.api.schemas import ACCEPTED, CACHE_CONTROL, IDEMPOTENCY_KEY, MODELS, PREFER, WORK, problems
from service.core.errors import InvalidRequest, PlumblineError
from service.core.events import Event
from service.core.job import Job
from service.core.request import SummaryRequest
from service.core.summary import Summary
from service.models import registry
from service.store.jobs import Article, Jobs
from service.workers import Answer, Asked, Engines

PING_SECONDS = 15.0  # proxies close a stream that says nothing for long
ANSWERS = problems(*WORK, *MODELS) | {
    200: {
        "content": {STREAM: {"schema": {"type": "string"}}},
        "description": "The Summary; with `Accept: text/event-stream` what is known before it as well",
    },
    202: ACCEPTED
    | {"model": Job, "description": "A job, for a long text or with `Prefer: respond-async`; ask at its Location"},
}

router = APIRouter(prefix="/v1", tags=["summaries"])


@router.post(
    "/summaries",
    response_model=Summary,
    responses=ANSWERS,
    summary="Summarise an article, verified",
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, PREFER, CACHE_CONTROL]},
)
async def summaries(body: SummaryRequest, request: Request) -> Response:
    caller = request.client.host if request.client else ""
    engines: Engines = request.app.state.engines
    registry.known(body.options.model, request.app.state.settings)
    asked = Asked(caller, fresh=no_cache(request))
    if stream(request):
        if "idempotency-key" in request.headers:
            raise InvalidRequest("Idempotency-Key: a stream cannot be told again; ask without text/event-stream.")
        events = engines.ask(body, asked).events()
        return StreamingResponse(_stream(events), media_type=STREAM, headers={"X-Accel-Buffering": "no"})

    async def summarise(job: str) -> Response:
        if respond_async(request) or len(body.text) > request.app.state.settings.async_characters:
            return await _later(request, caller, body, job)
        answer = await unless_gone(request, engines.ask(body, asked))
        status = "hit" if answer.cached else "fwd=miss"
        return Response(answer.body, media_type="application/json", headers={"Cache-Status": f"plumbline; {status}"})

    return await once(request, caller, sha256(await request.body()).hexdigest(), summarise)


async def _later(request: Request, caller: str, body: SummaryRequest, job: str) -> Response:
    jobs: Jobs = request.app.state.jobs
    article = Article("", body.model_dump_json())
    row = await run_sync(lambda: jobs.get(jobs.add(caller, [article], batch=False, job=job)))
    request.app.state.runner.wake()
    return accepted(row, preferred=respond_async(request))


async def _stream(events: AsyncGenerator[Event | Answer, None]) -> AsyncIterator[bytes]:
    """`progress` events, then one `summary`, or one `problem` as the body of an error would be."""
    try:
        async for event in _with_pings(events):
            if event is None:
                yield b": still at work\n\n"
            elif isinstance(event, Event):
                yield format_sse_event(event="progress", data_str=event.model_dump_json())
            else:
                yield format_sse_event(event="summary", data_str=event.body)
    except PlumblineError as error:
        yield format_sse_event(event="problem", data_str=bytes(problem(error).body).decode())
    except Exception as error:  # a stream that breaks off would not say that it failed
        yield format_sse_event(event="problem", data_str=bytes(unexpected(error).body).decode())


async def _with_pings(events: AsyncGenerator[Event | Answer, None]) -> AsyncIterator[Event | Answer | None]:
    """The events, and None when there was none for a while."""
    coming: asyncio.Task[Event | Answer] | None = None
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
