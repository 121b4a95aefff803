"""POST /v1/translations/import, /v1/translations/export and /v1/memory: to and from a translator's other tools."""

from __future__ import annotations

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from service.api.asking import admitted, wanted
from service.api.auth import Caller, needs
from service.api.files import FileRoute, form
from service.api.gone import unless_gone
from service.api.schemas import EXCHANGE, WORK, problems
from service.core.errors import InvalidLedger, InvalidMemory
from service.core.key import Scope
from service.core.request import TranslationFile
from service.core.translation import Learnt, Translation
from service.translate import exchange
from service.translate.desk import open_desk
from service.translate.learning import learn

router = APIRouter(prefix="/v1", tags=["translations"], route_class=FileRoute)
Translates = Annotated[Caller, needs(Scope.TRANSLATIONS)]
FILE = {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in exchange.MEDIA_TYPES}}


@router.post(
    "/translations/import",
    response_model=Translation,
    responses=problems(*WORK, *EXCHANGE),
    summary="Open a translation that another tool saved: XLIFF, or an HTML, DOCX or JSON of ours",
    openapi_extra={"requestBody": form()},
)
async def import_(body: TranslationFile, request: Request, caller: Translates) -> Response:
    answer = await unless_gone(request, admitted(request, body, caller))
    return Response(answer.body, media_type="application/json")


@router.post(
    "/translations/export",
    response_class=Response,
    responses=problems(*EXCHANGE) | {200: FILE | {"description": "The file whose type `Accept` names, else XLIFF"}},
    summary="Save a translation for another tool",
)
async def export(body: Translation, request: Request, _: Translates) -> Response:
    kind = wanted(request, exchange.MEDIA_TYPES) or next(iter(exchange.MEDIA_TYPES))
    return Response(await run_sync(exchange.write, body, exchange.MEDIA_TYPES[kind]), media_type=kind)


@router.post(
    "/memory",
    response_model=Learnt,
    responses=problems(*EXCHANGE, InvalidMemory, InvalidLedger),
    summary="Keep the approved segments of a translation, and how its names are put",
)
async def memory(body: Translation, request: Request, _: Translates) -> Learnt:
    folder = request.app.state.settings.data_dir
    return await run_sync(lambda: learn(body, open_desk(folder)))
