"""POST /v1/summaries."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.api.schemas import PROBLEMS, SummaryRequest
from service.core.summary import Summary
from service.models import registry
from service.workers import EngineProcess

router = APIRouter(prefix="/v1", tags=["summaries"])


@router.post("/summaries", response_model=Summary, responses=PROBLEMS, summary="Summarise an article, verified")
async def summaries(body: SummaryRequest, request: Request) -> Response:
    engine: EngineProcess = request.app.state.engine
    registry.known(body.options.model, engine.settings)
    summary = await engine.summarize(body.text, body.options, title=body.title, language=body.language)
    return Response(summary, media_type="application/json")
