"""POST /v1/checks."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Request, Response

from service.api.asking import admitted
from service.api.auth import Caller, needs
from service.api.gone import unless_gone
from service.api.once import once
from service.api.schemas import IDEMPOTENCY_KEY, WORK, problems
from service.core.check import Checks
from service.core.key import Scope
from service.core.request import CheckRequest

router = APIRouter(prefix="/v1", tags=["checks"])


@router.post(
    "/checks",
    response_model=Checks,
    responses=problems(*WORK),
    summary="Check a text against its source",
    openapi_extra={"parameters": [IDEMPOTENCY_KEY]},
)
async def checks(body: CheckRequest, request: Request, caller: Annotated[Caller, needs(Scope.CHECKS)]) -> Response:
    async def check(_: str) -> Response:
        answer = await unless_gone(request, admitted(request, body, caller))
        return Response(answer.body, media_type="application/json")

    return await once(request, caller.id, sha256(await request.body()).hexdigest(), check)
