"""POST /v1/checks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response

from service.api.auth import Caller, needs
from service.api.schemas import PROBLEMS
from service.core.check import Checks
from service.core.key import Scope
from service.core.request import CheckRequest
from service.workers import EngineProcess

router = APIRouter(prefix="/v1", tags=["checks"])


@router.post("/checks", response_model=Checks, responses=PROBLEMS, summary="Check a text against its source")
async def checks(body: CheckRequest, request: Request, _: Annotated[Caller, needs(Scope.CHECKS)]) -> Response:
    engine: EngineProcess = request.app.state.engine
    found = await engine.check(body.source, body.text, language=body.language)
    return Response(found, media_type="application/json")
