"""POST /v1/summaries."""

from __future__ import annotations

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from service.api.problems import problem, unexpected
from service.api.schemas import PROBLEMS
from service.core.errors import PlumblineError
from service.core.events import Event, Told
from service.core.request import SummaryRequest
from service.core.summary import Claim, Statement, Summary
from service.models import registry
from service.workers import EngineProcess

STREAM = "text/event-stream"
ANSWERS = PROBLEMS | {
    200: {"content": {STREAM: {}}, "description": "The Summary; with `Accept: text/event-stream` progress before it"}
}

router = APIRouter(prefix="/v1", tags=["summaries"])


@router.post("/summaries", response_model=Summary, responses=ANSWERS, summary="Summarise an article, verified")
async def summaries(body: SummaryRequest, request: Request) -> Response:
    engine: EngineProcess = request.app.state.engine
    registry.known(body.options.model, engine.settings)
    if STREAM in request.headers.get("accept", ""):
        events = engine.events(body.text, body.options, title=body.title, language=body.language)
        return StreamingResponse(_stream(events), media_type=STREAM, headers={"Cache-Control": "no-store"})
    summary = await engine.summarize(body.text, body.options, title=body.title, language=body.language)
    return Response(summary, media_type="application/json")


async def _stream(events: AsyncIterator[Told | str]) -> AsyncIterator[bytes]:
    """`progress` events and each `claim` and `statement` as it is verified, then one `summary`.

    Or one `problem` as the body of an error would be.
    """
    try:
        async for event in events:
            if isinstance(event, Event):
                yield format_sse_event(event="progress", data_str=event.model_dump_json())
            elif isinstance(event, Statement):
                name = "claim" if isinstance(event, Claim) else "statement"
                yield format_sse_event(event=name, data_str=event.model_dump_json())
            else:
                yield format_sse_event(event="summary", data_str=event)
    except PlumblineError as error:
        yield format_sse_event(event="problem", data_str=bytes(problem(error).body).decode())
    except Exception as error:  # a stream that breaks off would not say that it failed
        yield format_sse_event(event="problem", data_str=bytes(unexpected(error).body).decode())
