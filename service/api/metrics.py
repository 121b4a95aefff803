"""GET /metrics."""

from __future__ import annotations

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import choose_encoder

from service.api.auth import Caller, needs
from service.api.schemas import problems
from service.core.key import Scope
from service.metrics import Metrics
from service.workers import Engines

router = APIRouter(tags=["health"])

TYPES: dict[str, dict[str, object]] = {"text/plain": {}, "application/openmetrics-text": {}}


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses=problems() | {200: {"content": TYPES}},
)
async def metrics(request: Request, _: Annotated[Caller, needs(Scope.METRICS)]) -> Response:
    kept: Metrics = request.app.state.metrics
    engines: Engines = request.app.state.engines
    engines.report()
    kept.jobs(await run_sync(request.app.state.jobs.counts))
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(kept.registry), headers={"Content-Type": media_type})
