"""POST /v1/summaries."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from service.api.asking import STREAM, admitted, later, respond_async, stream
from service.api.auth import Caller, needs
from service.api.files import FileRoute, form
from service.api.gone import unless_gone
from service.api.once import once
from service.api.schemas import ACCEPTED, CACHE_CONTROL, FILES, IDEMPOTENCY_KEY, MODELS, PREFER, WORK, problems
from service.api.streams import told
from service.core.job import Job
from service.core.key import Scope
from service.core.receipt import Options
from service.core.request import SummaryRequest
from service.core.summary import Summaries, Summary
from service.models import registry

ANSWERS = problems(*WORK, *FILES, *MODELS) | {
    200: {
        "content": {STREAM: {"schema": {"type": "string"}}},
        "description": "The Summary, or Summaries with `split`; `Accept: text/event-stream` tells what is known before",
    },
    202: ACCEPTED
    | {"model": Job, "description": "A job, for a long text or with `Prefer: respond-async`; ask at its Location"},
}


class SummaryRoute(FileRoute):
    words = ("title", "language", "published", "split")
    options = tuple(Options.model_fields)


router = APIRouter(prefix="/v1", tags=["summaries"], route_class=SummaryRoute)


@router.post(
    "/summaries",
    response_model=Summary | Summaries,
    responses=ANSWERS,
    summary="Summarise an article, verified",
    openapi_extra={
        "parameters": [IDEMPOTENCY_KEY, PREFER, CACHE_CONTROL],
        "requestBody": form(*SummaryRoute.words, *SummaryRoute.options),
    },
)
async def summaries(
    body: SummaryRequest, request: Request, caller: Annotated[Caller, needs(Scope.SUMMARIES)]
) -> Response:
    registry.known(body.options.model, request.app.state.settings)
    if stream(request):
        events = admitted(request, body, caller).events()
        return StreamingResponse(told(events), media_type=STREAM, headers={"X-Accel-Buffering": "no"})

    async def summarise(job: str) -> Response:
        if respond_async(request) or body.size > request.app.state.settings.async_characters:
            return await later(request, caller, body, job)
        answer = await unless_gone(request, admitted(request, body, caller))
        status = "hit" if answer.cached else "fwd=miss"
        return Response(answer.body, media_type="application/json", headers={"Cache-Status": f"plumbline; {status}"})

    return await once(request, caller.id, sha256(body.model_dump_json().encode()).hexdigest(), summarise)
