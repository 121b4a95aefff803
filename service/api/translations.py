"""POST /v1/translations and /v1/translation-checks."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from service.api.asking import JSON, STREAM, admitted, later, respond_async, stream, wanted
from service.api.auth import Caller, needs
from service.api.files import FileRoute, form
from service.api.gone import unless_gone
from service.api.once import once
from service.api.schemas import ACCEPTED, EXCHANGE, FILES, IDEMPOTENCY_KEY, MODELS, PREFER, WORK, Responses, problems
from service.api.streams import told
from service.core.job import Job
from service.core.key import Scope
from service.core.request import TranslationCheck, TranslationRequest
from service.core.translation import Issues, Translation
from service.models import registry
from service.translate import exchange

ANSWERS: Responses = problems(*WORK, *FILES, *MODELS, *EXCHANGE) | {
    200: {
        "content": {kind: {"schema": {"type": "string"}} for kind in (STREAM, *exchange.MEDIA_TYPES)},
        "description": "The Translation; `Accept: text/event-stream` tells how far it is before. A file for other "
        "tools when `Accept` names its type",
    },
    202: ACCEPTED | {"model": Job, "description": "A job, for a long text or with `Prefer: respond-async`"},
}


class TranslationRoute(FileRoute):
    words = ("title", "from", "to", "model")


router = APIRouter(prefix="/v1", tags=["translations"], route_class=TranslationRoute)


@router.post(
    "/translations",
    response_model=Translation,
    responses=ANSWERS,
    summary="Prepare an article for a translator: segments with drafts, terms, names, matches and checks",
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, PREFER], "requestBody": form(*TranslationRoute.words)},
)
async def translations(
    body: TranslationRequest, request: Request, caller: Annotated[Caller, needs(Scope.TRANSLATIONS)]
) -> Response:
    registry.known(body.model or registry.EMBEDDED, request.app.state.settings)
    if stream(request):
        events = admitted(request, body, caller).events()
        return StreamingResponse(told(events, "translation"), media_type=STREAM, headers={"X-Accel-Buffering": "no"})

    kind = wanted(request, (JSON, *exchange.MEDIA_TYPES))

    async def translate(job: str) -> Response:
        if respond_async(request) or body.size > request.app.state.settings.async_characters:
            return await later(request, caller, body, job)
        answer = await unless_gone(request, admitted(request, body, caller))
        if suffix := exchange.MEDIA_TYPES.get(kind):
            content = await run_sync(exchange.write, Translation.model_validate_json(answer.body), suffix)
            return Response(content, media_type=kind)
        return Response(answer.body, media_type="application/json")

    same = sha256(f"{kind}\n{body.model_dump_json()}".encode()).hexdigest()
    return await once(request, caller.id, same, translate)


@router.post(
    "/translation-checks",
    response_model=Issues,
    responses=problems(*WORK),
    summary="Check a translation against its source",
    openapi_extra={"parameters": [IDEMPOTENCY_KEY]},
)
async def check(
    body: TranslationCheck, request: Request, caller: Annotated[Caller, needs(Scope.TRANSLATIONS)]
) -> Response:
    async def checked(_: str) -> Response:
        answer = await unless_gone(request, admitted(request, body, caller))
        return Response(answer.body, media_type="application/json")

    return await once(request, caller.id, sha256(await request.body()).hexdigest(), checked)
